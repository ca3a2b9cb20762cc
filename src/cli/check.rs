//! `kagiban check`: the definitions of procedures, and the roster of an office where there is one.

use super::failure::Failure;
use super::open::open;
use super::place::Place;
use super::progress::Progress;
use super::{Exit, print};
use crate::desk::roster::roster_proof;
use crate::locale::Locale;
use crate::procedure::{Catalogue, Definition, Proof, prove};
use crate::t;
use crate::text::pad;
use crate::tui::say::tongue;
use crate::tui::screens::set_up::proof;
use std::thread;

/// Acts on one path that are no step forward: enough to break a definition that leaves a law out.
const DETOURS: u8 = 1;

/// Proves every definition, each on a thread of its own.
fn proofs(catalogue: &Catalogue, words: Locale) -> Vec<(&Definition, Proof)> {
    let mut line = Progress::new(t!(words, cli_check_progress));
    let total = catalogue.all().len() as u64;
    thread::scope(|scope| {
        let walks: Vec<_> = catalogue
            .all()
            .iter()
            .map(|def| {
                (
                    def.as_ref(),
                    scope.spawn(move || prove(catalogue, def, DETOURS)),
                )
            })
            .collect();
        let mut proved = Vec::new();
        line.tell(0, total);
        for (done, (def, walk)) in (1..).zip(walks) {
            // A walk that panics has found a fault in the machine itself: it is told by the panic.
            match walk.join() {
                Ok(proof) => proved.push((def, proof)),
                Err(fault) => std::panic::resume_unwind(fault),
            }
            line.tell(done, total);
        }
        proved
    })
}

/// Checks and prints.
pub(super) fn run(place: &Place, words: Locale) -> Result<Exit, Failure> {
    let catalogue = Catalogue::embedded();
    let mut text = String::new();
    let mut found = 0;
    for (definition, proof) in proofs(catalogue, words) {
        text.push_str(&format!(
            "{} {}  {}\n",
            pad(&definition.id.0, 14),
            pad(definition.title.get(tongue(words)), 26),
            t!(
                words,
                cli_check_proof,
                states = proof.states,
                transitions = proof.transitions
            )
        ));
        if !proof.complete {
            found += 1;
            text.push_str(&format!("  {}\n", t!(words, cli_check_incomplete)));
        }
        for broken in &proof.broken {
            found += 1;
            let path = broken.path.join(", ");
            let line = t!(
                words,
                cli_check_broken,
                law = broken.law,
                what = broken.what,
                path = path
            );
            text.push_str(&format!("  {line}\n"));
        }
    }
    text.push_str(&match found {
        0 => t!(words, cli_check_definitions, count = catalogue.all().len()),
        count => t!(words, cli_check_unlawful, count = count),
    });
    text.push('\n');
    if place.dir.join(crate::store::FILE_NAME).exists() {
        let desk = open(place, words)?;
        let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
        let mut thin = 0;
        let lines = roster_proof(catalogue, &view.office, view.today().0);
        text.push_str(&format!("\n{}\n", view.office.name));
        for line in &lines {
            let finding = line.what.is_finding();
            thin += usize::from(finding);
            let mark = if finding {
                t!(words, mark_needed)
            } else {
                t!(words, mark_done)
            };
            let (what, how) = proof::told(&view.office, line, view.today().0, words);
            text.push_str(&format!("  {mark} {}  {how}\n", pad(&what, 28)));
        }
        text.push_str(&match thin {
            0 => t!(words, cli_check_roster_fine),
            count => t!(words, cli_check_roster_found, count = count),
        });
        text.push('\n');
        found += thin;
    }
    print(&text);
    Ok(if found == 0 { Exit::Fine } else { Exit::Found })
}
