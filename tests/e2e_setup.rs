//! From an empty folder to the first lock: an office prepared, accepted, its people enrolled.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::{Office, Term};

const PEOPLE: &str = "番\t氏名\tふりがな\t担当\t役割\r\n\
    01\t田中 実\tたなか みのる\t課長\t管理責任者\r\n\
    02\t伊藤 恵\tいとう めぐみ\t支援\t代理\r\n\
    03\t小川 誠\tおがわ まこと\t部長\t保護責任者\r\n\
    05\t佐藤 健\tさとう けん\t支援\t職員\r\n\
    07\t鈴木 花子\tすずき はなこ\t支援\t職員\r\n\
    90\t清水 航\tしみず わたる\t総務\tシステム管理者\r\n";

const PLACES: &str = "書庫A\t課長席のキー箱\t05 07\r\n\
    書庫B\t課長席のキー箱\t全員\r\n";

const MANAGERS: &str = "82640917";
const CLERKS: &str = "824913";

/// What stands on the sheet, line by line.
fn sheet(term: &Term) -> Vec<String> {
    term.text()
        .lines()
        .filter_map(|row| row.trim().split_once(": "))
        .filter(|(line, _)| line.len() == 1)
        .map(|(_, groups)| groups.to_owned())
        .collect()
}

/// The group that is asked for now: `3行目の左`.
fn asked(term: &Term, sheet: &[String]) -> String {
    let text = term.text();
    let row = text.lines().find(|row| row.contains("行目の")).unwrap();
    let line: usize = row.trim().split("行目").next().unwrap().parse().unwrap();
    let half = usize::from(!row.contains("左"));
    sheet[line - 1].split('-').nth(half).unwrap().to_owned()
}

/// The seven steps, up to the file with the slips.
fn prepare(office: &Office) -> (Term, String) {
    prepare_with(office, (PEOPLE, 6), (PLACES, 2))
}

fn prepare_with(office: &Office, people: (&str, usize), places: (&str, usize)) -> (Term, String) {
    let mut term = Term::start(office);
    term.sees("はじめの準備  1/7");
    term.keys("1<f9>").sees("2/7");
    term.keys("|産業労働局 総務部 見本課|<enter><enter><enter>|総務部 見本課|<enter>");
    term.sees("3/7").keys("<f3>").paste(people.0);
    term.sees(&format!("{}人を表から取り込みました", people.1));
    term.keys("<f9>").sees("この顔ぶれで、署名する人がいるか");
    term.keys("<f9>").sees("5/7").keys("<f3>").paste(places.0);
    term.sees(&format!("{}か所を表から取り込みました", places.1));
    term.keys("<tab><space><f9>").sees("6/7");
    term.keys("<enter>").until("the sheet", |shot| {
        shot.rows()
            .iter()
            .filter(|row| row.trim().get(1..3) == Some(": "))
            .count()
            == 8
    });
    let sheet = sheet(&term);
    term.keys("<enter>");
    for nth in 1..=4 {
        term.sees(&format!("{nth}/4"));
        let group = asked(&term, &sheet);
        term.keys(&format!("{group}<enter>"));
    }
    term.sees("4つとも合いました");
    term.keys("<f9>").sees("7/7");
    term.keys("90482913<enter>482913<enter>")
        .sees("事務所ができました");
    let file = office.home().join("slips.txt");
    term.keys(&format!("<f5>|{}|<enter>", file.display()));
    term.sees("登録票を書き出しました");
    let slips = std::fs::read_to_string(file).unwrap();
    (term, slips)
}

/// The code on the slip of somebody.
fn code(slips: &str, name: &str) -> String {
    let at = slips.find(name).unwrap();
    let line = slips[at..]
        .lines()
        .find(|l| l.starts_with("登録の番号"))
        .unwrap();
    line.split_whitespace().last().unwrap().replace('-', "")
}

#[test]
fn an_empty_folder_becomes_an_office_in_which_a_place_is_locked() {
    let office = Office::empty();
    let (mut term, slips) = prepare(&office);
    // The manager accepts; before that nothing else works.
    term.keys("<f9>").sees("引き受け");
    let manager = code(&slips, "田中 実");
    term.keys(&format!("01{manager}{MANAGERS}<enter>{MANAGERS}<enter>"));
    term.sees("鍵の指紋");
    term.keys("<enter>").sees("施錠").sees("7ほか");
    // Somebody who is not enrolled is led there by one key, and finds the marks again.
    term.keys("1").sees("書庫A");
    term.keys("<space>").sees("印は1か所");
    term.keys(&format!("07{CLERKS}<enter>"))
        .sees("まだ登録していません");
    term.keys("<f9>").sees("登録票を手元に");
    term.keys("<esc>").sees("印は1か所");
    term.keys("<esc>").sees("7ほか");
    // A clerk enrols before a colleague.
    let clerk = code(&slips, "鈴木 花子");
    term.count();
    term.keys("7").keys("1").sees("登録票を手元に");
    term.keys(&format!("07{clerk}{CLERKS}<enter>{CLERKS}"));
    let keys = term.count();
    assert!(
        keys <= 25,
        "{keys} keys to enrol, without the countersignature"
    );
    term.keys(&format!("01{MANAGERS}<enter>"));
    term.sees("鈴木 花子(07) を登録しました");
    term.keys("<enter>").keys("<esc>").sees("1施錠");
    // And locks a place.
    // The mark that was made before still lives, and says so.
    term.keys("1").sees("付けた人が署名してください");
    term.keys(&format!("07{CLERKS}<enter>"))
        .sees("施錠を1か所 記録しました");
    // Found, accept, enrol and its countersignature, lock.
    assert_eq!(office.records(), 5);
    assert!(!term.text().contains("見本の日時"));
}

#[test]
fn a_preparation_that_was_left_goes_on_where_it_stood() {
    let office = Office::empty();
    let mut term = Term::start(&office);
    term.sees("はじめの準備  1/7");
    term.keys("1<f9>").sees("2/7");
    term.keys("|産業労働局 総務部 見本課|<enter><enter><enter>|総務部 見本課|<enter>");
    term.sees("3/7").keys("<f3>").paste(PEOPLE);
    term.sees("6人を表から取り込みました");
    let status = term.keys("<esc>").ends();
    assert!(status.success());
    let mut term = Term::start(&office);
    term.sees("5/7").sees("職員6人");
}

#[test]
fn an_office_that_is_there_is_not_prepared_again() {
    let office = Office::sample();
    let mut term = Term::run(&office, &["setup"]);
    assert_eq!(term.ends().exit_code(), 4);
    assert_eq!(office.records(), 117);
}

#[test]
fn twenty_five_people_and_eight_places_take_about_120_keys() {
    let office = Office::empty();
    let more: String = (11..=29)
        .map(|no| format!("{no}\t見本 {no}郎\tみほん\t支援\t職員\r\n"))
        .collect();
    let places: String = (1..=8)
        .map(|no| format!("書庫{no}\t課長席のキー箱\t05 07\r\n"))
        .collect();
    let people = format!("{PEOPLE}{more}");
    let (mut term, slips) = prepare_with(&office, (&people, 25), (&places, 8));
    let keys = term.count();
    assert!(keys <= 120, "{keys} keys, the office's names apart");
    // Whoever prepares the office has a key already; everybody else gets a slip.
    let codes = slips.lines().filter(|line| line.starts_with("登録の番号"));
    assert_eq!(codes.count(), 24);
    assert_eq!(office.records(), 1);
}
