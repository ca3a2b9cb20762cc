//! The rules as data, and the one pure machine that walks them.
//!
//! Called by `desk`, and by nobody else; depends on `office` for who may sign. A law of DESIGN §5
//! stands here once; a screen never decides a rule. Does no I/O, asks no clock.
//!
//! [`Catalogue`] reads `data/procedures`; [`act()`] judges one act and applies it, for live acts and
//! for replay alike; the other functions answer what a screen must know of a case. [`prove`] walks
//! every state that a definition can reach.
//!
//! # Where each law is held
//!
//! | law | the machine | a definition is refused | the proof looks at |
//! |---|---|---|---|
//! | 1 nobody their own | `excluded`: `apart` by person, authors (who opened or amended), and, whatever the definition says, whoever opened, did or reported what is permitted, confirmed, received, reviewed, witnessed or certified; line by line where both are. Who becomes excluded later loses the judgement (`void_conflicts`) | must say it too | every signature |
//! | 2 two checks, consent | the second check stands only with every blind answer; two differences void both | two checks by different persons, consent and permission by a manager, all unconditional, before the dispatch; three rechecked questions a means | checkers, consent and permission that are fresh at the dispatch |
//! | 3 each line out and back | `each`, per-line order; the number of lines is fixed at the seal; a return is `safe` | out sealed by a manager (or reported as unconfirmed), brought by somebody, confirmed by another, line by line | every confirmed return and every closed case |
//! | 4 change voids | `void_resting_on` before the seal; a correction after it voids nothing | an act stands at or behind the seal | judgements that outlive a change, acts that are void |
//! | 5 nothing is lost | marks, notes, differences and corrections are only added | | marks and values before and after |
//! | 6 three times | happened not after recorded, not before what it follows unless it is the clock's own; a lock serves its own day | | |
//! | 9 holes stay visible | a correction that asks for more of a report opens it again; what another case opened is neither withdrawn nor refused; no close before the child | a lock, an explanation that a manager receives, a way to say found open | every closed locking |
//! | 12 a true way on | a missing fact names the procedure that gives it ([`Refusal::FactsMissing`]), and a `safe` step asks for none; [`Refusal::Awaits`] names the procedure that reports what was missed | `otherwise` in a take-out | every open state leads to an end, or waits for a person to be named |
//!
//! # What was decided where the texts are silent
//!
//! - A role must be held on the day an act happened, and on the day a judgement is recorded; the
//!   night belongs to the day before. The signer belongs to the office on the day of recording.
//! - A manager's confirmation of a sending means *permit* (第7(4) 許可): before the dispatch nothing
//!   has happened, so it falls with a change like every judgement.
//! - Authors stay authors, also of values that were replaced; a case of whose authors nobody is left
//!   to check is withdrawn and begun anew.
//! - A consent that names what it rests on (`on`) survives a draft that falls for another reason.
//! - Answers of a check (`check`) are forgotten when it falls, and are never amended.
//! - A correction is signed by a manager who neither filled nor amended what is corrected.
//! - What the dispatch says is recorded as it is, also where it differs from what was checked.

mod act;
mod adoption;
mod case;
mod catalogue;
mod check;
mod check_duty;
mod check_facts;
mod check_laws;
mod compare;
mod definition;
mod derive;
mod duty;
mod fact;
mod field;
mod handling;
mod machine;
mod named;
mod next;
mod predicate;
mod proof;
mod questions;
mod refusal;
mod runs;
mod sentence;
mod standing;
mod tally;
mod validate;
mod value;
mod within;
mod wrong;

pub use act::{At, CaseAct, Opening, Sign};
pub use adoption::definition_text;
pub use case::{
    Case, Child, Correction, DefRef, Difference, Extension, Mark, Note, NoteKind, Origin, State,
    Values,
};
pub use catalogue::{Catalogue, Clause, clause, clause_under, clauses};
pub use compare::{Compared, compare, disagreements};
pub use definition::{
    ChoiceId, DefId, Definition, Due, FieldId, Law, Meaning, Opens, Outcome, Roll, Says, Step,
    StepId, There,
};
pub use derive::{day_case, derived_case};
pub use duty::{
    Amounts, Duty, DutyNameError, DutySubject, Endings, Every, Expected, Expects, Fall, Owed, Per,
    Period, Periods, Stretches, add_amounts, asked, ends_items, expected_by, joined, lacking,
    lead_of, outstanding, owed, settled_by,
};
pub use fact::{
    End, Ended, Fact, FactId, FactSaid, FactSubject, Facts, FactsUnread, Give, Known, Lapse,
    Missing, NOTIFIED_MEANS, Need, NoFacts, Of, Saying, TakenBack, answers_giving, missing_facts,
};
pub use field::{Agree, Agreement, Choice, Field, Kind, Length, Recheck, Tally, When};
pub use handling::{
    Handled, Handles, Handling, Held, KeptPart, NothingGone, Register, Within, gone_in, handled,
    kept_in, out_in, out_of,
};
pub use machine::{
    Effect, Outcome as Acted, World, act, capacity_for, child_bound, child_closed, child_reopened,
};
pub use next::{
    DueStep, NextStep, due, later_steps, next_steps, open_question, opening_step, who_may,
};
pub use predicate::Predicate;
pub use proof::{Broken, Proof, prove, prove_watched};
pub use questions::{Page, Question, pages, recheck_questions, sample_rows};
pub use refusal::{Awaited, Instead, Refusal, SheetFault};
pub use runs::{chains, redact_act};
pub use sentence::{Signed, kind_word, media_word, say_outside, say_value, sentence};
pub use standing::{Under, hidden, redact};
pub use validate::{Checking, FieldFault, LineFault, MAX_HOLDING_LINES};
pub use value::{HoldingLine, Media, RetainedLine, Value};
pub use wrong::{Fault, Place as FaultPlace, Wrong};
