//! An act on a case, judged and folded into the rows of the case.

use super::day::{day_row, serves, settle};
use super::facts::RowFacts;
use super::office::Ground;
use super::summary::open_row;
use super::{Model, Signed, Stop, board, duties, facts, put, register};
use crate::calendar::FiscalYear;
use crate::desk::breach::Breach;
use crate::desk::definitions::superseded;
use crate::desk::rows::{CaseRow, ListRow, OpenRow, key};
use crate::desk::sheet;
use crate::desk::subject::search_text;
use crate::desk::view::read_row;
use crate::desk::year;
use crate::journal::{Body, EntryId};
use crate::procedure::{
    At, Case, CaseAct, Definition, Effect, Law, NoFacts, Opening, Origin, Refusal, SheetFault,
    State, World, child_bound, child_closed, child_reopened,
};
use crate::store::RowsMut;

impl Model {
    pub(super) fn take_case(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        signed: &Signed,
        body: &Body,
        act: &CaseAct,
    ) -> Result<(), Stop> {
        let Ground { office, catalogue } =
            self.office(rows)?.ok_or(Stop::Fault(Breach::NoOffice))?;
        if office.key_of(body.person, index) != Some(signed.leaf.author()) {
            return Err(Stop::Fault(Breach::NotTheirKey(body.person)));
        }
        if office.standing != crate::office::Standing::Accepted {
            return Err(Stop::Fault(Breach::NotAccepted));
        }
        let at = at_of(signed.id, body).ok_or(Stop::Fault(Breach::NoCase))?;
        let known = self.shared_case(rows, &at.case)?;
        let runs = known.as_ref().map(|row| &row.case.procedure);
        let runs = runs
            .or_else(|| opening_of(act).map(|open| &open.procedure))
            .cloned();
        let refused = |refusal: Refusal| {
            Stop::Fault(Breach::Rules {
                refusal: Box::new(refusal),
                procedure: runs.clone(),
                by: body.person,
            })
        };
        let follows = origin_of(act);
        if let Some(origin) = follows
            && !self.has_case(rows, &origin.case)?
        {
            return Err(Stop::Fault(Breach::FollowsOnNothing));
        }
        let register = register::Looked::at(rows, known.as_ref().map(|r| &r.case), act)?;
        if let Some(why) = superseded(&office, catalogue, act, body.seen.size) {
            return Err(refused(why));
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
                refusal => refused(refusal),
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
        let in_year = FiscalYear::of(body.recorded.0.date());
        let before = known.clone().filter(|_| register::touches(definition));
        let mut row = match &known {
            Some(known) => CaseRow {
                number: known.number,
                form_no: known.form_no,
                log: known.log.clone(),
                case: outcome.case,
            },
            None => CaseRow {
                number: self.next(
                    rows,
                    &key::number(outcome.case.unit, &definition.id, in_year),
                )?,
                case: outcome.case,
                form_no: None,
                log: Vec::new(),
            },
        };
        drop(known);
        if row.log.is_empty() {
            self.list_begun(rows, definition, &row, in_year)?;
        }
        if self.judged.is_none() {
            row.log.push(index);
        }
        for effect in &outcome.effects {
            match effect {
                Effect::Numbered if row.form_no.is_none() => {
                    row.form_no = Some(self.list_number(rows, definition, &row, in_year)?);
                }
                Effect::OpensCase(child) => {
                    let child_definition = definition_of(&world, child)?;
                    let child_row = CaseRow {
                        number: self.next(
                            rows,
                            &key::number(child.unit, &child_definition.id, in_year),
                        )?,
                        case: Case::clone(child),
                        form_no: None,
                        log: Vec::new(),
                    };
                    self.list_begun(rows, child_definition, &child_row, in_year)?;
                    self.save(rows, &world, child_definition, &child_row)?;
                }
                _ => {}
            }
        }
        let signer = (body.person, body.recorded);
        let judged = self.judged.as_ref();
        let covers =
            judged.and_then(|judged| Some((judged, sheet::covered(definition, &row.case)?)));
        if let Some((judged, covers)) = &covers {
            judged.lay(rows, &world, covers.place, covers.month)?;
        }
        let sheet = sheet::judge(rows, &office, definition, &row.case, signer)?;
        if let Some((judged, covers)) = &covers {
            judged.lift(rows, covers.place, covers.month)?;
        }
        match sheet {
            // What came between the look and the writing is nobody's fault: the review then covers
            // the sheet that it pinned, and settles nothing.
            Ok(()) | Err(Refusal::Sheet(SheetFault::Changed)) => {}
            Err(refusal) => return Err(refused(refusal)),
        }
        if definition.id.0 == year::YEAR_CLOSE {
            let open = self.open_cases(rows, year::Book::ALL.map(year::Book::law))?;
            let judged = year::judge(&office, catalogue, (definition, &row.case), signer, &open);
            judged.map_err(&refused)?;
        }
        self.save(rows, &world, definition, &row)?;
        if definition.binds && follows.is_some() {
            self.bind(rows, &world, &row.case)?;
        }
        if register::touches(definition) {
            let before = before.as_ref().map(|r| &r.case);
            let shown = self.judged.is_none();
            register::fold(rows, definition, before, &row.case, shown)?;
        }
        let review = duties::review(definition, &row.case, signed.id);
        match (&self.judged, review) {
            (Some(judged), Some((covers, review))) => {
                judged.review(covers.place, covers.month, review)?;
            }
            (None, Some((covers, review))) => {
                duties::reviewed(rows, &office, definition, &covers, review)?;
            }
            (_, None) => {}
        }
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
        if let Some(judged) = &self.judged {
            // All other rows are for screens.
            if definition.law == Law::Locking {
                judged.serve(world, row)?;
            }
            return judged.put(row);
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
        // Most cases of a locking close with their first entry and never had the row.
        let was: Option<OpenRow> = read_row(rows, key::OPEN, &open)?;
        let is = (case.state == State::Open).then(|| open_row(world, definition, row));
        match &is {
            Some(is) => put(rows, key::OPEN, &open, is)?,
            None if was.is_some() => rows.delete(key::OPEN, &open)?,
            None => {}
        }
        board::changed(rows, was.as_ref(), is.as_ref())?;
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
            let of_day = day_row(world, case, place, day);
            put(rows, key::DAYS, &key::day(place, day), &of_day)?;
            settle(rows, world.office, (place, day), of_day.settled())?;
            duties::day_changed(rows, world, definition, place, day.0)?;
        }
        Ok(())
    }
}

fn definition_of<'a>(world: &World<'a>, case: &Case) -> Result<&'a Definition, Stop> {
    world
        .catalogue
        .get(&case.procedure)
        .ok_or_else(|| Stop::Fault(Breach::NoProcedure(case.procedure.clone())))
}

/// How a new case begins, where the act begins one.
fn opening_of(act: &CaseAct) -> Option<&Opening> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref(),
        CaseAct::Request { open, .. } => open.as_ref(),
        _ => None,
    }
}

/// The case on which a new one follows.
pub(in crate::desk) fn origin_of(act: &CaseAct) -> Option<&Origin> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref()?.origin.as_ref(),
        _ => None,
    }
}

/// What the machine needs of an entry beside the act.
pub(in crate::desk) fn at_of(entry: EntryId, body: &Body) -> Option<At> {
    Some(At {
        case: body.case?,
        unit: body.unit?,
        entry,
        person: body.person,
        capacity: body.capacity,
        happened: body.happened,
        recorded: body.recorded,
        day: body.day,
    })
}
