//! Sheets on their way out: as what bytes they are written, and where they go. `cli` and `tui` both
//! write paper through here, so that both do it in one way.
//!
//! | file | what |
//! |---|---|
//! | `pick` | which place somebody means, and which forms tell of a case |
//! | `make` | the bytes of a format, and what of the text they cannot carry |
//! | `file` | a file that is replaced whole or not at all |
//! | `printer` | the printer of this host, where there is one |
//! | `record` | what was printed is itself an entry: its proposal, and how a replay judges it |
//!
//! Knows no screen and no wording: what is wrong is told as errors, what is lost as [`Lost`].

mod file;
mod make;
mod pick;
mod printer;
mod record;

pub use file::Part;
pub use make::{Encoding, FontFault, Format, Lost, Made, MakeError, Order, make};
pub use pick::{place_named, takes};
pub use printer::{PrintError, Printer};
pub(super) use record::judge;
pub use record::{PRINTING, Printing};
