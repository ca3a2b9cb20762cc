//! What an entry on a case says was done.

use super::case::{DefRef, Origin, Values};
use super::definition::{ChoiceId, FieldId, StepId};
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{Capacity, CaseId, EntryId, PersonNo, UnitId};
use crate::text::Paragraph;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One act on one case: the `act` of a body of class `case`. Tagged from outside, since serde reads
/// no numbered keys (lines, rows) inside an inner tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum CaseAct {
    /// Signs steps, filling values with them. The first one opens the case.
    Sign(Sign),
    /// The second check did not agree with the first. Two of these void both.
    Differ {
        /// The step.
        step: StepId,
        /// The fields that differed; never the values.
        fields: BTreeSet<FieldId>,
        /// Seconds from opening the page to the signature.
        took: u32,
    },
    /// Changes values before the point of no return; voids the judgements that rest on them.
    Amend {
        /// The new values.
        values: Values,
        /// Why.
        reason: Paragraph,
    },
    /// Changes values after it: 訂正, a manager's; voids nothing.
    Correct {
        /// The new values.
        values: Values,
        /// Why.
        reason: Paragraph,
    },
    /// 差し戻し: the named step, and what came after it, must be signed again.
    SendBack {
        /// The step to be done again.
        step: StepId,
        /// Why.
        reason: Paragraph,
    },
    /// Refuses what was asked; ends the case.
    Refuse {
        /// Why.
        reason: Paragraph,
    },
    /// Takes it back before the point of no return; ends the case.
    Withdraw {
        /// Why.
        reason: Paragraph,
    },
    /// Asks a question; the case waits for the answer but nothing is void.
    Ask {
        /// Of whom.
        to: PersonNo,
        /// What.
        question: Paragraph,
    },
    /// Answers the last question.
    Answer {
        /// What.
        answer: Paragraph,
    },
    /// 頼む: asks a person to do it. A request, never the act.
    Request {
        /// Whom.
        to: PersonNo,
        /// Where it is the first entry of a case that the calendar expects: what opens it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        open: Option<Opening>,
    },
    /// A new day for what is due: a manager's; the old one stays.
    Extend {
        /// The new day.
        until: NaiveDate,
        /// Why.
        reason: Paragraph,
    },
}

/// How a case begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// What it runs.
    pub procedure: DefRef,
    /// What opened it, where it was another case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Values that the opening itself fixes (the place of a locking day).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: Values,
}

/// A signature on one or more steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// On the case's first entry: what it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Opening>,
    /// The steps, each with its own meaning.
    pub steps: Vec<StepId>,
    /// Values filled with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: Values,
    /// For steps signed line by line: the lines (from 0), each with what became of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: BTreeMap<u16, Option<ChoiceId>>,
    /// For a second check: the fields whose blind answers agreed. Never the answers.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub same: BTreeSet<FieldId>,
    /// Seconds from opening the page to the signature, where a check was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took: Option<u32>,
}

/// Everything about an entry that the machine needs beside the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The case the entry is on.
    pub case: CaseId,
    /// Whose records.
    pub unit: UnitId,
    /// The entry itself.
    pub entry: EntryId,
    /// Who acts.
    pub person: PersonNo,
    /// As what, as the entry says; the machine decides whether that holds.
    pub capacity: Capacity,
    /// When it happened.
    pub happened: Happened,
    /// When it is recorded.
    pub recorded: Recorded,
    /// The working day it serves, where one is named.
    pub day: Option<WorkDay>,
}
