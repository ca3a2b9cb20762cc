//! What a draft founds, and what it lacks before it can.

use super::draft::{Day, Draft, DraftDays, DraftMeans};
use super::fault::Lack;
use crate::calendar::{Cut, DayKind, DaySpan, OfficeDays};
use crate::desk::set_up::no_key;
use crate::journal::{HoldingId, OfficeId, PersonNo, PlaceId, Role, UnitId};
use crate::office::{
    Contact, Founding, Grant, Holding, Means, Office, Person, Place, ProfileId, Settings, Span,
    Standing, Unit,
};
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl Draft {
    /// The first thing that is missing before an office can be made on `day`.
    #[must_use]
    pub fn lacks(&self, day: NaiveDate) -> Option<Lack> {
        if self.profile.is_none() {
            return Some(Lack::Profile);
        }
        if self.name.is_blank() {
            return Some(Lack::Name);
        }
        if self.units.iter().all(|u| u.name.is_blank()) {
            return Some(Lack::Unit);
        }
        if self.people.is_empty() {
            return Some(Lack::People);
        }
        let office = self.office(day);
        let founders: Vec<PersonNo> = match self.founder {
            Some(founder) => vec![founder],
            None => self.people.iter().map(|p| p.no).collect(),
        };
        let mut founders = founders
            .into_iter()
            .filter(|no| office.holds(*no, Role::Administrator, day))
            .peekable();
        if founders.peek().is_none() {
            return Some(Lack::Administrator);
        }
        if founders.all(|no| office.who_may(&[Role::Manager], &[no], day).is_empty()) {
            return Some(Lack::Manager);
        }
        if self.places.is_empty() {
            return Some(Lack::Places);
        }
        let unnotified = |m: &DraftMeans| m.notice.as_ref().is_none_or(Text::is_blank);
        if self.profile == Some(ProfileId::Contractor) && self.means.iter().any(unnotified) {
            return Some(Lack::Notice);
        }
        None
    }

    /// What a finished draft founds. A place that names no day of its own is in use from
    /// `places_from`: no earlier evening waits for its lock.
    ///
    /// # Errors
    /// What is missing.
    pub fn founding(&self, sample: bool, places_from: NaiveDate) -> Result<Founding, Lack> {
        if let Some(lack) = self.lacks(places_from) {
            return Err(lack);
        }
        let profile = self.profile.ok_or(Lack::Profile)?;
        let first = self.from.map_or(places_from, |day| day.0);
        let day = |day: Option<Day>, other: NaiveDate| day.map_or(other, |day| day.0);
        let unit = |id: Option<u16>| {
            UnitId(id.unwrap_or_else(|| self.units.first().map_or(1, |unit| unit.id)))
        };
        let administrators = || {
            let mut roles = self.people.iter();
            roles
                .find(|p| p.roles.iter().any(|r| r.role == Role::Administrator))
                .map(|p| p.no)
        };
        Ok(Founding {
            sample,
            profile,
            name: self.name.clone(),
            founder: self
                .founder
                .or_else(administrators)
                .ok_or(Lack::Administrator)?,
            key: no_key(),
            recovery: no_key(),
            units: self
                .units
                .iter()
                .map(|u| Unit {
                    id: UnitId(u.id),
                    name: u.name.clone(),
                })
                .collect(),
            persons: self
                .people
                .iter()
                .map(|p| Person {
                    no: p.no,
                    name: p.name.clone(),
                    kana: p.kana.clone(),
                    section: p.section.clone(),
                    unit: unit(p.unit),
                    span: span(day(p.from, first), p.until),
                })
                .collect(),
            grants: self
                .people
                .iter()
                .flat_map(|p| p.roles.iter().map(move |r| (p, r)))
                .map(|(p, r)| Grant {
                    person: p.no,
                    role: r.role,
                    span: span(day(r.from.or(p.from), first), r.until),
                })
                .collect(),
            places: self
                .places
                .iter()
                .map(|p| Place {
                    id: PlaceId(p.id),
                    name: p.name.clone(),
                    key_place: p.key_place.clone(),
                    unit: unit(p.unit),
                    roster: p.roster.clone(),
                    span: Span::since(day(p.from, places_from)),
                })
                .collect(),
            means: self
                .means
                .iter()
                .map(|m| Means {
                    id: m.id.clone(),
                    notice: m.notice.clone().filter(|n| !n.is_blank()),
                    span: Span::since(first),
                })
                .collect(),
            holdings: self
                .holdings
                .iter()
                .map(|h| Holding {
                    id: HoldingId(h.id),
                    title: h.title.clone(),
                    count: h.count,
                    media: h.media.clone(),
                    special: h.special.clone(),
                    place: h.place.map(PlaceId),
                    task: h.task.clone(),
                    list: h.list,
                    keep: h.keep.clone(),
                    span: Span::since(first),
                })
                .collect(),
            contacts: (1u16..)
                .zip(&self.contacts)
                .map(|(nth, c)| Contact {
                    id: nth,
                    order: nth,
                    line: c.line.clone(),
                    body: c.body.clone(),
                    name: c.name.clone(),
                    phone: c.phone.clone(),
                    hours: c.hours.clone(),
                    span: Span::since(first),
                })
                .collect(),
            days: OfficeDays {
                spans: self.days.iter().filter_map(DraftDays::span).collect(),
            },
            settings: self.settings(),
            procedures: Vec::new(),
        })
    }

    /// The office that this draft would make, finished or not: for looking at who may sign.
    #[must_use]
    pub fn office(&self, day: NaiveDate) -> Office {
        let first = self.from.map_or(day, |day| day.0);
        let mut people: Vec<Person> = Vec::new();
        let mut grants: Vec<Grant> = Vec::new();
        for p in &self.people {
            let from = p.from.map_or(first, |day| day.0);
            people.push(Person {
                no: p.no,
                name: p.name.clone(),
                kana: p.kana.clone(),
                section: p.section.clone(),
                unit: UnitId(p.unit.unwrap_or(1)),
                span: span(from, p.until),
            });
            for r in &p.roles {
                grants.push(Grant {
                    person: p.no,
                    role: r.role,
                    span: span(r.from.map_or(from, |day| day.0), r.until),
                });
            }
        }
        let places = self.places.iter().map(|p| Place {
            id: PlaceId(p.id),
            name: p.name.clone(),
            key_place: p.key_place.clone(),
            unit: UnitId(p.unit.unwrap_or(1)),
            roster: p.roster.clone(),
            span: Span::since(p.from.map_or(day, |from| from.0)),
        });
        Office {
            id: OfficeId([0; 16]),
            sample: false,
            since: day,
            profile: self.profile.unwrap_or(ProfileId::Bureau),
            name: self.name.clone(),
            founder: self.founder.unwrap_or(PersonNo(0)),
            recovery: no_key(),
            standing: Standing::Founded,
            units: Vec::new(),
            persons: people,
            grants,
            places: places.collect(),
            means: Vec::new(),
            holdings: Vec::new(),
            days: OfficeDays::default(),
            settings: self.settings(),
            procedures: Vec::new(),
            forms: Vec::new(),
            keys: Vec::new(),
            contacts: Vec::new(),
            pending: BTreeMap::new(),
            head: None,
        }
    }

    fn settings(&self) -> Settings {
        let usual = Settings::default();
        let cut = self.cut.and_then(|cut| Cut::new(cut.0).ok());
        Settings {
            cut: cut.unwrap_or(usual.cut),
            closing: self.closing.map_or(usual.closing, |closing| closing.0),
            leads: usual.leads,
        }
    }
}

impl DraftDays {
    fn span(&self) -> Option<DaySpan> {
        let kind = if self.open {
            DayKind::Open
        } else {
            DayKind::Closed
        };
        DaySpan::new(self.from.0, self.until.0, kind, self.note.clone()).ok()
    }
}

fn span(from: NaiveDate, until: Option<Day>) -> Span {
    Span {
        from,
        until: until.map(|day| day.0),
    }
}
