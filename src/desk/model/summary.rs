//! What the lists of cases show of one.

use super::day::serves;
use crate::desk::rows::{CaseRow, OpenRow, Outside, OutsideSaid, Term, Wait};
use crate::desk::subject::subject;
use crate::desk::{BACK, BROUGHT, LOST, RECEIVED, RECEIVED_OPEN};
use crate::procedure::{Case, Definition, FieldId, Law, StepId, Value, World};

pub(super) fn open_row(world: &World<'_>, definition: &Definition, row: &CaseRow) -> OpenRow {
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
        let brought =
            case.marks.iter().rev().find(|m| {
                m.void.is_none() && m.step == StepId::from(BROUGHT) && m.line == Some(line)
            });
        match brought.map(|m| m.outcome.as_ref()) {
            None => OutsideSaid::Nothing,
            Some(Some(outcome)) if outcome.0 == LOST => OutsideSaid::Lost,
            Some(_) => OutsideSaid::Brought,
        }
    };
    lines
        .iter()
        .enumerate()
        .filter_map(|(i, l)| Some((u16::try_from(i).ok()?, l)))
        .filter(|(i, _)| !stands(BACK, *i))
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

/// Who locked, reported or corrected: nobody of them reviews this day. Receiving an explanation is
/// a manager's own duty, and the review looks at the record, not at the receipt.
pub(super) fn signers(case: &Case) -> Vec<crate::journal::PersonNo> {
    let received = [RECEIVED, RECEIVED_OPEN];
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
