//! Reading a whole journal from its first entry on and believing none of it.
//!
//! Checks what can be checked without knowing what an act means: each entry by itself, and that
//! what it says of the history before it (`seen`, `after`) is true. Whether the key was that
//! person's and the act was lawful is the replay in `desk`.

use super::chains::Chains;
use super::earlier::{Earlier, Kept};
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
/// Keeps a byte an entry and eight a chain, and from the first entry on that does not follow the
/// last of its chain, eight more an entry; what else it needs it reads again where `E` has it.
pub struct Verifier<E = Kept> {
    office: OfficeId,
    past: Past,
    chains: Chains,
    earlier: E,
}

impl Verifier {
    /// Before the first entry of this office's journal, of which the names will be kept in memory.
    #[must_use]
    pub fn new(office: OfficeId) -> Self {
        Self::over(office, Kept::default())
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
        let Ok(found) = self.feed_named(leaf.id(), leaf, checked);
        found
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
            Record::Erased(leaf) => {
                let Ok(found) = self.take(leaf.id(), leaf, None);
                found
            }
        }
    }

    /// The root of an earlier size, to hold against a checkpoint that was kept elsewhere; `None`
    /// where fewer entries have been read.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        let Ok(root) = self.root_of(size);
        root
    }
}

impl<E: Earlier> Verifier<E> {
    /// Before the first entry of this office's journal, whose entries can be read again.
    #[must_use]
    pub fn over(office: OfficeId, earlier: E) -> Self {
        Self {
            office,
            past: Past::new(),
            chains: Chains::default(),
            earlier,
        }
    }

    /// Takes the next entry, which was checked ([`Entry::check`]) and named ([`Leaf::id`]) on
    /// another thread.
    ///
    /// # Errors
    /// Where an earlier entry cannot be read again, or is another one then.
    pub fn feed_named(
        &mut self,
        id: EntryId,
        leaf: &Leaf,
        checked: Result<&Body, &EntryFault>,
    ) -> Result<Vec<Finding>, E::Error> {
        self.take(id, leaf, Some(checked.map_err(Clone::clone)))
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

    /// The root of an earlier size; `None` where fewer entries have been read.
    ///
    /// # Errors
    /// Where an earlier entry cannot be read again, or is another one then.
    pub fn root_of(&self, size: u64) -> Result<Option<Hash>, E::Error> {
        self.past.root_at(&self.earlier, size)
    }

    /// `checked` is `None` where the body was erased.
    fn take(
        &mut self,
        id: EntryId,
        leaf: &Leaf,
        checked: Option<Result<&Body, EntryFault>>,
    ) -> Result<Vec<Finding>, E::Error> {
        let index = self.past.size();
        let place = u32::try_from(index).unwrap_or(u32::MAX);
        let mut kinds = Vec::new();
        if leaf.office() != self.office {
            kinds.push(FindingKind::Office(leaf.office()));
        }
        let body = checked.as_ref().and_then(|c| c.as_ref().ok().copied());
        let head = match body {
            Some(body) => self.chains.head(&self.past, &self.earlier, body.case)?,
            None => None,
        };
        let follows = body.is_some_and(|body| body.after == head.map(|head| head.id));
        if !follows {
            // As long as each entry follows the last of its chain, none can be a repetition: that
            // would name what its first time named, which has a follower since.
            self.past.index(&self.earlier)?;
        }
        let repeated = self.past.find(&self.earlier, &id)?.is_some();
        if repeated {
            kinds.push(FindingKind::Repeated);
        }
        match checked {
            Some(Ok(_)) => {}
            Some(Err(fault)) => kinds.push(fault.into()),
            None => {
                kinds.extend(leaf.check_signature().err().map(FindingKind::from));
                if leaf.class() == super::Class::Office {
                    kinds.push(FindingKind::Erased);
                }
            }
        }
        if let Some(body) = body {
            kinds.extend(self.seen(body)?);
        }
        match body {
            // A repeated entry is one finding, not also a wrong follower of its own case.
            _ if repeated => {}
            Some(body) => {
                if !follows {
                    let chain = (body.case, head);
                    let (past, earlier) = (&self.past, &self.earlier);
                    kinds.extend(self.chains.broken(past, earlier, chain, body.after)?);
                }
                self.chains.follow(body.case, head, place);
            }
            None => self.chains.unread(place),
        }
        let chain = body.map(|body| body.case);
        self.past.push(id, chain, repeated);
        self.earlier.took(id, chain);
        let found = |kind| Finding { index, kind };
        Ok(kinds.into_iter().map(found).collect())
    }

    fn seen(&mut self, body: &Body) -> Result<Option<FindingKind>, E::Error> {
        let seen = body.seen;
        Ok(match self.past.root_seen(&self.earlier, seen.size)? {
            None => Some(FindingKind::SeenAhead(seen.size)),
            Some(root) if root != seen.root => Some(FindingKind::SeenOther(seen.size)),
            Some(_) => None,
        })
    }
}
