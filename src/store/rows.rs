//! The read model as its fold and its readers see it: tables of byte keys and byte values, in the
//! order of their keys.

use super::error::{FoldError, StoreError};
use super::record::Stored;
use super::tables::{Raw, RawMut, Room};
use std::ops::{Bound, ControlFlow};

/// A table of the read model. The schema number is put in front of its name by the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table(pub &'static str);

/// What is done with each row of a scan: its key and value in, whether to go on out.
pub type Visit<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> ControlFlow<()>;

/// Which way to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the smallest key.
    Forward,
    /// From the largest key.
    Backward,
}

/// A stretch of keys of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRange {
    /// Of this table.
    pub table: Table,
    /// From here …
    pub start: Bound<Vec<u8>>,
    /// … to here.
    pub end: Bound<Vec<u8>>,
}

impl KeyRange {
    /// The whole table.
    #[must_use]
    pub fn all(table: Table) -> Self {
        Self {
            table,
            start: Bound::Unbounded,
            end: Bound::Unbounded,
        }
    }

    /// All keys that begin with `prefix`.
    #[must_use]
    pub fn prefix(table: Table, prefix: &[u8]) -> Self {
        Self {
            table,
            start: Bound::Included(prefix.to_vec()),
            end: after_prefix(prefix).map_or(Bound::Unbounded, Bound::Excluded),
        }
    }

    /// All keys from `start` on, up to but without `end`.
    #[must_use]
    pub fn between(table: Table, start: &[u8], end: &[u8]) -> Self {
        Self {
            table,
            start: Bound::Included(start.to_vec()),
            end: Bound::Excluded(end.to_vec()),
        }
    }

    /// The same, but only keys after `key` (forward) or before it (backward): the next page.
    #[must_use]
    pub fn beyond(mut self, key: &[u8], direction: Direction) -> Self {
        match direction {
            Direction::Forward => self.start = Bound::Excluded(key.to_vec()),
            Direction::Backward => self.end = Bound::Excluded(key.to_vec()),
        }
        self
    }
}

/// The smallest key greater than all that begin with `prefix`.
pub(super) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix.get(..=last)?.to_vec();
    if let Some(byte) = end.last_mut() {
        *byte += 1;
    }
    Some(end)
}

/// Reading rows. Every value is checked against its checksum.
pub trait Rows {
    /// The value under `key`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the row is damaged; never a wrong value.
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Visits up to `limit` rows in order, until the visitor breaks off.
    ///
    /// # Errors
    /// As [`Rows::get`]; rows visited before are whole.
    fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        limit: usize,
        visit: Visit<'_>,
    ) -> Result<(), StoreError>;
}

/// Writing rows, inside the transaction that applies entries.
pub trait RowsMut: Rows {
    /// Puts `value` under `key`, in place of what was there.
    ///
    /// # Errors
    /// Where the engine fails; the transaction is then given up.
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreError>;

    /// Removes `key`, if it is there.
    ///
    /// # Errors
    /// As [`RowsMut::put`].
    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreError>;
}

/// Whether a fold is known to take an entry in before it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// [`Fold::apply`] takes it in: it may be acknowledged before.
    Lawful,
    /// Only [`Fold::apply`] tells.
    Unknown,
}

/// How entries become rows. Pure: the same entries in the same order give the same rows, on any
/// machine, at any time. Lives in `desk`.
pub trait Fold: Send + Sync {
    /// Number of the layout of the rows. A change of what is written takes a new one; the rows are
    /// then made anew, and those of older numbers removed.
    fn schema(&self) -> u32;

    /// Takes in entry `index`, after all before it.
    ///
    /// # Errors
    /// Where rows cannot be read or written, or the entry makes no sense.
    fn apply(&self, rows: &mut dyn RowsMut, index: u64, entry: &Stored) -> Result<(), FoldError>;

    /// Whether [`Fold::apply`] would take in entry `index` after all before it. Writes nothing.
    ///
    /// # Errors
    /// As [`Fold::apply`] would give it.
    fn verdict(&self, rows: &dyn Rows, index: u64, entry: &Stored) -> Result<Verdict, FoldError>;
}

/// The fold without rows, for those who only need the journal.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFold;

impl Fold for NoFold {
    fn schema(&self) -> u32 {
        0
    }

    fn apply(&self, _: &mut dyn RowsMut, _: u64, _: &Stored) -> Result<(), FoldError> {
        Ok(())
    }

    fn verdict(&self, _: &dyn Rows, _: u64, _: &Stored) -> Result<Verdict, FoldError> {
        Ok(Verdict::Lawful)
    }
}

/// The rows of one schema.
pub struct ModelRows<'a> {
    raw: &'a dyn Raw,
    schema: u32,
    generation: u32,
}

impl<'a> ModelRows<'a> {
    pub(super) fn new(raw: &'a dyn Raw, schema: u32, generation: u32) -> Self {
        Self {
            raw,
            schema,
            generation,
        }
    }
}

impl Rows for ModelRows<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let room = Room::Model(self.schema, self.generation, table);
        self.raw.get(room, key)
    }

    fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        limit: usize,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        if limit == 0 {
            return Ok(());
        }
        let mut left = limit;
        self.raw.scan(
            Room::Model(self.schema, self.generation, range.table),
            (
                range.start.as_ref().map(Vec::as_slice),
                range.end.as_ref().map(Vec::as_slice),
            ),
            direction,
            &mut |key, value| {
                left -= 1;
                match visit(key, value) {
                    ControlFlow::Continue(()) if left > 0 => ControlFlow::Continue(()),
                    _ => ControlFlow::Break(()),
                }
            },
        )
    }
}

/// The same, writable.
pub(super) struct ModelRowsMut<'a> {
    pub(super) raw: &'a dyn RawMut,
    pub(super) schema: u32,
    pub(super) generation: u32,
}

impl ModelRowsMut<'_> {
    fn rows(&self) -> ModelRows<'_> {
        ModelRows::new(self.raw, self.schema, self.generation)
    }

    fn room(&self, table: Table) -> Room {
        Room::Model(self.schema, self.generation, table)
    }
}

impl Rows for ModelRowsMut<'_> {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.rows().get(table, key)
    }

    fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        limit: usize,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        self.rows().scan(range, direction, limit, visit)
    }
}

impl RowsMut for ModelRowsMut<'_> {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.raw.put(self.room(table), key, value)
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.raw.delete(self.room(table), key)
    }
}

#[cfg(test)]
mod tests {
    use super::after_prefix;

    #[test]
    fn a_prefix_ends_before_the_next_one() {
        assert_eq!(after_prefix(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(after_prefix(&[1, 255, 255]), Some(vec![2]));
        assert_eq!(after_prefix(&[255, 255]), None);
        assert_eq!(after_prefix(b""), None);
    }
}
