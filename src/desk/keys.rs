//! Sealed keys, wrong tries and invitations: what lies beside the journal.

use super::error::{DeskError, KeyFault, OpenDeskError, SignError};
use super::view::View;
use super::{Desk, KEY_FILE, random};
use crate::calendar::{Moment, Recorded};
use crate::journal::{
    InviteCode, KdfParams, KeyFile, OfficeId, OpenError, Pepper, PersonNo, Pin, PublicKey,
    SealedKey, Signer, invite_mac, invite_matches,
};
use crate::office::{Office, OfficeAct};
use crate::store::{ReadOnly, SideChange, StoreError};
use serde::{Deserialize, Serialize};
use std::path::Path;
use zeroize::Zeroizing;

/// Wrong tries of a person since their last signed entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tries {
    failed: u32,
    /// When the last was made, in seconds of the desk's clock.
    last: i64,
    /// When they last signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed: Option<Recorded>,
}

/// How many tries are free of waiting.
const FREE_TRIES: u32 = 2;
/// The first waiting time in seconds; each further wrong try doubles it.
const FIRST_WAIT: u32 = 5;
/// The longest waiting time in seconds.
const LONGEST_WAIT: u32 = 300;

/// Seconds to wait after so many wrong tries in a row.
pub(super) fn wait_after(failed: u32) -> u32 {
    if failed <= FREE_TRIES {
        return 0;
    }
    FIRST_WAIT
        .saturating_mul(
            1_u32
                .checked_shl(failed - FREE_TRIES - 1)
                .unwrap_or(u32::MAX),
        )
        .min(LONGEST_WAIT)
}

pub(super) fn seal_key(person: PersonNo, key: PublicKey) -> Vec<u8> {
    format!("seal/{:03}/{key}", person.0).into_bytes()
}

pub(super) fn tries_key(person: PersonNo) -> Vec<u8> {
    format!("tries/{:03}", person.0).into_bytes()
}

/// The row that a signature leaves: no wrong tries since.
pub(super) fn signed_now(person: PersonNo, recorded: Recorded) -> SideRow {
    let tries = Tries {
        signed: Some(recorded),
        ..Tries::default()
    };
    // Without the row the count is nothing as well.
    (tries_key(person), serde_json::to_vec(&tries).ok())
}

pub(super) fn invite_key(person: PersonNo) -> Vec<u8> {
    format!("invite/{:03}", person.0).into_bytes()
}

/// A row of the side table to be written with the entries: its key, and its value or nothing.
pub(super) type SideRow = (Vec<u8>, Option<Vec<u8>>);

/// A key opened for one list of acts, with the wrong tries that its first entry tells.
pub(super) struct Opened {
    pub(super) signer: Signer,
    pub(super) failed: u32,
    /// When this person signed before.
    pub(super) previous: Option<Recorded>,
}

/// A new key with its box, not yet enrolled.
pub(super) struct NewKey {
    pub(super) signer: Signer,
    pub(super) side: SideRow,
}

/// The key file of an office; none where there is no such file: a copy that left the office.
///
/// # Errors
/// A file that cannot be read, is damaged, or another office's.
pub(super) fn key_file(folder: &Path, office: OfficeId) -> Result<Option<KeyFile>, OpenDeskError> {
    let path = folder.join(KEY_FILE);
    let fault = |what| OpenDeskError::KeyFile {
        path: path.clone(),
        what,
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(KeyFault::Io(error))),
    };
    let key = KeyFile::parse(&text).map_err(|_| fault(KeyFault::Damaged))?;
    if key.office != office {
        return Err(fault(KeyFault::OfAnother));
    }
    Ok(Some(key))
}

impl Desk {
    /// What the key file adds to every PIN.
    pub(super) fn pepper(&self) -> Result<&Pepper, DeskError> {
        let key = self.key.as_ref();
        key.map(|key| &key.pepper)
            .ok_or(DeskError::Store(StoreError::ReadOnly(ReadOnly::NoKey)))
    }

    /// Opens a person's key. Slow by design. The try is counted before it is made: where the
    /// counter cannot be written, no key opens.
    pub(super) fn open_key(
        &self,
        view: &View,
        person: PersonNo,
        pin: &Pin,
    ) -> Result<Opened, SignError> {
        let today = view.today().0;
        if view.office.person(person, today).is_none() {
            return Err(SignError::NobodyHas(person));
        }
        let public = view
            .office
            .current_key(person)
            .ok_or(SignError::NotEnrolled(person))?;
        // Asked before the try is counted: without the key file no PIN is right or wrong.
        let pepper = self.pepper()?;
        let sealed = self.sealed(person, public)?;
        let now = view.now;
        let before = self.count_try(person, now)?;
        match sealed.open(pin, pepper, self.store.office(), person, public) {
            Ok(signer) => {
                // Not counted as wrong after all; set to nothing with the signed entry itself.
                self.set_tries(person, before)?;
                Ok(Opened {
                    signer,
                    failed: before.failed,
                    previous: before.signed,
                })
            }
            Err(OpenError::WrongPin) => Err(SignError::WrongPin {
                failed: before.failed + 1,
                wait: wait_after(before.failed + 1),
            }),
            Err(OpenError::Damaged) => {
                self.set_tries(person, before)?;
                Err(SignError::Damaged(person))
            }
            Err(OpenError::NoMemory(e)) => {
                self.set_tries(person, before)?;
                Err(SignError::Entry(e.to_string()))
            }
        }
    }

    fn sealed(&self, person: PersonNo, public: PublicKey) -> Result<SealedKey, SignError> {
        let bytes = self
            .store
            .side_get(&seal_key(person, public))
            .map_err(DeskError::from)?
            .ok_or(SignError::Damaged(person))?;
        SealedKey::parse(&bytes).map_err(|_| SignError::Damaged(person))
    }

    /// Counts a try as wrong before it is made, and gives back how it stood before.
    fn count_try(&self, person: PersonNo, now: Moment) -> Result<Tries, SignError> {
        let mut before = Tries::default();
        let mut early = 0;
        self.store
            .side_update(&tries_key(person), &mut self.patience(), &mut |old| {
                before = old
                    .and_then(|bytes| serde_json::from_slice(bytes).ok())
                    .unwrap_or_default();
                let wait = i64::from(wait_after(before.failed));
                let passed = now.unix() - before.last;
                // A clock that went back must not keep anybody out for longer than the wait.
                early = if (0..wait).contains(&passed) {
                    wait - passed
                } else {
                    0
                };
                if early > 0 {
                    return SideChange::Keep;
                }
                encode(Tries {
                    failed: before.failed + 1,
                    last: now.unix(),
                    ..before
                })
            })
            .map_err(SignError::Counter)?;
        if early > 0 {
            return Err(SignError::TooSoon {
                wait: u32::try_from(early).unwrap_or(LONGEST_WAIT),
            });
        }
        Ok(before)
    }

    fn set_tries(&self, person: PersonNo, tries: Tries) -> Result<(), SignError> {
        self.store
            .side_update(&tries_key(person), &mut self.patience(), &mut |_| {
                encode(tries)
            })
            .map(drop)
            .map_err(SignError::Counter)
    }

    /// What lies beside the journal and changes with an act on the office: whoever has got another
    /// key need not wait for the wrong tries with the former one. They stay counted, and their next
    /// entry tells them.
    pub(super) fn beside(
        &self,
        before: &Office,
        after: &Office,
        act: &OfficeAct,
    ) -> Result<Option<SideRow>, SignError> {
        let OfficeAct::Countersign { entry } = act else {
            return Ok(None);
        };
        let renewed = before.pending.get(entry).filter(|pending| {
            matches!(pending.act, OfficeAct::Renew { .. })
                && before.current_key(pending.by) != after.current_key(pending.by)
        });
        let Some(pending) = renewed else {
            return Ok(None);
        };
        let key = tries_key(pending.by);
        let kept = self.store.side_get(&key).map_err(DeskError::from)?;
        let tries = kept.and_then(|bytes| serde_json::from_slice::<Tries>(&bytes).ok());
        let tries = Tries {
            last: 0,
            ..tries.unwrap_or_default()
        };
        Ok(Some((key, serde_json::to_vec(&tries).ok())))
    }

    /// Makes a new key under a PIN.
    pub(super) fn new_key(
        &self,
        person: PersonNo,
        pin: &Pin,
        params: KdfParams,
    ) -> Result<NewKey, SignError> {
        make_key(self.pepper()?, self.store.office(), person, pin, params)
    }

    /// Makes a new one-time code for a person; what is kept of it cannot be tried without the key
    /// file.
    pub(super) fn new_invite(&self, person: PersonNo) -> Result<(InviteCode, SideRow), SignError> {
        make_invite(self.pepper()?, self.store.office(), person)
    }

    /// Whether the code is the one on the person's slip. Wrong codes are counted and slowed like
    /// wrong PINs.
    pub(super) fn check_code(
        &self,
        person: PersonNo,
        code: &InviteCode,
        now: Moment,
    ) -> Result<(), SignError> {
        let pepper = self.pepper()?;
        let before = self.count_try(person, now)?;
        let kept = self
            .store
            .side_get(&invite_key(person))
            .map_err(DeskError::from)?;
        let matches = kept
            .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
            .is_some_and(|kept| invite_matches(&kept, pepper, self.store.office(), person, code));
        if matches {
            self.set_tries(person, before)
        } else {
            Err(SignError::WrongCode)
        }
    }

    /// Wrong tries of a person since their last signed entry.
    pub fn failed_tries(&self, person: PersonNo) -> Result<u32, StoreError> {
        Ok(self
            .store
            .side_get(&tries_key(person))?
            .and_then(|bytes| serde_json::from_slice::<Tries>(&bytes).ok())
            .unwrap_or_default()
            .failed)
    }
}

fn encode(tries: Tries) -> SideChange {
    serde_json::to_vec(&tries).map_or(SideChange::Keep, SideChange::Put)
}

/// A key for a person, sealed under their PIN.
pub(super) fn make_key(
    pepper: &crate::journal::Pepper,
    office: crate::journal::OfficeId,
    person: PersonNo,
    pin: &Pin,
    params: KdfParams,
) -> Result<NewKey, SignError> {
    let seed = Zeroizing::new(random::<32>()?);
    let sealed = SealedKey::seal(
        &seed,
        pin,
        pepper,
        office,
        person,
        random()?,
        random()?,
        params,
    )
    .map_err(|e| SignError::Entry(e.to_string()))?;
    let signer = Signer::from_seed(&seed);
    let side = (seal_key(person, signer.public()), Some(sealed.to_bytes()));
    Ok(NewKey { signer, side })
}

/// A one-time code for a person.
pub(super) fn make_invite(
    pepper: &crate::journal::Pepper,
    office: crate::journal::OfficeId,
    person: PersonNo,
) -> Result<(InviteCode, SideRow), SignError> {
    let code = InviteCode::from_random(random()?);
    let mac = invite_mac(pepper, office, person, &code);
    Ok((code, (invite_key(person), Some(mac.to_vec()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_wrong_try_waits_five_seconds_and_later_ones_longer() {
        assert_eq!(wait_after(0), 0);
        assert_eq!(wait_after(2), 0);
        assert_eq!(wait_after(3), 5);
        assert_eq!(wait_after(4), 10);
        assert_eq!(wait_after(40), LONGEST_WAIT);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }
}
