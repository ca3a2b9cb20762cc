//! Appending: heads checked, entries written, tree grown and read model brought up, in one
//! transaction.

use super::error::{AppendError, ReadOnly, StoreError};
use super::log::{self, Appended, Batch, Head, NewEntry, OnWait};
use super::model;
use super::rows::{Fold, ModelRows, Verdict};
use super::tables::{Raw, RawMut, Room, WriteTables};
use super::{Store, meta, tree};
use crate::journal::merkle::{Frontier, Hash};
use crate::journal::{EntryId, Leaf, OfficeId, commitment};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// Fewer than this many entries are taken into the read model within an append; if it is further
/// behind, it catches up by itself, in batches, and the append does not wait for that.
const GAP: u64 = 1000;

/// So many entries of others may have followed on a batch before it is looked for again.
const SINCE: u64 = 1000;

impl Store {
    pub(super) fn append_batch(
        &self,
        batch: &Batch,
        fold: Arc<dyn Fold>,
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
        fold: Arc<dyn Fold>,
        waiting: OnWait<'_>,
    ) -> Result<Appended, AppendError> {
        let txn = self.begin_write(waiting)?;
        let tables = WriteTables::new(&txn);
        meta::check_may_write(&tables)?;
        let (old_size, owed) = self.settled_size(&tables)?;
        let state = model::state(&tables, fold.schema())?;
        let heads = new_heads(&tables, old_size, &batch.entries)?;
        let edge = self.edge(&tables, old_size)?;
        let grown = grown(&edge, batch);
        let size = grown.size();
        // One that is further behind catches up by itself.
        let folds = size.saturating_sub(state.applied) < GAP + batch.entries.len() as u64;
        let appended = Appended {
            first_index: old_size,
            size,
            root: grown.root(),
            applied: if folds { size } else { state.applied },
        };
        // There is one note: a batch that was found owed is committed before the next is promised.
        let may_promise = !owed;
        let lawful = may_promise
            && state.applied == old_size
            && is_lawful(&tables, fold.as_ref(), state, batch)?;
        let rest = Rest {
            batch: batch.clone(),
            heads,
            edge,
            fold: folds.then_some((fold, state)),
        };
        if lawful && self.promise(old_size, batch) {
            drop(tables);
            self.settling.behind(move || {
                // Where this fails, the note stays owed: who comes next finds it, carries it out,
                // and is told of what stands in the way.
                if rest.write(&WriteTables::new(&txn)).is_ok() {
                    let _ = txn.commit();
                }
            });
        } else {
            rest.write(&tables)?;
            drop(tables);
            if may_promise && !lawful && self.promise(old_size, batch) {
                self.settling.behind(move || drop(txn.commit()));
            } else {
                txn.commit().map_err(StoreError::from)?;
            }
        }
        self.keep_edge(grown, batch);
        Ok(appended)
    }

    /// The growing edge of the tree at that size: as it was left here, where nobody else has
    /// written since.
    fn edge(&self, tables: &dyn Raw, size: u64) -> Result<Frontier, StoreError> {
        let kept = self.edge.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((edge, last)) = kept.as_ref().filter(|(edge, _)| edge.size() == size)
            && log::node(tables, 0, size - 1)? == Some(last.0)
        {
            return Ok(edge.clone());
        }
        drop(kept);
        log::frontier(tables, size)
    }

    fn keep_edge(&self, edge: Frontier, batch: &Batch) {
        let last = batch.entries.last().map(|new| (edge, new.id));
        *self.edge.lock().unwrap_or_else(PoisonError::into_inner) = last;
    }
}

/// The growing edge behind a batch.
fn grown(edge: &Frontier, batch: &Batch) -> Frontier {
    let mut grown = edge.clone();
    for new in &batch.entries {
        grown.push(new.id.0);
    }
    grown
}

/// Whether the fold is known to take the batch in: that of one entry is told without writing.
fn is_lawful(
    tables: &WriteTables<'_>,
    fold: &dyn Fold,
    state: model::State,
    batch: &Batch,
) -> Result<bool, AppendError> {
    let [new] = batch.entries.as_slice() else {
        return Ok(false);
    };
    let (index, rows) = (
        state.applied,
        ModelRows::new(tables, fold.schema(), state.generation),
    );
    match fold.verdict(&rows, index, &new.entry) {
        Ok(verdict) => Ok(verdict == Verdict::Lawful),
        Err(error) => Err(model::failed(index, error).into()),
    }
}

/// All that is written for a batch whose heads were checked.
struct Rest {
    batch: Batch,
    heads: BTreeMap<[u8; 16], Head>,
    edge: Frontier,
    fold: Option<(Arc<dyn Fold>, model::State)>,
}

impl Rest {
    fn write(self, tables: &WriteTables<'_>) -> Result<(), AppendError> {
        let (size, _) = put_behind(tables, self.edge, self.heads, &self.batch)?;
        if let Some((fold, state)) = self.fold {
            model::apply(tables, fold.as_ref(), state, size)?;
        }
        Ok(())
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
    let edge = log::frontier(tables, size)?;
    Ok(put_behind(tables, edge, heads, batch)?)
}

fn put_behind(
    tables: &dyn RawMut,
    mut edge: Frontier,
    heads: BTreeMap<[u8; 16], Head>,
    batch: &Batch,
) -> Result<(u64, Hash), StoreError> {
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
