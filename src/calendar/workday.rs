//! Which working day a moment serves: a lock at 00:40 belongs to the evening before.

use super::Moment;
use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{borrow::Cow, fmt, str::FromStr};

const DAY_MINUTES: u32 = 24 * 60;

/// Until when the night belongs to the day before: minutes after midnight, 0 to 720 (noon).
/// An office sets its own; the default is 5:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Cut(u16);

/// A cut later than noon would give the working hours of a day to the day before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the boundary of the day lies between 0:00 and 12:00, not {0} minutes after midnight")]
pub struct CutError(pub u32);

impl Cut {
    /// The latest boundary that can be set: noon.
    pub const LATEST: u16 = 720;

    /// A boundary that many minutes after midnight.
    ///
    /// # Errors
    /// [`CutError`] after noon.
    pub fn new(minutes: u16) -> Result<Self, CutError> {
        if minutes <= Self::LATEST {
            Ok(Self(minutes))
        } else {
            Err(CutError(u32::from(minutes)))
        }
    }

    /// Minutes after midnight.
    #[must_use]
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl Default for Cut {
    fn default() -> Self {
        Self(5 * 60)
    }
}

impl fmt::Display for Cut {
    /// `5:00`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clock_text(u32::from(self.0)))
    }
}

impl<'de> Deserialize<'de> for Cut {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(u16::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// A written day that is not `2026-11-17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day as in 2026-11-17")]
pub struct WorkDayError;

/// The day that a record serves (law 6). Written `2026-11-17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkDay(pub NaiveDate);

impl WorkDay {
    /// The working day that a moment belongs to: the calendar day, or the one before when the
    /// boundary of the night has not yet come.
    #[must_use]
    pub fn of(moment: Moment, cut: Cut) -> Self {
        Self(moment.plus_minutes(-i64::from(cut.minutes())).date())
    }

    /// The calendar day of that name.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The moment that a time of day means on this working day, in minutes after its midnight:
    /// 18:42 its evening, 24:25 the night after it, and 0:25, before the boundary, that night too.
    ///
    /// # Errors
    /// [`super::MomentError::Range`] outside 1868 to 9999.
    pub fn moment(self, minutes: u32, cut: Cut) -> Result<Moment, super::MomentError> {
        if minutes < u32::from(cut.minutes()) {
            Moment::at(self.0, minutes + DAY_MINUTES)
        } else {
            Moment::at(self.0, minutes)
        }
    }

    /// The first moment of this working day: the boundary on its own calendar day.
    ///
    /// # Errors
    /// [`super::MomentError::Range`] outside 1868 to 9999.
    pub fn begins(self, cut: Cut) -> Result<Moment, super::MomentError> {
        Moment::at(self.0, u32::from(cut.minutes()))
    }

    /// The first moment that no longer belongs to it: the boundary on the next calendar day.
    ///
    /// # Errors
    /// [`super::MomentError::Range`] outside 1868 to 9999.
    pub fn ends(self, cut: Cut) -> Result<Moment, super::MomentError> {
        Moment::at(self.0, DAY_MINUTES + u32::from(cut.minutes()))
    }
}

impl FromStr for WorkDay {
    type Err = WorkDayError;

    fn from_str(written: &str) -> Result<Self, WorkDayError> {
        super::serde_day::read(written)
            .map(Self)
            .ok_or(WorkDayError)
    }
}

impl fmt::Display for WorkDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for WorkDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Kept in memory, and not written down, it stands as a number.
        if !to.is_human_readable() {
            return to.serialize_i32(self.0.num_days_from_ce());
        }
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WorkDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            let day = NaiveDate::from_num_days_from_ce_opt(i32::deserialize(from)?);
            return day.map(Self).ok_or_else(|| D::Error::custom(WorkDayError));
        }
        Cow::<str>::deserialize(from)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// How a moment is told beside the working day that it serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClockLabel {
    /// On that calendar day: `18:42`.
    SameDay(String),
    /// In the night after it, before the boundary: `24:25`.
    AfterMidnight(String),
    /// On another day: the caller words the date as well, as in （18日 8:20）.
    OtherDay(Moment),
}

/// Tells `moment` as a line of `day` shows it.
#[must_use]
pub fn clock_label(moment: Moment, day: WorkDay, cut: Cut) -> ClockLabel {
    if moment.date() == day.0 {
        ClockLabel::SameDay(moment.clock())
    } else if day.0.checked_add_days(Days::new(1)) == Some(moment.date())
        && WorkDay::of(moment, cut) == day
    {
        ClockLabel::AfterMidnight(clock_text(moment.minute_of_day() + DAY_MINUTES))
    } else {
        ClockLabel::OtherDay(moment)
    }
}

/// Hour and minute without a leading zero; 24:00 and later are told as such.
pub(super) fn clock_text(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(written: &str) -> Moment {
        Moment::parse(written).unwrap()
    }

    fn day(written: &str) -> WorkDay {
        written.parse().unwrap()
    }

    #[test]
    fn a_lock_after_midnight_belongs_to_the_evening_before() {
        let cut = Cut::default();
        for (happened, serves) in [
            ("2026-11-17T18:42:10+09:00", "2026-11-17"),
            ("2026-11-18T00:40:00+09:00", "2026-11-17"),
            ("2026-11-18T04:59:59+09:00", "2026-11-17"),
            ("2026-11-18T05:00:00+09:00", "2026-11-18"),
            ("2027-01-01T00:10:00+09:00", "2026-12-31"),
            ("2028-03-01T00:10:00+09:00", "2028-02-29"),
        ] {
            assert_eq!(
                WorkDay::of(moment(happened), cut),
                day(serves),
                "{happened}"
            );
        }
        let midnight = Cut::new(0).unwrap();
        assert_eq!(
            WorkDay::of(moment("2026-11-18T00:00:00+09:00"), midnight),
            day("2026-11-18")
        );
    }

    #[test]
    fn the_office_sets_the_boundary_but_never_after_noon() {
        assert_eq!(Cut::default().to_string(), "5:00");
        assert_eq!(Cut::new(720).unwrap().minutes(), 720);
        assert_eq!(Cut::new(721), Err(CutError(721)));
        assert!(serde_json::from_str::<Cut>("721").is_err());
        assert_eq!(
            serde_json::from_str::<Cut>("240").unwrap(),
            Cut::new(240).unwrap()
        );
    }

    #[test]
    fn a_line_of_the_sheet_tells_the_night_past_24_and_other_days_as_such() {
        let (the17th, cut) = (day("2026-11-17"), Cut::default());
        let label = |written: &str| clock_label(moment(written), the17th, cut);
        assert_eq!(
            label("2026-11-17T18:42:59+09:00"),
            ClockLabel::SameDay("18:42".into())
        );
        assert_eq!(
            label("2026-11-17T08:05:00+09:00"),
            ClockLabel::SameDay("8:05".into())
        );
        assert_eq!(
            label("2026-11-18T00:25:00+09:00"),
            ClockLabel::AfterMidnight("24:25".into())
        );
        assert_eq!(
            label("2026-11-18T04:59:00+09:00"),
            ClockLabel::AfterMidnight("28:59".into())
        );
        for other in [
            "2026-11-18T08:20:00+09:00",
            "2026-11-16T23:00:00+09:00",
            "2026-12-18T00:25:00+09:00",
        ] {
            assert_eq!(label(other), ClockLabel::OtherDay(moment(other)));
        }
    }

    #[test]
    fn a_time_typed_for_a_line_means_that_evening_or_the_night_after() {
        let (the17th, cut) = (day("2026-11-17"), Cut::default());
        for (minutes, means) in [
            (18 * 60 + 42, "2026-11-17T18:42:00+09:00"),
            (24 * 60 + 25, "2026-11-18T00:25:00+09:00"),
            (25, "2026-11-18T00:25:00+09:00"),
            (5 * 60, "2026-11-17T05:00:00+09:00"),
        ] {
            assert_eq!(the17th.moment(minutes, cut), Ok(moment(means)));
        }
    }

    #[test]
    fn a_working_day_is_written_in_one_way() {
        assert_eq!(
            serde_json::to_string(&day("2026-11-17")).unwrap(),
            "\"2026-11-17\""
        );
        for other in [
            "2026-1-7",
            "2026-02-30",
            "20261117",
            "+2026-11-17",
            " 2026-11-17",
            "12026-11-17",
            "",
        ] {
            assert_eq!(other.parse::<WorkDay>(), Err(WorkDayError), "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_lies_between_the_ends_of_its_working_day(
            seconds in 0i64..4_000_000_000, minutes in 0u16..=720,
        ) {
            let (moment, cut) = (Moment::from_unix(seconds).unwrap(), Cut::new(minutes).unwrap());
            let serves = WorkDay::of(moment, cut);
            prop_assert!(serves.begins(cut).unwrap() <= moment);
            prop_assert!(moment < serves.ends(cut).unwrap());
            prop_assert!(!matches!(clock_label(moment, serves, cut), ClockLabel::OtherDay(_)));
        }
    }
}
