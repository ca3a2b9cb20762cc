//! Questions: what a field of a procedure asks, and of whom it is asked again.

use super::definition::{ChoiceId, FieldId, Step, StepId};
use super::handling::Within;
use crate::office::ProfileId;
use crate::text::Label;
use serde::{Deserialize, Serialize};

/// What may be asked: a closed list, each with its own input, comparison and printing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Paragraph,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time.
    Moment,
    /// A calendar month.
    Month,
    /// A whole number from 0.
    Count,
    /// One of `choices`.
    Choice,
    /// Digits as read off an object: a FAX number, the last four of a reference number.
    Digits,
    /// One or more e-mail addresses.
    Emails,
    /// A postcode and a house number, digits.
    Postcode,
    /// A tracking number of the post.
    Tracking,
    /// A person of this office.
    Person,
    /// A place of this office.
    Place,
    /// A means of this office.
    Method,
    /// Items of the register: 件名, 件数(本人の数), 媒体, 要配慮の区分.
    HoldingLines,
    /// Items that the law says to keep, with basis and planned day (特記12条5項ただし書).
    RetainedLines,
    /// The last four digits seen on sampled rows of a list of `rows_of` rows.
    RowDigits,
}

impl Kind {
    /// Whether two people reading the same object enter the same key form. Free text never does.
    #[must_use]
    pub fn rechecks(self) -> bool {
        matches!(
            self,
            Self::Count
                | Self::Choice
                | Self::Digits
                | Self::Emails
                | Self::Postcode
                | Self::Tracking
                | Self::RowDigits
        )
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in entries.
    pub id: FieldId,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The question.
    pub label: Label,
    /// What the message row says while the cursor stands in it.
    #[serde(default)]
    pub hint: Option<Label>,
    /// The step that fills it; without it, whichever step opens the case.
    #[serde(default)]
    pub step: Option<StepId>,
    /// The page of the wizard it stands on, from 1, within its step.
    #[serde(default = "first_page")]
    pub page: u8,
    /// Whether the step can be signed without it.
    #[serde(default)]
    pub required: bool,
    /// Asked only where every one of these holds.
    #[serde(default)]
    pub when: Vec<When>,
    /// For [`Kind::Choice`]: what may be chosen.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// For [`Kind::RowDigits`]: the count that says how many rows the list has.
    #[serde(default)]
    pub rows_of: Option<FieldId>,
    /// An answer of a check, read off the object: never pre-filled, never amended, and forgotten
    /// when the check is void.
    #[serde(default)]
    pub check: bool,
    /// For counts the least number, for e-mail addresses how many at least.
    #[serde(default)]
    pub min: u32,
    /// For digits and text: how many characters.
    #[serde(default)]
    pub length: Option<Length>,
    /// Must be the same number as that count, or the step cannot be signed (as many envelopes as
    /// rows).
    #[serde(default)]
    pub equals: Option<FieldId>,
    /// For counts: what was counted is what the lines say.
    #[serde(default)]
    pub tally: Option<Tally>,
    /// For lines: what their quantities must not exceed.
    #[serde(default)]
    pub within: Option<Within>,
    /// A date that must not lie before that date; `today` means the day of signing.
    #[serde(default)]
    pub not_before: Option<FieldId>,
    /// The date or moment of something that has happened: not after the moment at which it is
    /// recorded, and a date not after the day of that moment. What counts from it (a clock of the
    /// law, a fact) would else begin when somebody likes.
    #[serde(default)]
    pub past: bool,
    /// The clause that asks for it, per profile (`bureau/7(8)ア`); none where the rule is this
    /// product's own.
    #[serde(default)]
    pub clauses: Vec<String>,
    /// A second person answers it again, blind, at this step.
    #[serde(default)]
    pub recheck: Option<Recheck>,
    /// Evidence that must agree with what was checked; a difference is said, and recorded.
    #[serde(default)]
    pub agrees_with: Option<Agreement>,
}

fn first_page() -> u8 {
    1
}

/// How many characters an answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// At least.
    pub min: u16,
    /// At most.
    pub max: u16,
}

/// Asked only where the answer to `field` is one of `is`. The field name `profile` means the
/// office's profile; `late` (`yes`, `no`) whether it is recorded after the working day it serves;
/// the name of a [`Predicate`](super::predicate::Predicate) what that answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The choice field that decides, or `profile`, or a predicate, or for a field `late`.
    pub field: FieldId,
    /// The answers with which this is asked.
    pub is: Vec<ChoiceId>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name in entries.
    pub id: ChoiceId,
    /// Its words.
    pub label: Label,
    /// With this answer the step cannot be signed (already sealed, contents legible outside …):
    /// why, and what to do.
    #[serde(default)]
    pub stops: Option<Label>,
    /// It stops only where every one of these holds: an answer that is false beside what was said
    /// before (paper only, and a line is data). Without it, always.
    #[serde(default)]
    pub stops_when: Vec<When>,
}

/// A count beside lines: where a step is signed by these lines, of those signed, each by what its
/// outcome says is [`There`](super::definition::There); else all of them, once there is one. A
/// difference is never signed over: it is counted again, or named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// The lines.
    pub lines: FieldId,
    /// What is added to the count: the missing, what is out on record.
    #[serde(default)]
    pub plus: Vec<FieldId>,
}

/// A question asked again of a second person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recheck {
    /// At which step.
    pub step: StepId,
    /// The question as the second person reads it: off the contents, not the envelope.
    pub label: Label,
    /// What the message row says.
    #[serde(default)]
    pub hint: Option<Label>,
    /// Where it stands among the second person's questions, from 1.
    pub order: u8,
}

/// Evidence of the dispatch against what was checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// The checked field.
    pub field: FieldId,
    /// Further checked fields that are counted with it, for [`Agree::HowMany`].
    #[serde(default)]
    pub and: Vec<FieldId>,
    /// How the two are compared.
    pub how: Agree,
}

/// How evidence is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agree {
    /// The same value in its key form.
    Same,
    /// The last four digits.
    Last4,
    /// How many (addresses, rows).
    HowMany,
}

impl Choice {
    /// Whether no step can ever be signed with it under that profile: no screen offers it there.
    #[must_use]
    pub fn is_never_under(&self, profile: ProfileId) -> bool {
        let theirs = |when: &When| {
            when.field.0 == "profile" && when.is.iter().any(|id| id.0 == profile.as_str())
        };
        self.stops.is_some() && !self.stops_when.is_empty() && self.stops_when.iter().all(theirs)
    }
}

impl Field {
    /// The choices that are offered under that profile, and the one that `stands`, whichever it is.
    pub fn offered<'a>(
        &'a self,
        profile: ProfileId,
        stands: Option<&'a ChoiceId>,
    ) -> impl Iterator<Item = &'a Choice> {
        let choices = self.choices.iter();
        choices.filter(move |c| stands == Some(&c.id) || !c.is_never_under(profile))
    }

    /// Whether `step` fills it.
    #[must_use]
    pub fn filled_by(&self, step: &Step) -> bool {
        match &self.step {
            Some(own) => *own == step.id,
            None => step.opens_case(),
        }
    }
}
