//! The periods of a duty, and which of them are settled.

use super::rule::Every;
use crate::calendar::{FiscalYear, Month};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// One period of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    every: Every,
    index: i32,
}

impl Period {
    /// The period in which a day lies.
    #[must_use]
    pub fn of(every: Every, day: NaiveDate) -> Self {
        let year = FiscalYear::of(day).year();
        let index = match every {
            Every::OpenDay | Every::Change => day.num_days_from_ce(),
            Every::Month => day.year() * 12 + day.month0() as i32,
            Every::Quarter => year * 4 + (day.month0() as i32 + 9) % 12 / 3,
            Every::FiscalYear => year,
        };
        Self { every, index }
    }

    /// The period of that number, as [`Periods`] count them.
    #[must_use]
    pub fn at(every: Every, index: i32) -> Self {
        Self { every, index }
    }

    /// How often it comes.
    #[must_use]
    pub fn every(self) -> Every {
        self.every
    }

    /// Its number.
    #[must_use]
    pub fn index(self) -> i32 {
        self.index
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        let month = |year: i32, month0: i32| {
            let month0 = u32::try_from(month0).unwrap_or(0);
            NaiveDate::from_ymd_opt(year, month0 + 1, 1).unwrap_or(NaiveDate::MIN)
        };
        let n = self.index;
        match self.every {
            Every::OpenDay | Every::Change => {
                NaiveDate::from_num_days_from_ce_opt(n).unwrap_or(NaiveDate::MIN)
            }
            Every::Month => month(n.div_euclid(12), n.rem_euclid(12)),
            Every::Quarter => match n.rem_euclid(4) {
                3 => month(n.div_euclid(4) + 1, 0),
                quarter => month(n.div_euclid(4), 3 + quarter * 3),
            },
            Every::FiscalYear => month(n, 3),
        }
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        match self.every {
            Every::OpenDay | Every::Change => self.first(),
            Every::Month => Month::of(self.first()).last(),
            _ => self.next().first().pred_opt().unwrap_or(NaiveDate::MAX),
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            index: self.index.saturating_add(1),
            ..self
        }
    }
}

/// Numbers of periods, as ranges without gaps: one range, where everything is settled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Periods(Vec<(i32, i32)>);

impl Periods {
    /// Whether `n` is among them.
    #[must_use]
    pub fn contains(&self, n: i32) -> bool {
        self.through(n).is_some()
    }

    /// The last of those that follow on `n` without a gap; none where `n` is not among them.
    #[must_use]
    pub fn through(&self, n: i32) -> Option<i32> {
        let nth = self.0.partition_point(|(first, _)| *first <= n);
        let (_, last) = self.0.get(nth.checked_sub(1)?)?;
        (n <= *last).then_some(*last)
    }

    /// What of some stretches is not among them; those in order and apart.
    #[must_use]
    pub fn not_among(&self, stretches: &[(i32, i32)]) -> Vec<(i32, i32)> {
        let mut left = Vec::new();
        for (from, to) in stretches {
            let mut from = *from;
            let nth = self.0.partition_point(|(_, last)| *last < from);
            for (first, last) in self.0.get(nth..).unwrap_or_default() {
                if first > to {
                    break;
                }
                if from < *first {
                    left.push((from, first - 1));
                }
                from = last.saturating_add(1);
            }
            if from <= *to {
                left.push((from, *to));
            }
        }
        left
    }

    /// What of some stretches is among them; those in order and apart.
    #[must_use]
    pub fn among(&self, stretches: &[(i32, i32)]) -> Vec<(i32, i32)> {
        let mut both = Vec::new();
        for (from, to) in stretches {
            let nth = self.0.partition_point(|(_, last)| last < from);
            let there = self.0.get(nth..).unwrap_or_default().iter();
            let there = there.take_while(|(first, _)| first <= to);
            both.extend(there.map(|(first, last)| (*first.max(from), *last.min(to))));
        }
        both
    }

    /// Adds `n`. Ranges grow together over what was `never` expected.
    pub fn insert(&mut self, n: i32, never: &dyn Fn(i32) -> bool) {
        if self.contains(n) {
            return;
        }
        let nth = self.0.partition_point(|(first, _)| *first <= n);
        self.0.insert(nth, (n, n));
        for left in [nth, nth.wrapping_sub(1)] {
            let (Some(a), Some(b)) = (
                self.0.get(left).copied(),
                left.checked_add(1).and_then(|r| self.0.get(r)).copied(),
            ) else {
                continue;
            };
            // A gap of more than 40 days is no holiday.
            if b.0 - a.1 <= 40 && (a.1 + 1..b.0).all(never) {
                self.0.remove(left + 1);
                if let Some(joined) = self.0.get_mut(left) {
                    joined.1 = b.1;
                }
            }
        }
    }

    /// Takes `n` away.
    pub fn remove(&mut self, n: i32) {
        let Some(nth) = self
            .0
            .iter()
            .position(|(first, last)| (*first..=*last).contains(&n))
        else {
            return;
        };
        let (first, last) = self.0.remove(nth);
        if n < last {
            self.0.insert(nth, (n + 1, last));
        }
        if first < n {
            self.0.insert(nth, (first, n - 1));
        }
    }

    /// How many ranges they are.
    #[must_use]
    pub fn ranges(&self) -> usize {
        self.0.len()
    }
}
