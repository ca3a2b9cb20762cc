//! What the calendar expects: reviewed, changed afterwards, explained, handed over.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, begin, choice, lock_now, person, recounted, sign_steps};
use kagiban::calendar::{Happened, WorkDay};
use kagiban::desk::{DutyLine, EveningMark, Proposal, SignError, Signed, Why};
use kagiban::journal::PlaceId;
use kagiban::procedure::{
    CaseAct, DutySubject, FieldId, Refusal, SheetFault, State, Value, Values,
};
use kagiban::text::{Paragraph, Text};

fn duties(office: &Office, procedure: &str) -> Vec<DutyLine> {
    let lines = office.desk.view().unwrap().duties().unwrap();
    lines
        .into_iter()
        .filter(|line| line.procedure.0 == procedure)
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

fn words(text: &str) -> Value {
    Value::Paragraph(Paragraph::new(text).unwrap())
}

fn text(text: &str) -> Value {
    Value::Text(Text::new(text).unwrap())
}

const NOVEMBER: &str = "2026-11-01";

/// A review of a place's November as the sheet stands now.
fn review(office: &Office, place: u16) -> Proposal {
    let view = office.desk.view().unwrap();
    let month = NOVEMBER.parse().unwrap();
    let sheet = view.sheet(PlaceId(place), month).unwrap();
    let values = Values::from([
        (FieldId::from("place"), Value::Place(PlaceId(place))),
        (FieldId::from("month"), Value::Month(month)),
        (FieldId::from("sheet"), text(&sheet.pin)),
    ]);
    begin(&office.desk, "monthly_review", "review", values)
}

/// Every day of November that has no lock yet gets one later, and what was explained is received.
fn fill(office: &Office, place: u16) {
    let view = office.desk.view().unwrap();
    let sheet = view
        .sheet(PlaceId(place), NOVEMBER.parse().unwrap())
        .unwrap();
    for day in sheet.holes {
        let view = office.desk.view().unwrap();
        let row = view.day_row(PlaceId(place), WorkDay(day)).unwrap();
        if let Some(row) = row.filter(|row| row.said != kagiban::desk::DaySaid::Nothing) {
            let received = Values::from([choice("decision", "corrective")]);
            let proposal = sign_steps(&office.desk, row.case, &["received"], received);
            sign(office, 1, proposal).unwrap();
            continue;
        }
        let at = kagiban::calendar::Moment::at(day, 18 * 60).unwrap();
        let mark = EveningMark::Locked {
            at: Happened(at),
            why: Some(Paragraph::new("出張で記録が遅れた").unwrap()),
        };
        let proposal = view
            .propose_evening(PlaceId(place), WorkDay(day), &mark)
            .unwrap();
        sign(office, 7, proposal).unwrap();
    }
}

fn of_place(lines: &[DutyLine], place: u16) -> bool {
    lines
        .iter()
        .any(|l| matches!(l.falls, Some((DutySubject::Place(p), _)) if p == PlaceId(place)))
}

#[test]
fn a_month_is_reviewed_when_every_day_is_explained_and_a_later_correction_calls_for_it_again() {
    let office = Office::new();
    assert!(duties(&office, "monthly_review").is_empty(), "not over");
    let early = refused(sign(&office, 1, review(&office, 1)));
    assert!(matches!(early, Refusal::Sheet(SheetFault::NotOver(_))));

    office.set("2026-12-01T09:05:00+09:00");
    assert!(of_place(&duties(&office, "monthly_review"), 1));
    let hole = refused(sign(&office, 1, review(&office, 1)));
    let Refusal::Sheet(SheetFault::Unexplained(days)) = hole else {
        panic!("{hole:?}");
    };
    assert!(days.contains(&"2026-11-18".parse().unwrap()), "{days:?}");

    fill(&office, 1);
    sign(&office, 1, review(&office, 1)).unwrap();
    assert!(!of_place(&duties(&office, "monthly_review"), 1));
    let view = office.desk.view().unwrap();
    let sheet = view.sheet(PlaceId(1), NOVEMBER.parse().unwrap()).unwrap();
    assert!(sheet.reviewed() && sheet.changed_since().is_none());

    // A lock time is corrected after the review.
    let day = WorkDay("2026-11-20".parse().unwrap());
    let row = view.day_row(PlaceId(1), day).unwrap().unwrap();
    let correct = Proposal {
        act: CaseAct::Correct {
            values: Values::from([(FieldId::from("out"), words("なし"))]),
            reason: Paragraph::new("書き落とし").unwrap(),
        },
        ..sign_steps(&office.desk, row.case, &["lock"], Values::new())
    };
    sign(&office, 1, correct).unwrap();
    let lines = duties(&office, "monthly_review");
    assert!(of_place(&lines, 1), "a new duty");
    let view = office.desk.view().unwrap();
    let sheet = view.sheet(PlaceId(1), NOVEMBER.parse().unwrap()).unwrap();
    assert_eq!(sheet.changed_since().unwrap().by, person(1));

    // The manager who corrected does not review that day; a deputy does.
    sign(&office, 1, review(&office, 1)).unwrap();
    let view = office.desk.view().unwrap();
    let sheet = view.sheet(PlaceId(1), NOVEMBER.parse().unwrap()).unwrap();
    assert_eq!(sheet.left(), [day.0], "his own day is left");
    assert!(of_place(&duties(&office, "monthly_review"), 1));
    let own = refused(sign(&office, 1, review(&office, 1)));
    let Refusal::Sheet(SheetFault::Own { days, instead }) = own else {
        panic!("{own:?}");
    };
    assert_eq!(days, [day.0]);
    assert!(instead.iter().any(|(no, _)| *no == person(2)));
    sign(&office, 2, review(&office, 1)).unwrap();
    assert!(!of_place(&duties(&office, "monthly_review"), 1));
    assert!(office.desk.view().unwrap().faults().unwrap().is_empty());
    recounted(&office.desk);
}

#[test]
fn a_review_of_a_sheet_that_has_changed_meanwhile_is_refused() {
    let office = Office::new();
    office.set("2026-12-01T09:05:00+09:00");
    fill(&office, 1);
    let stale = review(&office, 1);
    // Somebody adds a lock of a closed day between the look and the signature.
    let mark = EveningMark::Locked {
        at: Happened(kagiban::calendar::Moment::parse("2026-11-29T15:00:00+09:00").unwrap()),
        why: Some(Paragraph::new("休日に出た").unwrap()),
    };
    let day = WorkDay("2026-11-29".parse().unwrap());
    let view = office.desk.view().unwrap();
    let late = view.propose_evening(PlaceId(1), day, &mark).unwrap();
    sign(&office, 5, late).unwrap();
    let why = refused(sign(&office, 1, stale));
    assert_eq!(why, Refusal::Sheet(SheetFault::Changed));
    recounted(&office.desk);
}

#[test]
fn what_was_not_done_is_explained_and_never_silenced() {
    let office = Office::new();
    office.set("2026-12-28T09:00:00+09:00");
    let lines = duties(&office, "monthly_review");
    let line = lines
        .iter()
        .find(|l| matches!(l.falls, Some((DutySubject::Place(PlaceId(2)), _))))
        .unwrap();
    assert!(line.late, "due on 20 December");
    let mut values = line.explained_with("11月の施錠確認表の点検 書庫B").unwrap();
    values.insert(FieldId::from("why"), words("繁忙のため"));
    values.insert(FieldId::from("now"), words("翌月から月初に行う"));
    let report = begin(&office.desk, "duty_missed", "report", values);
    let case = report.case;
    sign(&office, 5, report).unwrap();
    let told = duties(&office, "monthly_review");
    let told = told.iter().find(|l| l.falls == line.falls).unwrap();
    assert!(told.told, "explained, and a manager has to receive it");
    assert!(of_place(&duties(&office, "monthly_review"), 2));
    let received = sign_steps(&office.desk, case, &["received"], Values::new());
    sign(&office, 1, received).unwrap();
    assert!(!of_place(&duties(&office, "monthly_review"), 2));
    let missed = office.desk.view().unwrap().missed().unwrap();
    assert!(missed.iter().any(|m| m.case == case && m.received));
    recounted(&office.desk);
}

#[test]
fn an_improper_finding_of_the_yearly_check_opens_what_puts_it_right() {
    let office = Office::new();
    assert!(
        duties(&office, "yearly_check").is_empty(),
        "said in January"
    );
    office.set("2027-02-01T10:00:00+09:00");
    assert_eq!(duties(&office, "yearly_check").len(), 1);
    let check = begin(
        &office.desk,
        "yearly_check",
        "check",
        Values::from([
            choice("collected", "proper"),
            choice("used", "proper"),
            choice("kept", "improper"),
            (
                FieldId::from("kept_words"),
                words("鍵の控えが机の上にあった"),
            ),
            choice("disposed", "proper"),
        ]),
    );
    let case = check.case;
    sign(&office, 1, check).unwrap();
    assert!(duties(&office, "yearly_check").is_empty());
    let view = office.desk.view().unwrap();
    let row = view.case_row(case).unwrap().unwrap();
    assert_eq!(row.case.state, State::Open, "open until it is put right");
    let child = row.case.children.values().next().unwrap();
    assert_eq!(child.procedure.0, "corrective");
    assert_eq!(row.case.children.len(), 1);
    // Next year it is due anew.
    office.set("2028-02-01T10:00:00+09:00");
    assert_eq!(duties(&office, "yearly_check").len(), 1);
    recounted(&office.desk);
}

#[test]
fn what_a_manager_signed_is_listed_for_the_month() {
    let office = Office::new();
    let before = office
        .desk
        .view()
        .unwrap()
        .managed(person(1), NOVEMBER.parse().unwrap())
        .unwrap();
    assert!(
        !before.is_empty(),
        "the sample's manager has confirmed things"
    );
    sign(&office, 5, lock_now(&office.desk, 1)).unwrap();
    let after = office.desk.view().unwrap();
    let after = after.managed(person(1), NOVEMBER.parse().unwrap()).unwrap();
    assert_eq!(before.len(), after.len(), "a clerk's lock is not theirs");
    recounted(&office.desk);
}

#[test]
fn the_rows_are_the_same_when_they_are_built_anew() {
    let office = Office::new();
    office.set("2026-12-28T09:00:00+09:00");
    fill(&office, 1);
    sign(&office, 1, review(&office, 1)).unwrap();
    let before = office.desk.rows_for_comparison().unwrap();
    office.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(before, office.desk.rows_for_comparison().unwrap());
    let tables: std::collections::BTreeSet<&str> = before.iter().map(|row| row.0).collect();
    assert!(
        tables.is_superset(&["duty", "sheet", "managed"].into()),
        "{tables:?}"
    );
    recounted(&office.desk);
}
