//! Facts in the rows: one row for each fact of each subject, with everything said of it.

use super::{FoldError, Stop, put};
use crate::desk::rows::key;
use crate::desk::view::read_row;
use crate::procedure::{Effect, FactId, FactSubject, Facts, FactsUnread, Known};
use crate::store::{Rows, RowsMut};

/// The facts of these rows: of the moment of an entry in the fold, of a snapshot in a view.
pub(in crate::desk) struct RowFacts<'a> {
    pub(in crate::desk) rows: &'a dyn Rows,
    /// So much of the journal the signer's terminal had seen; none where somebody asks now. What
    /// another terminal wrote between the look and the write makes no fault of a lawful act.
    pub(in crate::desk) seen: Option<u64>,
}

impl Facts for RowFacts<'_> {
    fn known(&self, fact: &FactId, subject: &FactSubject) -> Result<Known, FactsUnread> {
        let known: Option<Known> = read_row(self.rows, key::FACTS, &key::fact(fact, subject))
            .map_err(|e| FactsUnread(e.to_string()))?;
        let known = known.unwrap_or_default();
        Ok(match self.seen {
            Some(size) => known.seen_at(size),
            None => known,
        })
    }
}

/// Writes down what an act says of facts.
pub(super) fn keep(rows: &mut dyn RowsMut, effects: &[Effect], index: u64) -> Result<(), Stop> {
    for effect in effects {
        let said = match effect {
            Effect::Says(said) | Effect::TakesBack(said) => said,
            _ => continue,
        };
        let key = key::fact(&said.fact, &said.subject);
        let mut known: Known = read_row(rows, key::FACTS, &key)?.unwrap_or_default();
        match effect {
            Effect::TakesBack(_) => known.take_back(&said.what, index),
            _ => known.take(&said.what, index),
        }
        put(rows, key::FACTS, &key, &known)?;
    }
    Ok(())
}

/// Rows that cannot be read are no fault of the entry.
pub(super) fn unread(e: FactsUnread) -> Stop {
    Stop::Rows(FoldError::Refused(e.to_string()))
}
