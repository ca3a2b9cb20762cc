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
}

/// A place: half a row.
#[derive(Debug, Clone)]
pub(super) struct Half {
    mark: Option<Mark>,
    name: String,
    detail: String,
    left: bool,
}

/// Everything that the board shows, in words.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) places: Vec<Half>,
    pub(super) holes: Vec<Line>,
    pub(super) out: Vec<Line>,
    pub(super) waits: Vec<Line>,
    pub(super) due: Vec<Line>,
    pub(super) notes: Vec<Line>,
    lock_head: Vec<(Option<Mark>, String)>,
    out_head: Vec<(Option<Mark>, String)>,
    /// Row 23.
    pub(super) sum: String,
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

impl Face {
    pub(super) fn new(view: &View, board: &Board, found: &Found, words: Locale) -> Self {
        let with = With { view, board, words };
        Self {
            places: board.places.iter().map(|p| with.place(p)).collect(),
            holes: with.holes(),
            out: board.out.iter().map(|o| with.out(o)).collect(),
            waits: with.waits(),
            due: with.dues(),
            notes: with.notes(found),
            lock_head: with.lock_head(),
            out_head: with.out_head(),
            sum: with.sum(),
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
        self.places.iter().skip(from).filter(|p| p.left).count()
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
        });
        let verifying = found.verifying.then(|| Line {
            mark: None,
            columns: vec![t!(words, board_note_verifying)],
        });
        needed.chain(verifying).collect()
    }
}
