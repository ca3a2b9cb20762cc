//! `Text`: one line that has passed the door.

use super::{
    paragraph::{Paragraph, ParagraphError},
    plain::is_plain,
    unfit::{CodePoint, Judge, Unfit},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{borrow::Cow, fmt, str::FromStr};
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// The longest line, in characters as a person counts them (grapheme clusters).
pub const MAX_LINE: usize = 500;
/// Why a line was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A character that may not stand there.
    #[error("{code} is refused ({unfit:?}), character {position}")]
    Refused {
        /// What is wrong with it.
        unfit: Unfit,
        /// The character, by its code point: it is never printed itself.
        code: CodePoint,
        /// Where it stands, counted in code points from 1.
        position: usize,
    },
    /// Longer than [`MAX_LINE`].
    #[error("{graphemes} characters, at most {max}")]
    TooLong {
        /// How long it is.
        graphemes: usize,
        /// How long it may be.
        max: usize,
    },
    /// Stored text that is not in the one form in which text is stored.
    #[error("stored text is not normalised")]
    NotNormalised,
}

/// The one form in which text is stored: NFC, half-width katakana made full-width, compatibility
/// ideographs (U+FA19 of 神) written as their standardised variants, so that NFC does not
/// silently replace the character of a name. Refuses nothing; a file can be passed through it
/// before it is parsed.
#[must_use]
pub fn normalise(s: &str) -> String {
    if s.is_ascii() {
        return s.to_owned();
    }
    widen_kana(s).cjk_compat_variants().nfc().collect()
}

/// Half-width katakana and punctuation (U+FF61–FF9F) as full-width. A voicing mark that no kana
/// before it takes becomes the free-standing ゛ or ゜.
pub(super) fn widen_kana(s: &str) -> String {
    let mut wide = String::with_capacity(s.len());
    for c in s.chars() {
        let (mark, free) = match c {
            '\u{FF9E}' => ('\u{3099}', '\u{309B}'),
            '\u{FF9F}' => ('\u{309A}', '\u{309C}'),
            '\u{FF61}'..='\u{FF9D}' => {
                wide.extend(std::iter::once(c).nfkc());
                continue;
            }
            _ => {
                wide.push(c);
                continue;
            }
        };
        let voiced = wide
            .chars()
            .next_back()
            .and_then(|base| unicode_normalization::char::compose(base, mark));
        match voiced {
            Some(voiced) => {
                wide.pop();
                wide.push(voiced);
            }
            None => wide.push(free),
        }
    }
    wide
}

/// One line of text that is safe to show, print, sign and store: normalised, without controls,
/// bidi or invisible characters, at most [`MAX_LINE`] long. Spaces are kept as typed, U+3000 too.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// Normalises and judges a line.
    ///
    /// # Errors
    /// [`TextError`] names the first refused character, or says how long the line is.
    pub fn new(s: &str) -> Result<Self, TextError> {
        if is_plain(s) && s.chars().count() <= MAX_LINE {
            return Ok(Self(s.to_owned()));
        }
        judge(s)?;
        let text = normalise(s);
        // What was composed or taken apart is judged once more: stored text must be readable.
        judge(&text)?;
        let graphemes = text.graphemes(true).count();
        if graphemes > MAX_LINE {
            return Err(TextError::TooLong {
                graphemes,
                max: MAX_LINE,
            });
        }
        Ok(Self(text))
    }

    /// Reads stored text: only what [`Text::new`] would have left as it is.
    ///
    /// # Errors
    /// As [`Text::new`]; [`TextError::NotNormalised`] for another spelling of the same text.
    pub fn stored(s: &str) -> Result<Self, TextError> {
        let text = Self::new(s)?;
        if text.0 == s {
            Ok(text)
        } else {
            Err(TextError::NotNormalised)
        }
    }

    /// Reads a field of several lines; see [`Paragraph::new`].
    ///
    /// # Errors
    /// [`ParagraphError`] names the line.
    pub fn lines(s: &str) -> Result<Paragraph, ParagraphError> {
        Paragraph::new(s)
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is nothing but spaces, of whatever width: as good as not filled in.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.chars().all(char::is_whitespace)
    }

    /// The same without spaces of whatever width at either end.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        Self(self.0.trim().to_owned())
    }
}

fn judge(s: &str) -> Result<(), TextError> {
    let mut judge = Judge::default();
    for (before, c) in s.chars().enumerate() {
        judge.judge(c).map_err(|unfit| TextError::Refused {
            unfit,
            code: CodePoint(c),
            position: before + 1,
        })?;
    }
    Ok(())
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl TryFrom<&str> for Text {
    type Error = TextError;

    fn try_from(s: &str) -> Result<Self, TextError> {
        Self::new(s)
    }
}

impl FromStr for Text {
    type Err = TextError;

    fn from_str(s: &str) -> Result<Self, TextError> {
        Self::new(s)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let s = Cow::<str>::deserialize(from)?;
        Self::stored(&s).map_err(D::Error::custom)
    }
}
