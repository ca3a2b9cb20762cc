//! Duties in words: what, for which period, by whom.

use super::{person, procedure, role, when};
use crate::calendar::{FiscalYear, wareki};
use crate::desk::{DutyLine, View};
use crate::journal::Role;
use crate::locale::{Lang, Locale};
use crate::procedure::{DefId, DutySubject, Every, Period};
use crate::t;
use chrono::{Datelike as _, NaiveDate};

/// `10月の施錠確認表の点検`.
#[must_use]
pub fn title(view: &View, line: &DutyLine, words: Locale) -> String {
    match line.falls {
        Some((_, period)) => of_period(view, &line.procedure, period, words),
        None => {
            let title = procedure(view, &line.procedure, words);
            t!(words, duty_origin, title = title, what = line.what.as_str())
        }
    }
}

/// The same for a list, whose column beside it says by when: the year that runs is not said, and
/// another one in few letters.
#[must_use]
pub fn short(view: &View, line: &DutyLine, words: Locale) -> String {
    match line.falls {
        Some((_, period)) => short_of(view, &line.procedure, period, words),
        None => title(view, line, words),
    }
}

/// The same of a procedure and a period.
#[must_use]
pub fn short_of(view: &View, id: &DefId, period: Period, words: Locale) -> String {
    let title = procedure(view, id, words);
    let running = FiscalYear::of(view.today().0);
    let first = period.first();
    let year = FiscalYear::of(first);
    match (period.every(), words.lang()) {
        (Every::FiscalYear, _) if year == running => title,
        (Every::FiscalYear, Lang::Ja) => {
            let year = t!(words, duty_year_short, year = year.short());
            t!(words, duty_year, year = year, title = title)
        }
        (Every::Month, Lang::En) if year == running => {
            let month = first.format("%b").to_string();
            t!(words, duty_month, month = month, title = title)
        }
        _ => of_period(view, id, period, words),
    }
}

/// The same of a procedure and a period, with its year.
#[must_use]
pub fn of_period(view: &View, id: &DefId, period: Period, words: Locale) -> String {
    let title = procedure(view, id, words);
    let today = view.today().0;
    let first = period.first();
    match period.every() {
        Every::Month => t!(
            words,
            duty_month,
            month = month(first, today, words),
            title = title
        ),
        Every::FiscalYear => {
            let year = FiscalYear::of(first);
            let year = match words.lang() {
                Lang::Ja => year.label(),
                Lang::En => year.year().to_string(),
            };
            t!(words, duty_year, year = year, title = title)
        }
        Every::Quarter => {
            let last = period.last();
            let months = match words.lang() {
                Lang::Ja => format!("{}-{}", month_no(first), month(last, today, words)),
                Lang::En => format!("{}-{}", first.format("%b"), month(last, today, words)),
            };
            t!(words, duty_quarter, months = months, title = title)
        }
        Every::OpenDay | Every::Change => {
            let day = when::short_date(first, words);
            t!(words, duty_on, day = day, title = title)
        }
    }
}

fn month_no(day: NaiveDate) -> String {
    day.month().to_string()
}

/// `10月`, or with its year where that is not this fiscal year.
fn month(day: NaiveDate, today: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja if FiscalYear::of(day) == FiscalYear::of(today) => {
            t!(words, duty_month_no, month = day.month())
        }
        Lang::Ja => wareki::month(day),
        Lang::En => day.format("%b %Y").to_string(),
    }
}

/// On what it falls: the place, the person, the medium; the office where it is that.
#[must_use]
pub fn subject(line: &DutyLine, words: Locale) -> String {
    match line.falls {
        Some((DutySubject::Office, _)) => t!(words, duty_office),
        Some(_) => line.what.to_string(),
        None => String::new(),
    }
}

/// Who does it: the person it falls on, the manager of today, or the role.
#[must_use]
pub fn who(view: &View, line: &DutyLine, words: Locale) -> String {
    let today = view.today().0;
    if let Some((DutySubject::Person(no), _)) = line.falls {
        return person(&view.office, no);
    }
    let first = line.roles.first().copied().unwrap_or(Role::Staff);
    if first == Role::Staff {
        return role(&view.office, first, words);
    }
    let mut holders = view.office.who_may(&[first], &[], today).into_iter();
    match holders.next() {
        Some((no, capacity)) if !capacity.stands_in() => person(&view.office, no),
        _ => role(&view.office, first, words),
    }
}
