//! The bytes of sheets in one format, and what of their text that format cannot carry. What is lost
//! is told before anything is put in its place or printed: nothing becomes 〓 in silence.

use crate::desk::{FileKind, Going, View, Wanted, WriteError, fonts};
use crate::form::{self, FontError, Fonts, Layout, Substitute, Substitution};
use sha2::{Digest as _, Sha256};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// As what sheets are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PDF/A-2a, for paper.
    Pdf,
    /// A workbook.
    Xlsx,
    /// A table.
    Csv(Encoding),
    /// Lines of text.
    Text,
}

/// The characters of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a mark.
    Utf8,
    /// As old spreadsheets read it.
    Cp932,
}

impl Format {
    /// How the names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv(_) => "csv",
            Self::Text => "txt",
        }
    }
}

/// What is not written as it is in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// Printed in another font, or as another character.
    Substituted(Substitution),
    /// Not in CP932, in the order in which they come.
    Cp932(Vec<form::Lost>),
}

impl Lost {
    /// Whether something else than the character itself is written. Another font is no loss.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        match self {
            Self::Substituted(s) => !matches!(s.by, Substitute::OtherFont(_)),
            Self::Cp932(_) => true,
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// How many sheets.
    pub sheets: usize,
    /// Pages of a PDF; of anything else, sheets.
    pub pages: usize,
    /// SHA-256 of the bytes.
    pub digest: [u8; 32],
    /// What is not written as it is.
    pub lost: Vec<Lost>,
}

/// Why there are no bytes.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The host has no Japanese font.
    #[error("no Japanese font on this host")]
    NoFont,
    /// A font cannot be used.
    #[error("{file}: {why}")]
    Font {
        /// Which.
        file: PathBuf,
        /// Why.
        why: FontFault,
    },
    /// The sheets, the document, or where it goes.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Why a font cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FontFault {
    /// It cannot be read.
    #[error(transparent)]
    Unread(#[from] io::Error),
    /// It is none.
    #[error("not a font")]
    NotAFont,
    /// It has no Japanese characters.
    #[error("no Japanese characters")]
    NotJapanese,
}

/// Which sheets, and as what.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The form.
    pub layout: &'a Layout,
    /// Which of its sheets.
    pub wanted: &'a Wanted,
    /// As what.
    pub format: Format,
    /// The font of a PDF; without one those of the host.
    pub font: Option<&'a Path>,
}

/// Writes sheets into `out`, one after another; `going` is told how far it is and may break off,
/// and then there is nothing.
///
/// # Errors
/// [`MakeError`]
pub fn make(
    view: &View,
    order: Order<'_>,
    out: &mut dyn Write,
    going: &mut dyn FnMut(Going) -> ControlFlow<()>,
) -> Result<Option<Made>, MakeError> {
    let fonts;
    let kind = match order.format {
        Format::Text => FileKind::Text,
        Format::Xlsx => FileKind::Xlsx,
        Format::Csv(Encoding::Utf8) => FileKind::Csv,
        Format::Csv(Encoding::Cp932) => FileKind::CsvCp932,
        Format::Pdf => {
            fonts = match order.font {
                Some(file) => named(file)?,
                None => of_host()?,
            };
            FileKind::Pdf(&fonts)
        }
    };
    let mut out = Hashed {
        out,
        hash: Sha256::new(),
    };
    let wrote = view.write_sheets(order.layout, order.wanted, kind, &mut out, going)?;
    let ControlFlow::Continue(wrote) = wrote else {
        return Ok(None);
    };
    let mut lost: Vec<Lost> = wrote
        .substituted
        .into_iter()
        .map(Lost::Substituted)
        .collect();
    if !wrote.lost.is_empty() {
        lost.push(Lost::Cp932(wrote.lost));
    }
    Ok(Some(Made {
        sheets: wrote.sheets,
        pages: wrote.pages.max(wrote.sheets),
        digest: out.hash.finalize().into(),
        lost,
    }))
}

fn named(file: &Path) -> Result<Fonts, MakeError> {
    let fault = |why| MakeError::Font {
        file: file.to_owned(),
        why,
    };
    let font = fonts::named(file).map_err(|e| fault(FontFault::Unread(e)))?;
    Fonts::new(vec![font]).map_err(|error| {
        fault(match error {
            FontError::NotJapanese(_) => FontFault::NotJapanese,
            FontError::NotAFont(_) | FontError::None => FontFault::NotAFont,
        })
    })
}

fn of_host() -> Result<Fonts, MakeError> {
    let known = fonts::japanese();
    let first = known.first().ok_or(MakeError::NoFont)?;
    fonts::open(&known).map_err(|error| MakeError::Font {
        file: first.file.clone(),
        why: FontFault::Unread(error),
    })
}

/// Counts the bytes that go through into a digest.
struct Hashed<'a> {
    out: &'a mut dyn Write,
    hash: Sha256,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hash.update(bytes.get(..taken).unwrap_or_default());
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
