//! The Merkle tree of RFC 6962 over the leaves of a journal: hashes, the growing edge, roots of any
//! earlier size, inclusion and consistency proofs.
//!
//! A *node* is a complete subtree, named `(level, index)`: it covers the leaves
//! `index << level .. (index + 1) << level` and never changes once written. A tree of `size` leaves
//! is the list of its *peaks*, one node for each bit set in `size`, the largest first.

use sha2::{Digest, Sha256};

/// A SHA-256 value.
pub type Hash = [u8; 32];

/// `SHA-256(0x00 || leaf)`.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut h = Sha256::new();
    h.update([0]);
    h.update(leaf);
    h.finalize().into()
}

/// `SHA-256(0x01 || left || right)`.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut h = Sha256::new();
    h.update([1]);
    h.update(left);
    h.update(right);
    h.finalize().into()
}

/// The root of the tree without leaves: `SHA-256("")`.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// A complete subtree that came into being, to be kept under `(level, index)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// 0 for a leaf; the node covers `1 << level` leaves.
    pub level: u8,
    /// Which of the nodes of this level, from the left, from 0.
    pub index: u64,
    /// The node's hash.
    pub hash: Hash,
}

/// The growing edge of a tree: its size and its peaks. All that is needed to append.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The edge of the empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The edge of a tree of `size` leaves from kept nodes; `None` where a node is missing.
    pub fn from_nodes(size: u64, node: &impl Fn(u8, u64) -> Option<Hash>) -> Option<Self> {
        let peaks = peaks(0, size).map(|(level, index)| node(level, index));
        Some(Self {
            size,
            peaks: peaks.collect::<Option<_>>()?,
        })
    }

    /// How many leaves the tree has; also the index of the next one.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf by its hash and returns the nodes that this completes, the leaf first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Node> {
        let mut node = Node {
            level: 0,
            index: self.size,
            hash: leaf,
        };
        let mut complete = vec![node];
        while node.index & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            node = Node {
                level: node.level + 1,
                index: node.index >> 1,
                hash: node_hash(&left, &node.hash),
            };
            complete.push(node);
        }
        self.peaks.push(node.hash);
        self.size += 1;
        complete
    }

    /// The root hash of the tree as it stands.
    #[must_use]
    pub fn root(&self) -> Hash {
        fold(&self.peaks).unwrap_or_else(empty_root)
    }
}

/// The root of the first `size` leaves, from kept nodes; `None` where a node is missing.
pub fn root_from(size: u64, node: &impl Fn(u8, u64) -> Option<Hash>) -> Option<Hash> {
    Frontier::from_nodes(size, node).map(|edge| edge.root())
}

/// The nodes that make up the leaves `start .. start + len`, the largest first. `start` is a
/// multiple of the largest power of two within `len`, as it is everywhere in RFC 6962.
fn peaks(start: u64, len: u64) -> impl Iterator<Item = (u8, u64)> {
    (0..64u8).rev().filter_map(move |level| {
        let bit = 1u64 << level;
        (len & bit != 0).then(|| {
            let before = len & !(bit | (bit - 1));
            (level, (start + before) >> level)
        })
    })
}

/// Peaks folded from the right; `None` without peaks.
fn fold(peaks: &[Hash]) -> Option<Hash> {
    let mut from_right = peaks.iter().rev().copied();
    let last = from_right.next()?;
    Some(from_right.fold(last, |right, left| node_hash(&left, &right)))
}

/// `MTH(D[start : start + len])` of RFC 6962, `len` at least 1.
fn range(start: u64, len: u64, node: &impl Fn(u8, u64) -> Option<Hash>) -> Option<Hash> {
    let hashes: Option<Vec<_>> = peaks(start, len).map(|(l, i)| node(l, i)).collect();
    fold(&hashes?)
}

/// The largest power of two smaller than `len`; `len` at least 2.
fn split(len: u64) -> u64 {
    1 << (63 - (len - 1).leading_zeros())
}

/// The audit path of leaf `index` in the tree of `size` leaves (RFC 9162 §2.1.3.1), deepest first.
/// `None` where `index` is not in the tree or a node is missing.
pub fn inclusion_proof(
    index: u64,
    size: u64,
    node: &impl Fn(u8, u64) -> Option<Hash>,
) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let (mut start, mut len, mut path) = (0, size, Vec::new());
    while len > 1 {
        let k = split(len);
        if index - start < k {
            path.push(range(start + k, len - k, node)?);
            len = k;
        } else {
            path.push(range(start, k, node)?);
            start += k;
            len -= k;
        }
    }
    path.reverse();
    Some(path)
}

/// The proof that the tree of `new` leaves begins with the tree of `old` leaves (RFC 9162
/// §2.1.4.1); empty where `old` is 0 or equal to `new`. `None` where `old > new` or a node is
/// missing.
pub fn consistency_proof(
    old: u64,
    new: u64,
    node: &impl Fn(u8, u64) -> Option<Hash>,
) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(Vec::new());
    }
    let (mut start, mut m, mut len, mut whole, mut path) = (0, old, new, true, Vec::new());
    while m != len {
        let k = split(len);
        if m <= k {
            path.push(range(start + k, len - k, node)?);
            len = k;
        } else {
            path.push(range(start, k, node)?);
            start += k;
            m -= k;
            len -= k;
            whole = false;
        }
    }
    if !whole {
        path.push(range(start, len, node)?);
    }
    path.reverse();
    Some(path)
}

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index or the earlier size lies outside the tree.
    #[error("the proof speaks of something outside the tree")]
    Outside,
    /// The proof has more or fewer hashes than these sizes need.
    #[error("the proof has the wrong length")]
    Length,
    /// The hashes do not lead to the root (or roots) given.
    #[error("the proof does not lead to the root")]
    Root,
}

/// Checks that the leaf with this hash is number `index` of the tree of `size` leaves under `root`
/// (RFC 9162 §2.1.3.2).
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Outside);
    }
    let (mut f, mut s, mut r) = (index, size - 1, *leaf);
    for p in proof {
        if s == 0 {
            return Err(ProofError::Length);
        }
        if f & 1 == 1 || f == s {
            r = node_hash(p, &r);
            while f & 1 == 0 && f != 0 {
                f >>= 1;
                s >>= 1;
            }
        } else {
            r = node_hash(&r, p);
        }
        f >>= 1;
        s >>= 1;
    }
    if s != 0 {
        Err(ProofError::Length)
    } else if r != *root {
        Err(ProofError::Root)
    } else {
        Ok(())
    }
}

/// Checks that the tree of `new` leaves under `new_root` begins with the tree of `old` leaves under
/// `old_root` (RFC 9162 §2.1.4.2; an empty earlier tree begins every tree, by an empty proof).
pub fn verify_consistency(
    old: u64,
    new: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    let root = |same: bool| if same { Ok(()) } else { Err(ProofError::Root) };
    if old > new {
        return Err(ProofError::Outside);
    }
    if old == new || old == 0 {
        if !proof.is_empty() {
            return Err(ProofError::Length);
        }
        root(old != 0 || *old_root == empty_root())?;
        return root(old != new || old_root == new_root);
    }
    let mut hashes = proof.iter();
    // A complete earlier tree is itself the first node of the path and is not sent.
    let first = if old.is_power_of_two() {
        old_root
    } else {
        hashes.next().ok_or(ProofError::Length)?
    };
    let (mut f, mut s) = (old - 1, new - 1);
    while f & 1 == 1 {
        f >>= 1;
        s >>= 1;
    }
    let (mut fr, mut sr) = (*first, *first);
    for c in hashes {
        if s == 0 {
            return Err(ProofError::Length);
        }
        if f & 1 == 1 || f == s {
            fr = node_hash(c, &fr);
            sr = node_hash(c, &sr);
            while f & 1 == 0 && f != 0 {
                f >>= 1;
                s >>= 1;
            }
        } else {
            sr = node_hash(&sr, c);
        }
        f >>= 1;
        s >>= 1;
    }
    if s != 0 {
        return Err(ProofError::Length);
    }
    root(fr == *old_root)?;
    root(sr == *new_root)
}
