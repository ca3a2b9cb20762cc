//! A signature on one or more steps.

use super::{Effect, Run};
use crate::calendar::WorkDay;
use crate::procedure::act::{Opening, Sign};
use crate::procedure::case::{Mark, State, Values};
use crate::procedure::definition::{
    ChoiceId, DefId, Definition, FieldId, Law, Meaning, Step, StepId,
};
use crate::procedure::fact::{missing_facts, said_by};
use crate::procedure::refusal::{Awaited, Refusal};
use crate::procedure::standing::{ancestors, asked, holds};
use crate::procedure::validate::{Checking, FieldFault};
use std::collections::BTreeSet;

/// One step of a signature with the lines it is signed on: one `None` where it has none.
type Lines = Vec<Option<u16>>;

impl<'a> Run<'a> {
    pub(super) fn sign(&mut self, sign: &Sign) -> Result<(), Refusal> {
        let steps = self.steps(&sign.steps)?;
        if let Some(opening) = &sign.open {
            self.open_values(opening)?;
        }
        let filled_here = |id: &FieldId| {
            self.def
                .field(id)
                .is_some_and(|field| steps.iter().any(|step| field.filled_by(step)))
        };
        let stray: Vec<FieldFault> = sign
            .values
            .keys()
            .filter(|id| !filled_here(id))
            .map(|id| FieldFault::NotOfStep(id.clone()))
            .collect();
        if !stray.is_empty() {
            return Err(Refusal::Fields(stray));
        }
        if !sign.lines.is_empty() && steps.iter().all(|step| step.each.is_none()) {
            return Err(Refusal::Malformed("lines of no step"));
        }
        if !sign.same.is_empty()
            && steps
                .iter()
                .all(|s| self.def.rechecked_at(&s.id).is_empty())
        {
            return Err(Refusal::Malformed("agreement of no step"));
        }
        for step in steps {
            self.sign_step(step, sign)?;
        }
        Ok(())
    }

    fn steps(&self, ids: &[StepId]) -> Result<Vec<&'a Step>, Refusal> {
        let def: &'a Definition = self.def;
        if ids.is_empty() {
            return Err(Refusal::Malformed("no step"));
        }
        if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
            return Err(Refusal::Malformed("a step twice"));
        }
        ids.iter()
            .map(|id| def.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone())))
            .collect()
    }

    /// What the opening itself fixes.
    pub(super) fn open_values(&mut self, opening: &Opening) -> Result<(), Refusal> {
        let not_opening: Vec<FieldFault> = opening
            .values
            .keys()
            .filter(|id| self.def.field(id).is_none_or(|field| field.step.is_some()))
            .map(|id| FieldFault::NotOfStep(id.clone()))
            .collect();
        let faults = if not_opening.is_empty() {
            self.checking(&opening.values, true).faults(&opening.values)
        } else {
            not_opening
        };
        if !faults.is_empty() {
            return Err(Refusal::Fields(faults));
        }
        self.case.values = opening.values.clone();
        Ok(())
    }

    fn sign_step(&mut self, step: &'a Step, sign: &Sign) -> Result<(), Refusal> {
        let lines = self.lines_of(step, sign)?;
        self.is_not_signed(step, &lines)?;
        let mut merged = self.case.values.clone();
        merged.extend(sign.values.iter().map(|(k, v)| (k.clone(), v.clone())));
        if !holds(self.def, &step.when, self.under(), &merged) {
            return Err(Refusal::NotApplicable(step.id.clone()));
        }
        self.may_sign(step, &lines)?;
        self.follows(step, &lines)?;
        self.has_facts(step, &merged)?;
        self.fill(step, sign)?;
        self.was_counted(step, sign)?;
        self.holds_that_much(step, &lines, sign)?;
        self.agrees(step, sign)?;
        self.mark(step, &lines, sign)
    }

    fn lines_of(&self, step: &Step, sign: &Sign) -> Result<Lines, Refusal> {
        let Some(count) = self.view().lines(step) else {
            return Ok(vec![None]);
        };
        if sign.lines.is_empty() || sign.lines.keys().any(|line| *line >= count) {
            return Err(Refusal::Malformed("no such line"));
        }
        for outcome in sign.lines.values() {
            let known = match outcome {
                Some(outcome) => step.outcome.is_empty() || step.outcome.contains_key(outcome),
                None => step.outcome.is_empty(),
            };
            if !known {
                return Err(Refusal::Malformed("no such outcome"));
            }
        }
        Ok(sign.lines.keys().map(|line| Some(*line)).collect())
    }

    pub(super) fn is_not_signed(&self, step: &Step, lines: &[Option<u16>]) -> Result<(), Refusal> {
        if step.repeat {
            return Ok(());
        }
        for line in lines {
            if let Some(mark) = self.view().stands(step, *line) {
                return Err(Refusal::AlreadySigned {
                    step: step.id.clone(),
                    line: *line,
                    by: mark.by,
                    happened: mark.happened,
                    recorded: mark.recorded,
                    entry: mark.entry,
                });
            }
        }
        if self.case.state == State::Closed {
            return Err(Refusal::Ended(State::Closed));
        }
        Ok(())
    }

    /// Role and law 1.
    pub(super) fn may_sign(&self, step: &Step, lines: &[Option<u16>]) -> Result<(), Refusal> {
        self.acts_as(Some(step), &step.by, step.meaning.is_judgement())?;
        if !step.is_signed_as(self.at.capacity) {
            let apart: BTreeSet<_> = self.view().excluded(step, lines).into_keys().collect();
            let mut instead = self.instead(&step.by, &apart);
            instead.retain(|(_, capacity)| step.is_signed_as(*capacity));
            return Err(Refusal::NotTheirRole {
                step: Some(step.id.clone()),
                roles: step.by.clone(),
                instead,
            });
        }
        let excluded = self.view().excluded(step, lines);
        if let Some(did) = excluded.get(&self.at.person) {
            let apart = excluded.keys().copied().collect();
            return Err(Refusal::Excluded {
                step: Some(step.id.clone()),
                did: did.clone(),
                instead: self.instead(&step.by, &apart),
            });
        }
        Ok(())
    }

    /// What must come first stands, and did not happen later. A time before it is believed only
    /// where it is the terminal's own: then a clock went back, and both times stay on record.
    pub(super) fn follows(&self, step: &Step, lines: &[Option<u16>]) -> Result<(), Refusal> {
        let view = self.view();
        let missing: Vec<Awaited> = lines
            .iter()
            .flat_map(|line| view.awaited(step, *line).into_iter().map(|id| (id, *line)))
            .map(|(id, line)| Awaited {
                roles: self.def.step(&id).map_or_else(Vec::new, |s| s.by.clone()),
                line: line.filter(|_| self.def.step(&id).is_some_and(|s| s.each.is_some())),
                step: id,
            })
            .collect();
        if !missing.is_empty() {
            let never_left = !self.case.sealed
                && ancestors(self.def, step)
                    .iter()
                    .any(|id| self.def.step(id).is_some_and(|before| before.seal));
            return Err(Refusal::Awaits {
                step: step.id.clone(),
                missing,
                otherwise: self.def.otherwise.clone().filter(|_| never_left),
            });
        }
        if self.def.law == Law::Locking
            && step.meaning == Meaning::Did
            && let Some(day) = self.case.day
            && self.serves() != day
        {
            return Err(Refusal::WrongDay {
                day,
                serves: self.serves(),
            });
        }
        if self.at.happened.0 == self.at.recorded.0 {
            return Ok(());
        }
        let later = self.case.marks.iter().find(|m| {
            m.void.is_none()
                && step.after.contains(&m.step)
                && m.happened > self.at.happened
                && (m.line.is_none() || step.each.is_none() || lines.contains(&m.line))
                && !self.def.step(&m.step).is_some_and(|before| before.repeat)
        });
        match later {
            Some(mark) => Err(Refusal::BeforeStep {
                step: mark.step.clone(),
                happened: mark.happened,
            }),
            None => Ok(()),
        }
    }

    fn has_facts(&self, step: &Step, values: &Values) -> Result<(), Refusal> {
        let missing = missing_facts(
            &self.world,
            self.def,
            &step.id,
            self.case.profile,
            values,
            Some(self.at.person),
            self.at.happened,
        )?;
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Refusal::FactsMissing {
                step: step.id.clone(),
                missing,
            })
        }
    }

    /// Fills the step's fields. A value that changes voids what rests on it; after the point of no
    /// return only what belongs to this very signature can differ from what stands.
    fn fill(&mut self, step: &'a Step, sign: &Sign) -> Result<(), Refusal> {
        let given: Values = sign
            .values
            .iter()
            .filter(|(id, _)| self.def.field(id).is_some_and(|f| f.filled_by(step)))
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect();
        let mut faults = self.checking(&sign.values, true).faults(&given);
        let mut standing = self.case.values.clone();
        standing.extend(given.clone());
        let own = |id: &FieldId| {
            step.is_repeated() && self.def.field(id).is_some_and(|f| f.step.is_some())
        };
        for field in self.def.fields_of(step) {
            let there = if own(&field.id) {
                given.contains_key(&field.id)
            } else {
                standing.contains_key(&field.id)
            };
            if field.required && !there && asked(self.def, field, self.under(), &standing) {
                faults.push(FieldFault::Missing(field.id.clone()));
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::Fields(faults));
        }
        let changed: BTreeSet<FieldId> = given
            .iter()
            .filter(|(id, value)| {
                !own(id) && self.case.values.get(id).is_some_and(|old| old != *value)
            })
            .map(|(id, _)| id.clone())
            .collect();
        if self.case.sealed && !changed.is_empty() {
            return Err(Refusal::FilledAlready(changed));
        }
        self.void_resting_on(&changed);
        self.case.values.extend(given);
        Ok(())
    }

    /// A count beside the lines of this signature is what they come to.
    fn was_counted(&self, step: &Step, sign: &Sign) -> Result<(), Refusal> {
        let mut checking = self.checking(&sign.values, true);
        // What an earlier signature on other lines had said beside its count is not said of these.
        checking.values.retain(|id, _| {
            let own = self.def.field(id).is_some_and(|f| f.filled_by(step));
            !own || !step.is_repeated() || sign.values.contains_key(id)
        });
        let faults = checking.tallies(step, &sign.lines);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Fields(faults))
        }
    }

    /// A second check stands only with the agreement of every blind answer.
    fn agrees(&self, step: &Step, sign: &Sign) -> Result<(), Refusal> {
        let expected = self.rechecked(step);
        let fields: BTreeSet<FieldId> =
            expected.symmetric_difference(&sign.same).cloned().collect();
        if self.def.rechecked_at(&step.id).is_empty() || fields.is_empty() {
            return Ok(());
        }
        Err(Refusal::RecheckIncomplete {
            step: step.id.clone(),
            fields,
        })
    }

    /// The fields whose blind answers are compared at `step` in this case.
    pub(super) fn rechecked(&self, step: &Step) -> BTreeSet<FieldId> {
        self.def
            .rechecked_at(&step.id)
            .into_iter()
            .filter(|field| {
                self.case.values.contains_key(&field.id)
                    && asked(self.def, field, self.case.profile.into(), &self.case.values)
            })
            .map(|field| field.id.clone())
            .collect()
    }

    fn mark(&mut self, step: &'a Step, lines: &[Option<u16>], sign: &Sign) -> Result<(), Refusal> {
        let own: Values = if step.is_repeated() {
            sign.values
                .iter()
                .filter(|(id, _)| {
                    self.def
                        .field(id)
                        .is_some_and(|f| f.step.as_ref() == Some(&step.id))
                })
                .map(|(id, value)| (id.clone(), value.clone()))
                .collect()
        } else {
            Values::new()
        };
        for line in lines {
            let outcome = line
                .and_then(|line| sign.lines.get(&line).cloned().flatten())
                .filter(|outcome| step.outcome.contains_key(outcome));
            self.case.marks.push(Mark {
                step: step.id.clone(),
                line: *line,
                by: self.at.person,
                capacity: self.at.capacity,
                happened: self.at.happened,
                serves: self.serves(),
                late: self.under().late == Some(true),
                recorded: self.at.recorded,
                entry: self.at.entry,
                values: own.clone(),
                outcome: outcome.clone(),
                took: sign.took,
                void: None,
            });
            self.open_for(step, *line, outcome.as_ref());
        }
        if step.opens_case() {
            self.case.authors.insert(self.at.person);
        }
        let first_check = self
            .def
            .fields_of(step)
            .any(|field| field.recheck.is_some());
        if first_check {
            self.case.tries = 0;
        }
        if step.seal && !self.case.sealed {
            self.case.sealed = true;
            self.effects.push(Effect::Sealed);
        }
        if step.numbers {
            self.effects.push(Effect::Numbered);
        }
        if let Some(mark) = self.case.marks.last() {
            let said = said_by(self.def, &self.case, step, mark);
            self.effects.extend(said.into_iter().map(Effect::Says));
        }
        for opens in &step.opens {
            let says_so = holds(self.def, &opens.when, self.under(), &self.case.values);
            if says_so && !self.leads_to_an_open_one(&opens.procedure) {
                self.open_case(&opens.procedure, None);
            }
        }
        Ok(())
    }

    /// What holds its case open is opened once while it is open: the second finding is of the same
    /// thing, and is told there.
    fn leads_to_an_open_one(&self, procedure: &DefId) -> bool {
        let binds = self.world.catalogue.latest(procedure);
        binds.is_some_and(|def| def.binds)
            && self
                .case
                .children
                .values()
                .any(|child| child.procedure == *procedure && child.line.is_none() && !child.closed)
    }

    /// An outcome opens its case once a line, whoever says it first.
    fn open_for(&mut self, step: &Step, line: Option<u16>, outcome: Option<&ChoiceId>) {
        let opens = outcome
            .and_then(|id| step.outcome.get(id))
            .and_then(|outcome| outcome.opens.as_ref());
        let Some(procedure) = opens else { return };
        let known = self
            .case
            .children
            .values()
            .any(|child| child.procedure == *procedure && child.line == line);
        if !known {
            self.open_case(procedure, line);
        }
    }

    /// Judges values as they would stand together with what stands already.
    pub(super) fn checking(&self, given: &Values, stops: bool) -> Checking<'_> {
        let mut values = self.case.values.clone();
        values.extend(given.iter().map(|(k, v)| (k.clone(), v.clone())));
        Checking {
            office: self.world.office,
            register: self.world.register,
            case: Some(&self.case),
            def: self.def,
            today: WorkDay(self.today()),
            now: self.at.recorded.0,
            under: self.under(),
            values,
            stops,
        }
    }
}
