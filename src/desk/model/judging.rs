//! The fold when it only judges: a verification wants to know what the rules of its day would have
//! refused, and no screen reads its rows.

use super::judged::Judged;
use super::{Ground, Model, Signed, Stop, put};
use crate::desk::breach::Unlawful;
use crate::desk::deed::Deed;
use crate::desk::rows::{CaseRow, key};
use crate::desk::view::read_row;
use crate::journal::{Body, CaseId};
use crate::procedure::Law;
use crate::store::{Direction, FoldError, KeyRange, Rows, RowsMut, Shelf};
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

impl Model {
    /// A fold that judges and makes no rows for screens; what it will seldom ask for goes to a
    /// shelf.
    #[must_use]
    pub fn judging(shelf: Box<dyn Shelf>) -> Self {
        Self {
            judged: Some(Judged::over(shelf)),
            ..Self::default()
        }
    }

    /// Judges an entry that was read and checked before, after all before it. Gives what the rules
    /// of its day would have refused.
    ///
    /// # Errors
    /// Where rows cannot be read or written.
    pub(in crate::desk) fn judge(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        signed: &Signed,
        body: &Body,
        deed: &Deed,
    ) -> Result<Option<Unlawful>, FoldError> {
        match self.take_read(rows, index, signed, body, deed) {
            Ok(()) => Ok(None),
            Err(Stop::Rows(e)) => Err(e),
            Err(Stop::Fault(why)) => Ok(Some(Unlawful {
                index,
                entry: signed.id,
                why,
            })),
        }
    }

    /// The office as the entries so far have made it.
    pub(in crate::desk) fn ground(&self) -> Option<Ground> {
        let cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        cached.as_ref().map(|known| known.ground.clone())
    }

    pub(super) fn case(&self, rows: &dyn Rows, id: &CaseId) -> Result<Option<CaseRow>, Stop> {
        Ok(self.shared_case(rows, id)?.map(Arc::unwrap_or_clone))
    }

    /// The same, without a copy of one that stays in memory.
    pub(super) fn shared_case(
        &self,
        rows: &dyn Rows,
        id: &CaseId,
    ) -> Result<Option<Arc<CaseRow>>, Stop> {
        match &self.judged {
            Some(cases) => cases.get(id),
            None => Ok(read_row(rows, key::CASES, &id.0)?.map(Arc::new)),
        }
    }

    pub(super) fn has_case(&self, rows: &dyn Rows, id: &CaseId) -> Result<bool, Stop> {
        match &self.judged {
            Some(cases) => cases.has(id),
            None => Ok(rows.get(key::CASES, &id.0)?.is_some()),
        }
    }

    /// The open cases of some laws; a judging fold gives those of all laws.
    pub(super) fn open_cases(
        &self,
        rows: &dyn Rows,
        laws: impl IntoIterator<Item = Law>,
    ) -> Result<Vec<CaseRow>, Stop> {
        if let Some(cases) = &self.judged {
            return Ok(cases.open());
        }
        let mut ids = Vec::new();
        for law in laws {
            rows.scan(
                &KeyRange::prefix(key::OPEN, &[key::law_byte(law)]),
                Direction::Forward,
                usize::MAX,
                &mut |found, _| {
                    let id = found.get(1..).and_then(|b| <[u8; 16]>::try_from(b).ok());
                    ids.extend(id.map(CaseId));
                    ControlFlow::Continue(())
                },
            )?;
        }
        let mut open = Vec::with_capacity(ids.len());
        for id in ids {
            open.extend(self.case(rows, &id)?);
        }
        Ok(open)
    }

    pub(super) fn put_case(&self, rows: &mut dyn RowsMut, row: &CaseRow) -> Result<(), Stop> {
        match &self.judged {
            Some(cases) => cases.put(row),
            None => put(rows, key::CASES, &row.case.id.0, row),
        }
    }

    /// Counts one up, from 1. No number decides anything: a judging fold gives none.
    pub(super) fn next(&self, rows: &mut dyn RowsMut, counter: &[u8]) -> Result<u32, Stop> {
        if self.judged.is_some() {
            return Ok(0);
        }
        let last: Option<u32> = read_row(rows, key::NUMBERS, counter)?;
        let next = last.unwrap_or(0).saturating_add(1);
        put(rows, key::NUMBERS, counter, &next)?;
        Ok(next)
    }
}
