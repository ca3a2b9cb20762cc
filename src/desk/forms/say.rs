//! People, days and confirmations in the words of paper.

use crate::calendar::{ClockLabel, clock_label};
use crate::calendar::{Cut, Happened, Moment, Recorded, WorkDay, wareki};
use crate::desk::view::View;
use crate::form::{WORDS, fill};
use crate::journal::{Capacity, PersonNo};
use crate::procedure::{
    Case, Definition, FieldId, Mark, StepId, Value, Values, kind_word, say_value,
};
use crate::text::Tongue;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// 「11月17日」; with its year where it lies in another fiscal year than `near`.
pub(super) fn day(date: NaiveDate, near: NaiveDate) -> String {
    use crate::calendar::FiscalYear;
    if FiscalYear::of(date) == FiscalYear::of(near) {
        wareki::day_of_year(date)
    } else {
        wareki::date(date)
    }
}

/// 「11月17日 18:41」.
pub(super) fn moment(at: Moment, near: NaiveDate) -> String {
    let day = day(at.date(), near);
    fill(&WORDS.at, &[("day", &day), ("clock", &at.clock())])
}

/// 「令和8年11月17日 18:41」.
pub(super) fn whole_moment(at: Moment) -> String {
    let day = wareki::date(at.date());
    fill(&WORDS.at, &[("day", &day), ("clock", &at.clock())])
}

/// 「18:41」, 「24:25」 in the night after; with its day on any other.
pub(super) fn clock(at: Happened, serves: WorkDay, cut: Cut) -> String {
    match clock_label(at.0, serves, cut) {
        ClockLabel::SameDay(clock) | ClockLabel::AfterMidnight(clock) => clock,
        ClockLabel::OtherDay(at) => moment(at, serves.0),
    }
}

/// Whether something was recorded on a later working day than it happened.
pub(super) fn late(view: &View, happened: Happened, recorded: Recorded) -> bool {
    let cut = view.office.settings.cut;
    WorkDay::of(recorded.0, cut) > WorkDay::of(happened.0, cut)
}

/// The name of a person as it was on a day.
pub(super) fn person(view: &View, no: PersonNo, day: NaiveDate) -> String {
    view.office
        .person(no, day)
        .or_else(|| view.office.person_ever(no))
        .map_or_else(|| no.to_string(), |p| p.name.to_string())
}

/// The section of a person as it was on a day.
pub(super) fn section(view: &View, no: PersonNo, day: NaiveDate) -> String {
    view.office
        .person(no, day)
        .or_else(|| view.office.person_ever(no))
        .map_or_else(String::new, |p| p.section.to_string())
}

/// 「伊藤 恵（代）」.
pub(super) fn signer(view: &View, no: PersonNo, capacity: Capacity, day: NaiveDate) -> String {
    let mut name = person(view, no, day);
    if capacity.stands_in() {
        name.push_str(&WORDS.deputy);
    }
    name
}

/// The last signature on a step, or on its line, that stands.
pub(super) fn standing<'a>(case: &'a Case, step: &str, line: Option<u16>) -> Option<&'a Mark> {
    let step = StepId::from(step);
    case.marks
        .iter()
        .rev()
        .find(|m| m.void.is_none() && m.step == step && (m.line.is_none() || m.line == line))
}

/// A value in words.
pub(super) fn value(view: &View, definition: &Definition, case: &Case, id: &FieldId) -> String {
    case.values
        .get(id)
        .map_or_else(String::new, |v| words_of(view, definition, case, id, v))
}

/// That value in words, as it was said in the case.
pub(super) fn words_of(
    view: &View,
    definition: &Definition,
    case: &Case,
    id: &FieldId,
    value: &Value,
) -> String {
    // Paper has room for the whole day.
    match value {
        Value::Date(day) => return wareki::date(*day),
        Value::Moment(at) => return whole_moment(*at),
        _ => {}
    }
    let field = definition.fields.iter().find(|f| f.id == *id);
    say_value(field, value, &view.office, case.opened.0.date(), Tongue::Ja)
}

/// The name of a field.
pub(super) fn label<'a>(definition: &'a Definition, id: &'a FieldId) -> &'a str {
    definition
        .fields
        .iter()
        .find(|f| f.id == *id)
        .map_or(id.0.as_str(), |f| f.label.ja.as_str())
}

/// The same, of a field that a layout names.
pub(super) fn label_of<'a>(definition: &'a Definition, id: &'a str) -> &'a str {
    let mut fields = definition.fields.iter();
    fields
        .find(|f| f.id.0 == id)
        .map_or(id, |f| f.label.ja.as_str())
}

/// The name of a step.
pub(super) fn step<'a>(definition: &'a Definition, id: &'a StepId) -> &'a str {
    definition
        .step(id)
        .map_or(id.0.as_str(), |s| s.title.ja.as_str())
}

/// 「120件、病歴」, as 目録 ask for what is special-care-required; nothing where nothing is.
pub(super) fn special(count: u32, kinds: &[u8]) -> String {
    if kinds.is_empty() {
        return String::new();
    }
    let kinds: Vec<&str> = kinds
        .iter()
        .map(|kind| kind_word(*kind, Tongue::Ja))
        .collect();
    let names = [
        ("count", count.to_string()),
        ("kinds", kinds.join(&WORDS.between)),
    ];
    fill(
        &WORDS.special,
        &names.each_ref().map(|(k, v)| (*k, v.as_str())),
    )
}

/// Values, one a line, in the order of the questions.
pub(super) fn told(view: &View, shown: &super::Shown<'_>, values: &Values) -> String {
    let case: &Case = &shown.row.case;
    let order: BTreeMap<&FieldId, usize> = shown
        .definition
        .fields
        .iter()
        .enumerate()
        .map(|(nth, field)| (&field.id, nth))
        .collect();
    let mut values: Vec<_> = values.iter().collect();
    values.sort_by_key(|(id, _)| order.get(id).copied().unwrap_or(usize::MAX));
    let lines: Vec<String> = values
        .into_iter()
        .map(|(id, value)| {
            let words = words_of(view, shown.definition, case, id, value);
            fill(
                &WORDS.entry,
                &[("label", label(shown.definition, id)), ("value", &words)],
            )
        })
        .collect();
    lines.join("\n")
}

/// A paragraph on one line.
pub(super) fn one_line(words: &crate::text::Paragraph) -> String {
    let lines: Vec<&str> = words
        .lines()
        .iter()
        .map(crate::text::Text::as_str)
        .collect();
    lines.join(" ").trim().to_owned()
}

/// Every correction of a case, one remark each.
pub(super) fn corrections(view: &View, definition: &Definition, case: &Case) -> Vec<String> {
    case.corrections
        .iter()
        .map(|correction| {
            let changes: Vec<String> = correction
                .after
                .iter()
                .map(|(id, after)| {
                    let said = |v: Option<&Value>| match v {
                        Some(v) => words_of(view, definition, case, id, v),
                        None => WORDS.note_empty.clone(),
                    };
                    fill(
                        &WORDS.note_change,
                        &[
                            ("label", label(definition, id)),
                            ("before", &said(correction.before.get(id))),
                            ("after", &said(Some(after))),
                        ],
                    )
                })
                .collect();
            let date = correction.recorded.0.date();
            fill(
                &WORDS.note_corrected,
                &[
                    ("day", &day(date, view.now.date())),
                    ("name", &person(view, correction.by, date)),
                    ("changes", &changes.join(&WORDS.between)),
                    ("why", &one_line(&correction.reason)),
                ],
            )
        })
        .collect()
}

/// The cases that a case opened.
pub(super) fn opened(view: &View, case: &Case) -> Result<Vec<String>, super::DeskError> {
    let mut found = Vec::new();
    for (id, child) in &case.children {
        let Some(row) = view.case_row(*id)? else {
            continue;
        };
        found.push(fill(
            &WORDS.note_opened,
            &[
                ("procedure", view.procedure_title(&child.procedure)),
                ("no", &row.number.to_string()),
            ],
        ));
    }
    Ok(found)
}
