//! What the operating system says, in words: its own sentences are in the language of the host.

use crate::locale::Locale;
use crate::t;
use std::io::{Error, ErrorKind};

/// Why the operating system refused; a kind that has no words here is told by its number.
#[must_use]
pub fn error(error: &Error, words: Locale) -> String {
    match (known(error.kind(), words), error.raw_os_error()) {
        (Some(said), _) => said,
        (None, Some(code)) => t!(words, io_other, code = code),
        (None, None) => t!(words, io_unknown),
    }
}

/// The same where the kind alone is known.
#[must_use]
pub fn kind(kind: ErrorKind, words: Locale) -> String {
    known(kind, words).unwrap_or_else(|| t!(words, io_unknown))
}

fn known(kind: ErrorKind, words: Locale) -> Option<String> {
    Some(match kind {
        ErrorKind::NotFound => t!(words, io_not_found),
        ErrorKind::PermissionDenied => t!(words, io_permission),
        ErrorKind::AlreadyExists => t!(words, io_exists),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => t!(words, io_full),
        ErrorKind::FileTooLarge => t!(words, io_too_large),
        ErrorKind::ReadOnlyFilesystem => t!(words, io_read_only),
        ErrorKind::IsADirectory => t!(words, io_is_a_folder),
        ErrorKind::NotADirectory => t!(words, io_no_folder),
        ErrorKind::BrokenPipe => t!(words, io_pipe),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => t!(words, io_name),
        ErrorKind::ResourceBusy => t!(words, io_busy),
        ErrorKind::TimedOut => t!(words, io_late),
        ErrorKind::InvalidData => t!(words, io_not_text),
        ErrorKind::UnexpectedEof | ErrorKind::WriteZero => t!(words, io_cut),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn the_usual_errors_are_said_in_the_language_of_the_reader() {
        let ja = Locale::new(Lang::Ja);
        // ENOENT, EACCES, EEXIST, ENOTDIR, EISDIR, EFBIG, ENOSPC, EROFS, EPIPE
        for code in [2, 13, 17, 20, 21, 27, 28, 30, 32, 5] {
            let said = error(&Error::from_raw_os_error(code), ja);
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{said}");
        }
        let odd = error(&Error::from_raw_os_error(5), ja);
        assert!(odd.contains('5'), "{odd}");
    }
}
