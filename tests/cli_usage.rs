//! The command line as somebody types it: help, mistakes, where the office is, exit codes.
#![allow(clippy::unwrap_used)]

mod pty;

use pty::Office;
use std::fs;

fn out(office: &Office, args: &[&str]) -> (i32, String, String) {
    let output = office.command(args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn help_is_japanese_and_on_request_english() {
    let office = Office::empty();
    let (code, help, _) = out(&office, &["--help"]);
    assert_eq!(code, 0);
    assert!(
        help.contains("使い方") && help.contains("見本の事務所で試す"),
        "{help}"
    );
    let (code, help, _) = out(&office, &["--help", "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(
        help.is_ascii() && help.contains("Try a sample office"),
        "{help}"
    );
}

#[test]
fn a_mistake_is_named_on_stderr_and_ends_with_2() {
    let office = Office::empty();
    for (line, named) in [
        (vec!["shiro"], "shiro"),
        (vec!["status", "--jsn"], "--jsn"),
        (vec!["--lang", "fr"], "fr"),
    ] {
        let (code, said, fault) = out(&office, &line);
        assert_eq!((code, said.as_str()), (2, ""), "{line:?}");
        assert!(
            fault.contains(named) && fault.contains("kagiban --help"),
            "{fault}"
        );
    }
}

#[test]
fn without_an_office_every_question_ends_with_3_and_says_what_to_do() {
    let office = Office::empty();
    for command in ["status", "verify"] {
        let (code, said, fault) = out(&office, &[command]);
        assert_eq!((code, said.as_str()), (3, ""), "{command}");
        let dir = office.dir().display().to_string();
        assert!(
            fault.contains(&dir) && fault.contains("kagiban demo"),
            "{fault}"
        );
    }
}

#[test]
fn the_screens_need_a_terminal_and_say_so() {
    let office = Office::sample();
    let (code, _, fault) = out(&office, &[]);
    assert_eq!(code, 3);
    assert!(fault.contains("kagiban --help"), "{fault}");
}

/// What the system says is in the language of the host; here it is in the reader's.
#[test]
fn what_the_system_refuses_is_said_in_the_language_of_the_reader() {
    let office = Office::empty();
    let (code, _, fault) = out(&office, &["setup", "--from", "/nonexist"]);
    assert_eq!(code, 3);
    assert!(fault.contains("ありません"), "{fault}");
    assert!(
        !fault.contains("os error") && !fault.contains("No such"),
        "{fault}"
    );
    fs::write(
        office.home().join("office.toml"),
        "name = \"見本\"\ncut = \"25:99\"\n",
    )
    .unwrap();
    let (code, _, fault) = out(&office, &["setup", "--from", "office.toml"]);
    assert_eq!(code, 3);
    assert!(
        fault.contains("の 2行") && fault.contains("「25:99」は時刻では"),
        "{fault}"
    );
    let office = Office::sample();
    let (code, _, fault) = out(&office, &[]);
    assert_eq!(code, 3);
    assert!(fault.contains("端末が要ります"), "{fault}");
    let (_, _, fault) = out(&office, &["--lang", "en"]);
    assert!(
        fault.is_ascii() && fault.contains("need a terminal"),
        "{fault}"
    );
    let nowhere = [
        "form",
        "lock",
        "--month",
        "2026-11",
        "-o",
        "nowhere/lock.txt",
    ];
    let (code, _, fault) = out(&office, &nowhere);
    assert_eq!(code, 4);
    assert!(!fault.contains("os error"), "{fault}");
}

#[test]
fn the_sample_office_is_made_once_and_found_again() {
    let office = Office::empty();
    let dir = office.dir();
    let dir = dir.to_str().unwrap();
    let (code, first, _) = out(&office, &["demo", "--no-ui", "--dir", dir]);
    assert_eq!(code, 0);
    assert!(first.contains(dir) && first.contains("PIN"), "{first}");
    let key = fs::read(office.dir().join("key")).unwrap();
    let (code, second, _) = out(&office, &["demo", "--no-ui", "--dir", dir]);
    assert_eq!((code, second), (0, first));
    assert_eq!(fs::read(office.dir().join("key")).unwrap(), key);
}

#[test]
fn a_history_of_the_length_asked_for_is_made() {
    let office = Office::empty();
    let dir = office.dir();
    let line = [
        "demo",
        "--no-ui",
        "--entries",
        "300",
        "--dir",
        dir.to_str().unwrap(),
    ];
    let (code, said, _) = out(&office, &line);
    assert_eq!(code, 0);
    let size = said.lines().nth(1).unwrap();
    let size: u64 = size
        .chars()
        .filter(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap();
    assert!((300..400).contains(&size), "{said}");
    assert_eq!(out(&office, &["verify"]).0, 0);
}

#[test]
fn the_sample_goes_into_no_folder_that_holds_anything_else() {
    let office = Office::empty();
    fs::create_dir(office.dir()).unwrap();
    fs::write(office.dir().join("mine.txt"), "mine").unwrap();
    let dir = office.dir();
    let (code, _, fault) = out(
        &office,
        &["demo", "--no-ui", "--dir", dir.to_str().unwrap()],
    );
    assert_eq!(code, 4);
    assert!(fault.contains("--dir"), "{fault}");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    // The variable names the real office, and a sample is never looked for there.
    let (code, said, _) = out(&office, &["demo", "--no-ui"]);
    assert_eq!(code, 0);
    assert!(!said.contains(dir.to_str().unwrap()), "{said}");
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
}

#[test]
fn a_file_beside_the_program_makes_it_portable() {
    let office = Office::sample();
    let stick = tempfile::tempdir().unwrap();
    let program = stick.path().join("kagiban");
    fs::copy(pty::office::BINARY, &program).unwrap();
    fs::create_dir(stick.path().join("office")).unwrap();
    for file in fs::read_dir(office.dir()).unwrap().flatten() {
        fs::copy(
            file.path(),
            stick.path().join("office").join(file.file_name()),
        )
        .unwrap();
    }
    let run = |config: &str| {
        fs::write(stick.path().join("kagiban.toml"), config).unwrap();
        let output = assert_cmd::Command::new(&program)
            .env_clear()
            .env("HOME", stick.path())
            .args(["status"])
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, said, _) = run("dir = \"office\"\nlang = \"en\"\n");
    assert_eq!(code, 1);
    assert!(said.contains("outstanding"), "{said}");
    let (code, _, fault) = run("dir = \"office\"\n\ncolour = \"red\"\n");
    assert_eq!(code, 3);
    assert!(
        fault.contains("kagiban.toml:3") && fault.contains("colour"),
        "{fault}"
    );
}

#[test]
fn the_check_counts_definitions_without_an_office_and_proves_the_roster_with_one() {
    let (code, said, _) = out(&Office::empty(), &["check"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("take_out") && said.contains("sending"),
        "{said}"
    );
    // 書庫C of the sample has one person on its roster.
    let (code, said, _) = out(&Office::sample(), &["check"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("書庫C"), "{said}");
}
