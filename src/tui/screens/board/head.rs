//! What the first row says on every screen that the board leads to, and other small things that
//! they have in common.

use crate::calendar::{Moment, WorkDay};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::{Catalogue, DefId, clause};
use crate::t;
use crate::tui::Help;
use crate::tui::say::{self, tongue, when};

/// Date, time, kind of day; in a sample office that the date is the sample's.
#[must_use]
pub fn when(office: &Office, now: Moment, words: Locale) -> String {
    let day = WorkDay::of(now, office.settings.cut);
    let kind = if office.days.is_open(day.0) {
        t!(words, board_day_open)
    } else {
        t!(words, board_day_closed)
    };
    let told = when::long_title(now, words);
    if office.sample {
        t!(words, board_when_sample, when = told, kind = kind)
    } else {
        t!(words, board_when, when = told, kind = kind)
    }
}

/// How many digits a person's number has here: two, or three above 99 people.
#[must_use]
pub fn digits(office: &Office) -> usize {
    let most = office.persons.iter().map(|p| p.no.0).max();
    if most.is_some_and(|no| no > 99) { 3 } else { 2 }
}

/// F1: what a screen is for, and the clauses that its procedure serves under this office's rules.
#[must_use]
pub fn help(text: String, procedure: &str, office: Option<&Office>, words: Locale) -> Help {
    let known = office.and_then(|office| {
        let catalogue = Catalogue::of_program(office.profile);
        Some((office, catalogue.latest(&DefId::from(procedure))?))
    });
    let Some((office, definition)) = known else {
        return Help {
            text,
            ..Help::default()
        };
    };
    let clauses = definition
        .clauses
        .iter()
        .filter_map(|cited| {
            let one = std::slice::from_ref(cited);
            let number = say::clause(one, office.profile, words)?;
            let gist = clause(cited)?.gist.get(tongue(words)).to_owned();
            Some((number, gist))
        })
        .collect();
    Help { text, clauses }
}
