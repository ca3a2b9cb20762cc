//! Making a new office file: under a temporary name, renamed when it is whole.

use super::append;
use super::engine::{Reading, builder};
use super::error::{AppendError, CreateError, StoreError};
use super::fault;
use super::log::Batch;
use super::meta::{self, Meta};
use super::pages::{Pages, Patience};
use super::probe::{FileSystem, Probe};
use super::tables::WriteTables;
use super::{FILE_NAME, WRITER};
use crate::journal::OfficeId;
use redb::StorageBackend;
use redb::backends::FileBackend;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What a new office begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOffice {
    /// Its id, which every leaf names.
    pub office: OfficeId,
    /// The first entries (genesis), so that an office file without them never exists; may be empty.
    pub first: Batch,
}

pub(super) fn create(dir: &Path, new: &NewOffice, probe: &dyn Probe) -> Result<(), CreateError> {
    if !dir.is_dir() {
        let path = dir.to_owned();
        return Err(CreateError::NoFolder { path });
    }
    if let FileSystem::Network { kind } = probe.file_system(dir).map_err(CreateError::Io)? {
        return Err(CreateError::NetworkFileSystem { kind });
    }
    let path = dir.join(FILE_NAME);
    if path.symlink_metadata().is_ok() {
        return Err(CreateError::Exists { path });
    }
    let failed = |error: io::Error| not_written(dir, error);
    let temporary = tempfile::Builder::new()
        .prefix(".kagiban-")
        .suffix(".new")
        .tempfile_in(dir)
        .map_err(failed)?;
    set_mode(temporary.as_file()).map_err(failed)?;
    // From here on the file goes away by itself unless it is renamed.
    let (file, temporary) = temporary.into_parts();
    let whole = file.try_clone().map_err(failed)?;
    let backend = FileBackend::new(file).map_err(|error| failed(io::Error::other(error)))?;
    fill(Box::new(backend), new).map_err(|error| match error {
        CreateError::Io(error) => not_written(dir, error),
        other => other,
    })?;
    whole.sync_all().map_err(failed)?;
    drop(whole);
    temporary
        .persist_noclobber(&path)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => CreateError::Exists { path: path.clone() },
            _ => not_written(dir, error.error),
        })?;
    sync_dir(dir).map_err(failed)
}

fn not_written(dir: &Path, error: io::Error) -> CreateError {
    if fault::is_full(&error) {
        CreateError::Full
    } else if fault::is_refused(&error) {
        let path = dir.to_owned();
        CreateError::Permission { path }
    } else {
        CreateError::Io(error)
    }
}

/// Writes a new office to an empty file and closes it.
pub(super) fn fill(file: Box<dyn StorageBackend>, new: &NewOffice) -> Result<(), CreateError> {
    append::check_shape(new.office, &new.first)?;
    let file = Pages::new(Arc::from(file), Patience::unlimited());
    let db = builder(Reading::default())
        .create_with_backend(file)
        .map_err(|error| from_engine(redb::Error::from(error)))?;
    let txn = db
        .begin_write()
        .map_err(|error| from_engine(error.into()))?;
    {
        let tables = WriteTables::new(&txn);
        let meta = Meta {
            office: new.office,
            min_writer: WRITER,
        };
        meta::put(&tables, &meta).map_err(from_store)?;
        append::put_batch(&tables, 0, &new.first)?;
    }
    txn.commit()
        .map_err(|error| from_store(StoreError::from(error)))?;
    db.close().map_err(|error| from_engine(error.into()))
}

fn from_engine(error: redb::Error) -> CreateError {
    match error {
        redb::Error::Io(error) => from_store(error.into()),
        other => CreateError::Io(io::Error::other(other.to_string())),
    }
}

fn from_store(error: StoreError) -> CreateError {
    match error {
        StoreError::Full => CreateError::Full,
        StoreError::Io(error) => CreateError::Io(error),
        other => CreateError::Io(io::Error::other(other.to_string())),
    }
}

impl From<StoreError> for CreateError {
    fn from(error: StoreError) -> Self {
        Self::First(AppendError::from(error))
    }
}

/// Readable and writable for the owner and the group of the office, whatever the umask.
#[cfg(unix)]
fn set_mode(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o660))
}

#[cfg(not(unix))]
fn set_mode(_: &File) -> io::Result<()> {
    Ok(())
}

/// A new name is on disk only when its folder is.
#[cfg(unix)]
fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(not(unix))]
fn sync_dir(_: &Path) -> io::Result<()> {
    Ok(())
}
