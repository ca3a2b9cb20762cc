//! What the steps of a case expect of other procedures later.

use crate::journal::EntryId;
use crate::procedure::case::{Case, Values};
use crate::procedure::definition::{DefId, Definition, FieldId};
use crate::procedure::standing::holds;
use crate::procedure::value::Value;
use chrono::{Days, NaiveDate};

/// One case that a step expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Of which procedure.
    pub procedure: DefId,
    /// Which line it is for, where it is for one.
    pub line: Option<u16>,
    /// The signature that expects it.
    pub entry: EntryId,
    /// By when.
    pub due: NaiveDate,
    /// How early it is said, in days.
    pub lead: u16,
    /// What it begins with.
    pub values: Values,
}

/// What the signatures of a case expect of other procedures, whether or not it has come.
#[must_use]
pub fn expected_by(def: &Definition, case: &Case) -> Vec<Expected> {
    let mut expected = Vec::new();
    for mark in case.marks.iter().filter(|m| m.void.is_none()) {
        let Some(step) = def.step(&mark.step) else {
            continue;
        };
        for expects in &step.expects {
            if !holds(def, &expects.when, case.profile.into(), &case.values) {
                continue;
            }
            let mut add = |day: NaiveDate, line: Option<u16>| {
                let carried = |from: &FieldId| match (case.values.get(from)?, line) {
                    (Value::RetainedLines(lines), Some(line)) => {
                        let line = lines.get(usize::from(line))?.line.clone();
                        Some(Value::HoldingLines(vec![line]))
                    }
                    (value, _) => Some(value.clone()),
                };
                let carry = expects.carry.iter();
                expected.push(Expected {
                    procedure: expects.procedure.clone(),
                    line,
                    entry: mark.entry,
                    due: day
                        .checked_add_days(Days::new(u64::from(expects.day)))
                        .unwrap_or(NaiveDate::MAX),
                    lead: expects.lead,
                    values: carry
                        .filter_map(|(to, from)| Some((to.clone(), carried(from)?)))
                        .collect(),
                });
            };
            match expects.from.as_ref().map(|from| case.values.get(from)) {
                None => add(mark.serves.0, mark.line),
                Some(Some(Value::Date(day))) => add(*day, mark.line),
                Some(Some(Value::Moment(at))) => add(at.date(), mark.line),
                Some(Some(Value::RetainedLines(lines))) => {
                    for (line, n) in lines.iter().zip(0..) {
                        add(line.planned, Some(n));
                    }
                }
                Some(_) => {}
            }
        }
    }
    expected
}
