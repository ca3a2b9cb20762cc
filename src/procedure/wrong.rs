//! What can be wrong with a definition, and where in it.

use super::case::DefRef;
use super::definition::{ChoiceId, DefId, FieldId, Law, StepId};
use super::fact::FactId;
use crate::text::{TextError, TomlFault};
use std::fmt;

/// Where in a definition something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in particular.
    Whole,
    /// In a field.
    Field(FieldId),
    /// In a step.
    Step(StepId),
    /// In the duty of that number, from 0.
    Duty(usize),
}

/// Something wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// In what.
    pub at: Place,
    /// What.
    pub what: Wrong,
}

impl fmt::Display for Fault {
    /// For whoever builds the program; people read it in their language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {:?}", self.file, self.line, self.what)
    }
}

impl std::error::Error for Fault {}

/// What is wrong with a definition: what a person needs to know to put it right. The words are in
/// `data/locales`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The reader of TOML refuses it.
    Toml(TomlFault),
    /// More bytes than a definition may have.
    TooLarge {
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// Bytes of no known encoding.
    Encoding,
    /// A character that no record may hold.
    Text(TextError),
    /// The same revision of a procedure twice.
    RevisionTwice(DefRef),
    /// Other characters than names have.
    BadName,
    /// A title, label or sentence is empty in one of the languages.
    NoLabel,
    /// A clause that the rules do not have.
    NoClause(String),
    /// A procedure that there is not.
    NoProcedure(DefId),
    /// The name is used already, or has a meaning of its own.
    NameTaken,
    /// No step begins a case.
    NoBeginning,
    /// A due day of no step, or from no date.
    Due,
    /// A due day aims before its first day, or behind its limit.
    DueOrder,
    /// The field belongs to no step.
    FieldOfNoStep,
    /// A choice without choices, or choices of another kind.
    Choices,
    /// A choice twice.
    ChoiceTwice,
    /// A key that names a count names none.
    NoCount(&'static str),
    /// `not_before` names no date of the same kind.
    NotBefore,
    /// A kind that two people do not answer alike.
    RecheckKind,
    /// Rechecked, and no answer of a check.
    RecheckNoCheck,
    /// Rechecked at no other step.
    RecheckStep,
    /// Agrees with a field of another kind, or with none.
    AgreesWith,
    /// `within` of what are no lines.
    Within,
    /// Asked only because of what it may itself say.
    AskedByItself,
    /// Its `when` leads back to itself.
    WhenCircle,
    /// A `when` that looks at no choice.
    WhenNoChoice(FieldId),
    /// The sentence names a field that there is not.
    SentenceField(String),
    /// Nobody signs the step.
    NobodySigns,
    /// Names a step that there is not, or itself.
    NoOtherStep(StepId),
    /// Comes after itself.
    AfterItself,
    /// `each` names no required lines.
    EachNoLines,
    /// Begins a case, and is signed line by line.
    BeginsByLine,
    /// Outcomes without lines.
    OutcomesWithoutLines,
    /// `on` names no field, or the step is no judgement.
    On,
    /// `covers` names no required field of the step.
    Covers,
    /// The step can never be reached.
    NeverReached,
    /// The point of no return is a judgement.
    SealIsAct,
    /// A judgement handles the register.
    RegisterIsAct,
    /// Handles what are no lines.
    HandlesNoLines(FieldId),
    /// A move without a place, or a place without a move.
    MoveNamesPlace,
    /// Retained lines are named with their law.
    RetainedWithLaw,
    /// An outcome that would need a place or a law.
    OutcomeNoPlace,
    /// A second duty of the same kind of subject.
    SecondDuty,
    /// A duty looks at nothing but the profile.
    DutyWhen,
    /// A duty names the step that settles it.
    DutyNoStep,
    /// A duty that no step of this definition settles.
    DutyStepUnknown,
    /// A change is a manager's, and only a change is.
    DutyChange,
    /// The subject is no required field of the kind that it falls on.
    DutySubject,
    /// The period is no required date.
    DutyPeriod,
    /// `over` names no procedure, or it is no place's month.
    DutyOver,
    /// What looks over a sheet pins it in a text.
    DutyPins,
    /// Expects from no date.
    ExpectsFrom,
    /// Expects with a field that is not there.
    ExpectsCarry,
    /// No name of a fact.
    FactName(FactId),
    /// Needs a fact that its procedure does not give.
    NeedNotGiven {
        /// The fact.
        fact: FactId,
        /// The procedure.
        by: DefId,
    },
    /// Needs a fact of nobody.
    NeedOfNobody(FactId),
    /// A need lasts until no date.
    NeedLasts(FactId),
    /// Safe, and needs facts.
    SafeNeeds,
    /// Gives a fact to nobody.
    GiveToNobody(FactId),
    /// A fact from or until no date.
    GiveDates(FactId),
    /// A fact with number or scope of no text.
    GiveNoText {
        /// The fact.
        fact: FactId,
        /// The field.
        field: FieldId,
    },
    /// Ends a fact of nobody.
    EndOfNobody(FactId),
    /// Gives or ends a fact before the point of no return.
    FactBeforeSeal,
    /// Must be apart from a step.
    NotApart(StepId),
    /// An act before the point of no return.
    ActBeforeSeal,
    /// A locking names its place.
    LockPlace,
    /// No lock that can be signed again.
    LockAgain,
    /// No explanation that a manager receives.
    LockExplained,
    /// No way to say that it was found open.
    LockFoundOpen,
    /// No return that a manager confirms line by line.
    NoReturn,
    /// A return is always confirmed, whatever else holds.
    ReturnAlways,
    /// Confirms a return that nobody says they made.
    ReturnUnsaid,
    /// Names no procedure for what left without a confirmation.
    NoOtherwise,
    /// Comes back without having left.
    NeverLeft,
    /// Nothing is dispatched.
    NothingDispatched,
    /// A sending begins with its first check.
    BeginsWithFirst,
    /// Dispatched without a first check.
    NoFirstCheck,
    /// Dispatched without a second check by another.
    NoSecondCheck,
    /// Dispatched without the manager's consent to the means.
    NoConsent,
    /// Dispatched without the manager's confirmation.
    NoPermit,
    /// Confirmed before the second check.
    ConfirmedEarly,
    /// A sending names its means.
    NoMeans,
    /// A means is not checked twice for recipient, content and concealment.
    NotTwice(ChoiceId),
    /// An act that would outlive a change before the dispatch.
    OutlivesSending,
    /// An act that would outlive a change before the departure.
    OutlivesTakeOut,
    /// Revisions count from 1.
    RevisionZero,
    /// Another procedure needs a fact of it.
    NeededBy {
        /// The procedure.
        by: DefId,
        /// The fact.
        fact: FactId,
    },
    /// Not a later revision.
    NotAbove {
        /// Its revision.
        rev: u32,
        /// The last one there is.
        last: u32,
    },
    /// A procedure keeps its law.
    KeepsLaw(Law),
    /// A place and day have one locking, that of the program.
    OneLocking,
    /// The board knows what is outside by a step.
    BoardStep(&'static str),
    /// A field of the program's revision is missing.
    FieldMissing(FieldId),
    /// A step of the program's revision is missing.
    StepMissing(StepId),
    /// The evening's list does not ask it: not required.
    EveningField,
    /// The evening's list does not ask it: optional.
    EveningStep,
    /// A case begins as the program's does.
    BeginsOtherwise,
    /// A due day is missing.
    DueMissing(StepId),
    /// `otherwise` names another procedure.
    OtherOtherwise,
    /// Asked otherwise than in the program's revision.
    AskedOtherwise,
    /// Signed otherwise than in the program's revision, or by more.
    SignedOtherwise,
    /// A choice says when it stops, and never does.
    StopsNever,
    /// A tally is no count beside lines, or adds no counts of its step.
    Tally,
    /// Something past that is no date and no moment.
    PastKind,
    /// A choice stops because it was chosen.
    StopsItself,
    /// An outcome does not say how much was there, where that is counted.
    OutcomeThere,
    /// Says something else, and not when.
    SaysAlways,
    /// A duty of the program is missing, later, or of fewer.
    DutyLess,
    /// What follows on another case no longer holds that one open.
    BindsLess,
    /// A clause of the program's revision is missing.
    ClauseMissing,
    /// A sentence says less than in the program's revision.
    SaysLess,
}

impl Wrong {
    /// The law of the house that it would break, where it is one of them.
    #[must_use]
    pub fn law(&self) -> Option<u8> {
        Some(match self {
            Self::NotApart(_) => 1,
            Self::NothingDispatched
            | Self::BeginsWithFirst
            | Self::NoFirstCheck
            | Self::NoSecondCheck
            | Self::NoConsent
            | Self::NoPermit
            | Self::ConfirmedEarly
            | Self::NoMeans
            | Self::NotTwice(_)
            | Self::OutlivesSending => 2,
            Self::NoReturn
            | Self::ReturnAlways
            | Self::ReturnUnsaid
            | Self::NeverLeft
            | Self::OutlivesTakeOut
            | Self::BoardStep(_) => 3,
            Self::ActBeforeSeal => 4,
            Self::LockPlace | Self::LockExplained | Self::OneLocking => 9,
            Self::LockAgain | Self::LockFoundOpen | Self::NoOtherwise => 12,
            _ => return None,
        })
    }
}
