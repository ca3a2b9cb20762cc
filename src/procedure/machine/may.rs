//! Whether an act may be done at all: by whom, when, in which capacity.

use super::{PLACE, Run, World};
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{Capacity, PersonNo, Role};
use crate::office::Office;
use crate::procedure::act::{At, CaseAct, Opening};
use crate::procedure::case::{Case, State};
use crate::procedure::definition::{FieldId, Law, Step};
use crate::procedure::derive::day_case;
use crate::procedure::refusal::{Instead, Refusal};
use crate::procedure::value::Value;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The capacity in which `person` would sign `act`: the one that the office gives, and none where
/// it gives none. For the terminal that makes the entry; the machine judges it again.
#[must_use]
pub fn capacity_for(
    world: &World<'_>,
    case: Option<&Case>,
    act: &CaseAct,
    person: PersonNo,
    happened: Happened,
    recorded: Recorded,
) -> Option<Capacity> {
    let opening = opening_of(act);
    let procedure = case
        .map(|c| &c.procedure)
        .or_else(|| opening.map(|o| &o.procedure))?;
    let def = world.catalogue.get(procedure)?;
    let (steps, roles): (Vec<&Step>, Vec<Role>) = match act {
        CaseAct::Sign(sign) => {
            let steps: Vec<&Step> = sign.steps.iter().filter_map(|id| def.step(id)).collect();
            // One signature has one capacity: a role that signs every one of its steps.
            let roles = steps.first()?.by.iter().copied();
            let roles = roles
                .filter(|role| steps.iter().all(|step| step.by.contains(role)))
                .collect();
            (steps, roles)
        }
        CaseAct::Differ { step, .. } => {
            let step = def.step(step)?;
            (vec![step], step.by.clone())
        }
        CaseAct::Correct { .. } | CaseAct::Extend { .. } | CaseAct::Refuse { .. } => {
            (Vec::new(), vec![Role::Manager])
        }
        _ => (Vec::new(), vec![Role::Staff, Role::Manager]),
    };
    let judgement = steps.is_empty() || steps.iter().any(|step| step.meaning.is_judgement());
    let day = role_day(world.office, judgement, happened, recorded);
    let capacity = world.office.capacity(person, &roles, day);
    capacity.filter(|capacity| steps.iter().all(|step| step.is_signed_as(*capacity)))
}

/// The day on which a role must be held: an act is signed by who held the role when it happened,
/// a judgement by who holds it when it is recorded. The night belongs to the day before.
fn role_day(office: &Office, judgement: bool, happened: Happened, recorded: Recorded) -> NaiveDate {
    let moment = if judgement { recorded.0 } else { happened.0 };
    WorkDay::of(moment, office.settings.cut).0
}

pub(super) fn opening_of(act: &CaseAct) -> Option<&Opening> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref(),
        CaseAct::Request { open, .. } => open.as_ref(),
        _ => None,
    }
}

impl<'a> Run<'a> {
    /// Nothing is recorded before it happened, and nobody signs who does not belong to the office.
    pub(super) fn is_timely(&self) -> Result<(), Refusal> {
        let At {
            happened, recorded, ..
        } = *self.at;
        if happened.0 > recorded.0 {
            return Err(Refusal::NotYetHappened { happened, recorded });
        }
        let today = self.today();
        if let Some(day) = self.case.day
            && day.0 > today
        {
            return Err(Refusal::DayToCome(day));
        }
        if self.at.day.is_some() && self.at.day != self.case.day {
            return Err(Refusal::WrongCase);
        }
        if self.world.office.person(self.at.person, today).is_none() {
            return Err(Refusal::NotOfOffice(self.at.person));
        }
        Ok(())
    }

    /// What the calendar expects is one case of one place and day, wherever it is opened.
    pub(super) fn opens_rightly(&self, opening: &Opening) -> Result<(), Refusal> {
        if self.def.law != Law::Locking {
            return if self.at.day.is_none() {
                Ok(())
            } else {
                Err(Refusal::WrongCase)
            };
        }
        let place = match opening.values.get(&FieldId::from(PLACE)) {
            Some(Value::Place(place)) => *place,
            _ => return Err(Refusal::WrongCase),
        };
        let day = self.at.day.ok_or(Refusal::WrongCase)?;
        let named = day_case(self.world.office.id, &self.def.id, place, day);
        if named == self.at.case {
            Ok(())
        } else {
            Err(Refusal::WrongCase)
        }
    }

    /// What every act but a signature asks before anything else.
    pub(super) fn may_act(&self, act: &CaseAct) -> Result<(), Refusal> {
        match self.case.state {
            State::Refused | State::Withdrawn => return Err(Refusal::Ended(self.case.state)),
            State::Closed if !matches!(act, CaseAct::Sign(_) | CaseAct::Correct { .. }) => {
                return Err(Refusal::Ended(State::Closed));
            }
            State::Open | State::Closed => {}
        }
        match act {
            CaseAct::Sign(_) | CaseAct::Differ { .. } => Ok(()),
            CaseAct::Correct { .. } | CaseAct::Extend { .. } | CaseAct::Refuse { .. } => {
                self.acts_as(None, &[Role::Manager], true)
            }
            _ => self.acts_as(None, &[Role::Staff, Role::Manager], true),
        }
    }

    /// The capacity claimed is one of `roles`, and the one that the office gives.
    pub(super) fn acts_as(
        &self,
        step: Option<&Step>,
        roles: &[Role],
        judgement: bool,
    ) -> Result<(), Refusal> {
        let At {
            person,
            capacity,
            happened,
            recorded,
            ..
        } = *self.at;
        let day = role_day(self.world.office, judgement, happened, recorded);
        if !roles.contains(&capacity.role)
            || self.world.office.capacity(person, roles, day).is_none()
        {
            let apart = self.excluded_persons(step);
            return Err(Refusal::NotTheirRole {
                step: step.map(|s| s.id.clone()),
                roles: roles.to_vec(),
                instead: self.world.office.who_may(roles, &apart, day),
            });
        }
        let holds = self.world.office.capacity(person, &[capacity.role], day);
        if holds == Some(capacity) {
            Ok(())
        } else {
            Err(Refusal::WrongCapacity {
                claimed: capacity,
                holds,
            })
        }
    }

    fn excluded_persons(&self, step: Option<&Step>) -> Vec<PersonNo> {
        step.map_or_else(Vec::new, |step| {
            self.view().excluded(step, &[]).into_keys().collect()
        })
    }

    /// Who may sign instead of those in `apart`, today.
    pub(super) fn instead(&self, roles: &[Role], apart: &BTreeSet<PersonNo>) -> Instead {
        let apart: Vec<PersonNo> = apart.iter().copied().collect();
        self.world.office.who_may(roles, &apart, self.today())
    }
}
