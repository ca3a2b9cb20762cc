//! Opening the office that the arguments name.

use super::failure::Failure;
use super::place::Place;
use crate::desk::{Desk, Opening};
use crate::locale::Locale;
use crate::store::Reading;

/// Opens it, with what this user's terminal remembers of it.
pub(super) fn open(place: &Place, words: Locale) -> Result<Desk, Failure> {
    open_for(place, Reading::default(), words)
}

/// The same for a certain way of reading.
pub(super) fn open_for(place: &Place, reading: Reading, words: Locale) -> Result<Desk, Failure> {
    let opening = Opening {
        memory: place.memory.clone(),
        reading,
        ..Opening::default()
    };
    Desk::open(&place.dir, opening).map_err(|error| Failure::open(&error, &place.dir, words))
}
