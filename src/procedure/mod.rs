//! The rules as data, and the one pure machine that walks them.
//!
//! Called by `desk`, and by nobody else; depends on `office` for who may sign. A law of DESIGN §5
//! stands here once; a screen never decides a rule. Does no I/O, asks no clock.

mod act;
mod case;
mod definition;
mod value;

pub use act::{At, CaseAct, Opening, Sign};
pub use case::{
    Case, Correction, DefRef, Difference, Extension, Mark, Note, NoteKind, Origin, State, Values,
};
pub use definition::{
    Agree, Agreement, Choice, ChoiceId, DefId, Definition, Due, Duty, Every, Field, FieldId, Kind,
    Law, Meaning, Opens, Outcome, Per, Recheck, Roll, Step, StepId, When,
};
pub use value::{HoldingLine, Media, RetainedLine, Value};
