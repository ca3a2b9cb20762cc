//! 署名する文: word for word what the signature says, and what it leaves.

use super::marks::{Marks, Place, Stamp};
use crate::calendar::{Cut, Happened, WorkDay};
use crate::desk::{FOUND_OPEN, LOCK, LOCKING};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::{Catalogue, Choice, DefId, StepId};
use crate::t;
use crate::text::Label;
use crate::tui::Ink;
use crate::tui::say::{self, tongue, when};
use std::collections::BTreeMap;

/// The sentences of the locking procedure, in the revision that new days begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentences {
    lock: Option<Label>,
    found: Option<Label>,
}

impl Sentences {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let definition = catalogue.latest(&DefId::from(LOCKING));
        let of = |id: &str| {
            let step = definition.and_then(|d| d.step(&StepId::from(id)));
            step.map(|step| step.sentence.clone())
        };
        Self {
            lock: of(LOCK),
            found: of(FOUND_OPEN),
        }
    }
}

/// What the text is made of.
pub(super) struct Said<'a> {
    pub(super) marks: &'a Marks,
    pub(super) sentences: &'a Sentences,
    pub(super) seen: &'a [Choice],
    pub(super) office: &'a Office,
    pub(super) day: WorkDay,
    pub(super) signer: Option<PersonNo>,
    pub(super) words: Locale,
    pub(super) ink: Ink,
}

impl Said<'_> {
    /// The lines, each at most `columns` wide.
    pub(super) fn lines(&self, columns: u16) -> Vec<String> {
        let words = self.words;
        if !self.marks.any() {
            return vec![t!(words, lock_text_empty)];
        }
        let mut lines = Vec::new();
        let mut say = |text: &str| lines.extend(self.ink.wrap(text, columns));
        let stamped = || self.stamped();
        if stamped().next().is_some() {
            say(&fill(
                self.sentences.lock.as_ref(),
                words,
                [("place", t!(words, lock_these_places))],
            ));
            let items: Vec<String> = stamped().map(|(p, stamp)| self.item(p, stamp)).collect();
            for line in self.packed(&items, columns) {
                say(&line);
            }
            say(&t!(words, lock_out, what = self.outside()));
        }
        for place in &self.marks.places {
            if let Some(found) = &place.found {
                let seen = self.seen.iter().find(|c| c.id == found.seen);
                let seen = seen.map_or("", |c| c.label.get(tongue(words)));
                let sentence = fill(
                    self.sentences.found.as_ref(),
                    words,
                    [
                        ("place", place.line.name.to_string()),
                        ("found", seen.to_owned()),
                    ],
                );
                say(&format!("{sentence} {}", self.clock(found.stamp)));
            }
        }
        let left: Vec<String> = self.marks.left().map(|p| p.line.name.to_string()).collect();
        if !left.is_empty() {
            let places = left.join(&t!(words, say_and));
            match self.marks.asked {
                Some(to) => {
                    let name = say::person(self.office, to);
                    say(&t!(words, lock_ask_text, places = places, name = name));
                }
                None => say(&t!(words, lock_left, places = places)),
            }
        }
        let off = self.off_roster();
        if !off.is_empty() {
            let places = off.join(&t!(words, say_and));
            say(&t!(words, lock_off_roster, places = places));
        }
        lines
    }

    fn stamped(&self) -> impl Iterator<Item = (&Place, Stamp)> {
        let places = self.marks.places.iter();
        places.filter_map(|place| Some((place, place.stamp?)))
    }

    fn clock(&self, stamp: Stamp) -> String {
        clock(stamp, self.day, self.office.settings.cut, self.words)
    }

    fn item(&self, place: &Place, stamp: Stamp) -> String {
        let clock = self.clock(stamp);
        let name = place.line.name.as_str();
        if place.is_locked() || place.found.is_some() {
            t!(self.words, lock_item_again, place = name, clock = clock)
        } else {
            t!(self.words, lock_item, place = name, clock = clock)
        }
    }

    /// As many items to a line as fit, four columns apart.
    fn packed(&self, items: &[String], columns: u16) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for item in items {
            match lines.last_mut() {
                Some(line) if self.ink.width(line) + 4 + self.ink.width(item) <= columns => {
                    line.push_str("    ");
                    line.push_str(item);
                }
                _ => lines.push(format!("  {item}")),
            }
        }
        lines
    }

    fn outside(&self) -> String {
        let out: Vec<String> = self
            .stamped()
            .flat_map(|(place, _)| {
                let name = place.line.name.as_str();
                let lines = place.read.iter();
                lines.map(move |what| t!(self.words, lock_out_of, place = name, what = what))
            })
            .collect();
        if out.is_empty() {
            t!(self.words, lock_none)
        } else {
            out.join(&t!(self.words, say_and))
        }
    }

    /// Roster or not, a person may lock; that they are off it is said.
    fn off_roster(&self) -> Vec<String> {
        let Some(signer) = self.signer else {
            return Vec::new();
        };
        self.stamped()
            .filter(|(place, _)| !place.roster.contains(&signer))
            .map(|(place, _)| place.line.name.to_string())
            .collect()
    }
}

/// When a stamp was made, on the working day that it serves.
pub(super) fn clock(stamp: Stamp, day: WorkDay, cut: Cut, words: Locale) -> String {
    when::clock(Happened(stamp.at), day, cut, words)
}

fn fill<const N: usize>(
    sentence: Option<&Label>,
    words: Locale,
    values: [(&str, String); N],
) -> String {
    let values: BTreeMap<String, String> = values
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    sentence.map_or_else(String::new, |s| s.fill(tongue(words), &values))
}
