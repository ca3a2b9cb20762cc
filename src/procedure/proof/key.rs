//! What makes two states the same.

use super::laws::History;
use super::office;
use super::walk::Walk;
use crate::journal::{PersonNo, Role};
use crate::procedure::case::{Case, State};
use crate::procedure::definition::{Definition, Meaning, Step, StepId};
use crate::procedure::field::Field;
use crate::procedure::standing::{View, ancestors};
use crate::procedure::value::Value;
use std::collections::BTreeSet;

/// A state without times and without what no step to come can depend on.
pub(super) type Key = Vec<u8>;

impl<'a> Walk<'a> {
    /// Everybody whom the state knows, and the next of each class.
    pub(super) fn persons(&self, at: usize) -> Vec<PersonNo> {
        let named = &self.nodes[at].named;
        let mut out = Vec::new();
        for class in office::CLASSES {
            out.extend(class.iter().filter(|person| named.contains(person)));
            out.extend(class.iter().find(|person| !named.contains(person)));
        }
        out
    }

    /// What the answers of machine and laws depend on, without times, and the persons in it. A
    /// person is told by class where no step to come can exclude them for what they signed.
    pub(super) fn print(
        &self,
        case: &Case,
        history: &History,
        left: u8,
    ) -> (Key, BTreeSet<PersonNo>) {
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
        let idle = |field: &Field| self.idle.iter().any(|step| field.filled_by(step));
        for field in self.def.fields.iter().filter(|field| !idle(field)) {
            out.push(match case.values.get(&field.id) {
                None => 0,
                Some(Value::Choice(choice)) if self.deciding.contains(&field.id) => {
                    small(field.choices.iter().position(|c| c.id == *choice)) + 2
                }
                // Which of two plain answers stands decides nothing.
                Some(_) => 1,
            });
        }
        for predicate in super::predicates(self.def) {
            let answer = predicate.answer(self.def, case.profile.into(), &case.values);
            let nth = predicate.answers().iter().position(|a| Some(*a) == answer);
            out.push(nth.map_or(0, |nth| small(Some(nth)) + 1));
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
            let Some(step) = self.working(&mark.step) else {
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
            let Some(step) = self.working(id) else {
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

    /// The step, where a signature on it can change what comes.
    fn working(&self, id: &StepId) -> Option<&'a Step> {
        let step = self.def.step(id)?;
        let idle = self.idle.iter().any(|idle| idle.id == step.id);
        (!idle).then_some(step)
    }

    fn number(&self, step: &StepId) -> u8 {
        small(self.def.steps.iter().position(|s| s.id == *step))
    }

    /// Whether it matters who signed `step` on `line`: where a step to come excludes them.
    fn matters(&self, view: &View<'_>, step: &Step, line: Option<u16>, by: PersonNo) -> bool {
        let Some(excluders) = self.excluders.get(&step.id) else {
            return false;
        };
        excluders.iter().any(|to_come| {
            let open = to_come.repeat
                || !view.case.sealed
                || match line {
                    Some(_) if to_come.each == step.each => view.stands(to_come, line).is_none(),
                    _ => !view.stands_whole(to_come),
                };
            open && could_sign(to_come, by)
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
}

/// Logs: steps on which nothing rests, by whatever word. A signature on one leads back to the state
/// it was made in.
pub(super) fn idle(def: &Definition) -> Vec<&Step> {
    let asked = super::deciding(def);
    let rests_on = |step: &Step| {
        let by_step = def.steps.iter().any(|other| {
            let named = [&other.after, &other.apart, &other.again];
            named.into_iter().any(|list| list.contains(&step.id))
        });
        let by_field = def.fields_of(step).any(|field| {
            asked.contains(&field.id)
                || field.recheck.is_some()
                || def.steps.iter().any(|s| {
                    s.on.iter().flatten().any(|id| *id == field.id)
                        || s.each.as_ref() == Some(&field.id)
                })
        });
        by_step || by_field
    };
    def.steps
        .iter()
        .filter(|step| step.optional && step.repeat && !step.opens_case() && !step.seal)
        .filter(|step| step.again.is_empty() && step.opens.is_empty() && step.outcome.is_empty())
        .filter(|step| !step.meaning.is_judgement() && !rests_on(step))
        .collect()
}

/// The steps that exclude whoever signed `step`, by law or by the definition.
pub(super) fn excluders<'a>(def: &'a Definition, step: &Step) -> Vec<&'a Step> {
    let deed = step.opens_case() || matches!(step.meaning, Meaning::Did | Meaning::Reported);
    def.steps
        .iter()
        .filter(|to_come| {
            let of_another = to_come.meaning.is_of_another() && deed;
            to_come.apart.contains(&step.id)
                || of_another && ancestors(def, to_come).contains(&step.id)
        })
        .collect()
}

/// Whether a person of the small office can hold a role that signs `step`.
fn could_sign(step: &Step, by: PersonNo) -> bool {
    by.0 >= 3 || step.by.contains(&Role::Staff)
}

fn small(at: Option<usize>) -> u8 {
    at.and_then(|at| u8::try_from(at).ok())
        .unwrap_or(u8::MAX - 2)
}
