//! One line of input.
//!
//! Our own and not `tui-input`: a field must hold secrets that are wiped, refuse what [`Text`]
//! refuses at the moment it is typed, and tell the hardware cursor's column in cells.

use crate::locale::Locale;
use crate::t;
use crate::text::{self, Text, TextError, Unfit};
use crate::tui::ink::Ink;
use crate::tui::input::{Key, fold};
use crate::tui::paint::Canvas;
use crate::tui::theme::Tone;
use crossterm::event::KeyCode;
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

    /// A key.
    pub fn key(&mut self, key: &Key) -> Typed {
        if let Some(c) = key.char() {
            let mut bytes = Zeroizing::new([0; 4]);
            return self.insert(c.encode_utf8(&mut *bytes));
        }
        self.anew = false;
        match key.code {
            KeyCode::Backspace => self.delete(self.before(), self.at),
            KeyCode::Delete => self.delete(self.at, self.after()),
            KeyCode::Left => self.move_to(self.before()),
            KeyCode::Right => self.move_to(self.after()),
            KeyCode::Home => self.move_to(0),
            KeyCode::End => self.move_to(self.value.len()),
            _ => Typed::Pass,
        }
    }

    /// Text pasted in one piece: all of it or nothing.
    pub fn paste(&mut self, raw: &str) -> Typed {
        let clean = Zeroizing::new(text::clean_paste(raw));
        self.insert(&clean)
    }

    fn insert(&mut self, typed: &str) -> Typed {
        let folded: Zeroizing<String> = match self.kind {
            Kind::Text => Zeroizing::new(typed.to_owned()),
            _ => Zeroizing::new(typed.chars().map(fold).collect()),
        };
        if let Some(refusal) = self.refuses(&folded) {
            return Typed::Refused(refusal);
        }
        let mut longer = Zeroizing::new(String::with_capacity(
            self.value.capacity().max(self.value.len() + folded.len()),
        ));
        let (before, behind) = if self.anew {
            ("", "")
        } else {
            self.value.split_at_checked(self.at).unwrap_or_default()
        };
        longer.push_str(before);
        longer.push_str(&folded);
        longer.push_str(behind);
        let at = before.len() + folded.len();
        if longer.graphemes(true).count() > self.max {
            return Typed::Refused(FieldRefusal::Full(self.max));
        }
        // A mark or variation selector is judged where it stands. The other kinds are ASCII, and
        // a secret must not be copied for this.
        if self.kind == Kind::Text
            && let Err(error) = Text::new(&longer)
        {
            return Typed::Refused(FieldRefusal::Text(error));
        }
        self.at = at;
        self.anew = false;
        self.value = longer;
        Typed::Changed
    }

    fn refuses(&self, typed: &str) -> Option<FieldRefusal> {
        let all = |fits: fn(char) -> bool| typed.chars().all(fits);
        match self.kind {
            Kind::Digits if !all(|c| c.is_ascii_digit()) => Some(FieldRefusal::Digits),
            Kind::Ascii if !all(|c| c.is_ascii_graphic()) => Some(FieldRefusal::Ascii),
            Kind::Secret if !all(|c| matches!(c, ' '..='~')) => Some(FieldRefusal::Ascii),
            _ => None,
        }
    }

    fn before(&self) -> usize {
        let left = self.value.get(..self.at).unwrap_or_default();
        left.grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let right = self.value.get(self.at..).unwrap_or_default();
        self.at + right.graphemes(true).next().map_or(0, str::len)
    }

    fn delete(&mut self, from: usize, to: usize) -> Typed {
        if from == to {
            return Typed::Moved;
        }
        self.value.replace_range(from..to, "");
        self.at = from;
        Typed::Changed
    }

    fn move_to(&mut self, at: usize) -> Typed {
        self.at = at;
        Typed::Moved
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use std::time::Instant;

    fn typed(field: &mut Field, text: &str) -> Typed {
        let mut last = Typed::Pass;
        for c in text.chars() {
            last = field.key(&Key::pressed(KeyCode::Char(c), Instant::now()));
        }
        last
    }

    fn press(field: &mut Field, code: KeyCode) -> Typed {
        field.key(&Key::pressed(code, Instant::now()))
    }

    #[test]
    fn deleting_takes_what_a_person_calls_one_character() {
        let mut field = Field::text(20);
        typed(&mut field, "渡邉\u{E0102}か\u{3099}");
        press(&mut field, KeyCode::Backspace);
        assert_eq!(field.value(), "渡邉\u{E0102}");
        press(&mut field, KeyCode::Backspace);
        assert_eq!(field.value(), "渡");
    }

    #[test]
    fn the_cursor_stands_by_columns_and_not_by_characters() {
        let mut field = Field::text(20);
        typed(&mut field, "髙橋A");
        assert_eq!(field.window(Ink::default(), 10).1, 5);
        press(&mut field, KeyCode::Left);
        press(&mut field, KeyCode::Left);
        assert_eq!(field.window(Ink::default(), 10).1, 2);
    }

    #[test]
    fn a_long_value_shows_the_part_with_the_cursor() {
        let mut field = Field::text(40);
        typed(&mut field, "商店街支援事業交付決定通知");
        let (window, cursor) = field.window(Ink::default(), 10);
        assert_eq!((window.as_str(), cursor), ("付決定通知", 10));
        press(&mut field, KeyCode::Home);
        let (window, cursor) = field.window(Ink::default(), 10);
        assert_eq!((window.as_str(), cursor), ("商店街支援", 0));
    }

    #[test]
    fn a_count_takes_full_width_digits_and_nothing_else() {
        let mut field = Field::digits(4);
        assert_eq!(typed(&mut field, "１15"), Typed::Changed);
        assert_eq!(field.value(), "115");
        assert_eq!(
            typed(&mut field, "件"),
            Typed::Refused(FieldRefusal::Digits)
        );
        assert_eq!(
            typed(&mut field, "77"),
            Typed::Refused(FieldRefusal::Full(4))
        );
        assert_eq!(field.number(), Some(1157));
    }

    #[test]
    fn a_number_to_which_the_cursor_comes_back_is_typed_anew_and_words_are_edited() {
        let mut field = Field::digits(7).with("114");
        field.come_back();
        typed(&mut field, "115");
        assert_eq!(field.value(), "115");
        // Whoever moves in it first wants to mend it.
        field.come_back();
        press(&mut field, KeyCode::Backspace);
        typed(&mut field, "6");
        assert_eq!(field.value(), "116");
        // What cannot stand there takes nothing away.
        field.come_back();
        typed(&mut field, "件");
        assert_eq!(field.value(), "116");
        let mut field = Field::text(20).with("書庫A");
        field.come_back();
        typed(&mut field, "2");
        assert_eq!(field.value(), "書庫A2");
    }

    #[test]
    fn a_paste_with_an_escape_sequence_is_refused_by_name_and_changes_nothing() {
        let mut field = Field::text(20).with("書庫");
        let Typed::Refused(refusal) = field.paste("A\u{1B}[2J") else {
            panic!("taken");
        };
        let words = refusal.words(Locale::new(Lang::Ja));
        assert!(words.contains("U+001B"), "{words}");
        assert_eq!(field.value(), "書庫");
    }

    #[test]
    fn a_paste_of_two_lines_becomes_one() {
        let mut field = Field::text(20);
        assert_eq!(field.paste("見本課\r\n支援担当\n"), Typed::Changed);
        assert_eq!(field.value(), "見本課 支援担当");
    }

    #[test]
    fn a_pin_is_shown_as_stars_and_gone_when_taken() {
        let mut field = Field::secret(32);
        typed(&mut field, "１23456");
        assert_eq!(field.window(Ink::default(), 8).0.as_str(), "******  ");
        assert_eq!(field.take().as_str(), "123456");
        assert!(field.is_empty());
        assert!(!format!("{field:?}").contains("123456"));
    }
}
