//! What is wrong with a definition or a layout that an office would adopt.

use crate::form::{LayoutFault, LayoutWrong};
use crate::procedure::{self, DefId, FaultPlace, Wrong};
use std::fmt;
use std::io;

/// Something wrong, and in which line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 where there is none to blame.
    pub line: usize,
    /// What.
    pub what: FaultKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The file cannot be read at all.
    Unread(io::ErrorKind),
    /// With a definition.
    Definition(FaultPlace, Wrong),
    /// With a layout.
    Layout(LayoutWrong),
    /// The proof found a way to break a law.
    Unlawful {
        /// The law of DESIGN §5.
        law: u8,
        /// What is done, one act after another.
        path: Vec<String>,
    },
    /// Too many states to walk all of them.
    States,
    /// The text is another procedure, revision or form than the act says.
    NotThat(String),
    /// The program has no such text.
    NotOfProgram,
    /// It cannot be retired: another procedure opens it.
    StillOpened(DefId),
}

impl Fault {
    pub(super) fn whole(what: FaultKind) -> Self {
        Self { line: 1, what }
    }
}

impl From<procedure::Fault> for Fault {
    fn from(fault: procedure::Fault) -> Self {
        Self {
            line: fault.line,
            what: FaultKind::Definition(fault.at, fault.what),
        }
    }
}

impl From<LayoutFault> for Fault {
    fn from(fault: LayoutFault) -> Self {
        Self {
            line: fault.line,
            what: FaultKind::Layout(fault.what),
        }
    }
}

impl fmt::Display for Fault {
    /// For a log; people read it in their language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.line, self.what)
    }
}

/// Those of a reader of definitions or layouts.
pub(super) fn all<F: Into<Fault>>(faults: Vec<F>) -> Vec<Fault> {
    faults.into_iter().map(Into::into).collect()
}
