//! Opening the office that the arguments name.

use super::failure::Failure;
use super::place::Place;
use crate::desk::{Desk, Opening};
use crate::locale::Locale;
use crate::store::Reading;

/// Opens it, with what this user's terminal remembers of it.
pub(super) fn open(place: &Place, words: Locale) -> Result<(Desk, Locale), Failure> {
    open_for(place, Reading::default(), words)
}

/// The same for a certain way of reading.
pub(super) fn open_for(
    place: &Place,
    reading: Reading,
    words: Locale,
) -> Result<(Desk, Locale), Failure> {
    let opening = Opening {
        memory: place.memory.clone(),
        reading,
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
