//! Every byte of the format, from fixed inputs, held against `fixtures/journal_vectors.json`.
//! Another implementation can be held against the same file.
#![allow(clippy::unwrap_used)]

mod journal_common;

use data_encoding::HEXLOWER;
use journal_common::{Book, OFFICE, golden, locking, seal};
use kagiban::journal::merkle::{empty_root, leaf_hash, node_hash};
use kagiban::journal::{
    Checkpoint, InviteCode, KdfParams, Master, PersonNo, Pin, RecoverySheet, SealedKey, Signer,
    invite_mac,
};
use serde_json::{Value, json};

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn entry() -> Value {
    let seed = [0x22; 32];
    let signer = Signer::from_seed(&seed);
    let entry = seal(&signer, 0x99, &locking());
    json!({
        "office": OFFICE,
        "seed": hex(&seed),
        "public_key": signer.public(),
        "salt": hex(&entry.salt),
        "body": String::from_utf8(entry.body.clone()).unwrap(),
        "commit": hex(&entry.leaf.commit()),
        "head": hex(&entry.leaf.head()),
        "sig": hex(&entry.leaf.sig()),
        "leaf": hex(&entry.leaf.to_bytes()),
        "id": entry.id(),
    })
}

fn tree() -> Value {
    let ids: Vec<_> = Book::sample().entries.iter().map(|e| e.id()).collect();
    let checkpoint = Checkpoint {
        office: OFFICE,
        size: 6,
        root: Book::sample().root(),
    };
    json!({
        "empty_root": hex(&empty_root()),
        "hash_of_the_leaf_of_no_bytes": hex(&leaf_hash(b"")),
        "leaf_hashes": ids,
        "node_1_0": hex(&node_hash(&ids[0].0, &ids[1].0)),
        "root": hex(&checkpoint.root),
        "checkpoint": checkpoint.to_string(),
        "short_root": checkpoint.short_root().to_string(),
    })
}

fn master() -> Master {
    Master::new(std::array::from_fn(|n| n as u8))
}

fn secrets() -> Value {
    json!({
        "master": hex(master().expose()),
        "store_key": hex(master().store_key().expose()),
        "pepper": hex(master().pepper().expose()),
        "recovery_public_key": master().recovery_signer().public(),
        "key_file": *master().key_file(OFFICE).to_text(),
        "recovery_sheet": *RecoverySheet::of(&master()).print(),
    })
}

fn sealed(params: KdfParams) -> Value {
    let (seed, pin, salt, nonce) = ([0x22; 32], "２７１８２８", [0x77; 16], [0x88; 24]);
    let (typed, pepper) = (Pin::typed(pin), master().pepper());
    let person = PersonNo(2);
    let key = SealedKey::seal(&seed, &typed, &pepper, OFFICE, person, salt, nonce, params).unwrap();
    json!({
        "seed": hex(&seed),
        "pin": pin,
        "office": OFFICE,
        "person": person,
        "memory_kib": params.mem_kib(),
        "passes": params.passes(),
        "salt": hex(&salt),
        "nonce": hex(&nonce),
        "box": hex(&key.to_bytes()),
    })
}

fn invitation() -> Value {
    let code = InviteCode::parse("3141-5926").unwrap();
    let person = PersonNo(2);
    json!({
        "code": *code.print(),
        "person": person,
        "mac": hex(&invite_mac(&master().pepper(), OFFICE, person, &code)),
    })
}

#[test]
fn every_byte_of_the_format_stays_where_it_is() {
    let vectors = json!({
        "entry": entry(),
        "tree": tree(),
        "secrets": secrets(),
        "sealed_keys": [sealed(KdfParams::SAMPLE), sealed(KdfParams::STANDARD)],
        "invitation": invitation(),
    });
    let text = serde_json::to_string_pretty(&vectors).unwrap() + "\n";
    golden("journal_vectors.json", &text);
}
