//! Facts: what a step needs and another step gives (trained, notified, approved).
//!
//! A fact is a name, a subject, and the time for which it was given. It is asked per step, as of
//! when the step happened; a `safe` step asks nothing. A withdrawal ends it from then on and hides
//! nothing of what it was.

use super::case::{Case, Mark, Values};
use super::definition::{DefId, Definition, FieldId, Step, StepId};
use super::field::When;
use super::machine::World;
use super::standing::{Under, asked, holds};
use super::value::Value;
use crate::calendar::{Cut, Happened, Moment, WorkDay};
use crate::journal::{EntryId, HoldingId, PersonNo, PlaceId};
use crate::office::{Office, ProfileId};
use crate::text::{Label, Text, fold_key};
use chrono::NaiveDate;
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

/// Of whom or of what a fact holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactSubject {
    /// The office.
    Office,
    /// A person.
    Person(PersonNo),
    /// A place.
    Place(PlaceId),
    /// A choice or a means, by its name.
    Choice(String),
    /// An item of the register.
    Holding(HoldingId),
    /// What words name: a number, a device, an item that is in no register.
    Words(Text),
}

impl FactSubject {
    /// The form by which two are told to be the same: words without their width and case.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Office => "office".to_owned(),
            Self::Person(no) => format!("person:{}", no.0),
            Self::Place(place) => format!("place:{}", place.0),
            Self::Choice(name) => format!("choice:{name}"),
            Self::Holding(holding) => format!("holding:{}", holding.0),
            Self::Words(words) => format!("words:{}", fold_key(words.as_str())),
        }
    }

    /// What a field holds, as subjects: one, or one a line.
    #[must_use]
    pub fn of_value(value: &Value) -> Vec<Self> {
        match value {
            Value::Person(no) => vec![Self::Person(*no)],
            Value::Place(place) => vec![Self::Place(*place)],
            Value::Choice(choice) => vec![Self::Choice(choice.0.clone())],
            Value::Method(name) => vec![Self::Choice(name.clone())],
            Value::Text(words) => vec![Self::Words(words.clone())],
            Value::HoldingLines(lines) => lines
                .iter()
                .map(|line| match line.holding {
                    Some(holding) => Self::Holding(holding),
                    None => Self::Words(line.title.clone()),
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

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

/// What is missing, and how to come by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The fact.
    pub fact: FactId,
    /// Of whom or of what.
    pub subject: FactSubject,
    /// The clause that asks for it under this profile, as cited; none where it is the product's own.
    pub clause: Option<String>,
    /// Why it does not hold.
    pub lapse: Lapse,
    /// The procedure that gives it.
    pub by: DefId,
}

/// The rows of facts cannot be read: nothing can be judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("facts cannot be read: {0}")]
pub struct FactsUnread(pub String);

/// What other cases have given, as of one moment of the journal.
pub trait Facts {
    /// Everything that was said of one fact of one subject.
    ///
    /// # Errors
    /// Where the rows cannot be read.
    fn known(&self, fact: &FactId, subject: &FactSubject) -> Result<Known, FactsUnread>;
}

/// No fact is known.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFacts;

impl Facts for NoFacts {
    fn known(&self, _: &FactId, _: &FactSubject) -> Result<Known, FactsUnread> {
        Ok(Known::default())
    }
}

/// What the office itself says: the 届出 in its list of means.
pub(super) fn of_office(
    office: &Office,
    fact: &FactId,
    subject: &FactSubject,
    day: NaiveDate,
) -> Option<Fact> {
    let FactSubject::Choice(means) = subject else {
        return None;
    };
    if fact.0 != NOTIFIED_MEANS {
        return None;
    }
    let means = office.means_on(means, day)?;
    Some(Fact {
        from: Moment::at(means.span.from, 0).ok()?,
        until: means.span.until,
        number: Some(means.notice.clone()?),
        scope: None,
        entry: None,
    })
}

/// The subjects of `of` in a case; `signer` where somebody signs.
pub(super) fn subjects(
    def: &Definition,
    of: &Of,
    signer: Option<PersonNo>,
    under: Under,
    values: &Values,
) -> Vec<FactSubject> {
    match of {
        Of::Signer => signer.map(FactSubject::Person).into_iter().collect(),
        Of::Office => vec![FactSubject::Office],
        // Only given, never needed: the machine names them by their marks.
        Of::Signers(_) => Vec::new(),
        Of::Field(id) => def
            .field(id)
            .filter(|field| asked(def, field, under, values))
            .and_then(|field| values.get(&field.id))
            .map_or_else(Vec::new, FactSubject::of_value),
    }
}

/// What `mark` of `step` says of facts, with the values of its case as they stand.
pub(super) fn said_by(def: &Definition, case: &Case, step: &Step, mark: &Mark) -> Vec<FactSaid> {
    let mut values = case.values.clone();
    values.extend(mark.values.iter().map(|(k, v)| (k.clone(), v.clone())));
    let under = Under::from(case.profile);
    let mut out = Vec::new();
    let gives = step.gives.iter();
    for give in gives.filter(|give| holds(def, &give.when, under, &values)) {
        let holders: Vec<(FactSubject, &Mark)> = match &give.of {
            Of::Signers(of) => case
                .marks
                .iter()
                .filter(|m| m.step == *of && m.void.is_none())
                .map(|m| (FactSubject::Person(m.by), m))
                .collect(),
            of => subjects(def, of, Some(mark.by), under, &values)
                .into_iter()
                .map(|subject| (subject, mark))
                .collect(),
        };
        for (subject, since) in holders {
            let mut values = values.clone();
            values.extend(since.values.iter().map(|(k, v)| (k.clone(), v.clone())));
            out.push(FactSaid {
                fact: give.fact.clone(),
                subject,
                what: Saying::Given(Fact {
                    from: moment_in(&values, give.from.as_ref()).unwrap_or(since.happened.0),
                    until: day_in(&values, give.until.as_ref()),
                    number: words_in(&values, give.number.as_ref()),
                    scope: words_in(&values, give.scope.as_ref()),
                    entry: Some(since.entry),
                }),
            });
        }
    }
    let ends = step.ends.iter();
    for end in ends.filter(|end| holds(def, &end.when, under, &values)) {
        for subject in subjects(def, &end.of, Some(mark.by), under, &values) {
            out.push(FactSaid {
                fact: end.fact.clone(),
                subject,
                what: Saying::Ended {
                    at: mark.happened.0,
                    entry: mark.entry,
                },
            });
        }
    }
    out
}

/// What all signatures that stand in a case say of facts.
pub(super) fn said_in(def: &Definition, case: &Case) -> Vec<FactSaid> {
    let standing = case.marks.iter().filter(|mark| mark.void.is_none());
    standing
        .filter_map(|mark| Some(said_by(def, case, def.step(&mark.step)?, mark)))
        .flatten()
        .collect()
}

/// The day that a date or moment field holds.
pub(super) fn day_in(values: &Values, field: Option<&FieldId>) -> Option<NaiveDate> {
    match values.get(field?)? {
        Value::Date(day) => Some(*day),
        Value::Moment(moment) => Some(moment.date()),
        _ => None,
    }
}

/// The moment from which on a date or moment field lets something hold.
pub(super) fn moment_in(values: &Values, field: Option<&FieldId>) -> Option<Moment> {
    match values.get(field?)? {
        Value::Date(day) => Moment::at(*day, 0).ok(),
        Value::Moment(moment) => Some(*moment),
        _ => None,
    }
}

/// The words that a text field holds.
pub(super) fn words_in(values: &Values, field: Option<&FieldId>) -> Option<Text> {
    match values.get(field?)? {
        Value::Text(words) => Some(words.clone()),
        _ => None,
    }
}

/// Of the clauses cited, the one in force under `profile`, as cited.
pub(super) fn cited_under(clauses: &[String], profile: ProfileId) -> Option<String> {
    clauses
        .iter()
        .find(|cited| cited.split('/').next() == Some(profile.as_str()))
        .cloned()
}

/// What `step` needs and does not have, as of when it happens. Without a signer only what is asked
/// of the office and of the answers is looked at; an answer that is not given yet lacks nothing.
///
/// # Errors
/// Where the facts cannot be read.
pub fn missing_facts(
    world: &World<'_>,
    def: &Definition,
    step: &StepId,
    profile: ProfileId,
    values: &Values,
    signer: Option<PersonNo>,
    at: Happened,
) -> Result<Vec<Missing>, FactsUnread> {
    let Some(step) = def.step(step).filter(|step| !step.safe) else {
        return Ok(Vec::new());
    };
    let needs = step.needs.iter();
    lacking(world, def, needs, profile, values, signer, at)
}

/// What a later `until` for what is due would lack: of the steps signed so far, what must last.
pub(super) fn lacking_until(
    world: &World<'_>,
    def: &Definition,
    case: &Case,
    until: NaiveDate,
    at: Happened,
) -> Result<Vec<Missing>, FactsUnread> {
    let from: Vec<&FieldId> = def.due.iter().map(|due| &due.from).collect();
    let mut values = case.values.clone();
    for id in &from {
        if values.contains_key(*id) {
            values.insert((*id).clone(), Value::Date(until));
        }
    }
    let signed = |step: &&Step| {
        let mut marks = case.marks.iter();
        marks.any(|mark| mark.void.is_none() && mark.step == step.id)
    };
    let needs = def.steps.iter().filter(signed).flat_map(|step| &step.needs);
    let needs = needs.filter(|need| need.lasts.as_ref().is_some_and(|id| from.contains(&id)));
    lacking(world, def, needs, case.profile, &values, None, at)
}

fn lacking<'n>(
    world: &World<'_>,
    def: &Definition,
    needs: impl Iterator<Item = &'n Need>,
    profile: ProfileId,
    values: &Values,
    signer: Option<PersonNo>,
    at: Happened,
) -> Result<Vec<Missing>, FactsUnread> {
    let under = Under::from(profile);
    let cut = world.office.settings.cut;
    let mut out: Vec<Missing> = Vec::new();
    for need in needs.filter(|need| holds(def, &need.when, under, values)) {
        let lasts = day_in(values, need.lasts.as_ref());
        for subject in subjects(def, &need.of, signer, under, values) {
            let mut known = world.facts.known(&need.fact, &subject)?;
            let day = WorkDay::of(at.0, cut).0;
            if let Some(own) = of_office(world.office, &need.fact, &subject, day) {
                known = known.with_office(own);
            }
            if let Err(lapse) = known.at(at, cut, lasts) {
                let missing = Missing {
                    fact: need.fact.clone(),
                    subject,
                    clause: cited_under(&need.clauses, profile),
                    lapse,
                    by: need.by.clone(),
                };
                if !out.contains(&missing) {
                    out.push(missing);
                }
            }
        }
    }
    Ok(out)
}

/// Answers with which a case of `def` gives `fact` to `subject`: what a refusal fills in when it
/// opens the step that was missing. None where the definition does not give it that way.
#[must_use]
pub fn answers_giving(def: &Definition, fact: &FactId, subject: &FactSubject) -> Option<Values> {
    let (step, give) = def.steps.iter().find_map(|step| {
        let give = step.gives.iter().find(|give| give.fact == *fact)?;
        Some((step, give))
    })?;
    let mut values = Values::new();
    let mut whens: Vec<When> = step.when.iter().chain(&give.when).cloned().collect();
    if let Of::Field(id) = &give.of
        && let Some(field) = def.field(id)
    {
        let value = match subject {
            FactSubject::Person(no) => Some(Value::Person(*no)),
            FactSubject::Place(place) => Some(Value::Place(*place)),
            FactSubject::Choice(name) => Some(Value::Choice(name.as_str().into())),
            FactSubject::Words(words) => Some(Value::Text(words.clone())),
            FactSubject::Holding(_) | FactSubject::Office => None,
        };
        if let Some(value) = value.filter(|value| value.kind() == field.kind) {
            values.insert(field.id.clone(), value);
        }
        whens.extend(field.when.iter().cloned());
    }
    while let Some(when) = whens.pop() {
        if let Some(field) = def.field(&when.field)
            && !values.contains_key(&field.id)
            && let Some(choice) = when.is.first()
        {
            values.insert(field.id.clone(), Value::Choice(choice.clone()));
            whens.extend(field.when.iter().cloned());
        }
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(written: &str) -> Moment {
        Moment::parse(written).unwrap()
    }

    fn fact(from: &str, until: Option<&str>) -> Fact {
        Fact {
            from: at(from),
            until: until.map(|day| day.parse().unwrap()),
            number: None,
            scope: None,
            entry: None,
        }
    }

    fn given(known: &mut Known, fact: Fact) {
        known.take(&Saying::Given(fact), 0);
    }

    fn asks(known: &Known, when: &str, lasts: Option<&str>) -> Result<(), Lapse> {
        known
            .at(
                Happened(at(when)),
                Cut::default(),
                lasts.map(|day| day.parse().unwrap()),
            )
            .map(|_| ())
    }

    #[test]
    fn a_fact_holds_from_its_moment_to_the_end_of_the_night_of_its_last_day() {
        let mut known = Known::default();
        assert_eq!(
            asks(&known, "2026-11-17T10:00:00+09:00", None),
            Err(Lapse::Never)
        );
        given(
            &mut known,
            fact("2026-11-17T10:00:00+09:00", Some("2027-03-31")),
        );
        assert_eq!(
            asks(&known, "2026-11-17T09:59:59+09:00", None),
            Err(Lapse::NotBefore(at("2026-11-17T10:00:00+09:00")))
        );
        assert_eq!(asks(&known, "2026-11-17T10:00:00+09:00", None), Ok(()));
        assert_eq!(asks(&known, "2027-04-01T00:40:00+09:00", None), Ok(()));
        let last: NaiveDate = "2027-03-31".parse().unwrap();
        assert_eq!(
            asks(&known, "2027-04-01T09:00:00+09:00", None),
            Err(Lapse::Until(last))
        );
        assert_eq!(
            asks(&known, "2027-03-30T09:00:00+09:00", Some("2027-04-02")),
            Err(Lapse::TooShort {
                until: last,
                needed: "2027-04-02".parse().unwrap()
            })
        );
    }

    #[test]
    fn a_withdrawal_ends_what_was_given_before_it_and_nothing_that_comes_after() {
        let mut known = Known::default();
        given(&mut known, fact("2026-04-01T00:00:00+09:00", None));
        known.take(
            &Saying::Ended {
                at: at("2026-11-17T12:00:00+09:00"),
                entry: EntryId([1; 32]),
            },
            7,
        );
        assert_eq!(asks(&known, "2026-11-17T11:59:00+09:00", None), Ok(()));
        assert_eq!(
            asks(&known, "2026-11-17T12:00:00+09:00", None),
            Err(Lapse::Withdrawn(at("2026-11-17T12:00:00+09:00")))
        );
        // Notified anew from the first of the day: the order of the journal decides, not the date.
        given(&mut known, fact("2026-11-17T00:00:00+09:00", None));
        assert_eq!(asks(&known, "2026-11-17T12:00:00+09:00", None), Ok(()));
        known.take_back(&Saying::Given(fact("2026-11-17T00:00:00+09:00", None)), 9);
        given(&mut known, fact("2026-11-20T09:00:00+09:00", None));
        assert_eq!(asks(&known, "2026-11-20T09:00:00+09:00", None), Ok(()));
        assert!(asks(&known, "2026-11-19T09:00:00+09:00", None).is_err());
    }

    #[test]
    fn what_the_offices_own_list_says_is_withdrawn_like_everything_else() {
        let mut known = Known::default();
        known.take(
            &Saying::Ended {
                at: at("2026-11-17T12:00:00+09:00"),
                entry: EntryId([1; 32]),
            },
            7,
        );
        let before = known
            .clone()
            .with_office(fact("2026-04-01T00:00:00+09:00", None));
        assert_eq!(asks(&before, "2026-11-17T11:59:00+09:00", None), Ok(()));
        assert!(asks(&before, "2026-11-18T09:00:00+09:00", None).is_err());
        let after = known.with_office(fact("2026-11-18T00:00:00+09:00", None));
        assert_eq!(asks(&after, "2026-11-18T09:00:00+09:00", None), Ok(()));
    }

    #[test]
    fn a_withdrawal_that_the_signers_terminal_had_not_seen_counts_against_nobody() {
        let mut known = Known::default();
        given(&mut known, fact("2026-04-01T00:00:00+09:00", None));
        known.take(
            &Saying::Ended {
                at: at("2026-11-17T12:00:00+09:00"),
                entry: EntryId([1; 32]),
            },
            40,
        );
        let later = "2026-11-17T12:00:05+09:00";
        assert_eq!(asks(&known.clone().seen_at(40), later, None), Ok(()));
        assert!(asks(&known.clone().seen_at(41), later, None).is_err());
        known.take_back(&Saying::Given(fact("2026-04-01T00:00:00+09:00", None)), 50);
        assert_eq!(asks(&known.clone().seen_at(40), later, None), Ok(()));
        assert!(asks(&known.seen_at(51), later, None).is_err());
    }

    #[test]
    fn words_are_the_same_whatever_their_width() {
        let wide = FactSubject::Words(Text::new("８見本第１２号").unwrap());
        let narrow = FactSubject::Words(Text::new("8見本第12号").unwrap());
        assert_eq!(wide.key(), narrow.key());
    }
}
