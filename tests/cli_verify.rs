//! `kagiban verify`, and every other way of opening, on offices that somebody has tampered with.
#![allow(clippy::unwrap_used)]

mod pty;

use kagiban::desk::{Desk, DeskError, Model, Opening, SignError};
use kagiban::journal::{Body, CaseId, KeyFile, PersonNo, Pin, SealedKey, seal_entry};
use kagiban::procedure::{CaseAct, Sign};
use kagiban::store::{
    Batch, FILE_NAME, Log as _, Mode, NewEntry, ReadLog as _, ReadOnly, Store, StoreError, Stored,
    WRITER, Waiting,
};
use pty::Office;
use std::fs;
use std::sync::Arc;

fn verify(office: &Office) -> (i32, String, String) {
    let output = office
        .command(&["verify", "--lang", "en"])
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn store(office: &Office) -> Store {
    Store::open(&office.dir(), &mut |_| Waiting::Go).unwrap()
}

#[test]
fn an_untouched_office_agrees_and_prints_what_a_sheet_prints() {
    let office = Office::sample();
    let (code, said, _) = verify(&office);
    assert_eq!(code, 0, "{said}");
    let (size, root) = store(&office).size_and_root().unwrap();
    assert!(said.contains(&format!("{size} records")), "{said}");
    let short = kagiban::journal::ShortRoot::of(&root).to_string();
    assert!(said.contains(&short), "{said}");
}

#[test]
fn flipped_bytes_are_found_or_harmless_and_never_shown_as_records() {
    let office = Office::sample();
    let file = office.dir().join(FILE_NAME);
    let whole = fs::read(&file).unwrap();
    let (_, clean, _) = verify(&office);
    let mut found = 0;
    // One byte in each of many pages, past the header.
    let places: Vec<usize> = (0..40).map(|n| 8192 + n * 20_021).collect();
    for at in places.into_iter().filter(|at| *at < whole.len()) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&file, &bytes).unwrap();
        let (code, said, fault) = verify(&office);
        match code {
            0 => assert_eq!(said, clean, "byte {at}"),
            1 => found += 1,
            3 => {
                found += 1;
                assert!(!fault.is_empty(), "byte {at}");
            }
            other => panic!("byte {at}: exit {other}\n{said}{fault}"),
        }
    }
    assert!(found > 0, "no flipped byte was found");
}

#[test]
fn a_file_that_is_cut_short_or_something_else_is_refused() {
    let office = Office::sample();
    let file = office.dir().join(FILE_NAME);
    let whole = fs::read(&file).unwrap();
    let wrong: [(&str, Vec<u8>); 4] = [
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("empty", Vec::new()),
        ("foreign", b"PK\x03\x04 a spreadsheet".repeat(400)),
        ("zeros", vec![0; whole.len()]),
    ];
    for (name, bytes) in wrong {
        fs::write(&file, &bytes).unwrap();
        for command in ["verify", "status"] {
            let output = office.command(&[command]).output().unwrap();
            assert_eq!(output.status.code(), Some(3), "{name} {command}");
            assert!(output.stdout.is_empty(), "{name} {command}");
            assert!(!output.stderr.is_empty(), "{name} {command}");
        }
        assert_eq!(
            fs::read(&file).unwrap(),
            bytes,
            "{name}: the file was changed"
        );
    }
}

#[test]
fn an_office_of_a_newer_program_can_be_read_and_verified() {
    let office = Office::sample();
    let raised = store(&office).raise_min_writer(WRITER + 1, &mut |_| Waiting::Go);
    raised.unwrap();
    assert_eq!(verify(&office).0, 0);
    let output = office.command(&["status"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

/// An auditor's copy: the key file belongs into no copy that leaves the office.
#[test]
fn a_copy_without_the_key_file_is_verified_and_read_and_takes_no_signature() {
    let office = Office::sample();
    let (_, whole, _) = verify(&office);
    let before = office.status();
    fs::remove_file(office.dir().join("key")).unwrap();
    let (code, said, _) = verify(&office);
    assert_eq!((code, said), (0, whole));
    assert_eq!(office.status(), before);
    for args in [
        &["export", "-o", "copy.jsonl"][..],
        &["form", "lock", "--month", "2026-11"],
    ] {
        let output = office.command(args).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{args:?}");
    }
    let desk = Desk::open(&office.dir(), Opening::default()).unwrap();
    assert_eq!(desk.mode(), Mode::ReadOnly(ReadOnly::NoKey));
    let size = desk.checkpoint().unwrap().size;
    let lock = lock_proposal(&desk);
    // The right PIN or a wrong one: it is not tried, and not counted.
    for typed in [pty::office::pins().0.as_str(), "999999"] {
        let refused = desk.sign(PersonNo(5), &Pin::typed(typed), std::slice::from_ref(&lock));
        let Err(SignError::Desk(DeskError::Store(why))) = refused else {
            panic!("{refused:?}");
        };
        assert!(
            matches!(why, StoreError::ReadOnly(ReadOnly::NoKey)),
            "{why}"
        );
    }
    assert_eq!(desk.failed_tries(PersonNo(5)).unwrap(), 0);
    assert_eq!(desk.checkpoint().unwrap().size, size);
}

#[test]
fn a_key_file_that_is_damaged_or_another_offices_is_named() {
    let office = Office::sample();
    let file = office.dir().join("key");
    let key = fs::read_to_string(&file).unwrap();
    for wrong in [key.replacen("store", "stone", 1), String::new()] {
        fs::write(&file, wrong).unwrap();
        let (code, _, fault) = verify(&office);
        assert_eq!(code, 3);
        assert!(fault.contains("key"), "{fault}");
    }
}

#[test]
fn a_journal_older_than_what_this_terminal_has_seen_is_refused() {
    let office = Office::sample();
    assert_eq!(verify(&office).0, 0);
    let old = fs::read(office.dir().join(FILE_NAME)).unwrap();
    // Seen by signing: what a terminal writes, it has seen.
    sign_a_lock(&office, Some(office.home().join("state/kagiban")));
    assert_eq!(verify(&office).0, 0);
    fs::write(office.dir().join(FILE_NAME), old).unwrap();
    let (code, said, fault) = verify(&office);
    assert_eq!((code, said.as_str()), (3, ""));
    assert!(!fault.is_empty());
}

#[test]
fn a_signed_entry_that_the_rules_refuse_is_listed_by_the_replay() {
    let office = Office::sample();
    let index = forge_a_second_check(&office);
    let (code, said, _) = verify(&office);
    assert_eq!(code, 1, "{said}");
    let line = said.lines().find(|l| l.contains(&format!("no. {index}:")));
    assert!(line.is_some_and(|l| l.contains("refused")), "{said}");
    // To a Japanese reader it is told in Japanese, with the name and the reason.
    let output = office
        .command(&["verify", "--lang", "ja"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find(|l| l.starts_with(&format!("{index}番:")));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains("その日の決まりでは受けられない"), "{line}");
    assert!(!line.contains(|c: char| c.is_ascii_alphabetic()), "{line}");
}

#[test]
fn a_sealed_key_moved_to_another_person_opens_nothing() {
    let office = Office::sample();
    let desk = Desk::open(&office.dir(), Opening::default()).unwrap();
    let view = desk.view().unwrap();
    let five = view.office.current_key(PersonNo(5)).unwrap();
    let seven = view.office.current_key(PersonNo(7)).unwrap();
    let store = store(&office);
    let moved = store.side_get(format!("seal/005/{five}").as_bytes());
    let row = format!("seal/007/{seven}");
    store
        .side_put(row.as_bytes(), &moved.unwrap().unwrap(), &mut |_| {
            Waiting::Go
        })
        .unwrap();
    let lock = lock_proposal(&desk);
    let before = store.size_and_root().unwrap();
    let pin = Pin::typed(&pty::office::pins().0);
    assert!(desk.sign(PersonNo(7), &pin, &[lock]).is_err());
    assert_eq!(store.size_and_root().unwrap(), before);
}

fn lock_proposal(desk: &Desk) -> kagiban::desk::Proposal {
    let view = desk.view().unwrap();
    let place = view.office.places_on(view.today().0)[0].id;
    let mark = kagiban::desk::EveningMark::Locked {
        at: kagiban::calendar::Happened(view.now),
        why: None,
    };
    view.propose_evening(place, view.today(), &mark).unwrap()
}

fn sign_a_lock(office: &Office, memory: Option<std::path::PathBuf>) {
    let opening = Opening {
        memory,
        ..Opening::default()
    };
    let desk = Desk::open(&office.dir(), opening).unwrap();
    desk.verify_new(&mut || true).unwrap();
    let pin = Pin::typed(&pty::office::pins().0);
    let lock = lock_proposal(&desk);
    desk.sign(PersonNo(5), &pin, &[lock]).unwrap();
}

/// The first checker of the letters, who has their own PIN and the key file, signs the second check
/// as well, past the program. Its place in the journal.
fn forge_a_second_check(office: &Office) -> u64 {
    let desk = Desk::open(&office.dir(), Opening::default()).unwrap();
    let view = desk.view().unwrap();
    let row = view.open_rows().unwrap().into_iter();
    let row = row
        .filter(|row| row.procedure.id.0 == "sending")
        .find(|row| row.waits.iter().any(|wait| wait.step.0 == "second"))
        .unwrap();
    let (case, head): (CaseId, _) = (row.case, row.head.unwrap());
    let store = store(office);
    let genuine = store.last_of(&case.0).unwrap().unwrap().1;
    let genuine = genuine.entry().unwrap().read().unwrap();
    let (person, public) = (
        genuine.person,
        view.office.current_key(genuine.person).unwrap(),
    );
    let key = fs::read_to_string(office.dir().join("key")).unwrap();
    let key = KeyFile::parse(&key).unwrap();
    let sealed = store.side_get(format!("seal/{:03}/{public}", person.0).as_bytes());
    let signer = SealedKey::parse(&sealed.unwrap().unwrap())
        .unwrap()
        .open(
            &Pin::typed(&pty::office::pins().0),
            &key.pepper,
            store.office(),
            person,
            public,
        )
        .unwrap();
    let act = CaseAct::Sign(Sign {
        open: None,
        steps: vec!["second".into()],
        values: Default::default(),
        lines: Default::default(),
        same: Default::default(),
        took: None,
    });
    let body = Body {
        after: Some(head),
        act: serde_json::to_value(&act).unwrap(),
        ..genuine
    };
    let entry = seal_entry(&signer, store.office(), [7; 32], &body).unwrap();
    let new = NewEntry {
        id: entry.id(),
        entry: Stored::from(&entry),
        chain: case.0,
        after: Some(head),
    };
    let model = Arc::new(Model::default());
    store
        .append(&Batch::from(new), model, &mut |_| Waiting::Go)
        .unwrap()
        .first_index
}
