//! The engine under an open store: opened, asked for transactions, and opened anew after an error.

use super::Waiting;
use super::error::{Corrupt, Foreign, OpenError, StoreError};
use super::fault::{self, LOCK_LIMIT};
use super::log::OnWait;
use super::medium::{Access, Medium};
use super::pages::{self, Beginning, Pages, Patience};
use redb::{
    Builder, ConcurrencyMode, Database, ReadOnlyDatabase, ReadTransaction, ReadableDatabase,
    StorageBackend, TransactionError, WriteTransaction,
};
use std::io;
use std::sync::{Arc, PoisonError, RwLock, mpsc};
use std::time::{Duration, Instant};

/// How a file is going to be read, and so how many of its pages are worth a place in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reading {
    /// Here and there, for somebody who waits.
    #[default]
    Anywhere,
    /// From one end to the other, and little else.
    Through,
}

impl Reading {
    /// Enough for the pages in use; a larger cache is not faster and stays resident.
    fn cache(self) -> usize {
        match self {
            Self::Anywhere => 8 << 20,
            Self::Through => 2 << 20,
        }
    }
}

/// How often somebody who waits is asked whether to go on.
const ASK: Duration = Duration::from_millis(50);

pub(super) fn builder(reading: Reading) -> Builder {
    let mut builder = Builder::new();
    builder
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .set_cache_size(reading.cache());
    builder
}

enum Db {
    /// The engine, and the file beneath it, of which it leaves us a part.
    Writer(Database, Arc<dyn StorageBackend>),
    Reader(ReadOnlyDatabase),
    /// Opening anew has failed so far; the next call tries again.
    Down,
}

struct Current {
    db: Db,
    /// Counts the openings, so that of several who saw the same failure only one opens anew.
    opening: u64,
}

pub(super) struct Engine {
    medium: Arc<dyn Medium>,
    reading: Reading,
    current: RwLock<Current>,
    writable: bool,
}

/// Whether a transaction could not begin because the engine has failed before.
fn has_failed(error: &StoreError) -> bool {
    matches!(error, StoreError::Outlived)
}

impl Engine {
    /// Opens; asks `waiting` while another process is in a write transaction. The engine's own
    /// opening would wait without end, so it runs on a thread of its own, on which every wait can
    /// be given up.
    pub(super) fn open(
        medium: Arc<dyn Medium>,
        reading: Reading,
        waiting: OnWait<'_>,
    ) -> Result<Self, OpenError> {
        let patience = Patience::unlimited();
        let start = Instant::now();
        let mut gave_up = None;
        let opened = std::thread::scope(|scope| {
            let (send, done) = mpsc::channel();
            let (medium, patience) = (&medium, &patience);
            let thread = scope.spawn(move || {
                let opened = open_db(medium.as_ref(), reading, patience);
                // Nobody listens any more only if this thread's owner is gone too.
                let _ = send.send(());
                opened
            });
            while let Err(mpsc::RecvTimeoutError::Timeout) = done.recv_timeout(ASK) {
                let waited = start.elapsed();
                if gave_up.is_none() && waiting(waited) == Waiting::GiveUp {
                    gave_up = Some(waited);
                    patience.give_up();
                }
            }
            thread.join()
        });
        let db = match opened {
            Ok(Err(OpenError::Busy { .. })) => Err(OpenError::Busy {
                waited: gave_up.unwrap_or_else(|| start.elapsed()),
            }),
            Ok(opened) => opened,
            Err(_) => Err(Corrupt::new("file", "the engine could not make sense of it").into()),
        }?;
        patience.limit(LOCK_LIMIT);
        let writable = matches!(db, Db::Writer(..));
        Ok(Self {
            medium,
            reading,
            current: RwLock::new(Current { db, opening: 0 }),
            writable,
        })
    }

    /// Whether the file was opened for writing.
    pub(super) fn is_writable(&self) -> bool {
        self.writable
    }

    /// A consistent view, opening the file anew if it failed before.
    pub(super) fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        self.begin(|db| match db {
            Db::Writer(db, _) => Ok(db.begin_read()?),
            Db::Reader(db) => Ok(db.begin_read()?),
            Db::Down => Err(StoreError::Outlived),
        })
    }

    /// A write transaction; asks `waiting` while somebody else has one. Never blocks otherwise.
    pub(super) fn begin_write(&self, waiting: OnWait<'_>) -> Result<WriteTransaction, StoreError> {
        let start = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            if let Some(txn) = self.try_begin_write()? {
                return Ok(txn);
            }
            let waited = start.elapsed();
            if waiting(waited) == Waiting::GiveUp {
                return Err(StoreError::Busy { waited });
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
        }
    }

    /// A write transaction, unless somebody else has one.
    pub(super) fn try_begin_write(&self) -> Result<Option<WriteTransaction>, StoreError> {
        self.begin(|db| match db {
            Db::Writer(db, _) => match db.try_begin_write() {
                Ok(txn) => Ok(Some(txn)),
                Err(TransactionError::WouldBlock) => Ok(None),
                Err(error) => Err(error.into()),
            },
            Db::Reader(_) => Err(StoreError::ReadOnly(super::ReadOnly::Folder)),
            Db::Down => Err(StoreError::Outlived),
        })
    }

    /// Uses the file beneath the engine.
    pub(super) fn with_file<T>(
        &self,
        work: impl Fn(&dyn StorageBackend) -> io::Result<T>,
    ) -> Result<T, StoreError> {
        self.begin(|db| match db {
            Db::Writer(_, file) => Ok(work(file.as_ref())?),
            Db::Reader(_) => Err(StoreError::ReadOnly(super::ReadOnly::Folder)),
            Db::Down => Err(StoreError::Outlived),
        })
    }

    /// Keeps the file as it is under another name.
    pub(super) fn set_aside(&self) -> Result<(), StoreError> {
        self.with_file(|file| self.medium.set_aside(file))
    }

    /// Bytes that are still free where the file lies; `None` where that cannot be told.
    pub(super) fn room(&self) -> Option<u64> {
        self.medium.room()
    }

    fn begin<T>(&self, begin: impl Fn(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let opening = {
            let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
            match begin(&current.db) {
                Err(error) if has_failed(&error) => current.opening,
                other => return other,
            }
        };
        self.reopen(opening)?;
        begin(
            &self
                .current
                .read()
                .unwrap_or_else(PoisonError::into_inner)
                .db,
        )
    }

    /// Opens the file anew if it has failed. After a failed write the engine refuses everything
    /// until then.
    pub(super) fn heal(&self) -> Result<(), StoreError> {
        self.begin_read().map(drop)
    }

    /// Opens anew, unless somebody did since `opening`. Snapshots taken before end.
    fn reopen(&self, opening: u64) -> Result<(), StoreError> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.opening != opening {
            return Ok(());
        }
        // The old handle and its locks go first.
        current.db = Db::Down;
        let patience = Patience::unlimited();
        patience.limit(LOCK_LIMIT);
        current.db =
            open_db(self.medium.as_ref(), self.reading, &patience).map_err(fault::reopened)?;
        current.opening += 1;
        Ok(())
    }
}

fn open_db(
    medium: &dyn Medium,
    reading: Reading,
    patience: &Arc<Patience>,
) -> Result<Db, OpenError> {
    let (file, access) = match medium.open(Access::Write) {
        Ok(file) => (file, Access::Write),
        Err(refused) if fault::is_refused(&refused) => match medium.open(Access::Read) {
            Ok(file) => (file, Access::Read),
            Err(error) => return Err(not_opened(medium, error)),
        },
        Err(error) => return Err(not_opened(medium, error)),
    };
    check_beginning(file.as_ref())?;
    let file: Arc<dyn StorageBackend> = Arc::from(file);
    let pages = Pages::new(Arc::clone(&file), Arc::clone(patience));
    match access {
        Access::Write => builder(reading)
            .create_with_backend(pages)
            .map(|db| Db::Writer(db, file)),
        Access::Read => builder(reading)
            .open_read_only_with_backend(pages)
            .map(Db::Reader),
    }
    .map_err(fault::from_open)
}

fn not_opened(medium: &dyn Medium, error: io::Error) -> OpenError {
    let path = medium.path();
    match error.kind() {
        io::ErrorKind::NotFound => OpenError::NotFound { path },
        io::ErrorKind::PermissionDenied => OpenError::Permission { path },
        _ => OpenError::Io(error),
    }
}

/// The engine would take an empty file for a new one, and another program's for ours.
fn check_beginning(file: &dyn StorageBackend) -> Result<(), OpenError> {
    let foreign = |what| Err(OpenError::Foreign { what });
    match pages::beginning(file).map_err(OpenError::Io)? {
        Beginning::Ours => Ok(()),
        Beginning::Short => Err(OpenError::Truncated {
            detail: "there is no whole header".to_owned(),
        }),
        Beginning::OtherProgram => foreign(Foreign::OtherProgram),
        Beginning::Other => foreign(Foreign::Unknown),
    }
}
