//! The board as people read it.

use super::Board;
use crate::calendar::Happened;
use crate::desk::{Desk, EveningMark};
use crate::journal::{CaseId, PersonNo, PlaceId};
use crate::procedure::{
    CaseAct, DefId, DefRef, HoldingLine, Media, Opening, Sign, StepId, Value, Values,
};
use crate::text::{Paragraph, Text};
use crate::tui::screens::case::testing as cases;
use crate::tui::screens::fixture::{Fixture, pin_of, sign};
use crate::tui::testing::Harness;
use crate::tui::{Mark, Theme, Tone};
use std::time::Duration;

fn board(fixture: &Fixture) -> Harness<Desk> {
    fixture.harness(Board::new(None))
}

#[test]
fn the_sample_shows_its_hole_its_overdue_papers_and_who_is_waited_for() {
    let fixture = Fixture::new();
    let screen = board(&fixture);
    screen.sees("施錠   済 3  未 5");
    screen.sees("(あす5:00までは今日の分)");
    screen.sees("未 書庫A         外 1件");
    screen.sees("済 書庫C         17:32 髙橋 洋");
    screen.sees("要 16日(月) 耐火金庫");
    screen.sees("遅 No.");
    screen.sees("25時間すぎ");
    screen.sees("佐藤 健 ではない人");
    screen.sees("未の場所が5、遅れが1、説明を待つものが1 あります。");
}

#[test]
fn the_sample_says_so_publishes_its_pins_and_names_three_things_to_try() {
    let fixture = Fixture::new();
    let screen = board(&fixture);
    screen.sees("見本の日時 令和8年11月17日(火) 18:40  開庁日");
    screen.sees("270718").sees("31415926");
    screen.sees("試す: 1 夕方の施錠");
}

#[test]
fn one_place_from_the_board_is_two_keys_and_a_signature() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    screen.keys("1<space>").keys(&sign(7));
    screen.sees("施錠を1か所 記録しました。");
    screen.sees("済 4").sees("18:40 鈴木 花子");
}

#[test]
fn what_another_terminal_records_shows_without_a_key() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    let desk = fixture.other_terminal();
    let view = desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(view.now),
        why: None,
    };
    let proposal = view
        .propose_evening(PlaceId(1), view.today(), &mark)
        .unwrap();
    let pin = pin_of(&desk, PersonNo(5));
    desk.sign(PersonNo(5), &pin, &[proposal]).unwrap();
    screen.wait(Duration::from_secs(3));
    screen.sees("済 4").sees("18:40 佐藤 健");
}

#[test]
fn past_the_closing_hour_open_places_are_late_and_after_the_night_they_are_holes() {
    let fixture = Fixture::at("2026-11-17T19:59:30+09:00");
    let mut screen = board(&fixture);
    screen.sees("未 5");
    screen.wait(Duration::from_secs(60));
    screen.sees("遅 5").sees("遅 書庫A");
    let fixture = Fixture::at("2026-11-18T05:00:30+09:00");
    let screen = board(&fixture);
    screen.sees("済 0  未 8").sees("要 6");
}

#[test]
fn on_a_closed_day_nothing_is_asked_for() {
    let fixture = Fixture::at("2026-11-21T10:00:00+09:00");
    let screen = board(&fixture);
    screen.sees("閉庁日").sees("未 0");
}

#[test]
fn a_clock_behind_the_last_record_is_said() {
    let fixture = Fixture::at("2026-11-17T15:00:00+09:00");
    let screen = board(&fixture);
    screen.sees("遅れています");
}

#[test]
fn a_state_is_a_word_and_late_is_also_a_colour() {
    let fixture = Fixture::new();
    let screen = board(&fixture);
    let rows = screen.rows();
    let late = rows
        .iter()
        .position(|row| row.trim_start().starts_with("遅 No."))
        .unwrap();
    let style = screen.style(2, u16::try_from(late).unwrap());
    assert_eq!(style.fg, Theme::Colour.style(Tone::Mark(Mark::Late)).fg);
}

#[test]
fn escape_and_unbound_digits_do_nothing() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    let before = screen.screen();
    screen.keys("<esc>0");
    assert_eq!(screen.screen(), before);
    assert!(screen.left().is_none());
    screen.keys("<f10>");
    assert!(screen.left().is_some());
}

#[test]
fn the_rest_is_on_the_next_pages() {
    let fixture = Fixture::at("2026-11-27T18:40:00+09:00");
    let mut screen = board(&fixture);
    screen
        .sees("ほかに")
        .sees("(PgDn)")
        .sees("持ち出し")
        .sees("期限");
    screen.keys("<pagedown>").sees("施錠   済");
    screen.keys("<pagedown><pagedown><pagedown><pagedown><pagedown><pagedown>");
    screen.sees("期限");
    for _ in 0..8 {
        screen.keys("<pageup>");
    }
    screen.sees("(PgDn)");
}

#[test]
fn the_pages_behind_the_first_show_everything_and_a_taller_window_more_at_once() {
    let fixture = Fixture::at("2027-04-07T18:40:00+09:00");
    let view = fixture.desk.view().unwrap();
    let all = view.board().unwrap();
    let mut screen = board(&fixture);
    let first = screen.screen();
    assert!(first.contains("ほかに"));
    let mut behind = String::new();
    let mut last = String::new();
    loop {
        screen.keys("<pagedown>");
        let page = screen.screen();
        if page == last {
            break;
        }
        behind.push_str(&page);
        last = page;
    }
    assert!(!behind.contains("ほかに"), "{behind}");
    // Back on the first page it is as it was, and a tall window needs no page.
    screen.keys("<esc>");
    assert_eq!(screen.screen(), first);
    let tall = fixture.harness_on(Board::new(None), fixture.stage.sized(80, 1500));
    let tall = tall.screen();
    assert!(!tall.contains("ほかに"));
    let rows = |screen: &str| -> Vec<String> {
        let rows = screen.lines().map(|row| row.trim_end().to_owned());
        rows.filter(|row| !row.is_empty()).collect()
    };
    let behind = rows(&behind);
    let shown = rows(&tall);
    assert!(shown.iter().all(|row| behind.contains(row)), "{tall}");
    let lines = all.holes.len() + all.out.len() + all.second_checks.len() + all.duties.len();
    assert!(lines > 700 && shown.len() > lines, "{lines}");
    assert_eq!(all.duties.len(), all.counts.duties);
}

#[test]
fn the_board_looks_as_it_is_drawn() {
    let fixture = Fixture::new();
    insta::assert_snapshot!("board_80x24", board(&fixture).screen());
    let wide = fixture.harness_on(Board::new(None), fixture.stage.sized(132, 43));
    insta::assert_snapshot!("board_132x43", wide.screen());
    let english = fixture.harness_on(Board::new(None), fixture.stage.english());
    insta::assert_snapshot!("board_english_80x24", english.screen());
    let ambiguous = fixture.harness_on(Board::new(None), fixture.stage.wide());
    insta::assert_snapshot!("board_wide_80x24", ambiguous.screen());
}

#[test]
fn a_newcomer_meets_the_refusal_of_the_same_checker_within_ten_keys() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    screen.sees("4 案件3の第2確認を 佐藤 健(05) で");
    screen.keys("4<down><down><enter>");
    screen.sees("佐藤 健(05) は署名できません");
}

/// A file was moved to another shelf. No day is set for it: the manager has to look at it, and
/// nothing falls due.
#[test]
fn what_has_no_day_waits_for_somebody_and_does_not_fall_due() {
    let fixture = Fixture::new();
    let mut screen = board(&fixture);
    screen.sees("管理責任者 5件").sees("期限   なし");
    let case = moved(&fixture.desk);
    screen.wait(Duration::from_secs(3));
    screen.sees("管理責任者 6件").sees("期限   なし");
    // The manager asks who moved it: that, too, waits for somebody.
    let question = CaseAct::Ask {
        to: PersonNo(5),
        question: Paragraph::new("何冊ですか").unwrap(),
    };
    cases::sign(&fixture.desk, 1, case, question);
    screen.wait(Duration::from_secs(3));
    screen.sees("期限   なし");
    let shown = "移動・庁舎内の運搬";
    for _ in 0..3 {
        if screen.screen().contains(shown) {
            break;
        }
        screen.keys("<pagedown>");
    }
    screen.sees(shown).sees("佐藤 健");
}

/// Two titles were moved to 面談室の棚 by 佐藤 健.
fn moved(desk: &Desk) -> CaseId {
    let choice = |id: &str| Value::Choice(id.into());
    let line = HoldingLine {
        holding: None,
        title: Text::new("面談記録").unwrap(),
        count: 2,
        media: Media::Paper,
        special: Vec::new(),
    };
    let values = Values::from([
        ("documents".into(), Value::HoldingLines(vec![line])),
        ("kind".into(), choice("place")),
        ("to".into(), Value::Place(PlaceId(8))),
        ("carried".into(), choice("closed")),
        ("purpose".into(), Value::Text(Text::new("整理").unwrap())),
    ]);
    let open = Opening {
        procedure: DefRef {
            id: DefId::from("move"),
            rev: 1,
        },
        origin: None,
        values: Values::new(),
    };
    let case = CaseId([77; 16]);
    let act = CaseAct::Sign(Sign {
        open: Some(open),
        steps: vec![StepId::from("moved")],
        values,
        lines: Default::default(),
        same: Default::default(),
        took: None,
    });
    cases::sign(desk, 5, case, act);
    case
}
