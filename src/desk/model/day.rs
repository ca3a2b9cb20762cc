//! A place's day, and how far the days of the places are settled.

use super::summary::signers;
use super::{Stop, put};
use crate::calendar::WorkDay;
use crate::desk::rows::{DayRow, DaySaid, Locked, key};
use crate::desk::view::read_row;
use crate::desk::{FOUND_OPEN, LOCK, RECEIVED, RECEIVED_OPEN};
use crate::journal::PlaceId;
use crate::office::Office;
use crate::procedure::{Case, ChoiceId, Every, FieldId, Period, Periods, StepId, Value, World};
use crate::store::RowsMut;
use std::cell::RefCell;

/// The place and day that a locking serves.
pub(in crate::desk) fn serves(case: &Case) -> Option<(PlaceId, WorkDay)> {
    match case.values.get(&FieldId::from("place")) {
        Some(Value::Place(place)) => Some((*place, case.day?)),
        _ => None,
    }
}

pub(super) fn day_row(world: &World<'_>, case: &Case, place: PlaceId, day: WorkDay) -> DayRow {
    let standing = || case.marks.iter().filter(|m| m.void.is_none());
    let roster = world
        .office
        .place(place, day.0)
        .map(|p| p.roster.clone())
        .unwrap_or_default();
    let locks: Vec<Locked> = standing()
        .filter(|m| m.step == StepId::from(LOCK))
        .map(|m| Locked {
            by: m.by,
            happened: m.happened,
            recorded: m.recorded,
            off_roster: !roster.contains(&m.by),
            entry: m.entry,
        })
        .collect();
    let found = standing()
        .filter(|m| m.step == StepId::from(FOUND_OPEN))
        .count();
    let last_of = |step: &str| {
        case.marks
            .iter()
            .rposition(|m| m.void.is_none() && m.step == StepId::from(step))
    };
    let said = match case.values.get(&FieldId::from("kind")) {
        Some(Value::Choice(ChoiceId(kind))) => match kind.as_str() {
            "locked" => DaySaid::Locked,
            "not-locked" => DaySaid::NotLocked,
            "nobody" => DaySaid::Nobody,
            _ => DaySaid::Nothing,
        },
        _ => DaySaid::Nothing,
    };
    DayRow {
        case: case.id,
        said,
        open_again: last_of(FOUND_OPEN) > last_of(LOCK),
        open_explained: case.marks.iter().any(|m| {
            m.void.is_none()
                && m.step == StepId::from(FOUND_OPEN)
                && m.values.contains_key(&FieldId::from("found_counted"))
        }),
        open_received: last_of(RECEIVED_OPEN) > last_of(FOUND_OPEN),
        found_open: u32::try_from(found).unwrap_or(u32::MAX),
        asked: case
            .notes
            .iter()
            .rev()
            .find(|n| n.kind == crate::procedure::NoteKind::Request)
            .and_then(|n| Some((n.to?, n.by))),
        received: last_of(RECEIVED).is_some(),
        signers: signers(case),
        corrected: !case.corrections.is_empty(),
        state: case.state,
        head: case.head,
        locks,
    }
}

/// Notes that a day of a place has nothing left to explain, or has again: it was found open. Settled
/// days are stretches, so that a day that stays open costs no look at those after it.
pub(super) fn settle(
    rows: &mut dyn RowsMut,
    office: &Office,
    (place, day): (PlaceId, WorkDay),
    is: bool,
) -> Result<(), Stop> {
    let at = key::settled(place);
    let mut settled: Periods = read_row(rows, key::SETTLED, &at)?.unwrap_or_default();
    let number = Period::of(Every::OpenDay, day.0).index();
    if settled.contains(number) == is {
        return Ok(());
    }
    if is {
        let failed = RefCell::new(None);
        // Closed days are stepped over only where nothing was recorded of them, and where a settled
        // day follows them, so that a later opening of one of them is still seen.
        settled.insert(number, &|n| {
            let day = WorkDay(Period::at(Every::OpenDay, n).first());
            if office.days.is_open(day.0) {
                return false;
            }
            match rows.get(key::DAYS, &key::day(place, day)) {
                Ok(row) => row.is_none(),
                Err(error) => {
                    failed.replace(Some(error));
                    false
                }
            }
        });
        if let Some(error) = failed.into_inner() {
            return Err(error.into());
        }
    } else {
        settled.remove(number);
    }
    put(rows, key::SETTLED, &at, &settled)
}
