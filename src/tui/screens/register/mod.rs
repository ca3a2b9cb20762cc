//! 台帳: what the office holds, where it lies, what is out, and what was done with each item.
//!
//! | file | what |
//! |---|---|
//! | `list` | the items with their filter |
//! | `item` | one item with its whole history, and what can be begun from it |
//! | `change` | adding, changing and ending an item; reading a table; signed as office acts are |
//! | `say` | an item and what was done with it, in words |
//!
//! Decides nothing: the office refuses, and the register is the desk's.

mod change;
mod item;
mod list;
pub(in crate::tui::screens) mod say;

pub use item::ItemScreen;
pub use list::Items;
pub(crate) use say::doubt;

#[cfg(test)]
mod tests;
