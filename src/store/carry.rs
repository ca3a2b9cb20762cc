//! Files of format 1, in which each room had a table of its own, are carried over when they are
//! opened: the entries stay where they are, what lies beside them moves to its one table, and read
//! models are left to be built anew. One transaction: whole, or nothing has changed.

use super::checksum;
use super::error::{Corrupt, OpenError, StoreError};
use super::fault::from_table;
use super::meta::{self, Meta};
use super::tables::{RawMut as _, ReadTables, Room, WriteTables};
use crate::journal::OfficeId;
use redb::{ReadableTable as _, TableDefinition, TableHandle as _, WriteTransaction};

type Bytes = &'static [u8];
/// Takes a key and its value.
type Take<'a> = &'a mut dyn FnMut(&[u8], &[u8]) -> Result<(), StoreError>;

/// Where the file said what it is.
const META: &str = "meta";

/// The rooms that had tables of their own and are kept.
const KEPT: [Room; 3] = [Room::Heads, Room::Nodes, Room::Side];

/// Whether the file is laid out in the old way.
pub(super) fn is_owed(tables: &ReadTables) -> Result<bool, StoreError> {
    Ok(tables.names()?.iter().any(|name| name == META))
}

/// Carries a file over, unless another process has done so meanwhile; whether it did.
///
/// # Errors
/// Damage in any row that is kept, or a file that only a newer program writes.
pub(super) fn carry(txn: &WriteTransaction) -> Result<bool, OpenError> {
    let names: Vec<String> = txn
        .list_tables()
        .map_err(StoreError::from)?
        .map(|table| table.name().to_owned())
        .collect();
    if !names.iter().any(|name| name == META) {
        return Ok(false);
    }
    let mut said = Vec::new();
    each(txn, META, &mut |key, value| {
        said.push((key.to_vec(), value.to_vec()));
        Ok(())
    })?;
    let min_writer = u32::from_be_bytes(of(&said, b"min-writer")?);
    if meta::may_write(min_writer).is_err() {
        return Err(OpenError::Newer {
            format: u32::from_be_bytes(of(&said, b"format")?),
            ours: meta::FORMAT,
        });
    }
    let tables = WriteTables::new(txn);
    for room in KEPT {
        if names.iter().any(|name| name == room.name()) {
            each(txn, room.name(), &mut |key, value| {
                tables.put(room, key, value)
            })?;
        }
    }
    let meta = Meta {
        office: OfficeId(of(&said, b"office")?),
        min_writer: meta::WRITER,
    };
    meta::put(&tables, &meta)?;
    drop(tables);
    for name in &names {
        let kept = KEPT.iter().any(|room| room.name() == name);
        let model = name == Room::Applied.name() || name.starts_with("rows.");
        if kept || model || name == META {
            let old = TableDefinition::<Bytes, Bytes>::new(name);
            txn.delete_table(old).map_err(from_table)?;
        }
    }
    Ok(true)
}

/// Every row of an old table whose checksum holds.
fn each(txn: &WriteTransaction, name: &str, take: Take<'_>) -> Result<(), StoreError> {
    let table = TableDefinition::<Bytes, Bytes>::new(name);
    let table = txn.open_table(table).map_err(from_table)?;
    let seed = checksum::sum(0, name.as_bytes());
    for row in table.iter()? {
        let (key, stored) = row?;
        let (key, stored) = (key.value(), stored.value());
        let (value, sum) = stored
            .split_last_chunk()
            .ok_or_else(|| Corrupt::new(name, "a row has no checksum"))?;
        if checksum::sum(checksum::sum(seed, key), value).to_le_bytes() != *sum {
            return Err(Corrupt::new(name, "a row does not agree with its checksum").into());
        }
        take(key, value)?;
    }
    Ok(())
}

fn of<const N: usize>(said: &[(Vec<u8>, Vec<u8>)], key: &[u8]) -> Result<[u8; N], StoreError> {
    let value = said.iter().find(|(known, _)| known == key);
    value
        .and_then(|(_, value)| value.as_slice().try_into().ok())
        .ok_or_else(|| {
            let name = String::from_utf8_lossy(key);
            Corrupt::new(META, format!("{name} is missing")).into()
        })
}

/// Lays a file out in the old way: for tests alone.
#[cfg(test)]
pub(super) fn uncarry(txn: &WriteTransaction) {
    let beside = TableDefinition::<Bytes, Bytes>::new("beside");
    let rows: Vec<(Vec<u8>, Vec<u8>)> = {
        let table = txn.open_table(beside).unwrap();
        let rows = table.iter().unwrap().map(|row| {
            let (key, stored) = row.unwrap();
            let value = stored.value();
            let value = &value[..value.len() - checksum::LEN];
            (key.value().to_vec(), value.to_vec())
        });
        rows.collect()
    };
    txn.delete_table(beside).unwrap();
    for (key, mut value) in rows {
        let name = match key[0] {
            b'h' => "heads",
            b'n' => "nodes",
            b's' => "side",
            b'm' => META,
            _ => "applied",
        };
        let key = &key[1..];
        if key == b"format" || key == b"min-writer" {
            value = 1_u32.to_be_bytes().to_vec();
        }
        let seed = checksum::sum(0, name.as_bytes());
        let sum = checksum::sum(checksum::sum(seed, key), &value).to_le_bytes();
        value.extend_from_slice(&sum);
        let old = TableDefinition::<Bytes, Bytes>::new(name);
        let mut table = txn.open_table(old).unwrap();
        table.insert(key, value.as_slice()).unwrap();
    }
    let model = TableDefinition::<Bytes, Bytes>::new("rows.00000001.00000000.office");
    let mut table = txn.open_table(model).unwrap();
    table.insert(b"k".as_slice(), b"v".as_slice()).unwrap();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{self, Desk, Opening, sample};
    use crate::store::{Mode, ReadLog as _, Store, Waiting};
    use std::path::Path;

    fn open(folder: &Path) -> Result<Store, OpenError> {
        Store::open(folder, &mut |_| Waiting::Go)
    }

    /// The sample office as an earlier build left it: its size and root.
    fn older(folder: &Path) -> (u64, [u8; 32]) {
        sample::make(folder, Some(60), &mut |_, _| {}).unwrap();
        let store = open(folder).unwrap();
        let told = store.size_and_root().unwrap();
        let txn = store.begin_write(&mut |_| Waiting::Go).unwrap();
        uncarry(&txn);
        txn.commit().unwrap();
        told
    }

    #[test]
    fn an_office_of_an_earlier_build_is_carried_over_whole_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let told = older(folder.path());
        for _ in 0..2 {
            let store = open(folder.path()).unwrap();
            assert_eq!(store.mode(), Mode::ReadWrite);
            assert_eq!(store.size_and_root().unwrap(), told);
            let names = ReadTables::new(store.engine.begin_read().unwrap()).names();
            let names = names.unwrap();
            assert!(!names.iter().any(|name| name == META || name == "side"));
        }
        // What the earlier build left is kept, and can be carried over once more.
        let kept = folder.path().join("kagiban.redb.format1");
        let file = folder.path().join(crate::store::FILE_NAME);
        std::fs::rename(kept, file).unwrap();
        let store = open(folder.path()).unwrap();
        assert_eq!(store.size_and_root().unwrap(), told);
    }

    #[test]
    fn people_sign_on_with_their_pins_and_everything_verifies() {
        let folder = tempfile::tempdir().unwrap();
        older(folder.path());
        let clock = desk::SetClock::at(sample::begins().unwrap());
        let clock = std::sync::Arc::new(clock) as std::sync::Arc<dyn desk::Clock>;
        let opening = Opening {
            clock: Some(clock),
            ..Opening::default()
        };
        let desk = Desk::open(folder.path(), opening).unwrap();
        assert!(desk.verify(&mut |_, _| true).unwrap().is_clean());
        let pin = crate::journal::Pin::typed(&sample::published_pins().unwrap().0);
        assert!(desk.open_person(crate::journal::PersonNo(7), &pin).is_ok());
        assert!(desk.view().unwrap().board().is_ok());
    }

    /// A file in a folder that cannot be written.
    struct Locked(crate::store::medium::FileMedium);

    impl crate::store::Medium for Locked {
        fn open(
            &self,
            access: crate::store::Access,
        ) -> std::io::Result<Box<dyn redb::StorageBackend>> {
            match access {
                crate::store::Access::Write => Err(std::io::ErrorKind::PermissionDenied.into()),
                crate::store::Access::Read => self.0.open(access),
            }
        }
    }

    #[test]
    fn where_nothing_can_be_written_an_earlier_file_is_told_for_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        older(folder.path());
        let file = folder.path().join(crate::store::FILE_NAME);
        let medium = Locked(crate::store::medium::FileMedium(file));
        let opened = Store::open_on(std::sync::Arc::new(medium), &mut |_| Waiting::Go);
        assert!(matches!(opened, Err(OpenError::Older)), "{opened:?}");
    }

    #[test]
    fn a_damaged_row_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        older(folder.path());
        {
            let file = folder.path().join(crate::store::FILE_NAME);
            let medium = std::sync::Arc::new(crate::store::medium::FileMedium(file));
            let engine = crate::store::engine::Engine::open(
                medium,
                crate::store::Reading::default(),
                &mut |_| Waiting::Go,
            )
            .unwrap();
            let txn = engine.begin_write(&mut |_| Waiting::Go).unwrap();
            {
                let old = TableDefinition::<Bytes, Bytes>::new("side");
                let mut table = txn.open_table(old).unwrap();
                table
                    .insert(b"seal".as_slice(), [7; 40].as_slice())
                    .unwrap();
            }
            txn.commit().unwrap();
        }
        for _ in 0..2 {
            assert!(matches!(open(folder.path()), Err(OpenError::Corrupt(_))));
        }
        assert!(!folder.path().join("kagiban.redb.format1").exists());
    }
}
