//! The proof of the laws: every state that a definition can reach, walked with the real machine
//! and enough persons to break it; each act that goes through is judged by predicates of its own.
//!
//! Run by the tests over every definition, and by `kagiban check` and at adoption over a new one.
//!
//! Bounds: two lines, two managers, two of the staff, one who stands in; every combination of the
//! choices that something depends on; a number of acts on a path that are no step forward
//! (amending, sending back, differing, signing again, correcting). Persons of one class differ in
//! nothing, so a second one acts only after the first has.

mod laws;
mod office;

use super::act::{At, CaseAct, Opening, Sign};
use super::case::{Case, State, Values};
use super::catalogue::Catalogue;
use super::definition::{
    ChoiceId, DefId, Definition, Field, FieldId, Kind, Law, Meaning, Step, StepId,
};
use super::derive::day_case;
use super::machine::{World, act, capacity_for, child_closed};
use super::next::{next_steps, who_may};
use super::standing::{Under, View, ancestors, asked, holds};
use super::value::Value;
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{CaseId, EntryId, PersonNo, PlaceId, Role, UnitId};
use crate::office::{Office, ProfileId};
use crate::text::{Paragraph, Text};
use laws::{Done, History};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// States after which a walk stops and says so.
const MOST_STATES: usize = 60_000;

/// What the walk over one definition has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The definition.
    pub definition: DefId,
    /// States seen.
    pub states: usize,
    /// Acts that went through.
    pub transitions: usize,
    /// Whether every state within the bounds was seen.
    pub complete: bool,
    /// Laws that do not hold; empty for a lawful definition.
    pub broken: Vec<Broken>,
}

/// A law that does not hold, and the shortest way there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The law of DESIGN §5.
    pub law: u8,
    /// What is wrong.
    pub what: &'static str,
    /// Who did what, in order.
    pub path: Vec<String>,
}

/// Walks one definition of the catalogue with at most so many detours on a path; one is enough to
/// break a definition that leaves a law out, two take some minutes.
#[must_use]
pub fn prove(catalogue: &Catalogue, def: &Definition, detours: u8) -> Proof {
    let mut proof = Proof {
        definition: def.id.clone(),
        states: 0,
        transitions: 0,
        complete: true,
        broken: Vec::new(),
    };
    let profile = ProfileId::Bureau;
    let office = office::office(profile, def);
    let world = World {
        catalogue,
        office: &office,
        facts: &EveryFact,
    };
    // Choices with the same steps up to the point of no return lead there along the same ways: one
    // of each kind is walked with detours, the others straight through.
    let mut shapes: BTreeSet<Vec<StepId>> = BTreeSet::new();
    for root in def.steps.iter().filter(|step| step.opens_case()) {
        let fields: Vec<_> = def.fields_of(root).collect();
        let deciding = deciding(def);
        let asked = |field, values: &Values| asked(def, field, Under::from(profile), values);
        let every = |field: &Field| {
            if deciding.contains(&field.id) {
                office::free_choices(field).cloned().collect()
            } else {
                Vec::new()
            }
        };
        for values in office::answers(&fields, &every, &asked, &Values::new()) {
            if !holds(&root.when, profile.into(), &values) {
                continue;
            }
            let shape: Vec<StepId> = def
                .steps
                .iter()
                .filter(|step| holds(&step.when, profile.into(), &values))
                .filter(|step| {
                    let leads =
                        |other: &Step| other.seal && ancestors(def, other).contains(&step.id);
                    step.seal || def.steps.iter().any(leads)
                })
                .map(|step| step.id.clone())
                .collect();
            let detours = if shapes.insert(shape) { detours } else { 0 };
            let mut walk = Walk::new(world, def, detours);
            walk.open(&root.id, values);
            walk.run();
            walk.report(&mut proof);
        }
    }
    proof
}

/// Facts are not what is proved here: every one holds.
struct EveryFact;

impl super::machine::Facts for EveryFact {
    fn holds(&self, _: &str, _: PersonNo, _: Option<&Case>, _: Happened) -> bool {
        true
    }
}

/// The choice fields that something depends on.
fn deciding(def: &Definition) -> BTreeSet<FieldId> {
    let steps = def.steps.iter().flat_map(|step| {
        step.when
            .iter()
            .chain(step.opens.iter().flat_map(|opens| &opens.when))
    });
    def.fields
        .iter()
        .flat_map(|field| &field.when)
        .chain(steps)
        .map(|when| when.field.clone())
        .collect()
}

/// A state of the walk.
struct Node {
    case: Case,
    history: History,
    detours: u8,
    /// Persons that it knows; the others of a class are interchangeable.
    named: BTreeSet<PersonNo>,
    came: Option<(usize, PersonNo, String)>,
    ended: bool,
    next: Vec<usize>,
}

struct Walk<'a> {
    world: World<'a>,
    def: &'a Definition,
    detours: u8,
    deciding: BTreeSet<FieldId>,
    nodes: Vec<Node>,
    known: HashMap<Key, usize>,
    entries: u64,
    transitions: usize,
    broken: BTreeMap<(u8, &'static str), usize>,
    complete: bool,
}

/// What makes two states the same.
type Key = Vec<u8>;

impl<'a> Walk<'a> {
    fn new(world: World<'a>, def: &'a Definition, detours: u8) -> Self {
        Self {
            world,
            def,
            detours,
            deciding: deciding(def),
            nodes: Vec::new(),
            known: HashMap::new(),
            entries: 0,
            transitions: 0,
            broken: BTreeMap::new(),
            complete: true,
        }
    }

    fn office(&self) -> &'a Office {
        self.world.office
    }

    /// The first act, by the first person of each class.
    fn open(&mut self, root: &StepId, values: Values) {
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

    fn run(&mut self) {
        let mut at = 0;
        while at < self.nodes.len() {
            if self.nodes.len() > MOST_STATES {
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
            for sign in &forward {
                let again = sign.steps.iter().any(|id| self.is_signed_again(&case, id));
                if again && detours == 0 {
                    continue;
                }
                let left = detours - u8::from(again);
                self.step(Some(at), *person, &CaseAct::Sign(sign.clone()), left);
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

    /// Everybody whom the state knows, and the next of each class.
    fn persons(&self, at: usize) -> Vec<PersonNo> {
        let named = &self.nodes[at].named;
        let mut out = Vec::new();
        for class in office::CLASSES {
            out.extend(class.iter().filter(|person| named.contains(person)));
            out.extend(class.iter().find(|person| !named.contains(person)));
        }
        out
    }

    /// Every signature that the case could take: single steps, and two in a row.
    fn signatures(&self, case: &Case) -> Vec<Sign> {
        let mut out = Vec::new();
        let view = View {
            def: self.def,
            case,
        };
        for step in &self.def.steps {
            if !step.repeat && view.stands_whole(step) {
                continue;
            }
            let fields: Vec<_> = self.def.fields_of(step).collect();
            let under = Under {
                profile: case.profile,
                late: Some(false),
            };
            let asked = |field, values: &Values| asked(self.def, field, under, values);
            let deciding = |id: &FieldId| {
                self.deciding.contains(id) && !case.values.contains_key(id)
                    || self.deciding.contains(id) && step.is_repeated()
            };
            let fields: Vec<_> = fields
                .into_iter()
                .filter(|f| {
                    !case.values.contains_key(&f.id) || (step.is_repeated() && f.step.is_some())
                })
                .collect();
            let same = self
                .def
                .rechecked_at(&step.id)
                .into_iter()
                .filter(|f| case.values.contains_key(&f.id))
                .map(|f| f.id.clone())
                .collect::<BTreeSet<_>>();
            let lines = self.line_choices(step, case);
            for values in office::answers(
                &fields,
                &|f| self.kinds_of_choice(f, &deciding),
                &asked,
                &case.values,
            ) {
                for lines in &lines {
                    out.push(Sign {
                        open: None,
                        steps: vec![step.id.clone()],
                        values: values.clone(),
                        lines: lines.clone(),
                        same: same.clone(),
                        took: None,
                    });
                }
            }
        }
        let pairs: Vec<Sign> = out
            .iter()
            .flat_map(|first| {
                out.iter().filter_map(move |second| {
                    let follows = self.def.step(second.steps.first()?)?;
                    let direct = first
                        .steps
                        .first()
                        .is_some_and(|f| follows.after.contains(f));
                    let lines = first.lines.keys().eq(second.lines.keys());
                    if !direct || !lines || first.steps == second.steps {
                        return None;
                    }
                    let mut both = first.clone();
                    both.steps.extend(second.steps.clone());
                    both.values.extend(second.values.clone());
                    both.lines.extend(second.lines.clone());
                    both.same.extend(second.same.clone());
                    Some(both)
                })
            })
            .collect();
        out.extend(pairs);
        out
    }

    /// One choice of each kind, where something depends on it: two that lead to the same questions
    /// and open as many cases are alike.
    fn kinds_of_choice(&self, field: &Field, deciding: &dyn Fn(&FieldId) -> bool) -> Vec<ChoiceId> {
        if !deciding(&field.id) {
            return Vec::new();
        }
        let mut kinds: BTreeMap<(Vec<&FieldId>, Vec<&StepId>, usize), ChoiceId> = BTreeMap::new();
        for choice in office::free_choices(field) {
            let met = |whens: &[super::definition::When]| {
                whens
                    .iter()
                    .any(|w| w.field == field.id && w.is.contains(choice))
            };
            let fields = self
                .def
                .fields
                .iter()
                .filter(|f| met(&f.when))
                .map(|f| &f.id)
                .collect();
            let steps = self
                .def
                .steps
                .iter()
                .filter(|s| met(&s.when))
                .map(|s| &s.id)
                .collect();
            let opens = self
                .def
                .steps
                .iter()
                .flat_map(|s| &s.opens)
                .filter(|o| met(&o.when))
                .count();
            kinds
                .entry((fields, steps, opens))
                .or_insert_with(|| choice.clone());
        }
        kinds.into_values().collect()
    }

    /// One line at a time, with one outcome of each kind. Lines are alike, so the second is touched
    /// after the first.
    fn line_choices(&self, step: &Step, case: &Case) -> Vec<BTreeMap<u16, Option<ChoiceId>>> {
        if step.each.is_none() {
            return vec![BTreeMap::new()];
        }
        let mut kinds: BTreeMap<bool, &ChoiceId> = BTreeMap::new();
        for (id, outcome) in &step.outcome {
            kinds.entry(outcome.opens.is_some()).or_insert(id);
        }
        let mut outcomes: Vec<Option<ChoiceId>> = kinds.into_values().cloned().map(Some).collect();
        if outcomes.is_empty() {
            outcomes.push(None);
        }
        (0..office::LINES)
            .filter(|n| *n == 0 || case.marks.iter().any(|m| m.line == Some(n - 1)))
            .flat_map(|n| {
                outcomes
                    .iter()
                    .map(move |o| BTreeMap::from([(n, o.clone())]))
            })
            .collect()
    }

    /// Acts that are no step forward.
    fn detours_of(&self, case: &Case) -> Vec<CaseAct> {
        let mut out = Vec::new();
        if case.sealed {
            for values in self.other_values(case, true) {
                out.push(CaseAct::Correct {
                    values,
                    reason: words(),
                });
            }
            return out;
        }
        for values in self.other_values(case, false) {
            out.push(CaseAct::Amend {
                values,
                reason: words(),
            });
        }
        for step in &self.def.steps {
            if case
                .marks
                .iter()
                .any(|m| m.step == step.id && m.void.is_none())
            {
                out.push(CaseAct::SendBack {
                    step: step.id.clone(),
                    reason: words(),
                });
            }
            let fields: BTreeSet<FieldId> = self
                .def
                .rechecked_at(&step.id)
                .into_iter()
                .filter(|f| case.values.contains_key(&f.id))
                .map(|f| f.id.clone())
                .take(1)
                .collect();
            if !fields.is_empty() {
                out.push(CaseAct::Differ {
                    step: step.id.clone(),
                    fields,
                    took: 1,
                });
            }
        }
        out
    }

    /// One change for each kind of ground that a judgement may rest on, and each other answer of a
    /// choice that something depends on.
    fn other_values(&self, case: &Case, sealed: bool) -> Vec<Values> {
        let named: BTreeSet<&FieldId> = self
            .def
            .steps
            .iter()
            .flat_map(|s| s.on.iter().flatten())
            .collect();
        let mut out: Vec<Values> = Vec::new();
        let mut seen: BTreeSet<bool> = BTreeSet::new();
        for field in &self.def.fields {
            let Some(old) = case.values.get(&field.id) else {
                continue;
            };
            if field.kind == Kind::Choice && self.deciding.contains(&field.id) {
                let leads = self.def.steps.iter().any(|s| {
                    let opens = s.opens.iter().flat_map(|o| &o.when);
                    s.when.iter().chain(opens).any(|w| w.field == field.id)
                });
                if leads && field.step.is_none() && (sealed || self.def.law != Law::Sending) {
                    out.extend(
                        office::free_choices(field)
                            .map(|choice| Value::Choice(choice.clone()))
                            .filter(|value| value != old)
                            .map(|value| Values::from([(field.id.clone(), value)])),
                    );
                }
                continue;
            }
            if field.check || field.step.is_some() || field.kind == Kind::Place {
                continue;
            }
            let plain = matches!(
                field.kind,
                Kind::Text | Kind::Paragraph | Kind::HoldingLines
            );
            if plain && seen.insert(named.contains(&field.id)) {
                let turn = office::answer(field, 1, &BTreeMap::new());
                let value = if turn == *old {
                    office::answer(field, 0, &BTreeMap::new())
                } else {
                    turn
                };
                out.push(Values::from([(field.id.clone(), value)]));
            }
        }
        out
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
        let detours = self.nodes[at].detours;
        self.arrive(
            after,
            history,
            detours,
            Some(at),
            PersonNo(0),
            "child closes".to_owned(),
        );
    }

    /// One act; if it goes through, it is judged and leads to a state.
    fn step(&mut self, from: Option<usize>, person: PersonNo, what: &CaseAct, detours: u8) {
        let case = from.map(|at| &self.nodes[at].case);
        let now = office::moment();
        let (happened, recorded) = (Happened(now), Recorded(now));
        let Some(capacity) = capacity_for(&self.world, case, what, person, happened, recorded)
        else {
            return;
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
            return;
        };
        self.transitions += 1;
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

    /// What the answers of machine and laws depend on, without times, and the persons in it. A
    /// person is told by class where no step to come can exclude them for what they signed.
    fn print(&self, case: &Case, history: &History, left: u8) -> (Key, BTreeSet<PersonNo>) {
        if matches!(case.state, State::Refused | State::Withdrawn) {
            return (vec![case.state as u8], BTreeSet::new());
        }
        let authors = self.authors(history);
        let mut named: BTreeSet<PersonNo> = authors.clone();
        let mut out = vec![
            case.state as u8,
            left,
            case.tries + 8 * history.differed.min(2),
            u8::from(case.sealed) + 2 * u8::from(history.locked) + 4 * u8::from(history.unheard),
        ];
        for field in &self.def.fields {
            out.push(match case.values.get(&field.id) {
                None => 0,
                Some(Value::Choice(choice)) if self.deciding.contains(&field.id) => {
                    small(field.choices.iter().position(|c| c.id == *choice)) + 2
                }
                // Which of two plain answers stands decides nothing.
                Some(_) => 1,
            });
        }
        let view = View {
            def: self.def,
            case,
        };
        let mut told = |matters: bool, by: PersonNo| {
            if matters {
                named.insert(by);
                u8::try_from(by.0).unwrap_or(u8::MAX)
            } else {
                100
            }
        };
        let mut standing: Vec<[u8; 3]> = Vec::new();
        for mark in case.marks.iter().filter(|m| m.void.is_none()) {
            let Some(step) = self.def.step(&mark.step) else {
                continue;
            };
            let falls = !case.sealed && step.meaning.is_judgement();
            let print = [
                self.number(&mark.step),
                mark.line
                    .map_or(0, |line| small(Some(usize::from(line) + 1))),
                told(
                    falls || self.matters(&view, step, mark.line, mark.by),
                    mark.by,
                ),
            ];
            standing.retain(|other| *other != print);
            standing.push(print);
        }
        // The order of signatures matters only where one asks for another again.
        if self.def.steps.iter().all(|step| step.again.is_empty()) {
            standing.sort_unstable();
        }
        out.extend(standing.concat());
        out.push(u8::MAX);
        let mut signed: Vec<[u8; 3]> = Vec::new();
        for (id, line, by) in &history.signed {
            let Some(step) = self.def.step(id) else {
                continue;
            };
            let at = line.map_or(0, |line| small(Some(usize::from(line) + 1)));
            signed.push([
                self.number(id),
                at,
                told(self.matters(&view, step, *line, *by), *by),
            ]);
        }
        signed.sort_unstable();
        signed.dedup();
        out.extend(signed.concat());
        out.push(u8::MAX);
        for (id, by) in &history.fresh {
            out.extend([self.number(id), u8::try_from(by.0).unwrap_or(u8::MAX)]);
            named.insert(*by);
        }
        out.push(u8::MAX);
        out.extend(
            authors
                .iter()
                .map(|by| u8::try_from(by.0).unwrap_or(u8::MAX)),
        );
        out.push(u8::MAX);
        let mut children: Vec<u8> = case
            .children
            .values()
            .map(|c| u8::from(c.closed) + 2 * c.line.map_or(0, |l| small(Some(usize::from(l) + 1))))
            .collect();
        children.sort_unstable();
        out.extend(children);
        (out, named)
    }

    fn number(&self, step: &StepId) -> u8 {
        small(self.def.steps.iter().position(|s| s.id == *step))
    }

    /// Whether it matters who signed `step` on `line`: where a step to come excludes them.
    fn matters(&self, view: &View<'_>, step: &Step, line: Option<u16>, by: PersonNo) -> bool {
        self.def.steps.iter().any(|to_come| {
            let of_another = to_come.meaning.is_of_another()
                && (step.opens_case() || matches!(step.meaning, Meaning::Did | Meaning::Reported))
                && ancestors(self.def, to_come).contains(&step.id);
            let open = to_come.repeat
                || !view.case.sealed
                || match line {
                    Some(_) if to_come.each == step.each => view.stands(to_come, line).is_none(),
                    _ => !view.stands_whole(to_come),
                };
            (of_another || to_come.apart.contains(&step.id)) && open && could_sign(to_come, by)
        })
    }

    /// The authors whom a step to come can exclude.
    fn authors(&self, history: &History) -> BTreeSet<PersonNo> {
        let excluded = |by: &PersonNo| {
            self.def.steps.iter().any(|to_come| {
                let authors = to_come.apart_authors || to_come.meaning.is_of_another();
                authors && could_sign(to_come, *by)
            })
        };
        history.authors.iter().copied().filter(excluded).collect()
    }

    /// Law 12: from every open state somebody can bring the case to an end, by acts that are true.
    /// Where everybody who could sign has a part in it, the step says whom it waits for: the office
    /// names one more.
    fn dead_ends(&mut self) {
        if !self.complete {
            return;
        }
        let mut leads: Vec<bool> = self
            .nodes
            .iter()
            .map(|node| node.ended || self.waits_for_somebody(&node.case))
            .collect();
        loop {
            let mut moved = false;
            for at in (0..self.nodes.len()).rev() {
                if !leads[at] && self.nodes[at].next.iter().any(|to| leads[*to]) {
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

    fn report(self, proof: &mut Proof) {
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

/// Whether a person of the small office can hold a role that signs `step`.
fn could_sign(step: &Step, by: PersonNo) -> bool {
    by.0 >= 3 || step.by.contains(&Role::Staff)
}

fn small(at: Option<usize>) -> u8 {
    at.and_then(|at| u8::try_from(at).ok())
        .unwrap_or(u8::MAX - 2)
}

/// Acts that end a case before its time.
fn endings() -> [CaseAct; 2] {
    [
        CaseAct::Refuse { reason: words() },
        CaseAct::Withdraw { reason: words() },
    ]
}

fn words() -> Paragraph {
    Paragraph::from(Text::new("x").unwrap_or_default())
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

#[cfg(test)]
mod tests;
