//! `kagiban export`: the journal for strangers, as kagiban-journal(5) describes it.
#![allow(clippy::unwrap_used)]

mod journal_page;
mod pty;

use journal_page::page;
use kagiban::journal::{Checkpoint, Record, Verifier, parse_line};
use kagiban::store::FILE_NAME;
use pty::Office;
use std::fs;
use std::path::Path;
use std::process::Command;

fn export(office: &Office, args: &[&str]) -> (i32, String, String) {
    let args = [&["export", "--lang", "en"], args].concat();
    let output = office.command(&args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// What the page of the manual says of an export and a checkpoint.
fn by_the_page(folder: &Path, export: &str, checkpoint: &str) -> (bool, String) {
    fs::write(folder.join("verify.py"), page()).unwrap();
    let ran = Command::new("python3")
        .args(["-I", "verify.py", export, checkpoint])
        .current_dir(folder)
        .output()
        .unwrap_or_else(|e| panic!("python3 is needed for the page of kagiban-journal(5): {e}"));
    let said = [ran.stdout, ran.stderr].concat();
    let said = String::from_utf8(said).unwrap().trim().to_owned();
    (ran.status.success(), said)
}

#[test]
fn a_stranger_verifies_an_exported_office_with_the_page_of_the_manual() {
    let office = Office::sample();
    let size = office.records();
    let (code, said, told) = export(&office, &["-o", "journal.jsonl"]);
    assert_eq!((code, said.as_str()), (0, ""), "{told}");
    assert!(told.contains(&format!("{size} records")), "{told}");
    assert!(told.contains("journal.jsonl.checkpoint"), "{told}");
    let home = office.home();
    let (holds, said) = by_the_page(home, "journal.jsonl", "journal.jsonl.checkpoint");
    assert!(holds, "{said}");
    assert_eq!(said, format!("{size} entries, as the checkpoint says"));
    // And not by being generous: a letter changed in one body is noticed.
    let lines = fs::read_to_string(home.join("journal.jsonl")).unwrap();
    let forged = lines.replacen("\\\"machine\\\":1", "\\\"machine\\\":2", 1);
    assert_ne!(forged, lines);
    fs::write(home.join("forged.jsonl"), forged).unwrap();
    assert!(!by_the_page(home, "forged.jsonl", "journal.jsonl.checkpoint").0);
}

#[test]
fn it_is_what_the_library_reads_and_pins_it_by_its_checkpoint() {
    let office = Office::sample();
    assert_eq!(export(&office, &["-o", "a.jsonl"]).0, 0);
    let lines = fs::read_to_string(office.home().join("a.jsonl")).unwrap();
    let pinned = fs::read_to_string(office.home().join("a.jsonl.checkpoint")).unwrap();
    let pinned: Checkpoint = pinned.parse().unwrap();
    let mut verifier = Verifier::new(pinned.office);
    for (nth, line) in lines.lines().enumerate() {
        let (index, record) = parse_line(line).unwrap();
        assert_eq!(index, nth as u64);
        assert!(matches!(record, Record::Whole(_)));
        assert_eq!(verifier.feed_record(&record), []);
    }
    assert_eq!(verifier.checkpoint(), pinned);
    // Nothing of the keys is in it.
    let key = fs::read_to_string(office.dir().join("key")).unwrap();
    for secret in key.lines().filter_map(|line| line.split(' ').nth(1)) {
        let office = pinned.office.to_string();
        assert!(secret == office || secret.len() < 32 || !lines.contains(secret));
    }
}

#[test]
fn to_standard_output_goes_the_journal_and_the_checkpoint_beside_it() {
    let office = Office::sample();
    assert_eq!(export(&office, &["-o", "a.jsonl"]).0, 0);
    let file = |name: &str| fs::read_to_string(office.home().join(name)).unwrap();
    let (code, said, told) = export(&office, &[]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(said, file("a.jsonl"));
    assert_eq!(told, file("a.jsonl.checkpoint"));
    assert_eq!(export(&office, &["-o", "-"]).1, said);
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let office = Office::sample();
    let home = office.home();
    let (code, said, told) = export(&office, &["-o", "nowhere/journal.jsonl"]);
    assert_eq!((code, said.as_str()), (4, ""));
    assert!(told.contains("nowhere"), "{told}");
    // A damaged journal gives no export, and what was there stays.
    fs::write(home.join("old.jsonl"), "old").unwrap();
    let file = office.dir().join(FILE_NAME);
    let whole = fs::read(&file).unwrap();
    let mut refused = 0;
    for at in (0..30)
        .map(|n| 8192 + n * 20_021)
        .filter(|at| *at < whole.len())
    {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&file, &bytes).unwrap();
        let (code, _, told) = export(&office, &["-o", "old.jsonl"]);
        if code == 0 {
            fs::write(home.join("old.jsonl"), "old").unwrap();
            fs::remove_file(home.join("old.jsonl.checkpoint")).unwrap();
            continue;
        }
        refused += 1;
        assert_eq!(code, 3, "byte {at}: {told}");
        assert_eq!(fs::read_to_string(home.join("old.jsonl")).unwrap(), "old");
        let left = fs::read_dir(home).unwrap().flatten();
        let left = left.filter(|f| f.file_name().to_string_lossy().contains("part"));
        assert_eq!(left.count(), 0, "byte {at}");
        assert!(!home.join("old.jsonl.checkpoint").exists());
    }
    assert!(refused > 0, "no flipped byte was noticed");
}
