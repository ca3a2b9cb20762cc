//! People, roles, places, means and days of an office that is open.
//!
//! Each screen shows what there is, asks for what is to change, and has it signed: by one person,
//! and where the law asks for it by a second. Decides nothing: the office refuses.
//!
//! | file | what |
//! |---|---|
//! | `office` | the screen with its list, its form and its signature lines |
//! | `rows` | what the lists show |
//! | `decline` | an act that waits is refused or taken back |
//! | `deed` | what can be changed, and what is asked for |
//! | `plan` | the act and the sentence that come of it |
//! | `means` | the means of sending that the procedures know |
//! | `form` | labelled fields |
//! | `leaving` | what is open in the name of somebody who leaves |
//! | `signers` | one signature line, or two of different people |
//! | `second` | the second of two signatures, given at once or later |

pub mod decline;
mod deed;
pub(crate) mod form;
pub mod leaving;
pub(crate) mod means;
pub mod office;
mod plan;
mod rows;
pub(crate) mod second;
pub(crate) mod signers;

#[cfg(test)]
mod tests;
