//! One of a few numbered answers, chosen by its digit.

use crate::tui::input::Key;
use crate::tui::paint::{Canvas, Row};
use crate::tui::theme::Tone;

/// Up to nine answers; none is chosen beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    options: Vec<String>,
    chosen: Option<usize>,
}

impl Choice {
    /// The answers in the order of their digits, from 1. More than nine are not offered.
    #[must_use]
    pub fn new(options: Vec<String>) -> Self {
        Self {
            options: options.into_iter().take(9).collect(),
            chosen: None,
        }
    }

    /// Which was chosen, counted from 0.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        self.chosen
    }

    /// The answers.
    #[must_use]
    pub fn options(&self) -> &[String] {
        &self.options
    }

    /// Chooses, or takes the choice back.
    pub fn set(&mut self, chosen: Option<usize>) {
        self.chosen = chosen.filter(|nth| *nth < self.options.len());
    }

    /// A digit chooses. Whether the key was for this widget.
    pub fn key(&mut self, key: &Key) -> bool {
        match key.nth() {
            Some(nth) if nth < self.options.len() => {
                self.chosen = Some(nth);
                true
            }
            _ => false,
        }
    }

    /// Paints `1 宛名だけ   2 宛名と件名   [2]` from column `x`, the box at column `box_at` or behind
    /// the answers.
    pub fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, box_at: u16, focus: bool) -> u16 {
        let mut row = Row::new().at(x);
        for (nth, option) in self.options.iter().enumerate() {
            let gap = if nth == 0 { 0 } else { 3 };
            row = row.gap(gap).text((nth + 1).to_string()).gap(1).text(option);
        }
        let end = canvas.row(y, &row);
        let at = box_at.max(end + 1);
        let open = canvas.text(at, y, Tone::Rule, "[");
        let digit = self
            .chosen
            .map_or(" ".to_owned(), |nth| (nth + 1).to_string());
        let tone = if focus { Tone::Focus } else { Tone::Plain };
        canvas.text(open, y, tone, digit);
        if focus {
            canvas.cursor(open, y);
        }
        canvas.text(open + 1, y, Tone::Rule, "]")
    }

    /// Paints one answer a row from row `y`, each with its digit. Returns the row behind.
    pub fn draw_rows(&self, canvas: &mut Canvas<'_>, x: u16, y: u16) -> u16 {
        let mut at = y;
        for (nth, option) in self.options.iter().enumerate() {
            let mark = if self.chosen == Some(nth) { ">" } else { " " };
            let row = Row::new().gap(x).text(mark).text((nth + 1).to_string());
            canvas.row(at, &row.gap(1).text(option));
            at += 1;
        }
        at
    }
}
