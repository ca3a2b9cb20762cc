//! Whom the line says it knows.

use crate::journal::{Capacity, PersonNo, Role};
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say;
use crate::tui::widgets::Echo;
use chrono::NaiveDate;

/// So many who may sign are named; more of them are called by their role.
const NAMED: usize = 3;

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
        return gone(office, no, words);
    };
    match who.iter().find(|(may, _)| *may == no) {
        Some((_, capacity)) => Echo::Person(say::signed_by(office, no, *capacity, words)),
        None => Echo::MayNot(person.name.to_string(), why_not(office, who, no, words)),
    }
}

/// Who was of the office once is named all the same.
fn gone(office: &Office, no: PersonNo, words: Locale) -> Echo {
    let Some(person) = office.person_ever(no) else {
        return Echo::Nobody;
    };
    let name = person.name.to_string();
    let number = format!("{:02}", no.0);
    let why = t!(
        words,
        refusal_may_not_gone,
        number = number,
        name = name.as_str()
    );
    Echo::MayNot(name, why)
}

/// By which rule somebody may not sign, and what there is to do.
fn why_not(office: &Office, who: &[(PersonNo, Capacity)], no: PersonNo, words: Locale) -> String {
    let named = say::person_no(office, no);
    let may = match who {
        [] => t!(words, say_another),
        few if few.len() <= NAMED => say::either(office, few, words),
        [(_, capacity), ..] => say::role(office, capacity.role, words),
    };
    t!(words, refusal_may_not, who = named, may = may)
}
