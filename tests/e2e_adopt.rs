//! An office makes a procedure of its own: written in a file, checked, adopted by two, used.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

const KEY_LENDING: &str = include_str!("fixtures/adopt/key_lending.toml");

fn check(office: &Office, args: &[&str]) -> (i32, String) {
    let output = office.command(args).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn a_procedure_of_the_office_s_own_is_adopted_by_two_used_and_replaced() {
    let office = Office::sample();
    let file = office.home().join("key_lending.toml");
    std::fs::write(&file, KEY_LENDING).unwrap();
    let path = file.display().to_string();
    assert_eq!(check(&office, &["check", &path]).0, 0);

    let mut term = Term::start(&office);
    term.sees("1施錠");
    term.keys("7").sees("事務所");
    term.keys("5").sees("様式と手続");
    term.keys("7").sees("持ち出し").sees("読む");
    term.keys("<f2>").sees("ファイルを読む");
    term.keys(&format!("|{path}|<enter>"))
        .sees("新しい手続です");
    for _ in 0..6 {
        term.keys("<pagedown>");
    }
    term.sees("終わり").keys("<enter>").sees("効力はありません");
    term.keys(&signature("90")).sees("まだ効力はありません");
    term.sees("署名待ち");

    // The one who adopted it cannot give it effect; a manager can.
    term.keys("<enter>").sees("新しい手続です");
    for _ in 0..6 {
        term.keys("<pagedown>");
    }
    term.sees("終わり").keys("<enter>").sees("第1版を読み");
    term.keys("90").sees("同じ人は署名できません");
    term.keys("<backspace><backspace>");
    term.keys(&signature("01")).sees("この手続を使えます");

    // It is begun like any other.
    term.keys("<esc>").sees("様式と手続");
    term.keys("<esc>").sees("記録を始める");
    term.keys("7").sees("鍵の貸出し");
    let verified = check(&office, &["verify"]);
    assert_eq!(verified.0, 0, "{}", verified.1);
    let (code, said) = check(&office, &["check", &path]);
    assert_eq!(code, 1);
    assert!(
        said.contains("第1版は、今ある第1版より後ではありません"),
        "{said}"
    );
}

#[test]
fn a_file_is_checked_from_the_command_line_without_an_office() {
    let office = Office::empty();
    let file = office.home().join("own.toml");
    let path = file.display().to_string();
    std::fs::write(&file, KEY_LENDING).unwrap();
    let (code, said) = check(&office, &["check", &path]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("key_lending"), "{said}");

    let broken = KEY_LENDING.replace("apart = [\"lend\"]", "apart = []");
    std::fs::write(&file, &broken).unwrap();
    let (code, said) = check(&office, &["check", &path]);
    assert_eq!(code, 1);
    let line = broken.lines().position(|l| l == "id = \"back\"").unwrap() + 1;
    assert!(
        said.contains(&format!("{path}:{line}: 段階「back」: 鍵番の決まり1")),
        "{said}"
    );
    let (code, said) = check(&office, &["check", "/no/such/file.toml"]);
    assert_eq!((code, said.as_str()), (3, ""));
}

#[test]
fn a_procedure_that_nobody_could_begin_is_refused_with_its_line() {
    let office = Office::empty();
    let file = office.home().join("own.toml");
    let path = file.display().to_string();
    // Signed key by key from the first signature on: there are no lines yet that it could sign.
    let by_line = KEY_LENDING
        .replace("kind = \"text\"", "kind = \"holding-lines\"")
        .replace("seal = true", "seal = true\neach = \"key\"");
    std::fs::write(&file, &by_line).unwrap();
    let (code, said) = check(&office, &["check", &path]);
    assert_eq!(code, 1, "{said}");
    let line = by_line.lines().position(|l| l == "id = \"lend\"").unwrap() + 1;
    let fault = format!("{path}:{line}: 段階「lend」: 案件を始める段階は、行ごとに");
    assert!(said.contains(&fault), "{said}");

    // Only auditors, who sign nothing, could begin it: no state is walked, and nothing proved.
    let nobody = KEY_LENDING.replace("by = [\"staff\"]", "by = [\"auditor\"]");
    std::fs::write(&file, &nobody).unwrap();
    let (code, said) = check(&office, &["check", &path]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("鍵番の決まり12") && said.contains("だれにも始められません"),
        "{said}"
    );
}
