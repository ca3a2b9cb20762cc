//! The only way onto the screen.
//!
//! All text passes [`text::shown`] here, so that no record can steer the terminal (law 10), and is
//! laid out in columns: a wide character takes two, and on some consoles an ambiguous one (…, ①, ○)
//! takes two as well, where everything behind it would shift if nobody placed the cursor anew.

use super::ink::Ink;
use super::theme::{Mark, Tone};
use crate::locale::Locale;
use crate::text;
use ratatui::buffer::{Buffer, CellDiffOption, CellWidth as _};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::num::NonZeroU16;
use unicode_segmentation::UnicodeSegmentation as _;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(Tone, String),
    Cell(Tone, u16, Side, String),
    Gap(u16),
    At(u16),
}

/// One row of the screen, made piece by piece from the left.
///
/// ```
/// # use kagiban::tui::{Row, Mark}; use kagiban::locale::{Lang, Locale};
/// let words = Locale::new(Lang::Ja);
/// let row = Row::new().gap(2).mark(Mark::Open, words).cell(18, "書庫A").text("18:41");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    pieces: Vec<Piece>,
    selected: bool,
}

impl Row {
    /// An empty row.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Text, as wide as it is.
    #[must_use]
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.toned(Tone::Plain, text)
    }

    /// Text of a tone.
    #[must_use]
    pub fn toned(mut self, tone: Tone, text: impl AsRef<str>) -> Self {
        self.pieces.push(Piece::Text(tone, clean(text.as_ref())));
        self
    }

    /// Text in a column of exactly so many columns, cut with `..` when longer.
    #[must_use]
    pub fn cell(self, columns: u16, text: impl AsRef<str>) -> Self {
        self.cell_toned(Tone::Plain, columns, text)
    }

    /// A column of a tone.
    #[must_use]
    pub fn cell_toned(mut self, tone: Tone, columns: u16, text: impl AsRef<str>) -> Self {
        let text = clean(text.as_ref());
        self.pieces
            .push(Piece::Cell(tone, columns, Side::Left, text));
        self
    }

    /// A column set to the right, for numbers and times.
    #[must_use]
    pub fn right(mut self, columns: u16, text: impl AsRef<str>) -> Self {
        let text = clean(text.as_ref());
        self.pieces
            .push(Piece::Cell(Tone::Plain, columns, Side::Right, text));
        self
    }

    /// The word of a state, in two columns in Japanese and four in English.
    #[must_use]
    pub fn mark(self, mark: Mark, words: Locale) -> Self {
        let columns = mark_width(words);
        self.cell_toned(Tone::Mark(mark), columns, mark.word(words))
    }

    /// Room for a mark, left empty.
    #[must_use]
    pub fn no_mark(self, words: Locale) -> Self {
        self.gap(mark_width(words))
    }

    /// Empty columns.
    #[must_use]
    pub fn gap(mut self, columns: u16) -> Self {
        self.pieces.push(Piece::Gap(columns));
        self
    }

    /// On from this column, counted from 0; from where the text stands when that is farther.
    #[must_use]
    pub fn at(mut self, column: u16) -> Self {
        self.pieces.push(Piece::At(column));
        self
    }

    /// Everything of another row behind this one.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// Shown as the row with the cursor.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// Columns of the word of a state.
#[must_use]
pub fn mark_width(words: Locale) -> u16 {
    match words.lang() {
        crate::locale::Lang::Ja => 2,
        crate::locale::Lang::En => 4,
    }
}

fn clean(text: &str) -> String {
    text::shown(text).to_string()
}

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
        for cluster in clean.graphemes(true) {
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

impl Row {
    fn tone(&self, tone: Tone) -> Tone {
        match tone {
            Tone::Plain if self.selected => Tone::Selected,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ink::Ambiguous;
    use super::*;
    use crate::locale::Lang;

    fn painted(ink: Ink, paint: impl FnOnce(&mut Canvas<'_>)) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 2));
        let mut cursor = None;
        let area = buffer.area;
        paint(&mut Canvas::new(&mut buffer, area, ink, &mut cursor));
        buffer
    }

    fn wide() -> Ink {
        Ink {
            ambiguous: Ambiguous::Wide,
            ..Ink::default()
        }
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_width_of_names() {
        let buffer = painted(Ink::default(), |canvas| {
            canvas.row(0, &Row::new().cell(8, "書庫A").text("18:41"));
            canvas.row(1, &Row::new().cell(8, "キャビネット4").text("18:42"));
        });
        assert_eq!(buffer[(8, 0)].symbol(), "1");
        assert_eq!(buffer[(8, 1)].symbol(), "1");
        assert_eq!(buffer[(6, 1)].symbol(), ".");
    }

    #[test]
    fn an_escape_sequence_in_a_name_is_shown_and_not_sent() {
        let buffer = painted(Ink::default(), |canvas| {
            canvas.text(0, 0, Tone::Plain, "A\u{1b}[31mB");
        });
        let row: String = (0..20).map(|x| buffer[(x, 0)].symbol()).collect();
        assert!(row.starts_with("A<U+001B>[31mB"), "{row}");
    }

    #[test]
    fn an_ambiguous_character_takes_two_columns_where_the_console_gives_it_two() {
        let buffer = painted(wide(), |canvas| {
            canvas.row(0, &Row::new().cell(6, "①A").text("B"));
        });
        assert_eq!(buffer[(0, 0)].cell_width(), 2);
        assert_eq!(buffer[(2, 0)].symbol(), "A");
        assert_eq!(buffer[(6, 0)].symbol(), "B");
        assert_eq!(wide().cut("①②③④", 6), "①②..");
    }

    #[test]
    fn a_box_over_japanese_keeps_its_left_border_at_every_column() {
        for left in 1..7 {
            let buffer = painted(Ink::default(), |canvas| {
                canvas.text(0, 0, Tone::Plain, "日本語日本語日本語");
                let mut over = canvas.over(left, 0, 6, 1);
                over.text(0, 0, Tone::Plain, "|    |");
            });
            assert_eq!(buffer[(left, 0)].symbol(), "|");
            assert!(buffer[(left - 1, 0)].cell_width() == 1 || left % 2 == 0);
            assert!((0..left - 1).all(|x| x + buffer[(x, 0)].cell_width() <= left));
        }
    }

    #[test]
    fn text_ends_at_the_edge_without_half_a_character() {
        let buffer = painted(Ink::default(), |canvas| {
            canvas.text(1, 0, Tone::Plain, "日".repeat(30));
        });
        assert_eq!(buffer[(17, 0)].symbol(), "日");
        assert_eq!(buffer[(19, 0)].symbol(), " ");
    }

    #[test]
    fn a_mark_is_a_word_and_not_only_a_colour() {
        let words = Locale::new(Lang::Ja);
        let buffer = painted(Ink::default(), |canvas| {
            canvas.row(0, &Row::new().mark(Mark::Late, words).text("No.31"));
        });
        assert_eq!(buffer[(0, 0)].symbol(), "遅");
        assert_eq!(buffer[(2, 0)].symbol(), "N");
    }
}
