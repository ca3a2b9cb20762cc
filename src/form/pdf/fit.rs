//! Fitting words into a cell: long text becomes smaller, then takes more lines, then makes its row
//! taller. It is never cut and never printed over another.

use super::type_set::TypeSet;
use crate::text::wrap;

/// The size of ordinary text, in points.
pub(super) const PLAIN: f32 = 9.0;
/// The smallest on which one line is kept together.
const LEAST_ON_ONE_LINE: f32 = 7.0;
/// The smallest before a row grows.
const LEAST: f32 = 5.5;
/// The size of text for which the row of an official form grows, and that of any other: those have
/// no row whose height somebody expects.
pub(super) const GROWING: f32 = 6.0;
pub(super) const GROWING_FREELY: f32 = 8.0;
/// The smallest of all, where even a whole page is not enough.
const TINY: f32 = 2.0;
/// A line's height as a multiple of its size.
pub(super) const LEADING: f32 = 1.2;
/// Above and below the text of a cell, and at its sides.
pub(super) const PAD: f32 = 2.8;

/// Words laid out for a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Fitted {
    /// In points.
    pub(super) size: f32,
    /// The lines, and whether each is struck through.
    pub(super) lines: Vec<(String, bool)>,
}

impl Fitted {
    /// With the room above and below.
    pub(super) fn height(&self) -> f32 {
        count(self.lines.len()) * self.size * LEADING + 2.0 * PAD
    }
}

/// A room for words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) width: f32,
    /// What the row has without growing.
    pub(super) height: f32,
    /// What the row may grow to.
    pub(super) most: f32,
    /// Long text takes more lines before it becomes small.
    pub(super) wrap: bool,
    /// The size of short text.
    pub(super) size: f32,
    /// The size of text for which the row grows.
    pub(super) growing: f32,
}

/// Lays out lines, of which each may be struck through.
pub(super) fn fit(set: &mut TypeSet<'_>, lines: &[(String, bool)], room: Room) -> Fitted {
    let lines: Vec<(String, bool)> = lines
        .iter()
        .filter(|(l, _)| !l.is_empty())
        .cloned()
        .collect();
    if lines.is_empty() {
        return Fitted::default();
    }
    let width = (room.width - 2.0 * PAD).max(1.0);
    if !room.wrap {
        for size in sizes(room.size, LEAST_ON_ONE_LINE.min(room.size)) {
            let one = Fitted {
                size,
                lines: lines.clone(),
            };
            let wide = lines.iter().any(|(l, _)| set.width(l) * size > width);
            if !wide && one.height() <= room.height {
                return one;
            }
        }
    }
    let least = if room.growing > GROWING {
        room.growing.min(room.size)
    } else {
        LEAST
    };
    for size in sizes(room.size, least) {
        let wrapped = wrapped(set, &lines, width, size);
        if wrapped.height() <= room.height {
            return wrapped;
        }
    }
    for size in sizes(room.growing.min(room.size), TINY) {
        let wrapped = wrapped(set, &lines, width, size);
        if wrapped.height() <= room.most || size <= TINY {
            return wrapped;
        }
    }
    wrapped(set, &lines, width, TINY)
}

/// From one size down to another by halves of a point.
fn sizes(from: f32, to: f32) -> impl Iterator<Item = f32> {
    let mut next = Some(from);
    std::iter::from_fn(move || {
        let size = next?;
        next = Some(size - 0.5).filter(|size| *size >= to);
        Some(size)
    })
}

fn wrapped(set: &mut TypeSet<'_>, lines: &[(String, bool)], width: f32, size: f32) -> Fitted {
    let lines = lines
        .iter()
        .flat_map(|(line, struck)| {
            let struck = *struck;
            break_line(set, line, width, size)
                .into_iter()
                .map(move |l| (l, struck))
        })
        .collect();
    Fitted { size, lines }
}

/// Breaks a line so that no part is wider than `width` at `size`.
pub(super) fn break_line(set: &mut TypeSet<'_>, line: &str, width: f32, size: f32) -> Vec<String> {
    if set.width(line) * size <= width {
        return vec![line.to_owned()];
    }
    let mut columns = whole(width / (size * 0.5));
    loop {
        let parts = wrap(line, columns);
        let fits = parts.iter().all(|part| set.width(part) * size <= width);
        if fits || columns <= 2 {
            return parts;
        }
        columns -= 1;
    }
}

/// A length as a count of columns; lengths of paper are small and positive.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(in crate::form) fn whole(length: f32) -> usize {
    length.clamp(2.0, 10_000.0) as usize
}

/// A count as a length; no sheet has so many lines that it matters.
#[allow(clippy::cast_precision_loss)]
pub(super) fn count(count: usize) -> f32 {
    count.min(1_000_000) as f32
}
