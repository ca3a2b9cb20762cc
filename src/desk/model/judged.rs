//! What a judging fold keeps in memory of the cases so far: open ones as they are; ended ones, which
//! few entries come back to, packed; and of each place and day only which case serves it.

use super::day::{day_row, serves};
use super::{Stop, json, put};
use crate::calendar::WorkDay;
use crate::desk::packed::{PackError, pack, unpack};
use crate::desk::rows::{CaseRow, key, month_days};
use crate::journal::{CaseId, PlaceId};
use crate::procedure::{State, World};
use crate::store::{FoldError, RowsMut};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The cases that a judging fold has seen.
#[derive(Default)]
pub(super) struct Judged(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    cases: HashMap<CaseId, KeptCase>,
    days: HashMap<(PlaceId, WorkDay), Serving>,
}

enum KeptCase {
    Open(Arc<CaseRow>),
    Ended(Box<[u8]>),
}

/// What is known of a place on a day.
enum Serving {
    /// What the case says, as it stands.
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
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn get(&self, id: &CaseId) -> Result<Option<Arc<CaseRow>>, Stop> {
        self.kept().get(id)
    }

    pub(super) fn put(&self, row: &CaseRow) -> Result<(), Stop> {
        let kept = if row.case.state == State::Open {
            KeptCase::Open(Arc::new(row.clone()))
        } else {
            KeptCase::Ended(pack(row)?.into_boxed_slice())
        };
        self.kept().cases.insert(row.case.id, kept);
        Ok(())
    }

    pub(super) fn has(&self, id: &CaseId) -> bool {
        self.kept().cases.contains_key(id)
    }

    /// The open cases.
    pub(super) fn open(&self) -> Vec<CaseRow> {
        let kept = self.kept();
        let open = kept.cases.values().filter_map(|case| match case {
            KeptCase::Open(row) => Some(CaseRow::clone(row)),
            KeptCase::Ended(_) => None,
        });
        open.collect()
    }

    /// Notes which place and day a case is about to serve, before it is put. A review is judged by
    /// the days of its month.
    pub(super) fn serve(&self, world: &World<'_>, row: &CaseRow) -> Result<(), Stop> {
        let mut kept = self.kept();
        let now = serves(&row.case);
        let before = kept.get(&row.case.id)?;
        if let Some(before) = before
            && let Some((place, day)) = serves(&before.case)
            && now != Some((place, day))
            && let Some(Serving::Case(id)) = kept.days.get(&(place, day))
            && *id == row.case.id
        {
            let left = json(&day_row(world, &before.case, place, day))?;
            let left = Serving::Left(left.into_boxed_slice());
            kept.days.insert((place, day), left);
        }
        if let Some(serves) = now {
            kept.days.insert(serves, Serving::Case(row.case.id));
        }
        Ok(())
    }

    /// Lays the rows of a month's days out for those who judge its sheet.
    pub(super) fn lay(
        &self,
        rows: &mut dyn RowsMut,
        world: &World<'_>,
        place: PlaceId,
        month: NaiveDate,
    ) -> Result<(), Stop> {
        let kept = self.kept();
        for day in month_days(month).map(WorkDay) {
            let at = key::day(place, day);
            match kept.days.get(&(place, day)) {
                Some(Serving::Left(row)) => rows.put(key::DAYS, &at, row)?,
                Some(Serving::Case(id)) => {
                    if let Some(row) = kept.get(id)? {
                        put(rows, key::DAYS, &at, &day_row(world, &row.case, place, day))?;
                    }
                }
                None => {}
            }
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
        Ok(())
    }
}

impl Kept {
    fn get(&self, id: &CaseId) -> Result<Option<Arc<CaseRow>>, Stop> {
        Ok(match self.cases.get(id) {
            None => None,
            Some(KeptCase::Open(row)) => Some(row.clone()),
            Some(KeptCase::Ended(bytes)) => Some(Arc::new(unpack(bytes)?)),
        })
    }
}
