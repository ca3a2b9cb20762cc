//! One entry as it lies on disk.
//!
//! ```text
//! record = 0x01 || salt 32 || leaf 146 || body
//! ```
//! The first byte is this layout's version; 0x02 is kept for an entry whose body was erased.

use super::error::{Corrupt, StoreError};
use crate::journal::{self, Entry, EntryId, LEAF_LEN, Leaf, LeafError, merkle};

const VERSION: u8 = 0x01;
const SALT_LEN: usize = 32;

/// One entry as it lies on disk: bytes, not yet read as a journal entry.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored {
    /// The signed part, hashed into the tree.
    pub leaf: [u8; LEAF_LEN],
    /// Random; hides the body behind its commitment.
    pub salt: [u8; 32],
    /// The body's bytes as they were signed.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Stored {
    /// The name only: bodies do not belong in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stored({})", self.id())
    }
}

impl Stored {
    /// The entry's name: the hash of its leaf.
    #[must_use]
    pub fn id(&self) -> EntryId {
        EntryId(merkle::leaf_hash(&self.leaf))
    }

    /// Reads the leaf. Whether the signature holds is `journal`'s to say.
    ///
    /// # Errors
    /// Where the leaf is of a version or class that this program does not know.
    pub fn entry(&self) -> Result<Entry, LeafError> {
        Ok(Entry {
            leaf: Leaf::parse(&self.leaf)?,
            salt: self.salt,
            body: self.body.clone(),
        })
    }

    /// The same, keeping the body's bytes.
    ///
    /// # Errors
    /// As [`Stored::entry`].
    pub fn into_entry(self) -> Result<Entry, LeafError> {
        Ok(Entry {
            leaf: Leaf::parse(&self.leaf)?,
            salt: self.salt,
            body: self.body,
        })
    }

    pub(super) fn to_record(&self) -> Vec<u8> {
        let mut record = Vec::with_capacity(1 + SALT_LEN + LEAF_LEN + self.body.len());
        record.push(VERSION);
        record.extend_from_slice(&self.salt);
        record.extend_from_slice(&self.leaf);
        record.extend_from_slice(&self.body);
        record
    }

    /// Reads a record back, and checks salt and body against the commitment in the leaf.
    pub(super) fn from_record(index: u64, record: &[u8]) -> Result<Self, StoreError> {
        let cut = || Corrupt::new("entries", format!("entry {index} is cut short"));
        let (version, rest) = record.split_first().ok_or_else(cut)?;
        if *version != VERSION {
            return Err(StoreError::NewerRecord {
                index,
                version: *version,
            });
        }
        let (salt, rest) = rest.split_first_chunk::<SALT_LEN>().ok_or_else(cut)?;
        let (leaf, body) = rest.split_first_chunk::<LEAF_LEN>().ok_or_else(cut)?;
        let committed = Leaf::parse(leaf)
            .map_err(|fault| Corrupt::new("entries", format!("entry {index}: {fault}")))?
            .commit();
        if journal::commitment(salt, body) != committed {
            let detail = format!("entry {index}: salt and body are not those that were signed");
            return Err(Corrupt::new("entries", detail).into());
        }
        Ok(Self {
            leaf: *leaf,
            salt: *salt,
            body: body.to_vec(),
        })
    }
}

impl From<&Entry> for Stored {
    fn from(entry: &Entry) -> Self {
        Self {
            leaf: entry.leaf.to_bytes(),
            salt: entry.salt,
            body: entry.body.clone(),
        }
    }
}
