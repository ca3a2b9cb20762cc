//! Duties as the board shows them: one line for what is the same duty of the same period on several
//! places or persons, and counts of all. Only the lines that are asked for get their names, and no
//! step is made for each period that lies behind.

use super::{DutyLine, DutyRow, begins, key, lead_of};
use crate::desk::error::DeskError;
use crate::desk::rows::board::{self, BOARD, Section};
use crate::desk::rows::duties::ExpectedRow;
use crate::desk::view::{View, read_row};
use crate::procedure::{
    DefId, Definition, Duty, DutySubject, Owed, Period, Stretches, joined, owed,
};
use crate::store::{Direction, KeyRange, Rows};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

/// The same duty of the same period on one or more subjects, or what one record expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyGroup {
    /// The first of them.
    pub first: DutyLine,
    /// How many they are.
    pub count: usize,
}

/// What is due by the calendar and by other records, before any of it has a name.
pub(in crate::desk) struct DutyGroups<'a> {
    duties: Vec<OneDuty<'a>>,
    found: Vec<Found>,
    /// Groups in all.
    pub(in crate::desk) count: usize,
    /// Lines that are late and not explained.
    pub(in crate::desk) late: usize,
}

/// One duty of one definition: what of it is not explained, and what is.
struct OneDuty<'a> {
    def: &'a Definition,
    duty: &'a Duty,
    parts: Vec<(DutySubject, [Stretches; 2])>,
}

/// A group, and where it stands: by day, what is explained last, then as definitions are read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    due: NaiveDate,
    told: bool,
    by: By,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    /// The duty of that number, and the period.
    Calendar(usize, i32),
    /// The name of the expectation.
    Record(Vec<u8>),
}

impl DutyGroups<'_> {
    /// By when the first groups are due, in their order.
    pub(in crate::desk) fn dues(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.found.iter().map(|found| found.due)
    }
}

impl View {
    /// Counts what is due, and finds the first `most` groups of it.
    pub(in crate::desk) fn duty_groups<'a>(
        &'a self,
        rows: &dyn Rows,
        most: usize,
    ) -> Result<DutyGroups<'a>, DeskError> {
        let known = super::duty_rows(rows)?;
        let today = self.today().0;
        let mut groups = DutyGroups {
            duties: Vec::new(),
            found: Vec::new(),
            count: 0,
            late: 0,
        };
        for def in self.newest() {
            for duty in &def.duty {
                self.add(&mut groups, (def, duty), &known, (today, most));
            }
        }
        self.add_expected(rows, &mut groups, (today, most))?;
        groups.found.sort_unstable();
        groups.found.truncate(most);
        Ok(groups)
    }

    fn add<'a>(
        &'a self,
        groups: &mut DutyGroups<'a>,
        (def, duty): (&'a Definition, &'a Duty),
        known: &BTreeMap<(DefId, DutySubject), DutyRow>,
        (today, most): (NaiveDate, usize),
    ) {
        let row = |subject| known.get(&(def.id.clone(), subject));
        let settled = |subject| row(subject).map(|row: &DutyRow| &row.settled);
        let mut parts = Vec::new();
        for Owed { subject, open } in owed(&self.office, def, duty, &settled, today) {
            let told = row(subject).map_or_else(Stretches::new, |row| row.told.among(&open));
            let left = match row(subject).filter(|_| !told.is_empty()) {
                Some(row) => row.told.not_among(&open),
                None => open,
            };
            for (from, to) in &left {
                let late = duty.last_late((*from, *to), today);
                groups.late += late.map_or(0, |late| length(*from, late));
            }
            parts.push((subject, [left, told]));
        }
        let nth = groups.duties.len();
        for (of, told) in [false, true].into_iter().enumerate() {
            let all = parts.iter().filter_map(|(_, parts)| parts.get(of));
            let all = joined(all.flatten().copied().collect());
            groups.count += all.iter().map(|(a, b)| length(*a, *b)).sum::<usize>();
            let numbers = all.into_iter().flat_map(|(from, to)| from..=to);
            groups.found.extend(numbers.take(most).map(|n| Found {
                due: duty.due(Period::at(duty.every, n)),
                told,
                by: By::Calendar(nth, n),
            }));
        }
        groups.duties.push(OneDuty { def, duty, parts });
    }

    /// What other records expect and is said by now: for each procedure and lead a stretch of keys.
    fn add_expected(
        &self,
        rows: &dyn Rows,
        groups: &mut DutyGroups<'_>,
        (today, most): (NaiveDate, usize),
    ) -> Result<(), DeskError> {
        let all = KeyRange::prefix(BOARD, &[Section::Expected.byte()]);
        let mut next = all.start.clone();
        loop {
            let mut first = None;
            let range = KeyRange {
                start: next,
                ..all.clone()
            };
            rows.scan(&range, Direction::Forward, 1, &mut |key, _| {
                first = board::read_expected(key).map(|(id, lead, _)| (id, lead));
                ControlFlow::Break(())
            })?;
            let Some((procedure, lead)) = first else {
                return Ok(());
            };
            let of = board::expected_of(&procedure, lead);
            let ahead = u64::from(lead_of(&self.office, &procedure, lead));
            let last = today
                .checked_add_days(Days::new(ahead))
                .unwrap_or(NaiveDate::MAX);
            let mut taken = 0;
            let walk = KeyRange::prefix(BOARD, &of);
            rows.scan(&walk, Direction::Forward, usize::MAX, &mut |key, _| {
                let Some((_, _, rest)) = board::read_expected(key) else {
                    return ControlFlow::Continue(());
                };
                let (Some(due), Some(name)) = (board::read_day(rest), rest.get(4..)) else {
                    return ControlFlow::Continue(());
                };
                if due > last {
                    return ControlFlow::Break(());
                }
                groups.count += 1;
                groups.late += usize::from(due < today);
                if taken < most {
                    taken += 1;
                    groups.found.push(Found {
                        due,
                        told: false,
                        by: By::Record(name.to_vec()),
                    });
                }
                ControlFlow::Continue(())
            })?;
            next = match walk.end {
                Bound::Excluded(end) => Bound::Included(end),
                _ => return Ok(()),
            };
        }
    }

    /// The first `most` groups with their names.
    pub(in crate::desk) fn name_groups(
        &self,
        rows: &dyn Rows,
        groups: &DutyGroups<'_>,
        most: usize,
    ) -> Result<Vec<DutyGroup>, DeskError> {
        let today = self.today().0;
        let mut named = Vec::new();
        for found in groups.found.iter().take(most) {
            match &found.by {
                By::Calendar(nth, period) => {
                    let Some(OneDuty { def, duty, parts }) = groups.duties.get(*nth) else {
                        continue;
                    };
                    let has = |stretches: &Stretches| {
                        stretches.iter().any(|(a, b)| (a..=b).contains(&period))
                    };
                    let of = usize::from(found.told);
                    let mut on = parts
                        .iter()
                        .filter(|(_, parts)| parts.get(of).is_some_and(has));
                    let Some((subject, _)) = on.next() else {
                        continue;
                    };
                    named.push(DutyGroup {
                        first: self.falling(def, duty, duty.fall(*subject, *period), found.told),
                        count: 1 + on.count(),
                    });
                }
                By::Record(name) => {
                    let row: Option<ExpectedRow> = read_row(rows, key::EXPECTED, name)?;
                    named.extend(row.map(|row| DutyGroup {
                        first: self.expected(row, today),
                        count: 1,
                    }));
                }
            }
        }
        Ok(named)
    }

    /// The line of one that the calendar expects.
    pub(super) fn falling(
        &self,
        def: &Definition,
        duty: &Duty,
        fall: crate::procedure::Fall,
        told: bool,
    ) -> DutyLine {
        let today = self.today().0;
        let step = duty.step.as_ref().and_then(|id| def.step(id));
        DutyLine {
            procedure: def.id.clone(),
            falls: Some((fall.subject, fall.period)),
            origin: None,
            what: self.subject_name(fall.subject, fall.period.last().min(today)),
            due: fall.due,
            late: fall.due < today,
            step: step.map(|step| step.id.clone()),
            roles: step.map_or_else(Vec::new, |step| step.by.clone()),
            told,
            values: begins(def, duty, fall.subject, fall.period),
        }
    }

    /// The line of one that another record expects.
    pub(super) fn expected(&self, row: ExpectedRow, today: NaiveDate) -> DutyLine {
        let first = self.catalogue().latest(&row.procedure);
        let first = first.and_then(|def| def.steps.iter().find(|step| step.opens_case()));
        let values = row.lacking();
        DutyLine {
            falls: None,
            origin: Some(row.origin),
            what: row.what,
            due: row.due,
            late: row.due < today,
            step: first.map(|step| step.id.clone()),
            roles: first.map_or_else(Vec::new, |step| step.by.clone()),
            told: false,
            values,
            procedure: row.procedure,
        }
    }
}

fn length(from: i32, to: i32) -> usize {
    usize::try_from(i64::from(to) - i64::from(from) + 1).unwrap_or(0)
}
