//! A manager at the inbox of the sample office.

use super::Inbox;
use crate::journal::PersonNo;
use crate::procedure::CaseAct;
use crate::tui::screens::case::testing;
use crate::tui::screens::fixture::{Fixture, pins, sign};
use crate::tui::testing::Stage;
use crossterm::event::KeyCode;
use std::time::Duration;

/// The keys with which a person who confirms signs.
fn confirm(no: u16) -> String {
    format!("{no:02}{}<enter>", pins().1)
}

#[test]
fn a_return_is_confirmed_with_three_keys_from_the_board_and_the_signature() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.sees("戻り確認     No.4 面談記録 1件");
    // 5 on the board, then these two.
    h.keys("1<space>")
        .sees("印 1")
        .sees("印を付けた1件にまとめて署名");
    h.keys(&confirm(1)).sees("1件に署名しました");
    h.does_not_see("No.4 面談記録");
}

#[test]
fn a_permit_and_the_confirmation_of_leaving_are_one_signature_with_two_meanings() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "照合");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>").sees("1 許可・確認（持出）   2 許可 [1]");
    h.keys("<space>").sees("印 1");
    h.keys(&confirm(1)).sees("1件に署名しました");
    let row = f.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert!(row.case.sealed);
    let steps: Vec<&str> = row.case.marks.iter().map(|m| m.step.0.as_str()).collect();
    assert_eq!(steps, ["apply", "permit", "out"]);
}

#[test]
fn the_permit_alone_is_a_digit_away() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "照合");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>2").sees("2 許可 [2]");
    h.keys("<space>")
        .keys(&confirm(1))
        .sees("1件に署名しました");
    let row = f.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert!(!row.case.sealed);
    h.sees("持出確認");
}

#[test]
fn twelve_records_are_marked_by_twelve_keys_and_become_twelve_entries() {
    let f = Fixture::new();
    for nth in 1..=12 {
        testing::apply(&f.desk, 9, nth, "申請書");
    }
    let before = f.desk.checkpoint().unwrap().size;
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>");
    for _ in 0..12 {
        h.keys("<space>");
    }
    h.sees("印 12");
    h.keys(&confirm(1)).sees("12件に署名しました");
    assert_eq!(f.desk.checkpoint().unwrap().size, before + 12);
}

#[test]
fn a_held_key_marks_one_record_and_a_paste_none() {
    let f = Fixture::new();
    for nth in 1..=4 {
        testing::apply(&f.desk, 9, nth, "申請書");
    }
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>").hold("<space>", 40).sees("印 1");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>").burst("<space><space><space>");
    let marked = h.row(1);
    assert!(
        marked.ends_with("印 0") || marked.ends_with("印 1"),
        "{marked}"
    );
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>").paste("   ").sees("印 0");
    h.sees("ここには貼り付けられません");
}

#[test]
fn a_key_within_300_ms_of_a_record_s_opening_adds_nothing() {
    let f = Fixture::new();
    testing::apply(&f.desk, 9, 1, "申請書");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>");
    h.press(KeyCode::Char(' '), Duration::from_millis(250));
    h.sees("印 0");
    h.press(KeyCode::Char(' '), Duration::from_millis(250));
    h.sees("印 1");
}

#[test]
fn a_long_record_is_marked_only_after_its_last_line_was_shown() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down><down><down>").sees("続く 1/2");
    h.keys("<space>");
    h.sees("印 0").sees("PgDn で終わりまで読むと");
    h.keys("<pagedown>")
        .sees("終わり")
        .does_not_see("PgDn で終わりまで");
    h.keys("<space>").sees("印 1");
}

#[test]
fn a_hole_is_received_only_with_a_decision() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down><down>").sees("欠けの説明  13日(金) 書庫A");
    h.sees("帰るときに鍵をかけ忘れた");
    // What is received is named where it is signed.
    h.keys("<pagedown>")
        .sees("その日の施錠: 施錠していなかった");
    h.sees("現物を数えた件数: 252");
    h.keys("<space>")
        .sees("印 0")
        .sees("1か2を選ぶと、印を付けられます")
        .sees("このあと (基準6(3))  1 是正でよい");
    h.keys("1").sees("是正措置").sees("終わり");
    h.does_not_see("PgDn で終わりまで");
    h.keys("<space>").sees("印 1");
    h.keys(&confirm(1)).sees("1件に署名しました");
    let view = f.desk.view().unwrap();
    let rows = view.open_rows().unwrap();
    assert!(rows.iter().any(|row| row.procedure.id.0 == "corrective"));
}

#[test]
fn a_wrong_pin_keeps_the_marks_and_records_nothing() {
    let f = Fixture::new();
    let before = f.desk.checkpoint().unwrap().size;
    let mut h = f.harness(Inbox::new(None));
    h.keys("1<space>").keys("0112345678<enter>");
    h.sees("PINが違います。何も記録していません。").sees("印 1");
    assert_eq!(f.desk.checkpoint().unwrap().size, before);
    // The number stays; the PIN again is enough, and the wrong try is told.
    h.keys(&format!("{}<enter>", pins().1));
    h.sees("1件に署名しました").sees("失敗").sees("1回");
}

#[test]
fn what_somebody_else_signed_meanwhile_is_left_out_and_named() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "照合");
    let mut h = f.harness(Inbox::new(None));
    h.keys("1<space>").sees("印 1");
    h.keys("<space>").sees("印 2");
    testing::steps(&f.other_terminal(), 2, case, &["permit"]);
    h.keys(&confirm(1)).sees("1件に署名しました");
    h.sees("伊藤 恵 が記録しました").sees("印 0");
}

#[test]
fn an_own_act_is_shown_as_such_left_out_and_signed_by_the_deputy() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 1, 1, "予算書");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>").sees("予算書");
    h.keys("<space>").sees("印 1");
    h.keys("01")
        .sees("自分の分には署名できません。伊藤 恵(代理) か 小川 誠(保護責任者)");
    h.keys(&format!("{}<enter>", pins().1));
    h.sees("自分の分です").sees("印 1");
    h.keys("<esc>").keys(&confirm(2)).sees("1件に署名しました");
    let view = f.desk.view().unwrap();
    let row = view.case_row(case).unwrap().unwrap();
    let permit = row
        .case
        .marks
        .iter()
        .find(|m| m.step.0 == "permit")
        .unwrap();
    assert_eq!(permit.by, PersonNo(2));
    assert!(permit.capacity.stands_in());
}

#[test]
fn own_acts_among_others_are_left_out_of_one_signature() {
    let f = Fixture::new();
    testing::apply(&f.desk, 1, 1, "予算書");
    testing::apply(&f.desk, 9, 2, "決算書");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down><space><space>").sees("印 2");
    h.keys(&confirm(1));
    h.sees("1件に署名しました")
        .sees("自分の持ち出しは許可できません");
    h.sees("藤 恵(代理) か 小川 誠(保護責任者) が許可します");
    h.sees("予算書");
}

#[test]
fn where_nobody_may_sign_today_it_says_so_and_keeps_it_waiting() {
    let f = Fixture::new();
    let case = testing::apply(&f.desk, 1, 1, "予算書");
    for by in [2, 3] {
        let act = CaseAct::Amend {
            values: [(
                "purpose".into(),
                crate::procedure::Value::Text(
                    crate::text::Text::new(&format!("用途{by}")).unwrap(),
                ),
            )]
            .into(),
            reason: testing::words("書き足し"),
        };
        testing::sign(&f.desk, by, case, act);
    }
    // The application fell with the amendments and is signed again; all three managers are authors.
    testing::apply_again(&f.desk, 1, case);
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down>").sees("予算書");
    h.keys("<pagedown><pagedown><space>");
    h.sees("今日、これに署名できる人がいません").sees("印 0");
}

#[test]
fn staff_cannot_sign_and_is_told_so_before_the_pin() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("1<space>").keys("05").sees("佐藤 健");
    h.keys("x<esc>")
        .keys(&sign(7))
        .sees("鈴木 花子(07) は署名できません");
    h.sees("印 1");
}

#[test]
fn a_record_is_sent_back_with_a_reason_that_is_signed() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "照合");
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down><f7>").sees("差し戻し").sees("理由");
    h.keys("<enter>").sees("理由を書いてください");
    h.keys("戻す時刻が遅い<enter>")
        .sees("「持ち出しの申請」から差し戻します");
    h.keys(&confirm(1)).sees("差し戻しました").sees("署名待ち");
    let row = f.desk.view().unwrap().case_row(case).unwrap().unwrap();
    assert!(row.case.marks.iter().all(|mark| mark.void.is_some()));
    // A report is not sent back: the way on is a question.
    h.keys("<up><up><f7>").sees("差し戻せるものはありません");
}

#[test]
fn a_question_leaves_the_record_waiting() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("<down><down><f8>").sees("質問").sees("鈴木 花子");
    h.keys("だれが見つけたか<enter>")
        .sees("鈴木 花子 に質問します");
    h.keys(&confirm(1)).sees("質問を残しました");
    h.sees("だれが見つけたか");
}

#[test]
fn on_an_own_terminal_the_owner_types_only_the_pin() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(Some(PersonNo(1))));
    h.keys("1<space>").keys(&format!("{}<enter>", pins().1));
    h.sees("1件に署名しました");
}

#[test]
fn leaving_and_coming_back_keeps_the_marks_of_what_has_not_changed() {
    let f = Fixture::new();
    let case = testing::find(&f.desk, "照合");
    let mut h = f.harness(Inbox::new(None));
    h.keys("1<space>").keys("<space>").sees("印 2");
    h.keys("<enter><esc>").sees("印 2");
    h.keys("<enter>");
    testing::steps(&f.other_terminal(), 2, case, &["permit"]);
    h.keys("<esc>")
        .sees("1件の状態が変わり、印を外しました")
        .sees("印 1");
}

#[test]
fn a_smaller_window_loses_no_mark_and_no_text() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("1<space>").resize(132, 43).sees("印 1");
    h.resize(80, 24).sees("印 1").sees("持出許可");
    h.resize(60, 20).sees("80x24");
    h.resize(80, 24).sees("印 1");
}

#[test]
fn nothing_is_signed_without_a_mark() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("0").sees("まだ印がありません");
}

#[test]
fn the_inbox_looks_as_it_was_drawn() {
    let f = Fixture::new();
    let mut h = f.harness(Inbox::new(None));
    h.keys("1<space><space><down><up>");
    insta::assert_snapshot!("inbox_80x24", h.screen());
    let stage = Stage::at(crate::tui::screens::fixture::EVENING);
    let mut h = f.harness_on(Inbox::new(None), stage.english());
    h.keys("<down><down>");
    insta::assert_snapshot!("inbox_english", h.screen());
    let mut h = f.harness_on(Inbox::new(None), stage.sized(132, 43).wide());
    h.keys("<down><down>1<space>");
    insta::assert_snapshot!("inbox_132x43", h.screen());
    for times in 0..5 {
        let mut h = f.harness_on(Inbox::new(None), stage.english());
        for _ in 0..times {
            h.keys("<down>");
        }
        h.keys("<f1>");
    }
}

#[test]
fn what_wants_a_form_asks_nothing_and_says_how_it_is_opened() {
    let f = Fixture::new();
    let mut h = f.harness(crate::tui::screens::start::Incident::open(
        crate::tui::screens::start::Known::default(),
    ));
    h.keys("10<enter>資料室<enter><enter>袋が1つ足りない<enter>");
    h.keys(&sign(10)).sees("第一報を記録しました");
    let mut h = f.harness(Inbox::new(None));
    h.sees("事故");
    h.keys("1<space>").keys(&confirm(1));
    h.sees("1件に署名しました");
    h.keys("<up><up><up>").sees("43条の判定");
    h.sees("Enter で開き").does_not_see("[ ]");
    h.keys("<space>").sees("印 0").sees("Enter で開き");
}

#[test]
fn a_line_s_ends_have_one_order_on_every_screen() {
    let f = Fixture::new();
    let view = f.desk.view().unwrap();
    let def = view.catalogue().latest(&"take_out".into()).unwrap();
    let back = def.step(&"back".into()).unwrap();
    let order = crate::tui::say::outcomes(back);
    let order: Vec<&str> = order.iter().map(|(id, _)| id.0.as_str()).collect();
    assert_eq!(order[..2], ["returned", "short"]);
    let h = f.harness(Inbox::new(None));
    h.sees("1 全部戻った").sees("2 一部").sees("3 戻っていない");
    h.sees("1から3を選ぶと");
    let case = testing::find(&f.desk, "面談記録");
    let steps = vec![crate::procedure::StepId::from("back")];
    let h = f.harness(crate::tui::screens::wizard::Wizard::step(case, steps));
    let screen = h.screen();
    let at = |what: &str| {
        screen
            .find(what)
            .unwrap_or_else(|| panic!("{what}\n{screen}"))
    };
    assert!(at("1 全部戻った") < at("2 一部") && at("2 一部") < at("3 戻っていない"));
}

#[test]
fn of_a_place_found_open_the_reporter_is_named() {
    let f = Fixture::new();
    let mut h = f.harness(crate::tui::screens::evening::Evening::open(None));
    // Somebody else locked it; person 9 finds it open.
    h.keys("<down><f3>1").sees("書庫B");
    h.keys(&sign(9));
    h.sees("開いていたことを1件 報告しました");
    let stage = f.stage.sized(132, 43);
    let h = f.harness_on(Inbox::new(None), stage);
    let row = |h: &crate::tui::testing::Harness<crate::desk::Desk>| {
        h.rows().into_iter().find(|row| row.contains("開いていた"))
    };
    let row = row(&h).unwrap_or_default();
    assert!(row.contains("髙橋 洋"), "{row}\n{}", h.screen());
}

/// Somebody has forgotten their PIN, and one has vouched.
fn forgotten(f: &Fixture) -> crate::journal::EntryId {
    let pin = crate::journal::Pin::typed("591738");
    let by = PersonNo(1);
    let theirs = crate::tui::screens::fixture::pin_of(&f.desk, by);
    f.desk.renew(PersonNo(7), &pin, (by, &theirs)).unwrap()
}

#[test]
fn the_second_who_vouches_signs_in_the_inbox() {
    let f = Fixture::new();
    forgotten(&f);
    let mut h = f.harness(Inbox::new(None));
    h.sees("新しいPIN    鈴木 花子(07)")
        .sees("田中 実 署名")
        .sees("鍵の指紋")
        .sees("本人であることを、田中 実");
    insta::assert_snapshot!(testing::without_print(&f.desk, &h.screen()));
    h.keys("<space>").sees("印 1");
    for own in ["01", "07"] {
        h.keys(own).sees("自分の分");
        h.keys("<backspace><backspace>");
    }
    h.keys(&confirm(2)).sees("1件に署名しました");
    h.does_not_see("新しいPIN");
    let new = crate::journal::Pin::typed("591738");
    assert!(f.desk.open_person(PersonNo(7), &new).is_ok());
}

#[test]
fn records_and_what_waits_on_the_office_are_signed_with_one_pin() {
    let f = Fixture::new();
    forgotten(&f);
    let before = f.desk.checkpoint().unwrap().size;
    let mut h = f.harness(Inbox::new(None));
    h.keys("<space>1<space>").sees("印 2");
    h.keys(&confirm(2)).sees("2件に署名しました");
    assert_eq!(f.desk.checkpoint().unwrap().size, before + 2);
}

#[test]
fn what_somebody_refused_meanwhile_is_named_and_the_rest_is_signed() {
    let f = Fixture::new();
    let entry = forgotten(&f);
    let mut h = f.harness(Inbox::new(None));
    h.keys("<space>1<space>").sees("印 2");
    decline(&f, 90, entry);
    h.keys(&confirm(2)).sees("1件に署名しました");
    h.sees("新しいPIN 鈴木 花子(07)は記録していません");
}

fn decline(f: &Fixture, no: u16, entry: crate::journal::EntryId) {
    let act = crate::office::OfficeAct::Decline {
        entry,
        reason: crate::text::Text::new("本人がいない").unwrap(),
    };
    let pin = crate::tui::screens::fixture::pin_of(&f.desk, PersonNo(no));
    f.desk.sign_office(PersonNo(no), &pin, act, None).unwrap();
}

#[test]
fn what_waits_on_the_office_is_refused_with_a_reason() {
    let f = Fixture::new();
    forgotten(&f);
    let mut h = f.harness(Inbox::new(None));
    h.keys("<f7>").sees("断る・取り下げる");
    h.keys("<enter>").sees("この欄は空にできません");
    h.keys("本人がまだ来ていない<enter>");
    insta::assert_snapshot!(h.screen());
    h.keys("05").sees("役割のある人ではない");
    h.keys("<backspace><backspace>");
    h.keys(&confirm(2)).sees("断ったことを記録しました");
    h.does_not_see("新しいPIN    鈴木");
    assert!(f.desk.view().unwrap().office.pending.is_empty());
}

#[test]
fn a_role_is_countersigned_in_the_inbox_by_who_receives_it() {
    let f = Fixture::new();
    let by = PersonNo(90);
    let pin = crate::tui::screens::fixture::pin_of(&f.desk, by);
    let grant = crate::office::OfficeAct::Grant(crate::office::Grant {
        person: PersonNo(5),
        role: crate::journal::Role::Deputy,
        span: crate::office::Span::since(f.stage.now.date()),
    });
    f.desk.sign_first(by, &pin, grant).unwrap();
    let mut h = f.harness(Inbox::new(None));
    h.keys("<up>");
    for _ in 0..20 {
        h.keys("<down>");
    }
    h.sees("役割         佐藤 健(05) 代理");
    insta::assert_snapshot!(h.screen());
    h.keys("<space>").sees("印 1");
    h.keys(&sign(5)).sees("1件に署名しました");
    let office = f.desk.view().unwrap().office.clone();
    assert!(office.holds(
        PersonNo(5),
        crate::journal::Role::Deputy,
        f.stage.now.date()
    ));
}
