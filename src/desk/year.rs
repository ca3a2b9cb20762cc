//! The closing of a unit's 年度 for 第2号様式 and 第3号様式: which lines are still open, which were
//! carried over or explained, and who closed it. Numbers belong to the year in which they were given
//! and never move; what is carried over stands on the next year's sheet under its old number.

use super::error::DeskError;
use super::rows::{CaseRow, key};
use super::view::View;
use crate::calendar::{FiscalYear, Recorded, TypedPeriod, WorkDay, parse_period};
use crate::journal::{Capacity, CaseId, PersonNo, UnitId};
use crate::office::Office;
use crate::procedure::{
    Case, Catalogue, DefId, Definition, FieldId, Law, Refusal, SheetFault, Value, Values,
};
use crate::store::{Direction, KeyRange, Rows as _};
use crate::text::{Paragraph, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// The procedure that closes a year.
pub const YEAR_CLOSE: &str = "year_close";
/// Its field with the first day of the year.
const YEAR: &str = "year";
/// So many numbers stand on a line of its record at most.
const A_LINE: usize = 60;

/// One of the two forms whose lines a year closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Book {
    /// 第2号様式.
    TakeOut,
    /// 第3号様式.
    Sending,
}

impl Book {
    /// Both.
    pub const ALL: [Self; 2] = [Self::TakeOut, Self::Sending];

    /// The law of its cases.
    #[must_use]
    pub fn law(self) -> Law {
        match self {
            Self::TakeOut => Law::TakeOut,
            Self::Sending => Law::Sending,
        }
    }

    /// Its form, by name in `data/forms`.
    #[must_use]
    pub fn form(self) -> &'static str {
        match self {
            Self::TakeOut => "take-out",
            Self::Sending => "sending",
        }
    }

    fn carried(self) -> FieldId {
        FieldId::from(match self {
            Self::TakeOut => "take_out_carried",
            Self::Sending => "sending_carried",
        })
    }

    fn explained(self) -> FieldId {
        FieldId::from(match self {
            Self::TakeOut => "take_out_explained",
            Self::Sending => "sending_explained",
        })
    }
}

/// A line by its form, its year and its No.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineName {
    /// The form.
    pub book: Book,
    /// The year in which the No. was given.
    pub year: FiscalYear,
    /// The No.
    pub no: u32,
}

/// A line that is still open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearLine {
    /// Its name.
    pub name: LineName,
    /// The case.
    pub case: CaseId,
    /// What it is about.
    pub title: Text,
}

/// What becomes of an open line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// 繰越.
    Carried,
    /// Explained, in one line.
    Explained(Text),
}

/// A signed closing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// Its case.
    pub case: CaseId,
    /// Who closed.
    pub by: PersonNo,
    /// As what.
    pub capacity: Capacity,
    /// When.
    pub recorded: Recorded,
    /// Where in the journal: what came to a line later stands behind it.
    pub index: u64,
    /// What was carried over.
    pub carried: Vec<LineName>,
    /// What was explained, and how.
    pub explained: Vec<(LineName, String)>,
}

impl View {
    /// The lines of a unit that were given a No. in `year` or before, and are still open.
    pub fn year_lines(&self, unit: UnitId, year: FiscalYear) -> Result<Vec<YearLine>, DeskError> {
        let mut lines = Vec::new();
        for book in Book::ALL {
            for open in self.open_rows_of(book.law())? {
                let Some(row) = self.case_row(open.case)? else {
                    continue;
                };
                if let Some(name) = name_of(self.catalogue(), &row)
                    && row.case.unit == unit
                    && name.year <= year
                {
                    lines.push(YearLine {
                        name,
                        case: open.case,
                        title: open.subject.title,
                    });
                }
            }
        }
        lines.sort_by_key(|line| line.name);
        Ok(lines)
    }

    /// Every closing of that year of a unit, the first one first.
    pub fn closings(&self, unit: UnitId, year: FiscalYear) -> Result<Vec<Closing>, DeskError> {
        let id = DefId::from(YEAR_CLOSE);
        let book = key::book(Law::Record, &id);
        let mut cases = Vec::new();
        self.rows()?.scan(
            &KeyRange::prefix(key::FORMS, &key::forms_of(unit, &book)),
            Direction::Forward,
            usize::MAX,
            &mut |_, value| {
                cases.extend(serde_json::from_slice::<CaseId>(value));
                ControlFlow::Continue(())
            },
        )?;
        let mut closings = Vec::new();
        for case in cases {
            let Some(row) = self.case_row(case)? else {
                continue;
            };
            let mark = row.case.marks.iter().find(|mark| mark.void.is_none());
            if let (Some(mark), Some(index)) = (mark, row.log.first())
                && closes(&row.case) == Some(year)
            {
                let named = Named::of(&row.case.values);
                closings.push(Closing {
                    case,
                    by: mark.by,
                    capacity: mark.capacity,
                    recorded: mark.recorded,
                    index: *index,
                    carried: named.carried,
                    explained: named.explained,
                });
            }
        }
        closings.sort_by_key(|closing| closing.index);
        Ok(closings)
    }

    /// Whether a closing may be signed so, as the year stands now.
    pub(super) fn judges_year(
        &self,
        definition: &Definition,
        case: &Case,
        signer: (PersonNo, Recorded),
    ) -> Result<Result<(), Refusal>, DeskError> {
        let mut rows = Vec::new();
        if definition.id.0 == YEAR_CLOSE {
            for book in Book::ALL {
                for open in self.open_rows_of(book.law())? {
                    rows.extend(self.case_row(open.case)?);
                }
            }
        }
        Ok(judge(
            &self.office,
            self.catalogue(),
            (definition, case),
            signer,
            &rows,
        ))
    }
}

/// What a closing of `year` says of the lines that are still open.
///
/// # Errors
/// More is said than a record holds.
pub fn closing_values(
    year: FiscalYear,
    lines: &[(LineName, Fate)],
) -> Result<Values, crate::text::ParagraphError> {
    let mut values = Values::from([(FieldId::from(YEAR), Value::Date(year.start()))]);
    for book in Book::ALL {
        let mut carried: BTreeMap<FiscalYear, Vec<u32>> = BTreeMap::new();
        let mut explained: BTreeMap<(FiscalYear, &str), Vec<u32>> = BTreeMap::new();
        for (name, fate) in lines.iter().filter(|(name, _)| name.book == book) {
            match fate {
                Fate::Carried => carried.entry(name.year).or_default().push(name.no),
                Fate::Explained(why) => {
                    let of = explained.entry((name.year, why.as_str())).or_default();
                    of.push(name.no);
                }
            }
        }
        let said = carried.iter().map(|(year, nos)| (*year, nos, None));
        let carried: Vec<String> = said.flat_map(written).collect();
        let said = explained
            .iter()
            .map(|((year, why), nos)| (*year, nos, Some(*why)));
        let explained: Vec<String> = said.flat_map(written).collect();
        for (field, lines) in [(book.carried(), carried), (book.explained(), explained)] {
            if !lines.is_empty() {
                let words = Paragraph::new(&lines.join("\n"))?;
                values.insert(field, Value::Paragraph(words));
            }
        }
    }
    Ok(values)
}

/// 「令和8年度: 3, 5」, and behind it why.
fn written((year, nos, why): (FiscalYear, &Vec<u32>, Option<&str>)) -> Vec<String> {
    let line = |nos: &[u32]| {
        let nos: Vec<String> = nos.iter().map(ToString::to_string).collect();
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        format!("{}: {}{why}", year.label(), nos.join(", "))
    };
    nos.chunks(A_LINE).map(line).collect()
}

/// What a closing names.
#[derive(Debug, Default)]
struct Named {
    carried: Vec<LineName>,
    explained: Vec<(LineName, String)>,
}

impl Named {
    fn of(values: &Values) -> Self {
        let mut named = Self::default();
        for book in Book::ALL {
            for line in lines_of(values, &book.carried()) {
                named
                    .carried
                    .extend(read(book, line).into_iter().map(|(name, _)| name));
            }
            for line in lines_of(values, &book.explained()) {
                // What is explained without a word is not explained.
                let said = read(book, line).into_iter();
                named
                    .explained
                    .extend(said.filter(|(_, why)| !why.is_empty()));
            }
        }
        named
    }

    fn all(&self) -> BTreeSet<LineName> {
        let explained = self.explained.iter().map(|(name, _)| *name);
        self.carried.iter().copied().chain(explained).collect()
    }
}

fn lines_of<'a>(values: &'a Values, field: &FieldId) -> impl Iterator<Item = &'a str> {
    let words = match values.get(field) {
        Some(Value::Paragraph(words)) => words.lines(),
        _ => &[],
    };
    words.iter().map(Text::as_str)
}

/// The lines that one line of a closing names, and why.
fn read(book: Book, line: &str) -> Vec<(LineName, String)> {
    let Some((year, rest)) = line.split_once(": ") else {
        return Vec::new();
    };
    let near = chrono::NaiveDate::MIN;
    let Some(TypedPeriod::Year(year)) = parse_period(year, near) else {
        return Vec::new();
    };
    let (nos, why) = rest.split_once(": ").unwrap_or((rest, ""));
    nos.split(", ")
        .filter_map(|no| no.parse().ok())
        .map(|no| (LineName { book, year, no }, why.trim().to_owned()))
        .collect()
}

/// The year that a case closes.
fn closes(case: &Case) -> Option<FiscalYear> {
    match case.values.get(&FieldId::from(YEAR)) {
        Some(Value::Date(day)) => Some(FiscalYear::of(*day)),
        _ => None,
    }
}

/// The name of a case's line; none for what has no No. yet.
fn name_of(catalogue: &Catalogue, row: &CaseRow) -> Option<LineName> {
    let definition = catalogue.get(&row.case.procedure)?;
    let book = Book::ALL.into_iter().find(|b| b.law() == definition.law)?;
    let numbers = |id| definition.step(id).is_some_and(|step| step.numbers);
    let mark = row.case.marks.iter().find(|mark| numbers(&mark.step))?;
    Some(LineName {
        book,
        year: FiscalYear::of(mark.recorded.0.date()),
        no: row.form_no?,
    })
}

/// Judges a closing that `person` signs with this entry against the cases that are open: the year is
/// over, and no open line of it is left without a word. A judging fold gives no numbers (each is 0):
/// there, as many lines must be named as are open.
pub(super) fn judge(
    office: &Office,
    catalogue: &Catalogue,
    (definition, case): (&Definition, &Case),
    (person, recorded): (PersonNo, Recorded),
    open: &[CaseRow],
) -> Result<(), Refusal> {
    let signs = |mark: &crate::procedure::Mark| mark.by == person && mark.recorded == recorded;
    if definition.id.0 != YEAR_CLOSE || !case.marks.iter().any(signs) {
        return Ok(());
    }
    // The machine has asked for the year.
    let Some(year) = closes(case) else {
        return Ok(());
    };
    let today = WorkDay::of(recorded.0, office.settings.cut).0;
    if today <= year.end() {
        return Err(Refusal::Sheet(SheetFault::NotOver(year.end())));
    }
    let named = Named::of(&case.values).all();
    let open = open.iter().filter(|row| row.case.unit == case.unit);
    let open = open.filter_map(|row| name_of(catalogue, row));
    let mut left = 0;
    let mut unknown: BTreeMap<(Book, FiscalYear), usize> = BTreeMap::new();
    for name in open.filter(|name| name.year <= year) {
        if name.no == 0 {
            *unknown.entry((name.book, name.year)).or_default() += 1;
        } else if !named.contains(&name) {
            left += 1;
        }
    }
    for ((book, year), count) in unknown {
        let said = named.iter().filter(|n| n.book == book && n.year == year);
        left += count.saturating_sub(said.count());
    }
    if left > 0 {
        return Err(Refusal::Sheet(SheetFault::Lines(left)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_closing_writes_down_is_read_back() {
        let year = FiscalYear::new(2026).unwrap();
        let name = |book, no| LineName { book, year, no };
        let why = Text::new("相手先が保管中: 4月に返却の約束").unwrap();
        let lines = [
            (name(Book::TakeOut, 3), Fate::Carried),
            (name(Book::TakeOut, 5), Fate::Carried),
            (name(Book::Sending, 2), Fate::Explained(why.clone())),
        ];
        let named = Named::of(&closing_values(year, &lines).unwrap());
        assert_eq!(
            named.carried,
            [name(Book::TakeOut, 3), name(Book::TakeOut, 5)]
        );
        assert_eq!(named.explained, [(name(Book::Sending, 2), why.to_string())]);
        let many: Vec<_> = (1..=500)
            .map(|no| (name(Book::TakeOut, no), Fate::Carried))
            .collect();
        let named = Named::of(&closing_values(year, &many).unwrap());
        assert_eq!(named.all().len(), 500);
    }

    #[test]
    fn what_is_explained_without_a_word_is_not_explained() {
        assert_eq!(read(Book::Sending, "令和8年度: 2: ")[0].1, "");
        let words = Value::Paragraph(Paragraph::new("令和8年度: 2").unwrap());
        let values = Values::from([(Book::Sending.explained(), words)]);
        assert!(Named::of(&values).all().is_empty());
    }
}
