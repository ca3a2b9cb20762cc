//! The engine's errors, told as what they mean here.

use super::error::{AppendError, Corrupt, OpenError, StoreError};
use super::pages::PageDamaged;
use redb::{DatabaseError, StorageError, TableError, TransactionError};
use std::io;
use std::time::Duration;

/// No single lock is waited for longer than this once a store is open. The engine holds them for
/// the time of a flush at most; longer means a stopped process.
pub(super) const LOCK_LIMIT: Duration = Duration::from_secs(10);

/// Whether the disk or the quota is full.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// Whether writing is refused to us as such.
pub(super) fn is_refused(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
    )
}

fn page_damage(error: &io::Error) -> Option<Corrupt> {
    let damage = error.get_ref()?.downcast_ref::<PageDamaged>()?;
    Some(Corrupt::new(
        match damage.page {
            Some(page) => format!("page {page}"),
            None => "header".to_owned(),
        },
        damage.to_string(),
    ))
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if let Some(corrupt) = page_damage(&error) {
            Self::Corrupt(corrupt)
        } else if error.kind() == io::ErrorKind::TimedOut {
            Self::Busy { waited: LOCK_LIMIT }
        } else if is_full(&error) {
            Self::Full
        } else {
            Self::Io(error)
        }
    }
}

impl From<StorageError> for StoreError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Io(error) => error.into(),
            StorageError::Corrupted(detail) => Corrupt::new("file", detail).into(),
            StorageError::PreviousIo | StorageError::DatabaseClosed => Self::Outlived,
            other => Self::Io(io::Error::other(other.to_string())),
        }
    }
}

impl From<TransactionError> for StoreError {
    fn from(error: TransactionError) -> Self {
        match error {
            TransactionError::Storage(error) => error.into(),
            TransactionError::WouldBlock => Self::Busy {
                waited: Duration::ZERO,
            },
            other => Self::Io(io::Error::other(other.to_string())),
        }
    }
}

impl From<redb::CommitError> for StoreError {
    fn from(error: redb::CommitError) -> Self {
        match error {
            redb::CommitError::Storage(error) => error.into(),
            other => Self::Io(io::Error::other(other.to_string())),
        }
    }
}

pub(super) fn from_table(error: TableError) -> StoreError {
    match error {
        TableError::Storage(error) => error.into(),
        other => Corrupt::new("file", other.to_string()).into(),
    }
}

/// Why the engine did not open the file.
pub(super) fn from_open(error: DatabaseError) -> OpenError {
    match error {
        DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch => {
            OpenError::Held {
                detail: error.to_string(),
            }
        }
        DatabaseError::RepairAborted => OpenError::NeedsWriter,
        DatabaseError::Storage(StorageError::Corrupted(detail)) => {
            if detail.contains("truncated") {
                OpenError::Truncated { detail }
            } else {
                Corrupt::new("file", detail).into()
            }
        }
        DatabaseError::Storage(error) => StoreError::from(error).into(),
        other => Corrupt::new("file", other.to_string()).into(),
    }
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(corrupt) => Self::Corrupt(corrupt),
            StoreError::Busy { waited } => Self::Busy { waited },
            StoreError::Io(error) => Self::Io(error),
            StoreError::Full => Self::Full,
            other => Self::Io(io::Error::other(other.to_string())),
        }
    }
}

/// Opening anew after an error, told as an error of reading or writing.
pub(super) fn reopened(error: OpenError) -> StoreError {
    match error {
        OpenError::Corrupt(corrupt) => corrupt.into(),
        OpenError::Truncated { detail } => Corrupt::new("file", detail).into(),
        OpenError::Busy { waited } => StoreError::Busy { waited },
        OpenError::Io(error) => error.into(),
        OpenError::Full => StoreError::Full,
        other => StoreError::Io(io::Error::other(other.to_string())),
    }
}

impl AppendError {
    /// Whether the entries may have reached the disk although this was reported.
    pub(super) fn landed_mut(&mut self) -> Option<&mut bool> {
        match self {
            Self::Full { landed } | Self::Io { landed, .. } => Some(landed),
            _ => None,
        }
    }
}
