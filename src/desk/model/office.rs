//! The office's own acts folded, and the office as last read.

use super::{Model, Signed, Stop, json, put};
use crate::desk::breach::Breach;
use crate::desk::definitions::{catalogue_of, judge};
use crate::desk::error::DeskError;
use crate::desk::rows::key;
use crate::desk::view::read_row;
use crate::journal::Body;
use crate::office::{Office, OfficeAct, OfficeAt};
use crate::procedure::Catalogue;
use crate::store::{Rows, RowsMut};
use std::sync::{Arc, PoisonError};

/// The office as last read.
pub(super) struct Cached {
    /// The row that names its last entry; none where it lives in memory alone.
    head: Vec<u8>,
    pub(super) ground: Ground,
}

/// An office with the procedures that it runs.
#[derive(Clone)]
pub(in crate::desk) struct Ground {
    pub(in crate::desk) office: Arc<Office>,
    pub(in crate::desk) catalogue: &'static Catalogue,
}

impl Model {
    /// The office of these rows. Its own row is large, and is read and parsed only where another
    /// entry is its last: what an office is follows from its entries.
    pub(in crate::desk) fn office_in(&self, rows: &dyn Rows) -> Result<Option<Ground>, DeskError> {
        let Some(head) = rows.get(key::OFFICE, key::ITS_HEAD)? else {
            return Ok(None);
        };
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = cached.as_ref().filter(|known| known.head == head) {
            return Ok(Some(known.ground.clone()));
        }
        let office: Option<Office> = read_row(rows, key::OFFICE, key::THE_OFFICE)?;
        let Some(office) = office else {
            return Ok(None);
        };
        let ground = Ground {
            catalogue: catalogue_of(&office),
            office: Arc::new(office),
        };
        *cached = Some(Cached {
            head,
            ground: ground.clone(),
        });
        Ok(Some(ground))
    }

    pub(super) fn office(&self, rows: &dyn Rows) -> Result<Option<Ground>, Stop> {
        if self.judged.is_some() {
            return Ok(self.ground());
        }
        Ok(self.office_in(rows)?)
    }

    fn put_office(&self, rows: &mut dyn RowsMut, office: Office) -> Result<(), Stop> {
        let head = if self.judged.is_some() {
            Vec::new()
        } else {
            put(rows, key::OFFICE, key::THE_OFFICE, &office)?;
            let head = json(&office.head)?;
            rows.put(key::OFFICE, key::ITS_HEAD, &head)?;
            head
        };
        let ground = Ground {
            catalogue: catalogue_of(&office),
            office: Arc::new(office),
        };
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        *cached = Some(Cached { head, ground });
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
