//! The work behind an acknowledgement: one thread of the store, which carries out what was promised
//! (see [`super::redo`]) while its caller goes on. Nobody looks at the file before it is done.

use super::append;
use super::error::{AppendError, Corrupt, StoreError};
use super::log::{self, Batch, OnWait};
use super::tables::{RawMut, WriteTables};
use super::{Store, redo};
use redb::WriteTransaction;
use std::io;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// Nothing is promised where less than this is free: what is acknowledged must find its place.
const LEAST_ROOM: u64 = 64 << 20;

/// So long somebody who looks waits for what another process is committing.
const PATIENCE: Duration = Duration::from_millis(300);
const PAUSE: Duration = Duration::from_micros(200);

impl Store {
    /// A write transaction of the engine, once what was acknowledged before is in the file.
    pub(super) fn begin_write(&self, waiting: OnWait<'_>) -> Result<WriteTransaction, StoreError> {
        self.settling.wait();
        self.engine.begin_write(waiting)
    }

    /// Writes the note of a batch behind `size` entries. Whether it is on disk now, so that it may
    /// be acknowledged.
    pub(super) fn promise(&self, size: u64, batch: &Batch) -> bool {
        let Some(note) = redo::note(size, batch) else {
            return false;
        };
        let roomy = self.engine.room().is_some_and(|room| room >= LEAST_ROOM);
        if !roomy || self.settling.ready().is_err() {
            return false;
        }
        let written = self.engine.with_file(|file| redo::write(file, &note));
        if written.is_err() {
            // The batch is committed before it is acknowledged, and told as that goes. A note that
            // cannot be taken back either is carried out later, whole: as after a crash.
            let _ = self.engine.with_file(redo::take_back);
        }
        written.is_ok()
    }

    /// How many entries there are, once what another process was promised and could not commit is
    /// carried out in this transaction; and whether anything was.
    pub(super) fn settled_size(&self, tables: &WriteTables<'_>) -> Result<(u64, bool), StoreError> {
        let size = log::size(tables)?;
        match self.engine.with_file(|file| redo::owed(file, size))? {
            Some(batch) => Ok((self.carry_out(tables, size, &batch)?, true)),
            None => Ok((size, false)),
        }
    }

    /// The read model takes the entries in later, as it does whenever it is behind.
    fn carry_out(&self, tables: &dyn RawMut, size: u64, batch: &Batch) -> Result<u64, StoreError> {
        append::check_shape(self.office(), batch)
            .and_then(|()| append::put_batch(tables, size, batch))
            .map(|(size, _)| size)
            .map_err(|error| match error {
                AppendError::Full { .. } => StoreError::Full,
                AppendError::Io { source, .. } => StoreError::Io(source),
                other => Corrupt::new("promised entry", other.to_string()).into(),
            })
    }

    /// Sees to it that what was acknowledged before now is in the file: waits for the process that
    /// is committing it, and carries it out where that is gone. `size` is that of the journal as it
    /// was just read. Whether it may have changed since.
    pub(super) fn settle(&self, size: u64) -> Result<bool, StoreError> {
        if self.read_only().is_some() || !self.engine.with_file(|file| redo::is_owed(file, size))? {
            return Ok(false);
        }
        let start = Instant::now();
        loop {
            if let Some(txn) = self.engine.try_begin_write()? {
                let (_, carried_out) = self.settled_size(&WriteTables::new(&txn))?;
                if carried_out {
                    txn.commit()?;
                }
                return Ok(true);
            }
            // A process that was stopped in the middle of it keeps nobody from looking.
            if start.elapsed() >= PATIENCE {
                return Ok(false);
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// The thread, from the first promise on.
#[derive(Default)]
pub(super) struct Settling {
    thread: Mutex<Option<Thread>>,
    under_way: Arc<UnderWay>,
}

type Work = Box<dyn FnOnce() + Send>;

struct Thread {
    work: Sender<Work>,
    joined: JoinHandle<()>,
}

/// Whether anything is under way.
#[derive(Default)]
struct UnderWay {
    is: Mutex<bool>,
    over: Condvar,
}

impl UnderWay {
    fn set(&self, is: bool) {
        *self.is.lock().unwrap_or_else(PoisonError::into_inner) = is;
        self.over.notify_all();
    }
}

/// Says that it is over, also where the engine has panicked.
struct Over<'a>(&'a UnderWay);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.set(false);
    }
}

impl Settling {
    /// Makes sure that there is a thread to do it on.
    ///
    /// # Errors
    /// Where the operating system gives none: then nothing may be promised.
    pub(super) fn ready(&self) -> io::Result<()> {
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if thread.as_ref().is_some_and(|t| !t.joined.is_finished()) {
            return Ok(());
        }
        let (work, todo) = mpsc::channel::<Work>();
        let under_way = Arc::clone(&self.under_way);
        let joined = Builder::new().name("settling".to_owned()).spawn(move || {
            for work in todo {
                let _over = Over(&under_way);
                work();
            }
        })?;
        *thread = Some(Thread { work, joined });
        Ok(())
    }

    /// Does it behind the caller's back. Without a thread it is done here and now.
    pub(super) fn behind(&self, work: impl FnOnce() + Send + 'static) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        self.under_way.set(true);
        let work: Work = Box::new(work);
        let left = match thread.as_ref() {
            Some(thread) => thread.work.send(work).err().map(|unsent| unsent.0),
            None => Some(work),
        };
        if let Some(work) = left {
            let _over = Over(&self.under_way);
            work();
        }
    }

    /// Waits until nothing is under way.
    pub(super) fn wait(&self) {
        let is = self
            .under_way
            .is
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        drop(self.under_way.over.wait_while(is, |is| *is));
    }
}

impl Drop for Settling {
    /// The file closes only once everything is in it.
    fn drop(&mut self) {
        let thread = self
            .thread
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(Thread { work, joined }) = thread.take() {
            drop(work);
            // A thread that panicked has left its note.
            let _ = joined.join();
        }
    }
}
