//! The journal for strangers: one line an entry, and the checkpoint that pins them.

use super::{Desk, DeskError};
use crate::journal::merkle::Frontier;
use crate::journal::{Checkpoint, Record, export_line};
use crate::store::{Corrupt, ReadLog as _, Stored};
use std::io;

/// How many entries are read at once.
const PART: usize = 2000;

/// Why there is no export.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The journal could not be read.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// It could not be written where it goes.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Desk {
    /// Writes every entry as a line of JSON, and gives the checkpoint that pins exactly these lines,
    /// its root recomputed from what was written. `progress` is told how many of how many, and may
    /// stop: nothing is given back then, and what lies in `out` is no export.
    ///
    /// # Errors
    /// [`ExportError`]; what lies in `out` is no export.
    pub fn export(
        &self,
        out: &mut dyn io::Write,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Option<Checkpoint>, ExportError> {
        let snapshot = self.store.snapshot().map_err(DeskError::from)?;
        let (size, root) = snapshot.size_and_root().map_err(DeskError::from)?;
        let mut tree = Frontier::new();
        while tree.size() < size {
            let part = snapshot.read(tree.size(), PART).map_err(DeskError::from)?;
            if part.is_empty() {
                break;
            }
            for (index, stored) in &part {
                out.write_all(line(*index, stored)?.as_bytes())?;
                out.write_all(b"\n")?;
                tree.push(stored.id().0);
            }
            if !progress(tree.size(), size) && tree.size() < size {
                return Ok(None);
            }
        }
        out.flush()?;
        if (tree.size(), tree.root()) != (size, root) {
            return Err(damaged("the entries are not those that the root pins".to_owned()).into());
        }
        Ok(Some(Checkpoint {
            office: self.store.office(),
            size,
            root,
        }))
    }
}

fn line(index: u64, stored: &Stored) -> Result<String, DeskError> {
    let entry = stored.entry().map_err(|fault| damaged(fault.to_string()))?;
    export_line(index, &Record::Whole(entry))
        .map_err(|fault| damaged(format!("entry {index}: {fault}")))
}

fn damaged(detail: String) -> DeskError {
    let place = "entries".to_owned();
    DeskError::Store(Corrupt { place, detail }.into())
}
