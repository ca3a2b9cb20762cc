//! Acts that wait for a countersignature: whose it may be.

use super::act::OfficeAct;
use super::register::Office;
use crate::calendar::Recorded;
use crate::journal::{EntryId, PersonNo, PublicKey, Role};
use serde::{Deserialize, Serialize};

/// An act that has no effect until somebody countersigns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    /// Who did it.
    pub by: PersonNo,
    /// What it will do.
    pub act: OfficeAct,
    /// The key that signed it.
    pub key: PublicKey,
    /// When it was recorded.
    pub recorded: Recorded,
    /// Who has vouched so far, where one is not enough.
    pub vouched: Vec<Vouched>,
}

/// A countersignature that was not enough alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vouched {
    /// Whose.
    pub by: Voucher,
    /// When it was recorded. Whoever vouched then held a role then.
    pub recorded: Recorded,
}

/// Who vouches. A person is one whatever their key: a changed PIN makes nobody two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voucher {
    /// A person of the office, with their own key.
    Person(PersonNo),
    /// The key of the recovery sheet.
    Recovery,
}

/// Why somebody's countersignature is not what is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTheirs {
    /// It is their own act.
    Own,
    /// They have vouched already.
    Again,
    /// They hold no role that may.
    NotHolder,
    /// The rules of the office are a manager's to set: one of the two is one.
    WantsManager,
}

impl Pending {
    /// Whether one more countersignature gives it effect.
    #[must_use]
    pub fn wants_one(&self) -> bool {
        !matches!(self.act, OfficeAct::Renew { .. }) || !self.vouched.is_empty()
    }

    /// The persons who have signed it so far.
    #[must_use]
    pub fn signers(&self) -> Vec<PersonNo> {
        let vouched = self.vouched.iter().filter_map(|v| match v.by {
            Voucher::Person(no) => Some(no),
            Voucher::Recovery => None,
        });
        std::iter::once(self.by).chain(vouched).collect()
    }
}

impl Office {
    /// Whether `person`, signing as `voucher`, may countersign what waits.
    ///
    /// # Errors
    /// [`NotTheirs`].
    pub fn may_countersign(
        &self,
        pending: &Pending,
        person: PersonNo,
        voucher: Voucher,
        recorded: Recorded,
    ) -> Result<(), NotTheirs> {
        if person == pending.by {
            return Err(NotTheirs::Own);
        }
        if pending.vouched.iter().any(|v| v.by == voucher) {
            return Err(NotTheirs::Again);
        }
        let with_own_key = voucher != Voucher::Recovery;
        let holder = self.administers(person, recorded);
        let may = match &pending.act {
            // A colleague who knows the face is enough for a first key.
            OfficeAct::Enrol { .. } => with_own_key,
            OfficeAct::Renew { .. } => !with_own_key || holder,
            OfficeAct::Grant(grant) => with_own_key && (holder || grant.person == person),
            _ => with_own_key && holder,
        };
        if !may {
            return Err(NotTheirs::NotHolder);
        }
        let rules = pending.act.is_of_procedures() || pending.act.is_of_forms();
        let day = recorded.0.date();
        let manages = |no| self.capacity(no, &[Role::Manager], day).is_some();
        if rules && !manages(pending.by) && !manages(person) {
            return Err(NotTheirs::WantsManager);
        }
        Ok(())
    }

    /// Who may countersign what waits under that name now, by number: those who have a key to do it
    /// with.
    #[must_use]
    pub fn who_may_countersign(&self, entry: &EntryId, recorded: Recorded) -> Vec<PersonNo> {
        let Some(pending) = self.pending.get(entry) else {
            return Vec::new();
        };
        self.persons_on(recorded.0.date())
            .into_iter()
            .map(|person| person.no)
            .filter(|no| self.current_key(*no).is_some())
            .filter(|no| {
                self.may_countersign(pending, *no, Voucher::Person(*no), recorded)
                    .is_ok()
            })
            .collect()
    }
}
