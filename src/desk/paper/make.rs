//! The bytes of sheets in one format, and what of their text that format cannot carry. What is lost
//! is told before anything is written or printed: nothing becomes 〓 in silence.

use crate::desk::fonts;
use crate::form::{
    self, BOM, FontError, Fonts, Pdf, PdfError, Sheet, Substitute, Substitution, WorkbookError,
};
use std::io;
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
    Cp932(Vec<String>),
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

/// Sheets as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Pages of a PDF; of anything else, sheets.
    pub pages: usize,
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
    /// The PDF could not be made.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The workbook could not be made.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
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

/// Writes sheets in a format; a PDF with the font of that file, or with those of the host.
///
/// # Errors
/// [`MakeError`]
pub fn make(sheets: &[Sheet], format: Format, font: Option<&Path>) -> Result<Made, MakeError> {
    let whole = |bytes| Made {
        bytes,
        pages: sheets.len(),
        lost: Vec::new(),
    };
    Ok(match format {
        Format::Text => {
            let texts: Vec<String> = sheets.iter().map(form::plain).collect();
            whole(texts.join("\n").into_bytes())
        }
        Format::Xlsx => whole(form::xlsx(sheets)?),
        Format::Csv(Encoding::Utf8) => whole([BOM, form::csv(sheets).as_bytes()].concat()),
        Format::Csv(Encoding::Cp932) => {
            let made = form::to_cp932(&form::csv(sheets));
            let lost: Vec<String> = made.lost.iter().map(ToString::to_string).collect();
            let mut whole = whole(made.bytes);
            if !lost.is_empty() {
                whole.lost.push(Lost::Cp932(lost));
            }
            whole
        }
        Format::Pdf => {
            let made = match font {
                Some(file) => with_font(sheets, file)?,
                None => with_host_fonts(sheets)?,
            };
            Made {
                bytes: made.bytes,
                pages: made.pages,
                lost: made
                    .substituted
                    .into_iter()
                    .map(Lost::Substituted)
                    .collect(),
            }
        }
    })
}

fn with_font(sheets: &[Sheet], file: &Path) -> Result<Pdf, MakeError> {
    let fault = |why| MakeError::Font {
        file: file.to_owned(),
        why,
    };
    let font = fonts::named(file).map_err(|e| fault(FontFault::Unread(e)))?;
    let fonts = Fonts::new(vec![font]).map_err(|error| {
        fault(match error {
            FontError::NotJapanese(_) => FontFault::NotJapanese,
            FontError::NotAFont(_) | FontError::None => FontFault::NotAFont,
        })
    })?;
    Ok(form::pdf(sheets, &fonts)?)
}

fn with_host_fonts(sheets: &[Sheet]) -> Result<Pdf, MakeError> {
    let known = fonts::japanese();
    let first = known.first().ok_or(MakeError::NoFont)?;
    let drawn = fonts::draw(&known, |fonts| form::pdf(sheets, fonts));
    Ok(drawn.map_err(|error| MakeError::Font {
        file: first.file.clone(),
        why: FontFault::Unread(error),
    })??)
}
