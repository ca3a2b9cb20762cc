//! The layer between the engine and the file: every page carries a checksum, and no lock is waited
//! for without end.
//!
//! The engine does not check its pages on ordinary reads: a flipped bit would come back as a wrong
//! or a missing row. Here each page of 4096 bytes lies in the file as 4104, the last eight being its
//! checksum, bound to the page number. The header (320 bytes at the front, which the engine writes
//! alone) is followed by our own mark and its checksum, in the same sector: a disk is trusted to
//! write one sector of 512 bytes whole, and nothing more.
//!
//! The engine waits for locks without a limit: behind a stopped process, for ever. Here a lock is
//! tried again and again until it is free, somebody gives up, or the limit is reached.

use super::checksum;
use redb::{BackendError, StorageBackend};
use std::fmt;
use std::io;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The engine's page.
const PAGE: usize = 4096;
/// A page as it lies in the file.
pub(super) const STORED: usize = PAGE + checksum::LEN;
/// The engine's header, at the front of page 0; the rest of page 0 is not used by it.
const HEADER: usize = 320;
/// Our mark behind the header, then the header's checksum.
const MARK: [u8; 8] = *b"kagiban\x01";
const MARKED: usize = HEADER + MARK.len() + checksum::LEN;
/// Where the part of page 0 begins that neither the engine nor the mark uses.
pub(super) const BEHIND_HEADER: usize = MARKED;
/// The first bytes of every file of the engine.
const ENGINE: [u8; 9] = *b"redb\x1A\x0A\xA9\x0D\x0A";
/// Where the engine's header says that a writer has not finished, and by which bit.
const STATE: usize = 9;
const UNFINISHED: u8 = 2;

/// What a page that does not agree with its checksum is reported as, inside an [`io::Error`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageDamaged {
    /// Page number; `None` for the header.
    pub(super) page: Option<u64>,
}

impl fmt::Display for PageDamaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.page {
            Some(page) => write!(f, "page {page} does not agree with its checksum"),
            None => f.write_str("the header does not agree with its checksum"),
        }
    }
}

impl std::error::Error for PageDamaged {}

fn damaged(page: Option<u64>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, PageDamaged { page })
}

/// How a file begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beginning {
    /// An office.
    Ours,
    /// Nothing, or too little to be anything.
    Short,
    /// A database of the same engine, of another program.
    OtherProgram,
    /// Something else.
    Other,
}

/// Looks at the first bytes, without the engine.
pub(super) fn beginning(file: &dyn StorageBackend) -> io::Result<Beginning> {
    let len = file.len()?;
    if len < ENGINE.len() as u64 {
        return Ok(Beginning::Short);
    }
    let mut front = [0u8; MARKED];
    let there = usize::try_from(len).unwrap_or(MARKED).min(MARKED);
    let Some(part) = front.get_mut(..there) else {
        return Ok(Beginning::Short);
    };
    file.read(0, part)?;
    let starts = |at: usize, what: &[u8]| front.get(at..).is_some_and(|f| f.starts_with(what));
    Ok(if !starts(0, &ENGINE) {
        Beginning::Other
    } else if there < MARKED {
        Beginning::Short
    } else if starts(HEADER, &MARK) {
        Beginning::Ours
    } else {
        Beginning::OtherProgram
    })
}

/// How long to wait for a lock, shared between a [`Pages`] and whoever may give up.
#[derive(Debug)]
pub(super) struct Patience {
    gave_up: AtomicBool,
    limit_ms: AtomicU64,
}

impl Patience {
    /// Waits until [`Patience::give_up`].
    pub(super) fn unlimited() -> Arc<Self> {
        Arc::new(Self {
            gave_up: AtomicBool::new(false),
            limit_ms: AtomicU64::new(u64::MAX),
        })
    }

    /// From now on no single lock is waited for longer than this.
    pub(super) fn limit(&self, limit: Duration) {
        let ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
        self.limit_ms.store(ms, Ordering::Release);
    }

    /// Ends a wait under way, and every later one at once.
    pub(super) fn give_up(&self) {
        self.gave_up.store(true, Ordering::Release);
    }

    fn is_over(&self, waited: Duration) -> bool {
        self.gave_up.load(Ordering::Acquire)
            || waited.as_millis() >= u128::from(self.limit_ms.load(Ordering::Acquire))
    }
}

/// The layer; see the module.
pub(super) struct Pages {
    file: Arc<dyn StorageBackend>,
    patience: Arc<Patience>,
}

impl fmt::Debug for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("file", &self.file).finish()
    }
}

impl Pages {
    pub(super) fn new(file: Arc<dyn StorageBackend>, patience: Arc<Patience>) -> Self {
        Self { file, patience }
    }

    fn wait(
        &self,
        mut attempt: impl FnMut() -> Result<bool, BackendError>,
    ) -> Result<(), BackendError> {
        let start = Instant::now();
        let mut pause = Duration::from_micros(50);
        while !attempt()? {
            let waited = start.elapsed();
            if self.patience.is_over(waited) {
                return Err(BackendError::Io(io::Error::new(
                    io::ErrorKind::TimedOut,
                    format!("another process held a lock for {waited:?}"),
                )));
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(10));
        }
        Ok(())
    }

    fn read_header(&self, out: &mut [u8]) -> io::Result<()> {
        let mut front = [0u8; MARKED];
        self.file.read(0, &mut front)?;
        let (header, tail) = front.split_at(HEADER);
        // A header without the engine's first bytes is one that creation has not finished.
        if header.starts_with(&ENGINE) {
            let agrees = tail == mark_of(header);
            let unfinished = header.get(STATE).is_some_and(|b| b & UNFINISHED != 0);
            // A writer that was cut off may leave a torn header; the engine's own checksums of the
            // two commit slots then decide. After a clean close nothing may differ.
            let torn = unfinished && tail.starts_with(&MARK);
            if !agrees && !torn {
                return Err(damaged(None));
            }
        }
        for (to, from) in out.iter_mut().zip(header) {
            *to = *from;
        }
        Ok(())
    }
}

fn mark_of(header: &[u8]) -> [u8; MARKED - HEADER] {
    let mut mark = [0; MARKED - HEADER];
    let (name, sum) = mark.split_at_mut(MARK.len());
    name.copy_from_slice(&MARK);
    sum.copy_from_slice(&checksum::sum(u64::MAX, header).to_le_bytes());
    mark
}

/// The first page and the number of pages of an access, which the engine makes in whole pages.
fn whole_pages(offset: u64, len: usize) -> io::Result<(u64, usize)> {
    if offset == 0 || !offset.is_multiple_of(PAGE as u64) || !len.is_multiple_of(PAGE) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("not whole pages: {len} bytes at {offset}"),
        ));
    }
    Ok((offset / PAGE as u64, len / PAGE))
}

impl StorageBackend for Pages {
    fn len(&self) -> io::Result<u64> {
        Ok(self.file.len()? / STORED as u64 * PAGE as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        if offset == 0 && out.len() <= HEADER {
            return self.read_header(out);
        }
        let (first, count) = whole_pages(offset, out.len())?;
        let mut stored = vec![0u8; count * STORED];
        self.file.read(first * STORED as u64, &mut stored)?;
        let pages = stored.chunks_exact(STORED).zip(out.chunks_exact_mut(PAGE));
        for (number, (stored, out)) in (first..).zip(pages) {
            let (page, sum) = stored.split_at(PAGE);
            if checksum::sum(number, page).to_le_bytes() != sum {
                return Err(damaged(Some(number)));
            }
            out.copy_from_slice(page);
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        if !len.is_multiple_of(PAGE as u64) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("not whole pages: {len} bytes"),
            ));
        }
        self.file.set_len(len / PAGE as u64 * STORED as u64)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        if offset == 0 && data.len() == HEADER {
            let mut front = Vec::with_capacity(MARKED);
            front.extend_from_slice(data);
            front.extend_from_slice(&mark_of(data));
            return self.file.write(0, &front);
        }
        let (first, count) = whole_pages(offset, data.len())?;
        let mut stored = Vec::with_capacity(count * STORED);
        for (number, page) in (first..).zip(data.chunks_exact(PAGE)) {
            stored.extend_from_slice(page);
            stored.extend_from_slice(&checksum::sum(number, page).to_le_bytes());
        }
        self.file.write(first * STORED as u64, &stored)
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.try_lock_range(start, end)
    }

    fn try_lock_shared_range(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
    ) -> Result<bool, BackendError> {
        self.file.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.wait(|| self.file.try_lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.wait(|| self.file.try_lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.file.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.file.query_lock_range(start, end)
    }
}
