//! The register at the terminal: a disposal with a part that a law keeps and its later disposal,
//! and looking for what lay in a place that was not locked.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// From the board to the register.
fn register(office: &Office) -> Term {
    let mut term = Term::start(office);
    term.sees("7ほか");
    term.keys("7").sees("事務所");
    term.keys("5").sees("台帳");
    term.keys("4").sees("面談記録");
    term
}

#[test]
fn what_a_law_keeps_stays_behind_when_the_rest_is_disposed_of() {
    let office = Office::sample();
    let mut term = register(&office);
    // The first item is No. 9, of which there are 40.
    term.keys("<enter>").sees("40件のうち いま 40件");
    term.keys("7").sees("廃棄・消去するもの");
    // Forty-one are more than there are.
    term.keys("<down>41<enter>")
        .sees("台帳に残っているのは 40件");
    term.keys("<backspace><backspace>30<enter>")
        .sees("法令により残すもの");
    term.keys("2").sees("根拠法令");
    term.keys("9<enter>10<enter>")
        .keys("|公文書管理規程|<enter>R9.4.1<enter>");
    term.sees("方法");
    term.keys("1").keys("<enter>|簿冊|<enter><enter>");
    term.sees("廃棄・消去する許可を求めます");
    term.keys(&signature("05"))
        .sees("廃棄・消去の申請を記録しました");
}

#[test]
fn after_not_locked_what_lay_inside_is_looked_for_and_what_is_missing_is_an_incident() {
    let office = Office::sample();
    let mut term = Term::start(&office);
    term.sees("8説明");
    term.keys("8").sees("耐火金庫");
    term.keys("12").sees("いつから施錠されていなかったか");
    term.keys("1910").keys("17<enter>").keys("0820").keys("02");
    term.keys("115<enter>")
        .keys("115<enter>0<enter>|かけ忘れた|<enter>");
    term.keys(&signature("07"))
        .sees("次のものについて、現物を照合します");
    term.sees("商店街支援事業 交付決定通知");
    term.keys(&signature("07")).sees("全部あった");
    // One line, and all of it is there.
    term.keys("1").keys("115<enter>1");
    term.sees("現物を1件ずつ見て数えました");
    term.keys(&signature("07")).sees("照合を記録しました");
    assert_eq!(office.records(), 120);
}
