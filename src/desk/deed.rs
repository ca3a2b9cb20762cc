//! The act of a body, read by its class.

use crate::journal::{Body, Class};
use crate::office::OfficeAct;
use crate::procedure::CaseAct;
use serde::Deserialize as _;

/// The version of the rules (the step machine) that this program walks; written in every entry.
pub const MACHINE: u32 = 1;

/// What an entry did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// On the office.
    Office(Box<OfficeAct>),
    /// On a case.
    Case(Box<CaseAct>),
}

/// The act of an entry is not one this program knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an act that this program does not know: {0}")]
pub struct UnknownDeed(pub String);

impl Deed {
    /// Reads the act of a body.
    pub fn of(body: &Body) -> Result<Self, UnknownDeed> {
        let unknown = |e: serde_json::Error| UnknownDeed(e.to_string());
        match Class::of(body) {
            Class::Office => OfficeAct::deserialize(&body.act)
                .map(|act| Self::Office(Box::new(act)))
                .map_err(unknown),
            Class::Case => CaseAct::deserialize(&body.act)
                .map(|act| Self::Case(Box::new(act)))
                .map_err(unknown),
        }
    }
}
