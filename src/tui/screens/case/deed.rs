//! One act of a case's history in words: who, when it happened and when it was recorded, in what
//! capacity, what, why, and what made it void.

use super::record::{Piece, Reading};
use crate::calendar::WorkDay;
use crate::desk::HistoryLine;
use crate::procedure::{CaseAct, FieldId, Sign, Step, Value, Values};
use crate::t;
use crate::text::Paragraph;
use crate::tui::say::{self, when};
use std::collections::BTreeSet;

/// Tells one act with everything that belongs to it.
pub(super) fn full(
    reading: &Reading<'_>,
    line: &HistoryLine,
    all: &[HistoryLine],
    pieces: &mut Vec<Piece>,
) {
    let words = reading.words;
    pieces.push(Piece::Line(2, head(reading, line)));
    let mut notes = notes(reading, line);
    let office = &reading.view.office;
    notes.push(say::role(office, line.capacity.role, words));
    if !line.terminal.is_empty() {
        notes.push(t!(words, case_terminal, terminal = line.terminal.as_str()));
    }
    pieces.push(Piece::Line(6, notes.join("  ")));
    for text in said(reading, line, true) {
        pieces.push(Piece::Line(6, text));
    }
    pieces.extend(void(reading, line, all).map(|text| Piece::Line(6, text)));
}

/// Tells one act in one short text.
pub(super) fn brief(reading: &Reading<'_>, line: &HistoryLine, all: &[HistoryLine]) -> String {
    let mut text = head(reading, line);
    let notes = notes(reading, line);
    if !notes.is_empty() {
        text = format!("{text} ({})", notes.join("  "));
    }
    let said = said(reading, line, false);
    for more in said.into_iter().chain(void(reading, line, all)) {
        text = format!("{text}  {more}");
    }
    text
}

fn head(reading: &Reading<'_>, line: &HistoryLine) -> String {
    let words = reading.words;
    let at = when::moment(line.recorded.0, reading.view.now, words);
    let who = say::signed_by(&reading.view.office, line.by, line.capacity, words);
    format!("{at} {who} {}", what(reading, &line.act))
}

/// When it happened, how long its check took, and wrong PINs before it.
fn notes(reading: &Reading<'_>, line: &HistoryLine) -> Vec<String> {
    let words = reading.words;
    let mut notes = times(reading, line);
    if let Some(took) = took(&line.act) {
        let span = when::span(u64::from(took), words);
        notes.push(t!(words, case_took, span = span));
    }
    if line.failed > 0 {
        notes.push(t!(words, case_failed, count = line.failed));
    }
    notes
}

/// The three times, where they are not one.
fn times(reading: &Reading<'_>, line: &HistoryLine) -> Vec<String> {
    if line.happened.0 == line.recorded.0 {
        return Vec::new();
    }
    let (words, now) = (reading.words, reading.view.now);
    let mut out = vec![t!(
        words,
        case_happened,
        happened = when::moment(line.happened.0, now, words),
        recorded = when::moment(line.recorded.0, now, words)
    )];
    let cut = reading.view.office.settings.cut;
    if WorkDay::of(line.recorded.0, cut) > WorkDay::of(line.happened.0, cut) {
        out.push(t!(words, case_later));
    }
    out
}

fn took(act: &CaseAct) -> Option<u32> {
    match act {
        CaseAct::Sign(sign) => sign.took,
        CaseAct::Differ { took, .. } => Some(*took),
        _ => None,
    }
}

/// What was done, in a few words.
fn what(reading: &Reading<'_>, act: &CaseAct) -> String {
    let words = reading.words;
    let step = |id| say::step(reading.definition, id, words);
    let person = |no| say::person(&reading.view.office, no);
    match act {
        CaseAct::Sign(sign) => {
            let steps: Vec<String> = sign.steps.iter().map(step).collect();
            steps.join(&t!(words, case_between))
        }
        CaseAct::Differ { fields, .. } => {
            let fields = names(reading, fields);
            t!(words, case_did_differ, fields = fields)
        }
        CaseAct::Amend { .. } => t!(words, case_did_amend),
        CaseAct::Correct { .. } => t!(words, case_did_correct),
        CaseAct::SendBack { step: id, .. } => t!(words, case_did_send_back, step = step(id)),
        CaseAct::Refuse { .. } => t!(words, case_did_refuse),
        CaseAct::Withdraw { .. } => t!(words, case_did_withdraw),
        CaseAct::Ask { to, .. } => t!(words, case_did_ask, to = person(*to)),
        CaseAct::Answer { .. } => t!(words, case_did_answer),
        CaseAct::Request { to, .. } => t!(words, case_did_request, to = person(*to)),
        CaseAct::Extend { until, .. } => {
            let until = when::day(*until, reading.view.now.date(), words);
            t!(words, case_did_extend, until = until)
        }
    }
}

/// What was said with it: reasons, questions, values. The values of a step that is signed once stand
/// in the record itself, and are told here only in `full`.
fn said(reading: &Reading<'_>, line: &HistoryLine, full: bool) -> Vec<String> {
    let words = reading.words;
    let why = |reason: &Paragraph| t!(words, case_reason, reason = joined(reason));
    match &line.act {
        CaseAct::Sign(sign) => signed(reading, sign, full),
        CaseAct::Differ { .. } | CaseAct::Request { .. } => Vec::new(),
        CaseAct::Amend { values, reason } => {
            let mut out = set(reading, values);
            out.push(why(reason));
            out
        }
        CaseAct::Correct { values, reason } => {
            let mut out = corrected(reading, line, values);
            out.push(why(reason));
            out
        }
        CaseAct::SendBack { reason, .. }
        | CaseAct::Refuse { reason }
        | CaseAct::Withdraw { reason }
        | CaseAct::Extend { reason, .. } => vec![why(reason)],
        CaseAct::Ask { question: said, .. } | CaseAct::Answer { answer: said } => {
            vec![joined(said)]
        }
    }
}

fn told(reading: &Reading<'_>, id: &FieldId, value: &Value) -> String {
    say::value(
        reading.view,
        reading.definition,
        &reading.row.case,
        id,
        value,
        reading.words,
    )
}

fn corrected(reading: &Reading<'_>, line: &HistoryLine, values: &Values) -> Vec<String> {
    let words = reading.words;
    let mut corrections = reading.row.case.corrections.iter();
    let correction = corrections.find(|correction| correction.entry == line.entry);
    values
        .iter()
        .map(|(id, after)| {
            let field = say::field(reading.definition, id, words);
            let after = told(reading, id, after);
            match correction.and_then(|c| c.before.get(id)) {
                Some(before) => t!(
                    words,
                    case_change,
                    field = field,
                    before = told(reading, id, before),
                    after = after
                ),
                None => t!(words, case_set, field = field, value = after),
            }
        })
        .collect()
}

fn signed(reading: &Reading<'_>, sign: &Sign, full: bool) -> Vec<String> {
    let words = reading.words;
    let steps = || {
        sign.steps
            .iter()
            .filter_map(|id| reading.definition.step(id))
    };
    let step = steps().find(|step| step.each.is_some());
    let mut out: Vec<String> = sign
        .lines
        .iter()
        .map(|(nth, outcome)| {
            let what = outcome
                .as_ref()
                .zip(step)
                .and_then(|(id, step)| step.outcome.get(id))
                .map_or_else(String::new, |o| o.label.get(say::tongue(words)).to_owned());
            t!(words, case_line, line = *nth + 1, what = what)
        })
        .collect();
    if full || steps().any(Step::is_repeated) {
        out.extend(set(reading, &sign.values));
    }
    out
}

fn set(reading: &Reading<'_>, values: &Values) -> Vec<String> {
    values
        .iter()
        .map(|(id, value)| {
            let field = say::field(reading.definition, id, reading.words);
            let value = told(reading, id, value);
            t!(reading.words, case_set, field = field, value = value)
        })
        .collect()
}

fn joined(words: &Paragraph) -> String {
    let lines: Vec<&str> = words.lines().iter().map(|line| line.as_str()).collect();
    lines.join(" ")
}

fn names(reading: &Reading<'_>, fields: &BTreeSet<FieldId>) -> String {
    let names: Vec<String> = fields
        .iter()
        .map(|id| say::field(reading.definition, id, reading.words))
        .collect();
    names.join(&t!(reading.words, say_and))
}

/// A signature that fell, and what made it fall.
fn void(reading: &Reading<'_>, line: &HistoryLine, all: &[HistoryLine]) -> Option<String> {
    let words = reading.words;
    let marks = reading.row.case.marks.iter();
    let by = marks
        .filter(|mark| mark.entry == line.entry)
        .find_map(|mark| mark.void)?;
    Some(match all.iter().find(|other| other.entry == by) {
        None => t!(words, case_void_bare),
        Some(other) => t!(
            words,
            case_void,
            when = when::moment(other.recorded.0, reading.view.now, words),
            who = say::person(&reading.view.office, other.by),
            what = what(reading, &other.act)
        ),
    })
}
