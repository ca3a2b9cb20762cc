//! The proof of the laws: every state that a definition can reach, walked with the real machine
//! and enough persons to break it; each act that goes through is judged by predicates of its own.
//!
//! Run by the tests over every definition, and by `kagiban check` and at adoption over a new one.
//!
//! Bounds: two lines, two managers, two of the staff, one who stands in; every combination of the
//! choices that something depends on; a number of acts on a path that are no step forward
//! (amending, sending back, differing, signing again, correcting). Persons of one class differ in
//! nothing, so a second one acts only after the first has.

mod key;
mod laws;
mod office;
mod tries;
mod walk;

use super::case::{Case, Values};
use super::catalogue::Catalogue;
use super::definition::{DefId, Definition, FieldId, Step, StepId};
use super::field::Field;
use super::handling::NothingGone;
use super::machine::{Facts, World};
use super::standing::{Under, ancestors, asked, holds};
use crate::calendar::Happened;
use crate::journal::PersonNo;
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
    let profile = ProfileId::Bureau;
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
        for values in office::answers(&fields, &every, &asked, &Values::new()) {
            if !holds(&root.when, profile.into(), &values) {
                continue;
            }
            let shape: Vec<StepId> = def
                .steps
                .iter()
                .filter(|step| holds(&step.when, profile.into(), &values))
                .filter(|step| {
                    let leads =
                        |other: &Step| other.seal && ancestors(def, other).contains(&step.id);
                    step.seal || def.steps.iter().any(leads)
                })
                .map(|step| step.id.clone())
                .collect();
            let detours = if shapes.insert(shape) { detours } else { 0 };
            let before = proof.states;
            let watched = |states| watch(before + states);
            if !watched(0) {
                proof.complete = false;
                return proof;
            }
            let mut walk = Walk::new(world, def, detours, &watched);
            walk.open(&root.id, values);
            walk.run();
            walk.report(&mut proof);
        }
    }
    proof
}

/// Facts are not what is proved here: every one holds.
struct EveryFact;

impl Facts for EveryFact {
    fn holds(&self, _: &str, _: PersonNo, _: Option<&Case>, _: Happened) -> bool {
        true
    }
}

/// The choice fields that something depends on.
fn deciding(def: &Definition) -> BTreeSet<FieldId> {
    let steps = def.steps.iter().flat_map(|step| {
        step.when
            .iter()
            .chain(step.opens.iter().flat_map(|opens| &opens.when))
    });
    def.fields
        .iter()
        .flat_map(|field| &field.when)
        .chain(steps)
        .map(|when| when.field.clone())
        .collect()
}

#[cfg(test)]
mod tests;
