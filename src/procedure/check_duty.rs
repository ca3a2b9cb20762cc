//! Whether what a definition expects of the calendar, and of other procedures, makes sense.

use super::check::{Flaws, whens};
use super::definition::{DefId, Definition, FieldId, Law};
use super::duty::{Duty, Every, Expects, Per};
use super::field::Kind;
use super::wrong::Wrong;

pub(super) fn check(def: &Definition, known: &dyn Fn(&DefId) -> bool, flaws: &mut Flaws) {
    for (nth, duty) in def.duty.iter().enumerate() {
        for what in a_duty(def, duty, known) {
            flaws.duty(nth, what);
        }
        if def.duty.iter().take(nth).any(|d| d.per == duty.per) {
            flaws.duty(nth, Wrong::SecondDuty);
        }
        whens(def, &duty.when, false, &mut |what| flaws.duty(nth, what));
    }
    for step in &def.steps {
        for expects in &step.expects {
            for what in expected(def, expects, known) {
                flaws.step(step, what);
            }
            whens(def, &expects.when, false, &mut |what| {
                flaws.step(step, what)
            });
        }
    }
}

fn a_duty(def: &Definition, duty: &Duty, known: &dyn Fn(&DefId) -> bool) -> Vec<Wrong> {
    let mut found = Vec::new();
    let mut flaw = |what: Wrong| found.push(what);
    if duty.when.iter().any(|when| when.field.0 != "profile") {
        flaw(Wrong::DutyWhen);
    }
    let Some(id) = &duty.step else {
        if def.law != Law::Locking || duty.every != Every::OpenDay || duty.per != Per::Place {
            flaw(Wrong::DutyNoStep);
        }
        return found;
    };
    if def.step(id).is_none() {
        flaw(Wrong::DutyStepUnknown);
    }
    if (duty.every == Every::Change) != matches!(duty.per, Per::Manager | Per::Leaver) {
        flaw(Wrong::DutyChange);
    }
    let kind = |id: &FieldId| def.field(id).map(|f| f.kind);
    let required = |id: &FieldId| def.field(id).is_some_and(|f| f.required);
    let fits = match (duty.per, duty.subject.as_ref().map(kind)) {
        (Per::Office | Per::Unit | Per::Person | Per::Manager | Per::Leaver, None) => true,
        (Per::Place, Some(kind)) => kind == Some(Kind::Place),
        (Per::Person | Per::Manager, Some(kind)) => kind == Some(Kind::Person),
        (Per::Media, Some(kind)) => kind == Some(Kind::HoldingLines),
        _ => false,
    };
    if !fits || !duty.subject.as_ref().is_none_or(required) {
        flaw(Wrong::DutySubject);
    }
    let dated = |id: &FieldId| match duty.every {
        Every::Month => matches!(kind(id), Some(Kind::Month | Kind::Date)),
        _ => kind(id) == Some(Kind::Date),
    };
    if !duty
        .period
        .as_ref()
        .is_none_or(|id| dated(id) && required(id))
        || (duty.every == Every::Change && duty.period.is_none())
    {
        flaw(Wrong::DutyPeriod);
    }
    if let Some(over) = &duty.over {
        let sheet = duty.every == Every::Month && duty.per == Per::Place && duty.period.is_some();
        if !sheet || !known(over) {
            flaw(Wrong::DutyOver);
        }
        let pinned = def.step(id).and_then(|step| step.covers.as_ref());
        if pinned.and_then(kind) != Some(Kind::Text) {
            flaw(Wrong::DutyPins);
        }
    }
    found
}

fn expected(def: &Definition, expects: &Expects, known: &dyn Fn(&DefId) -> bool) -> Vec<Wrong> {
    let mut found = Vec::new();
    if !known(&expects.procedure) {
        found.push(Wrong::NoProcedure(expects.procedure.clone()));
    }
    let dated = |id: &FieldId| {
        def.field(id)
            .is_some_and(|f| matches!(f.kind, Kind::Date | Kind::Moment | Kind::RetainedLines))
    };
    if !expects.from.as_ref().is_none_or(dated) {
        found.push(Wrong::ExpectsFrom);
    }
    if expects.carry.values().any(|from| def.field(from).is_none()) {
        found.push(Wrong::ExpectsCarry);
    }
    found
}
