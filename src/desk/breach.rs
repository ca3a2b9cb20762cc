//! Why an entry changes nothing: what the rules of its day would have refused, or what cannot be
//! read at all.

use super::deed::UnknownDeed;
use super::fault::Fault;
use crate::journal::{EntryId, PersonNo};
use crate::office::OfficeRefusal;
use crate::procedure::{DefId, DefRef, Refusal};

/// Why.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Breach {
    /// Its bytes are none of an entry.
    #[error("it cannot be read: {0}")]
    Unread(String),
    /// An act that this program does not know.
    #[error(transparent)]
    Unknown(#[from] UnknownDeed),
    /// An act on a case before there is an office.
    #[error("no office yet")]
    NoOffice,
    /// The first manager has not accepted the office yet.
    #[error("the office is not accepted yet")]
    NotAccepted,
    /// It bears another key than that of who signs it.
    #[error("not signed by the key of person {0}")]
    NotTheirKey(PersonNo),
    /// It names no case, or no unit.
    #[error("no case or unit")]
    NoCase,
    /// It follows on a case that there is not.
    #[error("follows on no case")]
    FollowsOnNothing,
    /// It runs a procedure that the office does not have.
    #[error("no procedure {0:?}")]
    NoProcedure(DefRef),
    /// The rules on the office refuse it.
    #[error(transparent)]
    Office(#[from] OfficeRefusal),
    /// It adopts a definition that cannot be adopted.
    #[error("{}", super::definitions::told(.0))]
    Definition(Vec<Fault>),
    /// The rules of a procedure refuse it.
    #[error("{refusal:?}")]
    Rules {
        /// Why.
        refusal: Box<Refusal>,
        /// Which procedure, where it is known.
        procedure: Option<DefRef>,
        /// Who signed.
        by: PersonNo,
    },
    /// A record of printing that names another journal than this one.
    #[error("a record of printing names another journal")]
    PrintedAnother,
    /// It adopted a definition that breaks a law.
    #[error("{id} breaks law {law}: {what}")]
    Unproved {
        /// The procedure.
        id: DefId,
        /// The law of DESIGN §5.
        law: u8,
        /// What is wrong, for a log.
        what: &'static str,
    },
}

/// An entry that changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlawful {
    /// Where in the journal.
    pub index: u64,
    /// The entry.
    pub entry: EntryId,
    /// Why.
    pub why: Breach,
}
