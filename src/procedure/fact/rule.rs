//! How a definition speaks of facts: what a step needs, gives and ends.

use crate::procedure::definition::{DefId, FieldId, StepId};
use crate::procedure::field::When;
use crate::text::Label;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The fact that an office's own list of means answers as well: the 届出 that a means was entered
/// with (特記11条6項).
pub const NOTIFIED_MEANS: &str = "notified-means";

/// The name of a fact: `trained`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FactId(pub String);

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for FactId {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

/// Of whom or of what a fact is asked or given, as a definition says it: `signer`, `office`,
/// `signers:attend`, or the name of a field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(from = "String")]
pub enum Of {
    /// Of whoever signs the step.
    Signer,
    /// Of the office.
    Office,
    /// Of everybody who has signed that step of the case.
    Signers(StepId),
    /// Of what a field holds; of each line, where it holds lines.
    Field(FieldId),
}

impl From<String> for Of {
    fn from(said: String) -> Self {
        match said.as_str() {
            "signer" => Self::Signer,
            "office" => Self::Office,
            _ => match said.strip_prefix("signers:") {
                Some(step) => Self::Signers(step.into()),
                None => Self::Field(FieldId(said)),
            },
        }
    }
}

/// What a step needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// The fact.
    pub fact: FactId,
    /// Of whom or of what.
    pub of: Of,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
    /// The clause that asks for it, per profile.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// The procedure that gives it: what a refusal opens.
    pub by: DefId,
    /// A date of the case up to which it must last (an approval up to the return).
    #[serde(default)]
    pub lasts: Option<FieldId>,
}

/// What a step gives.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Give {
    /// The fact.
    pub fact: FactId,
    /// To whom or to what.
    pub of: Of,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
    /// What people call it, as a thing that is there or is missing: 研修を受けた記録.
    pub label: Label,
    /// From the day that this field holds on; else from when the step happened, and for `signers:`
    /// from when each of them signed.
    #[serde(default)]
    pub from: Option<FieldId>,
    /// To the end of the day that this field holds; else for good.
    #[serde(default)]
    pub until: Option<FieldId>,
    /// The field that holds its number.
    #[serde(default)]
    pub number: Option<FieldId>,
    /// The field that says what it covers.
    #[serde(default)]
    pub scope: Option<FieldId>,
}

/// What a step ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The fact.
    pub fact: FactId,
    /// Of whom or of what.
    pub of: Of,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
}
