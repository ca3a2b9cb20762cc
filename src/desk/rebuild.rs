//! The rows made anew from the journal.

use super::error::{DeskError, OpenDeskError};
use super::{Desk, Model, PATIENCE};
use crate::store::{Mode, Progress, Store, StoreError, Waiting};
use std::path::Path;

/// So many entries in one transaction: others can write in between.
const BATCH: u32 = 2000;

/// Builds the rows of the office in `folder` anew, without looking at those that are there: they
/// may be what is damaged. `progress` is told how far it is, and may stop it; the rows are behind
/// then, and whoever opens the office next goes on from there.
///
/// # Errors
/// [`OpenDeskError`]: an office that cannot be opened, read or written.
pub fn rebuild(
    folder: &Path,
    progress: &mut dyn FnMut(Progress) -> bool,
) -> Result<Progress, OpenDeskError> {
    let mut patience = |waited| {
        if waited < PATIENCE {
            Waiting::Go
        } else {
            Waiting::GiveUp
        }
    };
    let store = Store::open(folder, &mut patience)?;
    if let Mode::ReadOnly(why) = store.mode() {
        return Err(DeskError::Store(StoreError::ReadOnly(why)).into());
    }
    let done = store.rebuild(&Model::default(), BATCH, &mut patience, &mut |now| {
        if progress(now) {
            Waiting::Go
        } else {
            Waiting::GiveUp
        }
    });
    Ok(done.map_err(DeskError::from)?)
}

impl Desk {
    /// Builds the read model anew from the journal. `progress` is told how many entries of how
    /// many are in it, and may stop; it goes on from there at the next opening.
    ///
    /// # Errors
    /// Damage, the operating system, or an office that cannot be written.
    pub fn rebuild(&self, progress: &mut dyn FnMut((u64, u64)) -> bool) -> Result<(), DeskError> {
        self.store.rebuild(
            self.model.as_ref(),
            BATCH,
            &mut self.patience(),
            &mut |now| {
                if progress((now.applied, now.size)) {
                    Waiting::Go
                } else {
                    Waiting::GiveUp
                }
            },
        )?;
        Ok(())
    }
}
