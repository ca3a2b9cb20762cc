//! What the file says of itself.

use super::error::{Corrupt, OpenError, ReadOnly, StoreError};
use super::tables::{Raw, RawMut, Room};
use crate::journal::OfficeId;

/// The layout of the tables. A file with a greater one cannot be read by this program.
pub(super) const FORMAT: u32 = 2;

/// This program as a writer. An office that asks for a greater one is read, not written.
pub const WRITER: u32 = 2;

const FORMAT_KEY: &[u8] = b"format";
const MIN_WRITER_KEY: &[u8] = b"min-writer";
const OFFICE_KEY: &[u8] = b"office";

pub(super) struct Meta {
    pub(super) office: OfficeId,
    pub(super) min_writer: u32,
}

pub(super) fn put(tables: &dyn RawMut, meta: &Meta) -> Result<(), StoreError> {
    tables.put(Room::Meta, FORMAT_KEY, &FORMAT.to_be_bytes())?;
    tables.put(Room::Meta, MIN_WRITER_KEY, &meta.min_writer.to_be_bytes())?;
    tables.put(Room::Meta, OFFICE_KEY, &meta.office.0)
}

pub(super) fn get(tables: &dyn Raw) -> Result<Meta, OpenError> {
    let format = u32::from_be_bytes(fixed(tables, FORMAT_KEY)?);
    if format > FORMAT {
        return Err(OpenError::Newer {
            format,
            ours: FORMAT,
        });
    }
    Ok(Meta {
        office: OfficeId(fixed(tables, OFFICE_KEY)?),
        min_writer: min_writer(tables)?,
    })
}

pub(super) fn min_writer(tables: &dyn Raw) -> Result<u32, StoreError> {
    Ok(u32::from_be_bytes(fixed(tables, MIN_WRITER_KEY)?))
}

pub(super) fn put_min_writer(tables: &dyn RawMut, version: u32) -> Result<(), StoreError> {
    tables.put(Room::Meta, MIN_WRITER_KEY, &version.to_be_bytes())
}

/// Why this program may not write, if so: also when another process has just brought the office up
/// to a newer one.
pub(super) fn may_write(min_writer: u32) -> Result<(), ReadOnly> {
    if min_writer > WRITER {
        Err(ReadOnly::Newer { min_writer })
    } else {
        Ok(())
    }
}

pub(super) fn check_may_write(tables: &dyn Raw) -> Result<(), StoreError> {
    Ok(may_write(min_writer(tables)?)?)
}

fn fixed<const N: usize>(tables: &dyn Raw, key: &[u8]) -> Result<[u8; N], StoreError> {
    tables
        .get(Room::Meta, key)?
        .and_then(|value| value.try_into().ok())
        .ok_or_else(|| {
            let name = String::from_utf8_lossy(key);
            Corrupt::new("meta", format!("{name} is missing")).into()
        })
}
