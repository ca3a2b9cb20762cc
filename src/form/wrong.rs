//! What can be wrong with a layout, and where in it.

use crate::text::TomlFault;
use std::fmt;

/// Something wrong with a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutFault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What.
    pub what: LayoutWrong,
}

impl fmt::Display for LayoutFault {
    /// For whoever builds the program; people read it in their language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {:?}", self.file, self.line, self.what)
    }
}

impl std::error::Error for LayoutFault {}

/// What is wrong with a layout: what a person needs to know to put it right. The words are in
/// `data/locales`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutWrong {
    /// The reader of TOML refuses it.
    Toml(TomlFault),
    /// A law that there is not.
    NoLaw(String),
    /// No such procedure under that law.
    NoProcedure {
        /// The procedure.
        procedure: String,
        /// The law.
        law: String,
    },
    /// No column.
    NoColumn,
    /// Rows a page out of range.
    Rows,
    /// The height of a row out of range.
    RowHeight,
    /// `days` and `place-month` belong together.
    DaysOfMonth,
    /// `holdings` and `register` belong together.
    HoldingsOfRegister,
    /// Items are rows of a sheet of values.
    ItemsOfValues,
    /// A name in braces that nothing has.
    NothingCalled(String),
    /// A source that does not stand above a table.
    NotAbove(String),
    /// A column or item is filled from nothing.
    FromNothing,
    /// A source that an item does not say.
    NotOfItem(String),
    /// A source that a sheet of that shape does not say.
    NotOfShape {
        /// The source.
        source: String,
        /// The shape.
        shape: String,
    },
    /// The width of a column out of range.
    Width,
    /// A field that no such procedure has.
    NoField {
        /// The field.
        field: String,
        /// The law.
        law: String,
    },
    /// A step that no such procedure has.
    NoStep {
        /// The step.
        step: String,
        /// The law.
        law: String,
    },
    /// An outcome that no such step has.
    NoOutcome {
        /// The step.
        step: String,
        /// The outcome.
        outcome: String,
    },
}
