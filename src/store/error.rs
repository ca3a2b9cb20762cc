//! What can go wrong with the files of an office, and what a person needs to know of it.

use crate::journal::EntryId;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Why an office can be read but not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// The folder, the file or the file system refuses writing.
    Folder,
    /// The office was written by a newer program, which said that older ones must not write.
    Newer {
        /// The writer version that the office asks for; ours is [`super::WRITER`].
        min_writer: u32,
    },
    /// Whoever opened it has no key file, so nobody can sign. The store itself does not look for
    /// one: the desk says so.
    NoKey,
}

/// Damage that was noticed: what is stored is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("damaged: {place}: {detail}")]
pub struct Corrupt {
    /// Which part of the file: the name of a table, `rows.` and its name for one of the read model,
    /// `page 12`, `header`.
    pub place: String,
    /// What does not agree.
    pub detail: String,
}

impl Corrupt {
    pub(super) fn new(place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            detail: detail.into(),
        }
    }
}

/// Reading, or a small write, failed. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Damage was noticed. Never shown as data.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
    /// Another process held a lock all the while.
    #[error("another process is writing; waited {waited:?}")]
    Busy {
        /// How long we waited before giving up.
        waited: Duration,
    },
    /// No space is left on the disk, or in the quota.
    #[error("the disk is full")]
    Full,
    /// The office cannot be written.
    #[error("read-only: {0:?}")]
    ReadOnly(ReadOnly),
    /// The file was opened anew after an error; take a new snapshot.
    #[error("the snapshot is older than the last reopening of the file")]
    Outlived,
    /// An entry in a form that only a newer program reads.
    #[error("entry {index} has record version {version}, which this program does not know")]
    NewerRecord {
        /// Index in the journal.
        index: u64,
        /// Its version byte.
        version: u8,
    },
    /// The operating system refused.
    #[error("input/output: {0}")]
    Io(#[source] io::Error),
}

/// What a file is that is not an office's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A database of another program.
    OtherProgram,
    /// Its first bytes are not those of a database.
    Unknown,
}

/// Why an office could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no office here.
    #[error("no office at {}", path.display())]
    NotFound {
        /// The file that was looked for.
        path: PathBuf,
    },
    /// The file is something else, or of another program.
    #[error("not an office file: {what:?}")]
    Foreign {
        /// How that was seen.
        what: Foreign,
    },
    /// The file ends too early: an interrupted copy.
    #[error("the file is cut short: {detail}")]
    Truncated {
        /// How that was seen.
        detail: String,
    },
    /// The file is damaged.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
    /// The layout of the file is newer than this program can read.
    #[error("file format {format} is newer than {ours}")]
    Newer {
        /// The format of the file.
        format: u32,
        /// The newest that we read.
        ours: u32,
    },
    /// The file was laid out by an earlier program, and the folder is read-only: it must be opened
    /// once where it can be written.
    #[error("the file is of an earlier format and the folder is read-only")]
    Older,
    /// The last writer was interrupted, and the folder is read-only: it must be opened once where
    /// it can be written.
    #[error("the last writer was interrupted and the folder is read-only")]
    NeedsWriter,
    /// A folder on a network: locks and flushes there do not keep what they promise.
    #[error("network file system ({kind})")]
    NetworkFileSystem {
        /// As the operating system names it: `nfs`, `cifs`, `fuse.sshfs`, …
        kind: String,
    },
    /// The account may not read the file.
    #[error("no permission for {}", path.display())]
    Permission {
        /// The file.
        path: PathBuf,
    },
    /// Another process was writing all the while.
    #[error("another process is writing; waited {waited:?}")]
    Busy {
        /// How long we waited before giving up.
        waited: Duration,
    },
    /// No space is left on the disk: not even room to note that the file is in use.
    #[error("the disk is full")]
    Full,
    /// A program with other rules of sharing holds the file (a copy tool, another version).
    #[error("the file is held by a program that does not share it: {detail}")]
    Held {
        /// What the engine said.
        detail: String,
    },
    /// The operating system refused.
    #[error("input/output: {0}")]
    Io(#[source] io::Error),
}

/// Why an office could not be created. Nothing is left behind.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// One exists already; it is never overwritten.
    #[error("an office exists at {}", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The folder does not exist.
    #[error("no folder {}", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A folder on a network.
    #[error("network file system ({kind})")]
    NetworkFileSystem {
        /// As the operating system names it.
        kind: String,
    },
    /// The folder cannot be written by this account.
    #[error("cannot write in {}", path.display())]
    Permission {
        /// The folder.
        path: PathBuf,
    },
    /// No space is left.
    #[error("the disk is full")]
    Full,
    /// The first entries do not fit together.
    #[error(transparent)]
    First(#[from] AppendError),
    /// Anything else of the operating system.
    #[error("input/output: {0}")]
    Io(#[source] io::Error),
}

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else came first: start again from the new state. Nothing was written.
    #[error("chain has moved on to {head:?}")]
    Stale {
        /// The chain whose head moved.
        chain: [u8; 16],
        /// What the signer had seen last.
        seen: Option<EntryId>,
        /// What is last now.
        head: Option<EntryId>,
        /// Where that lies in the journal.
        head_index: Option<u64>,
    },
    /// This very entry is in the journal already: an earlier try got through after all.
    #[error("entry is in the journal already, at {index}")]
    Duplicate {
        /// Its place.
        index: u64,
    },
    /// An entry that does not agree with itself, or is of another office. A fault of ours.
    #[error("entry {position} of the batch is malformed: {what}")]
    Malformed {
        /// Place in the batch.
        position: usize,
        /// What does not agree.
        what: &'static str,
    },
    /// The read model refused entry `index`. A fault of ours; nothing was written.
    #[error("the read model refused entry {index}: {reason}")]
    Fold {
        /// Index in the journal.
        index: u64,
        /// What it said.
        reason: String,
    },
    /// Another process was writing all the while. Nothing was written.
    #[error("another process is writing; waited {waited:?}")]
    Busy {
        /// How long we waited before giving up.
        waited: Duration,
    },
    /// No space is left. `landed` as in [`AppendError::Io`].
    #[error("the disk is full (entries found afterwards: {landed})")]
    Full {
        /// Whether the entries were found in the journal when the file was opened anew.
        landed: bool,
    },
    /// The office cannot be written.
    #[error("read-only: {0:?}")]
    ReadOnly(ReadOnly),
    /// Damage was noticed. Nothing was written.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
    /// An entry in a form that only a newer program reads stands in the way of the read model.
    #[error("entry {index} has record version {version}, which this program does not know")]
    NewerRecord {
        /// Index in the journal.
        index: u64,
        /// Its version byte.
        version: u8,
    },
    /// The disk failed. Not acknowledged. The file was opened anew, and "try again" is possible.
    #[error("input/output: {source} (entries found afterwards: {landed})")]
    Io {
        /// What the operating system said.
        source: io::Error,
        /// Whether the entries were found in the journal when the file was opened anew: the disk
        /// failed after they were written, and whether they survive a power cut is unknown.
        landed: bool,
    },
}

/// Why catching up or rebuilding the read model stopped. What was done so far is kept.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The read model refused an entry. A fault of ours.
    #[error("the read model refused entry {index}: {reason}")]
    Fold {
        /// Index in the journal.
        index: u64,
        /// What it said.
        reason: String,
    },
}

/// What a fold says when it cannot apply an entry.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// Reading or writing rows failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The entry makes no sense to the fold.
    #[error("{0}")]
    Refused(String),
}

impl From<StoreError> for AppendError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Corrupt(corrupt) => Self::Corrupt(corrupt),
            StoreError::Busy { waited } => Self::Busy { waited },
            StoreError::Full => Self::Full { landed: false },
            StoreError::ReadOnly(why) => Self::ReadOnly(why),
            StoreError::NewerRecord { index, version } => Self::NewerRecord { index, version },
            StoreError::Outlived => Self::Io {
                source: io::Error::other("the file was opened anew meanwhile"),
                landed: false,
            },
            StoreError::Io(source) => Self::Io {
                source,
                landed: false,
            },
        }
    }
}

impl From<ModelError> for AppendError {
    fn from(error: ModelError) -> Self {
        match error {
            ModelError::Store(store) => store.into(),
            ModelError::Fold { index, reason } => Self::Fold { index, reason },
        }
    }
}
