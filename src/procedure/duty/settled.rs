//! Which of the calendar's duties a case settles.

use super::period::Period;
use super::rule::{DutySubject, Per};
use crate::procedure::case::Case;
use crate::procedure::definition::{Definition, FieldId};
use crate::procedure::value::Value;

/// What of the calendar's duties a case settles as it stands: which duty of its definition, on what,
/// and for which period. What looks over a sheet is settled by the sheet it pins, not here.
#[must_use]
pub fn settled_by(def: &Definition, case: &Case) -> Vec<(usize, DutySubject, Period)> {
    let mut settled = Vec::new();
    for (nth, duty) in def.duty.iter().enumerate() {
        let Some(step) = duty.step.as_ref().filter(|_| duty.over.is_none()) else {
            continue;
        };
        let marks = case
            .marks
            .iter()
            .filter(|m| m.void.is_none() && m.step == *step);
        for mark in marks {
            let value = |id: &FieldId| mark.values.get(id).or_else(|| case.values.get(id));
            let day = match duty.period.as_ref().map(value) {
                None => mark.serves.0,
                Some(Some(Value::Month(day) | Value::Date(day))) => *day,
                Some(_) => continue,
            };
            let period = Period::of(duty.every, day);
            let mut add = |subject| settled.push((nth, subject, period));
            match (duty.per, duty.subject.as_ref().map(value)) {
                (Per::Office, _) => add(DutySubject::Office),
                (Per::Unit, _) => add(DutySubject::Unit(case.unit)),
                (Per::Person | Per::Manager | Per::Leaver, None) => {
                    add(DutySubject::Person(mark.by))
                }
                (Per::Person | Per::Manager, Some(Some(Value::Person(no)))) => {
                    add(DutySubject::Person(*no));
                }
                (Per::Place, Some(Some(Value::Place(id)))) => add(DutySubject::Place(*id)),
                (Per::Media, Some(Some(Value::HoldingLines(lines)))) => lines
                    .iter()
                    .zip(0..)
                    .filter(|(_, line)| mark.line.is_none_or(|only| only == *line))
                    .filter_map(|(line, _)| line.holding)
                    .for_each(|id| add(DutySubject::Medium(id))),
                _ => {}
            }
        }
    }
    settled
}
