//! `kagiban status`: for a scheduler that nags, and for a person who looks.
#![allow(clippy::unwrap_used)]

mod pty;

use pty::Office;
use serde_json::Value;

fn json(office: &Office) -> (i32, Value) {
    let output = office.command(&["status", "--json"]).output().unwrap();
    assert!(output.stderr.is_empty());
    (
        output.status.code().unwrap(),
        serde_json::from_slice(&output.stdout).unwrap(),
    )
}

#[test]
fn something_outstanding_ends_with_1_and_is_listed_with_late_ones_first() {
    let (code, status) = json(&Office::sample());
    assert_eq!(code, 1);
    assert_eq!(status["date"], "2026-11-17");
    assert_eq!(status["open_day"], true);
    let lines = status["outstanding"].as_array().unwrap();
    let late: Vec<bool> = lines.iter().map(|l| l["late"].as_bool().unwrap()).collect();
    assert!(late.contains(&true) && late.contains(&false));
    assert!(late.is_sorted_by(|a, b| a >= b), "{late:?}");
    let of = |what: &str, waits: &str| {
        lines
            .iter()
            .find(|l| l["what"] == what && l["waits_for"] == waits)
            .unwrap_or_else(|| panic!("{what} {waits}: {status:#}"))
    };
    let hole = of("耐火金庫", "explanation");
    assert_eq!(hole["procedure"], "locking");
    assert_eq!(hole["due"], "2026-11-16");
    assert_eq!(hole["late"], true);
    assert_eq!(of("書庫A", "lock")["due"], "2026-11-17");
    assert_eq!(of("補助金申請書", "return")["procedure"], "take_out");
    assert_eq!(
        of("商店街支援事業 交付決定通知", "second")["due"],
        Value::Null
    );
}

/// Two letters to one address look alike: each line says which case it is.
#[test]
fn every_line_of_a_case_names_its_number() {
    let said = Office::sample().status();
    let sending = said.lines().find(|line| line.contains("交付決定通知"));
    assert!(sending.unwrap().contains("案件3"), "{said}");
    // What nobody has begun has none.
    let lock = said
        .lines()
        .find(|line| line.contains("施錠の記録を待って"));
    assert!(!lock.unwrap().contains("案件"), "{said}");
}

#[test]
fn its_form_is_the_one_that_the_manual_promises() {
    let (_, status) = json(&Office::sample());
    let names =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    assert_eq!(names(&status), ["date", "open_day", "outstanding"]);
    for line in status["outstanding"].as_array().unwrap() {
        let mut found = names(line);
        found.sort();
        assert_eq!(
            found,
            [
                "case",
                "due",
                "late",
                "period",
                "procedure",
                "waits_for",
                "what"
            ]
        );
        // A duty that nobody has begun has no case.
        let Some(case) = line["case"].as_str() else {
            assert!(line["period"].is_string() || line["due"].is_string());
            continue;
        };
        assert!(case.len() == 32 && case.bytes().all(|b| b.is_ascii_hexdigit()));
    }
}

#[test]
fn a_person_reads_the_same_in_both_languages() {
    let office = Office::sample();
    let count = json(&office).1["outstanding"].as_array().unwrap().len();
    for (lang, last) in [
        ("ja", format!("{count}件")),
        ("en", format!("{count} outstanding")),
    ] {
        let output = office
            .command(&["status", "--lang", lang])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.lines().last().unwrap().contains(&last), "{said}");
        assert!(said.contains("書庫A"), "{said}");
    }
}

#[test]
fn the_answers_of_a_check_are_not_told_before_the_second_one() {
    let office = Office::sample();
    let output = office.command(&["status"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let mut json = json(&office).1;
    for one in json["outstanding"].as_array_mut().unwrap() {
        // A random name may hold any digits.
        one.as_object_mut().unwrap().remove("case");
    }
    let json = json.to_string();
    // 115 letters: the number that the first checker counted.
    assert!(said.contains("商店街支援事業"), "{said}");
    assert!(
        !said.contains("115") && !json.contains("115\""),
        "{said}{json}"
    );
}

#[test]
fn a_duty_of_a_month_says_which_month() {
    let office = Office::sample();
    drop(office.goes_on_at("2026-12-01T09:00:00+09:00"));
    let said = office.status();
    assert!(said.contains("11月の施錠確認表の点検"), "{said}");
    let output = office
        .command(&["status", "--lang", "en"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("Nov"), "{said}");
    let (_, status) = json(&office);
    let lines = status["outstanding"].as_array().unwrap();
    assert!(lines.iter().any(|l| l["period"] == "2026-11-01"));
}
