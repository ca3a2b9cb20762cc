//! What the disk and other terminals refuse.

use super::waited;
use crate::desk::DeskError;
use crate::locale::Locale;
use crate::store::{AppendError, Corrupt, ModelError, ReadOnly, StoreError};
use crate::t;
use crate::tui::say::io;

/// The PIN was right and nothing could be acknowledged; the marks are kept where nothing was
/// written, and F9 tries again.
#[must_use]
pub(super) fn written(error: &AppendError, words: Locale) -> String {
    let because = match error {
        AppendError::Duplicate { index } => {
            return t!(words, refusal_write_duplicate, index = *index + 1);
        }
        AppendError::Busy { waited: so_long } => {
            return t!(words, refusal_write_busy, span = waited(*so_long, words));
        }
        AppendError::Full { landed: true } => {
            let why = t!(words, refusal_store_full);
            return t!(words, refusal_write_landed, why = why);
        }
        AppendError::Io {
            source,
            landed: true,
        } => return t!(words, refusal_write_landed, why = io::error(source, words)),
        AppendError::Stale { .. } => t!(words, refusal_write_because_stale),
        AppendError::Malformed { what, .. } => {
            t!(words, refusal_write_because_fault, what = *what)
        }
        AppendError::Fold { reason, .. } => {
            t!(words, refusal_write_because_fault, what = reason.as_str())
        }
        AppendError::Full { landed: false } => t!(words, refusal_write_because_full),
        AppendError::ReadOnly(ReadOnly::Folder) => t!(words, refusal_write_because_read_only),
        AppendError::ReadOnly(ReadOnly::Newer { .. }) => t!(words, refusal_write_because_newer),
        AppendError::ReadOnly(ReadOnly::NoKey) => return t!(words, refusal_store_no_key),
        AppendError::Corrupt(corrupt) => t!(
            words,
            refusal_write_because_corrupt,
            place = place(corrupt, words)
        ),
        AppendError::NewerRecord { index, .. } => {
            t!(words, refusal_write_because_record, index = *index + 1)
        }
        AppendError::Io { landed: false, .. } => t!(words, refusal_write_because_io),
    };
    t!(words, refusal_write, why = because)
}

/// Why nothing was appended, where there is no screen with marks to go back to.
#[must_use]
pub fn append(error: &AppendError, words: Locale) -> String {
    match error {
        AppendError::Stale { .. } => t!(words, refusal_store_stale),
        AppendError::Duplicate { index } => {
            t!(words, refusal_write_duplicate, index = *index + 1)
        }
        AppendError::Malformed { what, .. } => t!(words, refusal_store_fault, what = *what),
        AppendError::Fold { reason, .. } => {
            t!(words, refusal_store_fault, what = reason.as_str())
        }
        AppendError::Busy { waited: so_long } => {
            t!(words, refusal_store_busy, span = waited(*so_long, words))
        }
        AppendError::Full { landed: false } => t!(words, refusal_store_full),
        AppendError::Full { landed: true } => {
            let why = t!(words, refusal_store_full);
            t!(words, refusal_write_landed, why = why)
        }
        AppendError::ReadOnly(why) => read_only(*why, words),
        AppendError::Corrupt(why) => corrupt(why, words),
        AppendError::NewerRecord { index, .. } => {
            t!(words, refusal_store_newer_record, index = *index + 1)
        }
        AppendError::Io {
            source,
            landed: true,
        } => t!(words, refusal_write_landed, why = io::error(source, words)),
        AppendError::Io {
            source,
            landed: false,
        } => t!(words, refusal_store_io, why = io::error(source, words)),
    }
}

/// Why reading, or a small write, failed. Nothing was changed.
#[must_use]
pub fn store(error: &StoreError, words: Locale) -> String {
    match error {
        StoreError::Corrupt(why) => corrupt(why, words),
        StoreError::Busy { waited: so_long } => {
            t!(words, refusal_store_busy, span = waited(*so_long, words))
        }
        StoreError::Full => t!(words, refusal_store_full),
        StoreError::ReadOnly(why) => read_only(*why, words),
        StoreError::Outlived => t!(words, refusal_store_outlived),
        StoreError::NewerRecord { index, .. } => {
            t!(words, refusal_store_newer_record, index = *index + 1)
        }
        StoreError::Io(why) => t!(words, refusal_store_io, why = io::error(why, words)),
    }
}

/// Why the lists could not be brought up to date.
#[must_use]
pub fn model(error: &ModelError, words: Locale) -> String {
    match error {
        ModelError::Store(why) => store(why, words),
        ModelError::Fold { reason, .. } => {
            t!(words, refusal_store_fault, what = reason.as_str())
        }
    }
}

/// Why a question could not be answered.
#[must_use]
pub fn desk(error: &DeskError, words: Locale) -> String {
    match error {
        DeskError::Store(why) => store(why, words),
        DeskError::Model(why) => model(why, words),
        DeskError::Row(what) => t!(words, refusal_row, what = what.as_str()),
        DeskError::NoCase(_) => t!(words, refusal_no_such_case),
        DeskError::NoOffice => t!(words, refusal_no_office),
    }
}

/// What is damaged. Rows can be made anew; of anything else only a copy helps.
pub(super) fn corrupt(corrupt: &Corrupt, words: Locale) -> String {
    if let Some(table) = corrupt.place.strip_prefix("rows.") {
        return t!(words, refusal_row_of, what = list(table, words));
    }
    t!(words, refusal_store_corrupt, place = place(corrupt, words))
}

/// Which of the lists that are made of the records a table is of.
fn list(table: &str, words: Locale) -> String {
    match table {
        "case" | "open" | "number" | "list" => t!(words, refusal_list_cases),
        "day" | "settled" => t!(words, refusal_list_locks),
        "holding" | "handled" => t!(words, refusal_list_register),
        "board" | "duty" | "missed" | "expected" | "met" | "dealt" => {
            t!(words, refusal_list_due)
        }
        _ => t!(words, refusal_list),
    }
}

/// Where the file is damaged.
fn place(corrupt: &Corrupt, words: Locale) -> String {
    if let Some(table) = corrupt.place.strip_prefix("rows.") {
        return list(table, words);
    }
    match corrupt.place.as_str() {
        "entries" | "heads" | "nodes" | "promised entry" => t!(words, refusal_place_records),
        other => match other.strip_prefix("page ") {
            Some(page) => t!(words, refusal_place_page, page = page),
            None => t!(words, refusal_place_file),
        },
    }
}

/// Why an office can be read and not written.
#[must_use]
pub fn read_only(why: ReadOnly, words: Locale) -> String {
    match why {
        ReadOnly::Folder => t!(words, refusal_store_read_only),
        ReadOnly::Newer { .. } => t!(words, refusal_store_newer),
        ReadOnly::NoKey => t!(words, refusal_store_no_key),
    }
}
