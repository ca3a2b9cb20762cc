//! The act and the sentence that come of what was entered: `persons` for people and their roles,
//! `things` for places, means, days, contacts and hours. Shows nothing and signs nothing.

mod persons;
mod things;

use super::deed::{Edit, Planned};
use super::form::Form;
use crate::calendar::parse_date;
use crate::desk::import;
use crate::locale::Locale;
use crate::office::{Office, OfficeAct, Span};
use crate::t;
use crate::tui::say::when;
use chrono::NaiveDate;
use things::plan_days;

impl Edit {
    /// The act and its sentence.
    ///
    /// # Errors
    /// What is wrong with what was entered, in words.
    pub(super) fn plan(
        &self,
        office: &Office,
        form: &Form,
        day: NaiveDate,
        words: Locale,
    ) -> Result<Planned, String> {
        let (act, sentence) = match self {
            Self::AddPerson | Self::ChangePerson(_) | Self::EndPerson(_) | Self::Invite(_) => {
                self.plan_person(office, form, day, words)?
            }
            Self::Grant(_) | Self::EndGrant(..) => self.plan_role(office, form, day, words)?,
            Self::AddPlace | Self::ChangePlace(_) | Self::EndPlace(_) => {
                self.plan_place(office, form, day, words)?
            }
            Self::UseMeans(..) | Self::EndMeans(..) => self.plan_means(office, form, day, words)?,
            Self::AddDays => plan_days(office, form, day, words)?,
            Self::AddContact | Self::ChangeContact(_) | Self::EndContact(_) => {
                self.plan_contact(office, form, day, words)?
            }
            Self::Closing | Self::Lead(..) => self.plan_hours(office, form, words)?,
            // It is signed case by case, on a screen of its own.
            Self::PassOn(_) => return Err(t!(words, refusal_office_does_not_fit)),
        };
        let invite = match (&act, self) {
            (OfficeAct::Invite { person }, _) => Some(*person),
            (OfficeAct::Person(person), Self::AddPerson) => Some(person.no),
            _ => None,
        };
        Ok(Planned {
            act,
            sentence,
            invite,
        })
    }
}

impl Edit {}

/// A new version of something begins today, or on the day after the old one began.
fn renewed(old: Span, day: NaiveDate) -> Span {
    let from = after(old, day);
    Span {
        from,
        until: old.until.filter(|until| *until >= from),
    }
}

/// The last version: from today until its last day.
fn ending(old: Span, until: NaiveDate, day: NaiveDate, words: Locale) -> Result<Span, String> {
    let from = after(old, day);
    if until < from {
        let first = when::date(from, words);
        return Err(t!(words, people_not_before, first = first));
    }
    Ok(Span {
        from,
        until: Some(until),
    })
}

/// The first day on which a new version can take the place of the old one: an old one that began
/// on that very day would stand behind it without end.
fn after(old: Span, day: NaiveDate) -> NaiveDate {
    match old.from.succ_opt() {
        Some(next) if day <= old.from => next,
        _ => day,
    }
}

fn date(typed: &str, near: NaiveDate, words: Locale) -> Result<NaiveDate, String> {
    parse_date(typed, near).map_err(|_| t!(words, setup_date_wrong))
}

fn needed(form: &Form, nth: usize, words: Locale) -> Result<crate::text::Text, String> {
    let text = form.text(nth);
    if text.is_blank() {
        Err(t!(words, people_field_missing))
    } else {
        Ok(text)
    }
}

fn tabless(cell: &str) -> String {
    cell.replace('\t', " ")
}

fn first(misfits: &[import::Misfit], words: Locale) -> String {
    misfits
        .first()
        .map(|m| crate::tui::screens::set_up::cell_misfit(m, words))
        .unwrap_or_default()
}
