//! The power goes, again and again, while people sign: whatever was acknowledged is there.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use kagiban::calendar::Happened;
use kagiban::desk::{Desk, EveningMark, Opening};
use kagiban::journal::{PersonNo, Pin};
use kagiban::store::{ReadLog as _, Store, Waiting};
use pty::office::pins;
use pty::{Office, Term};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::HashSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

const OFFICE: &str = "KAGIBAN_TEST_CRASH_OFFICE";
const PERSON: &str = "KAGIBAN_TEST_CRASH_PERSON";

/// Starts this test again as another process, that signs until it is killed.
fn signer(office: &Office, person: u16) -> (Child, BufReader<std::process::ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "what_was_acknowledged_before_a_kill_is_there",
            "--nocapture",
        ])
        .env(OFFICE, office.dir())
        .env(PERSON, person.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

/// Locks every place again and again, and tells each entry once it was acknowledged.
fn sign_for_ever(dir: &std::path::Path, person: u16) -> ! {
    let desk = Desk::open(dir, Opening::default()).unwrap();
    let pin = Pin::typed(&pins().0);
    loop {
        let view = desk.view().unwrap();
        let mark = EveningMark::Locked {
            at: Happened(view.now),
            why: None,
        };
        let list: Vec<_> = view
            .office
            .places_on(view.today().0)
            .iter()
            .map(|place| view.propose_evening(place.id, view.today(), &mark).unwrap())
            .collect();
        drop(view);
        // Where the other one came first, everything may have been left out.
        let Ok(signed) = desk.sign(PersonNo(person), &pin, &list) else {
            continue;
        };
        let mut out = std::io::stdout().lock();
        for (_, _, entry) in signed.entries {
            writeln!(out, "\nTOLD {entry}").unwrap();
        }
        out.flush().unwrap();
    }
}

#[test]
fn what_was_acknowledged_before_a_kill_is_there() {
    if let Some(dir) = std::env::var_os(OFFICE) {
        let person = std::env::var(PERSON).unwrap().parse().unwrap();
        sign_for_ever(dir.as_ref(), person);
    }
    let office = Office::sample();
    let mut told: Vec<String> = Vec::new();
    for round in 0..6_usize {
        let (mut first, out) = signer(&office, 5);
        let (mut second, other) = signer(&office, 7);
        // A little further into the work each time, so that the kill falls elsewhere.
        told.extend(entries(out, 9 + 5 * round));
        for child in [&mut first, &mut second] {
            let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
            kill_process(pid, Signal::KILL).unwrap();
            child.wait().unwrap();
        }
        told.extend(entries(other, usize::MAX));
    }
    assert!(told.len() > 100, "{}", told.len());
    let output = office.command(&["verify"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let store = Store::open(&office.dir(), &mut |_| Waiting::Go).unwrap();
    let kept: HashSet<String> = store
        .read(0, usize::MAX)
        .unwrap()
        .iter()
        .map(|(_, stored)| stored.id().to_string())
        .collect();
    for entry in &told {
        assert!(kept.contains(entry), "{entry} is gone");
    }
}

/// What the other process has told, up to so many.
fn entries(out: BufReader<std::process::ChildStdout>, most: usize) -> Vec<String> {
    out.lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("TOLD ").map(str::to_owned))
        .take(most)
        .collect()
}

#[test]
fn a_program_killed_while_it_signs_has_recorded_all_or_nothing() {
    let office = Office::sample();
    let (pin, _) = pins();
    let mut size = office.records();
    for round in 0..4 {
        let mut term = Term::run(&office, &["lock"]);
        term.sees("だれ [");
        // 再施錠 from the second round on: two places, so that half of it would be seen.
        term.keys("<up><up><up><up><up><up><up><space>")
            .sees("印は1か所");
        term.keys("<space>").sees("印は2か所");
        term.keys(&format!("07{pin}<enter>"));
        let acknowledged = round % 2 == 0;
        if acknowledged {
            term.sees("施錠を2か所 記録しました");
        }
        term.signal(Signal::KILL).ends();
        let now = office.records();
        let whole = now == size + 2;
        assert!(whole || (now == size && !acknowledged), "{size} then {now}");
        size = now;
    }
}
