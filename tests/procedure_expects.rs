//! What one record expects of another: what a law keeps is disposed of on its planned day.
#![allow(clippy::unwrap_used)]

mod procedure_common;

use kagiban::journal::{CaseId, EntryId, HoldingId};
use kagiban::procedure::{
    Amounts, Case, DefId, Endings, HoldingLine, Origin, RetainedLine, State, Value, asked,
    expected_by, lacking,
};
use procedure_common::*;
use std::collections::BTreeMap;

const INTERVIEWS: HoldingId = HoldingId(9);

fn held(id: HoldingId, count: u32) -> HoldingLine {
    HoldingLine {
        holding: Some(id),
        ..line("面談記録", count)
    }
}

fn kept(count: u32, planned: &str) -> RetainedLine {
    RetainedLine {
        line: held(INTERVIEWS, count),
        basis: text("公文書管理規程"),
        planned: day(planned),
    }
}

/// An office that registers a hundred of the item, and a disposal of these lines on that day.
fn disposal(now: &str, lines: Vec<HoldingLine>, kept: Vec<RetainedLine>) -> Play {
    let mut play = Play::new("disposal");
    play.now = at(now);
    let mut item = play.office.holdings[0].clone();
    item.id = INTERVIEWS;
    item.count = 100;
    play.office.holdings.push(item);
    let mut values = values_of([
        ("documents", Value::HoldingLines(lines)),
        (
            "has_kept",
            choice(if kept.is_empty() { "no" } else { "yes" }),
        ),
        ("method", choice("shred")),
        ("medium", Value::Text(text("簿冊"))),
    ]);
    if !kept.is_empty() {
        values.insert("kept".into(), Value::RetainedLines(kept));
    }
    play.signs(SATO, &["ask"], values).unwrap();
    play.signs(TANAKA, &["allow"], values_of([])).unwrap();
    play
}

/// What became of each line, and that somebody saw it.
fn gone(play: &mut Play, outcomes: &[&str]) {
    let lines: BTreeMap<u16, _> = (0u16..)
        .zip(outcomes)
        .map(|(line, outcome)| (line, Some((*outcome).into())))
        .collect();
    let what = play.sign_lines(&["dispose"], values_of([]), lines);
    play.does(SATO, &what).unwrap();
    let presence = values_of([("presence", choice("there"))]);
    play.signs(SUZUKI, &["witness"], presence).unwrap();
}

fn certified(play: &mut Play) {
    let responsible = values_of([("responsible", Value::Person(TANAKA))]);
    play.signs(TANAKA, &["certify"], responsible).unwrap();
}

/// What `case` brings to an end for ten of the item that were due on that day, begun from that duty
/// or by itself.
fn taken(case: &Case, due: &str, from_duty: bool) -> u32 {
    let expects = Origin {
        case: CaseId([1; 16]),
        entry: EntryId([1; 32]),
        line: Some(0),
    };
    let mut case = case.clone();
    case.origin = from_duty.then(|| expects.clone());
    let def = Play::new("disposal").def();
    let lacks = Amounts::from([(INTERVIEWS, 10)]);
    let taken = Endings::of(def, &case).take(&expects, &DefId::from("disposal"), day(due), &lacks);
    taken.get(&INTERVIEWS).copied().unwrap_or(0)
}

#[test]
fn each_part_that_is_kept_is_expected_on_its_own_day_once_it_is_certified() {
    let parts = vec![kept(10, "2027-04-01"), kept(5, "2031-04-01")];
    let mut play = disposal(
        "2026-11-17T10:00:00+09:00",
        vec![held(INTERVIEWS, 30)],
        parts,
    );
    gone(&mut play, &["gone"]);
    assert_eq!(expected_by(play.def(), play.the()), []);
    certified(&mut play);
    let expected = expected_by(play.def(), play.the());
    let said: Vec<_> = expected
        .iter()
        .map(|e| (e.line, e.due, asked(&e.values)))
        .collect();
    assert_eq!(
        said,
        [
            (
                Some(0),
                day("2027-04-01"),
                Amounts::from([(INTERVIEWS, 10)])
            ),
            (Some(1), day("2031-04-01"), Amounts::from([(INTERVIEWS, 5)])),
        ]
    );
    assert!(expected.iter().all(|e| e.procedure.0 == "disposal"));
}

#[test]
fn where_nothing_is_kept_nothing_is_expected() {
    let now = "2026-11-17T10:00:00+09:00";
    let mut play = disposal(now, vec![held(INTERVIEWS, 30)], Vec::new());
    gone(&mut play, &["gone"]);
    certified(&mut play);
    assert_eq!(play.the().state, State::Closed);
    assert_eq!(expected_by(play.def(), play.the()), []);
}

#[test]
fn a_disposal_counts_for_what_was_due_on_its_day_however_it_was_begun() {
    let mut play = disposal(
        "2027-04-02T10:00:00+09:00",
        vec![held(INTERVIEWS, 4), held(INTERVIEWS, 30)],
        Vec::new(),
    );
    gone(&mut play, &["gone", "gone"]);
    assert_eq!(taken(play.the(), "2027-04-01", true), 0, "not certified");
    certified(&mut play);
    for from_duty in [false, true] {
        assert_eq!(taken(play.the(), "2027-04-01", from_duty), 10);
    }
    // What went before the day was another part of the item: this one was kept by law.
    assert_eq!(taken(play.the(), "2027-04-03", false), 0);
}

#[test]
fn what_was_left_where_it_is_settles_nothing_and_what_is_missing_is_accounted_for() {
    let now = "2027-04-02T10:00:00+09:00";
    let mut play = disposal(
        now,
        vec![held(INTERVIEWS, 4), held(INTERVIEWS, 6)],
        Vec::new(),
    );
    gone(&mut play, &["gone", "left"]);
    certified(&mut play);
    for from_duty in [false, true] {
        assert_eq!(taken(play.the(), "2027-04-01", from_duty), 4);
    }
    let mut play = disposal(now, vec![held(INTERVIEWS, 10)], Vec::new());
    gone(&mut play, &["missing"]);
    certified(&mut play);
    assert_eq!(
        taken(play.the(), "2027-04-01", true),
        0,
        "its incident is open"
    );
    let closed = Case {
        state: State::Closed,
        ..play.the().clone()
    };
    assert_eq!(taken(&closed, "2027-04-01", true), 10);
}

#[test]
fn what_is_lacking_is_what_nobody_has_dealt_with() {
    let other = HoldingId(11);
    let asked = Amounts::from([(INTERVIEWS, 10), (other, 3)]);
    let dealt = Amounts::from([(INTERVIEWS, 4), (other, 3)]);
    assert_eq!(lacking(&asked, &dealt), Amounts::from([(INTERVIEWS, 6)]));
    assert!(lacking(&asked, &asked).is_empty());
}
