//! The register (台帳): what hangs on an item, where it lies, what is out, and what may leave.
#![allow(clippy::unwrap_used)]

mod desk_support;

use desk_support::*;
use kagiban::desk::{Desk, DutyLine, Proposal, RegisterFilter, SignError, Why};
use kagiban::journal::{CaseId, HoldingId, PlaceId};
use kagiban::office::{Keep, OfficeAct, Span};
use kagiban::procedure::{
    CaseAct, ChoiceId, FieldFault, Handling, HoldingLine, LineFault, Media, Refusal, RetainedLine,
    State, Value, Values,
};
use kagiban::text::Text;

#[test]
fn what_was_taken_out_and_came_back_hangs_on_its_item_with_day_and_person() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let traces = view.holding_history(HoldingId(11), 100).unwrap();
    let done: Vec<Handling> = traces.iter().map(|t| t.did.did).collect();
    // The latest first: out today, out and back two weeks ago.
    assert_eq!(
        done,
        [Handling::TakenOut, Handling::Back, Handling::TakenOut]
    );
    let back = traces.iter().find(|t| t.did.did == Handling::Back).unwrap();
    assert_eq!(back.did.count, 6);
    // The manager only confirms: 担当者 is who brought it back, and who took it out.
    let applied = |case| {
        let row = view.case_row(case).unwrap().unwrap();
        let marks = row.case.marks;
        let of = |step: &str| marks.iter().find(|m| m.step.0 == step).unwrap().by;
        (of("apply"), of("out"))
    };
    for trace in &traces {
        let (asked, confirmed) = applied(trace.case);
        assert_ne!(asked, confirmed);
        assert_eq!(trace.did.by, asked);
    }
    assert_eq!(back.did.happened.0.date().to_string(), "2026-11-05");
    assert!(back.form_no.is_some());
    recounted(&office.desk);
}

#[test]
fn the_register_says_what_is_out_and_what_lies_in_a_place() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let line = view.register_line(HoldingId(11)).unwrap().unwrap();
    assert_eq!((line.left, line.out, line.inside()), (96, 12, 84));
    let out = view
        .register(
            &RegisterFilter {
                out: true,
                ..RegisterFilter::default()
            },
            0,
            50,
        )
        .unwrap();
    assert!(out.lines.iter().any(|l| l.item.id == HoldingId(12)));
    assert!(out.lines.iter().all(|l| l.out > 0));
    let named = view
        .register(
            &RegisterFilter {
                words: "ホジョキン 申請".to_owned(),
                ..RegisterFilter::default()
            },
            0,
            50,
        )
        .unwrap();
    assert_eq!(named.total, 0);
    let inside = view.lies_in(PlaceId(1)).unwrap();
    assert!(inside.iter().any(|l| l.item.id == HoldingId(9)));
    recounted(&office.desk);
}

/// A line of an item of the sample's register.
fn line(id: u16, title: &str, count: u32) -> HoldingLine {
    HoldingLine {
        holding: Some(HoldingId(id)),
        title: Text::new(title).unwrap(),
        count,
        media: Media::Paper,
        special: Vec::new(),
    }
}

fn text(s: &str) -> Value {
    Value::Text(Text::new(s).unwrap())
}

/// An application for disposal: these lines, and what is kept.
fn ask(desk: &Desk, lines: Vec<HoldingLine>, kept: Vec<RetainedLine>) -> Proposal {
    let mut values = Values::from([
        ("documents".into(), Value::HoldingLines(lines)),
        choice("has_kept", if kept.is_empty() { "no" } else { "yes" }),
        choice("method", "shred"),
        ("medium".into(), text("簿冊")),
    ]);
    if !kept.is_empty() {
        values.insert("kept".into(), Value::RetainedLines(kept));
    }
    begin(desk, "disposal", "ask", values)
}

fn sign(office: &Office, who: u16, proposal: Proposal) -> Result<(), SignError> {
    let pin = office.pin_of(who);
    office.desk.sign(person(who), &pin, &[proposal]).map(|_| ())
}

/// Signs steps on lines, each with what became of it.
fn on_lines(
    desk: &Desk,
    case: CaseId,
    step: &str,
    lines: &[(u16, &str)],
    values: Values,
) -> Proposal {
    let mut proposal = sign_steps(desk, case, &[step], values);
    if let CaseAct::Sign(sign) = &mut proposal.act {
        sign.lines = lines
            .iter()
            .map(|(line, outcome)| (*line, Some(ChoiceId::from(*outcome))))
            .collect();
    }
    proposal
}

fn refused(result: Result<(), SignError>) -> Refusal {
    match result.unwrap_err() {
        SignError::AllLeftOut(mut left) => match left.remove(0).why {
            Why::Rules(refusal) => *refusal,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn fault_of_line(refusal: Refusal) -> LineFault {
    match refusal {
        Refusal::Fields(faults) => match faults.first() {
            Some(FieldFault::Line { what, .. }) => *what,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// The sample, once the manager has confirmed the return of the one record of 40 that was out.
fn all_back() -> Office {
    let office = Office::new();
    let case = open_case(&office.desk, "take_out", "面談記録").case;
    let back = on_lines(
        &office.desk,
        case,
        "back",
        &[(0, "returned")],
        Values::new(),
    );
    sign(&office, 1, back).unwrap();
    office
}

/// Disposes of what was asked for, witnesses and certifies it.
fn through(office: &Office, case: CaseId, lines: &[(u16, &str)]) {
    let desk = &office.desk;
    sign(office, 1, sign_steps(desk, case, &["allow"], Values::new())).unwrap();
    sign(
        office,
        5,
        on_lines(desk, case, "dispose", lines, Values::new()),
    )
    .unwrap();
    let presence = Values::from([choice("presence", "there")]);
    sign(office, 7, sign_steps(desk, case, &["witness"], presence)).unwrap();
    let responsible = Values::from([("responsible".into(), Value::Person(person(1)))]);
    sign(office, 1, sign_steps(desk, case, &["certify"], responsible)).unwrap();
}

#[test]
fn more_than_the_register_holds_is_not_disposed_of() {
    let office = all_back();
    // The register holds 40.
    let proposal = ask(&office.desk, vec![line(9, "面談記録", 41)], Vec::new());
    let fault = fault_of_line(refused(sign(&office, 5, proposal)));
    assert_eq!(fault, LineFault::OverRegister { left: 40 });
    // Two lines of one item count together, and what is kept as well.
    let kept = RetainedLine {
        line: line(9, "面談記録", 11),
        basis: Text::new("公文書管理規程").unwrap(),
        planned: "2031-04-01".parse().unwrap(),
    };
    let proposal = ask(&office.desk, vec![line(9, "面談記録", 30)], vec![kept]);
    let fault = fault_of_line(refused(sign(&office, 5, proposal)));
    assert_eq!(fault, LineFault::OverRegister { left: 40 });
    recounted(&office.desk);
}

#[test]
fn what_two_applications_ask_for_leaves_once() {
    let office = all_back();
    let (one, two) = (
        ask(&office.desk, vec![line(9, "面談記録", 40)], Vec::new()),
        ask(&office.desk, vec![line(9, "面談記録", 30)], Vec::new()),
    );
    let (first, second) = (one.case, two.case);
    sign(&office, 5, one).unwrap();
    sign(&office, 5, two).unwrap();
    through(&office, first, &[(0, "gone")]);
    let desk = &office.desk;
    sign(
        &office,
        1,
        sign_steps(desk, second, &["allow"], Values::new()),
    )
    .unwrap();
    let again = on_lines(desk, second, "dispose", &[(0, "gone")], Values::new());
    let fault = fault_of_line(refused(sign(&office, 5, again)));
    assert_eq!(fault, LineFault::OverRegister { left: 0 });
    // The truthful way on: it was not disposed of after all.
    let left = on_lines(desk, second, "dispose", &[(0, "left")], Values::new());
    sign(&office, 5, left).unwrap();
    let line = desk.view().unwrap().register_line(HoldingId(9)).unwrap();
    assert_eq!(line.map(|l| (l.left, l.disposed)), Some((0, 40)));
    let verification = desk.verify(&mut |_, _| true).unwrap();
    assert!(verification.is_clean(), "{verification:#?}");
    recounted(&office.desk);
}

#[test]
fn what_one_list_takes_twice_is_written_once_and_the_other_named() {
    let office = all_back();
    let desk = &office.desk;
    let cases = [40, 30].map(|count| {
        let asked = ask(desk, vec![line(9, "面談記録", count)], Vec::new());
        let case = asked.case;
        sign(&office, 5, asked).unwrap();
        sign(
            &office,
            1,
            sign_steps(desk, case, &["allow"], Values::new()),
        )
        .unwrap();
        case
    });
    // Each is lawful by what the signer sees; together they are not.
    let list = cases.map(|case| on_lines(desk, case, "dispose", &[(0, "gone")], Values::new()));
    let signed = desk.sign(person(5), &office.pin_of(5), &list).unwrap();
    assert_eq!(signed.entries.len(), 1);
    assert_eq!(signed.left_out.len(), 1);
    assert_eq!(signed.left_out[0].position, 1);
    let why = signed.left_out.into_iter().next().unwrap().why;
    let Why::Rules(refusal) = why else {
        panic!("{why:?}")
    };
    assert_eq!(fault_of_line(*refusal), LineFault::OverRegister { left: 0 });
    assert!(desk.view().unwrap().faults().unwrap().is_empty());
    let verification = desk.verify(&mut |_, _| true).unwrap();
    assert!(verification.is_clean(), "{verification:#?}");
    recounted(&office.desk);
}

#[test]
fn what_another_terminal_takes_while_a_pin_is_typed_is_not_taken_twice() {
    let office = all_back();
    let desk = &office.desk;
    let [mine, theirs] = [40, 30].map(|count| {
        let asked = ask(desk, vec![line(9, "面談記録", count)], Vec::new());
        let case = asked.case;
        sign(&office, 5, asked).unwrap();
        let allow = sign_steps(desk, case, &["allow"], Values::new());
        sign(&office, 1, allow).unwrap();
        on_lines(desk, case, "dispose", &[(0, "gone")], Values::new())
    });
    let list = [mine];
    let prepared = desk.prepare(person(5), &list, &[]);
    assert!(prepared.is_some());
    let other = office.another();
    other.sign(person(5), &office.pin_of(5), &[theirs]).unwrap();
    let size = desk.size().unwrap();

    let key = desk.open_person(person(5), &office.pin_of(5)).unwrap();
    let told = refused(desk.sign_all(&key, &list, &[], prepared).map(drop));
    assert_eq!(fault_of_line(told), LineFault::OverRegister { left: 10 });
    assert_eq!(desk.size().unwrap(), size, "nothing is recorded");
    assert!(desk.view().unwrap().faults().unwrap().is_empty());
    office.holds_together();
}

#[test]
fn what_a_law_keeps_is_refused_until_its_day_has_come() {
    let office = all_back();
    let kept = RetainedLine {
        line: line(9, "面談記録", 10),
        basis: Text::new("公文書管理規程").unwrap(),
        planned: "2027-04-01".parse().unwrap(),
    };
    let proposal = ask(&office.desk, vec![line(9, "面談記録", 30)], vec![kept]);
    let case = proposal.case;
    sign(&office, 5, proposal).unwrap();
    through(&office, case, &[(0, "gone")]);
    let early = ask(&office.desk, vec![line(9, "面談記録", 10)], Vec::new());
    let fault = fault_of_line(refused(sign(&office, 5, early)));
    let until = "2027-04-01".parse().unwrap();
    assert_eq!(fault, LineFault::Kept { until });
    office.set("2027-04-01T10:00:00+09:00");
    // The planned day has come: it is expected, and goes when it is done.
    let expected = |office: &Office| {
        let duties = office.desk.view().unwrap().duties().unwrap();
        let of_it = |d: &DutyLine| d.procedure.0 == "disposal" && d.origin.is_some();
        duties.into_iter().find(of_it)
    };
    let due = expected(&office).unwrap();
    assert_eq!(due.due, until);
    let mut later = ask(&office.desk, vec![line(9, "面談記録", 10)], Vec::new());
    if let CaseAct::Sign(sign) = &mut later.act {
        sign.open.as_mut().unwrap().origin = due.origin.clone();
    }
    let case = later.case;
    sign(&office, 5, later).unwrap();
    through(&office, case, &[(0, "gone")]);
    let view = office.desk.view().unwrap();
    let now = view.register_line(HoldingId(9)).unwrap().unwrap();
    assert_eq!((now.left, now.disposed), (0, 40));
    assert_eq!(expected(&office), None);
    recounted(&office.desk);
}

/// A disposal of 30 of the 40 records, of which ten are kept until April, done; and April has come.
fn ten_are_due(office: &Office) {
    let kept = RetainedLine {
        line: line(9, "面談記録", 10),
        basis: Text::new("公文書管理規程").unwrap(),
        planned: "2027-04-01".parse().unwrap(),
    };
    // Thirty go, and none besides the ten is left.
    let proposal = ask(&office.desk, vec![line(9, "面談記録", 30)], vec![kept]);
    let case = proposal.case;
    sign(office, 5, proposal).unwrap();
    through(office, case, &[(0, "gone")]);
    office.set("2027-04-01T10:00:00+09:00");
}

/// What is still due of it, 件数.
fn due(office: &Office) -> Option<u32> {
    let view = office.desk.view().unwrap();
    let duties = view.duties().unwrap();
    let due = duties
        .iter()
        .find(|d| d.procedure.0 == "disposal" && d.origin.is_some())?;
    let Some(Value::HoldingLines(lines)) = due.values.get(&"documents".into()) else {
        panic!("{due:?}");
    };
    Some(lines.iter().map(|line| line.count).sum())
}

/// The parts of the item that its page says are kept.
fn kept_parts(office: &Office) -> usize {
    let view = office.desk.view().unwrap();
    view.register_line(HoldingId(9))
        .unwrap()
        .unwrap()
        .kept
        .len()
}

#[test]
fn what_was_due_is_done_by_disposals_that_were_begun_from_the_item_as_well() {
    let office = all_back();
    ten_are_due(&office);
    assert_eq!((due(&office), kept_parts(&office)), (Some(10), 1));
    for (count, left) in [(4, Some(6)), (6, None)] {
        let later = ask(&office.desk, vec![line(9, "面談記録", count)], Vec::new());
        let case = later.case;
        sign(&office, 5, later).unwrap();
        through(&office, case, &[(0, "gone")]);
        assert_eq!(due(&office), left);
    }
    assert_eq!(kept_parts(&office), 0, "nothing of it is there any more");
    let before = office.desk.rows_for_comparison().unwrap();
    assert!(before.iter().any(|(table, ..)| *table == "dealt"));
    office.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(office.desk.rows_for_comparison().unwrap(), before);
    recounted(&office.desk);
}

#[test]
fn a_disposal_that_leaves_everything_where_it_is_does_not_end_what_is_due() {
    let office = all_back();
    ten_are_due(&office);
    let view = office.desk.view().unwrap();
    let origin = view
        .duties()
        .unwrap()
        .into_iter()
        .find_map(|d| d.origin.filter(|_| d.procedure.0 == "disposal"));
    let mut later = ask(&office.desk, vec![line(9, "面談記録", 10)], Vec::new());
    if let CaseAct::Sign(sign) = &mut later.act {
        sign.open.as_mut().unwrap().origin = origin;
    }
    let case = later.case;
    sign(&office, 5, later).unwrap();
    through(&office, case, &[(0, "left")]);
    assert_eq!(due(&office), Some(10));
    recounted(&office.desk);
}

#[test]
fn an_item_that_the_register_marks_as_kept_by_law_is_not_disposed_of() {
    let office = Office::new();
    let view = office.desk.view().unwrap();
    let mut item = view.office.holding_ever(HoldingId(9)).unwrap().clone();
    item.keep = Some(Keep {
        basis: Text::new("公文書管理規程").unwrap(),
        until: "2031-03-31".parse().unwrap(),
    });
    item.span = Span::since("2026-11-17".parse().unwrap());
    drop(view);
    let pin = office.pin_of(1);
    office
        .desk
        .sign_office(person(1), &pin, OfficeAct::Holding(item), None)
        .unwrap();
    let proposal = ask(&office.desk, vec![line(9, "面談記録", 1)], Vec::new());
    let fault = fault_of_line(refused(sign(&office, 5, proposal)));
    let until = "2031-03-31".parse().unwrap();
    assert_eq!(fault, LineFault::Kept { until });
    recounted(&office.desk);
}

#[test]
fn one_of_three_documents_lost_opens_an_incident_and_the_disposal_ends_only_after_it() {
    let office = all_back();
    let lines = vec![
        line(9, "面談記録", 40),
        line(11, "現地調査票", 6),
        line(12, "補助金申請書", 3),
    ];
    let proposal = ask(&office.desk, lines, Vec::new());
    let case = proposal.case;
    sign(&office, 5, proposal).unwrap();
    through(&office, case, &[(0, "gone"), (1, "gone"), (2, "missing")]);
    let state = || {
        let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
        (row.case.state, row.case.children.clone())
    };
    let (open, children) = state();
    assert_eq!(open, State::Open);
    let (child, incident) = children.first_key_value().unwrap();
    assert_eq!(incident.procedure.0, "incident");
    assert_eq!(incident.line, Some(2));
    assert!(!incident.closed);
    let view = office.desk.view().unwrap();
    let missing = view.register_line(HoldingId(12)).unwrap().unwrap();
    assert_eq!((missing.missing, missing.left), (3, 212));
    let still: Vec<CaseId> = view
        .open_rows()
        .unwrap()
        .iter()
        .map(|row| row.case)
        .filter(|id| id == child || *id == case)
        .collect();
    assert_eq!(still.len(), 2);
    recounted(&office.desk);
}

#[test]
fn an_item_that_was_moved_lies_there_until_the_register_says_another_place() {
    let office = all_back();
    let values = Values::from([
        (
            "documents".into(),
            Value::HoldingLines(vec![line(9, "面談記録", 40)]),
        ),
        choice("kind", "place"),
        ("to".into(), Value::Place(PlaceId(8))),
        choice("carried", "closed"),
        ("purpose".into(), text("整理")),
    ]);
    let proposal = begin(&office.desk, "move", "moved", values);
    sign(&office, 5, proposal).unwrap();
    let view = office.desk.view().unwrap();
    let now = view.register_line(HoldingId(9)).unwrap().unwrap();
    assert_eq!(now.place, Some(PlaceId(8)));
    let there = view.lies_in(PlaceId(8)).unwrap();
    assert!(there.iter().any(|l| l.item.id == HoldingId(9)));
    let before = view.lies_in(PlaceId(1)).unwrap();
    assert!(before.iter().all(|l| l.item.id != HoldingId(9)));
    recounted(&office.desk);
}

#[test]
fn the_register_built_anew_from_the_journal_is_the_same() {
    let office = Office::new();
    let proposal = ask(&office.desk, vec![line(9, "面談記録", 30)], Vec::new());
    let case = proposal.case;
    sign(&office, 5, proposal).unwrap();
    through(&office, case, &[(0, "gone")]);
    let before = office.desk.rows_for_comparison().unwrap();
    assert!(before.iter().any(|(table, ..)| *table == "handled"));
    office.desk.rebuild(&mut |_| true).unwrap();
    assert_eq!(office.desk.rows_for_comparison().unwrap(), before);
    recounted(&office.desk);
}

/// An application to take so many field sheets out. The register has 96, of which 12 are out.
fn take_out(desk: &Desk, count: u32) -> Proposal {
    let values = Values::from([
        (
            "documents".into(),
            Value::HoldingLines(vec![line(11, "現地調査票", count)]),
        ),
        ("destination".into(), text("見本町会館")),
        ("purpose".into(), text("現地調査")),
        (
            "due_back".into(),
            Value::Date("2026-11-18".parse().unwrap()),
        ),
        choice("bag", "locked"),
        choice("route", "direct"),
        choice("storage", "no"),
    ]);
    begin(desk, "take_out", "apply", values)
}

#[test]
fn what_is_out_is_not_taken_out_disposed_of_or_moved() {
    let office = Office::new();
    let desk = &office.desk;
    let not_here = LineFault::NotHere { here: 84, out: 12 };
    let moved = Values::from([
        (
            "documents".into(),
            Value::HoldingLines(vec![line(11, "現地調査票", 85)]),
        ),
        choice("kind", "place"),
        ("to".into(), Value::Place(PlaceId(8))),
        choice("carried", "closed"),
        ("purpose".into(), text("整理")),
    ]);
    for proposal in [
        take_out(desk, 85),
        ask(desk, vec![line(11, "現地調査票", 85)], Vec::new()),
        begin(desk, "move", "moved", moved),
    ] {
        let fault = fault_of_line(refused(sign(&office, 5, proposal)));
        assert_eq!(fault, not_here);
    }
    let whole = take_out(desk, 84);
    let case = whole.case;
    sign(&office, 5, whole).unwrap();
    let permit = sign_steps(desk, case, &["permit", "out"], Values::new());
    sign(&office, 1, permit).unwrap();
    let now = desk.view().unwrap().register_line(HoldingId(11)).unwrap();
    assert_eq!(now.map(|l| (l.left, l.out)), Some((96, 96)));
    let verification = desk.verify(&mut |_, _| true).unwrap();
    assert!(verification.is_clean(), "{verification:#?}");
}

#[test]
fn what_two_applications_would_take_out_leaves_once() {
    let office = Office::new();
    let desk = &office.desk;
    let cases = [50, 50].map(|count| {
        let asked = take_out(desk, count);
        let case = asked.case;
        sign(&office, 5, asked).unwrap();
        case
    });
    let permit = |case| sign_steps(desk, case, &["permit", "out"], Values::new());
    sign(&office, 1, permit(cases[0])).unwrap();
    let fault = fault_of_line(refused(sign(&office, 1, permit(cases[1]))));
    assert_eq!(fault, LineFault::NotHere { here: 34, out: 62 });
}

#[test]
fn what_is_sent_may_be_a_copy_of_more_than_is_here() {
    let office = Office::new();
    let values = Values::from([
        (
            "documents".into(),
            Value::HoldingLines(vec![line(9, "面談記録", 999)]),
        ),
        choice("means", "hand"),
        choice("recipient_kind", "person"),
        ("recipient".into(), text("本人あて 0418")),
        ("purpose".into(), text("開示")),
        ("hand_last4".into(), Value::Digits("0418".to_owned())),
        choice("hand_document", "official"),
        ("hand_pieces".into(), Value::Count(1)),
        choice("hand_cover", "nothing"),
    ]);
    let proposal = begin(&office.desk, "sending", "draft", values);
    sign(&office, 5, proposal).unwrap();
}
