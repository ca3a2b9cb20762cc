//! Where entries that were read already can be looked at once more. Who reads a journal from its
//! first entry on keeps little of each; what is seldom asked for is read again where it came from.

use super::{CaseId, EntryId};
use std::convert::Infallible;

/// A chain of entries: one case, or the office (`None`).
pub type Chain = Option<CaseId>;

/// The entries so far, by their place in the journal.
pub trait Earlier {
    /// Why it cannot be read.
    type Error;

    /// The next entry was taken: its name, and its chain where its body can be read.
    fn took(&mut self, _id: EntryId, _chain: Option<Chain>) {}

    /// The name of an entry.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn name(&self, place: u64) -> Result<EntryId, Self::Error>;

    /// The name and the chain of an entry whose body can be read, checked against the commitment in
    /// its leaf.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn entry(&self, place: u64) -> Result<(EntryId, Chain), Self::Error>;

    /// What is read there now is not what was read before.
    fn changed(&self, place: u64) -> Self::Error;
}

/// Entries kept in memory: for journals that come from elsewhere, line by line. Some fifty bytes an
/// entry.
#[derive(Debug, Default)]
pub struct Kept(Vec<(EntryId, Option<Chain>)>);

impl Kept {
    fn at(&self, place: u64) -> (EntryId, Option<Chain>) {
        let kept = usize::try_from(place).ok().and_then(|n| self.0.get(n));
        kept.copied().unwrap_or((EntryId([0; 32]), None))
    }
}

impl Earlier for Kept {
    type Error = Infallible;

    fn took(&mut self, id: EntryId, chain: Option<Chain>) {
        self.0.push((id, chain));
    }

    fn name(&self, place: u64) -> Result<EntryId, Infallible> {
        Ok(self.at(place).0)
    }

    fn entry(&self, place: u64) -> Result<(EntryId, Chain), Infallible> {
        let (id, chain) = self.at(place);
        Ok((id, chain.flatten()))
    }

    fn changed(&self, place: u64) -> Infallible {
        unreachable!("entry {place} is kept as it was")
    }
}
