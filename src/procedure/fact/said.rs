//! What the signatures of a case say of facts.

use super::known::{Fact, FactSaid, Saying};
use super::rule::Of;
use super::subject::{FactSubject, subjects};
use crate::calendar::Moment;
use crate::procedure::case::{Case, Mark, Values};
use crate::procedure::definition::{Definition, FieldId, Step};
use crate::procedure::standing::{Under, holds};
use crate::procedure::value::Value;
use crate::text::Text;
use chrono::NaiveDate;

/// What `mark` of `step` says of facts, with the values of its case as they stand.
pub(in crate::procedure) fn said_by(
    def: &Definition,
    case: &Case,
    step: &Step,
    mark: &Mark,
) -> Vec<FactSaid> {
    let mut values = case.values.clone();
    values.extend(mark.values.iter().map(|(k, v)| (k.clone(), v.clone())));
    let under = Under::from(case.profile);
    let mut out = Vec::new();
    let gives = step.gives.iter();
    for give in gives.filter(|give| holds(def, &give.when, under, &values)) {
        let holders: Vec<(FactSubject, &Mark)> = match &give.of {
            Of::Signers(of) => case
                .marks
                .iter()
                .filter(|m| m.step == *of && m.void.is_none())
                .map(|m| (FactSubject::Person(m.by), m))
                .collect(),
            of => subjects(def, of, Some(mark.by), under, &values)
                .into_iter()
                .map(|subject| (subject, mark))
                .collect(),
        };
        for (subject, since) in holders {
            let mut values = values.clone();
            values.extend(since.values.iter().map(|(k, v)| (k.clone(), v.clone())));
            out.push(FactSaid {
                fact: give.fact.clone(),
                subject,
                what: Saying::Given(Fact {
                    from: moment_in(&values, give.from.as_ref()).unwrap_or(since.happened.0),
                    until: day_in(&values, give.until.as_ref()),
                    number: words_in(&values, give.number.as_ref()),
                    scope: words_in(&values, give.scope.as_ref()),
                    entry: Some(since.entry),
                }),
            });
        }
    }
    let ends = step.ends.iter();
    for end in ends.filter(|end| holds(def, &end.when, under, &values)) {
        for subject in subjects(def, &end.of, Some(mark.by), under, &values) {
            out.push(FactSaid {
                fact: end.fact.clone(),
                subject,
                what: Saying::Ended {
                    at: mark.happened.0,
                    entry: mark.entry,
                },
            });
        }
    }
    out
}

/// What all signatures that stand in a case say of facts.
pub(in crate::procedure) fn said_in(def: &Definition, case: &Case) -> Vec<FactSaid> {
    let standing = case.marks.iter().filter(|mark| mark.void.is_none());
    standing
        .filter_map(|mark| Some(said_by(def, case, def.step(&mark.step)?, mark)))
        .flatten()
        .collect()
}

/// The day that a date or moment field holds.
pub(super) fn day_in(values: &Values, field: Option<&FieldId>) -> Option<NaiveDate> {
    match values.get(field?)? {
        Value::Date(day) => Some(*day),
        Value::Moment(moment) => Some(moment.date()),
        _ => None,
    }
}

/// The moment from which on a date or moment field lets something hold.
fn moment_in(values: &Values, field: Option<&FieldId>) -> Option<Moment> {
    match values.get(field?)? {
        Value::Date(day) => Moment::at(*day, 0).ok(),
        Value::Moment(moment) => Some(*moment),
        _ => None,
    }
}

/// The words that a text field holds.
fn words_in(values: &Values, field: Option<&FieldId>) -> Option<Text> {
    match values.get(field?)? {
        Value::Text(words) => Some(words.clone()),
        _ => None,
    }
}
