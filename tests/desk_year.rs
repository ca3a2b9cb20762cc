//! The closing of a 年度 for 第2号様式 and 第3号様式, as the next year's inspector finds it.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, begin, person, recounted, sign_steps};
use kagiban::calendar::FiscalYear;
use kagiban::desk::{
    Book, DutyLine, Fate, LineName, Period, Proposal, SignError, Signed, Wanted, Why, YEAR_CLOSE,
    YearLine, closing_values,
};
use kagiban::form::{Sheet, plain};
use kagiban::journal::UnitId;
use kagiban::procedure::{
    CaseAct, ChoiceId, DutySubject, FieldId, Refusal, SheetFault, Value, Values,
};
use kagiban::text::Text;
use std::collections::BTreeMap;

const APRIL: &str = "2027-04-05T09:00:00+09:00";

fn year(of: i32) -> FiscalYear {
    FiscalYear::new(of).unwrap()
}

fn unit(office: &Office) -> UnitId {
    office.desk.view().unwrap().office.units[0].id
}

fn open(office: &Office, of: i32) -> Vec<YearLine> {
    let view = office.desk.view().unwrap();
    view.year_lines(unit(office), year(of)).unwrap()
}

fn duties(office: &Office) -> Vec<DutyLine> {
    let lines = office.desk.view().unwrap().duties().unwrap();
    lines
        .into_iter()
        .filter(|line| line.procedure.0 == YEAR_CLOSE)
        .collect()
}

fn sign(office: &Office, who: u16, proposal: Proposal) -> Result<Signed, SignError> {
    office
        .desk
        .sign(person(who), &office.pin_of(who), &[proposal])
}

fn refused(result: Result<Signed, SignError>) -> Refusal {
    match result {
        Err(SignError::AllLeftOut(left)) => match left.into_iter().next().unwrap().why {
            Why::Rules(refusal) => *refusal,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn close(office: &Office, of: i32, lines: &[(LineName, Fate)]) -> Proposal {
    let values = closing_values(year(of), lines).unwrap();
    begin(&office.desk, YEAR_CLOSE, "close", values)
}

fn carried(lines: &[YearLine]) -> Vec<(LineName, Fate)> {
    lines.iter().map(|l| (l.name, Fate::Carried)).collect()
}

fn sheet(office: &Office, form: &str, of: i32) -> Sheet {
    let view = office.desk.view().unwrap();
    let forms = view.forms().unwrap();
    let wanted = Wanted {
        period: Period::Year(year(of)),
        place: None,
    };
    let sheets = view.sheets(forms.get(form).unwrap(), &wanted).unwrap();
    sheets.into_iter().next().unwrap()
}

/// Every document of a case brought back by a clerk and confirmed by the manager.
fn bring_back(office: &Office, line: &YearLine) {
    let row = office.desk.view().unwrap().case_row(line.case).unwrap();
    let values = row.unwrap().case.values;
    let documents = values.values().find_map(|value| match value {
        Value::HoldingLines(lines) => u16::try_from(lines.len()).ok(),
        _ => None,
    });
    let all = |outcome: &str| -> BTreeMap<u16, Option<ChoiceId>> {
        let outcome = Some(ChoiceId::from(outcome));
        (0..documents.unwrap())
            .map(|n| (n, outcome.clone()))
            .collect()
    };
    let counted = Values::from([(FieldId::from("sheets"), Value::Count(3))]);
    for (who, step, outcome, values) in [
        (9, "brought", "brought", counted),
        (1, "back", "returned", Values::new()),
    ] {
        let mut act = sign_steps(&office.desk, line.case, &[step], values);
        if let CaseAct::Sign(sign) = &mut act.act {
            sign.lines = all(outcome);
        }
        sign(office, who, act).unwrap();
    }
}

#[test]
fn a_year_is_closed_when_every_open_line_is_carried_over_or_explained() {
    let office = Office::new();
    let lines = open(&office, 2026);
    assert!(lines.len() >= 2, "{lines:?}");
    assert!(lines.iter().any(|l| l.name.book == Book::TakeOut));
    assert!(duties(&office).is_empty(), "the year is not over");
    let early = refused(sign(&office, 1, close(&office, 2026, &carried(&lines))));
    assert!(
        matches!(early, Refusal::Sheet(SheetFault::NotOver(day)) if day == year(2026).end()),
        "{early:?}"
    );

    office.set(APRIL);
    let due = duties(&office);
    let [duty] = due.as_slice() else {
        panic!("{due:?}");
    };
    let (subject, period) = duty.falls.unwrap();
    assert_eq!(subject, DutySubject::Unit(unit(&office)));
    assert_eq!(period.first(), year(2026).start());
    assert_eq!(duty.due, "2027-04-30".parse().unwrap());

    let missing = refused(sign(
        &office,
        1,
        close(&office, 2026, &carried(&lines[1..])),
    ));
    assert_eq!(missing, Refusal::Sheet(SheetFault::Lines(1)));
    let clerk = refused(sign(&office, 7, close(&office, 2026, &carried(&lines))));
    assert!(matches!(clerk, Refusal::NotTheirRole { .. }), "{clerk:?}");

    let mut fates = carried(&lines);
    fates[0].1 = Fate::Explained(Text::new("相手先が保管中。4月20日に返却の約束").unwrap());
    sign(&office, 1, close(&office, 2026, &fates)).unwrap();
    assert!(duties(&office).is_empty());
    let view = office.desk.view().unwrap();
    let closings = view.closings(unit(&office), year(2026)).unwrap();
    let [closing] = closings.as_slice() else {
        panic!("{closings:?}");
    };
    assert_eq!(closing.by, person(1));
    assert_eq!(closing.carried.len(), lines.len() - 1);
    assert_eq!(closing.explained[0].0, lines[0].name);
    assert!(view.faults().unwrap().is_empty());
    let verified = office.desk.verify(&mut |_, _| true).unwrap();
    assert!(verified.is_clean(), "{:?}", verified.unlawful);
    let grown = office.desk.rows_for_comparison().unwrap();
    office.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(office.desk.rows_for_comparison().unwrap(), grown);
    recounted(&office.desk);
}

#[test]
fn the_closed_sheet_says_by_whom_and_what_came_later_and_the_next_one_has_the_carried_lines() {
    let office = Office::new();
    office.set(APRIL);
    let lines = open(&office, 2026);
    let taken: Vec<&YearLine> = lines
        .iter()
        .filter(|l| l.name.book == Book::TakeOut)
        .collect();
    let before = sheet(&office, "take-out", 2026);
    sign(&office, 1, close(&office, 2026, &carried(&lines))).unwrap();

    let closed = sheet(&office, "take-out", 2026);
    assert_eq!(closed.rows.len(), before.rows.len(), "no line moves");
    let said = plain(&closed);
    assert!(
        said.contains("令和9年4月5日 田中 実がこの年度を締めました"),
        "{said}"
    );
    assert!(said.contains(&format!("繰越 {}行", taken.len())), "{said}");
    assert!(!said.contains("第2版"), "{said}");
    let next = sheet(&office, "take-out", 2027);
    assert_eq!(next.rows.len(), taken.len());
    let first = &next.rows[0].cells[0].text;
    assert_eq!(*first, format!("繰越\n令和8年度\nNo.{}", taken[0].name.no));

    // It comes back in the new year: the old number stays, and the closed sheet has a second edition.
    bring_back(&office, taken[0]);
    let said = plain(&sheet(&office, "take-out", 2026));
    assert!(
        said.contains(&format!(
            "締めたあとに記録が加わった行: No.{}",
            taken[0].name.no
        )),
        "{said}"
    );
    assert!(said.contains("第2号様式　第2版"), "{said}");
    let next = sheet(&office, "take-out", 2027);
    assert_eq!(
        next.rows.len(),
        taken.len(),
        "it stays where it was carried to"
    );
    let back = next.rows[0].cells.last().unwrap();
    assert!(back.text.contains("田中 実"), "{back:?}");
    assert!(!open(&office, 2026).iter().any(|l| l.name == taken[0].name));
    // What is open when the next year is over must be carried on again.
    office.set("2028-04-05T09:00:00+09:00");
    let still = open(&office, 2027);
    assert_eq!(still.len(), lines.len() - 1);
    let missing = refused(sign(&office, 1, close(&office, 2027, &[])));
    assert_eq!(missing, Refusal::Sheet(SheetFault::Lines(still.len())));
    recounted(&office.desk);
}

#[test]
fn a_forged_closing_that_leaves_a_line_without_a_word_is_listed_by_a_verification() {
    let office = Office::new();
    office.set(APRIL);
    let lines = open(&office, 2026);
    let signed = sign(&office, 1, close(&office, 2026, &carried(&lines))).unwrap();
    desk_support::forge(&office, 1, signed.entries[0].2, |body| {
        let values = closing_values(year(2026), &[]).unwrap();
        let forged = begin(&office.desk, YEAR_CLOSE, "close", values);
        body.case = Some(forged.case);
        body.act = serde_json::to_value(&forged.act).unwrap();
    });
    let verified = office.desk.verify(&mut |_, _| true).unwrap();
    let [fault] = &verified.unlawful[..] else {
        panic!("{:?}", verified.unlawful);
    };
    assert!(fault.why.to_string().contains("Lines"), "{}", fault.why);
    let view = office.desk.view().unwrap();
    assert_eq!(view.faults().unwrap().len(), 1);
    assert_eq!(view.closings(unit(&office), year(2026)).unwrap().len(), 1);
    recounted(&office.desk);
}
