//! The tree over the entries that were read so far, with the root of every earlier size, and where
//! each entry stands: 32 bytes an entry for its name, which is also its leaf, 4 for the nodes above,
//! and some 7 to find it by its name.

use super::EntryId;
use super::merkle::{Frontier, Hash, Node, node_hash, root_from};
use super::slots::Slots;

/// Nodes below this level are made again of their leaves when they are asked for.
const KEPT: u8 = 4;

/// The entries so far, by name.
pub(super) struct Past {
    edge: Frontier,
    leaves: Vec<EntryId>,
    /// Complete nodes by level from [`KEPT`] on, in order.
    nodes: Vec<Vec<Hash>>,
    places: Slots,
    /// The root that was asked for last: what was signed in one sitting had seen the same.
    asked: Option<(u64, Hash)>,
}

impl Past {
    pub(super) fn new() -> Self {
        Self {
            edge: Frontier::new(),
            leaves: Vec::new(),
            nodes: Vec::new(),
            places: Slots::new(),
            asked: None,
        }
    }

    pub(super) fn size(&self) -> u64 {
        self.edge.size()
    }

    pub(super) fn root(&self) -> Hash {
        self.edge.root()
    }

    /// Where the entry of that name stands first.
    pub(super) fn find(&self, id: &EntryId) -> Option<u32> {
        self.places.find(&self.leaves, id)
    }

    /// Takes the next entry; `repeated` where its name stands already.
    pub(super) fn push(&mut self, id: EntryId, repeated: bool) {
        let place = self.leaves.len();
        self.leaves.push(id);
        // A list of as many names as that would fill 128 GB.
        if !repeated && let Ok(place) = u32::try_from(place) {
            self.places.insert(&self.leaves, place);
        }
        for Node { level, hash, .. } in self.edge.push(id.0) {
            let Some(above) = level.checked_sub(KEPT).map(usize::from) else {
                continue;
            };
            if self.nodes.len() <= above {
                self.nodes.resize_with(above + 1, Vec::new);
            }
            if let Some(nodes) = self.nodes.get_mut(above) {
                nodes.push(hash);
            }
        }
    }

    /// The root of the first `size` entries; none where there are fewer.
    pub(super) fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size())
            .then(|| root_from(size, &|level, index| self.node(level, index)))
            .flatten()
    }

    /// The same, remembered for the next time.
    pub(super) fn root_seen(&mut self, size: u64) -> Option<Hash> {
        match self.asked {
            Some((asked, root)) if asked == size => Some(root),
            _ => {
                let root = self.root_at(size)?;
                self.asked = Some((size, root));
                Some(root)
            }
        }
    }

    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        if level == 0 {
            let leaf = self.leaves.get(usize::try_from(index).ok()?)?;
            return Some(leaf.0);
        }
        match level.checked_sub(KEPT) {
            Some(above) => {
                let nodes = self.nodes.get(usize::from(above))?;
                nodes.get(usize::try_from(index).ok()?).copied()
            }
            None => {
                let left = self.node(level - 1, index * 2)?;
                let right = self.node(level - 1, index * 2 + 1)?;
                Some(node_hash(&left, &right))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_every_earlier_size_is_what_it_was() {
        let (mut past, mut roots) = (Past::new(), vec![Past::new().root()]);
        for n in 0..150_u8 {
            past.push(EntryId([n; 32]), false);
            roots.push(past.root());
            for (size, root) in roots.iter().enumerate() {
                assert_eq!(past.root_at(size as u64), Some(*root), "{size} of {n}");
                assert_eq!(past.root_seen(size as u64), Some(*root));
                assert_eq!(past.root_seen(size as u64), Some(*root));
            }
            assert_eq!(past.root_at(roots.len() as u64), None);
            assert_eq!(past.root_seen(roots.len() as u64), None);
        }
        assert_eq!(past.find(&EntryId([149; 32])), Some(149));
        assert_eq!(past.find(&EntryId([150; 32])), None);
    }

    #[test]
    fn a_name_that_stands_twice_is_found_where_it_stands_first() {
        let mut past = Past::new();
        for (n, repeated) in [(1, false), (2, false), (1, true)] {
            past.push(EntryId([n; 32]), repeated);
        }
        assert_eq!(past.find(&EntryId([1; 32])), Some(0));
    }
}
