//! The flows of a take-out, on a desk with the sample office. Keys are counted from the board, as
//! SCREENS §7 counts them.

use super::*;
use crate::journal::PersonNo;
use crate::procedure::{DefId, Mark, State, Value};
use crate::tui::screens::fixture::{Fixture, pins, sign};
use crate::tui::screens::start::{Corrective, Incident, TakeOut};

const APPLY: &str = "123<enter>|見本区役所|<enter>|打合せ|<enter>18<enter><enter>111";

fn count(keys: &str) -> usize {
    let mut counted = 1;
    for part in keys.split('|').step_by(2) {
        let mut rest = part;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
            rest = named.map_or_else(|| &rest[c.len_utf8()..], |(_, after)| after);
            counted += 1;
        }
    }
    counted
}

fn plain(keys: &str) -> String {
    keys.replace('|', "")
}

fn manager() -> String {
    format!("01{}<enter>", pins().1)
}

fn marks(office: &Fixture, form_no: u32) -> Vec<Mark> {
    let view = office.desk.view().unwrap();
    let page = view
        .cases(&crate::desk::Filter::default(), None, 50, &mut || true)
        .unwrap();
    let line = page.lines.iter().find(|line| {
        line.form_no == Some(form_no) && line.procedure == DefId::from(crate::desk::TAKE_OUT)
    });
    let row = view.case_row(line.unwrap().case).unwrap().unwrap();
    row.case.marks
}

#[test]
fn a_take_out_is_asked_for_and_with_the_manager_at_the_side_confirmed_at_once() {
    assert!(count(APPLY) <= 19, "{}", count(APPLY));
    let office = Fixture::new();
    let mut screen = office.harness(TakeOut::open());
    insta::assert_snapshot!("take_out_first_page", screen.screen());
    screen.keys(&plain(APPLY)).sees("署名する文");
    screen.keys(&sign(7)).sees("管理責任者が横にいれば");
    insta::assert_snapshot!("take_out_manager_at_side", screen.screen());
    // The manager signs with nothing but number and PIN: both steps, one entry.
    screen.keys(&manager());
    let marks = marks(&office, 5);
    let steps: Vec<&str> = marks.iter().map(|mark| mark.step.0.as_str()).collect();
    assert_eq!(steps, ["apply", "permit", "out"]);
    assert_eq!(marks[1].entry, marks[2].entry);
}

#[test]
fn the_clerk_cannot_permit_their_own_take_out_and_esc_leaves_it_to_the_inbox() {
    let office = Fixture::new();
    let mut screen = office.harness(TakeOut::open());
    screen.keys(&plain(APPLY)).keys(&sign(7));
    screen.keys(&sign(7)).sees("何も記録していません");
    screen.keys("<esc><esc>");
    let view = office.desk.view().unwrap();
    let waits = view.inbox().unwrap();
    assert!(waits.iter().any(|item| item.by == Some(PersonNo(7))));
}

#[test]
fn a_return_counts_the_sheets_and_the_manager_confirms_it_as_another_act() {
    let keys = "113<enter>";
    assert!(count(keys) <= 5);
    let office = Fixture::new();
    let mut screen = office.harness(Returning::open());
    insta::assert_snapshot!("what_is_out", screen.screen());
    screen.keys(keys).sees("持ち帰った").sees("3");
    screen.keys(&sign(10)).sees("確認（戻り）");
    insta::assert_snapshot!("confirm_the_return", screen.screen());
    screen.keys("1").sees("全部戻った");
    screen.keys(&manager()).sees("確認（戻り）を記録しました");
    screen.does_not_see("補助金申請書");
    let marks = marks(&office, 2);
    assert_eq!(marks.last().unwrap().by, PersonNo(1));
}

#[test]
fn what_cannot_be_brought_back_opens_an_incident_that_is_written_at_once() {
    let office = Fixture::new();
    let mut screen = office.harness(Returning::open());
    screen.keys("120<enter>").sees("持ち帰れない（紛失・盗難）");
    screen.keys(&sign(10)).sees("事故・事故のおそれ");
    screen.keys("0<enter>|").sees("令和8年11月17日(火) 18:40");
    screen.keys("<backspace>電車の中<enter><enter><enter>網棚に置き忘れた<enter>");
    screen.sees("直ちに報告します");
    screen.keys(&sign(10)).sees("第一報を記録しました");
    screen.sees("1  見本課  課長 田中 実").sees("内線 0101");
    screen.keys("<esc>");
    // Nothing says that it came back.
    screen.sees("持ち帰れないとの報告");
    let view = office.desk.view().unwrap();
    let open = view.open_rows().unwrap();
    let out = open.iter().find(|row| row.form_no == Some(2)).unwrap();
    let row = view.case_row(out.case).unwrap().unwrap();
    assert_eq!(row.case.state, State::Open);
    assert_eq!(row.case.children.len(), 1);
}

#[test]
fn a_new_due_day_is_the_managers_and_says_the_old_one() {
    let keys = "1<insert>20<enter>|雨のため|<enter>";
    assert!(count(&keys.replacen('1', "", 1)) <= 8);
    let office = Fixture::new();
    let mut screen = office.harness(Returning::open());
    screen.keys("<insert>").sees("いまの戻す日 R8.11.16");
    screen
        .keys("20<enter>雨のため<enter>")
        .sees("元の日も記録に残ります");
    screen.keys(&sign(10)).sees("署名");
    screen
        .keys("<esc>")
        .keys(&manager())
        .sees("戻す日の延長を記録しました");
    screen.sees("20日(金)");
}

#[test]
fn what_left_without_a_confirmation_is_reported_as_exactly_that() {
    let keys = "4<f4>900<enter>118<enter>|急いでいた|<enter>";
    assert!(count(keys) <= 12, "{}", count(keys));
    let office = Fixture::new();
    let mut screen = office.harness(Returning::open());
    screen
        .keys("4")
        .sees("出たときの確認がありません。戻しとしては記録できません");
    insta::assert_snapshot!("never_left", screen.screen());
    screen.keys("<f4>").sees("現地調査票").sees("見本信用金庫");
    screen
        .keys("900<enter>118<enter>急いでいた<enter>")
        .sees("確認を受けずに");
    screen.keys(&sign(9)).sees("報告を受けた");
    screen.keys("1").keys(&manager()).sees("是正措置");
    let view = office.desk.view().unwrap();
    let rows = view.open_rows().unwrap();
    let reported = rows
        .iter()
        .find(|row| row.procedure.id == DefId::from(UNCONFIRMED));
    let row = view.case_row(reported.unwrap().case).unwrap().unwrap();
    assert!(matches!(
        row.case.values.get(&FieldId::from("documents")),
        Some(Value::HoldingLines(lines)) if lines[0].count == 2
    ));
}

#[test]
fn an_incident_is_told_in_a_few_keys() {
    let keys = "10<enter>|書庫|<enter><enter>|扉が壊れていた|<enter>";
    assert!(count(keys) <= 8, "{}", count(keys));
    let office = Fixture::new();
    let mut screen = office.harness(Incident::open(Default::default()));
    insta::assert_snapshot!("incident", screen.screen());
    screen.keys(&plain(keys)).sees("直ちに報告します");
    screen.keys(&sign(7));
    let view = office.desk.view().unwrap();
    let mut rows = view.open_rows().unwrap().into_iter();
    assert!(rows.any(|row| row.procedure.id == DefId::from(crate::desk::INCIDENT)));
}

#[test]
fn a_corrective_measure_names_who_did_it_by_their_number() {
    let office = Fixture::new();
    let mut screen = office.harness(Corrective::open());
    screen.keys("鍵のかけ忘れ<enter>点検の漏れ<enter>点検表を直した<enter>09");
    screen.sees("髙橋 洋");
    screen.keys("17<enter>").sees("措置をした人: 髙橋 洋");
    screen.keys(&sign(7));
}

#[test]
fn a_title_that_is_not_in_the_register_asks_what_it_lies_on() {
    let office = Fixture::new();
    let mut screen = office.harness(TakeOut::open());
    screen
        .keys("99<enter>2<enter>")
        .sees("台帳に 99番 はありません");
    screen
        .keys("<f8>9<enter>1<enter><up><up><f8>相談票の写し<enter>2<enter>")
        .sees("1 紙")
        .sees("要配慮");
    screen.keys("14 8<enter>").sees("2番");
    screen.keys("<up><f5>111<enter>").sees("現地調査票");
    screen.keys("見本<enter>面談<enter>18<enter><enter>111");
    screen.sees("病歴、健康診断等の結果）、現地調査票 1件［紙］");
}

#[test]
fn a_day_that_is_over_is_no_due_day() {
    let office = Fixture::new();
    let mut screen = office.harness(TakeOut::open());
    screen.keys("123<enter>区役所<enter>打合せ<enter>あした<enter>");
    screen.sees("日付として読めません");
    screen
        .keys("<backspace><backspace><backspace>16<enter>")
        .does_not_see("5番: 17");
    screen.sees("戻す日").does_not_see("2/3 ");
    screen.keys("<backspace>9").sees("令和8年11月19日(木)");
}
