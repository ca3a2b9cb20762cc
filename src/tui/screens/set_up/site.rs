//! Where an office is going to be, and the draft of it.

use crate::calendar::Moment;
use crate::desk::set_up::{NewOffice, Secrets, create};
use crate::desk::set_up_file::{Draft, SetUpFileError};
use crate::desk::{KEY_FILE, SetUpError};
use crate::journal::{PersonNo, Pin};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// The name of the draft, in the office's folder or in the user's own.
const DRAFT: &str = "setup-draft.toml";

/// The folder of an office to be, and where its draft is kept.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    drafts: PathBuf,
    made: AtomicBool,
}

impl Site {
    /// An office to be in `folder`. Its draft is kept there, or in `own` where the folder cannot
    /// be written.
    #[must_use]
    pub fn new(folder: &Path, own: Option<&Path>) -> Self {
        let here = std::fs::create_dir_all(folder)
            .and_then(|()| tempfile::NamedTempFile::new_in(folder))
            .is_ok();
        let drafts = match own {
            Some(own) if !here => own,
            _ => folder,
        };
        Self {
            folder: folder.to_owned(),
            drafts: drafts.to_owned(),
            made: AtomicBool::new(false),
        }
    }

    /// The folder of the office.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the draft is kept.
    #[must_use]
    pub fn draft_path(&self) -> PathBuf {
        self.drafts.join(DRAFT)
    }

    /// Whether the office has been made.
    #[must_use]
    pub fn made(&self) -> bool {
        self.made.load(Ordering::SeqCst)
    }

    /// Whether something that belongs to an office is in the folder already.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.folder.join(crate::store::FILE_NAME).exists() || self.folder.join(KEY_FILE).exists()
    }

    /// The draft that was left here, if there is one.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn draft(&self) -> Result<Option<Draft>, SetUpFileError> {
        match std::fs::read_to_string(self.draft_path()) {
            Ok(text) => Draft::parse(&text).map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Keeps the draft, whole or as it was. It holds no secret, but names: only its owner reads it.
    pub(super) fn keep(&self, draft: &Draft) -> io::Result<()> {
        write_private(&self.draft_path(), draft.write().as_bytes())
    }

    /// Makes the office. The draft goes with it.
    pub(super) fn make(
        &self,
        draft: &Draft,
        founder: PersonNo,
        pin: &Pin,
        secrets: &Secrets,
        now: Moment,
    ) -> Result<NewOffice, SetUpError> {
        let draft = Draft {
            founder: Some(founder),
            ..draft.clone()
        };
        let founding = draft
            .founding(false, now.date())
            .map_err(|lack| SetUpError::Entry(format!("{lack:?}")))?;
        let made = create(&self.folder, &founding, pin, secrets, now)?;
        self.made.store(true, Ordering::SeqCst);
        // What it said stands in the journal now; a draft that stays is only in the way.
        let _ = std::fs::remove_file(self.draft_path());
        Ok(made)
    }
}

/// Writes a file that only its owner may read, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)?;
    // A temporary file is made for its owner alone (0600).
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
