//! The form of the file: what may stand in it.

use crate::calendar::parse_time;
use crate::journal::{PersonNo, Role};
use crate::office::{Keep, Mokuroku, ProfileId};
use crate::text::Text;
use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

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
    /// Whom to call when something has happened, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<DraftContact>,
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
    /// 登録簿の事務.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Text>,
    /// 目録.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<Mokuroku>,
    /// A law says to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
}

/// Somebody to call when something has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftContact {
    /// The line of the rules that they fill, where they fill one: `division`, `tokyo` …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// 組織.
    pub body: Text,
    /// 職・氏名.
    #[serde(default)]
    pub name: Text,
    /// 電話, as it is dialled.
    pub phone: Text,
    /// When they can be reached there.
    #[serde(default)]
    pub hours: Text,
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

/// What the reader of a file carries past serde, which knows errors as text only.
const NO_TIME: &str = "not a time of day: ";

impl Minute {
    /// The time of day that a reader's error is about, where it is one of these.
    pub(super) fn refused(said: &str) -> Option<&str> {
        said.strip_prefix(NO_TIME)
    }
}

impl TryFrom<String> for Minute {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        parse_time(&written)
            .ok()
            .and_then(|minutes| u16::try_from(minutes).ok())
            .filter(|minutes| *minutes < 24 * 60)
            .map(Self)
            .ok_or_else(|| format!("{NO_TIME}{written}"))
    }
}

impl From<Minute> for String {
    fn from(Minute(minutes): Minute) -> Self {
        format!("{}:{:02}", minutes / 60, minutes % 60)
    }
}
