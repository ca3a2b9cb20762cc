//! The tree is RFC 6962's, its proofs prove, and a lying prover proves nothing.
#![allow(clippy::unwrap_used)]

use data_encoding::HEXLOWER;
use kagiban::journal::merkle::{
    Frontier, Hash, Node, ProofError, consistency_proof, empty_root, inclusion_proof, leaf_hash,
    node_hash, root_from, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use std::collections::HashMap;

fn hash(hex: &str) -> Hash {
    HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap()
}

/// A tree with all its nodes, grown leaf by leaf.
struct Tree {
    edge: Frontier,
    nodes: HashMap<(u8, u64), Hash>,
    leaves: Vec<Hash>,
}

impl Tree {
    fn of(leaves: impl IntoIterator<Item = Hash>) -> Self {
        let mut tree = Self {
            edge: Frontier::new(),
            nodes: HashMap::new(),
            leaves: Vec::new(),
        };
        for leaf in leaves {
            for Node { level, index, hash } in tree.edge.push(leaf) {
                assert!(tree.nodes.insert((level, index), hash).is_none());
            }
            tree.leaves.push(leaf);
        }
        tree
    }

    fn numbered(size: u64) -> Self {
        Self::of((0..size).map(|n| leaf_hash(&n.to_be_bytes())))
    }

    fn node(&self) -> impl Fn(u8, u64) -> Option<Hash> {
        |level, index| self.nodes.get(&(level, index)).copied()
    }

    fn root(&self, size: u64) -> Hash {
        root_from(size, &self.node()).unwrap()
    }
}

/// `MTH` as RFC 6962 §2.1 defines it, word for word.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let k = leaves.len().next_power_of_two() / 2;
            node_hash(&mth(&leaves[..k]), &mth(&leaves[k..]))
        }
    }
}

/// `PATH` as RFC 6962 §2.1.1 defines it.
fn path(m: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (mut path, rest) = if m < k {
        (path(m, &leaves[..k]), mth(&leaves[k..]))
    } else {
        (path(m - k, &leaves[k..]), mth(&leaves[..k]))
    };
    path.push(rest);
    path
}

/// `SUBPROOF` as RFC 6962 §2.1.2 defines it.
fn subproof(m: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if m == leaves.len() {
        return if whole { Vec::new() } else { vec![mth(leaves)] };
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (mut proof, rest) = if m <= k {
        (subproof(m, &leaves[..k], whole), mth(&leaves[k..]))
    } else {
        (subproof(m - k, &leaves[k..], false), mth(&leaves[..k]))
    };
    proof.push(rest);
    proof
}

/// The eight leaves and nine roots with which Certificate Transparency's implementations are
/// tested (google/certificate-transparency, later transparency-dev/merkle).
#[test]
fn the_published_vectors_of_certificate_transparency_hold() {
    let leaves = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut edge = Frontier::new();
    assert_eq!(edge.root(), hash(roots[0]));
    for (leaf, root) in leaves.iter().zip(&roots[1..]) {
        edge.push(leaf_hash(&HEXLOWER.decode(leaf.as_bytes()).unwrap()));
        assert_eq!(edge.root(), hash(root));
    }
    let tree = Tree::of(leaves.map(|leaf| leaf_hash(&HEXLOWER.decode(leaf.as_bytes()).unwrap())));
    // Two of the published proofs: leaf 5 of 8, and 6 leaves within 8.
    assert_eq!(
        inclusion_proof(5, 8, &tree.node()).unwrap(),
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
        .map(hash)
    );
    assert_eq!(
        consistency_proof(6, 8, &tree.node()).unwrap(),
        [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
        .map(hash)
    );
}

#[test]
fn every_size_and_every_proof_up_to_forty_agree_with_the_definition() {
    const MOST: u64 = 40;
    let tree = Tree::numbered(MOST);
    for size in 0..=MOST {
        let leaves = &tree.leaves[..size as usize];
        let root = mth(leaves);
        assert_eq!(tree.root(size), root);
        assert_eq!(Tree::numbered(size).edge.root(), root);
        assert_eq!(
            Frontier::from_nodes(size, &tree.node()),
            Some(Tree::numbered(size).edge)
        );
        for index in 0..size {
            let proof = inclusion_proof(index, size, &tree.node()).unwrap();
            assert_eq!(proof, path(index as usize, leaves));
            let leaf = &leaves[index as usize];
            assert_eq!(verify_inclusion(leaf, index, size, &proof, &root), Ok(()));
        }
        for old in 0..=size {
            let proof = consistency_proof(old, size, &tree.node()).unwrap();
            if old > 0 {
                assert_eq!(proof, subproof(old as usize, leaves, true));
            }
            let old_root = tree.root(old);
            assert_eq!(
                verify_consistency(old, size, &proof, &old_root, &root),
                Ok(())
            );
        }
    }
}

#[test]
fn a_lying_prover_is_refused() {
    const SIZE: u64 = 13;
    let tree = Tree::numbered(SIZE);
    let root = tree.root(SIZE);
    for index in 0..SIZE {
        let leaf = tree.leaves[index as usize];
        let proof = inclusion_proof(index, SIZE, &tree.node()).unwrap();
        let lie = |leaf: &Hash, index, size, proof: &[Hash], root: &Hash| {
            let told = verify_inclusion(leaf, index, size, proof, root);
            assert!(told.is_err(), "leaf {index} of {size}");
        };
        for_each_change(&proof, |changed| lie(&leaf, index, SIZE, changed, &root));
        for other in (0..SIZE + 3).filter(|other| *other != index) {
            lie(&leaf, other, SIZE, &proof, &root);
        }
        lie(&leaf, index, 0, &proof, &root);
        lie(&leaf, index, 2 * SIZE, &proof, &root);
        lie(&leaf, index, u64::MAX, &proof, &root);
        lie(&node_hash(&leaf, &leaf), index, SIZE, &proof, &root);
        lie(&leaf, index, SIZE, &proof, &tree.root(SIZE - 1));
        // An inner node passed off as a leaf.
        lie(&tree.nodes[&(1, 0)], index, SIZE, &proof, &root);
    }
    for old in 1..SIZE {
        let old_root = tree.root(old);
        let proof = consistency_proof(old, SIZE, &tree.node()).unwrap();
        let lie = |old, new, proof: &[Hash], old_root: &Hash, new_root: &Hash| {
            let told = verify_consistency(old, new, proof, old_root, new_root);
            assert!(told.is_err(), "{old} within {new}");
        };
        for_each_change(&proof, |changed| lie(old, SIZE, changed, &old_root, &root));
        for other in (0..SIZE + 3).filter(|other| *other != old) {
            lie(other, SIZE, &proof, &old_root, &root);
        }
        lie(SIZE, old, &proof, &root, &old_root);
        lie(old, SIZE, &proof, &root, &old_root);
        lie(old, SIZE, &proof, &old_root, &old_root);
        lie(old, SIZE, &[], &old_root, &root);
        // A forked history: another last leaf before `old`, honestly extended.
        let mut forked = tree.leaves.clone();
        forked[old as usize - 1] = leaf_hash(b"forked");
        let fork = Tree::of(forked);
        let of_fork = consistency_proof(old, SIZE, &fork.node()).unwrap();
        lie(old, SIZE, &of_fork, &old_root, &fork.root(SIZE));
        lie(old, SIZE, &proof, &old_root, &fork.root(SIZE));
    }
}

/// Every single changed byte, every hash left out or doubled, any two exchanged.
fn for_each_change(proof: &[Hash], mut refuse: impl FnMut(&[Hash])) {
    for at in 0..proof.len() {
        for byte in 0..32 {
            for mask in [0x01, 0x80, 0xff] {
                let mut changed = proof.to_vec();
                changed[at][byte] ^= mask;
                refuse(&changed);
            }
        }
        let mut shorter = proof.to_vec();
        shorter.remove(at);
        refuse(&shorter);
        let mut longer = proof.to_vec();
        longer.insert(at, proof[at]);
        refuse(&longer);
        for other in 0..at {
            let mut exchanged = proof.to_vec();
            exchanged.swap(at, other);
            refuse(&exchanged);
        }
    }
    refuse(&[proof, &[[0; 32]]].concat());
}

#[test]
fn a_tree_without_leaves_begins_every_tree_and_no_other_root_does() {
    let root = Tree::numbered(3).edge.root();
    assert_eq!(verify_consistency(0, 3, &[], &empty_root(), &root), Ok(()));
    assert_eq!(
        verify_consistency(0, 3, &[], &root, &root),
        Err(ProofError::Root)
    );
    assert_eq!(
        verify_consistency(0, 0, &[], &empty_root(), &root),
        Err(ProofError::Root)
    );
    assert_eq!(
        verify_consistency(3, 3, &[root], &root, &root),
        Err(ProofError::Length)
    );
    assert_eq!(
        verify_inclusion(&root, 0, 0, &[], &root),
        Err(ProofError::Outside)
    );
}

#[test]
fn a_missing_node_gives_no_answer_rather_than_a_wrong_one() {
    let tree = Tree::numbered(21);
    for missing in tree.nodes.keys() {
        let node = |level, index| {
            let kept = (level, index) != *missing;
            kept.then(|| tree.nodes[&(level, index)])
        };
        for size in 0..=21 {
            let root = root_from(size, &node);
            assert!(root.is_none() || root == Some(tree.root(size)));
            for old in 0..size {
                let proof = consistency_proof(old, size, &node);
                assert!(proof.is_none() || proof == consistency_proof(old, size, &tree.node()));
            }
        }
    }
    assert_eq!(inclusion_proof(21, 21, &tree.node()), None);
    assert_eq!(consistency_proof(22, 21, &tree.node()), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_tree_agrees_with_the_definition(
        leaves in prop::collection::vec(any::<[u8; 32]>(), 1..300),
        a: prop::sample::Index,
        b: prop::sample::Index,
    ) {
        let size = leaves.len();
        let tree = Tree::of(leaves.iter().copied());
        prop_assert_eq!(tree.edge.root(), mth(&leaves));
        let index = a.index(size);
        let proof = inclusion_proof(index as u64, size as u64, &tree.node()).unwrap();
        prop_assert_eq!(proof, path(index, &leaves));
        let old = b.index(size) + 1;
        let proof = consistency_proof(old as u64, size as u64, &tree.node()).unwrap();
        prop_assert_eq!(&proof, &subproof(old, &leaves, true));
        prop_assert_eq!(tree.root(old as u64), mth(&leaves[..old]));
    }

    #[test]
    fn any_nonsense_is_answered_without_a_panic(
        proof in prop::collection::vec(any::<[u8; 32]>(), 0..70), a: u64, b: u64, root: [u8; 32]
    ) {
        prop_assert!(verify_inclusion(&root, a, b, &proof, &root).is_err() || b == 1);
        let consistent = verify_consistency(a, b, &proof, &root, &root);
        prop_assert!(consistent.is_err() || a == b);
    }
}
