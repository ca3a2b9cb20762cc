//! Facts: what a step needs and another step gives (trained, notified, approved).
//!
//! A fact is a name, a subject, and the time for which it was given. It is asked per step, as of
//! when the step happened; a `safe` step asks nothing. A withdrawal ends it from then on and hides
//! nothing of what it was.
//!
//! `rule` is how a definition speaks of facts, `subject` of whom or of what; `said` is what the
//! signatures of a case say, `known` what has come of everything said, `missing` what a step lacks.
//! Called by the machine, the proof and `desk`, which keeps what is known. Where that lies and what
//! the clock says is not known here.

mod known;
mod missing;
mod rule;
mod said;
mod subject;

pub use known::{Ended, Fact, FactSaid, Known, Lapse, Saying, TakenBack};
pub(super) use missing::lacking_until;
pub use missing::{Facts, FactsUnread, Missing, NoFacts, answers_giving, missing_facts};
pub use rule::{End, FactId, Give, NOTIFIED_MEANS, Need, Of};
pub(super) use said::{said_by, said_in};
pub use subject::FactSubject;

#[cfg(test)]
mod tests;
