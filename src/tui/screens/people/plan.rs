//! The act and the sentence that come of what was entered.

use super::deed::{Edit, Planned, ROLES};
use super::form::Form;
use crate::calendar::{DayKind, DaySpan, parse_date};
use crate::desk::import::{self, Known};
use crate::journal::{PersonNo, PlaceId, Role};
use crate::locale::Locale;
use crate::office::{Contact, Grant, Means, Office, OfficeAct, Person, Place, ProfileId, Span};
use crate::t;
use crate::tui::say::{self, when};
use chrono::NaiveDate;

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

    fn plan_hours(
        &self,
        office: &Office,
        form: &Form,
        words: Locale,
    ) -> Result<(OfficeAct, String), String> {
        let mut settings = office.settings.clone();
        let typed = crate::text::fold_key(form.value(0));
        let sentence = if let Self::Lead(id, title, _) = self {
            let days = typed.trim().parse().ok();
            let days: u16 = days
                .filter(|days| (1..=400).contains(days))
                .ok_or_else(|| t!(words, hours_bad_days))?;
            settings.leads.insert(id.clone(), days);
            t!(words, hours_sentence_lead, title = title, days = days)
        } else {
            let parts = typed.trim().split_once(':');
            let minutes = parts.and_then(|(hour, minute)| {
                let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
                (hour < 24 && minute < 60).then_some(hour * 60 + minute)
            });
            settings.closing = minutes.ok_or_else(|| t!(words, hours_bad_time))?;
            let time = when::minutes(settings.closing);
            t!(words, hours_sentence_closing, time = time)
        };
        Ok((OfficeAct::Settings(settings), sentence))
    }

    fn plan_person(
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

    fn plan_role(
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
                let name = say::person_no(office, *no);
                let label = say::role(office, role, words);
                let begin = when::date(from, words);
                let sentence = match until {
                    None => {
                        t!(
                            words,
                            sentence_grant,
                            name = name,
                            role = label,
                            from = begin
                        )
                    }
                    Some(until) => t!(
                        words,
                        sentence_grant_until,
                        name = name,
                        role = label,
                        from = begin,
                        until = when::date(until, words)
                    ),
                };
                let grant = Grant {
                    person: *no,
                    role,
                    span: Span { from, until },
                };
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

    fn plan_place(
        &self,
        office: &Office,
        form: &Form,
        day: NaiveDate,
        words: Locale,
    ) -> Result<(OfficeAct, String), String> {
        let old = match self {
            Self::ChangePlace(id) | Self::EndPlace(id) => office
                .place(*id, day)
                .or_else(|| office.place_ever(*id))
                .cloned(),
            _ => None,
        };
        if let (Self::EndPlace(_), Some(old)) = (self, &old) {
            let until = date(form.value(0), day, words)?;
            let span = ending(old.span, until, day, words)?;
            let place = old.name.as_str();
            let last = when::date(until, words);
            let sentence = t!(words, sentence_end_place, place = place, until = last);
            let act = OfficeAct::Place(Place {
                span,
                ..old.clone()
            });
            return Ok((act, sentence));
        }
        let cells: Vec<String> = (0..3).map(|nth| tabless(form.value(nth))).collect();
        let there: Vec<_> = office
            .places_on(day)
            .into_iter()
            .filter(|p| old.as_ref().is_none_or(|old| old.id != p.id))
            .map(|p| p.name.clone())
            .collect();
        let rows = import::places(&cells.join("\t"), &everybody(office, day), &there)
            .map_err(|misfits| first(&misfits, words))?;
        let row = rows.into_iter().next().ok_or_else(String::new)?;
        let place = match old {
            Some(old) => Place {
                name: row.name,
                key_place: row.key_place,
                roster: row.roster,
                span: renewed(old.span, day),
                ..old
            },
            None => {
                let highest = office.places.iter().map(|p| p.id.0).max().unwrap_or(0);
                let unit = office.units.first().map(|u| u.id);
                Place {
                    id: PlaceId(highest.saturating_add(1)),
                    name: row.name,
                    key_place: row.key_place,
                    unit: unit.ok_or_else(|| t!(words, refusal_office_does_not_fit))?,
                    roster: row.roster,
                    span: Span::since(date(form.value(3), day, words)?),
                }
            }
        };
        let who: Vec<String> = place
            .roster
            .iter()
            .map(|no| say::person(office, *no))
            .collect();
        let sentence = t!(
            words,
            sentence_place,
            place = place.name.as_str(),
            key = place.key_place.as_str(),
            who = who.join(&t!(words, say_and)),
            from = when::date(place.span.from, words)
        );
        Ok((OfficeAct::Place(place), sentence))
    }

    fn plan_means(
        &self,
        office: &Office,
        form: &Form,
        day: NaiveDate,
        words: Locale,
    ) -> Result<(OfficeAct, String), String> {
        match self {
            Self::UseMeans(id, label) => {
                let notice = form.text(0);
                if office.profile == ProfileId::Contractor && notice.is_blank() {
                    return Err(t!(words, setup_notice_hint));
                }
                let old = office.means_on(id, day).map(|m| m.span);
                let span = old.map_or(Span::since(day), |span| renewed(span, day));
                let told = notice.to_string();
                let notice = Some(notice).filter(|n| !n.is_blank());
                let sentence = match &notice {
                    Some(_) => t!(words, sentence_means_notice, means = label, notice = told),
                    None => t!(words, sentence_means, means = label),
                };
                let id = id.clone();
                Ok((OfficeAct::Means(Means { id, notice, span }), sentence))
            }
            Self::EndMeans(id, label) => {
                let old = office
                    .means_on(id, day)
                    .cloned()
                    .ok_or_else(|| t!(words, refusal_office_does_not_fit))?;
                let until = date(form.value(0), day, words)?;
                let span = ending(old.span, until, day, words)?;
                let last = when::date(until, words);
                let sentence = t!(words, sentence_end_means, means = label, until = last);
                Ok((OfficeAct::Means(Means { span, ..old }), sentence))
            }
            _ => Err(String::new()),
        }
    }
}

impl Edit {
    fn plan_contact(
        &self,
        office: &Office,
        form: &Form,
        day: NaiveDate,
        words: Locale,
    ) -> Result<(OfficeAct, String), String> {
        let old = match self {
            Self::ChangeContact(id) | Self::EndContact(id) => office.contact(*id, day).cloned(),
            _ => None,
        };
        if let (Self::EndContact(_), Some(old)) = (self, &old) {
            let until = date(form.value(0), day, words)?;
            let span = ending(old.span, until, day, words)?;
            let sentence = t!(
                words,
                sentence_end_contact,
                body = old.body.as_str(),
                name = old.name.as_str(),
                until = when::date(until, words)
            );
            let contact = Contact {
                span,
                ..old.clone()
            };
            return Ok((OfficeAct::Contact(contact), sentence));
        }
        let lines = &office.profile.profile().lines;
        let line = match form.value(1).trim() {
            "" => None,
            _ => {
                let nth = form.number(1).and_then(|n| usize::from(n).checked_sub(1));
                let line = nth.and_then(|nth| lines.get(nth));
                Some(line.ok_or_else(|| t!(words, contact_line_hint))?)
            }
        };
        let highest = office.contacts.iter().map(|c| c.id).max().unwrap_or(0);
        let contact = Contact {
            id: old.as_ref().map_or(highest.saturating_add(1), |old| old.id),
            order: form
                .number(0)
                .ok_or_else(|| t!(words, contact_order_hint))?,
            line: line.map(|line| line.id.clone()),
            body: needed(form, 2, words)?,
            name: form.text(3),
            phone: needed(form, 4, words)?,
            hours: form.text(5),
            span: old.map_or(Span::since(day), |old| renewed(old.span, day)),
        };
        let sentence = t!(
            words,
            sentence_contact,
            order = contact.order,
            line = line.map_or("", |line| line.label.get(say::tongue(words))),
            body = contact.body.as_str(),
            name = contact.name.as_str(),
            phone = contact.phone.as_str(),
            hours = contact.hours.as_str(),
            from = when::date(contact.span.from, words)
        );
        Ok((OfficeAct::Contact(contact), sentence))
    }
}

fn plan_days(
    office: &Office,
    form: &Form,
    day: NaiveDate,
    words: Locale,
) -> Result<(OfficeAct, String), String> {
    let from = date(form.value(0), day, words)?;
    let until = match form.value(1).trim() {
        "" => from,
        typed => date(typed, from, words)?,
    };
    let kind = match form.number(2) {
        Some(1) => DayKind::Open,
        Some(2) => DayKind::Closed,
        _ => return Err(t!(words, days_kinds)),
    };
    let note = needed(form, 3, words)?;
    let label = match kind {
        DayKind::Open => t!(words, days_open),
        DayKind::Closed => t!(words, days_closed),
    };
    let sentence = t!(
        words,
        sentence_days,
        from = when::date(from, words),
        until = when::date(until, words),
        kind = label,
        reason = note.as_str()
    );
    let span = DaySpan::new(from, until, kind, note).map_err(|_| t!(words, setup_dates_order))?;
    let mut days = office.days.clone();
    days.spans.push(span);
    Ok((OfficeAct::Days { days }, sentence))
}

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

/// Who belongs to the office, as a table of people is compared with.
fn everybody(office: &Office, day: NaiveDate) -> Vec<Known> {
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
