//! The board in words: its sections, made when the desk was looked at, laid out when it is drawn.
//!
//! | file | what |
//! |---|---|
//! | `places` | the places of today, past days that wait, what is out |
//! | `waits` | who is waited for |
//! | `dues` | what is due, and the clocks of incidents |
//! | `sums` | the headings' counts, and row 23 |
//! | `row` | a line as a row of the screen |
//!
//! Used by the board alone; where a line stands on which page is not known here.

mod dues;
mod places;
mod row;
mod sums;
mod waits;

pub(super) use row::{DUE, HOLE, NOTE, OUT, place_row, wait_columns};

use crate::calendar::WorkDay;
use crate::desk::{Board, View};
use crate::locale::Locale;
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, Row, say};
use row::head;

/// One line of a section: a state, then columns.
#[derive(Debug, Clone)]
pub(super) struct Line {
    mark: Option<Mark>,
    columns: Vec<String>,
    /// What stands behind the first column and within it, and is never cut for its sake.
    behind: Vec<String>,
}

/// A place: half a row.
#[derive(Debug, Clone)]
pub(super) struct Half {
    mark: Option<Mark>,
    name: String,
    detail: String,
}

/// A section: its lines, as many as were asked for, and how many there are.
#[derive(Debug, Clone, Default)]
pub(super) struct Part {
    pub(super) lines: Vec<Line>,
    pub(super) count: usize,
}

/// What the board shows, in words.
#[derive(Debug, Clone)]
pub(super) struct Face {
    /// As many places as may be shown.
    pub(super) places: Vec<Half>,
    /// Of every place whether it lacks a lock.
    left: Vec<bool>,
    pub(super) holes: Part,
    pub(super) out: Part,
    pub(super) waits: Part,
    pub(super) due: Part,
    pub(super) notes: Part,
    lock_head: Vec<(Option<Mark>, String)>,
    out_head: Vec<(Option<Mark>, String)>,
    /// Row 23.
    pub(super) sum: String,
}

/// How many lines each section has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sizes {
    pub(super) places: usize,
    pub(super) holes: usize,
    pub(super) out: usize,
    pub(super) waits: usize,
    pub(super) due: usize,
    pub(super) notes: usize,
}

impl Sizes {
    /// Of a board, and of what it does not know itself.
    pub(super) fn of(board: &Board, found: &Found) -> Self {
        let counts = board.counts;
        let manager = usize::from(board.manager.is_some());
        let incidents = usize::from(board.incidents.is_some());
        Self {
            places: board.places.len(),
            holes: board.holes.len(),
            out: counts.taken_out(),
            waits: counts.second_checks + manager + counts.others,
            due: incidents + counts.due + counts.duties,
            notes: found.notes(board),
        }
    }
}

/// What the board itself does not know.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// Entries that do not hold.
    pub(super) faults: usize,
    /// The verification itself failed.
    pub(super) unverified: Option<String>,
    /// Acts that nobody may sign.
    pub(super) roster: usize,
    /// The verification goes on.
    pub(super) verifying: bool,
}

impl Found {
    /// How many notes it and the board make.
    fn notes(&self, board: &Board) -> usize {
        let is = [
            board.clock_behind.is_some(),
            self.faults > 0,
            self.unverified.is_some(),
            self.roster > 0,
            board.not_enrolled > 0,
            self.verifying,
        ];
        is.into_iter().filter(|is| *is).count()
    }
}

impl Face {
    /// A board in words; of what it lists whole, places and days past, the first `rows` rows.
    pub(super) fn new(
        view: &View,
        board: &Board,
        found: &Found,
        rows: usize,
        words: Locale,
    ) -> Self {
        let with = With { view, board, words };
        let sizes = Sizes::of(board, found);
        let part = |lines, count| Part { lines, count };
        let places = board.places.iter().take(rows.saturating_mul(2));
        Self {
            places: places.map(|p| with.place(p)).collect(),
            left: board.places.iter().map(|p| with.is_left(p)).collect(),
            holes: part(with.holes(rows), sizes.holes),
            out: part(board.out.iter().map(|o| with.out(o)).collect(), sizes.out),
            waits: part(with.waits(), sizes.waits),
            due: part(with.dues(), sizes.due),
            notes: part(with.notes(found), sizes.notes),
            lock_head: with.lock_head(),
            out_head: with.out_head(),
            sum: with.sum(),
        }
    }

    /// How many lines each section has.
    pub(super) fn sizes(&self) -> Sizes {
        Sizes {
            places: self.left.len(),
            holes: self.holes.count,
            out: self.out.count,
            waits: self.waits.count,
            due: self.due.count,
            notes: self.notes.count,
        }
    }

    /// The heading of the places.
    pub(super) fn lock_row(&self, words: Locale) -> Row {
        head(&t!(words, board_locks), &self.lock_head, words)
    }

    /// The heading of what is out.
    pub(super) fn out_row(&self, words: Locale) -> Row {
        head(&t!(words, board_out), &self.out_head, words)
    }

    /// How many of these places still lack a lock.
    pub(super) fn left(&self, from: usize) -> usize {
        self.left.iter().skip(from).filter(|left| **left).count()
    }
}

struct With<'a> {
    view: &'a View,
    board: &'a Board,
    words: Locale,
}

impl With<'_> {
    fn day(&self, day: WorkDay) -> String {
        when::day(day.0, self.board.now.date(), self.words)
    }

    fn notes(&self, found: &Found) -> Vec<Line> {
        let words = self.words;
        let mut notes = Vec::new();
        if let Some(last) = self.board.clock_behind {
            notes.push(say::refusal::clock_behind(last, self.view, words));
        }
        if found.faults > 0 {
            notes.push(t!(words, board_note_faults, count = found.faults));
        }
        if let Some(why) = &found.unverified {
            notes.push(t!(words, board_note_unverified, why = why));
        }
        if found.roster > 0 {
            notes.push(t!(words, board_note_roster, count = found.roster));
        }
        if self.board.not_enrolled > 0 {
            notes.push(t!(
                words,
                board_note_not_enrolled,
                count = self.board.not_enrolled
            ));
        }
        let needed = notes.into_iter().map(|note| Line {
            mark: Some(Mark::Needed),
            columns: vec![note],
            behind: Vec::new(),
        });
        let verifying = found.verifying.then(|| Line {
            mark: None,
            columns: vec![t!(words, board_note_verifying)],
            behind: Vec::new(),
        });
        needed.chain(verifying).collect()
    }
}
