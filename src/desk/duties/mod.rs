//! What the calendar expects, and what other records expect: what is due, when, on whom; in
//! `groups`, as the board shows it.
//!
//! The cost does not grow with the years that are settled: one row a subject is read, and one for
//! each expectation that is open.

mod groups;

pub use groups::DutyGroup;
pub(super) use groups::DutyGroups;

use super::error::DeskError;
use super::rows::duties::{DutyRow, ExpectedRow, ManagedRow, MissedRow, key};
use super::sheet::SheetState;
use super::view::{View, each_row};
use crate::calendar::Recorded;
use crate::journal::{PersonNo, PlaceId, Role};
use crate::procedure::{
    Case, DefId, Definition, DutySubject, FieldId, Kind, Origin, Period, Refusal, StepId, Value,
    Values, lead_of, outstanding,
};
use crate::store::{Direction, KeyRange, Rows};
use crate::text::Text;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The procedure that explains a duty that was not done.
pub const DUTY_MISSED: &str = "duty_missed";
/// The monthly review of a place's sheet.
pub const MONTHLY_REVIEW: &str = "monthly_review";
/// 引継ぎ.
pub const HANDOVER: &str = "handover";
/// In [`DUTY_MISSED`]: the name of the duty.
const DUTY: &str = "duty";

/// Something that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// Of which procedure.
    pub procedure: DefId,
    /// Where the calendar expects it: on what, and for which period.
    pub falls: Option<(DutySubject, Period)>,
    /// Where another record expects it: which.
    pub origin: Option<Origin>,
    /// On what, in words; empty for the office.
    pub what: Text,
    /// By when.
    pub due: NaiveDate,
    /// It is past.
    pub late: bool,
    /// The step that settles it, or with which it begins.
    pub step: Option<StepId>,
    /// Who signs it.
    pub roles: Vec<Role>,
    /// It was not done, somebody has explained why, and a manager has to receive that.
    pub told: bool,
    /// What its record begins with.
    pub values: Values,
}

/// A duty that was explained instead of done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedLine {
    /// The record that says why.
    pub case: crate::journal::CaseId,
    /// Of which procedure.
    pub procedure: DefId,
    /// On what.
    pub subject: DutySubject,
    /// In words.
    pub what: Text,
    /// Which period.
    pub period: Period,
    /// A manager has received it.
    pub received: bool,
}

/// The name of a duty in a record about it: `monthly_review place-3 24322`.
fn name(procedure: &DefId, subject: DutySubject, period: i32) -> String {
    format!("{procedure} {subject} {period}")
}

/// The duty that a record of [`DUTY_MISSED`] is about.
pub(super) fn missed_of(case: &Case) -> Option<(DefId, DutySubject, i32)> {
    let Some(Value::Text(name)) = case.values.get(&FieldId::from(DUTY)) else {
        return None;
    };
    let mut parts = name.as_str().split(' ');
    let (procedure, subject, period) = (parts.next()?, parts.next()?, parts.next()?);
    Some((
        DefId::from(procedure),
        subject.parse().ok()?,
        period.parse().ok()?,
    ))
}

impl DutyLine {
    /// What a record that explains it begins with; `said` names it for people. None for what
    /// another record expects: that is done, or its date corrected there.
    #[must_use]
    pub fn explained_with(&self, said: &str) -> Option<Values> {
        let (subject, period) = self.falls?;
        let name = Text::new(&name(&self.procedure, subject, period.index())).ok()?;
        let said = Text::new(said).ok()?;
        Some(Values::from([
            (FieldId::from(DUTY), Value::Text(name)),
            (FieldId::from("what"), Value::Text(said)),
        ]))
    }
}

impl View {
    /// Everything that is due by the calendar or by another record, and said by now; what is due
    /// first at the top.
    pub fn duties(&self) -> Result<Vec<DutyLine>, DeskError> {
        let rows = self.rows()?;
        let known = duty_rows(&rows)?;
        let mut lines = Vec::new();
        let today = self.today().0;
        for def in self.newest() {
            for duty in &def.duty {
                let row = |subject| known.get(&(def.id.clone(), subject));
                let settled = |subject| row(subject).map(|row: &DutyRow| &row.settled);
                for fall in outstanding(&self.office, def, duty, &settled, today) {
                    let told = |row: &DutyRow| row.told.contains(fall.period.index());
                    let told = row(fall.subject).is_some_and(told);
                    lines.push(self.falling(def, duty, fall, told));
                }
            }
        }
        for row in self.all_rows::<ExpectedRow>(key::EXPECTED)? {
            let lead = lead_of(&self.office, &row.procedure, row.lead);
            let said = row.due.checked_sub_days(Days::new(u64::from(lead)));
            if said.is_none_or(|said| said <= today) {
                lines.push(self.expected(row, today));
            }
        }
        lines.sort_by(|a, b| {
            let rank = |line: &DutyLine| (line.told, line.due);
            rank(a).cmp(&rank(b))
        });
        Ok(lines)
    }

    /// Duties that were explained instead of done, the newest period first.
    pub fn missed(&self) -> Result<Vec<MissedLine>, DeskError> {
        let mut lines: Vec<MissedLine> = self
            .all_rows::<MissedRow>(key::MISSED)?
            .into_iter()
            .filter_map(|row| {
                let def = self.catalogue().latest(&row.procedure)?;
                let duty = def.duty.iter().find(|duty| duty.step.is_some())?;
                let subject = row.subject.parse().ok()?;
                let period = Period::at(duty.every, row.period);
                Some(MissedLine {
                    case: row.case,
                    subject,
                    what: self.subject_name(subject, period.last()),
                    period,
                    received: row.received,
                    procedure: row.procedure,
                })
            })
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.period.first()));
        Ok(lines)
    }

    /// The month's sheet of a place as a review sees it.
    pub fn sheet(&self, place: PlaceId, month: NaiveDate) -> Result<SheetState, DeskError> {
        let rows = self.rows()?;
        SheetState::read(&rows, &self.office, place, month)
    }

    /// Whether the sheet that a case reviews may be signed so, as it stands now.
    pub(super) fn judges_sheet(
        &self,
        case: &Case,
        signer: (PersonNo, Recorded),
    ) -> Result<Result<(), Refusal>, DeskError> {
        match self.catalogue().get(&case.procedure) {
            Some(def) => match self.judges_printing(def, case)? {
                Ok(()) => match self.judges_year(def, case, signer)? {
                    Ok(()) => super::sheet::judge(&self.rows()?, &self.office, def, case, signer),
                    Err(refusal) => Ok(Err(refusal)),
                },
                Err(refusal) => Ok(Err(refusal)),
            },
            None => Ok(Ok(())),
        }
    }

    /// What was signed in the name of a manager by `person` in the month of a day.
    pub fn managed(
        &self,
        person: PersonNo,
        month: NaiveDate,
    ) -> Result<Vec<ManagedRow>, DeskError> {
        let range = KeyRange::prefix(key::MANAGED, &key::managed_in(person, month));
        let mut found = Vec::new();
        self.rows()?
            .scan(&range, Direction::Forward, usize::MAX, &mut |_, value| {
                found.extend(serde_json::from_slice::<ManagedRow>(value));
                ControlFlow::Continue(())
            })?;
        Ok(found)
    }

    /// The revisions in use that have a duty.
    fn newest(&self) -> impl Iterator<Item = &Definition> {
        let with = self.catalogue().all().iter().filter(|d| !d.duty.is_empty());
        let latest = |def: &&Definition| {
            let latest = self.catalogue().latest(&def.id);
            latest.is_some_and(|latest| latest.rev == def.rev)
        };
        with.map(Arc::as_ref).filter(latest)
    }

    /// The name of what a duty falls on.
    fn subject_name(&self, subject: DutySubject, day: NaiveDate) -> Text {
        let office = &self.office;
        match subject {
            DutySubject::Office => Text::default(),
            DutySubject::Unit(id) => office
                .units
                .iter()
                .find(|unit| unit.id == id)
                .map_or_else(Text::default, |unit| unit.name.clone()),
            DutySubject::Place(id) => office
                .place(id, day)
                .or_else(|| office.place_ever(id))
                .map_or_else(Text::default, |p| p.name.clone()),
            DutySubject::Person(no) => office
                .person(no, day)
                .or_else(|| office.person_ever(no))
                .map_or_else(Text::default, |p| p.name.clone()),
            DutySubject::Medium(id) => office
                .holdings
                .iter()
                .rev()
                .find(|h| h.id == id)
                .map_or_else(Text::default, |h| h.title.clone()),
        }
    }
}

/// What is settled and told, by procedure and subject.
fn duty_rows(rows: &dyn Rows) -> Result<BTreeMap<(DefId, DutySubject), DutyRow>, DeskError> {
    let mut found = BTreeMap::new();
    let all = KeyRange::all(key::DUTIES);
    each_row(rows, &all, Direction::Forward, usize::MAX, |name, row| {
        found.extend(key::read_duty(name).map(|name| (name, row)));
        Ok(())
    })?;
    Ok(found)
}

/// What the record of a duty begins with: its subject and its period, and the answers with which
/// that is asked.
fn begins(
    def: &Definition,
    duty: &crate::procedure::Duty,
    subject: DutySubject,
    period: Period,
) -> Values {
    let mut values = Values::new();
    if let Some(id) = &duty.subject {
        let value = match subject {
            DutySubject::Place(place) => Some(Value::Place(place)),
            DutySubject::Person(no) => Some(Value::Person(no)),
            DutySubject::Office | DutySubject::Unit(_) | DutySubject::Medium(_) => None,
        };
        values.extend(value.map(|value| (id.clone(), value)));
    }
    if let Some(id) = &duty.period {
        let value = match def.field(id).map(|field| field.kind) {
            Some(Kind::Month) => Value::Month(period.first()),
            _ => Value::Date(period.first()),
        };
        values.insert(id.clone(), value);
        let when = def.field(id).map_or(&[][..], |field| &field.when);
        for when in when.iter().filter(|when| def.field(&when.field).is_some()) {
            let first = when.is.first().cloned().map(Value::Choice);
            values.extend(first.map(|choice| (when.field.clone(), choice)));
        }
    }
    values
}
