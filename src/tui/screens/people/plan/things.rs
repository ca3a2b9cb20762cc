//! Places, means, days, contacts, hours.

use super::persons::everybody;
use super::{date, ending, first, needed, renewed, tabless};
use crate::calendar::{DayKind, DaySpan};
use crate::desk::import;
use crate::journal::PlaceId;
use crate::locale::Locale;
use crate::office::{Contact, Means, Office, OfficeAct, Place, ProfileId, Span};
use crate::t;
use crate::tui::say;
use crate::tui::say::when;
use crate::tui::screens::people::deed::Edit;
use crate::tui::screens::people::form::Form;
use chrono::NaiveDate;

impl Edit {
    pub(super) fn plan_hours(
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

    pub(super) fn plan_place(
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

    pub(super) fn plan_means(
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
    pub(super) fn plan_contact(
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

pub(super) fn plan_days(
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
