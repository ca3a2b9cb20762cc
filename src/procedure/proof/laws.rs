//! The laws as predicates over what was done. They read the acts and the definition, and none of
//! the machine's own judgements.

use crate::journal::{PersonNo, Role};
use crate::procedure::act::CaseAct;
use crate::procedure::case::{Case, State};
use crate::procedure::definition::{Definition, FieldId, Law, Meaning, Step, StepId};
use crate::procedure::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is remembered of a history so that the laws can be told from it.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    /// Every step ever signed, on which line, by whom.
    pub(super) signed: BTreeSet<(StepId, Option<u16>, PersonNo)>,
    /// Who opened the case with values, or amended one.
    pub(super) authors: BTreeSet<PersonNo>,
    /// Judgements given since what they rest on last changed.
    pub(super) fresh: BTreeSet<(StepId, PersonNo)>,
    /// What was filled when each of them was given.
    rests: BTreeMap<StepId, BTreeSet<FieldId>>,
    /// Second checks that differed since the last first check.
    pub(super) differed: u8,
    /// It left, was dispatched, was locked: some step that seals.
    pub(super) sealed: bool,
    /// Locked, and not found open since.
    pub(super) locked: bool,
    /// Found open, and no manager has heard of it.
    pub(super) unheard: bool,
}

/// One act that the machine has let through.
pub(super) struct Done<'a> {
    pub(super) def: &'a Definition,
    pub(super) person: PersonNo,
    pub(super) act: &'a CaseAct,
    pub(super) before: Option<&'a Case>,
    pub(super) after: &'a Case,
}

/// A law that does not hold, and how.
pub(super) type Breach = (u8, &'static str);

/// Everything that came before `step`, by the definition's own words.
fn before(def: &Definition, step: &Step) -> BTreeSet<StepId> {
    let mut found: BTreeSet<StepId> = step.after.iter().cloned().collect();
    loop {
        let more: BTreeSet<StepId> = def
            .steps
            .iter()
            .filter(|s| found.contains(&s.id))
            .flat_map(|s| s.after.iter().cloned())
            .collect();
        let known = found.len();
        found.extend(more);
        if found.len() == known {
            return found;
        }
    }
}

impl History {
    /// The breaches of one act, and the history with it.
    pub(super) fn then(&self, done: &Done<'_>) -> (Self, Vec<Breach>) {
        let mut next = self.clone();
        let mut breaches = Vec::new();
        next.changes(done);
        match done.act {
            CaseAct::Sign(sign) => {
                for id in &sign.steps {
                    let Some(step) = done.def.step(id) else {
                        continue;
                    };
                    let lines: Vec<Option<u16>> = if step.each.is_some() {
                        sign.lines.keys().copied().map(Some).collect()
                    } else {
                        vec![None]
                    };
                    next.own_act(done, step, &lines, &mut breaches);
                    if step.seal || step.meaning == Meaning::Did {
                        next.dispatch(done, step, &mut breaches);
                    }
                    next.comes_back(done, step, &lines, &mut breaches);
                    next.take(done, step, &lines);
                }
            }
            CaseAct::Differ { step, .. } => {
                next.differed += 1;
                if let Some(step) = done.def.step(step) {
                    next.own_act(done, step, &[None], &mut breaches);
                }
                if next.differed >= 2 {
                    let checks: BTreeSet<StepId> = done
                        .def
                        .steps
                        .iter()
                        .filter(|s| s.meaning == Meaning::Checked)
                        .map(|s| s.id.clone())
                        .collect();
                    next.forget(done.def, &checks, true);
                }
            }
            CaseAct::SendBack { step, .. } => {
                next.forget(done.def, &BTreeSet::from([step.clone()]), false);
            }
            CaseAct::Amend { .. } => {
                next.authors.insert(done.person);
            }
            _ => {}
        }
        nothing_lost(self, done, &mut breaches);
        next.stale(done, &mut breaches);
        breaches.extend(next.when_closed(done.def, done.after));
        (next, breaches)
    }

    /// Law 1, by person: those whom the definition excludes, and whoever did what is confirmed.
    fn own_act(&self, done: &Done<'_>, step: &Step, lines: &[Option<u16>], out: &mut Vec<Breach>) {
        let who = done.person;
        let same_line = |s: &Step, line: &Option<u16>| {
            s.each.is_none() || s.each != step.each || lines.contains(line)
        };
        let did = |wanted: &dyn Fn(&Step) -> bool| {
            self.signed.iter().any(|(id, line, by)| {
                *by == who
                    && done
                        .def
                        .step(id)
                        .is_some_and(|s| wanted(s) && same_line(s, line))
            })
        };
        if did(&|s| step.apart.contains(&s.id)) {
            out.push((1, "signed by a person whom the step excludes"));
        }
        if step.apart_authors && self.authors.contains(&who) {
            out.push((1, "signed by an author"));
        }
        let confirms = matches!(
            step.meaning,
            Meaning::Permit
                | Meaning::Consent
                | Meaning::Reviewed
                | Meaning::Confirmed
                | Meaning::Received
                | Meaning::Certified
                | Meaning::Witnessed
        );
        let earlier = before(done.def, step);
        let own = did(&|s| {
            earlier.contains(&s.id)
                && (s.after.is_empty() || matches!(s.meaning, Meaning::Did | Meaning::Reported))
        });
        if confirms && own {
            out.push((1, "somebody confirms their own act"));
        }
    }

    /// Law 2, at the moment of dispatch.
    fn dispatch(&self, done: &Done<'_>, step: &Step, out: &mut Vec<Breach>) {
        if done.def.law != Law::Sending || !step.seal {
            return;
        }
        let by = |meaning: Meaning| {
            self.fresh
                .iter()
                .filter(move |(id, _)| done.def.step(id).is_some_and(|s| s.meaning == meaning))
        };
        let two = by(Meaning::Checked).any(|(a, p)| {
            by(Meaning::Checked).any(|(b, q)| a != b && p != q && !self.authors.contains(q))
        });
        if !two {
            out.push((
                2,
                "dispatched without two persons' checks since the last change",
            ));
        }
        let manager = |meaning: Meaning| {
            by(meaning).any(|(id, p)| {
                !self.authors.contains(p)
                    && done.def.step(id).is_some_and(|s| s.by == [Role::Manager])
                    && p.0 >= 3
            })
        };
        if !manager(Meaning::Consent) {
            out.push((2, "dispatched without a manager's consent to the means"));
        }
        if !manager(Meaning::Permit) {
            out.push((2, "dispatched without a manager's confirmation"));
        }
    }

    /// Law 3, at the moment of a confirmed return.
    fn comes_back(
        &self,
        done: &Done<'_>,
        step: &Step,
        lines: &[Option<u16>],
        out: &mut Vec<Breach>,
    ) {
        if done.def.law != Law::TakeOut || step.each.is_none() || step.meaning != Meaning::Confirmed
        {
            return;
        }
        let left = self.signed.iter().any(|(id, _, by)| {
            done.def.step(id).is_some_and(|s| {
                s.seal
                    && ((s.meaning == Meaning::Confirmed && by.0 >= 3 && s.by == [Role::Manager])
                        || (s.meaning == Meaning::Reported && s.after.is_empty()))
            })
        });
        if !left {
            out.push((3, "came back without having left"));
        }
        let sealed_before = done.before.is_some_and(|case| case.sealed);
        if !sealed_before {
            out.push((3, "left and came back in one act"));
        }
        for line in lines {
            let brought = self.signed.iter().any(|(id, at, by)| {
                at == line
                    && *by != done.person
                    && done.def.step(id).is_some_and(|s| s.meaning == Meaning::Did)
            });
            if !brought {
                out.push((3, "a return is confirmed that nobody else made"));
            }
        }
        if done.person.0 < 3 {
            out.push((3, "a return is confirmed by no manager"));
        }
    }

    fn take(&mut self, done: &Done<'_>, step: &Step, lines: &[Option<u16>]) {
        for line in lines {
            self.signed.insert((step.id.clone(), *line, done.person));
        }
        if step.after.is_empty() {
            self.authors.insert(done.person);
        }
        if step.meaning.is_judgement() && !self.sealed {
            self.fresh.insert((step.id.clone(), done.person));
            let filled = done.after.values.keys().cloned().collect();
            self.rests.insert(step.id.clone(), filled);
        }
        if step.meaning == Meaning::Checked && step.after.is_empty() {
            self.differed = 0;
        }
        if step.seal {
            self.sealed = true;
            self.fresh.clear();
            self.rests.clear();
        }
        match (done.def.law, step.meaning) {
            (Law::Locking, Meaning::Did) => self.locked = true,
            (Law::Locking, Meaning::Reported) if !step.after.is_empty() => {
                self.locked = false;
                self.unheard = true;
            }
            (Law::Locking, Meaning::Received) => self.unheard = false,
            _ => {}
        }
    }

    /// What an act changed of what stood: judgements on it are no longer fresh.
    fn changes(&mut self, done: &Done<'_>) {
        let Some(case) = done.before else { return };
        if self.sealed {
            return;
        }
        let given = match done.act {
            CaseAct::Sign(sign) => &sign.values,
            CaseAct::Amend { values, .. } => values,
            _ => return,
        };
        let changed: BTreeSet<&FieldId> = given
            .iter()
            .filter(|(id, value)| case.values.get(id).is_some_and(|old| old != *value))
            .map(|(id, _)| id)
            .collect();
        let fallen: BTreeSet<StepId> = self
            .fresh
            .iter()
            .filter_map(|(id, _)| done.def.step(id))
            .filter(|step| match &step.on {
                Some(on) => on.iter().any(|field| changed.contains(field)),
                None => self
                    .rests
                    .get(&step.id)
                    .is_some_and(|filled| filled.iter().any(|field| changed.contains(field))),
            })
            .map(|step| step.id.clone())
            .collect();
        self.forget(done.def, &fallen, true);
    }

    /// `steps` and what came after them are no longer fresh; what names its own ground stays where
    /// `own_ground`.
    fn forget(&mut self, def: &Definition, steps: &BTreeSet<StepId>, own_ground: bool) {
        self.fresh.retain(|(id, _)| {
            let Some(step) = def.step(id) else {
                return false;
            };
            let follows = !before(def, step).is_disjoint(steps);
            !steps.contains(id) && (!follows || (own_ground && step.on.is_some()))
        });
    }

    /// Law 4: no judgement stands that is no longer fresh.
    fn stale(&self, done: &Done<'_>, out: &mut Vec<Breach>) {
        if done.after.sealed || self.sealed {
            return;
        }
        for mark in done.after.marks.iter().filter(|m| m.void.is_none()) {
            let judgement = done
                .def
                .step(&mark.step)
                .is_some_and(|s| s.meaning.is_judgement());
            if judgement && !self.fresh.contains(&(mark.step.clone(), mark.by)) {
                out.push((4, "a judgement outlives a change of what it rests on"));
            }
        }
    }

    /// Laws 2, 3 and 9, when a case closes.
    pub(super) fn when_closed(&self, def: &Definition, case: &Case) -> Vec<Breach> {
        let mut out = Vec::new();
        if case.state != State::Closed {
            return out;
        }
        if case.children.values().any(|child| !child.closed) {
            out.push((9, "closed while a case it opened is open"));
        }
        let manager_heard = |meaning: Meaning| {
            self.signed
                .iter()
                .any(|(id, _, by)| by.0 >= 3 && def.step(id).is_some_and(|s| s.meaning == meaning))
        };
        match def.law {
            Law::Locking => {
                let said = match case.values.get(&FieldId::from("kind")) {
                    Some(Value::Choice(kind)) => kind.0.clone(),
                    _ => String::new(),
                };
                if said == "locked" && (!self.locked || self.unheard) {
                    out.push((
                        9,
                        "a day passes as locked that is not, or nobody heard of it",
                    ));
                }
                if said != "locked" && !manager_heard(Meaning::Received) {
                    out.push((9, "a hole is closed that no manager has heard of"));
                }
                if said == "not-locked" && case.children.is_empty() {
                    out.push((9, "not locked, and nothing follows from it"));
                }
            }
            Law::TakeOut => {
                let all = (0..super::office::LINES).all(|line| {
                    self.signed.iter().any(|(id, at, _)| {
                        *at == Some(line)
                            && def
                                .step(id)
                                .is_some_and(|s| s.meaning == Meaning::Confirmed)
                    })
                });
                if !all {
                    out.push((3, "closed with a line whose return nobody confirmed"));
                }
            }
            Law::Sending if !self.sealed => out.push((2, "closed without a dispatch")),
            Law::Sending | Law::Record => {}
        }
        out
    }
}

/// Laws 4 and 5: what was said stays said. Marks are only added, acts and whatever stands at the
/// seal are never void, and after the seal a value changes by correction alone.
fn nothing_lost(history: &History, done: &Done<'_>, out: &mut Vec<Breach>) {
    let Some(case) = done.before else { return };
    let after = done.after;
    if after.marks.len() < case.marks.len() || after.corrections.len() < case.corrections.len() {
        out.push((5, "a record is gone"));
    }
    for (old, new) in case.marks.iter().zip(&after.marks) {
        let mut unvoided = new.clone();
        unvoided.void = old.void;
        if unvoided != *old {
            out.push((5, "a signature is altered"));
        }
        let act = done
            .def
            .step(&old.step)
            .is_some_and(|s| !s.meaning.is_judgement());
        if old.void.is_none() && new.void.is_some() && (act || history.sealed) {
            out.push((4, "what happened is void"));
        }
    }
    if !history.sealed || matches!(done.act, CaseAct::Correct { .. }) {
        return;
    }
    for (id, old) in &case.values {
        let own = done
            .def
            .field(id)
            .and_then(|field| field.step.as_ref())
            .and_then(|step| done.def.step(step))
            .is_some_and(|step| step.repeat || step.each.is_some());
        if after.values.get(id) != Some(old) && !own {
            out.push((5, "a value is changed after the seal without a correction"));
        }
    }
}
