//! What one step of set-up is to the screen that holds it.

use crate::desk::set_up_file::Draft;
use crate::journal::{PersonNo, Pin};
use crate::locale::Locale;
use crate::tui::{Canvas, Key, Offer};
use chrono::NaiveDate;
use std::path::PathBuf;

/// What a page looks by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) words: Locale,
    pub(super) today: NaiveDate,
    /// Whether the key, or a key pressed now, may confirm.
    pub(super) armed: bool,
}

/// What comes of a key.
pub(super) enum Turn {
    /// Not for the page.
    Pass,
    /// Taken.
    Taken,
    /// Taken, and what is on the page is new.
    Opened,
    /// The draft is another now.
    Changed,
    /// The draft is another now, and this has happened.
    Did(String),
    /// Not taken, and why.
    Refused(String),
    /// Read a table from this file.
    Read(PathBuf),
    /// Make the office.
    Make(PersonNo, Pin),
    /// On to the next step.
    Next,
}

/// One step.
pub(super) trait Page {
    fn draw(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look);
    fn hint(&self, draft: &Draft, look: Look) -> String;
    /// What works here, beside the steps and Esc.
    fn actions(&self, draft: &Draft, look: Look) -> Vec<Offer>;
    fn key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn;
    fn paste(&mut self, text: &str, draft: &mut Draft, look: Look) -> Turn {
        let _ = (text, draft);
        Turn::Refused(crate::t!(look.words, frame_no_paste))
    }
    /// What was read from a file.
    fn read(&mut self, text: Result<String, String>, draft: &mut Draft, look: Look) -> Turn {
        let _ = (text, draft, look);
        Turn::Taken
    }
    fn typing(&self) -> bool {
        false
    }
    /// Whether a line break out of a paste is text here.
    fn takes_lines(&self) -> bool {
        false
    }
    /// Whether something is open in the page that takes Esc, and hides the steps.
    fn inside(&self) -> bool {
        false
    }
    /// Before another step comes: puts what was typed into the draft.
    fn leave(&mut self, draft: &mut Draft, look: Look) -> Result<(), String> {
        let _ = (draft, look);
        Ok(())
    }
    /// The screen is hidden.
    fn hide(&mut self) {}

    /// Another screen has come over it, as F1 does: only what nobody may see under it is dropped.
    fn covered(&mut self) {
        self.hide();
    }
}

impl Look {
    /// The role's name under the draft's rules, without what all of them share.
    pub(super) fn role(self, role: crate::journal::Role) -> String {
        self.words.role(role).to_owned()
    }
}

/// A person's number as it is shown.
pub(super) fn number(no: PersonNo) -> String {
    format!("{:02}", no.0)
}
