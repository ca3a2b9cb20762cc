//! Folding office entries: which acts on the office are lawful, and what they change.
//!
//! `keys` is whose key signs and becomes whose, `effect` what an act changes once it holds, `fit`
//! whether it fits the office at all. Called by the fold, by `desk` before anything is signed, and by
//! verification.

mod effect;
mod fit;
mod keys;

use super::act::OfficeAct;
use super::founding::Founding;
use super::pending::{Pending, Vouched, Voucher};
use super::procedures::InUse;
use super::register::{KeyChange, Office, Standing};
use crate::calendar::Recorded;
use crate::journal::{EntryId, OfficeId, PersonNo, PublicKey, Role};
use std::collections::BTreeMap;

/// Everything about an office entry that matters beside the act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeAt {
    /// The entry.
    pub entry: EntryId,
    /// Where it stands in the journal.
    pub index: u64,
    /// Who acts.
    pub person: PersonNo,
    /// The key that signed the entry.
    pub key: PublicKey,
    /// When it was recorded.
    pub recorded: Recorded,
}

/// Why an act on the office is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfficeRefusal {
    /// Founding where there is an office already, or anything else where there is none.
    #[error("the office is founded once, and first")]
    Founding,
    /// The founding names no manager, or its founder is not among its people.
    #[error("the founding lacks a manager other than the founder")]
    FoundingLacks,
    /// Nothing works before the first manager has accepted.
    #[error("the first manager has not accepted yet")]
    NotAccepted,
    /// Only a manager, or who stands in for one, and never the founder, accepts.
    #[error("this person cannot accept")]
    CannotAccept,
    /// The person does not belong to the office that day.
    #[error("person {0} does not belong to the office")]
    Unknown(PersonNo),
    /// The entry is not signed by the key of the person it names.
    #[error("not signed by the key of person {0}")]
    NotTheirKey(PersonNo),
    /// They may not change the office.
    #[error("person {0} may not change the office")]
    NotTheirs(PersonNo),
    /// They have a key already.
    #[error("person {0} is enrolled already")]
    Enrolled(PersonNo),
    /// They have no key yet.
    #[error("person {0} is not enrolled")]
    NotEnrolled(PersonNo),
    /// The key is somebody's already.
    #[error("this key is in use")]
    KeyInUse,
    /// Nothing waits under that name.
    #[error("no act waits for this countersignature")]
    NothingWaits,
    /// Nobody countersigns their own act, or twice.
    #[error("person {0} cannot countersign this")]
    CannotCountersign(PersonNo),
    /// It names a unit, place or person that does not exist, or dates that end before they begin.
    #[error("it does not fit the office")]
    DoesNotFit,
    /// It is not based on the office's last entry.
    #[error("the office has changed meanwhile")]
    Stale,
}

impl Office {
    /// The office that a founding entry makes.
    pub fn found(id: OfficeId, founding: &Founding, at: &OfficeAt) -> Result<Self, OfficeRefusal> {
        let day = at.recorded.0.date();
        if at.person != founding.founder || at.key != founding.key {
            return Err(OfficeRefusal::NotTheirKey(at.person));
        }
        let office = Self {
            id,
            sample: founding.sample,
            since: day,
            profile: founding.profile,
            name: founding.name.clone(),
            founder: founding.founder,
            recovery: founding.recovery,
            standing: Standing::Founded,
            units: founding.units.clone(),
            persons: founding.persons.clone(),
            grants: founding.grants.clone(),
            places: founding.places.clone(),
            means: founding.means.clone(),
            holdings: founding.holdings.clone(),
            days: founding.days.clone(),
            settings: founding.settings.clone(),
            keys: vec![KeyChange {
                person: founding.founder,
                key: founding.key,
                from_index: at.index,
                until_index: None,
            }],
            procedures: founding
                .procedures
                .iter()
                .map(|pin| InUse::founding(pin, at))
                .collect(),
            forms: Vec::new(),
            contacts: founding.contacts.clone(),
            pending: BTreeMap::new(),
            head: Some(at.entry),
        };
        let manager = !office
            .who_may(&[Role::Manager], &[founding.founder], day)
            .is_empty();
        if !manager || office.person_ever(founding.founder).is_none() || office.units.is_empty() {
            return Err(OfficeRefusal::FoundingLacks);
        }
        if !office.fits_whole() {
            return Err(OfficeRefusal::DoesNotFit);
        }
        Ok(office)
    }

    /// Applies one further act. On an error nothing has changed.
    pub fn apply(&mut self, at: &OfficeAt, act: &OfficeAct) -> Result<(), OfficeRefusal> {
        let mut next = self.clone();
        next.apply_to(at, act)?;
        next.head = Some(at.entry);
        *self = next;
        Ok(())
    }

    fn apply_to(&mut self, at: &OfficeAt, act: &OfficeAct) -> Result<(), OfficeRefusal> {
        let day = at.recorded.0.date();
        if matches!(act, OfficeAct::Found(_)) {
            return Err(OfficeRefusal::Founding);
        }
        if let OfficeAct::Accept { key } = act {
            return self.accept(at, *key);
        }
        if self.standing == Standing::Founded {
            return Err(OfficeRefusal::NotAccepted);
        }
        self.person(at.person, day)
            .ok_or(OfficeRefusal::Unknown(at.person))?;
        match act {
            OfficeAct::Found(_) | OfficeAct::Accept { .. } => Err(OfficeRefusal::Founding),
            OfficeAct::Enrol { key } => {
                if self.current_key(at.person).is_some() {
                    return Err(OfficeRefusal::Enrolled(at.person));
                }
                self.own_new_key(at, *key)?;
                self.void_key_requests(at.person);
                self.wait(at, act);
                Ok(())
            }
            OfficeAct::Renew { key } => {
                if self.current_key(at.person).is_none() {
                    return Err(OfficeRefusal::NotEnrolled(at.person));
                }
                self.own_new_key(at, *key)?;
                self.void_key_requests(at.person);
                self.wait(at, act);
                Ok(())
            }
            OfficeAct::ChangeKey { key } => {
                self.signed_by_theirs(at)?;
                self.free_key(*key)?;
                self.set_key(at.person, *key, at.index + 1);
                Ok(())
            }
            OfficeAct::Countersign { entry } => self.countersign(at, *entry),
            OfficeAct::Decline { entry, reason } => {
                self.signed_by_theirs(at)?;
                let pending = self.pending.get(entry);
                let pending = pending.ok_or(OfficeRefusal::NothingWaits)?;
                if pending.by != at.person && !self.administers(at.person, at.recorded) {
                    return Err(OfficeRefusal::NotTheirs(at.person));
                }
                if reason.is_blank() {
                    return Err(OfficeRefusal::DoesNotFit);
                }
                self.pending.remove(entry);
                Ok(())
            }
            OfficeAct::Grant(_)
            | OfficeAct::EndGrant { .. }
            | OfficeAct::Adopt { .. }
            | OfficeAct::TakeUp { .. }
            | OfficeAct::Retire { .. }
            | OfficeAct::AdoptForm { .. }
            | OfficeAct::RetireForm { .. } => {
                self.may_change(at)?;
                self.fits(act)?;
                self.wait(at, act);
                Ok(())
            }
            OfficeAct::Invite { person } => {
                self.may_change(at)?;
                self.person(*person, day)
                    .ok_or(OfficeRefusal::Unknown(*person))?;
                Ok(())
            }
            OfficeAct::Person(_)
            | OfficeAct::Place(_)
            | OfficeAct::Means(_)
            | OfficeAct::Unit(_)
            | OfficeAct::Holding(_)
            | OfficeAct::Contact(_)
            | OfficeAct::Days { .. }
            | OfficeAct::Settings(_) => {
                self.may_change(at)?;
                self.fits(act)?;
                self.take_effect(act);
                Ok(())
            }
        }
    }

    fn may_change(&self, at: &OfficeAt) -> Result<(), OfficeRefusal> {
        self.signed_by_theirs(at)?;
        if self.administers(at.person, at.recorded) {
            Ok(())
        } else {
            Err(OfficeRefusal::NotTheirs(at.person))
        }
    }

    /// Whether the person may change people, places, means and days: the administrator, a manager,
    /// or who stands in for one.
    #[must_use]
    pub fn administers(&self, person: PersonNo, recorded: Recorded) -> bool {
        self.capacity(
            person,
            &[Role::Administrator, Role::Manager],
            recorded.0.date(),
        )
        .is_some()
    }

    fn wait(&mut self, at: &OfficeAt, act: &OfficeAct) {
        self.pending.insert(
            at.entry,
            Pending {
                by: at.person,
                act: act.clone(),
                key: at.key,
                recorded: at.recorded,
                vouched: Vec::new(),
            },
        );
    }

    fn countersign(&mut self, at: &OfficeAt, entry: EntryId) -> Result<(), OfficeRefusal> {
        let pending = self
            .pending
            .get(&entry)
            .cloned()
            .ok_or(OfficeRefusal::NothingWaits)?;
        let voucher = if at.key == self.recovery {
            Voucher::Recovery
        } else {
            self.signed_by_theirs(at)?;
            Voucher::Person(at.person)
        };
        self.may_countersign(&pending, at.person, voucher, at.recorded)
            .map_err(|_| OfficeRefusal::CannotCountersign(at.person))?;
        match &pending.act {
            OfficeAct::Enrol { .. } => {}
            // It may have waited for long.
            OfficeAct::Renew { .. } => {
                self.person(pending.by, at.recorded.0.date())
                    .ok_or(OfficeRefusal::Unknown(pending.by))?;
            }
            act => self.fits(act)?,
        }
        if !pending.wants_one() {
            if let Some(waiting) = self.pending.get_mut(&entry) {
                waiting.vouched.push(Vouched {
                    by: voucher,
                    recorded: at.recorded,
                });
            }
            return Ok(());
        }
        self.pending.remove(&entry);
        match pending.act {
            OfficeAct::Enrol { key } => {
                if self.current_key(pending.by).is_some() {
                    return Err(OfficeRefusal::Enrolled(pending.by));
                }
                self.set_key(pending.by, key, at.index + 1);
            }
            OfficeAct::Renew { key } => self.set_key(pending.by, key, at.index + 1),
            act if act.is_of_procedures() => self.change_procedures(&act, (entry, pending.by), at),
            act if act.is_of_forms() => self.change_forms(&act, (entry, pending.by), at),
            act => self.take_effect(&act),
        }
        Ok(())
    }
}
