//! What a field does not take, in words.

use crate::locale::Locale;
use crate::t;
use crate::text::{TextError, Unfit};

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
                let why = unfit_words(unfit, words);
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

fn unfit_words(unfit: Unfit, words: Locale) -> String {
    match unfit {
        Unfit::Tab | Unfit::LineBreak | Unfit::Control => t!(words, unfit_control),
        Unfit::Bidi => t!(words, unfit_bidi),
        Unfit::Invisible | Unfit::Tag => t!(words, unfit_invisible),
        Unfit::PrivateUse => t!(words, unfit_private_use),
        Unfit::Noncharacter | Unfit::Lost => t!(words, unfit_lost),
        Unfit::StrayVariation => t!(words, unfit_variation),
        Unfit::EmojiSequence => t!(words, unfit_emoji),
        Unfit::MarkWithoutBase | Unfit::TooManyMarks => t!(words, unfit_marks),
    }
}
