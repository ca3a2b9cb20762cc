//! はじめの準備: from an empty folder to an office, in seven steps. Leaving and coming back keeps
//! everything but secrets.
//!
//! Works on a [`Site`] and not on the desk: there is no office yet. When it has ended and
//! [`Site::made`] says so, the office is opened and its first screen is the manager's acceptance
//! ([`super::enrol`]). Called by `cli`. Decides no rule: what is missing is said by
//! [`Draft::lacks`](crate::desk::set_up_file::Draft::lacks), who may sign by the roster's proof.
//!
//! | file | step |
//! |---|---|
//! | `rules`, `names` | 1 which rules, 2 names and hours |
//! | `people`, `table` | 3 people; a table, also of places |
//! | `roles`, `proof` | 4 roles, and whether there is somebody for every act |
//! | `places` | 5 places and keys, means of sending |
//! | `sheet` | 6 the recovery sheet |
//! | `last`, `slips` | 7 what will be written; what is handed out |

mod last;
mod names;
mod page;
mod people;
mod places;
pub(crate) mod proof;
mod roles;
mod rules;
mod screen;
mod sheet;
mod site;
pub(crate) mod slips;
mod table;

pub(crate) use last::lack as lacking;
pub(crate) use table::{Table, TableTurn, cell_misfit, file as table_file, misfit};

pub use screen::SetUp;
pub use site::Site;

#[cfg(test)]
mod tests;
