//! Whole flows at the desk, as the board and the journal tell them afterwards.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{
    Office, begin, choice, lock_now, open_case, person, recounted, sign_steps, work_day,
};
use kagiban::calendar::{Happened, Moment};
use kagiban::desk::{DayCell, EveningMark, OutState, PlaceState, SignError, Why};
use kagiban::journal::PlaceId;
use kagiban::procedure::{CaseAct, ChoiceId, FieldId, Refusal, State, StepId, Value, Values};
use kagiban::text::Paragraph;

fn moment(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

#[test]
fn a_lost_document_opens_an_incident_and_its_take_out_closes_only_after_it() {
    let office = Office::new();
    let desk = &office.desk;
    let rows = desk.view().unwrap().open_rows().unwrap();
    let out = rows
        .into_iter()
        .find(|r| r.procedure.id.0 == "take_out" && r.by == Some(person(10)))
        .unwrap();
    let line = |outcome: &str| [(0, Some(ChoiceId::from(outcome)))].into_iter().collect();
    let mut brought = sign_steps(
        desk,
        out.case,
        &["brought"],
        Values::from([(FieldId::from("sheets"), Value::Count(0))]),
    );
    if let CaseAct::Sign(sign) = &mut brought.act {
        sign.lines = line("lost");
    }
    desk.sign(person(10), &office.pin_of(10), &[brought])
        .unwrap();
    let board = desk.view().unwrap().board().unwrap();
    let shown = board.out.iter().find(|o| o.case == out.case).unwrap();
    assert_eq!(shown.state, OutState::Lost, "never said to be back");
    let incident = open_case(desk, "incident", "");
    let mut back = sign_steps(desk, out.case, &["back"], Values::new());
    if let CaseAct::Sign(sign) = &mut back.act {
        sign.lines = line("lost");
    }
    desk.sign(person(1), &office.pin_of(1), &[back]).unwrap();
    let state = |case| {
        desk.view()
            .unwrap()
            .case_row(case)
            .unwrap()
            .unwrap()
            .case
            .state
    };
    assert_eq!(state(out.case), State::Open, "the incident is open");
    let board = desk.view().unwrap().board().unwrap();
    assert_eq!(board.incidents.map(|all| all.count), Some(1));
    assert!(
        board.due.iter().all(|line| line.procedure.0 != "incident"),
        "counted, and never named"
    );
    assert!(desk.verify(&mut |_, _| true).unwrap().is_clean());
    assert_eq!(state(incident.case), State::Open);
    recounted(&office.desk);
}

#[test]
fn a_day_explained_as_not_locked_is_received_by_the_manager_and_opens_a_corrective_case() {
    let office = Office::new();
    let desk = &office.desk;
    let item = desk
        .view()
        .unwrap()
        .inbox()
        .unwrap()
        .into_iter()
        .find(|i| i.procedure.0 == "locking")
        .unwrap();
    let proposal = item.proposal(
        vec![StepId::from("received")],
        Default::default(),
        Values::from([choice("decision", "corrective")]),
    );
    desk.sign(person(1), &office.pin_of(1), &[proposal])
        .unwrap();
    let view = desk.view().unwrap();
    assert!(
        view.open_rows()
            .unwrap()
            .iter()
            .any(|r| r.procedure.id.0 == "corrective")
    );
    let month = view.month(PlaceId(1), work_day("2026-11-13").0).unwrap();
    let day = month
        .iter()
        .find(|d| d.day == work_day("2026-11-13"))
        .unwrap();
    assert!(
        matches!(day.cell, DayCell::Explained { received: true, .. }),
        "never a lock: {:?}",
        day.cell
    );
    assert_eq!(view.board().unwrap().holes.len(), 1);
    recounted(&office.desk);
}

#[test]
fn a_place_found_open_is_open_on_the_board_until_it_is_locked_again() {
    let office = Office::new();
    let desk = &office.desk;
    let place = PlaceId(2);
    let propose = |mark: &EveningMark| {
        let view = desk.view().unwrap();
        view.propose_evening(place, view.today(), mark).unwrap()
    };
    office.set("2026-11-17T18:50:00+09:00");
    let found = propose(&EveningMark::FoundOpen {
        at: Happened(moment("2026-11-17T18:50:00+09:00")),
        seen: ChoiceId::from("lock"),
    });
    desk.sign(person(7), &office.pin_of(7), &[found]).unwrap();
    let state = || {
        let board = desk.view().unwrap().board().unwrap();
        board
            .places
            .into_iter()
            .find(|p| p.place == place)
            .unwrap()
            .state
    };
    assert_eq!(state(), PlaceState::FoundOpen);
    office.set("2026-11-17T18:51:00+09:00");
    desk.sign(person(7), &office.pin_of(7), &[lock_now(desk, 2)])
        .unwrap();
    assert!(matches!(state(), PlaceState::Locked { by, .. } if by == person(7)));
    let view = desk.view().unwrap();
    let month = view.month(place, work_day("2026-11-17").0).unwrap();
    let DayCell::Lock { again, .. } = &month[16].cell else {
        panic!("{:?}", month[16].cell);
    };
    assert!(again, "the first lock stays underneath");
    assert!(
        view.inbox()
            .unwrap()
            .iter()
            .any(|i| i.wait.step.0 == "received_open")
    );
    recounted(&office.desk);
}

#[test]
fn a_lock_of_a_past_day_is_a_later_record_and_needs_its_reason() {
    let office = Office::new();
    let desk = &office.desk;
    let propose = |why: Option<&str>| {
        let mark = EveningMark::Locked {
            at: Happened(moment("2026-11-16T18:30:00+09:00")),
            why: why.map(|w| Paragraph::new(w).unwrap()),
        };
        let view = desk.view().unwrap();
        view.propose_evening(PlaceId(3), work_day("2026-11-16"), &mark)
            .unwrap()
    };
    let refused = desk.sign(person(5), &office.pin_of(5), &[propose(None)]);
    assert!(
        matches!(&refused, Err(SignError::AllLeftOut(left))
            if matches!(&left[0].why, Why::Rules(r) if matches!(&**r, Refusal::Fields(_)))),
        "{refused:?}"
    );
    desk.sign(
        person(5),
        &office.pin_of(5),
        &[propose(Some("記録を忘れた"))],
    )
    .unwrap();
    let view = desk.view().unwrap();
    let month = view.month(PlaceId(3), work_day("2026-11-16").0).unwrap();
    assert!(
        matches!(month[15].cell, DayCell::Lock { later: true, .. }),
        "{:?}",
        month[15].cell
    );
    recounted(&office.desk);
}

#[test]
fn an_extension_keeps_the_first_day_and_ends_the_lateness() {
    let office = Office::new();
    let desk = &office.desk;
    let late = || {
        let board = desk.view().unwrap().board().unwrap();
        board
            .out
            .into_iter()
            .find(|o| o.by == Some(person(10)))
            .unwrap()
    };
    assert!(matches!(late().state, OutState::Late { .. }));
    let mut extend = sign_steps(desk, late().case, &[], Values::new());
    extend.act = CaseAct::Extend {
        until: work_day("2026-11-20").0,
        reason: Paragraph::new("先方の都合").unwrap(),
    };
    desk.sign(person(1), &office.pin_of(1), &[extend]).unwrap();
    let line = late();
    assert_eq!(line.state, OutState::Out);
    assert_eq!(line.due, Some(work_day("2026-11-20").0));
    let row = desk.view().unwrap().case_row(line.case).unwrap().unwrap();
    assert_eq!(
        row.case.values[&FieldId::from("due_back")],
        Value::Date(work_day("2026-11-16").0)
    );
    recounted(&office.desk);
}

#[test]
fn two_second_checks_that_differ_void_both_checks_and_stay_on_record() {
    let office = Office::new();
    let desk = &office.desk;
    let letters = open_case(desk, "sending", "商店街");
    for round in 1..=2 {
        let mut differ = sign_steps(desk, letters.case, &[], Values::new());
        differ.act = CaseAct::Differ {
            step: StepId::from("second"),
            fields: [FieldId::from("row_digits")].into_iter().collect(),
            took: 300,
        };
        desk.sign(person(9), &office.pin_of(9), &[differ]).unwrap();
        let case = desk
            .view()
            .unwrap()
            .case_row(letters.case)
            .unwrap()
            .unwrap()
            .case;
        assert_eq!(case.differences.len(), round);
        let first = case.marks.iter().find(|m| m.step.0 == "draft").unwrap();
        assert_eq!(first.void.is_some(), round == 2);
    }
    let row = open_case(desk, "sending", "商店街");
    assert!(
        row.waits.iter().any(|w| w.step.0 == "draft"),
        "{:?}",
        row.waits
    );
    recounted(&office.desk);
}

#[test]
fn a_case_that_begins_gets_the_next_number_of_its_year() {
    let office = Office::new();
    let desk = &office.desk;
    let corrective = begin(desk, "corrective", "report", Values::new());
    let refused = desk.sign(person(5), &office.pin_of(5), &[corrective]);
    assert!(
        matches!(refused, Err(SignError::AllLeftOut(_))),
        "{refused:?}"
    );
    let rows = desk.view().unwrap().open_rows().unwrap();
    let mut numbers: Vec<u32> = rows
        .iter()
        .filter(|r| r.procedure.id.0 == "take_out")
        .map(|r| r.number)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [2, 3, 4, 5], "the first is closed");
    recounted(&office.desk);
}
