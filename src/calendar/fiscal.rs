//! 年度 (4/1 to 3/31) and the months of the forms.

use super::wareki::{self, Wareki};
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{borrow::Cow, fmt, str::FromStr};

/// The years that a month or a 年度 may have.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=9998;

/// A year or month outside 1868 to 9998, or not written as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month as in 2026-11, or not a year from 1868 to 9998")]
pub struct PeriodError;

/// 年度, by the calendar year in which it begins. Serialised as that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The 年度 that begins in April of that year.
    ///
    /// # Errors
    /// [`PeriodError`] outside 1868 to 9998.
    pub fn new(year: i32) -> Result<Self, PeriodError> {
        if YEARS.contains(&year) {
            Ok(Self(year))
        } else {
            Err(PeriodError)
        }
    }

    /// The 年度 of a day.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let year = if date.month() >= 4 {
            date.year()
        } else {
            date.year() - 1
        };
        Self(year.clamp(*YEARS.start(), *YEARS.end()))
    }

    /// The calendar year in which it begins.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0
    }

    /// 1 April.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        first_of(self.0, 4)
    }

    /// 31 March of the next year.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        first_of(self.0 + 1, 4) - Days::new(1)
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        (self.start()..=self.end()).contains(&date)
    }

    /// The twelve months from April to March.
    pub fn months(self) -> impl Iterator<Item = Month> {
        let start = self.start();
        (0..12).filter_map(move |n| start.checked_add_months(Months::new(n)).map(Month::of))
    }

    /// 令和8年度. A 年度 has the name that the era has on 1 October: 2019 is 令和元年度 as a whole
    /// (the era changed in May), 1988 is 昭和63年度 (it changed in January).
    #[must_use]
    pub fn label(self) -> String {
        let stem = Wareki::of(first_of(self.0, 10)).map(Wareki::stem);
        format!("{}年度", stem.unwrap_or_else(|| self.0.to_string()))
    }

    /// R8, where the column is narrow.
    #[must_use]
    pub fn short(self) -> String {
        wareki::short_year(first_of(self.0, 10))
    }
}

impl fmt::Display for FiscalYear {
    /// The label: 令和8年度.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

impl<'de> Deserialize<'de> for FiscalYear {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i32::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// A calendar month, as 第1号様式 has a sheet for. Written `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(NaiveDate);

impl Month {
    /// That month of that year.
    ///
    /// # Errors
    /// [`PeriodError`] when there is none, or outside 1868 to 9998.
    pub fn new(year: i32, month: u32) -> Result<Self, PeriodError> {
        if !YEARS.contains(&year) {
            return Err(PeriodError);
        }
        NaiveDate::from_ymd_opt(year, month, 1)
            .map(Self)
            .ok_or(PeriodError)
    }

    /// The month of a day.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self(date.with_day(1).unwrap_or(date))
    }

    /// The first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.0
    }

    /// The last day, the 28th to the 31st.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last();
        self.0.iter_days().take_while(move |day| *day <= last)
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_months(Months::new(1)).unwrap_or(self.0))
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_months(Months::new(1)).unwrap_or(self.0))
    }

    /// 令和8年11月
    #[must_use]
    pub fn label(self) -> String {
        wareki::month(self.0)
    }
}

impl FromStr for Month {
    type Err = PeriodError;

    fn from_str(written: &str) -> Result<Self, PeriodError> {
        super::serde_day::read(&format!("{written}-01"))
            .ok_or(PeriodError)
            .and_then(|first| Self::new(first.year(), first.month()))
    }
}

impl fmt::Display for Month {
    /// `2026-11`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(from)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// The first of a month; the years of this room all have one.
fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(written: &str) -> NaiveDate {
        super::super::serde_day::read(written).unwrap()
    }

    #[test]
    fn a_fiscal_year_runs_from_april_to_march() {
        let reiwa8 = FiscalYear::new(2026).unwrap();
        for (date, year) in [
            ("2026-03-31", 2025),
            ("2026-04-01", 2026),
            ("2026-11-17", 2026),
            ("2027-03-31", 2026),
            ("2027-04-01", 2027),
        ] {
            assert_eq!(FiscalYear::of(at(date)).year(), year, "{date}");
            assert_eq!(reiwa8.contains(at(date)), year == 2026);
        }
        assert_eq!(
            (reiwa8.start(), reiwa8.end()),
            (at("2026-04-01"), at("2027-03-31"))
        );
    }

    #[test]
    fn a_fiscal_year_is_named_as_offices_name_it() {
        for (year, label) in [
            (2026, "令和8年度"),
            (2020, "令和2年度"),
            (2019, "令和元年度"),
            (2018, "平成30年度"),
            (1989, "平成元年度"),
            (1988, "昭和63年度"),
            (1926, "大正15年度"),
        ] {
            assert_eq!(FiscalYear::new(year).unwrap().label(), label);
        }
    }

    #[test]
    fn the_march_sheet_of_reiwa_8_is_of_reiwa_9() {
        let months: Vec<_> = FiscalYear::new(2026).unwrap().months().collect();
        assert_eq!(months.len(), 12);
        assert_eq!(months[0].label(), "令和8年4月");
        assert_eq!(months[11].label(), "令和9年3月");
        assert_eq!(months[11].to_string(), "2027-03");
    }

    #[test]
    fn a_month_has_the_days_it_has() {
        for (month, days) in [
            ("2026-02", 28),
            ("2028-02", 29),
            ("2026-11", 30),
            ("2026-12", 31),
        ] {
            let month: Month = month.parse().unwrap();
            assert_eq!(month.days().count(), days);
            assert_eq!(month.next().previous(), month);
        }
        for wrong in [
            "2026-13",
            "2026-1",
            "2026",
            "202611",
            "1867-01",
            "2026-11-17",
        ] {
            assert_eq!(wrong.parse::<Month>(), Err(PeriodError), "{wrong}");
        }
        assert_eq!(
            serde_json::from_str::<Month>("\"2026-11\"")
                .unwrap()
                .label(),
            "令和8年11月"
        );
        assert!(serde_json::from_str::<FiscalYear>("0").is_err());
        assert_eq!(
            serde_json::to_string(&FiscalYear::new(2026).unwrap()).unwrap(),
            "2026"
        );
    }
}
