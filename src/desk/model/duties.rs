//! The fold's part for duties: what a case settles of the calendar, which sheets are looked over,
//! what is expected of other procedures, and what was signed in a manager's name.

use super::{Stop, put};
use crate::desk::rows::CaseRow;
use crate::desk::rows::duties::{
    DutyRow, ExpectedRow, ManagedRow, MissedRow, Reviewed, SheetRow, key,
};
use crate::desk::sheet::{self, SheetState};
use crate::desk::subject::subject;
use crate::desk::view::read_row;
use crate::desk::{DUTY_MISSED, missed_of};
use crate::journal::{Body, EntryId, PlaceId, Role};
use crate::office::Office;
use crate::procedure::{
    Case, CaseAct, Definition, Duty, DutySubject, Every, Origin, Period, State, World, expected_by,
    settled_by,
};
use crate::store::{Direction, KeyRange, RowsMut};
use chrono::NaiveDate;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Everything that follows for duties when a case is saved; `before` is how it was.
pub(super) fn saved(
    rows: &mut dyn RowsMut,
    world: &World<'_>,
    def: &Definition,
    before: Option<&Case>,
    row: &CaseRow,
) -> Result<(), Stop> {
    settles(rows, world.office, def, before, &row.case)?;
    if def.id.0 == DUTY_MISSED {
        explains(rows, world, &row.case)?;
    }
    if def.steps.iter().any(|step| !step.expects.is_empty()) {
        expects(rows, def, row)?;
    }
    meets(rows, world, before, &row.case)
}

/// Whether a case has anything to do with duties, so that the others cost nothing more.
pub(super) fn concerns(def: &Definition, case: &Case) -> bool {
    case.origin.is_some()
        || def.id.0 == DUTY_MISSED
        || def.duty.iter().any(|duty| duty.step.is_some())
        || def.steps.iter().any(|step| !step.expects.is_empty())
}

/// The calendar's own: what the case settles now and did not before, and the other way round.
fn settles(
    rows: &mut dyn RowsMut,
    office: &Office,
    def: &Definition,
    before: Option<&Case>,
    case: &Case,
) -> Result<(), Stop> {
    if def.duty.is_empty() {
        return Ok(());
    }
    let was = before.map_or_else(Vec::new, |case| settled_by(def, case));
    let is = settled_by(def, case);
    for (nth, subject, period) in was.iter().filter(|s| !is.contains(s)) {
        if let Some(duty) = def.duty.get(*nth) {
            change(rows, office, (def, duty), *subject, *period, false)?;
        }
    }
    for (nth, subject, period) in is.iter().filter(|s| !was.contains(s)) {
        if let Some(duty) = def.duty.get(*nth) {
            change(rows, office, (def, duty), *subject, *period, true)?;
        }
    }
    Ok(())
}

fn change(
    rows: &mut dyn RowsMut,
    office: &Office,
    (def, duty): (&Definition, &Duty),
    subject: DutySubject,
    period: Period,
    settled: bool,
) -> Result<(), Stop> {
    let key = key::duty(&def.id, subject);
    let mut row: DutyRow = read_row(rows, key::DUTIES, &key)?.unwrap_or_default();
    if settled {
        duty.settle(office, subject, period, &mut row.settled);
    } else {
        row.settled.remove(period.index());
    }
    put(rows, key::DUTIES, &key, &row)
}

/// A missed duty that somebody explains: told, and settled once a manager has received it.
fn explains(rows: &mut dyn RowsMut, world: &World<'_>, case: &Case) -> Result<(), Stop> {
    let Some((procedure, subject, period)) = missed_of(case) else {
        return Ok(());
    };
    let Some(def) = world.catalogue.latest(&procedure) else {
        return Ok(());
    };
    let Some(duty) = def.duty.iter().find(|d| d.step.is_some()) else {
        return Ok(());
    };
    let stands = |step: &str| {
        case.marks
            .iter()
            .any(|m| m.step.0 == step && m.void.is_none())
    };
    let over = matches!(case.state, State::Refused | State::Withdrawn);
    let told = stands("report") && !over;
    let received = told && stands("received");
    let key = key::duty(&procedure, subject);
    let mut row: DutyRow = read_row(rows, key::DUTIES, &key)?.unwrap_or_default();
    row.told.remove(period);
    if told && !received {
        row.told.insert(period, &|_| false);
    }
    if received {
        let period = Period::at(duty.every, period);
        duty.settle(world.office, subject, period, &mut row.settled);
    }
    put(rows, key::DUTIES, &key, &row)?;
    let missed = key::missed(&procedure, subject, period);
    if told {
        let row = MissedRow {
            case: case.id,
            procedure,
            subject: subject.to_string(),
            period,
            received,
        };
        put(rows, key::MISSED, &missed, &row)?;
    } else {
        rows.delete(key::MISSED, &missed)?;
    }
    Ok(())
}

/// What the case expects of other procedures, as it stands.
fn expects(rows: &mut dyn RowsMut, def: &Definition, row: &CaseRow) -> Result<(), Stop> {
    let case = &row.case;
    let mut stale = keys(rows, case)?;
    for expected in expected_by(def, case) {
        let key = key::expected(case.id, expected.line, &expected.procedure);
        stale.retain(|old| *old != key);
        if rows.get(key::MET, &key)?.is_some() {
            continue;
        }
        let expected = ExpectedRow {
            procedure: expected.procedure,
            origin: Origin {
                case: case.id,
                entry: expected.entry,
                line: expected.line,
            },
            what: subject(def, case).title,
            due: expected.due,
            lead: expected.lead,
            values: expected.values,
        };
        put(rows, key::EXPECTED, &key, &expected)?;
    }
    for key in stale {
        rows.delete(key::EXPECTED, &key)?;
    }
    Ok(())
}

/// The keys of what a case expects and has not got.
fn keys(rows: &dyn RowsMut, case: &Case) -> Result<Vec<Vec<u8>>, Stop> {
    let mut found = Vec::new();
    rows.scan(
        &KeyRange::prefix(key::EXPECTED, &key::expected_of(case.id)),
        Direction::Forward,
        usize::MAX,
        &mut |key, _| {
            found.push(key.to_vec());
            ControlFlow::Continue(())
        },
    )?;
    Ok(found)
}

/// A case that another one expects meets that with its end, and no longer when it is open again.
fn meets(
    rows: &mut dyn RowsMut,
    world: &World<'_>,
    before: Option<&Case>,
    case: &Case,
) -> Result<(), Stop> {
    let Some(origin) = &case.origin else {
        return Ok(());
    };
    let was = before.is_some_and(|case| case.state == State::Closed);
    let is = case.state == State::Closed;
    if was == is {
        return Ok(());
    }
    let key = key::expected(origin.case, origin.line, &case.procedure.id);
    if is {
        if rows.get(key::EXPECTED, &key)?.is_some() {
            rows.delete(key::EXPECTED, &key)?;
            put(rows, key::MET, &key, &case.id)?;
        }
        return Ok(());
    }
    if rows.get(key::MET, &key)?.is_some() {
        rows.delete(key::MET, &key)?;
        let origin: Option<CaseRow> =
            read_row(rows, crate::desk::rows::key::CASES, &origin.case.0)?;
        if let Some(origin) = origin
            && let Some(def) = world.catalogue.get(&origin.case.procedure)
        {
            expects(rows, def, &origin)?;
        }
    }
    Ok(())
}

/// A review of a sheet is written beside it, and settles the month where it covers every day.
pub(super) fn reviews(
    rows: &mut dyn RowsMut,
    office: &Office,
    def: &Definition,
    case: &Case,
    entry: EntryId,
) -> Result<(), Stop> {
    let Some(covers) = sheet::covered(def, case) else {
        return Ok(());
    };
    let Some(mark) = case
        .marks
        .iter()
        .find(|m| m.entry == entry && m.step == covers.step)
    else {
        return Ok(());
    };
    let at = key::sheet(covers.place, covers.month);
    let mut row: SheetRow = read_row(rows, key::SHEETS, &at)?.unwrap_or_default();
    row.reviews.push(Reviewed {
        case: case.id,
        entry,
        by: mark.by,
        recorded: mark.recorded,
        pin: covers.pin,
    });
    put(rows, key::SHEETS, &at, &row)?;
    sheet_stands(rows, office, def, covers.place, covers.month)
}

/// Whether the month of a place is looked over, after a review and after anything recorded in it.
fn sheet_stands(
    rows: &mut dyn RowsMut,
    office: &Office,
    def: &Definition,
    place: PlaceId,
    month: NaiveDate,
) -> Result<(), Stop> {
    let Some(duty) = def.duty.iter().find(|duty| duty.over.is_some()) else {
        return Ok(());
    };
    let sheet = SheetState::read(rows, office, place, month)?;
    let period = Period::of(Every::Month, month);
    let subject = DutySubject::Place(place);
    let key = key::duty(&def.id, subject);
    let mut row: DutyRow = read_row(rows, key::DUTIES, &key)?.unwrap_or_default();
    if row.settled.contains(period.index()) == sheet.reviewed() {
        return Ok(());
    }
    // What was explained instead of reviewed stays explained.
    let missed = key::missed(&def.id, subject, period.index());
    let missed: Option<MissedRow> = read_row(rows, key::MISSED, &missed)?;
    if sheet.reviewed() {
        duty.settle(office, subject, period, &mut row.settled);
    } else if !missed.is_some_and(|row| row.received) {
        row.settled.remove(period.index());
    }
    put(rows, key::DUTIES, &key, &row)
}

/// Something was recorded of a day: a review of its month may cover it no longer.
pub(super) fn day_changed(
    rows: &mut dyn RowsMut,
    world: &World<'_>,
    locking: &Definition,
    place: PlaceId,
    day: NaiveDate,
) -> Result<(), Stop> {
    if rows.get(key::SHEETS, &key::sheet(place, day))?.is_none() {
        return Ok(());
    }
    let over = |def: &&Arc<Definition>| {
        let mut duties = def.duty.iter();
        duties.any(|duty| duty.over.as_ref() == Some(&locking.id))
    };
    for def in world.catalogue.all().iter().filter(over) {
        sheet_stands(rows, world.office, def, place, day)?;
    }
    Ok(())
}

/// What a manager, or who stood in for one, signed.
pub(super) fn managed(
    rows: &mut dyn RowsMut,
    index: u64,
    body: &Body,
    act: &CaseAct,
    row: &CaseRow,
) -> Result<(), Stop> {
    if body.capacity.role != Role::Manager {
        return Ok(());
    }
    let managed = ManagedRow {
        recorded: body.recorded,
        case: row.case.id,
        procedure: row.case.procedure.id.clone(),
        number: row.number,
        steps: match act {
            CaseAct::Sign(sign) => sign.steps.clone(),
            _ => Vec::new(),
        },
        failed: body.failed,
    };
    let key = key::managed(body.person, body.recorded.0.date(), index);
    put(rows, key::MANAGED, &key, &managed)
}
