//! A few labelled fields under each other: what set-up and the screens on people ask.

use crate::locale::{Lang, Locale};
use crate::t;
use crate::text::Text;
use crate::tui::say::when;
use crate::tui::widgets::field::{Field, Typed};
use crate::tui::{Action, Canvas, Key, Tone};
use chrono::NaiveDate;
use crossterm::event::KeyCode;
use zeroize::Zeroizing;

/// A day as it may be typed, to begin a field with: `R8.4.1`, `2026-04-01`.
pub(crate) fn typed_date(day: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => when::short_date(day, words),
        Lang::En => day.to_string(),
    }
}

/// The columns of the longest [`typed_date`].
pub(crate) fn date_columns(words: Locale) -> u16 {
    match words.lang() {
        Lang::Ja => 8,
        Lang::En => 10,
    }
}

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Anything that fits a record.
    Line,
    /// Digits of a fixed length: the next field follows by itself.
    Fixed,
    /// A secret.
    Secret,
    /// The secret before it once more: when both agree, the next field follows by itself.
    Again,
}

/// One labelled field.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    label: String,
    kind: Kind,
    field: Field,
    columns: u16,
    hint: String,
    note: String,
}

impl Entry {
    fn new(label: String, kind: Kind, field: Field, columns: u16) -> Self {
        Self {
            label,
            kind,
            field,
            columns,
            hint: String::new(),
            note: String::new(),
        }
    }

    /// Text of at most `max` characters, in a field of so many columns.
    pub(crate) fn line(label: impl Into<String>, max: usize, columns: u16) -> Self {
        Self::new(label.into(), Kind::Line, Field::text(max), columns)
    }

    /// ASCII: dates, times.
    pub(crate) fn ascii(label: impl Into<String>, columns: u16) -> Self {
        Self::new(label.into(), Kind::Line, Field::text(20), columns)
    }

    /// So many digits.
    pub(crate) fn digits(label: impl Into<String>, count: usize) -> Self {
        let columns = u16::try_from(count).unwrap_or(8);
        Self::new(label.into(), Kind::Fixed, Field::digits(count), columns)
    }

    /// A PIN.
    pub(crate) fn secret(label: impl Into<String>) -> Self {
        Self::new(label.into(), Kind::Secret, Field::secret(64), 12)
    }

    /// The PIN of the field before, once more.
    pub(crate) fn again(label: impl Into<String>) -> Self {
        Self::new(label.into(), Kind::Again, Field::secret(64), 12)
    }

    /// With a value to begin with.
    pub(crate) fn with(mut self, value: &str) -> Self {
        self.field.set(value);
        self
    }

    /// Under another label.
    pub(crate) fn renamed(mut self, label: String) -> Self {
        self.label = label;
        self
    }

    /// What row 23 says while the cursor is here.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// What a form did with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Not for it.
    Pass,
    /// Taken.
    Taken,
    /// Not taken, and why.
    Refused(String),
    /// Enter in the last field.
    Done,
    /// Esc.
    Left,
}

/// Fields under each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    entries: Vec<Entry>,
    at: usize,
    /// Whether a last field that is full ends the form by itself: something else follows that
    /// confirms.
    flows: bool,
}

impl Form {
    /// The cursor in the first field.
    pub(crate) fn new(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            at: 0,
            flows: false,
        }
    }

    /// A form whose last field, once full, ends it.
    pub(crate) fn flowing(mut self) -> Self {
        self.flows = true;
        self
    }

    /// One more field, the cursor in it.
    pub(crate) fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        self.at = self.entries.len() - 1;
    }

    /// How many fields there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Puts the cursor into a field.
    pub(crate) fn go(&mut self, at: usize) {
        self.at = at.min(self.entries.len().saturating_sub(1));
    }

    /// What was typed.
    pub(crate) fn value(&self, nth: usize) -> &str {
        self.entries.get(nth).map_or("", |e| e.field.value())
    }

    /// What was typed, fit for a record.
    pub(crate) fn text(&self, nth: usize) -> Text {
        // Typing has refused what does not fit.
        let entry = self.entries.get(nth);
        entry
            .and_then(|e| e.field.to_text().ok())
            .unwrap_or_default()
    }

    /// The number that was typed.
    pub(crate) fn number(&self, nth: usize) -> Option<u16> {
        self.value(nth).parse().ok()
    }

    /// Takes a secret out.
    pub(crate) fn take(&mut self, nth: usize) -> Zeroizing<String> {
        self.entries
            .get_mut(nth)
            .map(|e| e.field.take())
            .unwrap_or_default()
    }

    /// Drops every secret.
    pub(crate) fn forget(&mut self) {
        for entry in &mut self.entries {
            if matches!(entry.kind, Kind::Secret | Kind::Again) {
                entry.field.clear();
            }
        }
        let first = self.entries.iter().position(|e| e.kind == Kind::Secret);
        if let Some(first) = first
            && self.at > first
        {
            self.at = first;
        }
    }

    /// What stands behind a field: the name of a number.
    pub(crate) fn note(&mut self, nth: usize, note: impl Into<String>) {
        if let Some(entry) = self.entries.get_mut(nth) {
            entry.note = note.into();
        }
    }

    /// Row 23 for the field with the cursor.
    pub(crate) fn hint(&self) -> &str {
        self.entries.get(self.at).map_or("", |e| &e.hint)
    }

    /// A key.
    pub(crate) fn key(&mut self, key: &Key, words: Locale) -> Turn {
        let last = self.entries.len().saturating_sub(1);
        match key.action {
            Some(Action::Back) => return Turn::Left,
            Some(Action::Up | Action::PreviousField) => {
                self.at = self.at.saturating_sub(1);
                return Turn::Taken;
            }
            Some(Action::Down | Action::NextField) => {
                self.at = (self.at + 1).min(last);
                return Turn::Taken;
            }
            _ => {}
        }
        if key.code == KeyCode::Enter {
            if self.at == last {
                return Turn::Done;
            }
            self.at += 1;
            return Turn::Taken;
        }
        // A number that went on by itself is taken back by the key that takes back a character.
        let empty = self.value(self.at).is_empty();
        if key.code == KeyCode::Backspace
            && empty
            && let Some(before) = self.at.checked_sub(1)
            && self
                .entries
                .get(before)
                .is_some_and(|e| e.kind == Kind::Fixed)
        {
            self.at = before;
        }
        let fixed = self.entries.get(self.at).map(|e| e.kind) == Some(Kind::Fixed);
        if fixed && matches!(key.char(), Some('-' | '\u{30fc}' | '\u{2212}' | '\u{ff0d}')) {
            // Codes are printed with a hyphen in the middle.
            return Turn::Taken;
        }
        let before = self.at.checked_sub(1).and_then(|nth| self.entries.get(nth));
        let wanted = before.map(|e| Zeroizing::new(e.field.value().to_owned()));
        let Some(entry) = self.entries.get_mut(self.at) else {
            return Turn::Pass;
        };
        match entry.field.key(key) {
            Typed::Pass => Turn::Pass,
            Typed::Refused(why) => Turn::Refused(why.words(words)),
            Typed::Changed => {
                let full = match entry.kind {
                    Kind::Fixed => entry.field.is_full(),
                    Kind::Again => {
                        wanted.is_some_and(|w| !w.is_empty() && w.as_str() == entry.field.value())
                    }
                    Kind::Line | Kind::Secret => false,
                };
                if full && self.at < last {
                    self.at += 1;
                } else if full && self.flows {
                    return Turn::Done;
                }
                Turn::Taken
            }
            Typed::Moved => Turn::Taken,
        }
    }

    /// Text pasted in one piece, into the field with the cursor; never into a secret.
    pub(crate) fn paste(&mut self, text: &str, words: Locale) -> Turn {
        let Some(entry) = self.entries.get_mut(self.at) else {
            return Turn::Pass;
        };
        if matches!(entry.kind, Kind::Secret | Kind::Again) {
            return Turn::Refused(t!(words, frame_no_paste));
        }
        match entry.field.paste(text) {
            Typed::Refused(why) => Turn::Refused(why.words(words)),
            _ => Turn::Taken,
        }
    }

    /// Paints the fields from row `y`, labels at column `x` and `labels` columns wide. Returns the
    /// row behind.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        (x, y): (u16, u16),
        labels: u16,
        focus: bool,
    ) -> u16 {
        let mut row = y;
        for (nth, entry) in self.entries.iter().enumerate() {
            let label = canvas.ink().cut(&entry.label, labels).into_owned();
            canvas.text(x, row, Tone::Plain, label);
            let focus = focus && nth == self.at;
            let end = entry
                .field
                .draw(canvas, x + labels + 1, row, entry.columns, focus);
            canvas.text(end + 2, row, Tone::Faint, &entry.note);
            row += 1;
        }
        row
    }
}
