//! Opening the office that the arguments name.

use super::failure::Failure;
use super::place::Place;
use crate::desk::{Desk, Opening};
use crate::locale::Locale;

/// Opens it, with what this user's terminal remembers of it.
pub(super) fn open(place: &Place, words: Locale) -> Result<(Desk, Locale), Failure> {
    let opening = Opening {
        memory: place.memory.clone(),
        ..Opening::default()
    };
    let desk = Desk::open(&place.dir, opening);
    let desk = desk.map_err(|error| Failure::open(&error, &place.dir, words))?;
    let words = under(&desk, words);
    Ok((desk, words))
}

/// The words as they are said to this office, which its rules give names for its roles.
pub(super) fn under(desk: &Desk, words: Locale) -> Locale {
    let view = desk.view();
    view.map_or(words, |view| words.under(view.office.profile))
}
