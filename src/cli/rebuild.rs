//! `kagiban rebuild`: the rows that lists are shown from, made anew from the journal.

use super::failure::Failure;
use super::place::Place;
use super::progress::Progress;
use super::stop::Stop;
use super::{Exit, print};
use crate::desk::{DeskError, OpenDeskError, rebuild};
use crate::locale::Locale;
use crate::store::StoreError;
use crate::t;

/// Makes them.
pub(super) fn run(place: &Place, words: Locale) -> Result<Exit, Failure> {
    let stop = Stop::on_interrupt();
    let mut line = Progress::new(t!(words, cli_rebuild_progress));
    let made = rebuild(&place.dir, &mut |now| {
        line.tell(now.applied, now.size);
        stop.go_on()
    });
    drop(line);
    let now = made.map_err(|error| failed(&error, place, words))?;
    if now.is_done() {
        let said = t!(words, cli_rebuild_done, size = now.size);
        print(&format!("{said}\n"));
        return Ok(Exit::Fine);
    }
    Err(Failure::written(t!(
        words,
        cli_rebuild_stopped,
        applied = now.applied,
        size = now.size
    )))
}

/// An office that can only be looked at is one that cannot be written.
fn failed(error: &OpenDeskError, place: &Place, words: Locale) -> Failure {
    let failure = Failure::open(error, &place.dir, words);
    match error {
        OpenDeskError::Desk(DeskError::Store(StoreError::ReadOnly(_))) => {
            Failure::written(failure.text)
        }
        _ => failure,
    }
}
