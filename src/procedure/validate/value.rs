//! One answer by its kind: characters, lengths, days, choices.

use super::{Checking, FieldFault, LineFault, MAX_HOLDING_LINES};
use crate::procedure::field::Field;
use crate::procedure::questions::rows_fit;
use crate::procedure::value::Value;
use chrono::Datelike;
use std::collections::BTreeSet;

/// The longest answer of one line, where the field says nothing else.
const MAX_TEXT: usize = 200;
/// The longest e-mail address that can be delivered to (RFC 5321 4.5.3.1.3).
const MAX_EMAIL: usize = 254;
/// 29:59, the last minute of a night that belongs to the day before.
const LAST_MINUTE: u16 = 29 * 60 + 59;

impl Checking<'_> {
    pub(super) fn value(&self, field: &Field, value: &Value, faults: &mut Vec<FieldFault>) {
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
