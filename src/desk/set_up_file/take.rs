//! What tables and people bring into a draft.

use super::draft::{Draft, DraftPerson, DraftPlace, DraftRole};
use crate::desk::import::{Known, PersonRow, PlaceRow};
use crate::journal::{PersonNo, Role};
use chrono::NaiveDate;

impl Draft {
    /// Its people, as tables and lists name them.
    #[must_use]
    pub fn known(&self, day: NaiveDate) -> Vec<Known> {
        let office = self.office(day);
        self.people
            .iter()
            .map(|p| Known {
                no: p.no,
                name: p.name.clone(),
                staff: office.holds(p.no, Role::Staff, day),
            })
            .collect()
    }

    /// Takes the rows of a table of people: new ones are added, those of a known number brought
    /// up to date. Dates of roles that stay are kept.
    pub fn take_people(&mut self, rows: Vec<PersonRow>) {
        for row in rows {
            let roles = |old: &[DraftRole]| match &row.roles {
                None => old.to_vec(),
                Some(roles) => roles
                    .iter()
                    .map(|role| {
                        let kept = old.iter().find(|r| r.role == *role).copied();
                        kept.unwrap_or(DraftRole {
                            role: *role,
                            from: None,
                            until: None,
                        })
                    })
                    .collect(),
            };
            match self.people.iter_mut().find(|p| p.no == row.no) {
                Some(known) => {
                    known.roles = roles(&known.roles);
                    known.name = row.name;
                    known.kana = row.kana;
                    known.section = row.section;
                }
                None => self.people.push(DraftPerson {
                    roles: roles(&[]),
                    no: row.no,
                    name: row.name,
                    kana: row.kana,
                    section: row.section,
                    unit: None,
                    from: None,
                    until: None,
                }),
            }
        }
        self.people.sort_by_key(|p| p.no);
    }

    /// Takes the rows of a table of places.
    pub fn take_places(&mut self, rows: Vec<PlaceRow>) {
        for row in rows {
            let id = self.places.iter().map(|p| p.id).max().unwrap_or(0) + 1;
            self.places.push(DraftPlace {
                id,
                name: row.name,
                key_place: row.key_place,
                unit: None,
                roster: row.roster,
                from: None,
            });
        }
    }

    /// Takes a person out, and out of every roster.
    pub fn remove_person(&mut self, no: PersonNo) {
        self.people.retain(|p| p.no != no);
        for place in &mut self.places {
            place.roster.retain(|r| *r != no);
        }
        self.founder = self.founder.filter(|founder| *founder != no);
    }
}
