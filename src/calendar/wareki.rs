//! 和暦: years by era, and days as a Tokyo office writes them. Days before 1873 have no 和暦 here
//! and are written with the year of the common era.

use super::serde_day;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use std::{fmt, sync::LazyLock};

/// An era, from `data/calendar/eras.toml`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Era {
    /// 令和
    pub kanji: String,
    /// R
    pub letter: char,
    /// Reiwa
    pub english: String,
    /// The first day of year 1.
    #[serde(with = "serde_day")]
    pub began: NaiveDate,
    #[serde(default, deserialize_with = "later")]
    counted_from: Option<NaiveDate>,
}

fn later<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<NaiveDate>, D::Error> {
    serde_day::deserialize(from).map(Some)
}

impl Era {
    /// The first day that is told by this era.
    #[must_use]
    pub fn first_day(&self) -> NaiveDate {
        self.counted_from.unwrap_or(self.began)
    }
}

/// The eras, oldest first.
#[must_use]
pub fn eras() -> &'static [Era] {
    #[derive(Default, Deserialize)]
    struct File {
        era: Vec<Era>,
    }
    static ERAS: LazyLock<Vec<Era>> = LazyLock::new(|| {
        // The file is part of the program: a test proves that it can be read.
        let text = include_str!("../../data/calendar/eras.toml");
        toml::from_str::<File>(text).unwrap_or_default().era
    });
    &ERAS
}

/// A year of an era: 令和8年.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wareki {
    /// Whose year.
    pub era: &'static Era,
    /// From 1; year 1 is written 元年.
    pub year: u32,
}

impl Wareki {
    /// The year of the era in which a day lies. None before 1873.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Self> {
        let era = eras().iter().rev().find(|era| era.first_day() <= date)?;
        let year = u32::try_from(date.year() - era.began.year() + 1).ok()?;
        Some(Self { era, year })
    }

    /// 令和8, 令和元: for 年 and 年度.
    pub(super) fn stem(self) -> String {
        if self.year == 1 {
            format!("{}元", self.era.kanji)
        } else {
            format!("{}{}", self.era.kanji, self.year)
        }
    }
}

impl fmt::Display for Wareki {
    /// 令和8年, 令和元年
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年", self.stem())
    }
}

/// 令和8年, 令和元年
#[must_use]
pub fn year(date: NaiveDate) -> String {
    Wareki::of(date).map_or_else(|| format!("{}年", date.year()), |wareki| wareki.to_string())
}

/// 令和8年11月
#[must_use]
pub fn month(date: NaiveDate) -> String {
    format!("{}{}月", year(date), date.month())
}

/// 令和8年11月17日
#[must_use]
pub fn date(date: NaiveDate) -> String {
    format!("{}{}日", month(date), date.day())
}

/// 令和8年11月17日(火)
#[must_use]
pub fn long(day: NaiveDate) -> String {
    format!("{}({})", date(day), weekday(day))
}

/// 11月17日
#[must_use]
pub fn day_of_year(date: NaiveDate) -> String {
    format!("{}月{}日", date.month(), date.day())
}

/// 11月17日(火)
#[must_use]
pub fn month_day(date: NaiveDate) -> String {
    format!("{}月{}", date.month(), day(date))
}

/// 17日(火)
#[must_use]
pub fn day(date: NaiveDate) -> String {
    format!("{}日({})", date.day(), weekday(date))
}

/// R8.4.1
#[must_use]
pub fn short(date: NaiveDate) -> String {
    let year = short_year(date);
    format!("{year}.{}.{}", date.month(), date.day())
}

/// R8
#[must_use]
pub fn short_year(date: NaiveDate) -> String {
    Wareki::of(date).map_or_else(
        || date.year().to_string(),
        |wareki| format!("{}{}", wareki.era.letter, wareki.year),
    )
}

/// 火
#[must_use]
pub fn weekday(date: NaiveDate) -> char {
    match date.weekday() {
        Weekday::Mon => '月',
        Weekday::Tue => '火',
        Weekday::Wed => '水',
        Weekday::Thu => '木',
        Weekday::Fri => '金',
        Weekday::Sat => '土',
        Weekday::Sun => '日',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(written: &str) -> NaiveDate {
        serde_day::read(written).unwrap()
    }

    #[test]
    fn the_eras_change_on_their_official_days() {
        assert_eq!(eras().len(), 5);
        for (written, told) in [
            ("2026-11-17", "令和8年11月17日(火)"),
            ("2019-05-01", "令和元年5月1日(水)"),
            ("2019-04-30", "平成31年4月30日(火)"),
            ("1989-01-08", "平成元年1月8日(日)"),
            ("1989-01-07", "昭和64年1月7日(土)"),
            ("1926-12-25", "昭和元年12月25日(土)"),
            ("1926-12-24", "大正15年12月24日(金)"),
            ("1912-07-30", "大正元年7月30日(火)"),
            ("1912-07-29", "明治45年7月29日(月)"),
            ("1873-01-01", "明治6年1月1日(水)"),
            ("1872-12-31", "1872年12月31日(火)"),
        ] {
            assert_eq!(long(at(written)), told);
        }
    }

    #[test]
    fn each_place_on_a_sheet_has_its_form() {
        let day17 = at("2026-11-17");
        assert_eq!(year(day17), "令和8年");
        assert_eq!(year(at("2019-12-31")), "令和元年");
        assert_eq!(month(day17), "令和8年11月");
        assert_eq!(date(day17), "令和8年11月17日");
        assert_eq!(month_day(day17), "11月17日(火)");
        assert_eq!(day(day17), "17日(火)");
        assert_eq!(short(at("2026-04-01")), "R8.4.1");
        assert_eq!(short(at("2019-05-01")), "R1.5.1");
        assert_eq!(short(at("1868-01-25")), "1868.1.25");
    }

    #[test]
    fn eras_follow_each_other_and_are_told_apart_by_letter_and_name() {
        for pair in eras().windows(2) {
            assert!(pair[0].began < pair[1].began);
            assert!(pair[1].first_day() == pair[1].began);
            assert_ne!(pair[0].letter, pair[1].letter);
            assert_ne!(pair[0].kanji, pair[1].kanji);
        }
    }
}
