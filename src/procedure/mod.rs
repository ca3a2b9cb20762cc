//! The rules as data, and the one pure machine that walks them.
//!
//! Called by `desk`, and by nobody else; depends on `office` for who may sign. A law of DESIGN §5
//! stands here once; a screen never decides a rule. Does no I/O, asks no clock.

mod act;
mod case;
mod catalogue;
mod check;
mod check_laws;
mod compare;
mod definition;
mod derive;
mod machine;
mod next;
mod proof;
mod questions;
mod refusal;
mod runs;
mod sentence;
mod standing;
mod validate;
mod value;

pub use act::{At, CaseAct, Opening, Sign};
pub use case::{
    Case, Child, Correction, DefRef, Difference, Extension, Mark, Note, NoteKind, Origin, State,
    Values,
};
pub use catalogue::{Catalogue, Clause, Fault, clause, clause_under, clauses};
pub use compare::{Compared, compare, disagreements};
pub use definition::{
    Agree, Agreement, Choice, ChoiceId, DefId, Definition, Due, Duty, Every, Field, FieldId, Kind,
    Law, Length, Meaning, Opens, Outcome, Per, Recheck, Roll, Step, StepId, When,
};
pub use derive::{day_case, derived_case};
pub use machine::{
    Effect, Facts, NoFacts, Outcome as Acted, World, act, capacity_for, child_closed,
    child_reopened,
};
pub use next::{DueStep, NextStep, due, next_steps, open_question, who_may};
pub use proof::{Broken, Proof, prove};
pub use questions::{Page, Question, pages, recheck_questions, sample_rows};
pub use refusal::{Awaited, Instead, Refusal};
pub use runs::{chains, redact_act};
pub use sentence::{Signed, say_outside, say_value, sentence};
pub use standing::{Under, hidden, redact};
pub use validate::{Checking, FieldFault, LineFault, MAX_HOLDING_LINES};
pub use value::{HoldingLine, Media, RetainedLine, Value};
