//! Whom the line says it knows.

use crate::journal::{Capacity, PersonNo, Role};
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say;
use crate::tui::widgets::Echo;
use chrono::NaiveDate;

/// What a screen knows about a number where anybody of the office may sign.
#[must_use]
pub fn anybody(office: &Office, day: NaiveDate, no: PersonNo) -> Echo {
    match office.person(no, day) {
        Some(person) => Echo::Person(person.name.to_string()),
        None => Echo::Nobody,
    }
}

/// What a screen knows about a number where everybody who is staff may sign; nothing before the
/// office is known.
#[must_use]
pub fn staff(office: Option<&Office>, day: NaiveDate, no: PersonNo, words: Locale) -> Echo {
    let Some(office) = office else {
        return Echo::Nobody;
    };
    let who = office.who_may(&[Role::Staff], &[], day);
    among(office, &who, day, no, words)
}

/// What a screen knows about a number where only some may sign: 「佐藤 健(05) は署名できません」 for the
/// rest, and （代） behind the name of a stand-in.
#[must_use]
pub fn among(
    office: &Office,
    who: &[(PersonNo, Capacity)],
    day: NaiveDate,
    no: PersonNo,
    words: Locale,
) -> Echo {
    let Some(person) = office.person(no, day) else {
        return Echo::Nobody;
    };
    match who.iter().find(|(may, _)| *may == no) {
        Some((_, capacity)) => Echo::Person(say::signed_by(office, no, *capacity, words)),
        None => Echo::MayNot(
            person.name.to_string(),
            t!(words, refusal_may_not, who = say::person_no(office, no)),
        ),
    }
}
