//! A lawful act on a case, folded into the rows of the case.

use super::day::{day_row, serves, settle};
use super::lawful::{Lawful, definition_of};
use super::summary::open_row;
use super::{Model, Signed, Stop, board, duties, facts, put, register};
use crate::calendar::FiscalYear;
use crate::desk::rows::{CaseRow, ListRow, OpenRow, key};
use crate::desk::sheet;
use crate::desk::subject::search_text;
use crate::desk::view::read_row;
use crate::journal::Body;
use crate::procedure::{
    Case, CaseAct, Definition, Effect, Law, State, World, child_bound, child_closed, child_reopened,
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
        let known = self.known_to(rows, body)?;
        let lawful = self.judge_case(rows, signed.by(index), body, act, known)?;
        let judged = self.judged.as_ref();
        let covers = judged.and_then(|judged| {
            let covers = sheet::covered(lawful.definition, &lawful.outcome.case)?;
            Some((judged, covers))
        });
        if let Some((judged, covers)) = &covers {
            judged.lay(
                rows,
                &lawful.ground.world(&lawful.register),
                covers.place,
                covers.month,
            )?;
        }
        let sheet = self.judge_sheet(rows, &lawful, body);
        if let Some((judged, covers)) = &covers {
            judged.lift(rows, covers.place, covers.month)?;
        }
        sheet?;
        self.fold_case(rows, index, signed, (body, act), lawful)
    }

    fn fold_case(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        signed: &Signed,
        (body, act): (&Body, &CaseAct),
        lawful: Lawful,
    ) -> Result<(), Stop> {
        let Lawful {
            ground,
            definition,
            register,
            known,
            follows,
            outcome,
        } = lawful;
        let world = ground.world(&register);
        facts::keep(rows, &outcome.effects, index)?;
        let in_year = FiscalYear::of(body.recorded.0.date());
        let was_closed = known.as_ref().is_some_and(|r| r.case.state != State::Open);
        let before = known.clone().filter(|_| register::touches(definition));
        let case = outcome.case;
        let mut row = match &known {
            Some(known) => CaseRow {
                number: known.number,
                form_no: known.form_no,
                log: known.log.clone(),
                case,
            },
            None => self.begun(rows, definition, case, in_year)?,
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
                    let child_definition = definition_of(world.catalogue, child)?;
                    let child = Case::clone(child);
                    let child_row = self.begun(rows, child_definition, child, in_year)?;
                    self.list_begun(rows, child_definition, &child_row, in_year)?;
                    self.save(rows, &world, child_definition, &child_row)?;
                }
                _ => {}
            }
        }
        self.save(rows, &world, definition, &row)?;
        if definition.binds && follows {
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
                duties::reviewed(rows, world.office, definition, &covers, review)?;
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

    /// The row of a case that begins, with its number.
    fn begun(
        &self,
        rows: &mut dyn RowsMut,
        definition: &Definition,
        case: Case,
        in_year: FiscalYear,
    ) -> Result<CaseRow, Stop> {
        Ok(CaseRow {
            number: self.next(rows, &key::number(case.unit, &definition.id, in_year))?,
            case,
            form_no: None,
            log: Vec::new(),
        })
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
        let definition = definition_of(world.catalogue, &parent.case)?;
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
            let definition = definition_of(world.catalogue, &parent.case)?;
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
