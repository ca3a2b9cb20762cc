//! The board's index: every open case under keys whose order is the order of the board, and how many
//! there are of each, so that a first page is a few reads and a count is one.
//!
//! What a case has in it follows from its [`OpenRow`] alone ([`entries`]): the fold writes the
//! difference of two such rows, and a test counts them anew. Nothing here depends on the clock: what
//! is past is a prefix of its section, and is counted by walking to now.

use super::{OpenRow, Outside, OutsideSaid};
use crate::calendar::{Moment, Recorded};
use crate::desk::INCIDENT;
use crate::journal::{PlaceId, Role};
use crate::procedure::{DefId, Law};
use crate::store::Table;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The index, and under [`TALLY`] the counts.
pub const BOARD: Table = Table("board");
/// In [`BOARD`]: a [`Tally`].
pub const TALLY: &[u8] = &[0];

/// A part of the index, as the first byte of its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Section {
    /// Take-outs of which something cannot be brought back.
    Lost = 1,
    /// Take-outs that are out, by the moment they are to be back.
    Out,
    /// Take-outs that are back without the manager's confirmation.
    Back,
    /// Sendings that wait for a second check, by since when.
    Second,
    /// Anything else that waits for somebody who is no manager, by since when.
    Other,
    /// What waits for a manager, by since when.
    Manager,
    /// Records with a day, by that, and last those for which nobody is waited; then by since when.
    Due,
    /// Incidents, in the same way.
    Incident,
    /// The clocks of incidents, by step, then by when they end.
    Clock,
    /// Lines outside, by the place they belong to.
    Place,
    /// What other records expect, by procedure and lead, then by day.
    Expected,
}

impl Section {
    /// The first byte of its keys.
    #[must_use]
    pub fn byte(self) -> u8 {
        self as u8
    }
}

/// How many there are in each part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Take-outs of which something cannot be brought back.
    pub lost: u32,
    /// Take-outs that are out, late or not.
    pub out: u32,
    /// Take-outs that are back without the manager's confirmation.
    pub back: u32,
    /// Sendings that wait for a second check.
    pub second: u32,
    /// Anything else that waits for somebody who is no manager.
    pub other: u32,
    /// What waits for a manager.
    pub manager: u32,
    /// Records with a day, or for which nobody is waited.
    pub due: u32,
    /// Incidents.
    pub incident: u32,
    /// Lines outside that nobody has brought back, by the place they belong to; none are not named.
    pub places: BTreeMap<PlaceId, u32>,
}

impl Tally {
    /// Adds one to what a key counts for, or takes one away.
    pub fn count(&mut self, key: &[u8], add: bool) {
        let step = |sum: &mut u32| {
            *sum = if add {
                sum.saturating_add(1)
            } else {
                sum.saturating_sub(1)
            };
        };
        let is = |section: Section| key.first() == Some(&section.byte());
        let sums = [
            (Section::Lost, &mut self.lost),
            (Section::Out, &mut self.out),
            (Section::Back, &mut self.back),
            (Section::Second, &mut self.second),
            (Section::Other, &mut self.other),
            (Section::Manager, &mut self.manager),
            (Section::Due, &mut self.due),
            (Section::Incident, &mut self.incident),
        ];
        if let Some((_, sum)) = sums.into_iter().find(|(section, _)| is(*section)) {
            step(sum);
        } else if let Some(place) = place_of(key) {
            let sum = self.places.entry(place).or_default();
            step(sum);
            if *sum == 0 {
                self.places.remove(&place);
            }
        }
    }
}

/// Behind what orders a key: law and id of its case, as in the table of open cases, and which part
/// of it.
const TAIL: usize = 1 + 16 + 2;
/// As the part of a case: its open question, beside what it waits for.
const QUESTION: u16 = u16::MAX;

/// What a key of the index says of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// What orders it within its section.
    pub order: &'a [u8],
    /// The key of the case among the open ones.
    pub open: &'a [u8],
    /// Which part: the place among what the case waits for, or none for its question.
    pub nth: Option<u16>,
}

/// Reads a key of any section but [`Section::Expected`].
#[must_use]
pub fn read(key: &[u8]) -> Option<Named<'_>> {
    let (head, tail) = key.split_at_checked(key.len().checked_sub(TAIL)?)?;
    let (open, nth) = tail.split_last_chunk::<2>()?;
    let nth = u16::from_be_bytes(*nth);
    Some(Named {
        order: head.get(1..)?,
        open,
        nth: (nth != QUESTION).then_some(nth),
    })
}

/// A day in a key; what has none comes last.
#[must_use]
pub fn day_bytes(day: Option<NaiveDate>) -> [u8; 4] {
    let number = |day: NaiveDate| u32::try_from(day.num_days_from_ce()).unwrap_or(0);
    day.map_or(u32::MAX, number).to_be_bytes()
}

/// A day read back.
#[must_use]
pub fn read_day(bytes: &[u8]) -> Option<NaiveDate> {
    let number = u32::from_be_bytes(*bytes.first_chunk()?);
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number).ok()?)
}

/// A moment in a key; what has none comes last.
#[must_use]
pub fn moment_bytes(at: Option<Moment>) -> [u8; 8] {
    let seconds = |at: Moment| at.unix().cast_unsigned() ^ (1 << 63);
    at.map_or(u64::MAX, seconds).to_be_bytes()
}

/// A moment read back.
#[must_use]
pub fn read_moment(bytes: &[u8]) -> Option<Moment> {
    let seconds = u64::from_be_bytes(*bytes.first_chunk()?) ^ (1 << 63);
    Moment::from_unix(seconds.cast_signed()).ok()
}

/// In [`BOARD`]: what keys of a clock of that step begin with.
#[must_use]
pub fn clock_of(step: &str) -> Vec<u8> {
    [&[Section::Clock.byte()], step.as_bytes(), &[0]].concat()
}

/// In [`BOARD`]: what keys of a place begin with.
#[must_use]
pub fn place(id: PlaceId) -> Vec<u8> {
    [[Section::Place.byte()].as_slice(), &id.0.to_be_bytes()].concat()
}

/// The place of a key of [`Section::Place`].
fn place_of(key: &[u8]) -> Option<PlaceId> {
    let (section, rest) = key.split_first()?;
    let id = *rest.first_chunk::<2>()?;
    (*section == Section::Place.byte()).then_some(PlaceId(u16::from_be_bytes(id)))
}

/// In [`BOARD`]: what keys of what is expected of a procedure, said so many days ahead, begin with.
#[must_use]
pub fn expected_of(procedure: &DefId, lead: u16) -> Vec<u8> {
    [
        &[Section::Expected.byte()],
        procedure.0.as_bytes(),
        &[0],
        &lead.to_be_bytes(),
    ]
    .concat()
}

/// In [`BOARD`]: something that is expected, under its name in the table of expectations.
#[must_use]
pub fn expected(procedure: &DefId, lead: u16, due: NaiveDate, name: &[u8]) -> Vec<u8> {
    let all = expected_of(procedure, lead);
    [all.as_slice(), &day_bytes(Some(due)), name].concat()
}

/// Procedure and lead of a key of [`Section::Expected`], and what stands behind them.
#[must_use]
pub fn read_expected(key: &[u8]) -> Option<(DefId, u16, &[u8])> {
    let rest = key.strip_prefix(&[Section::Expected.byte()])?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    let procedure = std::str::from_utf8(rest.get(..end)?).ok()?;
    let (lead, rest) = rest.get(end + 1..)?.split_first_chunk()?;
    Some((DefId::from(procedure), u16::from_be_bytes(*lead), rest))
}

/// When the papers of a case are to be back: without an hour, at the end of the day.
#[must_use]
pub fn back_by(row: &OpenRow) -> Option<Moment> {
    let minutes = row.due_time.map_or(24 * 60, u32::from);
    Moment::at(row.due?, minutes).ok()
}

/// How a take-out of which something is outside stands, but for the clock.
#[must_use]
pub fn out_of(row: &OpenRow) -> Option<Section> {
    if row.law != Law::TakeOut || row.outside.is_empty() {
        return None;
    }
    let said = |said| move |line: &Outside| line.said == said;
    Some(if row.outside.iter().any(said(OutsideSaid::Lost)) {
        Section::Lost
    } else if row.outside.iter().all(said(OutsideSaid::Brought)) {
        Section::Back
    } else {
        Section::Out
    })
}

/// The keys under which an open case stands in the index.
#[must_use]
pub fn entries(row: &OpenRow) -> BTreeSet<Vec<u8>> {
    let mut keys = BTreeSet::new();
    let mut add = |section: Section, order: &[u8], nth: u16| {
        keys.insert(
            [
                &[section.byte()],
                order,
                &super::key::open(row.law, row.case),
                &nth.to_be_bytes(),
            ]
            .concat(),
        );
    };
    let since = |at: Recorded| moment_bytes(Some(at.0));
    match out_of(row) {
        Some(Section::Out) => add(Section::Out, &moment_bytes(back_by(row)), 0),
        Some(section) => add(section, &day_bytes(row.due), 0),
        None => {}
    }
    let mut waited_for = row.asked.is_some();
    for (wait, nth) in row.waits.iter().zip(0..) {
        if wait.optional {
            continue;
        }
        let section = match row.law {
            _ if !wait.roles.contains(&Role::Staff) => Section::Manager,
            Law::Sending if !wait.excluded.is_empty() => Section::Second,
            // What is out stands among what is out; a locking is the place's own row.
            Law::TakeOut if row.sealed => continue,
            Law::Locking => continue,
            Law::Record if row.due.is_some() => continue,
            _ => Section::Other,
        };
        add(section, &since(wait.since), nth);
        waited_for = true;
    }
    if row.asked.is_some() {
        add(Section::Other, &since(row.opened), QUESTION);
    }
    if row.law == Law::Record {
        let order = [day_bytes(row.due).as_slice(), &since(row.opened)].concat();
        if row.procedure.id.0 == INCIDENT {
            add(Section::Incident, &order, 0);
            for clock in &row.clocks {
                let ends = [day_bytes(Some(clock.by)), aim_bytes(clock.aim)].concat();
                let order = [clock.step.0.as_bytes(), &[0], &ends].concat();
                add(Section::Clock, &order, 0);
            }
        } else if row.due.is_some() || !waited_for {
            // Without a day it stands with those who are waited for; what nobody is asked for must
            // not vanish.
            add(Section::Due, &order, 0);
        }
    }
    let out = row.outside.iter();
    for line in out.filter(|line| line.said != OutsideSaid::Brought) {
        if let Some(place) = line.place {
            add(Section::Place, &place.0.to_be_bytes(), line.line);
        }
    }
    keys
}

/// A day to aim at in a key; a clock without one comes first.
fn aim_bytes(aim: Option<NaiveDate>) -> [u8; 4] {
    aim.map_or([0; 4], |day| day_bytes(Some(day)))
}

/// Step, day and aim of a key of [`Section::Clock`].
#[must_use]
pub fn read_clock(key: &[u8]) -> Option<super::Term> {
    let order = read(key)?.order;
    let end = order.iter().position(|byte| *byte == 0)?;
    let step = std::str::from_utf8(order.get(..end)?).ok()?;
    let ends = order.get(end + 1..)?;
    let aim = ends.get(4..8)?;
    Some(super::Term {
        by: read_day(ends)?,
        aim: if aim == [0; 4] { None } else { read_day(aim) },
        step: step.into(),
    })
}
