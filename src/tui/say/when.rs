//! Times and days in words: `18:41`, `24:25`, 「18日 8:20」, 「16日(月)」, 「25時間すぎ」, 「15:41から」.
//!
//! A day of another month says its month, one of another year its year: a bare 「16日」 always lies in the
//! month that the reader is in.

use crate::calendar::{ClockLabel, Cut, Happened, Moment, Recorded, WorkDay, clock_label, wareki};
use crate::locale::{Lang, Locale};
use crate::t;
use chrono::{Datelike as _, NaiveDate};

/// When something happened, in a line about the working day that it serves: `18:41`, `24:25` in the
/// night after it, and with its date on any other day.
#[must_use]
pub fn clock(at: Happened, day: WorkDay, cut: Cut, words: Locale) -> String {
    match clock_label(at.0, day, cut) {
        ClockLabel::SameDay(clock) | ClockLabel::AfterMidnight(clock) => clock,
        ClockLabel::OtherDay(moment) => {
            t!(
                words,
                when_day_clock,
                day = bare_day(moment.date(), day.0, words),
                clock = moment.clock()
            )
        }
    }
}

/// Minutes after midnight as a clock shows them: `17:00`, `24:25`.
#[must_use]
pub fn minutes(minutes: u16) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// 「16日(月)」 to somebody who reads it on `today`; with its month, or its year, where that is another.
#[must_use]
pub fn day(date: NaiveDate, today: NaiveDate, words: Locale) -> String {
    let weekday = weekday(date, words);
    t!(
        words,
        when_day_weekday,
        day = bare_day(date, today, words),
        weekday = weekday
    )
}

/// The day without its weekday: 「18日」, 「10月18日」, 「R7.10.18」.
#[must_use]
pub fn bare_day(date: NaiveDate, today: NaiveDate, words: Locale) -> String {
    if date.year() != today.year() {
        return short_date(date, words);
    }
    if date.month() == today.month() {
        return t!(words, when_day, day = date.day());
    }
    match words.lang() {
        Lang::Ja => t!(
            words,
            when_month_day,
            month = date.month().to_string(),
            day = date.day()
        ),
        Lang::En => {
            let month = date.format("%b").to_string();
            t!(words, when_month_day, month = month, day = date.day())
        }
    }
}

/// A whole date in few columns: `R8.11.17`, `17 Nov 2026`.
#[must_use]
pub fn short_date(date: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => wareki::short(date),
        Lang::En => format!("{} {}", date.day(), date.format("%b %Y")),
    }
}

/// A whole date in words: 「令和8年11月17日(火)」, `Tue 17 Nov 2026`.
#[must_use]
pub fn date(date: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => wareki::long(date),
        Lang::En => format!(
            "{} {} {}",
            weekday(date, words),
            date.day(),
            date.format("%b %Y")
        ),
    }
}

/// Date and clock of row 1 where the year has no room: 「11月16日(月) 8:52」.
#[must_use]
pub fn title(now: Moment, words: Locale) -> String {
    let day = match words.lang() {
        Lang::Ja => wareki::month_day(now.date()),
        Lang::En => format!(
            "{} {} {}",
            weekday(now.date(), words),
            now.date().day(),
            now.date().format("%b")
        ),
    };
    format!("{day} {}", now.clock())
}

/// Date and clock of row 1 in full: 「令和8年11月17日(火) 18:40」.
#[must_use]
pub fn long_title(now: Moment, words: Locale) -> String {
    format!("{} {}", date(now.date(), words), now.clock())
}

/// A moment to somebody who reads it at `now`: `18:41` today, else 「16日(月) 18:41」.
#[must_use]
pub fn moment(at: Moment, now: Moment, words: Locale) -> String {
    if at.date() == now.date() {
        return at.clock();
    }
    let day = day(at.date(), now.date(), words);
    t!(words, when_day_clock, day = day, clock = at.clock())
}

/// Since when something waits: 「15:41から」, 「13日(金) 17:20から」.
#[must_use]
pub fn since(at: Recorded, now: Moment, words: Locale) -> String {
    t!(words, when_since, when = moment(at.0, now, words))
}

/// By when: 「20日(金)まで」, 「18日(水) 12:00まで」.
#[must_use]
pub fn until(date: NaiveDate, time: Option<u16>, now: Moment, words: Locale) -> String {
    t!(words, when_until, when = day_time(date, time, now, words))
}

/// When a take-out is to be back: 「戻り予定 16日(月) 17:00」, and how long that is past: 「戻り予定 16日(月)
/// 17:00  25時間すぎ」.
#[must_use]
pub fn due(date: NaiveDate, time: Option<u16>, now: Moment, words: Locale) -> String {
    let planned = t!(words, when_due, when = day_time(date, time, now, words));
    match late(date, time, now, words) {
        Some(late) => format!("{planned}  {late}"),
        None => planned,
    }
}

/// How far past its time something is: 「25時間すぎ」, 「3日すぎ」 from four days on; none in time. Without an
/// hour, the day itself is still in time.
#[must_use]
pub fn late(date: NaiveDate, time: Option<u16>, now: Moment, words: Locale) -> Option<String> {
    let end = Moment::at(date, time.map_or(24 * 60, u32::from)).ok()?;
    let past = now.seconds_since(end);
    if past <= 0 {
        return None;
    }
    let hours = past / 3600;
    Some(match hours {
        0 => t!(words, when_late_minutes, minutes = (past / 60).max(1)),
        1..=95 => t!(words, when_late_hours, hours = hours),
        _ => t!(words, when_late_days, days = hours / 24),
    })
}

/// The day and the hour on it, where there is one: 「16日(月) 17:00」.
#[must_use]
pub fn day_time(date: NaiveDate, time: Option<u16>, now: Moment, words: Locale) -> String {
    let day = day(date, now.date(), words);
    match time {
        Some(time) => t!(words, when_day_clock, day = day, clock = minutes(time)),
        None => day,
    }
}

/// How long something took or waits: 「48秒」, 「12分」, 「3時間」.
#[must_use]
pub fn span(seconds: u64, words: Locale) -> String {
    match seconds {
        0..=119 => t!(words, when_seconds, seconds = seconds),
        120..=7199 => t!(words, when_minutes, minutes = seconds / 60),
        _ => t!(words, when_hours, hours = seconds / 3600),
    }
}

/// 「月」, `Mon`.
#[must_use]
pub fn weekday(date: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => wareki::weekday(date).to_string(),
        Lang::En => date.format("%a").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(written: &str) -> Moment {
        Moment::parse(written).unwrap()
    }

    fn ja() -> Locale {
        Locale::new(Lang::Ja)
    }

    fn en() -> Locale {
        Locale::new(Lang::En)
    }

    #[test]
    fn a_lock_after_midnight_is_told_on_the_evening_that_it_serves() {
        let day = WorkDay(NaiveDate::from_ymd_opt(2026, 11, 17).unwrap());
        let cut = Cut::default();
        let told = |written: &str| clock(Happened(at(written)), day, cut, ja());
        assert_eq!(told("2026-11-17T18:41:00+09:00"), "18:41");
        assert_eq!(told("2026-11-18T00:25:00+09:00"), "24:25");
        assert_eq!(told("2026-11-18T08:20:00+09:00"), "18日 8:20");
        assert_eq!(told("2026-12-01T08:20:00+09:00"), "12月1日 8:20");
    }

    #[test]
    fn what_is_late_says_by_how_much() {
        let due_day = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap();
        let now = at("2026-11-17T18:40:00+09:00");
        assert_eq!(
            due(due_day, Some(17 * 60), now, ja()),
            "戻り予定 16日(月) 17:00  25時間すぎ"
        );
        assert_eq!(
            due(due_day, Some(17 * 60), now, en()),
            "due back Mon 16 17:00  25 h late"
        );
        let today = at("2026-11-16T23:59:00+09:00");
        assert_eq!(due(due_day, None, today, ja()), "戻り予定 16日(月)");
    }

    #[test]
    fn a_day_of_another_month_says_its_month() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 17).unwrap();
        let other = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        let last_year = NaiveDate::from_ymd_opt(2025, 11, 17).unwrap();
        assert_eq!(day(today, today, ja()), "17日(火)");
        assert_eq!(day(other, today, ja()), "10月30日(金)");
        assert_eq!(day(last_year, today, ja()), "R7.11.17(月)");
        assert_eq!(day(other, today, en()), "Fri 30 Oct");
    }

    #[test]
    fn since_says_the_day_only_when_it_is_another() {
        let now = at("2026-11-17T18:40:00+09:00");
        let told = |written: &str| since(Recorded(at(written)), now, ja());
        assert_eq!(told("2026-11-17T15:41:00+09:00"), "15:41から");
        assert_eq!(told("2026-11-13T17:20:00+09:00"), "13日(金) 17:20から");
    }
}
