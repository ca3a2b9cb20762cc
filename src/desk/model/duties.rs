//! The fold's part for duties: what a case settles of the calendar, which sheets are looked over,
//! and what was signed in a manager's name; in `expected`, what is expected of other procedures.

mod expected;

use super::{Stop, put};
use crate::desk::rows::CaseRow;
use crate::desk::rows::duties::{DutyRow, ManagedRow, MissedRow, Reviewed, SheetRow, key};
use crate::desk::sheet::{self, Covered, SheetState};
use crate::desk::view::read_row;
use crate::desk::{DUTY_MISSED, missed_of};
use crate::journal::{Body, EntryId, PlaceId, Role};
use crate::office::Office;
use crate::procedure::{
    Case, CaseAct, Definition, Duty, DutySubject, Every, Period, State, World, ends_items,
    settled_by,
};
use crate::store::RowsMut;
use chrono::NaiveDate;
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
        expected::expects(rows, def, row)?;
    }
    expected::meets(rows, def, before, &row.case)
}

/// Whether a case has anything to do with duties, so that the others cost nothing more.
pub(super) fn concerns(def: &Definition, case: &Case) -> bool {
    case.origin.is_some()
        || def.id.0 == DUTY_MISSED
        || def.duty.iter().any(|duty| duty.step.is_some())
        || def.steps.iter().any(|step| !step.expects.is_empty())
        || ends_items(def)
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

/// The review of a sheet that a case made with this entry, and of which sheet.
pub(super) fn review(def: &Definition, case: &Case, entry: EntryId) -> Option<(Covered, Reviewed)> {
    let covers = sheet::covered(def, case)?;
    let mut marks = case.marks.iter();
    let mark = marks.find(|m| m.entry == entry && m.step == covers.step)?;
    let review = Reviewed {
        case: case.id,
        entry,
        by: mark.by,
        recorded: mark.recorded,
        pin: covers.pin.clone(),
    };
    Some((covers, review))
}

/// A review of a sheet is written beside it, and settles the month where it covers every day.
pub(super) fn reviewed(
    rows: &mut dyn RowsMut,
    office: &Office,
    def: &Definition,
    covers: &Covered,
    review: Reviewed,
) -> Result<(), Stop> {
    let at = key::sheet(covers.place, covers.month);
    let mut row: SheetRow = read_row(rows, key::SHEETS, &at)?.unwrap_or_default();
    row.reviews.push(review);
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
