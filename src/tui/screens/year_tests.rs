//! The closing of a year as the manager has it on the screen.

use super::YearClose;
use crate::calendar::FiscalYear;
use crate::journal::UnitId;
use crate::tui::screens::fixture::{Fixture, pins};

const APRIL: &str = "2027-04-05T09:00:00+09:00";

fn close() -> YearClose {
    YearClose::open(UnitId(1), FiscalYear::new(2026).unwrap(), None)
}

#[test]
fn no_line_is_passed_over_and_none_is_explained_without_a_word() {
    let fixture = Fixture::at(APRIL);
    let mut screen = fixture.harness(close());
    screen
        .sees("年度の締め  令和8年度")
        .sees("第2号 No.2")
        .sees("決まっていない");
    screen.keys("<f9>").sees("年度を締められません");
    screen.keys("2<enter>").sees("わけを入れてください");
    screen.keys("<esc>1");
    screen.sees("2行が決まっていません");
    screen.keys("<up>0").sees("3行が決まっていません");
    insta::assert_snapshot!("year_80x24", screen.screen());
    screen.keys("2").paste("相手先が保管中");
    screen.keys("<enter>").sees("説明: 相手先が保管中");
    screen.keys(&"1".repeat(9)).sees("どの行も決まりました");
    screen
        .keys("<f9>")
        .sees("締めます")
        .sees("第2号様式（持ち出し）で説明した No.");
    screen
        .keys(&format!("01{}<enter>", pins().1))
        .sees("この年度を締めました");
    let view = fixture.desk.view().unwrap();
    let year = FiscalYear::new(2026).unwrap();
    assert_eq!(view.closings(UnitId(1), year).unwrap().len(), 1);
}

#[test]
fn the_keys_fit_in_english_too() {
    let fixture = Fixture::at(APRIL);
    let screen = fixture.harness_on(close(), fixture.stage.english());
    screen.sees("Closing of fiscal 2026").sees("F1 Help");
}
