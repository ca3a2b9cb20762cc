//! The layouts of forms that an office has made for itself (教委 第7(13) 「別途様式を定め」): adopted by
//! one person, countersigned by another, ended likewise. Names and texts; what a text says is
//! `form`'s to judge.
//!
//! A layout is in the journal as text: nobody else has it. A sheet is printed with the layout that
//! is in force when it is printed.

use super::act::OfficeAct;
use super::apply::OfficeAt;
use super::procedures::{End, MAX_DEFINITION};
use super::register::Office;
use crate::calendar::Recorded;
use crate::journal::{EntryId, PersonNo};
use serde::{Deserialize, Serialize};

/// A layout that the office has adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnForm {
    /// The form: a name of its own, or of one that it takes the place of.
    pub id: String,
    /// Its revision, from 1.
    pub rev: u32,
    /// The layout, byte for byte.
    pub text: String,
    /// The entry that brought it.
    pub entry: EntryId,
    /// Who signed that.
    pub by: PersonNo,
    /// Who countersigned.
    pub second: PersonNo,
    /// Since when it is in force.
    pub since: Recorded,
    /// How that ended: by a later one, or by returning to what the program brings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
}

impl OfficeAct {
    /// Whether it changes which layouts the office prints its forms with.
    #[must_use]
    pub fn is_of_forms(&self) -> bool {
        matches!(self, Self::AdoptForm { .. } | Self::RetireForm { .. })
    }
}

impl Office {
    /// The layout of the office's own that is in force for a form.
    #[must_use]
    pub fn own_form(&self, id: &str) -> Option<&OwnForm> {
        self.own_forms().find(|form| form.id == id)
    }

    /// All that are in force.
    pub fn own_forms(&self) -> impl Iterator<Item = &OwnForm> {
        self.forms.iter().filter(|form| form.end.is_none())
    }

    /// The revision that the next layout of a form has.
    #[must_use]
    pub fn next_form(&self, id: &str) -> u32 {
        let known = self.forms.iter().filter(|form| form.id == id);
        known.map(|form| form.rev).max().unwrap_or(0) + 1
    }

    pub(super) fn fits_forms(&self, act: &OfficeAct) -> bool {
        match act {
            OfficeAct::AdoptForm { id, rev, text } => {
                !id.is_empty() && *rev == self.next_form(id) && text.len() <= MAX_DEFINITION
            }
            OfficeAct::RetireForm { id, rev } => {
                self.own_form(id).is_some_and(|form| form.rev == *rev)
            }
            _ => true,
        }
    }

    /// Gives effect to what was signed by `first` and countersigned at `at`.
    pub(super) fn change_forms(
        &mut self,
        act: &OfficeAct,
        (entry, by): (EntryId, PersonNo),
        at: &OfficeAt,
    ) {
        let (OfficeAct::AdoptForm { id, .. } | OfficeAct::RetireForm { id, .. }) = act else {
            return;
        };
        let before = self.forms.iter_mut().filter(|form| form.id == *id);
        for form in before.filter(|form| form.end.is_none()) {
            form.end = Some(End {
                entry,
                by,
                second: at.person,
                recorded: at.recorded,
                index: at.index,
            });
        }
        if let OfficeAct::AdoptForm { id, rev, text } = act {
            self.forms.push(OwnForm {
                id: id.clone(),
                rev: *rev,
                text: text.clone(),
                entry,
                by,
                second: at.person,
                since: at.recorded,
                end: None,
            });
        }
        // What waits and no longer fits could only undo this one.
        let waiting = self.pending.iter();
        let stale: Vec<EntryId> = waiting
            .filter(|(_, waiting)| waiting.act.is_of_forms() && !self.fits_forms(&waiting.act))
            .map(|(entry, _)| *entry)
            .collect();
        self.pending.retain(|entry, _| !stale.contains(entry));
    }
}
