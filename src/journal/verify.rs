//! Reading a whole journal from its first entry on and believing none of it.
//!
//! Checks what can be checked without knowing what an act means: each entry by itself, and that
//! what it says of the history before it (`seen`, `after`) is true. Whether the key was that
//! person's and the act was lawful is the replay in `desk`.

use super::chains::Chains;
use super::merkle::Hash;
use super::past::Past;
use super::{Body, Checkpoint, Entry, EntryFault, EntryId, Leaf, OfficeId, Record, check_many};

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

/// Takes a journal's entries in order and tells what is wrong with them, without stopping.
///
/// Keeps some 45 bytes an entry and 27 a case.
pub struct Verifier {
    office: OfficeId,
    past: Past,
    chains: Chains,
}

impl Verifier {
    /// Before the first entry of this office's journal.
    #[must_use]
    pub fn new(office: OfficeId) -> Self {
        Self {
            office,
            past: Past::new(),
            chains: Chains::new(),
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
        self.feed_named(leaf.id(), leaf, checked)
    }

    /// The same where the entry's name ([`Leaf::id`]) was computed as well.
    pub fn feed_named(
        &mut self,
        id: EntryId,
        leaf: &Leaf,
        checked: Result<&Body, &EntryFault>,
    ) -> Vec<Finding> {
        self.take(id, leaf, Some(checked.map_err(Clone::clone)))
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
            Record::Erased(leaf) => self.take(leaf.id(), leaf, None),
        }
    }

    /// What has been read so far. Says nothing about findings.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint {
            office: self.office,
            size: self.past.size(),
            root: self.past.root(),
        }
    }

    /// The root of an earlier size, to hold against a checkpoint that was kept elsewhere; `None`
    /// where fewer entries have been read.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        self.past.root_at(size)
    }

    /// `checked` is `None` where the body was erased.
    fn take(
        &mut self,
        id: EntryId,
        leaf: &Leaf,
        checked: Option<Result<&Body, EntryFault>>,
    ) -> Vec<Finding> {
        let index = self.past.size();
        let mut kinds = Vec::new();
        if leaf.office() != self.office {
            kinds.push(FindingKind::Office(leaf.office()));
        }
        let repeated = self.past.find(&id).is_some();
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
        if let Some(body) = body {
            kinds.extend(self.seen(body));
        }
        match body {
            // A repeated entry is one finding, not also a wrong follower of its own case.
            _ if repeated => self.chains.pass(),
            Some(body) => {
                let after = body.after.map(|after| (after, self.past.find(&after)));
                kinds.extend(self.chains.follow(body.case, after));
            }
            None => self.chains.unread(),
        }
        self.past.push(id, repeated);
        let found = |kind| Finding { index, kind };
        kinds.into_iter().map(found).collect()
    }

    fn seen(&mut self, body: &Body) -> Option<FindingKind> {
        let seen = body.seen;
        match self.past.root_seen(seen.size) {
            None => Some(FindingKind::SeenAhead(seen.size)),
            Some(root) if root != seen.root => Some(FindingKind::SeenOther(seen.size)),
            Some(_) => None,
        }
    }
}
