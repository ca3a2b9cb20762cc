//! Lines of the board as rows of the screen.

use super::{Half, Line};
use crate::locale::{Lang, Locale};
use crate::text::{ellipsis, width};
use crate::tui::{Mark, Row, Tone};

pub(super) fn head(title: &str, counts: &[(Option<Mark>, String)], words: Locale) -> Row {
    let mut row = Row::new().gap(1).toned(Tone::Heading, title).gap(3);
    for (mark, count) in counts {
        if let Some(mark) = mark {
            row = row.toned(Tone::Mark(*mark), mark.word(words)).gap(1);
        }
        row = row.text(count).gap(2);
    }
    row
}

/// Columns of the sections at 80 columns, from the one behind the state; the first grows on a larger
/// window.
pub(in crate::tui::screens::board) const HOLE: &[u16] = &[23];

pub(in crate::tui::screens::board) const OUT: &[u16] = &[27, 12];

/// Of who is waited for; in English the steps have longer names.
pub(in crate::tui::screens::board) fn wait_columns(words: Locale) -> &'static [u16] {
    match words.lang() {
        Lang::Ja => &[11, 24, 21],
        Lang::En => &[13, 21, 18],
    }
}

pub(in crate::tui::screens::board) const DUE: &[u16] = &[51];

pub(in crate::tui::screens::board) const NOTE: &[u16] = &[];

impl Line {
    /// The row, its state at column `x`.
    pub(in crate::tui::screens::board) fn row(
        &self,
        x: u16,
        columns: &[u16],
        window: u16,
        words: Locale,
    ) -> Row {
        let room = window.saturating_sub(1);
        let row = Row::new().at(x);
        let row = match self.mark {
            Some(mark) => row.mark(mark, words),
            None => row.no_mark(words),
        };
        let mut row = row.gap(1);
        let mut at = x + crate::tui::mark_width(words) + 1;
        let spare = window.saturating_sub(80) / 2;
        let last = self.columns.len().saturating_sub(1);
        for (nth, text) in self.columns.iter().enumerate() {
            let left = room.saturating_sub(at);
            let grown = if nth + 1 == columns.len().min(last) {
                spare
            } else {
                0
            };
            match columns.get(nth).filter(|_| nth < last) {
                // Never so close that two columns read as one.
                Some(wide) => {
                    let mut wide = (wide + grown).min(left);
                    let text = self.whole(nth, text, wide.saturating_sub(1));
                    if nth + 1 == last {
                        // What it does not fill is given to the last one, where that needs it.
                        let needs = self.columns.last().map_or(0, |last| columns_of(last));
                        let filled = columns_of(&text).saturating_add(1);
                        wide = wide.min(left.saturating_sub(needs).max(filled));
                    }
                    row = row.cell(wide.saturating_sub(1), text).gap(1);
                    at += wide;
                }
                None => row = row.cell(left, text),
            }
        }
        row
    }

    /// A column in so many columns of the screen; of the first the beginning, where what stands
    /// behind it needs the room.
    fn whole(&self, nth: usize, text: &str, room: u16) -> String {
        if nth > 0 || self.behind.is_empty() {
            return text.to_owned();
        }
        let behind = self.behind.join("  ");
        let left = usize::from(room).saturating_sub(width(&behind) + 2);
        format!("{}  {behind}", ellipsis(text, left))
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Two places in a row.
pub(in crate::tui::screens::board) fn place_row(pair: &[Half], width: u16, words: Locale) -> Row {
    let half = width / 2;
    let mark = crate::tui::mark_width(words);
    let mut row = Row::new();
    for (place, x) in pair.iter().zip([2, half]) {
        row = row.at(x);
        row = match place.mark {
            Some(mark) => row.mark(mark, words),
            None => row.no_mark(words),
        };
        let name = 14 + width.saturating_sub(80) / 4;
        let detail = half.saturating_sub(2 + mark + 1 + name + 1);
        row = row
            .gap(1)
            .cell(name.saturating_sub(1), &place.name)
            .gap(1)
            .cell(detail, &place.detail);
    }
    row
}
