//! The first notice of an incident begins with what the record it comes from knows.

use crate::desk::{INCIDENT, View};
use crate::journal::{CaseId, HoldingId};
use crate::locale::Lang;
use crate::tui::screens::case::{CaseScreen, testing};
use crate::tui::screens::fixture::{Fixture, pins, sign};
use crate::tui::screens::inbox::Inbox;
use crate::tui::screens::register::ItemScreen;
use crate::tui::testing::Stage;

/// The open incident that another case has opened.
fn opened(view: &View) -> CaseId {
    let rows = view.open_rows().unwrap();
    let of = |row: &&crate::desk::OpenRow| row.procedure.id.0 == INCIDENT;
    rows.iter().find(of).unwrap().case
}

fn manager() -> String {
    format!("01{}<enter>", pins().1)
}

#[test]
fn from_an_item_of_the_register_where_it_lies_and_what_it_is_are_filled_in() {
    let office = Fixture::new();
    let mut screen = office.harness(ItemScreen::of(HoldingId(9)));
    screen.sees("9 事故・事故のおそれ");
    screen
        .keys("9")
        .sees("何が起きたか")
        .sees("書庫A")
        .sees("面談記録");
    // What happened, when, and how many it may be at the most: the rest stands.
    screen.keys("1").keys("0<enter>").keys("<enter>");
    screen.keys("40<enter>").keys("袋が1つ足りない<enter>");
    screen
        .sees("直ちに報告します")
        .sees("起きた場所: 書庫A")
        .sees("面談記録 40件");
    screen.keys(&sign(7)).sees("第一報を記録しました");
}

#[test]
fn everything_that_an_item_begins_can_be_read_in_english_too() {
    let office = Fixture::new();
    let stage = Stage {
        lang: Lang::En,
        ..office.stage
    };
    let screen = office.harness_on(ItemScreen::of(HoldingId(9)), stage);
    for digit in [
        "1 Use",
        "5 Sending",
        "6 Stock",
        "7 Disposal",
        "8 Receipt",
        "9 Incident",
    ] {
        screen.sees(digit);
    }
}

#[test]
fn from_an_open_take_out_what_is_outside_is_filled_in_and_where_is_asked() {
    let office = Fixture::new();
    let case = testing::find(&office.desk, "補助金申請書 3件");
    let mut screen = office.harness(CaseScreen::new(case, None));
    screen.keys("9").sees("何が起きたか").sees("補助金申請書");
    screen.does_not_see("書庫");
}

#[test]
fn from_a_line_that_did_not_come_back_it_is_a_loss_of_that_line() {
    let office = Fixture::new();
    let case = testing::find(&office.desk, "補助金申請書 3件");
    let mut screen = office.harness(CaseScreen::new(case, None));
    screen.keys("<enter>").sees("持ち帰れない");
    screen
        .keys("23<enter>")
        .keys(&sign(10))
        .sees("続けて「事故・事故のおそれ」");
    screen.sees("補助金申請書").sees("[1]");
}

#[test]
fn from_a_day_that_was_not_locked_the_place_and_what_lay_in_it_are_filled_in() {
    let office = Fixture::new();
    let mut screen = office.harness(Inbox::new(None));
    screen
        .keys("<down><down>")
        .sees("欠けの説明  13日(金) 書庫A");
    screen.keys("<pagedown>2<space>").sees("印 1");
    screen.keys(&manager()).sees("1件に署名しました");
    let incident = opened(&office.desk.view().unwrap());
    let mut screen = office.harness(CaseScreen::new(incident, None));
    screen.keys("<enter>").sees("何が起きたか").sees("書庫A");
    screen.sees("面談記録").sees("現地調査票");
}

#[test]
fn from_what_was_looked_for_and_not_found_it_is_a_loss_of_that_with_its_place() {
    let office = Fixture::new();
    let mut screen = office.harness(ItemScreen::of(HoldingId(9)));
    screen.keys("6").sees("きっかけ");
    screen.keys("3<enter>");
    screen
        .keys("<enter>39<enter>")
        .keys(&sign(7))
        .sees("見当たらない");
    screen
        .keys("4")
        .keys("0<enter><enter>1")
        .sees("1件ずつ見て数えました");
    screen.keys(&sign(7)).sees("続けて「事故・事故のおそれ」");
    screen.sees("書庫A").sees("面談記録").sees("[1]");
}
