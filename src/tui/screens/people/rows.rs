//! What the lists on people, places, means and days show.

use super::deed::Area;
use super::means::choices;
use crate::journal::{PersonNo, PlaceId};
use crate::locale::Locale;
use crate::office::{Contact, Office, Span};
use crate::procedure::{Catalogue, lead_of};
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::{Mark, Row};
use chrono::NaiveDate;

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// A person.
    Person(PersonNo),
    /// A place.
    Place(PlaceId),
    /// A means, with its name.
    Means(String, String),
    /// The decision of so many on days.
    Days(usize),
    /// Somebody to call.
    Contact(u16),
    /// The closing hour.
    Closing,
    /// How early a duty is said: procedure, title, days.
    Lead(String, String, u16),
}

/// The rows of a list: who belongs to the office today or later, what is in use today or later.
pub(super) fn keys(area: Area, office: &Office, day: NaiveDate, words: Locale) -> Vec<At> {
    let coming = |span: Span| span.until.is_none_or(|until| until >= day);
    match area {
        Area::People => {
            let mut people: Vec<PersonNo> = office
                .persons
                .iter()
                .filter(|p| coming(p.span))
                .map(|p| p.no)
                .collect();
            people.sort_unstable();
            people.dedup();
            people.into_iter().map(At::Person).collect()
        }
        Area::Places => {
            let mut places: Vec<PlaceId> = office
                .places
                .iter()
                .filter(|p| coming(p.span))
                .map(|p| p.id)
                .collect();
            places.sort_unstable();
            places.dedup();
            places.into_iter().map(At::Place).collect()
        }
        Area::Means => choices(words)
            .into_iter()
            .map(|c| At::Means(c.id, c.label))
            .collect(),
        Area::Contacts => {
            let mut there: Vec<&Contact> = Vec::new();
            for contact in office.contacts.iter().rev().filter(|c| coming(c.span)) {
                if !there.iter().any(|known| known.id == contact.id) {
                    there.push(contact);
                }
            }
            there.sort_by_key(|contact| (contact.order, contact.id));
            there.into_iter().map(|c| At::Contact(c.id)).collect()
        }
        Area::Days => (0..office.days.spans.len()).rev().map(At::Days).collect(),
        Area::Hours => std::iter::once(At::Closing)
            .chain(leads(office, words))
            .collect(),
    }
}

/// Every procedure that the calendar expects here, and how early it is said now.
fn leads(office: &Office, words: Locale) -> Vec<At> {
    let tongue = say::tongue(words);
    let catalogue = Catalogue::of_program(office.profile);
    let all = catalogue.all().iter();
    all.filter_map(|def| {
        let mut duties = def.duty.iter();
        let duty = duties.find(|d| d.step.is_some() && d.applies(office))?;
        let days = lead_of(office, &def.id, duty.lead);
        let title = def.title.get(tongue).to_owned();
        Some(At::Lead(def.id.0.clone(), title, days))
    })
    .collect()
}

/// The row above the list.
pub(super) fn header(area: Area, words: Locale) -> Row {
    let row = Row::new().gap(2);
    match area {
        Area::People => row
            .cell(4, t!(words, setup_column_number))
            .cell(17, t!(words, setup_column_name))
            .cell(10, t!(words, setup_column_section))
            .cell(32, t!(words, setup_column_role))
            .text(t!(words, people_column_key)),
        Area::Places => row
            .cell(4, t!(words, setup_column_number))
            .cell(21, t!(words, setup_column_place))
            .cell(21, t!(words, setup_column_key))
            .text(t!(words, setup_column_roster)),
        Area::Means => row
            .cell(3, "")
            .cell(26, t!(words, setup_last_means))
            .text(t!(words, setup_notice)),
        Area::Contacts => row
            .cell(4, t!(words, contact_order))
            .cell(25, t!(words, contact_body))
            .cell(15, t!(words, contact_name))
            .cell(15, t!(words, contact_phone))
            .text(t!(words, contact_hours)),
        Area::Days => row
            .cell(11, t!(words, setup_role_from))
            .cell(11, t!(words, setup_role_until))
            .cell(8, "")
            .text(t!(words, days_reason)),
        Area::Hours => row
            .cell(44, t!(words, hours_column_what))
            .text(t!(words, hours_column_value)),
    }
}

/// A row.
pub(super) fn row(at: &At, office: &Office, day: NaiveDate, words: Locale) -> Row {
    let row = Row::new().gap(2);
    match at {
        At::Person(no) => {
            let Some(p) = office.person(*no, day).or_else(|| office.person_ever(*no)) else {
                return row;
            };
            let key = if office.current_key(*no).is_some() {
                t!(words, people_enrolled)
            } else {
                t!(words, people_not_enrolled)
            };
            row.cell(4, format!("{:02}", no.0))
                .cell(16, p.name.as_str())
                .gap(1)
                .cell(9, p.section.as_str())
                .gap(1)
                .cell(31, roles(office, *no, day, words))
                .gap(1)
                .text(key)
        }
        At::Place(id) => {
            let Some(p) = office.place(*id, day).or_else(|| office.place_ever(*id)) else {
                return row;
            };
            let names: Vec<String> = p.roster.iter().map(|no| say::family(office, *no)).collect();
            row.cell(4, id.0.to_string())
                .cell(20, p.name.as_str())
                .gap(1)
                .cell(20, p.key_place.as_str())
                .gap(1)
                .cell(28, names.join(&t!(words, say_and)))
        }
        At::Means(id, label) => {
            let used = office.means_on(id, day);
            let row = match used {
                Some(_) => row.mark(Mark::Done, words),
                None => row.no_mark(words),
            };
            let notice = used.and_then(|m| m.notice.as_ref());
            row.gap(1)
                .cell(26, label)
                .text(notice.map(ToString::to_string).unwrap_or_default())
        }
        At::Contact(id) => {
            let Some(contact) = office.contact(*id, day) else {
                return row;
            };
            row.cell(4, contact.order.to_string())
                .cell(24, contact.body.as_str())
                .gap(1)
                .cell(14, contact.name.as_str())
                .gap(1)
                .cell(14, contact.phone.as_str())
                .gap(1)
                .cell(16, contact.hours.as_str())
        }
        At::Closing => row
            .cell(44, t!(words, hours_closing))
            .text(when::minutes(office.settings.closing)),
        At::Lead(_, title, days) => row
            .cell(43, t!(words, hours_lead, title = title))
            .gap(1)
            .text(t!(words, hours_lead_value, days = *days)),
        At::Days(nth) => {
            let Some(span) = office.days.spans.get(*nth) else {
                return row;
            };
            let kind = match span.kind() {
                crate::calendar::DayKind::Open => t!(words, days_open),
                crate::calendar::DayKind::Closed => t!(words, days_closed),
            };
            row.cell(11, when::short_date(span.from(), words))
                .cell(11, when::short_date(span.until(), words))
                .cell(8, kind)
                .text(span.note().as_str())
        }
    }
}

/// The roles that somebody holds on a day or will hold, each with its last day.
fn roles(office: &Office, no: PersonNo, day: NaiveDate, words: Locale) -> String {
    let coming = |span: Span| span.until.is_none_or(|until| until >= day);
    let held: Vec<String> = office
        .grants
        .iter()
        .filter(|g| g.person == no && coming(g.span))
        .map(|g| {
            let role = say::role(office, g.role, words);
            match (g.span.from > day, g.span.until) {
                (true, _) => {
                    let from = when::short_date(g.span.from, words);
                    t!(words, people_role_from, role = role, from = from)
                }
                (false, Some(until)) => {
                    let until = when::short_date(until, words);
                    t!(words, people_role_until, role = role, until = until)
                }
                (false, None) => role,
            }
        })
        .collect();
    if held.is_empty() {
        say::role(office, crate::journal::Role::Staff, words)
    } else {
        held.join(&t!(words, say_and))
    }
}
