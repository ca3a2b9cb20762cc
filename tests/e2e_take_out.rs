//! A take-out from the application to the confirmed return, and what goes wrong on the way.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// An application: holding, how many, to where, why, until when; the three questions of the check.
const APPLY: &str = "123<enter>|見本区役所|<enter>|打合せ|<enter>18<enter><enter>111";

/// From the board to what a digit leads to.
fn at(office: &Office, digit: &str, seen: &str) -> Term {
    let mut term = Term::start(office);
    term.sees("2持出");
    term.keys(digit).sees(seen);
    term
}

#[test]
fn with_the_manager_at_the_side_it_is_asked_for_permitted_and_out_at_once() {
    let office = Office::sample();
    let mut term = at(&office, "2", "持ち出し");
    term.keys(APPLY).sees("署名する文");
    term.keys(&signature("07")).sees("管理責任者が横にいれば");
    term.keys(&signature("01"))
        .sees("確認（持出）を記録しました");
    // The application, and one entry with two meanings.
    assert_eq!(office.records(), 119);
    assert!(office.status().contains("戻るのを待っています"));
}

#[test]
fn nobody_permits_their_own_take_out() {
    let office = Office::sample();
    let mut term = at(&office, "2", "持ち出し");
    term.keys(APPLY)
        .keys(&signature("01"))
        .sees("管理責任者が横にいれば");
    term.keys(&signature("01")).sees("何も記録していません");
    assert_eq!(office.records(), 118);
}

#[test]
fn what_comes_back_is_counted_and_confirmed_by_the_manager_as_another_act() {
    let office = Office::sample();
    let mut term = at(&office, "3", "補助金申請書");
    term.keys("113<enter>").sees("持ち帰った");
    term.keys(&signature("10")).sees("確認（戻り）");
    term.keys("1").sees("全部戻った");
    term.keys(&signature("01"))
        .sees("確認（戻り）を記録しました");
    assert_eq!(office.records(), 119);
    term.keys("<esc>")
        .sees("1施錠")
        .does_not_see("補助金申請書");
}

#[test]
fn what_is_lost_opens_an_incident_at_once() {
    let office = Office::sample();
    let mut term = at(&office, "3", "補助金申請書");
    term.keys("120<enter>").sees("持ち帰れない（紛失・盗難）");
    term.keys(&signature("10")).sees("事故・事故のおそれ");
    term.keys("0<enter>|電車の中|<enter><enter><enter>|網棚に置き忘れた|<enter>");
    term.sees("直ちに報告します");
    term.keys(&signature("10")).sees("第一報を記録しました");
    assert_eq!(office.records(), 119);
    // An incident is named by nothing but its kind.
    assert!(!office.status().contains("網棚"));
}

#[test]
fn a_longer_time_is_the_managers_and_the_old_day_stays() {
    let office = Office::sample();
    let mut term = at(&office, "3", "補助金申請書");
    term.keys("<insert>").sees("いまの戻す日 R8.11.16");
    term.keys("20<enter>|雨のため|<enter>")
        .sees("元の日も記録に残ります");
    term.keys(&signature("01"))
        .sees("戻す日の延長を記録しました");
    term.sees("20日(金)");
    assert_eq!(office.records(), 118);
}

#[test]
fn what_left_without_a_confirmation_is_reported_as_that_and_not_as_a_return() {
    let office = Office::sample();
    let mut term = at(&office, "3", "補助金申請書");
    term.keys("4")
        .sees("出たときの確認がありません。戻しとしては記録できません");
    term.keys("<f4>").sees("見本信用金庫");
    term.keys("900<enter>118<enter>|急いでいた|<enter>")
        .sees("確認を受けずに");
    term.keys(&signature("09")).sees("報告を受けた");
    term.keys("1").keys(&signature("01")).sees("是正措置");
    assert_eq!(office.records(), 119);
}
