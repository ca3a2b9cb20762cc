//! What a verification finds does not depend on how the work was shared out.

use super::*;
use crate::desk::model::Model;
use crate::desk::{Opening, sample};
use crate::store::{Batch, Log as _, NewEntry, Stored, Waiting};
use std::path::Path;
use std::sync::Arc;

pub(super) fn office(entries: u64) -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    sample::make(folder.path(), Some(entries), &mut |_, _| {}).unwrap();
    let desk = open(folder.path());
    (folder, desk)
}

fn open(folder: &Path) -> Desk {
    let clock = crate::desk::SetClock::at(sample::begins().unwrap());
    let clock = std::sync::Arc::new(clock) as std::sync::Arc<dyn crate::desk::Clock>;
    let opening = Opening {
        clock: Some(clock),
        ..Opening::default()
    };
    Desk::open(folder, opening).unwrap()
}

/// Appends a copy of the entry at `index` whose signature has one bit changed, as the beginning of
/// a chain of its own.
fn append_forged(desk: &Desk, index: u64) {
    let (_, mut forged) = desk.read_log(index, 1).unwrap().pop().unwrap();
    forged.leaf[140] ^= 1;
    append(desk, forged);
}

pub(super) fn append(desk: &Desk, entry: Stored) {
    let id = entry.id();
    let mut chain = [0; 16];
    chain.copy_from_slice(&id.0[..16]);
    let new = NewEntry {
        id,
        entry,
        chain,
        after: None,
    };
    desk.store
        .append(&Batch::from(new), Arc::new(Model::default()), &mut |_| {
            Waiting::Go
        })
        .unwrap();
}

#[test]
fn findings_are_the_same_on_any_number_of_threads_and_wherever_pieces_are_cut() {
    let (_folder, desk) = office(260);
    let honest = desk.verify(&mut |_, _| true).unwrap();
    assert!(honest.is_clean(), "{honest:?}");
    let size = honest.checkpoint.size;
    for index in [size / 2, 3, size - 1] {
        append_forged(&desk, index);
    }
    let whole = desk.verify_on(1, 100_000, &mut |_, _| true).unwrap();
    assert!(!whole.is_clean() && !whole.stopped && !whole.root_differs);
    for forged in size..size + 3 {
        let found = whole.findings.iter().filter(|f| f.index == forged);
        assert_eq!(found.count(), 1, "{:?}", whole.findings);
        // A body that reads is judged all the same.
        let judged = whole.unlawful.iter().filter(|u| u.index == forged);
        assert_eq!(judged.count(), 1, "{:?}", whole.unlawful);
    }
    for (threads, piece) in [
        (1, 1),
        (1, 7),
        (2, 1),
        (2, 32),
        (3, 5),
        (5, 64),
        (2, 100_000),
    ] {
        let found = desk.verify_on(threads, piece, &mut |_, _| true).unwrap();
        assert_eq!(found, whole, "{threads} threads, pieces of {piece}");
    }
}

#[test]
fn progress_is_told_in_order_to_the_end_and_may_stop_it() {
    let (_folder, desk) = office(TELL + 200);
    for threads in [1, 2, 4] {
        let mut told = Vec::new();
        let mut tell = |done, total| {
            told.push((done, total));
            true
        };
        let whole = desk.verify_on(threads, 32, &mut tell).unwrap();
        let size = whole.checkpoint.size;
        assert!(told.len() > 1 && told.is_sorted(), "{told:?}");
        assert_eq!(told.last(), Some(&(size, size)));
        let stopped = desk.verify_on(threads, 32, &mut |_, _| false).unwrap();
        assert!(stopped.stopped && !stopped.is_clean() && !stopped.root_differs);
        assert_eq!(stopped.checkpoint.size, told[0].0);
        // Stopped when nothing was left to do is not stopped.
        let at_end = desk.verify_on(threads, 100_000, &mut |_, _| false);
        assert!(!at_end.unwrap().stopped);
    }
}
