//! What is wrong with a set-up file, and what a draft still lacks.

use crate::text::TomlFault;
use chrono::NaiveDate;

/// Why a set-up file is not taken. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
pub struct SetUpFileError {
    /// The line of the file, from 1, where there is one to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: Wrong,
}

/// What is wrong with a set-up file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not TOML, an unknown key, or a value of the wrong form.
    #[error("{0:?}")]
    Form(TomlFault),
    /// Not a time of day.
    #[error("{0} is not a time of day")]
    Time(String),
    /// Two of one number or name.
    #[error("{number} stands twice among the {part:?}")]
    Twice {
        /// Among what.
        part: Part,
        /// The number or name.
        number: String,
    },
    /// A number that is named but not listed.
    #[error("{part:?} {number} is named but not listed")]
    Unknown {
        /// What was named.
        part: Part,
        /// The number.
        number: u16,
    },
    /// A number out of range.
    #[error("{0} is not a person's number: 1 to 999")]
    Number(u16),
    /// Nobody to call, or no number.
    #[error("whom to call, or the number, is empty")]
    Blank,
    /// A line of whom to tell that the rules do not have.
    #[error("the rules have no line {0}")]
    Line(String),
    /// A span that ends before it begins.
    #[error("{from} to {until} ends before it begins")]
    Span {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// The hour at which the working day ends is none.
    #[error("the working day cannot end at that time")]
    Cut,
    /// It is not finished.
    #[error("{0:?} is missing")]
    Lacks(Lack),
}

/// A part of a set-up file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `[[units]]`
    Units,
    /// `[[people]]`
    People,
    /// `[[places]]`
    Places,
    /// `[[means]]`
    Means,
    /// `[[holdings]]`
    Holdings,
    /// `[[contacts]]`
    Contacts,
    /// `[[days]]`
    Days,
}

/// What a draft lacks before an office can be made of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// The rules.
    Profile,
    /// The name.
    Name,
    /// A unit.
    Unit,
    /// People.
    People,
    /// Somebody with the role of the administrator, who sets the office up.
    Administrator,
    /// Somebody else than the administrator who is manager on the first day.
    Manager,
    /// A place.
    Places,
    /// A contractor's means that was not notified.
    Notice,
}
