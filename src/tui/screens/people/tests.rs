use super::leaving::Leaving;
use super::office::Register;
use crate::desk::Desk;
use crate::journal::{PersonNo, Pin, Role};
use crate::tui::screens::case::testing;
use crate::tui::screens::enrol::Enrol;
use crate::tui::screens::fixture::{Fixture, pins};
use crate::tui::screens::more::More;
use crate::tui::testing::Harness;

/// Keys of a signature of somebody who does not confirm, and of somebody who does.
fn plain(no: u16) -> String {
    format!("{no:02}{}<enter>", pins().0)
}

fn confirming(no: u16) -> String {
    format!("{no:02}{}<enter>", pins().1)
}

/// Adds 山本 一 as 11, signed by the administrator, and gives the code of the slip.
fn add(h: &mut Harness<Desk>) -> String {
    h.keys("4").sees("人と役割");
    h.keys("<f2>11<enter>山本 一<enter>やまもと はじめ<enter>支援<enter><enter>");
    h.sees("山本 一 を番号 11 で、令和8年11月17日(火)から事務所に加え");
    h.keys(&plain(90));
    h.sees("登録票");
    let rows = h.rows();
    let row = rows.iter().find(|row| row.contains("登録の番号")).unwrap();
    row.split_whitespace().last().unwrap().replace('-', "")
}

fn office(fixture: &Fixture) -> std::sync::Arc<crate::office::Office> {
    fixture.desk.view().unwrap().office.clone()
}

#[test]
fn a_new_person_gets_a_slip_and_enrols_in_person_before_a_colleague() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    let code = add(&mut h);
    h.keys("<enter><esc>");
    // 25 keys from the board (7 among them) and one signature, as SCREENS §7 counts.
    let keys = format!("111{code}824913<enter>824913");
    assert_eq!("7".len() + keys.replace("<enter>", "E").len(), 25);
    h.keys(&keys);
    h.sees("私は 山本 一 です");
    h.keys(&plain(7));
    h.sees("山本 一(11) を登録しました").sees("鍵の指紋");
    let key = office(&fixture).current_key(PersonNo(11)).unwrap();
    h.sees(&crate::desk::fingerprint(key));
    h.keys("<enter>").sees("7").sees("記録を始める");
}

#[test]
fn who_enrols_cannot_countersign_and_a_wrong_code_records_nothing() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    let code = add(&mut h);
    h.keys("<enter><esc>1");
    h.keys(&format!("11{code}824913<enter>824913"));
    h.keys("11824913<enter>").sees("同じ人は署名できません");
    h.keys("<esc><esc><esc>1");
    let wrong: String = code
        .chars()
        .map(|c| if c == '1' { '2' } else { '1' })
        .collect();
    h.keys(&format!("11{wrong}824913<enter>824913"))
        .keys(&plain(7));
    h.sees("登録票の番号が違います");
    assert!(office(&fixture).current_key(PersonNo(11)).is_none());
}

#[test]
fn a_wrong_pin_of_the_colleague_keeps_the_new_pin() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    let code = add(&mut h);
    h.keys("<enter><esc>1");
    h.keys(&format!("11{code}824913<enter>824913"))
        .keys("07000111<enter>");
    h.sees("PINが違います");
    h.keys(&plain(7)).sees("登録しました");
}

#[test]
fn rules_for_pins_are_said_before_anybody_else_signs() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    let code = add(&mut h);
    h.keys("<enter><esc>1");
    h.keys(&format!("11{code}123456<enter>123456"))
        .sees("続きの数字");
    h.keys("824913<enter>824914<enter>")
        .sees("2回のPINが違います");
    h.keys("82<enter>82").sees("PINは 6文字以上にしてください");
}

#[test]
fn a_changed_pin_signs_and_the_old_one_does_not() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Enrol::change());
    h.keys(&format!("07{}<enter>591738<enter>591738<enter>", pins().0));
    h.sees("鈴木 花子(07) の新しいPINが決まりました");
    let old = fixture
        .desk
        .open_person(PersonNo(7), &Pin::typed(&pins().0));
    assert!(old.is_err());
    let new = fixture.desk.open_person(PersonNo(7), &Pin::typed("591738"));
    assert!(new.is_ok());
}

#[test]
fn a_forgotten_pin_takes_two_different_role_holders() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Enrol::renew());
    h.keys("07591738<enter>591738");
    h.keys(&plain(5)).sees("役割のある人ではない");
    let mut h = fixture.harness(Enrol::renew());
    h.keys("07591738<enter>591738");
    h.keys(&confirming(1)).sees("まだ使えません");
    h.keys(&confirming(1)).sees("同じ人は署名できません");
    let mut h = fixture.harness(Enrol::renew());
    h.keys("07591738<enter>591738")
        .keys(&confirming(1))
        .keys(&plain(90));
    h.sees("新しいPINが決まりました");
}

#[test]
fn the_second_who_vouches_may_sign_later_and_nothing_has_changed_before() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    h.keys("3")
        .keys("07591738<enter>591738")
        .keys(&confirming(1));
    h.sees("鈴木 花子(07) の新しいPINは、まだ使えません")
        .sees("それまで鍵は前のままです")
        .sees("鍵の指紋")
        .sees("署名できる人: 伊藤 恵(02)")
        .does_not_see("新しいPINが決まりました");
    insta::assert_snapshot!(testing::without_print(&fixture.desk, &h.screen()));
    h.keys("<esc>").sees("署名待ち（5）で二人目を待っています");
    let old = Pin::typed(&pins().0);
    assert!(fixture.desk.open_person(PersonNo(7), &old).is_ok());
    let new = Pin::typed("591738");
    assert!(fixture.desk.open_person(PersonNo(7), &new).is_err());
}

#[test]
fn a_role_that_waits_is_said_to_wait() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Register::people());
    h.keys("<down><down><down><enter>12<enter><enter>R9.3.31<enter>");
    h.keys(&plain(90)).sees("副署があるまで");
    insta::assert_snapshot!(h.screen());
    h.keys("<esc>").sees("署名待ち（5）で副署を待っています");
    let held = office(&fixture).holds(PersonNo(5), Role::Deputy, fixture.stage.now.date());
    assert!(!held);
}

#[test]
fn a_role_takes_effect_only_with_another_role_holders_countersignature() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Register::people());
    // 佐藤 健 is the fourth row: become deputy from today.
    h.keys("<down><down><down><enter>1").sees("役割を付ける");
    h.keys("2<enter><enter>R9.3.31<enter>");
    h.sees("佐藤 健(05) に、令和8年11月17日(火)から令和9年3月31日(水)まで 代理 の役割");
    // What was typed goes first, then the page.
    h.keys("90<esc>").sees("署名する文");
    h.keys("<esc>").sees("何も記録していません");
    h.keys("<enter>12<enter><enter>R9.3.31<enter>");
    h.keys(&plain(90)).sees("副署があるまで");
    h.keys(&plain(90)).sees("同じ人は署名できません");
    let before = office(&fixture);
    assert!(!before.holds(PersonNo(5), Role::Deputy, fixture.stage.now.date()));
    h.keys("<esc>").keys(&confirming(1)).sees("記録しました");
    let after = office(&fixture);
    assert!(after.holds(PersonNo(5), Role::Deputy, fixture.stage.now.date()));
    h.sees("代理 R9.3.31まで");
}

#[test]
fn who_may_not_change_the_office_is_told_so_before_their_pin_is_taken() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Register::places());
    h.keys("<f2>倉庫<enter>課長席<enter>05 07<enter><enter>");
    h.sees("倉庫 (鍵 課長席) を、令和8年11月17日(火)から 佐藤 健、鈴木 花子 が施錠する");
    h.keys(&plain(7)).sees("役割のある人ではない");
}

#[test]
fn a_place_is_added_changed_from_its_day_and_ended() {
    let fixture = Fixture::new();
    let today = fixture.stage.now.date();
    let mut h = fixture.harness(Register::places());
    h.keys("<f2>倉庫<enter>課長席<enter>05 07<enter><enter>")
        .keys(&plain(90));
    h.sees("記録しました").sees("倉庫");
    h.keys("<enter>1<enter><enter>")
        .keys(&"<backspace>".repeat(8));
    h.keys("全員<enter>").keys(&plain(90)).sees("記録しました");
    let id = office(&fixture).places_on(today)[0].id;
    assert!(office(&fixture).place(id, today).unwrap().roster.len() > 4);
    h.keys("<enter>2R8.12.28<enter>")
        .keys(&plain(90))
        .sees("記録しました");
    let later = crate::calendar::serde_day::read("2026-12-29").unwrap();
    assert!(office(&fixture).place(id, later).is_none());
}

#[test]
fn a_means_goes_out_of_use_on_its_day() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Register::means());
    h.sees("済 郵便・2通以上");
    h.keys("<enter>2R8.11.30<enter>")
        .keys(&plain(90))
        .sees("記録しました");
    let later = crate::calendar::serde_day::read("2026-12-01").unwrap();
    assert!(office(&fixture).means_on("post-many", later).is_none());
}

#[test]
fn a_day_is_closed_with_its_reason() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Register::days());
    h.keys("<f2>R8.11.20<enter><enter>2<enter>停電<enter>");
    h.sees("を閉庁とします。停電");
    h.keys(&plain(90)).sees("記録しました").sees("R8.11.20");
    let day = crate::calendar::serde_day::read("2026-11-20").unwrap();
    assert!(!office(&fixture).days.is_open(day));
}

#[test]
fn the_records_are_verified_from_the_menu() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    h.keys("8").sees("おかしい所はありません").sees("根 ");
}

#[test]
fn a_code_is_typed_with_or_without_its_hyphen_and_a_wrong_number_is_taken_back() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(Enrol::with_slip());
    h.keys("12").sees("(いない番号)");
    h.keys("<backspace>1").keys("1234-5678").sees("[12345678]");
    assert_eq!(h.cursor().1, 7, "the cursor stands in the PIN");
}

#[test]
fn every_screen_under_7_fits_in_english_and_where_ambiguous_characters_are_wide() {
    let fixture = Fixture::new();
    for stage in [fixture.stage.english(), fixture.stage.wide()] {
        let mut h = fixture.harness_on(More::default(), stage);
        for item in 1..=8 {
            h.keys(&item.to_string());
            h.keys("<f2>").keys("<esc>").keys("<esc>").keys("<esc>");
        }
        for item in 1..=2 {
            h.keys("5").keys(&item.to_string());
            h.keys("<f2>").keys("<esc>").keys("<esc>").keys("<esc>");
        }
        h.keys("4<enter>1").keys("2<enter><enter><enter>");
        assert!(h.left().is_none());
    }
}

#[test]
fn what_no_key_of_the_board_begins_is_begun_from_the_menu() {
    let fixture = Fixture::new();
    let mut h = fixture.harness(More::default());
    h.keys("7").sees("是正措置").sees("第6(3)");
    h.does_not_see("個人情報の送付").does_not_see("施錠確認");
    let row = h.rows();
    let digit = row
        .iter()
        .find(|r| r.contains("是正措置"))
        .and_then(|r| r.split_whitespace().find(|w| w.parse::<u8>().is_ok()))
        .unwrap()
        .to_owned();
    h.keys(&digit).sees("問題となったこと");
    h.keys("<esc>").sees("第6(3)");
    h.keys("<esc>").keys("0");
    assert!(h.left().is_some(), "0 is 終了");
}

#[test]
fn what_is_open_in_the_name_of_who_leaves_is_listed_and_passed_on() {
    let fixture = Fixture::new();
    let clerk = PersonNo(5);
    let open = |no: u16| {
        let view = fixture.desk.view().unwrap();
        view.in_the_name_of(PersonNo(no)).unwrap().len()
    };
    let (mine, theirs) = (open(5), open(7));
    assert!(mine > 0);
    let mut h = fixture.harness(Leaving::of(clerk));
    h.sees("佐藤 健(05) の名で続いているもの");
    assert!(h.row(3).starts_with(" > "), "{}", h.row(3));
    // Not to themselves, and to nobody who is not there.
    h.keys("05").sees("05番には引き継げません");
    h.keys("66").sees("66番には引き継げません");
    h.keys("07").sees("鈴木 花子(07) に引き継ぎます");
    h.keys(&confirming(1)).sees("引き継ぎました");
    h.sees("続いているものはありません");
    assert_eq!((open(5), open(7)), (0, mine + theirs));
    // What was signed stays signed by whoever signed it.
    assert!(fixture.desk.verify(&mut |_, _| true).unwrap().is_clean());
}
