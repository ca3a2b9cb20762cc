//! People and places from a table, read from a file or pasted out of a spreadsheet.
//!
//! A table is taken whole or not at all: every cell that does not fit is named by row, column and
//! reason. Reads text; [`read_file`] alone touches the disk. The words of headings are data
//! (`data/import/columns.toml`).

use crate::journal::{PersonNo, Role};
use crate::office::ProfileId;
use crate::text::{DecodeError, Text, TextError, Tongue, decode_file, digits, fold_key};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The most rows of a table: more people than numbers cannot be.
pub const MAX_ROWS: usize = 999;
/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 4 << 20;

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
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum TableFileError {
    /// The operating system.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Larger than [`MAX_BYTES`].
    #[error("larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// A workbook and not a text: it must be saved as CSV first.
    #[error("a spreadsheet, not a table of text")]
    Workbook,
    /// No encoding that is known.
    #[error(transparent)]
    Encoding(#[from] DecodeError),
}

/// Reads a file of text in UTF-8, UTF-16 or CP932.
///
/// # Errors
/// [`TableFileError`]
pub fn read_file(path: &Path) -> Result<String, TableFileError> {
    if std::fs::metadata(path)?.len() > MAX_BYTES {
        return Err(TableFileError::TooLarge);
    }
    decode(&std::fs::read(path)?)
}

/// Reads bytes of text in UTF-8, UTF-16 or CP932.
///
/// # Errors
/// [`TableFileError`]
pub fn decode(bytes: &[u8]) -> Result<String, TableFileError> {
    // xlsx and ods are zip archives; xls is a compound file.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(TableFileError::Workbook);
    }
    Ok(decode_file(bytes)?.0)
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

fn is_between(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | ';' | '；' | '・' | '/' | '／' | '+')
}

/// Whether two words are one, without regard to width, case, kana and spaces.
fn same(a: &str, b: &str) -> bool {
    let plain = |s: &str| fold_key(s).split_whitespace().collect::<String>();
    plain(a) == plain(b)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Layout {
    people: Vec<Heading>,
    places: Vec<Heading>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    column: Column,
    required: bool,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    everybody: Vec<String>,
    role_prefix: String,
}

/// The embedded file is fixed at build time and read by every test below, so it cannot fail here.
#[allow(clippy::expect_used)]
static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/import/columns.toml")).expect("columns read")
});

struct TableRow {
    line: u64,
    cells: Vec<String>,
}

/// A table with its columns in their order.
struct Table {
    columns: Vec<Column>,
    rows: Vec<TableRow>,
}

impl Table {
    fn read(text: &str, headings: &[Heading]) -> Result<Self, Vec<Misfit>> {
        let mut rows = records(text);
        let whole = |why| {
            vec![Misfit {
                row: 0,
                column: None,
                why,
            }]
        };
        let Some(first) = rows.first() else {
            return Err(whole(Why::Empty));
        };
        let columns = match heading(first, headings)? {
            Some(columns) => {
                rows.remove(0);
                columns
            }
            None => headings.iter().map(|h| h.column).collect(),
        };
        if rows.is_empty() {
            return Err(whole(Why::Empty));
        }
        if rows.len() > MAX_ROWS {
            let rows = rows.len();
            let most = MAX_ROWS;
            return Err(whole(Why::TooManyRows { rows, most }));
        }
        Ok(Self { columns, rows })
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }
}

/// The rows that are not empty. A table out of a spreadsheet is parted by TABs, a CSV by commas.
fn records(text: &str) -> Vec<TableRow> {
    let tabs = text.contains('\t');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    // The text is a `str` and rows may be of any length, so no record fails.
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| TableRow {
            line: record.position().map_or(0, csv::Position::line),
            cells: record.iter().map(str::to_owned).collect(),
        })
        .filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
        .collect()
}

/// The columns that the first row names; none where it is a row like the others.
fn heading(first: &TableRow, headings: &[Heading]) -> Result<Option<Vec<Column>>, Vec<Misfit>> {
    let find = |cell: &str| {
        headings
            .iter()
            .find(|h| h.words.iter().any(|word| same(word, cell)))
            .map(|h| h.column)
    };
    let named = first.cells.iter().filter(|cell| find(cell).is_some());
    if named.count() < first.cells.len().min(2) {
        return Ok(None);
    }
    let mut misfits = Vec::new();
    let mut misfit = |column, why| {
        misfits.push(Misfit {
            row: first.line,
            column,
            why,
        });
    };
    let mut columns = Vec::new();
    let trailing = first.cells.iter().rev();
    let empty_end = trailing.take_while(|cell| cell.trim().is_empty()).count();
    for cell in first.cells.iter().take(first.cells.len() - empty_end) {
        match find(cell) {
            Some(column) if columns.contains(&column) => misfit(Some(column), Why::HeadingTwice),
            Some(column) => columns.push(column),
            None => misfit(None, Why::UnknownHeading(cell.trim().to_owned())),
        }
    }
    for needed in headings.iter().filter(|h| h.required) {
        if !columns.contains(&needed.column) {
            misfit(Some(needed.column), Why::NoColumn);
        }
    }
    if misfits.is_empty() {
        Ok(Some(columns))
    } else {
        Err(misfits)
    }
}

/// One row, and what does not fit in it.
struct Cells<'a> {
    columns: &'a [Column],
    row: &'a TableRow,
    misfits: &'a mut Vec<Misfit>,
}

impl<'a> Cells<'a> {
    fn of(table: &'a Table, row: &'a TableRow, misfits: &'a mut Vec<Misfit>) -> Self {
        let columns = table.columns.len();
        let beyond = row.cells.iter().skip(columns);
        if beyond.clone().any(|cell| !cell.trim().is_empty()) {
            misfits.push(Misfit {
                row: row.line,
                column: None,
                why: Why::TooManyCells {
                    found: row.cells.len(),
                    columns,
                },
            });
        }
        Self {
            columns: &table.columns,
            row,
            misfits,
        }
    }

    fn misfit(&mut self, column: Column, why: Why) {
        self.misfits.push(Misfit {
            row: self.row.line,
            column: Some(column),
            why,
        });
    }

    fn raw(&self, column: Column) -> &str {
        self.columns
            .iter()
            .position(|c| *c == column)
            .and_then(|at| self.row.cells.get(at))
            .map_or("", |cell| cell.trim())
    }

    fn text(&mut self, column: Column, required: bool) -> Option<Text> {
        match Text::new(self.raw(column)).map(|text| text.trimmed()) {
            Ok(text) if required && text.is_blank() => {
                self.misfit(column, Why::Missing);
                None
            }
            Ok(text) => Some(text),
            Err(error) => {
                self.misfit(column, Why::Text(error));
                None
            }
        }
    }

    fn number(&mut self, column: Column) -> Option<PersonNo> {
        let text = self.text(column, true)?;
        let folded = digits(text.as_str());
        let number = folded.parse::<u16>().ok();
        let number = number.filter(|n| (1..=999).contains(n));
        if number.is_none() {
            self.misfit(column, Why::Number(text.to_string()));
        }
        number.map(PersonNo)
    }

    fn roles(&mut self, column: Column, profile: ProfileId) -> Option<Vec<Role>> {
        let text = self.text(column, false)?;
        let mut roles = Vec::new();
        for part in text.as_str().split(is_between).map(str::trim) {
            if part.is_empty() {
                continue;
            }
            match role(part, profile) {
                Some(role) if !roles.contains(&role) => roles.push(role),
                Some(_) => {}
                None => {
                    self.misfit(column, Why::Role(part.to_owned()));
                    return None;
                }
            }
        }
        // Staff is what everybody is, unless they only audit or administer.
        if roles == [Role::Staff] {
            roles.clear();
        }
        Some(roles)
    }

    fn roster(&mut self, column: Column, people: &[Known]) -> Option<Vec<PersonNo>> {
        let text = self.text(column, false)?;
        match roster(text.as_str(), people) {
            Ok(roster) => Some(roster),
            Err(why) => {
                self.misfit(column, why);
                None
            }
        }
    }
}

/// The role of a name under these rules, in either language.
fn role(name: &str, profile: ProfileId) -> Option<Role> {
    let prefix = LAYOUT.words.role_prefix.as_str();
    let is_it = |label: &str| {
        let short = label.strip_prefix(prefix).unwrap_or(label);
        same(label, name) || same(short, name)
    };
    let labels = &profile.profile().roles;
    labels
        .iter()
        .find(|(_, label)| is_it(label.get(Tongue::Ja)) || is_it(label.get(Tongue::En)))
        .map(|(role, _)| *role)
}

#[cfg(test)]
mod tests;
