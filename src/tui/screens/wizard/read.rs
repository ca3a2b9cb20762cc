//! What was typed, read as a value, and said back beside the field.

use super::entry::{Entry, Ground, Input};
use super::holdings::Part;
use crate::calendar::{
    Moment, TimeError, TypedPeriod, parse_date, parse_period, parse_time, wareki,
};
use crate::journal::{PersonNo, PlaceId};
use crate::locale::Lang;
use crate::procedure::{Kind, Value};
use crate::t;
use crate::text::{Doubt, doubt, fold_answer};
use crate::tui::widgets::Field;
use chrono::NaiveDate;

impl Entry {
    /// The answer; none where nothing was typed.
    ///
    /// # Errors
    /// In words, what keeps it from being one.
    pub(super) fn value(&self, ground: &Ground) -> Result<Option<Value>, String> {
        let words = ground.words;
        match &self.input {
            Input::Line(field) if field.is_empty() => Ok(None),
            Input::Line(field) => self.line(field, ground).map(Some),
            Input::Area(area) => Ok(area.paragraph().map(Value::Paragraph)),
            Input::Choice(choice, ids) => {
                let chosen = choice.chosen().and_then(|nth| ids.get(nth));
                Ok(chosen.map(|id| match self.asked.kind {
                    Kind::Method => Value::Method(id.0.clone()),
                    _ => Value::Choice(id.clone()),
                }))
            }
            Input::Emails(list) => {
                let written: Vec<String> = list
                    .iter()
                    .filter(|field| !field.is_empty())
                    .map(|field| field.value().to_owned())
                    .collect();
                let none = written.is_empty() && !self.visited;
                Ok((!none).then_some(Value::Emails(written)))
            }
            Input::Holdings(lines) => lines.value(&ground.office, ground.today, words),
            Input::Rows(rows) => {
                if rows.is_empty() || rows.iter().any(|(_, field)| field.is_empty()) {
                    return Ok(None);
                }
                let read = rows
                    .iter()
                    .map(|(row, field)| (*row, field.value().to_owned()));
                Ok(Some(Value::RowDigits(read.collect())))
            }
            Input::Outcomes(_) => Ok(None),
        }
    }

    fn line(&self, field: &Field, ground: &Ground) -> Result<Value, String> {
        let words = ground.words;
        let typed = field.value();
        match self.asked.kind {
            Kind::Date => date(typed, ground).map(Value::Date),
            Kind::Time => parse_time(typed)
                .ok()
                .and_then(|minutes| u16::try_from(minutes).ok())
                .map(Value::Time)
                .ok_or_else(|| t!(words, wizard_time)),
            Kind::Moment => moment(typed, ground).map(Value::Moment),
            Kind::Month => month(typed, ground)
                .map(Value::Month)
                .ok_or_else(|| t!(words, wizard_month)),
            Kind::Count => field
                .number()
                .and_then(|n| u32::try_from(n).ok())
                .map(Value::Count)
                .ok_or_else(|| t!(words, field_digits)),
            Kind::Digits => Ok(Value::Digits(typed.to_owned())),
            Kind::Postcode => Ok(Value::Postcode(typed.to_owned())),
            Kind::Tracking => Ok(Value::Tracking(fold_answer(typed).to_ascii_uppercase())),
            Kind::Person => {
                let no = typed.parse().ok().map(PersonNo);
                let known = no.filter(|no| ground.office.person(*no, ground.today).is_some());
                known
                    .map(Value::Person)
                    .ok_or_else(|| t!(words, signature_nobody, number = typed))
            }
            Kind::Place => {
                let id = typed.parse().ok().map(PlaceId);
                let known = id.filter(|id| ground.office.place(*id, ground.today).is_some());
                known
                    .map(Value::Place)
                    .ok_or_else(|| t!(words, wizard_no_place, number = typed))
            }
            _ => field
                .to_text()
                .map(Value::Text)
                .map_err(|why| why.words(words)),
        }
    }

    /// What stands beside a slot: the day in words, the name of a number.
    pub(super) fn echo(&self, slot: usize, ground: &Ground) -> String {
        match &self.input {
            Input::Holdings(lines) => {
                let (row, part) = lines.place(slot);
                let row = lines.rows.get(row).filter(|_| part == Part::What);
                row.and_then(|row| row.known(&ground.office, ground.today))
                    .map_or_else(String::new, |h| h.title.to_string())
            }
            Input::Line(_) => match (self.asked.kind, self.value(ground)) {
                (Kind::Date, Ok(Some(Value::Date(day)))) => long_day(day, ground),
                (Kind::Moment, Ok(Some(Value::Moment(moment)))) => {
                    format!("{} {}", long_day(moment.date(), ground), moment.clock())
                }
                (Kind::Time, Ok(Some(Value::Time(minutes)))) => {
                    format!("{}:{:02}", minutes / 60, minutes % 60)
                }
                (Kind::Month, Ok(Some(Value::Month(first)))) => match ground.words.lang() {
                    Lang::Ja => wareki::month(first),
                    Lang::En => first.format("%Y-%m").to_string(),
                },
                (Kind::Person, Ok(Some(Value::Person(no)))) => ground
                    .office
                    .person(no, ground.today)
                    .map_or_else(String::new, |p| p.name.to_string()),
                (Kind::Place, Ok(Some(Value::Place(id)))) => ground
                    .office
                    .place(id, ground.today)
                    .map_or_else(String::new, |p| p.name.to_string()),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    /// What was typed into a slot looks like the persons' own data, where it is text that a record
    /// keeps.
    pub(super) fn doubt(&self, slot: usize) -> Option<(String, Doubt)> {
        let typed = match &self.input {
            Input::Line(field) if self.asked.kind == Kind::Text => field.value().to_owned(),
            Input::Area(area) => area.paragraph()?.to_string(),
            Input::Holdings(lines) => lines.own_title(slot)?.to_owned(),
            _ => return None,
        };
        let doubt = doubt(&typed)?;
        Some((typed, doubt))
    }

    /// An item of the register that was chosen is taken by its number, and 「0」 in a moment means
    /// now: it is written out when the field is left, so that it stays the
    /// moment that was meant.
    pub(super) fn settle(&mut self, slot: usize, ground: &Ground) {
        if let Input::Holdings(lines) = &mut self.input {
            lines.settle(slot, ground);
        }
        if self.asked.kind == Kind::Moment
            && let Ok(Some(Value::Moment(moment))) = self.value(ground)
            && let Input::Line(field) = &mut self.input
            && is_now(field.value())
        {
            field.set(&format!("{} {}", moment.date(), moment.clock()));
        }
    }
}

/// A day as the screens say it.
pub(super) fn long_day(day: NaiveDate, ground: &Ground) -> String {
    match ground.words.lang() {
        Lang::Ja => wareki::long(day),
        Lang::En => day.format("%Y-%m-%d %a").to_string(),
    }
}

fn date(typed: &str, ground: &Ground) -> Result<NaiveDate, String> {
    parse_date(typed, ground.today).map_err(|_| t!(ground.words, wizard_date))
}

fn is_now(typed: &str) -> bool {
    fold_answer(typed) == "0"
}

/// `17 18:42`, `11/17 1842`, `1842` for today, `0` for now.
fn moment(typed: &str, ground: &Ground) -> Result<Moment, String> {
    let words = ground.words;
    if is_now(typed) {
        let now = ground.now;
        return Moment::at(now.date(), now.minute_of_day()).map_err(|_| t!(words, wizard_moment));
    }
    let parts: Vec<&str> = typed.split_whitespace().collect();
    let (day, time) = match parts.as_slice() {
        [time] => (ground.today, *time),
        [day, time] => (date(day, ground)?, *time),
        _ => return Err(t!(words, wizard_moment)),
    };
    let minutes = parse_time(time).map_err(|why| match why {
        TimeError::NoSuchTime => t!(words, wizard_time),
        _ => t!(words, wizard_moment),
    })?;
    Moment::at(day, minutes).map_err(|_| t!(words, wizard_moment))
}

/// `11`, `11月`, `R8.11`, `2026-11`.
fn month(typed: &str, ground: &Ground) -> Option<NaiveDate> {
    match parse_period(&crate::text::narrow(typed), ground.today)? {
        TypedPeriod::Month(month) => Some(month.first()),
        TypedPeriod::Year(_) => None,
    }
}
