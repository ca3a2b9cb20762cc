//! `kagiban check FILE`: what it says of files, and how it ends.
#![allow(clippy::unwrap_used)]

mod pty;

use pty::Office;
use std::fs;

fn check(office: &Office, args: &[&str]) -> (i32, String, String) {
    let args = [&["check"], args].concat();
    let output = office.command(&args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

const LENDING: &str = include_str!("fixtures/adopt/key_lending.toml");
const LAYOUT: &str = include_str!("../data/forms/take-out.toml");

#[test]
fn a_file_that_cannot_be_read_ends_with_3_and_says_why() {
    let office = Office::empty();
    fs::create_dir(office.home().join("folder.toml")).unwrap();
    for (file, why) in [("nofile.toml", "ありません"), ("folder.toml", "フォルダー")] {
        let (code, said, told) = check(&office, &[file]);
        assert_eq!((code, said.as_str()), (3, ""), "{told}");
        assert!(told.contains(file) && told.contains(why), "{told}");
        assert!(
            !told.contains("os error") && !told.contains(":0:"),
            "{told}"
        );
    }
    let (code, _, told) = check(&office, &["nofile.toml", "--lang", "en"]);
    assert_eq!(code, 3);
    assert!(told.is_ascii() && told.contains("no such file"), "{told}");
}

#[test]
fn it_says_what_was_checked_and_claims_no_more() {
    let office = Office::empty();
    fs::write(office.home().join("lending.toml"), LENDING).unwrap();
    let layout = LAYOUT.replacen("id = \"take-out\"", "id = \"trips\"", 1);
    fs::write(office.home().join("trips.toml"), layout).unwrap();
    let (code, said, _) = check(&office, &["trips.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("様式 1本"), "{said}");
    assert!(!said.contains("証明"), "{said}");
    let (code, said, _) = check(&office, &["lending.toml"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("手続の定め 1本を証明しました"), "{said}");
    assert!(!said.contains("様式"), "{said}");
    let (_, said, _) = check(&office, &["lending.toml", "trips.toml"]);
    assert!(
        said.contains("1本を証明しました") && said.contains("様式 1本"),
        "{said}"
    );
}

#[test]
fn a_fault_is_told_in_japanese_with_file_and_line() {
    let office = Office::empty();
    let broken = LENDING.replace("meaning = \"did\"", "meaning = \"stuff\"");
    let line = broken
        .lines()
        .position(|l| l.contains("\"stuff\""))
        .unwrap()
        + 1;
    fs::write(office.home().join("own.toml"), broken).unwrap();
    let (code, said, _) = check(&office, &["own.toml"]);
    assert_eq!(code, 1);
    assert!(
        said.starts_with(&format!("own.toml:{line}: 「stuff」は使えません")),
        "{said}"
    );
    assert!(
        !said.contains("unknown") && !said.contains("expected"),
        "{said}"
    );
}
