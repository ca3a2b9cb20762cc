//! Text longer than its field, with 続く 1/3 and 終わり.

use crate::locale::Locale;
use crate::t;
use crate::tui::action::Action;
use crate::tui::input::Key;
use crate::tui::paint::{Canvas, Row};
use crate::tui::theme::Tone;

/// Rows of text in a field that may be too small for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scroll {
    rows: Vec<Row>,
    top: usize,
    page: usize,
    seen: usize,
}

impl Scroll {
    /// From rows.
    #[must_use]
    pub fn new(rows: Vec<Row>) -> Self {
        Self {
            rows,
            page: 1,
            ..Self::default()
        }
    }

    /// Other rows of the same text: an answer in it has changed, or the window has. Whoever stood at
    /// the end stands there still; elsewhere, what has not been shown is not read.
    pub fn set_rows(&mut self, rows: Vec<Row>) {
        let at_the_end = !self.rows.is_empty() && self.top + self.page >= self.rows.len();
        self.rows = rows;
        if at_the_end {
            self.top = self.rows.len();
        }
    }

    /// Whether the last row has been on the screen: what was not read to its end cannot be signed.
    #[must_use]
    pub fn read_to_the_end(&self) -> bool {
        self.seen >= self.rows.len()
    }

    /// Whether the last row is, or will be, on the screen where it stands now.
    #[must_use]
    pub fn stands_at_the_end(&self) -> bool {
        self.top + self.page >= self.rows.len()
    }

    /// A page up or down. Whether the key was for this widget.
    pub fn key(&mut self, key: &Key) -> bool {
        let last = self.rows.len().saturating_sub(self.page);
        match key.action {
            Some(Action::PageDown) => self.top = (self.top + self.page).min(last),
            Some(Action::PageUp) => self.top = self.top.saturating_sub(self.page),
            _ => return false,
        }
        true
    }

    /// A row up or down too, for screens of nothing but text.
    pub fn key_rows(&mut self, key: &Key) -> bool {
        let last = self.rows.len().saturating_sub(self.page);
        match key.action {
            Some(Action::Down) => self.top = (self.top + 1).min(last),
            Some(Action::Up) => self.top = self.top.saturating_sub(1),
            _ => return self.key(key),
        }
        true
    }

    /// Paints all of the canvas; the last row says whether there is more. The cursor goes to the
    /// first row when `focus`.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>, focus: bool, words: Locale) {
        let height = usize::from(canvas.height());
        self.page = height.max(1);
        self.top = self.top.min(self.rows.len().saturating_sub(self.page));
        for (row, y) in self.rows.iter().skip(self.top).take(self.page).zip(0..) {
            canvas.row(y, row);
        }
        self.seen = self.seen.max(self.top + self.page);
        let pages = self.rows.len().div_ceil(self.page).max(1);
        let page = (self.top + self.page).div_ceil(self.page).min(pages);
        let text = if self.top + self.page < self.rows.len() {
            t!(words, scroll_more, page = page, pages = pages)
        } else {
            t!(words, scroll_end)
        };
        let text = format!("  {text}");
        let width = canvas.ink().width(&text);
        let x = canvas.width().saturating_sub(width + 2);
        let y = canvas.height().saturating_sub(1);
        canvas.text(x, y, Tone::Faint, text);
        if focus {
            canvas.cursor(1, 0);
        }
    }
}
