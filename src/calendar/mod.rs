//! Days and times as a Tokyo office counts them: dates in, facts out.
//!
//! Here live the three times of a record (law 6), 和暦, 年度, 東京都の休日 and the days of the
//! office's own, and the reading of dates as a clerk types them. Anybody may call it. It asks no
//! clock, does no I/O, and knows nothing else of the house. Japanese words stand here only where
//! they are part of a date.

mod moment;
mod workday;

pub use moment::{Happened, Moment, MomentError, Recorded};
pub use workday::{ClockLabel, Cut, CutError, WorkDay, WorkDayError, clock_label};
