//! The journal: what one entry is, byte for byte, and how it is proved.
//!
//! Called by `office`, `procedure` and `desk`. Does no I/O, asks no clock, makes no random bytes:
//! all of that comes in as arguments. Knows nothing of what an act means.

mod capacity;
mod ids;

pub use capacity::{Capacity, Role};
pub use ids::{
    CaseId, EntryId, HoldingId, IdError, OfficeId, PersonNo, PlaceId, PublicKey, SittingId, UnitId,
};
