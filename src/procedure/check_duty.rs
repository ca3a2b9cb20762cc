//! Whether what a definition expects of the calendar, and of other procedures, makes sense.

use super::check::{Flaws, whens};
use super::definition::{DefId, Definition, FieldId, Law};
use super::duty::{Duty, Every, Expects, Per};
use super::field::Kind;

pub(super) fn check(def: &Definition, known: &dyn Fn(&DefId) -> bool, flaws: &mut Flaws) {
    for (nth, duty) in def.duty.iter().enumerate() {
        for what in a_duty(def, duty, known) {
            flaws.duty(nth, what);
        }
        if def.duty.iter().take(nth).any(|d| d.per == duty.per) {
            flaws.duty(nth, "a second duty of the same kind of subject");
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

fn a_duty(def: &Definition, duty: &Duty, known: &dyn Fn(&DefId) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut flaw = |what: &str| found.push(what.to_owned());
    if duty.when.iter().any(|when| when.field.0 != "profile") {
        flaw("a duty looks at nothing but the profile");
    }
    let Some(id) = &duty.step else {
        if def.law != Law::Locking || duty.every != Every::OpenDay || duty.per != Per::Place {
            flaw("a duty names the step that settles it");
        }
        return found;
    };
    if def.step(id).is_none() {
        flaw("a duty that no step of this definition settles");
    }
    if (duty.every == Every::Change) != matches!(duty.per, Per::Manager | Per::Leaver) {
        flaw("a change is a manager's or a leaver's, and only a change is");
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
        flaw("subject names no required field of the kind that it falls on");
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
        flaw("period names no required date, or for a month no month");
    }
    if let Some(over) = &duty.over {
        let sheet = duty.every == Every::Month && duty.per == Per::Place && duty.period.is_some();
        if !sheet || !known(over) {
            flaw("over names no procedure, or it is no place's month");
        }
        let pinned = def.step(id).and_then(|step| step.covers.as_ref());
        if pinned.and_then(kind) != Some(Kind::Text) {
            flaw("what looks over a sheet pins it in a text");
        }
    }
    found
}

fn expected(def: &Definition, expects: &Expects, known: &dyn Fn(&DefId) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    if !known(&expects.procedure) {
        found.push(format!("expects no procedure {}", expects.procedure));
    }
    let dated = |id: &FieldId| {
        def.field(id)
            .is_some_and(|f| matches!(f.kind, Kind::Date | Kind::Moment | Kind::RetainedLines))
    };
    if !expects.from.as_ref().is_none_or(dated) {
        found.push("expects from no date, and no retained lines".to_owned());
    }
    if expects.carry.values().any(|from| def.field(from).is_none()) {
        found.push("expects with a field that is not there".to_owned());
    }
    found
}
