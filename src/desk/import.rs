//! People and places from a table, read from a file or pasted out of a spreadsheet.
//!
//! A table is taken whole or not at all: every cell that does not fit is named by row, column and
//! reason. `file` alone touches the disk; `table` knows headings and cells. The words of headings
//! are data (`data/import/columns.toml`).

mod file;
mod holdings;
mod table;

pub use file::{MAX_BYTES, ReadAs, TableFileError, decode, read_file};
pub use holdings::{ItemRow, holdings};

use crate::journal::{PersonNo, Role};
use crate::office::ProfileId;
use crate::text::{Text, TextError, digits, fold_key};
use serde::Deserialize;
use std::collections::BTreeMap;
use table::{Cells, LAYOUT, Table, is_between, same};

/// The most rows of a table: more people than numbers cannot be.
pub const MAX_ROWS: usize = 999;

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// 番.
    Number,
    /// 氏名.
    Name,
    /// ふりがな.
    Kana,
    /// 担当.
    Section,
    /// 役割.
    Role,
    /// 場所.
    Place,
    /// 鍵の置き場所.
    Key,
    /// 施錠できる人.
    Roster,
    /// 件名.
    Title,
    /// 件数 (本人の数).
    Count,
    /// 媒体.
    Media,
    /// 要配慮の区分.
    Special,
    /// 登録簿の事務.
    Task,
    /// 目録.
    List,
    /// 根拠法令.
    Basis,
    /// いつまで.
    Until,
}

/// A person as a row gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// 番.
    pub no: PersonNo,
    /// 氏名.
    pub name: Text,
    /// ふりがな.
    pub kana: Text,
    /// 担当; empty where the table has none.
    pub section: Text,
    /// 役割; none where the table has no such column, empty for an ordinary member of staff.
    pub roles: Option<Vec<Role>>,
}

/// A place as a row gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceRow {
    /// 場所.
    pub name: Text,
    /// 鍵の置き場所.
    pub key_place: Text,
    /// 施錠できる人.
    pub roster: Vec<PersonNo>,
}

/// Somebody who is known already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Their number.
    pub no: PersonNo,
    /// Their name.
    pub name: Text,
    /// Whether they sign as staff, so that 全員 means them.
    pub staff: bool,
}

/// A row that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// The row as a text editor counts it, from 1; 0 for the table as a whole.
    pub row: u64,
    /// In which column.
    pub column: Option<Column>,
    /// Why.
    pub why: Why,
}

/// Why a row does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There is no row at all.
    Empty,
    /// More rows than can be.
    TooManyRows {
        /// How many there are.
        rows: usize,
        /// How many there may be.
        most: usize,
    },
    /// The column is needed and missing.
    NoColumn,
    /// The heading is none that is known.
    UnknownHeading(String),
    /// Two columns of one heading.
    HeadingTwice,
    /// More cells than columns.
    TooManyCells {
        /// How many cells.
        found: usize,
        /// How many columns.
        columns: usize,
    },
    /// The cell is empty and may not be.
    Missing,
    /// A character that no record may hold, or too long.
    Text(TextError),
    /// Not a number of a person: 1 to 999.
    Number(String),
    /// It stands in an earlier row already.
    Twice {
        /// Which row.
        row: u64,
    },
    /// The number is another person's already.
    Taken {
        /// Whose.
        name: Text,
    },
    /// The place is known already.
    PlaceKnown,
    /// No role under these rules.
    Role(String),
    /// Nobody has this number or name.
    Nobody(String),
    /// More than one person has this name.
    Namesakes(String),
    /// Not the number of an item: 1 to 65535.
    Item(String),
    /// Not a number of persons from 1.
    Count(String),
    /// No medium.
    Media(String),
    /// No kind of special-care-required personal information.
    Kind(String),
    /// No place of this office.
    NoPlace(String),
    /// None of the three lists of a contract.
    List(String),
    /// Not a day.
    Day(String),
    /// One of two that belong together is missing: a law and its day.
    Alone,
}

/// Reads a table of people. `known` are there already: a row with the number and name of one of
/// them brings them up to date.
///
/// # Errors
/// Everything that does not fit, in the order of rows; nothing is taken then.
pub fn people(
    text: &str,
    profile: ProfileId,
    known: &[Known],
) -> Result<Vec<PersonRow>, Vec<Misfit>> {
    let table = Table::read(text, &LAYOUT.people)?;
    let has_roles = table.has(Column::Role);
    let mut misfits = Vec::new();
    let mut rows: Vec<PersonRow> = Vec::new();
    let mut seen: BTreeMap<PersonNo, u64> = BTreeMap::new();
    for row in &table.rows {
        let mut cells = Cells::of(&table, row, &mut misfits);
        let no = cells.number(Column::Number);
        let name = cells.text(Column::Name, true);
        let kana = cells.text(Column::Kana, true);
        let section = cells.text(Column::Section, false);
        let roles = cells.roles(Column::Role, profile);
        if let Some(no) = no {
            if let Some(first) = seen.get(&no) {
                cells.misfit(Column::Number, Why::Twice { row: *first });
            } else if let Some(other) = known.iter().find(|k| k.no == no)
                && name.as_ref().is_some_and(|name| *name != other.name)
            {
                let name = other.name.clone();
                cells.misfit(Column::Number, Why::Taken { name });
            }
            seen.entry(no).or_insert(row.line);
        }
        if let (Some(no), Some(name), Some(kana), Some(section), Some(roles)) =
            (no, name, kana, section, roles)
        {
            rows.push(PersonRow {
                no,
                name,
                kana,
                section,
                roles: has_roles.then_some(roles),
            });
        }
    }
    all_or(rows, misfits)
}

/// Reads a table of places; those who lock are named by number or by name.
///
/// # Errors
/// Everything that does not fit, in the order of rows; nothing is taken then.
pub fn places(text: &str, people: &[Known], there: &[Text]) -> Result<Vec<PlaceRow>, Vec<Misfit>> {
    let table = Table::read(text, &LAYOUT.places)?;
    let mut misfits = Vec::new();
    let mut rows: Vec<PlaceRow> = Vec::new();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for row in &table.rows {
        let mut cells = Cells::of(&table, row, &mut misfits);
        let name = cells.text(Column::Place, true);
        let key_place = cells.text(Column::Key, true);
        let roster = cells.roster(Column::Roster, people);
        if let Some(name) = &name {
            let key = fold_key(name.as_str());
            if let Some(first) = seen.get(&key) {
                cells.misfit(Column::Place, Why::Twice { row: *first });
            } else if there.iter().any(|t| fold_key(t.as_str()) == key) {
                cells.misfit(Column::Place, Why::PlaceKnown);
            }
            seen.entry(key).or_insert(row.line);
        }
        if let (Some(name), Some(key_place), Some(roster)) = (name, key_place, roster) {
            rows.push(PlaceRow {
                name,
                key_place,
                roster,
            });
        }
    }
    all_or(rows, misfits)
}

/// Reads the people of a list such as `05 07` or `佐藤 健、鈴木 花子` or 全員, as a cell of a table
/// or a field of a form holds it.
///
/// # Errors
/// The first that is nobody, or nobody in particular.
pub fn roster(cell: &str, people: &[Known]) -> Result<Vec<PersonNo>, Why> {
    let mut found: Vec<PersonNo> = Vec::new();
    let mut add = |no| {
        if !found.contains(&no) {
            found.push(no);
        }
    };
    if LAYOUT.words.everybody.iter().any(|word| same(word, cell)) {
        return Ok(people.iter().filter(|p| p.staff).map(|p| p.no).collect());
    }
    for part in cell.split(is_between).map(str::trim) {
        let folded = digits(part);
        if folded
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace())
        {
            for number in folded.split_whitespace() {
                let no = number.parse().map(PersonNo).ok();
                let no = no.filter(|no| people.iter().any(|p| p.no == *no));
                add(no.ok_or_else(|| Why::Nobody(number.to_owned()))?);
            }
            continue;
        }
        let mut named = people.iter().filter(|p| same(p.name.as_str(), part));
        let first = named.next().ok_or_else(|| Why::Nobody(part.to_owned()))?;
        if named.next().is_some() {
            return Err(Why::Namesakes(part.to_owned()));
        }
        add(first.no);
    }
    Ok(found)
}

fn all_or<T>(rows: Vec<T>, misfits: Vec<Misfit>) -> Result<Vec<T>, Vec<Misfit>> {
    if misfits.is_empty() {
        Ok(rows)
    } else {
        Err(misfits)
    }
}

#[cfg(test)]
mod tests;
