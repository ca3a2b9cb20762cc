//! What a step needs and does not have, and what would give it.

use super::known::{Fact, Known, Lapse};
use super::rule::{FactId, NOTIFIED_MEANS, Need, Of};
use super::said::day_in;
use super::subject::{FactSubject, subjects};
use crate::calendar::{Happened, Moment, WorkDay};
use crate::journal::PersonNo;
use crate::office::{Office, ProfileId};
use crate::procedure::case::{Case, Values};
use crate::procedure::definition::{DefId, Definition, FieldId, Step, StepId};
use crate::procedure::field::When;
use crate::procedure::machine::World;
use crate::procedure::standing::{Under, holds};
use crate::procedure::value::Value;
use chrono::NaiveDate;

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
fn of_office(
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

/// Of the clauses cited, the one in force under `profile`, as cited.
fn cited_under(clauses: &[String], profile: ProfileId) -> Option<String> {
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
pub(in crate::procedure) fn lacking_until(
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
