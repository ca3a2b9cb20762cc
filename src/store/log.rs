//! The journal as a store offers it: append at the end, read from anywhere.

use super::Waiting;
use super::error::{AppendError, Corrupt, StoreError};
use super::record::Stored;
use super::rows::{Direction, Fold};
use super::tables::{Raw, Room};
use super::tree;
use crate::journal::EntryId;
use crate::journal::merkle::{Frontier, Hash};
use std::cell::RefCell;
use std::ops::{Bound, ControlFlow};
use std::sync::Arc;
use std::time::Duration;

/// Asked again and again while another process holds the writer; the time is how long it took
/// so far.
pub type OnWait<'a> = &'a mut dyn FnMut(Duration) -> Waiting;

/// An entry to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its bytes.
    pub entry: Stored,
    /// Its name, as the signer's side computed it; checked.
    pub id: EntryId,
    /// The case, or the chain of the office itself.
    pub chain: [u8; 16],
    /// The last entry of that chain that the signer saw; `None` starts the chain.
    pub after: Option<EntryId>,
}

/// Entries that are committed together or not at all, and what lies beside the journal with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch {
    /// In the order in which they shall stand.
    pub entries: Vec<NewEntry>,
    /// Keys of the side table with their new values; `None` removes.
    pub side: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

impl From<Vec<NewEntry>> for Batch {
    fn from(entries: Vec<NewEntry>) -> Self {
        Self {
            entries,
            side: Vec::new(),
        }
    }
}

impl From<NewEntry> for Batch {
    fn from(entry: NewEntry) -> Self {
        vec![entry].into()
    }
}

/// What an append did. It is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Index of the first entry of the batch; the others follow it.
    pub first_index: u64,
    /// Size of the journal after the batch.
    pub size: u64,
    /// Root of the tree at that size.
    pub root: Hash,
    /// How many entries the read model has taken in: `size`, unless it was so far behind that it
    /// must catch up first.
    pub applied: u64,
}

/// Reading the journal. What is read has been checked: body and salt against the commitment, the
/// leaf against the tree, the id against the leaf.
pub trait ReadLog {
    /// Size and root of the tree.
    ///
    /// # Errors
    /// As for every reading: damage, or the operating system.
    fn size_and_root(&self) -> Result<(u64, Hash), StoreError>;

    /// The root of the first `size` entries; `None` where there are fewer.
    ///
    /// # Errors
    /// As above.
    fn root_at(&self, size: u64) -> Result<Option<Hash>, StoreError>;

    /// Up to `max` entries from index `from` on, with their indices.
    ///
    /// # Errors
    /// As above; also [`StoreError::NewerRecord`].
    fn read(&self, from: u64, max: usize) -> Result<Vec<(u64, Stored)>, StoreError>;

    /// The last entry of a chain, with its index.
    ///
    /// # Errors
    /// As for [`ReadLog::read`].
    fn last_of(&self, chain: &[u8; 16]) -> Result<Option<(u64, Stored)>, StoreError>;

    /// The name of the last entry of a chain.
    ///
    /// # Errors
    /// As above.
    fn head(&self, chain: &[u8; 16]) -> Result<Option<EntryId>, StoreError>;

    /// The hash of a complete subtree, for proofs (`journal::merkle`).
    ///
    /// # Errors
    /// As above.
    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError>;
}

/// A journal that can grow.
pub trait Log: ReadLog {
    /// Appends a batch if every `after` still is the head of its chain, and takes it into the read
    /// model, in one transaction: acknowledged means on disk. Where one flush can see to that, and
    /// the fold is known to take the batch in, the transaction itself comes behind the
    /// acknowledgement; whoever looks next waits for it.
    ///
    /// # Errors
    /// See [`AppendError`]; nothing was written, unless it says `landed`.
    fn append(
        &self,
        batch: &Batch,
        fold: Arc<dyn Fold>,
        waiting: OnWait<'_>,
    ) -> Result<Appended, AppendError>;
}

/// The head of a chain and where it lies.
pub(super) struct Head {
    pub(super) id: EntryId,
    pub(super) index: u64,
}

impl Head {
    pub(super) fn to_value(&self) -> Vec<u8> {
        [self.id.0.as_slice(), &self.index.to_be_bytes()].concat()
    }
}

fn wrong_length(room: Room) -> Corrupt {
    Corrupt::new(room.name(), "a row has the wrong length")
}

pub(super) fn number(room: Room, value: &[u8]) -> Result<u64, Corrupt> {
    let bytes = value.try_into().map_err(|_| wrong_length(room))?;
    Ok(u64::from_be_bytes(bytes))
}

/// How many entries there are.
pub(super) fn size(raw: &dyn Raw) -> Result<u64, StoreError> {
    let mut last = Ok(None);
    let all = (Bound::Unbounded, Bound::Unbounded);
    raw.scan(Room::Entries, all, Direction::Backward, &mut |key, _| {
        last = number(Room::Entries, key).map(Some);
        ControlFlow::Break(())
    })?;
    Ok(last?.map_or(0, |index| index + 1))
}

pub(super) fn node(raw: &dyn Raw, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
    let key = tree::number(level, index).to_be_bytes();
    match raw.get(Room::Nodes, &key)? {
        Some(value) => Ok(Some(
            value
                .as_slice()
                .try_into()
                .map_err(|_| wrong_length(Room::Nodes))?,
        )),
        None => Ok(None),
    }
}

/// The growing edge of the first `size` entries, which must be there.
pub(super) fn frontier(raw: &dyn Raw, size: u64) -> Result<Frontier, StoreError> {
    let failed = RefCell::new(None);
    let edge = Frontier::from_nodes(size, &|level, index| {
        node(raw, level, index).unwrap_or_else(|error| {
            failed.replace(Some(error));
            None
        })
    });
    if let Some(error) = failed.into_inner() {
        return Err(error);
    }
    edge.ok_or_else(|| Corrupt::new(Room::Nodes.name(), "a node is missing").into())
}

pub(super) fn head(raw: &dyn Raw, chain: &[u8; 16]) -> Result<Option<Head>, StoreError> {
    let Some(value) = raw.get(Room::Heads, chain)? else {
        return Ok(None);
    };
    let wrong = || wrong_length(Room::Heads);
    let (id, index) = value.split_first_chunk::<32>().ok_or_else(wrong)?;
    Ok(Some(Head {
        id: EntryId(*id),
        index: number(Room::Heads, index)?,
    }))
}

pub(super) fn last_of(
    raw: &dyn Raw,
    chain: &[u8; 16],
) -> Result<Option<(u64, Stored)>, StoreError> {
    let Some(head) = head(raw, chain)? else {
        return Ok(None);
    };
    match read(raw, head.index, 1)?.pop() {
        Some((index, entry)) if entry.id() == head.id => Ok(Some((index, entry))),
        _ => {
            let what = format!("{} is not at {}", head.id, head.index);
            Err(Corrupt::new(Room::Heads.name(), what).into())
        }
    }
}

/// Whether that entry is among the last `many`.
pub(super) fn is_among_last(raw: &dyn Raw, many: u64, id: &EntryId) -> Result<bool, StoreError> {
    let size = size(raw)?;
    for index in (size.saturating_sub(many)..size).rev() {
        if node(raw, 0, index)? == Some(id.0) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Entries `from ..`, at most `max`, without a gap.
pub(super) fn read(raw: &dyn Raw, from: u64, max: usize) -> Result<Vec<(u64, Stored)>, StoreError> {
    let mut found = Vec::new();
    let mut failed = None;
    if max == 0 {
        return Ok(found);
    }
    let start = from.to_be_bytes();
    raw.scan(
        Room::Entries,
        (Bound::Included(&start), Bound::Unbounded),
        Direction::Forward,
        &mut |key, record| {
            match checked(raw, from + found.len() as u64, key, record) {
                Ok(entry) => found.push(entry),
                Err(error) => failed = Some(error),
            }
            if failed.is_some() || found.len() == max {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    )?;
    failed.map_or(Ok(found), Err)
}

/// An entry that is where it should be, is what was signed, and is what the tree holds.
fn checked(
    raw: &dyn Raw,
    index: u64,
    key: &[u8],
    record: &[u8],
) -> Result<(u64, Stored), StoreError> {
    let corrupt = |what: &str| Corrupt::new(Room::Entries.name(), format!("entry {index} {what}"));
    if number(Room::Entries, key)? != index {
        return Err(corrupt("is missing").into());
    }
    let entry = Stored::from_record(index, record)?;
    if node(raw, 0, index)? != Some(entry.id().0) {
        return Err(corrupt("is not the one in the tree").into());
    }
    Ok((index, entry))
}
