//! Where the journal and its read model lie: one file in the office directory, shared by several
//! processes of one machine.
//!
//! Called by `desk` alone. Knows bytes and rows: entries are records that follow the head of their
//! chain, rows are what a [`Fold`] makes of them. Knows no rule, no person, no screen, and never
//! opens a body.
//!
//! | layer | file |
//! |---|---|
//! | [`Store`]: open, create, append, catch up, the side table | `mod create append model side` |
//! | [`Snapshot`], [`ReadLog`], [`Rows`]: reading | `snapshot log rows` |
//! | tables with a checksum on each row | `tables record meta tree` |
//! | files of earlier formats, carried over | `carry` |
//! | acknowledged by one flush, committed behind it | `redo settling` |
//! | the engine: opened, waited for, opened anew | `engine fault` |
//! | pages with a checksum on each, over a file | `pages checksum medium` |
//! | local or network folder | `probe` |
//! | records put aside while a program runs | `aside` |
//!
//! Everything here may wait for the disk or for another process: callers run it on a worker thread.
//! Waiting for another writer is reported through a callback, which may give up.

mod append;
mod aside;
mod carry;
mod checksum;
mod create;
mod engine;
mod error;
mod fault;
mod log;
mod medium;
mod meta;
mod model;
mod pages;
mod probe;
mod record;
mod redo;
mod rows;
mod settling;
mod side;
mod snapshot;
mod tables;
mod tree;

pub use aside::{Aside, Shelf};
pub use create::NewOffice;
pub use engine::Reading;
pub use error::{
    AppendError, Corrupt, CreateError, FoldError, Foreign, ModelError, OpenError, ReadOnly,
    StoreError,
};
pub use log::{Appended, Batch, Log, NewEntry, OnWait, ReadLog};
pub use medium::{Access, Medium};
pub use meta::WRITER;
pub use model::Progress;
pub use probe::{FileSystem, Probe, SystemProbe};
pub use record::Stored;
pub use rows::{
    Direction, Fold, KeyRange, ModelRows, NoFold, Rows, RowsMut, Table, Verdict, Visit,
};
pub use side::{SideChange, SideRow};
pub use snapshot::Snapshot;

use crate::journal::merkle::{Frontier, Hash};
use crate::journal::{EntryId, OfficeId};
use engine::Engine;
use medium::FileMedium;
use redb::StorageBackend;
use settling::Settling;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tables::ReadTables;

/// The name of the file in an office directory.
pub const FILE_NAME: &str = "kagiban.redb";

/// The answer of somebody who is waiting, or watching progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Go on.
    Go,
    /// Stop here; nothing half-done remains.
    GiveUp,
}

/// Whether an open office can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It can.
    ReadWrite,
    /// It can only be read, and why.
    ReadOnly(ReadOnly),
}

/// An open office. Shared by threads by reference; several processes may have the same one open.
pub struct Store {
    // Before the engine, so that it ends before.
    settling: Settling,
    engine: Engine,
    office: OfficeId,
    read_only: Option<ReadOnly>,
    /// The growing edge of the tree as the last append here left it, and its last leaf.
    edge: Mutex<Option<(Frontier, EntryId)>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.office)
    }
}

impl Store {
    /// Creates the file in an existing directory and opens it. Whole or not at all; mode 0660.
    ///
    /// # Errors
    /// [`CreateError`]; never overwrites one, and leaves nothing behind.
    pub fn create(dir: &Path, new: &NewOffice) -> Result<(), CreateError> {
        create::create(dir, new, &SystemProbe)
    }

    /// The same with another way of telling local from network folders.
    ///
    /// # Errors
    /// As [`Store::create`].
    pub fn create_with(dir: &Path, new: &NewOffice, probe: &dyn Probe) -> Result<(), CreateError> {
        create::create(dir, new, probe)
    }

    /// Writes a new office to an empty file of any kind and closes it.
    ///
    /// # Errors
    /// As [`Store::create`]; what was written so far then remains in `file`.
    pub fn format(file: Box<dyn StorageBackend>, new: &NewOffice) -> Result<(), CreateError> {
        create::fill(file, new)
    }

    /// Opens the office in `dir`. `waiting` is asked while another process is in a write
    /// transaction. Read-only where the folder is, or where a newer program said so: see
    /// [`Store::mode`].
    ///
    /// # Errors
    /// [`OpenError`], each with what to tell.
    pub fn open(dir: &Path, waiting: OnWait<'_>) -> Result<Self, OpenError> {
        Self::open_for(dir, Reading::default(), waiting)
    }

    /// The same for a certain way of reading.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_for(dir: &Path, reading: Reading, waiting: OnWait<'_>) -> Result<Self, OpenError> {
        Self::open_file(dir, reading, &SystemProbe, waiting)
    }

    /// The same with another way of telling local from network folders.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_with(
        dir: &Path,
        probe: &dyn Probe,
        waiting: OnWait<'_>,
    ) -> Result<Self, OpenError> {
        Self::open_file(dir, Reading::default(), probe, waiting)
    }

    fn open_file(
        dir: &Path,
        reading: Reading,
        probe: &dyn Probe,
        waiting: OnWait<'_>,
    ) -> Result<Self, OpenError> {
        let path = dir.join(FILE_NAME);
        if !dir.is_dir() {
            return Err(OpenError::NotFound { path });
        }
        if let FileSystem::Network { kind } = probe.file_system(dir).map_err(OpenError::Io)? {
            return Err(OpenError::NetworkFileSystem { kind });
        }
        Self::open_medium(Arc::new(FileMedium(path)), reading, waiting)
    }

    /// Opens an office on any medium.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_on(medium: Arc<dyn Medium>, waiting: OnWait<'_>) -> Result<Self, OpenError> {
        Self::open_medium(medium, Reading::default(), waiting)
    }

    fn open_medium(
        medium: Arc<dyn Medium>,
        reading: Reading,
        waiting: OnWait<'_>,
    ) -> Result<Self, OpenError> {
        let engine = Engine::open(medium, reading, waiting)?;
        if carry::is_owed(&ReadTables::new(engine.begin_read()?))? {
            if !engine.is_writable() {
                return Err(OpenError::Older);
            }
            // Nobody writes while this is held: what is set aside is whole.
            let txn = engine.begin_write(waiting)?;
            if carry::carry(&txn)? {
                engine.set_aside()?;
                txn.commit().map_err(StoreError::from)?;
            }
        }
        let meta = meta::get(&ReadTables::new(engine.begin_read()?))?;
        let read_only = if engine.is_writable() {
            meta::may_write(meta.min_writer).err()
        } else {
            Some(ReadOnly::Folder)
        };
        Ok(Self {
            settling: Settling::default(),
            engine,
            office: meta.office,
            read_only,
            edge: Mutex::default(),
        })
    }

    /// Whose office this is.
    #[must_use]
    pub fn office(&self) -> OfficeId {
        self.office
    }

    /// Whether it can be written.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.read_only.map_or(Mode::ReadWrite, Mode::ReadOnly)
    }

    fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    fn writable(&self) -> Result<(), StoreError> {
        self.read_only.map_or(Ok(()), |why| Err(why.into()))
    }

    /// A consistent view of everything.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.settling.wait();
        let now = Snapshot::new(self.engine.begin_read()?)?;
        if self.settle(now.size())? {
            return Snapshot::new(self.engine.begin_read()?);
        }
        Ok(now)
    }

    /// From now on programs below this writer version only read. Called by a program that is about
    /// to write something that older ones would not understand. Never lowers it.
    ///
    /// # Errors
    /// As every small write.
    pub fn raise_min_writer(&self, version: u32, waiting: OnWait<'_>) -> Result<(), StoreError> {
        self.writable()?;
        self.in_transaction(waiting, |tables| {
            let version = version.max(meta::min_writer(tables)?);
            meta::put_min_writer(tables, version)
        })
    }
}

impl ReadLog for Store {
    fn size_and_root(&self) -> Result<(u64, Hash), StoreError> {
        self.snapshot()?.size_and_root()
    }

    fn root_at(&self, size: u64) -> Result<Option<Hash>, StoreError> {
        self.snapshot()?.root_at(size)
    }

    fn read(&self, from: u64, max: usize) -> Result<Vec<(u64, Stored)>, StoreError> {
        self.snapshot()?.read(from, max)
    }

    fn last_of(&self, chain: &[u8; 16]) -> Result<Option<(u64, Stored)>, StoreError> {
        self.snapshot()?.last_of(chain)
    }

    fn head(&self, chain: &[u8; 16]) -> Result<Option<EntryId>, StoreError> {
        self.snapshot()?.head(chain)
    }

    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, StoreError> {
        self.snapshot()?.node(level, index)
    }
}

impl Log for Store {
    fn append(
        &self,
        batch: &Batch,
        fold: Arc<dyn Fold>,
        waiting: OnWait<'_>,
    ) -> Result<Appended, AppendError> {
        self.append_batch(batch, fold, waiting)
    }
}
