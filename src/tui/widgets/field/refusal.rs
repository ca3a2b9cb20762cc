//! What a field does not take, in words.

use crate::locale::Locale;
use crate::t;
use crate::text::TextError;
use crate::tui::say;

/// Why something was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldRefusal {
    /// A character that no record may hold.
    Text(TextError),
    /// Only digits.
    Digits,
    /// Only letters and signs of ASCII.
    Ascii,
    /// So many characters at most.
    Full(usize),
}

impl FieldRefusal {
    /// In words, for row 23. Names the character by its code point and never prints it.
    #[must_use]
    pub fn words(self, words: Locale) -> String {
        match self {
            Self::Text(TextError::Refused { unfit, code, .. }) => {
                let code = code.to_string();
                let why = say::unfit(unfit, words);
                t!(words, field_refused, code = code, why = why)
            }
            Self::Text(TextError::TooLong { max, .. }) | Self::Full(max) => {
                t!(words, field_full, max = max)
            }
            Self::Text(TextError::NotNormalised) => t!(words, field_not_normalised),
            Self::Digits => t!(words, field_digits),
            Self::Ascii => t!(words, field_ascii),
        }
    }
}
