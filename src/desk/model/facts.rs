//! Facts in the rows: one row for each fact of each subject, with everything said of it.

use super::{FoldError, Stop, put, read_row};
use crate::desk::rows::key;
use crate::procedure::{Effect, FactId, FactSubject, Facts, FactsUnread, Known};
use crate::store::{Rows, RowsMut};

/// The facts of these rows: of the moment of an entry in the fold, of a snapshot in a view.
pub(in crate::desk) struct RowFacts<'a>(pub(in crate::desk) &'a dyn Rows);

impl Facts for RowFacts<'_> {
    fn known(&self, fact: &FactId, subject: &FactSubject) -> Result<Known, FactsUnread> {
        read_row(self.0, key::FACTS, &key::fact(fact, subject))
            .map(Option::unwrap_or_default)
            .map_err(|e| FactsUnread(e.to_string()))
    }
}

/// Writes down what an act says of facts.
pub(super) fn keep(rows: &mut dyn RowsMut, effects: &[Effect]) -> Result<(), Stop> {
    for effect in effects {
        let said = match effect {
            Effect::Says(said) | Effect::TakesBack(said) => said,
            _ => continue,
        };
        let key = key::fact(&said.fact, &said.subject);
        let mut known: Known = read_row(rows, key::FACTS, &key)?.unwrap_or_default();
        match effect {
            Effect::TakesBack(_) => known.take_back(&said.what),
            _ => known.take(&said.what),
        }
        put(rows, key::FACTS, &key, &known)?;
    }
    Ok(())
}

/// Rows that cannot be read are no fault of the entry.
pub(super) fn unread(e: FactsUnread) -> Stop {
    Stop::Rows(FoldError::Refused(e.to_string()))
}
