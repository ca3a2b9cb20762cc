//! Making a new office: its secrets, its founding entry, the slips with which people are let in.

use super::deed::MACHINE;
use super::error::SetUpError;
use super::keys::{make_invite, make_key};
use super::sign::new_entry;
use super::{KEY_FILE, SignError, host_terminal, random};
use crate::calendar::{Happened, Moment, Recorded};
use crate::journal::{
    Body, Capacity, InviteCode, KdfParams, Master, OfficeId, PersonNo, Pin, PublicKey,
    RecoverySheet, Role, Seen, SittingId, seal_entry,
};
use crate::office::{Founding, Office, OfficeAct, OfficeAt};
use crate::store::{Batch, NewOffice as NewFile, Store};
use std::io::Write as _;
use std::path::Path;

/// A one-time slip for a person, to be printed and handed over.
pub struct Slip {
    /// For whom.
    pub person: PersonNo,
    /// The code.
    pub code: InviteCode,
}

/// A new office, not yet accepted by its manager.
pub struct NewOffice {
    /// The recovery sheet: shown once, printed for the safe, stored nowhere.
    pub sheet: RecoverySheet,
    /// Slips for everybody but the founder.
    pub slips: Vec<Slip>,
    /// Its id.
    pub office: OfficeId,
}

/// The secrets of an office to be made: shown before anything is written.
pub struct Secrets {
    master: Master,
}

impl Secrets {
    /// New ones.
    pub fn new() -> Result<Self, SetUpError> {
        Ok(Self {
            master: Master::new(random().map_err(random_failed)?),
        })
    }

    /// The sheet for the safe.
    #[must_use]
    pub fn sheet(&self) -> RecoverySheet {
        RecoverySheet::of(&self.master)
    }
}

/// Makes an office in `folder`: whole or not at all. `draft.key` and `draft.recovery` are filled
/// here. The founder signs with `pin`; everybody else gets a slip.
///
/// # Errors
/// [`SetUpError`]; no office is there then.
pub fn create(
    folder: &Path,
    draft: &Founding,
    pin: &Pin,
    secrets: &Secrets,
    now: Moment,
) -> Result<NewOffice, SetUpError> {
    let day = now.date();
    let id = OfficeId(random().map_err(random_failed)?);
    let key_file = secrets.master.key_file(id);
    let params = if draft.sample {
        KdfParams::SAMPLE
    } else {
        KdfParams::STANDARD
    };
    let key = make_key(&key_file.pepper, id, draft.founder, pin, params)
        .map_err(|e| SetUpError::Sign(Box::new(e)))?;
    let founding = Founding {
        key: key.signer.public(),
        recovery: secrets.master.recovery_signer().public(),
        procedures: super::definitions::shipped(),
        ..draft.clone()
    };
    let recorded = Recorded(now);
    let body = Body {
        machine: MACHINE,
        unit: None,
        person: founding.founder,
        capacity: Capacity::own(Role::Administrator),
        recorded,
        happened: Happened(now),
        day: None,
        sitting: SittingId(random().map_err(random_failed)?),
        terminal: host_terminal(),
        seen: Seen {
            size: 0,
            root: crate::journal::merkle::empty_root(),
        },
        case: None,
        after: None,
        failed: 0,
        act: serde_json::to_value(OfficeAct::Found(Box::new(founding.clone())))
            .map_err(|e| SetUpError::Entry(e.to_string()))?,
    };
    let entry = seal_entry(&key.signer, id, random().map_err(random_failed)?, &body)
        .map_err(|e| SetUpError::Entry(e.to_string()))?;
    let at = OfficeAt {
        entry: entry.id(),
        index: 0,
        person: founding.founder,
        key: key.signer.public(),
        recorded,
    };
    let office = Office::found(id, &founding, &at)?;
    pin.check(office.confirms(founding.founder, day))?;
    let mut side = vec![key.side];
    let mut slips = Vec::new();
    for person in office.persons_on(day) {
        if person.no == founding.founder {
            continue;
        }
        let (code, row) = make_invite(&key_file.pepper, id, person.no)
            .map_err(|e| SetUpError::Sign(Box::new(e)))?;
        side.push(row);
        slips.push(Slip {
            person: person.no,
            code,
        });
    }
    std::fs::create_dir_all(folder).map_err(SetUpError::Folder)?;
    let key_path = folder.join(KEY_FILE);
    if folder.join(crate::store::FILE_NAME).exists() || key_path.exists() {
        return Err(SetUpError::Create(crate::store::CreateError::Exists {
            path: key_path,
        }));
    }
    write_key_file(folder, &key_path, key_file.to_text().as_bytes())?;
    let new = NewFile {
        office: id,
        first: Batch {
            entries: vec![new_entry(&entry, id.0, None)],
            side,
        },
    };
    if let Err(e) = Store::create(folder, &new) {
        // Without its office the key file would stand in the way of the next try.
        let _ = std::fs::remove_file(&key_path);
        return Err(e.into());
    }
    Ok(NewOffice {
        sheet: secrets.sheet(),
        slips,
        office: id,
    })
}

/// A founding that set-up fills; its keys come with [`create`].
#[must_use]
pub fn no_key() -> PublicKey {
    PublicKey([0; 32])
}

fn write_key_file(folder: &Path, path: &Path, bytes: &[u8]) -> Result<(), SetUpError> {
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(SetUpError::KeyFile)?;
    file.write_all(bytes).map_err(SetUpError::KeyFile)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.as_file()
            .set_permissions(std::fs::Permissions::from_mode(0o640))
            .map_err(SetUpError::KeyFile)?;
    }
    file.as_file().sync_all().map_err(SetUpError::KeyFile)?;
    file.persist(path)
        .map(drop)
        .map_err(|e| SetUpError::KeyFile(e.error))
}

fn random_failed(e: SignError) -> SetUpError {
    SetUpError::Random(e.to_string())
}
