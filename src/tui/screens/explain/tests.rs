//! Missed days as clerks explain them.

use crate::calendar::{Happened, Moment, WorkDay};
use crate::desk::{DayCell, DayRow, DaySaid, Desk, EveningMark};
use crate::journal::{PersonNo, PlaceId};
use crate::procedure::{ChoiceId, FieldId, Value};
use crate::tui::screens::board::Board;
use crate::tui::screens::explain::Explain;
use crate::tui::screens::fixture::{Fixture, pin_of, sign};
use crate::tui::testing::Harness;

fn day(text: &str) -> WorkDay {
    text.parse().unwrap()
}

fn row(fixture: &Fixture, place: u16, on: &str) -> Option<DayRow> {
    let view = fixture.desk.view().unwrap();
    view.day_row(PlaceId(place), day(on)).unwrap()
}

fn board(fixture: &Fixture) -> Harness<Desk> {
    fixture.harness(Board::new(None))
}

/// How many keys a text of keys is.
fn count(keys: &str) -> usize {
    let mut named = false;
    let mut count = 0;
    for c in keys.chars() {
        match c {
            '<' => {
                named = true;
                count += 1;
            }
            '>' => named = false,
            _ if named => {}
            _ => count += 1,
        }
    }
    count
}

#[test]
fn yesterdays_lock_is_nine_keys_and_a_signature() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    let keys = "1<f5>1118421";
    assert_eq!(count(keys), 9);
    screen.keys(keys);
    screen
        .sees("署名する文")
        .sees("耐火金庫に、保有個人情報を記録した公文書を収め、施錠しました。");
    screen.sees("施錠した時刻: 18:42").sees("記録を忘れた");
    assert!(row(&fixture, 3, "2026-11-16").is_none());
    screen.keys(&sign(7));
    let row = row(&fixture, 3, "2026-11-16").unwrap();
    assert_eq!(row.locks.len(), 1);
    assert_eq!(row.locks[0].happened.0.clock(), "18:42");
    screen.sees("を後日記録しました。").sees("施錠の確認");
    let view = fixture.desk.view().unwrap();
    let month = view.month(PlaceId(3), day("2026-11-16").0).unwrap();
    assert!(matches!(month[15].cell, DayCell::Lock { later: true, .. }));
}

#[test]
fn locked_and_not_recorded_with_its_reason_in_words_is_nine_keys_and_the_words() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    let keys = "8111842";
    screen
        .keys(keys)
        .keys("4")
        .keys("会議が長引き、記録せずに帰った")
        .keys("<enter>");
    assert_eq!(count(keys) + count("4") + count("<enter>"), 9);
    screen.sees("会議が長引き、記録せずに帰った");
    screen.keys(&sign(7));
    assert_eq!(row(&fixture, 3, "2026-11-16").unwrap().locks.len(), 1);
    screen.sees("待っている人");
    screen.does_not_see("要 16日(月)");
}

#[test]
fn a_time_after_midnight_belongs_to_the_missed_day() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    screen.keys("8110025").keys("1").sees("施錠した時刻: 24:25");
    screen.keys(&sign(7));
    assert_eq!(row(&fixture, 3, "2026-11-16").unwrap().locks.len(), 1);
}

#[test]
fn a_time_that_is_none_is_told_and_the_field_comes_back() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    screen
        .keys("8119999")
        .keys("1")
        .sees("時刻は 1842 や 18:42 のように");
    screen.keys("<backspace><backspace><backspace><backspace>1842");
    screen.keys("<enter>").sees("施錠した時刻: 18:42");
    screen.keys("<esc>").does_not_see("署名する文");
}

#[test]
fn not_locked_asks_for_a_count_and_goes_to_the_manager() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    screen.keys("12").sees("いつから施錠されていなかったか");
    // From 19:10 to the next day 8:20, seen by 02; 115 of one holding were inside and are there.
    screen
        .keys("1910")
        .keys("17<enter>")
        .keys("0820")
        .keys("02");
    screen.sees("台帳 115件");
    screen
        .keys("115<enter>")
        .keys("115<enter>")
        .keys("0<enter>");
    screen.keys("鍵をかけ忘れた<enter>");
    screen.sees("署名する文").sees("次のとおり報告します");
    screen.keys(&sign(7));
    let row = row(&fixture, 3, "2026-11-16").unwrap();
    assert_eq!(row.said, DaySaid::NotLocked);
    assert!(row.locks.is_empty());
    let view = fixture.desk.view().unwrap();
    let case = view.case_row(row.case).unwrap().unwrap().case;
    assert_eq!(
        case.values.get(&FieldId::from("counted")),
        Some(&Value::Count(115))
    );
    assert_eq!(
        case.values.get(&FieldId::from("seen_by")),
        Some(&Value::Person(PersonNo(2)))
    );
    assert!(
        view.inbox()
            .unwrap()
            .iter()
            .any(|item| item.case == row.case)
    );
    let hole = view.board().unwrap().holes;
    assert!(hole.iter().all(|hole| hole.explained));
}

#[test]
fn what_is_missing_is_named_and_nothing_is_recorded() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    screen
        .keys("12")
        .keys("1910")
        .keys("17<enter>")
        .keys("0820");
    screen.keys("<enter><enter><enter><enter><enter>");
    screen
        .sees("「現物を数えた件数」を入れてください")
        .does_not_see("署名する文");
    assert!(row(&fixture, 3, "2026-11-16").is_none());
}

#[test]
fn nobody_worked_wants_its_words() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    screen.keys("13<enter>").sees("「説明」を入れてください");
    screen
        .keys("全員が研修で外に出ていた<enter>")
        .keys(&sign(7));
    assert_eq!(
        row(&fixture, 3, "2026-11-16").unwrap().said,
        DaySaid::Nobody
    );
}

#[test]
fn a_wrong_pin_keeps_the_answers_and_a_paste_with_a_newline_signs_nothing() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    screen
        .keys("1118421")
        .keys("07999999<enter>")
        .sees("PINが違います");
    screen.sees("施錠した時刻: 18:42");
    screen.paste("07270718\n").sees("貼り付けられません");
    screen.burst("270718<enter>");
    assert!(row(&fixture, 3, "2026-11-16").is_none());
}

#[test]
fn what_waits_for_the_manager_is_shown_and_not_asked_again() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    screen.sees("待 13日(金) 書庫A");
    screen.keys("2").sees("管理責任者の署名を待っています");
}

#[test]
fn a_colleague_who_explained_first_is_named() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    screen.keys("1118421").keys("07");
    let desk = fixture.other_terminal();
    let view = desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(Moment::parse("2026-11-16T18:30:00+09:00").unwrap()),
        why: Some(crate::text::Text::lines("記録を忘れた").unwrap()),
    };
    let proposal = view
        .propose_evening(PlaceId(3), day("2026-11-16"), &mark)
        .unwrap();
    desk.sign(PersonNo(5), &pin_of(&desk, PersonNo(5)), &[proposal])
        .unwrap();
    screen.keys(&sign(7)[2..]);
    screen.sees("佐藤 健").sees("何も記録していません");
    assert_eq!(row(&fixture, 3, "2026-11-16").unwrap().locks.len(), 1);
}

#[test]
fn a_place_found_open_and_never_locked_again_is_reported_with_a_count() {
    let fixture = Fixture::new();
    let desk = fixture.other_terminal();
    let view = desk.view().unwrap();
    let mark = EveningMark::FoundOpen {
        at: Happened(view.now),
        seen: ChoiceId::from("door"),
    };
    let proposal = view
        .propose_evening(PlaceId(2), view.today(), &mark)
        .unwrap();
    desk.sign(PersonNo(5), &pin_of(&desk, PersonNo(5)), &[proposal])
        .unwrap();
    drop((view, desk));
    let fixture = fixture.later("2026-11-18T08:30:00+09:00");
    let mut screen = fixture.harness(Explain::open(None));
    let rows = screen.rows();
    let nth = rows
        .iter()
        .find(|row| row.contains("17日(火) 書庫B"))
        .unwrap();
    let digit = nth.trim_start().trim_start_matches('>').trim_start();
    let digit: String = digit.chars().take(1).collect();
    screen.keys(&digit).keys("2").sees("開いていたもの");
    screen
        .keys("2")
        .keys("0820")
        .keys("30<enter>")
        .keys("0<enter>")
        .keys("<enter>");
    screen.sees("施錠と記録された書庫Bが、開いているのを見つけました（扉）。");
    screen.keys(&sign(7));
    let row = row(&fixture, 2, "2026-11-17").unwrap();
    assert_eq!((row.found_open, row.open_again), (2, true));
    // It stays on the board as explained, until the manager has received it.
    let view = fixture.desk.view().unwrap();
    let holes = view.board().unwrap().holes;
    let its = |hole: &&crate::desk::HoleLine| view.day_case(hole.place, hole.day) == row.case;
    let hole = holes.iter().find(its).unwrap();
    assert!(hole.explained && hole.found_open);
    let inbox = view.inbox().unwrap();
    let item = inbox.iter().find(|item| item.case == row.case).unwrap();
    let decision = Value::Choice(ChoiceId::from("corrective"));
    let values = [(FieldId::from("open_decision"), decision)].into();
    let received = item.proposal(vec![item.wait.step.clone()], Default::default(), values);
    let manager = PersonNo(1);
    let pin = pin_of(&fixture.desk, manager);
    fixture.desk.sign(manager, &pin, &[received]).unwrap();
    let holes = fixture.desk.view().unwrap().board().unwrap().holes;
    assert!(holes.iter().find(its).is_none());
}

#[test]
fn the_explanation_looks_as_it_is_drawn() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Explain::open(None));
    insta::assert_snapshot!("days_80x24", screen.screen());
    screen.keys("1");
    insta::assert_snapshot!("kinds_80x24", screen.screen());
    screen.keys("118421");
    insta::assert_snapshot!("locked_80x24", screen.screen());
    let mut screen = fixture.harness_on(Explain::open(None), fixture.stage.sized(132, 43));
    screen
        .keys("12")
        .keys("1910")
        .keys("17<enter>")
        .keys("0820")
        .keys("02");
    insta::assert_snapshot!("not_locked_132x43", screen.screen());
    let mut screen = fixture.harness_on(Explain::open(None), fixture.stage.english());
    screen
        .keys("12")
        .keys("1910")
        .keys("17<enter>")
        .keys("0820")
        .keys("02");
    insta::assert_snapshot!("not_locked_english_80x24", screen.screen());
}
