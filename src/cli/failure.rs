//! What could not be done, for the person who typed it: what happened, what was kept, what to do.

use super::exit::Exit;
use super::place::CONFIG;
use crate::desk::{DeskError, OpenDeskError, SetUpError};
use crate::locale::Locale;
use crate::store::{OpenError, StoreError};
use crate::t;
use crate::text::shown;
use crate::tui::TerminalError;
use crate::tui::keymap::KeymapError;
use crate::tui::say::{io, refusal};
use std::path::Path;

/// Why a subcommand ended, in the user's language, with its exit code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// Lines: what happened, what was kept, what to do.
    pub text: String,
}

impl Failure {
    /// Something could not be opened or read.
    #[must_use]
    pub fn read(text: String) -> Self {
        Self {
            exit: Exit::NotRead,
            text,
        }
    }

    /// Something could not be written.
    #[must_use]
    pub fn written(text: String) -> Self {
        Self {
            exit: Exit::NotWritten,
            text,
        }
    }

    /// An office that cannot be opened.
    #[must_use]
    pub fn open(error: &OpenDeskError, dir: &Path, words: Locale) -> Self {
        match error {
            OpenDeskError::Store(OpenError::NotFound { .. }) => {
                Self::read(t!(words, cli_no_office, dir = path(dir)))
            }
            OpenDeskError::Store(OpenError::Corrupt(_)) => Self::read(refusal::open(error, words)),
            OpenDeskError::Desk(error) => Self::desk(error, words),
            other => Self::read(Self::nothing(&refusal::open(other, words), words)),
        }
    }

    /// A question that could not be answered.
    #[must_use]
    pub fn desk(error: &DeskError, words: Locale) -> Self {
        let what = refusal::desk(error, words);
        Self::read(match error {
            // Says itself that nothing was changed, and what to do after that.
            DeskError::Store(StoreError::Corrupt(_)) => what,
            _ => Self::nothing(&what, words),
        })
    }

    /// An office that could not be made.
    #[must_use]
    pub fn set_up(error: &SetUpError, words: Locale) -> Self {
        Self::written(Self::nothing(&refusal::set_up(error, words), words))
    }

    /// The operating system, while something was to be written.
    #[must_use]
    pub fn io(error: &std::io::Error, words: Locale) -> Self {
        Self::written(Self::nothing(&io::error(error, words), words))
    }

    /// A terminal that cannot show the screens.
    #[must_use]
    pub fn terminal(error: &TerminalError, words: Locale) -> Self {
        Self::read(match error {
            // It cannot show Japanese: the error says so in ASCII.
            TerminalError::Unsuitable(_) => error.to_string(),
            TerminalError::NotATerminal => t!(words, cli_no_terminal),
            TerminalError::Io(why) => t!(words, cli_terminal_io, why = io::error(why, words)),
        })
    }

    fn nothing(what: &str, words: Locale) -> String {
        t!(words, cli_nothing_changed, what = shown(what).as_str())
    }

    pub(super) fn config(file: &Path, line: usize, what: &str, words: Locale) -> Self {
        let what = shown(what);
        let file = file.file_name().map_or(CONFIG.into(), |_| path(file));
        Self::read(t!(
            words,
            cli_config_broken,
            file = file,
            line = line,
            what = what.as_str()
        ))
    }

    pub(super) fn no_folder(words: Locale) -> Self {
        Self::read(t!(words, cli_no_folder))
    }

    pub(super) fn keymap(error: &KeymapError, words: Locale) -> Self {
        let what = error.to_string();
        Self::read(t!(words, cli_keymap_broken, what = shown(&what).as_str()))
    }
}

/// A path as it may be shown.
#[must_use]
pub fn path(path: &Path) -> String {
    let text = path.display().to_string();
    shown(&text).as_str().to_owned()
}
