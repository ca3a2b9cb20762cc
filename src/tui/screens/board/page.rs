//! The rows of the board: a first page on which no section vanishes, and behind it everything.

use super::face::{DUE, Face, Found, HOLE, NOTE, OUT, Part, Sizes, place_row, wait_columns};
use super::layout::share;
use crate::desk::{Board, Lines};
use crate::locale::Locale;
use crate::t;
use crate::tui::{Row, Tone};

/// Where the state of a line stands, and of a line behind an inline heading.
const INDENT: u16 = 2;
const BEHIND: u16 = 8;
/// Every section keeps so many rows on the first page.
const KEPT: usize = 2;

/// One of the pages of `room` rows each, the first being 0, and how many there are: one, where
/// everything fits. Behind the first page a face of everything is needed.
pub(super) fn page(
    face: &Face,
    nth: usize,
    room: usize,
    (width, words): (u16, Locale),
) -> (Vec<Row>, usize) {
    let sheet = Sheet { face, width, words };
    let shared = Shared::of(&face.sizes(), room);
    if !shared.cut {
        return (sheet.rows(&shared.given, shared.air), 1);
    }
    if nth == 0 {
        return (sheet.rows(&shared.given, shared.air), usize::MAX);
    }
    let all = sheet.rows(&shared.wanted, true);
    let room = room.max(1);
    let behind = all.len().div_ceil(room);
    let rows = all.chunks(room).nth(nth.min(behind) - 1);
    (rows.unwrap_or_default().to_vec(), 1 + behind)
}

/// How many lines of a board the first page of `room` rows may show, before they are known.
pub(super) fn lines(board: &Board, found: &Found, room: usize) -> Lines {
    let sizes = Sizes::of(board, found);
    let given = Shared::of(&sizes, room).given;
    let of = |section: usize| given.get(section).copied().unwrap_or(0);
    let manager = usize::from(board.manager.is_some());
    let incidents = usize::from(board.incidents.is_some());
    Lines {
        out: of(1),
        // The first one is named in the sample's hint, shown or not.
        second_checks: of(2).max(1),
        others: of(2).saturating_sub(board.counts.second_checks + manager),
        due: of(3).saturating_sub(incidents),
    }
}

/// The rows of a page shared out among the sections.
struct Shared {
    /// Rows that each section wants below its heading.
    wanted: Vec<usize>,
    /// Rows that it gets.
    given: Vec<usize>,
    /// Something is missing.
    cut: bool,
    /// There is room for a blank row between the sections.
    air: bool,
}

impl Shared {
    fn of(sizes: &Sizes, room: usize) -> Self {
        let wanted = vec![
            sizes.places.div_ceil(2) + sizes.holes,
            sizes.out,
            sizes.waits,
            sizes.due.max(1),
            sizes.notes,
        ];
        let blanks = if sizes.notes == 0 { 3 } else { 4 };
        let heads = 3;
        let airy = share(&wanted, KEPT, room.saturating_sub(heads + blanks));
        let given = if airy == wanted {
            airy
        } else {
            share(&wanted, KEPT, room.saturating_sub(heads))
        };
        let cut = given != wanted;
        let air = !cut && given.iter().sum::<usize>() + heads + blanks <= room;
        Self {
            wanted,
            given,
            cut,
            air,
        }
    }
}

struct Sheet<'a> {
    face: &'a Face,
    width: u16,
    words: Locale,
}

impl Sheet<'_> {
    fn place_rows(&self) -> usize {
        self.face.sizes().places.div_ceil(2)
    }

    fn rows(&self, given: &[usize], air: bool) -> Vec<Row> {
        let (face, words) = (self.face, self.words);
        let of = |section: usize| given.get(section).copied().unwrap_or(0);
        let mut rows = vec![face.lock_row(words)];
        let split = share(&[self.place_rows(), face.holes.count], 1, of(0));
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
        rows.push(self.heading(&t!(words, board_waits), face.waits.count == 0));
        rows.extend(self.lines(&face.waits, of(2), wait_columns(words)));
        blank(&mut rows);
        rows.extend(self.due(of(3)));
        if face.notes.count > 0 {
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
        let count = self.face.sizes().places;
        let shown = if rows < self.place_rows() {
            rows.saturating_sub(1) * 2
        } else {
            count
        };
        let mut out: Vec<Row> = places
            .get(..shown.min(places.len()))
            .unwrap_or_default()
            .chunks(2)
            .map(|pair| place_row(pair, self.width, self.words))
            .collect();
        if shown < count && rows > 0 {
            let more = count - shown;
            let open = self.face.left(shown);
            out.push(self.faint(t!(self.words, board_more_places, more = more, open = open)));
        }
        out
    }

    fn lines(&self, part: &Part, rows: usize, columns: &[u16]) -> Vec<Row> {
        let shown = shown(part, rows);
        let mut out: Vec<Row> = part
            .lines
            .iter()
            .take(shown)
            .map(|line| line.row(INDENT, columns, self.width, self.words))
            .collect();
        if shown < part.count && rows > 0 {
            let more = part.count - shown;
            out.push(self.faint(t!(self.words, board_more, more = more)));
        }
        out
    }

    /// What falls due stands behind its heading.
    fn due(&self, rows: usize) -> Vec<Row> {
        let words = self.words;
        let part = &self.face.due;
        let title = t!(words, board_due);
        if part.count == 0 {
            return vec![self.heading(&title, true)];
        }
        let shown = shown(part, rows);
        let mut out: Vec<Row> = part
            .lines
            .iter()
            .take(shown)
            .map(|line| line.row(BEHIND, DUE, self.width, words))
            .collect();
        if shown < part.count {
            let more = part.count - shown;
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

/// How many lines of a part stand in `rows` rows: one row is for how many more there are.
fn shown(part: &Part, rows: usize) -> usize {
    if rows < part.count {
        rows.saturating_sub(1)
    } else {
        part.count
    }
}
