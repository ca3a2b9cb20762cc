//! Entries, a small fold and helpers for the tests of the store. The store never opens a body or
//! checks a signature, so the entries here carry neither.
#![allow(dead_code)]

pub mod disk;

use kagiban::journal::{EntryId, OfficeId, commitment, merkle};
use kagiban::store::{
    Batch, Direction, Fold, FoldError, KeyRange, NewEntry, NewOffice, ReadLog as _, Rows, RowsMut,
    Snapshot, Store, Stored, Table, Verdict, Waiting,
};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

pub const OFFICE: OfficeId = OfficeId([7; 16]);

pub fn chain(number: u8) -> [u8; 16] {
    [number; 16]
}

pub fn office() -> NewOffice {
    NewOffice {
        office: OFFICE,
        first: Batch::default(),
    }
}

/// An entry that says `text`.
pub fn stored(text: &str) -> Stored {
    let (salt, body) = ([9; 32], text.as_bytes().to_vec());
    let mut leaf = [0; 146];
    leaf[0] = 1;
    leaf[1] = 1;
    leaf[2..18].copy_from_slice(&OFFICE.0);
    leaf[50..82].copy_from_slice(&commitment(&salt, &body));
    Stored { leaf, salt, body }
}

pub fn entry(chain: [u8; 16], after: Option<EntryId>, text: &str) -> NewEntry {
    let entry = stored(text);
    NewEntry {
        id: entry.id(),
        entry,
        chain,
        after,
    }
}

pub fn go() -> impl FnMut(Duration) -> Waiting {
    |_| Waiting::Go
}

/// Gives up once this much time has passed.
pub fn at_most(limit: Duration) -> impl FnMut(Duration) -> Waiting {
    move |waited| {
        if waited > limit {
            Waiting::GiveUp
        } else {
            Waiting::Go
        }
    }
}

/// Appends one entry behind whatever is last of its chain.
pub fn append(store: &Store, number: u8, text: &str) -> kagiban::store::Appended {
    use kagiban::store::Log as _;
    let after = store.head(&chain(number)).unwrap();
    let batch = entry(chain(number), after, text).into();
    store.append(&batch, toy(), &mut go()).unwrap()
}

pub const TEXTS: Table = Table("texts");
pub const COUNTS: Table = Table("counts");

/// Keeps each text under its index, and how often each first byte was seen; a text that begins
/// with `-` removes the row of that index.
pub struct Toy(pub u32);

impl Fold for Toy {
    fn schema(&self) -> u32 {
        self.0
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, entry: &Stored) -> Result<(), FoldError> {
        let text = String::from_utf8_lossy(&entry.body).into_owned();
        if text == "refuse me" {
            return Err(FoldError::Refused("as it asked".to_owned()));
        }
        if let Some(number) = text.strip_prefix('-').and_then(|n| n.parse::<u64>().ok()) {
            rows.delete(TEXTS, &number.to_be_bytes())?;
        }
        rows.put(TEXTS, &index.to_be_bytes(), text.as_bytes())?;
        let first = text.as_bytes().get(..1).unwrap_or_default().to_vec();
        let count = match rows.get(COUNTS, &first)? {
            Some(bytes) => u64::from_be_bytes(bytes.try_into().unwrap()),
            None => 0,
        };
        rows.put(COUNTS, &first, &(count + 1).to_be_bytes())?;
        Ok(())
    }

    fn verdict(&self, _: &dyn Rows, _: u64, entry: &Stored) -> Result<Verdict, FoldError> {
        match entry.body.as_slice() {
            b"refuse me" => Err(FoldError::Refused("as it asked".to_owned())),
            _ => Ok(Verdict::Lawful),
        }
    }
}

/// The toy fold as an append takes it.
pub fn toy() -> Arc<dyn Fold> {
    Arc::new(Toy(1))
}

/// Everything the toy fold has written.
pub fn rows(snapshot: &Snapshot, schema: u32) -> Vec<(Vec<u8>, Vec<u8>)> {
    try_rows(snapshot, schema).unwrap()
}

pub fn try_rows(
    snapshot: &Snapshot,
    schema: u32,
) -> Result<Vec<kagiban::store::SideRow>, kagiban::store::StoreError> {
    let mut found = Vec::new();
    for table in [TEXTS, COUNTS] {
        snapshot.rows(schema)?.scan(
            &KeyRange::all(table),
            Direction::Forward,
            usize::MAX,
            &mut |key, value| {
                found.push((key.to_vec(), value.to_vec()));
                ControlFlow::Continue(())
            },
        )?;
    }
    Ok(found)
}

/// The texts of the journal in order, having checked that none is missing, and that the root is
/// that of the leaves.
pub fn check_journal(snapshot: &Snapshot) -> Vec<String> {
    try_journal(snapshot).unwrap()
}

pub fn try_journal(snapshot: &Snapshot) -> Result<Vec<String>, kagiban::store::StoreError> {
    let (size, root) = snapshot.size_and_root()?;
    let mut edge = merkle::Frontier::new();
    let mut texts = Vec::new();
    for (index, entry) in snapshot.read(0, usize::MAX)? {
        assert_eq!(index, texts.len() as u64, "a gap in the journal");
        edge.push(entry.id().0);
        texts.push(String::from_utf8(entry.body).unwrap());
    }
    assert_eq!(texts.len() as u64, size);
    assert_eq!(edge.root(), root, "the root is not that of the leaves");
    Ok(texts)
}
