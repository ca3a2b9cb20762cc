//! What happens in the sample office, as `data/demo/story.toml` tells it.

use crate::calendar::Moment;
use crate::desk::error::SetUpError;
use crate::procedure::{ChoiceId, FieldId, StepId, Values};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const PUBLISHED: &str = include_str!("../../../data/demo/published.toml");
const STORY: &str = include_str!("../../../data/demo/story.toml");

/// What is published of the sample office, and asked for each time that one is opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Published {
    /// The sample's clock begins here.
    pub(super) now: Moment,
    /// The PIN of those who do not confirm.
    pub(super) pin: String,
    /// The PIN of those who confirm in some role.
    pub(super) confirming_pin: String,
}

pub(super) fn published() -> Result<Published, SetUpError> {
    toml::from_str(PUBLISHED).map_err(|e| SetUpError::Entry(format!("published: {e}")))
}

/// What happens in the sample office.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    /// The first evening that is locked.
    pub(super) first_day: NaiveDate,
    /// Evenings that are not locked in the usual way.
    pub(super) evenings: Vec<Evening>,
    /// What happens besides.
    pub(super) acts: Vec<StoryAct>,
    /// The text that a grown history writes again and again.
    pub(super) grown: Grown,
}

/// A place on a day that is not locked in the usual way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Evening {
    pub(super) day: NaiveDate,
    pub(super) place: u16,
    /// Who locks it; nobody leaves a hole.
    #[serde(default)]
    pub(super) by: Option<u16>,
    /// When, as minutes after midnight of the day.
    #[serde(default)]
    pub(super) minute: Option<u32>,
    /// Recorded on a later moment.
    #[serde(default)]
    pub(super) recorded: Option<Moment>,
    #[serde(default)]
    pub(super) why: Option<crate::text::Paragraph>,
}

/// One act of the story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoryAct {
    /// The story's own name for the case.
    pub(super) case: String,
    pub(super) at: Moment,
    pub(super) by: u16,
    /// The procedure, on the first act of a case.
    #[serde(default)]
    pub(super) procedure: Option<String>,
    /// For a locking: the place and the day it serves.
    #[serde(default)]
    pub(super) serves: Option<Serves>,
    /// Steps to sign.
    pub(super) steps: Vec<StepId>,
    #[serde(default)]
    pub(super) values: Values,
    #[serde(default)]
    pub(super) lines: BTreeMap<u16, Option<ChoiceId>>,
    #[serde(default)]
    pub(super) same: BTreeSet<FieldId>,
    #[serde(default)]
    pub(super) took: Option<u32>,
}

/// The place and day that a locking serves.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Serves {
    pub(super) place: u16,
    pub(super) day: NaiveDate,
}

/// A sending of a grown history: the values of its first act.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grown {
    pub(super) procedure: String,
    pub(super) steps: Vec<GrownStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GrownStep {
    pub(super) by: u16,
    pub(super) steps: Vec<StepId>,
    #[serde(default)]
    pub(super) values: Values,
    #[serde(default)]
    pub(super) lines: BTreeMap<u16, Option<ChoiceId>>,
    #[serde(default)]
    pub(super) same: BTreeSet<FieldId>,
}

pub(super) fn story() -> Result<Story, SetUpError> {
    toml::from_str(STORY).map_err(|e| SetUpError::Entry(format!("story: {e}")))
}
