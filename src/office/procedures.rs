//! The definitions of procedures that an office runs: with which it began, which it has adopted,
//! taken up and retired since. Names and texts; what a text says is `procedure`'s to judge.
//!
//! # What the journal holds of them, and why
//!
//! A replay in ten years must find the very rules under which each case began. A definition of the
//! office's own is in the journal as text: nobody else has it. A definition of the program is in
//! the program, every revision of it for good, so the journal holds only its digest: in the
//! founding entry for those that the office begins with (some 110 bytes each, once), in the entry
//! that takes it up for those that a newer program brings. A program whose text of a revision has
//! another digest does not run it in this office, and says so; a newer executable alone never
//! changes by which rules an office works. An entry that begins a case names procedure and revision
//! and nothing more.

use super::act::OfficeAct;
use super::apply::OfficeAt;
use super::register::Office;
use crate::calendar::Recorded;
use crate::journal::{EntryId, PersonNo, TextDigest};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How large an adopted definition may be, in bytes.
pub const MAX_DEFINITION: usize = 128 * 1024;

/// A definition of the program, by name and digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Its name.
    pub id: String,
    /// Its revision.
    pub rev: u32,
    /// Of its text.
    pub digest: TextDigest,
}

/// A definition that the office has taken into use. Cases begin with its highest revision that is
/// not retired; a case that began with another keeps that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InUse {
    /// Its name.
    pub id: String,
    /// Its revision.
    pub rev: u32,
    /// Of its text.
    pub digest: TextDigest,
    /// The text, where it is the office's own; none for one of the program's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The entry that brought it.
    pub entry: EntryId,
    /// Who signed that.
    pub by: PersonNo,
    /// Who countersigned; nobody for those that the founding brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<PersonNo>,
    /// Since when it is in use.
    pub since: Recorded,
    /// Where the entry that gave it effect stands in the journal.
    pub index: u64,
    /// How its use ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

/// The end of a definition's use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// The entry that ended it.
    pub entry: EntryId,
    /// Who signed that.
    pub by: PersonNo,
    /// Who countersigned.
    pub second: PersonNo,
    /// When that took effect.
    pub recorded: Recorded,
    /// Where the entry that gave it effect stands in the journal.
    pub index: u64,
}

impl Pin {
    /// Names a text.
    #[must_use]
    pub fn of(id: &str, rev: u32, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            rev,
            digest: digest(text),
        }
    }
}

impl InUse {
    pub(super) fn founding(pin: &Pin, at: &OfficeAt) -> Self {
        Self {
            id: pin.id.clone(),
            rev: pin.rev,
            digest: pin.digest,
            text: None,
            entry: at.entry,
            by: at.person,
            second: None,
            since: at.recorded,
            index: at.index,
            end: None,
        }
    }
}

fn digest(text: &str) -> TextDigest {
    TextDigest(Sha256::digest(text.as_bytes()).into())
}

impl OfficeAct {
    /// Whether it changes which procedures the office runs.
    #[must_use]
    pub fn is_of_procedures(&self) -> bool {
        matches!(
            self,
            Self::Adopt { .. } | Self::TakeUp { .. } | Self::Retire { .. }
        )
    }
}

impl Office {
    /// Whether the office runs whatever its program brings: nothing was pinned at its founding.
    #[must_use]
    pub fn runs_the_programs(&self) -> bool {
        self.procedures.iter().all(|p| p.second.is_some())
    }

    pub(super) fn fits_procedures(&self, act: &OfficeAct) -> bool {
        let next = |id: &str, rev: u32| {
            let older = self.procedures.iter().filter(|p| p.id == id);
            rev > 0 && older.map(|p| p.rev).max().is_none_or(|last| rev > last)
        };
        match act {
            OfficeAct::Adopt { id, rev, text } => next(id, *rev) && text.len() <= MAX_DEFINITION,
            OfficeAct::TakeUp { id, rev, .. } => next(id, *rev),
            OfficeAct::Retire { id, rev } => self
                .procedures
                .iter()
                .any(|p| p.id == *id && p.rev == *rev && p.text.is_some() && p.end.is_none()),
            _ => true,
        }
    }

    /// Gives effect to what was signed by `first` and countersigned at `at`.
    pub(super) fn change_procedures(
        &mut self,
        act: &OfficeAct,
        first: (EntryId, PersonNo),
        at: &OfficeAt,
    ) {
        let (entry, by) = first;
        let brought = |id: &str, rev: u32, digest: TextDigest, text: Option<&String>| InUse {
            id: id.to_owned(),
            rev,
            digest,
            text: text.cloned(),
            entry,
            by,
            second: Some(at.person),
            since: at.recorded,
            index: at.index,
            end: None,
        };
        match act {
            OfficeAct::Adopt { id, rev, text } => {
                self.procedures
                    .push(brought(id, *rev, digest(text), Some(text)));
            }
            OfficeAct::TakeUp { id, rev, digest } => {
                self.procedures.push(brought(id, *rev, *digest, None));
            }
            OfficeAct::Retire { id, rev } => {
                for used in &mut self.procedures {
                    if used.id == *id && used.rev == *rev && used.end.is_none() {
                        used.end = Some(End {
                            entry,
                            by,
                            second: at.person,
                            recorded: at.recorded,
                            index: at.index,
                        });
                    }
                }
            }
            _ => {}
        }
        // What waits with the same or an older revision could only undo this one.
        let last = |id: &str| {
            let same = self.procedures.iter().filter(|p| p.id == id);
            same.map(|p| p.rev).max().unwrap_or(0)
        };
        let stale: Vec<EntryId> = self
            .pending
            .iter()
            .filter(|(_, waiting)| match &waiting.act {
                OfficeAct::Adopt { id, rev, .. } | OfficeAct::TakeUp { id, rev, .. } => {
                    *rev <= last(id)
                }
                OfficeAct::Retire { .. } => !self.fits_procedures(&waiting.act),
                _ => false,
            })
            .map(|(entry, _)| *entry)
            .collect();
        self.pending.retain(|entry, _| !stale.contains(entry));
    }
}
