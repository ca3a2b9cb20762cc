//! The one pure function by which a case moves on. The same for live acts and for replay.

mod change;
mod register;
mod rest;
mod sign;

use super::act::{At, CaseAct, Opening};
use super::case::{Case, Child, DefRef, Note, NoteKind, Origin, State, Values};
use super::catalogue::Catalogue;
use super::definition::{DefId, Definition, FieldId, Law, Step, StepId};
use super::derive::{day_case, derived_case};
use super::fact::{FactSaid, Facts};
use super::handling::Register;
use super::refusal::{Instead, Refusal};
use super::standing::{Under, View};
use super::value::Value;
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{Capacity, CaseId, PersonNo, Role};
use crate::office::Office;
use crate::text::Paragraph;
use chrono::NaiveDate;
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

/// The case on which `child` follows, after that has begun: where the child binds, it is held open.
#[must_use]
pub fn child_bound(world: &World<'_>, parent: &Case, child: &Case) -> Case {
    let mut parent = parent.clone();
    let known = Child {
        procedure: child.procedure.id.clone(),
        line: child.origin.as_ref().and_then(|origin| origin.line),
        closed: child.state != State::Open,
    };
    parent.children.insert(child.id, known);
    if let Some(def) = world.catalogue.get(&parent.procedure) {
        parent.state = state_of(def, &parent);
    }
    parent
}

/// The parent after a case that it opened has come to its end.
#[must_use]
pub fn child_closed(world: &World<'_>, parent: &Case, child: CaseId) -> Case {
    child_is(world, parent, child, true)
}

/// The parent after a case that it opened has been opened again.
#[must_use]
pub fn child_reopened(world: &World<'_>, parent: &Case, child: CaseId) -> Case {
    child_is(world, parent, child, false)
}

fn child_is(world: &World<'_>, parent: &Case, child: CaseId, closed: bool) -> Case {
    let mut parent = parent.clone();
    if let Some(known) = parent.children.get_mut(&child) {
        known.closed = closed;
    }
    if let Some(def) = world.catalogue.get(&parent.procedure) {
        parent.state = state_of(def, &parent);
    }
    parent
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

/// The capacity in which `person` would sign `act`: the one that the office gives, and none where
/// it gives none. For the terminal that makes the entry; the machine judges it again.
#[must_use]
pub fn capacity_for(
    world: &World<'_>,
    case: Option<&Case>,
    act: &CaseAct,
    person: PersonNo,
    happened: Happened,
    recorded: Recorded,
) -> Option<Capacity> {
    let opening = opening_of(act);
    let procedure = case
        .map(|c| &c.procedure)
        .or_else(|| opening.map(|o| &o.procedure))?;
    let def = world.catalogue.get(procedure)?;
    let (steps, roles): (Vec<&Step>, Vec<Role>) = match act {
        CaseAct::Sign(sign) => {
            let steps: Vec<&Step> = sign.steps.iter().filter_map(|id| def.step(id)).collect();
            // One signature has one capacity: a role that signs every one of its steps.
            let roles = steps.first()?.by.iter().copied();
            let roles = roles
                .filter(|role| steps.iter().all(|step| step.by.contains(role)))
                .collect();
            (steps, roles)
        }
        CaseAct::Differ { step, .. } => {
            let step = def.step(step)?;
            (vec![step], step.by.clone())
        }
        CaseAct::Correct { .. } | CaseAct::Extend { .. } | CaseAct::Refuse { .. } => {
            (Vec::new(), vec![Role::Manager])
        }
        _ => (Vec::new(), vec![Role::Staff, Role::Manager]),
    };
    let judgement = steps.is_empty() || steps.iter().any(|step| step.meaning.is_judgement());
    let day = role_day(world.office, judgement, happened, recorded);
    world.office.capacity(person, &roles, day)
}

/// The day on which a role must be held: an act is signed by who held the role when it happened,
/// a judgement by who holds it when it is recorded. The night belongs to the day before.
fn role_day(office: &Office, judgement: bool, happened: Happened, recorded: Recorded) -> NaiveDate {
    let moment = if judgement { recorded.0 } else { happened.0 };
    WorkDay::of(moment, office.settings.cut).0
}

fn opening_of(act: &CaseAct) -> Option<&Opening> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref(),
        CaseAct::Request { open, .. } => open.as_ref(),
        _ => None,
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

    /// Nothing is recorded before it happened, and nobody signs who does not belong to the office.
    fn is_timely(&self) -> Result<(), Refusal> {
        let At {
            happened, recorded, ..
        } = *self.at;
        if happened.0 > recorded.0 {
            return Err(Refusal::NotYetHappened { happened, recorded });
        }
        let today = self.today();
        if let Some(day) = self.case.day
            && day.0 > today
        {
            return Err(Refusal::DayToCome(day));
        }
        if self.at.day.is_some() && self.at.day != self.case.day {
            return Err(Refusal::WrongCase);
        }
        if self.world.office.person(self.at.person, today).is_none() {
            return Err(Refusal::NotOfOffice(self.at.person));
        }
        Ok(())
    }

    /// What the calendar expects is one case of one place and day, wherever it is opened.
    fn opens_rightly(&self, opening: &Opening) -> Result<(), Refusal> {
        if self.def.law != Law::Locking {
            return if self.at.day.is_none() {
                Ok(())
            } else {
                Err(Refusal::WrongCase)
            };
        }
        let place = match opening.values.get(&FieldId::from(PLACE)) {
            Some(Value::Place(place)) => *place,
            _ => return Err(Refusal::WrongCase),
        };
        let day = self.at.day.ok_or(Refusal::WrongCase)?;
        let named = day_case(self.world.office.id, &self.def.id, place, day);
        if named == self.at.case {
            Ok(())
        } else {
            Err(Refusal::WrongCase)
        }
    }

    /// What every act but a signature asks before anything else.
    fn may_act(&self, act: &CaseAct) -> Result<(), Refusal> {
        match self.case.state {
            State::Refused | State::Withdrawn => return Err(Refusal::Ended(self.case.state)),
            State::Closed if !matches!(act, CaseAct::Sign(_) | CaseAct::Correct { .. }) => {
                return Err(Refusal::Ended(State::Closed));
            }
            State::Open | State::Closed => {}
        }
        match act {
            CaseAct::Sign(_) | CaseAct::Differ { .. } => Ok(()),
            CaseAct::Correct { .. } | CaseAct::Extend { .. } | CaseAct::Refuse { .. } => {
                self.acts_as(None, &[Role::Manager], true)
            }
            _ => self.acts_as(None, &[Role::Staff, Role::Manager], true),
        }
    }

    /// The capacity claimed is one of `roles`, and the one that the office gives.
    fn acts_as(&self, step: Option<&Step>, roles: &[Role], judgement: bool) -> Result<(), Refusal> {
        let At {
            person,
            capacity,
            happened,
            recorded,
            ..
        } = *self.at;
        let day = role_day(self.world.office, judgement, happened, recorded);
        if !roles.contains(&capacity.role)
            || self.world.office.capacity(person, roles, day).is_none()
        {
            let apart = self.excluded_persons(step);
            return Err(Refusal::NotTheirRole {
                step: step.map(|s| s.id.clone()),
                roles: roles.to_vec(),
                instead: self.world.office.who_may(roles, &apart, day),
            });
        }
        let holds = self.world.office.capacity(person, &[capacity.role], day);
        if holds == Some(capacity) {
            Ok(())
        } else {
            Err(Refusal::WrongCapacity {
                claimed: capacity,
                holds,
            })
        }
    }

    fn excluded_persons(&self, step: Option<&Step>) -> Vec<PersonNo> {
        step.map_or_else(Vec::new, |step| {
            self.view().excluded(step, &[]).into_keys().collect()
        })
    }

    /// Who may sign instead of those in `apart`, today.
    fn instead(&self, roles: &[Role], apart: &BTreeSet<PersonNo>) -> Instead {
        let apart: Vec<PersonNo> = apart.iter().copied().collect();
        self.world.office.who_may(roles, &apart, self.today())
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
