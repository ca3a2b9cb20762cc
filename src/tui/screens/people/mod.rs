//! People, roles, places, means and days of an office that is open.
//!
//! Each screen shows what there is, asks for what is to change, and has it signed: by one person,
//! and where the law asks for it by a second. Decides nothing: the office refuses.

pub(crate) mod form;
pub(crate) mod means;
