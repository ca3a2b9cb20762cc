//! Rows in memory: the replay stands beside the read model and does not believe it.

use crate::store::{Direction, KeyRange, Rows, RowsMut, StoreError, Table, Visit};
use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

/// Rows in memory.
#[derive(Default)]
pub struct MemoryRows(BTreeMap<&'static str, BTreeMap<Vec<u8>, Box<[u8]>>>);

impl MemoryRows {
    /// Every row, for comparing two ways to the same state.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &[u8], &[u8])> {
        self.0.iter().flat_map(|(table, rows)| {
            rows.iter()
                .map(|(key, value)| (*table, key.as_slice(), &**value))
        })
    }
}

impl Rows for MemoryRows {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let value = self.0.get(table.0).and_then(|rows| rows.get(key));
        Ok(value.map(|value| value.to_vec()))
    }

    fn scan(
        &self,
        range: &KeyRange,
        direction: Direction,
        limit: usize,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        let (start, end) = (range.start.as_ref(), range.end.as_ref());
        let Some(rows) = self.0.get(range.table.0).filter(|_| !is_empty(start, end)) else {
            return Ok(());
        };
        let mut within = rows.range::<Vec<u8>, _>((start, end));
        for _ in 0..limit {
            let next = match direction {
                Direction::Forward => within.next(),
                Direction::Backward => within.next_back(),
            };
            let Some((key, value)) = next else { break };
            if visit(key, value) == ControlFlow::Break(()) {
                break;
            }
        }
        Ok(())
    }
}

/// Whether no key can lie between the two; a map does not take such bounds.
fn is_empty(start: Bound<&Vec<u8>>, end: Bound<&Vec<u8>>) -> bool {
    match (start, end) {
        (Bound::Included(start), Bound::Included(end)) => start > end,
        (Bound::Included(start) | Bound::Excluded(start), Bound::Excluded(end))
        | (Bound::Excluded(start), Bound::Included(end)) => start >= end,
        _ => false,
    }
}

impl RowsMut for MemoryRows {
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let rows = self.0.entry(table.0).or_default();
        match rows.get_mut(key) {
            Some(known) => *known = value.into(),
            None => {
                rows.insert(key.to_vec(), value.into());
            }
        }
        Ok(())
    }

    fn delete(&mut self, table: Table, key: &[u8]) -> Result<(), StoreError> {
        if let Some(rows) = self.0.get_mut(table.0) {
            rows.remove(key);
        }
        Ok(())
    }
}
