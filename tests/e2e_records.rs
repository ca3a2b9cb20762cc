//! What waits for a manager, what is explained, and what is looked up afterwards.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

fn at(office: &Office, digit: &str, seen: &str) -> Term {
    let mut term = Term::start(office);
    term.sees("1施錠");
    term.keys(digit).sees(seen);
    term
}

#[test]
fn a_day_that_was_locked_and_not_recorded_becomes_a_later_record() {
    let office = Office::sample();
    let mut term = at(&office, "1", "印はまだありません");
    term.keys("<f5>").sees("耐火金庫");
    term.keys("1").keys("1").keys("1842").keys("1");
    term.sees("施錠した時刻: 18:42").sees("記録を忘れた");
    term.keys(&signature("07")).sees("後日記録しました");
    assert_eq!(office.records(), 118);
    assert!(!office.status().contains("説明を待っています"));
}

#[test]
fn a_day_that_was_not_locked_asks_for_a_count_and_goes_to_the_manager() {
    let office = Office::sample();
    let mut term = at(&office, "8", "耐火金庫");
    term.keys("1")
        .keys("2")
        .sees("いつから施錠されていなかったか");
    term.keys("1910").keys("17<enter>").keys("0820").keys("02");
    term.sees("台帳 115件");
    term.keys("115<enter>").keys("115<enter>").keys("0<enter>");
    term.keys("|鍵をかけ忘れた|<enter>")
        .sees("次のとおり報告します");
    term.keys(&signature("07")).sees("記録しました");
    assert_eq!(office.records(), 118);
    assert!(!office.status().contains("説明を待っています"));
}

#[test]
fn a_manager_reads_marks_and_signs_and_staff_cannot() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.sees("No.4 面談記録 1件");
    term.keys("1<space>").sees("印 1");
    term.keys(&signature("07"))
        .sees("鈴木 花子(07) は署名できません");
    assert_eq!(office.records(), 117);
    term.keys("<esc>")
        .keys(&signature("01"))
        .sees("1件に署名しました");
    assert_eq!(office.records(), 118);
    term.does_not_see("No.4 面談記録");
}

#[test]
fn a_held_key_marks_one_record_in_the_inbox_and_a_paste_none() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down>").hold("<space>", 30).sees("印 1");
    let mut term = at(&office, "5", "署名待ち");
    term.paste("   ")
        .sees("ここには貼り付けられません")
        .sees("印 0");
}

#[test]
fn a_hole_is_received_only_with_a_decision_and_opens_a_corrective_case() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down><down>").sees("欠けの説明  13日(金) 書庫A");
    term.keys("<pagedown><space>").sees("1か2を選ぶと");
    term.keys("1<space>").sees("印 1");
    term.keys(&signature("02")).sees("1件に署名しました");
    assert!(office.status().contains("是正措置"), "{}", office.status());
}

#[test]
fn a_record_is_sent_back_with_a_reason() {
    let office = Office::sample();
    let mut term = at(&office, "5", "署名待ち");
    term.keys("<down><f7>").sees("差し戻し");
    term.keys("|戻す時刻が遅い|<enter>").sees("差し戻します");
    term.keys(&signature("01")).sees("差し戻しました");
    assert_eq!(office.records(), 118);
}

#[test]
fn a_case_is_found_by_its_words_and_shows_its_history() {
    let office = Office::sample();
    let mut term = at(&office, "6", "記録");
    term.keys("<f3>|現地|").sees("現地調査票 12件");
    term.does_not_see("補助金申請書 3件");
    term.keys("<enter><enter>")
        .sees("現地調査票")
        .sees("持ち出しの申請");
    term.keys("<esc>").sees("現地調査票 12件");
    // What the first checker has typed is found by nobody.
    let mut term = at(&office, "6", "記録");
    term.keys("<f3>1544").sees("合う記録がありません");
}

#[test]
fn help_tells_what_a_screen_is_for_and_its_keys() {
    let office = Office::sample();
    for (digit, seen) in [
        ("", "1施錠"),
        ("1", "印はまだありません"),
        ("5", "署名待ち"),
    ] {
        let mut term = Term::start(&office);
        term.sees("1施錠");
        term.keys(digit).sees(seen);
        term.keys("<f1>").sees("使える鍵");
        term.keys("<esc>").sees(seen);
    }
}

#[test]
fn an_office_of_a_newer_program_is_shown_with_the_reason_and_nothing_is_signed() {
    use kagiban::store::{Store, WRITER, Waiting};
    let office = Office::sample();
    let store = Store::open(&office.dir(), &mut |_| Waiting::Go).unwrap();
    store
        .raise_min_writer(WRITER + 1, &mut |_| Waiting::Go)
        .unwrap();
    drop(store);
    let mut term = Term::start(&office);
    term.sees("新しい版の鍵番が使っている事務所です")
        .sees("書庫A");
    term.keys("1").sees("印はまだありません");
    term.keys("<space>").keys(&signature("07"));
    term.sees("どの署名も受けられません")
        .sees("も記録していません");
    assert_eq!(office.records(), 117);
}

#[test]
fn the_month_of_a_place_is_one_screen_and_bears_the_root_that_verify_prints() {
    let office = Office::sample();
    let mut term = at(&office, "6", "記録");
    term.keys("6<enter>").sees("施錠確認表").sees("書庫A");
    term.sees("令和8年11月");
    let output = office.command(&["verify"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let root = said
        .lines()
        .nth(2)
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .to_owned();
    term.sees(&root);
    term.keys("<pageup>").sees("令和8年10月");
    term.keys("<esc>").sees("記録");
}
