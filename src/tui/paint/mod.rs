//! The only way onto the screen.
//!
//! All text passes [`text::shown`] here, so that no record can steer the terminal (law 10), and is
//! laid out in columns: a wide character takes two, and on some consoles an ambiguous one (…, ①, ○)
//! takes two as well, where everything behind it would shift if nobody placed the cursor anew.
//!
//! A [`Row`] says what stands in a row (`row`), the [`Canvas`] puts it there.

mod row;
#[cfg(test)]
mod tests;

pub use row::{Row, mark_width};

use super::ink::Ink;
use super::theme::Tone;
use crate::text;
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth as _};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use row::{Piece, Side, clean};
use std::num::NonZeroU16;

/// A part of the screen to paint on. Rows and columns are counted from its own corner; what lies
/// outside is not painted.
#[derive(Debug)]
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    area: Rect,
    ink: Ink,
    cursor: &'a mut Option<Position>,
}

impl<'a> Canvas<'a> {
    /// All of `area`; the hardware cursor will stand where [`Canvas::cursor`] says last.
    pub fn new(
        buffer: &'a mut Buffer,
        area: Rect,
        ink: Ink,
        cursor: &'a mut Option<Position>,
    ) -> Self {
        let area = area.intersection(buffer.area);
        Self {
            buffer,
            area,
            ink,
            cursor,
        }
    }

    /// Columns.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.area.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> u16 {
        self.area.height
    }

    /// How this terminal paints.
    #[must_use]
    pub fn ink(&self) -> Ink {
        self.ink
    }

    /// The rows from `top`, `height` of them.
    pub fn part(&mut self, top: u16, height: u16) -> Canvas<'_> {
        let top = top.min(self.area.height);
        let area = Rect {
            y: self.area.y + top,
            height: height.min(self.area.height - top),
            ..self.area
        };
        Canvas {
            buffer: self.buffer,
            area,
            ink: self.ink,
            cursor: self.cursor,
        }
    }

    /// Paints what is `rows` high from its row `skip` on: for what is taller than its place.
    pub fn tall(&mut self, rows: u16, skip: u16, draw: impl FnOnce(&mut Canvas<'_>)) {
        let area = Rect::new(0, 0, self.area.width, rows);
        let mut whole = Buffer::empty(area);
        let mut cursor = None;
        draw(&mut Canvas::new(&mut whole, area, self.ink, &mut cursor));
        for y in 0..self.area.height.min(rows.saturating_sub(skip)) {
            for x in 0..self.area.width {
                let to = self.buffer.cell_mut((self.area.x + x, self.area.y + y));
                if let (Some(from), Some(to)) = (whole.cell((x, y + skip)), to) {
                    *to = from.clone();
                }
            }
        }
        if let Some(at) = cursor
            && let Some(y) = at.y.checked_sub(skip)
        {
            self.cursor(at.x, y);
        }
    }

    /// The same part with an empty ground, over whatever was painted there.
    pub fn over(&mut self, left: u16, top: u16, width: u16, height: u16) -> Canvas<'_> {
        let inside = self.area;
        let area = Rect::new(inside.x + left, inside.y + top, width, height).intersection(inside);
        for y in area.top()..area.bottom() {
            self.split(area.x, y);
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
        Canvas {
            buffer: self.buffer,
            area,
            ink: self.ink,
            cursor: self.cursor,
        }
    }

    /// Blanks a wide character whose second half lies at `x`: half of it cannot be painted over.
    fn split(&mut self, x: u16, y: u16) {
        let Some(before) = x.checked_sub(1) else {
            return;
        };
        if let Some(cell) = self.buffer.cell_mut((before, y))
            && cell.cell_width() > 1
        {
            let style = cell.style();
            cell.reset();
            cell.set_style(style);
        }
    }

    /// Paints a row. Returns the column behind it.
    pub fn row(&mut self, y: u16, row: &Row) -> u16 {
        if row.selected {
            self.fill(y, Tone::Selected);
        }
        let mut x = 0;
        for piece in &row.pieces {
            match piece {
                Piece::Gap(columns) => x += columns,
                Piece::At(column) => x = x.max(*column),
                Piece::Text(tone, text) => x = self.put(x, y, row.tone(*tone), text),
                Piece::Cell(tone, columns, side, text) => {
                    let cut = self.ink.cut(text, *columns);
                    let fill = columns.saturating_sub(self.ink.width(&cut));
                    let lead = if *side == Side::Right { fill } else { 0 };
                    self.put(x + lead, y, row.tone(*tone), &cut);
                    x += columns;
                }
            }
        }
        x
    }

    /// Paints text at a column. Returns the column behind it.
    pub fn text(&mut self, x: u16, y: u16, tone: Tone, text: impl AsRef<str>) -> u16 {
        let text = clean(text.as_ref());
        self.put(x, y, tone, &text)
    }

    /// Paints long text from row `y`, broken into lines between `x` and the right edge. Returns
    /// the row behind it.
    pub fn paragraph(&mut self, x: u16, y: u16, tone: Tone, text: impl AsRef<str>) -> u16 {
        let columns = self.area.width.saturating_sub(x + 1);
        let mut y = y;
        for line in self.ink.wrap(text.as_ref(), columns) {
            self.put(x, y, tone, &line);
            y += 1;
        }
        y
    }

    /// A rule across, one column short of the edge as everything is.
    pub fn rule(&mut self, y: u16) {
        let dashes = "-".repeat(usize::from(self.area.width.saturating_sub(1)));
        self.put(0, y, Tone::Rule, &dashes);
    }

    /// Where the hardware cursor stands: the column of the next character in a field, or the row
    /// that is selected. Input methods and screen readers go by it.
    pub fn cursor(&mut self, x: u16, y: u16) {
        if y < self.area.height {
            let x = x.min(self.area.width.saturating_sub(1));
            *self.cursor = Some(Position::new(self.area.x + x, self.area.y + y));
        }
    }

    /// Gives a whole row the look of a tone.
    pub fn fill(&mut self, y: u16, tone: Tone) {
        if y < self.area.height {
            let row = Rect::new(
                self.area.x,
                self.area.y + y,
                self.area.width.saturating_sub(1),
                1,
            );
            self.buffer.set_style(row, self.ink.theme.style(tone));
        }
    }

    fn put(&mut self, x: u16, y: u16, tone: Tone, clean: &str) -> u16 {
        let style = self.ink.theme.style(tone);
        if y >= self.area.height {
            return x.saturating_add(self.ink.width(clean));
        }
        let row = self.area.y + y;
        let right = self.area.right();
        let mut column = self.area.x.saturating_add(x);
        self.split(column, row);
        for (_, cluster) in text::clusters(clean) {
            let cells = self.ink.cells(cluster);
            if cells == 0 {
                continue;
            }
            if column.saturating_add(cells) > right {
                break;
            }
            self.set(column, row, cluster, cells, style);
            column += cells;
        }
        column - self.area.x
    }

    fn set(&mut self, x: u16, y: u16, cluster: &str, cells: u16, style: Style) {
        let stretched = self.ink.is_stretched(cluster);
        for second in (x..x + cells).skip(1) {
            if let Some(cell) = self.buffer.cell_mut((second, y)) {
                let ground = cell.style();
                cell.reset();
                cell.set_style(ground).set_style(style);
            }
        }
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_symbol(cluster).set_style(style);
            // ratatui would take the next cell for the neighbour of this one.
            let option = match NonZeroU16::new(cells) {
                Some(cells) if stretched => CellDiffOption::ForcedWidth(cells),
                _ => CellDiffOption::None,
            };
            cell.set_diff_option(option);
        }
    }
}
