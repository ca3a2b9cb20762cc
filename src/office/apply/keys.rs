//! Whose key signs, and whose a key becomes.

use super::{OfficeAt, OfficeRefusal};
use crate::journal::{PersonNo, PublicKey, Role};
use crate::office::act::OfficeAct;
use crate::office::register::{KeyChange, Office, Standing};

impl Office {
    /// Signed by the key that is theirs at this point of the journal.
    pub(super) fn signed_by_theirs(&self, at: &OfficeAt) -> Result<(), OfficeRefusal> {
        if self.key_of(at.person, at.index) == Some(at.key) {
            Ok(())
        } else {
            Err(OfficeRefusal::NotTheirKey(at.person))
        }
    }

    pub(super) fn own_new_key(&self, at: &OfficeAt, key: PublicKey) -> Result<(), OfficeRefusal> {
        if at.key != key {
            return Err(OfficeRefusal::NotTheirKey(at.person));
        }
        self.free_key(key)
    }

    pub(super) fn free_key(&self, key: PublicKey) -> Result<(), OfficeRefusal> {
        if key == self.recovery || self.keys.iter().any(|k| k.key == key) {
            Err(OfficeRefusal::KeyInUse)
        } else {
            Ok(())
        }
    }

    pub(super) fn accept(&mut self, at: &OfficeAt, key: PublicKey) -> Result<(), OfficeRefusal> {
        if self.standing == Standing::Accepted {
            return Err(OfficeRefusal::Founding);
        }
        let day = at.recorded.0.date();
        let manager = self.capacity(at.person, &[Role::Manager], day).is_some();
        if at.person == self.founder || !manager {
            return Err(OfficeRefusal::CannotAccept);
        }
        self.own_new_key(at, key)?;
        self.set_key(at.person, key, at.index);
        self.standing = Standing::Accepted;
        Ok(())
    }

    pub(super) fn set_key(&mut self, person: PersonNo, key: PublicKey, from: u64) {
        for old in &mut self.keys {
            if old.person == person && old.until_index.is_none() {
                old.until_index = Some(from);
            }
        }
        self.keys.push(KeyChange {
            person,
            key,
            from_index: from,
            until_index: None,
        });
        self.void_key_requests(person);
    }

    /// Of the keys that a person asks for the last counts: one that still waits is void with
    /// another, and with a key that took effect.
    pub(super) fn void_key_requests(&mut self, person: PersonNo) {
        self.pending.retain(|_, p| {
            p.by != person || !matches!(p.act, OfficeAct::Enrol { .. } | OfficeAct::Renew { .. })
        });
    }
}
