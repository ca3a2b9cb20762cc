//! What the calendar expects of a procedure, and what one step expects of another procedure later:
//! which periods of which subjects, due when, said how early, settled by which signature.
//!
//! Pure: the days come in as arguments, and what is settled comes in as [`Periods`], which do not
//! grow with the years that are settled. `desk` keeps them, and shows what [`outstanding`] says.
//!
//! `rule` is how a definition speaks of duties, `period` the calendar's pieces, `owed` what is
//! outstanding as stretches of them, `fall` one by one; `settled` and `expected` what the signatures
//! of a case settle and expect, `endings` what settles that.

mod endings;
mod expected;
mod fall;
mod owed;
mod period;
mod rule;
mod settled;

pub use endings::{Amounts, Endings, add_amounts, asked, ends_items, lacking};
pub use expected::{Expected, expected_by};
pub use fall::{Fall, lead_of, outstanding};
pub use owed::{Owed, Stretches, joined, owed};
pub use period::{Period, Periods};
pub use rule::{Duty, DutyNameError, DutySubject, Every, Expects, Per};
pub use settled::settled_by;

#[cfg(test)]
mod owed_tests;
#[cfg(test)]
mod tests;
