//! `Paragraph`: a field of several lines, each of them a [`Text`].

use super::line::{Text, TextError};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{borrow::Cow, fmt};

/// The most lines in a [`Paragraph`].
pub const MAX_LINES: usize = 40;

/// Why a paragraph was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParagraphError {
    /// More than [`MAX_LINES`].
    #[error("{lines} lines, at most {max}")]
    TooManyLines {
        /// How many there are.
        lines: usize,
        /// How many there may be.
        max: usize,
    },
    /// One line was refused.
    #[error("line {line}: {error}")]
    Line {
        /// Which, counted from 1.
        line: usize,
        /// Why.
        error: TextError,
    },
    /// Stored text that is not in the one form in which text is stored.
    #[error("stored text is not normalised")]
    NotNormalised,
}

/// Lines of text, at most [`MAX_LINES`], written as one string joined by LF. Empty lines at the
/// end are not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Paragraph(Vec<Text>);

impl Paragraph {
    /// Splits at LF, CR LF or CR and judges each line.
    ///
    /// # Errors
    /// [`ParagraphError`] names the line.
    pub fn new(s: &str) -> Result<Self, ParagraphError> {
        let unix = s.replace("\r\n", "\n").replace('\r', "\n");
        let kept = unix.trim_end_matches('\n');
        if kept.is_empty() {
            return Ok(Self::default());
        }
        let lines = kept.split('\n').count();
        if lines > MAX_LINES {
            return Err(ParagraphError::TooManyLines {
                lines,
                max: MAX_LINES,
            });
        }
        kept.split('\n')
            .enumerate()
            .map(|(before, line)| {
                Text::new(line).map_err(|error| ParagraphError::Line {
                    line: before + 1,
                    error,
                })
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The lines, none of them with a line break in it.
    #[must_use]
    pub fn lines(&self) -> &[Text] {
        &self.0
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is nothing but spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(Text::is_blank)
    }
}

impl From<Text> for Paragraph {
    fn from(line: Text) -> Self {
        if line.is_empty() {
            Self::default()
        } else {
            Self(vec![line])
        }
    }
}

impl fmt::Display for Paragraph {
    /// The lines joined by LF: for storing, never for a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (before, line) in self.0.iter().enumerate() {
            if before > 0 {
                f.write_str("\n")?;
            }
            f.write_str(line.as_str())?;
        }
        Ok(())
    }
}

impl Serialize for Paragraph {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Paragraph {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let s = Cow::<str>::deserialize(from)?;
        let paragraph = Self::new(&s).map_err(D::Error::custom)?;
        if paragraph.to_string() == s {
            Ok(paragraph)
        } else {
            Err(D::Error::custom(ParagraphError::NotNormalised))
        }
    }
}
