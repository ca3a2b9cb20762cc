//! A moment on Tokyo's wall clock, and the two kinds of moment that a record keeps apart.

use chrono::{
    DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _,
    Timelike,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{borrow::Cow, fmt, str::FromStr};

/// Japan has kept +09:00 without summer time since 1951.
const TOKYO_SECONDS: i32 = 9 * 3600;
/// 1868-01-01T00:00:00+09:00, before anything that a register of today can speak of.
const EARLIEST: i64 = -3_218_864_400;
/// 9999-12-31T23:59:59+09:00, the last moment with a year of four digits.
const LATEST: i64 = 253_402_268_399;

/// How a stored moment is written before its offset: digits where there are zeros.
const SHAPE: &[u8; 19] = b"0000-00-00T00:00:00";

/// Why a written or counted time is not a [`Moment`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// Not a date and time in the form of RFC 3339.
    #[error("not a date and time as in 2026-11-17T18:42:10+09:00")]
    Form,
    /// Before 1868 or after 9999.
    #[error("outside the years 1868 to 9999")]
    Range,
}

/// A moment in whole seconds, always told and written in Tokyo's time (+09:00), whatever the zone
/// of the host. Years 1868 to 9999, so that it is always written with 25 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<FixedOffset>);

fn tokyo() -> Option<FixedOffset> {
    FixedOffset::east_opt(TOKYO_SECONDS)
}

impl Moment {
    /// The moment that many seconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`MomentError::Range`] outside 1868 to 9999.
    pub fn from_unix(seconds: i64) -> Result<Self, MomentError> {
        if !(EARLIEST..=LATEST).contains(&seconds) {
            return Err(MomentError::Range);
        }
        tokyo()
            .and_then(|zone| zone.timestamp_opt(seconds, 0).single())
            .map(Self)
            .ok_or(MomentError::Range)
    }

    /// That many seconds after 1970-01-01T00:00:00Z, stopping at the ends of the range: what a
    /// host says whose clock stands anywhere.
    #[must_use]
    pub fn clamped(seconds: i64) -> Self {
        let within = seconds.clamp(EARLIEST, LATEST);
        Self::from_unix(within).unwrap_or(Self(DateTime::default()))
    }

    /// That minute of that day in Tokyo; minutes from 1440 on lie on the following days, as
    /// "24:25" does.
    ///
    /// # Errors
    /// [`MomentError::Range`] outside 1868 to 9999.
    pub fn at(date: NaiveDate, minute: u32) -> Result<Self, MomentError> {
        let midnight =
            date.and_time(NaiveTime::MIN).and_utc().timestamp() - i64::from(TOKYO_SECONDS);
        Self::from_unix(midnight + i64::from(minute) * 60)
    }

    /// Reads a date and time with any offset and tells it in Tokyo's. Parts of a second are
    /// dropped.
    ///
    /// # Errors
    /// [`MomentError`] when it is not RFC 3339, or outside 1868 to 9999.
    pub fn parse(written: &str) -> Result<Self, MomentError> {
        DateTime::parse_from_rfc3339(written)
            .map_err(|_| MomentError::Form)
            .and_then(Self::try_from)
    }

    /// Reads a stored moment: only what [`fmt::Display`] writes.
    ///
    /// # Errors
    /// [`MomentError::Form`] for another offset, for parts of a second, or for another spelling.
    pub fn parse_stored(written: &str) -> Result<Self, MomentError> {
        // Read a million times in a verification: by places, not by a general parser.
        let local = written.strip_suffix("+09:00").ok_or(MomentError::Form)?;
        let bytes: &[u8; 19] = local.as_bytes().try_into().map_err(|_| MomentError::Form)?;
        let fits = |(byte, shape): (&u8, &u8)| match shape {
            b'0' => byte.is_ascii_digit(),
            _ => byte == shape,
        };
        if !bytes.iter().zip(SHAPE).all(fits) {
            return Err(MomentError::Form);
        }
        let number = |from: usize, len: usize| {
            let digits = bytes.iter().skip(from).take(len);
            digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))
        };
        let date = i32::try_from(number(0, 4))
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, number(5, 2), number(8, 2)));
        let time = NaiveTime::from_hms_opt(number(11, 2), number(14, 2), number(17, 2));
        let (Some(date), Some(time)) = (date, time) else {
            return Err(MomentError::Form);
        };
        Self::from_unix(date.and_time(time).and_utc().timestamp() - i64::from(TOKYO_SECONDS))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix(self) -> i64 {
        self.0.timestamp()
    }

    /// The calendar day in Tokyo. Which working day it serves is [`super::WorkDay::of`].
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// Minutes since midnight in Tokyo, 0 to 1439.
    #[must_use]
    pub fn minute_of_day(self) -> u32 {
        self.0.hour() * 60 + self.0.minute()
    }

    /// That many minutes later (earlier when negative), stopping at the ends of the range.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        let seconds = self
            .unix()
            .saturating_add(minutes.saturating_mul(60))
            .clamp(EARLIEST, LATEST);
        Self::from_unix(seconds).unwrap_or(self)
    }

    /// That many seconds later (earlier when negative), stopping at the ends of the range.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.unix().saturating_add(seconds).clamp(EARLIEST, LATEST)).unwrap_or(self)
    }

    /// Whole seconds from `earlier` to this moment; negative when this one is the earlier.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> i64 {
        self.unix() - earlier.unix()
    }

    /// The date and time on Tokyo's wall clock, for forms and spreadsheets.
    #[must_use]
    pub fn wall_clock(self) -> NaiveDateTime {
        self.0.naive_local()
    }

    /// Hour and minute without a leading zero: `8:20`, `18:42`.
    #[must_use]
    pub fn clock(self) -> String {
        super::workday::clock_text(self.minute_of_day())
    }
}

impl TryFrom<DateTime<FixedOffset>> for Moment {
    type Error = MomentError;

    fn try_from(time: DateTime<FixedOffset>) -> Result<Self, MomentError> {
        Self::from_unix(time.timestamp())
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(written: &str) -> Result<Self, MomentError> {
        Self::parse(written)
    }
}

impl fmt::Display for Moment {
    /// `2026-11-17T18:42:10+09:00`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.0.date_naive(), self.0.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+09:00",
            date.year(),
            date.month(),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        // Kept in memory, and not written down, it stands as a number.
        if !to.is_human_readable() {
            return to.serialize_i64(self.unix());
        }
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return Self::from_unix(i64::deserialize(from)?).map_err(D::Error::custom);
        }
        let written = Cow::<str>::deserialize(from)?;
        Self::parse_stored(&written).map_err(D::Error::custom)
    }
}

macro_rules! told_as {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Moment);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

told_as!(
    /// When the act happened, as the person says. One of the three times of a record (law 6).
    Happened
);
told_as!(
    /// When it was written into the journal, by the terminal's clock (law 6).
    Recorded
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment(written: &str) -> Moment {
        Moment::parse(written).unwrap()
    }

    #[test]
    fn is_written_in_tokyo_time_whatever_offset_it_came_with() {
        for written in [
            "2026-11-17T18:42:10+09:00",
            "2026-11-17T09:42:10Z",
            "2026-11-17T09:42:10.987+00:00",
            "2026-11-16T23:42:10-10:00",
        ] {
            assert_eq!(moment(written).to_string(), "2026-11-17T18:42:10+09:00");
        }
        assert_eq!(moment("2026-11-17T18:42:10+09:00").unix(), 1_794_908_530);
    }

    #[test]
    fn a_stored_moment_has_one_spelling_only() {
        let json = "\"2026-11-17T18:42:10+09:00\"";
        let read: Moment = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
        for other in [
            "2026-11-17T09:42:10Z",
            "2026-11-17T09:42:10+00:00",
            "2026-11-17T18:42:10.5+09:00",
            "2026-11-17t18:42:10+09:00",
            "2026-11-17 18:42:10+09:00",
            "2026-11-17T18:42:60+09:00",
            "2026-02-29T18:42:10+09:00",
            "2026-11-17T24:00:00+09:00",
            "2026-11-17T18:4x:10+09:00",
            "+026-11-17T18:42:10+09:00",
            "２026-11-17T18:42:1+09:00",
            "2026-11-17T18:42:10",
            "2026-11-17",
            "",
        ] {
            let json = serde_json::to_string(other).unwrap();
            assert!(serde_json::from_str::<Moment>(&json).is_err(), "{other}");
        }
    }

    #[test]
    fn a_minute_after_midnight_belongs_to_the_next_calendar_day() {
        let evening = moment("2026-11-17T23:59:59+09:00");
        assert_eq!(evening.minute_of_day(), 1439);
        let later = evening.plus_minutes(1);
        assert_eq!(later.date(), NaiveDate::from_ymd_opt(2026, 11, 18).unwrap());
        assert_eq!(later.minute_of_day(), 0);
        assert_eq!(later.seconds_since(evening), 60);
        assert!(evening < later);
        let day = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        assert_eq!(
            Moment::at(day, 24 * 60 + 25).unwrap(),
            moment("2026-11-18T00:25:00+09:00")
        );
        assert_eq!(moment("2026-11-18T08:05:00+09:00").clock(), "8:05");
    }

    #[test]
    fn the_range_ends_in_errors_and_not_in_panics() {
        assert_eq!(Moment::from_unix(i64::MAX), Err(MomentError::Range));
        assert_eq!(Moment::from_unix(i64::MIN), Err(MomentError::Range));
        assert_eq!(
            Moment::parse("1867-12-31T23:59:59+09:00"),
            Err(MomentError::Range)
        );
        assert_eq!(
            Moment::from_unix(EARLIEST).unwrap().to_string(),
            "1868-01-01T00:00:00+09:00"
        );
        assert_eq!(
            Moment::from_unix(LATEST).unwrap().to_string(),
            "9999-12-31T23:59:59+09:00"
        );
        let late = Moment::from_unix(LATEST).unwrap();
        assert_eq!(late.plus_minutes(i64::MAX), late);
        assert_eq!(late.plus_minutes(i64::MIN).unix(), EARLIEST);
        assert_eq!(
            Moment::at(NaiveDate::MAX, u32::MAX),
            Err(MomentError::Range)
        );
    }

    proptest! {
        #[test]
        fn every_moment_survives_writing_and_reading(seconds in EARLIEST..=LATEST) {
            let moment = Moment::from_unix(seconds).unwrap();
            let written = moment.to_string();
            prop_assert_eq!(written.len(), 25);
            prop_assert_eq!(Moment::parse_stored(&written), Ok(moment));
            prop_assert_eq!(moment.unix(), seconds);
        }

        #[test]
        fn order_of_moments_is_order_of_their_spelling(a in EARLIEST..=LATEST, b in EARLIEST..=LATEST) {
            let (x, y) = (Moment::from_unix(a).unwrap(), Moment::from_unix(b).unwrap());
            prop_assert_eq!(x.cmp(&y), x.to_string().cmp(&y.to_string()));
        }
    }
}
