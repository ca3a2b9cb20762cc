//! The second of two signatures, on the screen where the first has been recorded. It need not be
//! given there: what waits stands in the inbox of those who may give it.

use super::signers::{Gave, Signers};
use crate::calendar::Recorded;
use crate::desk::{Desk, SignError};
use crate::journal::{EntryId, PersonNo, Pin};
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say::{self, pending};
use crate::tui::widgets::{Echo, Submit};
use crate::tui::{Action, Canvas, Cx, Key, Offer, View};
use std::sync::Arc;

/// What waits, and the line for who countersigns it.
#[derive(Debug)]
pub(crate) struct Second {
    office: Arc<Office>,
    entry: EntryId,
    line: Signers,
}

impl Second {
    /// With the focus on the line. `note` says who is wanted.
    pub(crate) fn new(office: Arc<Office>, entry: EntryId, note: String) -> Self {
        let long = office.persons.iter().any(|p| p.no.0 > 99);
        let mut line = Signers::new(if long { 3 } else { 2 }, vec![note]);
        line.focus();
        Self {
            office,
            entry,
            line,
        }
    }

    /// The entry that waits.
    pub(crate) fn entry(&self) -> EntryId {
        self.entry
    }

    /// What is signed, and who may sign it, for the page above the line.
    pub(crate) fn words(&self, now: Recorded, words: Locale) -> (String, String) {
        let office = &self.office;
        let sentence = office.pending.get(&self.entry);
        let sentence = sentence.map(|waits| pending::sentence(office, waits, words));
        let who = office.who_may_countersign(&self.entry, now).into_iter();
        let who: Vec<String> = who.map(|no| say::person_no(office, no)).collect();
        let who = if who.is_empty() {
            t!(words, pending_nobody)
        } else {
            t!(words, pending_who, who = who.join(&t!(words, say_and)))
        };
        (sentence.unwrap_or_default(), who)
    }

    fn echo(&self, no: PersonNo, now: Recorded, words: Locale) -> Echo {
        pending::countersigner(&self.office, &self.entry, no, now, words)
    }

    /// Paints the line at row `y`.
    pub(crate) fn draw(&self, canvas: &mut Canvas<'_>, y: u16, view: &View<'_, Desk>) {
        let enter = t!(view.words, people_enter_sign);
        let now = Recorded(view.now);
        let echo = |_: usize, no: PersonNo| self.echo(no, now, view.words);
        self.line.draw(canvas, y, view, &enter, echo);
    }

    /// A key.
    pub(crate) fn key<A>(&mut self, key: &Key, cx: &Cx<'_, Desk, A>) -> Gave {
        let (words, now) = (cx.words(), Recorded(cx.now()));
        let (office, entry) = (Arc::clone(&self.office), self.entry);
        let echo = |_: usize, no: PersonNo| pending::countersigner(&office, &entry, no, now, words);
        self.line.key(key, cx.armed(key), words, echo)
    }

    /// The keys that work while it waits.
    pub(crate) fn offers(words: Locale) -> Vec<Offer> {
        vec![
            Action::Next.called(t!(words, people_key_sign)),
            Action::Back.called(t!(words, pending_key_later)),
            Action::Help.into(),
        ]
    }

    /// Another try.
    pub(crate) fn again(&mut self) {
        self.line.again();
    }

    /// Drops what was typed.
    pub(crate) fn clear(&mut self) {
        self.line.clear();
    }
}

/// The worker's part: who countersigned, and what came of it.
pub(crate) fn countersign(
    desk: &Desk,
    entry: EntryId,
    signed: &[Submit],
) -> (PersonNo, Result<(), SignError>) {
    let Some(by) = signed.first() else {
        let why = SignError::Entry("a line that is not full".to_owned());
        return (PersonNo(0), Err(why));
    };
    let pin = Pin::typed(by.pin.expose());
    (by.person, desk.countersign(by.person, &pin, entry))
}
