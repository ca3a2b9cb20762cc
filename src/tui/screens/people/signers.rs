//! One signature line, or two of different people under each other.

use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::t;
use crate::tui::screen::View;
use crate::tui::widgets::{Echo, Signature, Signed, Submit};
use crate::tui::{Canvas, Key, Tone};

/// What became of a key.
#[derive(Debug)]
pub(crate) enum Gave {
    /// Not for the lines.
    Pass,
    /// Taken.
    Taken,
    /// The lines were left.
    Left,
    /// Nothing came of it, and why.
    Missing(String),
    /// Everybody has signed, in the order of the lines.
    Done(Vec<Submit>),
}

/// Lines in their order.
#[derive(Debug)]
pub(crate) struct Signers {
    lines: Vec<(String, Signature)>,
    given: Vec<Submit>,
}

impl Signers {
    /// One line for each of `notes`, which say who is wanted there.
    pub(crate) fn new(digits: usize, notes: Vec<String>) -> Self {
        let lines = notes.into_iter();
        Self {
            lines: lines
                .map(|note| (note, Signature::new(digits, None)))
                .collect(),
            given: Vec::new(),
        }
    }

    /// Puts the focus on the first line.
    pub(crate) fn focus(&mut self) {
        let at = self.given.len();
        if let Some((_, line)) = self.lines.get_mut(at) {
            line.focus();
        }
    }

    /// Whether one of them has the focus.
    pub(crate) fn has_focus(&self) -> bool {
        self.lines.iter().any(|(_, line)| line.has_focus())
    }

    /// Empties them.
    pub(crate) fn clear(&mut self) {
        self.given.clear();
        for (_, line) in &mut self.lines {
            line.clear();
        }
    }

    /// Another try: the first line again.
    pub(crate) fn again(&mut self) {
        self.clear();
        self.focus();
    }

    /// A key; `echo` says who a number is and whether they may sign on that line.
    pub(crate) fn key(
        &mut self,
        key: &Key,
        armed: bool,
        words: Locale,
        echo: impl Fn(usize, PersonNo) -> Echo,
    ) -> Gave {
        let at = self.given.len();
        let others: Vec<PersonNo> = self.given.iter().map(|s| s.person).collect();
        let Some((_, line)) = self.lines.get_mut(at) else {
            return Gave::Taken;
        };
        let who = |no: PersonNo| different(no, &others, echo(at, no), words);
        let empty = others.is_empty() && line.is_empty();
        match line.key(key, armed, words, who) {
            Signed::Pass => Gave::Pass,
            Signed::Taken => Gave::Taken,
            Signed::Missing(why) => Gave::Missing(why),
            Signed::Left => {
                self.clear();
                if !empty {
                    self.focus();
                    return Gave::Taken;
                }
                Gave::Left
            }
            Signed::Submit(submit) => {
                self.given.push(submit);
                if self.given.len() == self.lines.len() {
                    return Gave::Done(std::mem::take(&mut self.given));
                }
                self.focus();
                Gave::Taken
            }
        }
    }

    /// Paints a line every second row from `y`. Returns the row behind.
    pub(crate) fn draw<D>(
        &self,
        canvas: &mut Canvas<'_>,
        y: u16,
        view: &View<'_, D>,
        enter: &str,
        echo: impl Fn(usize, PersonNo) -> Echo,
    ) -> u16 {
        let mut row = y;
        let last = self.lines.len().saturating_sub(1);
        let others: Vec<PersonNo> = self.given.iter().map(|s| s.person).collect();
        for (nth, (note, line)) in self.lines.iter().enumerate() {
            let enter = if nth == last {
                enter.to_owned()
            } else {
                t!(view.words, people_enter_next)
            };
            let who = |no: PersonNo| {
                let before = others.get(..nth.min(others.len())).unwrap_or_default();
                different(no, before, echo(nth, no), view.words)
            };
            let narrow = u16::try_from(note.len()).is_ok_and(|len| len > 60);
            if narrow {
                canvas.text(2, row, Tone::Faint, note);
                row += 1;
            }
            let note = if narrow { "" } else { note.as_str() };
            line.draw(canvas, row, view, &enter, note, who);
            row += 1;
        }
        row
    }
}

/// The second line is another person's.
fn different(no: PersonNo, others: &[PersonNo], echo: Echo, words: Locale) -> Echo {
    match echo {
        Echo::Person(name) if others.contains(&no) => {
            Echo::MayNot(name, t!(words, people_same_person))
        }
        echo => echo,
    }
}
