//! `kagiban form` as somebody types it: what it writes, what it refuses, and what is left behind.
#![allow(clippy::unwrap_used)]

mod form_support;
mod pty;

use pty::Office;
use std::fs;
use std::path::PathBuf;

fn out(office: &Office, args: &[&str]) -> (i32, String, String) {
    let output = office.command(args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// A file in the folder of the office.
fn file(office: &Office, name: &str) -> (PathBuf, String) {
    let path = office.dir().join(name);
    let text = path.to_str().unwrap().to_owned();
    (path, text)
}

/// A font with the characters of the sample's sheets.
fn font(office: &Office) -> String {
    let (path, name) = file(office, "boxes.ttf");
    let mut chars = String::from("日錠〓頁/（つづき）【見本】〇◯○※　備考名簿");
    for form in [
        &["form", "lock", "--month", "2026-11"][..],
        &["form", "take-out", "--fiscal-year", "2026"],
        &["form", "sending", "--fiscal-year", "2026"],
    ] {
        let (code, text, _) = out(office, form);
        assert_eq!(code, 0);
        chars.push_str(&text);
    }
    let chars: String = chars.chars().filter(|c| !c.is_control()).collect();
    let made = form_support::font("boxes", &chars);
    fs::write(path, made.data.as_slice()).unwrap();
    name
}

const LOCK: [&str; 6] = ["form", "lock", "--month", "2026-11", "--place", "書庫A"];

#[test]
fn the_forms_are_listed_with_their_official_names() {
    let office = Office::sample();
    let (code, said, _) = out(&office, &["form", "list"]);
    assert_eq!(code, 0);
    for words in ["lock", "第1号様式", "施錠確認表", "第2号様式", "第3号様式"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn the_list_is_english_for_who_reads_english() {
    let office = Office::sample();
    let (code, said, _) = out(&office, &["form", "list", "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(said.contains("Locking sheet (form 1)"), "{said}");
    assert!(!said.contains("施錠確認表"), "{said}");
}

#[test]
fn a_record_sheet_names_a_case_without_an_official_number_once() {
    let office = Office::sample();
    let status = office.command(&["status", "--json"]).output().unwrap();
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    let mut lines = status["outstanding"].as_array().unwrap().iter();
    let sending = lines.find(|line| line["procedure"] == "sending");
    let case = sending.unwrap()["case"].as_str().unwrap();
    let sheet = ["form", "case", "--case", case];
    let (code, said, told) = out(&office, &sheet);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains("案件") && !said.contains("（案件"), "{said}");
}

#[test]
fn a_month_on_the_terminal_and_as_a_table() {
    let office = Office::sample();
    let (code, text, _) = out(&office, &LOCK);
    assert_eq!(code, 0);
    assert!(text.contains("施錠場所　書庫A"), "{text}");
    let (code, all, _) = out(&office, &["form", "lock", "--month", "2026-11"]);
    assert_eq!((code, all.matches("施錠場所　").count()), (0, 8));
    let (path, name) = file(&office, "lock.csv");
    let (code, said, told) = out(
        &office,
        &[&LOCK[..], &["--format", "csv", "-o", &name]].concat(),
    );
    assert_eq!((code, said.as_str()), (0, ""));
    assert!(told.contains("lock.csv"), "{told}");
    let bytes = fs::read(path).unwrap();
    assert!(bytes.starts_with(b"\xEF\xBB\xBF"));
    assert_eq!(
        String::from_utf8(bytes).unwrap().matches("\r\n").count(),
        31
    );
}

#[test]
fn cp932_ends_with_1_and_names_what_it_lost() {
    let office = Office::sample();
    let (path, name) = file(&office, "lock.csv");
    let args = ["--format", "csv", "--encoding", "cp932", "-o", &name];
    let (code, _, told) = out(&office, &[&LOCK[..], &args].concat());
    // 髙 and 﨑 are in CP932; the sample's sheets have nothing that is not.
    assert_eq!(code, 0, "{told}");
    let bytes = fs::read(path).unwrap();
    let (text, _, wrong) = encoding_rs::SHIFT_JIS.decode(&bytes);
    assert!(!wrong && text.contains("名簿外 〇髙橋 洋"), "{text}");
}

#[test]
fn paper_is_written_with_a_named_font_and_replaces_what_was_there_whole() {
    let office = Office::sample();
    let font = font(&office);
    let (path, name) = file(&office, "lock.pdf");
    fs::write(&path, "what was there").unwrap();
    let args = ["--format", "pdf", "--font", &font, "-o", &name];
    let (code, _, told) = out(&office, &[&LOCK[..], &args].concat());
    assert_eq!(code, 0, "{told}");
    let bytes = fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let left: Vec<String> = fs::read_dir(office.dir())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_workbook_is_written() {
    let office = Office::sample();
    let (path, name) = file(&office, "take-out.xlsx");
    let args = [
        "form",
        "take-out",
        "--fiscal-year",
        "2026",
        "--format",
        "xlsx",
        "-o",
        &name,
    ];
    let (code, _, told) = out(&office, &args);
    assert_eq!(code, 0, "{told}");
    assert!(fs::read(path).unwrap().starts_with(b"PK"));
}

#[test]
fn a_host_without_a_japanese_font_says_which_packages_bring_one() {
    let office = Office::sample();
    let (path, name) = file(&office, "lock.pdf");
    let empty = office.dir();
    let output = office
        .command(&[&LOCK[..], &["--format", "pdf", "-o", &name]].concat())
        .env("HOME", &empty)
        .env("XDG_DATA_HOME", &empty)
        .env("XDG_DATA_DIRS", &empty)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("fonts-ipaexfont"), "{told}");
    assert!(!path.exists());
}

#[test]
fn what_is_no_font_is_refused_by_name_and_nothing_is_written() {
    let office = Office::sample();
    let (path, name) = file(&office, "lock.pdf");
    let (bad, bad_name) = file(&office, "bad.ttf");
    fs::write(bad, "no font at all").unwrap();
    for font in [bad_name.as_str(), "/nowhere/font.ttf"] {
        let args = ["--format", "pdf", "--font", font, "-o", &name];
        let (code, _, told) = out(&office, &[&LOCK[..], &args].concat());
        assert_eq!(code, 3, "{told}");
        assert!(told.contains(font), "{told}");
        assert!(!path.exists());
    }
}

#[test]
fn a_target_that_cannot_be_written_leaves_what_is_there() {
    let office = Office::sample();
    let (folder, name) = file(&office, "folder");
    fs::create_dir(&folder).unwrap();
    for target in [name.as_str(), "/nowhere/lock.txt"] {
        let (code, said, told) = out(&office, &[&LOCK[..], &["-o", target]].concat());
        assert_eq!((code, said.as_str()), (4, ""), "{told}");
        assert!(told.contains(target), "{told}");
    }
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_ends_with_4() {
    let office = Office::sample();
    let (code, _, told) = out(&office, &[&LOCK[..], &["-o", "/dev/full"]].concat());
    assert_eq!(code, 4, "{told}");
    assert!(told.contains("/dev/full"), "{told}");
}

#[test]
fn what_cannot_be_meant_is_refused_with_2() {
    let office = Office::sample();
    for (line, named) in [
        (vec!["form", "stamp"], "stamp"),
        (vec!["form", "lock"], "--month"),
        (
            vec!["form", "take-out", "--month", "2026-11"],
            "--fiscal-year",
        ),
        (
            vec!["form", "lock", "--month", "2026-12"],
            "まだ始まっていない",
        ),
        (
            vec!["form", "take-out", "--fiscal-year", "2027"],
            "まだ始まっていない",
        ),
        (vec!["form", "lock", "--month", "2026-13"], "--month"),
        (
            vec!["form", "lock", "--month", "2026-11", "--place", "書庫Z"],
            "書庫Z",
        ),
        (
            vec!["form", "lock", "--month", "2026-11", "--format", "pdf"],
            "-o FILE",
        ),
        (
            vec!["form", "lock", "--month", "2026-11", "--format", "doc"],
            "doc",
        ),
    ] {
        let (code, said, told) = out(&office, &line);
        assert_eq!((code, said.as_str()), (2, ""), "{line:?}: {told}");
        assert!(told.contains(named), "{line:?}: {told}");
    }
}

#[test]
fn a_case_of_another_kind_is_refused_in_words_that_say_what_to_choose() {
    let office = Office::sample();
    let (_, status, _) = out(&office, &["status", "--json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    let outstanding = status["outstanding"].as_array().unwrap();
    let taken = outstanding.iter().find(|o| o["procedure"] == "take_out");
    let case = taken.unwrap()["case"].as_str().unwrap();
    let (code, said, told) = out(&office, &["form", "incident-report", "--case", case]);
    assert_eq!((code, said.as_str()), (2, ""), "{told}");
    assert!(told.contains("その種類の案件を載せません"), "{told}");
    assert!(!told.contains("「」"), "{told}");
}
