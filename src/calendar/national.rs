//! 東京都の休日 (東京都の休日に関する条例 第1条第1項): Saturdays, Sundays, 国民の祝日 with 振替休日 and
//! 国民の休日, and 12/29 to 1/3. 都民の日 (10/1) is an open day.
//!
//! Holidays are computed by rule, so that a terminal without a network has them for years; the
//! rules are `data/calendar/holidays.toml`, official corrections `data/calendar/overrides.toml`.

use super::serde_day;
use crate::text::Label;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    ops::RangeInclusive,
    sync::{LazyLock, OnceLock},
};

/// The years whose holidays are known: from the law's first full year to the end of the formula
/// for the equinoxes. Other years have weekends and year-ends only.
pub const HOLIDAY_YEARS: RangeInclusive<i32> = 1949..=2150;

/// Why 東京都 is closed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedReason {
    /// 国民の祝日, 振替休日, 国民の休日.
    Holiday(&'static Label),
    /// 12/29 to 1/3 (元日 is told as a holiday).
    YearEnd,
    /// 日曜日
    Sunday,
    /// 土曜日
    Saturday,
}

impl ClosedReason {
    /// The reason in words.
    #[must_use]
    pub fn name(self) -> &'static Label {
        match self {
            Self::Holiday(name) => name,
            Self::YearEnd => &rules().labels.year_end,
            Self::Sunday => &rules().labels.sunday,
            Self::Saturday => &rules().labels.saturday,
        }
    }
}

/// The days on which 東京都 is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct National;

impl National {
    /// Why 東京都 is closed on a day, or None when it is open. A holiday is told before the year's
    /// end, and that before the weekend.
    #[must_use]
    pub fn closed(date: NaiveDate) -> Option<ClosedReason> {
        let holiday = holidays(date.year())
            .binary_search_by_key(&date, |(day, _)| *day)
            .ok()
            .and_then(|at| holidays(date.year()).get(at));
        if let Some((_, name)) = holiday {
            return Some(ClosedReason::Holiday(name));
        }
        match (date.month(), date.day(), date.weekday()) {
            (12, 29..=31, _) | (1, 1..=3, _) => Some(ClosedReason::YearEnd),
            (_, _, Weekday::Sun) => Some(ClosedReason::Sunday),
            (_, _, Weekday::Sat) => Some(ClosedReason::Saturday),
            _ => None,
        }
    }
}

/// The same day, or the next on which 東京都 is open. Only for deadlines that the law moves
/// (行政機関の休日に関する法律2条); an office's own days never move them.
#[must_use]
pub fn roll_national(date: NaiveDate) -> NaiveDate {
    date.iter_days()
        .find(|day| National::closed(*day).is_none())
        .unwrap_or(date)
}

/// Day `n` of a period whose day 1 is the day itself (確報: the day of knowing is day 1). 0 means
/// the day itself as well, for a period that is not counted.
#[must_use]
pub fn nth_day(known: NaiveDate, n: u16) -> NaiveDate {
    known
        .checked_add_days(Days::new(u64::from(n.saturating_sub(1))))
        .unwrap_or(NaiveDate::MAX)
}

/// The holidays of a year in order, 振替休日 and 国民の休日 included; empty outside
/// [`HOLIDAY_YEARS`].
#[must_use]
pub fn holidays(year: i32) -> &'static [(NaiveDate, &'static Label)] {
    type Year = OnceLock<Vec<(NaiveDate, &'static Label)>>;
    static YEARS: LazyLock<Vec<Year>> =
        LazyLock::new(|| HOLIDAY_YEARS.map(|_| OnceLock::new()).collect());
    year.checked_sub(*HOLIDAY_YEARS.start())
        .and_then(|at| usize::try_from(at).ok())
        .and_then(|at| YEARS.get(at))
        .map_or(&[], |cell| {
            cell.get_or_init(|| compute(year, rules(), overrides()))
        })
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    labels: Labels,
    holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    substitute: Label,
    between: Label,
    year_end: Label,
    saturday: Label,
    sunday: Label,
}

impl Default for Labels {
    fn default() -> Self {
        let empty = || Label {
            ja: String::new(),
            en: String::new(),
        };
        Self {
            substitute: empty(),
            between: empty(),
            year_end: empty(),
            saturday: empty(),
            sunday: empty(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    name: Label,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum When {
    Day { month: u32, day: u32 },
    Monday { month: u32, monday: u8 },
    Equinox { equinox: Equinox },
}

#[derive(Deserialize)]
struct Rule {
    from: i32,
    #[serde(default)]
    until: Option<i32>,
    #[serde(flatten)]
    when: When,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Equinox {
    Spring,
    Autumn,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Overrides {
    #[serde(rename = "override", default)]
    all: Vec<Override>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Override {
    #[serde(with = "serde_day")]
    date: NaiveDate,
    #[serde(default)]
    set: Option<Label>,
    #[serde(default)]
    remove: bool,
    #[expect(dead_code, reason = "every correction must name where it comes from")]
    source: String,
}

// Both files are part of the program: tests prove that they can be read.
fn rules() -> &'static Rules {
    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        toml::from_str(include_str!("../../data/calendar/holidays.toml")).unwrap_or_default()
    });
    &RULES
}

fn overrides() -> &'static Overrides {
    static OVERRIDES: LazyLock<Overrides> = LazyLock::new(|| {
        toml::from_str(include_str!("../../data/calendar/overrides.toml")).unwrap_or_default()
    });
    &OVERRIDES
}

impl Rule {
    fn day_in(&self, year: i32) -> Option<NaiveDate> {
        if year < self.from || self.until.is_some_and(|until| year > until) {
            return None;
        }
        match self.when {
            When::Day { month, day } => NaiveDate::from_ymd_opt(year, month, day),
            When::Monday { month, monday } => {
                NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, monday)
            }
            When::Equinox { equinox } => equinox.day_in(year),
        }
    }
}

impl Equinox {
    /// 海上保安庁水路部『新こよみ便利帳』 略算式, in millionths of a day; the
    /// quarter is cut towards zero. Official is the 暦要項 of the
    /// February before: see overrides.toml.
    fn day_in(self, year: i32) -> Option<NaiveDate> {
        let (month, [early, usual, late]) = match self {
            Self::Spring => (3, [20_835_700, 20_843_100, 21_851_000]),
            Self::Autumn => (9, [23_258_800, 23_248_800, 24_248_800]),
        };
        let (constant, leap_from) = match year {
            ..1980 => (early, 1983),
            1980..=2099 => (usual, 1980),
            _ => (late, 1980),
        };
        let drift: i32 = constant + 242_194 * (year - 1980);
        let day = drift.div_euclid(1_000_000) - (year - leap_from) / 4;
        NaiveDate::from_ymd_opt(year, month, u32::try_from(day).ok()?)
    }
}

fn compute<'a>(
    year: i32,
    rules: &'a Rules,
    overrides: &'a Overrides,
) -> Vec<(NaiveDate, &'a Label)> {
    let mut named: BTreeMap<NaiveDate, &'a Label> = BTreeMap::new();
    for holiday in &rules.holiday {
        for day in holiday.rules.iter().filter_map(|rule| rule.day_in(year)) {
            named.insert(day, &holiday.name);
        }
    }
    for change in overrides
        .all
        .iter()
        .filter(|change| change.date.year() == year)
    {
        if change.remove {
            named.remove(&change.date);
        }
        if let Some(name) = &change.set {
            named.insert(change.date, name);
        }
    }
    let mut all = named.clone();
    for day in named.keys() {
        if let Some(substitute) = substitute(*day, &named) {
            all.insert(substitute, &rules.labels.substitute);
        }
    }
    for day in named.keys() {
        if let Some(between) = between(*day, &named) {
            all.entry(between).or_insert(&rules.labels.between);
        }
    }
    all.into_iter().collect()
}

/// 振替休日 of a holiday on a Sunday (祝日法3条2項): since 1973-04-12 the Monday after, since 2007 the
/// next day that is no 国民の祝日.
fn substitute(day: NaiveDate, named: &BTreeMap<NaiveDate, &Label>) -> Option<NaiveDate> {
    let since = NaiveDate::from_ymd_opt(1973, 4, 12)?;
    if day.weekday() != Weekday::Sun || day < since {
        return None;
    }
    let limit = if day.year() < 2007 { 1 } else { 7 };
    day.iter_days()
        .skip(1)
        .take(limit)
        .find(|next| !named.contains_key(next))
}

/// 国民の休日 after a holiday (祝日法3条3項, since 1985-12-27): one day with a 国民の祝日 on both sides;
/// before 2007 not on a Sunday or a 振替休日, which a Monday between two would be.
fn between(day: NaiveDate, named: &BTreeMap<NaiveDate, &Label>) -> Option<NaiveDate> {
    let middle = day.succ_opt()?;
    let lies_between = !named.contains_key(&middle) && named.contains_key(&middle.succ_opt()?);
    (lies_between && middle.year() >= 1986 && middle.weekday() != Weekday::Sun).then_some(middle)
}

#[cfg(test)]
#[path = "national_tests.rs"]
mod tests;
