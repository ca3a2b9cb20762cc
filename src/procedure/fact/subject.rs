//! Of whom or of what a fact is said.

use super::rule::Of;
use crate::journal::{HoldingId, PersonNo, PlaceId};
use crate::procedure::case::Values;
use crate::procedure::definition::Definition;
use crate::procedure::standing::{Under, asked};
use crate::procedure::value::Value;
use crate::text::{Text, fold_key};

/// Of whom or of what a fact holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactSubject {
    /// The office.
    Office,
    /// A person.
    Person(PersonNo),
    /// A place.
    Place(PlaceId),
    /// A choice or a means, by its name.
    Choice(String),
    /// An item of the register.
    Holding(HoldingId),
    /// What words name: a number, a device, an item that is in no register.
    Words(Text),
}

impl FactSubject {
    /// The form by which two are told to be the same: words without their width and case.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Office => "office".to_owned(),
            Self::Person(no) => format!("person:{}", no.0),
            Self::Place(place) => format!("place:{}", place.0),
            Self::Choice(name) => format!("choice:{name}"),
            Self::Holding(holding) => format!("holding:{}", holding.0),
            Self::Words(words) => format!("words:{}", fold_key(words.as_str())),
        }
    }

    /// What a field holds, as subjects: one, or one a line.
    #[must_use]
    pub fn of_value(value: &Value) -> Vec<Self> {
        match value {
            Value::Person(no) => vec![Self::Person(*no)],
            Value::Place(place) => vec![Self::Place(*place)],
            Value::Choice(choice) => vec![Self::Choice(choice.0.clone())],
            Value::Method(name) => vec![Self::Choice(name.clone())],
            Value::Text(words) => vec![Self::Words(words.clone())],
            Value::HoldingLines(lines) => lines
                .iter()
                .map(|line| match line.holding {
                    Some(holding) => Self::Holding(holding),
                    None => Self::Words(line.title.clone()),
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

/// The subjects of `of` in a case; `signer` where somebody signs.
pub(super) fn subjects(
    def: &Definition,
    of: &Of,
    signer: Option<PersonNo>,
    under: Under,
    values: &Values,
) -> Vec<FactSubject> {
    match of {
        Of::Signer => signer.map(FactSubject::Person).into_iter().collect(),
        Of::Office => vec![FactSubject::Office],
        // Only given, never needed: the machine names them by their marks.
        Of::Signers(_) => Vec::new(),
        Of::Field(id) => def
            .field(id)
            .filter(|field| asked(def, field, under, values))
            .and_then(|field| values.get(&field.id))
            .map_or_else(Vec::new, FactSubject::of_value),
    }
}
