//! The board, and what the screens that it leads to have in common.

pub mod head;
