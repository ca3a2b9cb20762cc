//! Which entry follows which: each case and the office are a chain, whose entries each name the one
//! before. Eight bytes a chain.

use super::earlier::{Chain, Earlier};
use super::past::Past;
use super::slots::Slots;
use super::{EntryId, FindingKind};
use std::collections::HashMap;

/// The chains so far. Entries are spoken of by their place in the journal.
#[derive(Default)]
pub(super) struct Chains {
    /// The last entry of each chain.
    heads: Slots,
    /// Entries of which nothing can be read (erased, or at fault), and whether something follows
    /// them already: each may have been the head of one chain.
    unread: HashMap<u32, Followed>,
}

#[derive(PartialEq, Eq)]
enum Followed {
    No,
    Yes,
}

/// The last entry of a chain.
#[derive(Clone, Copy)]
pub(super) struct Head {
    place: u32,
    pub(super) id: EntryId,
}

impl Chains {
    /// The last entry of a chain; none where it has not begun.
    pub(super) fn head<E: Earlier>(
        &self,
        past: &Past,
        earlier: &E,
        chain: Chain,
    ) -> Result<Option<Head>, E::Error> {
        for place in self.heads.candidates(&chain) {
            let (id, of) = past.entry(earlier, place)?;
            if of == Some(chain) {
                return Ok(Some(Head { place, id }));
            }
        }
        Ok(None)
    }

    /// Takes an entry of which nothing can be read.
    pub(super) fn unread(&mut self, place: u32) {
        self.unread.insert(place, Followed::No);
    }

    /// Makes an entry the last of its chain.
    pub(super) fn follow(&mut self, chain: Chain, head: Option<Head>, place: u32) {
        match head {
            Some(head) => self.heads.replace(&chain, head.place, place),
            None => self.heads.insert(&chain, place),
        }
    }

    /// What is wrong with an entry that does not name the head of its chain, in a past that is
    /// indexed by name.
    pub(super) fn broken<E: Earlier>(
        &mut self,
        past: &Past,
        earlier: &E,
        (chain, head): (Chain, Option<Head>),
        after: Option<EntryId>,
    ) -> Result<Option<FindingKind>, E::Error> {
        let Some(after) = after else {
            return Ok(head.map(|_| FindingKind::BegunTwice));
        };
        let Some(known) = past.find(earlier, &after)? else {
            return Ok(Some(FindingKind::AfterUnknown(after)));
        };
        Ok(match self.unread.get_mut(&known) {
            Some(followed) if *followed == Followed::No => {
                *followed = Followed::Yes;
                None
            }
            Some(_) => Some(FindingKind::AfterPassed(after)),
            None if past.entry(earlier, known)?.1 != Some(chain) => {
                Some(FindingKind::AfterElsewhere(after))
            }
            None => Some(FindingKind::AfterPassed(after)),
        })
    }
}
