//! Text longer than its field, with 続く 1/3 and 終わり.

use crate::locale::Locale;
use crate::t;
use crate::tui::action::Action;
use crate::tui::ink::Ink;
use crate::tui::input::Key;
use crate::tui::paint::{Canvas, Row};
use crate::tui::theme::Tone;

/// Columns before the mark, and behind it.
const BEFORE: u16 = 2;
const BEHIND: u16 = 2;

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
        let stays = self.stays_at_the_end();
        self.rows = rows;
        if stays {
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

    /// Whether it will be at the end with other rows too: its end is on the screen.
    #[must_use]
    pub fn stays_at_the_end(&self) -> bool {
        self.seen > 0 && !self.rows.is_empty() && self.stands_at_the_end()
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

    /// Whether so many columns and rows hold the whole text, with the mark beside it.
    #[must_use]
    pub fn fits(rows: &[Row], (columns, height): (u16, u16), ink: Ink, words: Locale) -> bool {
        let height = usize::from(height);
        if rows.len() != height {
            return rows.len() < height;
        }
        let mark = ink.width(&t!(words, scroll_end)) + BEFORE + BEHIND;
        rows.last()
            .is_none_or(|row| row.width(ink) + mark <= columns)
    }

    /// Paints all of the canvas; the mark says whether there is more, in columns or in a row of its
    /// own: it never stands on the text. The cursor goes to the first row when `focus`.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>, focus: bool, words: Locale) {
        let ink = canvas.ink();
        let size = (canvas.width(), canvas.height());
        let own = u16::from(!Self::fits(&self.rows, size, ink, words));
        // A message that takes rows away leaves whoever stood at the end there.
        let stood = self.stays_at_the_end();
        self.page = usize::from(size.1.saturating_sub(own)).max(1);
        if stood {
            self.top = self.rows.len();
        }
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
        let x = size.0.saturating_sub(ink.width(&text) + BEHIND);
        let y = size.1.saturating_sub(1);
        if own == 0 || y > 0 {
            canvas.text(x, y, Tone::Faint, text);
        }
        if focus {
            canvas.cursor(1, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    /// Every row that a reader pages through, at this size.
    fn read(text: &[String], columns: u16, height: u16) -> Vec<String> {
        let rows = text.iter().map(|row| Row::new().gap(1).text(row)).collect();
        let mut scroll = Scroll::new(rows);
        let words = Locale::new(Lang::Ja);
        let area = Rect::new(0, 0, columns, height);
        let mut seen = Vec::new();
        for _ in 0..=text.len() {
            let mut buffer = Buffer::empty(area);
            let mut cursor = None;
            let mut canvas = Canvas::new(&mut buffer, area, Ink::default(), &mut cursor);
            scroll.draw(&mut canvas, false, words);
            for y in 0..height {
                let mut row = String::new();
                let mut x = 0;
                while x < columns {
                    row.push_str(buffer[(x, y)].symbol());
                    x += ink_width(buffer[(x, y)].symbol());
                }
                seen.push(row);
            }
            let mut down = Key::pressed(
                crossterm::event::KeyCode::PageDown,
                std::time::Instant::now(),
            );
            down.action = Some(Action::PageDown);
            scroll.key(&down);
        }
        assert!(scroll.read_to_the_end());
        seen
    }

    fn ink_width(symbol: &str) -> u16 {
        Ink::default().width(symbol).max(1)
    }

    #[test]
    fn the_mark_hides_nothing_of_the_text() {
        for (columns, long) in [(80, 38), (132, 64)] {
            for count in 1..=14 {
                let text: Vec<String> = (0..count)
                    .map(|nth| format!("{nth:02}{}", "字".repeat(long - 1)))
                    .collect();
                for height in 2..=9 {
                    let seen = read(&text, columns, height);
                    for row in &text {
                        assert!(
                            seen.iter().any(|seen| seen.contains(row.as_str())),
                            "{row} of {count} in {columns}x{height}\n{}",
                            seen.join("\n")
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_text_that_leaves_room_for_the_mark_takes_no_row_for_it() {
        let text: Vec<String> = (0..3).map(|nth| format!("{nth} 短い行")).collect();
        let seen = read(&text, 80, 3);
        assert!(seen[2].starts_with(" 2 短い行") && seen[2].contains("終わり"));
    }
}
