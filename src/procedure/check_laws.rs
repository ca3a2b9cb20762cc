//! What a definition must say to be lawful: the skeletons of laws 1 to 4, 9 and 12. The machine
//! holds the laws anyway; here a definition that could not run lawfully is refused, and its readers
//! see the law in it.

use super::check::Flaws;
use super::definition::{Definition, Law, Meaning, Step, StepId};
use super::field::{Field, Kind};
use super::standing::ancestors;
use super::wrong::Wrong;
use crate::journal::Role;
use std::collections::BTreeSet;

pub(super) fn check(def: &Definition, flaws: &mut Flaws) {
    for step in &def.steps {
        nobody_their_own(def, step, flaws);
        behind_the_seal(def, step, flaws);
    }
    match def.law {
        Law::Locking => locking(def, flaws),
        Law::TakeOut => take_out(def, flaws),
        Law::Sending => sending(def, flaws),
        Law::Record => {}
    }
}

/// Law 1.
fn nobody_their_own(def: &Definition, step: &Step, flaws: &mut Flaws) {
    if !step.meaning.is_of_another() || step.opens_case() {
        return;
    }
    for id in ancestors(def, step) {
        let theirs = def.step(id).is_some_and(|before| {
            before.opens_case() || matches!(before.meaning, Meaning::Did | Meaning::Reported)
        });
        if theirs && !step.apart.contains(id) {
            flaws.step(step, Wrong::NotApart(id.clone()));
        }
    }
}

/// Law 4: what an act said is not amended. So every act is at the point of no return or behind it.
fn behind_the_seal(def: &Definition, step: &Step, flaws: &mut Flaws) {
    if step.meaning.is_judgement() || step.seal {
        return;
    }
    let sealed = ancestors(def, step).iter().any(|id| {
        def.step(id)
            .is_some_and(|before| before.seal && !before.optional)
    });
    if !sealed {
        flaws.step(step, Wrong::ActBeforeSeal);
    }
}

/// Laws 9 and 12: a lock, and beside it a way to say that there was none.
fn locking(def: &Definition, flaws: &mut Flaws) {
    let place = def.fields.iter().any(|field| {
        field.kind == Kind::Place && field.id.0 == "place" && field.required && field.step.is_none()
    });
    if !place {
        flaws.whole(Wrong::LockPlace);
    }
    let locks = def
        .steps
        .iter()
        .any(|step| step.meaning == Meaning::Did && step.opens_case() && step.seal && step.repeat);
    if !locks {
        flaws.whole(Wrong::LockAgain);
    }
    let explains = def.steps.iter().any(|step| {
        step.meaning == Meaning::Reported
            && step.opens_case()
            && def.steps.iter().any(|other| {
                other.meaning == Meaning::Received
                    && only_manager(other)
                    && !other.optional
                    && other.after.contains(&step.id)
            })
    });
    if !explains {
        flaws.whole(Wrong::LockExplained);
    }
    let found = def.steps.iter().any(|step| {
        step.meaning == Meaning::Reported && step.optional && step.repeat && !step.again.is_empty()
    });
    if !found {
        flaws.whole(Wrong::LockFoundOpen);
    }
}

/// Law 3.
fn take_out(def: &Definition, flaws: &mut Flaws) {
    let Some(back) = def.steps.iter().find(|step| {
        step.each.is_some() && step.meaning == Meaning::Confirmed && only_manager(step)
    }) else {
        flaws.whole(Wrong::NoReturn);
        return;
    };
    let before = ancestors(def, back);
    let steps: Vec<&Step> = before.iter().filter_map(|id| def.step(id)).collect();
    if !back.safe || back.optional || !back.when.is_empty() || !back.apart_authors {
        flaws.step(back, Wrong::ReturnAlways);
    }
    let brought = steps.iter().any(|step| {
        step.each == back.each && step.meaning == Meaning::Did && unconditional(step) && step.safe
    });
    if !brought {
        flaws.step(back, Wrong::ReturnUnsaid);
    }
    let confirmed = steps.iter().any(|step| {
        step.meaning == Meaning::Confirmed
            && step.seal
            && only_manager(step)
            && step.apart_authors
            && unconditional(step)
            && step.each.is_none()
    });
    let reported = steps.iter().any(|step| {
        step.meaning == Meaning::Reported && step.opens_case() && step.seal && unconditional(step)
    }) && steps
        .iter()
        .any(|step| step.meaning == Meaning::Received && only_manager(step) && unconditional(step));
    if confirmed && def.otherwise.is_none() {
        flaws.whole(Wrong::NoOtherwise);
    }
    if !confirmed && !reported {
        flaws.step(back, Wrong::NeverLeft);
    }
    only_judgements_before_the_seal(def, flaws, &Wrong::OutlivesTakeOut);
}

/// Law 2.
fn sending(def: &Definition, flaws: &mut Flaws) {
    let seals: Vec<&Step> = def.steps.iter().filter(|step| step.seal).collect();
    if seals.is_empty() {
        flaws.whole(Wrong::NothingDispatched);
    }
    if def.steps.iter().filter(|step| step.opens_case()).count() != 1 {
        flaws.whole(Wrong::BeginsWithFirst);
    }
    for seal in seals {
        let before = ancestors(def, seal);
        let steps: Vec<&Step> = before.iter().filter_map(|id| def.step(id)).collect();
        let first = steps
            .iter()
            .find(|s| s.opens_case() && s.meaning == Meaning::Checked && unconditional(s));
        let Some(first) = first else {
            flaws.step(seal, Wrong::NoFirstCheck);
            continue;
        };
        let second = steps.iter().find(|step| {
            step.meaning == Meaning::Checked
                && step.apart.contains(&first.id)
                && step.apart_authors
                && step.after.contains(&first.id)
                && unconditional(step)
        });
        match second {
            None => flaws.step(seal, Wrong::NoSecondCheck),
            Some(second) => every_means_is_checked_twice(def, first, second, flaws),
        }
        let managers = |meaning: Meaning| {
            steps.iter().any(|step| {
                step.meaning == meaning
                    && only_manager(step)
                    && step.apart.contains(&first.id)
                    && step.apart_authors
                    && unconditional(step)
            })
        };
        if !managers(Meaning::Consent) {
            flaws.step(seal, Wrong::NoConsent);
        }
        if !managers(Meaning::Permit) {
            flaws.step(seal, Wrong::NoPermit);
        }
        let confirmed_last = steps.iter().any(|step| {
            step.meaning == Meaning::Permit
                && second.is_some_and(|second| ancestors(def, step).contains(&second.id))
        });
        if !confirmed_last {
            flaws.step(seal, Wrong::ConfirmedEarly);
        }
    }
    only_judgements_before_the_seal(def, flaws, &Wrong::OutlivesSending);
}

/// Recipient, content and concealment are read twice, whatever the means.
fn every_means_is_checked_twice(def: &Definition, first: &Step, second: &Step, flaws: &mut Flaws) {
    let means = def.fields.iter().find(|field| field.id.0 == "means");
    let Some(means) = means.filter(|field| field.kind == Kind::Choice && field.required) else {
        flaws.whole(Wrong::NoMeans);
        return;
    };
    for choice in &means.choices {
        let asked = |field: &&&Field| {
            field
                .when
                .iter()
                .all(|when| when.field == means.id && when.is.contains(&choice.id))
        };
        let rechecked = def.rechecked_at(&second.id);
        let twice = rechecked
            .iter()
            .filter(|field| field.required && field.filled_by(first))
            .filter(asked)
            .count();
        if twice < 3 {
            flaws.field(means, Wrong::NotTwice(choice.id.clone()));
        }
    }
}

fn only_judgements_before_the_seal(def: &Definition, flaws: &mut Flaws, what: &Wrong) {
    let before: BTreeSet<&StepId> = def
        .steps
        .iter()
        .filter(|step| step.seal)
        .flat_map(|step| ancestors(def, step))
        .collect();
    for step in def.steps.iter().filter(|step| before.contains(&step.id)) {
        if !step.meaning.is_judgement() && !step.seal {
            flaws.step(step, what.clone());
        }
    }
}

fn only_manager(step: &Step) -> bool {
    step.by == [Role::Manager]
}

fn unconditional(step: &Step) -> bool {
    !step.optional && step.when.is_empty()
}
