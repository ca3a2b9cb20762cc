//! The rows of the read model: their keys and their forms. Written by the fold only.

mod register;

pub use register::{HandledRow, HoldingRow, LastMove};
pub mod board;
pub mod duties;

use crate::calendar::{FiscalYear, Happened, Recorded, WorkDay};
use crate::journal::{CaseId, EntryId, HoldingId, PersonNo, PlaceId, Role, UnitId};
use crate::procedure::{Case, ChoiceId, DefRef, Law, State, StepId};
use crate::text::Text;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The schema of the rows; a change makes the model be built anew from the journal.
pub const SCHEMA: u32 = 13;

/// A case with what the order of the journal gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRow {
    /// The case.
    pub case: Case,
    /// Its number among its unit's cases of the procedure and fiscal year (案件112).
    pub number: u32,
    /// The official No. on the form, once a manager has confirmed.
    pub form_no: Option<u32>,
    /// Where its entries stand in the journal.
    pub log: Vec<u64>,
}

/// An open case, as far as the board and the inbox need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenRow {
    /// The case.
    pub case: CaseId,
    /// What it runs.
    pub procedure: DefRef,
    /// The law of it.
    pub law: Law,
    /// Its unit.
    pub unit: UnitId,
    /// 案件 number.
    pub number: u32,
    /// Official No.
    pub form_no: Option<u32>,
    /// What it is about.
    pub subject: Subject,
    /// Who began it; nobody yet where another case opened it.
    pub by: Option<PersonNo>,
    /// When it was opened.
    pub opened: Recorded,
    /// The working day and place it serves, for a locking.
    pub serves: Option<(PlaceId, WorkDay)>,
    /// What may be signed next.
    pub waits: Vec<Wait>,
    /// Whether it is past the point of no return: papers are out.
    pub sealed: bool,
    /// For a take-out: the lines that have left and are not confirmed back.
    pub outside: Vec<Outside>,
    /// The first day by which something of it is due.
    pub due: Option<NaiveDate>,
    /// What of it is due on which day, the first one first.
    pub clocks: Vec<Term>,
    /// The planned hour on the due day, in minutes.
    pub due_time: Option<u16>,
    /// A question waits for an answer by this person.
    pub asked: Option<PersonNo>,
    /// The last entry.
    pub head: Option<EntryId>,
}

/// A step that is due on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The day.
    pub by: NaiveDate,
    /// The day to aim at.
    pub aim: Option<NaiveDate>,
    /// The step.
    pub step: StepId,
}

/// A line that has left the building and whose return no manager has confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// The line, from 0.
    pub line: u16,
    /// 件名.
    pub title: Text,
    /// 件数.
    pub count: u32,
    /// The item of the register, where it is one.
    pub holding: Option<HoldingId>,
    /// The place it belongs to, where the register knows.
    pub place: Option<PlaceId>,
    /// What somebody has said of it since it left.
    pub said: OutsideSaid,
}

/// What was said of a line that left, before a manager has confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutsideSaid {
    /// Nothing: it is out.
    Nothing,
    /// It is back; the manager's confirmation is missing.
    Brought,
    /// It cannot be brought back: lost, stolen.
    Lost,
}

/// A step that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// The step.
    pub step: StepId,
    /// The lines it waits on.
    pub lines: Vec<u16>,
    /// The roles that may sign it.
    pub roles: Vec<Role>,
    /// Who may not.
    pub excluded: Vec<PersonNo>,
    /// Since when.
    pub since: Recorded,
    /// The case is complete without it.
    pub optional: bool,
}

/// What a case is about, in few words that no blind value enters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// 件名 of the first line, or the first text.
    pub title: Text,
    /// Lines in all.
    pub lines: u32,
    /// 件数 in all.
    pub count: u32,
    /// The means of a sending.
    pub means: Option<ChoiceId>,
}

/// One place on one working day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayRow {
    /// The case that serves it.
    pub case: CaseId,
    /// What was said of it.
    pub said: DaySaid,
    /// Every lock, in the order of the journal; the last is the day's.
    pub locks: Vec<Locked>,
    /// Found open after it was locked, and not locked again since.
    pub open_again: bool,
    /// Found open, and on a later day it was counted what is inside.
    pub open_explained: bool,
    /// A manager has received that it was found open, after the last time it was.
    pub open_received: bool,
    /// Times it was found open.
    pub found_open: u32,
    /// Who was asked to lock it, by whom.
    pub asked: Option<(PersonNo, PersonNo)>,
    /// A manager has received the explanation.
    pub received: bool,
    /// Who locked, reported or corrected.
    pub signers: Vec<PersonNo>,
    /// A correction changed it.
    pub corrected: bool,
    /// Where the case stands.
    pub state: State,
    /// Its last entry.
    pub head: Option<EntryId>,
}

/// What was said of a place on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DaySaid {
    /// Nothing yet.
    Nothing,
    /// Locked.
    Locked,
    /// It was not locked.
    NotLocked,
    /// Nobody worked.
    Nobody,
}

/// One lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// Who.
    pub by: PersonNo,
    /// When it happened.
    pub happened: Happened,
    /// When it was recorded.
    pub recorded: Recorded,
    /// Not on the place's roster of that day.
    pub off_roster: bool,
    /// The entry.
    pub entry: EntryId,
}

impl DayRow {
    /// Whether nothing is left to explain or to receive.
    #[must_use]
    pub fn settled(&self) -> bool {
        match self.said {
            DaySaid::Nothing => false,
            DaySaid::Locked => {
                let told = self.open_explained && self.open_received;
                !self.locks.is_empty() && (!self.open_again || told)
            }
            DaySaid::NotLocked | DaySaid::Nobody => self.received,
        }
    }
}

/// Something in the journal that the rules of its day would have refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRow {
    /// Where in the journal.
    pub index: u64,
    /// The entry.
    pub entry: EntryId,
    /// Why, for an auditor's log.
    pub why: String,
}

/// Tables and keys of the rows.
pub mod key {
    use super::{
        CaseId, FiscalYear, HoldingId, Law, NaiveDate, PlaceId, Recorded, UnitId, WorkDay,
    };
    use crate::procedure::{DefId, FactId, FactSubject};
    use crate::store::Table;
    use chrono::Datelike as _;

    /// The office: a table of its own, so that nothing else rewrites its large row.
    pub const OFFICE: Table = Table("office");
    /// In [`OFFICE`]: the one office.
    pub const THE_OFFICE: &[u8] = b"office";
    /// In [`OFFICE`]: its last entry, in a row of its own, since every look asks whether the office
    /// is still the one that was read.
    pub const ITS_HEAD: &[u8] = b"head";
    /// Cases by id.
    pub const CASES: Table = Table("case");
    /// Open cases, by law and id.
    pub const OPEN: Table = Table("open");
    /// Places on days.
    pub const DAYS: Table = Table("day");
    /// By place: the days of which nothing is left to explain, as stretches.
    pub const SETTLED: Table = Table("settled");
    /// Counters of case numbers and of official numbers.
    pub const NUMBERS: Table = Table("number");
    /// All cases, newest first; the value is what a search reads.
    pub const LIST: Table = Table("list");
    /// What the rules of its day would have refused, by index.
    pub const FAULTS: Table = Table("fault");
    /// Items of the register: what has become of each.
    pub const HOLDINGS: Table = Table("holding");
    /// What each case has done with each item.
    pub const HANDLED: Table = Table("handled");

    /// Facts by name and subject.
    pub const FACTS: Table = Table("known");
    /// The cases that forms list, by unit, book, fiscal year and number.
    pub const FORMS: Table = Table("form");

    /// Every table.
    pub const TABLES: [Table; 13] = [
        OFFICE,
        CASES,
        OPEN,
        DAYS,
        SETTLED,
        NUMBERS,
        LIST,
        FAULTS,
        HOLDINGS,
        HANDLED,
        FACTS,
        FORMS,
        super::board::BOARD,
    ];

    /// In [`OPEN`]: an open case.
    #[must_use]
    pub fn open(law: Law, id: CaseId) -> Vec<u8> {
        [[law_byte(law)].as_slice(), &id.0].concat()
    }

    /// One byte a law, in the order in which screens list them.
    #[must_use]
    pub fn law_byte(law: Law) -> u8 {
        match law {
            Law::Locking => 1,
            Law::TakeOut => 2,
            Law::Sending => 3,
            Law::Record => 4,
        }
    }

    fn day_bytes(day: NaiveDate) -> [u8; 4] {
        u32::try_from(day.num_days_from_ce())
            .unwrap_or(0)
            .to_be_bytes()
    }

    /// In [`DAYS`]: a place on a day.
    #[must_use]
    pub fn day(place: PlaceId, day: WorkDay) -> Vec<u8> {
        [place.0.to_be_bytes().as_slice(), &day_bytes(day.0)].concat()
    }

    /// In [`SETTLED`]: a place.
    #[must_use]
    pub fn settled(place: PlaceId) -> Vec<u8> {
        place.0.to_be_bytes().to_vec()
    }

    /// In [`NUMBERS`]: the counter of case numbers.
    #[must_use]
    pub fn number(unit: UnitId, procedure: &DefId, year: FiscalYear) -> Vec<u8> {
        [
            b"n".as_slice(),
            &unit.0.to_be_bytes(),
            &year.year().to_be_bytes(),
            procedure.0.as_bytes(),
        ]
        .concat()
    }

    /// What is numbered and listed together: every procedure of an official form's law, and each
    /// other procedure by itself.
    #[must_use]
    pub fn book(law: Law, procedure: &DefId) -> Vec<u8> {
        let own = match law {
            Law::Locking | Law::TakeOut | Law::Sending => "",
            Law::Record => procedure.0.as_str(),
        };
        [[law_byte(law)].as_slice(), own.as_bytes(), &[0]].concat()
    }

    /// In [`NUMBERS`]: the counter of official numbers, one a unit, book and fiscal year.
    #[must_use]
    pub fn form_number(unit: UnitId, book: &[u8], year: FiscalYear) -> Vec<u8> {
        [b"f".as_slice(), &forms(unit, book, year)].concat()
    }

    /// In [`FORMS`]: what every case of one book begins with, whatever its year.
    #[must_use]
    pub fn forms_of(unit: UnitId, book: &[u8]) -> Vec<u8> {
        [unit.0.to_be_bytes().as_slice(), book].concat()
    }

    /// In [`FORMS`]: what every case of one book and year begins with.
    #[must_use]
    pub fn forms(unit: UnitId, book: &[u8], year: FiscalYear) -> Vec<u8> {
        [
            unit.0.to_be_bytes().as_slice(),
            book,
            &year.year().to_be_bytes(),
        ]
        .concat()
    }

    /// In [`FORMS`]: the case with that number.
    #[must_use]
    pub fn form(unit: UnitId, book: &[u8], year: FiscalYear, no: u32) -> Vec<u8> {
        [forms(unit, book, year).as_slice(), &no.to_be_bytes()].concat()
    }

    /// In [`LIST`]: a case.
    #[must_use]
    pub fn list(opened: Recorded, id: CaseId) -> Vec<u8> {
        let newest_first = u64::MAX - u64::try_from(opened.0.unix()).unwrap_or(0);
        [newest_first.to_be_bytes().as_slice(), &id.0].concat()
    }

    /// In [`HOLDINGS`]: an item.
    #[must_use]
    pub fn holding(id: HoldingId) -> [u8; 2] {
        id.0.to_be_bytes()
    }

    /// In [`HANDLED`]: what a case did with an item; by item, then by when the case was opened.
    #[must_use]
    pub fn handled(holding: HoldingId, opened: Recorded, case: CaseId) -> Vec<u8> {
        let opened = u64::try_from(opened.0.unix()).unwrap_or(0);
        [
            holding.0.to_be_bytes().as_slice(),
            &opened.to_be_bytes(),
            &case.0,
        ]
        .concat()
    }

    /// In [`FACTS`]: a fact of a subject.
    #[must_use]
    pub fn fact(fact: &FactId, subject: &FactSubject) -> Vec<u8> {
        [fact.0.as_bytes(), &[0], subject.key().as_bytes()].concat()
    }

    /// In [`FAULTS`]: a fault.
    #[must_use]
    pub fn fault(index: u64) -> [u8; 8] {
        index.to_be_bytes()
    }
}

/// What the list of cases holds for one case: a small head, then its folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The law, for the filter.
    pub law: Law,
    /// Where it stands, for the filter.
    pub state: State,
    /// The folded text that a search looks in.
    pub text: String,
}

impl ListRow {
    /// Two bytes and the text.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let state = match self.state {
            State::Open => 0,
            State::Closed => 1,
            State::Refused => 2,
            State::Withdrawn => 3,
        };
        let mut bytes = vec![key::law_byte(self.law), state];
        bytes.extend_from_slice(self.text.as_bytes());
        bytes
    }

    /// Splits a row into its head and its text without reading the text.
    #[must_use]
    pub fn split(bytes: &[u8]) -> Option<(Law, State, &[u8])> {
        let (head, text) = bytes.split_at_checked(2)?;
        let law = match head.first()? {
            1 => Law::Locking,
            2 => Law::TakeOut,
            3 => Law::Sending,
            4 => Law::Record,
            _ => return None,
        };
        let state = match head.get(1)? {
            0 => State::Open,
            1 => State::Closed,
            2 => State::Refused,
            3 => State::Withdrawn,
            _ => return None,
        };
        Some((law, state, text))
    }
}

/// The working days of a month, first to last.
pub fn month_days(first: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first
        .iter_days()
        .take_while(move |d| d.month() == first.month() && d.year() == first.year())
}
