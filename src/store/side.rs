//! Mutable things beside the journal: sealed keys, counts of wrong PINs, invitations. Small
//! transactions of their own, checked like all rows.

use super::Store;
use super::error::StoreError;
use super::log::OnWait;
use super::rows::{Direction, after_prefix};
use super::tables::{Raw, RawMut as _, Room};
use std::ops::{Bound, ControlFlow};

/// What becomes of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideChange {
    /// It stays as it is; nothing is written.
    Keep,
    /// It becomes this.
    Put(Vec<u8>),
    /// It goes.
    Remove,
}

/// A key and its value.
pub type SideRow = (Vec<u8>, Vec<u8>);

/// Values under keys that begin with `prefix`, in order.
pub(super) fn scan(raw: &dyn Raw, prefix: &[u8]) -> Result<Vec<SideRow>, StoreError> {
    let mut found = Vec::new();
    let end = after_prefix(prefix);
    let end = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    raw.scan(
        Room::Side,
        (Bound::Included(prefix), end),
        Direction::Forward,
        &mut |key, value| {
            found.push((key.to_vec(), value.to_vec()));
            ControlFlow::Continue(())
        },
    )?;
    Ok(found)
}

impl Store {
    /// The value under `key`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where it is damaged.
    pub fn side_get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.snapshot()?.side(key)
    }

    /// Puts a value. On return it is on disk.
    ///
    /// # Errors
    /// Where it could not be written; the old value then stands.
    pub fn side_put(
        &self,
        key: &[u8],
        value: &[u8],
        waiting: OnWait<'_>,
    ) -> Result<(), StoreError> {
        self.side_update(key, waiting, &mut |_| SideChange::Put(value.to_vec()))
            .map(drop)
    }

    /// Reads and changes a value in one transaction: two who count at once both count. Returns the
    /// value as it is afterwards, which is on disk.
    ///
    /// # Errors
    /// Where it could not be written; the old value then stands.
    pub fn side_update(
        &self,
        key: &[u8],
        waiting: OnWait<'_>,
        change: &mut dyn FnMut(Option<&[u8]>) -> SideChange,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.writable()?;
        self.in_transaction(waiting, |tables| {
            let old = tables.get(Room::Side, key)?;
            Ok(match change(old.as_deref()) {
                SideChange::Keep => old,
                SideChange::Put(value) => {
                    tables.put(Room::Side, key, &value)?;
                    Some(value)
                }
                SideChange::Remove => {
                    tables.delete(Room::Side, key)?;
                    None
                }
            })
        })
    }
}
