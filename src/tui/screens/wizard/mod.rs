//! The one wizard that walks any step of any procedure: pages of fields from the definition, then
//! the sentence in full and the signature line.
//!
//! Opened by the screens beside it ([`super::start`], [`super::returning`], the case's screen)
//! through [`Wizard::step`] and its neighbours. Back never validates; what was typed stays while
//! the wizard is left (`draft`); a second check forgets. Decides no rule: `procedure` and the
//! desk do, and their refusal is shown.
//!
//! | file | what |
//! |---|---|
//! | `run` | the task: pages, values, the sentence, the act |
//! | `entry`, `holdings`, `area`, `make` | what is typed into one question |
//! | `read` | what was typed, as a value |
//! | `paint` | how a question is set |
//! | `page`, `last` | the keys of a page, and of the last one |
//! | `done` | what follows a signature |
//! | `missing` | what a step lacks, and the way there and back |
//! | `draft`, `lot` | kept while left; drawn by lot |

mod area;
mod done;
pub(super) use done::steps_of;
pub(super) mod draft;
mod entry;
mod holdings;
mod last;
pub(super) mod lot;
mod make;
mod missing;
mod page;
mod paint;
mod read;
mod run;
mod screen;

#[cfg(test)]
mod tests;

use crate::journal::{CaseId, PersonNo, UnitId};
use crate::procedure::{DefId, Missing, Origin, StepId, Values};
use crate::tui::screens::signing::Signing;
use crate::tui::widgets::{Dialog, Scroll};
use draft::{Draft, DraftKey};
use missing::Lacks;
use run::{Run, Task};

/// Walks one step, or what one signature signs together.
pub struct Wizard {
    task: Task,
    run: Option<Run>,
    /// Which page; the last one, with the sentence, comes behind all of them.
    page: usize,
    /// Which question of the page, and which slot of it.
    focus: usize,
    slot: usize,
    line: Option<Signing>,
    sentence: Scroll,
    /// Whether an older draft is to be gone on with.
    dialog: Option<(Dialog, Draft)>,
    /// Whether what was typed, which looks like the persons' own data, stays as it is.
    doubt: Option<(Dialog, String)>,
    /// The texts of which that was said, in this sitting only.
    vouched: Vec<String>,
    /// When its first page came up, in seconds; time spent before it was left counts.
    opened: i64,
    /// How long it had taken when it was signed: the same act is tried again after a failed write.
    took: Option<i64>,
    /// It follows at once on another signature: what to say above it.
    after: Option<String>,
    /// Whose terminal this is.
    owner: Option<PersonNo>,
    /// What is missing, as last looked.
    lacks: Lacks,
    /// It was opened for this fact that another step lacks.
    goal: Option<Missing>,
}

impl Wizard {
    fn new(task: Task) -> Self {
        Self {
            task,
            run: None,
            page: 0,
            focus: 0,
            slot: 0,
            line: None,
            sentence: Scroll::default(),
            dialog: None,
            doubt: None,
            vouched: Vec::new(),
            opened: 0,
            took: None,
            after: None,
            owner: None,
            lacks: Lacks::default(),
            goal: None,
        }
    }

    /// Begins a case of a procedure, with what another record has established already: never a
    /// number of pieces, an address, a time or a reason (SCREENS §9).
    #[must_use]
    pub fn begin(procedure: &str, prefill: Values) -> Self {
        Self::new(Task::New {
            procedure: DefId::from(procedure),
            prefill,
            fixed: false,
            origin: None,
            unit: None,
        })
    }

    /// What it begins with stands as it is, and is not asked: the sheet that is reviewed, the duty
    /// that is explained.
    #[must_use]
    pub(super) fn settled(mut self) -> Self {
        if let Task::New { fixed, .. } = &mut self.task {
            *fixed = true;
        }
        self
    }

    /// The new case follows on another one.
    #[must_use]
    pub(super) fn opened_by(mut self, by: Option<Origin>) -> Self {
        if let Task::New { origin, .. } = &mut self.task {
            *origin = by;
        }
        self
    }

    /// The new case is a record of that unit, whoever signs it.
    #[must_use]
    pub(super) fn of_unit(mut self, of: UnitId) -> Self {
        if let Task::New { unit, .. } = &mut self.task {
            *unit = Some(of);
        }
        self
    }

    /// Signs steps of a case with one signature.
    #[must_use]
    pub fn step(case: CaseId, steps: Vec<StepId>) -> Self {
        Self::new(Task::Step { case, steps })
    }

    /// 戻す日を延ばす: a new day by the manager, with a reason.
    #[must_use]
    pub fn extend(case: CaseId) -> Self {
        Self::new(Task::Extend { case })
    }

    /// 差し戻す: a step must be signed again, for a reason.
    #[must_use]
    pub fn send_back(case: CaseId, step: StepId) -> Self {
        Self::new(Task::SendBack { case, step })
    }

    /// On a terminal with an owner, who then need not give their number. What follows at once on
    /// another signature asks for it: that is somebody else.
    #[must_use]
    pub fn owned(mut self, owner: Option<PersonNo>) -> Self {
        self.owner = owner;
        self
    }

    /// The same right behind another signature, with the manager at the clerk's side: `said` stands
    /// above the sentence, and what need not be answered is passed over.
    #[must_use]
    pub(super) fn following(mut self, said: String) -> Self {
        self.after = Some(said);
        self
    }

    /// Under which name its draft is kept; none for what is forgotten when it is left.
    fn draft_key(&self) -> Option<DraftKey> {
        match (&self.task, &self.run) {
            (_, Some(run)) if run.recheck => None,
            // Another sheet is another draft.
            (Task::New { fixed: true, .. }, _) => None,
            (Task::New { procedure, .. }, _) => Some(DraftKey::New(procedure.clone())),
            (Task::Step { case, steps }, _) => Some(DraftKey::Step(*case, steps.first()?.clone())),
            (Task::Extend { .. } | Task::SendBack { .. }, _) => None,
        }
    }

    fn is_last(&self) -> bool {
        self.run
            .as_ref()
            .is_none_or(|run| self.page >= run.pages.len())
    }
}
