//! The days of the sheet in words: who and when, the marks, and the notes that go with them.

use crate::calendar::{WorkDay, wareki};
use crate::desk::{DayCell, DayRow, DaySaid, DeskError, MonthDay, RECEIVED, RECEIVED_OPEN, View};
use crate::journal::{CaseId, PlaceId};
use crate::locale::{Lang, Locale};
use crate::procedure::{Case, FieldId, Value};
use crate::t;
use crate::tui::say::{self, when};
use chrono::{Datelike as _, NaiveDate};

/// A mark of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// 後.
    Later,
    /// 訂.
    Corrected,
    /// 再.
    Again,
    /// 名.
    OffRoster,
    /// 休.
    Closed,
    /// 説.
    Explained,
    /// 要.
    Needed,
}

impl Sign {
    /// Its word: one character in Japanese.
    pub(super) fn word(self, words: Locale) -> String {
        match self {
            Self::Later => t!(words, month_later),
            Self::Corrected => t!(words, month_corrected),
            Self::Again => t!(words, month_again),
            Self::OffRoster => t!(words, month_off_roster),
            Self::Closed => t!(words, month_closed),
            Self::Explained => t!(words, month_explained),
            Self::Needed => t!(words, month_needed),
        }
    }
}

/// One day of the sheet.
#[derive(Debug, Clone)]
pub(super) struct Day {
    pub(super) date: NaiveDate,
    /// Who, or what stands in their place.
    pub(super) who: String,
    /// When.
    pub(super) time: String,
    pub(super) signs: Vec<Sign>,
    /// It waits for an explanation.
    pub(super) hole: bool,
    /// The case that serves it, once something was recorded.
    pub(super) case: Option<CaseId>,
    open: bool,
    pub(super) locked: bool,
    note: Option<String>,
}

impl Day {
    /// It is explained, and a manager has to receive it.
    fn waits(&self) -> bool {
        !self.hole && self.signs.contains(&Sign::Needed)
    }
}

/// A month of a place.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) unit: String,
    pub(super) days: Vec<Day>,
    /// Who reviewed it, and whether something was recorded in it since.
    pub(super) review: Option<String>,
    /// Whether anything was to be recorded in it so far: the place was in use, the month has come.
    begun: bool,
}

/// `令和8年11月`, `November 2026`.
pub(super) fn month(date: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => wareki::month(date),
        Lang::En => date.format("%B %Y").to_string(),
    }
}

impl Sheet {
    pub(super) fn new(
        view: &View,
        place: PlaceId,
        days: Vec<MonthDay>,
        words: Locale,
    ) -> Result<Self, DeskError> {
        let first = days.first().map_or_else(|| view.today().0, |day| day.day.0);
        let unit = view.office.place(place, first);
        let unit = unit
            .or_else(|| view.office.place_ever(place))
            .map(|p| p.unit);
        let begun = |day: &MonthDay| !matches!(day.cell, DayCell::None | DayCell::Closed);
        let begun = days.iter().any(begun);
        let days = days
            .iter()
            .map(|day| Read { view, day, words }.day())
            .collect::<Result<_, _>>()?;
        Ok(Self {
            unit: unit.map_or("", |id| view.office.unit_name(id)).to_owned(),
            days,
            review: None,
            begun,
        })
    }

    fn count(&self, sign: Sign) -> usize {
        self.days.iter().filter(|d| d.signs.contains(&sign)).count()
    }

    /// 開庁日19  記録17  説明1  説明なし1(26日)     後日1 訂正1 再施錠1 名簿外1 休日1
    pub(super) fn sums(&self, words: Locale) -> (String, String) {
        let open = self.days.iter().filter(|day| day.open).count();
        let locked = self.days.iter().filter(|day| day.locked).count();
        let mut left = vec![
            t!(words, month_sum_open, count = open),
            t!(words, month_sum_locked, count = locked),
        ];
        let explained = self.count(Sign::Explained);
        if explained > 0 {
            left.push(t!(words, month_sum_explained, count = explained));
        }
        let of = |is: &dyn Fn(&Day) -> bool| {
            let days = self.days.iter().filter(|day| is(day));
            let days: Vec<String> = days
                .map(|day| t!(words, when_day, day = day.date.day()))
                .collect();
            (days.len(), days.join(&t!(words, say_and)))
        };
        let (count, days) = of(&|day| day.hole);
        if count > 0 {
            left.push(t!(words, month_sum_needed, count = count, days = days));
        }
        let (count, days) = of(&Day::waits);
        if count > 0 {
            left.push(t!(words, month_sum_waits, count = count, days = days));
        }
        let right = [
            (Sign::Later, t!(words, month_sum_later)),
            (Sign::Corrected, t!(words, month_sum_corrected)),
            (Sign::Again, t!(words, month_sum_again)),
            (Sign::OffRoster, t!(words, month_sum_off_roster)),
            (Sign::Closed, t!(words, month_sum_closed)),
        ]
        .into_iter()
        .map(|(sign, name)| (self.count(sign), name))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{name}{count}"))
        .collect::<Vec<_>>();
        (left.join("  "), right.join(" "))
    }

    /// The notes of the sheet, the day's own first.
    pub(super) fn notes(&self, nth: usize) -> Vec<&str> {
        let own = self.days.get(nth).into_iter();
        let others = self.days.iter().enumerate();
        let mut others: Vec<&Day> = others
            .filter(|(at, _)| *at != nth)
            .map(|(_, d)| d)
            .collect();
        // What still waits for somebody before what is done with.
        others.sort_by_key(|day| !day.signs.contains(&Sign::Needed));
        let review = self.review.as_deref().into_iter();
        let days = own.chain(others).filter_map(|day| day.note.as_deref());
        review.chain(days).collect()
    }

    /// Row 23: what still stands in the way of the month's review.
    pub(super) fn message(&self, words: Locale) -> String {
        let holes = self.count(Sign::Needed);
        if holes > 0 {
            t!(words, month_hint_needed, count = holes)
        } else if !self.begun {
            t!(words, month_hint_none)
        } else {
            t!(words, month_hint)
        }
    }
}

struct Read<'a> {
    view: &'a View,
    day: &'a MonthDay,
    words: Locale,
}

impl Read<'_> {
    fn day(&self) -> Result<Day, DeskError> {
        let words = self.words;
        let row = self.day.row.as_ref();
        let date = self.day.day.0;
        let mut signs = Vec::new();
        let (mut who, mut time, mut locked, mut hole) =
            (String::new(), String::new(), false, false);
        match &self.day.cell {
            DayCell::Closed => who = t!(words, month_closed),
            DayCell::Today => who = t!(words, month_today),
            DayCell::None if !self.day.open => who = t!(words, month_closed),
            DayCell::None => {}
            DayCell::Hole => {
                hole = true;
                signs.push(Sign::Needed);
                who = if row.is_some_and(|row| row.open_again) {
                    t!(words, month_found_open)
                } else {
                    t!(words, month_no_lock)
                };
                if row.is_some_and(|row| row.open_explained) {
                    hole = false;
                }
            }
            DayCell::Explained { said, received } => {
                signs.push(if *received {
                    Sign::Explained
                } else {
                    Sign::Needed
                });
                who = if *said == DaySaid::Nobody {
                    t!(words, month_nobody)
                } else {
                    t!(words, month_not_locked)
                };
            }
            DayCell::Lock {
                lock,
                later,
                corrected,
                again,
                off_roster,
                closed,
            } => {
                locked = true;
                let cut = self.view.office.settings.cut;
                let name = say::person(&self.view.office, lock.by);
                who = t!(words, month_by, name = name);
                time = when::clock(lock.happened, self.day.day, cut, words);
                let open_again = row.is_some_and(|row| row.open_again);
                signs.extend(
                    [
                        (*later, Sign::Later),
                        (*corrected, Sign::Corrected),
                        (*again, Sign::Again),
                        (*off_roster, Sign::OffRoster),
                        (*closed, Sign::Closed),
                        // Found open afterwards, counted, and received.
                        (open_again, Sign::Explained),
                    ]
                    .into_iter()
                    .filter(|(is, _)| *is)
                    .map(|(_, sign)| sign),
                );
            }
        }
        Ok(Day {
            date,
            who,
            time,
            hole,
            case: row.filter(|row| row.head.is_some()).map(|row| row.case),
            open: self.day.open,
            locked,
            note: row.map(|row| self.note(row)).transpose()?.flatten(),
            signs,
        })
    }

    /// What the sheet notes of a day beside its row.
    fn note(&self, row: &DayRow) -> Result<Option<String>, DeskError> {
        let words = self.words;
        let Some(case) = self.view.case_row(row.case)?.map(|row| row.case) else {
            return Ok(None);
        };
        let day = t!(words, when_day, day = self.day.day.0.day());
        let mut parts = Vec::new();
        match row.said {
            DaySaid::NotLocked | DaySaid::Nobody => parts.push(self.explained(row, &case)),
            DaySaid::Locked | DaySaid::Nothing => {}
        }
        if row.found_open > 0 {
            parts.push(t!(words, month_note_found, count = row.found_open));
            if let Some(by) = self.signer(&case, RECEIVED_OPEN) {
                parts.push(t!(words, month_note_received, name = by));
            }
        }
        if row.locks.len() > 1 {
            let earlier: Vec<String> = row
                .locks
                .iter()
                .take(row.locks.len() - 1)
                .map(|lock| self.lock(lock))
                .collect();
            let earlier = earlier.join(&t!(words, say_and));
            parts.push(t!(words, month_note_earlier, locks = earlier));
        }
        if let Some(lock) = row.locks.last() {
            let cut = self.view.office.settings.cut;
            if WorkDay::of(lock.recorded.0, cut) > self.day.day {
                let recorded = when::moment(lock.recorded.0, self.view.now, words);
                let why = paragraph(&case, "why");
                parts.push(t!(words, month_note_later, when = recorded, why = why));
            }
        }
        parts.extend(case.corrections.last().map(|correction| {
            let by = say::person(&self.view.office, correction.by);
            let why = first_line(&correction.reason);
            t!(words, month_note_corrected, name = by, why = why)
        }));
        if parts.is_empty() {
            return Ok(None);
        }
        Ok(Some(format!("{day} {}", parts.join(" "))))
    }

    fn lock(&self, lock: &crate::desk::Locked) -> String {
        let cut = self.view.office.settings.cut;
        let clock = when::clock(lock.happened, self.day.day, cut, self.words);
        format!("{clock} {}", say::person(&self.view.office, lock.by))
    }

    fn explained(&self, row: &DayRow, case: &Case) -> String {
        let words = self.words;
        let what = if row.said == DaySaid::Nobody {
            t!(words, month_note_nobody)
        } else {
            t!(words, month_note_not_locked)
        };
        let by = self.signer(case, crate::desk::EXPLAIN);
        let said = t!(
            words,
            month_note_said,
            what = what,
            name = by.unwrap_or_default()
        );
        let said = match self.signer(case, RECEIVED) {
            Some(by) => format!("{said}{}", t!(words, month_note_received, name = by)),
            None => format!("{said}{}", t!(words, month_note_waits)),
        };
        let opened: Vec<String> = case
            .children
            .iter()
            .filter_map(|(id, child)| {
                let row = self.view.case_row(*id).ok().flatten()?;
                let title = say::procedure(self.view, &child.procedure, words);
                Some(format!("{title} {}", say::case_no(None, row.number, words)))
            })
            .collect();
        if opened.is_empty() {
            said
        } else {
            format!("{said} ({})", opened.join(&t!(words, say_and)))
        }
    }

    fn signer(&self, case: &Case, step: &str) -> Option<String> {
        let mut marks = case.marks.iter().rev();
        let mark = marks.find(|m| m.void.is_none() && m.step.0 == step)?;
        let name = say::person(&self.view.office, mark.by);
        let day = when::bare_day(mark.recorded.0.date(), self.view.now.date(), self.words);
        Some(format!("{name} {day}"))
    }
}

fn paragraph(case: &Case, id: &str) -> String {
    match case.values.get(&FieldId::from(id)) {
        Some(Value::Paragraph(words)) => first_line(words),
        _ => String::new(),
    }
}

fn first_line(words: &crate::text::Paragraph) -> String {
    words
        .lines()
        .first()
        .map(ToString::to_string)
        .unwrap_or_default()
}
