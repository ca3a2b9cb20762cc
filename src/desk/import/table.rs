//! Rows and columns of a table: headings, cells, and what does not fit in them.

use super::{Column, Known, MAX_ROWS, Misfit, Why, roster};
use crate::journal::{PersonNo, Role};
use crate::office::ProfileId;
use crate::text::{Text, Tongue, digits, fold_key};
use serde::Deserialize;
use std::sync::LazyLock;

pub(super) fn is_between(c: char) -> bool {
    matches!(c, '、' | '，' | ',' | ';' | '；' | '・' | '/' | '／' | '+')
}

/// Whether two words are one, without regard to width, case, kana and spaces.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |s: &str| fold_key(s).split_whitespace().collect::<String>();
    plain(a) == plain(b)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) people: Vec<Heading>,
    pub(super) places: Vec<Heading>,
    pub(super) holdings: Vec<Heading>,
    pub(super) media: Vec<MediaWords>,
    pub(super) words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Heading {
    column: Column,
    required: bool,
    words: Vec<String>,
}

/// What a cell may call a medium.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MediaWords {
    pub(super) id: String,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) everybody: Vec<String>,
    pub(super) none: Vec<String>,
    role_prefix: String,
}

/// The embedded file is fixed at build time and read by every test below, so it cannot fail here.
#[allow(clippy::expect_used)]
pub(super) static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../data/import/columns.toml")).expect("columns read")
});

pub(super) struct TableRow {
    pub(super) line: u64,
    cells: Vec<String>,
}

/// A table with its columns in their order.
pub(super) struct Table {
    columns: Vec<Column>,
    pub(super) rows: Vec<TableRow>,
}

impl Table {
    pub(super) fn read(text: &str, headings: &[Heading]) -> Result<Self, Vec<Misfit>> {
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

    pub(super) fn has(&self, column: Column) -> bool {
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
    let mut lines = Lines {
        text,
        byte: 0,
        line: 1,
    };
    // The text is a `str` and rows may be of any length, so no record fails.
    reader
        .records()
        .filter_map(Result::ok)
        .map(|record| TableRow {
            line: record.position().map_or(0, |at| lines.of(at)),
            cells: record.iter().map(str::to_owned).collect(),
        })
        .filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()))
        .collect()
}

/// Counts lines as people do, whether they end with CR, LF or both; the reader counts LF only.
struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line a record begins on. Where empty lines come before it, the reader gives the first of
    /// those.
    fn of(&mut self, at: &csv::Position) -> u64 {
        let bytes = self.text.as_bytes();
        let begins = usize::try_from(at.byte()).unwrap_or(bytes.len());
        let is_end = |byte: Option<&u8>| matches!(byte, Some(b'\r' | b'\n'));
        while self.byte < begins || is_end(bytes.get(self.byte)) {
            let Some(byte) = bytes.get(self.byte) else {
                break;
            };
            let pair = *byte == b'\r' && bytes.get(self.byte + 1) == Some(&b'\n');
            if is_end(Some(byte)) && !pair {
                self.line += 1;
            }
            self.byte += 1;
        }
        self.line
    }
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
pub(super) struct Cells<'a> {
    columns: &'a [Column],
    row: &'a TableRow,
    misfits: &'a mut Vec<Misfit>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(table: &'a Table, row: &'a TableRow, misfits: &'a mut Vec<Misfit>) -> Self {
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

    pub(super) fn misfit(&mut self, column: Column, why: Why) {
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

    pub(super) fn text(&mut self, column: Column, required: bool) -> Option<Text> {
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

    pub(super) fn number(&mut self, column: Column) -> Option<PersonNo> {
        let text = self.text(column, true)?;
        let folded = digits(text.as_str());
        let number = folded.parse::<u16>().ok();
        let number = number.filter(|n| (1..=999).contains(n));
        if number.is_none() {
            self.misfit(column, Why::Number(text.to_string()));
        }
        number.map(PersonNo)
    }

    pub(super) fn roles(&mut self, column: Column, profile: ProfileId) -> Option<Vec<Role>> {
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

    pub(super) fn roster(&mut self, column: Column, people: &[Known]) -> Option<Vec<PersonNo>> {
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
mod tests {
    use super::records;

    #[test]
    fn rows_are_counted_however_lines_end() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("番,氏名{end}{end}1,一{end}2,\"二{end}行\"{end}{end}{end}3,三{end}");
            let lines: Vec<u64> = records(&text).iter().map(|row| row.line).collect();
            assert_eq!(lines, [1, 3, 4, 8], "{end:?}");
        }
    }
}
