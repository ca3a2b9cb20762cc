//! A disk in memory that remembers every operation, can lose what was not flushed, and can fail.
//! One handle at a time is alive, so its locks are always free.

use kagiban::store::{Access, Medium};
use redb::{BackendError, StorageBackend};
use std::io;
use std::ops::Bound;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// Disks lose and tear writes by this unit.
const SECTOR: usize = 512;

#[derive(Debug, Clone)]
pub enum Op {
    Write(u64, Vec<u8>),
    SetLen(u64),
    Sync,
    /// The program told somebody that this many things are on disk.
    Acknowledged(usize),
}

/// What shall go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    #[default]
    None,
    /// Every change fails for want of space after this many operations more.
    FullAfter(usize),
    /// The file cannot grow beyond this.
    NoLongerThan(u64),
    /// Reading fails after this many operations more.
    UnreadableAfter(usize),
}

/// Where the store writes down what it is about to acknowledge.
const NOTE: u64 = 512;

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    ops: Vec<Op>,
    fault: Fault,
    /// What is committed behind an acknowledgement waits until that is among the operations.
    in_order: bool,
    notes: usize,
    acknowledged: usize,
}

#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    acknowledged: Condvar,
}

impl Disk {
    pub fn holding(bytes: Vec<u8>) -> Self {
        let disk = Self::default();
        disk.state().bytes = bytes;
        disk
    }

    /// From now on nothing is done behind an acknowledgement before [`Disk::acknowledge`]: the
    /// power may go between the two.
    pub fn in_order(self) -> Self {
        self.state().in_order = true;
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }

    fn change(&self, op: Op) -> io::Result<()> {
        let mut state = self.state();
        let behind = std::thread::current().name() == Some("settling");
        if behind && state.in_order {
            let limit = Duration::from_secs(60);
            let early = |state: &mut State| state.acknowledged < state.notes;
            let waited = self.0.acknowledged.wait_timeout_while(state, limit, early);
            let (now, late) = waited.unwrap();
            assert!(
                !late.timed_out(),
                "a note was written and never acknowledged"
            );
            state = now;
        }
        state.change(op)
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.state().bytes.clone()
    }

    pub fn ops(&self) -> Vec<Op> {
        self.state().ops.clone()
    }

    pub fn set_fault(&self, fault: Fault) {
        self.state().fault = fault;
    }

    pub fn acknowledge(&self, count: usize) {
        let mut state = self.state();
        state.ops.push(Op::Acknowledged(count));
        state.acknowledged = state.notes;
        self.0.acknowledged.notify_all();
    }

    /// How many batches were acknowledged before they were committed.
    pub fn notes(&self) -> usize {
        self.state().notes
    }

    pub fn handle(&self) -> Box<dyn StorageBackend> {
        Box::new(self.clone())
    }
}

impl Medium for Disk {
    fn open(&self, _: Access) -> io::Result<Box<dyn StorageBackend>> {
        Ok(self.handle())
    }

    fn room(&self) -> Option<u64> {
        Some(u64::MAX)
    }
}

impl State {
    fn change(&mut self, op: Op) -> io::Result<()> {
        match &mut self.fault {
            Fault::FullAfter(0) => return Err(io::ErrorKind::StorageFull.into()),
            Fault::FullAfter(left) => *left -= 1,
            Fault::NoLongerThan(limit) => {
                if matches!(op, Op::SetLen(len) if len > *limit && len > self.bytes.len() as u64) {
                    return Err(io::ErrorKind::StorageFull.into());
                }
            }
            Fault::None | Fault::UnreadableAfter(_) => {}
        }
        apply(&mut self.bytes, &op, |_| true);
        self.notes += usize::from(matches!(op, Op::Write(NOTE, _)));
        self.ops.push(op);
        Ok(())
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.state().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let mut state = self.state();
        match &mut state.fault {
            Fault::UnreadableAfter(0) => return Err(io::Error::other("the disk does not answer")),
            Fault::UnreadableAfter(left) => *left -= 1,
            _ => {}
        }
        let start = offset as usize;
        let found = state.bytes.get(start..start + out.len());
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(Op::SetLen(len))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.change(Op::Sync)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(Op::Write(offset, data.to_vec()))
    }

    fn try_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn try_lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(true)
    }

    fn lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn lock_shared_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn unlock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<(), BackendError> {
        Ok(())
    }

    fn query_lock_range(&self, _: Bound<u64>, _: Bound<u64>) -> Result<bool, BackendError> {
        Ok(false)
    }
}

/// Does `op`, sector by sector, where `kept` says so.
fn apply(bytes: &mut Vec<u8>, op: &Op, mut kept: impl FnMut(usize) -> bool) {
    match op {
        Op::SetLen(len) => {
            if kept(0) {
                bytes.resize(*len as usize, 0);
            }
        }
        Op::Write(offset, data) => {
            let mut at = *offset as usize;
            let mut rest = data.as_slice();
            while !rest.is_empty() {
                let (part, after) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
                if kept(at / SECTOR) {
                    if bytes.len() < at + part.len() {
                        bytes.resize(at + part.len(), 0);
                    }
                    bytes[at..at + part.len()].copy_from_slice(part);
                }
                at += part.len();
                rest = after;
            }
        }
        Op::Sync | Op::Acknowledged(_) => {}
    }
}

/// What the disk holds when the power goes after the first `cut` operations: everything up to the
/// last flush, and of the rest any sectors. `start` is what it held before the first.
/// Also how many things had been acknowledged.
pub fn after_power_cut(start: &[u8], ops: &[Op], cut: usize, dice: &mut Dice) -> (Vec<u8>, usize) {
    let done = &ops[..cut];
    let flushed = done.iter().rposition(|op| matches!(op, Op::Sync));
    let acknowledged = done.iter().rev().find_map(|op| match op {
        Op::Acknowledged(count) => Some(*count),
        _ => None,
    });
    let mut bytes = start.to_vec();
    // Sometimes nothing of the rest arrives, sometimes all of it, mostly a part.
    let share = dice.below(5);
    for (number, op) in done.iter().enumerate() {
        let safe = flushed.is_some_and(|flushed| number < flushed);
        apply(&mut bytes, op, |_| safe || dice.below(4) < share);
    }
    (bytes, acknowledged.unwrap_or(0))
}

/// Numbers that look random and are the same every time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % limit
    }
}
