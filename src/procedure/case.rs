//! A case: one run of a procedure, as the entries so far have made it.

use super::definition::{ChoiceId, DefId, FieldId, StepId};
use super::value::Value;
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{Capacity, CaseId, EntryId, PersonNo, UnitId};
use crate::office::ProfileId;
use crate::text::Paragraph;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Answers by field.
pub type Values = BTreeMap<FieldId, Value>;

/// A procedure in the revision that a case began with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefRef {
    /// The procedure.
    pub id: DefId,
    /// Its revision.
    pub rev: u32,
}

/// One run of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name in entries.
    pub id: CaseId,
    /// What it runs.
    pub procedure: DefRef,
    /// Whose it is.
    pub unit: UnitId,
    /// The rules of the office it runs in.
    pub profile: ProfileId,
    /// The working day it serves, where the calendar expects it.
    pub day: Option<WorkDay>,
    /// What opened it, where it was another case.
    pub origin: Option<Origin>,
    /// Every value as it now stands.
    pub values: Values,
    /// Who opened it with values, or amended one: authors, for every step that excludes them.
    pub authors: BTreeSet<PersonNo>,
    /// Every signature, the void ones too, in the order of the journal.
    pub marks: Vec<Mark>,
    /// Second checks that differed since the first check stood.
    pub tries: u8,
    /// Every time a second check differed.
    pub differences: Vec<Difference>,
    /// Corrections after the seal (訂正), in order.
    pub corrections: Vec<Correction>,
    /// Extensions of what is due, in order; the first due day stays in `values`.
    pub extensions: Vec<Extension>,
    /// Questions, answers, requests and send-backs, in order.
    pub notes: Vec<Note>,
    /// Cases this one opened; it does not close while one of them is open.
    pub children: BTreeMap<CaseId, Child>,
    /// Where it stands.
    pub state: State,
    /// The point of no return is behind it.
    pub sealed: bool,
    /// When its first entry was recorded.
    pub opened: Recorded,
    /// Its last entry; the next one names it in `after`. None for a case that another opened and
    /// nobody has signed yet.
    pub head: Option<EntryId>,
}

/// A case that another opened, as that one knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Child {
    /// What it runs.
    pub procedure: DefId,
    /// The line that opened it, from 0.
    pub line: Option<u16>,
    /// Whether it is closed.
    pub closed: bool,
}

/// What opened a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The case.
    pub case: CaseId,
    /// The entry that did it.
    pub entry: EntryId,
    /// The line of it, from 0.
    pub line: Option<u16>,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Something is still to be signed.
    Open,
    /// Everything is signed.
    Closed,
    /// A signer refused it.
    Refused,
    /// Its author withdrew it.
    Withdrawn,
}

/// One signature on one step (and line).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The step.
    pub step: StepId,
    /// The line, from 0, where the step is signed line by line.
    pub line: Option<u16>,
    /// Who.
    pub by: PersonNo,
    /// As what.
    pub capacity: Capacity,
    /// When it happened.
    pub happened: Happened,
    /// The working day that this belongs to, by the office's boundary of the night at that time.
    pub serves: WorkDay,
    /// 後日記録: recorded when the working day that the case serves was over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late: bool,
    /// When it was recorded.
    pub recorded: Recorded,
    /// The entry.
    pub entry: EntryId,
    /// What this signature filled, for steps signed per line or again and again; `values` of the
    /// case then hold the latest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: Values,
    /// What became of the line.
    pub outcome: Option<ChoiceId>,
    /// Seconds from opening the page to the signature.
    pub took: Option<u32>,
    /// What voided it: a change, or a check that differed twice.
    pub void: Option<EntryId>,
}

/// A second check that differed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The step.
    pub step: StepId,
    /// The fields that differed; never the values.
    pub fields: BTreeSet<FieldId>,
    /// Who checked.
    pub by: PersonNo,
    /// When.
    pub recorded: Recorded,
    /// The entry.
    pub entry: EntryId,
}

/// A change after the point of no return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// What stood before.
    pub before: Values,
    /// What stands now.
    pub after: Values,
    /// Why.
    pub reason: Paragraph,
    /// The manager who signed it.
    pub by: PersonNo,
    /// When.
    pub recorded: Recorded,
    /// The entry.
    pub entry: EntryId,
}

/// A new day by which something is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    /// The new day.
    pub until: NaiveDate,
    /// Why.
    pub reason: Paragraph,
    /// The manager who signed it.
    pub by: PersonNo,
    /// When.
    pub recorded: Recorded,
    /// The entry.
    pub entry: EntryId,
}

/// Something said about a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What kind of saying.
    pub kind: NoteKind,
    /// The words.
    pub words: Paragraph,
    /// To whom.
    pub to: Option<PersonNo>,
    /// Who said it.
    pub by: PersonNo,
    /// When.
    pub recorded: Recorded,
    /// The entry.
    pub entry: EntryId,
}

/// What kind of saying a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// 質問: leaves the case waiting.
    Question,
    /// The answer to it.
    Answer,
    /// 頼む: a request, never an act.
    Request,
    /// 差し戻し.
    SentBack,
    /// Refused.
    Refused,
    /// Withdrawn.
    Withdrawn,
    /// Why a value was amended before the seal.
    Amended,
    /// Asked for an extension.
    ExtensionAsked,
}
