//! Which characters are refused at the door, and why.

use super::plain::columns;
use std::fmt;

/// How many combining marks may stand on one base character.
pub const MAX_MARKS: usize = 4;

/// Why a character is refused. Measured reasons: a terminal widget passes most of these on
/// unaltered, and they then reorder, hide or shift what a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// TAB.
    Tab,
    /// LF, CR, VT, FF, NEL, U+2028, U+2029.
    LineBreak,
    /// Any other control character of C0 and C1, ESC and DEL among them.
    Control,
    /// Turns the direction of writing: U+202A–E, U+2066–9, U+200E–F, U+061C.
    Bidi,
    /// Takes no room: zero-width spaces and joiners, soft hyphen, byte order mark, fillers.
    Invisible,
    /// Tag characters, U+E0000–E007F.
    Tag,
    /// 外字: means something else on every machine.
    PrivateUse,
    /// Never a character: U+FDD0–FDEF, U+xxFFFE–F.
    Noncharacter,
    /// U+FFFD or U+FFFC: what stood here was lost before it came to us.
    Lost,
    /// A variation selector that follows no kanji, or follows another selector.
    StrayVariation,
    /// Part of an emoji sequence (VS16, key cap, skin tone, flag): terminals disagree on its width.
    EmojiSequence,
    /// A combining mark with nothing before it to stand on.
    MarkWithoutBase,
    /// More than [`MAX_MARKS`] combining marks on one character.
    TooManyMarks,
}

/// A code point by its official name, `U+202E`, so that it can be told without being printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CodePoint(pub char);

impl fmt::Display for CodePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "U+{:04X}", u32::from(self.0))
    }
}

/// Reads characters one after another and judges each in its place.
#[derive(Default)]
pub(super) struct Judge {
    previous: Previous,
    marks: usize,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Previous {
    #[default]
    Nothing,
    Kanji,
    Other,
}

impl Judge {
    /// Whether `c` may stand after what was read so far. A refused character is treated as if a
    /// visible one stood in its place.
    pub(super) fn judge(&mut self, c: char) -> Result<(), Unfit> {
        if columns(c).is_some() {
            self.marks = 0;
            self.previous = if is_kanji(c) {
                Previous::Kanji
            } else {
                Previous::Other
            };
            return Ok(());
        }
        if let Some(unfit) = alone(c) {
            self.previous = Previous::Other;
            self.marks = 0;
            return Err(unfit);
        }
        if is_kanji_selector(c) {
            let on_kanji = self.previous == Previous::Kanji;
            self.previous = Previous::Other;
            return if on_kanji {
                Ok(())
            } else {
                Err(Unfit::StrayVariation)
            };
        }
        if is_mark(c) {
            if self.previous == Previous::Nothing {
                self.previous = Previous::Other;
                return Err(Unfit::MarkWithoutBase);
            }
            self.previous = Previous::Other;
            self.marks += 1;
            if self.marks > MAX_MARKS {
                self.marks = 0;
                return Err(Unfit::TooManyMarks);
            }
            return Ok(());
        }
        self.marks = 0;
        self.previous = if is_kanji(c) {
            Previous::Kanji
        } else {
            Previous::Other
        };
        Ok(())
    }
}

/// Refusals that do not depend on what stands before.
fn alone(c: char) -> Option<Unfit> {
    Some(match u32::from(c) {
        0x09 => Unfit::Tab,
        0x0A..=0x0D | 0x85 | 0x2028 | 0x2029 => Unfit::LineBreak,
        0x00..=0x1F | 0x7F..=0x9F => Unfit::Control,
        0x061C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => Unfit::Bidi,
        0x00AD | 0x034F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200D
        | 0x2060..=0x2065 | 0x206A..=0x206F | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        // Prepended and hieroglyphic format controls, shorthand and musical format controls.
        | 0x0600..=0x0605 | 0x06DD | 0x070F | 0x0890 | 0x0891 | 0x08E2 | 0x110BD | 0x110CD
        | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A => Unfit::Invisible,
        0xFFFC | 0xFFFD => Unfit::Lost,
        0xFE03..=0xFE0D => Unfit::StrayVariation,
        0xFE0E | 0xFE0F | 0x20E3 | 0x1F1E6..=0x1F1FF | 0x1F3FB..=0x1F3FF => Unfit::EmojiSequence,
        0xE0000..=0xE007F => Unfit::Tag,
        0xE0080..=0xE00FF | 0xE01F0..=0xE0FFF => Unfit::Invisible,
        0xFDD0..=0xFDEF => Unfit::Noncharacter,
        code if code & 0xFFFE == 0xFFFE => Unfit::Noncharacter,
        0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF => Unfit::PrivateUse,
        _ => return None,
    })
}

/// Combining marks, with the conjoining Hangul vowels and finals that grow a cluster just so.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(u32::from(c), 0x1161..=0x11FF | 0xD7B0..=0xD7FB)
}

/// IVS (Adobe-Japan1, Moji_Joho) and the standardised variants of compatibility ideographs.
pub(super) fn is_kanji_selector(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE02 | 0xE0100..=0xE01EF)
}

/// Ideographs, on which a variation selector may stand: 々〆〇 among them.
pub(super) fn is_kanji(c: char) -> bool {
    matches!(u32::from(c), 0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFD)
}
