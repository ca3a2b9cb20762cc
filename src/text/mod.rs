//! Japanese text at the door: the only way in for anything typed, pasted, imported or read, and
//! the only way out to a screen, a sheet, a CSV or a log (law 10).
//!
//! [`Text`] and [`Paragraph`] are what a record may hold; [`Shown`] is what may be looked at;
//! keys of [`fold_key`] and [`fold_answer`] are neither shown nor stored. A file goes through
//! [`decode_file`], a paste through [`clean_paste`], and then field by field through [`Text`].
//! Anybody may call this room. It does no I/O, knows no terminal and nothing else of the house.

mod decode;
mod doubt;
mod fold;
mod label;
mod line;
mod paragraph;
mod plain;
mod shown;
mod toml;
mod unfit;
mod width;
mod wrap;

pub use decode::{DecodeError, Encoding, decode_file};
pub use doubt::{Doubt, doubt};
pub use fold::{digits, fold_answer, fold_key, narrow};
pub use label::{Label, Tongue};
pub use line::{MAX_LINE, Text, TextError, normalise};
pub use paragraph::{MAX_LINES, Paragraph, ParagraphError};
pub use plain::{Clusters, clusters};
pub use shown::{Shown, clean_paste, shown};
pub use toml::{TomlFault, TomlKind};
pub use unfit::{CodePoint, MAX_MARKS, Unfit};
pub use width::{ellipsis, pad, pad_start, width};
pub use wrap::wrap;

#[cfg(test)]
mod line_tests;
