//! The set-up file: an office written down in TOML, without any secret. Read by
//! `kagiban setup --from FILE`, kept by set-up between two sittings, and what the sample office
//! begins with. A [`Draft`] may be unfinished; what stands in it always fits together.
//!
//! | file | what |
//! |---|---|
//! | `draft` | the form of the file |
//! | `read` | reading, writing, whether it fits together |
//! | `found` | what it founds, what it lacks |
//! | `take` | what tables and people bring into it |
//! | `fault` | what is wrong with it |

mod draft;
mod fault;
mod found;
mod read;
mod take;
#[cfg(test)]
mod tests;

pub use draft::{
    Day, Draft, DraftDays, DraftHolding, DraftMeans, DraftPerson, DraftPlace, DraftRole, DraftUnit,
    Minute,
};
pub use fault::{Lack, Part, SetUpFileError, Wrong};
pub use read::read;
