//! 第2号様式 and 第3号様式, and every sheet whose rows are the documents of cases.

use super::say;
use super::{FormError, Shown, empty};
use crate::calendar::{FiscalYear, Recorded};
use crate::desk::view::View;
use crate::form::{Cell, Foot, Layout, Remark, Row, Sheet, Source, WORDS, fill};
use crate::journal::UnitId;
use crate::procedure::{Case, FieldId, HoldingLine, Mark, State, Value};
use chrono::NaiveDate;

/// The sheet of a unit and fiscal year, without its rows.
pub(super) fn begin(
    view: &View,
    layout: &Layout,
    (unit, year): (UnitId, FiscalYear),
    foot: Foot,
) -> Sheet {
    let unit = view.office.unit_name(unit);
    let label = year.label();
    let names = [("unit", unit), ("year", label.as_str())];
    empty(layout, view, &names, format!("{unit} {label}"), foot)
}

/// Says where there was nothing to list.
pub(super) fn end(sheet: &mut Sheet) {
    if sheet.rows.is_empty() {
        sheet.notes.push(WORDS.note_none.clone());
    }
}

/// Adds the rows of a case, and what is said of them.
pub(super) fn add(
    view: &View,
    layout: &Layout,
    shown: &Shown<'_>,
    sheet: &mut Sheet,
) -> Result<(), FormError> {
    let first = sheet.rows.len();
    let documents = documents(&shown.row.case);
    let many = documents.len() > 1;
    let lines: Vec<Option<(u16, &HoldingLine)>> = if documents.is_empty() {
        vec![None]
    } else {
        (0..).zip(documents).map(Some).collect()
    };
    for line in lines {
        let row = OfLine {
            view,
            shown,
            line,
            many,
        };
        let cells: Vec<Cell> = layout
            .columns
            .iter()
            .map(|column| row.cell(&column.from))
            .collect();
        let date = cells.iter().find_map(|cell| match cell.value {
            crate::form::CellValue::Date(date) => Some(date),
            _ => None,
        });
        sheet.rows.push(Row {
            cells,
            date,
            ..Row::default()
        });
    }
    let said = remarks(view, shown)?;
    if !said.is_empty() {
        let no = shown.row.form_no;
        sheet.remarks.push(Remark {
            row: first,
            of: match no {
                Some(no) => fill(&WORDS.of_no, &[("no", &no.to_string())]),
                None => fill(&WORDS.of_case, &[("no", &shown.row.number.to_string())]),
            },
            text: said.concat(),
        });
    }
    Ok(())
}

/// The documents of a case: the first field that holds lines.
fn documents(case: &Case) -> &[HoldingLine] {
    case.values
        .values()
        .find_map(|value| match value {
            Value::HoldingLines(lines) => Some(lines.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
}

struct OfLine<'a> {
    view: &'a View,
    shown: &'a Shown<'a>,
    line: Option<(u16, &'a HoldingLine)>,
    many: bool,
}

impl OfLine<'_> {
    /// The first source that has something to say.
    fn cell(&self, from: &[Source]) -> Cell {
        from.iter()
            .find_map(|source| self.one(source))
            .unwrap_or_else(|| Cell::new(""))
    }

    fn one(&self, source: &Source) -> Option<Cell> {
        let row = &self.shown.row;
        let case = &row.case;
        let first = case.marks.first();
        let nth = self.line.map(|(nth, _)| nth);
        match source {
            Source::Number => row.form_no.map(|no| match nth {
                Some(nth) if self.many => Cell::new(format!("{no}-{}", nth + 1)),
                _ => Cell::number(no),
            }),
            Source::CaseNumber => Some(Cell::number(row.number)),
            Source::Section => first.map(|mark| {
                let day = mark.recorded.0.date();
                Cell::new(say::section(self.view, mark.by, day))
            }),
            Source::Person => first.map(|mark| {
                let day = mark.recorded.0.date();
                Cell::new(say::person(self.view, mark.by, day))
            }),
            Source::Line => self.line.map(|(nth, line)| self.document(nth, line)),
            Source::Numbered => {
                let at = numbered(self.shown)?;
                Some(self.day(at.0.date()))
            }
            Source::State => Some(Cell::new(state(case.state))),
            Source::Fields(ids) => self.fields(ids),
            Source::DateOf(step) => {
                say::standing(case, step, nth).map(|m| self.day(m.happened.0.date()))
            }
            Source::Signed(step) => {
                say::standing(case, step, nth).map(|mark| Cell::new(self.signed(mark)))
            }
            Source::Received(step) => say::standing(case, step, nth).map(|mark| {
                Cell::new(format!(
                    "{}\n{} {}",
                    WORDS.unconfirmed,
                    WORDS.received,
                    self.signed(mark)
                ))
            }),
            _ => None,
        }
    }

    fn day(&self, date: NaiveDate) -> Cell {
        let near = numbered(self.shown).map_or(date, |at| at.0.date());
        Cell::date(date, say::day(date, near))
    }

    /// 件名・番号等 and how many, with what stood there before a correction.
    fn document(&self, nth: u16, line: &HoldingLine) -> Cell {
        let said = |line: &HoldingLine| {
            if self.shown.blind {
                return line.title.to_string();
            }
            let only = Value::HoldingLines(vec![line.clone()]);
            say::words_of(
                self.view,
                self.shown.definition,
                &self.shown.row.case,
                &FieldId::from(""),
                &only,
            )
        };
        let before = self
            .shown
            .row
            .case
            .corrections
            .iter()
            .find_map(|c| {
                c.before.values().find_map(|value| match value {
                    Value::HoldingLines(lines) => lines.get(usize::from(nth)),
                    _ => None,
                })
            })
            .map(said);
        Cell::new(said(line)).corrected(before)
    }

    fn fields(&self, ids: &[String]) -> Option<Cell> {
        let case = &self.shown.row.case;
        let definition = self.shown.definition;
        let mut said = Vec::new();
        let mut before = Vec::new();
        let mut corrected = false;
        let mut date = None;
        for id in ids.iter().map(|id| FieldId::from(id.as_str())) {
            let own = self.line.and_then(|(nth, _)| {
                let mut marks = case.marks.iter().rev();
                marks
                    .find(|m| m.void.is_none() && m.line == Some(nth) && m.values.contains_key(&id))
                    .and_then(|m| m.values.get(&id))
            });
            let Some(value) = own.or_else(|| case.values.get(&id)) else {
                continue;
            };
            let words = say::words_of(self.view, definition, case, &id, value);
            let first = case.corrections.iter().find_map(|c| c.before.get(&id));
            before.push(match first {
                Some(first) => {
                    corrected = true;
                    say::words_of(self.view, definition, case, &id, first)
                }
                None => words.clone(),
            });
            said.push(words);
            date = date.or(match value {
                Value::Date(day) => Some(*day),
                Value::Moment(at) => Some(at.date()),
                _ => None,
            });
        }
        if said.is_empty() {
            return None;
        }
        let cell = match (date, said.len()) {
            (Some(date), 1) => self.day(date),
            _ => Cell::new(said.join(&WORDS.between)),
        };
        Some(cell.corrected(corrected.then(|| before.join(&WORDS.between))))
    }

    /// 「田中 実（代）」, and below it when, and what became of the line where that is not as it should.
    fn signed(&self, mark: &Mark) -> String {
        let near = numbered(self.shown).map_or(mark.happened.0.date(), |at| at.0.date());
        let date = mark.happened.0.date();
        let mut lines = vec![
            say::signer(self.view, mark.by, mark.capacity, date),
            say::moment(mark.happened.0, near),
        ];
        let outcome = self
            .shown
            .definition
            .step(&mark.step)
            .zip(mark.outcome.as_ref())
            .and_then(|(step, outcome)| step.outcome.get(outcome))
            .filter(|outcome| outcome.opens.is_some());
        lines.extend(outcome.map(|outcome| outcome.label.ja.clone()));
        if say::late(self.view, mark.happened, mark.recorded) {
            lines.push(WORDS.later.clone());
        }
        lines.join("\n")
    }
}

/// When the official No. was given: the first signature of the step that gives it, void or not.
pub(super) fn numbered(shown: &Shown<'_>) -> Option<Recorded> {
    shown
        .row
        .case
        .marks
        .iter()
        .find(|mark| shown.definition.step(&mark.step).is_some_and(|s| s.numbers))
        .map(|mark| mark.recorded)
}

/// Where a case stands, in one word.
pub(super) fn state(state: State) -> String {
    match state {
        State::Open => WORDS.open.clone(),
        State::Closed => WORDS.done.clone(),
        State::Refused => WORDS.refused.clone(),
        State::Withdrawn => WORDS.withdrawn.clone(),
    }
}

/// What is said of a case below the table.
fn remarks(view: &View, shown: &Shown<'_>) -> Result<Vec<String>, FormError> {
    let case = &shown.row.case;
    let definition = shown.definition;
    let near = numbered(shown).map_or(view.now.date(), |at| at.0.date());
    let mut said = Vec::new();
    match case.state {
        State::Refused => said.push(WORDS.note_refused.clone()),
        State::Withdrawn => said.push(WORDS.note_withdrawn.clone()),
        State::Open | State::Closed => {}
    }
    if definition.id.0 == crate::desk::UNCONFIRMED
        && let Some(mark) = case.marks.first()
    {
        let date = mark.recorded.0.date();
        let words = match case.values.get(&FieldId::from("words")) {
            Some(Value::Paragraph(words)) => say::one_line(words),
            _ => String::new(),
        };
        said.push(fill(
            &WORDS.note_unconfirmed,
            &[
                ("name", &say::person(view, mark.by, date)),
                ("day", &say::day(date, near)),
                ("words", &words),
            ],
        ));
    }
    said.extend(say::corrections(view, definition, case));
    for mark in case.marks.iter().filter(|mark| mark.void.is_none()) {
        let printed = definition
            .step(&mark.step)
            .is_some_and(|s| s.seal || s.numbers);
        if printed && say::late(view, mark.happened, mark.recorded) {
            said.push(fill(
                &WORDS.note_later_step,
                &[
                    ("step", say::step(definition, &mark.step)),
                    ("when", &say::moment(mark.recorded.0, near)),
                ],
            ));
        }
    }
    for extension in &case.extensions {
        let date = extension.recorded.0.date();
        said.push(fill(
            &WORDS.note_extended,
            &[
                ("until", &say::day(extension.until, near)),
                ("day", &say::day(date, near)),
                ("name", &say::person(view, extension.by, date)),
            ],
        ));
    }
    let today = view.now.date();
    let due = crate::procedure::due(definition, case).into_iter();
    if case.sealed
        && let Some(by) = due.map(|due| due.by).min()
        && by < today
    {
        said.push(fill(
            &WORDS.note_overdue,
            &[
                ("day", &say::day(by, near)),
                ("today", &say::day(today, near)),
            ],
        ));
    }
    said.extend(say::opened(view, case)?);
    Ok(said)
}
