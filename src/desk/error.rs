//! What can go wrong at the desk, with what a person needs to know.

use super::fault::Fault;
use crate::calendar::Recorded;
use crate::journal::{CaseId, EntryId, PersonNo};
use crate::office::OfficeRefusal;
use crate::procedure::Refusal;
use crate::store::{AppendError, CreateError, ModelError, OpenError, StoreError};
use std::path::PathBuf;

/// A question that could not be answered.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Bringing the read model up to date.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A row of the read model does not read; it can be built anew.
    #[error("a row of the read model does not read: {0}")]
    Row(String),
    /// There is no such case.
    #[error("no case {0}")]
    NoCase(CaseId),
    /// There is no office in the store: the founding entry is missing.
    #[error("the journal has no founding entry")]
    NoOffice,
}

/// An office that could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenDeskError {
    /// The store refuses.
    #[error(transparent)]
    Store(#[from] OpenError),
    /// A question at opening.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The key file is there and of no use.
    #[error("the key file {path}: {what}")]
    KeyFile {
        /// Where it is.
        path: PathBuf,
        /// What is wrong with it.
        what: KeyFault,
    },
    /// This terminal has seen a later state of this journal than the file now holds.
    #[error("this terminal has seen {seen} entries; the file holds {found}")]
    RolledBack {
        /// Entries seen before.
        seen: u64,
        /// Entries there are.
        found: u64,
    },
    /// This terminal has seen another history of this journal.
    #[error("the first {size} entries are not those that this terminal has seen")]
    Forked {
        /// Up to which size it remembers.
        size: u64,
    },
}

/// What is wrong with a key file.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The operating system does not give it.
    #[error("{0}")]
    Io(std::io::Error),
    /// It is no key file, or damaged.
    #[error("damaged")]
    Damaged,
    /// It is another office's.
    #[error("another office's")]
    OfAnother,
}

/// An office that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The store.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The founding is not lawful.
    #[error(transparent)]
    Office(#[from] OfficeRefusal),
    /// The PIN is not fit.
    #[error(transparent)]
    Pin(#[from] crate::journal::PinError),
    /// No random bytes can be had.
    #[error("no random bytes: {0}")]
    Random(String),
    /// The folder cannot be made.
    #[error("the folder: {0}")]
    Folder(#[source] std::io::Error),
    /// The key file cannot be written.
    #[error("the key file: {0}")]
    KeyFile(#[source] std::io::Error),
    /// Opening what was made.
    #[error(transparent)]
    Open(#[from] Box<OpenDeskError>),
    /// Signing what was made.
    #[error(transparent)]
    Sign(#[from] Box<SignError>),
    /// The entry could not be made.
    #[error("the founding entry: {0}")]
    Entry(String),
}

/// Nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// Nobody has that number today.
    #[error("nobody has number {0}")]
    NobodyHas(PersonNo),
    /// They have no key yet.
    #[error("person {0} is not enrolled")]
    NotEnrolled(PersonNo),
    /// The PIN is wrong. Nothing was recorded.
    #[error("wrong PIN; {failed} in a row")]
    WrongPin {
        /// Wrong tries since the last signed entry.
        failed: u32,
        /// Seconds until the next try is taken.
        wait: u32,
    },
    /// Too soon after wrong tries.
    #[error("wait {wait} s")]
    TooSoon {
        /// Seconds until the next try is taken.
        wait: u32,
    },
    /// The counter of wrong tries cannot be written, so no key opens.
    #[error("the counter of wrong tries cannot be written")]
    Counter(#[source] StoreError),
    /// The sealed key is damaged or another person's.
    #[error("the sealed key of person {0} does not open")]
    Damaged(PersonNo),
    /// The PIN was right, and nothing could be written.
    #[error("the PIN was right; nothing was written: {0}")]
    Write(#[source] AppendError),
    /// Nothing was left to sign: why, for each.
    #[error("nothing could be signed")]
    AllLeftOut(Vec<LeftOut>),
    /// No random bytes can be had.
    #[error("no random bytes: {0}")]
    Random(String),
    /// The entry could not be made.
    #[error("the entry: {0}")]
    Entry(String),
    /// The PIN chosen is not fit.
    #[error(transparent)]
    Pin(#[from] crate::journal::PinError),
    /// The one-time code is wrong.
    #[error("the one-time code is wrong")]
    WrongCode,
    /// A question on the way.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

/// An act that was left out of a signature, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in what was asked.
    pub position: usize,
    /// Its case; none for an act on the office.
    pub case: Option<CaseId>,
    /// Why.
    pub why: Why,
}

/// Why an act was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The rules refuse it.
    Rules(Box<Refusal>),
    /// The rules on the office refuse it.
    Office(OfficeRefusal),
    /// The definition cannot be taken into use, or out of it: every fault.
    Definition(Vec<Fault>),
    /// Somebody else came first: who, and when.
    First {
        /// Who.
        by: PersonNo,
        /// When.
        at: Recorded,
        /// Their entry.
        entry: EntryId,
    },
}
