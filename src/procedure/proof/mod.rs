//! The proof of the laws: every state that a definition can reach, walked with the real machine
//! and enough persons to break it; each act that goes through is judged by predicates of its own.
//!
//! Run by the tests over every definition, and by `kagiban check` and at adoption over a new one.
//!
//! Bounds: two lines, two managers, two of the staff, one who stands in; every combination of the
//! choices that something depends on; a number of acts on a path that are no step forward
//! (amending, sending back, differing, signing again, correcting). Persons of one class differ in
//! nothing, so a second one acts only after the first has. Facts hold while the walk goes on; each
//! act that goes through is tried once more without any, and from every state there must be a way
//! to an end without them, or the act names a procedure that gives what it lacks.

mod key;
mod laws;
mod office;
mod tries;
mod walk;

use super::case::Values;
use super::catalogue::Catalogue;
use super::definition::{DefId, Definition, FieldId, Step, StepId};
use super::fact::{Fact, FactId, FactSubject, Facts, FactsUnread, Known, Need, Of};
use super::field::{Field, When};
use super::handling::NothingGone;
use super::machine::World;
use super::predicate::Predicate;
use super::standing::{Under, ancestors, asked, holds};
use crate::calendar::Moment;
use crate::office::ProfileId;
use std::collections::BTreeSet;
use walk::Walk;

/// What the walk over one definition has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The definition.
    pub definition: DefId,
    /// States seen.
    pub states: usize,
    /// Acts that went through.
    pub transitions: usize,
    /// Whether every state within the bounds was seen.
    pub complete: bool,
    /// Laws that do not hold; empty for a lawful definition.
    pub broken: Vec<Broken>,
}

/// A law that does not hold, and the shortest way there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The law of DESIGN §5.
    pub law: u8,
    /// What is wrong.
    pub what: &'static str,
    /// Who did what, in order.
    pub path: Vec<String>,
}

/// Walks one definition of the catalogue with at most so many detours on a path. One is enough to
/// break every definition that leaves a law out, and takes seconds; two take minutes, and a walk
/// that grows too large says that it is not complete. A walk stops at its first breach.
#[must_use]
pub fn prove(catalogue: &Catalogue, def: &Definition, detours: u8) -> Proof {
    prove_watched(catalogue, def, detours, &|_| true)
}

/// The same; `watch` is told now and then how many states have been seen, and may stop the walk,
/// which then is not complete.
#[must_use]
pub fn prove_watched(
    catalogue: &Catalogue,
    def: &Definition,
    detours: u8,
    watch: &dyn Fn(usize) -> bool,
) -> Proof {
    let mut proof = Proof {
        definition: def.id.clone(),
        states: 0,
        transitions: 0,
        complete: true,
        broken: Vec::new(),
    };
    let bureau = ProfileId::Bureau;
    prove_under(catalogue, def, bureau, detours, watch, &mut proof);
    // The laws are the same under every profile; what differs is what is needed, and whether a case
    // comes to its end without it.
    for profile in ProfileId::ALL {
        let needs = |under: ProfileId| {
            let met = |need: &&Need| {
                let mut whens = need.when.iter().filter(|when| when.field.0 == "profile");
                whens.all(|when| when.is.iter().any(|id| id.0 == under.as_str()))
            };
            let all = def.steps.iter().flat_map(|step| &step.needs);
            all.filter(met).map(|need| &need.fact).collect::<Vec<_>>()
        };
        if proof.states == 0 && proof.complete {
            // It begins only under another profile.
            prove_under(catalogue, def, profile, detours, watch, &mut proof);
        } else if needs(profile) != needs(bureau) {
            prove_under(catalogue, def, profile, 0, watch, &mut proof);
        }
    }
    // Where nothing was walked, nothing was proved.
    if proof.states == 0 && proof.complete && proof.broken.is_empty() {
        proof.broken.push(Broken {
            law: 12,
            what: "no case of it can begin",
            path: Vec::new(),
        });
    }
    proof
}

fn prove_under(
    catalogue: &Catalogue,
    def: &Definition,
    profile: ProfileId,
    detours: u8,
    watch: &dyn Fn(usize) -> bool,
    proof: &mut Proof,
) {
    let office = office::office(profile, def);
    let world = World {
        catalogue,
        office: &office,
        facts: &EveryFact,
        register: &NothingGone,
    };
    // Choices with the same steps up to the point of no return lead there along the same ways: one
    // of each kind is walked with detours, the others straight through.
    let mut shapes: BTreeSet<Vec<StepId>> = BTreeSet::new();
    let mut needed: BTreeSet<(Vec<StepId>, BTreeSet<FieldId>)> = BTreeSet::new();
    for root in def.steps.iter().filter(|step| step.opens_case()) {
        let fields: Vec<_> = def.fields_of(root).collect();
        let deciding = deciding(def);
        let asked = |field, values: &Values| asked(def, field, Under::from(profile), values);
        let every = |field: &Field| {
            if deciding.contains(&field.id) {
                office::free_choices(field).cloned().collect()
            } else {
                Vec::new()
            }
        };
        let answers = office::answers(&fields, &every, &asked, &Values::new());
        let answers = answers.into_iter().flat_map(|v| judged(def, root, v));
        for values in answers {
            if !holds(def, &root.when, profile.into(), &values) {
                continue;
            }
            let shape: Vec<StepId> = def
                .steps
                .iter()
                .filter(|step| holds(def, &step.when, profile.into(), &values))
                .filter(|step| {
                    let leads =
                        |other: &Step| other.seal && ancestors(def, other).contains(&step.id);
                    step.seal || def.steps.iter().any(leads)
                })
                .map(|step| step.id.clone())
                .collect();
            let fresh = shapes.insert(shape.clone());
            // Under another profile only what is needed differs: one way for each set of needs.
            let named = def.steps.iter().flat_map(|step| &step.needs);
            let named = named.filter_map(|need| match &need.of {
                Of::Field(id) if values.contains_key(id) => Some(id.clone()),
                _ => None,
            });
            let new_needs = needed.insert((shape, named.collect()));
            if profile != ProfileId::Bureau && !new_needs {
                continue;
            }
            let detours = if fresh { detours } else { 0 };
            let before = proof.states;
            let watched = |states| watch(before + states);
            if !watched(0) {
                proof.complete = false;
                return;
            }
            let mut walk = Walk::new(world, def, detours, &watched);
            walk.open(&root.id, values);
            walk.run();
            walk.report(proof);
        }
    }
}

/// Every fact holds, for good. What goes through is tried again without any: see `walk`.
struct EveryFact;

impl Facts for EveryFact {
    fn known(&self, _: &FactId, _: &FactSubject) -> Result<Known, FactsUnread> {
        Ok(Known {
            given: vec![Fact {
                from: Moment::clamped(0),
                until: None,
                number: None,
                scope: None,
                entry: None,
            }],
            ended: Vec::new(),
            taken: Vec::new(),
        })
    }
}

/// The choice fields that something depends on.
fn deciding(def: &Definition) -> BTreeSet<FieldId> {
    let named = whens(def).map(|when| when.field.clone());
    let stopping = def.fields.iter().filter(|field| {
        let mut choices = field.choices.iter();
        choices.any(|choice| !choice.stops_when.is_empty())
    });
    named
        .chain(stopping.map(|field| field.id.clone()))
        .collect()
}

/// The predicates that something depends on.
fn predicates(def: &Definition) -> BTreeSet<Predicate> {
    whens(def)
        .filter_map(|when| Predicate::named(&when.field.0))
        .collect()
}

fn whens(def: &Definition) -> impl Iterator<Item = &When> {
    let steps = def.steps.iter().flat_map(|step| {
        step.when
            .iter()
            .chain(step.opens.iter().flat_map(|opens| &opens.when))
    });
    let fields = def.fields.iter().flat_map(|field| {
        let stops = field.choices.iter().flat_map(|choice| &choice.stops_when);
        field.when.iter().chain(stops)
    });
    fields.chain(steps)
}

/// `values` of `step` once for each answer of the predicates that it judges: a judgement has more
/// inputs than answers.
fn judged(def: &Definition, step: &Step, values: Values) -> Vec<Values> {
    let mut all = vec![values];
    for predicate in predicates(def) {
        if predicate.judged_at(def).is_none_or(|at| at.id != step.id) {
            continue;
        }
        all = all
            .iter()
            .flat_map(|values| {
                predicate.witnesses().into_iter().map(|witness| {
                    let mut with = values.clone();
                    with.extend(witness);
                    with
                })
            })
            .collect();
    }
    all
}

#[cfg(test)]
mod tests;
