//! One consistent look at the office: the rows of one moment, and the office of it.

use super::error::DeskError;
use super::model::RowFacts;
use super::rows::{CaseRow, FaultRow, OpenRow, SCHEMA, key};
use crate::calendar::{Moment, Recorded, WorkDay};
use crate::journal::{CaseId, PlaceId};
use crate::office::Office;
use crate::procedure::{
    Catalogue, DefId, FactId, FactSubject, Facts, FactsUnread, Known, Law, World, day_case,
};
use crate::store::{Direction, KeyRange, ReadLog, Rows, Snapshot, Table};
use serde::de::DeserializeOwned;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// What a question is asked of.
pub struct View {
    pub(super) snapshot: Snapshot,
    /// The office as it stands.
    pub office: Arc<Office>,
    /// The moment of asking.
    pub now: Moment,
    pub(super) catalogue: &'static Catalogue,
    pub(super) last: Arc<LastRecorded>,
}

/// The time of the last record of a journal of that size: nothing that was recorded changes, so it
/// is read once.
#[derive(Debug, Default)]
pub(super) struct LastRecorded(Mutex<Option<(u64, Recorded)>>);

impl LastRecorded {
    fn of(&self, size: u64) -> Option<Recorded> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.filter(|(of, _)| *of == size).map(|(_, at)| at)
    }

    fn keep(&self, size: u64, at: Recorded) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((size, at));
    }
}

impl View {
    /// The rules, the office and its facts, as the machine wants them.
    #[must_use]
    pub fn world(&self) -> World<'_> {
        World {
            catalogue: self.catalogue,
            office: &self.office,
            facts: self,
            register: self,
        }
    }

    /// The procedures that this office runs.
    #[must_use]
    pub fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    /// The working day that this moment serves.
    #[must_use]
    pub fn today(&self) -> WorkDay {
        WorkDay::of(self.now, self.office.settings.cut)
    }

    /// Whether `day` is past the office's closing hour now.
    #[must_use]
    pub fn past_closing(&self, day: WorkDay) -> bool {
        Moment::at(day.0, u32::from(self.office.settings.closing)).is_ok_and(|end| end <= self.now)
    }

    /// The case that serves a place on a day, whether or not it has begun.
    #[must_use]
    pub fn day_case(&self, place: PlaceId, day: WorkDay) -> CaseId {
        day_case(self.office.id, &DefId::from(super::LOCKING), place, day)
    }

    /// A row of the read model.
    pub(super) fn row<T: DeserializeOwned>(
        &self,
        table: Table,
        key: &[u8],
    ) -> Result<Option<T>, DeskError> {
        read_row(&self.snapshot.rows(SCHEMA)?, table, key)
    }

    /// The rows of this moment.
    pub(super) fn rows(&self) -> Result<impl Rows, DeskError> {
        Ok(self.snapshot.rows(SCHEMA)?)
    }

    /// All rows of a table of JSON.
    pub(super) fn all_rows<T: DeserializeOwned>(&self, table: Table) -> Result<Vec<T>, DeskError> {
        self.rows_in(&KeyRange::all(table))
    }

    fn rows_in<T: DeserializeOwned>(&self, range: &KeyRange) -> Result<Vec<T>, DeskError> {
        let mut found = Vec::new();
        let rows = self.snapshot.rows(SCHEMA)?;
        each_row(&rows, range, Direction::Forward, usize::MAX, |_, row| {
            found.push(row);
            Ok(())
        })?;
        Ok(found)
    }

    /// Every open case, by law.
    pub fn open_rows(&self) -> Result<Vec<OpenRow>, DeskError> {
        self.all_rows(key::OPEN)
    }

    /// Every open case of one law.
    pub(super) fn open_rows_of(&self, law: Law) -> Result<Vec<OpenRow>, DeskError> {
        self.rows_in(&KeyRange::prefix(key::OPEN, &[key::law_byte(law)]))
    }

    /// A case with its numbers.
    pub fn case_row(&self, id: CaseId) -> Result<Option<CaseRow>, DeskError> {
        self.row(key::CASES, &id.0)
    }

    /// What the rules of its day would have refused.
    pub fn faults(&self) -> Result<Vec<FaultRow>, DeskError> {
        self.all_rows(key::FAULTS)
    }

    /// How many they are.
    pub fn fault_count(&self) -> Result<usize, DeskError> {
        let mut count = 0;
        let all = KeyRange::all(key::FAULTS);
        self.rows()?
            .scan(&all, Direction::Forward, usize::MAX, &mut |_, _| {
                count += 1;
                ControlFlow::Continue(())
            })?;
        Ok(count)
    }

    /// How many entries the journal has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.snapshot.size()
    }

    /// The time of the last record.
    pub fn last_recorded(&self) -> Result<Option<Recorded>, DeskError> {
        let Some(last) = self.snapshot.size().checked_sub(1) else {
            return Ok(None);
        };
        let size = self.snapshot.size();
        if let Some(known) = self.last.of(size) {
            return Ok(Some(known));
        }
        match self.snapshot.read(last, 1)?.first() {
            Some((_, stored)) => {
                let recorded = super::read_body(stored)?.recorded;
                self.last.keep(size, recorded);
                Ok(Some(recorded))
            }
            None => Ok(None),
        }
    }

    /// The last record's time, where the clock now stands before it.
    pub fn clock_behind(&self) -> Result<Option<Recorded>, DeskError> {
        Ok(self.last_recorded()?.filter(|last| last.0 > self.now))
    }
}

impl Facts for View {
    fn known(&self, fact: &FactId, subject: &FactSubject) -> Result<Known, FactsUnread> {
        let rows = self.snapshot.rows(SCHEMA);
        let rows = rows.map_err(|e| FactsUnread(e.to_string()))?;
        let facts = RowFacts {
            rows: &rows,
            seen: None,
        };
        facts.known(fact, subject)
    }
}

/// Reads one row of JSON.
pub(super) fn read_row<T: DeserializeOwned>(
    rows: &dyn Rows,
    table: Table,
    key: &[u8],
) -> Result<Option<T>, DeskError> {
    match rows.get(table, key)? {
        None => Ok(None),
        Some(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|e| DeskError::Row(e.to_string())),
    }
}

/// Reads the rows of a range as JSON, at most `limit` of them. The first that cannot be read, or
/// that `take` refuses, ends it.
pub(super) fn each_row<T: DeserializeOwned>(
    rows: &dyn Rows,
    range: &KeyRange,
    direction: Direction,
    limit: usize,
    mut take: impl FnMut(&[u8], T) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let mut read = Ok(());
    rows.scan(range, direction, limit, &mut |key, value| {
        read = serde_json::from_slice(value)
            .map_err(|e| DeskError::Row(e.to_string()))
            .and_then(|row| take(key, row));
        match read {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    read
}
