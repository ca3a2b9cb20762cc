//! The fields of each kind of explanation.

use super::{Ask, Input, Slot};
use crate::desk::FOUND_OPEN;
use crate::locale::Locale;
use crate::office::Holding;
use crate::procedure::{Definition, FieldId, Kind, StepId};
use crate::t;
use crate::tui::say;
use crate::tui::say::tongue;
use crate::tui::widgets::{Choice, Field};

/// The longest explanation on one line.
const WORDS: usize = 300;

/// Digits of a count.
const COUNT: usize = 6;

/// Makes the fields.
pub(super) struct Make<'a> {
    pub(super) definition: Option<&'a Definition>,
    pub(super) words: Locale,
    pub(super) digits: usize,
}

impl Make<'_> {
    fn label(&self, id: &str) -> String {
        let id = FieldId::from(id);
        self.definition
            .map_or_else(String::new, |d| say::field(d, &id, self.words))
    }

    fn field(&self, ask: Ask, label: String, hint: String, field: Field, columns: u16) -> Slot {
        Slot {
            ask,
            label,
            hint,
            input: Input::Field(field, columns),
        }
    }

    pub(super) fn locked_at(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::LockedAt,
            t!(words, explain_locked_at),
            t!(words, explain_locked_at_hint),
            Field::digits(4),
            4,
        )
    }

    pub(super) fn found_at(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::FoundAt,
            t!(words, explain_found_at),
            t!(words, explain_time_hint),
            Field::digits(4),
            4,
        )
    }

    pub(super) fn reason(&self) -> Slot {
        let words = self.words;
        let options = vec![
            t!(words, explain_reason_forgot),
            t!(words, explain_reason_terminal),
            t!(words, explain_reason_pin),
            t!(words, explain_reason_other),
        ];
        Slot {
            ask: Ask::Reason,
            label: self.label("why"),
            hint: t!(words, explain_reason_hint),
            input: Input::Choice(Choice::new(options)),
        }
    }

    pub(super) fn reason_words(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::ReasonWords,
            t!(words, explain_reason_words),
            t!(words, explain_words_hint),
            Field::text(WORDS),
            60,
        )
    }

    pub(super) fn from(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::From,
            self.label("from"),
            t!(words, explain_from_hint),
            Field::digits(4),
            4,
        )
    }

    pub(super) fn until_day(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::UntilDay,
            t!(words, explain_until_day, label = self.label("until")),
            t!(words, explain_until_day_hint),
            Field::ascii(10),
            10,
        )
    }

    pub(super) fn until_time(&self) -> Slot {
        let words = self.words;
        self.field(
            Ask::UntilTime,
            t!(words, explain_until_time, label = self.label("until")),
            t!(words, explain_time_hint),
            Field::digits(4),
            4,
        )
    }

    pub(super) fn seen_by(&self) -> Slot {
        let words = self.words;
        let columns = u16::try_from(self.digits).unwrap_or(2);
        self.field(
            Ask::SeenBy,
            self.label("seen_by"),
            t!(words, explain_seen_by_hint),
            Field::digits(self.digits),
            columns,
        )
    }

    pub(super) fn inside(&self, holding: &Holding) -> Slot {
        let words = self.words;
        self.field(
            Ask::Inside(Box::new(holding.clone())),
            t!(
                words,
                explain_inside,
                label = self.label("contents"),
                title = holding.title.as_str(),
                count = holding.count
            ),
            t!(words, explain_inside_hint),
            Field::digits(COUNT),
            6,
        )
    }

    pub(super) fn count(&self, ask: Ask, id: &str) -> Slot {
        let words = self.words;
        self.field(
            ask,
            self.label(id),
            t!(words, explain_count_hint),
            Field::digits(COUNT),
            6,
        )
    }

    pub(super) fn words(&self, id: &str) -> Slot {
        let words = self.words;
        self.field(
            Ask::Words,
            self.label(id),
            t!(words, explain_words_hint),
            Field::text(WORDS),
            60,
        )
    }

    pub(super) fn seen(&self) -> Slot {
        let step = Some(StepId::from(FOUND_OPEN));
        let field = self.definition.and_then(|d| {
            let mut fields = d.fields.iter();
            fields.find(|f| f.step == step && f.kind == Kind::Choice)
        });
        let choices = field.map(|f| f.choices.clone()).unwrap_or_default();
        let labels = choices
            .iter()
            .map(|c| c.label.get(tongue(self.words)).to_owned())
            .collect();
        Slot {
            ask: Ask::Seen(choices.iter().map(|c| c.id.clone()).collect()),
            label: field.map_or_else(String::new, |f| f.label.get(tongue(self.words)).to_owned()),
            hint: t!(self.words, explain_seen_hint),
            input: Input::Choice(Choice::new(labels)),
        }
    }
}
