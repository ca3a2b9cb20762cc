//! What this user's terminal remembers of an office's journal between runs: the last checkpoint
//! it has verified. An older or forked journal is refused by it.

use crate::journal::{Checkpoint, OfficeId};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The remembered checkpoint of one office.
#[derive(Debug)]
pub(super) struct Memory {
    folder: PathBuf,
    office: OfficeId,
}

impl Memory {
    pub(super) fn of(folder: &Path, office: OfficeId) -> Self {
        Self {
            folder: folder.to_owned(),
            office,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.checkpoint", self.office))
    }

    /// The last checkpoint, if one is remembered and reads.
    pub(super) fn read(&self) -> Option<Checkpoint> {
        let text = std::fs::read_to_string(self.path()).ok()?;
        text.parse::<Checkpoint>()
            .ok()
            .filter(|c| c.office == self.office)
    }

    /// Remembers a checkpoint, whole or not at all.
    pub(super) fn write(&self, checkpoint: &Checkpoint) -> io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(checkpoint.to_string().as_bytes())?;
        file.persist(self.path())?;
        Ok(())
    }
}
