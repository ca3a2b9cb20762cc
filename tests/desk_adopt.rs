//! Definitions that an office makes for itself: adopted by two persons, replaced, retired; cases
//! keep the revision they began with; no law is relaxed.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, begin, person, sign_steps};
use kagiban::desk::adopt::Unfit;
use kagiban::desk::{FaultKind, SignError, Why};
use kagiban::journal::EntryId;
use kagiban::office::OfficeAct;
use kagiban::procedure::{DefId, DefRef, FieldId, Refusal, Value, Values, Wrong};
use kagiban::text::Text;

const KEY_LENDING: &str = include_str!("fixtures/adopt/key_lending.toml");
const TAKE_OUT: &str = include_str!("../data/procedures/take_out.toml");

fn adopt(text: &str) -> OfficeAct {
    let read = kagiban::procedure::Definition::read("", text).unwrap();
    OfficeAct::Adopt {
        id: read.id.0,
        rev: read.rev,
        text: text.to_owned(),
    }
}

/// The one entry that waits for a countersignature.
fn waiting(office: &Office) -> EntryId {
    let view = office.desk.view().unwrap();
    *view.office.pending.keys().next().unwrap()
}

fn sign(office: &Office, who: u16, act: OfficeAct) -> Result<(), SignError> {
    office
        .desk
        .sign_office(person(who), &office.pin_of(who), act, None)
}

fn both(office: &Office, act: OfficeAct) {
    sign(office, 90, act).unwrap();
    let entry = waiting(office);
    sign(office, 1, OfficeAct::Countersign { entry }).unwrap();
}

fn lent(key: &str) -> Values {
    Values::from([
        (FieldId::from("key"), Value::Text(Text::new(key).unwrap())),
        (
            FieldId::from("until"),
            Value::Date("2026-12-01".parse().unwrap()),
        ),
    ])
}

fn why(error: SignError) -> Why {
    match error {
        SignError::AllLeftOut(mut left) => left.remove(0).why,
        other => panic!("{other}"),
    }
}

fn faults(error: SignError) -> Vec<(usize, Wrong)> {
    match why(error) {
        Why::Definition(faults) => faults
            .into_iter()
            .map(|fault| match fault.what {
                FaultKind::Definition(_, what) => (fault.line, what),
                other => panic!("{other:?}"),
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn second_revision() -> String {
    KEY_LENDING
        .replace("rev = 1", "rev = 2")
        .replace("鍵の名称", "鍵の名称と番号")
}

#[test]
fn what_one_person_adopts_alone_has_no_effect() {
    let office = Office::new();
    sign(&office, 90, adopt(KEY_LENDING)).unwrap();
    let view = office.desk.view().unwrap();
    assert!(
        view.catalogue()
            .latest(&DefId::from("key_lending"))
            .is_none()
    );
    assert_eq!(view.office.pending.len(), 1);

    let entry = waiting(&office);
    let refused = sign(&office, 90, OfficeAct::Countersign { entry }).unwrap_err();
    assert!(matches!(why(refused), Why::Office(_)));
    let view = office.desk.view().unwrap();
    assert!(
        view.catalogue()
            .latest(&DefId::from("key_lending"))
            .is_none()
    );

    sign(&office, 1, OfficeAct::Countersign { entry }).unwrap();
    let view = office.desk.view().unwrap();
    let adopted = view
        .catalogue()
        .latest(&DefId::from("key_lending"))
        .unwrap();
    assert_eq!(adopted.rev, 1);
    let used = view.office.procedures.last().unwrap();
    assert_eq!((used.by, used.second), (person(90), Some(person(1))));
    assert!(view.office.pending.is_empty());
}

#[test]
fn who_holds_no_role_in_it_neither_adopts_nor_countersigns() {
    let office = Office::new();
    assert!(sign(&office, 5, adopt(KEY_LENDING)).is_err());
    sign(&office, 90, adopt(KEY_LENDING)).unwrap();
    let entry = waiting(&office);
    let refused = sign(&office, 5, OfficeAct::Countersign { entry }).unwrap_err();
    assert!(matches!(why(refused), Why::Office(_)));
}

#[test]
fn a_broken_file_is_refused_with_its_line_and_nothing_is_written() {
    let office = Office::new();
    let before = office.desk.checkpoint().unwrap().size;
    let broken = KEY_LENDING.replace("meaning = \"did\"", "meaning = \"done\"");
    let Err(Unfit::Faults(found)) = office.desk.examine_text("鍵.toml", &broken, &|_| true) else {
        panic!("it passed");
    };
    let line = broken.lines().position(|l| l.contains("\"done\"")).unwrap() + 1;
    assert_eq!(found[0].line, line);

    let misplaced = KEY_LENDING.replace("after = [\"lend\"]", "after = [\"lent\"]");
    let line = misplaced
        .lines()
        .position(|l| l == "id = \"back\"")
        .unwrap()
        + 1;
    let refused = faults(sign(&office, 90, adopt(&misplaced)).unwrap_err());
    assert_eq!(refused[0], (line, Wrong::NoOtherStep("lent".into())));
    assert_eq!(office.desk.checkpoint().unwrap().size, before);
}

#[test]
fn no_revision_of_a_take_out_relaxes_the_law() {
    let office = Office::new();
    let cut = TAKE_OUT.find("[[steps]]\nid = \"back\"").unwrap();
    let rest = TAKE_OUT[cut + 2..].find("\n[[");
    let end = rest.map_or(TAKE_OUT.len(), |at| cut + 2 + at + 1);
    let without = format!("{}{}", &TAKE_OUT[..cut], &TAKE_OUT[end..]);
    let without = without.replacen("rev = 1", "rev = 2", 1);
    let without = without.split("[[due]]").next().unwrap();
    let refused = faults(sign(&office, 90, adopt(without)).unwrap_err());
    let no_return = |(_, what): &(usize, Wrong)| *what == Wrong::NoReturn;
    assert!(refused.iter().any(no_return), "{refused:?}");
    let other_law = KEY_LENDING.replace("\"key_lending\"", "\"corrective\"");
    let other_law = other_law.replace("rev = 1", "rev = 2");
    let refused = faults(sign(&office, 90, adopt(&other_law)).unwrap_err());
    assert!(
        refused
            .iter()
            .any(|(_, what)| matches!(what, Wrong::StepMissing(_)))
    );
    // The same revision again, and one below it.
    let same = TAKE_OUT.to_owned();
    let refused = faults(sign(&office, 90, adopt(&same)).unwrap_err());
    assert!(
        refused
            .iter()
            .any(|(_, what)| matches!(what, Wrong::NotAbove { .. }))
    );
    // By more roles than the program's.
    let staff = TAKE_OUT.replacen("rev = 1", "rev = 2", 1);
    let staff = staff.replace("by = [\"manager\"]", "by = [\"manager\", \"staff\"]");
    assert!(!faults(sign(&office, 90, adopt(&staff)).unwrap_err()).is_empty());
}

#[test]
fn a_case_keeps_the_revision_it_began_with() {
    let office = Office::new();
    both(&office, adopt(KEY_LENDING));
    let desk = &office.desk;
    let old = begin(desk, "key_lending", "lend", lent("玄関"));
    desk.sign(person(5), &office.pin_of(5), std::slice::from_ref(&old))
        .unwrap();
    let stale = begin(desk, "key_lending", "lend", lent("倉庫"));

    both(&office, adopt(&second_revision()));
    let view = desk.view().unwrap();
    let id = DefId::from("key_lending");
    assert_eq!(view.catalogue().latest(&id).unwrap().rev, 2);
    // The open one goes on as it began.
    let back = sign_steps(desk, old.case, &["back"], Values::new());
    desk.sign(person(1), &office.pin_of(1), &[back]).unwrap();
    let row = desk.view().unwrap().case_row(old.case).unwrap().unwrap();
    assert_eq!(row.case.procedure.rev, 1);
    assert_ne!(row.case.state, kagiban::procedure::State::Open);
    // What was begun on a screen before and is signed now is told, and not recorded.
    let refused = desk
        .sign(person(5), &office.pin_of(5), &[stale])
        .unwrap_err();
    let now = Some(DefRef {
        id: id.clone(),
        rev: 2,
    });
    match why(refused) {
        Why::Rules(refusal) => {
            assert!(matches!(*refusal, Refusal::Superseded { now: n, .. } if n == now));
        }
        other => panic!("{other:?}"),
    }
    let new = begin(desk, "key_lending", "lend", lent("倉庫"));
    desk.sign(person(5), &office.pin_of(5), std::slice::from_ref(&new))
        .unwrap();
    let row = desk.view().unwrap().case_row(new.case).unwrap().unwrap();
    assert_eq!(row.case.procedure.rev, 2);
    // Retired: what is open goes on, nothing new begins.
    both(
        &office,
        OfficeAct::Retire {
            id: id.0.clone(),
            rev: 2,
        },
    );
    both(
        &office,
        OfficeAct::Retire {
            id: id.0.clone(),
            rev: 1,
        },
    );
    let view = desk.view().unwrap();
    assert!(view.catalogue().latest(&id).is_none());
    let back = sign_steps(desk, new.case, &["back"], Values::new());
    desk.sign(person(1), &office.pin_of(1), &[back]).unwrap();

    // The replay comes to the same, and so do the rows built anew.
    let verified = desk.verify(&mut |_, _| true).unwrap();
    assert!(verified.is_clean(), "{verified:?}");
    let before = desk.rows_for_comparison().unwrap();
    desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(before, desk.rows_for_comparison().unwrap());
}

#[test]
fn a_procedure_that_another_opens_is_not_retired() {
    let office = Office::new();
    let shipped = OfficeAct::Retire {
        id: "incident".to_owned(),
        rev: 1,
    };
    assert!(sign(&office, 90, shipped).is_err());
}
