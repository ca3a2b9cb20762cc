//! Changes: what a second check that differs, an amendment, a sending back and a correction do.

use super::{Effect, PLACE, Run};
use crate::procedure::case::{Correction, Difference, NoteKind, Values};
use crate::procedure::definition::{Definition, FieldId, Law, Step, StepId};
use crate::procedure::fact::said_in;
use crate::procedure::refusal::Refusal;
use crate::procedure::standing::ancestors;
use crate::procedure::validate::FieldFault;
use crate::text::Paragraph;
use std::collections::BTreeSet;

/// Second checks that may differ before both checks are void.
const TRIES: u8 = 2;

impl<'a> Run<'a> {
    /// The second check did not agree. The second time both checks fall, and that stays on record.
    pub(super) fn differ(
        &mut self,
        step: &StepId,
        fields: &BTreeSet<FieldId>,
    ) -> Result<(), Refusal> {
        let step = self.known_step(step)?;
        if self.def.rechecked_at(&step.id).is_empty() {
            return Err(Refusal::NoRecheck(step.id.clone()));
        }
        self.is_not_signed(step, &[None])?;
        self.may_sign(step, &[None])?;
        self.follows(step, &[None])?;
        let expected = self.rechecked(step);
        if fields.is_empty() || !fields.is_subset(&expected) {
            return Err(Refusal::Malformed(
                "a difference in nothing that was compared",
            ));
        }
        self.case.tries = self.case.tries.saturating_add(1);
        self.case.differences.push(Difference {
            step: step.id.clone(),
            fields: fields.clone(),
            by: self.at.person,
            recorded: self.at.recorded,
            entry: self.at.entry,
        });
        if self.case.tries >= TRIES {
            let mut fallen: BTreeSet<StepId> = self
                .def
                .steps
                .iter()
                .filter(|first| {
                    self.def
                        .fields_of(first)
                        .any(|field| expected.contains(&field.id))
                })
                .map(|first| first.id.clone())
                .collect();
            fallen.insert(step.id.clone());
            let fallen = with_followers(self.def, fallen, false);
            self.void(&fallen);
        }
        Ok(())
    }

    pub(super) fn amend(&mut self, values: &Values, reason: &Paragraph) -> Result<(), Refusal> {
        self.unsealed()?;
        given(reason)?;
        let checks: BTreeSet<FieldId> = values
            .keys()
            .filter(|id| self.def.field(id).is_some_and(|field| field.check))
            .cloned()
            .collect();
        if !checks.is_empty() {
            return Err(Refusal::CheckAnswers(checks));
        }
        let changed = self.changing(values, true)?;
        self.case.authors.insert(self.at.person);
        self.void_resting_on(&changed);
        self.case.values.extend(values.clone());
        self.note(NoteKind::Amended, reason.clone(), None);
        Ok(())
    }

    /// 訂正: a manager's, of what others said, and it voids nothing. What it makes necessary (a day
    /// that was not locked after all) is asked for from then on.
    pub(super) fn correct(&mut self, values: &Values, reason: &Paragraph) -> Result<(), Refusal> {
        if !self.case.sealed {
            return Err(Refusal::NotSealed);
        }
        given(reason)?;
        let changed = self.changing(values, false)?;
        let filled: Vec<&Step> = self
            .def
            .steps
            .iter()
            .filter(|step| self.def.fields_of(step).any(|f| changed.contains(&f.id)))
            .collect();
        let mut theirs: std::collections::BTreeMap<_, Option<StepId>> = self
            .case
            .marks
            .iter()
            .filter(|m| m.void.is_none() && filled.iter().any(|step| step.id == m.step))
            .map(|m| (m.by, Some(m.step.clone())))
            .collect();
        if filled.iter().any(|step| step.opens_case()) {
            for author in &self.case.authors {
                theirs.entry(*author).or_insert(None);
            }
        }
        if let Some(did) = theirs.get(&self.at.person) {
            let apart = theirs.keys().copied().collect();
            return Err(Refusal::Excluded {
                step: None,
                did: did.clone(),
                instead: self.instead(&[crate::journal::Role::Manager], &apart),
            });
        }
        let before = changed
            .iter()
            .filter_map(|id| Some((id.clone(), self.case.values.get(id)?.clone())))
            .collect();
        let after: Values = values
            .iter()
            .filter(|(id, _)| changed.contains(*id))
            .map(|(id, value)| (id.clone(), value.clone()))
            .collect();
        let said = said_in(self.def, &self.case);
        self.case.values.extend(after.clone());
        let says = said_in(self.def, &self.case);
        for gone in said.iter().filter(|known| !says.contains(known)) {
            self.effects.push(Effect::TakesBack(gone.clone()));
        }
        for new in says.into_iter().filter(|new| !said.contains(new)) {
            self.effects.push(Effect::Says(new));
        }
        self.case.corrections.push(Correction {
            before,
            after,
            reason: reason.clone(),
            by: self.at.person,
            recorded: self.at.recorded,
            entry: self.at.entry,
        });
        Ok(())
    }

    pub(super) fn send_back(&mut self, step: &StepId, reason: &Paragraph) -> Result<(), Refusal> {
        let step = self.known_step(step)?;
        self.unsealed()?;
        given(reason)?;
        let stands = self
            .case
            .marks
            .iter()
            .any(|m| m.step == step.id && m.void.is_none());
        if !stands || !step.meaning.is_judgement() {
            return Err(Refusal::NothingToSendBack(step.id.clone()));
        }
        let fallen = with_followers(self.def, BTreeSet::from([step.id.clone()]), true);
        self.void(&fallen);
        self.note(NoteKind::SentBack, reason.clone(), None);
        Ok(())
    }

    pub(super) fn known_step(&self, id: &StepId) -> Result<&'a Step, Refusal> {
        let def: &'a Definition = self.def;
        def.step(id).ok_or_else(|| Refusal::UnknownStep(id.clone()))
    }

    /// The fields that `values` would change, all of them fit to stand.
    fn changing(&self, values: &Values, stops: bool) -> Result<BTreeSet<FieldId>, Refusal> {
        let mut faults = self.checking(values, stops).faults(values);
        for (id, value) in values {
            let Some(field) = self.def.field(id) else {
                continue;
            };
            let old = self.case.values.get(id);
            if field.step.is_some() && old.is_none() {
                faults.push(FieldFault::NotOfStep(id.clone()));
            }
            let place = self.def.law == Law::Locking && id.0 == PLACE;
            let lines = self.case.sealed && old.is_some_and(|old| old.lines() != value.lines());
            if place || lines {
                faults.push(FieldFault::Fixed(id.clone()));
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::Fields(faults));
        }
        let changed: BTreeSet<FieldId> = values
            .iter()
            .filter(|(id, value)| self.case.values.get(id) != Some(*value))
            .map(|(id, _)| id.clone())
            .collect();
        if changed.is_empty() {
            return Err(Refusal::NothingChanges);
        }
        Ok(changed)
    }

    /// Law 4: the judgements that rest on a changed value are void, and every judgement that came
    /// after one of them; one that names what it rests on falls only with that.
    pub(super) fn void_resting_on(&mut self, changed: &BTreeSet<FieldId>) {
        if changed.is_empty() {
            return;
        }
        let touched: BTreeSet<StepId> = self
            .def
            .steps
            .iter()
            .filter(|step| step.meaning.is_judgement())
            .filter(|step| changed.iter().any(|field| rests_on(self.def, step, field)))
            .map(|step| step.id.clone())
            .collect();
        let fallen = with_followers(self.def, touched, false);
        self.void(&fallen);
    }

    /// Voids the judgements that stand on `steps`; what their checks had read is forgotten.
    pub(super) fn void(&mut self, steps: &BTreeSet<StepId>) {
        let mut fallen: BTreeSet<StepId> = BTreeSet::new();
        for mark in &mut self.case.marks {
            let judgement = self
                .def
                .step(&mark.step)
                .is_some_and(|step| step.meaning.is_judgement());
            if judgement && mark.void.is_none() && steps.contains(&mark.step) {
                mark.void = Some(self.at.entry);
                fallen.insert(mark.step.clone());
                self.effects.push(Effect::Voided {
                    step: mark.step.clone(),
                    by: mark.by,
                });
            }
        }
        for step in self.def.steps.iter().filter(|s| fallen.contains(&s.id)) {
            for field in self.def.fields_of(step).filter(|field| field.check) {
                self.case.values.remove(&field.id);
            }
        }
    }

    /// Law 1 holds for what stands as well: who has become an author, or has signed what a
    /// judgement of theirs excludes, no longer stands behind that judgement.
    pub(super) fn void_conflicts(&mut self) {
        if self.case.sealed {
            return;
        }
        let conflicting: BTreeSet<StepId> = self
            .case
            .marks
            .iter()
            .filter(|m| m.void.is_none())
            .filter_map(|m| Some((m, self.def.step(&m.step)?)))
            .filter(|(m, step)| {
                step.meaning.is_judgement()
                    && self.view().excluded(step, &[m.line]).contains_key(&m.by)
            })
            .map(|(_, step)| step.id.clone())
            .collect();
        if !conflicting.is_empty() {
            let fallen = with_followers(self.def, conflicting, false);
            self.void(&fallen);
        }
    }
}

/// Whether a judgement on `step` rests on `field`: on what it names, or else on everything that
/// could be filled when it was signed.
fn rests_on(def: &Definition, step: &Step, field: &FieldId) -> bool {
    if let Some(on) = &step.on {
        return on.contains(field);
    }
    let filled_at = def
        .field(field)
        .and_then(|field| field.step.as_ref())
        .and_then(|id| def.step(id));
    filled_at.is_none_or(|at| at.id == step.id || !ancestors(def, at).contains(&step.id))
}

/// `steps` with every step that comes after one of them. Those that name what they rest on are
/// left out unless `all`.
fn with_followers(def: &Definition, steps: BTreeSet<StepId>, all: bool) -> BTreeSet<StepId> {
    let followers: Vec<StepId> = def
        .steps
        .iter()
        .filter(|step| all || step.on.is_none())
        .filter(|step| ancestors(def, step).iter().any(|id| steps.contains(*id)))
        .map(|step| step.id.clone())
        .collect();
    let mut out = steps;
    out.extend(followers);
    out
}

pub(super) fn given(reason: &Paragraph) -> Result<(), Refusal> {
    if reason.is_blank() {
        Err(Refusal::NoReason)
    } else {
        Ok(())
    }
}
