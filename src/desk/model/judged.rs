//! What a judging fold knows of the cases so far. Open ones are in memory as they are. Ended ones,
//! which few entries come back to, are put aside, and so are the reviews of a month's sheet; of a
//! place and day nothing is kept where the case that bears their name serves them.

use super::day::{day_row, serves};
use super::{Stop, json, put};
use crate::calendar::WorkDay;
use crate::desk::LOCKING;
use crate::desk::packed::{PackError, pack, unpack};
use crate::desk::rows::duties::{Reviewed, SheetRow, key as duty_key};
use crate::desk::rows::{CaseRow, key, month_days};
use crate::journal::{CaseId, PlaceId, Slots};
use crate::procedure::{DefId, State, World, day_case};
use crate::store::{FoldError, RowsMut, Shelf};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The cases that a judging fold has seen.
pub(super) struct Judged(Mutex<Kept>);

struct Kept {
    open: HashMap<CaseId, Arc<CaseRow>>,
    ended: Ended,
    /// Places and days of which something else is to be said than by their own case.
    days: HashMap<PlaceDay, Serving>,
}

type PlaceDay = (PlaceId, WorkDay);

/// What is known of a place on a day.
enum Serving {
    /// What another case says than the one that bears their name, as it stands.
    Case(CaseId),
    /// What a case said that serves another day by now, as a row.
    Left(Box<[u8]>),
}

impl From<PackError> for Stop {
    fn from(e: PackError) -> Self {
        Self::Rows(FoldError::Refused(e.to_string()))
    }
}

impl Judged {
    pub(super) fn over(shelf: Box<dyn Shelf>) -> Self {
        Self(Mutex::new(Kept {
            open: HashMap::new(),
            ended: Ended {
                numbers: Slots::default(),
                shelf,
            },
            days: HashMap::new(),
        }))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, id: &CaseId) -> Result<Option<Arc<CaseRow>>, Stop> {
        self.kept().get(id)
    }

    pub(super) fn put(&self, row: &CaseRow) -> Result<(), Stop> {
        let mut kept = self.kept();
        let id = row.case.id;
        if row.case.state == State::Open {
            kept.open.insert(id, Arc::new(row.clone()));
            return Ok(());
        }
        kept.open.remove(&id);
        kept.ended.put(&Name::Case(id), &pack(row)?)
    }

    pub(super) fn has(&self, id: &CaseId) -> Result<bool, Stop> {
        let mut kept = self.kept();
        Ok(kept.open.contains_key(id) || kept.ended.get(&Name::Case(*id))?.is_some())
    }

    /// The open cases.
    pub(super) fn open(&self) -> Vec<CaseRow> {
        let kept = self.kept();
        kept.open.values().map(|row| CaseRow::clone(row)).collect()
    }

    /// Notes which place and day a case is about to serve, before it is put. A review is judged by
    /// the days of its month.
    pub(super) fn serve(&self, world: &World<'_>, row: &CaseRow) -> Result<(), Stop> {
        let mut kept = self.kept();
        let id = row.case.id;
        let now = serves(&row.case);
        let before = kept.get(&id)?;
        if let Some(before) = before
            && let Some(at) = serves(&before.case)
            && now != Some(at)
            && kept.serving(world, at)?.is_some_and(|by| by.case.id == id)
        {
            let left = json(&day_row(world, &before.case, at.0, at.1))?;
            let left = Serving::Left(left.into_boxed_slice());
            kept.days.insert(at, left);
        }
        match now {
            Some(at) if id == own_case(world, at) => {
                kept.days.remove(&at);
            }
            Some(at) => {
                kept.days.insert(at, Serving::Case(id));
            }
            None => {}
        }
        Ok(())
    }

    /// Lays out for those who judge the sheet of a month the rows of its days and of its reviews.
    pub(super) fn lay(
        &self,
        rows: &mut dyn RowsMut,
        world: &World<'_>,
        place: PlaceId,
        month: NaiveDate,
    ) -> Result<(), Stop> {
        let mut kept = self.kept();
        for day in month_days(month).map(WorkDay) {
            let at = key::day(place, day);
            if let Some(Serving::Left(row)) = kept.days.get(&(place, day)) {
                rows.put(key::DAYS, &at, row)?;
            } else if let Some(row) = kept.serving(world, (place, day))? {
                put(rows, key::DAYS, &at, &day_row(world, &row.case, place, day))?;
            }
        }
        let sheet = duty_key::sheet(place, month);
        if let Some(row) = kept.ended.get(&Name::Sheet(&sheet))? {
            rows.put(duty_key::SHEETS, &sheet, &row)?;
        }
        Ok(())
    }

    /// Takes them away again.
    pub(super) fn lift(
        &self,
        rows: &mut dyn RowsMut,
        place: PlaceId,
        month: NaiveDate,
    ) -> Result<(), Stop> {
        for day in month_days(month) {
            rows.delete(key::DAYS, &key::day(place, WorkDay(day)))?;
        }
        Ok(rows.delete(duty_key::SHEETS, &duty_key::sheet(place, month))?)
    }

    /// Notes a review of the sheet of a month.
    pub(super) fn review(
        &self,
        place: PlaceId,
        month: NaiveDate,
        review: Reviewed,
    ) -> Result<(), Stop> {
        let mut kept = self.kept();
        let sheet = duty_key::sheet(place, month);
        let name = Name::Sheet(&sheet);
        let mut row: SheetRow = match kept.ended.get(&name)? {
            Some(row) => serde_json::from_slice(&row)
                .map_err(|e| Stop::Rows(FoldError::Refused(e.to_string())))?,
            None => SheetRow::default(),
        };
        row.reviews.push(review);
        kept.ended.put(&name, &json(&row)?)
    }
}

/// The case that bears the name of a place and day.
fn own_case(world: &World<'_>, (place, day): PlaceDay) -> CaseId {
    day_case(world.office.id, &DefId::from(LOCKING), place, day)
}

impl Kept {
    fn get(&mut self, id: &CaseId) -> Result<Option<Arc<CaseRow>>, Stop> {
        if let Some(row) = self.open.get(id) {
            return Ok(Some(Arc::clone(row)));
        }
        match self.ended.get(&Name::Case(*id))? {
            Some(bytes) => Ok(Some(Arc::new(unpack(&bytes)?))),
            None => Ok(None),
        }
    }

    /// The case that serves a place on a day now.
    fn serving(&mut self, world: &World<'_>, at: PlaceDay) -> Result<Option<Arc<CaseRow>>, Stop> {
        let case = match self.days.get(&at) {
            Some(Serving::Case(id)) => *id,
            Some(Serving::Left(_)) => return Ok(None),
            None => own_case(world, at),
        };
        let row = self.get(&case)?;
        Ok(row.filter(|row| serves(&row.case) == Some(at)))
    }
}

/// What was put aside, by name; the last one of a name counts.
struct Ended {
    numbers: Slots,
    shelf: Box<dyn Shelf>,
}

/// What something was put aside as.
#[derive(Hash)]
enum Name<'a> {
    Case(CaseId),
    Sheet(&'a [u8]),
}

impl Name<'_> {
    /// What a record of that name begins with.
    fn front(&self) -> Vec<u8> {
        match self {
            Self::Case(id) => [b"c".as_slice(), &id.0].concat(),
            Self::Sheet(key) => [b"s".as_slice(), key].concat(),
        }
    }
}

impl Ended {
    /// The number of the last record of that name, and what it holds.
    fn find(&mut self, name: &Name<'_>) -> Result<Option<(u32, Vec<u8>)>, Stop> {
        let front = name.front();
        for number in self.numbers.candidates(name) {
            let mut record = self.shelf.get(number)?;
            if record.starts_with(&front) {
                record.drain(..front.len());
                return Ok(Some((number, record)));
            }
        }
        Ok(None)
    }

    fn get(&mut self, name: &Name<'_>) -> Result<Option<Vec<u8>>, Stop> {
        Ok(self.find(name)?.map(|(_, value)| value))
    }

    fn put(&mut self, name: &Name<'_>, value: &[u8]) -> Result<(), Stop> {
        let before = self.find(name)?;
        let number = self.shelf.put(&[&name.front(), value].concat())?;
        match before {
            Some((before, _)) => self.numbers.replace(name, before, number),
            None => self.numbers.insert(name, number),
        }
        Ok(())
    }
}
