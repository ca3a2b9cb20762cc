//! The tables of the file, each value with its checksum, over a read or a write transaction of the
//! engine.
//!
//! A stored value is `value || checksum`, bound to the table's name and the key, so that a row that
//! is damaged or stands in the wrong place is never taken for data.

use super::checksum;
use super::error::{Corrupt, StoreError};
use super::fault::from_table;
use super::rows::{Direction, Table, Visit, after_prefix};
use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, TableDefinition, TableHandle as _,
    WriteTransaction,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

type Bytes = &'static [u8];

/// What kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Room {
    /// index → record
    Entries,
    /// chain → id and index of its last entry
    Heads,
    /// number of a complete subtree (see [`super::tree`]) → hash
    Nodes,
    /// schema of a read model → how many entries it has taken in, and its generation
    Applied,
    /// mutable things beside the journal
    Side,
    /// format, least writer, office
    Meta,
    /// one table of a read model: schema, generation, table
    Model(u32, u32, Table),
}

/// A table of the engine. Few, since each one that a commit changes costs pages of its own: rooms
/// share them, and begin their keys each in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shelf {
    /// The records of the journal.
    Entries,
    /// What lies beside them.
    Beside,
    /// A read model: schema, generation.
    Model(u32, u32),
}

impl Shelf {
    fn name(self) -> String {
        match self {
            Self::Entries => "entries".to_owned(),
            Self::Beside => "beside".to_owned(),
            Self::Model(schema, generation) => format!("rows.{schema:08x}.{generation:08x}"),
        }
    }
}

/// Schema and generation in the name of a read model.
pub(super) fn model_of(name: &str) -> Option<(u32, u32)> {
    let rest = name.strip_prefix("rows.")?;
    let number = |digits| u32::from_str_radix(digits, 16).ok();
    Some((number(rest.get(..8)?)?, number(rest.get(9..17)?)?))
}

impl Room {
    /// For messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Entries => "entries",
            Self::Heads => "heads",
            Self::Nodes => "nodes",
            Self::Applied => "applied",
            Self::Side => "side",
            Self::Meta => "meta",
            Self::Model(_, _, table) => table.0,
        }
    }

    /// Its name where damage is told: rows of the read model can be made anew, and are told apart.
    fn place(self) -> String {
        match self {
            Self::Model(_, _, table) => format!("rows.{}", table.0),
            other => other.name().to_owned(),
        }
    }

    fn shelf(self) -> Shelf {
        match self {
            Self::Entries => Shelf::Entries,
            Self::Heads | Self::Nodes | Self::Applied | Self::Side | Self::Meta => Shelf::Beside,
            Self::Model(schema, generation, _) => Shelf::Model(schema, generation),
        }
    }

    /// What the keys of this room begin with; no other room's keys of the shelf do.
    fn mark(self) -> &'static [u8] {
        match self {
            Self::Entries => b"",
            Self::Heads => b"h",
            Self::Nodes => b"n",
            Self::Applied => b"a",
            Self::Side => b"s",
            Self::Meta => b"m",
            Self::Model(_, _, table) => table.0.as_bytes(),
        }
    }

    /// Names of tables have several lengths: their end is marked. One-letter marks have none.
    fn end(self) -> &'static [u8] {
        match self {
            Self::Model(..) => &[0],
            _ => &[],
        }
    }

    fn key(self, key: &[u8]) -> Vec<u8> {
        [self.mark(), self.end(), key].concat()
    }

    /// The range of whole keys that a range of this room's keys is.
    fn range(self, (start, end): Range<'_>) -> (Bound<Vec<u8>>, Bound<Vec<u8>>) {
        let whole = |bound: Bound<&[u8]>| bound.map(|key| self.key(key));
        let all = self.key(&[]);
        let start = match start {
            Bound::Unbounded => Bound::Included(all.clone()),
            start => whole(start),
        };
        let end = match end {
            Bound::Unbounded => after_prefix(&all).map_or(Bound::Unbounded, Bound::Excluded),
            end => whole(end),
        };
        (start, end)
    }
}

pub(super) type Range<'a> = (Bound<&'a [u8]>, Bound<&'a [u8]>);

/// Reading checked values.
pub(super) trait Raw {
    fn get(&self, room: Room, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;
    /// Visits keys in order until told to stop.
    fn scan(
        &self,
        room: Room,
        range: Range<'_>,
        direction: Direction,
        visit: Visit<'_>,
    ) -> Result<(), StoreError>;
}

/// Writing them.
pub(super) trait RawMut: Raw {
    fn put(&self, room: Room, key: &[u8], value: &[u8]) -> Result<(), StoreError>;
    /// Removes a key, if it is there.
    fn delete(&self, room: Room, key: &[u8]) -> Result<(), StoreError>;
}

/// The value within a stored one, if its checksum holds.
fn unseal<'a>(room: Room, seed: u64, key: &[u8], stored: &'a [u8]) -> Result<&'a [u8], Corrupt> {
    stored
        .split_last_chunk::<{ checksum::LEN }>()
        .filter(|(value, sum)| seal(seed, key, value) == **sum)
        .map(|(value, _)| value)
        .ok_or_else(|| Corrupt::new(room.place(), "a row does not agree with its checksum"))
}

fn seal(seed: u64, key: &[u8], value: &[u8]) -> [u8; checksum::LEN] {
    checksum::sum(checksum::sum(seed, key), value).to_le_bytes()
}

fn get_in(
    table: &impl ReadableTable<Bytes, Bytes>,
    room: Room,
    seed: u64,
    key: &[u8],
) -> Result<Option<Vec<u8>>, StoreError> {
    let key = room.key(key);
    match table.get(key.as_slice())? {
        Some(stored) => Ok(Some(unseal(room, seed, &key, stored.value())?.to_vec())),
        None => Ok(None),
    }
}

fn scan_in(
    table: &impl ReadableTable<Bytes, Bytes>,
    room: Room,
    seed: u64,
    range: Range<'_>,
    direction: Direction,
    visit: Visit<'_>,
) -> Result<(), StoreError> {
    if is_empty(range) {
        return Ok(());
    }
    let (start, end) = room.range(range);
    let bounds = (
        start.as_ref().map(Vec::as_slice),
        end.as_ref().map(Vec::as_slice),
    );
    let mark = room.key(&[]).len();
    let mut rows = table.range::<&[u8]>(bounds)?;
    loop {
        let next = match direction {
            Direction::Forward => rows.next(),
            Direction::Backward => rows.next_back(),
        };
        let Some(row) = next else { return Ok(()) };
        let (key, stored) = row?;
        let value = unseal(room, seed, key.value(), stored.value())?;
        if visit(key.value().get(mark..).unwrap_or_default(), value).is_break() {
            return Ok(());
        }
    }
}

/// Whether no key can lie in the range; the engine does not take such a one.
fn is_empty(range: Range<'_>) -> bool {
    match range {
        (Bound::Included(start), Bound::Included(end)) => start > end,
        (Bound::Included(start) | Bound::Excluded(start), Bound::Excluded(end))
        | (Bound::Excluded(start), Bound::Included(end)) => start >= end,
        _ => false,
    }
}

/// A table as one transaction sees it, and the seed of its checksums.
type ReadTable = Arc<(u64, ReadOnlyTable<Bytes, Bytes>)>;

/// Over a read transaction.
pub(super) struct ReadTables {
    txn: ReadTransaction,
    open: Mutex<BTreeMap<Shelf, Option<ReadTable>>>,
}

impl ReadTables {
    pub(super) fn new(txn: ReadTransaction) -> Self {
        Self {
            txn,
            open: Mutex::default(),
        }
    }

    /// The names of all tables.
    pub(super) fn names(&self) -> Result<Vec<String>, StoreError> {
        let all = self.txn.list_tables()?;
        Ok(all.map(|table| table.name().to_owned()).collect())
    }

    /// `None` where nothing was ever written to that table.
    fn table(&self, room: Room) -> Result<Option<ReadTable>, StoreError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let shelf = room.shelf();
        if let Some(table) = open.get(&shelf) {
            return Ok(table.clone());
        }
        let name = shelf.name();
        let table = match self
            .txn
            .open_table(TableDefinition::<Bytes, Bytes>::new(&name))
        {
            Ok(table) => Some(Arc::new((checksum::sum(0, name.as_bytes()), table))),
            Err(redb::TableError::TableDoesNotExist(_)) => None,
            Err(other) => return Err(from_table(other)),
        };
        open.insert(shelf, table.clone());
        Ok(table)
    }
}

impl Raw for ReadTables {
    fn get(&self, room: Room, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self.table(room)? {
            Some(table) => get_in(&table.1, room, table.0, key),
            None => Ok(None),
        }
    }

    fn scan(
        &self,
        room: Room,
        range: Range<'_>,
        direction: Direction,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        match self.table(room)? {
            Some(table) => scan_in(&table.1, room, table.0, range, direction, visit),
            None => Ok(()),
        }
    }
}

type WriteTable<'txn> = Rc<(u64, RefCell<redb::Table<'txn, Bytes, Bytes>>)>;

/// Over a write transaction.
pub(super) struct WriteTables<'txn> {
    txn: &'txn WriteTransaction,
    open: RefCell<BTreeMap<Shelf, WriteTable<'txn>>>,
}

impl<'txn> WriteTables<'txn> {
    pub(super) fn new(txn: &'txn WriteTransaction) -> Self {
        Self {
            txn,
            open: RefCell::default(),
        }
    }

    fn table(&self, room: Room) -> Result<WriteTable<'txn>, StoreError> {
        let shelf = room.shelf();
        if let Some(table) = self.open.borrow().get(&shelf) {
            return Ok(Rc::clone(table));
        }
        let name = shelf.name();
        let table = self
            .txn
            .open_table(TableDefinition::<Bytes, Bytes>::new(&name))
            .map_err(from_table)?;
        let table = Rc::new((checksum::sum(0, name.as_bytes()), RefCell::new(table)));
        self.open.borrow_mut().insert(shelf, Rc::clone(&table));
        Ok(table)
    }
}

impl Raw for WriteTables<'_> {
    fn get(&self, room: Room, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let table = self.table(room)?;
        get_in(&*table.1.borrow(), room, table.0, key)
    }

    fn scan(
        &self,
        room: Room,
        range: Range<'_>,
        direction: Direction,
        visit: Visit<'_>,
    ) -> Result<(), StoreError> {
        let table = self.table(room)?;
        scan_in(&*table.1.borrow(), room, table.0, range, direction, visit)
    }
}

impl RawMut for WriteTables<'_> {
    fn put(&self, room: Room, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let table = self.table(room)?;
        let key = room.key(key);
        let mut stored = Vec::with_capacity(value.len() + checksum::LEN);
        stored.extend_from_slice(value);
        stored.extend_from_slice(&seal(table.0, &key, value));
        table
            .1
            .borrow_mut()
            .insert(key.as_slice(), stored.as_slice())?;
        Ok(())
    }

    fn delete(&self, room: Room, key: &[u8]) -> Result<(), StoreError> {
        let key = room.key(key);
        self.table(room)?.1.borrow_mut().remove(key.as_slice())?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_to_a_row_that_can_be_made_anew_is_told_from_damage_to_a_record() {
        let place = |room| unseal(room, 0, b"key", b"torn").unwrap_err().place;
        assert_eq!(place(Room::Model(1, 1, Table("case"))), "rows.case");
        assert_eq!(place(Room::Entries), "entries");
    }
}
