//! Sheets on their way out: which sheets a wish means, as what bytes they are written, and where
//! they go. `cli` and `tui` both write paper through here, so that both do it in one way.
//!
//! | file | what |
//! |---|---|
//! | `fill` | the sheets of a wish, part by part, for those who show how far it is |
//! | `make` | the bytes of a format, and what of the text they cannot carry |
//! | `file` | a file that is replaced whole or not at all |
//! | `printer` | the printer of this host, where there is one |
//!
//! Knows no screen and no wording: what is wrong is told as errors, what is lost as [`Lost`].

mod file;
mod fill;
mod make;
mod printer;

pub use file::{Part, replace};
pub use fill::{Filled, place_named, takes};
pub use make::{Encoding, FontFault, Format, Lost, Made, MakeError, make};
pub use printer::{PrintError, Printer};
