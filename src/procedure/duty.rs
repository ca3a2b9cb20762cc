//! What the calendar expects of a procedure, and what one step expects of another procedure later:
//! which periods of which subjects, due when, said how early, settled by which signature.
//!
//! Pure: the days come in as arguments, and what is settled comes in as [`Periods`], which do not
//! grow with the years that are settled. `desk` keeps them, and shows what [`outstanding`] says.

use super::case::{Case, Values};
use super::definition::{DefId, Definition, FieldId, StepId};
use super::field::When;
use super::standing::holds;
use super::value::Value;
use crate::calendar::{FiscalYear, Month};
use crate::journal::{HoldingId, PersonNo, PlaceId, Role};
use crate::office::Office;
use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What the calendar expects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// How often.
    pub every: Every,
    /// For each of what.
    pub per: Per,
    /// The step whose signature settles it. Only the evening lock, a place's day, has none.
    #[serde(default)]
    pub step: Option<StepId>,
    /// The field that names the subject; none for the office, and for a person the signer.
    #[serde(default)]
    pub subject: Option<FieldId>,
    /// The field that names the period; without it, the day on which the step happened.
    #[serde(default)]
    pub period: Option<FieldId>,
    /// It is due so many days after the last day of its period.
    #[serde(default)]
    pub day: u16,
    /// It is said so many days before it is due; an office may say another number.
    #[serde(default)]
    pub lead: u16,
    /// It looks over the sheet of this procedure: what is recorded in its period afterwards calls
    /// for it again.
    #[serde(default)]
    pub over: Option<DefId>,
    /// Only under these profiles.
    #[serde(default)]
    pub when: Vec<When>,
}

/// How often a duty falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Each open day.
    OpenDay,
    /// Each calendar month.
    Month,
    /// Each quarter of the fiscal year.
    Quarter,
    /// Each fiscal year.
    FiscalYear,
    /// Each day on which a role comes to another person.
    Change,
}

/// For what a duty falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Each locking place.
    Place,
    /// Each person.
    Person,
    /// Each storage medium in the register.
    Media,
    /// Each manager who follows on another.
    Manager,
    /// The office.
    Office,
}

/// A case of another procedure that a step expects later: what may be kept only until a planned
/// day must be disposed of then.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expects {
    /// Which.
    pub procedure: DefId,
    /// The date, moment or retained lines it counts from; without it, the day of the signature.
    #[serde(default)]
    pub from: Option<FieldId>,
    /// It is due so many days after that.
    #[serde(default)]
    pub day: u16,
    /// It is said so many days before it is due; an office may say another number.
    #[serde(default)]
    pub lead: u16,
    /// Answers that it begins with: its field, and the field of this case they come from.
    #[serde(default)]
    pub carry: BTreeMap<FieldId, FieldId>,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
}

/// What a duty falls on. Written `place-3`, `person-7`, `medium-2`, `office`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutySubject {
    /// The office.
    Office,
    /// A place.
    Place(PlaceId),
    /// A person.
    Person(PersonNo),
    /// A medium of the register.
    Medium(HoldingId),
}

impl fmt::Display for DutySubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office => f.write_str("office"),
            Self::Place(id) => write!(f, "place-{}", id.0),
            Self::Person(no) => write!(f, "person-{}", no.0),
            Self::Medium(id) => write!(f, "medium-{}", id.0),
        }
    }
}

/// Not the name of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a duty")]
pub struct DutyNameError;

impl FromStr for DutySubject {
    type Err = DutyNameError;

    fn from_str(s: &str) -> Result<Self, DutyNameError> {
        if s == "office" {
            return Ok(Self::Office);
        }
        let (what, number) = s.split_once('-').ok_or(DutyNameError)?;
        let bad = |_| DutyNameError;
        match what {
            "place" => Ok(Self::Place(PlaceId(number.parse().map_err(bad)?))),
            "person" => Ok(Self::Person(PersonNo(number.parse().map_err(bad)?))),
            "medium" => Ok(Self::Medium(HoldingId(number.parse().map_err(bad)?))),
            _ => Err(DutyNameError),
        }
    }
}

/// One period of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    every: Every,
    index: i32,
}

impl Period {
    /// The period in which a day lies.
    #[must_use]
    pub fn of(every: Every, day: NaiveDate) -> Self {
        let year = FiscalYear::of(day).year();
        let index = match every {
            Every::OpenDay | Every::Change => day.num_days_from_ce(),
            Every::Month => day.year() * 12 + day.month0() as i32,
            Every::Quarter => year * 4 + (day.month0() as i32 + 9) % 12 / 3,
            Every::FiscalYear => year,
        };
        Self { every, index }
    }

    /// The period of that number, as [`Periods`] count them.
    #[must_use]
    pub fn at(every: Every, index: i32) -> Self {
        Self { every, index }
    }

    /// How often it comes.
    #[must_use]
    pub fn every(self) -> Every {
        self.every
    }

    /// Its number.
    #[must_use]
    pub fn index(self) -> i32 {
        self.index
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        let month = |year: i32, month0: i32| {
            let month0 = u32::try_from(month0).unwrap_or(0);
            NaiveDate::from_ymd_opt(year, month0 + 1, 1).unwrap_or(NaiveDate::MIN)
        };
        let n = self.index;
        match self.every {
            Every::OpenDay | Every::Change => {
                NaiveDate::from_num_days_from_ce_opt(n).unwrap_or(NaiveDate::MIN)
            }
            Every::Month => month(n.div_euclid(12), n.rem_euclid(12)),
            Every::Quarter => match n.rem_euclid(4) {
                3 => month(n.div_euclid(4) + 1, 0),
                quarter => month(n.div_euclid(4), 3 + quarter * 3),
            },
            Every::FiscalYear => month(n, 3),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        match self.every {
            Every::OpenDay | Every::Change => self.first(),
            Every::Month => Month::of(self.first()).last(),
            _ => self.next().first().pred_opt().unwrap_or(NaiveDate::MAX),
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            index: self.index.saturating_add(1),
            ..self
        }
    }
}

/// Numbers of periods, as ranges without gaps: one range, where everything is settled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Periods(Vec<(i32, i32)>);

impl Periods {
    /// Whether `n` is among them.
    #[must_use]
    pub fn contains(&self, n: i32) -> bool {
        self.through(n).is_some()
    }

    /// The last of those that follow on `n` without a gap; none where `n` is not among them.
    #[must_use]
    pub fn through(&self, n: i32) -> Option<i32> {
        let nth = self.0.partition_point(|(first, _)| *first <= n);
        let (_, last) = self.0.get(nth.checked_sub(1)?)?;
        (n <= *last).then_some(*last)
    }

    /// Adds `n`. Ranges grow together over what was `never` expected.
    pub fn insert(&mut self, n: i32, never: &dyn Fn(i32) -> bool) {
        if self.contains(n) {
            return;
        }
        let nth = self.0.partition_point(|(first, _)| *first <= n);
        self.0.insert(nth, (n, n));
        for left in [nth, nth.wrapping_sub(1)] {
            let (Some(a), Some(b)) = (
                self.0.get(left).copied(),
                left.checked_add(1).and_then(|r| self.0.get(r)).copied(),
            ) else {
                continue;
            };
            // A gap of more than 40 days is no holiday.
            if b.0 - a.1 <= 40 && (a.1 + 1..b.0).all(never) {
                self.0.remove(left + 1);
                if let Some(joined) = self.0.get_mut(left) {
                    joined.1 = b.1;
                }
            }
        }
    }

    /// Takes `n` away.
    pub fn remove(&mut self, n: i32) {
        let Some(nth) = self
            .0
            .iter()
            .position(|(first, last)| (*first..=*last).contains(&n))
        else {
            return;
        };
        let (first, last) = self.0.remove(nth);
        if n < last {
            self.0.insert(nth, (n + 1, last));
        }
        if first < n {
            self.0.insert(nth, (first, n - 1));
        }
    }

    /// How many ranges they are.
    #[must_use]
    pub fn ranges(&self) -> usize {
        self.0.len()
    }
}

/// One period of one subject that is not settled, and is said by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fall {
    /// On what.
    pub subject: DutySubject,
    /// Which period.
    pub period: Period,
    /// By when.
    pub due: NaiveDate,
}

impl Duty {
    /// Whether the office has it at all.
    #[must_use]
    pub fn applies(&self, office: &Office) -> bool {
        holds(None, &self.when, office.profile.into(), &Values::new())
    }

    /// By when it is due.
    #[must_use]
    pub fn due(&self, period: Period) -> NaiveDate {
        period
            .last()
            .checked_add_days(Days::new(u64::from(self.day)))
            .unwrap_or(NaiveDate::MAX)
    }

    /// From when it is said: what is due after its period, not before that is over.
    #[must_use]
    pub fn said_from(&self, period: Period, lead: u16) -> NaiveDate {
        let lead = self
            .due(period)
            .checked_sub_days(Days::new(u64::from(lead)))
            .unwrap_or(NaiveDate::MIN);
        let begins = match (self.every, self.day) {
            (Every::Change, _) => return lead,
            (_, 0) => period.first(),
            _ => period.next().first(),
        };
        lead.max(begins)
    }

    /// Everything it can fall on, with the first day on which it can.
    fn subjects(&self, office: &Office) -> Vec<(DutySubject, NaiveDate)> {
        let mut firsts: BTreeMap<DutySubject, NaiveDate> = BTreeMap::new();
        let mut add = |subject, from: NaiveDate| {
            let from = from.max(office.since);
            let first = firsts.entry(subject).or_insert(from);
            *first = from.min(*first);
        };
        match self.per {
            Per::Office => add(DutySubject::Office, office.since),
            Per::Place => {
                for place in &office.places {
                    add(DutySubject::Place(place.id), place.span.from);
                }
            }
            Per::Person => {
                for person in &office.persons {
                    add(DutySubject::Person(person.no), person.span.from);
                }
            }
            Per::Media => {
                for medium in office.holdings.iter().filter(|h| h.media == MEDIUM) {
                    add(DutySubject::Medium(medium.id), medium.span.from);
                }
            }
            Per::Manager => {}
        }
        firsts.into_iter().collect()
    }

    /// Whether `subject` was there for it: a place on some day of the period; a person and a medium
    /// at its end, or today while it lasts.
    fn expected(
        &self,
        office: &Office,
        subject: DutySubject,
        period: Period,
        today: NaiveDate,
    ) -> bool {
        let end = period.last().min(today);
        let begins = period.first().max(office.since);
        if self.every == Every::OpenDay && !office.days.is_open(period.first()) {
            return false;
        }
        match subject {
            DutySubject::Office => true,
            DutySubject::Place(id) => office.places.iter().any(|p| {
                p.id == id
                    && p.span.from <= period.last()
                    && p.span.until.is_none_or(|until| until >= begins)
            }),
            DutySubject::Person(no) => office.person(no, end).is_some(),
            DutySubject::Medium(id) => office
                .holdings
                .iter()
                .rev()
                .any(|h| h.id == id && h.media == MEDIUM && h.span.holds(end)),
        }
    }

    /// What a new manager takes over: each day on which somebody begins who was no manager the day
    /// before, while somebody else had been one until then.
    fn changes(&self, office: &Office) -> Vec<(DutySubject, Period)> {
        let managers = || office.grants.iter().filter(|g| g.role == Role::Manager);
        managers()
            .filter(|new| new.span.from > office.since)
            .filter(|new| {
                let eve = new.span.from.pred_opt().unwrap_or(new.span.from);
                let follows = managers().any(|old| {
                    old.person != new.person
                        && old.span.from < new.span.from
                        && old.span.until.is_some_and(|until| until <= new.span.from)
                });
                follows && !managers().any(|old| old.person == new.person && old.span.holds(eve))
            })
            .map(|new| {
                let period = Period::of(Every::Change, new.span.from);
                (DutySubject::Person(new.person), period)
            })
            .collect()
    }

    /// Whether nothing can ever be expected of `subject` in the period of that number.
    fn never(&self, office: &Office, subject: DutySubject, n: i32) -> bool {
        let period = Period::at(self.every, n);
        self.every != Every::Change && !self.expected(office, subject, period, NaiveDate::MAX)
    }

    /// Counts a period as settled.
    pub fn settle(&self, office: &Office, subject: DutySubject, period: Period, in_: &mut Periods) {
        in_.insert(period.index(), &|n| self.never(office, subject, n));
    }
}

/// 媒体 of the register: what lies on a storage medium.
const MEDIUM: &str = "medium";

/// How early the office says what a procedure's calendar expects: its own number, or the
/// definition's.
#[must_use]
pub fn lead_of(office: &Office, procedure: &DefId, own: u16) -> u16 {
    office
        .settings
        .leads
        .get(&procedure.0)
        .copied()
        .unwrap_or(own)
}

/// What of `duty` is not settled and is said on `today`, the oldest first within each subject.
pub fn outstanding<'a>(
    office: &Office,
    def: &Definition,
    duty: &Duty,
    settled: &dyn Fn(DutySubject) -> Option<&'a Periods>,
    today: NaiveDate,
) -> Vec<Fall> {
    let mut falls = Vec::new();
    if duty.step.is_none() || !duty.applies(office) {
        return falls;
    }
    let lead = lead_of(office, &def.id, duty.lead);
    let fall = |subject, period| Fall {
        subject,
        period,
        due: duty.due(period),
    };
    if duty.every == Every::Change {
        let open = duty
            .changes(office)
            .into_iter()
            .filter(|(subject, period)| {
                duty.said_from(*period, lead) <= today
                    && !settled(*subject).is_some_and(|done| done.contains(period.index()))
            });
        falls.extend(open.map(|(subject, period)| fall(subject, period)));
        return falls;
    }
    for (subject, from) in duty.subjects(office) {
        let done = settled(subject);
        let mut period = Period::of(duty.every, from);
        while duty.said_from(period, lead) <= today {
            match done.and_then(|done| done.through(period.index())) {
                Some(last) => period = Period::at(duty.every, last),
                None if duty.expected(office, subject, period, today) => {
                    falls.push(fall(subject, period));
                }
                None => {}
            }
            period = period.next();
        }
    }
    falls
}

/// What of the calendar's duties a case settles as it stands: which duty of its definition, on what,
/// and for which period. What looks over a sheet is settled by the sheet it pins, not here.
#[must_use]
pub fn settled_by(def: &Definition, case: &Case) -> Vec<(usize, DutySubject, Period)> {
    let mut settled = Vec::new();
    for (nth, duty) in def.duty.iter().enumerate() {
        let Some(step) = duty.step.as_ref().filter(|_| duty.over.is_none()) else {
            continue;
        };
        let marks = case
            .marks
            .iter()
            .filter(|m| m.void.is_none() && m.step == *step);
        for mark in marks {
            let value = |id: &FieldId| mark.values.get(id).or_else(|| case.values.get(id));
            let day = match duty.period.as_ref().map(value) {
                None => mark.serves.0,
                Some(Some(Value::Month(day) | Value::Date(day))) => *day,
                Some(_) => continue,
            };
            let period = Period::of(duty.every, day);
            let mut add = |subject| settled.push((nth, subject, period));
            match (duty.per, duty.subject.as_ref().map(value)) {
                (Per::Office, _) => add(DutySubject::Office),
                (Per::Person | Per::Manager, None) => add(DutySubject::Person(mark.by)),
                (Per::Person | Per::Manager, Some(Some(Value::Person(no)))) => {
                    add(DutySubject::Person(*no));
                }
                (Per::Place, Some(Some(Value::Place(id)))) => add(DutySubject::Place(*id)),
                (Per::Media, Some(Some(Value::HoldingLines(lines)))) => lines
                    .iter()
                    .zip(0..)
                    .filter(|(_, line)| mark.line.is_none_or(|only| only == *line))
                    .filter_map(|(line, _)| line.holding)
                    .for_each(|id| add(DutySubject::Medium(id))),
                _ => {}
            }
        }
    }
    settled
}

/// One case that a step expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Of which procedure.
    pub procedure: DefId,
    /// Which line it is for, where it is for one.
    pub line: Option<u16>,
    /// The signature that expects it.
    pub entry: crate::journal::EntryId,
    /// By when.
    pub due: NaiveDate,
    /// How early it is said, in days.
    pub lead: u16,
    /// What it begins with.
    pub values: Values,
}

/// What the signatures of a case expect of other procedures, whether or not it has come.
#[must_use]
pub fn expected_by(def: &Definition, case: &Case) -> Vec<Expected> {
    let mut expected = Vec::new();
    for mark in case.marks.iter().filter(|m| m.void.is_none()) {
        let Some(step) = def.step(&mark.step) else {
            continue;
        };
        for expects in &step.expects {
            if !holds(def, &expects.when, case.profile.into(), &case.values) {
                continue;
            }
            let mut add = |day: NaiveDate, line: Option<u16>| {
                let carried = |from: &FieldId| match (case.values.get(from)?, line) {
                    (Value::RetainedLines(lines), Some(line)) => {
                        let line = lines.get(usize::from(line))?.line.clone();
                        Some(Value::HoldingLines(vec![line]))
                    }
                    (value, _) => Some(value.clone()),
                };
                let carry = expects.carry.iter();
                expected.push(Expected {
                    procedure: expects.procedure.clone(),
                    line,
                    entry: mark.entry,
                    due: day
                        .checked_add_days(Days::new(u64::from(expects.day)))
                        .unwrap_or(NaiveDate::MAX),
                    lead: expects.lead,
                    values: carry
                        .filter_map(|(to, from)| Some((to.clone(), carried(from)?)))
                        .collect(),
                });
            };
            match expects.from.as_ref().map(|from| case.values.get(from)) {
                None => add(mark.serves.0, mark.line),
                Some(Some(Value::Date(day))) => add(*day, mark.line),
                Some(Some(Value::Moment(at))) => add(at.date(), mark.line),
                Some(Some(Value::RetainedLines(lines))) => {
                    for (line, n) in lines.iter().zip(0..) {
                        add(line.planned, Some(n));
                    }
                }
                Some(_) => {}
            }
        }
    }
    expected
}

#[cfg(test)]
#[path = "duty_tests.rs"]
mod tests;
