//! What one signature may sign together, and what of an act may be shown.

use super::act::CaseAct;
use super::case::Case;
use super::definition::{Definition, Step, StepId};
use super::standing::{View, hidden};

/// The runs of steps that one signature may sign, beginning with `step`, the longest first: 許可
/// with 確認(持出), 了解 with 確認. Each further step is signed by the same roles, waits for nothing
/// else, and is not signed line by line.
#[must_use]
pub fn chains(def: &Definition, case: &Case, step: &StepId) -> Vec<Vec<StepId>> {
    let view = View { def, case };
    let Some(first) = def.step(step) else {
        return Vec::new();
    };
    let mut run = vec![step.clone()];
    let mut runs = vec![run.clone()];
    // A log is written for itself.
    while first.each.is_none()
        && !first.repeat
        && let Some(next) = def
            .steps
            .iter()
            .find(|next| joins(&view, first, next, &run))
    {
        run.push(next.id.clone());
        runs.insert(0, run.clone());
    }
    runs
}

fn joins(view: &View<'_>, first: &Step, next: &Step, run: &[StepId]) -> bool {
    !run.contains(&next.id)
        && run.last().is_some_and(|last| next.after.contains(last))
        && next.by == first.by
        && next.each.is_none()
        && !next.optional
        && view.applies(next)
        && view.stands(next, None).is_none()
        && !next.apart.iter().any(|apart| run.contains(apart))
        && view
            .awaited(next, None)
            .iter()
            .all(|awaited| run.contains(awaited))
}

/// The act without the values that no screen may show yet.
#[must_use]
pub fn redact_act(def: &Definition, case: &Case, act: &CaseAct) -> CaseAct {
    let hidden = hidden(def, case);
    let mut act = act.clone();
    match &mut act {
        CaseAct::Sign(sign) => {
            sign.values.retain(|field, _| !hidden.contains(field));
            if let Some(open) = &mut sign.open {
                open.values.retain(|field, _| !hidden.contains(field));
            }
        }
        CaseAct::Amend { values, .. } | CaseAct::Correct { values, .. } => {
            values.retain(|field, _| !hidden.contains(field));
        }
        _ => {}
    }
    act
}
