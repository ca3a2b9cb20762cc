//! What is asked about a missed day, by its kind. Nothing in it is filled in beforehand.
//!
//! `make` makes the fields of each kind, `draw` paints them, `read` makes answers of them. Used by
//! [`super`] alone; what is signed with the answers is not known here.

mod draw;
mod make;
mod read;

use crate::calendar::{Moment, WorkDay};
use crate::desk::{EveningMark, LOCKING, View};
use crate::locale::Locale;
use crate::office::{Holding, Office};
use crate::procedure::{ChoiceId, DefId, Values};
use crate::tui::Key;
use crate::tui::widgets::{Choice, Field, FieldRefusal, Typed};
use make::Make;
use read::Read;

/// What happened on a missed day. Said first of all (law 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happening {
    /// Locked, and not recorded.
    Locked,
    /// Not locked.
    NotLocked,
    /// Nobody worked there.
    Nobody,
    /// Recorded as locked, found open, and not locked again that night.
    FoundOpen,
}

/// What one field is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ask {
    LockedAt,
    Reason,
    ReasonWords,
    From,
    UntilDay,
    UntilTime,
    SeenBy,
    Inside(Box<Holding>),
    Counted,
    Missing,
    Words,
    Seen(Vec<ChoiceId>),
    FoundAt,
}

#[derive(Debug, Clone)]
enum Input {
    Field(Field, u16),
    Choice(Choice),
}

#[derive(Debug, Clone)]
struct Slot {
    ask: Ask,
    label: String,
    hint: String,
    input: Input,
}

/// What a key did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Did {
    Pass,
    Taken,
    /// The field is full: on to the next.
    Full,
    Refused(FieldRefusal),
}

/// The answers, fit for a signature.
#[derive(Debug, Clone)]
pub(super) struct Answers {
    pub(super) mark: EveningMark,
    /// Beside what the mark says.
    pub(super) more: Values,
}

/// The fields of one kind of explanation.
#[derive(Debug, Clone)]
pub(super) struct Form {
    happening: Happening,
    day: WorkDay,
    slots: Vec<Slot>,
    focus: usize,
}

impl Form {
    pub(super) fn new(
        view: &View,
        happening: Happening,
        place: crate::journal::PlaceId,
        day: WorkDay,
        words: Locale,
    ) -> Self {
        let definition = view.catalogue().latest(&DefId::from(LOCKING));
        let make = Make {
            definition,
            words,
            digits: crate::tui::screens::board::head::digits(&view.office),
        };
        let holdings = view.office.holdings_on(day.0);
        let inside = holdings.into_iter().filter(|h| h.place == Some(place));
        let slots = match happening {
            Happening::Locked => vec![make.locked_at(), make.reason(), make.reason_words()],
            Happening::Nobody => vec![make.words("words")],
            Happening::NotLocked => {
                let mut slots = vec![make.from(), make.until_day(), make.until_time()];
                slots.push(make.seen_by());
                slots.extend(inside.map(|holding| make.inside(holding)));
                slots.extend([
                    make.count(Ask::Counted, "counted"),
                    make.count(Ask::Missing, "missing"),
                    make.words("words"),
                ]);
                slots
            }
            Happening::FoundOpen => vec![
                make.seen(),
                make.found_at(),
                make.count(Ask::Counted, "found_counted"),
                make.count(Ask::Missing, "found_missing"),
                make.words("found_words"),
            ],
        };
        Self {
            happening,
            day,
            slots,
            focus: 0,
        }
    }

    /// The fields that are asked with the answers so far.
    fn shown(&self) -> Vec<usize> {
        let other = self.slots.iter().any(|slot| {
            slot.ask == Ask::Reason
                && matches!(&slot.input, Input::Choice(c) if c.chosen() == last(c))
        });
        let mut shown: Vec<usize> = (0..self.slots.len()).collect();
        shown.retain(|nth| {
            let slot = self.slots.get(*nth);
            other || slot.is_none_or(|slot| slot.ask != Ask::ReasonWords)
        });
        shown
    }

    /// Whether the focus is behind the last field, on the signature line.
    pub(super) fn is_through(&self) -> bool {
        self.focus >= self.shown().len()
    }

    /// Whether text is typed.
    pub(super) fn typing(&self) -> bool {
        matches!(self.slot().map(|slot| &slot.input), Some(Input::Field(..)))
    }

    fn slot(&self) -> Option<&Slot> {
        let nth = *self.shown().get(self.focus)?;
        self.slots.get(nth)
    }

    /// What the field with the focus wants.
    pub(super) fn hint(&self) -> Option<&str> {
        self.slot().map(|slot| slot.hint.as_str())
    }

    pub(super) fn next(&mut self) {
        self.focus = (self.focus + 1).min(self.shown().len());
    }

    pub(super) fn back(&mut self) {
        self.focus = self.focus.saturating_sub(1);
    }

    fn to(&mut self, nth: usize) {
        let shown = self.shown();
        self.focus = shown.iter().position(|at| *at == nth).unwrap_or(0);
    }

    pub(super) fn key(&mut self, key: &Key) -> Did {
        let Some(nth) = self.shown().get(self.focus).copied() else {
            return Did::Pass;
        };
        let Some(slot) = self.slots.get_mut(nth) else {
            return Did::Pass;
        };
        match &mut slot.input {
            Input::Choice(choice) => match choice.key(key) {
                true => Did::Full,
                false if key.char().is_some() => Did::Taken,
                false => Did::Pass,
            },
            Input::Field(field, _) => {
                let full = matches!(
                    slot.ask,
                    Ask::LockedAt | Ask::From | Ask::UntilTime | Ask::SeenBy | Ask::FoundAt
                );
                match field.key(key) {
                    Typed::Changed if full && field.is_full() => Did::Full,
                    Typed::Changed | Typed::Moved => Did::Taken,
                    Typed::Refused(why) => Did::Refused(why),
                    Typed::Pass => Did::Pass,
                }
            }
        }
    }

    /// Pasted text goes into a field of words, and nowhere else.
    pub(super) fn paste(&mut self, text: &str) -> Option<Typed> {
        let nth = *self.shown().get(self.focus)?;
        let slot = self.slots.get_mut(nth)?;
        match &mut slot.input {
            Input::Field(field, _) if matches!(slot.ask, Ask::Words | Ask::ReasonWords) => {
                Some(field.paste(text))
            }
            _ => None,
        }
    }

    /// The answers, or what is still missing; the focus then goes there.
    pub(super) fn answers(
        &mut self,
        now: Moment,
        office: &Office,
        words: Locale,
    ) -> Result<Answers, String> {
        let read = Read {
            day: self.day,
            now,
            cut: office.settings.cut,
            office,
            words,
        };
        let result = self.read(&read);
        result.map_err(|(nth, why)| {
            self.to(nth);
            why
        })
    }
}

fn last(choice: &Choice) -> Option<usize> {
    choice.options().len().checked_sub(1)
}
