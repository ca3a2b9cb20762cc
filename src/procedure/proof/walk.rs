//! The walk: from state to state by everything that anybody could do.

use super::deciding;
use super::key::{Key, excluders, idle};
use super::laws::{Done, History};
use super::office;
use super::tries::endings;
use super::{Broken, Proof};
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{CaseId, EntryId, PersonNo, PlaceId, UnitId};
use crate::office::Office;
use crate::procedure::act::{At, CaseAct, Opening, Sign};
use crate::procedure::case::{Case, State, Values};
use crate::procedure::definition::{Definition, FieldId, Law, Step, StepId};
use crate::procedure::derive::day_case;
use crate::procedure::fact::NoFacts;
use crate::procedure::machine::{World, act, capacity_for, child_closed};
use crate::procedure::next::{next_steps, who_may};
use crate::procedure::refusal::Refusal;
use crate::procedure::standing::View;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// States after which a walk stops and says so.
const MOST_STATES: usize = 60_000;
/// After how many states somebody is told.
const WATCHED: usize = 64;

/// A state of the walk.
pub(super) struct Node {
    pub(super) case: Case,
    pub(super) history: History,
    pub(super) detours: u8,
    /// Persons that it knows; the others of a class are interchangeable.
    pub(super) named: BTreeSet<PersonNo>,
    pub(super) came: Option<(usize, PersonNo, String)>,
    pub(super) ended: bool,
    pub(super) next: Vec<usize>,
    /// Those of `next` that are reached without any fact.
    pub(super) free: Vec<usize>,
    /// Something could be signed here, were a fact given that a procedure gives.
    pub(super) waits_for_fact: bool,
}

/// What an act lacks that went through with every fact.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lacks {
    Nothing,
    Given,
    GivenByNobody,
}

pub(super) struct Walk<'a> {
    pub(super) world: World<'a>,
    pub(super) def: &'a Definition,
    pub(super) detours: u8,
    pub(super) deciding: BTreeSet<FieldId>,
    /// For each step, those that exclude whoever signed it.
    pub(super) excluders: BTreeMap<&'a StepId, Vec<&'a Step>>,
    /// Steps on which nothing rests.
    pub(super) idle: Vec<&'a Step>,
    pub(super) nodes: Vec<Node>,
    pub(super) known: HashMap<Key, usize>,
    pub(super) entries: u64,
    pub(super) transitions: usize,
    pub(super) broken: BTreeMap<(u8, &'static str), usize>,
    pub(super) complete: bool,
    /// Told the states of this walk now and then; `false` stops it.
    pub(super) watch: &'a dyn Fn(usize) -> bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        world: World<'a>,
        def: &'a Definition,
        detours: u8,
        watch: &'a dyn Fn(usize) -> bool,
    ) -> Self {
        Self {
            world,
            def,
            detours,
            deciding: deciding(def),
            excluders: def
                .steps
                .iter()
                .map(|step| (&step.id, excluders(def, step)))
                .collect(),
            idle: idle(def),
            nodes: Vec::new(),
            known: HashMap::new(),
            entries: 0,
            transitions: 0,
            broken: BTreeMap::new(),
            complete: true,
            watch,
        }
    }

    fn office(&self) -> &'a Office {
        self.world.office
    }

    /// The first act, by the first person of each class.
    pub(super) fn open(&mut self, root: &StepId, values: Values) {
        for class in office::CLASSES {
            let Some(person) = class.first() else {
                continue;
            };
            let sign = Sign {
                open: Some(Opening {
                    procedure: self.def.reference(),
                    origin: None,
                    values: values
                        .iter()
                        .filter(|(id, _)| self.def.field(id).is_some_and(|f| f.step.is_none()))
                        .map(|(id, value)| (id.clone(), value.clone()))
                        .collect(),
                }),
                steps: vec![root.clone()],
                values: values
                    .iter()
                    .filter(|(id, _)| self.def.field(id).is_some_and(|f| f.step.is_some()))
                    .map(|(id, value)| (id.clone(), value.clone()))
                    .collect(),
                lines: BTreeMap::new(),
                same: BTreeSet::new(),
                took: None,
            };
            self.step(None, *person, &CaseAct::Sign(sign), self.detours);
        }
    }

    pub(super) fn run(&mut self) {
        let mut at = 0;
        while at < self.nodes.len() {
            let stopped = at % WATCHED == 0 && !(self.watch)(self.nodes.len());
            if stopped || self.nodes.len() > MOST_STATES || !self.broken.is_empty() {
                self.complete = false;
                break;
            }
            self.grow(at);
            at += 1;
        }
        self.dead_ends();
    }

    /// Tries everything that anybody could do in one state.
    fn grow(&mut self, at: usize) {
        let case = self.nodes[at].case.clone();
        let detours = self.nodes[at].detours;
        if self.nodes[at].ended && case.state != State::Closed {
            return;
        }
        let persons = self.persons(at);
        let forward = self.signatures(&case);
        let detours_of = self.detours_of(&case);
        for person in &persons {
            // A signature whose first step is refused by itself is refused with a second one too.
            let mut passed: BTreeSet<&StepId> = BTreeSet::new();
            for sign in &forward {
                if let [first, _] = &sign.steps[..]
                    && !passed.contains(first)
                {
                    continue;
                }
                let again = sign.steps.iter().any(|id| self.is_signed_again(&case, id));
                if again && detours == 0 {
                    continue;
                }
                let left = detours - u8::from(again);
                if self.step(Some(at), *person, &CaseAct::Sign(sign.clone()), left) {
                    passed.extend(sign.steps.first());
                }
            }
            for act in endings() {
                self.step(Some(at), *person, &act, detours);
            }
            if detours > 0 {
                for act in &detours_of {
                    // Who sends back is nowhere looked at again.
                    let anybody = matches!(act, CaseAct::SendBack { .. });
                    if !anybody || Some(person) == persons.first() {
                        self.step(Some(at), *person, act, detours - 1);
                    }
                }
            }
        }
        self.close_children(at, &case);
    }

    /// Signing once more what stands, or what is a log.
    fn is_signed_again(&self, case: &Case, id: &StepId) -> bool {
        let view = View {
            def: self.def,
            case,
        };
        self.def.step(id).is_some_and(|step| {
            step.repeat
                && (view.stands(step, None).is_some() || step.optional && view.ever_signed(id))
        })
    }

    /// A case that this one opened comes to its end.
    ///
    /// It comes when everything else is signed: until then it changes nothing but itself.
    fn close_children(&mut self, at: usize, case: &Case) {
        if !(View {
            def: self.def,
            case,
        })
        .complete()
        {
            return;
        }
        let Some(child) = case
            .children
            .iter()
            .find(|(_, c)| !c.closed)
            .map(|(id, _)| *id)
        else {
            return;
        };
        let after = child_closed(&self.world, case, child);
        let history = self.nodes[at].history.clone();
        let breaches = history.when_closed(self.def, &after);
        let detours = self.nodes[at].detours;
        let said = "a case it opened closes".to_owned();
        let to = self.arrive(after, history, detours, Some(at), PersonNo(0), said);
        self.nodes[at].free.push(to);
        for breach in breaches {
            self.broken.entry(breach).or_insert(to);
        }
    }

    /// One act; if it goes through, it is judged and leads to a state. Says whether it did.
    fn step(&mut self, from: Option<usize>, person: PersonNo, what: &CaseAct, detours: u8) -> bool {
        let case = from.map(|at| &self.nodes[at].case);
        let now = office::moment();
        let (happened, recorded) = (Happened(now), Recorded(now));
        let Some(capacity) = capacity_for(&self.world, case, what, person, happened, recorded)
        else {
            return false;
        };
        self.entries += 1;
        let locking = self.def.law == Law::Locking;
        let day = locking.then(|| WorkDay::of(now, self.office().settings.cut));
        let id = match day {
            Some(day) => day_case(self.office().id, &self.def.id, PlaceId(1), day),
            None => CaseId([9; 16]),
        };
        let mut entry = [0; 32];
        for (to, byte) in entry.iter_mut().zip(self.entries.to_be_bytes()) {
            *to = byte;
        }
        let at = At {
            case: id,
            unit: UnitId(1),
            entry: EntryId(entry),
            person,
            capacity,
            happened,
            recorded,
            day,
        };
        let Ok(outcome) = act(&self.world, case, &at, what) else {
            return false;
        };
        self.transitions += 1;
        let lacks = self.lacks(case, &at, what);
        let history = from.map_or_else(History::default, |at| self.nodes[at].history.clone());
        let done = Done {
            def: self.def,
            person,
            act: what,
            before: from.map(|at| &self.nodes[at].case),
            after: &outcome.case,
        };
        let (history, breaches) = history.then(&done);
        let said = say(what);
        let to = self.arrive(outcome.case, history, detours, from, person, said);
        for breach in breaches {
            self.broken.entry(breach).or_insert(to);
        }
        if let Some(from) = from {
            match lacks {
                Lacks::Nothing => self.nodes[from].free.push(to),
                Lacks::Given => self.nodes[from].waits_for_fact = true,
                Lacks::GivenByNobody => {
                    let breach = (12, "needs a fact that nothing gives");
                    self.broken.entry(breach).or_insert(to);
                }
            }
            let out = self.def.law == Law::TakeOut && self.nodes[from].case.sealed;
            if out && lacks != Lacks::Nothing {
                let breach = (3, "a return waits for a fact");
                self.broken.entry(breach).or_insert(to);
            }
        }
        true
    }

    /// What an act that goes through would lack, were no fact known.
    fn lacks(&self, case: Option<&Case>, at: &At, what: &CaseAct) -> Lacks {
        if self.def.steps.iter().all(|step| step.needs.is_empty()) {
            return Lacks::Nothing;
        }
        let world = World {
            facts: &NoFacts,
            ..self.world
        };
        match act(&world, case, at, what) {
            Err(Refusal::FactsMissing { missing, .. }) => {
                let given = missing.iter().all(|missing| {
                    let def = self.world.catalogue.latest(&missing.by);
                    def.is_some_and(|def| def.gives(&missing.fact))
                });
                if given {
                    Lacks::Given
                } else {
                    Lacks::GivenByNobody
                }
            }
            _ => Lacks::Nothing,
        }
    }

    fn arrive(
        &mut self,
        case: Case,
        history: History,
        detours: u8,
        from: Option<usize>,
        person: PersonNo,
        said: String,
    ) -> usize {
        let (key, named) = self.print(&case, &history, detours);
        let to = match self.known.get(&key) {
            Some(known) => *known,
            None => {
                let to = self.nodes.len();
                self.known.insert(key, to);
                self.nodes.push(Node {
                    ended: case.state != State::Open,
                    case,
                    history,
                    detours,
                    named,
                    came: Some((from.unwrap_or(to), person, said)),
                    next: Vec::new(),
                    free: Vec::new(),
                    waits_for_fact: false,
                });
                to
            }
        };
        if let Some(from) = from
            && from != to
        {
            self.nodes[from].next.push(to);
        }
        to
    }

    /// Law 12: from every open state somebody can bring the case to an end, by acts that are true.
    /// Where everybody who could sign has a part in it, the step says whom it waits for: the office
    /// names one more.
    fn dead_ends(&mut self) {
        if !self.complete {
            return;
        }
        self.dead_ends_by(|node| &node.next, |_| false);
        // And the same where every fact has lapsed.
        self.dead_ends_by(|node| &node.free, |node| node.waits_for_fact);
    }

    fn dead_ends_by(&mut self, next: fn(&Node) -> &[usize], waits: fn(&Node) -> bool) {
        let mut leads: Vec<bool> = self
            .nodes
            .iter()
            .map(|node| node.ended || waits(node) || self.waits_for_somebody(&node.case))
            .collect();
        loop {
            let mut moved = false;
            for at in (0..self.nodes.len()).rev() {
                if !leads[at] && next(&self.nodes[at]).iter().any(|to| leads[*to]) {
                    leads[at] = true;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
        if let Some(stuck) = leads.iter().position(|leads| !leads) {
            self.broken
                .entry((12, "nobody can bring it to an end"))
                .or_insert(stuck);
        }
    }

    fn waits_for_somebody(&self, case: &Case) -> bool {
        let day = office::moment().date();
        next_steps(&self.world, case).iter().any(|next| {
            !next.optional && who_may(&self.world, case, &next.step, next.line, day).is_empty()
        })
    }

    pub(super) fn report(self, proof: &mut Proof) {
        proof.states += self.nodes.len();
        proof.transitions += self.transitions;
        proof.complete &= self.complete;
        for ((law, what), at) in &self.broken {
            if proof
                .broken
                .iter()
                .any(|b| b.law == *law && b.what == *what)
            {
                continue;
            }
            let mut path = Vec::new();
            let mut here = Some(*at);
            while let Some(n) = here {
                let Some((from, person, said)) = &self.nodes[n].came else {
                    break;
                };
                path.push(format!("{person} {said}"));
                here = Some(*from).filter(|from| *from != n);
            }
            path.reverse();
            proof.broken.push(Broken {
                law: *law,
                what,
                path,
            });
        }
    }
}

fn say(act: &CaseAct) -> String {
    match act {
        CaseAct::Sign(sign) => {
            let steps: Vec<&str> = sign.steps.iter().map(|s| s.0.as_str()).collect();
            let lines: Vec<String> = sign
                .lines
                .iter()
                .map(|(line, outcome)| {
                    format!(" {line}={}", outcome.as_ref().map_or("", |o| o.0.as_str()))
                })
                .collect();
            format!("signs {}{}", steps.join("+"), lines.concat())
        }
        CaseAct::Differ { step, .. } => format!("differs at {step}"),
        CaseAct::Amend { values, .. } => format!("amends {:?}", values.keys().collect::<Vec<_>>()),
        CaseAct::Correct { values, .. } => {
            format!("corrects {:?}", values.keys().collect::<Vec<_>>())
        }
        CaseAct::SendBack { step, .. } => format!("sends {step} back"),
        CaseAct::Refuse { .. } => "refuses".to_owned(),
        CaseAct::Withdraw { .. } => "withdraws".to_owned(),
        other => format!("{other:?}"),
    }
}
