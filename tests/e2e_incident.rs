//! An incident on the real binary: whom to call, the first notice, two clocks, and the reports.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// SCREENS §7: the first notice, beside what is typed as text and the signature.
const FIRST_NOTICE: usize = 8;

fn board(office: &Office) -> Term {
    let mut term = Term::start(office);
    term.sees("2持出");
    term
}

/// 9: lost, known then, where, what was in it is not known yet, and what happened.
fn first_notice(term: &mut Term, known: &str) {
    term.keys("9").sees("事故・事故のおそれ");
    term.keys("1")
        .keys(known)
        .keys("<enter>|資料室|<enter><enter>|袋が1つ足りない|<enter>");
    term.sees("直ちに報告します");
}

#[test]
fn the_first_notice_takes_no_more_keys_than_its_budget() {
    let office = Office::sample();
    let mut term = board(&office);
    let _ = term.count();
    first_notice(&mut term, "0");
    let signature = signature("10");
    term.keys(&signature).sees("第一報を記録しました");
    let s = 9;
    assert!(term.count() <= FIRST_NOTICE + s);
    assert_eq!(office.records(), 118);
}

#[test]
fn from_the_first_notice_to_the_final_report_and_a_clock_that_starts_on_the_twelfth_day() {
    let office = Office::sample();
    let mut term = board(&office);
    first_notice(&mut term, "|11/5 9:00|");
    term.keys(&signature("10")).sees("第一報を記録しました");
    // Whom to call, in the order that the office keeps.
    term.sees("1  見本課  課長 田中 実")
        .sees("内線 0101")
        .sees("総務局総務部情報公開課長")
        .does_not_see("決めてありません");
    term.keys("<esc>")
        .sees("事故対応中 1件  報告を受けた 期限を10日すぎ")
        .does_not_see("資料室");
    // The manager's inbox shows it first, and one digit decides.
    term.keys("5").sees("事故");
    term.keys("1<space>").sees("印 1");
    term.keys(&signature("01")).sees("1件に署名しました");
    term.keys("<up><up><up><enter>").sees("電話する先");
    // Eighty at the most: nothing is reported.
    step(&mut term, "6", "43条の判定");
    term.keys("1111280<enter><enter>").sees("判定しました");
    term.keys(&signature("01")).sees("43条の判定を記録しました");
    assert!(!office.status().contains("速報"));
    // On the twelfth day it became 140: the clock starts then.
    step(&mut term, "6", "43条の判定");
    term.keys("11112140<enter>|11/16 10:00|<enter>")
        .sees("判定しました");
    term.keys(&signature("01")).sees("43条の判定を記録しました");
    let status = office.status();
    assert!(
        status.contains("速報") && status.contains("R8.11.20"),
        "{status}"
    );
    assert!(
        status.contains("確報") && status.contains("R8.12.15"),
        "{status}"
    );
    assert!(!status.contains("資料室"), "{status}");
    // The inquiry and the prevention, with one signature.
    step(&mut term, "4", "調査");
    term.keys("|5日に数えた|<enter>1|数えなかった|<enter>|ない|<enter>");
    term.keys("|表を作った|<enter>|研修|<enter>3|回収した|<enter>");
    term.keys(&signature("01"))
        .sees("再発防止と公表を記録しました");
    step(&mut term, "7", "速報");
    term.keys("0<enter><enter>").sees("速報しました");
    term.keys(&signature("01")).sees("速報を記録しました");
    step(&mut term, "6", "確報");
    term.keys("|氏名、紙|<enter>140<enter>|電話した|<enter>|なし|<enter>0<enter>");
    term.sees("確報しました")
        .sees("二次被害又はそのおそれ ない");
    term.keys(&signature("01")).sees("確報を記録しました");
    let status = office.status();
    assert!(!status.contains("R8.12.15"), "{status}");
    assert_eq!(office.records(), 124);
}

/// From the case to one of its steps.
fn step(term: &mut Term, digit: &str, title: &str) {
    term.keys("<enter>").sees("どの段階");
    term.keys(digit).sees(title);
}
