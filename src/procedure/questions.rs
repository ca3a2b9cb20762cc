//! What is asked: pages of the first person, blind questions of the second, rows drawn by lot.

use super::case::Values;
use super::definition::{Definition, Step, StepId};
use super::field::{Choice, Field, Recheck};
use super::standing::{Under, asked};
use super::value::Value;
use std::collections::BTreeSet;

/// Up to so many pieces every one is looked at.
const ALL_ROWS: u32 = 10;
/// Rows drawn by lot beside the first and the last.
const DRAWN: usize = 3;

/// One page of a wizard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<'a> {
    /// Its number within the step, from 1.
    pub number: u8,
    /// Its questions, in order.
    pub fields: Vec<&'a Field>,
}

/// The pages of a step that is signed for the first time, with the questions that these answers
/// lead to. Empty for a step that fills nothing.
#[must_use]
pub fn pages<'a>(
    def: &'a Definition,
    under: impl Into<Under>,
    step: &StepId,
    values: &Values,
) -> Vec<Page<'a>> {
    let under = under.into();
    let Some(step) = def.step(step) else {
        return Vec::new();
    };
    let mut pages: Vec<Page<'a>> = Vec::new();
    for field in fields_asked(def, step, under, values) {
        match pages.iter_mut().find(|page| page.number == field.page) {
            Some(page) => page.fields.push(field),
            None => pages.push(Page {
                number: field.page,
                fields: vec![field],
            }),
        }
    }
    pages.sort_by_key(|page| page.number);
    pages
}

fn fields_asked<'a>(
    def: &'a Definition,
    step: &Step,
    under: Under,
    values: &Values,
) -> Vec<&'a Field> {
    def.fields
        .iter()
        .filter(|field| field.filled_by(step))
        .filter(|field| asked(def, field, under, values))
        .collect()
}

/// One blind question of a second check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question<'a> {
    /// The field that the first person answered.
    pub field: &'a Field,
    /// How the second person is asked.
    pub recheck: &'a Recheck,
    /// For row digits: the rows, in another order than the first person's. Their digits are not
    /// here.
    pub rows: Vec<u32>,
    /// For a choice: the choices, in another order than the first person's.
    pub choices: Vec<&'a Choice>,
}

/// The questions of a second check at `step`, in the second person's order. `values` are the
/// case's own; of a blind value only which rows were drawn gets out.
#[must_use]
pub fn recheck_questions<'a>(
    def: &'a Definition,
    under: impl Into<Under>,
    step: &StepId,
    values: &Values,
) -> Vec<Question<'a>> {
    let under = under.into();
    def.rechecked_at(step)
        .into_iter()
        .filter(|field| values.contains_key(&field.id) && asked(def, field, under, values))
        .filter_map(|field| {
            let rows = match values.get(&field.id) {
                Some(Value::RowDigits(read)) => other_order(read.keys().copied().collect()),
                _ => Vec::new(),
            };
            Some(Question {
                field,
                recheck: field.recheck.as_ref()?,
                rows,
                choices: other_order(field.choices.iter().collect()),
            })
        })
        .collect()
}

/// The last first, then the rest as they were: no answer keeps its digit, where there are two.
fn other_order<T>(mut items: Vec<T>) -> Vec<T> {
    let by = usize::from(items.len() > 1);
    items.rotate_right(by);
    items
}

/// The rows that both checkers look at: the first, the last and three drawn by lot, in order; all
/// of them up to ten. `random` is used up as it comes: the same bytes draw the same rows.
#[must_use]
pub fn sample_rows(rows: u32, random: [u8; 32]) -> Vec<u32> {
    if rows <= ALL_ROWS {
        return (1..=rows).collect();
    }
    let between = u64::from(rows - 2);
    let mut drawn: BTreeSet<u32> = BTreeSet::new();
    for bytes in random.chunks_exact(8) {
        let number = bytes.iter().fold(0_u64, |n, b| (n << 8) | u64::from(*b));
        // Of 2^64 equally likely numbers at most one in 2^32 favours a row.
        let row = u32::try_from(number % between).map_or(2, |offset| offset + 2);
        if drawn.len() < DRAWN {
            drawn.insert(row);
        }
    }
    // Rows that came twice make room for their neighbours.
    let mut next = 2;
    while drawn.len() < DRAWN {
        drawn.insert(next);
        next += 1;
    }
    drawn.insert(1);
    drawn.insert(rows);
    drawn.into_iter().collect()
}

/// Whether `drawn` could have been drawn from a list of `rows` rows.
pub(super) fn rows_fit(rows: u32, drawn: &[u32]) -> bool {
    if rows <= ALL_ROWS {
        return rows > 0 && drawn.iter().copied().eq(1..=rows);
    }
    drawn.len() == DRAWN + 2
        && drawn.first() == Some(&1)
        && drawn.last() == Some(&rows)
        && drawn.windows(2).all(|pair| pair[0] < pair[1])
}
