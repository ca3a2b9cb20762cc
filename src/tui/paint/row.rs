//! What stands in a row.

use crate::locale::Locale;
use crate::text;
use crate::tui::ink::Ink;
use crate::tui::theme::{Mark, Tone};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
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
    pub(super) pieces: Vec<Piece>,
    pub(super) selected: bool,
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

pub(super) fn clean(text: &str) -> String {
    text::shown(text).to_string()
}

impl Row {
    /// The columns that it takes.
    #[must_use]
    pub fn width(&self, ink: Ink) -> u16 {
        self.pieces.iter().fold(0, |x, piece| match piece {
            Piece::Text(_, text) => x + ink.width(text),
            Piece::Cell(_, columns, ..) | Piece::Gap(columns) => x + columns,
            Piece::At(column) => x.max(*column),
        })
    }

    pub(super) fn tone(&self, tone: Tone) -> Tone {
        match tone {
            Tone::Plain if self.selected => Tone::Selected,
            other => other,
        }
    }
}
