//! Taking a table into an office that is open: what would change, and then all of it or nothing.

use super::Desk;
use super::error::SignError;
use super::import::{ItemRow, Known, PersonRow, PlaceRow};
use super::set_up::Slip;
use super::view::View;
use crate::journal::{HoldingId, PersonNo, Pin, PlaceId, Role};
use crate::office::{Grant, Holding, OfficeAct, Person, Place, Span};
use crate::text::Text;
use std::collections::BTreeSet;

/// What a table would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakeIn {
    acts: Vec<OfficeAct>,
    invite: Vec<PersonNo>,
    /// What is new: by number and name.
    pub added: Vec<String>,
    /// What is there and would be another from today.
    pub changed: Vec<String>,
    /// How many rows say what is so already.
    pub same: usize,
    /// Roles that would be given: number and name, and which.
    pub roles: Vec<(String, Role)>,
}

impl TakeIn {
    /// Whether there is nothing to record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty()
    }

    /// The items of the register that it would write.
    pub fn holdings(&self) -> impl Iterator<Item = &Holding> {
        self.acts.iter().filter_map(|act| match act {
            OfficeAct::Holding(item) => Some(item),
            _ => None,
        })
    }

    /// Whether a second person signs as well.
    #[must_use]
    pub fn needs_second(&self) -> bool {
        self.acts.iter().any(OfficeAct::waits_for_countersignature)
    }
}

impl View {
    /// The people of the office and whoever left it, as a table of people is compared with.
    #[must_use]
    pub fn known_people(&self) -> Vec<Known> {
        let day = self.today().0;
        let numbers: BTreeSet<PersonNo> = self.office.persons.iter().map(|p| p.no).collect();
        numbers
            .into_iter()
            .filter_map(|no| self.office.person_ever(no))
            .map(|p| Known {
                no: p.no,
                name: p.name.clone(),
                staff: self.office.holds(p.no, Role::Staff, day),
            })
            .collect()
    }

    /// The names of the places in use.
    #[must_use]
    pub fn known_places(&self) -> Vec<Text> {
        let day = self.today().0;
        let places = self.office.places_on(day).into_iter();
        places.map(|p| p.name.clone()).collect()
    }

    /// What a table of people would change: new people from today, other readings and sections,
    /// roles that are not held yet. A role that the table does not name is not ended by it.
    #[must_use]
    pub fn take_in_people(&self, rows: &[PersonRow]) -> TakeIn {
        let day = self.today().0;
        let mut plan = TakeIn::default();
        for row in rows {
            let called = format!("{:02} {}", row.no.0, row.name);
            let known = self.office.person(row.no, day);
            let unit = known
                .map(|p| p.unit)
                .or_else(|| self.office.units.first().map(|u| u.id));
            let Some(unit) = unit else { continue };
            let acts = plan.acts.len();
            match known {
                None => {
                    plan.added.push(called.clone());
                    plan.invite.push(row.no);
                }
                Some(p) if p.kana != row.kana || p.section != row.section => {
                    plan.changed.push(called.clone());
                }
                Some(_) => {}
            }
            if known.is_none_or(|p| p.kana != row.kana || p.section != row.section) {
                plan.acts.push(OfficeAct::Person(Person {
                    no: row.no,
                    name: row.name.clone(),
                    kana: row.kana.clone(),
                    section: row.section.clone(),
                    unit,
                    span: Span {
                        from: day,
                        until: known.and_then(|p| p.span.until),
                    },
                }));
            }
            for role in row.roles.iter().flatten() {
                if *role != Role::Staff && !self.office.holds(row.no, *role, day) {
                    plan.roles.push((called.clone(), *role));
                    plan.acts.push(OfficeAct::Grant(Grant {
                        person: row.no,
                        role: *role,
                        span: Span::since(day),
                    }));
                }
            }
            if plan.acts.len() == acts {
                plan.same += 1;
            }
        }
        plan
    }

    /// What a table of places would change: new places from today.
    #[must_use]
    pub fn take_in_places(&self, rows: &[PlaceRow]) -> TakeIn {
        let day = self.today().0;
        let mut plan = TakeIn::default();
        let last = self.office.places.iter().map(|p| p.id.0).max().unwrap_or(0);
        let Some(unit) = self.office.units.first().map(|u| u.id) else {
            return plan;
        };
        for (row, id) in rows.iter().zip(last.saturating_add(1)..) {
            plan.added.push(row.name.to_string());
            plan.acts.push(OfficeAct::Place(Place {
                id: PlaceId(id),
                name: row.name.clone(),
                key_place: row.key_place.clone(),
                unit,
                roster: row.roster.clone(),
                span: Span::since(day),
            }));
        }
        plan
    }
}

impl View {
    /// What a table of the register would change: new items from today, and others brought up to
    /// date. What the table does not name stays as it is.
    #[must_use]
    pub fn take_in_holdings(&self, rows: &[ItemRow]) -> TakeIn {
        let day = self.today().0;
        let mut plan = TakeIn::default();
        let last = self.office.holdings.iter().map(|h| h.id.0).max();
        let mut next = last.unwrap_or(0);
        let named = rows.iter().filter_map(|row| row.id).map(|id| id.0).max();
        next = next.max(named.unwrap_or(0));
        for row in rows {
            let known = row.id.and_then(|id| self.office.holding(id, day));
            let id = row.id.unwrap_or_else(|| {
                next = next.saturating_add(1);
                HoldingId(next)
            });
            let item = Holding {
                id,
                title: row.title.clone(),
                count: row.count,
                media: row.media.clone(),
                special: row.special.clone(),
                place: row.place,
                task: row.task.clone(),
                list: row.list,
                keep: row.keep.clone(),
                span: Span {
                    from: day,
                    until: known.and_then(|h| h.span.until),
                },
            };
            let called = format!("{} {}", id.0, row.title);
            match known {
                None => plan.added.push(called),
                Some(old) => {
                    let same = Holding {
                        span: old.span,
                        ..item.clone()
                    };
                    if same == *old {
                        plan.same += 1;
                        continue;
                    }
                    plan.changed.push(called);
                }
            }
            plan.acts.push(OfficeAct::Holding(item));
        }
        plan
    }
}

impl Desk {
    /// Records all that a table would change, signed by one person, roles countersigned by
    /// another. Gives the enrolment slips of the new people.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn take_in(
        &self,
        plan: &TakeIn,
        signer: (PersonNo, &Pin),
        second: Option<(PersonNo, &Pin)>,
    ) -> Result<Vec<Slip>, SignError> {
        self.sign_office_list(signer, &plan.acts, second, &plan.invite)
    }
}
