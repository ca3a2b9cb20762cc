//! What a person can do here: commands and questions. The only door for `cli` and `tui`.
//!
//! A question is asked of a [`View`], one consistent look at the office. A command is a list of
//! [`Proposal`]s that one person signs with one PIN ([`Desk::sign`]), or an act on the office
//! ([`Desk::enrol`] and its neighbours). Everything here may block for the key derivation or the
//! disk: screens call it on their worker. Decides no rule: `procedure` and `office` do.

pub mod adopt;
mod ahead;
mod board;
mod breach;
mod cases;
mod clock;
mod deed;
pub mod definitions;
mod duties;
mod error;
mod evening;
mod export;
mod fault;
mod fingerprint;
pub mod fonts;
mod forms;
pub mod import;
mod inbox;
mod keys;
mod leaving;
mod memory;
mod model;
mod month;
mod office_acts;
mod packed;
pub mod paper;
mod rebuild;
mod register;
pub mod roster;
mod rows;
pub mod sample;
pub mod set_up;
pub mod set_up_file;
mod sheet;
mod sign;
mod status;
mod subject;
mod take_in;
mod verify;
mod view;
mod year;

pub use ahead::Prepared;
pub use board::{
    Board, Counts, DueLine, HoleLine, Incidents, Lines, OutLine, OutState, PlaceLine, PlaceState,
    WaitLine,
};
pub use breach::{Breach, Unlawful};
pub use cases::{CaseLine, CasePage, Filter, HistoryLine};
pub use clock::{Clock, HostClock, SampleClock, SetClock};
pub use deed::{Deed, MACHINE, UnknownDeed};
pub use duties::{DUTY_MISSED, DutyGroup, DutyLine, HANDOVER, MONTHLY_REVIEW, MissedLine};
pub use error::{DeskError, KeyFault, LeftOut, OpenDeskError, SetUpError, SignError, Why};
pub use evening::EveningMark;
pub use export::ExportError;
pub use fault::{Fault, FaultKind};
pub use fingerprint::fingerprint;
pub use forms::{FileKind, FormError, Going, Period, Wanted, WriteError, Wrote, judge_form};
pub use inbox::{InboxItem, OfficeWait};
pub use model::Model;
pub use month::{DayCell, MonthDay};
pub use office_acts::LetIn;
pub use rebuild::rebuild;
pub use register::{Known, RegisterFilter, RegisterLine, RegisterPage, TraceLine};
pub use rows::duties::{ManagedRow, Reviewed};
pub use rows::{
    CaseRow, DayRow, DaySaid, FaultRow, ListRow, Locked, OpenRow, Outside, OutsideSaid, Subject,
    Term, Wait,
};
pub use set_up::{NewOffice, Secrets, Slip};
pub use sheet::SheetState;
pub use sign::{OpenKey, Proposal, Signed};
pub use status::{OFFICE, Outstanding, Status, WaitsFor};
pub use subject::CASE_SIGN;
pub use take_in::TakeIn;
pub use verify::{MemoryRows, Verification};
pub use view::View;
pub use year::{Book, Closing, Fate, LineName, YEAR_CLOSE, YearLine, closing_values};

use crate::calendar::Moment;
use crate::journal::{Body, Checkpoint, KeyFile, Seen, TerminalId, TextDigest};
use crate::store::{
    Appended, Direction, KeyRange, Mode, ReadLog, ReadOnly, Reading, Rows, Snapshot, Store, Stored,
    Waiting,
};
use duties::missed_of;
use memory::Memory;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The procedure of the evening lock.
pub const LOCKING: &str = "locking";
/// The procedure of a take-out.
pub const TAKE_OUT: &str = "take_out";
/// The procedure of a take-out that nobody confirmed.
pub const UNCONFIRMED: &str = "unconfirmed";
/// The procedure of a sending.
pub const SENDING: &str = "sending";
/// The procedure of an incident.
pub const INCIDENT: &str = "incident";
/// The procedure of 現物照合.
pub const STOCKTAKE: &str = "stocktake";
/// What a missed day may have been: the place was not locked. The occasion of a stocktaking too.
pub const NOT_LOCKED: &str = "not-locked";
/// The field that holds the means of a sending.
pub const MEANS: &str = "means";
/// Steps of a locking.
pub const LOCK: &str = "lock";
/// It was found open after it was locked.
pub const FOUND_OPEN: &str = "found_open";
/// A day without a lock is explained.
pub const EXPLAIN: &str = "explain";
/// The manager has received the explanation.
pub const RECEIVED: &str = "received";
/// The manager has received that it was found open.
pub const RECEIVED_OPEN: &str = "received_open";
/// Steps of a take-out: brought back, as somebody says.
pub const BROUGHT: &str = "brought";
/// What became of a line that cannot be brought back.
pub const LOST: &str = "lost";
/// Confirmed back by a manager.
pub const BACK: &str = "back";

/// The name of the key file in an office directory.
pub const KEY_FILE: &str = "key";

/// So many entries are taken into the rows while somebody waits to look at them.
const FEW: u64 = 1000;

/// How long a command waits for another terminal that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the desk tells while it waits for another terminal: how long so far. The answer says
/// whether to go on.
pub type OnWait = dyn Fn(Duration) -> Waiting + Send + Sync;

/// A row of the read model: its table, its key, its value.
pub type ComparedRow = (&'static str, Vec<u8>, Vec<u8>);

/// An open office.
pub struct Desk {
    pub(crate) store: Store,
    model: Arc<Model>,
    folder: PathBuf,
    /// None in a copy that has left the office without it: then nobody can sign.
    key: Option<KeyFile>,
    clock: Arc<dyn Clock>,
    terminal: TerminalId,
    memory: Option<Memory>,
    verified: Mutex<Seen>,
    /// More was verified than is remembered.
    unremembered: AtomicBool,
    on_wait: Mutex<Option<Arc<OnWait>>>,
    last: Arc<view::LastRecorded>,
    /// The definition that was last proved here, and beside which others.
    proved: Mutex<Option<(usize, TextDigest)>>,
}

/// How a desk is opened.
#[derive(Default)]
pub struct Opening {
    /// The clock; without one the host's, or the sample's for a sample office.
    pub clock: Option<Arc<dyn Clock>>,
    /// This terminal's name; without one the host's.
    pub terminal: Option<TerminalId>,
    /// The folder in which this user's terminal remembers what it has seen; without one it
    /// remembers nothing.
    pub memory: Option<PathBuf>,
    /// How the journal is going to be read.
    pub reading: Reading,
}

impl Desk {
    /// Opens the office in `folder`.
    ///
    /// # Errors
    /// [`OpenDeskError`], each with what to tell; nothing was changed.
    pub fn open(folder: &Path, opening: Opening) -> Result<Self, OpenDeskError> {
        let started = std::time::Instant::now();
        let store = Store::open_for(folder, opening.reading, &mut |waited| {
            if waited.max(started.elapsed()) < PATIENCE {
                Waiting::Go
            } else {
                Waiting::GiveUp
            }
        })?;
        let key = keys::key_file(folder, store.office())?;
        let mut desk = Self {
            model: Arc::default(),
            folder: folder.to_owned(),
            key,
            clock: Arc::new(HostClock),
            terminal: opening.terminal.unwrap_or_else(host_terminal),
            memory: opening.memory.map(|dir| Memory::of(&dir, store.office())),
            verified: Mutex::new(Seen {
                size: 0,
                root: crate::journal::merkle::empty_root(),
            }),
            unremembered: AtomicBool::new(false),
            on_wait: Mutex::new(None),
            last: Arc::default(),
            proved: Mutex::new(None),
            store,
        };
        let view = desk.view_of(desk.caught_up()?)?;
        if let Some(clock) = opening.clock {
            desk.clock = clock;
        } else if view.office.sample {
            // The sample's evening, or just after what was last recorded in it.
            let begins = sample::begins().unwrap_or(view.now);
            let last = view.last_recorded()?.map(|last| last.0.plus_minutes(1));
            desk.clock = Arc::new(SampleClock::starting(
                last.map_or(begins, |last| last.max(begins)),
            ));
        }
        drop(view);
        desk.remember_start()?;
        Ok(desk)
    }

    /// Brings the read model up to the journal, where another version or a crash left it behind.
    /// Gives what it then is.
    fn caught_up(&self) -> Result<Snapshot, DeskError> {
        let now = self.store.snapshot()?;
        if now.progress(rows::SCHEMA)?.is_done() || self.store.mode() != Mode::ReadWrite {
            return Ok(now);
        }
        drop(now);
        self.store
            .catch_up(self.model.as_ref(), 2000, &mut self.patience(), &mut |_| {
                Waiting::Go
            })?;
        Ok(self.store.snapshot()?)
    }

    /// Entries from index `from` on, at most `max`, as they lie in the journal.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn read_log(&self, from: u64, max: usize) -> Result<Vec<(u64, Stored)>, DeskError> {
        Ok(self.store.snapshot()?.read(from, max)?)
    }

    /// Every row of the read model as table, key and value, so that two ways to the same state can
    /// be compared.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn rows_for_comparison(&self) -> Result<Vec<ComparedRow>, DeskError> {
        let snapshot = self.store.snapshot()?;
        let rows = snapshot.rows(rows::SCHEMA)?;
        let mut found = Vec::new();
        for table in rows::key::TABLES
            .into_iter()
            .chain(rows::duties::key::TABLES)
        {
            rows.scan(
                &KeyRange::all(table),
                Direction::Forward,
                usize::MAX,
                &mut |key, value| {
                    found.push((table.0, key.to_vec(), value.to_vec()));
                    ControlFlow::Continue(())
                },
            )?;
        }
        Ok(found)
    }

    /// Compares the journal with what this terminal has seen of it before.
    fn remember_start(&self) -> Result<(), OpenDeskError> {
        let Some(memory) = &self.memory else {
            return Ok(());
        };
        let Some(seen) = memory.read() else {
            return Ok(());
        };
        let snapshot = self.store.snapshot().map_err(DeskError::from)?;
        if snapshot.size() < seen.size {
            return Err(OpenDeskError::RolledBack {
                seen: seen.size,
                found: snapshot.size(),
            });
        }
        if snapshot.root_at(seen.size).map_err(DeskError::from)? != Some(seen.root) {
            return Err(OpenDeskError::Forked { size: seen.size });
        }
        self.set_verified(Seen {
            size: seen.size,
            root: seen.root,
        });
        Ok(())
    }

    /// One consistent look at the office.
    ///
    /// # Errors
    /// Damage, the operating system, or a journal without a founding entry.
    pub fn view(&self) -> Result<View, DeskError> {
        self.remember_rest();
        self.view_of(self.settled()?)
    }

    fn view_of(&self, snapshot: Snapshot) -> Result<View, DeskError> {
        let ground = self.model.office_in(&snapshot.rows(rows::SCHEMA)?)?;
        let ground = ground.ok_or(DeskError::NoOffice)?;
        Ok(View {
            snapshot,
            office: ground.office,
            now: self.clock.now(),
            catalogue: ground.catalogue,
            last: Arc::clone(&self.last),
        })
    }

    /// A look at the file, with the rows up to it: what another terminal was promised before it
    /// died is in the journal then, and its rows are not made yet.
    fn settled(&self) -> Result<Snapshot, DeskError> {
        let snapshot = self.store.snapshot()?;
        let now = snapshot.progress(rows::SCHEMA)?;
        if now.is_done() || now.size - now.applied > FEW {
            return Ok(snapshot);
        }
        drop(snapshot);
        self.caught_up()
    }

    /// Whether records can be written here, and why not.
    #[must_use]
    pub fn mode(&self) -> Mode {
        match self.store.mode() {
            Mode::ReadWrite if self.key.is_none() => Mode::ReadOnly(ReadOnly::NoKey),
            mode => mode,
        }
    }

    /// The moment, by this office's clock.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The office's clock.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    /// The office's folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Told while a command waits for another terminal.
    pub fn set_on_wait(&self, told: Arc<OnWait>) {
        *self.on_wait.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }

    fn patience(&self) -> impl FnMut(Duration) -> Waiting + use<> {
        let told = self
            .on_wait
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        move |waited| match &told {
            Some(told) => told(waited),
            None if waited < PATIENCE => Waiting::Go,
            None => Waiting::GiveUp,
        }
    }

    /// The tree that this terminal has verified.
    #[must_use]
    pub fn seen(&self) -> Seen {
        *self.verified.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_verified(&self, seen: Seen) {
        let mut verified = self.verified.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.size >= verified.size {
            *verified = seen;
        }
    }

    /// What was just appended follows on what was verified: it is known without another look.
    fn witnessed(&self, appended: &Appended) {
        if self.seen().size == appended.first_index {
            self.set_verified(Seen {
                size: appended.size,
                root: appended.root,
            });
            // Nobody waits for that: it is remembered with the next look.
            self.unremembered.store(true, Ordering::Release);
        }
    }

    fn remember_rest(&self) {
        if self.unremembered.swap(false, Ordering::AcqRel) {
            self.remember();
        }
    }

    fn remember(&self) {
        if let Some(memory) = &self.memory {
            let seen = self.seen();
            // Remembering less is safe; it is tried again with the next record.
            let _ = memory.write(&Checkpoint {
                office: self.store.office(),
                size: seen.size,
                root: seen.root,
            });
        }
    }

    /// How many entries the journal has.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn size(&self) -> Result<u64, DeskError> {
        Ok(self.store.snapshot()?.size())
    }

    /// Size and root of the journal, as sheets print them.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn checkpoint(&self) -> Result<Checkpoint, DeskError> {
        let (size, root) = self.store.size_and_root()?;
        Ok(Checkpoint {
            office: self.store.office(),
            size,
            root,
        })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.remember_rest();
    }
}

/// The body of a stored entry.
fn read_body(stored: &Stored) -> Result<Body, DeskError> {
    stored
        .entry()
        .map_err(|e| DeskError::Row(e.to_string()))
        .and_then(|entry| entry.read().map_err(|e| DeskError::Row(e.to_string())))
}

/// Fresh random bytes of the operating system.
fn random<const N: usize>() -> Result<[u8; N], SignError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| SignError::Random(e.to_string()))?;
    Ok(bytes)
}

/// The host's name, cut to what a terminal's name may be.
fn host_terminal() -> TerminalId {
    let name = host_name();
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        .take(32)
        .collect();
    TerminalId::parse(&name).unwrap_or_else(|_| TerminalId::unnamed())
}

#[cfg(unix)]
fn host_name() -> String {
    rustix::system::uname()
        .nodename()
        .to_string_lossy()
        .into_owned()
}

#[cfg(not(unix))]
fn host_name() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}
