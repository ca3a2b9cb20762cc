//! What is left in the middle, covered, sent back or undone.

use super::{FAX_FIRST, fax_drafted, plain};
use crate::desk::Desk;
use crate::procedure::{CaseAct, Value};
use crate::tui::screens::case::testing;
use crate::tui::screens::fixture::{Fixture, sign};
use crate::tui::screens::start::Sending;
use crate::tui::testing::Harness;

/// A sending of which one answer was typed, left with F6.
fn left_in_the_middle(office: &Fixture) -> Harness<Desk> {
    let mut screen = office.harness(Sending::list());
    screen
        .keys("<enter>121<enter><f6>")
        .sees("下書きは残しました");
    screen
}

#[test]
fn esc_on_the_question_about_a_draft_keeps_the_draft() {
    let office = Fixture::new();
    let mut screen = left_in_the_middle(&office);
    screen
        .keys("<enter>")
        .sees("書きかけがあります。続けますか");
    assert_eq!(screen.row(24).trim(), "数字 答える  Esc戻る");
    screen
        .keys("<esc>")
        .sees("新しい送付")
        .sees("書きかけがあります");
    screen.keys("<enter>1").sees("[1");
    screen.keys("<f6><enter>2").does_not_see("書きかけ");
}

#[test]
fn quitting_asks_once_while_there_is_a_draft() {
    let office = Fixture::new();
    let mut screen = left_in_the_middle(&office);
    screen.keys("<f10>");
    screen
        .sees("書きかけが 1件 あります。終えると消えます")
        .sees("1 終える   2 戻る");
    // The key that asked is no answer to it.
    screen.keys("<f10>").sees("1 終える");
    assert!(screen.left().is_none());
    screen.keys("<esc>").sees("新しい送付");
    // In the middle of it, and never twice for the same.
    screen.keys("<enter>1<f10>").sees("書きかけが 1件 あります");
    screen.keys("2").sees("[1");
    screen.keys("<f10>1");
    assert!(screen.left().is_some());
}

#[test]
fn quitting_does_not_ask_where_nothing_is_lost() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys("<enter><f10>");
    assert!(screen.left().is_some());
}

#[test]
fn a_covered_signature_line_keeps_neither_number_nor_pin() {
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys(&plain(FAX_FIRST)).keys("0712").sees("[**");
    screen.keys("<f1><esc>").does_not_see("[**");
    screen.sees("だれ [  ]");
}

#[test]
fn what_was_sent_back_looks_sent_back_and_says_why() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    let act = CaseAct::SendBack {
        step: "draft".into(),
        reason: testing::words("番号の出どころがちがう"),
    };
    testing::sign(&office.other_terminal(), 9, case, act);
    screen.keys("<f1><esc>").sees("差し戻し 鈴木");
    screen.keys("3").sees("差し戻し").sees("髙橋 洋");
    screen.sees("番号の出どころがちがう");
    let board = office.harness(crate::tui::screens::board::Board::new(None));
    let row = board
        .rows()
        .into_iter()
        .find(|row| row.contains("差し戻し"));
    assert!(
        row.is_some_and(|row| row.contains("鈴木 花子")),
        "{}",
        board.screen()
    );
}

#[test]
fn a_check_that_was_undone_meanwhile_is_not_said_to_be_done() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys("30353880000<enter>23<enter>");
    let act = CaseAct::Amend {
        values: [(
            "purpose".into(),
            Value::Text(crate::text::Text::new("回答の照会").unwrap()),
        )]
        .into(),
        reason: testing::words("書きまちがい"),
    };
    testing::sign(&office.other_terminal(), 5, case, act);
    screen.keys(&sign(9));
    screen.does_not_see("もう済んでいます");
    screen
        .sees("が変わったので")
        .sees("無効になりました")
        .sees("何も記録していません");
}
