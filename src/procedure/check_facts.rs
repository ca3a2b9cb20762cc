//! Whether what a step needs, gives and ends makes sense.

use super::check::{Flaws, cited, is_name, said, whens};
use super::definition::{DefId, Definition, FieldId, Step};
use super::fact::{FactId, Of};
use super::field::Kind;
use super::standing::ancestors;
use super::wrong::Wrong;

pub(super) fn check(
    def: &Definition,
    step: &Step,
    gives: &dyn Fn(&DefId, &FactId) -> bool,
    flaws: &mut Flaws,
) {
    let facts = step.needs.iter().map(|need| &need.fact);
    let facts = facts
        .chain(step.gives.iter().map(|give| &give.fact))
        .chain(step.ends.iter().map(|end| &end.fact));
    for fact in facts.filter(|fact| !is_name(&fact.0)) {
        flaws.step(step, Wrong::FactName(fact.clone()));
    }
    for need in &step.needs {
        let fact = &need.fact;
        if !gives(&need.by, fact) {
            let (fact, by) = (fact.clone(), need.by.clone());
            flaws.step(step, Wrong::NeedNotGiven { fact, by });
        }
        if matches!(need.of, Of::Signers(_)) || !names(def, step, &need.of) {
            flaws.step(step, Wrong::NeedOfNobody(fact.clone()));
        }
        if need
            .lasts
            .as_ref()
            .is_some_and(|id| !is_dated(def, step, id))
        {
            flaws.step(step, Wrong::NeedLasts(fact.clone()));
        }
        whens(def, &need.when, false, &mut |what| flaws.step(step, what));
        cited(&need.clauses, &mut |what| flaws.step(step, what));
    }
    if step.safe && !step.needs.is_empty() {
        flaws.step(step, Wrong::SafeNeeds);
    }
    for give in &step.gives {
        let fact = &give.fact;
        if !names(def, step, &give.of) {
            flaws.step(step, Wrong::GiveToNobody(fact.clone()));
        }
        if !said(&give.label) {
            flaws.step(step, Wrong::NoLabel);
        }
        whens(def, &give.when, false, &mut |what| flaws.step(step, what));
        let dates = [&give.from, &give.until];
        if dates
            .into_iter()
            .flatten()
            .any(|id| !is_dated(def, step, id))
        {
            flaws.step(step, Wrong::GiveDates(fact.clone()));
        }
        let words = [&give.number, &give.scope].into_iter().flatten();
        for id in words {
            if !is_filled(def, step, id, &[Kind::Text]) {
                let (fact, field) = (fact.clone(), id.clone());
                flaws.step(step, Wrong::GiveNoText { fact, field });
            }
        }
    }
    for end in &step.ends {
        if matches!(end.of, Of::Signers(_)) || !names(def, step, &end.of) {
            flaws.step(step, Wrong::EndOfNobody(end.fact.clone()));
        }
        whens(def, &end.when, false, &mut |what| flaws.step(step, what));
    }
    // What was said of a fact must not fall with a judgement.
    let stays = step.seal
        || ancestors(def, step).iter().any(|id| {
            def.step(id)
                .is_some_and(|before| before.seal && !before.optional)
        });
    if !stays && (!step.gives.is_empty() || !step.ends.is_empty()) {
        flaws.step(step, Wrong::FactBeforeSeal);
    }
}

/// Whether `of` can name somebody or something when `step` is signed.
fn names(def: &Definition, step: &Step, of: &Of) -> bool {
    match of {
        Of::Signer | Of::Office => true,
        Of::Signers(id) => *id == step.id || ancestors(def, step).contains(id),
        Of::Field(id) => is_filled(
            def,
            step,
            id,
            &[
                Kind::Person,
                Kind::Place,
                Kind::Method,
                Kind::Choice,
                Kind::HoldingLines,
                Kind::Text,
            ],
        ),
    }
}

fn is_dated(def: &Definition, step: &Step, id: &FieldId) -> bool {
    is_filled(def, step, id, &[Kind::Date, Kind::Moment])
}

/// Whether a field of one of `kinds` is filled at `step` or before it.
fn is_filled(def: &Definition, step: &Step, id: &FieldId, kinds: &[Kind]) -> bool {
    let before = ancestors(def, step);
    def.field(id).is_some_and(|field| {
        let when = field.step.as_ref();
        kinds.contains(&field.kind) && when.is_none_or(|at| *at == step.id || before.contains(at))
    })
}
