//! The fold: how entries become the rows that screens read. Pure; run by the store inside the
//! transaction that appends, and again whenever the rows are built anew.
//!
//! An entry that the rules of its day would have refused changes nothing here and is listed as a
//! fault: a lawful program cannot write one, so somebody else did.

mod duties;
mod facts;
mod judging;
mod listed;
mod register;

use super::deed::Deed;
use super::definitions::{catalogue_of, judge, superseded, told};
use super::error::DeskError;
use super::rows::{
    CaseRow, DayRow, DaySaid, FaultRow, ListRow, Locked, OpenRow, Outside, OutsideSaid, SCHEMA,
    Term, Wait, key,
};
use super::subject::{search_text, subject};
use super::view::read_row;
use crate::calendar::{FiscalYear, WorkDay};
use crate::journal::{Body, Entry, EntryId, PlaceId};
use crate::office::{Office, OfficeAct, OfficeAt};
use crate::procedure::{
    At, Case, CaseAct, Catalogue, ChoiceId, Definition, Effect, FieldId, Law, NoFacts, Origin,
    Refusal, SheetFault, State, StepId, Value, World, child_bound, child_closed, child_reopened,
};
use crate::store::{Batch, Fold, FoldError, RowsMut, Stored, Table};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) use facts::RowFacts;

/// The fold of this program's rules.
#[derive(Default)]
pub struct Model {
    cached: Mutex<Option<Cached>>,
    /// Only where the fold judges and makes no rows for screens.
    judged: Option<judging::Cases>,
}

/// The office as last read.
struct Cached {
    /// What it was read from.
    bytes: Vec<u8>,
    ground: Ground,
}

/// An office with the procedures that it runs.
#[derive(Clone)]
pub(super) struct Ground {
    pub(super) office: Arc<Office>,
    pub(super) catalogue: &'static Catalogue,
}

/// Why an entry changes nothing.
enum Stop {
    /// The rows.
    Rows(FoldError),
    /// It would have been refused.
    Fault(String),
}

impl From<crate::store::StoreError> for Stop {
    fn from(e: crate::store::StoreError) -> Self {
        Self::Rows(e.into())
    }
}

impl From<DeskError> for Stop {
    fn from(e: DeskError) -> Self {
        match e {
            DeskError::Store(e) => Self::Rows(e.into()),
            other => Self::Rows(FoldError::Refused(other.to_string())),
        }
    }
}

impl Model {
    /// The office of these bytes, parsed once as long as they stay the same.
    pub(super) fn office_of(&self, bytes: Vec<u8>) -> Result<Ground, DeskError> {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cached.as_ref().filter(|known| known.bytes == bytes) {
            return Ok(known.ground.clone());
        }
        let office: Office =
            serde_json::from_slice(&bytes).map_err(|e| DeskError::Row(e.to_string()))?;
        let ground = Ground {
            catalogue: catalogue_of(&office),
            office: Arc::new(office),
        };
        *cached = Some(Cached {
            bytes,
            ground: ground.clone(),
        });
        Ok(ground)
    }

    fn office(&self, rows: &dyn RowsMut) -> Result<Option<Ground>, Stop> {
        if self.judged.is_some() {
            return Ok(self.ground());
        }
        match rows.get(key::OFFICE, key::THE_OFFICE)? {
            None => Ok(None),
            Some(bytes) => Ok(Some(self.office_of(bytes)?)),
        }
    }

    fn put_office(&self, rows: &mut dyn RowsMut, office: Office) -> Result<(), Stop> {
        let bytes = if self.judged.is_some() {
            Vec::new()
        } else {
            let bytes = json(&office)?;
            rows.put(key::OFFICE, key::THE_OFFICE, &bytes)?;
            bytes
        };
        let ground = Ground {
            catalogue: catalogue_of(&office),
            office: Arc::new(office),
        };
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        *cached = Some(Cached { bytes, ground });
        Ok(())
    }

    fn take(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), Stop> {
        let entry = stored
            .entry()
            .map_err(|e| Stop::Fault(format!("leaf: {e}")))?;
        let body = entry
            .read()
            .map_err(|e| Stop::Fault(format!("body: {e}")))?;
        let deed = Deed::of(&body).map_err(|e| Stop::Fault(e.to_string()))?;
        self.take_read(rows, index, &entry, &body, &deed)
    }

    fn take_read(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        entry: &Entry,
        body: &Body,
        deed: &Deed,
    ) -> Result<(), Stop> {
        match deed {
            Deed::Office(act) => self.take_office(rows, index, entry, body, act),
            Deed::Case(act) => self.take_case(rows, index, entry, body, act),
        }
    }

    fn take_office(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        entry: &Entry,
        body: &Body,
        act: &OfficeAct,
    ) -> Result<(), Stop> {
        let at = OfficeAt {
            entry: entry.id(),
            index,
            person: body.person,
            key: entry.leaf.author(),
            recorded: body.recorded,
        };
        let office = match (self.office(rows)?, act) {
            (None, OfficeAct::Found(founding)) => Office::found(entry.leaf.office(), founding, &at),
            (None, _) => Err(crate::office::OfficeRefusal::Founding),
            (Some(ground), act) => {
                judge(&ground.office, act).map_err(|faults| Stop::Fault(told(&faults)))?;
                let mut office = Office::clone(&ground.office);
                office.apply(&at, act).map(|()| office)
            }
        }
        .map_err(|e| Stop::Fault(e.to_string()))?;
        self.put_office(rows, office)
    }

    fn take_case(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        entry: &Entry,
        body: &Body,
        act: &CaseAct,
    ) -> Result<(), Stop> {
        let Ground { office, catalogue } = self
            .office(rows)?
            .ok_or_else(|| Stop::Fault("no office yet".to_owned()))?;
        if office.key_of(body.person, index) != Some(entry.leaf.author()) {
            return Err(Stop::Fault(format!(
                "not signed by the key of person {}",
                body.person
            )));
        }
        if office.standing != crate::office::Standing::Accepted {
            return Err(Stop::Fault("the office is not accepted yet".to_owned()));
        }
        let at = at_of(entry, body).ok_or_else(|| Stop::Fault("no case or unit".to_owned()))?;
        let known = self.case(rows, &at.case)?;
        let follows = origin_of(act);
        if let Some(origin) = follows
            && !self.has_case(rows, &origin.case)?
        {
            return Err(Stop::Fault("follows on no case".to_owned()));
        }
        let register = register::Looked::at(rows, known.as_ref().map(|r| &r.case), act)?;
        if let Some(why) = superseded(&office, catalogue, act, body.seen.size) {
            return Err(Stop::Fault(why.to_string()));
        }
        let was_closed = known.as_ref().is_some_and(|r| r.case.state != State::Open);
        let outcome = {
            let world = World {
                catalogue,
                office: &office,
                facts: &RowFacts {
                    rows,
                    seen: Some(body.seen.size),
                },
                register: &register,
            };
            let case = known.as_ref().map(|r| &r.case);
            crate::procedure::act(&world, case, &at, act).map_err(|refusal| match refusal {
                Refusal::FactsUnread(e) => facts::unread(e),
                refusal => Stop::Fault(format!("{refusal:?}")),
            })?
        };
        facts::keep(rows, &outcome.effects, index)?;
        // Rows are made of what was judged; no question that asks for facts comes any more.
        let world = World {
            catalogue,
            office: &office,
            facts: &NoFacts,
            register: &register,
        };
        let definition = definition_of(&world, &outcome.case)?;
        let year = FiscalYear::of(body.recorded.0.date());
        let before = known
            .as_ref()
            .filter(|_| register::touches(definition))
            .map(|r| r.case.clone());
        let mut row = match known {
            Some(mut known) => {
                known.case = outcome.case;
                known
            }
            None => CaseRow {
                number: self.next(rows, &key::number(outcome.case.unit, &definition.id, year))?,
                case: outcome.case,
                form_no: None,
                log: Vec::new(),
            },
        };
        if row.log.is_empty() {
            self.list_begun(rows, definition, &row, year)?;
        }
        row.log.push(index);
        for effect in &outcome.effects {
            match effect {
                Effect::Numbered if row.form_no.is_none() => {
                    row.form_no = Some(self.list_number(rows, definition, &row, year)?);
                }
                Effect::OpensCase(child) => {
                    let child_definition = definition_of(&world, child)?;
                    let child_row = CaseRow {
                        number: self
                            .next(rows, &key::number(child.unit, &child_definition.id, year))?,
                        case: Case::clone(child),
                        form_no: None,
                        log: Vec::new(),
                    };
                    self.list_begun(rows, child_definition, &child_row, year)?;
                    self.save(rows, &world, child_definition, &child_row)?;
                }
                _ => {}
            }
        }
        let signer = (body.person, body.recorded);
        match super::sheet::judge(rows, &office, definition, &row.case, signer)? {
            // What came between the look and the writing is nobody's fault: the review then covers
            // the sheet that it pinned, and settles nothing.
            Ok(()) | Err(Refusal::Sheet(SheetFault::Changed)) => {}
            Err(refusal) => return Err(Stop::Fault(format!("{refusal:?}"))),
        }
        self.save(rows, &world, definition, &row)?;
        if definition.binds && follows.is_some() {
            self.bind(rows, &world, &row.case)?;
        }
        if register::touches(definition) {
            register::fold(rows, definition, before.as_ref(), &row.case)?;
        }
        duties::reviews(rows, &office, definition, &row.case, entry.id())?;
        if self.judged.is_none() {
            duties::managed(rows, index, body, act, &row)?;
        }
        let closed = row.case.state != State::Open;
        if was_closed != closed {
            self.tell_parents(rows, &world, row, closed)?;
        }
        Ok(())
    }

    /// The case that this one follows on stays open, or opens again, until this one is closed.
    fn bind(&self, rows: &mut dyn RowsMut, world: &World<'_>, case: &Case) -> Result<(), Stop> {
        let Some(origin) = &case.origin else {
            return Ok(());
        };
        let parent = self.case(rows, &origin.case)?;
        let Some(mut parent) = parent else {
            return Ok(());
        };
        let before = parent.case.state;
        parent.case = child_bound(world, &parent.case, case);
        let definition = definition_of(world, &parent.case)?;
        self.save(rows, world, definition, &parent)?;
        let after = parent.case.state;
        if before != after {
            self.tell_parents(rows, world, parent, after != State::Open)?;
        }
        Ok(())
    }

    /// A case cannot close while what it opened is open: tells the one that opened this, and so on
    /// as long as that closes or opens another by it.
    fn tell_parents(
        &self,
        rows: &mut dyn RowsMut,
        world: &World<'_>,
        row: CaseRow,
        closed: bool,
    ) -> Result<(), Stop> {
        let mut child = row.case;
        while let Some(origin) = child.origin.clone() {
            let parent = self.case(rows, &origin.case)?;
            let Some(mut parent) = parent else {
                return Ok(());
            };
            let before = parent.case.state;
            parent.case = if closed {
                child_closed(world, &parent.case, child.id)
            } else {
                child_reopened(world, &parent.case, child.id)
            };
            let definition = definition_of(world, &parent.case)?;
            self.save(rows, world, definition, &parent)?;
            if parent.case.state == before {
                return Ok(());
            }
            child = parent.case;
        }
        Ok(())
    }

    fn save(
        &self,
        rows: &mut dyn RowsMut,
        world: &World<'_>,
        definition: &Definition,
        row: &CaseRow,
    ) -> Result<(), Stop> {
        let case = &row.case;
        if self.judged.is_some() {
            // A review is judged by the days of its month; all other rows are for screens.
            if definition.law == Law::Locking
                && let Some((place, day)) = serves(case)
            {
                let days = day_row(world, case, place, day);
                put(rows, key::DAYS, &key::day(place, day), &days)?;
            }
            return self.put_case(rows, row);
        }
        if duties::concerns(definition, case) {
            let before = self.case(rows, &case.id)?;
            duties::saved(
                rows,
                world,
                definition,
                before.as_ref().map(|r| &r.case),
                row,
            )?;
        }
        self.put_case(rows, row)?;
        let open = key::open(definition.law, case.id);
        if case.state == State::Open {
            put(rows, key::OPEN, &open, &open_row(world, definition, row))?;
        } else {
            // Most cases of a locking close with their first entry and never had the row.
            if rows.get(key::OPEN, &open)?.is_some() {
                rows.delete(key::OPEN, &open)?;
            }
        }
        let list = ListRow {
            law: definition.law,
            state: case.state,
            text: search_text(world, definition, row),
        };
        rows.put(
            key::LIST,
            &key::list(case.opened, case.id),
            &list.to_bytes(),
        )?;
        if definition.law == Law::Locking
            && let Some((place, day)) = serves(case)
        {
            put(
                rows,
                key::DAYS,
                &key::day(place, day),
                &day_row(world, case, place, day),
            )?;
            settle(rows, world.office, place, day)?;
            duties::day_changed(rows, world, definition, place, day.0)?;
        }
        Ok(())
    }
}

impl Fold for Model {
    fn schema(&self) -> u32 {
        SCHEMA
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), FoldError> {
        match self.take(rows, index, stored) {
            Ok(()) => Ok(()),
            Err(Stop::Rows(e)) => Err(e),
            Err(Stop::Fault(why)) => {
                let fault = FaultRow {
                    index,
                    entry: stored.id(),
                    why,
                };
                let bytes =
                    serde_json::to_vec(&fault).map_err(|e| FoldError::Refused(e.to_string()))?;
                rows.put(key::FAULTS, &key::fault(index), &bytes)?;
                Ok(())
            }
        }
    }
}

/// The fold while entries are appended: what others wrote is folded as it is, but what is being
/// written must be lawful. Two records may each be lawful by what their signers saw and not
/// together (both dispose of the same papers); the later one is then not written at all.
pub(super) struct Fresh<'a> {
    model: &'a Model,
    own: Vec<EntryId>,
}

impl<'a> Fresh<'a> {
    pub(super) fn of(model: &'a Model, batch: &Batch) -> Self {
        Self {
            model,
            own: batch.entries.iter().map(|new| new.id).collect(),
        }
    }
}

impl Fold for Fresh<'_> {
    fn schema(&self) -> u32 {
        self.model.schema()
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, stored: &Stored) -> Result<(), FoldError> {
        if !self.own.contains(&stored.id()) {
            return self.model.apply(rows, index, stored);
        }
        match self.model.take(rows, index, stored) {
            Ok(()) => Ok(()),
            Err(Stop::Rows(e)) => Err(e),
            Err(Stop::Fault(why)) => Err(FoldError::Refused(why)),
        }
    }
}

fn definition_of<'a>(world: &World<'a>, case: &Case) -> Result<&'a Definition, Stop> {
    world
        .catalogue
        .get(&case.procedure)
        .ok_or_else(|| Stop::Fault(format!("no procedure {:?}", case.procedure)))
}

/// The case on which a new one follows.
pub(super) fn origin_of(act: &CaseAct) -> Option<&Origin> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref()?.origin.as_ref(),
        _ => None,
    }
}

/// What the machine needs of an entry beside the act.
pub(super) fn at_of(entry: &Entry, body: &Body) -> Option<At> {
    Some(At {
        case: body.case?,
        unit: body.unit?,
        entry: entry.id(),
        person: body.person,
        capacity: body.capacity,
        happened: body.happened,
        recorded: body.recorded,
        day: body.day,
    })
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, Stop> {
    serde_json::to_vec(value).map_err(|e| Stop::Rows(FoldError::Refused(e.to_string())))
}

fn put<T: Serialize>(
    rows: &mut dyn RowsMut,
    table: Table,
    key: &[u8],
    value: &T,
) -> Result<(), Stop> {
    Ok(rows.put(table, key, &json(value)?)?)
}

/// The place and day that a locking serves.
pub(super) fn serves(case: &Case) -> Option<(PlaceId, WorkDay)> {
    match case.values.get(&FieldId::from("place")) {
        Some(Value::Place(place)) => Some((*place, case.day?)),
        _ => None,
    }
}

fn open_row(world: &World<'_>, definition: &Definition, row: &CaseRow) -> OpenRow {
    let case = &row.case;
    let mut waits: Vec<Wait> = Vec::new();
    for next in crate::procedure::next_steps(world, case) {
        match waits.iter_mut().find(|w| w.step == next.step) {
            Some(wait) => wait.lines.extend(next.line),
            None => waits.push(Wait {
                step: next.step,
                lines: next.line.into_iter().collect(),
                roles: next.roles,
                excluded: next.excluded,
                since: next.since,
                optional: next.optional,
            }),
        }
    }
    let clocks: std::collections::BTreeSet<Term> = crate::procedure::due(definition, case)
        .into_iter()
        .map(|due| Term {
            by: due.by,
            aim: due.aim,
            step: due.step,
        })
        .collect();
    OpenRow {
        case: case.id,
        procedure: case.procedure.clone(),
        law: definition.law,
        unit: case.unit,
        number: row.number,
        form_no: row.form_no,
        subject: subject(definition, case),
        by: case.marks.first().map(|m| m.by),
        opened: case.opened,
        serves: serves(case),
        sealed: case.sealed,
        outside: outside(world, definition, case),
        due: clocks.first().map(|clock| clock.by),
        clocks: clocks.into_iter().collect(),
        due_time: match case.values.get(&FieldId::from("due_time")) {
            Some(Value::Time(minutes)) if case.extensions.is_empty() => Some(*minutes),
            _ => None,
        },
        asked: crate::procedure::open_question(case),
        head: case.head,
        waits,
    }
}

/// The lines of a take-out that are out: sealed, and not confirmed back.
fn outside(world: &World<'_>, definition: &Definition, case: &Case) -> Vec<Outside> {
    if definition.law != Law::TakeOut || !case.sealed {
        return Vec::new();
    }
    let Some(Value::HoldingLines(lines)) = case
        .values
        .values()
        .find(|v| matches!(v, Value::HoldingLines(_)))
    else {
        return Vec::new();
    };
    let stands = |step: &str, line: u16| {
        case.marks
            .iter()
            .any(|m| m.void.is_none() && m.step == StepId::from(step) && m.line == Some(line))
    };
    let said = |line: u16| {
        let brought = case.marks.iter().rev().find(|m| {
            m.void.is_none() && m.step == StepId::from(super::BROUGHT) && m.line == Some(line)
        });
        match brought.map(|m| m.outcome.as_ref()) {
            None => OutsideSaid::Nothing,
            Some(Some(outcome)) if outcome.0 == super::LOST => OutsideSaid::Lost,
            Some(_) => OutsideSaid::Brought,
        }
    };
    lines
        .iter()
        .enumerate()
        .filter_map(|(i, l)| Some((u16::try_from(i).ok()?, l)))
        .filter(|(i, _)| !stands(super::BACK, *i))
        .map(|(i, l)| Outside {
            line: i,
            title: l.title.clone(),
            count: l.count,
            holding: l.holding,
            place: l.holding.and_then(|id| {
                world
                    .office
                    .holdings
                    .iter()
                    .rev()
                    .find(|h| h.id == id)
                    .and_then(|h| h.place)
            }),
            said: said(i),
        })
        .collect()
}

fn day_row(world: &World<'_>, case: &Case, place: PlaceId, day: WorkDay) -> DayRow {
    let standing = || case.marks.iter().filter(|m| m.void.is_none());
    let roster = world
        .office
        .place(place, day.0)
        .map(|p| p.roster.clone())
        .unwrap_or_default();
    let locks: Vec<Locked> = standing()
        .filter(|m| m.step == StepId::from(super::LOCK))
        .map(|m| Locked {
            by: m.by,
            happened: m.happened,
            recorded: m.recorded,
            off_roster: !roster.contains(&m.by),
            entry: m.entry,
        })
        .collect();
    let found = standing()
        .filter(|m| m.step == StepId::from(super::FOUND_OPEN))
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
        open_again: last_of(super::FOUND_OPEN) > last_of(super::LOCK),
        open_explained: case.marks.iter().any(|m| {
            m.void.is_none()
                && m.step == StepId::from(super::FOUND_OPEN)
                && m.values.contains_key(&FieldId::from("found_counted"))
        }),
        open_received: last_of(super::RECEIVED_OPEN) > last_of(super::FOUND_OPEN),
        found_open: u32::try_from(found).unwrap_or(u32::MAX),
        asked: case
            .notes
            .iter()
            .rev()
            .find(|n| n.kind == crate::procedure::NoteKind::Request)
            .and_then(|n| Some((n.to?, n.by))),
        received: last_of(super::RECEIVED).is_some(),
        signers: signers(case),
        corrected: !case.corrections.is_empty(),
        state: case.state,
        head: case.head,
        locks,
    }
}

/// Who locked, reported or corrected: nobody of them reviews this day. Receiving an explanation is
/// a manager's own duty, and the review looks at the record, not at the receipt.
fn signers(case: &Case) -> Vec<crate::journal::PersonNo> {
    let received = [super::RECEIVED, super::RECEIVED_OPEN];
    let marks = case.marks.iter().filter(|m| m.void.is_none());
    let mut who: Vec<_> = marks
        .filter(|m| !received.contains(&m.step.0.as_str()))
        .map(|m| m.by)
        .chain(case.corrections.iter().map(|c| c.by))
        .collect();
    who.sort();
    who.dedup();
    who
}

/// Moves on the day up to which a place has nothing left to explain; back again, where a day that
/// was settled is not any more: it was found open.
fn settle(
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
