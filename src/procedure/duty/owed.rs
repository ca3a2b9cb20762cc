//! What of a duty is outstanding as stretches of periods: counted, and its first ones found, without
//! a step for every period that lies behind.

use super::fall::{MEDIUM, lead_of};
use super::period::{Period, Periods};
use super::rule::{Duty, DutySubject, Every, Per};
use crate::office::{Office, Span};
use crate::procedure::definition::Definition;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Numbers of periods from one to another, both included; in order, none touching the next where
/// they come from [`joined`].
pub type Stretches = Vec<(i32, i32)>;

/// What one subject owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// On what.
    pub subject: DutySubject,
    /// The periods that are not settled and are said by now.
    pub open: Stretches,
}

/// What of `duty` is not settled and is said on `today`, by subject.
pub fn owed<'a>(
    office: &Office,
    def: &Definition,
    duty: &Duty,
    settled: &dyn Fn(DutySubject) -> Option<&'a Periods>,
    today: NaiveDate,
) -> Vec<Owed> {
    if duty.step.is_none() || !duty.applies(office) {
        return Vec::new();
    }
    let lead = lead_of(office, &def.id, duty.lead);
    if duty.every == Every::Change {
        return changes(office, duty, settled, (today, lead));
    }
    let Some(last) = duty.last_said(office, today, lead) else {
        return Vec::new();
    };
    let there = duty.there(office, today, last);
    there
        .into_iter()
        .filter_map(|(subject, there)| {
            let there = joined(there);
            let open = match settled(subject) {
                Some(done) => done.not_among(&there),
                None => there,
            };
            (!open.is_empty()).then_some(Owed { subject, open })
        })
        .collect()
}

fn changes<'a>(
    office: &Office,
    duty: &Duty,
    settled: &dyn Fn(DutySubject) -> Option<&'a Periods>,
    (today, lead): (NaiveDate, u16),
) -> Vec<Owed> {
    let open = |(subject, period): &(DutySubject, Period)| {
        duty.said_from(*period, lead) <= today
            && !settled(*subject).is_some_and(|done| done.contains(period.index()))
    };
    let all = duty.changes(office).into_iter().filter(open);
    all.map(|(subject, period)| Owed {
        subject,
        open: vec![(period.index(), period.index())],
    })
    .collect()
}

impl Duty {
    /// The last period of those that `is` holds for, from `first` to `last`: it holds for a first
    /// part of them.
    fn last_where(&self, (first, last): (i32, i32), is: impl Fn(Period) -> bool) -> Option<i32> {
        let (mut low, mut high) = (first, last.saturating_add(1));
        while low < high {
            let middle = low + (high - low) / 2;
            if is(Period::at(self.every, middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low > first).then(|| low - 1)
    }

    /// The last period that is said on `today`, since the office began.
    fn last_said(&self, office: &Office, today: NaiveDate, lead: u16) -> Option<i32> {
        let first = Period::of(self.every, office.since).index();
        let ahead = today.checked_add_days(Days::new(u64::from(lead)));
        let last = Period::of(self.every, ahead.unwrap_or(NaiveDate::MAX)).index();
        self.last_where((first, last), |period| {
            self.said_from(period, lead) <= today
        })
    }

    /// The last period up to `last` that is due before `today`; `first` may be any before it.
    #[must_use]
    pub fn last_late(&self, (first, last): (i32, i32), today: NaiveDate) -> Option<i32> {
        self.last_where((first, last), |period| self.due(period) < today)
    }

    /// In which periods up to `last` each subject is there for it, as [`Duty::expected`] says of one
    /// of them.
    fn there(
        &self,
        office: &Office,
        today: NaiveDate,
        last: i32,
    ) -> BTreeMap<DutySubject, Stretches> {
        let mut all: BTreeMap<DutySubject, Stretches> = BTreeMap::new();
        let first = Period::of(self.every, office.since).index();
        let of = |day| Period::of(self.every, day).index();
        let mut add = |subject, stretches: &[(i32, i32)]| {
            let within = stretches
                .iter()
                .map(|(from, to)| (*from.max(&first), *to.min(&last)))
                .filter(|(from, to)| from <= to);
            all.entry(subject).or_default().extend(within);
        };
        // A place on some day of the period.
        let touched = |span: &Span| match span.until {
            Some(until) if until < office.since => None,
            until => Some((of(span.from), until.map_or(last, of))),
        };
        // A person and a medium at its end, or today while it lasts.
        let now = of(today);
        let at_the_end = |span: &Span| {
            let over = span.until.map_or(now - 1, |until| {
                let ends = Period::of(self.every, until);
                let whole = ends.last() == until;
                ends.index() - i32::from(!whole)
            });
            let lasts = if span.holds(today) { last } else { now - 1 };
            [(of(span.from), over.min(now - 1)), (now, lasts)]
        };
        match self.per {
            Per::Office => add(DutySubject::Office, &[(first, last)]),
            Per::Unit => {
                for unit in &office.units {
                    add(DutySubject::Unit(unit.id), &[(first, last)]);
                }
            }
            Per::Place => {
                for place in &office.places {
                    add(
                        DutySubject::Place(place.id),
                        touched(&place.span).as_slice(),
                    );
                }
            }
            Per::Person => {
                for person in &office.persons {
                    add(DutySubject::Person(person.no), &at_the_end(&person.span));
                }
            }
            Per::Media => {
                for medium in office.holdings.iter().filter(|h| h.media == MEDIUM) {
                    add(DutySubject::Medium(medium.id), &at_the_end(&medium.span));
                }
            }
            Per::Manager | Per::Leaver => {}
        }
        if self.every == Every::OpenDay {
            for stretches in all.values_mut() {
                *stretches = open_days(office, stretches);
            }
        }
        all
    }
}

/// Of the days of some stretches those on which the office is open.
fn open_days(office: &Office, stretches: &[(i32, i32)]) -> Stretches {
    let days = stretches.iter().flat_map(|(from, to)| *from..=*to);
    let open = |day: &i32| {
        office
            .days
            .is_open(Period::at(Every::OpenDay, *day).first())
    };
    days.filter(open).map(|day| (day, day)).collect()
}

/// Stretches in order, those that touch or overlap as one.
#[must_use]
pub fn joined(mut all: Stretches) -> Stretches {
    all.sort_unstable();
    let mut joined: Stretches = Vec::new();
    for (from, to) in all {
        match joined.last_mut() {
            Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
            _ => joined.push((from, to)),
        }
    }
    joined
}
