//! What is tried in a state: every signature, and acts that are no step forward.

use super::office;
use super::walk::Walk;
use crate::procedure::act::{CaseAct, Sign};
use crate::procedure::case::{Case, Values};
use crate::procedure::definition::{ChoiceId, FieldId, Law, Step, StepId};
use crate::procedure::field::{Field, Kind, When};
use crate::procedure::standing::{Under, View, asked};
use crate::procedure::value::Value;
use crate::text::{Paragraph, Text};
use std::collections::{BTreeMap, BTreeSet};

impl Walk<'_> {
    /// Every signature that the case could take: single steps, and two in a row.
    pub(super) fn signatures(&self, case: &Case) -> Vec<Sign> {
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
            )
            .into_iter()
            .flat_map(|values| super::judged(self.def, step, values))
            {
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
        type Kind<'k> = (
            Vec<&'k FieldId>,
            Vec<&'k StepId>,
            usize,
            Option<&'k ChoiceId>,
        );
        let mut kinds: BTreeMap<Kind<'_>, ChoiceId> = BTreeMap::new();
        for choice in office::free_choices(field) {
            let met = |whens: &[When]| {
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
            // One that may stop stands for itself.
            let mut stopping = field.choices.iter().filter(|c| !c.stops_when.is_empty());
            let stops = stopping.find(|c| c.id == *choice).map(|c| &c.id);
            kinds
                .entry((fields, steps, opens, stops))
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
    pub(super) fn detours_of(&self, case: &Case) -> Vec<CaseAct> {
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
}

/// Acts that end a case before its time.
pub(super) fn endings() -> [CaseAct; 2] {
    [
        CaseAct::Refuse { reason: words() },
        CaseAct::Withdraw { reason: words() },
    ]
}

fn words() -> Paragraph {
    Paragraph::from(Text::new("x").unwrap_or_default())
}
