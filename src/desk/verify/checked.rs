//! An entry checked by itself, on whichever core came free: everything that needs nothing of what
//! stands before it. Only what the judging asks for is kept of it.

use crate::desk::breach::Breach;
use crate::desk::deed::{Deed, UnknownDeed};
use crate::desk::error::DeskError;
use crate::desk::model::Signed;
use crate::journal::{Authors, Body, EntryFault};
use crate::store::Stored;
use serde_json::Value;

/// An entry with all that can be said of it by itself.
pub(super) struct Checked {
    pub(super) index: u64,
    pub(super) signed: Signed,
    pub(super) said: Said,
}

/// What an entry says.
pub(super) enum Said {
    /// Commitment, signature and body hold.
    Whole(Body, Result<Deed, UnknownDeed>),
    /// Something does not; what its body says all the same, where it can be read.
    Faulty(EntryFault, Result<(Body, Deed), Breach>),
}

impl Checked {
    /// As [`Entry::check`](crate::journal::Entry::check) gives it.
    pub(super) fn said(&self) -> Result<&Body, &EntryFault> {
        match &self.said {
            Said::Whole(body, _) => Ok(body),
            Said::Faulty(fault, _) => Err(fault),
        }
    }
}

/// Checks entries each by itself.
pub(super) fn check(
    part: Vec<(u64, Stored)>,
    authors: &mut Authors,
) -> Result<Vec<Checked>, DeskError> {
    let one = |(index, stored): (u64, Stored)| {
        let entry = stored
            .into_entry()
            .map_err(|e| DeskError::Row(e.to_string()))?;
        let said = match entry.check_with(authors) {
            Ok(body) => {
                let deed = Deed::of(&body);
                Said::Whole(without_act(body), deed)
            }
            Err(fault @ (EntryFault::Signature | EntryFault::Author)) => {
                let read = entry.read();
                let read = read.map_err(|e| Breach::Unread(e.to_string()));
                let read = read.and_then(|body| {
                    let deed = Deed::of(&body).map_err(Breach::from)?;
                    Ok((without_act(body), deed))
                });
                Said::Faulty(fault, read)
            }
            Err(fault) => {
                let why = Breach::Unread(fault.to_string());
                Said::Faulty(fault, Err(why))
            }
        };
        Ok(Checked {
            index,
            signed: Signed::of(&entry),
            said,
        })
    };
    part.into_iter().map(one).collect()
}

/// The act was read into a deed: as JSON it would only take room until it is judged.
fn without_act(body: Body) -> Body {
    Body {
        act: Value::Null,
        ..body
    }
}
