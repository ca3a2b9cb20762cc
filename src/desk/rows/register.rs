//! The rows of the register: what has become of each item, and what each case did with it.

use crate::calendar::Happened;
use crate::journal::{CaseId, PlaceId};
use crate::procedure::{DefRef, Handled, Held};
use serde::{Deserialize, Serialize};

/// What has become of an item, by every case so far.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldingRow {
    /// What is gone, and what is kept by law.
    pub held: Held,
    /// Of what is gone, what was given back and not disposed of, 件数.
    pub returned: u32,
    /// Out now, 件数 over all take-outs.
    pub out: u32,
    /// Reported as missing, 件数.
    pub missing: u32,
    /// Where it was last brought.
    pub moved: Option<LastMove>,
}

impl HoldingRow {
    /// What the machine judges by: with what is out.
    #[must_use]
    pub fn as_held(&self) -> Held {
        Held {
            out: self.out,
            ..self.held.clone()
        }
    }
}

/// The last move of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastMove {
    /// When.
    pub happened: Happened,
    /// Where to.
    pub place: PlaceId,
}

/// What one case has done with one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandledRow {
    /// The case.
    pub case: CaseId,
    /// What it runs.
    pub procedure: DefRef,
    /// What it did, in the order of the journal.
    pub done: Vec<Handled>,
}
