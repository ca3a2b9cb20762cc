//! What the office consists of. Everything has from and until, and is asked as of a day.

use super::contact::Contact;
use super::founding::Settings;
use super::layouts::OwnForm;
use super::pending::Pending;
use super::procedures::InUse;
use super::profile::ProfileId;
use crate::calendar::OfficeDays;
use crate::journal::{EntryId, HoldingId, OfficeId, PersonNo, PlaceId, PublicKey, Role, UnitId};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From a day on, to the end of another or for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Span {
    /// From a day on, for good.
    #[must_use]
    pub fn since(from: NaiveDate) -> Self {
        Self { from, until: None }
    }

    /// Whether `day` lies in it.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// 部課・担当, or a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its number.
    pub id: UnitId,
    /// Its name, as forms print it.
    pub name: Text,
}

/// A person of the office. Their number is theirs for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The fixed number.
    pub no: PersonNo,
    /// 氏名.
    pub name: Text,
    /// ふりがな.
    pub kana: Text,
    /// 担当 within the unit, as forms print it.
    pub section: Text,
    /// Whose records they keep.
    pub unit: UnitId,
    /// When they belong to the office.
    pub span: Span,
}

/// A role held with dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Who holds it.
    pub person: PersonNo,
    /// Which.
    pub role: Role,
    /// When.
    pub span: Span,
}

/// 施錠場所.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its number.
    pub id: PlaceId,
    /// Its name, as forms print it.
    pub name: Text,
    /// Where its key goes.
    pub key_place: Text,
    /// Whose records it holds.
    pub unit: UnitId,
    /// Who is expected to lock it: the printed names of 第1号様式.
    pub roster: Vec<PersonNo>,
    /// When it is in use.
    pub span: Span,
}

/// A means of sending that the office uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Means {
    /// The choice of the procedure's `means` field it stands for (`fax`, `email` …).
    pub id: String,
    /// For a contractor: the 届出 it was notified by (特記11条6項).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Text>,
    /// When it may be used.
    pub span: Span,
}

/// An item of the register (台帳) that take-outs and sendings pick from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// Its number.
    pub id: HoldingId,
    /// 件名.
    pub title: Text,
    /// 件数 (本人の数).
    pub count: u32,
    /// 媒体: `paper`, `data`, `medium`.
    pub media: String,
    /// 要配慮の区分, numbers 1 to 11 (DOMAIN §3.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<u8>,
    /// Where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// 登録簿の事務 in which it is used (基準5(1)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Text>,
    /// For a contractor: on which 目録 it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<Mokuroku>,
    /// A law says to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
    /// When it is held.
    pub span: Span,
}

/// 目録 of the contract's particulars (特記3条, 5条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mokuroku {
    /// 目録A: 東京都 gives it to the contractor.
    A,
    /// 目録B: the contractor gives it to 東京都.
    B,
    /// 目録C: 特定個人情報同等水準管理情報.
    C,
}

impl Mokuroku {
    /// All three, in the order of their letters.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// Its letter.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// What must be kept, by which law, until when (特記12条5項ただし書).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// 根拠法令.
    pub basis: Text,
    /// It may be disposed of from this day on.
    pub until: NaiveDate,
}

/// A key that a person signs with, and when it took effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyChange {
    /// The person.
    pub person: PersonNo,
    /// Their key.
    pub key: PublicKey,
    /// The size of the journal from which on it signs for them.
    pub from_index: u64,
    /// The size from which on it no longer does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_index: Option<u64>,
}

/// How far the founding has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Founded; nothing works until the first manager accepts.
    Founded,
    /// In use.
    Accepted,
}

/// The office as the office entries so far have made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// 見本: an office of made-up records, said on every screen and sheet.
    pub sample: bool,
    /// The day on which it was founded: no duty of the calendar is older.
    pub since: NaiveDate,
    /// The rules it runs under.
    pub profile: ProfileId,
    /// Its name (局・部・課).
    pub name: Text,
    /// The founder.
    pub founder: PersonNo,
    /// The key of the recovery sheet.
    pub recovery: PublicKey,
    /// How far the founding has come.
    pub standing: Standing,
    /// Units.
    pub units: Vec<Unit>,
    /// Every version of every person, in order; the last that holds is theirs on a day.
    pub persons: Vec<Person>,
    /// Every role ever granted.
    pub grants: Vec<Grant>,
    /// Every version of every place, in order.
    pub places: Vec<Place>,
    /// Every means ever taken into use.
    pub means: Vec<Means>,
    /// Every version of every item of the register.
    pub holdings: Vec<Holding>,
    /// Every version of everybody to call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Days on which it is closed or open other than the nation.
    pub days: OfficeDays,
    /// Its own hours and strictness.
    pub settings: Settings,
    /// Who signs with which key, and since when.
    pub keys: Vec<KeyChange>,
    /// Every definition that it has taken into use, in order; see [`InUse`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<InUse>,
    /// Every layout of its own, in order; see [`OwnForm`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<OwnForm>,
    /// Acts waiting for a countersignature.
    pub pending: BTreeMap<EntryId, Pending>,
    /// The last office entry; the next one names it in `after`.
    pub head: Option<EntryId>,
}

impl Office {
    /// The person as of `day`, if they belong to the office then.
    #[must_use]
    pub fn person(&self, no: PersonNo, day: NaiveDate) -> Option<&Person> {
        self.persons
            .iter()
            .rev()
            .find(|p| p.no == no && p.span.holds(day))
    }

    /// The person as last known, whether or not they still belong.
    #[must_use]
    pub fn person_ever(&self, no: PersonNo) -> Option<&Person> {
        self.persons.iter().rev().find(|p| p.no == no)
    }

    /// The persons of `day`, by number.
    #[must_use]
    pub fn persons_on(&self, day: NaiveDate) -> Vec<&Person> {
        let mut by_no: BTreeMap<PersonNo, &Person> = BTreeMap::new();
        for person in &self.persons {
            if person.span.holds(day) {
                by_no.insert(person.no, person);
            }
        }
        by_no.into_values().collect()
    }

    /// The place as of `day`, if it is in use then.
    #[must_use]
    pub fn place(&self, id: PlaceId, day: NaiveDate) -> Option<&Place> {
        self.places
            .iter()
            .rev()
            .find(|p| p.id == id && p.span.holds(day))
    }

    /// The place as last known.
    #[must_use]
    pub fn place_ever(&self, id: PlaceId) -> Option<&Place> {
        self.places.iter().rev().find(|p| p.id == id)
    }

    /// The places of `day`, by number.
    #[must_use]
    pub fn places_on(&self, day: NaiveDate) -> Vec<&Place> {
        let mut by_id: BTreeMap<PlaceId, &Place> = BTreeMap::new();
        for place in &self.places {
            if place.span.holds(day) {
                by_id.insert(place.id, place);
            }
        }
        by_id.into_values().collect()
    }

    /// The items of the register on `day`, by number.
    #[must_use]
    pub fn holdings_on(&self, day: NaiveDate) -> Vec<&Holding> {
        let mut by_id: BTreeMap<HoldingId, &Holding> = BTreeMap::new();
        for holding in &self.holdings {
            if holding.span.holds(day) {
                by_id.insert(holding.id, holding);
            }
        }
        by_id.into_values().collect()
    }

    /// The item of the register as of `day`, if it is held then.
    #[must_use]
    pub fn holding(&self, id: HoldingId, day: NaiveDate) -> Option<&Holding> {
        self.holdings
            .iter()
            .rev()
            .find(|h| h.id == id && h.span.holds(day))
    }

    /// The item of the register as last known.
    #[must_use]
    pub fn holding_ever(&self, id: HoldingId) -> Option<&Holding> {
        self.holdings.iter().rev().find(|h| h.id == id)
    }

    /// The means in use on `day`, by the choice they stand for.
    #[must_use]
    pub fn means_on(&self, id: &str, day: NaiveDate) -> Option<&Means> {
        self.means
            .iter()
            .rev()
            .find(|m| m.id == id && m.span.holds(day))
    }

    /// The unit's name; empty for one that does not exist.
    #[must_use]
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.units
            .iter()
            .find(|u| u.id == id)
            .map_or("", |u| u.name.as_str())
    }

    /// The key with which `person` signs at size `index` of the journal.
    #[must_use]
    pub fn key_of(&self, person: PersonNo, index: u64) -> Option<PublicKey> {
        self.keys
            .iter()
            .rev()
            .find(|k| {
                k.person == person
                    && k.from_index <= index
                    && k.until_index.is_none_or(|until| index < until)
            })
            .map(|k| k.key)
    }

    /// The key with which `person` signs now.
    #[must_use]
    pub fn current_key(&self, person: PersonNo) -> Option<PublicKey> {
        self.key_of(person, u64::MAX - 1)
    }
}
