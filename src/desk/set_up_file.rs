//! The set-up file: an office written down in TOML, without any secret. Read by
//! `kagiban setup --from FILE`, kept by set-up between two sittings, and what the sample office
//! begins with. A [`Draft`] may be unfinished; what stands in it always fits together.

use super::import::{Known, PersonRow, PlaceRow};
use super::set_up::no_key;
use crate::calendar::{Cut, DayKind, DaySpan, OfficeDays, parse_time};
use crate::journal::{HoldingId, OfficeId, PersonNo, PlaceId, Role, UnitId};
use crate::office::{
    Founding, Grant, Holding, Means, Office, Person, Place, ProfileId, Settings, Span, Standing,
    Unit,
};
use crate::text::Text;
use chrono::{Datelike as _, NaiveDate};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// An office that is being prepared.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The rules it will run under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// Its name.
    #[serde(default)]
    pub name: Text,
    /// Who sets it up and signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub founder: Option<PersonNo>,
    /// The first day of everything that names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// From when a place that is not locked is late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Minute>,
    /// Until when the night belongs to the day before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Minute>,
    /// 部課・担当, or contracts.
    #[serde(default)]
    pub units: Vec<DraftUnit>,
    /// People.
    #[serde(default)]
    pub people: Vec<DraftPerson>,
    /// Places.
    #[serde(default)]
    pub places: Vec<DraftPlace>,
    /// Means of sending in use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<DraftMeans>,
    /// The register.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holdings: Vec<DraftHolding>,
    /// Own closed and open days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<DraftDays>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftUnit {
    /// Its number.
    pub id: u16,
    /// Its name.
    pub name: Text,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftPerson {
    /// Their number.
    pub no: PersonNo,
    /// 氏名.
    pub name: Text,
    /// ふりがな.
    pub kana: Text,
    /// 担当.
    #[serde(default)]
    pub section: Text,
    /// Roles; none for an ordinary member of staff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<DraftRole>,
    /// Whose records they keep; the first unit where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<u16>,
    /// Since when they belong to the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Their last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A role of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftRole {
    /// Which.
    pub role: Role,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftPlace {
    /// Its number.
    pub id: u16,
    /// Its name.
    pub name: Text,
    /// Where its key goes.
    #[serde(default)]
    pub key_place: Text,
    /// Whose records it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<u16>,
    /// Who locks it.
    #[serde(default)]
    pub roster: Vec<PersonNo>,
    /// Since when it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

/// A means of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftMeans {
    /// The choice of the sending's means that it is.
    pub id: String,
    /// The 届出 by which a contractor notified it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Text>,
}

/// An item of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftHolding {
    /// Its number.
    pub id: u16,
    /// 件名.
    pub title: Text,
    /// 件数.
    pub count: u32,
    /// 媒体.
    pub media: String,
    /// 要配慮の区分.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<u8>,
    /// Where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u16>,
}

/// Days on which the office is closed or open other than the nation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftDays {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Open, or closed.
    pub open: bool,
    /// Why.
    #[serde(default)]
    pub note: Text,
}

/// A day as TOML writes it: `2026-04-01`, with or without quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "WrittenDay", into = "toml::value::Datetime")]
pub struct Day(pub NaiveDate);

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenDay {
    Bare(toml::value::Datetime),
    Quoted(String),
}

impl TryFrom<WrittenDay> for Day {
    type Error = String;

    fn try_from(written: WrittenDay) -> Result<Self, String> {
        let text = match written {
            WrittenDay::Bare(bare) => bare.to_string(),
            WrittenDay::Quoted(text) => text,
        };
        crate::calendar::serde_day::read(&text)
            .map(Self)
            .ok_or_else(|| format!("{text} is not a day"))
    }
}

impl From<Day> for toml::value::Datetime {
    fn from(Day(day): Day) -> Self {
        Self {
            // A year of four digits and a month and day of two: none of them is cut.
            date: Some(toml::value::Date {
                year: u16::try_from(day.year()).unwrap_or(u16::MAX),
                month: u8::try_from(day.month()).unwrap_or(u8::MAX),
                day: u8::try_from(day.day()).unwrap_or(u8::MAX),
            }),
            time: None,
            offset: None,
        }
    }
}

/// A time of day as minutes after midnight, written `20:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Minute(pub u16);

impl TryFrom<String> for Minute {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        parse_time(&written)
            .ok()
            .and_then(|minutes| u16::try_from(minutes).ok())
            .filter(|minutes| *minutes < 24 * 60)
            .map(Self)
            .ok_or_else(|| format!("{written} is not a time of day"))
    }
}

impl From<Minute> for String {
    fn from(Minute(minutes): Minute) -> Self {
        format!("{}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Why a set-up file is not taken. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct SetUpFileError {
    /// The line of the file, from 1, where there is one to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: Wrong,
}

/// What is wrong with a set-up file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not TOML, an unknown key, or a value of the wrong form.
    #[error("{0}")]
    Form(String),
    /// Two of one number or name.
    #[error("{number} stands twice among the {part:?}")]
    Twice {
        /// Among what.
        part: Part,
        /// The number or name.
        number: String,
    },
    /// A number that is named but not listed.
    #[error("{part:?} {number} is named but not listed")]
    Unknown {
        /// What was named.
        part: Part,
        /// The number.
        number: u16,
    },
    /// A number out of range.
    #[error("{0} is not a person's number: 1 to 999")]
    Number(u16),
    /// A span that ends before it begins.
    #[error("{from} to {until} ends before it begins")]
    Span {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// The hour at which the working day ends is none.
    #[error("the working day cannot end at that time")]
    Cut,
    /// It is not finished.
    #[error("{0:?} is missing")]
    Lacks(Lack),
}

/// A part of a set-up file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `[[units]]`
    Units,
    /// `[[people]]`
    People,
    /// `[[places]]`
    Places,
    /// `[[means]]`
    Means,
    /// `[[holdings]]`
    Holdings,
    /// `[[days]]`
    Days,
}

/// What a draft lacks before an office can be made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// The rules.
    Profile,
    /// The name.
    Name,
    /// A unit.
    Unit,
    /// People.
    People,
    /// Somebody with the role of the administrator, who sets the office up.
    Administrator,
    /// Somebody else than the administrator who is manager on the first day.
    Manager,
    /// A place.
    Places,
    /// A contractor's means that was not notified.
    Notice,
}

/// Where things stand in the file.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Lines {
    units: Vec<Spanned<IgnoredAny>>,
    people: Vec<Spanned<IgnoredAny>>,
    places: Vec<Spanned<IgnoredAny>>,
    means: Vec<Spanned<IgnoredAny>>,
    holdings: Vec<Spanned<IgnoredAny>>,
    days: Vec<Spanned<IgnoredAny>>,
}

/// Reads a finished set-up file.
///
/// # Errors
/// [`SetUpFileError`], the first that is found.
pub fn read(text: &str, sample: bool) -> Result<Founding, SetUpFileError> {
    let draft = Draft::parse(text)?;
    let first = draft.from.ok_or(SetUpFileError {
        line: None,
        what: Wrong::Form("missing field `from`".to_owned()),
    })?;
    draft
        .founding(sample, first.0)
        .map_err(|lack| SetUpFileError {
            line: None,
            what: Wrong::Lacks(lack),
        })
}

impl Draft {
    /// Reads a set-up file, finished or not.
    ///
    /// # Errors
    /// [`SetUpFileError`], the first that is found.
    pub fn parse(text: &str) -> Result<Self, SetUpFileError> {
        let text = crate::text::normalise(text);
        let form = |e: toml::de::Error| SetUpFileError {
            line: e.span().map(|span| line_of(&text, span.start)),
            what: Wrong::Form(e.message().to_owned()),
        };
        let draft: Self = toml::from_str(&text).map_err(form)?;
        let lines: Lines = toml::from_str(&text).map_err(form)?;
        draft.check().map_err(|(place, what)| {
            let spanned = place.and_then(|(part, nth)| lines.of(part).get(nth));
            SetUpFileError {
                line: spanned.map(|s| line_of(&text, s.span().start)),
                what,
            }
        })?;
        Ok(draft)
    }

    /// The file, as [`Draft::parse`] reads it.
    #[must_use]
    pub fn write(&self) -> String {
        // Every value here has a form in TOML: no map keys but names, no number beyond 64 bits.
        toml::to_string(self).unwrap_or_default()
    }

    /// The first thing that does not fit together, and where.
    fn check(&self) -> Result<(), (Option<(Part, usize)>, Wrong)> {
        unique(Part::Units, self.units.iter().map(|u| u.id))?;
        unique(Part::People, self.people.iter().map(|p| p.no.0))?;
        unique(Part::Places, self.places.iter().map(|p| p.id))?;
        unique(Part::Holdings, self.holdings.iter().map(|h| h.id))?;
        unique(Part::Means, self.means.iter().map(|m| m.id.as_str()))?;
        for (nth, p) in self.people.iter().enumerate() {
            let at = |what| (Some((Part::People, nth)), what);
            if !(1..=999).contains(&p.no.0) {
                return Err(at(Wrong::Number(p.no.0)));
            }
            self.knows_unit(p.unit).map_err(at)?;
            let from = p.from.or(self.from);
            ordered(from, p.until).map_err(at)?;
            for r in &p.roles {
                ordered(r.from.or(from), r.until).map_err(at)?;
            }
        }
        for (nth, p) in self.places.iter().enumerate() {
            let at = |what| (Some((Part::Places, nth)), what);
            self.knows_unit(p.unit).map_err(at)?;
            for no in &p.roster {
                self.knows_person(*no).map_err(at)?;
            }
        }
        for (nth, h) in self.holdings.iter().enumerate() {
            if let Some(place) = h.place
                && !self.places.iter().any(|p| p.id == place)
            {
                let part = Part::Places;
                let number = place;
                return Err((Some((Part::Holdings, nth)), Wrong::Unknown { part, number }));
            }
        }
        for (nth, d) in self.days.iter().enumerate() {
            ordered(Some(d.from), Some(d.until)).map_err(|w| (Some((Part::Days, nth)), w))?;
        }
        if let Some(founder) = self.founder {
            self.knows_person(founder).map_err(|w| (None, w))?;
        }
        match self.cut {
            Some(cut) if Cut::new(cut.0).is_err() => Err((None, Wrong::Cut)),
            _ => Ok(()),
        }
    }

    fn knows_unit(&self, id: Option<u16>) -> Result<(), Wrong> {
        match id {
            Some(number) if !self.units.iter().any(|u| u.id == number) => {
                let part = Part::Units;
                Err(Wrong::Unknown { part, number })
            }
            _ => Ok(()),
        }
    }

    fn knows_person(&self, no: PersonNo) -> Result<(), Wrong> {
        if self.person(no).is_some() {
            Ok(())
        } else {
            let part = Part::People;
            Err(Wrong::Unknown { part, number: no.0 })
        }
    }

    /// The person of a number.
    #[must_use]
    pub fn person(&self, no: PersonNo) -> Option<&DraftPerson> {
        self.people.iter().find(|p| p.no == no)
    }

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
                    span: Span::since(first),
                })
                .collect(),
            days: OfficeDays {
                spans: self.days.iter().filter_map(DraftDays::span).collect(),
            },
            settings: self.settings(),
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
            keys: Vec::new(),
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
        }
    }

    /// Its people, as tables and lists name them.
    #[must_use]
    pub fn known(&self, day: NaiveDate) -> Vec<Known> {
        let office = self.office(day);
        self.people
            .iter()
            .map(|p| Known {
                no: p.no,
                name: p.name.clone(),
                staff: office.holds(p.no, Role::Staff, day),
            })
            .collect()
    }

    /// Takes the rows of a table of people: new ones are added, those of a known number brought
    /// up to date. Dates of roles that stay are kept.
    pub fn take_people(&mut self, rows: Vec<PersonRow>) {
        for row in rows {
            let roles = |old: &[DraftRole]| match &row.roles {
                None => old.to_vec(),
                Some(roles) => roles
                    .iter()
                    .map(|role| {
                        let kept = old.iter().find(|r| r.role == *role).copied();
                        kept.unwrap_or(DraftRole {
                            role: *role,
                            from: None,
                            until: None,
                        })
                    })
                    .collect(),
            };
            match self.people.iter_mut().find(|p| p.no == row.no) {
                Some(known) => {
                    known.roles = roles(&known.roles);
                    known.name = row.name;
                    known.kana = row.kana;
                    known.section = row.section;
                }
                None => self.people.push(DraftPerson {
                    roles: roles(&[]),
                    no: row.no,
                    name: row.name,
                    kana: row.kana,
                    section: row.section,
                    unit: None,
                    from: None,
                    until: None,
                }),
            }
        }
        self.people.sort_by_key(|p| p.no);
    }

    /// Takes the rows of a table of places.
    pub fn take_places(&mut self, rows: Vec<PlaceRow>) {
        for row in rows {
            let id = self.places.iter().map(|p| p.id).max().unwrap_or(0) + 1;
            self.places.push(DraftPlace {
                id,
                name: row.name,
                key_place: row.key_place,
                unit: None,
                roster: row.roster,
                from: None,
            });
        }
    }

    /// Takes a person out, and out of every roster.
    pub fn remove_person(&mut self, no: PersonNo) {
        self.people.retain(|p| p.no != no);
        for place in &mut self.places {
            place.roster.retain(|r| *r != no);
        }
        self.founder = self.founder.filter(|founder| *founder != no);
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

impl Lines {
    fn of(&self, part: Part) -> &[Spanned<IgnoredAny>] {
        match part {
            Part::Units => &self.units,
            Part::People => &self.people,
            Part::Places => &self.places,
            Part::Means => &self.means,
            Part::Holdings => &self.holdings,
            Part::Days => &self.days,
        }
    }
}

fn line_of(text: &str, position: usize) -> usize {
    let before = text.as_bytes().iter().take(position);
    before.filter(|byte| **byte == b'\n').count() + 1
}

fn span(from: NaiveDate, until: Option<Day>) -> Span {
    Span {
        from,
        until: until.map(|day| day.0),
    }
}

fn ordered(from: Option<Day>, until: Option<Day>) -> Result<(), Wrong> {
    match (from, until) {
        (Some(Day(from)), Some(Day(until))) if until < from => Err(Wrong::Span { from, until }),
        _ => Ok(()),
    }
}

fn unique<N: Ord + ToString>(
    part: Part,
    numbers: impl Iterator<Item = N>,
) -> Result<(), (Option<(Part, usize)>, Wrong)> {
    let mut seen = BTreeSet::new();
    for (nth, number) in numbers.enumerate() {
        let name = number.to_string();
        if !seen.insert(number) {
            let number = name;
            return Err((Some((part, nth)), Wrong::Twice { part, number }));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../../data/demo/office.toml");

    fn day(written: &str) -> NaiveDate {
        crate::calendar::serde_day::read(written).unwrap()
    }

    #[test]
    fn the_sample_office_is_a_set_up_file_and_survives_being_written_out() {
        let draft = Draft::parse(SAMPLE).unwrap();
        assert_eq!(draft.lacks(day("2026-11-17")), None);
        assert_eq!(Draft::parse(&draft.write()).unwrap(), draft);
        let founding = read(SAMPLE, true).unwrap();
        assert_eq!(founding.founder, PersonNo(90));
        assert_eq!(founding.places.len(), 8);
        let deputy = founding.grants.iter().find(|g| g.role == Role::Deputy);
        assert_eq!(deputy.unwrap().span.until, Some(day("2027-03-31")));
    }

    #[test]
    fn an_empty_draft_survives_too_and_lacks_its_rules_first() {
        let draft = Draft::default();
        assert_eq!(Draft::parse(&draft.write()).unwrap(), draft);
        assert_eq!(draft.lacks(day("2026-11-17")), Some(Lack::Profile));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let person = |no: u16, more: &str| {
            format!("[[people]]\nno = {no}\nname = \"田中 実\"\nkana = \"たなか\"\n{more}\n")
        };
        let line = |text: &str| {
            let error = Draft::parse(text).unwrap_err();
            (error.line, error.what)
        };
        let twice = format!("{}{}", person(1, ""), person(1, ""));
        assert_eq!(
            line(&twice),
            (
                Some(6),
                Wrong::Twice {
                    part: Part::People,
                    number: "1".to_owned()
                }
            )
        );
        assert_eq!(line(&person(1000, "")), (Some(1), Wrong::Number(1000)));
        assert_eq!(
            line(&person(1, "unit = 4")),
            (
                Some(1),
                Wrong::Unknown {
                    part: Part::Units,
                    number: 4
                }
            )
        );
        let (at, what) = line("name = \"x\"\nnonsense = 1\n");
        assert_eq!(at, Some(2));
        assert!(matches!(what, Wrong::Form(_)));
        let (at, _) = line("\nclosing = \"25:99\"\n");
        assert_eq!(at, Some(2));
        let (at, what) = line(&person(2, "from = 2026-04-01\nuntil = \"2026-03-31\""));
        assert_eq!(at, Some(1));
        assert!(matches!(what, Wrong::Span { .. }));
    }

    #[test]
    fn a_contractor_lacks_the_notice_of_a_means() {
        let mut draft = Draft::parse(SAMPLE).unwrap();
        draft.profile = Some(ProfileId::Contractor);
        assert_eq!(draft.lacks(day("2026-11-17")), Some(Lack::Notice));
        for means in &mut draft.means {
            means.notice = Some(Text::new("7受第12号").unwrap());
        }
        assert_eq!(draft.lacks(day("2026-11-17")), None);
    }

    #[test]
    fn who_sets_the_office_up_is_not_its_only_manager() {
        let mut draft = Draft::parse(SAMPLE).unwrap();
        draft.founder = None;
        draft.people.retain(|p| p.no == PersonNo(1));
        draft.places.clear();
        draft.people[0].roles.push(DraftRole {
            role: Role::Administrator,
            from: None,
            until: None,
        });
        assert_eq!(draft.lacks(day("2026-11-17")), Some(Lack::Manager));
    }

    #[test]
    fn places_are_in_use_from_the_day_of_founding_and_not_before() {
        let draft = Draft::parse(SAMPLE).unwrap();
        let founding = draft.founding(false, day("2026-11-17")).unwrap();
        assert_eq!(founding.places[0].span.from, day("2026-11-17"));
        assert_eq!(founding.persons[0].span.from, day("2026-04-01"));
    }

    #[test]
    fn a_second_table_brings_people_up_to_date_and_keeps_the_dates_of_their_roles() {
        let mut draft = Draft::parse(SAMPLE).unwrap();
        let rows = crate::desk::import::people(
            "2,伊藤 恵,いとう めぐみ,総務,代理\n",
            ProfileId::Bureau,
            &draft.known(day("2026-11-17")),
        );
        draft.take_people(rows.unwrap());
        let person = draft.person(PersonNo(2)).unwrap();
        assert_eq!(person.section.as_str(), "総務");
        assert_eq!(person.roles[0].until, Some(Day(day("2027-03-31"))));
    }

    #[test]
    fn who_leaves_a_draft_leaves_its_rosters() {
        let mut draft = Draft::parse(SAMPLE).unwrap();
        draft.remove_person(PersonNo(5));
        assert!(
            draft
                .places
                .iter()
                .all(|p| !p.roster.contains(&PersonNo(5)))
        );
        assert_eq!(Draft::parse(&draft.write()).unwrap(), draft);
    }
}
