//! What is typed, pasted, left and read.

use super::{FAX_FIRST, count, plain};
use crate::tui::screens::fixture::{Fixture, pins, sign};
use crate::tui::screens::start::Sending;

#[test]
fn a_paste_or_a_held_key_fills_a_field_and_confirms_nothing() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys("<enter>");
    // A console without bracketed paste: everything comes as keys, line breaks too.
    screen
        .burst("12<enter>1<enter>3<enter>2<enter>")
        .sees("1番")
        .does_not_see("2番:");
    screen
        .keys("<f8>")
        .paste("補助金\r\n申請書\r\n")
        .sees("補助金 申請書")
        .sees("台帳の番号か");
    screen.hold("<enter>", 20).does_not_see("2/2");
    screen
        .keys("<f8>121<enter>")
        .hold("3", 10)
        .sees("3番: 数字で選ぶ")
        .sees("1/3");
    screen
        .keys("2|")
        .paste("一行目\n二行目\n")
        .sees("一行目 二行目")
        .sees("1/3");
    screen
        .paste("\u{1b}[2J")
        .sees("U+001B")
        .sees("一行目 二行目");
}

#[test]
fn ideographs_full_width_digits_and_a_new_size_keep_the_answers() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen
        .keys("<enter>１２３<enter>")
        .sees("[12    ] 補助金申請書")
        .sees("[3     ]");
    screen
        .keys("３２")
        .burst("髙橋商店　御中")
        .sees("髙橋商店　御中");
    screen.resize(60, 20).does_not_see("髙橋商店");
    screen.resize(132, 43).sees("髙橋商店　御中");
    screen.resize(80, 24).keys("<enter>").sees("5番");
}

#[test]
fn every_page_is_left_by_esc_one_step_at_a_time() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys(&plain(FAX_FIRST)).sees("3/3");
    screen.keys("0<esc>").sees("3/3");
    screen.keys("<esc>").sees("2/3");
    screen.keys("<esc>").sees("1/3");
    screen.keys("<esc>");
    screen.sees("下書きは残しました").sees("新しい送付");
    screen.keys("<enter>1").sees("1/3");
    screen.keys("<pagedown><pagedown>").sees("0353880000");
    screen
        .keys(&sign(7))
        .sees("第1確認を記録しました")
        .does_not_see("書きかけ");
}

#[test]
fn a_wrong_pin_and_an_unfit_answer_lose_nothing() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys("<enter>121<enter>32役所<enter>照会<enter>");
    screen
        .keys("0353880000<enter>4")
        .sees("メモからは送れません");
    screen.keys("1");
    screen
        .keys("23<enter>1係長<enter>07000000<enter>")
        .sees("PINが違います");
    screen
        .keys(&pins().0)
        .keys("<enter>")
        .sees("第1確認を記録しました");
}

#[test]
fn the_list_and_the_second_check_read_in_english() {
    let office = Fixture::new();
    let stage = office.stage.english();
    let mut screen = office.harness_on(Sending::list(), stage);
    insta::assert_snapshot!("list_english", screen.screen());
    screen.keys("2");
    insta::assert_snapshot!("letters_second_english", screen.screen());
}

#[test]
fn an_e_mail_is_read_off_the_window_within_the_key_budget() {
    let first = "<enter>151<enter>43|見本研修センター|<enter>|研修の受付|<enter>\
                 uketsuke@example.jp<enter><enter><enter>1<enter>12<enter>0<enter>";
    let second = "31<enter>uketsuke@example.jp<enter><enter><enter>0<enter>12<enter>";
    assert!(count(first) <= 60, "{}", count(first));
    assert!(count(second) <= 48, "{}", count(second));
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen
        .keys(&plain(first))
        .sees("宛先 To: uketsuke@example.jp")
        .sees("Cc: なし");
    screen.keys(&sign(7)).sees("第1確認を記録しました");
    screen
        .keys(second)
        .keys(&sign(9))
        .sees("第2確認を記録しました");
}

#[test]
fn several_addresses_come_in_one_paste() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys("<enter>151<enter>43研修センター<enter>受付<enter>");
    screen
        .paste("a@example.jp, b@example.jp\r\nc@example.jp")
        .sees("[c@example.jp");
    screen.keys("<enter><enter><enter>").sees("4番");
}
