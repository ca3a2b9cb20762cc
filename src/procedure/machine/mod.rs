//! The one pure function by which a case moves on. The same for live acts and for replay.
//!
//! | file | what |
//! |---|---|
//! | `may` | whether an act may be done at all: by whom, when, in which capacity |
//! | `sign` | signing steps |
//! | `change` | amending and correcting, and what falls with it |
//! | `rest` | every other act |
//! | `register` | what an act does with items of the register |
//! | `child` | cases that a case has opened |
//!
//! Called by `desk` and by the proof. Asks no clock and no store: everything comes in with the [`World`]
//! and the act.

mod change;
mod child;
mod may;
mod register;
mod rest;
mod sign;

pub use child::{child_bound, child_closed, child_reopened};
pub use may::capacity_for;

use super::act::{At, CaseAct, Opening};
use super::case::{Case, Child, DefRef, Note, NoteKind, Origin, State, Values};
use super::catalogue::Catalogue;
use super::definition::{DefId, Definition, StepId};
use super::derive::derived_case;
use super::fact::{FactSaid, Facts};
use super::handling::Register;
use super::refusal::Refusal;
use super::standing::{Under, View};
use crate::calendar::WorkDay;
use crate::journal::PersonNo;
use crate::office::Office;
use crate::text::Paragraph;
use chrono::NaiveDate;
use may::opening_of;
use std::collections::{BTreeMap, BTreeSet};

/// What an act is judged by.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The procedures.
    pub catalogue: &'a Catalogue,
    /// The office as the journal has made it so far.
    pub office: &'a Office,
    /// What other cases have given.
    pub facts: &'a dyn Facts,
    /// What other cases have done with the items of the register.
    pub register: &'a dyn Register,
}

/// What an act does beside changing its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The official No. on the form is given now.
    Numbered,
    /// The point of no return is behind it.
    Sealed,
    /// A judgement is void.
    Voided {
        /// The step.
        step: StepId,
        /// Who had signed it.
        by: PersonNo,
    },
    /// A case that this act opens; nobody has signed it yet.
    OpensCase(Box<Case>),
    /// A fact is given or withdrawn.
    Says(FactSaid),
    /// What was said of a fact rested on a value that is corrected now.
    TakesBack(FactSaid),
    /// Where the case stands now, when that has changed.
    State(State),
}

/// A case after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The case.
    pub case: Case,
    /// What else follows.
    pub effects: Vec<Effect>,
}

/// Judges one act and applies it. On a refusal nothing has changed.
///
/// # Errors
/// [`Refusal`] with everything a person needs to know.
pub fn act(
    world: &World<'_>,
    case: Option<&Case>,
    at: &At,
    act: &CaseAct,
) -> Result<Outcome, Refusal> {
    let mut run = Run::begin(*world, case, at, act)?;
    run.may_act(act)?;
    match act {
        CaseAct::Sign(sign) => run.sign(sign)?,
        CaseAct::Differ { step, fields, .. } => run.differ(step, fields)?,
        CaseAct::Amend { values, reason } => run.amend(values, reason)?,
        CaseAct::Correct { values, reason } => run.correct(values, reason)?,
        CaseAct::SendBack { step, reason } => run.send_back(step, reason)?,
        CaseAct::Refuse { reason } => run.refuse(reason)?,
        CaseAct::Withdraw { reason } => run.withdraw(reason)?,
        CaseAct::Ask { to, question } => run.ask(*to, question)?,
        CaseAct::Answer { answer } => run.answer(answer)?,
        CaseAct::Request { to, open } => run.request(*to, open.as_ref())?,
        CaseAct::Extend { until, reason } => run.extend(*until, reason)?,
    }
    Ok(run.end())
}

/// Open, or closed when everything is signed and every case it opened is closed. What was refused
/// or withdrawn stays so.
fn state_of(def: &Definition, case: &Case) -> State {
    match case.state {
        State::Refused | State::Withdrawn => case.state,
        State::Open | State::Closed => {
            let complete = View { def, case }.complete();
            if complete && case.children.values().all(|child| child.closed) {
                State::Closed
            } else {
                State::Open
            }
        }
    }
}

/// One act being judged.
struct Run<'a> {
    world: World<'a>,
    def: &'a Definition,
    at: &'a At,
    case: Case,
    before: State,
    effects: Vec<Effect>,
    /// How many cases this entry has opened so far.
    opened: u16,
}

impl<'a> Run<'a> {
    fn begin(
        world: World<'a>,
        case: Option<&Case>,
        at: &'a At,
        act: &CaseAct,
    ) -> Result<Self, Refusal> {
        let opening = opening_of(act);
        let procedure = match (case, opening) {
            (Some(case), None) => case.procedure.clone(),
            (None, Some(opening)) => opening.procedure.clone(),
            (Some(case), Some(_)) => {
                return Err(Refusal::AlreadyOpen {
                    by: case.marks.last().map(|m| m.by),
                    recorded: case.marks.last().map_or(case.opened, |m| m.recorded),
                });
            }
            (None, None) => return Err(Refusal::NoCase),
        };
        let def = world
            .catalogue
            .get(&procedure)
            .ok_or(Refusal::UnknownProcedure(procedure.clone()))?;
        let known = match (case, opening) {
            (Some(case), _) if case.id != at.case => return Err(Refusal::WrongCase),
            (Some(case), _) => case.clone(),
            (None, opening) => empty_case(&world, procedure, at, opening),
        };
        let run = Self {
            world,
            def,
            at,
            before: known.state,
            case: known,
            effects: Vec::new(),
            opened: 0,
        };
        run.is_timely()?;
        if let Some(opening) = opening {
            run.opens_rightly(opening)?;
        }
        Ok(run)
    }

    fn view(&self) -> View<'_> {
        View {
            def: self.def,
            case: &self.case,
        }
    }

    fn under(&self) -> Under {
        Under {
            profile: self.case.profile,
            late: Some(self.case.day.is_some_and(|day| WorkDay(self.today()) > day)),
        }
    }

    fn today(&self) -> NaiveDate {
        WorkDay::of(self.at.recorded.0, self.world.office.settings.cut).0
    }

    fn serves(&self) -> WorkDay {
        WorkDay::of(self.at.happened.0, self.world.office.settings.cut)
    }

    fn unsealed(&self) -> Result<(), Refusal> {
        let sealing = self
            .case
            .marks
            .iter()
            .find(|m| m.void.is_none() && self.def.step(&m.step).is_some_and(|step| step.seal));
        match sealing {
            Some(mark) => Err(Refusal::Sealed {
                step: mark.step.clone(),
                by: mark.by,
                happened: mark.happened,
            }),
            None => Ok(()),
        }
    }

    fn note(&mut self, kind: NoteKind, words: Paragraph, to: Option<PersonNo>) {
        self.case.notes.push(Note {
            kind,
            words,
            to,
            by: self.at.person,
            recorded: self.at.recorded,
            entry: self.at.entry,
        });
    }

    fn open_case(&mut self, procedure: &DefId, line: Option<u16>) {
        let Some(def) = self.world.catalogue.latest(procedure) else {
            return;
        };
        let id = derived_case(self.at.entry, self.opened, procedure);
        self.opened = self.opened.saturating_add(1);
        self.case.children.insert(
            id,
            Child {
                procedure: procedure.clone(),
                line,
                closed: false,
            },
        );
        let reference = DefRef {
            id: def.id.clone(),
            rev: def.rev,
        };
        let mut child = empty_case(&self.world, reference, self.at, None);
        child.id = id;
        child.day = None;
        child.origin = Some(Origin {
            case: self.case.id,
            entry: self.at.entry,
            line,
        });
        self.effects.push(Effect::OpensCase(Box::new(child)));
    }

    fn end(mut self) -> Outcome {
        self.void_conflicts();
        self.case.head = Some(self.at.entry);
        self.case.state = state_of(self.def, &self.case);
        if self.case.state != self.before {
            self.effects.push(Effect::State(self.case.state));
        }
        Outcome {
            case: self.case,
            effects: self.effects,
        }
    }
}

/// The field of a locking that names the place.
pub(super) const PLACE: &str = "place";

fn empty_case(world: &World<'_>, procedure: DefRef, at: &At, opening: Option<&Opening>) -> Case {
    Case {
        id: at.case,
        procedure,
        unit: at.unit,
        profile: world.office.profile,
        day: at.day,
        origin: opening.and_then(|o| o.origin.clone()),
        values: Values::new(),
        authors: BTreeSet::new(),
        marks: Vec::new(),
        tries: 0,
        differences: Vec::new(),
        corrections: Vec::new(),
        extensions: Vec::new(),
        notes: Vec::new(),
        children: BTreeMap::new(),
        state: State::Open,
        sealed: false,
        opened: at.recorded,
        head: None,
    }
}
