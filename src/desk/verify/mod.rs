//! Verification: every hash and signature recomputed, and every act replayed through the rules and
//! roles of its day.

mod again;
mod checked;
mod line;
mod replay;
mod rows;

pub use rows::MemoryRows;

use super::Desk;
use super::breach::Unlawful;
use super::error::DeskError;
use super::rows::FaultRow;
use crate::journal::{Authors, Checkpoint, Entry, Finding, Seen, check_many};
use crate::store::ReadLog;
use checked::{Checked, check};
use line::in_order;
use replay::Replay;
use std::ops::ControlFlow;

/// What a verification found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// Size and root as recomputed.
    pub checkpoint: Checkpoint,
    /// What does not agree with itself: hashes, signatures, chains, witnesses.
    pub findings: Vec<Finding>,
    /// What the rules of its day would have refused.
    pub unlawful: Vec<Unlawful>,
    /// The recomputed root is not the one that the file holds.
    pub root_differs: bool,
    /// It was stopped before the end.
    pub stopped: bool,
}

impl Verification {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.unlawful.is_empty() && !self.root_differs && !self.stopped
    }
}

/// How many entries are a piece of the work: some milliseconds of one core, and fewer where many
/// cores have pieces in hand at once, which lie in memory.
fn piece(threads: usize) -> usize {
    (128 / threads.max(1)).clamp(4, 32)
}
/// How many entries are judged between two reports of how far it is.
const TELL: u64 = 512;
/// How many entries are read at once where nobody waits, and little memory is to be taken.
const PART: usize = 256;

impl Desk {
    /// Recomputes and replays the whole journal, apart from the read model that screens use.
    /// `progress` is told how many of how many; it may stop.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Verification, DeskError> {
        let threads = threads();
        self.verify_on(threads, piece(threads), progress)
    }

    /// The same on so many threads, in pieces of so many entries.
    fn verify_on(
        &self,
        threads: usize,
        piece: usize,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Verification, DeskError> {
        let snapshot = self.store.snapshot()?;
        let (size, root) = snapshot.size_and_root()?;
        let mut replay = Replay::new(self.store.office(), &snapshot);
        let each = piece.max(1) as u64;
        // While the rules are asked about one piece, the other cores check the next ones.
        let end = in_order(
            size.div_ceil(each),
            threads,
            Authors::default,
            |authors, nth| check(snapshot.read(nth * each, piece.max(1))?, authors),
            |checked: &mut Result<Vec<Checked>, DeskError>| {
                let checked = match checked {
                    Ok(checked) => checked,
                    Err(_) => {
                        let failed = std::mem::replace(checked, Ok(Vec::new()));
                        return ControlFlow::Break(failed.map(|_| ()));
                    }
                };
                let before = replay.size();
                for one in checked {
                    if let Err(e) = replay.take(one) {
                        return ControlFlow::Break(Err(e));
                    }
                }
                let at = replay.size();
                let tell = at / TELL > before / TELL || at >= size;
                if tell && !progress(at, size) && at < size {
                    return ControlFlow::Break(Ok(()));
                }
                ControlFlow::Continue(())
            },
        );
        let stopped = match end {
            ControlFlow::Continue(()) => false,
            ControlFlow::Break(Ok(())) => true,
            ControlFlow::Break(Err(e)) => return Err(e),
        };
        Ok(replay.end(root, stopped))
    }

    /// Verifies what came since this terminal last looked, so that its next signature can witness
    /// it. Gives what does not hold. `go_on` may stop it between parts; the next call goes on from
    /// there.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn verify_new(&self, go_on: &mut dyn FnMut() -> bool) -> Result<Vec<FaultRow>, DeskError> {
        let snapshot = self.store.snapshot()?;
        let (size, root) = snapshot.size_and_root()?;
        let mut faults = Vec::new();
        let mut at = self.seen().size;
        while at < size {
            let part = snapshot.read(at, PART)?;
            let mut fault = |index, entry, why| faults.push(FaultRow { index, entry, why });
            let (mut places, mut entries) = (Vec::new(), Vec::<Entry>::new());
            for (index, stored) in &part {
                match stored.entry() {
                    Ok(entry) => {
                        places.push((*index, stored.id()));
                        entries.push(entry);
                    }
                    Err(e) => fault(*index, stored.id(), e.to_string()),
                }
            }
            for ((index, id), checked) in places.into_iter().zip(check_many(&entries, threads())) {
                if let Err(e) = checked {
                    fault(index, id, e.to_string());
                }
            }
            at += part.len() as u64;
            if part.is_empty() || (at < size && !go_on()) {
                // What was verified so far need not be done again.
                if faults.is_empty()
                    && let Some(root) = snapshot.root_at(at)?
                {
                    self.set_verified(Seen { size: at, root });
                }
                return Ok(faults);
            }
        }
        if faults.is_empty() {
            self.set_verified(Seen { size, root });
            self.remember();
        }
        Ok(faults)
    }
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod long_ago;
#[cfg(test)]
mod tests;
