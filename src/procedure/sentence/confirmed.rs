//! What a confirmation confirms, and what a report says that is received. Nobody signs 「確認しました」
//! or 「報告を受けました」 of they know not what: the words name what others signed, shortly, without
//! what they wrote at length.

use super::{Signed, Speaker, WORDS};
use crate::procedure::case::{Case, Mark};
use crate::procedure::definition::{Definition, FieldId, Meaning, Step, StepId};
use crate::procedure::field::{Field, Kind};
use crate::procedure::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The values that a signature on `step` confirms, one statement each, but those that are `said`
/// already; of a log or of lines one statement a signature.
pub(super) fn entries(
    def: &Definition,
    case: &Case,
    step: &Step,
    signed: &Signed<'_>,
    speaker: &Speaker<'_>,
    said: &dyn Fn(&Field) -> bool,
) -> Vec<String> {
    let mut out = Vec::new();
    for before in confirmed(def, step) {
        let fields = short_fields(def, before, said);
        if !before.is_repeated() {
            let values = fields
                .iter()
                .filter_map(|f| Some((f, case.values.get(&f.id)?)));
            out.extend(
                values.map(|(f, value)| speaker.entry(&f.label, speaker.say(Some(f), value))),
            );
            continue;
        }
        if is_by_the_same_lines(before, step) {
            continue;
        }
        for mark in standing(case, before, step, signed) {
            let who = match mark.line {
                Some(line) => {
                    let of_line = BTreeMap::from([(line, mark.outcome.clone())]);
                    speaker.lines(before, &of_line, &case.values)
                }
                None => speaker.say(None, &Value::Person(mark.by)),
            };
            let values = values_of(&fields, mark, speaker);
            let parts = std::iter::once(who).chain(values);
            out.push(speaker.entry(&before.title, speaker.join(parts)));
        }
    }
    out
}

/// The lines of a signature with what was counted of them, where they are confirmed line by line:
/// ninety came back, whatever the line says that left. None where nothing was.
pub(super) fn counted(
    def: &Definition,
    case: &Case,
    step: &Step,
    signed: &Signed<'_>,
    speaker: &Speaker<'_>,
    blind: &BTreeSet<FieldId>,
) -> Option<String> {
    let before = confirmed(def, step);
    let before = before
        .into_iter()
        .find(|before| is_by_the_same_lines(before, step))?;
    let fields = short_fields(def, before, &|field| blind.contains(&field.id));
    let marks = standing(case, before, step, signed);
    let with = |said: String, mark: &Mark| {
        let counted = values_of(&fields, mark, speaker);
        if counted.is_empty() {
            return said;
        }
        let named = BTreeMap::from([
            ("line".to_owned(), said),
            ("counted".to_owned(), speaker.join(counted.into_iter())),
        ]);
        WORDS.counted.fill(speaker.tongue, &named)
    };
    let entries: BTreeSet<_> = marks.iter().map(|mark| mark.entry).collect();
    let whole = speaker.lines(step, signed.lines, &case.values);
    match &marks[..] {
        [] => None,
        // What was counted together is said once.
        [mark, ..] if entries.len() == 1 => Some(with(whole, mark)),
        _ => Some(speaker.join(signed.lines.iter().map(|(line, outcome)| {
            let of_line = BTreeMap::from([(*line, outcome.clone())]);
            let said = speaker.lines(step, &of_line, &case.values);
            match marks.iter().find(|mark| mark.line == Some(*line)) {
                Some(mark) => with(said, mark),
                None => said,
            }
        }))),
    }
}

fn is_by_the_same_lines(before: &Step, step: &Step) -> bool {
    before.each.is_some() && before.each == step.each
}

fn short_fields<'a>(
    def: &'a Definition,
    before: &Step,
    said: &dyn Fn(&Field) -> bool,
) -> Vec<&'a Field> {
    let short = |field: &&Field| field.kind != Kind::Paragraph && !said(field);
    def.fields
        .iter()
        .filter(|f| f.filled_by(before))
        .filter(short)
        .collect()
}

fn values_of(fields: &[&Field], mark: &Mark, speaker: &Speaker<'_>) -> Vec<String> {
    let values = fields
        .iter()
        .filter_map(|f| Some((f, mark.values.get(&f.id)?)));
    values
        .map(|(field, value)| speaker.entry(&field.label, speaker.say(Some(field), value)))
        .collect()
}

/// Whether a signature on `step` says that what others signed is so, or that they told it. At the
/// point of no return it covers every value in any case.
fn confirms(step: &Step) -> bool {
    let confirms = matches!(
        step.meaning,
        Meaning::Confirmed | Meaning::Witnessed | Meaning::Certified | Meaning::Received
    );
    confirms && !step.opens_case() && !step.seal
}

/// What a signature on `step` confirms: the steps that it comes after, and of those that confirm
/// something themselves what they confirm. A permission long before is not said again.
fn confirmed<'a>(def: &'a Definition, step: &Step) -> Vec<&'a Step> {
    let mut found: BTreeSet<&StepId> = BTreeSet::new();
    let after = if confirms(step) { &step.after[..] } else { &[] };
    let mut open: Vec<&StepId> = after.iter().collect();
    while let Some(before) = open.pop().and_then(|id| def.step(id)) {
        if found.insert(&before.id) && confirms(before) {
            open.extend(&before.after);
        }
    }
    let mut steps: Vec<&Step> = def.steps.iter().collect();
    steps.retain(|step| found.contains(&step.id));
    steps
}

/// The signatures on `before` that one on `step` confirms: of a log all of them, line by line the
/// last on each, and where both are signed by line those of its own lines.
fn standing<'a>(case: &'a Case, before: &Step, step: &Step, signed: &Signed<'_>) -> Vec<&'a Mark> {
    let mut marks: Vec<&Mark> = Vec::new();
    let stands = |mark: &&Mark| mark.step == before.id && mark.void.is_none();
    for mark in case.marks.iter().filter(stands) {
        let own = |line: u16| signed.lines.contains_key(&line);
        if is_by_the_same_lines(before, step) && !mark.line.is_some_and(own) {
            continue;
        }
        marks.retain(|earlier| match mark.line {
            Some(_) => earlier.line != mark.line,
            None => earlier.by != mark.by || earlier.values != mark.values,
        });
        marks.push(mark);
    }
    marks
}
