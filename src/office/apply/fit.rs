//! Whether an act fits the office as it is.

use super::OfficeRefusal;
use crate::journal::PersonNo;
use crate::office::act::OfficeAct;
use crate::office::register::{Grant, Holding, Office, Span};

impl Office {
    pub(super) fn fits(&self, act: &OfficeAct) -> Result<(), OfficeRefusal> {
        let known_unit = |id| self.units.iter().any(|u| u.id == id);
        let known_person = |no| self.person_ever(no).is_some();
        let fits = match act {
            OfficeAct::Person(p) => ordered(p.span) && known_unit(p.unit) && numbered(p.no),
            OfficeAct::Place(p) => {
                ordered(p.span) && known_unit(p.unit) && p.roster.iter().all(|no| known_person(*no))
            }
            OfficeAct::Means(m) => ordered(m.span) && !m.id.is_empty(),
            OfficeAct::Holding(h) => {
                let placed = h
                    .place
                    .is_none_or(|id| self.places.iter().any(|p| p.id == id));
                ordered(h.span) && placed && sound(h)
            }
            OfficeAct::Contact(c) => ordered(c.span) && self.fits_contact(c),
            OfficeAct::Grant(Grant { person, span, .. }) => ordered(*span) && known_person(*person),
            OfficeAct::EndGrant {
                person,
                role,
                until,
            } => self
                .grants
                .iter()
                .any(|g| g.person == *person && g.role == *role && g.span.holds(*until)),
            act if act.is_of_procedures() => self.fits_procedures(act),
            act if act.is_of_forms() => self.fits_forms(act),
            _ => true,
        };
        if fits {
            Ok(())
        } else {
            Err(OfficeRefusal::DoesNotFit)
        }
    }

    pub(super) fn fits_whole(&self) -> bool {
        let unit = |id| self.units.iter().any(|u| u.id == id);
        let person = |no| self.person_ever(no).is_some();
        self.persons
            .iter()
            .all(|p| ordered(p.span) && unit(p.unit) && numbered(p.no))
            && self
                .places
                .iter()
                .all(|p| ordered(p.span) && unit(p.unit) && p.roster.iter().all(|no| person(*no)))
            && self
                .grants
                .iter()
                .all(|g| ordered(g.span) && person(g.person))
            && self
                .contacts
                .iter()
                .all(|c| ordered(c.span) && self.fits_contact(c))
    }
}

fn ordered(span: Span) -> bool {
    span.until.is_none_or(|until| span.from <= until)
}

/// An item says what it is, on what it lies, and its kinds by number, in order and each once.
fn sound(holding: &Holding) -> bool {
    let kinds = &holding.special;
    !holding.title.is_blank()
        && matches!(holding.media.as_str(), "paper" | "data" | "medium")
        && kinds.iter().all(|kind| (1..=11).contains(kind))
        && kinds.is_sorted_by(|a, b| a < b)
        && holding.keep.as_ref().is_none_or(|k| !k.basis.is_blank())
}

fn numbered(no: PersonNo) -> bool {
    (1..=999).contains(&no.0)
}
