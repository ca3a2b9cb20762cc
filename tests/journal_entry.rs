//! An entry says who signed what, and nothing in it can be changed unnoticed.
#![allow(clippy::unwrap_used)]

mod journal_common;

use ed25519_dalek::{Signer as _, SigningKey};
use journal_common::{OFFICE, clerk, founding, locking, manager, seal};
use kagiban::journal::{
    Body, BodyError, Class, Entry, EntryFault, KeyFault, LEAF_LEN, Leaf, LeafError, PublicKey,
    check_many, commitment, enrolable, seal_entry,
};

/// The leaf that a program other than this one would sign over these bytes.
fn foreign_leaf(class: u8, salt: &[u8; 32], body: &[u8]) -> Leaf {
    let key = SigningKey::from_bytes(&[0x66; 32]);
    let mut head = vec![1, class];
    head.extend(OFFICE.0);
    head.extend(key.verifying_key().to_bytes());
    head.extend(commitment(salt, body));
    let sig = key.sign(&[b"kagiban/1 entry\0", &head[..]].concat());
    head.extend(sig.to_bytes());
    Leaf::parse(&head).unwrap()
}

#[test]
fn a_sealed_entry_checks_and_gives_its_body_back() {
    let entry = seal(&manager(), 7, &locking());
    assert_eq!(entry.check().unwrap(), locking());
    assert_eq!(entry.leaf.class(), Class::Case);
    assert_eq!(entry.leaf.office(), OFFICE);
    assert_eq!(entry.leaf.author(), manager().public());
    let again = Leaf::parse(&entry.leaf.to_bytes()).unwrap();
    assert_eq!(again, entry.leaf);
    assert_eq!(again.id(), entry.id());
    assert_eq!(seal(&manager(), 7, &founding()).leaf.class(), Class::Office);
}

#[test]
fn every_changed_bit_of_leaf_salt_and_body_is_noticed() {
    let entry = seal(&clerk(), 7, &locking());
    let bytes = entry.leaf.to_bytes();
    for at in 0..LEAF_LEN {
        for bit in 0..8 {
            let mut changed = bytes;
            changed[at] ^= 1 << bit;
            let noticed = match Leaf::parse(&changed) {
                Err(_) => true,
                Ok(leaf) => Entry {
                    leaf,
                    ..entry.clone()
                }
                .check()
                .is_err(),
            };
            assert!(noticed, "byte {at}, bit {bit}");
        }
    }
    for at in 0..32 {
        let mut changed = entry.clone();
        changed.salt[at] ^= 1;
        assert_eq!(changed.check(), Err(EntryFault::Commit));
    }
    for at in 0..entry.body.len() {
        let mut changed = entry.clone();
        changed.body[at] ^= 1;
        assert_eq!(changed.check(), Err(EntryFault::Commit));
        assert_eq!(changed.read(), Err(EntryFault::Commit));
    }
}

#[test]
fn a_signature_of_somebody_else_does_not_hold() {
    let by_manager = seal(&manager(), 7, &locking());
    let by_clerk = seal(&clerk(), 7, &locking());
    let mut bytes = by_manager.leaf.to_bytes();
    bytes[82..].copy_from_slice(&by_clerk.leaf.sig());
    let leaf = Leaf::parse(&bytes).unwrap();
    assert_eq!(leaf.check_signature(), Err(EntryFault::Signature));
    assert_eq!(
        Entry { leaf, ..by_manager }.check(),
        Err(EntryFault::Signature)
    );
}

#[test]
fn leaves_of_another_shape_are_refused_by_name() {
    let bytes = seal(&manager(), 7, &locking()).leaf.to_bytes();
    assert_eq!(Leaf::parse(&bytes[1..]), Err(LeafError::Length(145)));
    assert_eq!(Leaf::parse(&[]), Err(LeafError::Length(0)));
    let with = |at: usize, byte| {
        let mut bytes = bytes;
        bytes[at] = byte;
        Leaf::parse(&bytes).unwrap_err()
    };
    assert_eq!(with(0, 2), LeafError::Version(2));
    assert_eq!(with(1, 2), LeafError::Class(2));
}

#[test]
fn a_validly_signed_body_that_leaves_something_open_is_refused() {
    let salt = [9; 32];
    let check = |class, body: &[u8]| {
        Entry {
            leaf: foreign_leaf(class, &salt, body),
            salt,
            body: body.to_vec(),
        }
        .check()
    };
    assert_eq!(check(1, &locking().to_bytes()), Ok(locking()));
    assert_eq!(check(0, &locking().to_bytes()), Err(EntryFault::Class));
    assert_eq!(check(1, &founding().to_bytes()), Err(EntryFault::Class));
    assert_eq!(
        check(1, b"[]"),
        Err(EntryFault::Body(BodyError::NotAnObject))
    );
}

#[test]
fn nothing_is_signed_that_could_not_be_read_back() {
    let seal = |act| {
        let body = Body { act, ..locking() };
        seal_entry(&manager(), OFFICE, [1; 32], &body).unwrap_err()
    };
    assert_eq!(seal(serde_json::json!({"n": 0.5})), BodyError::Float);
    assert_eq!(
        seal(serde_json::json!({"n": 1u64 << 60})),
        BodyError::Integer
    );
    assert_eq!(
        seal(serde_json::json!({"note": "\u{1b}[2J"})),
        BodyError::Control('\u{1b}')
    );
    assert!(matches!(
        seal(serde_json::json!({"note": "か\u{3099}"})),
        BodyError::NotNfc(_)
    ));
    assert_eq!(seal(serde_json::json!("lock")), BodyError::Value("act"));
    assert!(matches!(
        seal(serde_json::json!({"note": "あ".repeat(100_000)})),
        BodyError::TooLarge(_)
    ));
}

#[test]
fn many_threads_find_what_one_finds() {
    let mut entries: Vec<_> = (0..23).map(|n| seal(&manager(), n, &locking())).collect();
    entries[5].salt[0] ^= 1;
    entries[22].body.clear();
    let one = check_many(&entries, 1);
    assert_eq!(one.iter().filter(|r| r.is_err()).count(), 2);
    for threads in [0, 2, 3, 7, 23, 99] {
        assert_eq!(check_many(&entries, threads), one);
    }
    assert!(check_many(&[], 4).is_empty());
}

#[test]
fn weak_and_impossible_keys_are_not_enrolled() {
    assert_eq!(enrolable(&manager().public()), Ok(()));
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(enrolable(&PublicKey(neutral)), Err(KeyFault::Weak));
    assert_eq!(enrolable(&PublicKey([0; 32])), Err(KeyFault::Weak));
    let mut off_curve = [0; 32];
    off_curve[0] = 2;
    assert_eq!(enrolable(&PublicKey(off_curve)), Err(KeyFault::Invalid));
}

#[test]
fn what_is_opened_is_never_shown_in_a_log() {
    assert_eq!(
        format!("{:?}", manager()),
        format!("Signer({})", manager().public())
    );
    let entry = seal(&manager(), 7, &locking());
    assert!(!format!("{entry:?}").contains("髙橋"));
}
