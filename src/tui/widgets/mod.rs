//! What screens are made of. Widgets know keys and canvases; they know no desk.

pub mod choice;
pub mod dialog;
pub mod field;
pub(super) mod help;
pub mod list;
pub mod scroll;
pub mod signature;

pub use choice::Choice;
pub use dialog::{Dialog, Verdict};
pub use field::{Field, FieldRefusal, Typed};
pub use list::List;
pub use scroll::Scroll;
pub use signature::{Echo, Pin, Signature, Signed, Submit};
