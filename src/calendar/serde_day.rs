//! A stored day has one spelling, `2026-11-17`: `#[serde(with = "calendar::serde_day")]`.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};
use std::borrow::Cow;

/// Reads `2026-11-17` and nothing else. chrono by itself also reads `2026-1-7`.
#[must_use]
pub fn read(written: &str) -> Option<NaiveDate> {
    // Read a million times in a verification: by places, not by a general parser.
    let bytes: &[u8; 10] = written.as_bytes().try_into().ok()?;
    let number = |from: usize, len: usize| {
        let mut digits = bytes.iter().skip(from).take(len);
        digits.try_fold(0_u32, |sum, digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + u32::from(digit - b'0'))
        })
    };
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5, 2)?, number(8, 2)?)
}

/// Writes `2026-11-17`.
///
/// # Errors
/// Those of the serialiser.
pub fn serialize<S: Serializer>(day: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(day)
}

/// Reads `2026-11-17`.
///
/// # Errors
/// Anything else.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    let written = Cow::<str>::deserialize(from)?;
    read(&written).ok_or_else(|| D::Error::custom("not a day as in 2026-11-17"))
}

#[cfg(test)]
mod tests {
    use super::read;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_reads_what_chrono_reads_and_would_write(written in "[0-9+ ]{0,5}-?[0-9 ]{1,3}-?[0-9]{1,3}") {
            let general = NaiveDate::parse_from_str(&written, "%Y-%m-%d").ok();
            let general = general.filter(|day| written.len() == 10 && day.to_string() == written);
            prop_assert_eq!(read(&written), general);
        }

        #[test]
        fn every_day_is_read_back(year in 0..=9999, day in 1..=366_u32) {
            if let Some(day) = NaiveDate::from_yo_opt(year, day) {
                prop_assert_eq!(read(&day.to_string()), Some(day));
            }
        }
    }
}
