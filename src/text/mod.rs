//! Japanese text at the door: the only way in for anything typed, pasted, imported or read, and
//! the only way out to a screen, a sheet, a CSV or a log (law 10).
//!
//! [`Text`] and [`Paragraph`] are what a record may hold. Anybody may call this room. It does no
//! I/O, knows no terminal and nothing else of the house.

mod line;
mod unfit;

pub use line::{MAX_LINE, MAX_LINES, Paragraph, ParagraphError, Text, TextError, normalise};
pub use unfit::{CodePoint, MAX_MARKS, Unfit};

#[cfg(test)]
mod line_tests;
