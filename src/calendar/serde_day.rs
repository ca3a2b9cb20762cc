//! A stored day has one spelling, `2026-11-17`: `#[serde(with = "calendar::serde_day")]`.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer, de::Error as _};
use std::borrow::Cow;

/// Reads `2026-11-17` and nothing else. chrono by itself also reads `2026-1-7`.
#[must_use]
pub fn read(written: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(written, "%Y-%m-%d")
        .ok()
        .filter(|day| written.len() == 10 && day.to_string() == written)
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
