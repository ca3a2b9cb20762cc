//! A sending from draft to arrival: two people, blind; the manager; the machine's report.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// One FAX from the list of sendings: holding, how many, means, to whom, why; number, source,
/// sheets, how it was dialled, who was called.
const FAX: &str = "<enter>121<enter>32|見本区役所 産業課|<enter>|申請内容の照会|<enter>\
                   0353880000<enter>123<enter>1|産業課 係長|<enter>";
/// Its second check, as the third line of the list; the answers agree.
const SECOND: &str = "0353880000<enter>23<enter>";

/// At the list of sendings.
fn sendings(office: &Office) -> Term {
    let mut term = Term::start(office);
    term.sees("4送付");
    term.keys("4").sees("新しい送付");
    term
}

/// A FAX with its first check signed by 鈴木 花子.
fn drafted(office: &Office) -> Term {
    let mut term = sendings(office);
    term.keys(FAX).sees("署名する文");
    term.keys(&signature("07"));
    term.sees("第1確認を記録しました");
    term
}

#[test]
fn a_fax_goes_through_two_checks_the_manager_the_machine_and_arrives() {
    let office = Office::sample();
    let mut term = drafted(&office);
    assert!(!term.text().contains("0353880000"), "{}", term.dump());
    assert!(!office.status().contains("0353880000"));
    // Another person, at another terminal.
    let mut other = sendings(&office);
    other.keys("3").sees("第2確認").does_not_see("0353880000");
    other.keys(SECOND).keys(&signature("05"));
    other.sees("第2確認を記録しました");
    term.keys("<esc>").sees("1施錠");
    term.keys("4").sees("新しい送付");
    term.keys("3").sees("了解");
    term.keys(&signature("01"));
    term.sees("管理責任者の確認を記録しました");
    term.keys("3").keys("00003<enter>1").sees("署名する文");
    term.keys(&signature("07"));
    term.sees("差出し・送信を記録しました");
    term.keys("3").keys("1").keys(&signature("07"));
    term.sees("到達を記録しました");
    assert_eq!(office.records(), 122);
}

#[test]
fn the_first_checker_cannot_sign_the_second_check() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys(SECOND).sees("鈴木 花子(07) は署名できません");
    term.keys(&signature("07"));
    term.sees("第1確認をしたのは 鈴木 花子 です");
    assert_eq!(office.records(), 118);
}

#[test]
fn an_answer_that_differs_is_named_and_a_second_one_makes_both_checks_void() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys("0353880001<enter>23<enter>")
        .keys(&signature("05"));
    term.sees("1番が第1確認と合いません。値は示しません");
    term.does_not_see("0353880000").does_not_see("0353880001");
    term.keys("0353880002<enter><down><enter>")
        .keys(&signature("05"));
    term.sees("確認は2つとも無効になり");
    let output = office.command(&["status", "--json"]).output().unwrap();
    let json = String::from_utf8(output.stdout).unwrap();
    assert!(!json.contains("03538800"), "{json}");
    // Both tries stay on record: 117, the draft, and one for each.
    assert_eq!(office.records(), 120);
}

#[test]
fn the_machine_that_reports_another_number_leads_to_the_incident() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys(SECOND)
        .keys(&signature("05"))
        .sees("第2確認を記録しました");
    term.keys("3").sees("了解");
    term.keys(&signature("01"))
        .sees("管理責任者の確認を記録しました");
    term.keys("3")
        .keys("98763<enter>1")
        .sees("誤送信のおそれがあります");
    term.keys(&signature("07"))
        .sees("差出し・送信を記録しました");
    term.sees("誤送信のおそれがあります");
    term.keys("9")
        .sees("事故・事故のおそれの第一報")
        .sees("補助金申請書");
}

#[test]
fn a_draft_survives_leaving_and_a_second_check_does_not() {
    let office = Office::sample();
    let mut term = drafted(&office);
    term.keys("3").sees("第2確認");
    term.keys("0353880000<enter><f6>").sees("答えは消しました");
    term.keys("3").sees("第2確認").does_not_see("0353880000");
    term.keys("<esc>").sees("新しい送付");
    term.keys("<enter>121<enter>32|見本区|<f6>")
        .sees("下書きは残しました");
    term.keys("<enter>").sees("続けますか");
    term.keys("1").sees("[12    ] 補助金申請書");
}

#[test]
fn a_paste_fills_a_field_and_confirms_nothing() {
    let office = Office::sample();
    let mut term = sendings(&office);
    term.keys("<enter>").sees("1番");
    term.keys("121<enter>").sees("2番");
    term.keys("32")
        .paste("一行目\r\n二行目\r\n")
        .sees("一行目 二行目");
    term.sees("1/3");
    term.paste("\u{1b}[2J").sees("U+001B").sees("一行目 二行目");
    term.hold("<enter>", 15);
    term.does_not_see("3/3");
    assert_eq!(office.records(), 117);
}
