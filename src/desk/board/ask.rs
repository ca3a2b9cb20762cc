//! How the board is asked: its counts first, then as many lines of each section as the screen has
//! room for, through the index that the fold keeps ([`crate::desk::rows::board`]). One snapshot, and
//! no open case is read that is not shown.

use super::lines::{due_line, wait_line};
use super::{Board, Counts, Incidents, Lines, OutLine};
use crate::calendar::{Moment, Recorded};
use crate::desk::duties::DutyGroups;
use crate::desk::error::DeskError;
use crate::desk::rows::board::{self, BOARD, Section, TALLY, Tally};
use crate::desk::rows::{OpenRow, Term, key};
use crate::desk::view::{View, read_row};
use crate::journal::PlaceId;
use crate::store::{Direction, KeyRange, Rows};
use chrono::NaiveDate;
use std::ops::{Bound, ControlFlow};

/// So many groups of duties are found while they are counted, which is more than most screens show.
const DUTIES: usize = 64;

impl View {
    /// The board of this moment, everything on it.
    pub fn board(&self) -> Result<Board, DeskError> {
        self.board_top(&|_| Lines::ALL)
    }

    /// The board of this moment: what is counted, and then as many lines of each section as `lines`
    /// asks for when it has seen that.
    pub fn board_top(&self, lines: &dyn Fn(&Board) -> Lines) -> Result<Board, DeskError> {
        let rows = self.rows()?;
        let day = self.today();
        let tally: Tally = read_row(&rows, BOARD, TALLY)?.unwrap_or_default();
        let mut duties = self.duty_groups(&rows, DUTIES)?;
        let mut board = Board {
            now: self.now,
            day,
            open_day: self.office.days.is_open(day.0),
            office: self.office.name.clone(),
            sample: self.office.sample,
            places: self.places_counted(&rows, day, &tally)?,
            holes: self.holes_before(&rows, day)?,
            counts: Counts {
                duties: duties.count,
                duties_late: duties.late,
                ..self.counted(&rows, &tally)?
            },
            out: Vec::new(),
            second_checks: Vec::new(),
            manager: self.waits_for_manager(&rows, &tally)?,
            others: Vec::new(),
            incidents: self.incidents(&rows, &tally)?,
            due: Vec::new(),
            duties: Vec::new(),
            clock_behind: self.clock_behind()?,
            not_enrolled: self
                .office
                .persons_on(day.0)
                .iter()
                .filter(|p| self.office.current_key(p.no).is_none())
                .count(),
        };
        let lines = lines(&board);
        board.out = self.outs_of(&rows, lines.out)?;
        board.second_checks = waits(&rows, Section::Second, lines.second_checks)?;
        board.others = waits(&rows, Section::Other, lines.others)?;
        if lines.due > DUTIES {
            duties = self.duty_groups(&rows, lines.due)?;
        }
        self.fill_due(&rows, &mut board, &duties, lines.due)?;
        Ok(board)
    }

    /// What is out, and what is back without the manager's confirmation, as on the board.
    pub fn outs(&self) -> Result<Vec<OutLine>, DeskError> {
        self.outs_of(&self.rows()?, usize::MAX)
    }

    fn outs_of(&self, rows: &dyn Rows, most: usize) -> Result<Vec<OutLine>, DeskError> {
        let (first, last) = (Section::Lost.byte(), Section::Back.byte());
        let range = KeyRange::between(BOARD, &[first], &[last + 1]);
        let mut lines = Vec::new();
        for key in keys(rows, &range, most)? {
            let row = open_row(rows, &key)?;
            lines.extend(row.map(|row| self.out_line(&row)));
        }
        Ok(lines)
    }

    /// The take-outs with something outside that belongs in a place.
    pub(in crate::desk) fn outside_of(&self, place: PlaceId) -> Result<Vec<OpenRow>, DeskError> {
        let rows = self.rows()?;
        let range = KeyRange::prefix(BOARD, &board::place(place));
        let mut found: Vec<OpenRow> = Vec::new();
        let mut last: Vec<u8> = Vec::new();
        for key in keys(&rows, &range, usize::MAX)? {
            // One key a line; those of a case stand together.
            let Some(named) = board::read(&key).filter(|named| named.open != last) else {
                continue;
            };
            last = named.open.to_vec();
            found.extend(read_row::<OpenRow>(&rows, key::OPEN, named.open)?);
        }
        Ok(found)
    }

    /// Counts what the index counts, and what is past its time by walking to now.
    fn counted(&self, rows: &dyn Rows, tally: &Tally) -> Result<Counts, DeskError> {
        let late = if tally.out > 0 {
            let now = board::moment_bytes(Some(self.now));
            before(rows, Section::Out, &now)?
        } else {
            0
        };
        let due_late = if tally.due > 0 {
            let today = board::day_bytes(Some(self.today().0));
            before(rows, Section::Due, &today)?
        } else {
            0
        };
        let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Ok(Counts {
            out: number(tally.out).saturating_sub(late),
            late,
            lost: number(tally.lost),
            back: number(tally.back),
            second_checks: number(tally.second),
            others: number(tally.other),
            due: number(tally.due),
            due_late,
            ..Counts::default()
        })
    }

    /// How much waits in the inbox, and since when the oldest: cases, and acts on the office that
    /// lack a countersignature.
    fn waits_for_manager(
        &self,
        rows: &dyn Rows,
        tally: &Tally,
    ) -> Result<Option<(usize, Recorded)>, DeskError> {
        let cases = usize::try_from(tally.manager).unwrap_or(usize::MAX);
        let mut oldest: Option<Recorded> = None;
        if cases > 0 {
            let range = KeyRange::prefix(BOARD, &[Section::Manager.byte()]);
            let first = keys(rows, &range, 1)?;
            let first = first.first().and_then(|key| board::read(key));
            let since: Option<Moment> = first.and_then(|named| board::read_moment(named.order));
            oldest = since.map(Recorded);
        }
        let waiting = self.office.pending.values().map(|waits| waits.recorded);
        let oldest = waiting.chain(oldest).min();
        let count = cases.saturating_add(self.office.pending.len());
        Ok(oldest.map(|since| (count, since)))
    }

    fn incidents(&self, rows: &dyn Rows, tally: &Tally) -> Result<Option<Incidents>, DeskError> {
        if tally.incident == 0 {
            return Ok(None);
        }
        let today = board::day_bytes(Some(self.today().0));
        Ok(Some(Incidents {
            count: usize::try_from(tally.incident).unwrap_or(usize::MAX),
            late: before(rows, Section::Incident, &today)?,
            clocks: clocks(rows)?,
        }))
    }

    /// The first records and duties together, by their day.
    fn fill_due(
        &self,
        rows: &dyn Rows,
        board: &mut Board,
        duties: &DutyGroups<'_>,
        most: usize,
    ) -> Result<(), DeskError> {
        let range = KeyRange::prefix(BOARD, &[Section::Due.byte()]);
        let records = keys(rows, &range, most)?;
        let day = |key: &Vec<u8>| board::read(key).and_then(|named| board::read_day(named.order));
        let (mut taken, mut named) = (0, 0);
        let mut due: Vec<Option<NaiveDate>> = records.iter().map(day).collect();
        due.reverse();
        let mut dues = duties.dues().peekable();
        while taken + named < most {
            // A record comes before a duty of the same day; what has no day comes last.
            let record = due.last();
            let duty = dues.peek();
            match (record, duty) {
                (None, None) => break,
                (Some(Some(record)), Some(duty)) if record <= duty => {
                    due.pop();
                    taken += 1;
                }
                (_, Some(_)) => {
                    dues.next();
                    named += 1;
                }
                (Some(_), None) => {
                    due.pop();
                    taken += 1;
                }
            }
        }
        for key in records.iter().take(taken) {
            let row = open_row(rows, key)?;
            board.due.extend(row.map(|row| due_line(&row, board.day.0)));
        }
        board.duties = self.name_groups(rows, duties, named)?;
        Ok(())
    }
}

/// The first keys of a stretch of the index.
fn keys(rows: &dyn Rows, range: &KeyRange, most: usize) -> Result<Vec<Vec<u8>>, DeskError> {
    let mut found = Vec::new();
    rows.scan(range, Direction::Forward, most, &mut |key, _| {
        found.push(key.to_vec());
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// How many keys of a section are ordered before `end`.
fn before(rows: &dyn Rows, section: Section, end: &[u8]) -> Result<usize, DeskError> {
    let start = [section.byte()];
    let range = KeyRange::between(BOARD, &start, &[start.as_slice(), end].concat());
    let mut count = 0;
    rows.scan(&range, Direction::Forward, usize::MAX, &mut |_, _| {
        count += 1;
        ControlFlow::Continue(())
    })?;
    Ok(count)
}

/// The open case that a key of the index names.
fn open_row(rows: &dyn Rows, key: &[u8]) -> Result<Option<OpenRow>, DeskError> {
    match board::read(key) {
        Some(named) => read_row(rows, key::OPEN, named.open),
        None => Ok(None),
    }
}

fn waits(
    rows: &dyn Rows,
    section: Section,
    most: usize,
) -> Result<Vec<super::WaitLine>, DeskError> {
    let range = KeyRange::prefix(BOARD, &[section.byte()]);
    let mut lines = Vec::new();
    for key in keys(rows, &range, most)? {
        let nth = board::read(&key).and_then(|named| named.nth);
        let row = open_row(rows, &key)?;
        lines.extend(row.and_then(|row| wait_line(&row, nth)));
    }
    Ok(lines)
}

/// Of each step of incidents the clock that ends first: one seek a step, however many there are.
fn clocks(rows: &dyn Rows) -> Result<Vec<Term>, DeskError> {
    let mut range = KeyRange::prefix(BOARD, &[Section::Clock.byte()]);
    let mut clocks = Vec::new();
    while let Some(key) = keys(rows, &range, 1)?.pop() {
        let Some(clock) = board::read_clock(&key) else {
            break;
        };
        match KeyRange::prefix(BOARD, &board::clock_of(&clock.step.0)).end {
            Bound::Excluded(end) => range.start = Bound::Included(end),
            _ => break,
        }
        clocks.push(clock);
    }
    clocks.sort();
    Ok(clocks)
}
