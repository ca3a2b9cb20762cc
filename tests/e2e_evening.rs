//! The evening lock, as a clerk walks it with the coat on.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::{pins, signature};
use pty::{Office, Term};

/// From the board to the evening lock.
fn evening(office: &Office) -> Term {
    let mut term = Term::start(office);
    term.sees("1施錠");
    term.keys("1").sees("印はまだありません");
    term
}

#[test]
fn one_place_is_locked_with_a_mark_and_a_signature() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<space>").sees("印は1か所");
    term.sees("署名する文").sees("書庫A 18:4");
    term.keys(&signature("07"));
    term.sees_row(&["書庫A", "鈴木"]);
    assert_eq!(office.records(), 118);
}

#[test]
fn a_wrong_pin_records_nothing_and_keeps_the_marks() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<space>").keys("07111213<enter>");
    term.sees("PINが違います");
    term.sees_row(&["済", "書庫A", "18:4"]);
    assert_eq!(office.records(), 117);
    let (pin, _) = pins();
    term.keys(&format!("{pin}<enter>"));
    term.sees_row(&["書庫A", "鈴木"]);
    term.sees("PINの失敗が 1回");
    assert_eq!(office.records(), 118);
}

#[test]
fn three_places_are_locked_with_one_signature() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<space><space><space>").sees("印は3か所");
    term.keys(&signature("07"));
    for place in ["書庫A", "耐火金庫", "キャビネット3"] {
        term.sees_row(&[place, "鈴木"]);
    }
    term.sees("施錠を3か所 記録しました");
    assert_eq!(office.records(), 120);
}

#[test]
fn of_two_terminals_the_second_signs_what_is_left_and_is_told_who_was_first() {
    let office = Office::sample();
    let mut hers = evening(&office);
    let mut his = evening(&office);
    hers.keys("<space><space>").sees("印は2か所");
    his.keys("<space>").sees("印は1か所");
    his.keys(&signature("05")).sees_row(&["書庫A", "佐藤"]);
    // The other terminal learns of it by itself, before anything is signed there.
    hers.sees_row(&["書庫A", "佐藤"])
        .sees("ほかの人が記録しました");
    hers.keys(&signature("07"));
    hers.sees_row(&["書庫A", "佐藤"]);
    hers.sees_row(&["耐火金庫", "鈴木"]);
    hers.sees("施錠を1か所 記録しました");
    assert_eq!(office.records(), 119);
}

#[test]
fn a_place_locked_again_has_both_locks_on_record() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<down><space>").sees("書庫B 18:4").sees("再施錠");
    term.keys(&signature("07"));
    term.sees_row(&["書庫B", "鈴木"]);
    assert_eq!(office.records(), 118);
}

#[test]
fn a_place_found_open_is_reported_and_locked_again() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<down><f3>").sees("1 鍵   2 扉   3 両方");
    term.keys("1").sees("開いているのを見つけました");
    term.keys("<space>").sees("再施錠");
    term.keys(&signature("07"));
    term.sees("開いていたことを1件 報告しました");
    assert_eq!(office.records(), 119);
}

#[test]
fn asking_a_colleague_is_a_request_and_no_lock() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<space><f4>05").sees("佐藤 健 に頼み");
    term.keys(&signature("07"));
    term.sees("残りの4か所を 佐藤 健 に頼みました");
    term.sees_row(&["未", "耐火金庫", "佐藤"]);
    let said = office.status();
    let open = said
        .lines()
        .filter(|l| l.contains("施錠の記録を待っています"));
    assert_eq!(open.count(), 4, "{said}");
}

#[test]
fn the_day_before_is_explained_by_each_kind_from_the_evening() {
    let walks = [
        // Locked and not recorded; not locked, with a count; nobody worked.
        ("1", "1842", "1", "後日記録しました"),
        (
            "2",
            "1910",
            "17<enter>0820 02 115<enter>115<enter>0<enter>|忘れた|<enter>",
            "の説明を記録しました",
        ),
        ("3", "|停電|<enter>", "", "の説明を記録しました"),
    ];
    for (kind, first, rest, said) in walks {
        let office = Office::sample();
        let mut term = evening(&office);
        term.keys("<space>").sees("印は1か所");
        term.keys("<f5>").sees("16日(月) 耐火金庫");
        term.keys("1").keys(kind).keys(first);
        if !rest.is_empty() {
            term.keys(rest);
        }
        term.sees("署名する文").keys(&signature("07")).sees(said);
        if kind == "2" {
            // What lay inside is to be counted at once; whoever is in a hurry does it later.
            term.sees("現物照合").keys("<esc>").keys("<esc>");
        }
        // Back on the evening, what was marked there is still marked.
        term.sees_row(&["済", "書庫A", "18:4"]);
        assert_eq!(office.records(), 118);
        assert!(!office.status().contains("説明を待っています"));
    }
}

#[test]
fn somebody_off_the_roster_may_lock_and_it_is_said() {
    let office = Office::sample();
    let mut term = evening(&office);
    term.keys("<space>09").sees("名簿にない人の施錠です: 書庫A");
    term.keys(signature("09").trim_start_matches("09"));
    term.sees_row(&["書庫A", "髙橋"]);
}

#[test]
fn an_own_terminal_asks_for_the_pin_alone() {
    let office = Office::sample();
    // The file beside the program says whose terminal this is.
    let own = office.home().join("own");
    std::fs::create_dir(&own).unwrap();
    std::fs::copy(pty::office::BINARY, own.join("kagiban")).unwrap();
    std::fs::write(own.join("kagiban.toml"), "owner = 7\n").unwrap();
    let mut term = Term::of(&office, &own.join("kagiban"), &["lock"]);
    term.sees("鈴木 花子");
    term.keys("<space>").sees("印は1か所");
    term.count();
    term.keys(signature("07").trim_start_matches("07"));
    term.sees_row(&["書庫A", "鈴木"]);
    assert_eq!(term.count(), 7);
}
