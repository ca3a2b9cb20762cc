//! Why an act is refused: everything that SCREENS §10 says about it. Never a hidden value.

use super::case::{DefRef, State};
use super::definition::{DefId, FieldId, StepId};
use super::fact::{FactsUnread, Missing};
use super::validate::FieldFault;
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{Capacity, EntryId, PersonNo, Role};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Those who may sign instead, in their own role first.
pub type Instead = Vec<(PersonNo, Capacity)>;

/// A step that is awaited, and by whom it may be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// The step.
    pub step: StepId,
    /// The line it is awaited on.
    pub line: Option<u16>,
    /// The roles that sign it.
    pub roles: Vec<Role>,
}

/// Why a sheet cannot be reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetFault {
    /// It is not over; its last day.
    NotOver(NaiveDate),
    /// These days wait for an explanation, or for a manager to receive it.
    Unexplained(Vec<NaiveDate>),
    /// Something was recorded in it since it was looked at.
    Changed,
    /// So many open lines of a year are neither carried over nor explained.
    Lines(usize),
    /// Law 1: what is left to review are days in which this person signed. An empty `instead`:
    /// nobody can, today.
    Own {
        /// The days.
        days: Vec<NaiveDate>,
        /// Who may.
        instead: Instead,
    },
}

/// Why nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No such procedure or revision.
    #[error("no procedure {0:?}")]
    UnknownProcedure(DefRef),
    /// The office begins no case with that revision any more.
    #[error("{was:?} is no longer in use; now {now:?}")]
    Superseded {
        /// With which it was to begin.
        was: DefRef,
        /// With which it would begin now; none where the procedure is retired.
        now: Option<DefRef>,
    },
    /// No such step, or no step at all.
    #[error("no such step: {0}")]
    UnknownStep(StepId),
    /// The same step twice, a line without its step, an outcome that does not exist, an opening of
    /// a case that exists: nothing a screen would send.
    #[error("the act does not fit: {0}")]
    Malformed(&'static str),
    /// The case exists; it may have been opened by somebody else meanwhile.
    #[error("the case is open already")]
    AlreadyOpen {
        /// Who signed its last signature, when there is one.
        by: Option<PersonNo>,
        /// When that was recorded.
        recorded: Recorded,
    },
    /// There is no such case yet, and the act does not open one.
    #[error("there is no such case")]
    NoCase,
    /// The calendar's case of that place and day has another name.
    #[error("not the case of that place and day")]
    WrongCase,
    /// A lock serves the day on which it happened, by the office's boundary of the night.
    #[error("it happened on {serves}, not on {day}")]
    WrongDay {
        /// The day it was to be recorded for.
        day: WorkDay,
        /// The day it serves.
        serves: WorkDay,
    },
    /// The day has not come.
    #[error("the day {0} has not come")]
    DayToCome(WorkDay),
    /// It is said to have happened after it was recorded.
    #[error("it happened after it was recorded")]
    NotYetHappened {
        /// When it is said to have happened.
        happened: Happened,
        /// When it was recorded.
        recorded: Recorded,
    },
    /// It is said to have happened before what it follows.
    #[error("it happened before {step}")]
    BeforeStep {
        /// What it follows.
        step: StepId,
        /// When that happened.
        happened: Happened,
    },
    /// The person does not belong to the office that day.
    #[error("person {0} does not belong to the office")]
    NotOfOffice(PersonNo),
    /// The person does not act in the capacity that the entry claims.
    #[error("not in that capacity")]
    WrongCapacity {
        /// What is claimed.
        claimed: Capacity,
        /// What the office gives for that role that day.
        holds: Option<Capacity>,
    },
    /// The person's role does not sign this. An empty `instead`: nobody can, today.
    #[error("not their role")]
    NotTheirRole {
        /// The step, where it is one.
        step: Option<StepId>,
        /// The roles that sign it.
        roles: Vec<Role>,
        /// Who may.
        instead: Instead,
    },
    /// Law 1: the person signed a step that this one excludes, or is an author. An empty
    /// `instead`: nobody can, today.
    #[error("excluded: nobody confirms their own act")]
    Excluded {
        /// The step refused; none for a correction, a refusal or an extension.
        step: Option<StepId>,
        /// What the person did; none where they filled or amended a value.
        did: Option<StepId>,
        /// Who may.
        instead: Instead,
    },
    /// Other steps come first.
    #[error("other steps come first")]
    Awaits {
        /// The step refused.
        step: StepId,
        /// What comes first.
        missing: Vec<Awaited>,
        /// Where it cannot come any more: the procedure that reports exactly that (law 12).
        otherwise: Option<DefId>,
    },
    /// It is signed already.
    #[error("{step} is signed already")]
    AlreadySigned {
        /// The step.
        step: StepId,
        /// The line.
        line: Option<u16>,
        /// Who signed it.
        by: PersonNo,
        /// When it happened.
        happened: Happened,
        /// When it was recorded.
        recorded: Recorded,
        /// The entry.
        entry: EntryId,
    },
    /// The answers given so far lead along another way.
    #[error("{0} is not asked for with these answers")]
    NotApplicable(StepId),
    /// Answers are missing or cannot stand.
    #[error("answers are missing or wrong")]
    Fields(Vec<FieldFault>),
    /// These values stand already; before the seal they are amended, after it corrected.
    #[error("filled already")]
    FilledAlready(BTreeSet<FieldId>),
    /// Answers of a check are not amended: the check is sent back and made again.
    #[error("answers of a check are given again, not amended")]
    CheckAnswers(BTreeSet<FieldId>),
    /// A second check stands only when every blind answer agreed.
    #[error("not every blind answer agreed")]
    RecheckIncomplete {
        /// The step.
        step: StepId,
        /// What is missing, or too much.
        fields: BTreeSet<FieldId>,
    },
    /// There is nothing to compare at that step.
    #[error("no second check at {0}")]
    NoRecheck(StepId),
    /// The sheet that a review covers cannot be reviewed so.
    #[error("the sheet cannot be reviewed so: {0:?}")]
    Sheet(SheetFault),
    /// What the step needs is not there, or not any more: training, 届出, 承諾.
    #[error("facts are missing for {step}")]
    FactsMissing {
        /// The step.
        step: StepId,
        /// What is missing; at least one.
        missing: Vec<Missing>,
    },
    /// The rows of facts cannot be read: nothing is judged.
    #[error(transparent)]
    FactsUnread(#[from] FactsUnread),
    /// The point of no return is behind it; what is left is a correction by a manager.
    #[error("past the point of no return")]
    Sealed {
        /// The step that sealed it.
        step: StepId,
        /// Who signed that.
        by: PersonNo,
        /// When it happened.
        happened: Happened,
    },
    /// Before the point of no return a change is an amendment.
    #[error("not past the point of no return")]
    NotSealed,
    /// The case has ended.
    #[error("the case has ended: {0:?}")]
    Ended(State),
    /// Another case opened it: it is walked to its end, not withdrawn or refused.
    #[error("opened by another case")]
    OpenedByAnother,
    /// Only an author withdraws.
    #[error("only an author withdraws")]
    NotAuthor(BTreeSet<PersonNo>),
    /// There is nothing on which this person could decide.
    #[error("nothing to refuse")]
    NothingToRefuse,
    /// Nothing of that step stands that could be sent back.
    #[error("nothing to send back")]
    NothingToSendBack(StepId),
    /// No question waits for this person's answer.
    #[error("no question waits")]
    NoQuestion {
        /// Of whom something was asked.
        asked: Option<PersonNo>,
    },
    /// Nothing is due.
    #[error("nothing is due")]
    NothingDue,
    /// An extension leads to a later day than today and than what is due now.
    #[error("not later than {0}")]
    NotLater(NaiveDate),
    /// Nothing would change.
    #[error("nothing changes")]
    NothingChanges,
    /// A reason must be given.
    #[error("a reason is needed")]
    NoReason,
}
