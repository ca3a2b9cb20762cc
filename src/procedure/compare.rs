//! Whether two people read the same off the same object, and whether what was dispatched is what
//! was checked.

use super::case::{Case, Values};
use super::definition::{Definition, FieldId, StepId};
use super::field::{Agree, Agreement};
use super::questions::recheck_questions;
use super::standing::{Under, asked};
use super::value::Value;
use crate::text::fold_answer;
use std::collections::{BTreeMap, BTreeSet};

/// A second checker's blind answers beside the first's. Names only, never values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Fields that agreed.
    pub same: BTreeSet<FieldId>,
    /// Fields that differed, or were not answered.
    pub differs: BTreeSet<FieldId>,
}

/// Compares the answers of a second check at `step` with what the case holds: width and case
/// folded, without spaces and hyphens; e-mail addresses in any order.
#[must_use]
pub fn compare(def: &Definition, case: &Case, step: &StepId, answers: &Values) -> Compared {
    let mut compared = Compared::default();
    for question in recheck_questions(def, case.profile, step, &case.values) {
        let id = &question.field.id;
        let same = match (case.values.get(id), answers.get(id)) {
            (Some(first), Some(second)) => agree(first, second),
            _ => false,
        };
        if same {
            compared.same.insert(id.clone());
        } else {
            compared.differs.insert(id.clone());
        }
    }
    compared
}

fn agree(first: &Value, second: &Value) -> bool {
    match (first, second) {
        (Value::Digits(a), Value::Digits(b))
        | (Value::Postcode(a), Value::Postcode(b))
        | (Value::Tracking(a), Value::Tracking(b)) => fold_answer(a) == fold_answer(b),
        (Value::Emails(a), Value::Emails(b)) => addresses(a) == addresses(b),
        (Value::RowDigits(a), Value::RowDigits(b)) => rows(a) == rows(b),
        (a, b) => a == b,
    }
}

/// An address keeps its hyphens: a-b@c and ab@c are two.
fn addresses(list: &[String]) -> BTreeSet<String> {
    list.iter()
        .map(|address| crate::text::narrow(address).trim().to_lowercase())
        .collect()
}

fn rows(read: &BTreeMap<u32, String>) -> BTreeMap<u32, String> {
    read.iter().map(|(row, d)| (*row, fold_answer(d))).collect()
}

/// The evidence of a dispatch, in the case or in `values` that are about to be signed, that is not
/// what was checked: 誤送信のおそれ. Said and recorded; it never keeps the truth out.
#[must_use]
pub fn disagreements(def: &Definition, case: &Case, values: &Values) -> BTreeSet<FieldId> {
    let mut all = case.values.clone();
    all.extend(values.iter().map(|(k, v)| (k.clone(), v.clone())));
    differing(def, case.profile.into(), &all)
}

/// The same of answers as they stand.
pub(super) fn differing(def: &Definition, under: Under, all: &Values) -> BTreeSet<FieldId> {
    def.fields
        .iter()
        .filter(|field| field.agrees_with.is_some() && asked(def, field, under, all))
        .filter_map(|field| Some((field, field.agrees_with.as_ref()?, all.get(&field.id)?)))
        .filter(|(_, agreement, said)| {
            let checked = all.get(&agreement.field);
            checked.is_some_and(|checked| !is_as_checked(agreement, said, checked, all))
        })
        .map(|(field, _, _)| field.id.clone())
        .collect()
}

fn is_as_checked(agreement: &Agreement, said: &Value, checked: &Value, all: &Values) -> bool {
    match agreement.how {
        Agree::Same => agree(checked, said),
        Agree::Last4 => match (checked, said) {
            (Value::Digits(checked), Value::Digits(said)) => {
                fold_answer(checked).ends_with(&fold_answer(said))
            }
            _ => false,
        },
        Agree::HowMany => {
            let further = agreement.and.iter().filter_map(|id| all.get(id));
            let many: usize = std::iter::once(checked).chain(further).map(how_many).sum();
            matches!(said, Value::Count(said) if usize::try_from(*said) == Ok(many))
        }
    }
}

fn how_many(value: &Value) -> usize {
    match value {
        Value::Emails(list) => list.len(),
        Value::RowDigits(read) => read.len(),
        Value::Count(count) => usize::try_from(*count).unwrap_or(usize::MAX),
        other => other.lines(),
    }
}
