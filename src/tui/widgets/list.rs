//! Rows of which one is selected, scrolling when they do not fit.

use crate::locale::Locale;
use crate::t;
use crate::tui::action::Action;
use crate::tui::input::Key;
use crate::tui::paint::{Canvas, Row};
use crate::tui::theme::Tone;

/// Where the cursor is in a list. The rows themselves belong to the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    len: usize,
    selected: usize,
    top: usize,
    page: usize,
}

impl List {
    /// A list of so many rows, the cursor on the first.
    #[must_use]
    pub fn new(len: usize) -> Self {
        Self {
            len,
            page: 1,
            ..Self::default()
        }
    }

    /// The digit that chooses a row, counted from 0; the tenth and what follows have none.
    #[must_use]
    pub fn digit(nth: usize) -> String {
        if nth < 9 {
            (nth + 1).to_string()
        } else {
            String::new()
        }
    }

    /// The list has another length now; the cursor stays where it can.
    pub fn set_len(&mut self, len: usize) {
        self.len = len;
        self.select(self.selected);
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row with the cursor, counted from 0; none in an empty list.
    #[must_use]
    pub fn selected(&self) -> Option<usize> {
        (self.selected < self.len).then_some(self.selected)
    }

    /// Puts the cursor on a row, or on the last when there is no such row.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.len.saturating_sub(1));
    }

    /// Up, down and pages. Whether the key was for this widget.
    pub fn key(&mut self, key: &Key) -> bool {
        match key.action {
            Some(Action::Up) => self.select(self.selected.saturating_sub(1)),
            Some(Action::Down) => self.select(self.selected + 1),
            Some(Action::PageUp) => self.select(self.selected.saturating_sub(self.page)),
            Some(Action::PageDown) => self.select(self.selected + self.page),
            _ => return false,
        }
        true
    }

    /// How many rows lie below those shown by the last drawing.
    #[must_use]
    pub fn below(&self) -> usize {
        self.len.saturating_sub(self.top + self.page)
    }

    /// Says how many rows lie below, where any do.
    pub fn draw_below(&self, canvas: &mut Canvas<'_>, (x, y): (u16, u16), words: Locale) {
        if self.below() > 0 {
            let more = t!(words, setup_more, count = self.below());
            canvas.text(x, y, Tone::Faint, more);
        }
    }

    /// Paints up to `rows` rows from `y`; `row` makes each, leaving column `x` free for `>`. The
    /// hardware cursor goes to the selected row when the list has the focus.
    pub fn draw(
        &mut self,
        canvas: &mut Canvas<'_>,
        (x, y): (u16, u16),
        rows: u16,
        focus: bool,
        mut row: impl FnMut(usize) -> Row,
    ) {
        self.page = usize::from(rows).max(1);
        self.top = self.top.min(self.selected);
        self.top = self.top.max((self.selected + 1).saturating_sub(self.page));
        // No room stays empty below while rows are hidden above.
        self.top = self.top.min(self.len.saturating_sub(self.page));
        let shown = (self.top..self.len).take(self.page);
        for (nth, at) in shown.zip(y..) {
            canvas.row(at, &row(nth));
            if nth == self.selected {
                canvas.text(x, at, Tone::Key, ">");
                if focus {
                    canvas.cursor(x, at);
                }
            }
        }
    }
}
