//! Verification: every hash and signature recomputed, and every act replayed through the rules and
//! roles of its day.

use super::Desk;
use super::adopt::{DETOURS, MOST_STATES};
use super::breach::{Breach, Unlawful};
use super::deed::{Deed, UnknownDeed};
use super::error::DeskError;
use super::model::{Ground, Model};
use super::paper::{PRINTING, judge as judge_printing};
use super::rows::FaultRow;
use crate::journal::{
    Authors, Body, Checkpoint, Entry, EntryFault, Finding, Seen, Verifier, check_many,
};
use crate::procedure::{CaseAct, DefId, DefRef, prove_watched};
use crate::store::{Direction, KeyRange, ReadLog, Rows, RowsMut, StoreError, Stored, Table, Visit};
use std::collections::BTreeMap;
use std::convert::Infallible;
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
        let model = Model::judging();
        let mut rows = MemoryRows::default();
        let mut findings = Vec::new();
        let mut unlawful = Vec::new();
        let mut stopped = false;
        let mut at = 0;
        let mut next = snapshot.read(0, PART)?;
        let mut checked: Vec<Checked> = Vec::new();
        // While the rules are asked about one part, the other cores check the next one.
        while !next.is_empty() || !checked.is_empty() {
            let part = std::mem::take(&mut next);
            let before = std::mem::take(&mut checked);
            let judged = before.len() as u64;
            checked = std::thread::scope(|scope| {
                let share = part.len().div_ceil(threads()).max(1);
                let checks: Vec<_> = part
                    .chunks(share)
                    .map(|some| scope.spawn(move || check(some)))
                    .collect();
                for one in &before {
                    findings.extend(
                        verifier
                            .feed_checked(&one.entry.leaf, one.read.as_ref().map(|(body, _)| body)),
                    );
                    let fault = one.judge(&model, &mut rows)?;
                    let of_another = || one.printed_another(&model, &verifier);
                    unlawful.extend(fault.or_else(of_another));
                }
                if !part.is_empty() {
                    next = snapshot.read(at + judged + part.len() as u64, PART)?;
                }
                let mut all = Vec::with_capacity(part.len());
                for (some, thread) in part.chunks(share).zip(checks) {
                    // A thread that died has checked nothing: check its share here.
                    all.extend(thread.join().unwrap_or_else(|_| check(some))?);
                }
                Ok::<_, DeskError>(all)
            })?;
            at += judged;
            if judged > 0 && !progress(at, size) {
                stopped = at < size;
                break;
            }
        }
        if !stopped && let Some(ground) = model.ground() {
            unlawful.extend(unproved(&ground));
        }
        let checkpoint = verifier.checkpoint();
        Ok(Verification {
            root_differs: !stopped && checkpoint.root != root,
            checkpoint,
            findings,
            unlawful,
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

/// An entry with all that can be said of it by itself.
struct Checked {
    index: u64,
    entry: Entry,
    read: Result<(Body, Result<Deed, UnknownDeed>), EntryFault>,
}

/// Checks entries each by itself.
fn check(part: &[(u64, Stored)]) -> Result<Vec<Checked>, DeskError> {
    let mut authors = Authors::default();
    let one = |(index, stored): &(u64, Stored)| {
        let entry = stored.entry().map_err(|e| DeskError::Row(e.to_string()))?;
        let read = entry.check_with(&mut authors).map(|body| {
            let deed = Deed::of(&body);
            (body, deed)
        });
        Ok(Checked {
            index: *index,
            entry,
            read,
        })
    };
    part.iter().map(one).collect()
}

impl Checked {
    fn judge(&self, model: &Model, rows: &mut MemoryRows) -> Result<Option<Unlawful>, DeskError> {
        let fault = |why: Breach| Unlawful {
            index: self.index,
            entry: self.entry.id(),
            why,
        };
        match &self.read {
            Ok((body, Ok(deed))) => model
                .judge(rows, self.index, &self.entry, body, deed)
                .map_err(|e| DeskError::Row(e.to_string())),
            Ok((_, Err(unknown))) => Ok(Some(fault(unknown.clone().into()))),
            // A body that reads is judged also where its signature does not hold: both are told.
            Err(EntryFault::Signature | EntryFault::Author) => {
                let read = self.entry.read();
                let read = read.map_err(|e| Breach::Unread(e.to_string()));
                let deed = read.and_then(|body| {
                    let deed = Deed::of(&body).map_err(Breach::from)?;
                    Ok((body, deed))
                });
                match deed {
                    Ok((body, deed)) => model
                        .judge(rows, self.index, &self.entry, &body, &deed)
                        .map_err(|e| DeskError::Row(e.to_string())),
                    Err(why) => Ok(Some(fault(why))),
                }
            }
            Err(why) => Ok(Some(fault(Breach::Unread(why.to_string())))),
        }
    }
}

impl Checked {
    /// A record of printing that names another journal than this one.
    fn printed_another(&self, model: &Model, verifier: &Verifier) -> Option<Unlawful> {
        let Ok((_, Ok(Deed::Case(act)))) = &self.read else {
            return None;
        };
        let CaseAct::Sign(sign) = act.as_ref() else {
            return None;
        };
        let opened = sign.open.as_ref()?;
        if opened.procedure.id.0 != PRINTING {
            return None;
        }
        let ground = model.ground()?;
        let definition = ground.catalogue.get(&opened.procedure)?;
        let earlier = |size: u64| {
            (size <= self.index)
                .then(|| verifier.root_at(size))
                .flatten()
        };
        let judged =
            judge_printing::<Infallible>(definition, &sign.values, |size| Ok(earlier(size)));
        let Ok(judged) = judged;
        judged.err().map(|_| Unlawful {
            index: self.index,
            entry: self.entry.id(),
            why: Breach::PrintedAnother,
        })
    }
}

/// Adopted definitions that break a law all the same: the proof runs where they are signed, and a
/// program that left it out could have signed anything.
fn unproved(ground: &Ground) -> Vec<Unlawful> {
    let own = ground.office.procedures.iter().filter(|p| p.text.is_some());
    own.filter_map(|used| {
        let reference = DefRef {
            id: DefId::from(used.id.as_str()),
            rev: used.rev,
        };
        let definition = ground.catalogue.get(&reference)?;
        let watch = |states| states <= MOST_STATES;
        let proof = prove_watched(ground.catalogue, definition, DETOURS, &watch);
        let broken = proof.broken.first()?;
        Some(Unlawful {
            index: used.index,
            entry: used.entry,
            why: Breach::Unproved {
                id: reference.id,
                law: broken.law,
                what: broken.what,
            },
        })
    })
    .collect()
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Rows in memory: the replay stands beside the read model and does not believe it.
#[derive(Default)]
pub struct MemoryRows(BTreeMap<(&'static str, Vec<u8>), Vec<u8>>);

impl MemoryRows {
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
