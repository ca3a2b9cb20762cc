//! What layouts may name, and the judging of those that an office makes for itself.

use crate::desk::fault::{self, Fault};
use crate::form::{Forms, Known, Layout};
use crate::office::Office;
use crate::procedure::{Catalogue, Definition, Law};

/// Judges a layout that the office would adopt by the procedures that it runs.
///
/// # Errors
/// Every fault, with its line.
pub(in crate::desk) fn judge_layout(
    office: &Office,
    file: &str,
    text: &str,
) -> Result<Layout, Vec<Fault>> {
    let names = Names(crate::desk::definitions::catalogue_of(office));
    judge_in(&names, file, text)
}

fn judge_in(names: &Names<'_>, file: &str, text: &str) -> Result<Layout, Vec<Fault>> {
    let forms = Forms::parse(&[(file, text)], names).map_err(fault::all)?;
    forms.all().first().cloned().ok_or_else(Vec::new)
}

/// The same beside a catalogue alone, for files that no office has adopted yet.
///
/// # Errors
/// Every fault, with its line.
pub fn judge_form(catalogue: &Catalogue, file: &str, text: &str) -> Result<Layout, Vec<Fault>> {
    judge_in(&Names(catalogue), file, text)
}

/// What layouts may name, from the definitions at hand.
pub(super) struct Names<'a>(pub(super) &'a Catalogue);

impl Names<'_> {
    pub(super) fn of<'b>(
        &'b self,
        law: &str,
        only: &'b [String],
    ) -> impl Iterator<Item = &'b Definition> {
        let any = law == ANY;
        let law = law_of(law);
        self.0
            .all()
            .iter()
            .map(AsRef::as_ref)
            .filter(move |d| any || Some(d.law) == law)
            .filter(|d| only.is_empty() || only.contains(&d.id.0))
    }
}

impl Known for Names<'_> {
    fn law(&self, law: &str) -> bool {
        law == ANY || law_of(law).is_some()
    }

    fn procedure(&self, law: &str, procedure: &str) -> bool {
        self.of(law, &[]).any(|d| d.id.0 == procedure)
    }

    fn field(&self, law: &str, only: &[String], field: &str) -> bool {
        self.of(law, only)
            .any(|d| d.fields.iter().any(|f| f.id.0 == field))
    }

    fn step(&self, law: &str, only: &[String], step: &str) -> bool {
        self.of(law, only)
            .any(|d| d.steps.iter().any(|s| s.id.0 == step))
    }

    fn outcome(&self, law: &str, only: &[String], step: &str, outcome: &str) -> bool {
        self.of(law, only)
            .flat_map(|d| &d.steps)
            .any(|s| s.id.0 == step && s.outcome.keys().any(|id| id.0 == outcome))
    }
}

/// What a layout names that accepts every law.
pub(super) const ANY: &str = "any";

/// A law by its name in data files.
pub(super) fn law_of(name: &str) -> Option<Law> {
    match name {
        "locking" => Some(Law::Locking),
        "take-out" => Some(Law::TakeOut),
        "sending" => Some(Law::Sending),
        "record" => Some(Law::Record),
        _ => None,
    }
}
