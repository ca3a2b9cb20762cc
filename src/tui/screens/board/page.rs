//! The rows of the board: a first page on which no section vanishes, and behind it everything.

use super::face::{DUE, Face, HOLE, Line, NOTE, OUT, place_row, wait_columns};
use super::layout::share;
use crate::locale::Locale;
use crate::t;
use crate::tui::{Row, Tone};

/// Where the state of a line stands, and of a line behind an inline heading.
const INDENT: u16 = 2;
const BEHIND: u16 = 8;
/// Every section keeps so many rows on the first page.
const KEPT: usize = 2;

/// The pages, of `room` rows each. One, where everything fits.
pub(super) fn pages(face: &Face, room: usize, width: u16, words: Locale) -> Vec<Vec<Row>> {
    let sheet = Sheet { face, width, words };
    let (first, cut) = sheet.first(room);
    let mut pages = vec![first];
    if cut {
        let all = sheet.all();
        pages.extend(all.chunks(room.max(1)).map(<[Row]>::to_vec));
    }
    pages
}

struct Sheet<'a> {
    face: &'a Face,
    width: u16,
    words: Locale,
}

impl Sheet<'_> {
    fn place_rows(&self) -> usize {
        self.face.places.len().div_ceil(2)
    }

    /// Rows that each section wants below its heading.
    fn wanted(&self) -> Vec<usize> {
        let face = self.face;
        vec![
            self.place_rows() + face.holes.len(),
            face.out.len(),
            face.waits.len(),
            face.due.len().max(1),
            face.notes.len(),
        ]
    }

    /// The first page, and whether something is missing on it.
    fn first(&self, room: usize) -> (Vec<Row>, bool) {
        let wanted = self.wanted();
        let blanks = if self.face.notes.is_empty() { 3 } else { 4 };
        let heads = 3;
        let airy = share(&wanted, KEPT, room.saturating_sub(heads + blanks));
        let given = if airy == wanted {
            airy
        } else {
            share(&wanted, KEPT, room.saturating_sub(heads))
        };
        let cut = given != wanted;
        let air = !cut && given.iter().sum::<usize>() + heads + blanks <= room;
        (self.rows(&given, air), cut)
    }

    /// Everything.
    fn all(&self) -> Vec<Row> {
        self.rows(&self.wanted(), true)
    }

    fn rows(&self, given: &[usize], air: bool) -> Vec<Row> {
        let (face, words) = (self.face, self.words);
        let of = |section: usize| given.get(section).copied().unwrap_or(0);
        let mut rows = vec![face.lock_row(words)];
        let split = share(&[self.place_rows(), face.holes.len()], 1, of(0));
        let [places, holes] = [0, 1].map(|part: usize| split.get(part).copied().unwrap_or(0));
        rows.extend(self.places(places));
        rows.extend(self.lines(&face.holes, holes, HOLE));
        let blank = |rows: &mut Vec<Row>| {
            if air {
                rows.push(Row::new());
            }
        };
        blank(&mut rows);
        rows.push(face.out_row(words));
        rows.extend(self.lines(&face.out, of(1), OUT));
        blank(&mut rows);
        rows.push(self.heading(&t!(words, board_waits), face.waits.is_empty()));
        rows.extend(self.lines(&face.waits, of(2), wait_columns(words)));
        blank(&mut rows);
        rows.extend(self.due(of(3)));
        if !face.notes.is_empty() {
            blank(&mut rows);
            rows.extend(self.lines(&face.notes, of(4), NOTE));
        }
        rows
    }

    fn heading(&self, title: &str, empty: bool) -> Row {
        let row = Row::new().gap(1).toned(Tone::Heading, title);
        if empty {
            row.gap(3).text(t!(self.words, board_none))
        } else {
            row
        }
    }

    fn places(&self, rows: usize) -> Vec<Row> {
        let places = &self.face.places;
        let shown = if rows < self.place_rows() {
            rows.saturating_sub(1) * 2
        } else {
            places.len()
        };
        let mut out: Vec<Row> = places
            .get(..shown)
            .unwrap_or_default()
            .chunks(2)
            .map(|pair| place_row(pair, self.width, self.words))
            .collect();
        if shown < places.len() && rows > 0 {
            let more = places.len() - shown;
            let open = self.face.left(shown);
            out.push(self.faint(t!(self.words, board_more_places, more = more, open = open)));
        }
        out
    }

    fn lines(&self, lines: &[Line], rows: usize, columns: &[u16]) -> Vec<Row> {
        let shown = if rows < lines.len() {
            rows.saturating_sub(1)
        } else {
            lines.len()
        };
        let mut out: Vec<Row> = lines
            .iter()
            .take(shown)
            .map(|line| line.row(INDENT, columns, self.width, self.words))
            .collect();
        if shown < lines.len() && rows > 0 {
            let more = lines.len() - shown;
            out.push(self.faint(t!(self.words, board_more, more = more)));
        }
        out
    }

    /// What falls due stands behind its heading.
    fn due(&self, rows: usize) -> Vec<Row> {
        let words = self.words;
        let lines = &self.face.due;
        let title = t!(words, board_due);
        if lines.is_empty() {
            return vec![self.heading(&title, true)];
        }
        let shown = if rows < lines.len() {
            rows.saturating_sub(1)
        } else {
            lines.len()
        };
        let mut out: Vec<Row> = lines
            .iter()
            .take(shown)
            .map(|line| line.row(BEHIND, DUE, self.width, words))
            .collect();
        if shown < lines.len() {
            let more = lines.len() - shown;
            let text = t!(words, board_more, more = more);
            out.push(Row::new().gap(BEHIND).toned(Tone::Faint, text));
        }
        if let Some(first) = out.first_mut() {
            let line = std::mem::take(first);
            *first = Row::new().gap(1).toned(Tone::Heading, title).then(line);
        }
        out
    }

    fn faint(&self, text: String) -> Row {
        Row::new().gap(INDENT + 3).toned(Tone::Faint, text)
    }
}
