//! One case of the sample office, and what can be done to it.

use super::{CaseScreen, testing};
use crate::desk::Filter;
use crate::procedure::{CaseAct, State};
use crate::tui::screens::fixture::{EVENING, Fixture, pins, sign};
use crate::tui::testing::{Harness, Stage};

fn confirm(no: u16) -> String {
    format!("{no:02}{}<enter>", pins().1)
}

/// All pages of what is on the screen, one behind the other.
fn whole<D: Send + Sync + 'static>(h: &mut Harness<D>) -> String {
    let mut all = h.screen();
    for _ in 0..12 {
        let before = h.row(3);
        h.keys("<pagedown>");
        if h.row(3) == before {
            break;
        }
        all.push('\n');
        all.push_str(&h.screen());
    }
    all
}

#[test]
fn a_case_shows_who_did_what_when_and_as_what() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    testing::steps(&f.desk, 2, case, &["permit", "out"]);
    let mut h = f.harness(CaseScreen::new(case, None));
    h.sees("No.").sees("予算書 2件").sees("見本区役所");
    let all = whole(&mut h);
    assert!(all.contains("髙橋 洋 持ち出しの申請"), "{all}");
    assert!(all.contains("伊藤 恵(代) 許可・確認（持出）"), "{all}");
    assert!(all.contains("端末 test"), "{all}");
    assert!(all.contains("待っているもの"), "{all}");
    insta::assert_snapshot!("case_80x24", h.screen());
}

#[test]
fn blind_values_are_hidden_in_the_case_its_history_and_the_search() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "商店街");
    let mut h = f.harness(CaseScreen::new(case, None));
    let all = whole(&mut h);
    for blind in ["0418", "1290", "1544"] {
        assert!(!all.contains(blind), "{blind}\n{all}");
        let filter = Filter {
            words: blind.to_owned(),
            ..Filter::default()
        };
        let view = f.desk.view().unwrap();
        let page = view.cases(&filter, None, 10, &mut || true).unwrap();
        assert!(page.lines.is_empty(), "{blind}");
    }
    assert!(all.contains("第2確認が終わるまで出しません"), "{all}");
    assert!(all.contains("確認に 21分"), "{all}");
}

#[test]
fn before_it_leaves_a_value_is_amended_with_a_reason_and_the_application_falls() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<f4>").sees("件名");
    h.keys("<down><enter>");
    h.sees("今の値");
    h.keys("3<enter>").keys("数え直した<enter>");
    h.sees("「2」から「3」に書き直します")
        .sees("理由: 数え直した");
    h.keys(&sign(9))
        .sees("が変わったので、「持ち出")
        .sees("しの申請」は無効になりました。前の署名は記録に残っています");
    let all = whole(&mut h);
    assert!(all.contains("書き直し"), "{all}");
    assert!(all.contains("無効になりました"), "{all}");
}

#[test]
fn after_it_left_a_manager_corrects_and_both_values_stay() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    testing::steps(&f.desk, 1, case, &["permit", "out"]);
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<f4><down><enter>5<enter>").keys("見直し<enter>");
    h.sees("訂正します");
    h.keys(&sign(7)).sees("署名できません");
    h.keys("<esc><enter>")
        .keys(&confirm(2))
        .sees("訂正を記録しました");
    let all = whole(&mut h);
    assert!(all.contains("予算書 2件［紙］ から 予算書 5"), "{all}");
    assert!(all.contains("理由  見直し"), "{all}");
}

#[test]
fn an_author_withdraws_and_nobody_else() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<f3>要らなくなった<enter>").keys(&sign(5));
    h.sees("取り下げられるのは、書いた人だけです (髙橋 洋)");
    h.says("何も記録していません");
    h.keys("<enter>").keys(&sign(9)).sees("取り下げました");
    let row = f.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert_eq!(row.case.state, State::Withdrawn);
}

#[test]
fn a_manager_refuses_but_not_their_own() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 1, 1, "予算書");
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<f6>持ち出さない<enter>").keys(&confirm(1));
    h.sees("署名できません")
        .sees("伊藤 恵(代理) か 小川 誠(保護責任者)");
    h.keys("<enter>")
        .keys(&confirm(3))
        .sees("認めないことを記録しました");
}

#[test]
fn a_question_is_answered_by_whom_it_was_asked() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let act = CaseAct::Ask {
        to: crate::journal::PersonNo(9),
        question: testing::words("何のためか"),
    };
    testing::sign(&f.desk, 1, case, act);
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<f8>").sees("何のためか");
    h.keys("監査のため<enter>");
    h.keys(&sign(5)).sees("佐藤 健(05) は署名できません");
    h.keys("<esc><enter>")
        .keys(&sign(9))
        .sees("答えを残しました");
    let all = whole(&mut h);
    assert!(all.contains("監査のため"), "{all}");
}

#[test]
fn a_take_out_is_extended_and_the_first_day_stays() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    testing::steps(&f.desk, 1, case, &["permit", "out"]);
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<insert>11/17<enter>調査が延びた<enter>")
        .keys(&confirm(1));
    h.sees("より後の日を入れてください")
        .sees("何も記録していません");
    h.keys("<esc><esc><backspace><backspace>20<enter><enter>");
    h.keys(&confirm(1)).sees("20日(金)まで延ばしました");
    let all = whole(&mut h);
    assert!(all.contains("はじめの期限 R8.11.18"), "{all}");
}

#[test]
fn every_key_bar_of_a_case_fits_in_both_languages() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let stage = Stage::at(EVENING);
    let h = f.harness_on(CaseScreen::new(case, None), stage.english());
    h.sees("Help");
    testing::steps(&f.desk, 1, case, &["permit", "out"]);
    let mut h = f.harness_on(CaseScreen::new(case, None), stage.english());
    h.sees("Help");
    h.keys("<f4>");
    insta::assert_snapshot!("correct_english", h.screen());
    let h = f.harness_on(CaseScreen::new(case, None), stage.sized(132, 43).wide());
    insta::assert_snapshot!("case_132x43", h.screen());
}

#[test]
fn what_no_manager_is_asked_about_is_not_offered_to_be_refused() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    f.harness(CaseScreen::new(case, None)).sees("F6認めない");
    let act = CaseAct::SendBack {
        step: "apply".into(),
        reason: testing::words("書き足りない"),
    };
    testing::sign(&f.desk, 1, case, act);
    let mut h = f.harness(CaseScreen::new(case, None));
    h.does_not_see("認めない");
    h.keys("<f3>要らない<enter>").keys(&sign(5));
    h.sees("書いた人だけです").does_not_see("認めない");
}

#[test]
fn digits_behind_a_refused_signature_never_run_into_the_text() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let mut h = f.harness(CaseScreen::new(case, None));
    h.keys("<f8><enter>").keys("何のためか<enter>");
    h.keys("07000000<enter>").sees("PINが違います");
    h.keys("<esc>270718")
        .does_not_see("270718")
        .does_not_see("か27");
    h.sees("署名する文");
}

#[test]
fn a_long_answer_hides_neither_its_end_nor_the_line_that_signs_it() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let mut h = f.harness(CaseScreen::new(case, None));
    let long = format!("{}おわりの句", "長い質問".repeat(98));
    h.keys("<f8>").paste(&long).keys("<enter>");
    h.sees("だれ [").sees("続く 1/");
    h.keys(&sign(5))
        .says("終わりまで見てください")
        .sees("だれ [");
    h.keys("<pagedown><pagedown><pagedown>");
    h.sees("おわりの句").sees("終わり").sees("だれ [");
    h.keys("<enter>").sees("質問を残しました");
}
