//! What of a duty falls on whom, and what of it is outstanding.

use super::owed::{Owed, owed};
use super::period::{Period, Periods};
use super::rule::{Duty, DutySubject, Every, Per};
use crate::journal::Role;
use crate::office::Office;
use crate::procedure::case::Values;
use crate::procedure::definition::{DefId, Definition};
use crate::procedure::standing::holds;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

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
    /// It on a subject, for the period of that number.
    #[must_use]
    pub fn fall(&self, subject: DutySubject, n: i32) -> Fall {
        let period = Period::at(self.every, n);
        Fall {
            subject,
            period,
            due: self.due(period),
        }
    }

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

    /// Whether `subject` was there for it: a place on some day of the period; a person and a medium
    /// at its end, or today while it lasts.
    pub(super) fn expected(
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
            DutySubject::Office | DutySubject::Unit(_) => true,
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

    /// The days on which something changes for somebody.
    pub(super) fn changes(&self, office: &Office) -> Vec<(DutySubject, Period)> {
        match self.per {
            Per::Leaver => leavers(office),
            _ => new_managers(office),
        }
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

/// What a new manager takes over: each day on which somebody begins who was no manager the day
/// before, while somebody else had been one until then.
fn new_managers(office: &Office) -> Vec<(DutySubject, Period)> {
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

/// Whoever leaves, on their last day as it is known now.
fn leavers(office: &Office) -> Vec<(DutySubject, Period)> {
    let mut last: BTreeMap<DutySubject, NaiveDate> = BTreeMap::new();
    for person in &office.persons {
        // What was written last of a person holds.
        match person.span.until.filter(|until| *until >= office.since) {
            Some(until) => last.insert(DutySubject::Person(person.no), until),
            None => last.remove(&DutySubject::Person(person.no)),
        };
    }
    let day = |(who, until)| (who, Period::of(Every::Change, until));
    last.into_iter().map(day).collect()
}

/// 媒体 of the register: what lies on a storage medium.
pub(super) const MEDIUM: &str = "medium";

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
    for Owed { subject, open } in owed(office, def, duty, settled, today) {
        let numbers = open.into_iter().flat_map(|(from, to)| from..=to);
        falls.extend(numbers.map(|n| duty.fall(subject, n)));
    }
    falls
}
