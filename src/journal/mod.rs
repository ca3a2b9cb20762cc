//! The journal: what one entry is, byte for byte, and how it is proved.
//!
//! Called by `office`, `procedure` and `desk`. Does no I/O, asks no clock, makes no random bytes:
//! all of that comes in as arguments. Knows nothing of what an act means. `kagiban-journal(5)` is
//! the specification; the golden vectors are in `tests/fixtures/journal_vectors.json`.

mod author;
mod base32;
mod body;
mod canonical;
mod capacity;
mod chains;
mod checkpoint;
mod earlier;
mod entry;
mod export;
mod ids;
pub mod merkle;
mod past;
mod pin;
mod seal;
mod secret;
mod sheet;
mod slots;
mod strict;
mod verify;

pub use author::Authors;
pub use body::{BODY_VERSION, Body, BodyError, Seen, TerminalId, TerminalIdError};
pub use capacity::{Capacity, Role};
pub use checkpoint::{Checkpoint, CheckpointError, SHORT_ROOT_LEN, ShortRoot, ShortRootError};
pub use earlier::{Chain, Earlier, Kept};
pub use entry::{
    Class, Draft, Entry, EntryFault, KeyFault, LEAF_LEN, Leaf, LeafError, Signer, check_many,
    commitment, enrolable, seal_entry,
};
pub use export::{LineError, NotText, Record, export_line, parse_line};
pub use ids::{
    CaseId, EntryId, HoldingId, IdError, OfficeId, PersonNo, PlaceId, PublicKey, SittingId,
    TextDigest, UnitId,
};
pub use pin::{
    InviteCode, InviteCodeError, PIN_LEAST, PIN_LEAST_CONFIRMING, PIN_MOST, Pin, PinError,
    invite_mac, invite_matches,
};
pub use seal::{
    KdfParams, KdfParamsError, NoMemory, OpenError, SEALED_LEN, SealedKey, SealedKeyError,
};
pub use secret::{KeyFile, KeyFileError, Master, Pepper, StoreKey};
pub use sheet::{RecoverySheet, SHEET_GROUPS, SHEET_LINES, SheetError};
pub use slots::Slots;
pub use strict::{MAX_BYTES, MAX_DEPTH, MAX_INTEGER};
pub use verify::{Finding, FindingKind, Verifier};
