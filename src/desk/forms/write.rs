//! Sheets into a file, one after another: asked for, written down and forgotten.

use super::{FormError, Wanted};
use crate::desk::view::View;
use crate::form::{
    BOM, CsvBook, Fonts, Layout, Lost, PdfBook, PdfError, Substitution, WorkbookError, XlsxBook,
    plain, to_cp932,
};
use std::io;
use std::ops::ControlFlow;

/// How sheets are written down.
#[derive(Debug, Clone, Copy)]
pub enum FileKind<'a> {
    /// As lines of text.
    Text,
    /// As a table in UTF-8, with a byte order mark.
    Csv,
    /// As a table in CP932.
    CsvCp932,
    /// As a workbook.
    Xlsx,
    /// As paper, in these fonts.
    Pdf(&'a Fonts),
}

/// How far the writing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Going {
    /// Which sheet, from 0.
    pub sheet: usize,
    /// Of how many.
    pub sheets: usize,
    /// Which of its pages, from 0; only on paper is a sheet written page by page.
    pub page: usize,
    /// Of how many; 0 while the sheet is not yet broken into pages.
    pub pages: usize,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wrote {
    /// How many sheets.
    pub sheets: usize,
    /// How many pages; 0 where the file has none.
    pub pages: usize,
    /// Characters that another font or another character stands in for.
    pub substituted: Vec<Substitution>,
    /// Characters that the table does not have.
    pub lost: Vec<Lost>,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There are no such sheets.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The paper.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The workbook.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// Where it goes.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl View {
    /// Writes the sheets of a form. One sheet is held at a time; `going` is told before each sheet
    /// and each page, and may break off, which is given back: what then lies in `out` is no file.
    ///
    /// # Errors
    /// [`WriteError`]
    pub fn write_sheets(
        &self,
        layout: &Layout,
        wanted: &Wanted,
        kind: FileKind<'_>,
        out: &mut dyn io::Write,
        going: &mut dyn FnMut(Going) -> ControlFlow<()>,
    ) -> Result<ControlFlow<(), Wrote>, WriteError> {
        let mut book = Book::of(kind)?;
        let mut wrote = Wrote::default();
        let mut failed = None;
        let ended = self.sheets_each(layout, wanted, &mut |nth, of, sheet| {
            let at = Going {
                sheet: nth,
                sheets: of,
                ..Going::default()
            };
            if going(at).is_break() {
                return ControlFlow::Break(());
            }
            let mut page = |page, pages| going(Going { page, pages, ..at });
            let done = book.sheet(&sheet, &mut wrote, out, &mut page);
            wrote.sheets += 1;
            done.unwrap_or_else(|error| {
                failed = Some(error);
                ControlFlow::Break(())
            })
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        if ended.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        book.finish(&mut wrote, out)?;
        out.flush()?;
        Ok(ControlFlow::Continue(wrote))
    }
}

/// A file in the making.
enum Book<'a> {
    Text,
    Csv(CsvBook),
    CsvCp932(CsvBook),
    Xlsx(Box<XlsxBook>),
    Pdf(Box<PdfBook<'a>>),
}

impl<'a> Book<'a> {
    fn of(kind: FileKind<'a>) -> Result<Self, WriteError> {
        Ok(match kind {
            FileKind::Text => Self::Text,
            FileKind::Csv => Self::Csv(CsvBook::default()),
            FileKind::CsvCp932 => Self::CsvCp932(CsvBook::default()),
            FileKind::Xlsx => Self::Xlsx(Box::default()),
            FileKind::Pdf(fonts) => Self::Pdf(Box::new(PdfBook::new(fonts)?)),
        })
    }

    fn sheet(
        &mut self,
        sheet: &crate::form::Sheet,
        wrote: &mut Wrote,
        out: &mut dyn io::Write,
        page: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, WriteError> {
        match self {
            Self::Text => {
                if wrote.sheets > 0 {
                    out.write_all(b"\n")?;
                }
                out.write_all(plain(sheet).as_bytes())?;
            }
            Self::Csv(table) => {
                if wrote.sheets == 0 {
                    out.write_all(BOM)?;
                }
                out.write_all(table.sheet(sheet).as_bytes())?;
            }
            Self::CsvCp932(table) => {
                let made = to_cp932(&table.sheet(sheet));
                Lost::add(&mut wrote.lost, made.lost);
                out.write_all(&made.bytes)?;
            }
            Self::Xlsx(book) => book.sheet(sheet)?,
            Self::Pdf(book) => return Ok(book.sheet(sheet, page)?),
        }
        Ok(ControlFlow::Continue(()))
    }

    fn finish(self, wrote: &mut Wrote, out: &mut dyn io::Write) -> Result<(), WriteError> {
        match self {
            Self::Text | Self::Csv(_) | Self::CsvCp932(_) => {}
            Self::Xlsx(book) => out.write_all(&book.finish()?)?,
            Self::Pdf(book) => {
                let made = book.finish()?;
                wrote.pages = made.pages;
                wrote.substituted = made.substituted;
                out.write_all(&made.bytes)?;
            }
        }
        Ok(())
    }
}
