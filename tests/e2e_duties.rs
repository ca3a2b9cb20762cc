//! What the calendar expects, as keys on the real binary: the month's review, the yearly check, the
//! handover of 1 April, and how early a duty is said.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use kagiban::calendar::WorkDay;
use kagiban::journal::{PersonNo, Pin, PlaceId, Role};
use kagiban::office::{Grant, OfficeAct, Span};
use pty::office::{lock, pins, signature};
use pty::{Office, Term};

#[test]
fn a_months_sheet_with_a_hole_is_not_reviewed_and_without_one_takes_five_keys_and_a_signature() {
    let office = Office::sample();
    {
        let desk = office.goes_on_at("2026-12-01T09:00:00+09:00");
        let view = desk.view().unwrap();
        let sheet = view.sheet(PlaceId(2), "2026-11-01".parse().unwrap());
        for day in sheet.unwrap().holes {
            if day != "2026-11-26".parse().unwrap() {
                lock(&desk, 2, WorkDay(day));
            }
        }
    }
    let mut term = Term::start(&office);
    term.sees("1施錠").sees("11月の施錠確認表の点検");
    let five = ["6", "6", "2", "<pageup>", "<f9>"];
    for key in five {
        term.keys(key);
    }
    term.sees("26日の説明がありません");
    term.keys(&"<left>".repeat(2)).keys("<home>");
    term.keys("<esc><esc><esc>").sees("1施錠");
    lock(
        &office.desk("2026-12-01T09:10:00+09:00"),
        2,
        WorkDay("2026-11-26".parse().unwrap()),
    );
    for key in five {
        term.keys(key);
    }
    term.sees("施錠確認表を点検しました").sees("PIN違い");
    term.keys(&signature("01")).sees("点検 田中 実");
    term.keys("<f9>").sees("点検 田中 実");
    // A manager's later correction is said on the sheet, and calls for a review again.
    term.keys("<esc><esc><esc>").sees("1施錠");
    lock(
        &office.desk("2026-12-01T09:20:00+09:00"),
        2,
        WorkDay("2026-11-28".parse().unwrap()),
    );
    for key in ["6", "6", "2", "<pageup>"] {
        term.keys(key);
    }
    term.sees("再点検が要ります");
}

#[test]
fn the_yearly_check_with_an_improper_finding_opens_what_puts_it_right() {
    let office = Office::sample();
    drop(office.goes_on_at("2027-02-01T09:00:00+09:00"));
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("<enter>").sees("何を");
    // What falls due last this year stands at the end.
    for _ in 0..6 {
        term.keys("<pagedown>");
    }
    term.sees_row(&[">", "個人情報の取扱い"]);
    term.keys("<enter>").sees("収集の状況");
    term.keys("1").keys("1").keys("2");
    term.keys("|鍵の控えが机の上にあった|<enter>").keys("1");
    term.sees("個人情報の取扱いを点検しました");
    term.keys(&signature("01")).sees("続けて「是正措置」");
    term.keys("<esc>").sees("何を").keys("<esc>").sees("1施錠");
    assert!(office.status().contains("是正措置"));
    assert!(!office.status().contains("個人情報の取扱いの点検  "));
}

#[test]
fn on_1_april_what_is_open_is_handed_over_and_the_inbox_follows_the_role() {
    let office = Office::sample();
    {
        let desk = office.goes_on_at("2027-03-25T09:00:00+09:00");
        let confirming = Pin::typed(&pins().1);
        let by = PersonNo(1);
        let second = Some((PersonNo(2), &confirming));
        let end = OfficeAct::EndGrant {
            person: by,
            role: Role::Manager,
            until: "2027-03-31".parse().unwrap(),
        };
        desk.sign_office(by, &confirming, end, second).unwrap();
        let grant = OfficeAct::Grant(Grant {
            person: PersonNo(3),
            role: Role::Manager,
            span: Span::since("2027-04-01".parse().unwrap()),
        });
        desk.sign_office(by, &confirming, grant, second).unwrap();
    }
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("<enter>").sees("何を");
    for _ in 0..8 {
        term.keys("<pagedown>");
    }
    term.sees_row(&[">", "管理責任者の引継ぎ"]);
    term.keys("<enter>").sees("鍵・媒体の所在");
    term.keys("|予備の鍵は金庫の中|<enter>")
        .sees("次のとおり引き継ぎます");
    // The list is read to its end before it is signed.
    for _ in 0..8 {
        term.keys("<pagedown>");
    }
    term.sees("終わり");
    term.keys(&signature("01")).sees("引き渡しを記録しました");
    drop(term);
    drop(office.goes_on_at("2027-04-01T09:00:00+09:00"));
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("5").sees("署名待ち");
    term.keys(&"<down>".repeat(12));
    term.sees_row(&[">", "引継ぎ"]);
    for _ in 0..8 {
        term.keys("<pagedown>");
    }
    term.keys("<space>").sees("印 1");
    // What waited for the former manager waits for the new one.
    term.keys(&signature("01")).sees("署名できません");
    term.keys("<esc>")
        .keys(&signature("03"))
        .sees("1件に署名しました");
    assert!(!office.status().contains("管理責任者の引継ぎ"));
}

#[test]
fn an_office_says_a_duty_earlier_and_the_change_is_signed() {
    let office = Office::sample();
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("<enter>");
    term.sees("期限の来ているものはありません").keys("<esc>");
    term.sees("1施錠").keys("7").sees("ほか").keys("5");
    term.sees("時間と知らせ").keys("5").sees("閉庁の時刻");
    term.keys("<down><down><down><enter>").sees("日数");
    term.keys("<backspace><backspace>200<enter>");
    term.sees("期限の 200日前から知らせます");
    term.keys(&signature("01")).sees("200日前から");
    term.keys("<esc><esc><esc>").sees("1施錠");
    term.sees("要 個人情報の取扱いの点検  田中 実")
        .sees("R9.3.31(水)まで");
}
