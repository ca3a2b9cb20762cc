use super::*;
use crate::form::FORMS;
use crate::procedure::Catalogue;

fn faults(change: impl Fn(&str) -> String) -> Vec<String> {
    let (_, text) = FORMS[1];
    let changed = change(text);
    let read = Forms::parse(&[("own.toml", &changed)], &Names(Catalogue::embedded()));
    let faults = read.err().unwrap_or_default();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn every_layout_that_comes_with_the_program_reads() {
    let read = Forms::parse(&FORMS, &Names(Catalogue::embedded()));
    let faults = read.as_ref().err().cloned().unwrap_or_default();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    assert_eq!(read.unwrap().all().len(), FORMS.len());
}

#[test]
fn a_layout_that_names_what_is_not_there_is_refused_with_file_and_line() {
    let line = |needle: &str| {
        let (_, text) = FORMS[1];
        text.lines().position(|l| l.contains(needle)).unwrap() + 1
    };
    let head = line("head = \"持ち出し先\"");
    assert_eq!(
        faults(|t| t.replace("field:destination", "field:where_to")),
        [format!(
            "own.toml:{head}: NoField {{ field: \"where_to\", law: \"take-out\" }}"
        )]
    );
    let head = line("head = \"確認者|（戻り）\"");
    assert_eq!(
        faults(|t| t.replace("signed:back", "signed:home")),
        [format!(
            "own.toml:{head}: NoStep {{ step: \"home\", law: \"take-out\" }}"
        )]
    );
    for (from, to, at, named) in [
        (
            "\"section\"",
            "\"sektion\"",
            "from = [\"section\"]",
            "sektion",
        ),
        ("row_height = ", "row_hight = ", "row_height", "row_hight"),
        (
            "law = \"take-out\"",
            "law = \"take_out\"",
            "law = ",
            "take_out",
        ),
        ("{unit}", "{unitt}", "{unit}", "unitt"),
        ("rows = 10", "rows = 0", "rows = 10", "Rows"),
    ] {
        let said = faults(|t| t.replacen(from, to, 1));
        let wanted = format!("own.toml:{}: ", line(at));
        assert!(
            said.len() == 1 && said[0].starts_with(&wanted) && said[0].contains(named),
            "{wanted}: {said:?}"
        );
    }
}

#[test]
fn an_own_form_that_no_longer_fits_is_left_out_and_told_and_the_programs_stands() {
    let (_, text) = FORMS[1];
    let names = Names(Catalogue::embedded());
    let good = text.replace("持ち出し先", "行き先");
    let forms = Forms::of_office(&[("take-out", &good)], &names);
    assert_eq!(forms.all().len(), FORMS.len());
    let own = forms.get("take-out").unwrap();
    assert!(own.by_office && own.columns[5].head == "行き先");
    assert!(forms.faults().is_empty());
    let bad = text.replace("field:destination", "field:where_to");
    let forms = Forms::of_office(&[("take-out", &bad)], &names);
    assert!(!forms.get("take-out").unwrap().by_office);
    assert!(forms.faults()[0].to_string().contains("where_to"));
}

#[test]
fn a_form_of_procedures_that_the_office_does_not_run_is_not_offered() {
    let none = Catalogue::of(Vec::new(), Default::default());
    let forms = Forms::of_office(&[], &Names(&none));
    assert!(forms.get("training").is_none() && forms.get("register").is_some());
}

#[test]
fn an_office_may_have_a_form_of_its_own_in_place_of_one_that_comes_with_the_program() {
    let (file, text) = FORMS[1];
    let own = text.replace("持ち出し先", "行き先");
    let names = Names(Catalogue::embedded());
    let forms = Forms::parse(&[(file, text), ("own.toml", &own)], &names).unwrap();
    assert_eq!(forms.all().len(), 1);
    assert_eq!(forms.get("take-out").unwrap().columns[5].head, "行き先");
}
