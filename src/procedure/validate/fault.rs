//! Why an answer cannot stand.

use crate::procedure::definition::{ChoiceId, FieldId};
use crate::procedure::field::Kind;

/// Why an answer cannot stand: what a person needs to know. Never the answer itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldFault {
    /// No such field.
    Unknown(FieldId),
    /// The field belongs to another step.
    NotOfStep(FieldId),
    /// Not asked with these answers.
    NotAsked(FieldId),
    /// Must be answered.
    Missing(FieldId),
    /// Another kind of answer is wanted.
    WrongKind(FieldId, Kind),
    /// Cannot be changed any more: the number of lines after the seal, the place of a locking.
    Fixed(FieldId),
    /// Too short or too long.
    Length {
        /// The field.
        field: FieldId,
        /// At least that many characters.
        min: usize,
        /// At most.
        max: usize,
    },
    /// Other characters than this kind has.
    Characters(FieldId),
    /// Less than the least number.
    TooFew {
        /// The field.
        field: FieldId,
        /// The least number.
        min: u32,
    },
    /// Not the same number as another field's.
    NotEqual {
        /// The field.
        field: FieldId,
        /// The other field.
        other: FieldId,
    },
    /// Not what its lines come to: `least` and `most`, where an outcome leaves room.
    Tally {
        /// The count.
        field: FieldId,
        /// The lines.
        lines: FieldId,
        /// At least.
        least: u32,
        /// At most.
        most: u32,
    },
    /// Before another field's date; `today` means the day of signing.
    Before {
        /// The field.
        field: FieldId,
        /// The other field.
        other: FieldId,
    },
    /// Said to have happened, and after the moment at which it is recorded.
    ToCome(FieldId),
    /// Not a time of day.
    Time(FieldId),
    /// Not an address.
    Email {
        /// The field.
        field: FieldId,
        /// Which one, from 0.
        at: usize,
    },
    /// The same twice.
    Twice {
        /// The field.
        field: FieldId,
        /// The second of them, from 0.
        at: usize,
    },
    /// Not one of the choices.
    NotAChoice(FieldId),
    /// With this answer the step cannot be signed; the choice says why and what to do.
    Stops {
        /// The field.
        field: FieldId,
        /// The choice.
        choice: ChoiceId,
    },
    /// Something is wrong with a line of documents.
    Line {
        /// The field.
        field: FieldId,
        /// Which line, from 0.
        line: usize,
        /// What.
        what: LineFault,
    },
    /// More lines than one case takes.
    TooManyLines(FieldId, usize),
    /// Not exactly the rows that were drawn.
    Rows(FieldId),
    /// No such person, place or means in this office.
    NotOfOffice(FieldId),
}

/// What is wrong with a line of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// No title.
    Title,
    /// No number of persons.
    Count,
    /// Not a kind of special-care-required personal information, 1 to 11 in order, each once.
    Special,
    /// Not in the register.
    Holding,
    /// No legal basis for keeping it.
    Basis,
    /// More than the register still holds (`over-register`).
    OverRegister {
        /// How many it holds.
        left: u32,
    },
    /// More than is here: the rest is out.
    NotHere {
        /// How many are here.
        here: u32,
        /// How many are out.
        out: u32,
    },
    /// A law says to keep it, as the register notes.
    Kept {
        /// Until when.
        until: chrono::NaiveDate,
    },
}

impl FieldFault {
    /// The field that it is about.
    #[must_use]
    pub fn field(&self) -> &FieldId {
        match self {
            Self::Unknown(field)
            | Self::NotOfStep(field)
            | Self::NotAsked(field)
            | Self::Missing(field)
            | Self::WrongKind(field, _)
            | Self::Fixed(field)
            | Self::Characters(field)
            | Self::ToCome(field)
            | Self::Time(field)
            | Self::NotAChoice(field)
            | Self::TooManyLines(field, _)
            | Self::Rows(field)
            | Self::NotOfOffice(field)
            | Self::Length { field, .. }
            | Self::TooFew { field, .. }
            | Self::NotEqual { field, .. }
            | Self::Tally { field, .. }
            | Self::Before { field, .. }
            | Self::Email { field, .. }
            | Self::Twice { field, .. }
            | Self::Stops { field, .. }
            | Self::Line { field, .. } => field,
        }
    }
}
