//! The one way in which screens sign: the line, the worker, the answer in row 23.
//!
//! A screen holds a [`Signing`], gives it keys and the list that stands on the screen, and hands the
//! worker's [`Answer`] back to it. Marks belong to the screen and stay until [`After::Signed`]. After a
//! failed write the key that was opened for this very list is kept, so that F9 can try again; it is
//! wiped as soon as the list is another, the line is left, or the screen is hidden.
//!
//! `work` is the worker and what it brings back, `who` whom the line says it knows.

#[cfg(test)]
mod tests;
mod who;
mod work;

pub use who::{among, anybody, staff};

use super::enrol::Enrol;
use crate::desk::{Desk, LeftOut, OpenKey, Proposal, SignError, Signed};
use crate::journal::{EntryId, PersonNo, Pin};
use crate::office::Office;
use crate::t;
use crate::tui::widgets::{Echo, Signature, Signed as Typed};
use crate::tui::{Action, Canvas, Cx, Key, Next, Offer, say};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use work::TELLING;

/// How often the waiting is told anew.
const EVERY: Duration = Duration::from_millis(500);

/// What one signature is for: acts on cases, and acts on the office that wait for a countersignature.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToSign {
    /// On cases.
    pub cases: Vec<Proposal>,
    /// On the office.
    pub waiting: Vec<Waiting>,
}

impl ToSign {
    /// The acts on the office that are countersigned.
    fn entries(&self) -> Vec<EntryId> {
        self.waiting.iter().map(|waits| waits.entry).collect()
    }
}

/// An act on the office that waits, by the name that the screen gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its entry.
    pub entry: EntryId,
    /// What the screen calls it.
    pub name: String,
}

impl From<Vec<Proposal>> for ToSign {
    fn from(cases: Vec<Proposal>) -> Self {
        Self {
            cases,
            waiting: Vec::new(),
        }
    }
}

/// The signature line of a screen, and what became of it.
pub struct Signing {
    line: Signature,
    waiting: Option<Wait>,
    kept: Option<Kept>,
    /// Who signed is not enrolled: F9 leads there, and this is what it says.
    stranger: Option<String>,
}

/// A signature on its way.
struct Wait {
    /// Milliseconds for which another terminal has been writing.
    other: Arc<AtomicU64>,
    wake: Instant,
}

/// What F9 tries again: the very list that was signed.
struct Kept {
    person: PersonNo,
    secret: Secret,
    list: ToSign,
}

/// What signs the same list once more.
enum Secret {
    /// The key, open already.
    Key(Box<OpenKey>),
    /// The PIN, where the count of wrong ones could not be written and no key was opened.
    Pin(Pin),
}

/// What the worker brings back.
pub struct Answer {
    person: PersonNo,
    list: ToSign,
    secret: Option<Secret>,
    result: Result<Signed, SignError>,
}

/// What a signature line did with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Not for it.
    Pass,
    /// Taken, or said in row 23.
    Taken,
    /// It was left; the focus goes back to what stands above it.
    Left,
    /// On to the enrolment of who signed: open [`Enrol::with_slip`].
    Enrol,
    /// Somebody signs: the answer comes to the screen's `job`.
    Submitted,
}

/// What became of a signature.
#[derive(Debug)]
pub enum After {
    /// It is recorded; what was left out is named in row 23. Positions are those of `list`.
    Signed {
        /// Who signed.
        person: PersonNo,
        /// What was asked.
        list: ToSign,
        /// What was recorded, and what was left out.
        signed: Signed,
    },
    /// Nothing was recorded; row 23 says why. Marks stay.
    Refused {
        /// What the rules or others did first; empty where it was the PIN, the key or the disk.
        left_out: Vec<LeftOut>,
    },
}

impl Signing {
    /// The line for this office: three digits where a number above 99 was given. An own terminal
    /// has an owner.
    #[must_use]
    pub fn new(office: &Office, owner: Option<PersonNo>) -> Self {
        let long = office.persons.iter().any(|person| person.no.0 > 99);
        Self {
            line: Signature::new(if long { 3 } else { 2 }, owner),
            waiting: None,
            kept: None,
            stranger: None,
        }
    }

    /// Whether it has the focus; the screen then is typing.
    #[must_use]
    pub fn has_focus(&self) -> bool {
        self.line.has_focus()
    }

    /// Whether somebody is signing just now.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    /// The number typed, when it is complete.
    #[must_use]
    pub fn person(&self) -> Option<PersonNo> {
        self.line.person()
    }

    /// Whether nothing was typed into it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line.is_empty()
    }

    /// Puts the focus on the line.
    pub fn focus(&mut self) {
        self.line.focus();
    }

    /// Another person for one act, on an own terminal (F2).
    pub fn change_person(&mut self) {
        self.kept = None;
        self.line.change_person();
    }

    /// Drops a half-typed PIN, and the key kept for another try.
    pub fn hide(&mut self) {
        self.kept = None;
        self.stranger = None;
        self.line.hide();
    }

    /// Empties it. Call it when the list on the screen is another.
    pub fn clear(&mut self) {
        self.kept = None;
        self.stranger = None;
        if self.waiting.is_none() {
            self.line.clear();
        }
    }

    /// F9, while there is something to try again, or somebody to enrol first.
    #[must_use]
    pub fn offer(&self) -> Option<Offer> {
        let enrol = self.stranger.as_ref();
        let enrol = enrol.map(|label| Action::Retry.called(label.clone()));
        enrol.or_else(|| self.kept.as_ref().map(|_| Action::Retry.into()))
    }

    /// Where [`Did::Enrol`] leads.
    #[must_use]
    pub fn enrol() -> Next<Desk> {
        Next::push(Enrol::with_slip())
    }

    /// When the screen's `wake` is to be called.
    #[must_use]
    pub fn wake_at(&self) -> Option<Instant> {
        self.waiting.as_ref().map(|wait| wait.wake)
    }

    /// Tells of another terminal that is writing. For the screen's `wake`.
    pub fn wake<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        let words = cx.words();
        let next = cx.later(EVERY);
        if let Some(wait) = &mut self.waiting {
            wait.wake = next;
            let so_long = Duration::from_millis(wait.other.load(Ordering::Relaxed));
            if so_long >= TELLING {
                let span = say::when::span(so_long.as_secs(), words);
                cx.say(t!(words, signing_other_terminal, span = span));
            } else {
                cx.say(t!(words, signing_recording));
            }
        }
    }

    /// A key. `echo` says what the screen knows about a number; `list` is what stands on the screen,
    /// asked for only when somebody signs.
    pub fn key<A: From<Answer> + Send + 'static, L: Into<ToSign>>(
        &mut self,
        key: &Key,
        cx: &mut Cx<'_, Desk, A>,
        echo: impl Fn(PersonNo) -> Echo,
        list: impl FnOnce(PersonNo) -> L,
    ) -> Did {
        if key.action == Some(Action::Retry) && !self.waits() {
            if self.stranger.is_some() && cx.armed(key) {
                self.stranger = None;
                self.line.clear();
                return Did::Enrol;
            }
            return self.again(key, cx, |person| list(person).into());
        }
        let words = cx.words();
        match self.line.key(key, cx.armed(key), words, echo) {
            Typed::Pass => Did::Pass,
            Typed::Taken => {
                if !self.line.has_focus() || key.char().is_some() {
                    // A number or a PIN is being typed: the kept key is not meant any more.
                    self.kept = None;
                    self.stranger = None;
                }
                Did::Taken
            }
            Typed::Left => {
                self.kept = None;
                Did::Left
            }
            Typed::Missing(why) => {
                cx.refuse(why);
                Did::Taken
            }
            Typed::Submit(submit) => {
                let list = list(submit.person).into();
                self.submit(submit, list, cx);
                Did::Submitted
            }
        }
    }

    /// Paints the line. `enter` is what Enter does here, `note` stands in its place before.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        y: u16,
        view: &crate::tui::View<'_, Desk>,
        (enter, note): (&str, &str),
        echo: impl Fn(PersonNo) -> Echo,
    ) {
        self.line.draw(canvas, y, view, enter, note, echo);
    }
}

impl std::fmt::Debug for Signing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signing")
            .field("line", &self.line)
            .field("waits", &self.waits())
            .field("kept", &self.kept.is_some())
            .finish()
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("person", &self.person)
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}
