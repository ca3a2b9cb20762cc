//! Exit codes, as the manual page names them.

use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything is fine.
    Fine = 0,
    /// Something was found, or is outstanding.
    Found = 1,
    /// The command line was wrong.
    Usage = 2,
    /// It could not be opened or read.
    NotRead = 3,
    /// It could not be written.
    NotWritten = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
