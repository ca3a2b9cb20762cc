//! The terminal itself: taken over and given back, too small, without colour, with pastes and held
//! keys, whatever kills the program.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::pins;
use pty::{Answer, Office, Stage, Term};
use rustix::process::Signal;

/// The evening lock with 書庫A marked.
fn marked(office: &Office) -> Term {
    let mut term = Term::run(office, &["lock"]);
    term.sees("印はまだありません");
    term.keys("<space>").sees("印は1か所");
    term
}

#[test]
fn leaving_gives_the_terminal_back() {
    let office = Office::sample();
    let mut term = Term::run(&office, &["lock"]);
    term.sees("書庫A");
    assert!(term.look(|shot| shot.is_ours() && shot.asks_for_pastes()));
    let status = term.keys("<f10>").ends();
    assert!(status.success(), "{status:?}");
    assert!(term.look(|shot| !shot.is_ours() && !shot.asks_for_pastes()));
    assert!(
        term.look(|shot| shot.cursor().is_some()),
        "the cursor is hidden"
    );
}

#[test]
fn being_asked_to_end_gives_the_terminal_back_too() {
    for signal in [Signal::TERM, Signal::HUP] {
        let office = Office::sample();
        let mut term = marked(&office);
        term.signal(signal).ends();
        assert!(term.look(|shot| !shot.is_ours() && !shot.asks_for_pastes()));
        assert!(
            term.look(|shot| shot.cursor().is_some()),
            "the cursor is hidden"
        );
    }
}

#[test]
fn after_a_kill_the_office_opens_again_and_holds_what_it_held() {
    let office = Office::sample();
    let before = office.command(&["verify"]).output().unwrap().stdout;
    let mut term = marked(&office);
    term.signal(Signal::KILL).ends();
    let after = office.command(&["verify"]).output().unwrap();
    assert_eq!(after.status.code(), Some(0));
    assert_eq!(String::from_utf8(after.stdout), String::from_utf8(before));
    Term::run(&office, &["lock"]).sees("書庫A");
}

#[test]
fn a_window_that_is_too_small_says_so_and_takes_no_keys() {
    let office = Office::sample();
    let mut term = marked(&office);
    term.resize(79, 24).sees("80x24").loses("書庫A");
    // Neither a mark nor a signature while nobody can see what is signed.
    term.keys("<space>07");
    term.resize(80, 24).sees("印は1か所");
    term.resize(132, 43).sees("印は1か所").sees("書庫A");
    term.resize(40, 10)
        .until("the message", |shot| shot.text().contains("80x24"));
    let status = term.keys("<f10>").ends();
    assert!(status.success());
}

#[test]
fn without_colours_the_states_are_still_told() {
    let office = Office::sample();
    let stage = Stage {
        args: &["lock"],
        env: &[("NO_COLOR", "1")],
        ..Stage::default()
    };
    let mut term = Term::with(&office, &stage);
    term.sees("印はまだありません");
    assert!(!term.look(|shot| shot.has_colour()), "{}", term.dump());
    term.sees_row(&[">", "未", "書庫A"]);
    let row = 1 + term
        .text()
        .lines()
        .position(|row| row.contains('>') && row.contains("書庫A"))
        .unwrap();
    let row = u16::try_from(row).unwrap();
    assert!(term.look(|shot| shot.is_marked(row)), "{}", term.dump());
}

#[test]
fn on_a_terminal_that_draws_an_ellipsis_two_wide_nothing_shifts() {
    let office = Office::sample();
    for answer in [Answer::Wide, Answer::Narrow] {
        let stage = Stage {
            args: &["lock"],
            answer,
            ..Stage::default()
        };
        let mut term = Term::with(&office, &stage);
        term.sees_row(&["書庫B", "18:12", "佐藤"]);
        let ambiguous = term.text().chars().any(|c| "…─│※○→■".contains(c));
        assert!(!ambiguous, "{}", term.dump());
    }
}

#[test]
fn a_terminal_that_answers_nothing_is_used_all_the_same() {
    let office = Office::sample();
    let stage = Stage {
        args: &["lock"],
        answer: Answer::Nothing,
        ..Stage::default()
    };
    Term::with(&office, &stage).sees("書庫A");
    let told = Stage {
        args: &["lock", "--ambiguous-width", "2"],
        answer: Answer::Nothing,
        ..Stage::default()
    };
    Term::with(&office, &told).sees("書庫A");
}

#[test]
fn a_terminal_without_japanese_is_refused_in_ascii() {
    let office = Office::sample();
    let stage = Stage {
        env: &[("TERM", "linux")],
        ..Stage::default()
    };
    let mut term = Term::with(&office, &stage);
    let status = term.ends();
    assert_eq!(status.exit_code(), 3);
    let said = String::from_utf8(term.bytes()).unwrap();
    assert!(said.is_ascii() && said.contains("kagiban --help"), "{said}");
}

#[test]
fn a_pasted_line_signs_nothing() {
    let office = Office::sample();
    let (pin, _) = pins();
    let mut term = marked(&office);
    term.keys("07");
    term.sees("鈴木 花子");
    // Everything that a signature takes, with the Enter at its end.
    term.paste(&format!("{pin}\r\n"));
    term.burst(&format!("{pin}<enter>"));
    term.sees("印は1か所");
    let verify = office.command(&["verify"]).output().unwrap();
    let size = String::from_utf8(verify.stdout).unwrap();
    assert!(size.contains("記録 117件"), "{size}{}", term.dump());
}

#[test]
fn a_key_held_down_marks_no_more_than_one_place() {
    let office = Office::sample();
    let mut term = Term::run(&office, &["lock"]);
    term.sees("印はまだありません");
    term.hold("<space>", 20);
    term.sees("印は1か所");
}
