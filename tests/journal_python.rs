//! Anybody can verify an export with the page of Python in kagiban-journal(5).
#![allow(clippy::unwrap_used)]

mod journal_common;
mod journal_page;

use data_encoding::BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use journal_common::{Book, OFFICE, golden, locking};
use journal_page::page;
use kagiban::journal::{Checkpoint, Entry, Leaf, Record, commitment, export_line, parse_line};
use std::path::PathBuf;
use std::process::Command;

const MAN: &str = include_str!("../man/kagiban-journal.5");
const EXPORT: &str = include_str!("fixtures/journal_export.jsonl");
const CHECKPOINT: &str = include_str!("fixtures/journal_checkpoint.txt");

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        std::fs::write(desk.path("verify.py"), page()).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit status and what the program says.
    fn run(&self, export: &str, checkpoint: &str) -> Result<String, String> {
        std::fs::write(self.path("journal.jsonl"), export).unwrap();
        std::fs::write(self.path("checkpoint"), checkpoint).unwrap();
        let ran = Command::new("python3")
            .args(["-I", "verify.py", "journal.jsonl", "checkpoint"])
            .current_dir(self.0.path())
            .output()
            .unwrap_or_else(|e| {
                panic!("python3 is needed to test the page of kagiban-journal(5): {e}")
            });
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        let told = said(&ran.stderr);
        assert!(!told.contains("Traceback"), "{told}");
        match ran.status.code() {
            Some(0) => Ok(said(&ran.stdout)),
            Some(1) => Err(told),
            other => panic!("the page ended with {other:?}: {told}"),
        }
    }
}

fn lines(records: impl IntoIterator<Item = Record>) -> String {
    let line = |(n, record): (usize, Record)| export_line(n as u64, &record).unwrap() + "\n";
    records.into_iter().enumerate().map(line).collect()
}

fn records() -> Vec<Record> {
    let lines = EXPORT.lines().map(parse_line);
    lines.map(|line| line.unwrap().1).collect()
}

#[test]
fn the_golden_export_is_what_the_program_writes() {
    let book = Book::sample();
    let whole = book.entries.iter().cloned().map(Record::Whole);
    golden("journal_export.jsonl", &lines(whole));
    let checkpoint = Checkpoint {
        office: OFFICE,
        size: 6,
        root: book.root(),
    };
    golden("journal_checkpoint.txt", &checkpoint.to_string());
    for shown in [checkpoint.to_string(), checkpoint.short_root().to_string()] {
        assert!(MAN.replace("\\-", "-").contains(&shown), "{shown}");
    }
}

#[test]
fn the_page_verifies_the_golden_export() {
    let said = Desk::new().run(EXPORT, CHECKPOINT);
    assert_eq!(said, Ok("6 entries, as the checkpoint says".to_owned()));
}

#[test]
fn the_page_verifies_an_erased_case_and_an_older_checkpoint() {
    let desk = Desk::new();
    let mut erased = records();
    for n in [2, 3, 5] {
        erased[n] = Record::Erased(*erased[n].leaf());
    }
    assert!(desk.run(&lines(erased), CHECKPOINT).is_ok());
    let mut office_gone = records();
    office_gone[4] = Record::Erased(*office_gone[4].leaf());
    assert_eq!(
        desk.run(&lines(office_gone), CHECKPOINT),
        Err("entry 4: its body is gone".to_owned())
    );
    let first = lines(records().into_iter().take(1));
    let founded = Book::sample().entries.swap_remove(0).id();
    let older = Checkpoint {
        office: OFFICE,
        size: 1,
        root: founded.0,
    };
    assert!(desk.run(&first, &older.to_string()).is_ok());
    assert!(desk.run(EXPORT, &older.to_string()).is_ok());
    assert_eq!(
        desk.run(&first, CHECKPOINT),
        Err("not the journal that the checkpoint pins".to_owned())
    );
}

#[test]
fn the_page_refuses_whatever_was_changed() {
    let desk = Desk::new();
    let changed = |n: usize, change: &dyn Fn(&mut Entry)| {
        let mut records = records();
        if let Record::Whole(entry) = &mut records[n] {
            change(entry);
        }
        desk.run(&lines(records), CHECKPOINT).unwrap_err()
    };
    let leaf_byte = |at: usize| {
        changed(3, &|entry| {
            let mut bytes = entry.leaf.to_bytes();
            bytes[at] ^= 1;
            entry.leaf = Leaf::parse(&bytes).unwrap();
        })
    };
    for at in [1, 20, 60, 90, 130] {
        assert_eq!(leaf_byte(at), "entry 3: the signature does not hold");
    }
    assert_eq!(leaf_byte(5), "entry 3: another office");
    assert_eq!(
        changed(2, &|entry| entry.salt[31] ^= 1),
        "entry 2: not the body that was signed"
    );
    assert_eq!(
        changed(2, &|entry| entry.body[40] ^= 1),
        "entry 2: not the body that was signed"
    );
    let mut fewer = records();
    fewer.remove(1);
    assert_eq!(
        desk.run(&lines(fewer), CHECKPOINT).unwrap_err(),
        "entry 1: it has seen too much"
    );
    let mut repeated = records();
    repeated.push(repeated[2].clone());
    assert_eq!(
        desk.run(&lines(repeated), CHECKPOINT).unwrap_err(),
        "entry 6: it stands there already"
    );
    let forged = CHECKPOINT.replacen("11", "12", 1);
    assert!(desk.run(EXPORT, &forged).is_err());
}

/// A neutral key signs anything under plain verification; strictly, nothing.
#[test]
fn the_page_is_as_strict_as_the_program() {
    let desk = Desk::new();
    let (salt, body) = ([0; 32], locking().to_bytes());
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let mut head = vec![1, 1];
    head.extend(OFFICE.0);
    head.extend(neutral);
    head.extend(commitment(&salt, &body));
    let weak = [&head[..], &neutral, &[0; 32]].concat();
    // The same signature with its scalar raised by the order of the group.
    let key = SigningKey::from_bytes(&[0x22; 32]);
    head[18..50].copy_from_slice(&key.verifying_key().to_bytes());
    let sig = key.sign(&[b"kagiban/1 entry\0", &head[..]].concat());
    let sound = [&head[..], &sig.to_bytes()].concat();
    let mut raised = sound.clone();
    const ORDER: [u8; 32] = *b"\xed\xd3\xf5\x5c\x1a\x63\x12\x58\xd6\x9c\xf7\xa2\xde\xf9\xde\x14\
        \0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10";
    let mut carry = 0;
    for (byte, add) in raised[114..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
    let both = |leaf: &[u8]| {
        let leaf = Leaf::parse(leaf).unwrap();
        let root = BASE64.encode(&leaf.id().0);
        let checkpoint = format!("kagiban/{OFFICE}\n1\n{root}\n");
        let body = body.clone();
        let entry = Entry { leaf, salt, body };
        let rust = entry.check().is_ok();
        let python = desk
            .run(&lines([Record::Whole(entry)]), &checkpoint)
            .is_ok();
        (rust, python)
    };
    assert_eq!(both(&sound), (true, true));
    assert_eq!(both(&weak), (false, false));
    assert_eq!(both(&raised), (false, false));
}
