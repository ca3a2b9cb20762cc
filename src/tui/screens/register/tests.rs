use super::*;
use crate::tui::screens::fixture::{Fixture, pins, sign};

/// The manager's signature.
fn manager() -> String {
    format!("01{}<enter>", pins().1)
}

#[test]
fn an_item_shows_what_was_done_with_it_and_what_is_out() {
    let office = Fixture::new();
    let mut screen = office.harness(Items::default());
    screen.sees("現地調査票").sees("書庫A");
    screen
        .keys("2")
        .sees("補助金申請書")
        .does_not_see("研修受講者名簿");
    screen.keys("<enter>");
    screen.sees("持ち出し").sees("件のうち");
}

#[test]
fn words_narrow_the_list_down() {
    let office = Fixture::new();
    let mut screen = office.harness(Items::default());
    screen
        .keys("9研修")
        .sees("研修受講者名簿")
        .does_not_see("現地調査票");
}

#[test]
fn a_new_item_is_signed_by_who_may_change_the_office() {
    let office = Fixture::new();
    let mut screen = office.harness(Items::default());
    screen.keys("<f2>相談受付票<enter>30<enter>1<enter>書庫B<enter>4<enter>");
    screen.keys("<enter><enter><enter><enter>");
    screen
        .sees("相談受付票")
        .sees("病歴")
        .sees("保管場所 書庫B");
    screen.keys(&sign(5)).sees("役割のある人ではない");
    screen.keys("<esc>");
    let held = office.desk.view().unwrap().office.holdings.len();
    let mut screen = office.harness(Items::default());
    screen.keys("<f2>相談受付票<enter>30<enter>1<enter><enter><enter>");
    screen
        .keys("<enter><enter><enter><enter>")
        .sees("署名する文");
    screen.keys(&manager()).sees("台帳に記録しました");
    let view = office.desk.view().unwrap();
    assert_eq!(view.office.holdings.len(), held + 1);
}

#[test]
fn a_title_like_a_list_of_names_is_questioned_and_can_stay() {
    let office = Fixture::new();
    let mut screen = office.harness(Items::default());
    screen.keys("<f2>佐藤 健、鈴木 花子<enter>2<enter>1<enter><enter><enter>");
    screen
        .keys("<enter><enter><enter><enter>")
        .sees("人の名前が並んでいる");
    screen.keys("2").does_not_see("署名する文");
    screen.keys("<enter>").sees("人の名前が並んでいる");
    screen.keys("1").sees("署名する文");
}

#[test]
fn a_table_is_taken_whole_or_every_misfit_is_listed() {
    let office = Fixture::new();
    let mut screen = office.harness(Items::default());
    screen
        .keys("<f3>")
        .paste("件名\t件数\t媒体\n相談票\t0\t紙\n受付簿\t12\t石\n");
    screen.sees("件数ではありません").sees("媒体ではありません");
    screen.paste("件名\t件数\t媒体\t保管場所\n相談票\t3\t紙\t書庫A\n受付簿\t12\t電子データ\t\n");
    screen.sees("2件を台帳に足し");
    screen.keys(&manager());
    screen.sees("台帳に記録しました");
}
