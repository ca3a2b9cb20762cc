//! `tally`: a count that goes with lines is what they come to. Forty records of which seven were
//! counted are not all there (基準6(2), 特記11条10項(4)).

use super::definition::{ChoiceId, Step, There};
use super::field::Field;
use super::validate::{Checking, FieldFault};
use super::value::{HoldingLine, Value};
use std::collections::BTreeMap;

impl Checking<'_> {
    /// Of a count beside lines by which no step is signed: all of them were inside.
    pub(super) fn tally_of_all(&self, field: &Field) -> Option<FieldFault> {
        let tally = field.tally.as_ref()?;
        let mut steps = self.def.steps.iter();
        let by_line = steps.any(|s| field.filled_by(s) && s.each.as_ref() == Some(&tally.lines));
        let lines = self
            .lines_of(field)
            .filter(|lines| !by_line && !lines.is_empty())?;
        let all = lines
            .iter()
            .fold(0_u32, |sum, line| sum.saturating_add(line.count));
        self.tally(field, all, all)
    }

    /// Of the lines of one signature, each with what became of it.
    pub(super) fn tallies(
        &self,
        step: &Step,
        signed: &BTreeMap<u16, Option<ChoiceId>>,
    ) -> Vec<FieldFault> {
        let counts = self.def.fields.iter().filter(|field| {
            let tally = field.tally.as_ref();
            let by_line = tally.is_some_and(|tally| step.each.as_ref() == Some(&tally.lines));
            by_line && field.filled_by(step)
        });
        counts
            .filter_map(|field| {
                let lines = self.lines_of(field)?;
                let (mut least, mut most) = (0_u32, 0_u32);
                for (nth, outcome) in signed {
                    let line = lines.get(usize::from(*nth))?;
                    let outcome = step.outcome.get(outcome.as_ref()?)?;
                    let (few, many) = match outcome.there? {
                        There::All => (line.count, line.count),
                        There::Part => (1, line.count.saturating_sub(1)),
                        There::None => (0, 0),
                    };
                    least = least.saturating_add(few);
                    most = most.saturating_add(many);
                }
                self.tally(field, least, most)
            })
            .collect()
    }

    fn lines_of(&self, field: &Field) -> Option<&[HoldingLine]> {
        match self.values.get(&field.tally.as_ref()?.lines)? {
            Value::HoldingLines(lines) => Some(lines),
            _ => None,
        }
    }

    /// Nothing is said while a number that must be given is not there yet.
    fn tally(&self, field: &Field, least: u32, most: u32) -> Option<FieldFault> {
        let tally = field.tally.as_ref()?;
        let count = |value: &Value| match value {
            Value::Count(count) => Some(*count),
            _ => None,
        };
        let mut sum = self.values.get(&field.id).and_then(count)?;
        for id in &tally.plus {
            let needed = self.def.field(id).is_some_and(|field| field.required);
            match self.values.get(id).and_then(count) {
                Some(more) => sum = sum.saturating_add(more),
                None if needed => return None,
                None => {}
            }
        }
        (!(least..=most).contains(&sum)).then(|| FieldFault::Tally {
            field: field.id.clone(),
            lines: tally.lines.clone(),
            least,
            most,
        })
    }
}
