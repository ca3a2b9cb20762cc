//! The list of the sample office's records.

use super::Cases;
use crate::tui::screens::case::testing;
use crate::tui::screens::fixture::{EVENING, Fixture};
use crate::tui::testing::Stage;

#[test]
fn digits_choose_the_kind_and_5_what_is_open() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.keys("2")
        .sees("補助金申請書 3件")
        .does_not_see("キャビネット");
    h.keys("3")
        .does_not_see("補助金申請書 3件")
        .sees("郵便115通");
    h.sees("電子メール 64件");
    h.keys("5").does_not_see("電子メール");
}

#[test]
fn words_narrow_the_list_as_they_are_typed() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.keys("<f3>現地")
        .sees("現地調査票 12件")
        .does_not_see("補助金申請書 3件");
    h.keys(" 照合")
        .sees("現地調査票 2件")
        .does_not_see("現地調査票 12件");
    h.keys("<enter><enter>").sees("見本信用金庫");
    h.keys("<esc>").sees("現地調査票 2件");
}

#[test]
fn a_case_is_found_by_what_screens_called_it() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.keys("3<f3>案件３")
        .sees("郵便115通")
        .does_not_see("電子メール");
    h.keys(" 電子").sees("合う記録がありません");
    let mut h = f.harness(Cases::new(None));
    h.keys("3<f3>郵便 案件３").sees("郵便115通");
    h.does_not_see("電子メール");
}

#[test]
fn a_person_is_found_by_another_form_of_the_same_name() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.keys("2<f3>高橋")
        .sees("現地調査票 2件")
        .does_not_see("補助金申請書 3件");
}

#[test]
fn a_blind_answer_is_not_found_before_the_second_check() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.keys("<f3>1544").sees("合う記録がありません");
}

#[test]
fn further_pages_come_as_the_cursor_goes_down() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.sees("続きは下へ");
    for _ in 0..12 {
        h.keys("<pagedown>");
    }
    h.sees("2日(月)").does_not_see("続きは下へ");
}

#[test]
fn the_list_looks_as_it_was_drawn() {
    let f = Fixture::new();
    let _ = testing::apply(&f.desk, 9, 1, "予算書");
    let mut h = f.harness(Cases::new(None));
    h.keys("2");
    insta::assert_snapshot!("cases_80x24", h.screen());
    let stage = Stage::at(EVENING).english();
    let mut h = f.harness_on(Cases::new(None), stage.sized(132, 43));
    h.keys("1");
    insta::assert_snapshot!("cases_english_132x43", h.screen());
}

#[test]
fn what_is_out_late_or_waits_for_somebody_says_so() {
    let f = Fixture::new();
    let mut h = f.harness(Cases::new(None));
    h.keys("2");
    let row = |what: &str| {
        let row = h.rows().into_iter().find(|row| row.contains(what));
        row.unwrap_or_else(|| panic!("{what}\n{}", h.screen()))
    };
    for (what, mark, state) in [
        ("No.2 補助金申請書", "遅", "期限をすぎた"),
        ("No.3 現地調査票", "外", "外に出ている"),
        ("No.4 面談記録", "待", "ほかの人を待つ"),
    ] {
        let row = row(what);
        assert!(row.contains(mark) && row.contains(state), "{row}");
    }
}

#[test]
fn the_help_stands_whole_in_the_english_key_bar() {
    let f = Fixture::new();
    let stage = crate::tui::testing::Stage::at(crate::tui::screens::fixture::EVENING);
    let h = f.harness_on(Cases::new(None), stage.english());
    assert!(h.row(24).ends_with("F1 Help"), "{}", h.row(24));
}
