//! An entry of long ago, read once more from the journal that is being verified.

use crate::desk::error::DeskError;
use crate::journal::{Chain, Earlier, EntryId};
use crate::store::{Corrupt, ReadLog as _, Snapshot};

/// The journal as one moment shows it.
pub(super) struct Again<'a>(pub(super) &'a Snapshot);

impl Earlier for Again<'_> {
    type Error = DeskError;

    fn name(&self, place: u64) -> Result<EntryId, DeskError> {
        let name = self.0.node(0, place)?;
        name.map(EntryId).ok_or_else(|| self.changed(place))
    }

    fn entry(&self, place: u64) -> Result<(EntryId, Chain), DeskError> {
        let stored = self.0.read(place, 1)?.pop().map(|(_, stored)| stored);
        let entry = stored.and_then(|stored| stored.into_entry().ok());
        let entry = entry.ok_or_else(|| self.changed(place))?;
        let body = entry.read().map_err(|_| self.changed(place))?;
        Ok((entry.id(), body.case))
    }

    fn changed(&self, place: u64) -> DeskError {
        let detail = format!("entry {place} is not what it was a moment ago");
        let place = "entries".to_owned();
        DeskError::Store(Corrupt { place, detail }.into())
    }
}
