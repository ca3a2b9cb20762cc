//! What was typed and not signed, kept in this process while a wizard is left. Never on disk:
//! nothing that nobody signed is a record.

use super::entry::Entry;
use crate::calendar::Moment;
use crate::journal::CaseId;
use crate::procedure::{DefId, StepId};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

/// Whose draft it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screens) enum DraftKey {
    /// A case that has not begun.
    New(DefId),
    /// A step of a case.
    Step(CaseId, StepId),
}

impl DraftKey {
    /// What the house asks about before the program ends.
    pub(super) fn name(&self) -> String {
        format!("draft {self:?}")
    }
}

/// Answers that were left.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) entries: Vec<Entry>,
    pub(super) page: usize,
    pub(super) left: Moment,
    /// How long it had been worked on, in seconds.
    pub(super) took: i64,
}

/// By the office's folder.
type Kept = Vec<(PathBuf, DraftKey, Draft)>;

static DRAFTS: LazyLock<Mutex<Kept>> = LazyLock::new(|| Mutex::new(Vec::new()));

fn with<T>(work: impl FnOnce(&mut Kept) -> T) -> T {
    work(&mut DRAFTS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Keeps a draft in place of an older one.
pub(super) fn keep(office: &Path, key: DraftKey, draft: Draft) {
    forget(office, &key);
    with(|kept| kept.push((office.to_owned(), key, draft)));
}

/// The draft, if there is one.
pub(super) fn find(office: &Path, key: &DraftKey) -> Option<Draft> {
    with(|kept| {
        let found = kept.iter().find(|(o, k, _)| o == office && k == key);
        found.map(|(_, _, draft)| draft.clone())
    })
}

/// When a draft was left, if there is one.
pub(in crate::tui::screens) fn left(office: &Path, key: &DraftKey) -> Option<Moment> {
    find(office, key).map(|draft| draft.left)
}

/// Without the draft: it was signed, or given up.
pub(super) fn forget(office: &Path, key: &DraftKey) {
    with(|kept| kept.retain(|(o, k, _)| o != office || k != key));
}
