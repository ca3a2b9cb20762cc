//! The two checks of a FAX: what agrees, what differs, who may not.

use super::{FAX_FIRST, FAX_SECOND, count, fax_drafted, newest, plain};
use crate::journal::PersonNo;
use crate::procedure::FieldId;
use crate::tui::screens::fixture::{Fixture, sign};
use crate::tui::screens::start::Sending;

#[test]
fn a_fax_goes_from_the_board_through_two_checks_within_the_key_budget() {
    assert!(count(FAX_FIRST) <= 27, "{}", count(FAX_FIRST));
    assert!(count(FAX_SECOND) <= 19, "{}", count(FAX_SECOND));
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys(&plain(FAX_FIRST));
    insta::assert_snapshot!("fax_first_signing", screen.screen());
    screen
        .keys(&sign(7))
        .sees("第1確認を記録しました。次は 第2確認")
        .sees("鈴木 ではない人")
        .does_not_see("0353880000");
    screen.keys("3").does_not_see("0353880000");
    insta::assert_snapshot!("fax_second_check", screen.screen());
    screen.keys("0353880000<enter>23<enter>").keys(&sign(5));
    screen.sees("第2確認を記録しました。次は 送付方法の了解");
    let row = newest(&office.desk);
    let second = row.case.marks.last().unwrap();
    assert_eq!(second.by, PersonNo(5));
    assert!(second.took.is_some_and(|took| took > 0));
}

#[test]
fn the_first_checker_is_refused_as_second_and_nothing_is_recorded() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    let before = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    screen
        .keys(FAX_SECOND)
        .sees("鈴木 花子(07) は署名できません");
    screen.keys(&sign(7));
    insta::assert_snapshot!("fax_second_refused", screen.screen());
    screen.sees("第1確認をしたのは 鈴木 花子 です");
    let after = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(before, after);
}

#[test]
fn the_first_difference_names_the_question_and_clears_only_its_answer() {
    let office = Fixture::new();
    let (mut screen, _) = fax_drafted(&office);
    screen.keys("30353880001<enter>23<enter>").keys(&sign(9));
    insta::assert_snapshot!("fax_differs_once", screen.screen());
    screen
        .sees("1番が第1確認と合いません。値は示しません")
        .does_not_see("0353880000")
        .does_not_see("0353880001")
        .sees("[3      ]");
    let row = newest(&office.desk);
    assert_eq!(row.case.differences.len(), 1);
    let fields = &row.case.differences[0].fields;
    assert_eq!(
        fields.iter().collect::<Vec<_>>(),
        [&FieldId::from("fax_number")]
    );
    // What was read rightly now stands.
    screen.keys("0353880000<enter><down><enter>").keys(&sign(9));
    screen.sees("第2確認を記録しました");
}

#[test]
fn the_second_difference_makes_both_checks_void_and_asks_for_the_first_again() {
    let office = Fixture::new();
    let (mut screen, _) = fax_drafted(&office);
    screen.keys("30353880001<enter>23<enter>").keys(&sign(9));
    screen.keys("0353880002<enter><down><enter>").keys(&sign(9));
    insta::assert_snapshot!("fax_differs_twice", screen.screen());
    screen.sees("確認は2つとも無効になり、その事実を記録し");
    let row = newest(&office.desk);
    assert_eq!(row.case.differences.len(), 2);
    assert!(row.case.marks.iter().all(|mark| mark.void.is_some()));
    // The draft is made again: what was established stands, the answers of the check do not.
    screen.keys("3").sees("第1確認").does_not_see("0353880000");
    screen
        .sees("見本区役所 産業課")
        .sees("1番: ハイフンは要りません");
    let keys = "0353880000<enter>123<enter>1<enter>";
    // What one signs oneself is hidden from nobody: the sentence is the same as the first time.
    screen
        .keys(keys)
        .sees("（件名・番号等）: 補助金申請書 1件［紙］")
        .sees("番号の入れ方: 手で押した");
    screen.keys(&sign(7)).sees("第1確認を記録しました");
}

#[test]
fn esc_and_f6_forget_the_answers_of_a_second_check_and_keep_those_of_a_first() {
    let office = Fixture::new();
    let (mut screen, _) = fax_drafted(&office);
    screen
        .keys("30353880000<enter><f6>")
        .sees("答えは消しました");
    screen.keys("3").does_not_see("0353880000");
    screen.keys("0353880000<esc>");
    screen.sees("答えは消しました");
    screen.keys("3").does_not_see("0353880000");
    screen
        .keys("<esc><enter>121<enter>32|<f6>")
        .sees("下書きは残しました");
    screen.sees("書きかけがあります");
    screen.keys("<enter>").sees("続けますか");
    screen.keys("1");
    screen.sees("[12    ] 補助金申請書");
    screen.keys("<f6><enter>2").does_not_see("補助金申請書");
}

#[test]
fn a_second_checker_can_send_it_back_with_a_reason() {
    let office = Fixture::new();
    let (mut screen, _) = fax_drafted(&office);
    screen.keys("3<f7>").sees("差し戻し");
    screen.keys("一番上に別の紙がある<enter>");
    screen.sees("差し戻します");
    screen
        .keys(&sign(9))
        .sees("差し戻しを記録しました。次は 第1確認");
    let row = newest(&office.desk);
    assert!(row.case.marks[0].void.is_some());
}

#[test]
fn the_refusal_of_the_same_second_checker_is_ten_keys_from_the_board() {
    let keys = "2<pagedown>05<enter>";
    assert!(count(keys) <= 10);
    let office = Fixture::new();
    let mut screen = office.harness(Sending::list());
    screen.keys(keys).sees("第1確認をしたのは 佐藤 健 です");
    // Somebody else is led to the answers that are missing, and nothing is signed.
    screen
        .keys("<backspace><backspace>")
        .keys(&sign(9))
        .sees("この答えは必要です");
}
