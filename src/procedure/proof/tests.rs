use super::*;
use crate::procedure::definition::Meaning;

fn keeps_the_laws(catalogue: &Catalogue, id: &str) {
    let def = catalogue.latest(&id.into()).unwrap();
    let proof = prove(catalogue, def, 1);
    assert!(proof.complete, "{id}: more states than the walk allows");
    assert!(proof.broken.is_empty(), "{:#?}", proof.broken);
    assert!(proof.transitions >= proof.states / 3, "{proof:?}");
}

#[test]
fn sending_keeps_the_laws_in_every_state() {
    keeps_the_laws(Catalogue::embedded(), "sending");
}

#[test]
fn take_out_keeps_the_laws_in_every_state() {
    keeps_the_laws(Catalogue::embedded(), "take_out");
}

#[test]
fn every_other_definition_keeps_the_laws_in_every_state() {
    let catalogue = Catalogue::embedded();
    for def in catalogue.all() {
        if !["sending", "take_out"].contains(&def.id.0.as_str()) {
            keeps_the_laws(catalogue, &def.id.0);
        }
    }
}

/// A definition with one thing changed, past the check that would refuse it.
fn broken(id: &str, change: impl FnOnce(&mut Definition)) -> Vec<u8> {
    let mut definitions = Catalogue::embedded()
        .all()
        .iter()
        .map(|def| def.as_ref().clone())
        .collect::<Vec<_>>();
    let def = definitions.iter_mut().find(|def| def.id.0 == id).unwrap();
    change(def);
    let catalogue = Catalogue::unchecked(definitions);
    let def = catalogue.latest(&id.into()).unwrap();
    let mut laws: Vec<u8> = prove(&catalogue, def, 1)
        .broken
        .iter()
        .map(|b| b.law)
        .collect();
    laws.dedup();
    laws
}

fn step<'a>(def: &'a mut Definition, id: &str) -> &'a mut Step {
    def.steps.iter_mut().find(|step| step.id.0 == id).unwrap()
}

/// Keeps the walk short: one means, nothing after the dispatch.
fn fax_only(def: &mut Definition) {
    let means = def.fields.iter_mut().find(|f| f.id.0 == "means").unwrap();
    means.choices.retain(|choice| choice.id.0 == "fax");
    def.steps.retain(|step| !step.id.0.ends_with("arrival"));
}

#[test]
fn the_proof_sees_a_sending_that_one_person_checks_twice() {
    let laws = broken("sending", |def| {
        fax_only(def);
        let second = step(def, "second");
        second.apart.clear();
        second.apart_authors = false;
    });
    assert!(laws.contains(&2), "{laws:?}");
}

#[test]
fn the_proof_sees_a_sending_without_a_second_check() {
    let laws = broken("sending", |def| {
        fax_only(def);
        step(def, "confirm").after = vec!["consent".into()];
    });
    assert!(laws.contains(&2), "{laws:?}");
}

#[test]
fn the_proof_sees_a_sending_without_the_managers_consent() {
    let laws = broken("sending", |def| {
        fax_only(def);
        step(def, "confirm").after = vec!["second".into()];
    });
    assert!(laws.contains(&2), "{laws:?}");
}

#[test]
fn the_proof_sees_a_confirmation_that_outlives_a_change() {
    let laws = broken("sending", |def| {
        fax_only(def);
        step(def, "second").meaning = Meaning::Did;
    });
    assert!(laws.contains(&2), "{laws:?}");
}

#[test]
fn the_proof_sees_a_return_that_nobody_confirmed_out() {
    let laws = broken("take_out", |def| {
        step(def, "brought").after = vec!["permit".into()]
    });
    assert!(laws.contains(&3), "{laws:?}");
}

#[test]
fn the_proof_sees_a_return_that_nobody_made() {
    let laws = broken("take_out", |def| {
        step(def, "back").after = vec!["out".into()]
    });
    assert!(laws.contains(&3), "{laws:?}");
}

#[test]
fn the_proof_sees_a_hole_that_nobody_hears_of() {
    let laws = broken("locking", |def| step(def, "received").optional = true);
    assert!(laws.contains(&9), "{laws:?}");
    let laws = broken("locking", |def| step(def, "received").opens.clear());
    assert!(laws.contains(&9), "{laws:?}");
}

#[test]
fn the_proof_sees_a_day_that_stays_locked_though_it_was_found_open() {
    let laws = broken("locking", |def| step(def, "found_open").again.clear());
    assert!(laws.contains(&9), "{laws:?}");
}

#[test]
fn the_proof_sees_a_case_that_nobody_can_end() {
    let locking = Catalogue::embedded().latest(&"locking".into()).unwrap();
    let mut unanswerable = locking.field(&"decision".into()).unwrap().clone();
    for choice in &mut unanswerable.choices {
        choice.stops = Some(choice.label.clone());
    }
    unanswerable.when.clear();
    unanswerable.step = Some("review".into());
    let laws = broken("corrective", |def| def.fields.push(unanswerable));
    assert!(laws.contains(&12), "{laws:?}");
}

#[test]
fn the_machine_holds_law_1_even_where_a_definition_forgets_it() {
    for (id, at) in [("take_out", "back"), ("locking", "received")] {
        let laws = broken(id, |def| {
            step(def, at).apart.clear();
            step(def, at).apart_authors = false;
        });
        assert!(laws.is_empty(), "{id} {at}: {laws:?}");
    }
}
