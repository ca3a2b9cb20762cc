//! The board: what must be locked, what is out, who is waited for, what falls due.
//!
//! | file | what |
//! |---|---|
//! | `mod` | what it says |
//! | `ask` | how it is asked: counts, and as many lines as are to be shown |
//! | `lines` | an open case as a line of it |
//! | `places` | the places of a day, and the days past without a lock |

mod ask;
mod lines;
mod places;

use super::duties::DutyGroup;
use super::rows::{DaySaid, Outside, Subject, Term};
use crate::calendar::{Happened, Moment, Recorded, WorkDay};
use crate::journal::{CaseId, PersonNo, PlaceId};
use crate::procedure::{DefId, StepId};
use crate::text::Text;
use chrono::NaiveDate;

/// What the board shows: of each section as many lines as were asked for, and of all of them counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The moment it was drawn for.
    pub now: Moment,
    /// The working day that locks of now serve.
    pub day: WorkDay,
    /// Whether the office is open that day.
    pub open_day: bool,
    /// The office's name.
    pub office: Text,
    /// 見本.
    pub sample: bool,
    /// Every place in use, unlocked ones before explained ones, then by number.
    pub places: Vec<PlaceLine>,
    /// Days past without a settled lock.
    pub holes: Vec<HoleLine>,
    /// How many there are of what follows, with or without a line here.
    pub counts: Counts,
    /// What is out, and what is back without the manager's confirmation: what is lost first, then by
    /// when it is to be back, then what is back.
    pub out: Vec<OutLine>,
    /// Sendings that wait for a second check.
    pub second_checks: Vec<WaitLine>,
    /// What waits for a manager: how many, and since when the oldest.
    pub manager: Option<(usize, Recorded)>,
    /// Anything else that waits for somebody: acts of staff, questions.
    pub others: Vec<WaitLine>,
    /// Incidents, which the board counts and never names.
    pub incidents: Option<Incidents>,
    /// Records with a day by which they must be done, corrective measures among them; last those
    /// without a day, of which none waits for anybody.
    pub due: Vec<DueLine>,
    /// What the calendar and other records expect, what is due first at the top.
    pub duties: Vec<DutyGroup>,
    /// The clock stands before the last record: the last record's time.
    pub clock_behind: Option<Recorded>,
    /// People who have not enrolled yet.
    pub not_enrolled: usize,
}

/// How many there are of what has lines on the board.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Take-outs that are out, in time.
    pub out: usize,
    /// Take-outs that are past their time.
    pub late: usize,
    /// Take-outs of which something cannot be brought back.
    pub lost: usize,
    /// Take-outs that are back without the manager's confirmation.
    pub back: usize,
    /// Sendings that wait for a second check.
    pub second_checks: usize,
    /// Anything else that waits for somebody.
    pub others: usize,
    /// Records with a day, and those without one that wait for nobody.
    pub due: usize,
    /// Those of them that are past it.
    pub due_late: usize,
    /// Groups of duties.
    pub duties: usize,
    /// Duties, one by one, that are past their day and not explained.
    pub duties_late: usize,
}

impl Counts {
    /// Take-outs with a line.
    #[must_use]
    pub fn taken_out(&self) -> usize {
        self.lost + self.late + self.out + self.back
    }
}

/// The open incidents together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incidents {
    /// How many.
    pub count: usize,
    /// How many of them are past the first of their days.
    pub late: usize,
    /// Of each step that is due the clock that ends first, the first to end first.
    pub clocks: Vec<Term>,
}

/// As how many lines of each section are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// What is out.
    pub out: usize,
    /// Sendings that wait for a second check.
    pub second_checks: usize,
    /// Anything else that waits for somebody.
    pub others: usize,
    /// Records and groups of duties together.
    pub due: usize,
}

impl Lines {
    /// Everything.
    pub const ALL: Self = Self {
        out: usize::MAX,
        second_checks: usize::MAX,
        others: usize::MAX,
        due: usize::MAX,
    };
    /// Counts alone.
    pub const NONE: Self = Self {
        out: 0,
        second_checks: 0,
        others: 0,
        due: 0,
    };
}

/// A place today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    /// Which.
    pub place: PlaceId,
    /// Its name.
    pub name: Text,
    /// Where its key goes.
    pub key_place: Text,
    /// How it stands.
    pub state: PlaceState,
    /// How many lines that belong in it are outside, and not brought back.
    pub out: usize,
    /// What belongs in it and is outside, where it was asked for; the board counts it only.
    pub outside: Vec<(u32, Outside)>,
    /// The case that serves today, and its last entry.
    pub case: CaseId,
    /// Its last entry, which the next one must name.
    pub head: Option<crate::journal::EntryId>,
}

/// How a place stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceState {
    /// 済.
    Locked {
        /// By whom.
        by: PersonNo,
        /// When.
        at: Happened,
    },
    /// 未, or 遅 after the closing hour.
    Open {
        /// It is past the closing hour.
        late: bool,
        /// Who was asked to lock it.
        asked: Option<PersonNo>,
    },
    /// 要: it was locked, and found open again.
    FoundOpen,
    /// Said not to have been locked, or that nobody worked.
    Said(DaySaid),
}

/// A past day without a settled lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoleLine {
    /// Which place.
    pub place: PlaceId,
    /// Its name that day.
    pub name: Text,
    /// Which day.
    pub day: WorkDay,
    /// Explained, and waiting for a manager.
    pub explained: bool,
    /// Found open and not locked again that day.
    pub found_open: bool,
}

/// A take-out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutLine {
    /// Its case.
    pub case: CaseId,
    /// 案件 number.
    pub number: u32,
    /// Official No.
    pub form_no: Option<u32>,
    /// What.
    pub subject: Subject,
    /// Who has it.
    pub by: Option<PersonNo>,
    /// How it stands.
    pub state: OutState,
    /// When it is to be back.
    pub due: Option<NaiveDate>,
    /// The planned hour, in minutes.
    pub due_time: Option<u16>,
}

/// How a take-out stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutState {
    /// 外, in time.
    Out,
    /// 遅: so many hours past its time.
    Late {
        /// Whole hours.
        hours: u32,
    },
    /// 待: back, and the manager's confirmation is missing.
    Back,
    /// 要: some of it cannot be brought back, as somebody has reported.
    Lost,
}

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitLine {
    /// Its case.
    pub case: CaseId,
    /// Its procedure.
    pub procedure: DefId,
    /// 案件 number.
    pub number: u32,
    /// Official No.
    pub form_no: Option<u32>,
    /// What.
    pub subject: Subject,
    /// The step; none for a question.
    pub step: Option<StepId>,
    /// Who may not sign it.
    pub excluded: Vec<PersonNo>,
    /// Who is asked, for a question.
    pub asked: Option<PersonNo>,
    /// Since when.
    pub since: Recorded,
}

/// Something with a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// Its case.
    pub case: CaseId,
    /// Its procedure.
    pub procedure: DefId,
    /// 案件 number.
    pub number: u32,
    /// What.
    pub subject: Subject,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Every clock that runs in it, the first to end first.
    pub clocks: Vec<Term>,
    /// It is past.
    pub late: bool,
    /// Since when it is open.
    pub since: Recorded,
}
