//! How the Merkle tree lies in the table `nodes`: one number for each complete subtree.
//!
//! Numbers are given in the order in which subtrees become complete, so an append writes only at
//! the right edge, and a node once written never changes. The root at any earlier size is folded
//! from at most 64 stored nodes. The hashing itself is `journal::merkle`'s.

/// The number of the subtree that covers leaves `n << level .. (n + 1) << level`.
pub(super) fn number(level: u8, n: u64) -> u64 {
    // The last leaf of that subtree completes it; `level` smaller ones end there before it.
    let last = ((n + 1) << level) - 1;
    before(last) + u64::from(level)
}

/// How many subtrees are complete before leaf `leaf` arrives.
fn before(leaf: u64) -> u64 {
    let mut sum = leaf;
    let mut rest = leaf >> 1;
    while rest > 0 {
        sum += rest;
        rest >>= 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_given_in_order_and_never_twice() {
        let mut next = 0;
        for leaf in 0u64..600 {
            let mut level = 0;
            while (leaf + 1) % (1 << level) == 0 {
                assert_eq!(number(level, leaf >> level), next);
                next += 1;
                level += 1;
            }
        }
    }
}
