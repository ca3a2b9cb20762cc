//! How a definition speaks of what the calendar expects, and of what a step expects later.

use crate::journal::{HoldingId, PersonNo, PlaceId, UnitId};
use crate::procedure::definition::{DefId, FieldId, StepId};
use crate::procedure::field::When;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What the calendar expects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// How often.
    pub every: Every,
    /// For each of what.
    pub per: Per,
    /// The step whose signature settles it. Only the evening lock, a place's day, has none.
    #[serde(default)]
    pub step: Option<StepId>,
    /// The field that names the subject; none for the office, and for a person the signer.
    #[serde(default)]
    pub subject: Option<FieldId>,
    /// The field that names the period; without it, the day on which the step happened.
    #[serde(default)]
    pub period: Option<FieldId>,
    /// It is due so many days after the last day of its period.
    #[serde(default)]
    pub day: u16,
    /// It is said so many days before it is due; an office may say another number.
    #[serde(default)]
    pub lead: u16,
    /// It looks over the sheet of this procedure: what is recorded in its period afterwards calls
    /// for it again.
    #[serde(default)]
    pub over: Option<DefId>,
    /// Only under these profiles.
    #[serde(default)]
    pub when: Vec<When>,
}

/// How often a duty falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Each open day.
    OpenDay,
    /// Each calendar month.
    Month,
    /// Each quarter of the fiscal year.
    Quarter,
    /// Each fiscal year.
    FiscalYear,
    /// Each day on which a role comes to another person, or on which a person leaves.
    Change,
}

/// For what a duty falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Each locking place.
    Place,
    /// Each person.
    Person,
    /// Each storage medium in the register.
    Media,
    /// Each manager who follows on another.
    Manager,
    /// Each person whose last day is set (特記5条4項).
    Leaver,
    /// The office.
    Office,
    /// Each unit of the office, which keeps its own records and forms.
    Unit,
}

/// A case of another procedure that a step expects later: what may be kept only until a planned
/// day must be disposed of then.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expects {
    /// Which.
    pub procedure: DefId,
    /// The date, moment or retained lines it counts from; without it, the day of the signature.
    #[serde(default)]
    pub from: Option<FieldId>,
    /// It is due so many days after that.
    #[serde(default)]
    pub day: u16,
    /// It is said so many days before it is due; an office may say another number.
    #[serde(default)]
    pub lead: u16,
    /// Answers that it begins with: its field, and the field of this case they come from.
    #[serde(default)]
    pub carry: BTreeMap<FieldId, FieldId>,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
}

/// What a duty falls on. Written `place-3`, `person-7`, `medium-2`, `unit-1`,
/// `office`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DutySubject {
    /// The office.
    Office,
    /// A place.
    Place(PlaceId),
    /// A person.
    Person(PersonNo),
    /// A medium of the register.
    Medium(HoldingId),
    /// A unit.
    Unit(UnitId),
}

impl fmt::Display for DutySubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office => f.write_str("office"),
            Self::Place(id) => write!(f, "place-{}", id.0),
            Self::Person(no) => write!(f, "person-{}", no.0),
            Self::Medium(id) => write!(f, "medium-{}", id.0),
            Self::Unit(id) => write!(f, "unit-{}", id.0),
        }
    }
}

/// Not the name of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a duty")]
pub struct DutyNameError;

impl FromStr for DutySubject {
    type Err = DutyNameError;

    fn from_str(s: &str) -> Result<Self, DutyNameError> {
        if s == "office" {
            return Ok(Self::Office);
        }
        let (what, number) = s.split_once('-').ok_or(DutyNameError)?;
        let bad = |_| DutyNameError;
        match what {
            "place" => Ok(Self::Place(PlaceId(number.parse().map_err(bad)?))),
            "person" => Ok(Self::Person(PersonNo(number.parse().map_err(bad)?))),
            "medium" => Ok(Self::Medium(HoldingId(number.parse().map_err(bad)?))),
            "unit" => Ok(Self::Unit(UnitId(number.parse().map_err(bad)?))),
            _ => Err(DutyNameError),
        }
    }
}
