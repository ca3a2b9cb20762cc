//! The journal for strangers: JSON Lines, one entry a line, that a page of any language can check.
//!
//! ```text
//! {"index":0,"leaf":"<base 64>","salt":"<64 hexadecimal digits>","body":"<the body's text>"}
//! {"index":1,"leaf":"<base 64>"}                                    an erased entry
//! ```

use super::{Entry, Leaf, LeafError, MAX_BYTES};
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};

/// One place in the journal: an entry, or what an erasure leaves of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Leaf, salt and body.
    Whole(Entry),
    /// The leaf alone.
    Erased(Leaf),
}

impl Record {
    /// The leaf, which is always there.
    #[must_use]
    pub fn leaf(&self) -> &Leaf {
        match self {
            Self::Whole(entry) => &entry.leaf,
            Self::Erased(leaf) => leaf,
        }
    }
}

/// Why a record cannot be written as a line: its body is not text, so it is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body is not UTF-8 from byte {0} on")]
pub struct NotText(pub usize);

/// Why a line is not a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Longer than any record.
    #[error("a line of {0} bytes is too long")]
    TooLong(usize),
    /// Not an object of the keys above, each once.
    #[error("not a line of an export")]
    Form,
    /// Salt without body, or body without salt.
    #[error("salt and body stand together or not at all")]
    HalfErased,
    /// The leaf is not base 64.
    #[error("the leaf is not base 64")]
    LeafText,
    /// The leaf is not one.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// The salt is not 64 lowercase hexadecimal digits.
    #[error("the salt is not 64 lowercase hexadecimal digits")]
    Salt,
    /// Written otherwise than this program writes it.
    #[error("not written the one way")]
    Spelling,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    index: u64,
    leaf: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

/// The line of a record, without a line feed.
///
/// # Errors
/// [`NotText`]
pub fn export_line(index: u64, record: &Record) -> Result<String, NotText> {
    let (salt, body) = match record {
        Record::Erased(_) => (None, None),
        Record::Whole(entry) => {
            let body = std::str::from_utf8(&entry.body).map_err(|e| NotText(e.valid_up_to()))?;
            (Some(HEXLOWER.encode(&entry.salt)), Some(body.to_owned()))
        }
    };
    let line = Line {
        index,
        leaf: BASE64.encode(&record.leaf().to_bytes()),
        salt,
        body,
    };
    Ok(serde_json::to_string(&line).expect("numbers and texts are JSON"))
}

/// Reads a line without its line feed, and only as [`export_line`] writes it: index and record.
/// Whether the record is sound is [`super::Verifier`].
///
/// # Errors
/// [`LineError`]
pub fn parse_line(text: &str) -> Result<(u64, Record), LineError> {
    // A control character takes six bytes in JSON.
    if text.len() > 6 * MAX_BYTES + 1024 {
        return Err(LineError::TooLong(text.len()));
    }
    let line: Line = serde_json::from_str(text).map_err(|_| LineError::Form)?;
    let leaf = BASE64.decode(line.leaf.as_bytes());
    let leaf = Leaf::parse(&leaf.map_err(|_| LineError::LeafText)?)?;
    let record = match (line.salt, line.body) {
        (None, None) => Record::Erased(leaf),
        (Some(salt), Some(body)) => {
            let salt = HEXLOWER.decode(salt.as_bytes()).ok();
            let salt = salt.and_then(|salt| salt.try_into().ok());
            Record::Whole(Entry {
                leaf,
                salt: salt.ok_or(LineError::Salt)?,
                body: body.into_bytes(),
            })
        }
        _ => return Err(LineError::HalfErased),
    };
    match export_line(line.index, &record) {
        Ok(same) if same == text => Ok((line.index, record)),
        _ => Err(LineError::Spelling),
    }
}
