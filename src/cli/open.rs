//! Opening the office that the arguments name.

use super::failure::Failure;
use super::place::Place;
use crate::desk::{Desk, Opening};
use crate::locale::Locale;

/// Opens it, with what this user's terminal remembers of it.
pub(super) fn open(place: &Place, words: Locale) -> Result<Desk, Failure> {
    let opening = Opening {
        memory: place.memory.clone(),
        ..Opening::default()
    };
    Desk::open(&place.dir, opening).map_err(|error| Failure::open(&error, &place.dir, words))
}
