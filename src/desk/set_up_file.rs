//! The set-up file: an office written down in TOML, without any secret. Read by
//! `kagiban setup --from FILE`, written by set-up itself, and what the sample office begins with.

use super::set_up::no_key;
use crate::calendar::{Cut, DayKind, DaySpan, OfficeDays, parse_time};
use crate::journal::{HoldingId, PersonNo, PlaceId, Role, UnitId};
use crate::office::{
    Founding, Grant, Holding, Means, Person, Place, ProfileId, Settings, Span, Unit,
};
use crate::text::Text;
use chrono::NaiveDate;
use serde::Deserialize;

/// Why a set-up file is not taken. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetUpFileError {
    /// Not TOML, an unknown key, or a value of the wrong form; the text names line and column.
    #[error("{0}")]
    Form(String),
    /// A time that is not one.
    #[error("{key} = {value:?} is not a time of day")]
    Time {
        /// The key.
        key: &'static str,
        /// What stands there.
        value: String,
    },
    /// Two people, places or units with one number.
    #[error("number {number} stands twice among the {what}")]
    Twice {
        /// `people`, `places`, `units`, `holdings`.
        what: &'static str,
        /// The number.
        number: u16,
    },
    /// A number that names nobody.
    #[error("{what} {number} is named but not listed")]
    Unknown {
        /// What was named.
        what: &'static str,
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
    /// There is nobody to do this.
    #[error("nobody is {0:?}")]
    Nobody(Role),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profile: ProfileId,
    name: Text,
    founder: u16,
    #[serde(default)]
    closing: Option<String>,
    #[serde(default)]
    cut: Option<String>,
    /// The first day for everything that names none.
    from: NaiveDate,
    units: Vec<FileUnit>,
    people: Vec<FilePerson>,
    places: Vec<FilePlace>,
    #[serde(default)]
    means: Vec<FileMeans>,
    #[serde(default)]
    holdings: Vec<FileHolding>,
    #[serde(default)]
    days: Vec<FileDays>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileUnit {
    id: u16,
    name: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePerson {
    no: u16,
    name: Text,
    kana: Text,
    #[serde(default)]
    section: Text,
    #[serde(default)]
    roles: Vec<FileRole>,
    #[serde(default)]
    unit: Option<u16>,
    #[serde(default)]
    from: Option<NaiveDate>,
    #[serde(default)]
    until: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRole {
    role: Role,
    #[serde(default)]
    from: Option<NaiveDate>,
    #[serde(default)]
    until: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePlace {
    id: u16,
    name: Text,
    #[serde(default)]
    key_place: Text,
    #[serde(default)]
    unit: Option<u16>,
    #[serde(default)]
    roster: Vec<u16>,
    #[serde(default)]
    from: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileMeans {
    id: String,
    #[serde(default)]
    notice: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileHolding {
    id: u16,
    title: Text,
    count: u32,
    media: String,
    #[serde(default)]
    special: Vec<u8>,
    #[serde(default)]
    place: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileDays {
    from: NaiveDate,
    until: NaiveDate,
    open: bool,
    #[serde(default)]
    note: Text,
}

/// Reads a set-up file.
///
/// # Errors
/// [`SetUpFileError`], the first that is found.
pub fn read(text: &str, sample: bool) -> Result<Founding, SetUpFileError> {
    let file: File = toml::from_str(&crate::text::normalise(text))
        .map_err(|e| SetUpFileError::Form(e.to_string()))?;
    unique("units", file.units.iter().map(|u| u.id))?;
    unique("people", file.people.iter().map(|p| p.no))?;
    unique("places", file.places.iter().map(|p| p.id))?;
    unique("holdings", file.holdings.iter().map(|h| h.id))?;
    let first_unit = file
        .units
        .first()
        .map(|u| u.id)
        .ok_or(SetUpFileError::Unknown {
            what: "unit",
            number: 1,
        })?;
    let unit = |id: Option<u16>| {
        let id = id.unwrap_or(first_unit);
        known("unit", id, file.units.iter().map(|u| u.id)).map(UnitId)
    };
    let person = |no: u16| known("person", no, file.people.iter().map(|p| p.no)).map(PersonNo);
    let place = |id: u16| known("place", id, file.places.iter().map(|p| p.id)).map(PlaceId);
    let mut persons = Vec::new();
    let mut grants = Vec::new();
    for p in &file.people {
        if !(1..=999).contains(&p.no) {
            return Err(SetUpFileError::Number(p.no));
        }
        persons.push(Person {
            no: PersonNo(p.no),
            name: p.name.clone(),
            kana: p.kana.clone(),
            section: p.section.clone(),
            unit: unit(p.unit)?,
            span: span(p.from.unwrap_or(file.from), p.until)?,
        });
        for r in &p.roles {
            grants.push(Grant {
                person: PersonNo(p.no),
                role: r.role,
                span: span(r.from.or(p.from).unwrap_or(file.from), r.until)?,
            });
        }
    }
    let mut places = Vec::new();
    for p in &file.places {
        places.push(Place {
            id: PlaceId(p.id),
            name: p.name.clone(),
            key_place: p.key_place.clone(),
            unit: unit(p.unit)?,
            roster: p
                .roster
                .iter()
                .map(|no| person(*no))
                .collect::<Result<_, _>>()?,
            span: Span::since(p.from.unwrap_or(file.from)),
        });
    }
    let mut holdings = Vec::new();
    for h in &file.holdings {
        holdings.push(Holding {
            id: HoldingId(h.id),
            title: h.title.clone(),
            count: h.count,
            media: h.media.clone(),
            special: h.special.clone(),
            place: h.place.map(place).transpose()?,
            span: Span::since(file.from),
        });
    }
    let mut spans = Vec::new();
    for d in &file.days {
        let kind = if d.open {
            DayKind::Open
        } else {
            DayKind::Closed
        };
        spans.push(
            DaySpan::new(d.from, d.until, kind, d.note.clone()).map_err(|_| {
                SetUpFileError::Span {
                    from: d.from,
                    until: d.until,
                }
            })?,
        );
    }
    if !grants.iter().any(|g| g.role == Role::Manager) {
        return Err(SetUpFileError::Nobody(Role::Manager));
    }
    Ok(Founding {
        sample,
        profile: file.profile,
        name: file.name.clone(),
        founder: person(file.founder)?,
        key: no_key(),
        recovery: no_key(),
        units: file
            .units
            .iter()
            .map(|u| Unit {
                id: UnitId(u.id),
                name: u.name.clone(),
            })
            .collect(),
        persons,
        grants,
        places,
        means: file
            .means
            .iter()
            .map(|m| Means {
                id: m.id.clone(),
                notice: m.notice.clone(),
                span: Span::since(file.from),
            })
            .collect(),
        holdings,
        days: OfficeDays { spans },
        settings: settings(&file)?,
    })
}

fn settings(file: &File) -> Result<Settings, SetUpFileError> {
    let minutes = |key: &'static str, text: &Option<String>, default: u16| match text {
        None => Ok(default),
        Some(text) => parse_time(text)
            .ok()
            .and_then(|m| u16::try_from(m).ok())
            .ok_or_else(|| SetUpFileError::Time {
                key,
                value: text.clone(),
            }),
    };
    let usual = Settings::default();
    let cut = minutes("cut", &file.cut, usual.cut.minutes())?;
    Ok(Settings {
        cut: Cut::new(cut).map_err(|_| SetUpFileError::Time {
            key: "cut",
            value: file.cut.clone().unwrap_or_default(),
        })?,
        closing: minutes("closing", &file.closing, usual.closing)?,
    })
}

fn unique(what: &'static str, numbers: impl Iterator<Item = u16>) -> Result<(), SetUpFileError> {
    let mut seen = std::collections::BTreeSet::new();
    for number in numbers {
        if !seen.insert(number) {
            return Err(SetUpFileError::Twice { what, number });
        }
    }
    Ok(())
}

fn known(
    what: &'static str,
    number: u16,
    mut all: impl Iterator<Item = u16>,
) -> Result<u16, SetUpFileError> {
    if all.any(|n| n == number) {
        Ok(number)
    } else {
        Err(SetUpFileError::Unknown { what, number })
    }
}

fn span(from: NaiveDate, until: Option<NaiveDate>) -> Result<Span, SetUpFileError> {
    match until {
        Some(until) if until < from => Err(SetUpFileError::Span { from, until }),
        _ => Ok(Span { from, until }),
    }
}
