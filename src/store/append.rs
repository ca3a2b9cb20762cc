//! Appending: heads checked, entries written, tree grown and read model brought up, in one
//! transaction.

use super::error::{AppendError, ReadOnly, StoreError};
use super::log::{self, Appended, Batch, Head, NewEntry, OnWait};
use super::model;
use super::rows::Fold;
use super::tables::{RawMut, Room, WriteTables};
use super::{Store, meta, tree};
use crate::journal::merkle::{Frontier, Hash};
use crate::journal::{EntryId, Leaf, OfficeId, commitment};
use std::collections::BTreeMap;

/// Fewer than this many entries are taken into the read model within an append; if it is further
/// behind, it catches up by itself, in batches, and the append does not wait for that.
const GAP: u64 = 1000;

/// So many entries of others may have followed on a batch before it is looked for again.
const SINCE: u64 = 1000;

impl Store {
    pub(super) fn append_batch(
        &self,
        batch: &Batch,
        fold: &dyn Fold,
        waiting: OnWait<'_>,
    ) -> Result<Appended, AppendError> {
        check_shape(self.office(), batch)?;
        if let Some(why) = self.read_only() {
            return Err(AppendError::ReadOnly(why));
        }
        match self.try_append(batch, fold, waiting) {
            Err(mut error) => {
                if let Some(landed) = error.landed_mut() {
                    // After a failure the engine refuses everything until it is opened anew; if
                    // that fails too, the next call tries again.
                    *landed = self.engine.heal().is_ok() && self.has_any(batch);
                }
                Err(error)
            }
            done => done,
        }
    }

    fn has_any(&self, batch: &Batch) -> bool {
        let Some((new, now)) = batch.entries.first().zip(self.snapshot().ok()) else {
            return false;
        };
        let many = batch.entries.len() as u64 + SINCE;
        matches!(log::is_among_last(now.tables(), many, &new.id), Ok(true))
    }

    fn try_append(
        &self,
        batch: &Batch,
        fold: &dyn Fold,
        waiting: OnWait<'_>,
    ) -> Result<Appended, AppendError> {
        let txn = self.begin_write(waiting)?;
        let (appended, owed) = {
            let tables = WriteTables::new(&txn);
            meta::check_may_write(&tables)?;
            let (old_size, owed) = self.settled_size(&tables)?;
            let (size, root) = put_batch(&tables, old_size, batch)?;
            let state = model::state(&tables, fold.schema())?;
            let applied = if size.saturating_sub(state.applied) < GAP + batch.entries.len() as u64 {
                model::apply(&tables, fold, state, size)?;
                size
            } else {
                state.applied
            };
            let appended = Appended {
                first_index: old_size,
                size,
                root,
                applied,
            };
            (appended, owed)
        };
        // There is one note: a batch that was found owed is committed before the next is promised.
        if !owed && self.promise(appended.first_index, batch) {
            self.settling.commit(txn);
        } else {
            txn.commit().map_err(StoreError::from)?;
        }
        Ok(appended)
    }
}

/// What can be known of a batch without the file.
pub(super) fn check_shape(office: OfficeId, batch: &Batch) -> Result<(), AppendError> {
    for (position, new) in batch.entries.iter().enumerate() {
        let malformed = |what| Err(AppendError::Malformed { position, what });
        let Ok(leaf) = Leaf::parse(&new.entry.leaf) else {
            return malformed("its leaf cannot be read");
        };
        if leaf.office() != office {
            return malformed("it is of another office");
        }
        if leaf.commit() != commitment(&new.entry.salt, &new.entry.body) {
            return malformed("its leaf does not commit to its body");
        }
        if new.entry.id() != new.id {
            return malformed("its name is not the hash of its leaf");
        }
    }
    Ok(())
}

/// Writes a batch behind `size` entries, or nothing; the size and root that result.
pub(super) fn put_batch(
    tables: &dyn RawMut,
    size: u64,
    batch: &Batch,
) -> Result<(u64, Hash), AppendError> {
    let heads = new_heads(tables, size, &batch.entries)?;
    let mut edge = log::frontier(tables, size)?;
    for new in &batch.entries {
        put_entry(tables, &mut edge, new)?;
    }
    for (chain, head) in heads {
        tables.put(Room::Heads, &chain, &head.to_value())?;
    }
    for (key, value) in &batch.side {
        match value {
            Some(value) => tables.put(Room::Side, key, value)?,
            None => tables.delete(Room::Side, key)?,
        }
    }
    Ok((edge.size(), edge.root()))
}

/// The heads as the batch leaves them, if every entry of it follows the head before it.
fn new_heads(
    tables: &dyn RawMut,
    size: u64,
    entries: &[NewEntry],
) -> Result<BTreeMap<[u8; 16], Head>, AppendError> {
    let mut heads: BTreeMap<[u8; 16], Head> = BTreeMap::new();
    let mut names: BTreeMap<EntryId, u64> = BTreeMap::new();
    for (index, new) in (size..).zip(entries) {
        if let Some(index) = names.insert(new.id, index) {
            return Err(AppendError::Duplicate { index });
        }
        let stored;
        let head = match heads.get(&new.chain) {
            Some(head) => Some(head),
            None => {
                stored = log::head(tables, &new.chain)?;
                stored.as_ref()
            }
        };
        // An entry of an earlier batch cannot stand twice in its chain: it would have to follow
        // what it follows already.
        if let Some(head) = head.filter(|head| head.id == new.id) {
            return Err(AppendError::Duplicate { index: head.index });
        }
        if head.map(|head| head.id) != new.after {
            return Err(AppendError::Stale {
                chain: new.chain,
                seen: new.after,
                head: head.map(|head| head.id),
                head_index: head.map(|head| head.index),
            });
        }
        heads.insert(new.chain, Head { id: new.id, index });
    }
    Ok(heads)
}

fn put_entry(tables: &dyn RawMut, edge: &mut Frontier, new: &NewEntry) -> Result<(), StoreError> {
    let index = edge.size().to_be_bytes();
    tables.put(Room::Entries, &index, &new.entry.to_record())?;
    for node in edge.push(new.id.0) {
        let number = tree::number(node.level, node.index).to_be_bytes();
        tables.put(Room::Nodes, &number, &node.hash)?;
    }
    Ok(())
}

impl From<ReadOnly> for StoreError {
    fn from(why: ReadOnly) -> Self {
        Self::ReadOnly(why)
    }
}
