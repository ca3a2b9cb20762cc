//! One entry: a body, the salt that hides it, and the signed leaf that commits to it.
//!
//! ```text
//! commit = SHA-256("kagiban/1 body\0" || salt || body)
//! head   = 0x01 || class || office id 16 || author's public key 32 || commit 32
//! sig    = Ed25519(author, "kagiban/1 entry\0" || head)
//! leaf   = head || sig
//! ```

use super::author::Authors;
use super::merkle::{Hash, leaf_hash};
use super::{Body, BodyError, EntryId, OfficeId, PublicKey};
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// Bytes of a leaf: head 82, signature 64.
pub const LEAF_LEN: usize = HEAD_LEN + 64;
const HEAD_LEN: usize = 1 + 1 + 16 + 32 + 32;
const VERSION: u8 = 0x01;
const BODY_CONTEXT: &[u8] = b"kagiban/1 body\0";
const ENTRY_CONTEXT: &[u8] = b"kagiban/1 entry\0";

/// What an entry is about. Bodies of the office are never erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The office itself: persons, roles, places, definitions.
    Office,
    /// One case.
    Case,
}

impl Class {
    /// The class of a body: a case's, where it names one.
    #[must_use]
    pub fn of(body: &Body) -> Self {
        match body.case {
            Some(_) => Self::Case,
            None => Self::Office,
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Office => 0,
            Self::Case => 1,
        }
    }
}

/// `SHA-256("kagiban/1 body\0" || salt || body)`.
#[must_use]
pub fn commitment(salt: &[u8; 32], body: &[u8]) -> Hash {
    let mut h = Sha256::new();
    h.update(BODY_CONTEXT);
    h.update(salt);
    h.update(body);
    h.finalize().into()
}

/// Why bytes are not a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// Not [`LEAF_LEN`] bytes; how many there are.
    #[error("a leaf has 146 bytes, not {0}")]
    Length(usize),
    /// A version of the format that this program does not know.
    #[error("a leaf of version {0} is unknown here")]
    Version(u8),
    /// Neither office nor case.
    #[error("a leaf of class {0} is unknown here")]
    Class(u8),
}

/// What is hashed into the tree. A value of this type is well-formed; whether its signature holds
/// is [`Leaf::check_signature`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    class: Class,
    office: OfficeId,
    author: PublicKey,
    commit: Hash,
    sig: [u8; 64],
}

impl Leaf {
    /// Reads the 146 bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, LeafError> {
        let mut rest = bytes;
        let whole: [u8; LEAF_LEN] = bytes
            .try_into()
            .map_err(|_| LeafError::Length(bytes.len()))?;
        if whole[0] != VERSION {
            return Err(LeafError::Version(whole[0]));
        }
        let class = match whole[1] {
            0 => Class::Office,
            1 => Class::Case,
            other => return Err(LeafError::Class(other)),
        };
        take::<2>(&mut rest);
        Ok(Self {
            class,
            office: OfficeId(take(&mut rest)),
            author: PublicKey(take(&mut rest)),
            commit: take(&mut rest),
            sig: take(&mut rest),
        })
    }

    /// The 146 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; LEAF_LEN] {
        let mut bytes = [0; LEAF_LEN];
        bytes[..HEAD_LEN].copy_from_slice(&self.head());
        bytes[HEAD_LEN..].copy_from_slice(&self.sig);
        bytes
    }

    /// What is signed after the context: the first 82 bytes.
    #[must_use]
    pub fn head(&self) -> [u8; HEAD_LEN] {
        head(self.class, self.office, self.author, &self.commit)
    }

    /// Office or case.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// Whose journal it belongs to.
    #[must_use]
    pub fn office(&self) -> OfficeId {
        self.office
    }

    /// The signer's key.
    #[must_use]
    pub fn author(&self) -> PublicKey {
        self.author
    }

    /// The commitment to salt and body.
    #[must_use]
    pub fn commit(&self) -> Hash {
        self.commit
    }

    /// The signature.
    #[must_use]
    pub fn sig(&self) -> [u8; 64] {
        self.sig
    }

    /// `SHA-256(0x00 || leaf)`: the hash in the tree and the entry's name.
    #[must_use]
    pub fn id(&self) -> EntryId {
        EntryId(leaf_hash(&self.to_bytes()))
    }

    /// Checks the signature alone, strictly; all that can still be checked of an erased entry.
    pub fn check_signature(&self) -> Result<(), EntryFault> {
        self.check_signature_with(&mut Authors::default())
    }

    /// The same, with the keys that were read before.
    pub fn check_signature_with(&self, authors: &mut Authors) -> Result<(), EntryFault> {
        let author = authors.of(&self.author).ok_or(EntryFault::Author)?;
        if author.signed(&signed(&self.head()), &self.sig) {
            Ok(())
        } else {
            Err(EntryFault::Signature)
        }
    }
}

impl fmt::Debug for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Leaf({:?}, {})", self.class, self.id())
    }
}

fn head(class: Class, office: OfficeId, author: PublicKey, commit: &Hash) -> [u8; HEAD_LEN] {
    let mut head = [0; HEAD_LEN];
    head[0] = VERSION;
    head[1] = class.byte();
    head[2..18].copy_from_slice(&office.0);
    head[18..50].copy_from_slice(&author.0);
    head[50..].copy_from_slice(commit);
    head
}

fn signed(head: &[u8; HEAD_LEN]) -> Vec<u8> {
    [ENTRY_CONTEXT, head].concat()
}

/// The next `N` bytes; zeros once there are none, which callers rule out by the length.
pub(super) fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    match rest.split_first_chunk() {
        Some((first, after)) => {
            *rest = after;
            *first
        }
        None => [0; N],
    }
}

/// What is wrong with an entry by itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// Salt and body are not those that were signed.
    #[error("salt and body are not those that the leaf commits to")]
    Commit,
    /// The author's key is not a public key.
    #[error("the author's key is not an Ed25519 public key")]
    Author,
    /// The signature does not hold, by strict verification.
    #[error("the signature does not hold")]
    Signature,
    /// The body is what was signed, but not readable as one.
    #[error("the body cannot be read: {0}")]
    Body(#[from] BodyError),
    /// An office entry that names a case, or a case entry that names none.
    #[error("the leaf's class and the body disagree")]
    Class,
}

/// One act on one case (or on the office), signed.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The signed part, in the tree for ever.
    pub leaf: Leaf,
    /// Random; without it the commitment tells nothing about an erased body.
    pub salt: [u8; 32],
    /// The body's bytes as they were signed.
    pub body: Vec<u8>,
}

impl fmt::Debug for Entry {
    /// The name only: bodies do not belong in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Entry({})", self.leaf.id())
    }
}

impl Entry {
    /// The entry's name.
    #[must_use]
    pub fn id(&self) -> EntryId {
        self.leaf.id()
    }

    /// Whether salt and body are those that the leaf commits to. Cheap: done on every read.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        commitment(&self.salt, &self.body) == self.leaf.commit
    }

    /// The body of an intact entry, without checking the signature again.
    pub fn read(&self) -> Result<Body, EntryFault> {
        if !self.is_intact() {
            return Err(EntryFault::Commit);
        }
        self.parsed()
    }

    /// Everything that can be said of an entry by itself: commitment, strict signature, body, class.
    pub fn check(&self) -> Result<Body, EntryFault> {
        self.check_with(&mut Authors::default())
    }

    /// The same, with the keys that were read before.
    pub fn check_with(&self, authors: &mut Authors) -> Result<Body, EntryFault> {
        if !self.is_intact() {
            return Err(EntryFault::Commit);
        }
        self.leaf.check_signature_with(authors)?;
        self.parsed()
    }

    fn parsed(&self) -> Result<Body, EntryFault> {
        let body = Body::parse(&self.body)?;
        if self.leaf.class != Class::of(&body) {
            return Err(EntryFault::Class);
        }
        Ok(body)
    }
}

/// Checks many entries on `threads` threads, each exactly as [`Entry::check`] does.
///
/// Batch equations are not used: they accept, with some luck, signatures that strict verification
/// refuses, so they cannot stand in for it.
#[must_use]
pub fn check_many(entries: &[Entry], threads: usize) -> Vec<Result<Body, EntryFault>> {
    let share = entries.len().div_ceil(threads.max(1)).max(1);
    let check = |part: &[Entry]| {
        let mut authors = Authors::default();
        let checked = part.iter().map(|entry| entry.check_with(&mut authors));
        checked.collect::<Vec<_>>()
    };
    if share >= entries.len() {
        return check(entries);
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = entries
            .chunks(share)
            .map(|part| (part, scope.spawn(move || check(part))))
            .collect();
        parts
            .into_iter()
            // A thread that died has checked nothing: check its part here.
            .flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| check(part)))
            .collect()
    })
}

/// An opened signing key. Wiped when dropped; cannot be cloned, printed or written.
pub struct Signer(SigningKey);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public())
    }
}

impl Signer {
    /// The key of a 32-byte seed; the caller wipes its own copy.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }
}

/// A body that is known to be read back as it is: it may be signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft(Body);

impl Draft {
    /// Fails where the body would not be read back as it is (a float, a control character or a
    /// text that is not composed in `act`, or one too large): such a thing must never be signed.
    pub fn of(body: Body) -> Result<Self, BodyError> {
        readable(&body).map(|_| Self(body))
    }

    /// What it says.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.0
    }

    /// Signs it. `salt` is fresh random bytes; the class follows from the body's case.
    #[must_use]
    pub fn seal(self, signer: &Signer, office: OfficeId, salt: [u8; 32]) -> (Entry, Body) {
        let entry = sealed(signer, office, salt, &self.0, self.0.to_bytes());
        (entry, self.0)
    }
}

/// The bytes of a body, if they are read back as it is.
fn readable(body: &Body) -> Result<Vec<u8>, BodyError> {
    let bytes = body.to_bytes();
    if Body::parse(&bytes)? == *body {
        Ok(bytes)
    } else {
        Err(BodyError::Value("act"))
    }
}

/// Signs a body. `salt` is fresh random bytes; the class follows from the body's case.
///
/// Fails where the body may not be signed: see [`Draft::of`].
pub fn seal_entry(
    signer: &Signer,
    office: OfficeId,
    salt: [u8; 32],
    body: &Body,
) -> Result<Entry, BodyError> {
    Ok(sealed(signer, office, salt, body, readable(body)?))
}

fn sealed(signer: &Signer, office: OfficeId, salt: [u8; 32], of: &Body, body: Vec<u8>) -> Entry {
    let (class, author) = (Class::of(of), signer.public());
    let commit = commitment(&salt, &body);
    let sig = signer
        .0
        .sign(&signed(&head(class, office, author, &commit)))
        .to_bytes();
    Entry {
        leaf: Leaf {
            class,
            office,
            author,
            commit,
            sig,
        },
        salt,
        body,
    }
}

/// Why a public key may not be enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// Not a point of the curve.
    #[error("not an Ed25519 public key")]
    Invalid,
    /// Of small order: almost any signature would hold under it.
    #[error("a weak Ed25519 public key")]
    Weak,
}

/// Whether a public key may be enrolled.
pub fn enrolable(key: &PublicKey) -> Result<(), KeyFault> {
    let key = VerifyingKey::from_bytes(&key.0).map_err(|_| KeyFault::Invalid)?;
    if key.is_weak() {
        Err(KeyFault::Weak)
    } else {
        Ok(())
    }
}
