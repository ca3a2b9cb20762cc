//! Letters by their rows.

use super::{LETTERS_FIRST, LETTERS_SECOND, count, manager, plain};
use crate::tui::screens::fixture::{Fixture, sign};
use crate::tui::screens::start::Sending;
use crate::tui::screens::wizard::lot;

#[test]
fn letters_are_checked_by_rows_that_were_drawn_within_the_key_budget() {
    assert!(count(LETTERS_FIRST) < 55, "{}", count(LETTERS_FIRST));
    lot::test::fix(7);
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys(&plain(LETTERS_FIRST).replace("04180712103312901544115<enter>121", ""));
    screen.sees("1行 [    ]").sees("115行 [    ]");
    insta::assert_snapshot!("letters_rows", screen.screen());
    screen
        .keys("04180712103312901544115<enter>121")
        .sees("続く 1/2");
    screen.keys(&sign(7)).sees("終わりまで見てください");
    screen.keys("<pagedown><enter>");
    screen.sees("第1確認を記録しました");
    screen.keys(LETTERS_SECOND);
    insta::assert_snapshot!("letters_second", screen.screen());
    // The contents are read in another order: the last row first.
    let second = "1544041807121033 1290".replace(' ', "") + "115<enter>2115<enter>3";
    assert!(count(&format!("{LETTERS_SECOND}{second}<pagedown>")) <= 42);
    screen.keys(&second).sees("署名する文");
    screen
        .keys("<pagedown>")
        .keys(&sign(5))
        .sees("第2確認を記録しました");
}

#[test]
fn another_number_of_rows_draws_other_rows() {
    lot::test::fix(7);
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys("<enter>14115<enter>113申請者<enter>通知<enter>115<enter>115<enter>0418");
    screen.sees("1行 [0418]");
    screen.keys("<up><up><up><backspace><backspace><backspace>4<enter>");
    screen.sees("1行 [    ]  2行 [    ]  3行 [    ]  4行 [    ]");
}

#[test]
fn the_letters_are_counted_again_on_the_receipt() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    // The sample's letters: the second check, the manager, the post office.
    screen.keys("215440418071210331290115<enter>2115<enter>3<pagedown>");
    screen.keys(&sign(9)).sees("第2確認を記録しました");
    screen.keys("2<pagedown>").keys(&manager());
    screen.sees("管理責任者の確認を記録しました");
    let dispatch = "2115<enter>";
    assert!(count(dispatch) <= 10);
    screen.keys(dispatch).keys("<pagedown>");
    screen.sees("受領証・差出票の通数: 115");
    screen.keys(&sign(7));
    screen.sees("差出し・送信を記録しました");
}
