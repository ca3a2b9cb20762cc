//! The language in which the rules are written down: what one file of `data/procedures` says.
//!
//! It has these words and no expressions. A definition can add to the laws, never relax them.

use super::duty::{Duty, Expects};
use super::fact::{End, FactId, Give, Need};
use super::field::{Field, When};
use super::handling::{Handles, Handling};
use crate::journal::{Capacity, Role};
use crate::office::ProfileId;
use crate::text::Label;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

macro_rules! name_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                Self(name.to_owned())
            }
        }
    };
}

name_id!(
    /// A procedure: `take_out`.
    DefId
);
name_id!(
    /// A field of a procedure: `due_back`.
    FieldId
);
name_id!(
    /// A step of a procedure: `permit`.
    StepId
);
name_id!(
    /// One choice of a choice field, or one outcome of a line.
    ChoiceId
);

/// The law of DESIGN §5 that a definition must obey; official forms accept only their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Law {
    /// 施錠確認: one case a place and working day.
    Locking,
    /// 持ち出し: law 3.
    TakeOut,
    /// 送付・掲載: law 2.
    Sending,
    /// Any other record.
    Record,
}

/// One procedure, one revision.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its name in entries.
    pub id: DefId,
    /// Its revision; a case keeps the one it began with.
    pub rev: u32,
    /// The law it must obey.
    pub law: Law,
    /// What people call it.
    pub title: Label,
    /// The clauses it serves, as `profile/clause`.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// Where its way in was missed (it left, and nobody confirmed): the procedure that reports
    /// exactly that (law 12).
    #[serde(default)]
    pub otherwise: Option<DefId>,
    /// A case of it that follows on another holds that one open: a sending does not close before
    /// the incident that was found in it. While that one is open, what would open it again leads to
    /// it: one mis-sent FAX is one incident, found at the machine and told by who received it.
    #[serde(default)]
    pub binds: bool,
    /// What is asked.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Who signs what.
    pub steps: Vec<Step>,
    /// By when.
    #[serde(default)]
    pub due: Vec<Due>,
    /// What the calendar expects of it.
    #[serde(default)]
    pub duty: Vec<Duty>,
}

impl Definition {
    /// Whether the rules of `profile` ask for it: one that cites no clause at all is the product's
    /// or the office's own, and everybody's.
    #[must_use]
    pub fn is_under(&self, profile: ProfileId) -> bool {
        self.clauses.is_empty()
            || self
                .clauses
                .iter()
                .any(|cited| cited.split('/').next() == Some(profile.as_str()))
    }

    /// The step of that name.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == *id)
    }

    /// Whether a step of it gives that fact.
    #[must_use]
    pub fn gives(&self, fact: &FactId) -> bool {
        let mut gives = self.steps.iter().flat_map(|step| &step.gives);
        gives.any(|give| give.fact == *fact)
    }

    /// The fields that `step` fills: its own, and for a step that opens the case those without one.
    pub fn fields_of<'a>(&'a self, step: &'a Step) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(|field| field.filled_by(step))
    }

    /// The fields whose blind second answer is given at `step`, in the second person's order.
    #[must_use]
    pub fn rechecked_at(&self, step: &StepId) -> Vec<&Field> {
        let mut fields: Vec<&Field> = self
            .fields
            .iter()
            .filter(|f| f.recheck.as_ref().is_some_and(|r| r.step == *step))
            .collect();
        fields.sort_by_key(|f| f.recheck.as_ref().map(|r| r.order));
        fields
    }
}

impl Step {
    /// Whether somebody in that capacity may sign it, as far as standing in goes.
    #[must_use]
    pub fn is_signed_as(&self, capacity: Capacity) -> bool {
        !self.themselves || !capacity.stands_in()
    }

    /// Whether a case can begin with it.
    #[must_use]
    pub fn opens_case(&self) -> bool {
        self.after.is_empty()
    }

    /// Signed more than once: per line, or as a log. Each signature then has its own values.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.repeat || self.each.is_some()
    }
}

/// What a signature means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
    /// Asks for permission.
    Apply,
    /// 許可.
    Permit,
    /// 了解.
    Consent,
    /// 確認しました, of an object.
    Checked,
    /// 点検しました.
    Reviewed,
    /// Did it.
    Did,
    /// 確認: saw that it left, or came back.
    Confirmed,
    /// Reports what happened.
    Reported,
    /// 報告を受けました: never that it was done.
    Received,
    /// Told those who must be told.
    Notified,
    /// 立会.
    Witnessed,
    /// Certifies.
    Certified,
}

impl Meaning {
    /// A judgement falls when what it rests on changes; an act that happened never does.
    #[must_use]
    pub fn is_judgement(self) -> bool {
        matches!(
            self,
            Self::Apply | Self::Permit | Self::Consent | Self::Checked | Self::Reviewed
        )
    }

    /// Says something about what somebody else did or asked: law 1 keeps it from that person,
    /// whatever the definition says.
    #[must_use]
    pub fn is_of_another(self) -> bool {
        matches!(
            self,
            Self::Permit
                | Self::Consent
                | Self::Reviewed
                | Self::Confirmed
                | Self::Received
                | Self::Witnessed
                | Self::Certified
        )
    }
}

/// One act in a case, by named signers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name in entries.
    pub id: StepId,
    /// What people call it.
    pub title: Label,
    /// Word for word what the signature says; `{field}` stands for the value, `{lines}` for the
    /// lines signed.
    pub sentence: Label,
    /// What it says instead where its own sentence would be false: what was sent otherwise than it
    /// was confirmed was not sent so.
    #[serde(default)]
    pub says: Vec<Says>,
    /// The roles that may sign, through the profile's stand-ins.
    pub by: Vec<Role>,
    /// Only those who hold such a role themselves: a deputy stands in for the manager, and is not
    /// the manager to whom an office is handed over.
    #[serde(default)]
    pub themselves: bool,
    /// Steps whose signers are excluded, by person.
    #[serde(default)]
    pub apart: Vec<StepId>,
    /// Whoever filled or amended a value is excluded as well.
    #[serde(default)]
    pub apart_authors: bool,
    /// The clause that asks for it, per profile; none where the rule is this product's own.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// What it means.
    pub meaning: Meaning,
    /// Steps that must stand before it.
    #[serde(default)]
    pub after: Vec<StepId>,
    /// Exists only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
    /// Signed per line of this field.
    #[serde(default)]
    pub each: Option<FieldId>,
    /// May be signed again and again (a log).
    #[serde(default)]
    pub repeat: bool,
    /// After this one those must be signed again (found open: the day needs a lock again).
    #[serde(default)]
    pub again: Vec<StepId>,
    /// The case is complete without it.
    #[serde(default)]
    pub optional: bool,
    /// The fields this judgement rests on; without it, everything filled so far.
    #[serde(default)]
    pub on: Option<Vec<FieldId>>,
    /// Facts that must hold when it happens.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Facts that it gives.
    #[serde(default)]
    pub gives: Vec<Give>,
    /// Facts that it ends.
    #[serde(default)]
    pub ends: Vec<End>,
    /// What it does with the items of the register that its lines name (特記11条10項(4)).
    #[serde(default)]
    pub handles: Vec<Handles>,
    /// Per line: what may have become of it.
    #[serde(default)]
    pub outcome: BTreeMap<ChoiceId, Outcome>,
    /// Signing it opens a case of this procedure, where every `when` holds.
    #[serde(default)]
    pub opens: Vec<Opens>,
    /// What it expects of another procedure later, each by its own day.
    #[serde(default)]
    pub expects: Vec<Expects>,
    /// Has no precondition of facts: lapsed training never keeps a file outside.
    #[serde(default)]
    pub safe: bool,
    /// The field that pins size and digest of the sheet that the signer saw.
    #[serde(default)]
    pub covers: Option<FieldId>,
    /// The point of no return: left, dispatched.
    #[serde(default)]
    pub seal: bool,
    /// The official No. on the form is given here.
    #[serde(default)]
    pub numbers: bool,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its words.
    pub label: Label,
    /// It opens a case of this procedure.
    #[serde(default)]
    pub opens: Option<DefId>,
    /// What it means for the item of the register that the line names.
    #[serde(default)]
    pub handles: Option<Handling>,
    /// How much of the line was found, where a count goes with the lines.
    #[serde(default)]
    pub there: Option<There>,
}

/// How much of a line was found where it was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum There {
    /// All of it.
    All,
    /// A part: one at least, and one too few.
    Part,
    /// Nothing.
    None,
}

/// What a signature says instead of the step's own sentence.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Says {
    /// Where every one of these holds; the first such is said.
    pub when: Vec<When>,
    /// Word for word.
    pub sentence: Label,
}

/// A case that a step opens.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opens {
    /// The procedure.
    pub procedure: DefId,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
}

/// By when a step is to be signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The step.
    pub step: StepId,
    /// The date or moment field it counts from; or a predicate with a clock: then from the day on
    /// which it began to hold, which may be later than the case.
    pub from: FieldId,
    /// The number of the day of `from` itself: 0, or 1 where the text counts it as the first.
    #[serde(default)]
    pub first: u16,
    /// Which day.
    #[serde(default)]
    pub day: u16,
    /// The day to aim at, where the text asks for it sooner than the limit.
    #[serde(default)]
    pub aim: Option<u16>,
    /// A day of the law: no extension moves it.
    #[serde(default)]
    pub fixed: bool,
    /// Whether a nationally closed day moves it on.
    #[serde(default)]
    pub roll: Roll,
    /// Only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
}

/// Whether a due day moves over closed days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Roll {
    /// Stays.
    #[default]
    None,
    /// Moves on over nationally closed days only.
    National,
}
