//! What an office file lies on: a path, or, in tests of faults, anything that can be read and written.

use redb::StorageBackend;
use redb::backends::FileBackend;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
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

    /// Keeps what there is under another name, before it is laid out anew. `file` is the handle that
    /// holds the locks: with another one not every system would read.
    ///
    /// # Errors
    /// As the operating system says; nothing is then laid out anew.
    fn set_aside(&self, file: &dyn StorageBackend) -> io::Result<()> {
        let _ = file;
        Ok(())
    }

    /// For messages: where it is.
    fn path(&self) -> PathBuf {
        PathBuf::new()
    }
}

/// Behind the name of an office file: as an earlier program left it.
const SET_ASIDE: &str = ".format1";
/// So much is copied at once.
const PIECE: usize = 1 << 20;

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

    fn set_aside(&self, file: &dyn StorageBackend) -> io::Result<()> {
        let mut name = self.0.clone().into_os_string();
        name.push(SET_ASIDE);
        let kept = PathBuf::from(name);
        // A copy that was cut short by a crash is made again; a whole one has made it unnecessary.
        let mut copy = File::create(&kept)?;
        copy.set_permissions(std::fs::metadata(&self.0)?.permissions())?;
        let (mut at, end) = (0, file.len()?);
        let mut piece = vec![0; PIECE];
        while at < end {
            let left = usize::try_from(end - at).unwrap_or(PIECE);
            let Some(part) = piece.get_mut(..left.min(PIECE)) else {
                break;
            };
            file.read(at, part)?;
            copy.write_all(part)?;
            at += part.len() as u64;
        }
        copy.sync_all()
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
