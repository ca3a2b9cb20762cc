//! What may be signed next, by whom, and by when.

use super::case::{Case, NoteKind, State, Values};
use super::definition::{Definition, Due, Roll, Step, StepId};
use super::machine::World;
use super::predicate::Predicate;
use super::standing::{Under, View, holds};
use super::value::Value;
use crate::calendar::{Recorded, roll_national};
use crate::journal::{Capacity, PersonNo, Role};
use chrono::{Days, NaiveDate};

/// A step that may be signed next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The step.
    pub step: StepId,
    /// The line, where it is signed by line.
    pub line: Option<u16>,
    /// The roles that sign it.
    pub roles: Vec<Role>,
    /// Those who may not.
    pub excluded: Vec<PersonNo>,
    /// Since when it waits.
    pub since: Recorded,
    /// By when it is due.
    pub due: Option<NaiveDate>,
    /// The case is complete without it; or it stands, and may be signed once more.
    pub optional: bool,
}

/// The step with which a case begins where these are its answers so far: of those that begin one
/// the first whose conditions hold, or the first of all while none does.
#[must_use]
pub fn opening_step<'a>(
    def: &'a Definition,
    under: impl Into<Under>,
    values: &Values,
) -> Option<&'a Step> {
    let under = under.into();
    let begins = || def.steps.iter().filter(|step| step.opens_case());
    begins()
        .find(|step| holds(def, &step.when, under, values))
        .or_else(|| begins().next())
}

/// What may be signed next in an open case.
#[must_use]
pub fn next_steps(world: &World<'_>, case: &Case) -> Vec<NextStep> {
    let Some(def) = world.catalogue.get(&case.procedure) else {
        return Vec::new();
    };
    if case.state != State::Open {
        return Vec::new();
    }
    let view = View { def, case };
    let due = due(def, case);
    let mut next = Vec::new();
    for step in def.steps.iter().filter(|step| may_come(&view, step)) {
        let lines: Vec<Option<u16>> = match view.lines(step) {
            None => vec![None],
            Some(count) => (0..count).map(Some).collect(),
        };
        for line in lines {
            let stands = view.stands(step, line).is_some();
            // A log goes on: one more attends, one more report comes.
            let more = step.repeat && (step.optional || !step.opens_case());
            let open = more || !stands;
            if !open || !view.awaited(step, line).is_empty() {
                continue;
            }
            next.push(NextStep {
                step: step.id.clone(),
                line,
                roles: step.by.clone(),
                excluded: view.excluded(step, &[line]).into_keys().collect(),
                since: since(case, step, line),
                due: due
                    .iter()
                    .find(|due| due.step == step.id && due.line == line)
                    .map(|due| due.by),
                optional: stands || !view.expected(step),
            });
        }
    }
    next
}

/// What may still be recorded in a closed case, by itself: the repeated steps that nothing expects,
/// as news of an arrival long after a sending. The machine takes them; nobody waits for them.
#[must_use]
pub fn later_steps(world: &World<'_>, case: &Case) -> Vec<StepId> {
    let Some(def) = world.catalogue.get(&case.procedure) else {
        return Vec::new();
    };
    if case.state != State::Closed {
        return Vec::new();
    }
    let view = View { def, case };
    def.steps
        .iter()
        .filter(|step| step.repeat && (step.optional || !step.opens_case()))
        .filter(|step| step.each.is_none())
        .filter(|step| view.applies(step) && view.awaited(step, None).is_empty())
        .map(|step| step.id.clone())
        .collect()
}

/// What opens a case counts only while it waits for being signed at all, or again.
fn may_come(view: &View<'_>, step: &Step) -> bool {
    let undecided = step.opens_case() && view.case.marks.is_empty();
    undecided || view.applies(step)
}

fn since(case: &Case, step: &Step, line: Option<u16>) -> Recorded {
    case.marks
        .iter()
        .filter(|m| m.void.is_none() && step.after.contains(&m.step))
        .filter(|m| line.is_none() || m.line.is_none() || m.line == line)
        .map(|m| m.recorded)
        .max()
        .unwrap_or(case.opened)
}

/// Everybody who may sign `step` on `day`, for some line at least: those in their own role first.
#[must_use]
pub fn who_may(
    world: &World<'_>,
    case: &Case,
    step: &StepId,
    line: Option<u16>,
    day: NaiveDate,
) -> Vec<(PersonNo, Capacity)> {
    let Some(def) = world.catalogue.get(&case.procedure) else {
        return Vec::new();
    };
    let Some(step) = def.step(step) else {
        return Vec::new();
    };
    let excluded: Vec<PersonNo> = View { def, case }
        .excluded(step, &[line])
        .into_keys()
        .collect();
    let mut who = world.office.who_may(&step.by, &excluded, day);
    who.retain(|(_, capacity)| step.is_signed_as(*capacity));
    who
}

/// A day by which a step is to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueStep {
    /// The step.
    pub step: StepId,
    /// The line, where it is signed by line.
    pub line: Option<u16>,
    /// The day.
    pub by: NaiveDate,
    /// The day to aim at.
    pub aim: Option<NaiveDate>,
    /// A day of the law, which no extension moves.
    pub fixed: bool,
}

/// What is due in a case, one for each line that is still open; extensions win.
#[must_use]
pub fn due(def: &Definition, case: &Case) -> Vec<DueStep> {
    let view = View { def, case };
    let mut out = Vec::new();
    if case.state != State::Open {
        return out;
    }
    for due in &def.due {
        let Some(step) = def.step(&due.step) else {
            continue;
        };
        let Some(base) = base(def, case, due) else {
            continue;
        };
        if !holds(def, &due.when, view.under(), &case.values) || !view.expected(step) {
            continue;
        }
        let day = |nth: u16| {
            base.checked_add_days(Days::new(u64::from(nth.saturating_sub(due.first))))
                .unwrap_or(NaiveDate::MAX)
        };
        let limit = match due.roll {
            Roll::None => day(due.day),
            Roll::National => roll_national(day(due.day)),
        };
        let extended = case.extensions.last().filter(|_| !due.fixed);
        let by = extended.map_or(limit, |last| last.until);
        let lines: Vec<Option<u16>> = match view.lines(step) {
            None => vec![None],
            Some(count) => (0..count).map(Some).collect(),
        };
        for line in lines {
            if view.stands(step, line).is_none() {
                out.push(DueStep {
                    step: step.id.clone(),
                    line,
                    by,
                    aim: due.aim.map(day),
                    fixed: due.fixed,
                });
            }
        }
    }
    out
}

/// The day from which `due` counts.
fn base(def: &Definition, case: &Case, due: &Due) -> Option<NaiveDate> {
    if let Some(predicate) = Predicate::named(&due.from.0) {
        return predicate.began(def, case);
    }
    match case.values.get(&due.from)? {
        Value::Date(day) => Some(*day),
        Value::Moment(moment) => Some(moment.date()),
        _ => None,
    }
}

/// Of whom something was asked last, while it is not answered.
#[must_use]
pub fn open_question(case: &Case) -> Option<PersonNo> {
    case.notes
        .iter()
        .rev()
        .find(|note| matches!(note.kind, NoteKind::Question | NoteKind::Answer))
        .filter(|note| note.kind == NoteKind::Question)
        .and_then(|note| note.to)
}
