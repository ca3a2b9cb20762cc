//! The fold: how entries become the rows that screens read. Pure; run by the store inside the
//! transaction that appends, and again whenever the rows are built anew.
//!
//! An entry that the rules of its day would have refused changes nothing here and is listed as a
//! fault: a lawful program cannot write one, so somebody else did.
//!
//! | file | what |
//! |---|---|
//! | `office` | the office's own acts, and the office as last read |
//! | `case` | an act on a case, and the rows of the case |
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
mod listed;
mod office;
mod register;
mod summary;

pub(super) use case::{at_of, origin_of};
pub(super) use day::serves;
pub(super) use facts::RowFacts;
pub(super) use office::Ground;

use super::breach::Breach;
use super::deed::Deed;
use super::error::DeskError;
use super::rows::{FaultRow, SCHEMA, key};
use crate::journal::{Body, Entry, EntryId, Leaf};
use crate::store::{Fold, FoldError, RowsMut, Stored, Table};
use office::Cached;
use serde::Serialize;
use std::sync::Mutex;

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
}

/// The fold while entries are appended: what others wrote is folded as it is, but what is being
/// written must be lawful. Two records may each be lawful by what their signers saw and not
/// together (both dispose of the same papers); the later one is then not written at all.
pub(super) struct Fresh<'a> {
    model: &'a Model,
    own: &'a [Sealed],
}

/// An entry that was just sealed, with the body that it reads back as: sealing has seen to that.
pub(super) struct Sealed {
    pub(super) entry: Entry,
    pub(super) body: Body,
}

impl<'a> Fresh<'a> {
    pub(super) fn of(model: &'a Model, own: &'a [Sealed]) -> Self {
        Self { model, own }
    }

    fn take(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        Sealed { entry, body }: &Sealed,
    ) -> Result<(), Stop> {
        let deed = Deed::of(body).map_err(|e| Stop::Fault(e.into()))?;
        self.model
            .take_read(rows, index, &Signed::of(entry), body, &deed)
    }
}

impl Fold for Fresh<'_> {
    fn schema(&self) -> u32 {
        self.model.schema()
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), FoldError> {
        let id = stored.id();
        let Some(own) = self.own.iter().find(|own| own.entry.id() == id) else {
            return self.model.apply(rows, index, stored);
        };
        match self.take(rows, index, own) {
            Ok(()) => Ok(()),
            Err(Stop::Rows(e)) => Err(e),
            Err(Stop::Fault(why)) => Err(FoldError::Refused(why.to_string())),
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
