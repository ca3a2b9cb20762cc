//! What can be changed about people, places, means, days and contacts, and what is asked for.

use super::form::{Entry, Form, typed_date};
use super::rows::At;
use crate::journal::{PersonNo, PlaceId, Role};
use crate::locale::Locale;
use crate::office::{Contact, Office, OfficeAct, ProfileId};
use crate::t;
use crate::tui::say::{self, when};
use chrono::NaiveDate;

/// Which part of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// 人と役割.
    People,
    /// 場所.
    Places,
    /// 送付の手段と届出.
    Means,
    /// 開庁日・閉庁日.
    Days,
    /// 事故のときに電話する先.
    Contacts,
    /// 時間と知らせ.
    Hours,
}

impl Area {
    /// What F2 does here.
    pub(super) fn add(self) -> Option<Edit> {
        match self {
            Self::People => Some(Edit::AddPerson),
            Self::Places => Some(Edit::AddPlace),
            Self::Means | Self::Hours => None,
            Self::Days => Some(Edit::AddDays),
            Self::Contacts => Some(Edit::AddContact),
        }
    }
}

/// A change that somebody has chosen to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edit {
    /// A new person, with their slip.
    AddPerson,
    /// Another name or section.
    ChangePerson(PersonNo),
    /// Their last day.
    EndPerson(PersonNo),
    /// What is open in their name goes to somebody else.
    PassOn(PersonNo),
    /// A new slip.
    Invite(PersonNo),
    /// A role.
    Grant(PersonNo),
    /// The end of a role.
    EndGrant(PersonNo, Role),
    /// A new place.
    AddPlace,
    /// Another name, key place, roster.
    ChangePlace(PlaceId),
    /// The last day of a place.
    EndPlace(PlaceId),
    /// A means comes into use, or has another 届出.
    UseMeans(String, String),
    /// A means goes out of use.
    EndMeans(String, String),
    /// Own closed or open days.
    AddDays,
    /// Somebody to call.
    AddContact,
    /// Another number, name, order.
    ChangeContact(u16),
    /// The last day of somebody to call.
    EndContact(u16),
    /// The closing hour.
    Closing,
    /// How early a duty is said: of which procedure, its title, and how early now.
    Lead(String, String, u16),
}

/// An act as it will be signed.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    /// The act.
    pub(super) act: OfficeAct,
    /// 署名する文.
    pub(super) sentence: String,
    /// For whom a slip is made with it.
    pub(super) invite: Option<PersonNo>,
}

impl Planned {
    /// Whether it has no effect before somebody countersigns.
    pub(super) fn countersigned(&self) -> bool {
        self.act.waits_for_countersignature()
    }
}

/// The roles that can be given, in the order of their digits.
pub(super) const ROLES: [Role; 6] = [
    Role::Manager,
    Role::Deputy,
    Role::ProtectionOfficer,
    Role::Auditor,
    Role::Administrator,
    Role::Witness,
];

/// What can be done with a row.
pub(super) fn menu(at: &At, office: &Office, day: NaiveDate) -> Vec<Edit> {
    match at {
        At::Person(no) => {
            let mut edits = vec![Edit::Grant(*no)];
            let grants = office.grants.iter();
            let held = grants.filter(|g| g.person == *no && g.span.holds(day));
            edits.extend(held.map(|g| Edit::EndGrant(*no, g.role)));
            if office.current_key(*no).is_none() {
                edits.push(Edit::Invite(*no));
            }
            edits.push(Edit::ChangePerson(*no));
            edits.truncate(7);
            edits.push(Edit::EndPerson(*no));
            edits.push(Edit::PassOn(*no));
            edits
        }
        At::Place(id) => vec![Edit::ChangePlace(*id), Edit::EndPlace(*id)],
        At::Means(id, label) => {
            let mut edits = vec![Edit::UseMeans(id.clone(), label.clone())];
            if office.means_on(id, day).is_some() {
                edits.push(Edit::EndMeans(id.clone(), label.clone()));
            }
            edits
        }
        At::Contact(id) => vec![Edit::ChangeContact(*id), Edit::EndContact(*id)],
        At::Days(_) => Vec::new(),
        At::Closing => vec![Edit::Closing],
        At::Lead(id, title, days) => vec![Edit::Lead(id.clone(), title.clone(), *days)],
    }
}

impl Edit {
    /// Its name in the menu and above its form.
    pub(super) fn words(&self, words: Locale) -> String {
        match self {
            Self::AddPerson => t!(words, edit_add_person),
            Self::ChangePerson(_) => t!(words, edit_change_person),
            Self::EndPerson(_) => t!(words, edit_end_person),
            Self::PassOn(_) => t!(words, edit_pass_on),
            Self::Invite(_) => t!(words, edit_invite),
            Self::Grant(_) => t!(words, edit_grant),
            Self::EndGrant(..) => t!(words, edit_end_grant),
            Self::AddPlace => t!(words, edit_add_place),
            Self::ChangePlace(_) => t!(words, edit_change_place),
            Self::EndPlace(_) => t!(words, edit_end_place),
            Self::UseMeans(_, label) => t!(words, edit_use_means, means = label),
            Self::EndMeans(_, label) => t!(words, edit_end_means, means = label),
            Self::AddDays => t!(words, edit_add_days),
            Self::AddContact => t!(words, edit_add_contact),
            Self::ChangeContact(_) => t!(words, edit_change_contact),
            Self::EndContact(_) => t!(words, edit_end_contact),
            Self::Closing => t!(words, hours_change_closing),
            Self::Lead(_, title, _) => t!(words, hours_lead, title = title),
        }
    }

    /// What helps with the fields: who there is, which roles there are.
    pub(super) fn note(&self, office: &Office, words: Locale) -> String {
        match self {
            Self::Grant(_) => {
                let names: Vec<String> = ROLES
                    .iter()
                    .zip(1..)
                    .map(|(role, nth)| format!("{nth} {}", say::role(office, *role, words)))
                    .collect();
                names.join("  ")
            }
            Self::EndGrant(_, role) => say::role(office, *role, words),
            Self::AddDays => t!(words, days_kinds),
            Self::AddContact | Self::ChangeContact(_) => {
                let lines = office.profile.profile().lines.iter().zip(1..);
                let names = lines
                    .map(|(line, nth)| format!("{nth} {}", line.label.get(say::tongue(words))));
                names.collect::<Vec<String>>().join("  ")
            }
            _ => String::new(),
        }
    }

    /// The fields that are asked for; none where there is nothing to ask.
    pub(super) fn form(&self, office: &Office, day: NaiveDate, words: Locale) -> Option<Form> {
        let today = typed_date(day, words);
        let from = |hint: String| {
            Entry::ascii(t!(words, setup_role_from), 12)
                .with(&today)
                .hint(hint)
        };
        let until = |hint: String| Entry::ascii(t!(words, setup_role_until), 12).hint(hint);
        let line = |label: String, value: &str, hint: String| {
            Entry::line(label, 60, 40).with(value).hint(hint)
        };
        Some(Form::new(match self {
            Self::Invite(_) | Self::PassOn(_) => return None,
            Self::AddPerson => vec![
                Entry::line(t!(words, setup_column_number), 3, 4)
                    .hint(t!(words, setup_number_hint)),
                line(
                    t!(words, setup_column_name),
                    "",
                    t!(words, setup_person_name_hint),
                ),
                line(t!(words, setup_column_kana), "", t!(words, setup_kana_hint)),
                line(
                    t!(words, setup_column_section),
                    "",
                    t!(words, setup_section_hint),
                ),
                from(t!(words, setup_role_from_hint)),
            ],
            Self::ChangePerson(no) => {
                let p = office
                    .person(*no, day)
                    .or_else(|| office.person_ever(*no))?;
                vec![
                    line(
                        t!(words, setup_column_name),
                        p.name.as_str(),
                        t!(words, setup_person_name_hint),
                    ),
                    line(
                        t!(words, setup_column_kana),
                        p.kana.as_str(),
                        t!(words, setup_kana_hint),
                    ),
                    line(
                        t!(words, setup_column_section),
                        p.section.as_str(),
                        t!(words, setup_section_hint),
                    ),
                ]
            }
            Self::EndPerson(_)
            | Self::EndGrant(..)
            | Self::EndPlace(_)
            | Self::EndMeans(..)
            | Self::EndContact(_) => {
                vec![until(t!(words, people_last_day_hint))]
            }
            Self::AddContact => contact_fields(office, None, words),
            Self::ChangeContact(id) => contact_fields(office, office.contact(*id, day), words),
            Self::Grant(_) => vec![
                Entry::line(t!(words, setup_column_role), 1, 2).hint(t!(words, people_role_hint)),
                from(t!(words, setup_role_from_hint)),
                until(t!(words, setup_role_until_hint)),
            ],
            Self::AddPlace => vec![
                line(
                    t!(words, setup_column_place),
                    "",
                    t!(words, setup_place_hint),
                ),
                line(
                    t!(words, setup_column_key),
                    "",
                    t!(words, setup_key_place_hint),
                ),
                line(
                    t!(words, setup_column_roster),
                    "",
                    t!(words, setup_roster_hint),
                ),
                from(t!(words, setup_role_from_hint)),
            ],
            Self::ChangePlace(id) => {
                let p = office.place(*id, day).or_else(|| office.place_ever(*id))?;
                let roster: Vec<String> =
                    p.roster.iter().map(|no| format!("{:02}", no.0)).collect();
                vec![
                    line(
                        t!(words, setup_column_place),
                        p.name.as_str(),
                        t!(words, setup_place_hint),
                    ),
                    line(
                        t!(words, setup_column_key),
                        p.key_place.as_str(),
                        t!(words, setup_key_place_hint),
                    ),
                    line(
                        t!(words, setup_column_roster),
                        &roster.join(" "),
                        t!(words, setup_roster_hint),
                    ),
                ]
            }
            Self::UseMeans(id, _) => {
                let notice = office.means_on(id, day).and_then(|m| m.notice.as_ref());
                let notice = notice.map(ToString::to_string).unwrap_or_default();
                let hint = match office.profile {
                    ProfileId::Contractor => t!(words, setup_notice_hint),
                    _ => t!(words, means_notice_optional),
                };
                vec![line(t!(words, setup_notice), &notice, hint)]
            }
            Self::Closing => {
                let now = when::minutes(office.settings.closing);
                let entry = Entry::ascii(t!(words, hours_closing), 6).with(&now);
                vec![entry.hint(t!(words, hours_closing_hint))]
            }
            Self::Lead(_, _, days) => {
                let entry = Entry::ascii(t!(words, hours_days), 4).with(&days.to_string());
                vec![entry.hint(t!(words, hours_lead_hint))]
            }
            Self::AddDays => vec![
                until(t!(words, setup_role_from_hint)).renamed(t!(words, setup_role_from)),
                until(t!(words, days_until_hint)),
                Entry::line(t!(words, days_kind), 1, 2).hint(t!(words, days_kinds)),
                line(t!(words, days_reason), "", t!(words, days_reason_hint)),
            ],
        }))
    }
}

/// Order, line, body, name, telephone, hours.
fn contact_fields(office: &Office, known: Option<&Contact>, words: Locale) -> Vec<Entry> {
    let lines = &office.profile.profile().lines;
    let order = match known {
        Some(contact) => contact.order,
        None => office.contacts.iter().map(|c| c.order).max().unwrap_or(0) + 1,
    };
    let line = known.and_then(|contact| contact.line.as_ref());
    let nth = line.and_then(|id| lines.iter().position(|line| line.id == *id));
    let said = |of: fn(&Contact) -> &crate::text::Text| {
        known
            .map(|contact| of(contact).to_string())
            .unwrap_or_default()
    };
    let wide = |label: String, value: &str, hint: String| {
        Entry::line(label, 60, 40).with(value).hint(hint)
    };
    vec![
        Entry::line(t!(words, contact_order), 2, 3)
            .with(&order.to_string())
            .hint(t!(words, contact_order_hint)),
        Entry::line(t!(words, contact_line), 1, 2)
            .with(&nth.map_or_else(String::new, |nth| (nth + 1).to_string()))
            .hint(t!(words, contact_line_hint)),
        wide(
            t!(words, contact_body),
            &said(|c| &c.body),
            t!(words, contact_body_hint),
        ),
        wide(
            t!(words, contact_name),
            &said(|c| &c.name),
            t!(words, contact_name_hint),
        ),
        wide(
            t!(words, contact_phone),
            &said(|c| &c.phone),
            t!(words, contact_phone_hint),
        ),
        wide(
            t!(words, contact_hours),
            &said(|c| &c.hours),
            t!(words, contact_hours_hint),
        ),
    ]
}
