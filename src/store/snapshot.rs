//! A consistent view of everything, as of one commit.

use super::error::StoreError;
use super::log::{self, ReadLog};
use super::model::{self, Progress};
use super::record::Stored;
use super::rows::ModelRows;
use super::side::{self, SideRow};
use super::tables::{Raw as _, ReadTables, Room};
use crate::journal::EntryId;
use crate::journal::merkle::Hash;
use redb::ReadTransaction;
use std::sync::OnceLock;

/// A consistent view: journal, read model and side table as of one commit. Cheap to take; others
/// write on. Do not keep one for hours: the file cannot reuse what it still shows.
pub struct Snapshot {
    tables: ReadTables,
    size: u64,
    /// How far the model of the schema last asked for is: one commit has one answer.
    state: OnceLock<(u32, model::State)>,
}

impl Snapshot {
    pub(super) fn new(txn: ReadTransaction) -> Result<Self, StoreError> {
        let tables = ReadTables::new(txn);
        let size = log::size(&tables)?;
        Ok(Self {
            tables,
            size,
            state: OnceLock::new(),
        })
    }

    fn state(&self, schema: u32) -> Result<model::State, StoreError> {
        if let Some((_, state)) = self.state.get().filter(|known| known.0 == schema) {
            return Ok(*state);
        }
        let state = model::state(&self.tables, schema)?;
        // A program asks for one schema; another one is read each time.
        let _ = self.state.set((schema, state));
        Ok(state)
    }

    /// How many entries there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The rows of a fold's schema; they speak of the entries below [`Snapshot::applied`].
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn rows(&self, schema: u32) -> Result<ModelRows<'_>, StoreError> {
        let generation = self.state(schema)?.generation;
        Ok(ModelRows::new(&self.tables, schema, generation))
    }

    /// How many entries the read model of that schema has taken in.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn applied(&self, schema: u32) -> Result<u64, StoreError> {
        Ok(self.state(schema)?.applied)
    }

    /// How far the read model of that schema is.
    ///
    /// # Errors
    /// As [`Snapshot::applied`].
    pub fn progress(&self, schema: u32) -> Result<Progress, StoreError> {
        Ok(Progress {
            applied: self.applied(schema)?,
            size: self.size,
        })
    }

    /// The value of the side table under `key`.
    ///
    /// # Errors
    /// As [`Snapshot::applied`].
    pub fn side(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.tables.get(Room::Side, key)
    }

    /// Keys and values of the side table whose keys begin with `prefix`, in order.
    ///
    /// # Errors
    /// As [`Snapshot::applied`].
    pub fn side_scan(&self, prefix: &[u8]) -> Result<Vec<SideRow>, StoreError> {
        side::scan(&self.tables, prefix)
    }

    pub(super) fn table_names(&self) -> Result<Vec<String>, StoreError> {
        self.tables.names()
    }

    pub(super) fn tables(&self) -> &ReadTables {
        &self.tables
    }
}

impl ReadLog for Snapshot {
    fn size_and_root(&self) -> Result<(u64, Hash), StoreError> {
        let edge = log::frontier(&self.tables, self.size)?;
        Ok((self.size, edge.root()))
    }

    fn root_at(&self, size: u64) -> Result<Option<Hash>, StoreError> {
        if size > self.size {
            return Ok(None);
        }
        Ok(Some(log::frontier(&self.tables, size)?.root()))
    }

    fn read(&self, from: u64, max: usize) -> Result<Vec<(u64, Stored)>, StoreError> {
        log::read(&self.tables, from, max)
    }

    fn last_of(&self, chain: &[u8; 16]) -> Result<Option<(u64, Stored)>, StoreError> {
        log::last_of(&self.tables, chain)
    }

    fn head(&self, chain: &[u8; 16]) -> Result<Option<EntryId>, StoreError> {
        Ok(log::head(&self.tables, chain)?.map(|head| head.id))
    }

    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
        log::node(&self.tables, level, index)
    }
}
