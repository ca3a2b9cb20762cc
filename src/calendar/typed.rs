//! Days and times as a clerk types them, input method on or off.

use super::fiscal::{FiscalYear, Month};
use super::wareki::{Wareki, eras, weekday};
use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization as _;

/// The longest input that is looked at, in bytes; a day needs far less.
const LONGEST: usize = 64;

/// Why a typed day cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("no day")]
    Empty,
    /// None of the forms of [`parse_date`].
    #[error("not in a form of a day")]
    Form,
    /// The calendar has no such day: 2/29 in most years, 4/31.
    #[error("there is no such day")]
    NoSuchDay,
    /// The era does not have that day: 平成32年, R1.4.30. `common` is what it would be in the common
    /// era, if the era had gone on (or had begun earlier).
    #[error("{era} has no such day")]
    OutsideEra {
        /// The kanji of the era.
        era: &'static str,
        /// The same day in the common era.
        common: NaiveDate,
    },
    /// The weekday that was typed is not that of the day.
    #[error("that day is a {is}")]
    WrongWeekday {
        /// 日 to 土: what it is.
        is: char,
    },
}

/// Why a typed time cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Nothing was typed.
    #[error("no time")]
    Empty,
    /// None of the forms of [`parse_time`].
    #[error("not in a form of a time")]
    Form,
    /// Minutes above 59, or hours from 36 on.
    #[error("there is no such time")]
    NoSuchTime,
}

/// Reads a day: 2026-11-17, 2026/11/17, 2026.11.17, 20261117, 2026年11月17日, R8.11.17,
/// 令和8年11月17日, with or without (火); 11/17, 11-17, 11.17, 1117, 11月17日, which mean the one nearest
/// to `near`; 17 and 17日, which mean that day in the month of `near`. Full width is the same as
/// half width; spaces do not matter.
///
/// # Errors
/// [`DateError`] says which part cannot be.
pub fn parse_date(typed: &str, near: NaiveDate) -> Result<NaiveDate, DateError> {
    let folded = fold(typed).ok_or(DateError::Form)?;
    if folded.is_empty() {
        return Err(DateError::Empty);
    }
    let (day, told) = match folded
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((day, told)) => (day, Some(told)),
        None => (folded.as_str(), None),
    };
    let date = read_day(day, near)?;
    let is = weekday(date);
    match told {
        None => Ok(date),
        Some(told) if told.chars().eq([is]) => Ok(date),
        Some(told) if told.chars().count() == 1 && "日月火水木金土".contains(told) => {
            Err(DateError::WrongWeekday { is })
        }
        Some(_) => Err(DateError::Form),
    }
}

/// A month or a fiscal year, as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedPeriod {
    /// A calendar month.
    Month(Month),
    /// 年度.
    Year(FiscalYear),
}

/// Reads a month (R8.11, 2026-11, 令和8年11月, and 11 for the November nearest to `near`) or a fiscal
/// year by the year in which it begins (R8, 2026, 令和8年度); none where it is neither.
#[must_use]
pub fn parse_period(typed: &str, near: NaiveDate) -> Option<TypedPeriod> {
    let typed = typed.trim();
    let year = typed.strip_suffix("年度");
    let year = year.or_else(|| typed.strip_suffix('年')).unwrap_or(typed);
    if let Ok(start) = parse_date(&format!("{year}-4-1"), near) {
        return Some(TypedPeriod::Year(FiscalYear::of(start)));
    }
    let month = typed.strip_suffix('月').unwrap_or(typed);
    let first = parse_date(&format!("{month}-1"), near).ok()?;
    Some(TypedPeriod::Month(Month::of(first)))
}

fn read_day(day: &str, near: NaiveDate) -> Result<NaiveDate, DateError> {
    let era = eras().iter().find_map(|era| {
        let rest = day.strip_prefix(era.kanji.as_str()).or_else(|| {
            let mut rest = day.chars();
            let letter = rest.next()?;
            letter
                .eq_ignore_ascii_case(&era.letter)
                .then_some(rest.as_str())
        })?;
        Some((era, rest))
    });
    let (era, rest) = match era {
        Some((era, rest)) => (Some(era), rest),
        None => (None, day),
    };
    let parts: Vec<&str> = split(rest).ok_or(DateError::Form)?;
    let number = |s: &str| s.parse::<u32>().map_err(|_| DateError::Form);
    let common = |year: u32, month: u32, day: u32| {
        i32::try_from(year)
            .ok()
            .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
            .ok_or(DateError::NoSuchDay)
    };
    match (era, parts.as_slice()) {
        (Some(era), [year, month, day]) if year.len() <= 3 && short(month) && short(day) => {
            let year = if *year == "元" { 1 } else { number(year)? };
            let began = u32::try_from(era.began.year()).map_err(|_| DateError::Form)?;
            if year == 0 {
                return Err(DateError::NoSuchDay);
            }
            let date = common(began + year - 1, number(month)?, number(day)?)?;
            match Wareki::of(date) {
                Some(told) if told.era == era => Ok(date),
                _ => Err(DateError::OutsideEra {
                    era: &era.kanji,
                    common: date,
                }),
            }
        }
        (None, [year, month, day]) if year.len() == 4 && short(month) && short(day) => {
            common(number(year)?, number(month)?, number(day)?)
        }
        (None, [month, day]) if short(month) && short(day) => {
            nearest(number(month)?, number(day)?, near)
        }
        (None, [day]) if short(day) => near.with_day(number(day)?).ok_or(DateError::NoSuchDay),
        (None, [digits]) if digits.len() == 4 => {
            let (month, day) = digits.split_at_checked(2).ok_or(DateError::Form)?;
            nearest(number(month)?, number(day)?, near)
        }
        (None, [digits]) if digits.len() == 8 => {
            let digits = number(digits)?;
            common(digits / 10_000, digits / 100 % 100, digits % 100)
        }
        _ => Err(DateError::Form),
    }
}

/// One or two digits.
fn short(digits: &str) -> bool {
    digits.len() <= 2
}

/// The numbers between separators. 年 and 月 separate, 日 may end; 元 stands only as a year.
fn split(s: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = s
        .strip_suffix('日')
        .unwrap_or(s)
        .split(['-', '/', '.', '年', '月'])
        .collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (first, rest) = parts.split_first()?;
    let good = (is_number(first) || (*first == "元" && rest.len() == 2))
        && rest.iter().all(|part| is_number(part));
    good.then_some(parts)
}

/// That day of the year in which it lies nearest to `near`; 2/29 may lie some years off.
fn nearest(month: u32, day: u32, near: NaiveDate) -> Result<NaiveDate, DateError> {
    (near.year().saturating_sub(8)..=near.year().saturating_add(8))
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .min_by_key(|date| {
            (
                date.signed_duration_since(near).num_days().abs(),
                near > *date,
            )
        })
        .ok_or(DateError::NoSuchDay)
}

/// Reads a time of day: 18:42, 1842, 8:42, 842, 18時42分, and 24:25 or 2425 for the night after, up
/// to 35:59. The answer is in minutes after midnight; [`super::WorkDay::moment`] makes a moment of
/// it.
///
/// # Errors
/// [`TimeError`]
pub fn parse_time(typed: &str) -> Result<u32, TimeError> {
    let folded = fold(typed).ok_or(TimeError::Form)?;
    if folded.is_empty() {
        return Err(TimeError::Empty);
    }
    let (hours, minutes) = match folded
        .strip_suffix('分')
        .unwrap_or(&folded)
        .split_once([':', '時'])
    {
        Some(parts) => parts,
        None if matches!(folded.len(), 3 | 4) => folded
            .split_at_checked(folded.len() - 2)
            .ok_or(TimeError::Form)?,
        None => return Err(TimeError::Form),
    };
    let number = |digits: &str| {
        let good = matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
        good.then(|| digits.parse::<u32>().ok())
            .flatten()
            .ok_or(TimeError::Form)
    };
    let hours = number(hours)?;
    if minutes.len() != 2 {
        return Err(TimeError::Form);
    }
    let minutes = number(minutes)?;
    if hours >= 36 || minutes >= 60 {
        return Err(TimeError::NoSuchTime);
    }
    Ok(hours * 60 + minutes)
}

/// Half width, without spaces, hyphens of all kinds as one. None when it is too long to be a day.
fn fold(typed: &str) -> Option<String> {
    if typed.len() > LONGEST {
        return None;
    }
    let folded = typed
        .nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match u32::from(c) {
            0x2010..=0x2015 | 0x2212 | 0x30FC => '-',
            0x3002 => '.',
            0x30FB => '/',
            _ => c,
        });
    Some(folded.collect())
}

#[cfg(test)]
#[path = "typed_tests.rs"]
mod tests;
