//! Paper, as keys on the real binary: a sheet from the screens and from the command line, each with
//! its record, and the closing of the year.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use kagiban::calendar::{Happened, Moment};
use kagiban::desk::{Clock, Desk, EveningMark, Opening, SetClock};
use kagiban::journal::{PersonNo, Pin, PlaceId};
use pty::office::{pins, signature};
use pty::{Office, Term};
use std::sync::Arc;

/// The sample goes on at that moment: its clock follows the last record.
fn at(office: &Office, now: &str) {
    let clock: Arc<dyn Clock> = Arc::new(SetClock::at(Moment::parse(now).unwrap()));
    let opening = Opening {
        clock: Some(clock),
        ..Opening::default()
    };
    let desk = Desk::open(&office.dir(), opening).unwrap();
    let view = desk.view().unwrap();
    let mark = EveningMark::Locked {
        at: Happened(view.now),
        why: None,
    };
    let lock = view.propose_evening(PlaceId(4), view.today(), &mark);
    let pin = Pin::typed(&pins().0);
    desk.sign(PersonNo(7), &pin, &[lock.unwrap()]).unwrap();
}

#[test]
fn a_months_sheet_goes_from_the_screen_into_a_file_with_a_signature() {
    let office = Office::sample();
    let before = office.records();
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("6").sees("記録");
    term.keys("6")
        .sees("どの場所")
        .keys("1")
        .sees("施錠場所 書庫A");
    term.keys("<f3>").sees("第1号様式 施錠確認表").sees("1/1枚");
    term.keys("<f5>")
        .sees("どう出しますか")
        .keys("5")
        .sees("フォルダー");
    term.keys("<enter><enter>").sees("署名する文");
    let file = office.home().join("lock-2026-11-place1.txt");
    assert!(!file.exists());
    term.keys(&signature("07")).sees("枚)");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("施錠場所　書庫A"), "{text}");
    term.keys("<esc><esc><esc><esc>").sees("1施錠");
    assert_eq!(office.records(), before + 1);
    // It is found among the records, with what it was.
    term.keys("6").sees_row(&[">", "様式を出した記録"]);
    term.keys("<enter>")
        .sees("第1号様式 施錠確認表")
        .sees("SHA-256");
}

/// An auditor's copy, from which the key file was left out: everything can be read, nothing signed.
#[test]
fn a_copy_without_the_key_file_is_read_on_the_screens_and_takes_no_signature() {
    let office = Office::sample();
    let before = office.records();
    std::fs::remove_file(office.dir().join("key")).unwrap();
    let mut term = Term::start(&office);
    term.sees("鍵のファイルがない");
    term.keys("6").sees("記録").keys("6").sees("どの場所");
    term.keys("1").sees("施錠場所 書庫A");
    term.keys("<esc><esc><esc>").sees("1施錠");
    term.keys("1").sees("書庫A").keys("<space>");
    term.keys(&signature("07"))
        .sees("署名はどれも受けられません");
    term.keys("<f12>");
    assert_eq!(office.records(), before);
}

#[test]
fn at_the_command_line_who_puts_it_out_signs_and_what_nobody_signed_is_said() {
    let office = Office::sample();
    let before = office.records();
    let form = ["form", "lock", "--month", "2026-11", "-o", "lock.txt"];
    let output = office.command(&form).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("記録していません"), "{told}");
    assert_eq!(office.records(), before);
    std::fs::remove_file(office.home().join("lock.txt")).unwrap();

    let by = [&form[..], &["--by", "07"]].concat();
    let output = office.command(&by).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("端末で尋ねます"), "{told}");
    assert_eq!(
        std::fs::read_dir(office.home()).unwrap().flatten().count(),
        1
    );

    let mut term = Term::run(&office, &by);
    term.sees("鈴木 花子(07)");
    term.keys(&format!("{}<enter>", pins().0))
        .sees("記録しました");
    term.ends();
    assert!(office.home().join("lock.txt").exists());
    assert_eq!(office.records(), before + 1);
}

#[test]
fn the_year_is_closed_line_by_line_and_its_sheets_say_so() {
    let office = Office::sample();
    at(&office, "2027-04-05T09:00:00+09:00");
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("<enter>").sees("何を");
    for _ in 0..8 {
        term.keys("<pagedown>");
    }
    term.sees_row(&[">", "持ち出し・送付の"]);
    term.keys("<enter>")
        .sees("年度の締め  令和8年度")
        .sees("第2号 No.2");
    term.keys("<f9>").sees("年度を締められません");
    term.keys("2").sees("わけ");
    term.keys("|渡邉が本人に確かめる|<enter>")
        .sees("説明: 渡邉");
    for _ in 0..8 {
        term.keys("1");
    }
    term.sees("どの行も決まりました").keys("<f9>");
    term.sees("締めます").keys(&signature("01"));
    term.sees("この年度を締めました");
    drop(term);
    let sheet = |year: &str| {
        let form = ["form", "take-out", "--fiscal-year", year];
        let output = office.command(&form).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let closed = sheet("2026");
    assert!(closed.contains("田中 実がこの年度を締めました"), "{closed}");
    assert!(
        closed.contains("No.2 年度末の説明: 渡邉が本人に確かめる"),
        "{closed}"
    );
    let next = sheet("2027");
    assert!(next.contains("繰越"), "{next}");
    office.records();
}
