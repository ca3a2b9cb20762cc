//! How a person begins: 2持出, 4送付, 9事故, and what is put right.

use super::sending::SendingList;
use super::wizard::Wizard;
use crate::desk::{INCIDENT, TAKE_OUT};
use crate::procedure::{ChoiceId, FieldId, HoldingLine, Value, Values};

/// 2持出.
#[derive(Debug, Clone, Copy)]
pub struct TakeOut;

impl TakeOut {
    /// Asks for permission to take documents out.
    #[must_use]
    pub fn open() -> Wizard {
        Wizard::begin(TAKE_OUT, Values::new())
    }
}

/// 4送付.
#[derive(Debug, Clone, Copy)]
pub struct Sending;

impl Sending {
    /// The sendings in progress, and a new one.
    #[must_use]
    pub fn list() -> SendingList {
        SendingList::new()
    }
}

/// 9事故: the first notice.
#[derive(Debug, Clone, Copy)]
pub struct Incident;

/// What another record knows of an incident already. Never a time, a count of one's own or the
/// words of an explanation (SCREENS §9).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What happened, as a choice of the definition: `lost`, `missent` …
    pub kind: Option<ChoiceId>,
    /// The documents of the other case.
    pub documents: Vec<HoldingLine>,
    /// Where, in a line: the other case by its number.
    pub place: Option<crate::text::Text>,
}

impl Incident {
    /// The first notice, with what another record knows already.
    #[must_use]
    pub fn open(known: Known) -> Wizard {
        let mut values = Values::new();
        if let Some(kind) = known.kind {
            values.insert(FieldId::from("kind"), Value::Choice(kind));
        }
        if !known.documents.is_empty() {
            let documents = Value::HoldingLines(known.documents);
            values.insert(FieldId::from("documents"), documents);
        }
        if let Some(place) = known.place {
            values.insert(FieldId::from("where"), Value::Text(place));
        }
        Wizard::begin(INCIDENT, values)
    }
}

/// 是正措置.
#[derive(Debug, Clone, Copy)]
pub struct Corrective;

impl Corrective {
    /// What was wrong and what was done about it.
    #[must_use]
    pub fn open() -> Wizard {
        Wizard::begin("corrective", Values::new())
    }
}
