//! The board: what must be locked, what is out, who is waited for, what falls due.

use super::duties::DutyLine;
use super::error::DeskError;
use super::rows::{DayRow, DaySaid, OpenRow, Outside, OutsideSaid, Subject, Term, key};
use super::view::View;
use crate::calendar::{Happened, Moment, Recorded, WorkDay};
use crate::journal::{CaseId, PersonNo, PlaceId, Role};
use crate::office::Place;
use crate::procedure::{DefId, Law, StepId};
use crate::text::Text;
use chrono::{Days, NaiveDate};

/// Everything the board shows.
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
    /// What is out, and what is back without the manager's confirmation.
    pub out: Vec<OutLine>,
    /// Sendings that wait for a second check.
    pub second_checks: Vec<WaitLine>,
    /// What waits for a manager: how many, and since when the oldest.
    pub manager: Option<(usize, Recorded)>,
    /// Anything else that waits for somebody: acts of staff, questions.
    pub others: Vec<WaitLine>,
    /// What has a day by which it must be done, incidents and corrective measures among it.
    pub due: Vec<DueLine>,
    /// What the calendar and other records expect, what is due first at the top.
    pub duties: Vec<DutyLine>,
    /// The clock stands before the last record: the last record's time.
    pub clock_behind: Option<Recorded>,
    /// People who have not enrolled yet.
    pub not_enrolled: usize,
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
    /// What belongs in it and is outside.
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
    /// The case that serves the day.
    pub case: CaseId,
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
    /// What; empty for an incident, which the board never names.
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

/// How many days back the board looks for holes at the most.
const LOOK_BACK: u64 = 366 * 2;

impl View {
    /// The board of this moment.
    pub fn board(&self) -> Result<Board, DeskError> {
        let day = self.today();
        let opens = self.open_rows()?;
        let mut places = self.places_among(day, &opens)?;
        let mut holes = Vec::new();
        for place in &self.office.places {
            // Only the version of a place that was in use can have a hole on a day.
            self.holes_of(place, day, &mut holes)?;
        }
        holes.sort_by_key(|h| (h.day, h.place));
        holes.dedup_by_key(|h| (h.day, h.place));
        places.sort_by_key(|p| (rank(&p.state), p.place));
        let mut board = Board {
            now: self.now,
            day,
            open_day: self.office.days.is_open(day.0),
            office: self.office.name.clone(),
            sample: self.office.sample,
            places,
            holes,
            out: Vec::new(),
            second_checks: Vec::new(),
            manager: None,
            others: Vec::new(),
            due: Vec::new(),
            duties: self.duties()?,
            clock_behind: self.clock_behind()?,
            not_enrolled: self
                .office
                .persons_on(day.0)
                .iter()
                .filter(|p| self.office.current_key(p.no).is_none())
                .count(),
        };
        for row in &opens {
            self.place_on(row, &mut board);
        }
        board.out.sort_by_key(|o| (out_rank(o.state), o.due));
        board.second_checks.sort_by_key(|w| w.since);
        board.others.sort_by_key(|w| w.since);
        board.due.sort_by_key(|d| (d.due.is_none(), d.due, d.since));
        Ok(board)
    }

    /// Every place in use on a day, as it stands.
    pub(super) fn places_of(&self, day: WorkDay) -> Result<Vec<PlaceLine>, DeskError> {
        self.places_among(day, &self.open_rows_of(Law::TakeOut)?)
    }

    /// The same, with the open cases that may have something outside.
    fn places_among(&self, day: WorkDay, opens: &[OpenRow]) -> Result<Vec<PlaceLine>, DeskError> {
        self.office
            .places_on(day.0)
            .into_iter()
            .map(|place| self.place_line(place, day, opens))
            .collect()
    }

    fn place_line(
        &self,
        place: &Place,
        day: WorkDay,
        opens: &[OpenRow],
    ) -> Result<PlaceLine, DeskError> {
        let row: Option<DayRow> = self.row(key::DAYS, &key::day(place.id, day))?;
        let late = self.past_closing(day);
        let state = match &row {
            None => PlaceState::Open { late, asked: None },
            Some(row) if row.open_again => PlaceState::FoundOpen,
            Some(row) => match (row.said, row.locks.last()) {
                (DaySaid::Locked, Some(lock)) => PlaceState::Locked {
                    by: lock.by,
                    at: lock.happened,
                },
                (DaySaid::NotLocked | DaySaid::Nobody, _) => PlaceState::Said(row.said),
                _ => PlaceState::Open {
                    late,
                    asked: row.asked.map(|(to, _)| to),
                },
            },
        };
        let outside = opens
            .iter()
            .flat_map(|o| {
                o.outside
                    .iter()
                    .filter(|line| line.place == Some(place.id))
                    .map(|line| (o.form_no.unwrap_or(o.number), line.clone()))
            })
            .collect();
        Ok(PlaceLine {
            place: place.id,
            name: place.name.clone(),
            key_place: place.key_place.clone(),
            state,
            outside,
            case: self.day_case(place.id, day),
            head: row.and_then(|r| r.head),
        })
    }

    /// Days of `place` before `today` that are not settled. Flat in the years behind: only days
    /// after the last settled one are looked at.
    fn holes_of(
        &self,
        place: &Place,
        today: WorkDay,
        holes: &mut Vec<HoleLine>,
    ) -> Result<(), DeskError> {
        let Some(yesterday) = today.0.checked_sub_days(Days::new(1)) else {
            return Ok(());
        };
        let last = place.span.until.map_or(yesterday, |u| u.min(yesterday));
        let settled: Option<NaiveDate> = self.row(key::SETTLED, &key::settled(place.id))?;
        let earliest = yesterday
            .checked_sub_days(Days::new(LOOK_BACK))
            .unwrap_or(yesterday);
        let first = settled
            .and_then(|s| s.checked_add_days(Days::new(1)))
            .map_or(place.span.from, |s| s.max(place.span.from))
            .max(earliest);
        let mut day = first;
        while day <= last {
            let row: Option<DayRow> = self.row(key::DAYS, &key::day(place.id, WorkDay(day)))?;
            let hole = match &row {
                None => self.office.days.is_open(day),
                Some(row) => {
                    !row.settled()
                        && (self.office.days.is_open(day) || row.said != DaySaid::Nothing)
                }
            };
            if hole {
                holes.push(HoleLine {
                    place: place.id,
                    name: place.name.clone(),
                    day: WorkDay(day),
                    explained: row.as_ref().is_some_and(|r| match r.said {
                        DaySaid::NotLocked | DaySaid::Nobody => true,
                        DaySaid::Locked => r.open_again && r.open_explained,
                        DaySaid::Nothing => false,
                    }),
                    found_open: row.as_ref().is_some_and(|r| r.open_again),
                    case: self.day_case(place.id, WorkDay(day)),
                });
            }
            let Some(next) = day.succ_opt() else { break };
            day = next;
        }
        Ok(())
    }

    fn place_on(&self, row: &OpenRow, board: &mut Board) {
        let wait = |step: Option<StepId>, excluded: Vec<PersonNo>, since| WaitLine {
            case: row.case,
            procedure: row.procedure.id.clone(),
            number: row.number,
            form_no: row.form_no,
            subject: row.subject.clone(),
            step,
            excluded,
            asked: row.asked,
            since,
        };
        if row.law == Law::TakeOut && !row.outside.is_empty() {
            board.out.push(OutLine {
                case: row.case,
                number: row.number,
                form_no: row.form_no,
                subject: row.subject.clone(),
                by: row.by,
                state: self.out_state(row),
                due: row.due,
                due_time: row.due_time,
            });
        }
        for waiting in row.waits.iter().filter(|w| !w.optional) {
            if waiting.roles.contains(&Role::Staff) {
                let line = wait(
                    Some(waiting.step.clone()),
                    waiting.excluded.clone(),
                    waiting.since,
                );
                match row.law {
                    Law::Sending if !waiting.excluded.is_empty() => board.second_checks.push(line),
                    // What is out is listed above; a locking is the place's own row.
                    Law::TakeOut if row.sealed => {}
                    Law::Locking => {}
                    Law::Record if row.due.is_some() => {}
                    _ => board.others.push(line),
                }
            } else {
                let (count, oldest) = board.manager.unwrap_or((0, waiting.since));
                board.manager = Some((count + 1, oldest.min(waiting.since)));
            }
        }
        if row.asked.is_some() {
            board.others.push(wait(None, Vec::new(), row.opened));
        }
        if row.law == Law::Record {
            board.due.push(DueLine {
                case: row.case,
                procedure: row.procedure.id.clone(),
                number: row.number,
                subject: if row.procedure.id.0 == super::INCIDENT {
                    Subject::default()
                } else {
                    row.subject.clone()
                },
                due: row.due,
                clocks: row.clocks.clone(),
                late: row.due.is_some_and(|d| d < board.day.0),
                since: row.opened,
            });
        }
    }

    fn out_state(&self, row: &OpenRow) -> OutState {
        if row.outside.iter().any(|o| o.said == OutsideSaid::Lost) {
            return OutState::Lost;
        }
        if row.outside.iter().all(|o| o.said == OutsideSaid::Brought) {
            return OutState::Back;
        }
        let end = row.due.and_then(|due| {
            // Without an hour, the due day itself is still in time.
            Moment::at(due, row.due_time.map_or(24 * 60, u32::from)).ok()
        });
        match end {
            Some(end) if end < self.now => OutState::Late {
                hours: u32::try_from(self.now.seconds_since(end) / 3600).unwrap_or(u32::MAX),
            },
            _ => OutState::Out,
        }
    }
}

fn rank(state: &PlaceState) -> u8 {
    match state {
        PlaceState::FoundOpen => 0,
        PlaceState::Open { .. } => 1,
        PlaceState::Said(_) => 2,
        PlaceState::Locked { .. } => 3,
    }
}

fn out_rank(state: OutState) -> u8 {
    match state {
        OutState::Lost => 0,
        OutState::Late { .. } => 1,
        OutState::Out => 2,
        OutState::Back => 3,
    }
}
