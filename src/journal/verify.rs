//! Reading a whole journal from its first entry on and believing none of it.
//!
//! Checks what can be checked without knowing what an act means: each entry by itself, and that
//! what it says of the history before it (`seen`, `after`) is true. Whether the key was that
//! person's and the act was lawful is the replay in `desk`.

use super::merkle::{Frontier, Hash, Node, root_from};
use super::{
    Body, CaseId, Checkpoint, Entry, EntryFault, EntryId, Leaf, OfficeId, Record, check_many,
};
use std::collections::HashSet;
use std::collections::hash_map::{Entry as Slot, HashMap};

/// Something that is not as it must be, at one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which entry, from 0.
    pub index: u64,
    /// What is wrong.
    pub kind: FindingKind,
}

/// What can be wrong with an entry in its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FindingKind {
    /// The entry by itself.
    #[error(transparent)]
    Fault(#[from] EntryFault),
    /// It belongs to the journal of another office.
    #[error("it belongs to the office {0}")]
    Office(OfficeId),
    /// The same entry stands in the journal already.
    #[error("it repeats an earlier entry")]
    Repeated,
    /// A body of the office was erased; only cases may be.
    #[error("its body is gone, though it belongs to the office")]
    Erased,
    /// `seen` is larger than the tree before this entry.
    #[error("it claims to have seen {0} entries")]
    SeenAhead(u64),
    /// The tree of that size had another root: the signer had seen another history.
    #[error("its signer had seen another history of {0} entries")]
    SeenOther(u64),
    /// `after` names nothing that stands earlier.
    #[error("it follows an entry that does not stand before it")]
    AfterUnknown(EntryId),
    /// `after` names an entry of another case.
    #[error("it follows an entry of another case")]
    AfterElsewhere(EntryId),
    /// `after` names an entry of the same case that has another follower already.
    #[error("it follows an entry that was not the last of its case")]
    AfterPassed(EntryId),
    /// It claims to begin a case that has begun already.
    #[error("it begins a case that has begun already")]
    BegunTwice,
}

/// A chain of entries: one case, or the office (`None`).
type Chain = Option<CaseId>;

/// What is known of an entry that `after` may name.
#[derive(Clone, Copy)]
enum Known {
    /// Its chain.
    In(Chain),
    /// Its body cannot be read (erased, or at fault), so its chain is unknown.
    Unread,
}

/// Takes a journal's entries in order and tells what is wrong with them, without stopping.
///
/// Keeps 64 bytes an entry for the tree and some 150 for names and cases.
pub struct Verifier {
    office: OfficeId,
    edge: Frontier,
    /// Complete nodes by level, in order.
    levels: Vec<Vec<Hash>>,
    known: HashMap<EntryId, Known>,
    heads: HashMap<Chain, EntryId>,
    /// Unread entries that nothing follows yet: each may have been the head of one chain.
    loose: HashSet<EntryId>,
}

impl Verifier {
    /// Before the first entry of this office's journal.
    #[must_use]
    pub fn new(office: OfficeId) -> Self {
        Self {
            office,
            edge: Frontier::new(),
            levels: Vec::new(),
            known: HashMap::new(),
            heads: HashMap::new(),
            loose: HashSet::new(),
        }
    }

    /// Takes the next entry.
    pub fn feed(&mut self, entry: &Entry) -> Vec<Finding> {
        self.feed_checked(&entry.leaf, entry.check().as_ref())
    }

    /// Takes the next entry, which somebody has checked ([`Entry::check`]) on another thread.
    pub fn feed_checked(
        &mut self,
        leaf: &Leaf,
        checked: Result<&Body, &EntryFault>,
    ) -> Vec<Finding> {
        self.take(leaf, Some(checked.map_err(Clone::clone)))
    }

    /// Takes the next entries, checking signatures on `threads` threads.
    pub fn feed_many(&mut self, entries: &[Entry], threads: usize) -> Vec<Finding> {
        entries
            .iter()
            .zip(check_many(entries, threads))
            .flat_map(|(entry, checked)| self.feed_checked(&entry.leaf, checked.as_ref()))
            .collect()
    }

    /// Takes the next entry, of which only the leaf may be left.
    pub fn feed_record(&mut self, record: &Record) -> Vec<Finding> {
        match record {
            Record::Whole(entry) => self.feed(entry),
            Record::Erased(leaf) => self.take(leaf, None),
        }
    }

    /// What has been read so far. Says nothing about findings.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            office: self.office,
            size: self.edge.size(),
            root: self.edge.root(),
        }
    }

    /// The root of an earlier size, to hold against a checkpoint that was kept elsewhere; `None`
    /// where fewer entries have been read.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        let node = |level: u8, index: u64| {
            let level = self.levels.get(usize::from(level))?;
            level.get(usize::try_from(index).ok()?).copied()
        };
        (size <= self.edge.size())
            .then(|| root_from(size, &node))
            .flatten()
    }

    /// `checked` is `None` where the body was erased.
    fn take(&mut self, leaf: &Leaf, checked: Option<Result<&Body, EntryFault>>) -> Vec<Finding> {
        let index = self.edge.size();
        let id = leaf.id();
        let mut kinds = Vec::new();
        if leaf.office() != self.office {
            kinds.push(FindingKind::Office(leaf.office()));
        }
        let repeated = self.known.contains_key(&id);
        if repeated {
            kinds.push(FindingKind::Repeated);
        }
        let body = match checked {
            Some(Ok(body)) => Some(body),
            Some(Err(fault)) => {
                kinds.push(fault.into());
                None
            }
            None => {
                kinds.extend(leaf.check_signature().err().map(FindingKind::from));
                if leaf.class() == super::Class::Office {
                    kinds.push(FindingKind::Erased);
                }
                None
            }
        };
        match body {
            Some(body) => {
                kinds.extend(self.seen(body));
                // A repeated entry is one finding, not also a wrong follower of its own case.
                if !repeated {
                    kinds.extend(self.follow(id, body));
                }
            }
            None if !repeated => {
                self.known.insert(id, Known::Unread);
                self.loose.insert(id);
            }
            None => {}
        }
        for Node { level, hash, .. } in self.edge.push(id.0) {
            let level = usize::from(level);
            if self.levels.len() <= level {
                self.levels.resize_with(level + 1, Vec::new);
            }
            if let Some(nodes) = self.levels.get_mut(level) {
                nodes.push(hash);
            }
        }
        let found = |kind| Finding { index, kind };
        kinds.into_iter().map(found).collect()
    }

    fn seen(&self, body: &Body) -> Option<FindingKind> {
        let seen = body.seen;
        match self.root_at(seen.size) {
            None => Some(FindingKind::SeenAhead(seen.size)),
            Some(root) if root != seen.root => Some(FindingKind::SeenOther(seen.size)),
            Some(_) => None,
        }
    }

    /// Makes the entry the head of its chain, and says whether it truly follows the last one.
    fn follow(&mut self, id: EntryId, body: &Body) -> Option<FindingKind> {
        let chain = body.case;
        let known = body
            .after
            .map(|after| (after, self.known.get(&after).copied()));
        self.known.insert(id, Known::In(chain));
        let head = match self.heads.entry(chain) {
            Slot::Occupied(mut slot) => Some(slot.insert(id)),
            Slot::Vacant(slot) => {
                slot.insert(id);
                None
            }
        };
        match known {
            None => head.map(|_| FindingKind::BegunTwice),
            Some((after, _)) if head == Some(after) => None,
            Some((after, None)) => Some(FindingKind::AfterUnknown(after)),
            Some((after, Some(Known::In(other)))) if other != chain => {
                Some(FindingKind::AfterElsewhere(after))
            }
            Some((after, Some(Known::Unread))) if self.loose.remove(&after) => None,
            Some((after, Some(_))) => Some(FindingKind::AfterPassed(after)),
        }
    }
}
