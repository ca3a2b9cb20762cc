//! The fingerprint of a key, as an enrolment slip carries it in the binder.

use crate::journal::PublicKey;
use sha2::{Digest as _, Sha256};

/// Letters of a group, and groups.
const GROUP: usize = 6;
const GROUPS: usize = 4;

/// The first 24 base32 characters (120 bits) of `SHA-256("kagiban/1 fingerprint\0" || key)`, in four
/// groups of six. For eyes and paper; nothing is decided by it.
#[must_use]
pub fn fingerprint(key: PublicKey) -> String {
    let mut h = Sha256::new();
    h.update(b"kagiban/1 fingerprint\0");
    h.update(key.0);
    let letters = data_encoding::BASE32_NOPAD.encode(&h.finalize());
    let groups: Vec<&str> = (0..GROUPS)
        .filter_map(|nth| letters.get(nth * GROUP..(nth + 1) * GROUP))
        .collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_keys_look_different_and_one_always_the_same() {
        let one = fingerprint(PublicKey([1; 32]));
        assert_eq!(one.len(), 27);
        assert_eq!(one, fingerprint(PublicKey([1; 32])));
        assert_ne!(one, fingerprint(PublicKey([2; 32])));
    }
}
