//! Offices that cannot be opened or made, and PINs that cannot be chosen.

use super::store::{self, desk};
use super::{Told, nothing, office, sign_error, waited};
use crate::desk::{KeyFault, OpenDeskError, SetUpError};
use crate::journal::{PIN_MOST, PersonNo, PinError};
use crate::locale::Locale;
use crate::store::{CreateError, Foreign, OpenError};
use crate::t;
use crate::tui::say::io;

/// Why an office could not be opened. Nothing was changed.
#[must_use]
pub fn open(error: &OpenDeskError, words: Locale) -> String {
    match error {
        OpenDeskError::Store(why) => open_store(why, words),
        OpenDeskError::Desk(why) => desk(why, words),
        OpenDeskError::KeyFile { path, what } => t!(
            words,
            refusal_open_key_file,
            path = path.display().to_string(),
            what = match what {
                KeyFault::Io(error) => io::error(error, words),
                KeyFault::Damaged => t!(words, refusal_key_damaged),
                KeyFault::OfAnother => t!(words, refusal_key_of_another),
            }
        ),
        OpenDeskError::RolledBack { seen, found } => t!(
            words,
            refusal_open_rolled_back,
            seen = *seen,
            found = *found
        ),
        OpenDeskError::Forked { size } => t!(words, refusal_open_forked, size = *size),
    }
}

fn open_store(error: &OpenError, words: Locale) -> String {
    match error {
        OpenError::NotFound { path } => t!(
            words,
            refusal_open_not_found,
            path = path.display().to_string()
        ),
        OpenError::Foreign { what } => {
            let what = match what {
                Foreign::OtherProgram => t!(words, refusal_foreign_program),
                Foreign::Unknown => t!(words, refusal_foreign_unknown),
            };
            t!(words, refusal_open_foreign, what = what)
        }
        OpenError::Truncated { .. } => t!(words, refusal_open_truncated),
        OpenError::Corrupt(corrupt) => store::corrupt(corrupt, words),
        OpenError::Newer { format, ours } => {
            t!(words, refusal_open_newer, format = *format, ours = *ours)
        }
        OpenError::Older => t!(words, refusal_open_older),
        OpenError::NeedsWriter => t!(words, refusal_open_needs_writer),
        OpenError::NetworkFileSystem { kind } => {
            t!(words, refusal_open_network, kind = kind.as_str())
        }
        OpenError::Permission { path } => t!(
            words,
            refusal_open_permission,
            path = path.display().to_string()
        ),
        OpenError::Busy { waited: so_long } => {
            t!(words, refusal_store_busy, span = waited(*so_long, words))
        }
        OpenError::Full => t!(words, refusal_store_full),
        OpenError::Held { .. } => t!(words, refusal_open_held),
        OpenError::Io(why) => t!(words, refusal_store_io, why = io::error(why, words)),
    }
}

/// Why an office could not be made. Nothing is left behind.
#[must_use]
pub fn set_up(error: &SetUpError, words: Locale) -> String {
    match error {
        SetUpError::Create(why) => create(why, words),
        SetUpError::Office(why) => office(why, Told::bare(words)),
        SetUpError::Pin(why) => pin(*why, words),
        SetUpError::Random(why) => t!(words, refusal_random, why = why.as_str()),
        SetUpError::Folder(why) => t!(words, refusal_set_up_folder, why = io::error(why, words)),
        SetUpError::KeyFile(why) => t!(words, refusal_set_up_key, why = io::error(why, words)),
        SetUpError::Open(why) => open(why, words),
        SetUpError::Sign(why) => sign_error(why, PersonNo(0), &[], Told::bare(words)),
        SetUpError::Entry(why) => t!(words, refusal_founding_entry, why = why.as_str()),
    }
}

fn create(error: &CreateError, words: Locale) -> String {
    match error {
        CreateError::Exists { path } => t!(
            words,
            refusal_create_exists,
            path = path.display().to_string()
        ),
        CreateError::NoFolder { path } => t!(
            words,
            refusal_create_no_folder,
            path = path.display().to_string()
        ),
        CreateError::NetworkFileSystem { kind } => {
            t!(words, refusal_open_network, kind = kind.as_str())
        }
        CreateError::Permission { path } => t!(
            words,
            refusal_create_permission,
            path = path.display().to_string()
        ),
        CreateError::Full => nothing(t!(words, refusal_store_full), words),
        CreateError::First(why) => t!(words, refusal_create_first, why = store::append(why, words)),
        CreateError::Io(why) => t!(words, refusal_store_io, why = io::error(why, words)),
    }
}

/// Why a PIN may not be chosen.
#[must_use]
pub fn pin(error: PinError, words: Locale) -> String {
    match error {
        PinError::TooShort { least } => t!(words, refusal_pin_short, least = least),
        PinError::TooLong => t!(words, refusal_pin_long, most = PIN_MOST),
        PinError::Untypable => t!(words, refusal_pin_untypable),
        PinError::Repeated => t!(words, refusal_pin_repeated),
        PinError::Run => t!(words, refusal_pin_run),
    }
}
