//! 4送付: the sendings in progress and a new one; what is said when the evidence of a dispatch is
//! not what was checked.
//!
//! Opened from the board through [`super::start`]. A line leads to the next step of its case, walked
//! by [`super::wizard`]. Knows no rule.

mod list;
mod missent;

#[cfg(test)]
mod tests;

pub use list::SendingList;
pub(super) use missent::Missent;
