//! Several lines of input, broken softly where the box ends. F5 begins a new line; Enter goes on,
//! as in every field of a wizard.

use crate::text::{Paragraph, Text, clean_paste};
use crate::tui::widgets::{FieldRefusal, Typed};
use crate::tui::{Canvas, Ink, Key, Tone};
use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation as _;

/// The most characters of one line, so that a sheet can print it.
const LINE_MAX: usize = 400;
/// The most lines, as [`Paragraph`] has it.
const LINES_MAX: usize = 40;

/// A paragraph being written.
#[derive(Debug, Clone)]
pub(super) struct Area {
    lines: Vec<String>,
    line: usize,
    /// In bytes of that line, on a boundary of grapheme clusters.
    at: usize,
}

/// One row as it is painted: which line, and the bytes of it.
struct Piece {
    line: usize,
    from: usize,
    to: usize,
}

impl Area {
    pub(super) fn new() -> Self {
        Self {
            lines: vec![String::new()],
            line: 0,
            at: 0,
        }
    }

    /// What was written; `None` where there is nothing but spaces.
    pub(super) fn paragraph(&self) -> Option<Paragraph> {
        Paragraph::new(&self.lines.join("\n"))
            .ok()
            .filter(|p| !p.is_blank())
    }

    pub(super) fn set(&mut self, raw: &str) {
        self.lines = raw.split('\n').map(str::to_owned).collect();
        self.line = self.lines.len().saturating_sub(1);
        self.at = self.current().len();
    }

    fn current(&self) -> &str {
        self.lines.get(self.line).map_or("", String::as_str)
    }

    /// A new line at the cursor.
    pub(super) fn break_line(&mut self) -> Typed {
        if self.lines.len() >= LINES_MAX {
            return Typed::Refused(FieldRefusal::Full(LINES_MAX));
        }
        let at = self.at;
        let Some(line) = self.lines.get_mut(self.line) else {
            return Typed::Moved;
        };
        let rest = line.split_off(at);
        self.line += 1;
        self.lines.insert(self.line, rest);
        self.at = 0;
        Typed::Changed
    }

    pub(super) fn key(&mut self, key: &Key) -> Typed {
        if let Some(c) = key.char() {
            let mut bytes = [0; 4];
            return self.insert(c.encode_utf8(&mut bytes));
        }
        match key.code {
            KeyCode::Backspace => self.backspace(),
            KeyCode::Delete => self.delete(),
            KeyCode::Left => {
                if self.at == 0 && self.line > 0 {
                    self.line -= 1;
                    self.at = self.current().len();
                } else {
                    self.at = self.before();
                }
                Typed::Moved
            }
            KeyCode::Right => {
                if self.at == self.current().len() && self.line + 1 < self.lines.len() {
                    self.line += 1;
                    self.at = 0;
                } else {
                    self.at = self.after();
                }
                Typed::Moved
            }
            KeyCode::Home => {
                self.at = 0;
                Typed::Moved
            }
            KeyCode::End => {
                self.at = self.current().len();
                Typed::Moved
            }
            _ => Typed::Pass,
        }
    }

    /// A line up or down within the paragraph; whether there was one.
    pub(super) fn step(&mut self, down: bool) -> bool {
        let next = if down {
            Some(self.line + 1).filter(|next| *next < self.lines.len())
        } else {
            self.line.checked_sub(1)
        };
        let Some(next) = next else { return false };
        self.line = next;
        self.at = self.current().len();
        true
    }

    /// Text pasted in one piece, line breaks kept: all of it or nothing.
    pub(super) fn paste(&mut self, raw: &str) -> Typed {
        let unix = raw.replace("\r\n", "\n").replace('\r', "\n");
        let pasted: Vec<String> = unix
            .trim_end_matches('\n')
            .split('\n')
            .map(clean_paste)
            .collect();
        let before = self.clone();
        for (nth, line) in pasted.iter().enumerate() {
            if nth > 0 && matches!(self.break_line(), Typed::Refused(_)) {
                *self = before;
                return Typed::Refused(FieldRefusal::Full(LINES_MAX));
            }
            if let Typed::Refused(why) = self.insert(line) {
                *self = before;
                return Typed::Refused(why);
            }
        }
        Typed::Changed
    }

    fn insert(&mut self, typed: &str) -> Typed {
        if typed.is_empty() {
            return Typed::Moved;
        }
        let at = self.at;
        let Some(line) = self.lines.get(self.line) else {
            return Typed::Moved;
        };
        let mut longer = line.clone();
        longer.insert_str(at, typed);
        if longer.graphemes(true).count() > LINE_MAX {
            return Typed::Refused(FieldRefusal::Full(LINE_MAX));
        }
        if let Err(error) = Text::new(&longer) {
            return Typed::Refused(FieldRefusal::Text(error));
        }
        if let Some(line) = self.lines.get_mut(self.line) {
            *line = longer;
        }
        self.at = at + typed.len();
        Typed::Changed
    }

    fn backspace(&mut self) -> Typed {
        if self.at > 0 {
            let from = self.before();
            return self.cut(from, self.at);
        }
        if self.line == 0 {
            return Typed::Moved;
        }
        let rest = self.lines.remove(self.line);
        self.line -= 1;
        self.at = self.current().len();
        if let Some(line) = self.lines.get_mut(self.line) {
            line.push_str(&rest);
        }
        Typed::Changed
    }

    fn delete(&mut self) -> Typed {
        let to = self.after();
        self.cut(self.at, to)
    }

    fn cut(&mut self, from: usize, to: usize) -> Typed {
        if from == to {
            return Typed::Moved;
        }
        if let Some(line) = self.lines.get_mut(self.line) {
            line.replace_range(from..to, "");
        }
        self.at = from;
        Typed::Changed
    }

    fn before(&self) -> usize {
        let left = self.current().get(..self.at).unwrap_or_default();
        left.grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        let right = self.current().get(self.at..).unwrap_or_default();
        self.at + right.graphemes(true).next().map_or(0, str::len)
    }

    fn pieces(&self, ink: Ink, columns: u16) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (nth, line) in self.lines.iter().enumerate() {
            let mut from = 0;
            let mut taken = 0;
            for (at, cluster) in line.grapheme_indices(true) {
                let wide = ink.width(cluster);
                if taken + wide > columns {
                    pieces.push(Piece {
                        line: nth,
                        from,
                        to: at,
                    });
                    from = at;
                    taken = 0;
                }
                taken += wide;
            }
            pieces.push(Piece {
                line: nth,
                from,
                to: line.len(),
            });
        }
        pieces
    }

    /// How many rows it takes in a box of so many columns, two at least.
    pub(super) fn rows(&self, ink: Ink, columns: u16) -> u16 {
        u16::try_from(self.pieces(ink, columns).len())
            .unwrap_or(u16::MAX)
            .max(2)
    }

    /// The row of the box in which the cursor stands.
    pub(super) fn cursor_row(&self, ink: Ink, columns: u16) -> u16 {
        let pieces = self.pieces(ink, columns);
        let here = |p: &Piece| p.line == self.line && (p.from..=p.to).contains(&self.at);
        u16::try_from(pieces.iter().rposition(here).unwrap_or(0)).unwrap_or(u16::MAX)
    }

    /// Paints the box, a bracket at each end of a row.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, columns: u16, focus: bool) {
        let ink = canvas.ink();
        let pieces = self.pieces(ink, columns);
        let rows = self.rows(ink, columns);
        let tone = if focus { Tone::Focus } else { Tone::Plain };
        for row in 0..rows {
            canvas.text(x, y + row, Tone::Rule, "[");
            canvas.text(x + 1 + columns, y + row, Tone::Rule, "]");
        }
        let mut cursor = None;
        for (piece, row) in pieces.iter().zip(0..) {
            let line = self.lines.get(piece.line).map_or("", String::as_str);
            let part = line.get(piece.from..piece.to).unwrap_or_default();
            canvas.text(x + 1, y + row, tone, part);
            if piece.line == self.line && (piece.from..=piece.to).contains(&self.at) {
                let left = line.get(piece.from..self.at).unwrap_or_default();
                cursor = Some((x + 1 + ink.width(left), y + row));
            }
        }
        if focus && let Some((x, y)) = cursor {
            canvas.cursor(x, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    fn type_in(area: &mut Area, text: &str) {
        for c in text.chars() {
            area.key(&Key::pressed(KeyCode::Char(c), Instant::now()));
        }
    }

    #[test]
    fn a_paste_of_three_lines_stays_three_lines() {
        let mut area = Area::new();
        type_in(&mut area, "きのう");
        area.paste("帰るとき\r\n鍵を\r\nかけ忘れた\r\n");
        let lines = area.paragraph().unwrap();
        let lines: Vec<&str> = lines.lines().iter().map(Text::as_str).collect();
        assert_eq!(lines, ["きのう帰るとき", "鍵を", "かけ忘れた"]);
    }

    #[test]
    fn a_paste_with_an_escape_sequence_changes_nothing() {
        let mut area = Area::new();
        area.paste("一行目");
        let typed = area.paste("二行目\n\u{1b}[2J");
        assert!(matches!(typed, Typed::Refused(_)));
        assert_eq!(area.lines.join("\n"), "一行目");
    }

    #[test]
    fn backspace_at_the_beginning_joins_two_lines() {
        let mut area = Area::new();
        type_in(&mut area, "鍵");
        area.break_line();
        type_in(&mut area, "扉");
        area.key(&Key::pressed(KeyCode::Home, Instant::now()));
        area.key(&Key::pressed(KeyCode::Backspace, Instant::now()));
        assert_eq!(area.lines.join("\n"), "鍵扉");
    }
}
