//! Power cuts, full disks, damaged and foreign files: what was acknowledged is there, what is
//! damaged is said to be damaged, and nothing wrong is ever shown.
#![allow(clippy::unwrap_used)]

mod store_support;

use kagiban::store::{
    AppendError, Corrupt, Log as _, ModelError, OpenError, ReadLog as _, Snapshot, Store,
    StoreError, Waiting,
};
use std::sync::Arc;
use store_support::disk::{Dice, Disk, Fault, Op, after_power_cut};
use store_support::*;

fn formatted() -> Disk {
    let disk = Disk::default();
    Store::format(disk.handle(), &office()).unwrap();
    Disk::holding(disk.bytes())
}

fn open(disk: &Disk) -> Result<Store, OpenError> {
    Store::open_on(Arc::new(disk.clone()), &mut go())
}

fn text(number: usize) -> String {
    // Some longer than a page, so that the engine needs pages of several sizes.
    let long = if number % 4 == 3 { 9000 } else { 20 };
    format!("{number:03}{}", "施錠".repeat(long / 6))
}

fn texts(count: usize) -> Vec<String> {
    (0..count).map(text).collect()
}

/// Appends text `number`, with the count beside it in the side table.
fn try_append(store: &Store, number: usize) -> Result<(), AppendError> {
    let chain = chain((number % 3) as u8);
    let after = store.head(&chain)?;
    let mut batch = kagiban::store::Batch::from(entry(chain, after, &text(number)));
    batch.side = vec![(b"count".to_vec(), Some(vec![number as u8 + 1]))];
    store.append(&batch, toy(), &mut go()).map(drop)
}

/// What the toy fold makes of the first `count` texts.
fn expected_rows(count: usize) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut rows: Vec<_> = (0..count)
        .map(|n| ((n as u64).to_be_bytes().to_vec(), text(n).into_bytes()))
        .collect();
    if count > 0 {
        rows.push((b"0".to_vec(), (count as u64).to_be_bytes().to_vec()));
    }
    rows
}

/// Everything in a snapshot: how many texts, all else agreeing with that number.
fn read_all(now: &Snapshot) -> Result<usize, StoreError> {
    let found = try_journal(now)?;
    let count = found.len();
    assert_eq!(found, texts(count));
    assert_eq!(now.applied(1)?, count as u64);
    assert_eq!(try_rows(now, 1)?, expected_rows(count));
    let side = (count > 0).then(|| vec![count as u8]);
    assert_eq!(now.side(b"count")?, side);
    Ok(count)
}

/// As the desk looks: with the rows up to the journal.
fn look(store: &Store) -> Result<Snapshot, ModelError> {
    let now = store.snapshot()?;
    if now.progress(1)?.is_done() {
        return Ok(now);
    }
    store.catch_up(&Toy(1), 100, &mut go(), &mut |_| Waiting::Go)?;
    Ok(store.snapshot()?)
}

fn check(store: &Store) -> usize {
    read_all(&look(store).unwrap()).unwrap()
}

/// Six appends with the power going at any operation, of the journal as well as of the opening
/// after the first cut.
#[test]
fn after_a_power_cut_every_acknowledged_entry_is_there_and_at_most_one_more() {
    let disk = formatted().in_order();
    let start = disk.bytes();
    let store = open(&disk).unwrap();
    for number in 0..6 {
        try_append(&store, number).unwrap();
        disk.acknowledge(number + 1);
    }
    drop(store);
    let ops = disk.ops();
    let syncs = ops.iter().filter(|op| matches!(op, Op::Sync)).count();
    assert!(
        syncs >= 17,
        "each append flushes its note, and twice: {syncs}"
    );
    assert_eq!(disk.notes(), 5, "the long one is committed first");

    let mut dice = Dice(1);
    for cut in 0..=ops.len() {
        for _ in 0..4 {
            let (image, acknowledged) = after_power_cut(&start, &ops, cut, &mut dice);
            let mut disk = Disk::holding(image.clone());
            let mut store = open(&disk).unwrap();
            if dice.below(3) == 0 {
                // The power goes again while the file is being put in order.
                let again = disk.ops();
                drop(store);
                let cut = dice.below(again.len() as u64 + 1) as usize;
                disk = Disk::holding(after_power_cut(&image, &again, cut, &mut dice).0);
                store = open(&disk).unwrap();
            }
            let found = check(&store);
            assert!(
                found == acknowledged || found == acknowledged + 1,
                "{acknowledged} acknowledged, {found} found after operation {cut}"
            );
            try_append(&store, found).unwrap();
            assert_eq!(check(&store), found + 1);
        }
    }
}

/// Appends six texts; where the disk is full, looks, frees it, and tries again.
fn append_six_with_room_made(disk: &Disk, store: &Store) -> usize {
    let mut failures = 0;
    for number in 0..6 {
        loop {
            match try_append(store, number) {
                Ok(()) => break,
                Err(AppendError::Full { landed }) => {
                    failures += 1;
                    // Either the file cannot even be opened anew, or it tells the truth.
                    if let Ok(now) = look(store) {
                        let count = read_all(&now).unwrap();
                        assert_eq!(count, number + usize::from(landed));
                    }
                    disk.set_fault(Fault::None);
                    if check(store) > number {
                        break;
                    }
                }
                Err(other) => panic!("{other}"),
            }
            assert!(failures < 3);
        }
    }
    failures
}

#[test]
fn a_disk_that_is_full_loses_nothing_and_trying_again_works() {
    let start = formatted().bytes();
    let mut failed = 0;
    for operations in 0..160 {
        let disk = Disk::holding(start.clone());
        let store = open(&disk).unwrap();
        disk.set_fault(Fault::FullAfter(operations));
        failed += append_six_with_room_made(&disk, &store);
        disk.set_fault(Fault::None);
        assert_eq!(check(&store), 6);
        drop(store);
        assert_eq!(check(&open(&disk).unwrap()), 6);
    }
    assert!(failed > 50, "the disk was full in {failed} runs only");
}

#[test]
fn a_file_that_cannot_grow_can_still_be_read() {
    let disk = formatted();
    let store = open(&disk).unwrap();
    try_append(&store, 0).unwrap();
    disk.set_fault(Fault::NoLongerThan(0));
    let mut number = 1;
    let refused = loop {
        match try_append(&store, number) {
            Ok(()) => number += 1,
            Err(error) => break error,
        }
        assert!(number < 250, "it never had to grow");
    };
    assert!(
        matches!(refused, AppendError::Full { landed: false }),
        "{refused}"
    );
    assert_eq!(check(&store), number);
    let again = try_append(&store, number).unwrap_err();
    assert!(matches!(again, AppendError::Full { landed: false }));
    let other = open(&disk).unwrap();
    assert_eq!(check(&other), number);
    drop(other);

    disk.set_fault(Fault::None);
    try_append(&store, number).unwrap();
    assert_eq!(check(&store), number + 1);
}

#[test]
fn a_disk_that_is_full_while_the_office_is_made_leaves_no_office() {
    for operations in 0..40 {
        let disk = Disk::default();
        disk.set_fault(Fault::FullAfter(operations));
        if Store::format(disk.handle(), &office()).is_ok() {
            assert!(operations > 4);
            return;
        }
    }
    panic!("an office needs more than 40 operations");
}

#[test]
fn a_disk_that_stops_answering_is_reported_and_recovers() {
    let disk = formatted();
    let store = open(&disk).unwrap();
    for number in 0..6 {
        try_append(&store, number).unwrap();
    }
    drop(store);
    let image = disk.bytes();
    let mut reported = 0;
    for reads in 0..60 {
        let disk = Disk::holding(image.clone());
        disk.set_fault(Fault::UnreadableAfter(reads));
        let store = match open(&disk) {
            Ok(store) => store,
            Err(error) => {
                assert!(matches!(error, OpenError::Io(_)), "{error}");
                reported += 1;
                continue;
            }
        };
        match store.snapshot().and_then(|now| read_all(&now)) {
            Ok(count) => assert_eq!(count, 6),
            Err(StoreError::Io(_) | StoreError::Outlived) => reported += 1,
            Err(other) => panic!("{other}"),
        }
        disk.set_fault(Fault::None);
        assert_eq!(check(&store), 6);
        try_append(&store, 6).unwrap();
    }
    assert!(reported > 10, "{reported}");
}

/// A closed office of nine entries.
fn closed_office() -> Vec<u8> {
    let disk = formatted();
    let store = open(&disk).unwrap();
    for number in 0..9 {
        try_append(&store, number).unwrap();
    }
    drop(store);
    disk.bytes()
}

#[derive(Debug, PartialEq)]
enum Seen {
    Whole,
    Damaged,
}

/// Opens a damaged file and reads everything in it, then writes: whatever is shown is right.
fn look_at(image: Vec<u8>) -> Seen {
    let disk = Disk::holding(image);
    let store = match open(&disk) {
        Ok(store) => store,
        Err(OpenError::Corrupt(_) | OpenError::Foreign { .. } | OpenError::Truncated { .. }) => {
            return Seen::Damaged;
        }
        Err(other) => panic!("{other}"),
    };
    let mut seen = Seen::Whole;
    match store.snapshot().and_then(|now| read_all(&now)) {
        Ok(count) => assert_eq!(count, 9, "something is missing and nobody was told"),
        Err(StoreError::Corrupt(_)) => seen = Seen::Damaged,
        Err(other) => panic!("{other}"),
    }
    match try_append(&store, 9) {
        Ok(()) => {}
        Err(AppendError::Corrupt(_)) => seen = Seen::Damaged,
        Err(other) => panic!("{other}"),
    }
    // An entry may be acknowledged before the rows turn out to be damaged; then they say so.
    match look(&store).and_then(|now| Ok(read_all(&now)?)) {
        Ok(count) => assert!(count >= 9),
        Err(ModelError::Store(StoreError::Corrupt(_))) => seen = Seen::Damaged,
        Err(other) => panic!("{other}"),
    }
    seen
}

#[test]
fn a_flipped_bit_is_harmless_or_reported() {
    let image = closed_office();
    let mut dice = Dice(3);
    // Every bit of the header and its mark, and many in pages that are in use, there most of all
    // in the first bytes, where a page says what it holds.
    let header = 0..336 * 8;
    let used: Vec<u64> = (1..image.len() as u64 / 4104)
        .filter(|page| image[*page as usize * 4104..][..4104] != [0; 4104])
        .collect();
    let pages = (0..2000).map(|number| {
        let page = used[dice.below(used.len() as u64) as usize];
        let within = dice.below(if number % 2 == 0 { 200 } else { 4104 });
        (page * 4104 + within) * 8 + dice.below(8)
    });
    let chosen: Vec<u64> = header.chain(pages).collect();
    let mut damaged = 0;
    for bit in &chosen {
        let mut flipped = image.clone();
        flipped[*bit as usize / 8] ^= 1 << (bit % 8);
        if look_at(flipped) == Seen::Damaged {
            damaged += 1;
        }
    }
    assert!(
        damaged > 336 * 8 && damaged < chosen.len(),
        "{damaged} of {} were noticed",
        chosen.len()
    );
}

#[test]
fn a_page_that_went_missing_is_harmless_or_reported() {
    let image = closed_office();
    let mut damaged = 0;
    for page in 0..image.len() / 4104 {
        let at = page * 4104;
        if image[at..at + 4104].iter().all(|byte| *byte == 0) {
            continue;
        }
        let mut blank = image.clone();
        blank[at..at + 4104].fill(0);
        let mut elsewhere = image.clone();
        let from = (page + 1) % (image.len() / 4104) * 4104;
        elsewhere.copy_within(from..from + 4104, at);
        for image in [blank, elsewhere] {
            if look_at(image) == Seen::Damaged {
                damaged += 1;
            }
        }
    }
    assert!(damaged > 10, "{damaged}");
}

#[test]
fn a_file_cut_short_or_grown_is_reported() {
    let image = closed_office();
    let mut dice = Dice(5);
    for _ in 0..150 {
        let len = dice.below(image.len() as u64) as usize;
        let error = open(&Disk::holding(image[..len].to_vec())).unwrap_err();
        assert!(
            matches!(error, OpenError::Truncated { .. } | OpenError::Corrupt(_)),
            "{len}: {error}"
        );
    }
    let half = image[..image.len() / 2].to_vec();
    let error = open(&Disk::holding(half)).unwrap_err();
    assert!(matches!(error, OpenError::Truncated { .. }), "{error}");
    for more in [1, 511, 4104, 100_000] {
        let mut grown = image.clone();
        grown.resize(image.len() + more, 0xA5);
        look_at(grown);
    }
}

#[test]
fn what_is_damaged_is_named_and_damaged_rows_are_made_anew() {
    let disk = Disk::holding(closed_office());
    let image = disk.bytes();
    // A row of the read model: find its text outside the journal's records.
    let needle = text(3).into_bytes();
    let places: Vec<usize> = image
        .windows(64)
        .enumerate()
        .filter(|(_, window)| *window == &needle[..64])
        .map(|(at, _)| at)
        .collect();
    assert!(places.len() >= 2, "a record and a row");
    let (mut in_journal, mut in_rows) = (0, 0);
    for at in places {
        let mut flipped = image.clone();
        flipped[at + 10] ^= 4;
        let disk = Disk::holding(flipped);
        // What the engine leaves in the unused end of a page may hide damage to that page's table.
        let store = match open(&disk) {
            Ok(store) => store,
            Err(OpenError::Corrupt(_)) => continue,
            Err(other) => panic!("{other}"),
        };
        let journal = store.snapshot().and_then(|now| try_journal(&now));
        let rows = store.snapshot().and_then(|now| try_rows(&now, 1));
        for error in [journal.as_ref().err(), rows.as_ref().err()]
            .into_iter()
            .flatten()
        {
            let StoreError::Corrupt(Corrupt { place, .. }) = error else {
                panic!("{error}");
            };
            assert!(place.starts_with("page "), "{place}");
        }
        in_journal += usize::from(journal.is_err());
        if rows.is_err() && journal.is_ok() {
            in_rows += 1;
            let rebuilt = store.rebuild(&Toy(1), 4, &mut go(), &mut |_| Waiting::Go);
            assert!(rebuilt.unwrap().is_done());
            assert_eq!(check(&store), 9);
            drop(store);
            let store = open(&disk).unwrap();
            try_append(&store, 9).unwrap();
            assert_eq!(check(&store), 10);
        }
    }
    assert!(in_journal > 0 && in_rows > 0, "{in_journal} {in_rows}");
}
