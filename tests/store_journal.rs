//! The journal in its file: what is appended is there, in order, once; what is not is not.
#![allow(clippy::unwrap_used)]

mod store_support;

use kagiban::journal::{OfficeId, merkle};
use kagiban::store::{
    AppendError, Batch, CreateError, FILE_NAME, FileSystem, Log as _, Mode, NewEntry, OpenError,
    Probe, ReadLog as _, ReadOnly, Rows as _, SideChange, Store, StoreError, WRITER, Waiting,
};
use proptest::prelude::*;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store_support::*;
use tempfile::TempDir;

fn new_office() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    Store::create(dir.path(), &office()).unwrap();
    let store = open(dir.path());
    (dir, store)
}

fn open(dir: &Path) -> Store {
    Store::open(dir, &mut go()).unwrap()
}

fn add(store: &Store, batch: impl Into<Batch>) -> Result<u64, AppendError> {
    let appended = store.append(&batch.into(), toy(), &mut go())?;
    Ok(appended.first_index)
}

#[test]
fn what_was_acknowledged_is_there_after_reopening() {
    let (dir, store) = new_office();
    let first = append(&store, 1, "locked the cabinet");
    let second = append(&store, 2, "took a file out");
    assert_eq!((first.first_index, second.first_index), (0, 1));
    drop(store);

    let store = open(dir.path());
    assert_eq!(store.office(), OFFICE);
    assert_eq!(store.mode(), Mode::ReadWrite);
    let now = store.snapshot().unwrap();
    assert_eq!(
        check_journal(&now),
        ["locked the cabinet", "took a file out"]
    );
    assert_eq!(now.size_and_root().unwrap(), (2, second.root));
    assert_eq!(now.applied(1).unwrap(), 2);
}

#[test]
fn an_office_begins_with_its_first_entries() {
    let dir = tempfile::tempdir().unwrap();
    let genesis = entry(chain(0), None, "genesis");
    let mut new = office();
    new.first = Batch {
        entries: vec![genesis.clone()],
        side: vec![(b"seal/1".to_vec(), Some(b"sealed".to_vec()))],
    };
    Store::create(dir.path(), &new).unwrap();
    let store = open(dir.path());
    assert_eq!(check_journal(&store.snapshot().unwrap()), ["genesis"]);
    assert_eq!(store.side_get(b"seal/1").unwrap().unwrap(), b"sealed");
    let next = entry(chain(0), Some(genesis.id), "acceptance");
    assert_eq!(add(&store, next).unwrap(), 1);
}

#[test]
fn of_two_who_saw_the_same_state_one_wins_and_the_other_is_told() {
    let (dir, here) = new_office();
    let there = open(dir.path());
    let seen = append(&here, 1, "applied");
    let head = here.head(&chain(1)).unwrap();
    let permit = entry(chain(1), head, "permitted");
    let refuse = entry(chain(1), head, "refused");

    assert_eq!(add(&there, permit.clone()).unwrap(), seen.size);
    match add(&here, refuse).unwrap_err() {
        AppendError::Stale {
            chain: at,
            seen,
            head: now,
            head_index,
        } => {
            assert_eq!(at, chain(1));
            assert_eq!(seen, head);
            assert_eq!(now, Some(permit.id));
            assert_eq!(head_index, Some(1));
        }
        other => panic!("{other}"),
    }
    assert_eq!(
        check_journal(&here.snapshot().unwrap()),
        ["applied", "permitted"]
    );
    // A chain that begins twice is the same thing.
    let again = entry(chain(1), None, "began again");
    assert!(matches!(
        add(&here, again),
        Err(AppendError::Stale { seen: None, .. })
    ));
}

#[test]
fn a_batch_is_written_whole_or_not_at_all() {
    let (_dir, store) = new_office();
    let a = entry(chain(1), None, "cabinet A");
    let b = entry(chain(1), Some(a.id), "cabinet A, confirmed");
    let c = entry(chain(2), None, "cabinet B");
    let stale = entry(chain(3), Some(a.id), "cabinet C");
    let refused: Vec<NewEntry> = vec![a.clone(), b.clone(), stale];
    assert!(matches!(
        add(&store, refused),
        Err(AppendError::Stale { .. })
    ));
    let mut batch = Batch::from(vec![a.clone(), b, entry(chain(2), None, "refuse me")]);
    batch.side = vec![(b"k".to_vec(), Some(vec![1]))];
    let error = store.append(&batch, toy(), &mut go()).unwrap_err();
    assert!(matches!(error, AppendError::Fold { index: 2, .. }));
    assert_eq!(store.snapshot().unwrap().size(), 0);
    assert_eq!(store.side_get(b"k").unwrap(), None);
    assert_eq!(store.head(&chain(1)).unwrap(), None);

    batch.entries[2] = c.clone();
    assert_eq!(add(&store, batch).unwrap(), 0);
    assert_eq!(
        check_journal(&store.snapshot().unwrap()),
        ["cabinet A", "cabinet A, confirmed", "cabinet B"]
    );
    assert_eq!(store.head(&chain(2)).unwrap(), Some(c.id));
    assert_eq!(store.side_get(b"k").unwrap(), Some(vec![1]));
}

#[test]
fn the_same_entry_is_never_written_twice() {
    let (_dir, store) = new_office();
    let one = entry(chain(1), None, "once");
    add(&store, one.clone()).unwrap();
    let found = add(&store, one.clone()).unwrap_err();
    assert!(matches!(found, AppendError::Duplicate { index: 0 }));
    let twice = vec![
        entry(chain(2), None, "twice"),
        entry(chain(3), None, "twice"),
    ];
    let found = add(&store, twice).unwrap_err();
    assert!(
        matches!(found, AppendError::Duplicate { index: 1 }),
        "{found}"
    );
    assert_eq!(store.snapshot().unwrap().size(), 1);
}

#[test]
fn an_entry_that_does_not_agree_with_itself_is_refused() {
    let (_dir, store) = new_office();
    let good = entry(chain(1), None, "good");
    let mut other_body = good.clone();
    other_body.entry.body.push(b'!');
    let mut other_name = good.clone();
    other_name.id.0[0] ^= 1;
    let mut other_office = good.clone();
    other_office.entry.leaf[2..18].copy_from_slice(&OfficeId([8; 16]).0);
    other_office.id = other_office.entry.id();
    let mut other_version = good;
    other_version.entry.leaf[0] = 9;
    for bad in [other_body, other_name, other_office, other_version] {
        let error = add(&store, bad).unwrap_err();
        assert!(matches!(error, AppendError::Malformed { position: 0, .. }));
    }
    assert_eq!(store.snapshot().unwrap().size(), 0);
}

#[test]
fn the_root_of_every_earlier_size_can_be_told() {
    let (_dir, store) = new_office();
    let mut roots = vec![merkle::empty_root()];
    for number in 0..40u8 {
        roots.push(append(&store, number % 5, &format!("entry {number}")).root);
    }
    let now = store.snapshot().unwrap();
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(now.root_at(size as u64).unwrap(), Some(*root));
    }
    assert_eq!(now.root_at(41).unwrap(), None);
    // Any subtree can be had for a proof.
    let node = |level, index| now.node(level, index).unwrap();
    let (_, entry) = now.read(17, 1).unwrap().remove(0);
    let proof = merkle::inclusion_proof(17, 40, &node).unwrap();
    merkle::verify_inclusion(&entry.id().0, 17, 40, &proof, &roots[40]).unwrap();
}

#[test]
fn reading_begins_anywhere_and_takes_no_more_than_asked() {
    let (_dir, store) = new_office();
    for number in 0..10 {
        append(&store, 1, &format!("entry {number}"));
    }
    let texts = |from, max| -> Vec<u64> {
        let found = store.read(from, max).unwrap();
        found.into_iter().map(|(index, _)| index).collect()
    };
    assert_eq!(texts(3, 4), [3, 4, 5, 6]);
    assert_eq!(texts(8, 10), [8, 9]);
    assert_eq!(texts(10, 10), [] as [u64; 0]);
    assert_eq!(texts(0, 0), [] as [u64; 0]);
}

#[test]
fn a_snapshot_does_not_move_while_others_write() {
    let (dir, store) = new_office();
    append(&store, 1, "before");
    let then = store.snapshot().unwrap();
    let there = open(dir.path());
    append(&there, 1, "after");
    assert_eq!(check_journal(&then), ["before"]);
    assert_eq!(rows(&then, 1).len(), 2);
    assert_eq!(
        check_journal(&store.snapshot().unwrap()),
        ["before", "after"]
    );
}

#[test]
fn a_second_office_is_never_made_over_the_first() {
    let (dir, store) = new_office();
    append(&store, 1, "here already");
    let refused = Store::create(dir.path(), &office());
    assert!(matches!(refused, Err(CreateError::Exists { .. })));
    assert_eq!(check_journal(&store.snapshot().unwrap()), ["here already"]);
    let nowhere = Store::create(&dir.path().join("none"), &office());
    assert!(matches!(nowhere, Err(CreateError::NoFolder { .. })));
    let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[cfg(unix)]
#[test]
fn owner_and_group_may_read_and_write_and_nobody_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, _store) = new_office();
    let mode = std::fs::metadata(dir.path().join(FILE_NAME)).unwrap();
    assert_eq!(mode.permissions().mode() & 0o7777, 0o660);
}

struct Says(&'static str);

impl Probe for Says {
    fn file_system(&self, _: &Path) -> io::Result<FileSystem> {
        Ok(FileSystem::Network {
            kind: self.0.to_owned(),
        })
    }
}

#[test]
fn a_folder_on_a_network_is_refused_with_its_kind() {
    let (dir, _store) = new_office();
    let opened = Store::open_with(dir.path(), &Says("cifs"), &mut go());
    match opened {
        Err(OpenError::NetworkFileSystem { kind }) => assert_eq!(kind, "cifs"),
        other => panic!("{other:?}"),
    }
    let empty = tempfile::tempdir().unwrap();
    let created = Store::create_with(empty.path(), &office(), &Says("fuse.sshfs"));
    match created {
        Err(CreateError::NetworkFileSystem { kind }) => assert_eq!(kind, "fuse.sshfs"),
        other => panic!("{other:?}"),
    }
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[test]
fn an_office_of_a_newer_program_is_read_and_not_written() {
    let (dir, store) = new_office();
    append(&store, 1, "by the older one");
    let other = open(dir.path());
    store.raise_min_writer(WRITER + 1, &mut go()).unwrap();

    let newer = ReadOnly::Newer {
        min_writer: WRITER + 1,
    };
    // Also one who had it open before.
    let refused = add(&other, entry(chain(2), None, "late")).unwrap_err();
    assert!(matches!(refused, AppendError::ReadOnly(why) if why == newer));
    let refused = other.side_put(b"k", b"v", &mut go()).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly(why) if why == newer));

    let opened = open(dir.path());
    assert_eq!(opened.mode(), Mode::ReadOnly(newer));
    assert_eq!(
        check_journal(&opened.snapshot().unwrap()),
        ["by the older one"]
    );
}

#[test]
fn the_side_table_counts_every_try() {
    let (dir, store) = new_office();
    let there = open(dir.path());
    let count = |store: &Store| {
        let counted = store.side_update(b"tries/07", &mut go(), &mut |old| {
            SideChange::Put(vec![old.map_or(0, |old| old[0]) + 1])
        });
        counted.unwrap().unwrap()[0]
    };
    assert_eq!(count(&store), 1);
    assert_eq!(count(&there), 2);
    assert_eq!(count(&store), 3);
    store.side_put(b"tries/08", &[9], &mut go()).unwrap();
    let found = store.snapshot().unwrap().side_scan(b"tries/").unwrap();
    assert_eq!(
        found,
        [
            (b"tries/07".to_vec(), vec![3]),
            (b"tries/08".to_vec(), vec![9])
        ]
    );
    let gone = there.side_update(b"tries/07", &mut go(), &mut |_| SideChange::Remove);
    assert_eq!(gone.unwrap(), None);
    assert_eq!(store.side_get(b"tries/07").unwrap(), None);
}

#[test]
fn a_model_that_is_behind_is_brought_up_by_the_next_append() {
    let (_dir, store) = new_office();
    for number in 0..5 {
        let new = entry(chain(number), None, &format!("entry {number}"));
        store
            .append(&new.into(), Arc::new(kagiban::store::NoFold), &mut go())
            .unwrap();
    }
    assert_eq!(store.snapshot().unwrap().applied(1).unwrap(), 0);
    let appended = append(&store, 9, "last");
    assert_eq!(appended.applied, 6);
    let now = store.snapshot().unwrap();
    let count = now.rows(1).unwrap().get(COUNTS, b"e").unwrap().unwrap();
    assert_eq!(count, 5u64.to_be_bytes());
}

#[test]
fn catching_up_goes_in_batches_and_can_be_stopped_and_resumed() {
    let (_dir, store) = new_office();
    let all: Vec<_> = (0..25)
        .map(|number| entry(chain(number), None, &format!("entry {number}")))
        .collect();
    store
        .append(&all.into(), Arc::new(kagiban::store::NoFold), &mut go())
        .unwrap();
    let mut seen = Vec::new();
    let stopped = store.catch_up(&Toy(1), 10, &mut go(), &mut |now| {
        seen.push(now.applied);
        Waiting::GiveUp
    });
    assert_eq!(stopped.unwrap().applied, 10);
    let done = store.catch_up(&Toy(1), 10, &mut go(), &mut |now| {
        seen.push(now.applied);
        Waiting::Go
    });
    assert!(done.unwrap().is_done());
    assert_eq!(seen, [10, 20, 25]);
    assert_eq!(rows(&store.snapshot().unwrap(), 1).len(), 26);
}

#[test]
fn a_new_schema_replaces_the_rows_of_the_old_one() {
    let (_dir, store) = new_office();
    for number in 0..8 {
        append(&store, 1, &format!("entry {number}"));
    }
    let old = rows(&store.snapshot().unwrap(), 1);
    let done = store.catch_up(&Toy(2), 3, &mut go(), &mut |_| Waiting::Go);
    assert!(done.unwrap().is_done());
    let now = store.snapshot().unwrap();
    assert_eq!(rows(&now, 2), old);
    assert_eq!(rows(&now, 1), []);
    assert_eq!(now.applied(1).unwrap(), 0);
}

#[test]
fn a_page_of_rows_can_be_walked_from_either_end() {
    let (_dir, store) = new_office();
    for number in 0..10 {
        append(&store, 1, &format!("entry {number}"));
    }
    let now = store.snapshot().unwrap();
    let page = |range: &kagiban::store::KeyRange, direction, limit| {
        let mut keys = Vec::new();
        let rows = now.rows(1).unwrap();
        rows.scan(range, direction, limit, &mut |key, _| {
            keys.push(u64::from_be_bytes(key.try_into().unwrap()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        keys
    };
    use kagiban::store::{Direction::*, KeyRange};
    let all = KeyRange::all(TEXTS);
    assert_eq!(page(&all, Backward, 3), [9, 8, 7]);
    let key = 7u64.to_be_bytes();
    assert_eq!(
        page(&all.clone().beyond(&key, Backward), Backward, 2),
        [6, 5]
    );
    assert_eq!(page(&all.beyond(&key, Forward), Forward, 9), [8, 9]);
    let none = KeyRange::between(TEXTS, &key, &[]);
    assert_eq!(page(&none, Forward, 9), [] as [u64; 0]);
    assert_eq!(page(&KeyRange::prefix(TEXTS, &[0; 7]), Forward, 1), [0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rows_made_step_by_step_are_those_made_anew(
        texts in proptest::collection::vec(("[a-c]", 0u8..30, any::<bool>()), 1..30),
        batch in 1u32..9,
    ) {
        let (_dir, store) = new_office();
        for (number, (letter, which, remove)) in texts.iter().enumerate() {
            let text = if *remove { format!("-{which}") } else { format!("{letter}{number}") };
            let after = store.head(&chain(number as u8)).unwrap();
            let mut new = entry(chain(number as u8), after, &text);
            new.entry.salt[0] = number as u8;
            new.entry.leaf[50..82].copy_from_slice(&kagiban::journal::commitment(&new.entry.salt, &new.entry.body));
            new.id = new.entry.id();
            add(&store, new).unwrap();
        }
        let stepwise = rows(&store.snapshot().unwrap(), 1);
        store.rebuild(&Toy(1), batch, &mut go(), &mut |_| Waiting::Go).unwrap();
        prop_assert_eq!(&rows(&store.snapshot().unwrap(), 1), &stepwise);
        let anew = store.catch_up(&Toy(7), batch, &mut go(), &mut |_| Waiting::Go);
        prop_assert!(anew.unwrap().is_done());
        prop_assert_eq!(rows(&store.snapshot().unwrap(), 7), stepwise);
    }
}

#[test]
fn nothing_there_is_told_from_something_else_there() {
    let dir = tempfile::tempdir().unwrap();
    let opened = |dir: &Path| Store::open(dir, &mut |_: Duration| Waiting::Go).unwrap_err();
    assert!(matches!(opened(dir.path()), OpenError::NotFound { .. }));
    let path = dir.path().join(FILE_NAME);
    std::fs::write(&path, b"").unwrap();
    assert!(matches!(opened(dir.path()), OpenError::Truncated { .. }));
    std::fs::write(&path, [b'x'; 9000]).unwrap();
    assert!(matches!(opened(dir.path()), OpenError::Foreign { .. }));
    std::fs::remove_file(&path).unwrap();
    drop(redb::Database::create(&path).unwrap());
    assert!(matches!(opened(dir.path()), OpenError::Foreign { .. }));
}
