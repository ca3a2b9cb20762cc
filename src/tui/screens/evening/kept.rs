//! The marks of an evening that was left, kept in this process for as long as a stamp lives. Never
//! on disk: nothing is stored before Enter.

use super::marks::Marks;
use crate::calendar::WorkDay;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Instant;

/// What the house calls them, before the program ends.
pub(super) const NAME: &str = "evening";

/// The marks of one office.
pub(super) struct Kept {
    pub(super) day: WorkDay,
    pub(super) marks: Marks,
    /// A request has no time of its own: it goes with the oldest stamp, or so long after it was
    /// left.
    pub(super) until: Instant,
}

static KEPT: LazyLock<Mutex<Vec<(PathBuf, Kept)>>> = LazyLock::new(|| Mutex::new(Vec::new()));

fn with<T>(work: impl FnOnce(&mut Vec<(PathBuf, Kept)>) -> T) -> T {
    work(&mut KEPT.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Keeps them in place of older ones.
pub(super) fn keep(office: &Path, kept: Kept) {
    with(|all| {
        all.retain(|(of, _)| of != office);
        all.push((office.to_owned(), kept));
    });
}

/// Takes them back, where they still live.
pub(super) fn take(office: &Path, at: Instant) -> Option<Kept> {
    with(|all| {
        let nth = all.iter().position(|(of, _)| of == office)?;
        let (_, kept) = all.swap_remove(nth);
        (at < kept.until).then_some(kept)
    })
}
