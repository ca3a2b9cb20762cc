//! The tree over the entries that were read so far, with the root of every earlier size: a byte an
//! entry, and the last few thousand entries whole. What lies further back is read again, and held
//! against the tree.

use super::EntryId;
use super::earlier::{Chain, Earlier};
use super::merkle::{Frontier, Hash, Node, node_hash, root_from};
use super::slots::Slots;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Nodes below this level are kept of the last entries only.
const KEPT: usize = 6;
/// So many entries are the last: a power of two, and some months of most offices. Few in tests,
/// which so come to what lies further back.
const LAST: usize = if cfg!(test) { 128 } else { 8192 };

/// The entries so far.
pub(super) struct Past {
    edge: Frontier,
    /// Complete nodes by level, in order; the lowest without those of long ago.
    levels: Vec<Level>,
    /// The chains of the last entries; none where nothing can be read.
    chains: VecDeque<Option<Chain>>,
    /// Where each entry stands, by its name: only once that is asked for.
    names: Option<Slots>,
    /// The root that was asked for last: what was signed in one sitting had seen the same.
    asked: Option<(u64, Hash)>,
}

/// The nodes of one level from some place on.
#[derive(Default)]
struct Level {
    before: u64,
    nodes: VecDeque<Hash>,
}

impl Level {
    fn get(&self, index: u64) -> Option<Hash> {
        let place = usize::try_from(index.checked_sub(self.before)?).ok()?;
        self.nodes.get(place).copied()
    }
}

impl Past {
    pub(super) fn new() -> Self {
        Self {
            edge: Frontier::new(),
            levels: Vec::new(),
            chains: VecDeque::new(),
            names: None,
            asked: None,
        }
    }

    pub(super) fn size(&self) -> u64 {
        self.edge.size()
    }

    pub(super) fn root(&self) -> Hash {
        self.edge.root()
    }

    /// Takes the next entry; `repeated` where its name stands already.
    pub(super) fn push(&mut self, id: EntryId, chain: Option<Chain>, repeated: bool) {
        if !repeated && let Some(names) = &mut self.names {
            // A journal of more entries than such a number counts would fill 4 TB.
            names.insert(&id, u32::try_from(self.edge.size()).unwrap_or(u32::MAX));
        }
        self.chains.push_back(chain);
        if self.chains.len() > LAST {
            self.chains.pop_front();
        }
        for Node { level, hash, .. } in self.edge.push(id.0) {
            let level = usize::from(level);
            if self.levels.len() <= level {
                self.levels.resize_with(level + 1, Level::default);
            }
            let Some(kept) = self.levels.get_mut(level) else {
                continue;
            };
            kept.nodes.push_back(hash);
            if level < KEPT && kept.nodes.len() > LAST >> level {
                kept.nodes.pop_front();
                kept.before += 1;
            }
        }
    }

    /// The name and the chain of the entry at that place.
    pub(super) fn entry<E: Earlier>(
        &self,
        earlier: &E,
        place: u32,
    ) -> Result<(EntryId, Option<Chain>), E::Error> {
        let Some(id) = self.last(place.into()) else {
            let (id, chain) = earlier.entry(place.into())?;
            return Ok((id, Some(chain)));
        };
        let from_end = self.edge.size().saturating_sub(u64::from(place));
        let from_end = usize::try_from(from_end).unwrap_or(usize::MAX);
        let at = self.chains.len().checked_sub(from_end);
        let chain = at.and_then(|at| self.chains.get(at));
        Ok((id, chain.copied().flatten()))
    }

    fn last(&self, place: u64) -> Option<EntryId> {
        Some(EntryId(self.levels.first()?.get(place)?))
    }

    fn name<E: Earlier>(&self, earlier: &E, place: u64) -> Result<EntryId, E::Error> {
        match self.last(place) {
            Some(id) => Ok(id),
            None => earlier.name(place),
        }
    }

    /// From now on entries are found by their name.
    pub(super) fn index<E: Earlier>(&mut self, earlier: &E) -> Result<(), E::Error> {
        if self.names.is_some() {
            return Ok(());
        }
        let (mut names, mut tree) = (Slots::default(), Frontier::new());
        for place in 0..self.edge.size() {
            let id = self.name(earlier, place)?;
            tree.push(id.0);
            names.insert(&id, u32::try_from(place).unwrap_or(u32::MAX));
        }
        if tree.root() != self.edge.root() {
            return Err(earlier.changed(0));
        }
        self.names = Some(names);
        Ok(())
    }

    /// Where the entry of that name stands first; none where names are not looked at.
    pub(super) fn find<E: Earlier>(
        &self,
        earlier: &E,
        id: &EntryId,
    ) -> Result<Option<u32>, E::Error> {
        let Some(names) = &self.names else {
            return Ok(None);
        };
        for place in names.candidates(id) {
            if self.name(earlier, place.into())? == *id {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The root of the first `size` entries; none where there are fewer.
    pub(super) fn root_at<E: Earlier>(
        &self,
        earlier: &E,
        size: u64,
    ) -> Result<Option<Hash>, E::Error> {
        if size > self.size() {
            return Ok(None);
        }
        let failed = RefCell::new(None);
        let root = root_from(size, &|level, index| {
            let node = self.node(earlier, usize::from(level), index);
            node.map_err(|error| failed.replace(Some(error))).ok()
        });
        match (root, failed.into_inner()) {
            (Some(root), None) => Ok(Some(root)),
            (_, Some(error)) => Err(error),
            (None, None) => Err(earlier.changed(size)),
        }
    }

    /// The same, remembered for the next time.
    pub(super) fn root_seen<E: Earlier>(
        &mut self,
        earlier: &E,
        size: u64,
    ) -> Result<Option<Hash>, E::Error> {
        if let Some((asked, root)) = self.asked
            && asked == size
        {
            return Ok(Some(root));
        }
        let root = self.root_at(earlier, size)?;
        self.asked = root.map(|root| (size, root)).or(self.asked);
        Ok(root)
    }

    fn node<E: Earlier>(&self, earlier: &E, level: usize, index: u64) -> Result<Hash, E::Error> {
        if let Some(node) = self.levels.get(level).and_then(|kept| kept.get(index)) {
            return Ok(node);
        }
        // Of long ago, and so within a complete node that is kept.
        let changed = || earlier.changed(index << level);
        let above = KEPT.checked_sub(level).ok_or_else(changed)?;
        let top = index >> above;
        let mut nodes = (top << KEPT..(top + 1) << KEPT)
            .map(|place| Ok(self.name(earlier, place)?.0))
            .collect::<Result<Vec<Hash>, E::Error>>()?;
        let mut found = None;
        for at in 0..=KEPT {
            if at == level {
                let place = usize::try_from(index - (top << above)).ok();
                found = place.and_then(|place| nodes.get(place).copied());
            }
            if at < KEPT {
                let pairs = nodes.chunks_exact(2);
                nodes = pairs
                    .filter_map(|pair| Some(node_hash(pair.first()?, pair.last()?)))
                    .collect();
            }
        }
        let kept = self.levels.get(KEPT).and_then(|level| level.get(top));
        found
            .filter(|_| kept.is_some() && nodes.first().copied() == kept)
            .ok_or_else(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::earlier::Kept;
    use std::cell::Cell;

    fn id(n: u64) -> EntryId {
        let mut id = [7; 32];
        id[..8].copy_from_slice(&n.to_be_bytes());
        EntryId(id)
    }

    /// Entries that may be other ones the second time.
    struct Liar {
        kept: Kept,
        lies_at: Cell<Option<u64>>,
    }

    impl Earlier for Liar {
        type Error = u64;

        fn name(&self, place: u64) -> Result<EntryId, u64> {
            if self.lies_at.get() == Some(place) {
                return Ok(EntryId([0; 32]));
            }
            let Ok(name) = self.kept.name(place);
            Ok(name)
        }

        fn entry(&self, place: u64) -> Result<(EntryId, Chain), u64> {
            Ok((self.name(place)?, None))
        }

        fn changed(&self, place: u64) -> u64 {
            place
        }
    }

    fn long(size: u64) -> (Past, Liar, Vec<Hash>) {
        let (mut past, mut kept) = (Past::new(), Kept::default());
        let mut roots = vec![past.root()];
        for n in 0..size {
            past.push(id(n), Some(None), false);
            kept.took(id(n), Some(None));
            roots.push(past.root());
        }
        let lies_at = Cell::new(None);
        (past, Liar { kept, lies_at }, roots)
    }

    #[test]
    fn the_root_of_every_earlier_size_is_what_it_was() {
        let size = 2 * LAST as u64 + 100;
        let (mut past, earlier, roots) = long(size);
        let last = LAST as u64;
        let (early, late) = (0..200, size - 70..size + 1);
        for size in early.chain(last - 9..last + 90).chain(late) {
            let root = Some(roots[size as usize]);
            assert_eq!(past.root_at(&earlier, size), Ok(root), "{size}");
            assert_eq!(past.root_seen(&earlier, size), Ok(root));
            assert_eq!(past.root_seen(&earlier, size), Ok(root));
        }
        assert_eq!(past.root_at(&earlier, size + 1), Ok(None));
        assert_eq!(past.root_seen(&earlier, size + 1), Ok(None));
        assert!(
            past.levels[..KEPT]
                .iter()
                .all(|level| level.nodes.len() <= LAST)
        );
    }

    #[test]
    fn what_is_read_again_is_held_against_the_tree() {
        let (mut past, earlier, roots) = long(2 * LAST as u64);
        assert_eq!(past.root_at(&earlier, 100), Ok(Some(roots[100])));
        for at in [64, 99, 127] {
            earlier.lies_at.set(Some(at));
            // Also one that this root does not rest on.
            assert!(past.root_at(&earlier, 100).is_err(), "{at}");
            assert!(past.index(&earlier).is_err());
        }
        earlier.lies_at.set(Some(700));
        assert_eq!(past.root_at(&earlier, 100), Ok(Some(roots[100])));
    }

    #[test]
    fn a_name_that_stands_twice_is_found_where_it_stands_first() {
        let (mut past, earlier, _) = long(2 * LAST as u64);
        assert_eq!(past.find(&earlier, &id(5)), Ok(None));
        past.index(&earlier).unwrap();
        past.push(id(5), None, true);
        past.push(id(6_000_000), None, false);
        for place in [5, LAST as u64 + 9, 2 * LAST as u64 - 1] {
            assert_eq!(past.find(&earlier, &id(place)), Ok(Some(place as u32)));
        }
        let last = 2 * LAST as u32 + 1;
        assert_eq!(past.find(&earlier, &id(6_000_000)), Ok(Some(last)));
        assert_eq!(past.find(&earlier, &id(77_777_777)), Ok(None));
    }

    #[test]
    fn the_chain_of_an_entry_is_known_or_read_again() {
        let (mut past, earlier, _) = long(2 * LAST as u64);
        let case = crate::journal::CaseId([3; 16]);
        let place = 2 * LAST as u32;
        past.push(id(1_000_000), Some(Some(case)), false);
        past.push(id(1_000_001), None, false);
        let at = |place| past.entry(&earlier, place);
        assert_eq!(at(place), Ok((id(1_000_000), Some(Some(case)))));
        assert_eq!(at(place + 1), Ok((id(1_000_001), None)));
        assert_eq!(at(place - 1), Ok((id(place as u64 - 1), Some(None))));
        assert_eq!(at(3), Ok((id(3), Some(None))));
    }
}
