//! An index by what a thing is, in eight bytes a thing: from a hash of it to a number that whoever
//! asks can find the thing by. The things themselves are not kept, so what it gives are candidates,
//! and each must be looked at.

use std::hash::{BuildHasher as _, Hash, RandomState};

/// So many are entered one by one before they are merged into the rest.
const PENDING: usize = 4096;

/// Numbers found by the hash of a thing. Whoever writes a journal cannot choose which things seem
/// alike: each index hashes with a key of its own.
pub struct Slots {
    hasher: RandomState,
    /// Half a hash above a number, in order.
    merged: Vec<u64>,
    /// The same of those that came last.
    pending: Vec<u64>,
}

impl Default for Slots {
    fn default() -> Self {
        Self {
            hasher: RandomState::new(),
            merged: Vec::new(),
            pending: Vec::new(),
        }
    }
}

impl Slots {
    fn mark(&self, thing: &impl Hash) -> u64 {
        self.hasher.hash_one(thing) >> 32 << 32
    }

    /// The numbers under which the thing may have been entered: all of its own, and once in some
    /// thousand times that of another.
    #[must_use]
    pub fn candidates(&self, thing: &impl Hash) -> Vec<u32> {
        let mark = self.mark(thing);
        let mut found = Vec::new();
        for slots in [&self.merged, &self.pending] {
            let from = slots.partition_point(|slot| *slot < mark);
            let alike = slots.iter().skip(from);
            let alike = alike.take_while(|slot| **slot ^ mark <= u64::from(u32::MAX));
            found.extend(alike.map(|slot| *slot as u32));
        }
        found
    }

    /// Enters a thing under a number.
    pub fn insert(&mut self, thing: &impl Hash, number: u32) {
        let slot = self.mark(thing) | u64::from(number);
        let at = self.pending.partition_point(|other| *other < slot);
        self.pending.insert(at, slot);
        if self.pending.len() >= PENDING {
            self.merge();
        }
    }

    /// Enters a thing under another number than before.
    pub fn replace(&mut self, thing: &impl Hash, before: u32, number: u32) {
        let (mark, before) = (self.mark(thing), u64::from(before));
        for slots in [&mut self.pending, &mut self.merged] {
            let from = slots.partition_point(|slot| *slot < mark);
            let alike = slots.iter_mut().skip(from);
            let mut alike = alike.take_while(|slot| **slot ^ mark <= u64::from(u32::MAX));
            if let Some(slot) = alike.find(|slot| **slot == mark | before) {
                *slot = mark | u64::from(number);
                // Those alike stay in order of their marks, and of nothing else.
                return;
            }
        }
        self.insert(thing, number);
    }

    /// Merges from the end, in place: twice the room is never needed.
    fn merge(&mut self) {
        let (mut old, more) = (self.merged.len(), self.pending.len());
        self.merged.reserve_exact(more);
        self.merged.resize(old + more, 0);
        let mut to = old + more;
        while let Some(last) = self.pending.last().copied() {
            let before = old
                .checked_sub(1)
                .and_then(|place| self.merged.get(place))
                .copied();
            let greater = before.filter(|before| *before > last);
            to -= 1;
            if let Some(place) = self.merged.get_mut(to) {
                *place = greater.unwrap_or(last);
            }
            match greater {
                Some(_) => old -= 1,
                None => {
                    self.pending.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn found(slots: &Slots, list: &[u32], thing: u32) -> Vec<u32> {
        let numbers = slots.candidates(&thing);
        let mut own: Vec<u32> = numbers
            .into_iter()
            .filter(|n| list[*n as usize] == thing)
            .collect();
        own.sort_unstable();
        own
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn it_finds_what_a_map_finds(seed: u32, things in 0u32..30_000, again in 1usize..9) {
            let (mut slots, mut list, mut map) = (Slots::default(), Vec::new(), HashMap::new());
            for n in 0..things {
                let thing = seed.wrapping_add(n / 2).wrapping_mul(0x9e37_79b9);
                let number = list.len() as u32;
                list.push(thing);
                match map.get(&thing).copied() {
                    Some(before) if (n as usize).is_multiple_of(again) => {
                        slots.replace(&thing, before, number);
                        map.insert(thing, number);
                    }
                    Some(_) => {}
                    None => {
                        slots.insert(&thing, number);
                        map.insert(thing, number);
                    }
                }
            }
            for (thing, number) in &map {
                prop_assert_eq!(found(&slots, &list, *thing), [*number]);
            }
            let other = seed.wrapping_sub(1).wrapping_mul(0x9e37_79b9);
            prop_assert!(found(&slots, &list, other).is_empty());
        }
    }
}
