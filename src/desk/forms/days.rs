//! 第1号様式: the month of one place, a row a day.

use super::say;
use super::{FormError, empty};
use crate::calendar::{Month, WorkDay, wareki};
use crate::desk::month::{DayCell, MonthDay};
use crate::desk::rows::duties::Reviewed;
use crate::desk::rows::{DayRow, DaySaid, Locked};
use crate::desk::view::View;
use crate::desk::{EXPLAIN, FOUND_OPEN, RECEIVED, RECEIVED_OPEN};
use crate::form::{Cell, Column, Foot, Layout, Remark, Row, RowTone, Sheet, Source, WORDS, fill};
use crate::journal::{PersonNo, PlaceId};
use crate::procedure::{Case, FieldId, Value};
use chrono::{Datelike as _, NaiveDate};

/// The sheet of a place and month.
pub(super) fn sheet(
    view: &View,
    layout: &Layout,
    place: PlaceId,
    month: Month,
    foot: Foot,
) -> Result<Sheet, FormError> {
    let days = view.month(place, month.first())?;
    let asked = Asked::new(view, place, month);
    let label = month.label();
    let names = [
        ("unit", asked.unit.as_str()),
        ("place", asked.name.as_str()),
        ("month", label.as_str()),
    ];
    let about = format!("{} {label}", asked.name);
    let mut sheet = empty(layout, view, &names, about, foot);
    asked.name_columns(layout, &mut sheet);
    let editions = Editions::read(view, place, month)?;
    if let (Some(number), Some(edition)) = (&mut sheet.number, editions.name()) {
        number.push('\u{3000}');
        number.push_str(&edition);
    }
    for (nth, day) in days.iter().enumerate() {
        let case = match &day.row {
            Some(row) => view.case_row(row.case)?.map(|row| row.case),
            None => None,
        };
        let cells = layout
            .columns
            .iter()
            .flat_map(|column| asked.cells(&column.from, day))
            .collect();
        sheet.rows.push(Row {
            cells,
            tone: if matches!(day.cell, DayCell::Closed) || asked.bare_closed(day) {
                RowTone::Closed
            } else {
                RowTone::Plain
            },
            date: Some(day.day.0),
        });
        let mut said = asked.remark(day, case.as_ref())?;
        if case.as_ref().is_some_and(|case| editions.added(case)) {
            said.insert(0, WORDS.note_added.clone());
        }
        if !said.is_empty() {
            sheet.remarks.push(Remark {
                row: nth,
                of: fill(&WORDS.of_day, &[("day", &day.day.0.day().to_string())]),
                text: said.concat(),
            });
        }
    }
    sheet.notes.extend(asked.about_the_sheet());
    sheet.notes.extend(editions.notes(view));
    Ok(sheet)
}

/// What the manager has reviewed of a sheet, and what was recorded of it since.
struct Editions {
    /// Every review, and whether the sheet is still as it was then.
    reviews: Vec<(Reviewed, bool)>,
}

impl Editions {
    fn read(view: &View, place: PlaceId, month: Month) -> Result<Self, FormError> {
        let state = view.sheet(place, month.first())?;
        let pin = state.pin;
        let reviews = state.reviews.into_iter();
        Ok(Self {
            reviews: reviews.map(|r| (r.clone(), r.pin == pin)).collect(),
        })
    }

    /// 第2版, where it is not the first: a reviewed sheet is never changed in silence.
    fn name(&self) -> Option<String> {
        let mut older: Vec<&str> = self
            .reviews
            .iter()
            .filter(|(_, same)| !same)
            .map(|(review, _)| review.pin.as_str())
            .collect();
        older.sort_unstable();
        older.dedup();
        let no = older.len() + 1;
        (no > 1).then(|| fill(&WORDS.edition, &[("no", &no.to_string())]))
    }

    /// Whether something was recorded of a day after the last review of another edition.
    fn added(&self, case: &Case) -> bool {
        let older = self.reviews.iter().filter(|(_, same)| !same);
        let Some(last) = older.map(|(review, _)| review.recorded).max() else {
            return false;
        };
        let marks = case.marks.iter().map(|m| m.recorded);
        let corrections = case.corrections.iter().map(|c| c.recorded);
        marks.chain(corrections).any(|recorded| recorded > last)
    }

    fn notes(&self, view: &View) -> Vec<String> {
        let mut notes: Vec<String> = self
            .reviews
            .iter()
            .map(|(review, same)| {
                let date = review.recorded.0.date();
                let name = say::person(view, review.by, date);
                let words = if *same {
                    &WORDS.note_reviewed
                } else {
                    &WORDS.note_reviewed_before
                };
                let day = say::day(date, view.now.date());
                fill(words, &[("name", &name), ("day", &day)])
            })
            .collect();
        notes.dedup();
        notes
    }
}

/// A place and month, with what held in it.
struct Asked<'a> {
    view: &'a View,
    place: PlaceId,
    month: Month,
    /// 課・担当.
    unit: String,
    /// The place's name in that month.
    name: String,
    /// Everybody who was on its roster on a day of the month, as first named.
    roster: Vec<PersonNo>,
}

impl<'a> Asked<'a> {
    fn new(view: &'a View, place: PlaceId, month: Month) -> Self {
        let mut roster = Vec::new();
        let mut last = None;
        for day in month.days() {
            let Some(version) = view.office.place(place, day) else {
                continue;
            };
            last = Some(version);
            for no in &version.roster {
                if !roster.contains(no) {
                    roster.push(*no);
                }
            }
        }
        let last = last.or_else(|| view.office.place_ever(place));
        Self {
            view,
            place,
            month,
            unit: last.map_or_else(String::new, |p| view.office.unit_name(p.unit).to_owned()),
            name: last.map_or_else(String::new, |p| p.name.to_string()),
            roster,
        }
    }

    /// Puts one column a name into the place of the roster's; without a roster one that is empty.
    fn name_columns(&self, layout: &Layout, sheet: &mut Sheet) {
        let columns = std::mem::take(&mut sheet.columns);
        for (column, def) in columns.into_iter().zip(&layout.columns) {
            if !def.from.contains(&Source::Roster) {
                sheet.columns.push(column);
                continue;
            }
            let name = |no: &PersonNo| say::person(self.view, *no, self.month.last());
            let mut names: Vec<String> = self.roster.iter().map(name).collect();
            if names.is_empty() {
                names.push(String::new());
            }
            for name in names {
                sheet.columns.push(Column {
                    head: name,
                    ..column.clone()
                });
            }
        }
    }

    fn cells(&self, from: &[Source], day: &MonthDay) -> Vec<Cell> {
        let date = day.day.0;
        match from.first() {
            Some(Source::Day) => vec![Cell::number(date.day())],
            Some(Source::Weekday) => vec![Cell::new(wareki::weekday(date))],
            Some(Source::Roster) => self.circles(day),
            Some(Source::Time) => vec![Cell::new(match &day.cell {
                DayCell::Lock { lock, .. } => self.clock(lock, day.day),
                _ => String::new(),
            })],
            Some(Source::Margin) => vec![Cell::new(self.margin(day).join(&WORDS.between))],
            _ => vec![Cell::new("")],
        }
    }

    /// 〇 under the name of who locked, or what stands in place of a lock.
    fn circles(&self, day: &MonthDay) -> Vec<Cell> {
        let columns = self.roster.len().max(1);
        let words = |text: &str| vec![Cell::across(text, columns)];
        match &day.cell {
            DayCell::Lock { lock, .. } => {
                let mut cells = vec![Cell::new(""); columns];
                if let Some(at) = self.roster.iter().position(|no| *no == lock.by)
                    && let Some(cell) = cells.get_mut(at)
                {
                    *cell = Cell::new(WORDS.circle.clone());
                }
                cells
            }
            DayCell::Closed => words(&WORDS.closed),
            DayCell::Today => words(&WORDS.today),
            DayCell::Explained { said, .. } => words(match said {
                DaySaid::Nobody => &WORDS.nobody,
                _ => &WORDS.not_locked,
            }),
            DayCell::Hole if day.row.as_ref().is_some_and(|row| row.open_again) => {
                words(&WORDS.found_open)
            }
            DayCell::Hole => words(&WORDS.no_lock),
            DayCell::None if !self.in_use(day.day.0) => words(&WORDS.unused),
            DayCell::None if !day.open => words(&WORDS.closed),
            DayCell::None => vec![Cell::new(""); columns],
        }
    }

    /// A closed day still to come.
    fn bare_closed(&self, day: &MonthDay) -> bool {
        matches!(day.cell, DayCell::None) && !day.open && self.in_use(day.day.0)
    }

    fn in_use(&self, date: NaiveDate) -> bool {
        self.view.office.place(self.place, date).is_some()
    }

    /// The marks beside the row.
    fn margin(&self, day: &MonthDay) -> Vec<String> {
        match &day.cell {
            DayCell::Lock {
                lock,
                later,
                corrected,
                again,
                off_roster,
                closed,
            } => {
                let row = day.row.as_ref();
                let name = say::person(self.view, lock.by, day.day.0);
                let off = fill(&WORDS.off_roster, &[("name", &name)]);
                [
                    (*off_roster, off),
                    (*later, WORDS.later.clone()),
                    (*corrected, WORDS.corrected.clone()),
                    (*again, WORDS.again.clone()),
                    (*closed, WORDS.closed_day.clone()),
                    (row.is_some_and(|r| r.open_again), WORDS.explained.clone()),
                ]
                .into_iter()
                .filter(|(is, _)| *is)
                .map(|(_, word)| word)
                .collect()
            }
            DayCell::Explained { received: true, .. } => vec![WORDS.explained.clone()],
            DayCell::Explained { .. } => vec![WORDS.waits.clone()],
            DayCell::Hole if day.row.as_ref().is_some_and(|row| row.open_explained) => {
                vec![WORDS.waits.clone()]
            }
            DayCell::Hole => vec![WORDS.needed.clone()],
            DayCell::Closed | DayCell::Today | DayCell::None => Vec::new(),
        }
    }

    fn clock(&self, lock: &Locked, day: WorkDay) -> String {
        say::clock(lock.happened, day, self.view.office.settings.cut)
    }

    /// What is said of a day below the table.
    fn remark(&self, day: &MonthDay, case: Option<&Case>) -> Result<Vec<String>, FormError> {
        let mut said = Vec::new();
        let hole = matches!(day.cell, DayCell::Hole);
        let (Some(row), Some(case)) = (&day.row, case) else {
            if hole {
                said.push(WORDS.note_hole.clone());
            }
            return Ok(said);
        };
        let explained = matches!(row.said, DaySaid::NotLocked | DaySaid::Nobody);
        if explained {
            said.extend(self.explained(row, case)?);
        } else if hole && !row.open_again {
            said.push(WORDS.note_hole.clone());
        }
        said.extend(self.found(row, case)?);
        if hole && row.open_again && !row.open_explained {
            said.push(WORDS.note_open_hole.clone());
        }
        if row.locks.len() > 1 {
            let before = row.locks.iter().rev().skip(1).rev();
            let locks: Vec<String> = before
                .map(|lock| {
                    let name = say::person(self.view, lock.by, day.day.0);
                    let clock = self.clock(lock, day.day);
                    fill(&WORDS.note_lock, &[("clock", &clock), ("name", &name)])
                })
                .collect();
            let locks = locks.join(&WORDS.between);
            said.push(fill(&WORDS.note_again, &[("locks", &locks)]));
        }
        if let Some(lock) = row.locks.last()
            && WorkDay::of(lock.recorded.0, self.view.office.settings.cut) > day.day
        {
            let why = paragraph(case, "why");
            said.push(fill(
                &WORDS.note_later,
                &[
                    ("when", &say::moment(lock.recorded.0, day.day.0)),
                    ("name", &say::person(self.view, lock.by, day.day.0)),
                    ("why", &why),
                ],
            ));
        }
        if let Some(definition) = self.view.catalogue().get(&case.procedure) {
            said.extend(say::corrections(self.view, definition, case));
        }
        Ok(said)
    }

    /// Who said why there was no lock, who received it, and what followed.
    fn explained(&self, row: &DayRow, case: &Case) -> Result<Vec<String>, FormError> {
        let view = self.view;
        let what = match row.said {
            DaySaid::Nobody => &WORDS.note_nobody,
            _ => &WORDS.note_not_locked,
        };
        let mut said = Vec::new();
        if let Some(mark) = say::standing(case, EXPLAIN, None) {
            let date = mark.recorded.0.date();
            said.push(fill(
                &WORDS.note_explained,
                &[
                    ("what", what),
                    ("name", &say::person(view, mark.by, date)),
                    ("day", &say::day(date, self.month.first())),
                ],
            ));
        }
        let at = |id: &str| match case.values.get(&FieldId::from(id)) {
            Some(Value::Moment(at)) => Some(say::moment(*at, self.month.first())),
            _ => None,
        };
        if let (Some(from), Some(until)) = (at("from"), at("until")) {
            said.push(fill(
                &WORDS.note_until,
                &[("from", &from), ("until", &until)],
            ));
        }
        said.extend(counted(case, "counted", "missing"));
        let words = paragraph(case, "words");
        if !words.is_empty() {
            said.push(fill(&WORDS.note_words, &[("words", &words)]));
        }
        said.push(self.received(case, RECEIVED));
        said.extend(say::opened(view, case)?);
        Ok(said)
    }

    /// That it was found open after it was recorded as locked.
    fn found(&self, row: &DayRow, case: &Case) -> Result<Vec<String>, FormError> {
        let mut said = Vec::new();
        if row.found_open == 0 {
            return Ok(said);
        }
        for mark in case
            .marks
            .iter()
            .filter(|m| m.void.is_none() && m.step.0 == FOUND_OPEN)
        {
            let date = mark.happened.0.date();
            said.push(fill(
                &WORDS.note_found,
                &[
                    ("when", &say::moment(mark.happened.0, self.month.first())),
                    ("name", &say::person(self.view, mark.by, date)),
                ],
            ));
        }
        said.extend(counted(case, "found_counted", "found_missing"));
        said.push(self.received(case, RECEIVED_OPEN));
        if !matches!(row.said, DaySaid::NotLocked | DaySaid::Nobody) {
            said.extend(say::opened(self.view, case)?);
        }
        Ok(said)
    }

    fn received(&self, case: &Case, step: &str) -> String {
        match say::standing(case, step, None) {
            None => WORDS.note_waits.clone(),
            Some(mark) => {
                let date = mark.recorded.0.date();
                let name = say::signer(self.view, mark.by, mark.capacity, date);
                let day = say::day(date, self.month.first());
                fill(&WORDS.note_received, &[("name", &name), ("day", &day)])
            }
        }
    }

    /// That the place was not in use all month, or that the month is not over.
    fn about_the_sheet(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let used: Vec<NaiveDate> = self.month.days().filter(|day| self.in_use(*day)).collect();
        let day = wareki::day_of_year;
        if let (Some(first), Some(last)) = (used.first(), used.last()) {
            if *last < self.month.last() {
                let names = [("from", day(*first)), ("until", day(*last))];
                let names = names.each_ref().map(|(k, v)| (*k, v.as_str()));
                notes.push(fill(&WORDS.note_place, &names));
            } else if *first > self.month.first() {
                notes.push(fill(&WORDS.note_place_from, &[("from", &day(*first))]));
            }
        }
        let today = self.view.today().0;
        if today < self.month.last() {
            notes.push(fill(&WORDS.note_so_far, &[("day", &day(today))]));
        }
        notes
    }
}

/// What was counted inside.
fn counted(case: &Case, counted: &str, missing: &str) -> Option<String> {
    let count = |id: &str| match case.values.get(&FieldId::from(id)) {
        Some(Value::Count(count)) => Some(count.to_string()),
        _ => None,
    };
    Some(fill(
        &WORDS.note_counted,
        &[("counted", &count(counted)?), ("missing", &count(missing)?)],
    ))
}

fn paragraph(case: &Case, id: &str) -> String {
    match case.values.get(&FieldId::from(id)) {
        Some(Value::Paragraph(words)) => say::one_line(words),
        _ => String::new(),
    }
}
