//! What is outstanding, for a scheduler that nags: `kagiban status`.

use super::board::{Lines, PlaceState};
use super::error::DeskError;
use super::rows::OutsideSaid;
use super::view::View;
use crate::calendar::Moment;
use crate::journal::{CaseId, PersonNo};
use crate::office::OfficeAct;
use crate::procedure::{Period, StepId};
use chrono::NaiveDate;

/// Everything outstanding at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The working day.
    pub date: NaiveDate,
    /// The moment.
    pub now: Moment,
    /// Whether the office is open that day.
    pub open_day: bool,
    /// 見本.
    pub sample: bool,
    /// What is outstanding, late ones first.
    pub outstanding: Vec<Outstanding>,
}

/// One outstanding thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outstanding {
    /// Its procedure; [`OFFICE`] for an act on the office.
    pub procedure: String,
    /// Its case; for a place that nobody has recorded yet, the case that will serve the day. None
    /// for a duty that nobody has begun.
    pub case: Option<CaseId>,
    /// 案件 number, once the case has begun.
    pub number: Option<u32>,
    /// What: the place, or the subject. Never the subject of an incident.
    pub what: String,
    /// The day it is for, or by which it is due.
    pub due: Option<NaiveDate>,
    /// For a duty of the calendar: the period it is for.
    pub period: Option<Period>,
    /// It is past its time.
    pub late: bool,
    /// Whom it waits for.
    pub waits_for: WaitsFor,
}

/// Whom something waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitsFor {
    /// A lock.
    Lock,
    /// An explanation of a day without a lock.
    Explanation,
    /// The manager.
    Manager,
    /// Somebody who signs this step.
    Step(StepId),
    /// This person, for an answer.
    Answer(PersonNo),
    /// Its return.
    Return,
    /// Somebody else who may countersign an act on the office.
    Countersignature,
}

/// What stands for a procedure where the office itself waits.
pub const OFFICE: &str = "office";

impl View {
    /// What is outstanding now.
    pub fn status(&self) -> Result<Status, DeskError> {
        let board = self.board_top(&|_| Lines::NONE)?;
        let mut outstanding = Vec::new();
        for place in &board.places {
            let late = match place.state {
                PlaceState::Open { late, .. } if board.open_day => late,
                PlaceState::FoundOpen => true,
                _ => continue,
            };
            outstanding.push(Outstanding {
                procedure: super::LOCKING.to_owned(),
                case: Some(place.case),
                number: None,
                what: place.name.to_string(),
                due: Some(board.day.0),
                period: None,
                late,
                waits_for: WaitsFor::Lock,
            });
        }
        for hole in &board.holes {
            outstanding.push(Outstanding {
                procedure: super::LOCKING.to_owned(),
                case: Some(self.day_case(hole.place, hole.day)),
                number: None,
                what: hole.name.to_string(),
                due: Some(hole.day.0),
                period: None,
                late: true,
                waits_for: if hole.explained {
                    WaitsFor::Manager
                } else {
                    WaitsFor::Explanation
                },
            });
        }
        for row in self.open_rows()? {
            let what = if row.procedure.id.0 == super::INCIDENT {
                String::new()
            } else {
                row.subject.title.to_string()
            };
            // A place's day is told above.
            if row.law == crate::procedure::Law::Locking {
                continue;
            }
            let late = row.due.is_some_and(|due| {
                Moment::at(due, row.due_time.map_or(24 * 60, u32::from))
                    .is_ok_and(|end| end < self.now)
            });
            // A case of several clocks says of each step its own.
            let own_clocks = row.procedure.id.0 == super::INCIDENT;
            let clock = |step: &StepId| row.clocks.iter().find(|clock| clock.step == *step);
            let mut push = |waits_for, step: Option<&StepId>| {
                let due = match step.filter(|_| own_clocks) {
                    Some(step) => clock(step).map(|clock| clock.by),
                    None => row.due,
                };
                outstanding.push(Outstanding {
                    procedure: row.procedure.id.0.clone(),
                    case: Some(row.case),
                    number: Some(row.number),
                    what: what.clone(),
                    due,
                    period: None,
                    late: if own_clocks {
                        due.is_some_and(|due| due < board.day.0)
                    } else {
                        late
                    },
                    waits_for,
                });
            };
            if let Some(person) = row.asked {
                push(WaitsFor::Answer(person), None);
            }
            if row.outside.iter().any(|o| o.said == OutsideSaid::Nothing) {
                push(WaitsFor::Return, None);
            }
            for wait in row.waits.iter().filter(|w| !w.optional) {
                if own_clocks && clock(&wait.step).is_some() {
                    continue;
                }
                if !wait.roles.contains(&crate::journal::Role::Staff) {
                    push(WaitsFor::Manager, Some(&wait.step));
                } else if wait.step.0 != super::BROUGHT {
                    push(WaitsFor::Step(wait.step.clone()), Some(&wait.step));
                }
            }
            // The final report is due whether or not its turn has come.
            for clock in row.clocks.iter().filter(|_| own_clocks) {
                push(WaitsFor::Step(clock.step.clone()), Some(&clock.step));
            }
        }
        for duty in self.duties()? {
            let manager = duty.told || !duty.roles.contains(&crate::journal::Role::Staff);
            outstanding.push(Outstanding {
                procedure: duty.procedure.0.clone(),
                case: None,
                number: None,
                what: duty.what.to_string(),
                due: Some(duty.due),
                period: duty.falls.map(|(_, period)| period),
                late: duty.late,
                waits_for: match duty.step {
                    Some(step) if !manager => WaitsFor::Step(step),
                    _ => WaitsFor::Manager,
                },
            });
        }
        for wait in self.office_waits() {
            let about = |no| {
                let person = self.office.person_ever(no);
                person.map_or_else(String::new, |person| person.name.to_string())
            };
            let what = match &wait.pending.act {
                OfficeAct::Grant(grant) => about(grant.person),
                OfficeAct::EndGrant { person, .. } => about(*person),
                OfficeAct::Adopt { id, .. }
                | OfficeAct::TakeUp { id, .. }
                | OfficeAct::Retire { id, .. }
                | OfficeAct::AdoptForm { id, .. }
                | OfficeAct::RetireForm { id, .. } => id.clone(),
                _ => about(wait.pending.by),
            };
            outstanding.push(Outstanding {
                procedure: OFFICE.to_owned(),
                case: None,
                number: None,
                what,
                due: None,
                period: None,
                late: false,
                waits_for: WaitsFor::Countersignature,
            });
        }
        outstanding.sort_by_key(|o| (!o.late, o.due.is_none(), o.due));
        Ok(Status {
            date: board.day.0,
            now: board.now,
            open_day: board.open_day,
            sample: board.sample,
            outstanding,
        })
    }
}
