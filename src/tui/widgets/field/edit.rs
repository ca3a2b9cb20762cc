//! Keys, and what they do to the value.

use super::refusal::FieldRefusal;
use super::{Field, Kind, Typed};
use crate::text;
use crate::text::Text;
use crate::tui::input::{Key, fold};
use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

impl Field {
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
}
