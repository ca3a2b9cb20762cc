//! Which entry follows which: each case and the office are a chain, whose entries each name the one
//! before. Some 4 bytes an entry, and 27 a chain.

use super::slots::Slots;
use super::{CaseId, EntryId, FindingKind};
use std::collections::HashSet;

/// A chain of entries: one case, or the office (`None`).
type Chain = Option<CaseId>;

/// The chains so far. Entries are spoken of by their place in the journal.
pub(super) struct Chains {
    names: Vec<Chain>,
    numbers: Slots,
    /// The last entry of each chain.
    heads: Vec<u32>,
    /// The chain of each entry; none where its body cannot be read (erased, or at fault).
    of: Vec<Option<Number>>,
    /// Unread entries that nothing follows yet: each may have been the head of one chain.
    loose: HashSet<u32>,
}

/// One more than the place of a chain in the list of them: so that none of it takes no room.
type Number = std::num::NonZeroU32;

impl Chains {
    pub(super) fn new() -> Self {
        Self {
            names: Vec::new(),
            numbers: Slots::new(),
            heads: Vec::new(),
            of: Vec::new(),
            loose: HashSet::new(),
        }
    }

    /// Takes the next entry, which stands in the journal already, and belongs to no chain anew.
    pub(super) fn pass(&mut self) {
        self.of.push(None);
    }

    /// Takes the next entry, of which nothing can be read.
    pub(super) fn unread(&mut self) {
        self.loose.extend(u32::try_from(self.of.len()));
        self.of.push(None);
    }

    /// Makes the next entry the head of its chain, and says whether it truly follows the last one:
    /// `after` is what it names, and where that stands.
    pub(super) fn follow(
        &mut self,
        chain: Chain,
        after: Option<(EntryId, Option<u32>)>,
    ) -> Option<FindingKind> {
        let place = u32::try_from(self.of.len()).unwrap_or(u32::MAX);
        let (number, head) = match self.numbers.find(&self.names, &chain) {
            Some(number) => {
                let head = self.heads.get_mut(number as usize);
                (number, head.map(|head| std::mem::replace(head, place)))
            }
            None => {
                let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
                self.names.push(chain);
                self.numbers.insert(&self.names, number);
                self.heads.push(place);
                (number, None)
            }
        };
        let own = number.checked_add(1).and_then(Number::new);
        self.of.push(own);
        let Some((after, known)) = after else {
            return head.map(|_| FindingKind::BegunTwice);
        };
        let Some(known) = known else {
            return Some(FindingKind::AfterUnknown(after));
        };
        if head == Some(known) {
            return None;
        }
        match self.of.get(known as usize).copied().flatten() {
            Some(other) if Some(other) != own => Some(FindingKind::AfterElsewhere(after)),
            None if self.loose.remove(&known) => None,
            _ => Some(FindingKind::AfterPassed(after)),
        }
    }
}
