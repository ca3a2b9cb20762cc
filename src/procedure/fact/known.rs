//! Everything that was said of one fact of one subject, and whether it holds at a time.

use super::rule::FactId;
use super::subject::FactSubject;
use crate::calendar::{Cut, Happened, Moment, WorkDay};
use crate::journal::EntryId;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A fact as it was given once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// From when on.
    pub from: Moment,
    /// The last day; none where it was given for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// What it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Text>,
    /// The entry that gave it; none for what the office's own list of means says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
}

/// A withdrawal of everything that was given before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// When.
    pub at: Moment,
    /// How many times it had been given by then, in the order of the journal.
    pub before: usize,
    /// The entry.
    pub entry: EntryId,
    /// Where it stands in the journal.
    #[serde(default)]
    pub index: u64,
}

/// What was given, and is taken back since: a value that it rested on was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    /// What.
    pub fact: Fact,
    /// Where the correction stands in the journal.
    pub index: u64,
}

/// Everything that was said of one fact of one subject, in the order of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Each time it was given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Fact>,
    /// Each time it was withdrawn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Ended>,
    /// What was given and does not count any more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken: Vec<TakenBack>,
}

/// What one signature says of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSaid {
    /// The fact.
    pub fact: FactId,
    /// Of whom or of what.
    pub subject: FactSubject,
    /// What.
    pub what: Saying,
}

/// Given, or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saying {
    /// Given.
    Given(Fact),
    /// Withdrawn.
    Ended {
        /// When.
        at: Moment,
        /// The entry.
        entry: EntryId,
    },
}

/// Why a fact does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lapse {
    /// It was never given.
    Never,
    /// It was given up to that day.
    Until(NaiveDate),
    /// It was withdrawn then.
    Withdrawn(Moment),
    /// It holds from then on only.
    NotBefore(Moment),
    /// It holds, but not as long as it must.
    TooShort {
        /// The last day on which it holds.
        until: NaiveDate,
        /// The day on which it still must.
        needed: NaiveDate,
    },
}

impl Known {
    /// The fact that holds at that time, and still on the day `lasts` where one is named. Where
    /// several hold, the one that lasts longest. A night belongs to the working day before.
    ///
    /// # Errors
    /// Why none holds; of several, what was given last.
    pub fn at(&self, at: Happened, cut: Cut, lasts: Option<NaiveDate>) -> Result<&Fact, Lapse> {
        let day = WorkDay::of(at.0, cut).0;
        let mut found: Option<&Fact> = None;
        let mut lapse = Lapse::Never;
        for (place, fact) in self.given.iter().enumerate() {
            let withdrawn = self
                .ended
                .iter()
                .filter(|ended| place < ended.before && ended.at <= at.0)
                .map(|ended| ended.at)
                .min();
            let needed = lasts.filter(|needed| fact.until.is_some_and(|until| until < *needed));
            if fact.from > at.0 {
                lapse = Lapse::NotBefore(fact.from);
            } else if let Some(ended) = withdrawn {
                lapse = Lapse::Withdrawn(ended);
            } else if let Some(until) = fact.until.filter(|until| *until < day) {
                lapse = Lapse::Until(until);
            } else if let (Some(needed), Some(until)) = (needed, fact.until) {
                lapse = Lapse::TooShort { until, needed };
            } else if found.is_none_or(|other| outlasts(fact, other)) {
                found = Some(fact);
            }
        }
        found.ok_or(lapse)
    }

    /// Takes what a signature says into account, once. `index` is where it stands in the journal.
    pub fn take(&mut self, said: &Saying, index: u64) {
        match said {
            Saying::Given(fact) if !self.given.contains(fact) => self.given.push(fact.clone()),
            Saying::Given(_) => {}
            Saying::Ended { at, entry } => self.ended.push(Ended {
                at: *at,
                before: self.given.len(),
                entry: *entry,
                index,
            }),
        }
    }

    /// What could be known at a terminal that had seen so much of the journal: what was withdrawn
    /// or taken back since counts against nobody who signed without knowing it.
    #[must_use]
    pub fn seen_at(mut self, size: u64) -> Self {
        self.ended.retain(|ended| ended.index < size);
        let since = self.taken.iter().filter(|taken| taken.index >= size);
        let since: Vec<Fact> = since.map(|taken| taken.fact.clone()).collect();
        self.given.extend(since);
        self
    }

    /// Takes back what was said in error: a value that it rested on was corrected.
    pub fn take_back(&mut self, said: &Saying, index: u64) {
        match said {
            Saying::Given(fact) => {
                let Some(place) = self.given.iter().position(|known| known == fact) else {
                    return;
                };
                let fact = self.given.remove(place);
                self.taken.push(TakenBack { fact, index });
                for ended in self.ended.iter_mut().filter(|e| e.before > place) {
                    ended.before -= 1;
                }
            }
            Saying::Ended { entry, .. } => self.ended.retain(|ended| ended.entry != *entry),
        }
    }

    /// With what the office itself says. Its place in the journal is not known: a withdrawal from
    /// its first day on ends it.
    pub(super) fn with_office(mut self, fact: Fact) -> Self {
        let ended = self.ended.iter().filter(|ended| ended.at >= fact.from);
        let place = ended
            .map(|ended| ended.before)
            .min()
            .unwrap_or(self.given.len());
        for ended in self.ended.iter_mut() {
            if ended.before > place || ended.before == place && ended.at >= fact.from {
                ended.before += 1;
            }
        }
        self.given.insert(place.min(self.given.len()), fact);
        self
    }
}

fn outlasts(fact: &Fact, other: &Fact) -> bool {
    match (fact.until, other.until) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(one), Some(two)) => one >= two,
    }
}
