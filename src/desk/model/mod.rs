//! The fold: how entries become the rows that screens read. Pure; run by the store inside the
//! transaction that appends, and again whenever the rows are built anew.
//!
//! An entry that the rules of its day would have refused changes nothing here and is listed as a
//! fault: a lawful program cannot write one, so somebody else did.
//!
//! | file | what |
//! |---|---|
//! | `office` | the office's own acts, and the office as last read |
//! | `lawful` | an act on a case, judged |
//! | `case` | the rows of a case after a lawful act |
//! | `summary` | what the lists of cases show of one |
//! | `day` | a place's day, and how far the days are settled |
//! | `board` | the index of the board |
//! | `duties`, `facts`, `listed`, `register` | the rows of those names |
//! | `judging`, `judged` | the fold that judges only, for verification, and what it keeps |
//!
//! Called by `desk` alone; knows no screen and asks no clock.

mod board;
mod case;
mod day;
mod duties;
mod facts;
mod judged;
mod judging;
mod lawful;
mod listed;
mod office;
mod register;
mod summary;

pub(super) use day::serves;
pub(super) use facts::RowFacts;
pub(super) use lawful::{at_of, origin_of};
pub(super) use office::Ground;

use super::breach::Breach;
use super::deed::Deed;
use super::error::DeskError;
use super::rows::{FaultRow, SCHEMA, key};
use crate::journal::{Body, Entry, EntryId, Leaf};
use crate::store::{Fold, FoldError, Rows, RowsMut, Stored, Table, Verdict};
use lawful::By;
use office::Cached;
use serde::Serialize;
use std::sync::{Arc, Mutex};

/// The fold of this program's rules.
#[derive(Default)]
pub struct Model {
    cached: Mutex<Option<Cached>>,
    /// Only where the fold judges and makes no rows for screens.
    judged: Option<judged::Judged>,
}

/// The signed part of an entry with its name, which is a hash and computed once.
pub(super) struct Signed {
    pub(super) id: EntryId,
    pub(super) leaf: Leaf,
}

impl Signed {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            id: entry.id(),
            leaf: entry.leaf,
        }
    }

    fn by(&self, index: u64) -> By {
        By {
            index,
            author: self.leaf.author(),
            entry: self.id,
        }
    }
}

/// Why an entry changes nothing.
enum Stop {
    /// The rows.
    Rows(FoldError),
    /// It would have been refused.
    Fault(Breach),
}

impl From<crate::store::StoreError> for Stop {
    fn from(e: crate::store::StoreError) -> Self {
        Self::Rows(e.into())
    }
}

impl From<DeskError> for Stop {
    fn from(e: DeskError) -> Self {
        match e {
            DeskError::Store(e) => Self::Rows(e.into()),
            other => Self::Rows(FoldError::Refused(other.to_string())),
        }
    }
}

impl Model {
    fn take(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), Stop> {
        let entry = stored
            .entry()
            .map_err(|e| Stop::Fault(Breach::Unread(e.to_string())))?;
        let body = entry
            .read()
            .map_err(|e| Stop::Fault(Breach::Unread(e.to_string())))?;
        let deed = Deed::of(&body).map_err(|e| Stop::Fault(e.into()))?;
        self.take_read(rows, index, &Signed::of(&entry), &body, &deed)
    }

    fn take_read(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        signed: &Signed,
        body: &Body,
        deed: &Deed,
    ) -> Result<(), Stop> {
        match deed {
            Deed::Office(act) => self.take_office(rows, index, signed, body, act),
            Deed::Case(act) => self.take_case(rows, index, signed, body, act),
        }
    }
}

impl Fold for Model {
    fn schema(&self) -> u32 {
        SCHEMA
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), FoldError> {
        match self.take(rows, index, stored) {
            Ok(()) => Ok(()),
            Err(Stop::Rows(e)) => Err(e),
            Err(Stop::Fault(why)) => {
                let fault = FaultRow {
                    index,
                    entry: stored.id(),
                    why: why.to_string(),
                };
                let bytes =
                    serde_json::to_vec(&fault).map_err(|e| FoldError::Refused(e.to_string()))?;
                rows.put(key::FAULTS, &key::fault(index), &bytes)?;
                Ok(())
            }
        }
    }

    /// What others wrote is folded as it is.
    fn verdict(&self, _: &dyn Rows, _: u64, _: &Stored) -> Result<Verdict, FoldError> {
        Ok(Verdict::Unknown)
    }
}

/// The fold while entries are appended: what others wrote is folded as it is, but what is being
/// written must be lawful. Two records may each be lawful by what their signers saw and not
/// together (both dispose of the same papers); the later one is then not written at all.
pub(super) struct Fresh {
    model: Arc<Model>,
    own: Vec<Sealed>,
    /// They were found lawful behind so many entries.
    foreseen: Option<u64>,
}

/// An entry that was just sealed, with the body that it reads back as: sealing has seen to that.
pub(super) struct Sealed {
    pub(super) entry: Entry,
    pub(super) body: Body,
}

impl Fresh {
    pub(super) fn of(model: &Arc<Model>, own: Vec<Sealed>) -> Arc<dyn Fold> {
        Arc::new(Self {
            model: Arc::clone(model),
            own,
            foreseen: None,
        })
    }

    /// Of one that [`Model::foresee`] found lawful behind `size` entries.
    pub(super) fn foreseen(model: &Arc<Model>, own: Sealed, size: u64) -> Arc<dyn Fold> {
        Arc::new(Self {
            model: Arc::clone(model),
            own: vec![own],
            foreseen: Some(size),
        })
    }

    fn own(&self, stored: &Stored) -> Option<&Sealed> {
        let id = stored.id();
        self.own.iter().find(|own| own.entry.id() == id)
    }
}

impl Sealed {
    fn deed(&self) -> Result<Deed, Stop> {
        Deed::of(&self.body).map_err(|e| Stop::Fault(e.into()))
    }

    fn take(&self, model: &Model, rows: &mut dyn RowsMut, index: u64) -> Result<(), Stop> {
        let signed = Signed::of(&self.entry);
        model.take_read(rows, index, &signed, &self.body, &self.deed()?)
    }

    fn verdict(&self, model: &Model, rows: &dyn Rows, index: u64) -> Result<Verdict, Stop> {
        let Deed::Case(act) = self.deed()? else {
            return Ok(Verdict::Unknown);
        };
        let signed = Signed::of(&self.entry);
        let known = model.known_to(rows, &self.body)?;
        let by = signed.by(index);
        let lawful = model.judge_case(rows, by, &self.body, &act, known)?;
        model.judge_sheet(rows, &lawful, &self.body)?;
        Ok(Verdict::Lawful)
    }
}

impl From<Stop> for FoldError {
    /// Of what is being written: that is refused.
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Rows(e) => e,
            Stop::Fault(why) => Self::Refused(why.to_string()),
        }
    }
}

impl Fold for Fresh {
    fn schema(&self) -> u32 {
        self.model.schema()
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), FoldError> {
        match self.own(stored) {
            Some(own) => Ok(own.take(&self.model, rows, index)?),
            None => self.model.apply(rows, index, stored),
        }
    }

    fn verdict(&self, rows: &dyn Rows, index: u64, stored: &Stored) -> Result<Verdict, FoldError> {
        match self.own(stored) {
            Some(_) if self.foreseen == Some(index) => Ok(Verdict::Lawful),
            Some(own) => Ok(own.verdict(&self.model, rows, index)?),
            None => self.model.verdict(rows, index, stored),
        }
    }
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, Stop> {
    serde_json::to_vec(value).map_err(|e| Stop::Rows(FoldError::Refused(e.to_string())))
}

fn put<T: Serialize>(
    rows: &mut dyn RowsMut,
    table: Table,
    key: &[u8],
    value: &T,
) -> Result<(), Stop> {
    Ok(rows.put(table, key, &json(value)?)?)
}
