//! Sheets of one case: its documents, its values, its signatures, its complete history.

use super::lines::{self, numbered, state};
use super::say;
use super::{FormError, Shown, empty};
use crate::desk::cases::HistoryLine;
use crate::desk::view::View;
use crate::form::{Cell, Foot, Layout, Needs, Remark, Row, Shape, Sheet, Source, WORDS, fill};
use crate::procedure::{CaseAct, Difference, FieldId, Mark, StepId, Values};
use chrono::NaiveDate;

/// The sheet of a case.
pub(super) fn sheet(
    view: &View,
    layout: &Layout,
    shown: &Shown<'_>,
    foot: Foot,
) -> Result<Sheet, FormError> {
    let case = &shown.row.case;
    let number = match shown.row.form_no {
        Some(no) => fill(&WORDS.of_no, &[("no", &no.to_string())]),
        None => fill(&WORDS.of_case, &[("no", &shown.row.number.to_string())]),
    };
    let case_number = fill(&WORDS.of_case, &[("no", &shown.row.number.to_string())]);
    let whole = lines::OfLine {
        view,
        shown,
        layout,
        line: None,
        kept: None,
        many: false,
        nth: 0,
    };
    let sources: Vec<(String, String)> = layout
        .named_sources()
        .into_iter()
        .map(|(name, source)| {
            let said = whole.one(&source).map(|cell| cell.text);
            (name, said.unwrap_or_default().replace('\n', "　"))
        })
        .collect();
    // Both numbers, where it has both.
    let numbers = match shown.row.form_no {
        Some(_) => format!("{number}\u{FF08}{case_number}\u{FF09}"),
        None => number.clone(),
    };
    let mut names = vec![
        ("numbers", numbers.as_str()),
        ("unit", view.office.unit_name(case.unit)),
        ("case", case_number.as_str()),
        ("number", number.as_str()),
        ("procedure", shown.definition.title.ja.as_str()),
    ];
    names.extend(
        sources
            .iter()
            .map(|(name, said)| (name.as_str(), said.as_str())),
    );
    let about = format!("{} {number}", shown.definition.title.ja);
    let mut sheet = empty(layout, view, &names, about, foot);
    if let Some(step) = &layout.needs
        && say::standing(case, step, None).is_none()
    {
        let step = StepId::from(step.as_str());
        let step = say::step(shown.definition, &step);
        sheet.title.push_str(&WORDS.draft);
        sheet
            .notes
            .insert(0, fill(&WORDS.note_draft, &[("step", step)]));
    }
    match layout.shape {
        Shape::Lines | Shape::Days | Shape::Holdings => {
            lines::add(view, layout, shown, &mut sheet)?;
        }
        Shape::Values if layout.items.is_empty() => values(view, layout, shown, &mut sheet),
        Shape::Values => items(&whole, &mut sheet)?,
        Shape::Marks => marks(view, layout, shown, &mut sheet),
        Shape::History => history(view, layout, shown, &mut sheet)?,
    }
    Ok(sheet)
}

/// The layout's own items, each with all that its sources say.
fn items(of: &lines::OfLine<'_>, sheet: &mut Sheet) -> Result<(), FormError> {
    for item in &of.layout.items {
        let many = item.from.len() > 1;
        let said = item.from.iter();
        let lines: Vec<String> = said
            .filter_map(|source| Some((source, of.one(source)?.text)))
            .map(|(source, text)| match source.needs().filter(|_| many) {
                Some(Needs::Fields([only])) => {
                    let label = say::label_of(of.shown.definition, only);
                    match beside(&item.head, label) {
                        None => text,
                        Some(label) => fill(&WORDS.entry, &[("label", label), ("value", &text)]),
                    }
                }
                Some(Needs::Step(step)) if !matches!(source, Source::Log(_)) => {
                    let step = StepId::from(step);
                    let label = say::step(of.shown.definition, &step);
                    let text = text.replace('\n', "　");
                    fill(&WORDS.entry, &[("label", label), ("value", &text)])
                }
                _ => text,
            })
            .collect();
        let value = match (lines.is_empty(), of.shown.blind) {
            (false, _) => lines.join("\n"),
            (true, true) => WORDS.hidden.clone(),
            (true, false) => WORDS.unsaid.clone(),
        };
        let said = Said {
            label: item.head.clone(),
            value,
            ..Said::default()
        };
        push(of.view, of.layout, of.shown, sheet, &said);
    }
    let said = lines::remarks(of.view, of.shown)?;
    if !said.is_empty() {
        sheet.remarks.push(Remark {
            row: 0,
            of: WORDS.remarks.clone(),
            text: said.concat(),
        });
    }
    Ok(())
}

/// What of a label is still to be said beside the head of an item: nothing where the head says it
/// all, and no number that the head has.
fn beside<'a>(head: &str, label: &'a str) -> Option<&'a str> {
    let close = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    if close(head).contains(&close(label)) {
        return None;
    }
    // `3` of 「3 本人の数」, `(3)` of 「(3) 期間」.
    let number = |text: &str| text.split(char::is_whitespace).next().map(str::len);
    let own = number(label).and_then(|len| label.split_at_checked(len));
    let theirs = number(head.trim_start()).and_then(|len| head.trim_start().get(..len));
    match own {
        Some((own, rest))
            if Some(own) == theirs
                && own.contains(|c: char| c.is_ascii_digit())
                && !rest.is_empty() =>
        {
            Some(rest.trim_start())
        }
        _ => Some(label),
    }
}

/// What one row says; the rest is the case's.
#[derive(Default)]
struct Said {
    index: Option<u64>,
    step: String,
    by: String,
    happened: String,
    recorded: String,
    took: String,
    values: String,
    standing: String,
    line: String,
    section: String,
    own: Values,
    label: String,
    value: String,
    date: Option<NaiveDate>,
}

fn push(view: &View, layout: &Layout, shown: &Shown<'_>, sheet: &mut Sheet, said: &Said) {
    let case = &shown.row.case;
    let first = case.marks.first();
    let cell = |source: &Source| {
        let text = match source {
            Source::Index => said.index.map(|i| i.to_string()).unwrap_or_default(),
            Source::Step => said.step.clone(),
            Source::By => said.by.clone(),
            Source::BySection => said.section.clone(),
            Source::Nth => (sheet.rows.len() + 1).to_string(),
            Source::Procedure => shown.definition.title.ja.clone(),
            Source::Fields(ids) => ids
                .iter()
                .map(|id| FieldId::from(id.as_str()))
                .filter_map(|id| {
                    let value = said.own.get(&id).or_else(|| case.values.get(&id))?;
                    Some(say::words_of(view, shown.definition, case, &id, value))
                })
                .collect::<Vec<_>>()
                .join(&WORDS.between),
            Source::Happened => said.happened.clone(),
            Source::Recorded => said.recorded.clone(),
            Source::Took => said.took.clone(),
            Source::Values => said.values.clone(),
            Source::Standing => said.standing.clone(),
            Source::Line => said.line.clone(),
            Source::Label => said.label.clone(),
            Source::Value => said.value.clone(),
            Source::State => state(shown.row.case.state),
            Source::Number => shown
                .row
                .form_no
                .map(|no| no.to_string())
                .unwrap_or_default(),
            Source::CaseNumber => shown.row.number.to_string(),
            Source::Section => first
                .map(|m| say::section(view, m.by, m.recorded.0.date()))
                .unwrap_or_default(),
            Source::Person => first
                .map(|m| say::person(view, m.by, m.recorded.0.date()))
                .unwrap_or_default(),
            _ => String::new(),
        };
        (!text.is_empty()).then(|| Cell::new(text))
    };
    sheet.rows.push(Row {
        cells: layout
            .columns
            .iter()
            .map(|column| {
                let mut said = column.from.iter().filter_map(cell);
                said.next().unwrap_or_else(|| Cell::new(""))
            })
            .collect(),
        date: said.date,
        ..Row::default()
    });
}

fn values(view: &View, layout: &Layout, shown: &Shown<'_>, sheet: &mut Sheet) {
    let case = &shown.row.case;
    for field in &shown.definition.fields {
        if !case.values.contains_key(&field.id) {
            continue;
        }
        let said = Said {
            label: field.label.ja.clone(),
            value: say::value(view, shown.definition, case, &field.id),
            ..Said::default()
        };
        push(view, layout, shown, sheet, &said);
    }
}

/// Every signature, the void ones too, and every time that a second check differed.
fn marks(view: &View, layout: &Layout, shown: &Shown<'_>, sheet: &mut Sheet) {
    let case = &shown.row.case;
    let near = numbered(shown).map_or(case.opened.0.date(), |at| at.0.date());
    let mut said: Vec<(crate::calendar::Recorded, Said)> = case
        .marks
        .iter()
        .filter(|mark| layout.steps.is_empty() || layout.steps.contains(&mark.step.0))
        .map(|mark| (mark.recorded, of_mark(view, shown, mark, near)))
        .collect();
    said.extend(
        case.differences
            .iter()
            .filter(|d| layout.steps.is_empty() || layout.steps.contains(&d.step.0))
            .map(|d| (d.recorded, of_difference(view, shown, d, near))),
    );
    said.sort_by_key(|(recorded, _)| *recorded);
    for (_, said) in said {
        push(view, layout, shown, sheet, &said);
    }
}

fn of_mark(view: &View, shown: &Shown<'_>, mark: &Mark, near: NaiveDate) -> Said {
    let case = &shown.row.case;
    let date = mark.recorded.0.date();
    let standing = match mark.void {
        None => WORDS.stands.clone(),
        Some(entry) => {
            let differed = case.differences.iter().any(|d| d.entry == entry);
            let what = if differed {
                &WORDS.void_difference
            } else {
                &WORDS.void_change
            };
            fill(&WORDS.void, &[("what", what)])
        }
    };
    let step = shown.definition.step(&mark.step);
    let own = step.is_some_and(|s| s.is_repeated());
    let filled: Values = if own {
        mark.values.clone()
    } else {
        let fields = step.into_iter().flat_map(|s| shown.definition.fields_of(s));
        fields
            .filter_map(|f| Some((f.id.clone(), case.values.get(&f.id)?.clone())))
            .collect()
    };
    // A void signature filled what a later one replaced.
    let filled = if mark.void.is_some() && !own {
        Values::new()
    } else {
        filled
    };
    Said {
        step: say::step(shown.definition, &mark.step).to_owned(),
        by: say::signer(view, mark.by, mark.capacity, date),
        section: say::section(view, mark.by, date),
        own: mark.values.clone(),
        happened: say::moment(mark.happened.0, near),
        recorded: say::moment(mark.recorded.0, near),
        took: mark.took.map(took).unwrap_or_default(),
        values: say::told(view, shown, &filled),
        line: mark.line.map(|l| (l + 1).to_string()).unwrap_or_default(),
        standing,
        date: Some(mark.happened.0.date()),
        ..Said::default()
    }
}

fn of_difference(view: &View, shown: &Shown<'_>, d: &Difference, near: NaiveDate) -> Said {
    let date = d.recorded.0.date();
    let fields: Vec<&str> = d
        .fields
        .iter()
        .map(|id| say::label(shown.definition, id))
        .collect();
    let fields = fields.join(&WORDS.between);
    Said {
        step: say::step(shown.definition, &d.step).to_owned(),
        by: say::person(view, d.by, date),
        happened: say::moment(d.recorded.0, near),
        recorded: say::moment(d.recorded.0, near),
        values: fill(&WORDS.differed_fields, &[("fields", &fields)]),
        standing: WORDS.differed.clone(),
        date: Some(date),
        ..Said::default()
    }
}

/// Every act as the journal holds it.
fn history(
    view: &View,
    layout: &Layout,
    shown: &Shown<'_>,
    sheet: &mut Sheet,
) -> Result<(), FormError> {
    for line in view.history(shown.row.case.id)? {
        let said = of_act(view, shown, &line);
        push(view, layout, shown, sheet, &said);
    }
    Ok(())
}

fn of_act(view: &View, shown: &Shown<'_>, line: &HistoryLine) -> Said {
    let near = shown.row.case.opened.0.date();
    let date = line.recorded.0.date();
    let (name, words) = act(view, shown, &line.act);
    Said {
        index: Some(line.index),
        step: name,
        by: say::signer(view, line.by, line.capacity, date),
        happened: say::moment(line.happened.0, near),
        recorded: say::moment(line.recorded.0, near),
        values: words,
        date: Some(line.happened.0.date()),
        ..Said::default()
    }
}

/// What an act is called, and what it says.
fn act(view: &View, shown: &Shown<'_>, act: &CaseAct) -> (String, String) {
    let word = |name: &str| WORDS.acts.get(name).cloned().unwrap_or_default();
    let person = |no| say::person(view, no, view.now.date());
    match act {
        CaseAct::Sign(sign) => {
            let steps: Vec<&str> = sign
                .steps
                .iter()
                .map(|step| say::step(shown.definition, step))
                .collect();
            (
                steps.join(&WORDS.between),
                say::told(view, shown, &sign.values),
            )
        }
        CaseAct::Differ { step, fields, .. } => {
            let fields: Vec<&str> = fields
                .iter()
                .map(|id| say::label(shown.definition, id))
                .collect();
            let named = fields.join(&WORDS.between);
            let words = fill(&WORDS.differed_fields, &[("fields", &named)]);
            let step = say::step(shown.definition, step);
            (format!("{step} {}", word("differ")), words)
        }
        CaseAct::Amend { values, reason } => (
            word("amend"),
            format!(
                "{} {}",
                say::told(view, shown, values),
                say::one_line(reason)
            ),
        ),
        CaseAct::Correct { values, reason } => (
            word("correct"),
            format!(
                "{} {}",
                say::told(view, shown, values),
                say::one_line(reason)
            ),
        ),
        CaseAct::SendBack { step, reason } => {
            let step = say::step(shown.definition, step);
            (
                word("send-back"),
                format!("{step} {}", say::one_line(reason)),
            )
        }
        CaseAct::Refuse { reason } => (word("refuse"), say::one_line(reason)),
        CaseAct::Withdraw { reason } => (word("withdraw"), say::one_line(reason)),
        CaseAct::Ask { to, question } => (
            word("ask"),
            format!("{} {}", person(*to), say::one_line(question)),
        ),
        CaseAct::Answer { answer } => (word("answer"), say::one_line(answer)),
        CaseAct::Request { to, .. } => (word("request"), person(*to)),
        CaseAct::Extend { until, reason } => (
            word("extend"),
            format!(
                "{} {}",
                crate::calendar::wareki::date(*until),
                say::one_line(reason)
            ),
        ),
    }
}

/// 「48秒」, 「3分20秒」.
fn took(seconds: u32) -> String {
    let rest = (seconds % 60).to_string();
    if seconds < 60 {
        return fill(&WORDS.seconds, &[("seconds", &rest)]);
    }
    let minutes = (seconds / 60).to_string();
    fill(&WORDS.minutes, &[("minutes", &minutes), ("seconds", &rest)])
}
