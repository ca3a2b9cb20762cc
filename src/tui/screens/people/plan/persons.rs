//! People and their roles.

use super::{date, ending, first, needed, renewed, tabless};
use crate::desk::import;
use crate::desk::import::Known;
use crate::journal::{PersonNo, Role};
use crate::locale::Locale;
use crate::office::{Grant, Office, OfficeAct, Person, Span};
use crate::t;
use crate::tui::say;
use crate::tui::say::when;
use crate::tui::screens::people::deed::{Edit, ROLES};
use crate::tui::screens::people::form::Form;
use chrono::NaiveDate;

impl Edit {
    pub(super) fn plan_person(
        &self,
        office: &Office,
        form: &Form,
        day: NaiveDate,
        words: Locale,
    ) -> Result<(OfficeAct, String), String> {
        let known = |no: PersonNo| {
            office
                .person(no, day)
                .or_else(|| office.person_ever(no))
                .cloned()
                .ok_or_else(|| t!(words, refusal_office_does_not_fit))
        };
        match self {
            Self::AddPerson => {
                let cells: Vec<String> = (0..4).map(|nth| tabless(form.value(nth))).collect();
                let all: Vec<Known> = everybody(office, day);
                let rows = import::people(&cells.join("\t"), office.profile, &all)
                    .map_err(|misfits| first(&misfits, words))?;
                let row = rows.into_iter().next().ok_or_else(String::new)?;
                if let Some(other) = office.person_ever(row.no) {
                    // A number is its person's for ever.
                    let name = other.name.as_str();
                    return Err(t!(words, setup_why_taken, name = name));
                }
                let from = date(form.value(4), day, words)?;
                let unit = office.units.first().map(|u| u.id);
                let person = Person {
                    no: row.no,
                    name: row.name,
                    kana: row.kana,
                    section: row.section,
                    unit: unit.ok_or_else(|| t!(words, refusal_office_does_not_fit))?,
                    span: Span::since(from),
                };
                let sentence = t!(
                    words,
                    sentence_add_person,
                    name = person.name.as_str(),
                    number = format!("{:02}", person.no.0),
                    from = when::date(from, words)
                );
                Ok((OfficeAct::Person(person), sentence))
            }
            Self::ChangePerson(no) => {
                let old = known(*no)?;
                let person = Person {
                    name: needed(form, 0, words)?,
                    kana: needed(form, 1, words)?,
                    section: form.text(2),
                    span: renewed(old.span, day),
                    ..old
                };
                let sentence = t!(
                    words,
                    sentence_change_person,
                    number = format!("{:02}", no.0),
                    name = person.name.as_str(),
                    section = person.section.as_str(),
                    from = when::date(person.span.from, words)
                );
                Ok((OfficeAct::Person(person), sentence))
            }
            Self::EndPerson(no) => {
                let old = known(*no)?;
                let until = date(form.value(0), day, words)?;
                let span = ending(old.span, until, day, words)?;
                let name = old.name.to_string();
                let last = when::date(until, words);
                let sentence = t!(words, sentence_end_person, name = name, until = last);
                Ok((OfficeAct::Person(Person { span, ..old }), sentence))
            }
            Self::Invite(no) => {
                let name = say::person_no(office, *no);
                let sentence = t!(words, sentence_invite, name = name);
                Ok((OfficeAct::Invite { person: *no }, sentence))
            }
            _ => Err(String::new()),
        }
    }

    pub(super) fn plan_role(
        &self,
        office: &Office,
        form: &Form,
        day: NaiveDate,
        words: Locale,
    ) -> Result<(OfficeAct, String), String> {
        match self {
            Self::Grant(no) => {
                let role = form.number(0).and_then(|n| usize::from(n).checked_sub(1));
                let role = role.and_then(|nth| ROLES.get(nth)).copied();
                let role = role.ok_or_else(|| t!(words, people_role_hint))?;
                let from = date(form.value(1), day, words)?;
                let until = match form.value(2).trim() {
                    "" => None,
                    typed => Some(date(typed, from, words)?),
                };
                if until.is_some_and(|until| until < from) {
                    return Err(t!(words, setup_dates_order));
                }
                let grant = Grant {
                    person: *no,
                    role,
                    span: Span { from, until },
                };
                let sentence = say::pending::granted(office, &grant, words);
                Ok((OfficeAct::Grant(grant), sentence))
            }
            Self::EndGrant(no, role) => {
                let until = date(form.value(0), day, words)?;
                let sentence = t!(
                    words,
                    sentence_end_grant,
                    name = say::person_no(office, *no),
                    role = say::role(office, *role, words),
                    until = when::date(until, words)
                );
                let act = OfficeAct::EndGrant {
                    person: *no,
                    role: *role,
                    until,
                };
                Ok((act, sentence))
            }
            _ => Err(String::new()),
        }
    }
}

/// Who belongs to the office, as a table of people is compared with.
pub(super) fn everybody(office: &Office, day: NaiveDate) -> Vec<Known> {
    let people = office.persons_on(day);
    people
        .into_iter()
        .map(|p| Known {
            no: p.no,
            name: p.name.clone(),
            staff: office.holds(p.no, Role::Staff, day),
        })
        .collect()
}
