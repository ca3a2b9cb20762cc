//! A place's day, and how far the days of the places are settled.

use super::summary::signers;
use super::{Stop, put};
use crate::calendar::WorkDay;
use crate::desk::rows::{DayRow, DaySaid, Locked, key};
use crate::desk::view::read_row;
use crate::desk::{FOUND_OPEN, LOCK, RECEIVED, RECEIVED_OPEN};
use crate::journal::PlaceId;
use crate::office::Office;
use crate::procedure::{Case, ChoiceId, FieldId, StepId, Value, World};
use crate::store::RowsMut;
use chrono::{Days, NaiveDate};

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

/// Moves on the day up to which a place has nothing left to explain; back again, where a day that
/// was settled is not any more: it was found open.
pub(super) fn settle(
    rows: &mut dyn RowsMut,
    office: &Office,
    place: PlaceId,
    changed: WorkDay,
) -> Result<(), Stop> {
    let Some(first) = office
        .places
        .iter()
        .filter(|p| p.id == place)
        .map(|p| p.span.from)
        .min()
    else {
        return Ok(());
    };
    let known: Option<NaiveDate> = read_row(rows, key::SETTLED, &key::settled(place))?;
    let row: Option<DayRow> = read_row(rows, key::DAYS, &key::day(place, changed))?;
    let reopened = known.is_some_and(|day| changed.0 <= day) && row.is_some_and(|r| !r.settled());
    let mut settled = if reopened {
        changed.0.pred_opt()
    } else {
        known.or_else(|| first.checked_sub_days(Days::new(1)))
    };
    // Closed days are stepped over only where a settled day follows them, so that a later opening
    // of one of them is still seen.
    while let Some(next) =
        settled.and_then(|day| next_settled(rows, office, place, day).transpose())
    {
        settled = Some(next?);
    }
    if let Some(day) = settled
        && settled != known
    {
        put(rows, key::SETTLED, &key::settled(place), &day)?;
    }
    Ok(())
}

fn next_settled(
    rows: &dyn RowsMut,
    office: &Office,
    place: PlaceId,
    after: NaiveDate,
) -> Result<Option<NaiveDate>, Stop> {
    let mut day = after;
    for _ in 0..40 {
        let Some(next) = day.succ_opt() else {
            return Ok(None);
        };
        day = next;
        let row: Option<DayRow> = read_row(rows, key::DAYS, &key::day(place, WorkDay(day)))?;
        match row {
            Some(row) if row.settled() => return Ok(Some(day)),
            Some(_) => return Ok(None),
            None if office.days.is_open(day) => return Ok(None),
            None => {}
        }
    }
    Ok(None)
}
