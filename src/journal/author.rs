//! Authors: their public keys read once, and whether they signed, as strictly as can be asked.

use super::PublicKey;
use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use std::collections::hash_map::{Entry, HashMap};

/// Public keys as points of the curve: an office has few, and reading one takes a good part of a
/// verification.
#[derive(Debug, Default)]
pub struct Authors(HashMap<PublicKey, Author>);

impl Authors {
    /// The author with this key; none where it is no public key.
    pub(super) fn of(&mut self, key: &PublicKey) -> Option<&Author> {
        Some(match self.0.entry(*key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Author::read(key)?),
        })
    }
}

/// A public key that was read.
#[derive(Debug)]
pub(super) struct Author {
    key: VerifyingKey,
    /// A point of small order: such a key says yes to what nobody signed.
    weak: bool,
}

impl Author {
    fn read(key: &PublicKey) -> Option<Self> {
        let key = VerifyingKey::from_bytes(&key.0).ok()?;
        Some(Self {
            weak: key.is_weak(),
            key,
        })
    }

    /// Whether this signature holds. Says yes exactly where strict verification does (RFC 8032
    /// without the cofactor, nothing of small order), and need not read the signature's own point
    /// for that: the plain check computes the point and compares its one encoding, so that what
    /// is equal to it is a point, written the one way; what is left to refuse are eight encodings.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        let point = signature.first_chunk::<32>();
        !self.weak
            && !point.is_some_and(|point| SMALL_ORDER.contains(point))
            && self
                .key
                .verify(message, &Signature::from_bytes(signature))
                .is_ok()
    }
}

/// Every point of small order, as RFC 8032 encodes it.
const SMALL_ORDER: [[u8; 32]; 8] = [
    ends(0x01, 0x00),
    filled(0xec, 0x7f),
    ends(0x00, 0x00),
    ends(0x00, 0x80),
    OF_EIGHT,
    sign(OF_EIGHT),
    OTHER_OF_EIGHT,
    sign(OTHER_OF_EIGHT),
];

const OF_EIGHT: [u8; 32] = [
    0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98, 0xf0,
    0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05,
];
const OTHER_OF_EIGHT: [u8; 32] = [
    0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
    0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a,
];

const fn ends(first: u8, last: u8) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

const fn filled(first: u8, last: u8) -> [u8; 32] {
    let mut bytes = [0xff; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

const fn sign(mut bytes: [u8; 32]) -> [u8; 32] {
    bytes[31] |= 0x80;
    bytes
}

#[cfg(test)]
mod tests {
    use super::{Author, SMALL_ORDER};
    use crate::journal::PublicKey;
    use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The group order, little endian.
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];

    fn both(key: &VerifyingKey, message: &[u8], signature: &[u8; 64]) -> (bool, bool) {
        let author = Author::read(&PublicKey(key.to_bytes())).unwrap();
        let strict = key.verify_strict(message, &Signature::from_bytes(signature));
        (author.signed(message, signature), strict.is_ok())
    }

    #[test]
    fn the_eight_points_of_small_order_are_all_there() {
        let all: BTreeSet<_> = SMALL_ORDER.into_iter().collect();
        assert_eq!(all.len(), 8);
        for point in SMALL_ORDER {
            let key = VerifyingKey::from_bytes(&point).unwrap();
            assert!(key.is_weak(), "{point:02x?}");
            assert_eq!(key.to_bytes(), point, "written the one way");
        }
    }

    #[test]
    fn what_a_key_of_small_order_says_yes_to_is_refused() {
        for (a, r) in SMALL_ORDER.iter().flat_map(|a| SMALL_ORDER.map(|r| (a, r))) {
            let key = VerifyingKey::from_bytes(a).unwrap();
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&r);
            for n in 0..16_u8 {
                assert_eq!(both(&key, &[n], &signature), (false, false));
            }
        }
    }

    #[test]
    fn a_point_of_small_order_does_not_sign_for_anybody() {
        // s = k·a makes the computed point the identity: only strictness refuses it.
        let key = SigningKey::from_bytes(&[7; 32]);
        let (secret, message) = (key.to_scalar(), b"nobody signed this");
        let mut hash = sha2::Sha512::default();
        sha2::Digest::update(&mut hash, SMALL_ORDER[0]);
        sha2::Digest::update(&mut hash, key.verifying_key().to_bytes());
        sha2::Digest::update(&mut hash, message);
        let wide: [u8; 64] = sha2::Digest::finalize(hash).into();
        let k = reduced(&wide);
        let s = product(&k, &secret.to_bytes());
        let signature = [SMALL_ORDER[0], s].concat().try_into().unwrap();
        let plain = ed25519_dalek::Verifier::verify(
            &key.verifying_key(),
            message,
            &Signature::from_bytes(&signature),
        );
        assert!(plain.is_ok(), "the plain check would have taken it");
        assert_eq!(
            both(&key.verifying_key(), message, &signature),
            (false, false)
        );
    }

    /// A number of 512 bits modulo the group order, bit by bit.
    fn reduced(wide: &[u8]) -> [u8; 32] {
        let mut rest = [0_u8; 32];
        for bit in (0..wide.len() * 8).rev() {
            rest = doubled(&rest, wide[bit / 8] >> (bit % 8) & 1);
        }
        rest
    }

    fn product(a: &[u8; 32], b: &[u8; 32]) -> [u8; 32] {
        let mut sum = [0_u8; 32];
        for bit in (0..256).rev() {
            sum = doubled(&sum, 0);
            if a[bit / 8] >> (bit % 8) & 1 == 1 {
                let mut carry = 0_u16;
                for (to, from) in sum.iter_mut().zip(b) {
                    carry += u16::from(*to) + u16::from(*from);
                    *to = carry as u8;
                    carry >>= 8;
                }
                sum = less(sum);
            }
        }
        sum
    }

    fn doubled(n: &[u8; 32], low: u8) -> [u8; 32] {
        let mut out = [0_u8; 32];
        let mut carry = low;
        for (to, from) in out.iter_mut().zip(n) {
            *to = from << 1 | carry;
            carry = from >> 7;
        }
        less(out)
    }

    fn less(n: [u8; 32]) -> [u8; 32] {
        let mut out = [0_u8; 32];
        let mut borrow = 0_i16;
        for ((to, a), b) in out.iter_mut().zip(n).zip(ORDER) {
            let d = i16::from(a) - i16::from(b) - borrow;
            *to = d as u8;
            borrow = i16::from(d < 0);
        }
        if borrow == 0 { out } else { n }
    }

    proptest! {
        #[test]
        fn it_says_what_strict_verification_says(
            seed in any::<[u8; 32]>(),
            message in proptest::collection::vec(any::<u8>(), 0..80),
            at in 0..64_usize,
            flip in any::<u8>(),
        ) {
            let key = SigningKey::from_bytes(&seed);
            let good = key.sign(&message).to_bytes();
            prop_assert_eq!(both(&key.verifying_key(), &message, &good), (true, true));
            let mut bad = good;
            bad[at] ^= flip;
            let said = both(&key.verifying_key(), &message, &bad);
            prop_assert_eq!(said, (flip == 0, flip == 0));
            // s + the group order: the same point, another spelling.
            let mut carry = 0_u16;
            let mut other = good;
            for (to, from) in other[32..].iter_mut().zip(ORDER) {
                carry += u16::from(*to) + u16::from(from);
                *to = carry as u8;
                carry >>= 8;
            }
            prop_assert_eq!(both(&key.verifying_key(), &message, &other), (false, false));
        }
    }
}
