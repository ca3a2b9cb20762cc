//! What an act changes once it holds.

use crate::office::act::OfficeAct;
use crate::office::register::{Office, Span};
use chrono::Days;

impl Office {
    pub(super) fn take_effect(&mut self, act: &OfficeAct) {
        match act {
            OfficeAct::Person(person) => {
                end_before(
                    self.persons
                        .iter_mut()
                        .filter(|p| p.no == person.no)
                        .map(|p| &mut p.span),
                    person.span,
                );
                self.persons.push(person.clone());
            }
            OfficeAct::Place(place) => {
                end_before(
                    self.places
                        .iter_mut()
                        .filter(|p| p.id == place.id)
                        .map(|p| &mut p.span),
                    place.span,
                );
                self.places.push(place.clone());
            }
            OfficeAct::Means(means) => {
                end_before(
                    self.means
                        .iter_mut()
                        .filter(|m| m.id == means.id)
                        .map(|m| &mut m.span),
                    means.span,
                );
                self.means.push(means.clone());
            }
            OfficeAct::Holding(holding) => {
                end_before(
                    self.holdings
                        .iter_mut()
                        .filter(|h| h.id == holding.id)
                        .map(|h| &mut h.span),
                    holding.span,
                );
                self.holdings.push(holding.clone());
            }
            OfficeAct::Contact(contact) => {
                end_before(
                    self.contacts
                        .iter_mut()
                        .filter(|c| c.id == contact.id)
                        .map(|c| &mut c.span),
                    contact.span,
                );
                self.contacts.push(contact.clone());
            }
            OfficeAct::Unit(unit) => match self.units.iter_mut().find(|u| u.id == unit.id) {
                Some(known) => *known = unit.clone(),
                None => self.units.push(unit.clone()),
            },
            OfficeAct::Days { days } => self.days = days.clone(),
            OfficeAct::Settings(settings) => self.settings = settings.clone(),
            OfficeAct::Grant(grant) => self.grants.push(grant.clone()),
            OfficeAct::EndGrant {
                person,
                role,
                until,
            } => {
                for grant in self
                    .grants
                    .iter_mut()
                    .filter(|g| g.person == *person && g.role == *role && g.span.holds(*until))
                {
                    grant.span.until = Some(*until);
                }
            }
            _ => {}
        }
    }
}

/// A new version from a day on ends every older one on the day before; one that began on that day
/// or later then holds on no day.
fn end_before<'a>(old: impl Iterator<Item = &'a mut Span>, new: Span) {
    let Some(eve) = new.from.checked_sub_days(Days::new(1)) else {
        return;
    };
    for span in old {
        if span.until.is_none_or(|until| until > eve) {
            span.until = Some(eve);
        }
    }
}
