//! Days and times as a Tokyo office counts them: dates in, facts out.
//!
//! Here live the three times of a record (law 6), 和暦, 年度, 東京都の休日 and the days of the
//! office's own, deadlines, and the reading of dates as a clerk types them. Eras, holidays and
//! official corrections are data (`data/calendar/`). Anybody may call it. It asks no clock, does
//! no I/O, and knows nothing else of the house but `text`. Japanese words stand here only where
//! they are part of a date.

mod fiscal;
mod moment;
mod national;
mod office_days;
pub mod serde_day;
mod typed;
pub mod wareki;
mod workday;

pub use fiscal::{FiscalYear, Month, PeriodError};
pub use moment::{Happened, Moment, MomentError, Recorded};
pub use national::{ClosedReason, HOLIDAY_YEARS, National, holidays, nth_day, roll_national};
pub use office_days::{Closed, DayKind, DaySpan, OfficeDays, SpanError};
pub use typed::{DateError, TimeError, TypedPeriod, parse_date, parse_period, parse_time};
pub use wareki::{Era, Wareki, eras};
pub use workday::{ClockLabel, Cut, CutError, WorkDay, WorkDayError, clock_label};
