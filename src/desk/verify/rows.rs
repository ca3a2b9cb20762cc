//! Rows in memory: the replay stands beside the read model and does not believe it.

use crate::store::{Direction, KeyRange, Rows, RowsMut, StoreError, Table, Visit};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Rows in memory.
#[derive(Default)]
pub struct MemoryRows(BTreeMap<(&'static str, Vec<u8>), Vec<u8>>);

impl MemoryRows {
    /// Every row, for comparing two ways to the same state.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &[u8], &[u8])> {
        self.0
            .iter()
            .map(|((table, key), value)| (*table, key.as_slice(), value.as_slice()))
    }
}

impl Rows for MemoryRows {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.0.get(&(table.0, key.to_vec())).cloned())
    }

    fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        limit: usize,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        let within = |key: &&(&'static str, Vec<u8>)| {
            use std::ops::{Bound, RangeBounds as _};
            let bounds: (Bound<Vec<u8>>, Bound<Vec<u8>>) = (range.start.clone(), range.end.clone());
            key.0 == range.table.0 && bounds.contains(&key.1)
        };
        let mut keys: Vec<_> = self.0.keys().filter(within).collect();
        if direction == Direction::Backward {
            keys.reverse();
        }
        for key in keys.into_iter().take(limit) {
            if let Some(value) = self.0.get(key)
                && visit(&key.1, value) == ControlFlow::Break(())
            {
                break;
            }
        }
        Ok(())
    }
}

impl RowsMut for MemoryRows {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        self.0.insert((table.0, key.to_vec()), value.to_vec());
        Ok(())
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        self.0.remove(&(table.0, key.to_vec()));
        Ok(())
    }
}
