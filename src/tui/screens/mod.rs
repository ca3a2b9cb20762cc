//! The screens, one file each. What they ask and show is drawn in the design; what they are made of
//! is in [`super::widgets`].

pub mod begin;
pub mod board;
mod calls;
pub mod case;
pub mod cases;
pub mod duties;
pub mod enrol;
pub mod evening;
pub mod explain;
#[cfg(test)]
pub(crate) mod fixture;
pub mod inbox;
pub mod month;
pub mod more;
pub mod paper;
pub mod people;
pub mod procedures;
pub mod register;
pub mod returning;
pub mod sending;
pub mod set_up;
pub mod signing;
pub mod start;
pub mod verify;
pub mod wizard;
pub mod year;

#[cfg(test)]
mod duties_tests;
#[cfg(test)]
mod paste_tests;
