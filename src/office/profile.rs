//! Under which rules an office runs, read from `data/profiles`.

use crate::journal::Role;
use crate::text::{Label, Tongue};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One of the three sets of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProfileId {
    /// 産業労働局 基準.
    Bureau,
    /// 教育委員会 基準.
    Board,
    /// 受託者, 特記仕様.
    Contractor,
}

impl ProfileId {
    /// All of them, in the order in which set-up offers them.
    pub const ALL: [Self; 3] = [Self::Bureau, Self::Board, Self::Contractor];

    /// Its name in data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bureau => "bureau",
            Self::Board => "board",
            Self::Contractor => "contractor",
        }
    }

    /// What the profile says.
    #[must_use]
    pub fn profile(self) -> &'static Profile {
        match self {
            Self::Bureau => &BUREAU,
            Self::Board => &BOARD,
            Self::Contractor => &CONTRACTOR,
        }
    }
}

/// How one set of rules names its roles, and who may stand in for whom.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Which.
    pub id: ProfileId,
    /// Who they are for.
    pub name: Label,
    /// The full title of the rules.
    pub rules: Label,
    /// The short title that stands before a clause.
    pub short: Label,
    /// The roles' names.
    pub roles: BTreeMap<Role, Label>,
    /// What those are called in a sentence whose names are longer: 管理責任者.
    #[serde(default)]
    pub called: BTreeMap<Role, Label>,
    /// Who may sign in whose place, first choice first.
    pub stand_ins: BTreeMap<Role, Vec<Role>>,
    /// Whom the rules make the manager tell of an incident.
    pub lines: Vec<Line>,
}

/// Somebody whom the rules name to be told of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its name in entries.
    pub id: String,
    /// Who.
    pub label: Label,
    /// The clause that names them.
    pub clause: String,
}

impl Profile {
    /// The role's name under these rules.
    #[must_use]
    pub fn role(&self, role: Role, tongue: Tongue) -> &str {
        self.roles.get(&role).map_or("", |label| label.get(tongue))
    }

    /// What people call the role: its name, or the shorter one that stands in sentences.
    #[must_use]
    pub fn called(&self, role: Role, tongue: Tongue) -> &str {
        let short = self.called.get(&role);
        short.map_or_else(|| self.role(role, tongue), |label| label.get(tongue))
    }

    /// What every role is called, by the names that messages and definitions have for it:
    /// `role-manager` within a sentence, `title-manager` at its head or by itself.
    pub fn placed(&self, tongue: Tongue) -> impl Iterator<Item = (String, String)> {
        self.roles.keys().flat_map(move |role| {
            let called = self.called(*role, tongue);
            let name = role.as_str();
            [
                (
                    format!("role-{name}"),
                    with_first(called, |c| c.to_ascii_lowercase()),
                ),
                (
                    format!("title-{name}"),
                    with_first(called, |c| c.to_ascii_uppercase()),
                ),
            ]
        })
    }
}

/// A word with its first letter changed; only English has letters that change.
fn with_first(word: &str, change: fn(char) -> char) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(change);
    first.into_iter().chain(letters).collect()
}

static BUREAU: LazyLock<Profile> =
    LazyLock::new(|| embedded(include_str!("../../data/profiles/bureau.toml")));
static BOARD: LazyLock<Profile> =
    LazyLock::new(|| embedded(include_str!("../../data/profiles/board.toml")));
static CONTRACTOR: LazyLock<Profile> =
    LazyLock::new(|| embedded(include_str!("../../data/profiles/contractor.toml")));

/// The embedded files are fixed at build time and read by the tests below, so none can fail here.
#[allow(clippy::expect_used)]
fn embedded(text: &str) -> Profile {
    toml::from_str(text).expect("embedded profile reads")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_reads_and_names_every_role() {
        for id in ProfileId::ALL {
            let profile = id.profile();
            assert_eq!(profile.id, id);
            assert_eq!(profile.roles.len(), 7, "{id:?}");
            assert!(!profile.stand_ins.is_empty());
        }
    }
}
