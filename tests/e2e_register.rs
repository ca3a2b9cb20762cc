//! The register at the terminal: a disposal with a part that a law keeps, from its application to its
//! certificate, and the later disposal of that part; looking for what lay in a place that was not
//! locked.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// The sample, once the manager has confirmed the return of the one record of forty that was out.
fn all_back() -> Office {
    let office = Office::sample();
    let mut term = Term::start(&office);
    term.sees("5署名待ち").keys("5").sees("No.4 面談記録");
    term.keys("1<space>").sees("印 1");
    term.keys(&signature("01")).sees("1件に署名しました");
    drop(term);
    office
}

/// From the board to the register.
fn register(office: &Office) -> Term {
    let mut term = Term::start(office);
    term.sees("7ほか");
    term.keys("7").sees("事務所");
    term.keys("5").sees("台帳");
    term.keys("4").sees("面談記録");
    term
}

/// Asks for `count` of the item that is open to be disposed of; `kept` are the keys that say what a
/// law keeps.
fn ask(term: &mut Term, count: &str, kept: &str) {
    term.keys("7").sees("廃棄・消去するもの");
    term.keys(&format!("{count}<enter>"))
        .sees("法令により残すもの");
    term.keys(kept).sees("方法");
    details(term);
}

/// Shredded, a file, done by the office itself; and the application signed.
fn details(term: &mut Term) {
    term.keys("1").keys("|簿冊|<enter><enter>");
    term.sees("廃棄・消去する許可を求めます");
    term.keys(&signature("05"))
        .sees("廃棄・消去の申請を記録しました");
}

/// From the board: the manager permits what waits last in the inbox.
fn permit(term: &mut Term, what: &str) {
    term.sees("1施錠").keys("5").sees("署名待ち");
    for _ in 0..8 {
        term.keys("<down>");
    }
    term.sees_row(&["許可  ", what])
        .sees("次の廃棄・消去を許可します");
    for _ in 0..3 {
        term.keys("<pagedown>");
    }
    term.sees("終わり").keys("<space>").sees("印 1");
    term.keys(&signature("01")).sees("1件に署名しました");
    term.keys("<esc>").sees("1施錠");
}

/// From the board: carried out, seen by another one, and certified.
fn carry_out(term: &mut Term, what: &str) {
    term.keys("6").sees("施錠確認表");
    term.keys("<f3>|廃棄・消去|").sees(what);
    term.keys("<enter><enter>").sees("だれが何をしたか");
    term.keys("<enter>").sees("見当たらない").keys("1");
    term.sees("次のとおり廃棄・消去しました");
    term.keys(&signature("05")).sees("廃棄・消去を記録しました");
    // Who did it does not make sure of it.
    term.keys("<enter>").sees("どう確かめたか").keys("1");
    term.sees("申請した人とも行った人とも別に確かめました");
    term.keys("05").sees("佐藤 健(05) は署名できません");
    term.keys("<backspace><backspace>");
    term.keys(&signature("07")).sees("立会いを記録しました");
    term.keys("<enter>")
        .sees("廃棄・消去の責任者")
        .keys("01<enter>");
    term.sees("完全に済");
    term.keys(&signature("01")).sees("証明を記録しました");
    term.keys("<esc><esc><esc>").sees("1施錠");
}

/// Thirty of forty records of interviews are gone, and ten are kept by law until April; the office
/// goes on in April.
fn ten_are_kept() -> Office {
    let office = all_back();
    let mut term = register(&office);
    // The first item is No. 9, of which there are 40.
    term.keys("<enter>").sees("40件のうち いま 40件");
    ask(
        &mut term,
        "30",
        "29<enter>10<enter>|公文書管理規程|<enter>R9.4.1<enter>",
    );
    term.keys("<esc><esc><esc><esc>");
    permit(&mut term, "面談記録");
    carry_out(&mut term, "面談記録 30件");
    // What is kept cannot go before its day.
    term.keys("7")
        .sees("事務所")
        .keys("5")
        .sees("台帳")
        .keys("4");
    term.sees("面談記録").keys("<enter>");
    term.sees("40件のうち いま 10件").sees("公文書管理規程");
    term.keys("7").sees("廃棄・消去するもの").keys("10<enter>");
    term.sees("それより前に廃棄・消去できません");
    drop(term);
    drop(office.goes_on_at("2027-04-01T09:00:00+09:00"));
    assert!(
        office.status().contains("廃棄・消去"),
        "{}",
        office.status()
    );
    office
}

/// What is due and what a page of the item says of it are gone together.
fn nothing_is_due(office: &Office) {
    assert!(
        !office.status().contains("廃棄・消去"),
        "{}",
        office.status()
    );
    let mut term = register(office);
    term.keys("<enter>").sees("40件のうち いま 0件");
    term.does_not_see("公文書管理規程");
    term.keys("<esc><esc><esc><esc>")
        .sees("1施錠")
        .keys("<enter>");
    term.sees("何を");
    for _ in 0..8 {
        term.keys("<pagedown>");
    }
    term.does_not_see("廃棄・消去");
}

#[test]
fn more_than_there_is_is_neither_asked_for_nor_kept() {
    let office = all_back();
    let mut term = register(&office);
    term.keys("<enter>").sees("40件のうち いま 40件");
    term.keys("7").sees("廃棄・消去するもの");
    // Forty-one are more than there are.
    term.keys("41<enter>").sees("台帳に残っているのは 40件");
}

#[test]
fn what_a_law_kept_is_due_on_its_day_and_done_from_there() {
    let office = ten_are_kept();
    let mut term = Term::start(&office);
    term.sees("1施錠").keys("<enter>").sees("何を");
    // It stands near the end: behind it only what is due later.
    for _ in 0..8 {
        term.keys("<pagedown>");
    }
    term.sees("廃棄・消去（面談記録）");
    term.does_not_see("署名待ち");
    let text = term.text();
    let row = |what: &str| text.lines().position(|row| row.contains(what)).unwrap();
    let above = row(" >") - row("廃棄・消去（面談記録）");
    term.keys(&"<up>".repeat(above));
    term.sees_row(&[">", "廃棄・消去", "面談記録"]);
    // What it is about, and how much, is filled in.
    term.keys("<enter>").sees("廃棄・消去するもの").sees("10");
    term.keys("1").sees("方法");
    details(&mut term);
    term.keys("<esc>");
    permit(&mut term, "面談記録 10件");
    carry_out(&mut term, "面談記録 10件");
    drop(term);
    nothing_is_due(&office);
}

#[test]
fn what_a_law_kept_is_done_by_a_disposal_that_was_begun_from_the_item_too() {
    let office = ten_are_kept();
    let mut term = register(&office);
    term.keys("<enter>").sees("40件のうち いま 10件");
    ask(&mut term, "10", "1");
    term.keys("<esc><esc><esc><esc>");
    permit(&mut term, "面談記録 10件");
    carry_out(&mut term, "面談記録 10件");
    drop(term);
    nothing_is_due(&office);
}

/// From the board: the safe was not locked on Monday, which is explained; then what lay in it is to be
/// looked for.
fn not_locked(term: &mut Term) {
    term.sees("8説明");
    term.keys("8").sees("耐火金庫");
    term.keys("12").sees("いつから施錠されていなかったか");
    term.keys("1910").keys("17<enter>").keys("0820").keys("02");
    term.keys("115<enter>")
        .keys("115<enter>0<enter>|かけ忘れた|<enter>");
    term.keys(&signature("07"))
        .sees("次のものについて、現物を照合します");
    term.sees("商店街支援事業 交付決定通知");
}

#[test]
fn after_not_locked_what_lay_inside_is_looked_for_and_found() {
    let office = Office::sample();
    let mut term = Term::start(&office);
    not_locked(&mut term);
    term.keys(&signature("07")).sees("全部あった");
    // One line, and all of it is there.
    term.keys("1").keys("115<enter><enter>1");
    term.sees("現物を1件ずつ見て数えました");
    term.keys(&signature("07")).sees("照合を記録しました");
    assert_eq!(office.records(), 120);
}

#[test]
fn after_not_locked_one_thing_is_found_one_missing_and_one_nobody_knew_of() {
    let office = Office::sample();
    let mut term = Term::start(&office);
    not_locked(&mut term);
    // The records of interviews should lie in the safe as well.
    term.keys("<pageup>").sees("台帳によればあるもの");
    term.keys("<enter><enter><f5>")
        .keys("9<enter>40<enter>")
        .sees("40件［紙］");
    term.keys(&signature("07")).sees("全部あった");
    // Every outcome can be read, the one that is long too.
    term.sees("3 一部が足りない").sees("4 見当たらない");
    term.keys("14").keys("115<enter><enter>2").sees("その扱い");
    term.keys("|名刺の箱 1箱、書庫Bへ移した|<enter>");
    term.sees("全部あった、面談記録 40件［紙］: 見当たらない")
        .sees("名刺の箱 1箱");
    term.keys(&signature("07"))
        .sees("続けて「事故・事故のおそれ」");
    // What is missing, where it should have lain, and that it is a loss stand in the notice.
    term.sees_row(&["何が起きたか", "[1]"])
        .sees_row(&["起きた場所", "耐火金庫"])
        .sees_row(&["[9 ", "面談記録", "[40 "])
        .does_not_see("商店街支援事業");
    term.keys("0<enter>").keys("<enter><enter><enter>");
    term.keys("|金庫を探したが、ない|<enter>")
        .sees("直ちに報告します");
    term.keys(&signature("07")).sees("第一報を記録しました");
    term.keys("<esc><esc>").sees("事故対応中 1件");
    assert_eq!(office.records(), 121);
}
