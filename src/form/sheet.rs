//! A filled sheet: what is the same in text, CSV, xlsx and PDF.

use super::layout::{Align, Layout, Paper, Side};
use crate::calendar::Moment;
use crate::journal::Checkpoint;
use chrono::NaiveDate;

/// One sheet, which may take several pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The form: `lock`.
    pub form: String,
    /// 第1号様式; none for a form of the product's own.
    pub number: Option<String>,
    /// Its title, filled in.
    pub title: String,
    /// What tells this sheet from others of the form: 「書庫A 令和8年11月」.
    pub about: String,
    /// How it lies.
    pub paper: Paper,
    /// What stands above the table.
    pub head: Vec<HeadLine>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Rows a page.
    pub rows_per_page: usize,
    /// Whether a page is filled up with empty rows.
    pub fill: bool,
    /// The height of a row in millimetres.
    pub row_height: f32,
    /// What stands below the table on each page, word for word.
    pub notes: Vec<String>,
    /// What is said of single rows, below the table.
    pub remarks: Vec<Remark>,
    /// What stands at the foot of each page.
    pub foot: Foot,
}

/// Something above the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadLine {
    /// Where.
    pub side: Side,
    /// On which line; the title stands in the middle of line 1.
    pub line: u8,
    /// What.
    pub text: String,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What stands above it; may hold line breaks.
    pub head: String,
    /// What stands above it and its neighbours of the same group: 施錠者（該当者に○）.
    pub group: Option<String>,
    /// Its width in millimetres.
    pub width: f32,
    /// Takes what is left of the paper.
    pub grow: bool,
    /// How its words stand.
    pub align: Align,
    /// Long text takes more lines before it becomes small.
    pub wrap: bool,
    /// Stands beside the ruled table.
    pub margin: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its cells; their spans together are the columns.
    pub cells: Vec<Cell>,
    /// How it is shaded.
    pub tone: RowTone,
    /// The day that it is about, for those who reckon with it.
    pub date: Option<NaiveDate>,
}

/// How a row is shaded. Never all that says it: the words do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowTone {
    /// Not at all.
    #[default]
    Plain,
    /// A closed day.
    Closed,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What stands in it; may hold line breaks.
    pub text: String,
    /// What stood in it before a correction, printed struck through.
    pub struck: Option<String>,
    /// The same as a value, where it is one.
    pub value: CellValue,
    /// How many columns it takes, at least 1.
    pub span: usize,
}

/// A cell as a spreadsheet knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellValue {
    /// Words.
    #[default]
    Words,
    /// A number.
    Number(u32),
    /// A day.
    Date(NaiveDate),
}

impl Cell {
    /// Words in one column.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            span: 1,
            ..Self::default()
        }
    }

    /// A number.
    #[must_use]
    pub fn number(number: u32) -> Self {
        Self {
            value: CellValue::Number(number),
            ..Self::new(number.to_string())
        }
    }

    /// A day, in these words.
    #[must_use]
    pub fn date(date: NaiveDate, text: impl Into<String>) -> Self {
        Self {
            value: CellValue::Date(date),
            ..Self::new(text)
        }
    }

    /// Words over several columns.
    #[must_use]
    pub fn across(text: impl Into<String>, span: usize) -> Self {
        Self {
            span: span.max(1),
            ..Self::new(text)
        }
    }

    /// With what stood there before a correction.
    #[must_use]
    pub fn corrected(mut self, before: Option<String>) -> Self {
        self.struck = before.filter(|before| *before != self.text);
        self
    }
}

/// What is said of a row, below the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The row, from 0.
    pub row: usize,
    /// Of what: 「13日」, 「No.31」.
    pub of: String,
    /// What.
    pub text: String,
}

/// What stands at the foot of each page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot {
    /// The journal from which the sheet was filled.
    pub checkpoint: Checkpoint,
    /// When it was filled.
    pub printed: Moment,
    /// 見本.
    pub sample: bool,
    /// A QR code with the checkpoint.
    pub qr: bool,
}

impl Sheet {
    /// The columns from a layout, a roster's not yet in them.
    #[must_use]
    pub fn columns_of(layout: &Layout) -> Vec<Column> {
        let roster = |c: &super::ColumnDef| c.from.contains(&super::Source::Roster);
        layout
            .columns
            .iter()
            .map(|column| Column {
                head: column.head.replace('|', "\n"),
                group: roster(column).then(|| column.head.replace('|', "")),
                width: column.width,
                grow: column.grow,
                align: column.align,
                wrap: column.wrap,
                margin: column.from.contains(&super::Source::Margin),
            })
            .collect()
    }

    /// The last line above the table, at least the title's.
    #[must_use]
    pub fn last_line(&self) -> u8 {
        let lines = self.head.iter().map(|head| head.line);
        lines.max().unwrap_or(1).max(1)
    }

    /// The remarks of these rows.
    pub fn remarks_of(&self, rows: std::ops::Range<usize>) -> impl Iterator<Item = &Remark> {
        self.remarks
            .iter()
            .filter(move |remark| rows.contains(&remark.row))
    }

    /// The first and last of the columns that carry the names of a roster.
    #[must_use]
    pub fn roster(&self) -> Option<(usize, usize)> {
        let is = |c: &Column| c.group.is_some();
        let first = self.columns.iter().position(is)?;
        let last = self.columns.iter().rposition(is)?;
        Some((first, last))
    }
}
