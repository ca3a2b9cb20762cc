//! What an office file lies on: a path, or, in tests of faults, anything that can be read and written.

use redb::StorageBackend;
use redb::backends::FileBackend;
use std::fs::OpenOptions;
use std::io;
use std::path::PathBuf;

/// Reading and writing, or reading only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The file must be writable.
    Write,
    /// The file is never changed.
    Read,
}

/// Gives a fresh handle each time the store opens its file, also after a failed commit.
///
/// Handles must be independent of each other (an own open file description each), and forward the
/// six lock methods, or processes would not see each other's locks.
pub trait Medium: Send + Sync + 'static {
    /// Opens what is there; creates nothing.
    ///
    /// # Errors
    /// As the operating system says: the kinds `NotFound`, `PermissionDenied` and
    /// `ReadOnlyFilesystem` are told apart by the store.
    fn open(&self, access: Access) -> io::Result<Box<dyn StorageBackend>>;

    /// Bytes that are still free where it lies; `None` where that cannot be told.
    fn room(&self) -> Option<u64> {
        None
    }

    /// For messages: where it is.
    fn path(&self) -> PathBuf {
        PathBuf::new()
    }
}

/// A file in an office directory.
#[derive(Debug)]
pub(super) struct FileMedium(pub(super) PathBuf);

impl Medium for FileMedium {
    fn open(&self, access: Access) -> io::Result<Box<dyn StorageBackend>> {
        let file = OpenOptions::new()
            .read(true)
            .write(access == Access::Write)
            .open(&self.0)?;
        let file = FileBackend::new(file).map_err(io::Error::other)?;
        Ok(Box::new(file))
    }

    #[cfg(unix)]
    fn room(&self) -> Option<u64> {
        let volume = rustix::fs::statvfs(&self.0).ok()?;
        volume.f_bavail.checked_mul(volume.f_frsize)
    }

    fn path(&self) -> PathBuf {
        self.0.clone()
    }
}
