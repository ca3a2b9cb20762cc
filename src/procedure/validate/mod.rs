//! Whether an answer can stand, and why not.
//!
//! | file | what |
//! |---|---|
//! | `mod` | answers together: asked, missing, one against the other |
//! | `value` | one answer by its kind |
//! | `lines` | a line of documents |
//! | `fault` | what a person needs to know |

mod fault;
mod lines;
mod value;

pub use fault::{FieldFault, LineFault};

use super::case::{Case, Values};
use super::definition::{Definition, FieldId};
use super::field::{Choice, Field};
use super::handling::Register;
use super::standing::{Under, asked, holds};
use super::value::Value;
use crate::calendar::{Moment, WorkDay};
use crate::office::Office;

/// The most lines of documents in one case; a second case takes the rest.
pub const MAX_HOLDING_LINES: usize = 50;

/// What answers are judged by.
#[derive(Clone)]
pub struct Checking<'a> {
    /// The office.
    pub office: &'a Office,
    /// What the register still holds.
    pub register: &'a dyn Register,
    /// The case as it stands, where there is one: what it has done itself is not held against it.
    pub case: Option<&'a Case>,
    /// The procedure.
    pub def: &'a Definition,
    /// The working day of signing.
    pub today: WorkDay,
    /// The moment of signing: nothing has happened after it.
    pub now: Moment,
    /// Profile and lateness.
    pub under: Under,
    /// Every answer as it would stand.
    pub values: Values,
    /// Whether an answer that stops a step is refused. A correction says what was, so it is not.
    pub stops: bool,
}

impl Checking<'_> {
    /// What is wrong with these answers; whether any is missing is not asked here.
    #[must_use]
    pub fn faults(&self, given: &Values) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        for (id, value) in given {
            match self.def.field(id) {
                None => faults.push(FieldFault::Unknown(id.clone())),
                Some(field) if !asked(self.def, field, self.under, &self.values) => {
                    faults.push(FieldFault::NotAsked(id.clone()));
                }
                Some(field) if value.kind() != field.kind => {
                    faults.push(FieldFault::WrongKind(id.clone(), field.kind));
                }
                Some(field) => {
                    self.value(field, value, &mut faults);
                    self.begins_after_its_end(given, field, value, &mut faults);
                }
            }
        }
        faults
    }

    /// The beginning of something whose end stands already, and lies before it: looked at from this
    /// side too, since a correction may change the one without the other.
    fn begins_after_its_end(
        &self,
        given: &Values,
        field: &Field,
        value: &Value,
        faults: &mut Vec<FieldFault>,
    ) {
        let bounded = |other: &&Field| other.not_before.as_ref() == Some(&field.id);
        for other in self.def.fields.iter().filter(bounded) {
            let turned = match (value, self.values.get(&other.id)) {
                (Value::Date(begin), Some(Value::Date(end))) => end < begin,
                (Value::Moment(begin), Some(Value::Moment(end))) => end < begin,
                _ => false,
            };
            if turned && !given.contains_key(&other.id) {
                faults.push(FieldFault::Before {
                    field: other.id.clone(),
                    other: field.id.clone(),
                });
            }
        }
    }

    /// What is missing of the fields that `step` must have, and what is wrong with the rest: what
    /// a wizard asks before its last page.
    #[must_use]
    pub fn missing(&self, step: &super::definition::Step) -> Vec<FieldFault> {
        self.def
            .fields_of(step)
            .filter(|field| field.required && !self.values.contains_key(&field.id))
            .filter(|field| asked(self.def, field, self.under, &self.values))
            .map(|field| FieldFault::Missing(field.id.clone()))
            .collect()
    }

    fn is_stopped(&self, choice: &Choice) -> bool {
        choice.stops.is_some() && holds(self.def, &choice.stops_when, self.under, &self.values)
    }

    fn date_of(&self, field: &FieldId) -> Option<chrono::NaiveDate> {
        if field.0 == "today" {
            return Some(self.today.0);
        }
        match self.values.get(field) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }
}
