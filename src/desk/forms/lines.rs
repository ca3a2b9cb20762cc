//! 第2号様式 and 第3号様式, and every sheet whose rows are the documents of cases.

use super::say;
use super::{FormError, Shown, empty};
use crate::calendar::{FiscalYear, Recorded, wareki};
use crate::desk::view::View;
use crate::form::{Cell, Foot, Layout, Per, Remark, Row, Sheet, Source, WORDS, fill};
use crate::journal::{Role, UnitId};
use crate::procedure::{
    Case, FieldId, HoldingLine, Mark, RetainedLine, State, StepId, Value, media_word,
};
use crate::text::Tongue;
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

/// Puts the rows in order, and says where there was nothing to list, or what is not listed yet.
pub(super) fn end(layout: &Layout, sheet: &mut Sheet, waiting: usize) {
    if waiting > 0 {
        let count = waiting.to_string();
        sheet
            .notes
            .push(fill(&WORDS.note_waiting, &[("count", &count)]));
    } else if sheet.rows.is_empty() {
        sheet.notes.push(WORDS.note_none.clone());
    }
    if layout.by_date {
        sort(layout, sheet);
    }
}

/// The rows in the order of their days, their remarks with them.
fn sort(layout: &Layout, sheet: &mut Sheet) {
    let mut rows: Vec<(usize, Row)> = std::mem::take(&mut sheet.rows)
        .into_iter()
        .enumerate()
        .collect();
    rows.sort_by_key(|(_, row)| row.date);
    for remark in &mut sheet.remarks {
        remark.row = rows
            .iter()
            .position(|(was, _)| *was == remark.row)
            .unwrap_or(remark.row);
    }
    sheet.remarks.sort_by_key(|remark| remark.row);
    sheet.rows = rows.into_iter().map(|(_, row)| row).collect();
    for (at, column) in layout.columns.iter().enumerate() {
        if column.from.first() == Some(&Source::Nth) {
            for (row, nth) in sheet.rows.iter_mut().zip(1..) {
                if let Some(cell) = row.cells.get_mut(at) {
                    *cell = Cell::number(nth);
                }
            }
        }
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
    let case = &shown.row.case;
    let documents = documents(case);
    let many = documents.len() > 1;
    let one = OfLine {
        view,
        shown,
        layout,
        line: None,
        kept: None,
        many,
        nth: first,
    };
    let mut rows: Vec<OfLine<'_>> = if documents.is_empty() {
        vec![one]
    } else {
        let lines = (0..)
            .zip(documents)
            .filter(|(nth, _)| became(layout, case, *nth));
        lines
            .map(|line| OfLine {
                line: Some(line),
                ..one
            })
            .collect()
    };
    let sources = || layout.columns.iter().flat_map(|column| &column.from);
    if sources().any(|source| matches!(source, Source::Kept(_))) {
        rows.extend(kept(case).map(|kept| OfLine {
            kept: Some(kept),
            ..one
        }));
    }
    for (row, nth) in rows.into_iter().zip(first..) {
        let row = OfLine { nth, ..row };
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

/// The documents that a law says to keep.
fn kept(case: &Case) -> impl Iterator<Item = &RetainedLine> {
    let lines = case.values.values().filter_map(|value| match value {
        Value::RetainedLines(lines) => Some(lines),
        _ => None,
    });
    lines.flatten()
}

/// Whether that became of the document which the layout wants.
fn became(layout: &Layout, case: &Case, nth: u16) -> bool {
    let Some(only) = &layout.only else {
        return true;
    };
    let mark = say::standing(case, &only.step, Some(nth));
    let outcome = mark.and_then(|mark| mark.outcome.as_ref());
    outcome.is_some_and(|outcome| outcome.0 == only.is)
}

/// One row of a case: of a document, of one that is kept, or of the case as a whole.
#[derive(Clone, Copy)]
pub(super) struct OfLine<'a> {
    pub(super) view: &'a View,
    pub(super) shown: &'a Shown<'a>,
    pub(super) layout: &'a Layout,
    pub(super) line: Option<(u16, &'a HoldingLine)>,
    pub(super) kept: Option<&'a RetainedLine>,
    pub(super) many: bool,
    /// Which row of the sheet, from 0.
    pub(super) nth: usize,
}

impl OfLine<'_> {
    /// The first source that has something to say.
    fn cell(&self, from: &[Source]) -> Cell {
        from.iter()
            .find_map(|source| self.one(source))
            .unwrap_or_else(|| Cell::new(""))
    }

    pub(super) fn one(&self, source: &Source) -> Option<Cell> {
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
            Source::Nth => Some(Cell::number(
                u32::try_from(self.nth + 1).unwrap_or(u32::MAX),
            )),
            Source::Procedure => Some(Cell::new(self.shown.definition.title.ja.clone())),
            Source::Section => first.map(|mark| {
                let day = mark.recorded.0.date();
                Cell::new(say::section(self.view, mark.by, day))
            }),
            Source::Person => first.map(|mark| {
                let day = mark.recorded.0.date();
                Cell::new(say::person(self.view, mark.by, day))
            }),
            Source::State => Some(Cell::new(state(case.state))),
            Source::Kept(part) => self.of_kept(self.kept?, part),
            _ if self.kept.is_some() => None,
            Source::Line => self.line.map(|(nth, line)| self.document(nth, line)),
            Source::Title | Source::Count | Source::Media | Source::Special => {
                self.part(self.line?.1, source)
            }
            Source::Numbered => {
                let at = numbered(self.shown)?;
                Some(self.day(at.0.date()))
            }
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
            Source::Outcome(step) => {
                let outcome = say::standing(case, step, nth)?.outcome.as_ref()?;
                let step = self.shown.definition.step(&StepId::from(step.as_str()))?;
                Some(Cell::new(step.outcome.get(outcome)?.label.ja.clone()))
            }
            Source::Log(step) => self.log(step),
            _ => None,
        }
    }

    /// 件名, 件数, 媒体 or 要配慮 of a document; of one that is still hidden no number.
    fn part(&self, line: &HoldingLine, part: &Source) -> Option<Cell> {
        match part {
            Source::Title => Some(Cell::new(line.title.to_string())),
            Source::Count if !self.shown.blind => Some(Cell::number(line.count)),
            Source::Media => Some(Cell::new(media_word(line.media, Tongue::Ja))),
            Source::Special if !self.shown.blind && !line.special.is_empty() => {
                Some(Cell::new(say::special(line.count, &line.special)))
            }
            _ => None,
        }
    }

    fn of_kept(&self, kept: &RetainedLine, part: &str) -> Option<Cell> {
        match part {
            "title" => self.part(&kept.line, &Source::Title),
            "count" => self.part(&kept.line, &Source::Count),
            "media" => self.part(&kept.line, &Source::Media),
            "special" => self.part(&kept.line, &Source::Special),
            "basis" => Some(Cell::new(kept.basis.to_string())),
            "planned" => Some(Cell::date(kept.planned, wareki::date(kept.planned))),
            "word" => Some(Cell::new(WORDS.kept.clone())),
            field => self.fields(&[field.to_owned()]),
        }
    }

    /// Every signature that stands of a step, one below the other.
    fn log(&self, step: &str) -> Option<Cell> {
        let step = StepId::from(step);
        let case = &self.shown.row.case;
        let marks = case.marks.iter();
        let said: Vec<String> = marks
            .filter(|m| m.void.is_none() && m.step == step)
            .map(|mark| {
                let near = case.opened.0.date();
                let date = mark.happened.0.date();
                let at = say::moment(mark.happened.0, near);
                let name = say::signer(self.view, mark.by, mark.capacity, date);
                let head = fill(&WORDS.logged, &[("at", &at), ("name", &name)]);
                let told = say::told(self.view, self.shown, &mark.values);
                format!("{head}\n{told}").trim().to_owned()
            })
            .collect();
        (!said.is_empty()).then(|| Cell::new(said.join("\n")))
    }

    fn day(&self, date: NaiveDate) -> Cell {
        // A sheet of one case leaves the office alone: its days are whole.
        if self.layout.per == Per::Case {
            return Cell::date(date, wareki::date(date));
        }
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
                // On the sheet of a case the time of day stays: 知った日時 is one.
                Value::Moment(at) if self.layout.per != Per::Case => Some(at.date()),
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

    /// What became of the line, unless it is the one outcome that is as it should be: what was
    /// signed as left alone never looks done.
    fn outcome(&self, mark: &Mark) -> Option<String> {
        let step = self.shown.definition.step(&mark.step)?;
        let outcome = step.outcome.get(mark.outcome.as_ref()?)?;
        let good = step.outcome.values().filter(|o| o.opens.is_none()).count();
        (outcome.opens.is_some() || good > 1).then(|| outcome.label.ja.clone())
    }

    /// 「田中 実（代）」, and below it when, and what became of the line where that is not as it should.
    fn signed(&self, mark: &Mark) -> String {
        let near = numbered(self.shown).map_or(mark.happened.0.date(), |at| at.0.date());
        let date = mark.happened.0.date();
        let at = if self.layout.per == Per::Case {
            say::whole_moment(mark.happened.0)
        } else {
            say::moment(mark.happened.0, near)
        };
        let mut lines = vec![say::signer(self.view, mark.by, mark.capacity, date), at];
        lines.extend(self.outcome(mark));
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
pub(super) fn remarks(view: &View, shown: &Shown<'_>) -> Result<Vec<String>, FormError> {
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
        let profile = view.office.profile.profile();
        let manager = profile.called(Role::Manager, Tongue::Ja);
        said.push(fill(
            &WORDS.note_unconfirmed,
            &[
                ("manager", manager),
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
