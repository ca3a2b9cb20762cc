//! `kagiban rebuild`: the rows that screens read, made anew from the journal.
#![allow(clippy::unwrap_used)]

mod pty;

use kagiban::desk::{ComparedRow, Desk, Opening};
use kagiban::store::{
    Fold, FoldError, Rows, RowsMut, Store, Stored, Table, Verdict, WRITER, Waiting,
};
use pty::Office;

fn run(office: &Office, args: &[&str]) -> (i32, String, String) {
    let output = office.command(args).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// Rows as a bad memory module would have written them: whole for the disk, and nonsense.
struct Nonsense;

impl Fold for Nonsense {
    fn schema(&self) -> u32 {
        kagiban::desk::Model::default().schema()
    }

    fn apply(&self, rows: &mut dyn RowsMut, _: u64, _: &Stored) -> Result<(), FoldError> {
        rows.put(Table("office"), b"head", b"nonsense")?;
        Ok(rows.put(Table("office"), b"office", b"{ nonsense")?)
    }

    fn verdict(&self, _: &dyn Rows, _: u64, _: &Stored) -> Result<Verdict, FoldError> {
        Ok(Verdict::Unknown)
    }
}

fn damage(office: &Office) {
    let store = Store::open(&office.dir(), &mut |_| Waiting::Go).unwrap();
    let done = store.rebuild(&Nonsense, 2000, &mut |_| Waiting::Go, &mut |_| Waiting::Go);
    assert!(done.unwrap().is_done());
}

fn rows(office: &Office) -> Vec<ComparedRow> {
    let desk = Desk::open(&office.dir(), Opening::default()).unwrap();
    desk.rows_for_comparison().unwrap()
}

#[test]
fn damaged_rows_are_made_anew_and_nothing_is_lost() {
    let office = Office::sample();
    let (before, size) = (office.status(), office.records());
    damage(&office);
    let (code, _, told) = run(&office, &["status"]);
    assert_eq!(code, 3);
    assert!(told.contains("kagiban rebuild"), "{told}");
    let (code, said, told) = run(&office, &["rebuild"]);
    assert_eq!(code, 0, "{told}");
    assert!(said.contains(&size.to_string()), "{said}");
    assert_eq!(office.status(), before);
    assert_eq!(office.records(), size);
    // Sound rows are made anew as well, and are the same.
    assert_eq!(run(&office, &["rebuild"]).0, 0);
    assert_eq!(office.status(), before);
}

#[test]
fn an_office_that_cannot_be_written_is_left_alone() {
    let office = Office::sample();
    let store = Store::open(&office.dir(), &mut |_| Waiting::Go).unwrap();
    store
        .raise_min_writer(WRITER + 1, &mut |_| Waiting::Go)
        .unwrap();
    drop(store);
    let before = rows(&office);
    let (code, said, told) = run(&office, &["rebuild"]);
    assert_eq!((code, said.as_str()), (4, ""));
    assert!(told.contains("新しい版"), "{told}");
    assert!(told.contains("何も変えていません"), "{told}");
    assert!(
        rows(&office) == before,
        "rows of a read-only office were changed"
    );
}

/// Stopped between two parts, it leaves rows that are behind; the next opening goes on from there.
#[test]
fn it_can_be_stopped_and_goes_on_later() {
    let office = Office::empty();
    let dir = office.dir();
    let dir = dir.to_str().unwrap();
    let made = ["demo", "--no-ui", "--entries", "2300", "--dir", dir];
    assert_eq!(run(&office, &made).0, 0);
    let before = office.status();
    let stopped = kagiban::desk::rebuild(&office.dir(), &mut |_| false).unwrap();
    assert!(stopped.applied > 0 && !stopped.is_done(), "{stopped:?}");
    assert_eq!(office.status(), before);
}
