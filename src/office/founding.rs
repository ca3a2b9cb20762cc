//! What a new office starts with: all that set-up has gathered, signed by the founder.

use super::contact::Contact;
use super::procedures::Pin;
use super::profile::ProfileId;
use super::register::{Grant, Holding, Means, Person, Place, Unit};
use crate::calendar::{Cut, OfficeDays};
use crate::journal::{PersonNo, PublicKey};
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An office's own hours and strictness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Until what hour the night belongs to the day before.
    pub cut: Cut,
    /// From what minute of the day a place that is not locked is late (default 20:00).
    pub closing: u16,
    /// By procedure: how many days before it is due a duty is said, where not the definition's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub leads: BTreeMap<String, u16>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cut: Cut::default(),
            closing: 20 * 60,
            leads: BTreeMap::new(),
        }
    }
}

/// What the founding entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Founding {
    /// 見本.
    pub sample: bool,
    /// The rules it runs under.
    pub profile: ProfileId,
    /// Its name.
    pub name: Text,
    /// Who founds it and signs.
    pub founder: PersonNo,
    /// The founder's key.
    pub key: PublicKey,
    /// The key of the recovery sheet.
    pub recovery: PublicKey,
    /// Units.
    pub units: Vec<Unit>,
    /// People.
    pub persons: Vec<Person>,
    /// Roles; they take effect when the first manager accepts.
    pub grants: Vec<Grant>,
    /// Places.
    pub places: Vec<Place>,
    /// Means.
    pub means: Vec<Means>,
    /// The register.
    pub holdings: Vec<Holding>,
    /// Whom to call when something has happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Own days.
    pub days: OfficeDays,
    /// Own hours and strictness.
    pub settings: Settings,
    /// The definitions of the program that it begins with, each by the digest of its text. Empty
    /// for an office that runs whatever its program brings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<Pin>,
}
