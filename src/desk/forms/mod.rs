//! Filling official forms: the questions whose answer is a sheet.
//!
//! A layout says which columns there are and from what they are filled; here is what that is, read
//! from one snapshot: the rows of the days and cases, and the office as of each day. Blind values
//! that a second check still waits for are on no sheet.
//!
//! | file | what |
//! |---|---|
//! | `known` | what layouts may name; the judging of an office's own |
//! | `days` | 第1号様式: a row a day |
//! | `lines` | a row a document: 第2号様式, 第3号様式, records, certificates |
//! | `closing` | what the closing of a year does to its sheets |
//! | `case` | a row a value, item, signature or act of one case |
//! | `held` | a row an item of the register |
//! | `say` | people, days and values in the words of paper |
//! | `write` | sheets into a file, one after another |

mod case;
mod closing;
mod days;
mod held;
mod known;
mod lines;
mod say;
mod write;

pub use known::judge_form;
pub(in crate::desk) use known::judge_layout;
use known::{ANY, Names, law_of};
pub use write::{FileKind, Going, WriteError, Wrote};

use super::error::DeskError;
use super::rows::{CaseRow, key};
use super::view::View;
use super::year::LineName;
use crate::calendar::{FiscalYear, Month};
use crate::form::{Foot, Forms, HeadLine, Layout, Per, Shape, Sheet, WORDS, WhenDef, fill};
use crate::journal::{CaseId, Checkpoint, PlaceId, UnitId};
use crate::procedure::{DefId, Definition, FieldId, Value, redact};
use crate::store::{Direction, KeyRange, ReadLog as _, Rows as _};
use std::ops::ControlFlow;

/// Which sheets of a form are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The time they cover.
    pub period: Period,
    /// Only this place.
    pub place: Option<PlaceId>,
}

/// The time that sheets cover, or the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A calendar month.
    Month(Month),
    /// A fiscal year; of a monthly form, its months up to today.
    Year(FiscalYear),
    /// One case.
    Case(CaseId),
    /// The register as it stands.
    Now,
}

/// Why there is no sheet.
#[derive(Debug, thiserror::Error)]
pub enum FormError {
    /// A question that could not be answered.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// It has not begun.
    #[error("the month or year has not begun")]
    Future,
    /// The form covers something else.
    #[error("the form covers {0:?}")]
    Per(Per),
    /// The place was not in use in that time, or there is none of that name.
    #[error("no such place in that time")]
    NoPlace,
    /// The case does not run what the form accepts.
    #[error("the form does not accept that case")]
    OtherLaw,
}

impl From<crate::store::StoreError> for FormError {
    fn from(e: crate::store::StoreError) -> Self {
        Self::Desk(e.into())
    }
}

/// Of what one sheet is.
#[derive(Clone, Copy)]
enum Of {
    Month(PlaceId, Month),
    Year(UnitId, FiscalYear),
    Case(CaseId),
    Register,
}

/// A case made ready for paper: without what is still hidden.
struct Shown<'a> {
    row: CaseRow,
    definition: &'a Definition,
    /// Something of it is still hidden.
    blind: bool,
}

impl View {
    /// The forms at hand: those of the program that fit the procedures which the office runs, and
    /// in their place the office's own.
    ///
    /// # Errors
    /// None yet; a layout of the office's own that no longer fits is told by [`Forms::faults`].
    pub fn forms(&self) -> Result<Forms, FormError> {
        let own = self.office.own_forms();
        let own: Vec<(&str, &str)> = own.map(|f| (f.id.as_str(), f.text.as_str())).collect();
        let mut forms = Forms::of_office(&own, &Names(self.catalogue()));
        forms.keep(|layout| self.has_use(layout));
        Ok(forms)
    }

    /// Whether a form makes sense here: those of another profile only where the register says that
    /// something stands on them.
    fn has_use(&self, layout: &Layout) -> bool {
        let own = layout.profiles.is_empty() || layout.profiles.contains(&self.office.profile);
        let listed = || {
            let mut held = self.office.holdings.iter();
            layout.list.is_some() && held.any(|item| item.list == layout.list)
        };
        layout.by_office || own || listed()
    }

    /// The sheets of a form, all at once: for one month or one case. A year is asked for with
    /// [`View::sheets_each`].
    ///
    /// # Errors
    /// [`FormError`]
    pub fn sheets(&self, layout: &Layout, wanted: &Wanted) -> Result<Vec<Sheet>, FormError> {
        let mut sheets = Vec::new();
        let _ = self.sheets_each(layout, wanted, &mut |_, _, sheet| {
            sheets.push(sheet);
            ControlFlow::Continue(())
        })?;
        Ok(sheets)
    }

    /// The sheets of a form, one after another; only one is filled at a time. `each` is told which
    /// it is, from 0, and of how many, and may break off; whether it did is given back.
    ///
    /// # Errors
    /// [`FormError`], before the first sheet where there is none.
    pub fn sheets_each(
        &self,
        layout: &Layout,
        wanted: &Wanted,
        each: &mut dyn FnMut(usize, usize, Sheet) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, FormError> {
        let of = self.sheets_of(layout, wanted)?;
        let foot = self.foot(layout)?;
        for (nth, one) in of.iter().enumerate() {
            let sheet = match *one {
                Of::Month(place, month) => days::sheet(self, layout, place, month, foot.clone())?,
                Of::Year(unit, year) => self.year_sheet(layout, (unit, year), foot.clone())?,
                Of::Case(case) => {
                    let row = self.case_row(case)?.ok_or(DeskError::NoCase(case))?;
                    let shown = self.accepted(layout, row).ok_or(FormError::OtherLaw)?;
                    case::sheet(self, layout, &shown, foot.clone())?
                }
                Of::Register => held::sheet(self, layout, foot.clone())?,
            };
            if each(nth, of.len(), sheet).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Of what the sheets are that are wanted, in the order in which they are printed.
    fn sheets_of(&self, layout: &Layout, wanted: &Wanted) -> Result<Vec<Of>, FormError> {
        let today = self.today().0;
        match (layout.per, wanted.period) {
            (Per::PlaceMonth, Period::Month(month)) => {
                if month.first() > today {
                    return Err(FormError::Future);
                }
                self.of_months([month], wanted.place)
            }
            (Per::PlaceMonth, Period::Year(year)) => {
                if year.start() > today {
                    return Err(FormError::Future);
                }
                let begun = year.months().filter(|month| month.first() <= today);
                self.of_months(begun, wanted.place)
            }
            (Per::FiscalYear, Period::Year(year)) => {
                if year.start() > today {
                    return Err(FormError::Future);
                }
                let units = self.office.units.iter();
                Ok(units.map(|unit| Of::Year(unit.id, year)).collect())
            }
            (Per::Case, Period::Case(case)) => Ok(vec![Of::Case(case)]),
            (Per::Register, Period::Now) => Ok(vec![Of::Register]),
            (per, _) => Err(FormError::Per(per)),
        }
    }

    /// The places that were in use in each of the months.
    fn of_months(
        &self,
        months: impl IntoIterator<Item = Month>,
        place: Option<PlaceId>,
    ) -> Result<Vec<Of>, FormError> {
        let mut of = Vec::new();
        for month in months {
            let used = self.office.places.iter();
            let mut places: Vec<PlaceId> = used
                .filter(|p| p.span.from <= month.last())
                .filter(|p| p.span.until.is_none_or(|until| until >= month.first()))
                .map(|p| p.id)
                .filter(|id| place.is_none_or(|wanted| wanted == *id))
                .collect();
            places.sort();
            places.dedup();
            of.extend(places.into_iter().map(|place| Of::Month(place, month)));
        }
        if of.is_empty() {
            return Err(FormError::NoPlace);
        }
        Ok(of)
    }

    fn year_sheet(
        &self,
        layout: &Layout,
        (unit, year): (UnitId, FiscalYear),
        foot: Foot,
    ) -> Result<Sheet, FormError> {
        let mut sheet = lines::begin(self, layout, (unit, year), foot);
        closing::carried(self, layout, (unit, year), &mut sheet)?;
        let listed = self.listed(layout, unit, year)?;
        for id in &listed {
            let row = self.case_row(*id)?;
            if let Some(shown) = row.and_then(|row| self.accepted(layout, row)) {
                lines::add(self, layout, &shown, &mut sheet)?;
            }
        }
        let waiting = self.waiting(layout, (unit, year), &listed)?;
        lines::end(layout, &mut sheet, waiting);
        closing::told(self, layout, (unit, year), &mut sheet)?;
        Ok(sheet)
    }

    /// How many cases that were begun in the year the form will list once they are confirmed.
    fn waiting(
        &self,
        layout: &Layout,
        (unit, year): (UnitId, FiscalYear),
        listed: &[CaseId],
    ) -> Result<usize, DeskError> {
        let mut count = 0;
        for open in self.open_rows()? {
            let begun = FiscalYear::of(open.opened.0.date());
            if open.unit != unit || begun != year || listed.contains(&open.case) {
                continue;
            }
            let row = self.case_row(open.case)?;
            // One that another case opened and nobody has signed tells of nothing yet.
            let row = row.filter(|row| row.form_no.is_none() && !row.case.marks.is_empty());
            count += usize::from(row.is_some_and(|row| self.accepts(layout, &row)));
        }
        Ok(count)
    }

    /// The books whose cases a layout accepts.
    fn books(&self, layout: &Layout) -> Vec<Vec<u8>> {
        let mut books: Vec<Vec<u8>> = Names(self.catalogue())
            .of(&layout.law, &layout.procedures)
            .map(|d| key::book(d.law, &d.id))
            .collect();
        books.sort();
        books.dedup();
        books
    }

    /// The cases that a form of that year lists, book by book in the order of their numbers.
    fn listed(
        &self,
        layout: &Layout,
        unit: UnitId,
        year: FiscalYear,
    ) -> Result<Vec<CaseId>, DeskError> {
        let mut found = Vec::new();
        for book in self.books(layout) {
            self.snapshot.rows(super::rows::SCHEMA)?.scan(
                &KeyRange::prefix(key::FORMS, &key::forms(unit, &book, year)),
                Direction::Forward,
                usize::MAX,
                &mut |_, value| {
                    if let Ok(id) = serde_json::from_slice::<CaseId>(value) {
                        found.push(id);
                    }
                    ControlFlow::Continue(())
                },
            )?;
        }
        Ok(found)
    }

    /// The case of a line.
    fn row_named(
        &self,
        layout: &Layout,
        unit: UnitId,
        name: LineName,
    ) -> Result<Option<CaseRow>, DeskError> {
        for id in self.listed(layout, unit, name.year)? {
            let row = self.case_row(id)?;
            if let Some(row) = row.filter(|row| row.form_no == Some(name.no)) {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// The case that a form of that year has under a number.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn case_numbered(
        &self,
        layout: &Layout,
        year: FiscalYear,
        no: u32,
    ) -> Result<Option<CaseId>, DeskError> {
        for unit in &self.office.units {
            for id in self.listed(layout, unit.id, year)? {
                let row = self.case_row(id)?;
                if row.is_some_and(|row| row.form_no.unwrap_or(row.number) == no) {
                    return Ok(Some(id));
                }
            }
        }
        Ok(None)
    }

    /// Whether the form tells of that case: alone, or as one of the lines of its year.
    pub(in crate::desk) fn accepts(&self, layout: &Layout, row: &CaseRow) -> bool {
        layout.per != Per::Register && self.accepted(layout, row.clone()).is_some()
    }

    /// The case made ready for paper, if the form accepts it.
    fn accepted(&self, layout: &Layout, mut row: CaseRow) -> Option<Shown<'_>> {
        let definition = self.catalogue().get(&row.case.procedure)?;
        let law = layout.law == ANY || Some(definition.law) == law_of(&layout.law);
        let only = &layout.procedures;
        if !law || !(only.is_empty() || only.contains(&definition.id.0)) {
            return None;
        }
        let answered = |when: &WhenDef| {
            let field = FieldId::from(when.field.as_str());
            if definition.fields.iter().all(|f| f.id != field) {
                return true;
            }
            match row.case.values.get(&field) {
                Some(Value::Choice(is)) => when.is.contains(&is.0),
                _ => false,
            }
        };
        if !layout.when.iter().all(answered) {
            return None;
        }
        let blind = !crate::procedure::hidden(definition, &row.case).is_empty();
        row.case = redact(definition, &row.case);
        Some(Shown {
            row,
            definition,
            blind,
        })
    }

    fn foot(&self, layout: &Layout) -> Result<Foot, FormError> {
        let (size, root) = self.snapshot.size_and_root()?;
        Ok(Foot {
            checkpoint: Checkpoint {
                office: self.office.id,
                size,
                root,
            },
            printed: self.now,
            sample: self.office.sample,
            qr: layout.qr,
        })
    }

    /// The title of a procedure.
    fn procedure_title<'a>(&'a self, id: &'a DefId) -> &'a str {
        self.catalogue()
            .latest(id)
            .map_or(id.0.as_str(), |d| d.title.ja.as_str())
    }
}

/// A sheet without its rows.
fn empty(layout: &Layout, view: &View, names: &[(&str, &str)], about: String, foot: Foot) -> Sheet {
    let number = layout.official(view.office.profile).map(str::to_owned);
    let mut notes = layout.notes.clone();
    if let Some(adopted) = view
        .office
        .own_form(&layout.id)
        .filter(|_| layout.by_office)
    {
        let day = adopted.since.0.date();
        let (by, second) = (
            say::person(view, adopted.by, day),
            say::person(view, adopted.second, day),
        );
        let names = [
            ("office", view.office.name.to_string()),
            ("day", crate::calendar::wareki::date(day)),
            ("by", by),
            ("second", second),
            ("rev", adopted.rev.to_string()),
        ];
        let names = names.each_ref().map(|(k, v)| (*k, v.as_str()));
        notes.push(fill(&WORDS.office_own, &names));
    } else if number.is_none() {
        notes.push(match layout.elsewhere() {
            // Attached to other rules than the office's own: it is theirs, and official there.
            Some((profile, number)) => {
                let theirs = profile.profile();
                let (whose, rules) = (theirs.name.ja.as_str(), theirs.rules.ja.as_str());
                let names = [("whose", whose), ("rules", rules), ("number", number)];
                fill(&WORDS.of_others, &names)
            }
            None => WORDS.own.clone(),
        });
    }
    let mut names = names.to_vec();
    names.push(("office", view.office.name.as_str()));
    // A line of which no source has anything to say.
    let unsaid = |text: &str| {
        let mut said = crate::form::names(text).into_iter().filter_map(|name| {
            let (_, value) = names.iter().find(|(known, _)| *known == name)?;
            (!Layout::NAMES.contains(&name)).then_some(value.is_empty())
        });
        let first = said.next();
        first.is_some_and(|empty| empty) && said.all(|empty| empty)
    };
    Sheet {
        form: layout.id.clone(),
        number,
        title: fill(&layout.title, &names),
        about,
        paper: layout.paper,
        head: layout
            .head
            .iter()
            .filter(|head| !unsaid(&head.text))
            .map(|head| HeadLine {
                side: head.side,
                line: head.line,
                text: fill(&head.text, &names),
            })
            .collect(),
        columns: Sheet::columns_of(layout),
        rows: Vec::new(),
        rows_per_page: layout.rows,
        fill: layout.fill && layout.shape == Shape::Lines,
        row_height: layout.row_height,
        notes,
        remarks: Vec::new(),
        foot,
    }
}

#[cfg(test)]
mod tests;
