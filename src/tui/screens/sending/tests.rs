//! The flows of a sending, on a desk with the sample office. Keys are counted as SCREENS §7 counts
//! them: from the board, without the text typed through the input method and without the signature.

use crate::desk::Desk;
use crate::journal::{CaseId, PersonNo};
use crate::procedure::{CaseAct, FieldId, Law, State, Value};
use crate::tui::screens::case::testing;
use crate::tui::screens::fixture::{Fixture, pins, sign};
use crate::tui::screens::start::Sending;
use crate::tui::screens::wizard::lot;
use crate::tui::testing::Harness;

/// From the list to the last page: the first check of one FAX. `|` stands round what is typed
/// through the input method.
const FAX_FIRST: &str = "<enter>121<enter>32|見本区役所 産業課|<enter>|申請内容の照会|<enter>\
                         0353880000<enter>123<enter>1|産業課 係長|<enter>";
/// The second check of it, as its third line of the list; the answers agree.
const FAX_SECOND: &str = "30353880000<enter>23<enter>";
/// 115 letters, with the rows that the fixed lot draws.
const LETTERS_FIRST: &str = "<enter>14115<enter>113|申請者 115者|<enter>|交付決定の通知|<enter>\
                             115<enter>115<enter>04180712103312901544115<enter>121";
const LETTERS_SECOND: &str = "3";

/// The same keys without the marks round text.
fn plain(keys: &str) -> String {
    keys.replace('|', "")
}

/// How many keys it is, the one on the board included, text between marks not.
fn count(keys: &str) -> usize {
    let mut counted = 1;
    for (nth, part) in keys.split('|').enumerate() {
        if nth % 2 == 1 {
            continue;
        }
        let mut rest = part;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
            rest = named.map_or_else(|| &rest[c.len_utf8()..], |(_, after)| after);
            counted += 1;
        }
    }
    counted
}

fn manager() -> String {
    format!("01{}<enter>", pins().1)
}

/// The newest sending.
fn newest(desk: &Desk) -> crate::desk::CaseRow {
    let view = desk.view().unwrap();
    let mut rows: Vec<_> = view
        .open_rows()
        .unwrap()
        .into_iter()
        .filter(|row| row.law == Law::Sending)
        .filter_map(|row| view.case_row(row.case).unwrap())
        .collect();
    rows.sort_by_key(|row| row.number);
    rows.pop().unwrap()
}

fn fax_drafted(office: &Fixture) -> (Harness<Desk>, CaseId) {
    let mut screen = office.harness(Sending::list());
    screen.keys(&plain(FAX_FIRST)).keys(&sign(7));
    let case = newest(&office.desk).case.id;
    (screen, case)
}

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

/// The manager's consent and confirmation of the newest sending, from the list.
fn consented(screen: &mut Harness<Desk>) {
    screen
        .keys("3")
        .keys(&manager())
        .sees("管理責任者の確認を記録しました");
}

#[test]
fn a_dispatch_says_what_the_machine_says() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys(FAX_SECOND).keys(&sign(9));
    consented(&mut screen);
    let dispatch = "300003<enter>1";
    assert!(count(dispatch) <= 13);
    screen
        .keys(dispatch)
        .sees("署名する文")
        .does_not_see("誤送信");
    screen
        .keys(&sign(7))
        .sees("差出し・送信を記録しました。次は 到達");
    screen.keys("31").keys(&sign(7)).sees("到達を記録しました");
    let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(row.case.state, State::Closed);
}

#[test]
fn a_dispatch_that_is_not_what_was_checked_is_recorded_and_leads_to_an_incident() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys(FAX_SECOND).keys(&sign(9));
    consented(&mut screen);
    screen
        .keys("398763<enter>1")
        .sees("誤送信のおそれがあります");
    screen
        .keys(&sign(7))
        .sees("差出し・送信を記録しました")
        .sees("誤送信のおそれがあります");
    insta::assert_snapshot!("missent", screen.screen());
    let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(
        row.case.values.get(&FieldId::from("report_last4")),
        Some(&Value::Digits("9876".to_owned()))
    );
    screen
        .keys("9")
        .sees("事故・事故のおそれ")
        .sees("補助金申請書")
        .sees("送付先");
    screen
        .keys("0<enter>")
        .sees("令和8年11月17日(火) 18:40")
        .does_not_see("必要です");
}

#[test]
fn a_colleague_who_was_first_is_named_and_the_typed_answers_stay() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys("30353880000<enter>23<enter>");
    // Meanwhile, at another terminal, somebody asks a question about the case.
    let other = office.other_terminal();
    let view = other.view().unwrap();
    let row = view.case_row(case).unwrap().unwrap();
    let ask = crate::desk::Proposal {
        case,
        unit: row.case.unit,
        after: row.case.head,
        act: crate::procedure::CaseAct::Ask {
            to: PersonNo(7),
            question: crate::text::Paragraph::new("送信状はありますか").unwrap(),
        },
        happened: None,
        day: None,
    };
    let pin = crate::tui::screens::fixture::pin_of(&other, PersonNo(10));
    other.sign(PersonNo(10), &pin, &[ask]).unwrap();
    screen
        .keys(&sign(9))
        .sees("渡邉 亮 が記録しました")
        .sees("新しい状態から続けます");
    screen.keys(&sign(9)).sees("第2確認を記録しました");
}

#[test]
fn a_step_that_a_colleague_has_signed_meanwhile_is_not_signed_again() {
    let office = Fixture::new();
    let (mut screen, case) = fax_drafted(&office);
    screen.keys("30353880000<enter>23<enter>");
    let mut second = office.harness(Sending::list());
    second
        .keys(FAX_SECOND)
        .keys(&sign(5))
        .sees("第2確認を記録しました");
    screen
        .keys(&sign(9))
        .sees("佐藤 健 が記録しました")
        .sees("もう済んでいます");
    let row = office.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(row.case.marks.len(), 2);
}

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
