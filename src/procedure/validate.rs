//! Whether an answer can stand, and why not.

use super::case::{Case, Values};
use super::definition::{ChoiceId, Definition, FieldId};
use super::field::{Choice, Field, Kind};
use super::handling::Register;
use super::questions::rows_fit;
use super::standing::{Under, asked, holds};
use super::value::{HoldingLine, Value};
use crate::calendar::{Moment, WorkDay};
use crate::office::Office;
use chrono::Datelike;
use std::collections::BTreeSet;

/// The most lines of documents in one case; a second case takes the rest.
pub const MAX_HOLDING_LINES: usize = 50;
/// The longest answer of one line, where the field says nothing else.
const MAX_TEXT: usize = 200;
/// The longest e-mail address that can be delivered to (RFC 5321 4.5.3.1.3).
const MAX_EMAIL: usize = 254;
/// 29:59, the last minute of a night that belongs to the day before.
const LAST_MINUTE: u16 = 29 * 60 + 59;

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

/// What answers are judged by.
#[derive(Clone)]
pub struct Checking<'a> {
    /// The office.
    pub office: &'a Office,
    /// What the register still holds.
    pub register: &'a dyn Register,
    /// The case as it stands, where there is one: what it has done itself is not held against it.
    pub case: Option<&'a Case>,
    /// The procedure.
    pub def: &'a Definition,
    /// The working day of signing.
    pub today: WorkDay,
    /// The moment of signing: nothing has happened after it.
    pub now: Moment,
    /// Profile and lateness.
    pub under: Under,
    /// Every answer as it would stand.
    pub values: Values,
    /// Whether an answer that stops a step is refused. A correction says what was, so it is not.
    pub stops: bool,
}

impl Checking<'_> {
    /// What is wrong with these answers; whether any is missing is not asked here.
    #[must_use]
    pub fn faults(&self, given: &Values) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        for (id, value) in given {
            match self.def.field(id) {
                None => faults.push(FieldFault::Unknown(id.clone())),
                Some(field) if !asked(self.def, field, self.under, &self.values) => {
                    faults.push(FieldFault::NotAsked(id.clone()));
                }
                Some(field) if value.kind() != field.kind => {
                    faults.push(FieldFault::WrongKind(id.clone(), field.kind));
                }
                Some(field) => {
                    self.value(field, value, &mut faults);
                    self.begins_after_its_end(given, field, value, &mut faults);
                }
            }
        }
        faults
    }

    /// The beginning of something whose end stands already, and lies before it: looked at from this
    /// side too, since a correction may change the one without the other.
    fn begins_after_its_end(
        &self,
        given: &Values,
        field: &Field,
        value: &Value,
        faults: &mut Vec<FieldFault>,
    ) {
        let bounded = |other: &&Field| other.not_before.as_ref() == Some(&field.id);
        for other in self.def.fields.iter().filter(bounded) {
            let turned = match (value, self.values.get(&other.id)) {
                (Value::Date(begin), Some(Value::Date(end))) => end < begin,
                (Value::Moment(begin), Some(Value::Moment(end))) => end < begin,
                _ => false,
            };
            if turned && !given.contains_key(&other.id) {
                faults.push(FieldFault::Before {
                    field: other.id.clone(),
                    other: field.id.clone(),
                });
            }
        }
    }

    /// What is missing of the fields that `step` must have, and what is wrong with the rest: what
    /// a wizard asks before its last page.
    #[must_use]
    pub fn missing(&self, step: &super::definition::Step) -> Vec<FieldFault> {
        self.def
            .fields_of(step)
            .filter(|field| field.required && !self.values.contains_key(&field.id))
            .filter(|field| asked(self.def, field, self.under, &self.values))
            .map(|field| FieldFault::Missing(field.id.clone()))
            .collect()
    }

    fn value(&self, field: &Field, value: &Value, faults: &mut Vec<FieldFault>) {
        let id = || field.id.clone();
        let mut fault = |fault| faults.push(fault);
        match value {
            Value::Text(text) => {
                let long = text.as_str().chars().count();
                if text.is_blank() {
                    fault(FieldFault::Missing(id()));
                } else if let Some(wrong) = length(field, long, 1, MAX_TEXT) {
                    fault(wrong);
                }
            }
            Value::Paragraph(words) if words.is_blank() => fault(FieldFault::Missing(id())),
            Value::Paragraph(_) => {}
            Value::Date(day) => {
                if field.past && *day > self.now.date() {
                    fault(FieldFault::ToCome(id()));
                }
                if let Some(other) = &field.not_before
                    && self.date_of(other).is_some_and(|other| *day < other)
                {
                    fault(FieldFault::Before {
                        field: id(),
                        other: other.clone(),
                    });
                }
            }
            Value::Moment(moment) => {
                if field.past && *moment > self.now {
                    fault(FieldFault::ToCome(id()));
                }
                let before =
                    field
                        .not_before
                        .as_ref()
                        .filter(|other| match self.values.get(*other) {
                            Some(Value::Moment(other)) => moment < other,
                            _ => false,
                        });
                if let Some(other) = before {
                    fault(FieldFault::Before {
                        field: id(),
                        other: other.clone(),
                    });
                }
            }
            Value::Time(minutes) if *minutes > LAST_MINUTE => fault(FieldFault::Time(id())),
            Value::Time(_) => {}
            Value::Month(first) if first.day() != 1 => fault(FieldFault::Characters(id())),
            Value::Month(_) => {}
            Value::Count(count) => {
                if *count < field.min {
                    fault(FieldFault::TooFew {
                        field: id(),
                        min: field.min,
                    });
                }
                if let Some(wrong) = self.tally_of_all(field) {
                    fault(wrong);
                }
                if let Some(other) = &field.equals
                    && self
                        .values
                        .get(other)
                        .is_some_and(|other| *other != Value::Count(*count))
                {
                    fault(FieldFault::NotEqual {
                        field: id(),
                        other: other.clone(),
                    });
                }
            }
            Value::Choice(choice) => match field.choices.iter().find(|c| c.id == *choice) {
                None => fault(FieldFault::NotAChoice(id())),
                Some(known) if self.stops && self.is_stopped(known) => fault(FieldFault::Stops {
                    field: id(),
                    choice: choice.clone(),
                }),
                Some(_) => {}
            },
            Value::Digits(digits) => {
                self.characters(field, digits, 1, 20, |c| c.is_ascii_digit(), faults);
            }
            Value::Postcode(code) => {
                let fit = |c: char| c.is_ascii_digit() || c == '-';
                self.characters(field, code, 7, 30, fit, faults);
            }
            Value::Tracking(number) => {
                let fit = |c: char| c.is_ascii_alphanumeric() || c == '-';
                self.characters(field, number, 8, 20, fit, faults);
            }
            Value::Emails(addresses) => {
                let mut seen = BTreeSet::new();
                for (at, address) in addresses.iter().enumerate() {
                    if !is_address(address) {
                        fault(FieldFault::Email { field: id(), at });
                    } else if !seen.insert(address.to_ascii_lowercase()) {
                        fault(FieldFault::Twice { field: id(), at });
                    }
                }
                if u32::try_from(addresses.len()).is_ok_and(|many| many < field.min) {
                    fault(FieldFault::TooFew {
                        field: id(),
                        min: field.min,
                    });
                }
            }
            Value::Person(no) if self.office.person_ever(*no).is_none() => {
                fault(FieldFault::NotOfOffice(id()));
            }
            Value::Place(place) if self.office.place_ever(*place).is_none() => {
                fault(FieldFault::NotOfOffice(id()));
            }
            Value::Method(means) if self.office.means_on(means, self.today.0).is_none() => {
                fault(FieldFault::NotOfOffice(id()));
            }
            Value::Person(_) | Value::Place(_) | Value::Method(_) => {}
            Value::HoldingLines(lines) => {
                if lines.is_empty() && field.required {
                    fault(FieldFault::Missing(id()));
                }
                if lines.len() > MAX_HOLDING_LINES {
                    fault(FieldFault::TooManyLines(id(), MAX_HOLDING_LINES));
                }
                for (line, holding) in lines.iter().enumerate() {
                    self.line(field, line, holding, faults);
                }
                faults.extend(self.within(field));
            }
            Value::RetainedLines(lines) => {
                if lines.len() > MAX_HOLDING_LINES {
                    fault(FieldFault::TooManyLines(id(), MAX_HOLDING_LINES));
                }
                for (line, retained) in lines.iter().enumerate() {
                    self.line(field, line, &retained.line, faults);
                    if retained.basis.is_blank() {
                        faults.push(FieldFault::Line {
                            field: id(),
                            line,
                            what: LineFault::Basis,
                        });
                    }
                }
                faults.extend(self.within(field));
            }
            Value::RowDigits(read) => {
                let rows = match field.rows_of.as_ref().and_then(|of| self.values.get(of)) {
                    Some(Value::Count(rows)) => *rows,
                    _ => 0,
                };
                let drawn: Vec<u32> = read.keys().copied().collect();
                if !rows_fit(rows, &drawn) {
                    fault(FieldFault::Rows(id()));
                }
                let four = |d: &String| d.len() == 4 && d.bytes().all(|b| b.is_ascii_digit());
                if !read.values().all(four) {
                    fault(FieldFault::Characters(id()));
                }
            }
        }
    }

    fn is_stopped(&self, choice: &Choice) -> bool {
        choice.stops.is_some() && holds(self.def, &choice.stops_when, self.under, &self.values)
    }

    fn date_of(&self, field: &FieldId) -> Option<chrono::NaiveDate> {
        if field.0 == "today" {
            return Some(self.today.0);
        }
        match self.values.get(field) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }

    fn characters(
        &self,
        field: &Field,
        text: &str,
        min: usize,
        max: usize,
        fit: impl Fn(char) -> bool,
        faults: &mut Vec<FieldFault>,
    ) {
        if !text.chars().all(fit) {
            faults.push(FieldFault::Characters(field.id.clone()));
        } else if let Some(fault) = length(field, text.len(), min, max) {
            faults.push(fault);
        }
    }

    fn line(&self, field: &Field, line: usize, holding: &HoldingLine, out: &mut Vec<FieldFault>) {
        let known = holding
            .holding
            .is_none_or(|id| self.office.holdings.iter().any(|h| h.id == id));
        let ordered = holding.special.windows(2).all(|pair| pair[0] < pair[1]);
        let special = ordered && holding.special.iter().all(|n| (1..=11).contains(n));
        let wrong = [
            (!holding.title.is_blank(), LineFault::Title),
            (holding.count > 0, LineFault::Count),
            (special, LineFault::Special),
            (known, LineFault::Holding),
        ];
        for (_, what) in wrong.into_iter().filter(|(right, _)| !right) {
            out.push(FieldFault::Line {
                field: field.id.clone(),
                line,
                what,
            });
        }
    }
}

fn length(field: &Field, long: usize, min: usize, max: usize) -> Option<FieldFault> {
    let (min, max) = field.length.map_or((min, max), |length| {
        (usize::from(length.min), usize::from(length.max))
    });
    (!(min..=max).contains(&long)).then(|| FieldFault::Length {
        field: field.id.clone(),
        min,
        max,
    })
}

/// The shape of an address, not whether it exists: `name@host.tld` in ASCII without spaces.
fn is_address(address: &str) -> bool {
    let Some((name, host)) = address.rsplit_once('@') else {
        return false;
    };
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'@' | b',' | b';' | b'<' | b'>'));
    let parts: Vec<&str> = host.split('.').collect();
    let hosted = parts.len() >= 2
        && parts.iter().all(|part| {
            !part.is_empty()
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
    address.len() <= MAX_EMAIL && named && hosted
}
