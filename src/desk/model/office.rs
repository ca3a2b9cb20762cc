//! The office's own acts folded, and the office as last read.

use super::{Model, Signed, Stop, json};
use crate::desk::breach::Breach;
use crate::desk::definitions::{catalogue_of, judge};
use crate::desk::error::DeskError;
use crate::desk::rows::key;
use crate::journal::Body;
use crate::office::{Office, OfficeAct, OfficeAt};
use crate::procedure::Catalogue;
use crate::store::RowsMut;
use std::sync::{Arc, PoisonError};

/// The office as last read.
pub(super) struct Cached {
    /// What it was read from.
    pub(super) bytes: Vec<u8>,
    pub(super) ground: Ground,
}

/// An office with the procedures that it runs.
#[derive(Clone)]
pub(in crate::desk) struct Ground {
    pub(in crate::desk) office: Arc<Office>,
    pub(in crate::desk) catalogue: &'static Catalogue,
}

impl Model {
    /// The office of these bytes, parsed once as long as they stay the same.
    pub(in crate::desk) fn office_of(&self, bytes: Vec<u8>) -> Result<Ground, DeskError> {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cached.as_ref().filter(|known| known.bytes == bytes) {
            return Ok(known.ground.clone());
        }
        let office: Office =
            serde_json::from_slice(&bytes).map_err(|e| DeskError::Row(e.to_string()))?;
        let ground = Ground {
            catalogue: catalogue_of(&office),
            office: Arc::new(office),
        };
        *cached = Some(Cached {
            bytes,
            ground: ground.clone(),
        });
        Ok(ground)
    }

    pub(super) fn office(&self, rows: &dyn RowsMut) -> Result<Option<Ground>, Stop> {
        if self.judged.is_some() {
            return Ok(self.ground());
        }
        match rows.get(key::OFFICE, key::THE_OFFICE)? {
            None => Ok(None),
            Some(bytes) => Ok(Some(self.office_of(bytes)?)),
        }
    }

    fn put_office(&self, rows: &mut dyn RowsMut, office: Office) -> Result<(), Stop> {
        let bytes = if self.judged.is_some() {
            Vec::new()
        } else {
            let bytes = json(&office)?;
            rows.put(key::OFFICE, key::THE_OFFICE, &bytes)?;
            bytes
        };
        let ground = Ground {
            catalogue: catalogue_of(&office),
            office: Arc::new(office),
        };
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        *cached = Some(Cached { bytes, ground });
        Ok(())
    }

    pub(super) fn take_office(
        &self,
        rows: &mut dyn RowsMut,
        index: u64,
        signed: &Signed,
        body: &Body,
        act: &OfficeAct,
    ) -> Result<(), Stop> {
        let at = OfficeAt {
            entry: signed.id,
            index,
            person: body.person,
            key: signed.leaf.author(),
            recorded: body.recorded,
        };
        let office = match (self.office(rows)?, act) {
            (None, OfficeAct::Found(founding)) => {
                Office::found(signed.leaf.office(), founding, &at)
            }
            (None, _) => Err(crate::office::OfficeRefusal::Founding),
            (Some(ground), act) => {
                judge(&ground.office, act)
                    .map_err(|faults| Stop::Fault(Breach::Definition(faults)))?;
                let mut office = Office::clone(&ground.office);
                office.apply(&at, act).map(|()| office)
            }
        }
        .map_err(|e| Stop::Fault(e.into()))?;
        self.put_office(rows, office)
    }
}
