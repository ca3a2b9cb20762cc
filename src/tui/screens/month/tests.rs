//! The month's sheet as an auditor reads it.

use super::MonthSheet;
use crate::calendar::Happened;
use crate::desk::{Desk, EveningMark};
use crate::journal::{PersonNo, PlaceId};
use crate::tui::screens::board::Board;
use crate::tui::screens::fixture::{Fixture, pin_of, sign};
use crate::tui::testing::Harness;
use chrono::NaiveDate;

fn sheet(fixture: &Fixture, place: u16) -> Harness<Desk> {
    let today = fixture.desk.view().unwrap().today().0;
    fixture.harness(MonthSheet::open(PlaceId(place), today, None))
}

/// The row of a day, from the number on.
fn row(screen: &Harness<Desk>, day: u32) -> String {
    let wanted = format!("{day:>2}  ");
    let rows = screen.rows();
    let half = |row: &String| -> Option<String> {
        let (left, right) = row.split_once('|').unwrap_or((row.as_str(), ""));
        [left, right]
            .into_iter()
            .map(|half| half.trim_start_matches([' ', '>']).trim_end().to_owned())
            .find(|half| half.starts_with(wanted.trim_start()))
    };
    rows.iter().skip(2).take(16).find_map(half).unwrap()
}

#[test]
fn no_day_is_blank_and_every_mark_is_a_word() {
    let fixture = Fixture::new();
    let screen = sheet(&fixture, 1);
    screen
        .sees("施錠確認表  第1号様式")
        .sees("施錠場所 書庫A")
        .sees("令和8年11月");
    assert!(row(&screen, 3).contains('休'));
    assert!(row(&screen, 10).ends_with('後'));
    assert!(row(&screen, 12).ends_with('名'));
    assert!(row(&screen, 13).contains("(施錠せず)"));
    assert!(row(&screen, 13).ends_with('要'), "not received yet");
    assert!(row(&screen, 17).contains("(まだ)"));
    assert!(row(&screen, 22).contains('休'));
    screen.sees("受け待ち1(13日)").sees("後日1").sees("名簿外1");
}

#[test]
fn size_and_short_root_are_those_of_the_journal() {
    let fixture = Fixture::new();
    let screen = sheet(&fixture, 1);
    let checkpoint = fixture.desk.checkpoint().unwrap();
    screen.sees(&format!(
        "記録 {}件  根 {}",
        checkpoint.size,
        checkpoint.short_root()
    ));
}

#[test]
fn the_selected_days_note_comes_first() {
    let fixture = Fixture::new();
    let mut screen = sheet(&fixture, 1);
    for _ in 0..4 {
        screen.keys("<up>");
    }
    screen
        .sees("13日 施錠していなかった。言った 鈴木 花子")
        .sees("管理責任者の受け待ち");
    screen.keys("<up><up><up>");
    screen.sees("10日 後日記録").sees("端末が使えず");
}

#[test]
fn a_hole_leads_to_its_explanation_and_a_locked_day_to_the_report_that_it_stood_open() {
    let fixture = Fixture::new();
    let mut screen = sheet(&fixture, 3);
    screen.keys("<up>");
    assert!(row(&screen, 16).contains("(記録なし)"));
    screen
        .keys("<f4>")
        .sees("16日(月) 耐火金庫")
        .sees("何がありましたか");
    screen.keys("118421").keys(&sign(7));
    screen.sees("施錠確認表");
    assert!(row(&screen, 16).ends_with('後'));
    // Locked, as the sheet says: and yet it may have stood open in the morning (law 12).
    screen
        .keys("<f4>")
        .sees("施錠と記録されたが、開いているのを見つけた")
        .does_not_see("だれも使わなかった");
    screen.keys("1").sees("開いていたもの");
    screen
        .keys("2")
        .keys("0820")
        .keys("30<enter>")
        .keys("0<enter>")
        .keys("<enter>");
    screen.sees("施錠と記録された耐火金庫が、開いているのを見つけました（扉）。");
    screen.keys(&sign(7));
    let view = fixture.desk.view().unwrap();
    let waits = view.inbox().unwrap();
    assert!(waits.iter().any(|i| i.wait.step.0 == "received_open"));
}

#[test]
fn locked_again_shows_the_last_lock_and_the_earlier_one_in_the_note() {
    let fixture = Fixture::new();
    let desk = fixture.other_terminal();
    let view = desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(view.now),
        why: None,
    };
    let proposal = view
        .propose_evening(PlaceId(2), view.today(), &mark)
        .unwrap();
    desk.sign(PersonNo(7), &pin_of(&desk, PersonNo(7)), &[proposal])
        .unwrap();
    let screen = sheet(&fixture, 2);
    let day = row(&screen, 17);
    assert!(day.contains("〇鈴木 花子") && day.ends_with('再'), "{day}");
    screen.sees("前の施錠 18:12 佐藤 健");
}

#[test]
fn a_month_before_the_place_was_used_is_not_said_to_be_complete() {
    let fixture = Fixture::new();
    let mut h = sheet(&fixture, 1);
    h.keys("<pageup>").sees("令和8年10月");
    h.sees("施錠の記録はまだありません");
    h.does_not_see("どの日も");
}

#[test]
fn months_turn_and_none_to_come_is_offered() {
    let fixture = Fixture::new();
    let mut screen = sheet(&fixture, 1);
    screen.does_not_see("PgDn");
    screen.keys("<pageup>").sees("令和8年10月").sees("PgDn");
    screen.keys("<pagedown>").sees("令和8年11月");
    screen.keys("<pagedown>").sees("令和8年11月");
}

#[test]
fn the_sheet_looks_as_it_is_drawn() {
    let fixture = Fixture::new();
    // The keys of the sample are new each time, and so is its root.
    let root = fixture.desk.checkpoint().unwrap().short_root().to_string();
    let drawn = |screen: &Harness<Desk>| {
        let screen = screen.screen();
        assert!(screen.contains(&root), "{screen}");
        screen.replace(&root, "0123-4567-89AB-CDEF-GHJK-MNPQ-RS")
    };
    insta::assert_snapshot!("month_80x24", drawn(&sheet(&fixture, 1)));
    let open = || {
        let day = NaiveDate::from_ymd_opt(2026, 11, 13).unwrap();
        MonthSheet::open(PlaceId(1), day, None)
    };
    let wide = fixture.harness_on(open(), fixture.stage.sized(132, 43));
    insta::assert_snapshot!("month_132x43", drawn(&wide));
    let english = fixture.harness_on(open(), fixture.stage.english());
    insta::assert_snapshot!("month_english_80x24", drawn(&english));
    let ambiguous = fixture.harness_on(open(), fixture.stage.wide());
    insta::assert_snapshot!("month_wide_80x24", drawn(&ambiguous));
}

#[test]
fn a_months_sheet_is_three_keys_from_the_board_and_a_day_opens_its_history() {
    let fixture = Fixture::new();
    let mut screen = fixture.harness(Board::new(None));
    screen
        .keys("66<enter>")
        .sees("施錠場所 書庫A")
        .sees("令和8年11月");
    screen.keys("<esc>3").sees("施錠場所 耐火金庫");
    screen.keys("<left><enter>").sees("まだありません");
    screen
        .keys("<down><enter>")
        .sees("施錠")
        .does_not_see("施錠確認表");
    screen.keys("<esc>").sees("施錠場所 耐火金庫");
}
