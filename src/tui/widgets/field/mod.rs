//! One line of input.
//!
//! Our own and not `tui-input`: a field must hold secrets that are wiped, refuse what [`Text`]
//! refuses at the moment it is typed, and tell the hardware cursor's column in cells.
//!
//! `edit` is the keys and what they do to the value; `refusal` what is not taken, in words.

mod edit;
mod refusal;
#[cfg(test)]
mod tests;

pub use refusal::FieldRefusal;

use crate::text::Text;
use crate::tui::ink::Ink;
use crate::tui::input::fold;
use crate::tui::paint::Canvas;
use crate::tui::theme::Tone;
use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Digits,
    Ascii,
    Secret,
}

/// One line of input, with its cursor.
#[derive(Clone)]
pub struct Field {
    kind: Kind,
    max: usize,
    value: Zeroizing<String>,
    /// In bytes, on a boundary of grapheme clusters.
    at: usize,
    /// What stands there gives way to the next character typed.
    anew: bool,
}

impl std::fmt::Debug for Field {
    /// Never the value: it may be a PIN or an answer of a blind check.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// What a field did with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// Not a key for a field.
    Pass,
    /// The cursor moved, or there was nothing to delete.
    Moved,
    /// The value is another.
    Changed,
    /// Not taken; the value is as before.
    Refused(FieldRefusal),
}

impl Field {
    /// Any text, at most `max` characters as a person counts them.
    #[must_use]
    pub fn text(max: usize) -> Self {
        Self::new(Kind::Text, max)
    }

    /// Digits, folded from full width.
    #[must_use]
    pub fn digits(max: usize) -> Self {
        Self::new(Kind::Digits, max)
    }

    /// ASCII without spaces, folded from full width: e-mail, URL, tracking number, time, date.
    #[must_use]
    pub fn ascii(max: usize) -> Self {
        Self::new(Kind::Ascii, max)
    }

    /// A PIN or passphrase: ASCII, folded from full width, shown as `*`, wiped. Kana would depend
    /// on the input method and on normalisation.
    #[must_use]
    pub fn secret(max: usize) -> Self {
        Self::new(Kind::Secret, max)
    }

    fn new(kind: Kind, max: usize) -> Self {
        // A secret must not leave a copy behind when the string grows.
        let room = if kind == Kind::Secret { max * 16 } else { 0 };
        Self {
            kind,
            max,
            value: Zeroizing::new(String::with_capacity(room)),
            at: 0,
            anew: false,
        }
    }

    /// The same field with a value to begin with, the cursor behind it.
    #[must_use]
    pub fn with(mut self, value: &str) -> Self {
        self.set(value);
        self
    }

    /// Puts a value in, the cursor behind it.
    pub fn set(&mut self, value: &str) {
        self.value = Zeroizing::new(value.to_owned());
        self.at = self.value.len();
        self.anew = false;
    }

    /// The cursor has come back into it: a number, a time or a day is typed anew, so that 115 in
    /// the place of 114 is three keys and never 114115. Words, addresses and secrets are edited.
    pub fn come_back(&mut self) {
        let short = |c: char| matches!(fold(c), '0'..='9' | '.' | ':' | '/' | '-' | ' ' | 'R');
        self.at = self.value.len();
        self.anew = self.kind != Kind::Secret && !self.is_empty() && self.value.chars().all(short);
    }

    /// Empties it.
    pub fn clear(&mut self) {
        *self = Self::new(self.kind, self.max);
    }

    /// What was typed; for keys of comparison, not for storing.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What was typed, fit for a record: without spaces at either end.
    ///
    /// # Errors
    /// When a character is refused; typing refuses it before.
    pub fn to_text(&self) -> Result<Text, FieldRefusal> {
        Text::new(&self.value)
            .map(|text| text.trimmed())
            .map_err(FieldRefusal::Text)
    }

    /// The number that was typed; none when empty or too large.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.value.parse().ok()
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value.is_empty()
    }

    /// Whether no more fits in.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.value.graphemes(true).count() >= self.max
    }

    /// Takes the value out and leaves the field empty; the caller wipes it by dropping it.
    #[must_use]
    pub fn take(&mut self) -> Zeroizing<String> {
        let taken = std::mem::replace(self, Self::new(self.kind, self.max));
        taken.value
    }

    /// Paints `[value   ]` with `columns` between the brackets, and sets the hardware cursor when
    /// the field has the focus. A value that is wider shows the part round the cursor. Returns the
    /// column behind the bracket.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, columns: u16, focus: bool) -> u16 {
        let ink = canvas.ink();
        let (window, cursor) = self.window(ink, columns);
        let tone = if focus { Tone::Focus } else { Tone::Plain };
        let open = canvas.text(x, y, Tone::Rule, "[");
        canvas.text(open, y, tone, &*window);
        let end = canvas.text(open + columns, y, Tone::Rule, "]");
        if focus {
            canvas.cursor(open + cursor, y);
        }
        end
    }

    /// What of the value fits into `columns` with the cursor in it, filled with spaces, and the
    /// column of the cursor.
    fn window(&self, ink: Ink, columns: u16) -> (Zeroizing<String>, u16) {
        let masked;
        let (value, at): (&str, usize) = if self.kind == Kind::Secret {
            let count = |part: &str| part.graphemes(true).count();
            masked = "*".repeat(count(&self.value));
            (
                &masked,
                count(self.value.get(..self.at).unwrap_or_default()),
            )
        } else {
            (&self.value, self.at)
        };
        let mut left = value.get(..at).unwrap_or_default();
        // Behind the last character of a full field the cursor stands on the bracket.
        while ink.width(left) > columns {
            let first = left.graphemes(true).next().map_or(0, str::len);
            if first == 0 {
                break;
            }
            left = left.get(first..).unwrap_or_default();
        }
        let cursor = ink.width(left);
        let mut window = Zeroizing::new(left.to_owned());
        let mut taken = cursor;
        for cluster in value.get(at..).unwrap_or_default().graphemes(true) {
            taken += ink.width(cluster);
            if taken > columns {
                break;
            }
            window.push_str(cluster);
        }
        let fill = columns.saturating_sub(ink.width(&window));
        window.extend(std::iter::repeat_n(' ', usize::from(fill)));
        (window, cursor)
    }
}
