//! What is drawn by lot: the rows that both checkers look at, and the names of new cases.

use crate::journal::CaseId;

/// Bytes for drawing rows; none where the operating system gives none. A test may fix them.
pub(super) fn rows() -> Option<[u8; 32]> {
    #[cfg(test)]
    if let Some(seed) = test::SEED.with(std::cell::Cell::get) {
        return Some(std::array::from_fn(|n| {
            seed.wrapping_mul(u8::try_from(n).unwrap_or(0))
        }));
    }
    bytes()
}

/// The name of a case that begins here.
pub(super) fn case() -> Option<CaseId> {
    bytes().map(CaseId)
}

fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
pub(in crate::tui::screens) mod test {
    use std::cell::Cell;

    thread_local! {
        pub(super) static SEED: Cell<Option<u8>> = const { Cell::new(None) };
    }

    /// From now on, this thread draws the same rows every time.
    pub(in crate::tui::screens) fn fix(seed: u8) {
        SEED.with(|cell| cell.set(Some(seed)));
    }
}
