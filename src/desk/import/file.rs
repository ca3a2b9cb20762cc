//! A table in a file: text in one of the encodings of this country, or a workbook.

use crate::text::{DecodeError, Encoding, decode_file};
use calamine::{Data, Reader as _, open_workbook_auto_from_rs};
use std::io::Cursor;
use std::path::Path;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 4 << 20;

/// What a table was read as: shown, since an encoding is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAs {
    /// Text in this encoding.
    Text(Encoding),
    /// The first sheet of a workbook.
    Workbook,
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
    /// A workbook that cannot be read: damaged, or locked by a password.
    #[error("{0}")]
    Workbook(String),
    /// No encoding that is known.
    #[error(transparent)]
    Encoding(#[from] DecodeError),
}

/// Reads a table as text, parted by commas or TABs as it stands there; of a workbook the first
/// sheet, parted by TABs.
///
/// # Errors
/// [`TableFileError`]
pub fn read_file(path: &Path) -> Result<(String, ReadAs), TableFileError> {
    if std::fs::metadata(path)?.len() > MAX_BYTES {
        return Err(TableFileError::TooLarge);
    }
    decode(&std::fs::read(path)?)
}

/// The same from bytes: text in UTF-8, UTF-16 or CP932, or a workbook (xlsx, ods, xls).
///
/// # Errors
/// [`TableFileError`]
pub fn decode(bytes: &[u8]) -> Result<(String, ReadAs), TableFileError> {
    // xlsx and ods are zip archives; xls is a compound file.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok((workbook(bytes)?, ReadAs::Workbook));
    }
    let (text, encoding) = decode_file(bytes)?;
    Ok((text, ReadAs::Text(encoding)))
}

/// The first sheet, its rows where the sheet has them, so that a row that does not fit is named as
/// the spreadsheet names it.
fn workbook(bytes: &[u8]) -> Result<String, TableFileError> {
    let broken = |e: calamine::Error| TableFileError::Workbook(e.to_string());
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let Some(sheet) = book.worksheet_range_at(0) else {
        return Ok(String::new());
    };
    let sheet = sheet.map_err(broken)?;
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .delimiter(b'\t')
        .from_writer(Vec::new());
    let above = sheet.start().map_or(0, |(row, _)| row);
    for _ in 0..above {
        writer
            .write_record([""])
            .map_err(|e| TableFileError::Workbook(e.to_string()))?;
    }
    for row in sheet.rows() {
        writer
            .write_record(row.iter().map(cell))
            .map_err(|e| TableFileError::Workbook(e.to_string()))?;
    }
    let text = writer
        .into_inner()
        .map_err(|e| TableFileError::Workbook(e.to_string()))?;
    String::from_utf8(text).map_err(|e| TableFileError::Workbook(e.to_string()))
}

/// A cell as its sheet shows it. A number that is whole stands without a point; a cell of several
/// lines becomes one.
fn cell(data: &Data) -> String {
    let text = match data {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(at) => at
            .as_datetime()
            .map_or_else(|| at.as_f64().to_string(), |at| at.date().to_string()),
        Data::DateTimeIso(text) => text.chars().take_while(|c| *c != 'T').collect(),
        other => other.to_string(),
    };
    text.split(['\t', '\r', '\n'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
