//! Verification: every hash and signature recomputed, and every act replayed through the rules and
//! roles of its day.

use super::Desk;
use super::error::DeskError;
use super::model::Model;
use super::rows::{FaultRow, key};
use crate::journal::{Checkpoint, Entry, Finding, Seen, Verifier, check_many};
use crate::store::{Direction, Fold, KeyRange, ReadLog, Rows, RowsMut, StoreError, Table, Visit};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// What a verification found.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// Size and root as recomputed.
    pub checkpoint: Checkpoint,
    /// What does not agree with itself: hashes, signatures, chains, witnesses.
    pub findings: Vec<Finding>,
    /// What the rules of its day would have refused.
    pub unlawful: Vec<FaultRow>,
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

/// How many entries are read at once.
const PART: usize = 2000;

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
        let snapshot = self.store.snapshot()?;
        let (size, root) = snapshot.size_and_root()?;
        let mut verifier = Verifier::new(self.store.office());
        let model = Model::default();
        let mut rows = MemoryRows::default();
        let mut findings = Vec::new();
        let mut stopped = false;
        let mut at = 0;
        while at < size {
            let part = snapshot.read(at, PART)?;
            if part.is_empty() {
                break;
            }
            let entries = part
                .iter()
                .map(|(_, stored)| stored.entry())
                .collect::<Result<Vec<Entry>, _>>()
                .map_err(|e| DeskError::Row(e.to_string()))?;
            findings.extend(verifier.feed_many(&entries, threads()));
            for (index, stored) in &part {
                model
                    .apply(&mut rows, *index, stored)
                    .map_err(|e| DeskError::Row(e.to_string()))?;
            }
            at += part.len() as u64;
            if !progress(at, size) {
                stopped = at < size;
                break;
            }
        }
        let checkpoint = verifier.checkpoint();
        Ok(Verification {
            root_differs: !stopped && checkpoint.root != root,
            checkpoint,
            findings,
            unlawful: rows.faults(),
            stopped,
        })
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
            let entries = part
                .iter()
                .filter_map(|(_, stored)| stored.entry().ok())
                .collect::<Vec<Entry>>();
            for ((index, stored), checked) in part.iter().zip(check_many(&entries, threads())) {
                if let Err(fault) = checked {
                    faults.push(FaultRow {
                        index: *index,
                        entry: stored.id(),
                        why: fault.to_string(),
                    });
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

/// Rows in memory: the replay stands beside the read model and does not believe it.
#[derive(Default)]
pub struct MemoryRows(BTreeMap<(&'static str, Vec<u8>), Vec<u8>>);

impl MemoryRows {
    fn faults(&self) -> Vec<FaultRow> {
        self.0
            .iter()
            .filter(|((table, _), _)| *table == key::FAULTS.0)
            .filter_map(|(_, bytes)| serde_json::from_slice(bytes).ok())
            .collect()
    }

    /// Every row, for comparing two ways to the same state.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &[u8], &[u8])> {
        self.0
            .iter()
            .map(|((table, key), value)| (*table, key.as_slice(), value.as_slice()))
    }
}

impl Rows for MemoryRows {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.get(&(table.0, key.to_vec())).cloned())
    }

    fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        limit: usize,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        let within = |key: &&(&'static str, Vec<u8>)| {
            use std::ops::{Bound, RangeBounds as _};
            let bounds: (Bound<Vec<u8>>, Bound<Vec<u8>>) = (range.start.clone(), range.end.clone());
            key.0 == range.table.0 && bounds.contains(&key.1)
        };
        let mut keys: Vec<_> = self.0.keys().filter(within).collect();
        if direction == Direction::Backward {
            keys.reverse();
        }
        for key in keys.into_iter().take(limit) {
            if let Some(value) = self.0.get(key)
                && visit(&key.1, value) == ControlFlow::Break(())
            {
                break;
            }
        }
        Ok(())
    }
}

impl RowsMut for MemoryRows {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.0.insert((table.0, key.to_vec()), value.to_vec());
        Ok(())
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.0.remove(&(table.0, key.to_vec()));
        Ok(())
    }
}
