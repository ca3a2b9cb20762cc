//! A fast 64-bit checksum against damage, not against people: a flipped bit, a torn or misplaced
//! write, a stale row. Who alters a record on purpose is caught by hashes and signatures.
//!
//! Four lanes take 8 bytes each in turn; every step is a bijection of its lane, and so is the
//! folding of each lane into the result. Damage confined to one 8-byte word is therefore always
//! noticed; any other damage goes unnoticed with probability 2^-64.

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;
const FOLD: u64 = 0xD6E8_FEB8_6659_FD93;
const LANES: [u64; 4] = [
    0x243F_6A88_85A3_08D3,
    0x1319_8A2E_0370_7344,
    0xA409_3822_299F_31D0,
    0x082E_FA98_EC4E_6C89,
];

/// What is taken in at once: a word for each lane.
const BLOCK: usize = 32;

/// How many bytes a checksum takes where it is stored (little endian).
pub(super) const LEN: usize = 8;

/// The checksum of `bytes`, bound to `seed` (a page number, or the checksum of what came before).
pub(super) fn sum(seed: u64, bytes: &[u8]) -> u64 {
    let mut lanes = LANES.map(|lane| lane ^ seed);
    let (blocks, rest) = bytes.as_chunks();
    for block in blocks {
        lanes = step(lanes, block);
    }
    if !rest.is_empty() {
        let mut block = [0u8; BLOCK];
        if let Some(start) = block.get_mut(..rest.len()) {
            start.copy_from_slice(rest);
        }
        lanes = step(lanes, &block);
    }
    let mut folded = (bytes.len() as u64).wrapping_mul(MIX);
    for lane in lanes {
        folded = (folded ^ lane).wrapping_mul(FOLD);
        folded ^= folded >> 32;
    }
    folded
}

/// Written out word by word: each page that is read passes here, and a size-optimised build does
/// not unroll a loop.
#[inline(always)]
fn step([a, b, c, d]: [u64; 4], block: &[u8; BLOCK]) -> [u64; 4] {
    let mix = |lane: u64, word: &[u8; 8]| {
        (lane ^ u64::from_le_bytes(*word))
            .wrapping_mul(MIX)
            .rotate_left(29)
    };
    let (words, _) = block.as_chunks();
    let [p, q, r, s] = words else {
        return [a, b, c, d];
    };
    [mix(a, p), mix(b, q), mix(c, r), mix(d, s)]
}

#[cfg(test)]
mod tests {
    use super::sum;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_flipped_bit_is_noticed(bytes in proptest::collection::vec(any::<u8>(), 1..300), at in any::<prop::sample::Index>()) {
            let bit = at.index(bytes.len() * 8);
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            prop_assert_ne!(sum(7, &bytes), sum(7, &flipped));
        }

        #[test]
        fn the_same_bytes_elsewhere_are_noticed(bytes in proptest::collection::vec(any::<u8>(), 0..100), here in any::<u64>(), there in any::<u64>()) {
            prop_assume!(here != there);
            prop_assert_ne!(sum(here, &bytes), sum(there, &bytes));
        }
    }

    #[test]
    fn files_of_earlier_days_are_read_by_it() {
        let bytes: Vec<u8> = (0..100).collect();
        assert_eq!(sum(7, &bytes), 0x43E4_41EC_961F_1B0C);
        assert_eq!(sum(7, &[]), 0xAE52_68CF_9E43_D01E);
    }

    #[test]
    fn length_counts() {
        assert_ne!(sum(0, &[0; 8]), sum(0, &[0; 9]));
        assert_ne!(sum(0, &[]), sum(0, &[0; 32]));
    }
}
