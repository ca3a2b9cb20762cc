//! An index over things that lie in a list in order: from what a thing is to where it lies, in
//! little more than four bytes a thing, since the things themselves stay in their list.

use std::hash::{BuildHasher as _, Hash, RandomState};

/// Places in a list, found by the thing that lies there. Whoever writes a journal cannot choose
/// where things fall: each index hashes with a key of its own.
pub(super) struct Slots {
    hasher: RandomState,
    /// One more than a place; 0 where nothing is. As many as a power of two, or none.
    slots: Vec<u32>,
    used: usize,
}

impl Slots {
    pub(super) fn new() -> Self {
        Self {
            hasher: RandomState::new(),
            slots: Vec::new(),
            used: 0,
        }
    }

    /// Where in `list` the thing lies.
    pub(super) fn find<T: Hash + Eq>(&self, list: &[T], thing: &T) -> Option<u32> {
        let mut at = self.first(thing)?;
        loop {
            let place = self.slots.get(at)?.checked_sub(1)?;
            if list.get(place as usize) == Some(thing) {
                return Some(place);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// Enters what lies at `place` of `list`, and is not entered yet.
    pub(super) fn insert<T: Hash + Eq>(&mut self, list: &[T], place: u32) {
        // At most seven of eight are used: a search always ends at an empty one.
        if (self.used + 1) * 8 > self.slots.len() * 7 {
            let more = (self.slots.len() * 2).max(16);
            let old = std::mem::replace(&mut self.slots, vec![0; more]);
            for slot in old.into_iter().filter(|slot| *slot != 0) {
                self.enter(list, slot);
            }
        }
        if let Some(slot) = place.checked_add(1) {
            self.enter(list, slot);
            self.used += 1;
        }
    }

    fn enter<T: Hash + Eq>(&mut self, list: &[T], slot: u32) {
        let thing = list.get(slot as usize - 1);
        let Some(mut at) = thing.and_then(|thing| self.first(thing)) else {
            return;
        };
        while self.slots.get(at).is_some_and(|taken| *taken != 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }

    /// Where a search begins.
    fn first<T: Hash>(&self, thing: &T) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        Some(self.hasher.hash_one(thing) as usize & last)
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn it_finds_what_a_map_finds(things in prop::collection::vec(0u16..400, 0..600)) {
            let (mut slots, mut list, mut map) = (Slots::new(), Vec::new(), HashMap::new());
            for thing in things {
                prop_assert_eq!(slots.find(&list, &thing), map.get(&thing).copied());
                map.entry(thing).or_insert_with(|| {
                    let place = list.len() as u32;
                    list.push(thing);
                    slots.insert(&list, place);
                    place
                });
            }
            for thing in 0..400 {
                prop_assert_eq!(slots.find(&list, &thing), map.get(&thing).copied());
            }
        }
    }
}
