//! Layouts that an office makes for itself (教委 第7(13)): adopted by two, printed from then on,
//! ended by two; what names nothing there is, is refused with its line.
#![allow(clippy::unwrap_used)]

mod desk_support;
mod pty;

use desk_support::{Office, person};
use kagiban::calendar::FiscalYear;
use kagiban::desk::adopt::Unfit;
use kagiban::desk::{Period, SignError, Wanted, Why};
use kagiban::form::Sheet;
use kagiban::journal::EntryId;
use kagiban::office::OfficeAct;
use std::fs;

const TAKE_OUT: &str = include_str!("../data/forms/take-out.toml");

fn own() -> String {
    TAKE_OUT
        .replace("持ち出し先", "行き先")
        .replace("（件名・番号等）", "（件名）")
}

fn adopt(office: &Office, text: &str) -> OfficeAct {
    office.desk.examine_form("own.toml", text).unwrap().act
}

fn sign(office: &Office, who: u16, act: OfficeAct) -> Result<(), SignError> {
    office
        .desk
        .sign_office(person(who), &office.pin_of(who), act, None)
}

fn waiting(office: &Office) -> Vec<EntryId> {
    let view = office.desk.view().unwrap();
    view.office.pending.keys().copied().collect()
}

fn both(office: &Office, act: OfficeAct) {
    sign(office, 90, act).unwrap();
    let entry = waiting(office)[0];
    sign(office, 1, OfficeAct::Countersign { entry }).unwrap();
}

fn year(office: &Office, form: &str) -> Sheet {
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Year(FiscalYear::new(2026).unwrap()),
        place: None,
    };
    view.sheets(forms.get(form).unwrap(), &wanted)
        .unwrap()
        .remove(0)
}

fn sixth(sheet: &Sheet) -> &str {
    &sheet.columns[5].head
}

#[test]
fn a_layout_adopted_by_one_alone_has_no_effect_and_by_two_is_printed() {
    let office = Office::new();
    let before = year(&office, "take-out");
    sign(&office, 90, adopt(&office, &own())).unwrap();
    assert_eq!(sixth(&year(&office, "take-out")), "持ち出し先");
    let entry = waiting(&office)[0];
    assert!(sign(&office, 90, OfficeAct::Countersign { entry }).is_err());
    assert!(sign(&office, 5, OfficeAct::Countersign { entry }).is_err());
    assert_eq!(sixth(&year(&office, "take-out")), "持ち出し先");

    sign(&office, 1, OfficeAct::Countersign { entry }).unwrap();
    let after = year(&office, "take-out");
    assert_eq!(sixth(&after), "行き先");
    // What is on record is the same; the sheet says whose layout it is.
    assert_eq!(after.rows, before.rows);
    let mut notes = after.notes.iter();
    let note = notes.find(|note| note.contains("第1版")).unwrap();
    for said in ["見本", "第1版", "令和8年11月17日", "清水 航", "田中 実"] {
        assert!(note.contains(said), "{said}: {note}");
    }
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
    // Another terminal reads the same from the journal.
    let other = office.another();
    let view = other.view().unwrap();
    assert_eq!(view.office.own_form("take-out").unwrap().rev, 1);
}

#[test]
fn a_second_layout_takes_the_place_of_the_first_and_its_end_returns_to_the_programs() {
    let office = Office::new();
    both(&office, adopt(&office, &own()));
    // Two that wait for the same place: the second in effect leaves the other without any.
    let one = adopt(&office, &TAKE_OUT.replace("持ち出し先", "出先"));
    sign(&office, 90, one).unwrap();
    let two = adopt(&office, &TAKE_OUT.replace("持ち出し先", "訪問先"));
    sign(&office, 90, two).unwrap();
    let [first, _] = waiting(&office)[..] else {
        panic!("two wait");
    };
    sign(&office, 1, OfficeAct::Countersign { entry: first }).unwrap();
    assert!(waiting(&office).is_empty());
    let now = sixth(&year(&office, "take-out")).to_owned();
    assert!(["出先", "訪問先"].contains(&now.as_str()));
    let (id, rev) = ("take-out".to_owned(), 2);
    both(&office, OfficeAct::RetireForm { id, rev });
    let sheet = year(&office, "take-out");
    assert_eq!(sixth(&sheet), "持ち出し先");
    assert_eq!(sheet.number.as_deref(), Some("第2号様式"));
    // What is no longer in force cannot be ended again.
    let (id, rev) = ("take-out".to_owned(), 2);
    assert!(sign(&office, 90, OfficeAct::RetireForm { id, rev }).is_err());
    assert!(office.desk.verify(&mut |_, _| true).unwrap().is_clean());
}

#[test]
fn an_office_may_have_a_form_that_the_program_has_not() {
    let office = Office::new();
    let text = TAKE_OUT
        .replace("id = \"take-out\"", "id = \"trips\"")
        .replace("個人情報持ち出し記録（{year}）", "外出簿（{year}）");
    both(&office, adopt(&office, &text));
    assert_eq!(year(&office, "trips").title, "外出簿（令和8年度）");
    assert_eq!(sixth(&year(&office, "take-out")), "持ち出し先");
}

#[test]
fn a_layout_that_names_an_unknown_field_is_refused_with_file_and_line_and_nothing_is_written() {
    let office = Office::new();
    let before = office.desk.checkpoint().unwrap().size;
    let bad = own().replace("field:destination", "field:where_to");
    let line = bad.lines().position(|l| l == "head = \"行き先\"").unwrap() + 1;
    let Err(Unfit::Faults(found)) = office.desk.examine_form("own.toml", &bad) else {
        panic!("it passed");
    };
    let told = found[0].to_string();
    assert!(told.contains("where_to"), "{told}");
    assert_eq!(found[0].line, line);
    // Nor is it signed by who goes round the screen.
    let act = OfficeAct::AdoptForm {
        id: "take-out".to_owned(),
        rev: 1,
        text: bad,
    };
    let Err(SignError::AllLeftOut(left)) = sign(&office, 90, act) else {
        panic!("it was signed");
    };
    assert!(matches!(&left[0].why, Why::Definition(faults) if faults[0].line == line));
    // Nor under another name, nor out of turn.
    for (id, rev) in [("sending", 1), ("take-out", 7)] {
        let act = OfficeAct::AdoptForm {
            id: id.to_owned(),
            rev,
            text: own(),
        };
        assert!(sign(&office, 90, act).is_err(), "{id} {rev}");
    }
    assert_eq!(office.desk.checkpoint().unwrap().size, before);
}

#[test]
fn kagiban_check_judges_a_file_of_a_layout() {
    let office = pty::Office::sample();
    let good = office.dir().join("good.toml");
    let bad = office.dir().join("bad.toml");
    fs::write(&good, own()).unwrap();
    let wrong = own().replace("signed:back", "signed:home");
    fs::write(&bad, &wrong).unwrap();
    let run = |file: &std::path::Path| {
        let file = file.to_str().unwrap();
        let output = office.command(&["check", file]).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), said)
    };
    let (code, said) = run(&good);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("take-out") && said.contains("個人情報持ち出し記録"),
        "{said}"
    );
    let (code, said) = run(&bad);
    assert_eq!(code, 1, "{said}");
    let line = wrong.lines().position(|l| l.contains("（戻り）")).unwrap() + 1;
    assert!(
        said.contains(&format!("bad.toml:{line}:")) && said.contains("home"),
        "{said}"
    );
}
