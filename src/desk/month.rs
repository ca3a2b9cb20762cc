//! The month's sheet of one place: every day, its lock or its hole, and the marks that paper
//! prints.

use super::error::DeskError;
use super::rows::{DayRow, DaySaid, Locked, month_days};
use super::view::View;
use crate::calendar::WorkDay;
use crate::journal::PlaceId;
use chrono::NaiveDate;

/// One row of the month's sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthDay {
    /// The day.
    pub day: WorkDay,
    /// The office is open on it.
    pub open: bool,
    /// What stands in it.
    pub cell: DayCell,
    /// Its row, for everything that was recorded.
    pub row: Option<DayRow>,
}

/// What stands in a day of the month's sheet; never blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayCell {
    /// Closed, and nobody locked.
    Closed,
    /// The day's lock, and its marks.
    Lock {
        /// The last lock.
        lock: Locked,
        /// 後: recorded on a later working day.
        later: bool,
        /// 訂: corrected.
        corrected: bool,
        /// 再: locked again after it was found open, or a second time.
        again: bool,
        /// 名: by someone off the roster.
        off_roster: bool,
        /// 休: on a closed day.
        closed: bool,
    },
    /// (施錠せず) or that nobody worked, as somebody said; 説 once a manager has received it.
    Explained {
        /// What was said.
        said: DaySaid,
        /// A manager has received it.
        received: bool,
    },
    /// 要: (記録なし), or found open and not locked again.
    Hole,
    /// Today, not locked yet.
    Today,
    /// Still to come, or the place was not in use.
    None,
}

impl View {
    /// The month's sheet of a place; `month` is any day of it.
    pub fn month(&self, place: PlaceId, month: NaiveDate) -> Result<Vec<MonthDay>, DeskError> {
        let today = self.today();
        let first = chrono::Datelike::with_day(&month, 1).unwrap_or(month);
        let mut days = Vec::new();
        for date in month_days(first) {
            let day = WorkDay(date);
            let open = self.office.days.is_open(date);
            let in_use = self.office.place(place, date).is_some();
            let row = self.day_row(place, day)?;
            let cell = match &row {
                _ if day > today || !in_use => DayCell::None,
                Some(row) => self.cell(row, day, open),
                None if day == today => DayCell::Today,
                None if open => DayCell::Hole,
                None => DayCell::Closed,
            };
            days.push(MonthDay {
                day,
                open,
                cell,
                row,
            });
        }
        Ok(days)
    }

    fn cell(&self, row: &DayRow, day: WorkDay, open: bool) -> DayCell {
        if row.open_again && !row.settled() {
            return DayCell::Hole;
        }
        match (row.said, row.locks.last()) {
            (DaySaid::NotLocked | DaySaid::Nobody, _) => DayCell::Explained {
                said: row.said,
                received: row.received,
            },
            (DaySaid::Locked, Some(lock)) => DayCell::Lock {
                later: WorkDay::of(lock.recorded.0, self.office.settings.cut) > day,
                corrected: row.corrected,
                again: row.locks.len() > 1,
                off_roster: lock.off_roster,
                closed: !open,
                lock: lock.clone(),
            },
            _ if day == self.today() => DayCell::Today,
            _ if open => DayCell::Hole,
            _ => DayCell::Closed,
        }
    }
}
