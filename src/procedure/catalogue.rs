//! The procedures at hand: read from `data/procedures`, each fault with file and line.

use super::case::DefRef;
use super::check;
use super::definition::{DefId, Definition};
use super::named::all_under;
use super::wrong::{Fault, Place, Wrong};
use crate::office::ProfileId;
use crate::text::{Label, TomlFault};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// The procedures that come with the program.
pub(super) const PROCEDURES: &[(&str, &str)] = &[
    (
        "locking.toml",
        include_str!("../../data/procedures/locking.toml"),
    ),
    (
        "take_out.toml",
        include_str!("../../data/procedures/take_out.toml"),
    ),
    (
        "unconfirmed.toml",
        include_str!("../../data/procedures/unconfirmed.toml"),
    ),
    (
        "sending.toml",
        include_str!("../../data/procedures/sending.toml"),
    ),
    (
        "corrective.toml",
        include_str!("../../data/procedures/corrective.toml"),
    ),
    (
        "incident.toml",
        include_str!("../../data/procedures/incident.toml"),
    ),
    (
        "training.toml",
        include_str!("../../data/procedures/training.toml"),
    ),
    (
        "pledge.toml",
        include_str!("../../data/procedures/pledge.toml"),
    ),
    (
        "notification.toml",
        include_str!("../../data/procedures/notification.toml"),
    ),
    (
        "approval.toml",
        include_str!("../../data/procedures/approval.toml"),
    ),
    (
        "subcontract.toml",
        include_str!("../../data/procedures/subcontract.toml"),
    ),
    (
        "disposal.toml",
        include_str!("../../data/procedures/disposal.toml"),
    ),
    (
        "return_to_tokyo.toml",
        include_str!("../../data/procedures/return_to_tokyo.toml"),
    ),
    (
        "receipt.toml",
        include_str!("../../data/procedures/receipt.toml"),
    ),
    ("use.toml", include_str!("../../data/procedures/use.toml")),
    ("copy.toml", include_str!("../../data/procedures/copy.toml")),
    ("move.toml", include_str!("../../data/procedures/move.toml")),
    (
        "stocktake.toml",
        include_str!("../../data/procedures/stocktake.toml"),
    ),
    (
        "monthly_review.toml",
        include_str!("../../data/procedures/monthly_review.toml"),
    ),
    (
        "yearly_check.toml",
        include_str!("../../data/procedures/yearly_check.toml"),
    ),
    (
        "media_check.toml",
        include_str!("../../data/procedures/media_check.toml"),
    ),
    (
        "duty_missed.toml",
        include_str!("../../data/procedures/duty_missed.toml"),
    ),
    (
        "handover.toml",
        include_str!("../../data/procedures/handover.toml"),
    ),
    (
        "year_close.toml",
        include_str!("../../data/procedures/year_close.toml"),
    ),
    (
        "printing.toml",
        include_str!("../../data/procedures/printing.toml"),
    ),
];

/// The clauses that they cite.
const CLAUSES: [(ProfileId, &str); 3] = [
    (
        ProfileId::Bureau,
        include_str!("../../data/clauses/bureau.toml"),
    ),
    (
        ProfileId::Board,
        include_str!("../../data/clauses/board.toml"),
    ),
    (
        ProfileId::Contractor,
        include_str!("../../data/clauses/contractor.toml"),
    ),
];

/// One clause of the rules, in few words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its number as the texts write it: `7(8)ア`.
    pub id: String,
    /// Its number as people say it.
    pub number: Label,
    /// What it asks, in our words, with its own force.
    pub gist: Label,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClauseFile {
    clause: Vec<Clause>,
}

/// Definitions that have been read and checked.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    definitions: Vec<Arc<Definition>>,
    /// With which no case begins any more.
    retired: BTreeSet<DefRef>,
    /// Under whose rules its labels are said; none are said as they are written.
    profile: Option<ProfileId>,
}

static EMBEDDED: LazyLock<Catalogue> = LazyLock::new(|| embedded_or_faults().unwrap_or_default());

static CLAUSE_TABLE: LazyLock<BTreeMap<String, Clause>> = LazyLock::new(|| {
    let mut table = BTreeMap::new();
    for (profile, text) in CLAUSES {
        let file: ClauseFile = match toml::from_str(text) {
            Ok(file) => file,
            Err(_) => continue,
        };
        for clause in file.clause {
            table.insert(format!("{}/{}", profile.as_str(), clause.id), clause);
        }
    }
    table
});

/// The embedded files are fixed at build time; the tests read them and list what is wrong.
fn embedded_or_faults() -> Result<Catalogue, Vec<Fault>> {
    Catalogue::parse(PROCEDURES)
}

/// What a clause cited as `profile/number` says.
#[must_use]
pub fn clause(cited: &str) -> Option<&'static Clause> {
    CLAUSE_TABLE.get(cited)
}

/// Every clause of a profile, by number as cited.
pub fn clauses(profile: ProfileId) -> impl Iterator<Item = &'static Clause> {
    let prefix = format!("{}/", profile.as_str());
    CLAUSE_TABLE
        .iter()
        .filter(move |(cited, _)| cited.starts_with(&prefix))
        .map(|(_, clause)| clause)
}

/// Of the clauses cited, the one in force under `profile`; none where the rule is this product's
/// own.
#[must_use]
pub fn clause_under(cited: &[String], profile: ProfileId) -> Option<&'static Clause> {
    cited
        .iter()
        .find(|c| c.split('/').next() == Some(profile.as_str()))
        .and_then(|c| clause(c))
}

/// Reads one definition; what it says is not looked at.
pub(super) fn read_one(file: &str, text: &str) -> Result<Definition, Fault> {
    toml::from_str::<Definition>(text).map_err(|error| {
        let (line, fault) = TomlFault::of(&error, text);
        Fault {
            file: file.to_owned(),
            line: line.unwrap_or(1),
            at: Place::Whole,
            what: Wrong::Toml(fault),
        }
    })
}

/// What is wrong with what a definition says among the others.
pub(super) fn structure(
    file: &str,
    text: &str,
    definition: &Definition,
    others: &check::Others<'_>,
) -> Vec<Fault> {
    let flaws = check::check(definition, others).into_iter();
    flaws.map(|flaw| located(file, text, flaw)).collect()
}

/// A flaw with its file and line.
pub(super) fn located(file: &str, text: &str, flaw: check::Flaw) -> Fault {
    Fault {
        file: file.to_owned(),
        line: line_of(text, &flaw.at),
        at: flaw.at,
        what: flaw.what,
    }
}

impl Catalogue {
    /// The procedures that come with the program, where no office is known: under the rules of
    /// 産業労働局. Those of an office are [`Catalogue::of_program`].
    #[must_use]
    pub fn embedded() -> &'static Self {
        Self::of_program(ProfileId::Bureau)
    }

    /// The same as they are written.
    pub(super) fn plain() -> &'static Self {
        &EMBEDDED
    }

    /// These as an office under `profile` says them.
    #[must_use]
    pub fn under(&self, profile: ProfileId) -> Self {
        Self {
            definitions: all_under(&self.definitions, profile),
            retired: self.retired.clone(),
            profile: Some(profile),
        }
    }

    /// Under whose rules they are said.
    #[must_use]
    pub fn profile(&self) -> ProfileId {
        self.profile.unwrap_or(ProfileId::Bureau)
    }

    /// The same with their texts. All revisions that ever came with the program stay among them:
    /// the journals of offices name them.
    pub fn embedded_texts() -> impl Iterator<Item = (&'static Arc<Definition>, &'static str)> {
        let texts = PROCEDURES.iter().map(|(_, text)| *text);
        EMBEDDED.definitions.iter().zip(texts)
    }

    /// Reads and checks definitions; names of other definitions are looked up among them.
    ///
    /// # Errors
    /// Every fault found, with file and line.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut read: Vec<(&str, &str, Definition)> = Vec::new();
        for (file, text) in files {
            match read_one(file, text) {
                Ok(definition) => read.push((file, text, definition)),
                Err(fault) => faults.push(fault),
            }
        }
        for (n, (file, text, definition)) in read.iter().enumerate() {
            let others = check::Others {
                known: &|id| read.iter().any(|(_, _, other)| other.id == *id),
                gives: &|id, fact| {
                    let mut others = read.iter().filter(|(_, _, other)| other.id == *id);
                    others.any(|(_, _, other)| other.gives(fact))
                },
            };
            let twice = read[..n]
                .iter()
                .any(|(_, _, d)| d.id == definition.id && d.rev == definition.rev);
            if twice {
                faults.push(Fault {
                    file: (*file).to_owned(),
                    line: 1,
                    at: Place::Whole,
                    what: Wrong::RevisionTwice(definition.reference()),
                });
            }
            faults.extend(structure(file, text, definition, &others));
        }
        if faults.is_empty() {
            let definitions = read
                .into_iter()
                .map(|(_, _, definition)| Arc::new(definition))
                .collect();
            Ok(Self::of(definitions, BTreeSet::new()))
        } else {
            Err(faults)
        }
    }

    /// Definitions that have been read and checked; with those in `retired` no case begins.
    #[must_use]
    pub fn of(definitions: Vec<Arc<Definition>>, retired: BTreeSet<DefRef>) -> Self {
        Self {
            definitions,
            retired,
            profile: None,
        }
    }

    /// These with one more.
    #[must_use]
    pub fn with(&self, definition: Arc<Definition>) -> Self {
        let mut more = self.clone();
        more.definitions.push(match self.profile {
            Some(profile) => Arc::new(definition.under(profile)),
            None => definition,
        });
        more
    }

    /// Definitions as they are, for proving that the proof can fail.
    #[cfg(test)]
    pub(super) fn unchecked(definitions: Vec<Definition>) -> Self {
        Self::of(
            definitions.into_iter().map(Arc::new).collect(),
            BTreeSet::new(),
        )
    }

    /// That procedure in that revision, whether or not a case still begins with it.
    #[must_use]
    pub fn get(&self, reference: &DefRef) -> Option<&Definition> {
        self.definitions
            .iter()
            .find(|d| d.id == reference.id && d.rev == reference.rev)
            .map(Arc::as_ref)
    }

    /// The revision with which a new case of that procedure begins.
    #[must_use]
    pub fn latest(&self, id: &DefId) -> Option<&Definition> {
        self.definitions
            .iter()
            .filter(|d| d.id == *id && !self.is_retired(d))
            .max_by_key(|d| d.rev)
            .map(Arc::as_ref)
    }

    /// Those with which a case begins, in the order of reading.
    pub fn in_use(&self) -> impl Iterator<Item = &Arc<Definition>> {
        let latest = |d: &Definition| self.latest(&d.id).is_some_and(|l| l.rev == d.rev);
        self.definitions.iter().filter(move |d| latest(d))
    }

    /// Every revision of all of them, in the order of reading.
    #[must_use]
    pub fn all(&self) -> &[Arc<Definition>] {
        &self.definitions
    }

    /// Whether no case begins with that revision any more because its use was ended.
    #[must_use]
    pub fn is_retired(&self, definition: &Definition) -> bool {
        !self.retired.is_empty() && self.retired.contains(&definition.reference())
    }
}

impl Definition {
    /// Reads a definition; what it says is not looked at ([`Catalogue::judge`] does).
    ///
    /// # Errors
    /// Where and why it does not read.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        read_one(file, text)
    }

    /// How a case names it.
    #[must_use]
    pub fn reference(&self) -> DefRef {
        DefRef {
            id: self.id.clone(),
            rev: self.rev,
        }
    }
}

/// The line on which a field or step gives its name, written as a table of its own or inline; the
/// first where it is not found.
fn line_of(text: &str, at: &Place) -> usize {
    let (table, id) = match at {
        Place::Whole => return 1,
        Place::Duty(nth) => {
            let heads = text
                .lines()
                .zip(1..)
                .filter(|(line, _)| line.trim_end() == "[[duty]]");
            return heads.map(|(_, n)| n).nth(*nth).unwrap_or(1);
        }
        Place::Field(id) => ("fields", id.0.as_str()),
        Place::Step(id) => ("steps", id.0.as_str()),
    };
    let named = format!("id = \"{id}\"");
    let mut within = "";
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(name) = line.strip_prefix("[[").and_then(|l| l.strip_suffix("]]")) {
            within = name;
        } else if let Some((name, value)) = line.split_once('=')
            && value.trim_start().starts_with('[')
            && name.trim() == table
        {
            within = table;
        }
        if within == table && (line.starts_with(&named) || line.contains(&format!("{{ {named}"))) {
            return n + 1;
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_definition_and_clause_reads() {
        let faults = embedded_or_faults().err().unwrap_or_default();
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(said.is_empty(), "{}", said.join("\n"));
        assert_eq!(Catalogue::embedded().all().len(), PROCEDURES.len());
        for (profile, text) in CLAUSES {
            let read = toml::from_str::<ClauseFile>(text);
            assert!(read.is_ok(), "{}: {:?}", profile.as_str(), read.err());
        }
    }

    #[test]
    fn a_gist_is_short_enough_for_the_help() {
        for profile in ProfileId::ALL {
            for clause in clauses(profile) {
                let long = clause.gist.ja.chars().count();
                assert!(long <= 60, "{} has {long}", clause.id);
            }
        }
    }
}
