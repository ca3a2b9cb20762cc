//! Official forms: one layout a form (`data/forms/*.toml`), one value for a filled sheet, and four
//! ways to write it down: terminal text, CSV, xlsx, PDF.
//!
//! Called by `desk`, which fills a [`Sheet`] from the journal, and by `cli` and `tui`, which show
//! or write it. Does no I/O and asks no clock: fonts and the moment of printing come in as
//! arguments. Knows no procedure: what a layout may name is told to it ([`Known`]).
//!
//! | file | what |
//! |---|---|
//! | `layout` | what one file of `data/forms` says, read and checked with file and line |
//! | `source` | where a column's words come from |
//! | `wrong` | what can be wrong with a layout |
//! | `words` | the words of sheets: paper is in Japanese whatever the screens speak |
//! | `sheet` | a filled sheet: head, columns, rows, remarks, foot |
//! | `plain` | as lines of text |
//! | `csv` | as CSV, in UTF-8 or CP932 |
//! | `xlsx` | as a workbook |
//! | `pdf` | as PDF/A-2a and PDF/UA-1 |

mod catalogue;
mod csv;
mod layout;
mod pdf;
mod plain;
mod sheet;
mod source;
mod words;
mod wrong;
mod xlsx;

pub use catalogue::{FORMS, Forms, Known};
pub use csv::{BOM, Cp932, CsvBook, Lost, csv, to_cp932};
pub(crate) use layout::names;
pub use layout::{
    Align, ColumnDef, HeadDef, ItemDef, Layout, OnlyDef, Paper, Per, Shape, Side, WhenDef,
};
pub use pdf::{FontError, FontFile, Fonts, Pdf, PdfBook, PdfError, Substitute, Substitution, pdf};
pub use plain::plain;
pub use sheet::{Cell, CellValue, Column, Foot, HeadLine, Remark, Row, RowTone, Sheet};
pub use source::{Needs, Source};
pub use words::{WORDS, Words, fill};
pub use wrong::{LayoutFault, LayoutWrong};
pub use xlsx::{WorkbookError, XlsxBook, xlsx};
