//! The journal: what one entry is, byte for byte, and how it is proved.
//!
//! Called by `office`, `procedure` and `desk`. Does no I/O, asks no clock, makes no random bytes:
//! all of that comes in as arguments. Knows nothing of what an act means. `kagiban-journal(5)` is
//! the specification; the golden vectors are in `tests/fixtures/journal_vectors.json`.

mod body;
mod capacity;
mod entry;
mod ids;
pub mod merkle;
mod strict;

pub use body::{BODY_VERSION, Body, BodyError, Seen, TerminalId, TerminalIdError};
pub use capacity::{Capacity, Role};
pub use entry::{
    Class, Entry, EntryFault, KeyFault, LEAF_LEN, Leaf, LeafError, Signer, check_many, commitment,
    enrolable, seal_entry,
};
pub use ids::{
    CaseId, EntryId, HoldingId, IdError, OfficeId, PersonNo, PlaceId, PublicKey, SittingId, UnitId,
};
pub use strict::{MAX_BYTES, MAX_DEPTH, MAX_INTEGER};
