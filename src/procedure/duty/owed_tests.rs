//! Stretches of periods are what one gets by looking at every period of every subject.

use super::tests::{day, duty, office};
use super::*;
use crate::journal::{HoldingId, PersonNo, PlaceId, UnitId};
use crate::office::{Office, Span, Unit};
use crate::procedure::Definition;
use crate::text::Text;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn after(days: u16) -> NaiveDate {
    day("2024-01-10") + Days::new(u64::from(days))
}

/// Every subject, and the first day on which it can fall on it.
fn subjects(office: &Office, duty: &Duty) -> BTreeMap<DutySubject, NaiveDate> {
    let spans: Vec<(DutySubject, NaiveDate)> = match duty.per {
        Per::Office => vec![(DutySubject::Office, office.since)],
        Per::Unit => office
            .units
            .iter()
            .map(|unit| (DutySubject::Unit(unit.id), office.since))
            .collect(),
        Per::Place => office
            .places
            .iter()
            .map(|p| (DutySubject::Place(p.id), p.span.from))
            .collect(),
        Per::Person => office
            .persons
            .iter()
            .map(|p| (DutySubject::Person(p.no), p.span.from))
            .collect(),
        Per::Media => office
            .holdings
            .iter()
            .filter(|h| h.media == "medium")
            .map(|h| (DutySubject::Medium(h.id), h.span.from))
            .collect(),
        Per::Manager | Per::Leaver => Vec::new(),
    };
    let mut firsts = BTreeMap::new();
    for (subject, from) in spans {
        let from = from.max(office.since);
        let first = firsts.entry(subject).or_insert(from);
        *first = from.min(*first);
    }
    firsts
}

/// One period after the other, from the first day of each subject on.
fn by_hand(
    office: &Office,
    (def, duty): (&Definition, &Duty),
    settled: &BTreeMap<DutySubject, Periods>,
    today: NaiveDate,
) -> Vec<Fall> {
    let lead = lead_of(office, &def.id, duty.lead);
    let mut falls = Vec::new();
    for (subject, from) in subjects(office, duty) {
        let mut period = Period::of(duty.every, from);
        while duty.said_from(period, lead) <= today {
            let done = settled.get(&subject);
            let open = !done.is_some_and(|done| done.contains(period.index()));
            if open && duty.expected(office, subject, period, today) {
                falls.push(duty.fall(subject, period.index()));
            }
            period = period.next();
        }
    }
    falls
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let span = (0_u16..1500, proptest::option::of(0_u16..900)).prop_map(|(from, long)| Span {
        from: after(from),
        until: long.map(|long| after(from.saturating_add(long))),
    });
    proptest::collection::vec(span, 1..5)
}

const EVERY: [&str; 4] = ["open-day", "month", "quarter", "fiscal-year"];
const PER: [&str; 5] = ["office", "unit", "place", "person", "media"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn stretches_are_what_looking_at_every_period_finds(
        since in 0_u16..600,
        spans in spans(),
        (every, per) in (0..EVERY.len(), 0..PER.len()),
        (due, lead) in (0_u16..80, 0_u16..500),
        done in proptest::collection::vec((0_u16..4, 0_u16..1500), 0..12),
        today in 0_u16..1500,
    ) {
        let mut office = office();
        office.since = after(since);
        let (place, person, medium) =
            (office.places[0].clone(), office.persons[0].clone(), office.holdings[0].clone());
        office.units = (1..3).map(|id| Unit { id: UnitId(id), name: Text::default() }).collect();
        (office.places, office.persons, office.holdings) = Default::default();
        for (nth, span) in (0_u16..).zip(spans) {
            // Some are versions of the same.
            let id = nth / 2;
            let mut next = place.clone();
            (next.id, next.span) = (PlaceId(id), span);
            office.places.push(next);
            let mut next = person.clone();
            (next.no, next.span) = (PersonNo(id), span);
            office.persons.push(next);
            let mut next = medium.clone();
            (next.id, next.span) = (HoldingId(id), span);
            office.holdings.push(next);
        }
        let (every, per) = (EVERY[every], PER[per]);
        let (def, duty) = duty(&format!(
            "every='{every}'\nper='{per}'\nstep='check'\nday={due}\nlead={lead}"
        ));
        let all: Vec<DutySubject> = subjects(&office, &duty).into_keys().collect();
        let mut settled: BTreeMap<DutySubject, Periods> = BTreeMap::new();
        for (whose, on) in done {
            let subject = all[usize::from(whose) % all.len()];
            let period = Period::of(duty.every, after(on));
            duty.settle(&office, subject, period, settled.entry(subject).or_default());
        }
        let today = after(today);
        let found = outstanding(&office, &def, &duty, &|s| settled.get(&s), today);
        let hand = by_hand(&office, (&def, &duty), &settled, today);
        prop_assert_eq!(&found, &hand);
        for Owed { subject, open } in owed(&office, &def, &duty, &|s| settled.get(&s), today) {
            let late: usize = open.iter().map(|(from, to)| {
                let last = duty.last_late((*from, *to), today);
                last.map_or(0, |last| usize::try_from(last - from + 1).unwrap())
            }).sum();
            let of = hand.iter().filter(|fall| fall.subject == subject && fall.due < today);
            prop_assert_eq!(late, of.count());
        }
    }
}

#[test]
fn stretches_without_those_of_others() {
    let mut done = Periods::default();
    for n in [3, 4, 8] {
        done.insert(n, &|_| false);
    }
    let all = [(1, 5), (7, 8), (10, 12)];
    assert_eq!(done.not_among(&all), [(1, 2), (5, 5), (7, 7), (10, 12)]);
    assert_eq!(done.among(&all), [(3, 4), (8, 8)]);
    assert_eq!(
        joined(vec![(4, 5), (1, 2), (3, 3), (9, 9), (8, 9)]),
        [(1, 5), (8, 9)]
    );
}
