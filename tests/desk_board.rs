//! The board's index through a day's acts: what it counts is what is open, whatever happened.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::{Office, choice, lock_now, open_case, person, recounted, sign_steps};
use kagiban::desk::{Board, OutState, Proposal};
use kagiban::procedure::{CaseAct, ChoiceId, FieldId, State, Value, Values};
use kagiban::text::Paragraph;

fn board(office: &Office) -> Board {
    office.desk.view().unwrap().board().unwrap()
}

fn sign(office: &Office, who: u16, proposal: Proposal) {
    let pin = office.pin_of(who);
    office.desk.sign(person(who), &pin, &[proposal]).unwrap();
    recounted(&office.desk);
}

/// A signature on the first line of a case.
fn on_line(office: &Office, case: kagiban::journal::CaseId, step: &str, said: &str) -> Proposal {
    let counted = || Values::from([(FieldId::from("sheets"), Value::Count(0))]);
    let values = if step == "brought" {
        counted()
    } else {
        Values::new()
    };
    let mut act = sign_steps(&office.desk, case, &[step], values);
    if let CaseAct::Sign(sign) = &mut act.act {
        sign.lines = [(0, Some(ChoiceId::from(said)))].into_iter().collect();
    }
    act
}

#[test]
fn a_take_out_becomes_late_by_the_clock_alone() {
    let office = Office::new();
    let size = office.desk.size().unwrap();
    // The sample's take-out that is out in time is to be back on the 18th at noon.
    let late = |at: &str| {
        office.set(at);
        recounted(&office.desk);
        board(&office).counts.late
    };
    let before = late("2026-11-18T12:00:00+09:00");
    assert_eq!(late("2026-11-18T12:00:01+09:00"), before + 1);
    assert_eq!(
        late("2026-11-17T18:40:00+09:00"),
        before,
        "and in time again"
    );
    assert_eq!(office.desk.size().unwrap(), size, "nothing was recorded");
    // Weeks and years later too, records and duties among what is late.
    for at in ["2027-04-02T09:00:00+09:00", "2031-11-17T18:40:00+09:00"] {
        assert!(late(at) > before);
    }
}

#[test]
fn every_step_of_a_day_leaves_the_board_as_its_open_cases_are() {
    let office = Office::new();
    recounted(&office.desk);
    let asked = open_case(&office.desk, "take_out", "現地調査票");
    for place in [1, 3] {
        sign(&office, 5, lock_now(&office.desk, place));
    }
    let before = board(&office).counts;
    let mut question = sign_steps(&office.desk, asked.case, &[], Values::new());
    question.act = CaseAct::Ask {
        to: person(5),
        question: Paragraph::new("何部ですか").unwrap(),
    };
    sign(&office, 1, question);
    assert_eq!(board(&office).counts.others, before.others + 1);
    office.holds_together();
}

#[test]
fn what_was_lost_and_opens_again_after_it_was_closed_shows_again() {
    let office = Office::new();
    let desk = &office.desk;
    let rows = desk.view().unwrap().open_rows().unwrap();
    let out = rows
        .into_iter()
        .find(|r| r.procedure.id.0 == "take_out" && r.by == Some(person(10)))
        .unwrap();
    sign(&office, 10, on_line(&office, out.case, "brought", "lost"));
    let shown = |board: &Board| {
        board
            .out
            .iter()
            .find(|o| o.case == out.case)
            .map(|o| o.state)
    };
    assert_eq!(shown(&board(&office)), Some(OutState::Lost));
    assert_eq!(board(&office).counts.lost, 1);
    sign(&office, 1, on_line(&office, out.case, "back", "lost"));
    assert_eq!(shown(&board(&office)), None, "a manager has confirmed it");

    let state = || {
        let row = desk.view().unwrap().case_row(out.case).unwrap().unwrap();
        row.case.state
    };
    assert_eq!(state(), State::Open, "until its incidents are at their end");
    assert!(board(&office).incidents.is_some());
    let incidents = |office: &Office| {
        let rows = office.desk.view().unwrap().open_rows().unwrap();
        let of = rows.into_iter().filter(|r| r.procedure.id.0 == "incident");
        of.map(|r| r.case).collect::<Vec<_>>()
    };
    let all = incidents(&office);
    for case in &all {
        let text = |text: &str| Value::Text(kagiban::text::Text::new(text).unwrap());
        let words = Paragraph::new("袋が1つ足りない").unwrap();
        let known = desk.view().unwrap().now;
        let report = Values::from([
            choice("kind", "lost"),
            (FieldId::from("known"), Value::Moment(known)),
            (FieldId::from("where"), text("資料室")),
            (FieldId::from("words"), Value::Paragraph(words)),
        ]);
        sign(&office, 10, sign_steps(desk, *case, &["report"], report));
        let mut found = Values::from([choice("finding", "none")]);
        let why = Paragraph::new("車の中にあった").unwrap();
        found.insert(FieldId::from("finding_why"), Value::Paragraph(why));
        let received = sign_steps(desk, *case, &["received"], found);
        sign(&office, 1, received);
    }
    assert_eq!(state(), State::Closed);
    assert!(board(&office).incidents.is_none());

    // It was none after all: what was said of the incident is corrected.
    let mut again = sign_steps(desk, all[0], &[], Values::new());
    again.act = CaseAct::Correct {
        values: Values::from([choice("finding", "handle")]),
        reason: Paragraph::new("別の書類だった").unwrap(),
    };
    sign(&office, 2, again);
    assert_eq!(board(&office).incidents.map(|all| all.count), Some(1));
    assert_eq!(state(), State::Open);
    office.holds_together();
}
