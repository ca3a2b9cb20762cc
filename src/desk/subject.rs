//! What a case is about in few words, and what a search finds it by. No blind value enters either.

use super::rows::{CaseRow, Subject};
use crate::procedure::{Case, Definition, FieldId, Value, World, hidden, say_value};
use crate::text::{Tongue, fold_key};

/// The subject of a case: its first lines of holdings, or its first text.
pub(super) fn subject(definition: &Definition, case: &Case) -> Subject {
    let hidden = hidden(definition, case);
    let mut subject = Subject::default();
    for field in &definition.fields {
        if hidden.contains(&field.id) {
            continue;
        }
        match case.values.get(&field.id) {
            Some(Value::HoldingLines(lines)) if subject.lines == 0 => {
                if let Some(first) = lines.first() {
                    subject.title = first.title.clone();
                }
                subject.lines = u32::try_from(lines.len()).unwrap_or(u32::MAX);
                subject.count = lines.iter().fold(0, |sum, l| sum.saturating_add(l.count));
            }
            Some(Value::Text(text)) if subject.title.is_empty() => subject.title = text.clone(),
            Some(Value::Paragraph(words)) if subject.title.is_empty() => {
                if let Some(first) = words.lines().first() {
                    subject.title = first.clone();
                }
            }
            Some(Value::Choice(choice)) if field.id == FieldId::from(super::MEANS) => {
                subject.means = Some(choice.clone());
            }
            _ => {}
        }
    }
    subject
}

/// Stands before the number of a case in the text that a search looks in, whatever the language
/// calls it.
pub const CASE_SIGN: char = '#';

/// Every value that may be shown, folded for search, with the names of those who acted.
pub(super) fn search_text(world: &World<'_>, definition: &Definition, row: &CaseRow) -> String {
    let case = &row.case;
    let hidden = hidden(definition, case);
    let day = case.opened.0.date();
    let mut words = vec![
        definition.title.ja.clone(),
        definition.title.en.clone(),
        // Found by what screens called it before it got an official number, too: see `CASE_SIGN`.
        format!("{CASE_SIGN}{}", row.number),
    ];
    if let Some(no) = row.form_no {
        words.push(format!("no.{no}"));
    }
    for (id, value) in &case.values {
        if !hidden.contains(id) {
            words.push(say_value(
                definition.fields.iter().find(|f| f.id == *id),
                value,
                world.office,
                day,
                Tongue::Ja,
            ));
        }
    }
    let mut people: Vec<_> = case.marks.iter().map(|m| m.by).collect();
    people.sort();
    people.dedup();
    for no in people {
        if let Some(person) = world.office.person_ever(no) {
            words.push(person.name.to_string());
            words.push(person.kana.to_string());
        }
    }
    words
        .iter()
        .map(|w| fold_key(w))
        .collect::<Vec<_>>()
        .join(" ")
}
