//! Whether a definition makes sense, before any case runs it. Its laws are in `check_laws`.

use super::catalogue::clause;
use super::definition::{DefId, Definition, FieldId, Meaning, Step};
use super::fact::FactId;
use super::field::{Agree, Choice, Field, Kind, When};
use super::handling::Handling;
use super::predicate::Predicate;
use super::standing::ancestors;
use super::wrong::{Place, Wrong};
use super::{check_duty, check_facts, check_laws};
use crate::office::ProfileId;
use crate::text::{Label, Tongue};
use std::collections::BTreeSet;

/// Something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) at: Place,
    pub(super) what: Wrong,
}

/// Collects what is wrong.
#[derive(Default)]
pub(super) struct Flaws(pub(super) Vec<Flaw>);

impl Flaws {
    pub(super) fn whole(&mut self, what: Wrong) {
        self.push(Place::Whole, what);
    }

    pub(super) fn field(&mut self, field: &Field, what: Wrong) {
        self.push(Place::Field(field.id.clone()), what);
    }

    pub(super) fn step(&mut self, step: &Step, what: Wrong) {
        self.push(Place::Step(step.id.clone()), what);
    }

    pub(super) fn duty(&mut self, nth: usize, what: Wrong) {
        self.push(Place::Duty(nth), what);
    }

    fn push(&mut self, at: Place, what: Wrong) {
        self.0.push(Flaw { at, what });
    }
}

/// Names with a meaning of their own, beside those of the predicates.
const RESERVED: [&str; 6] = ["profile", "late", "today", "lines", "signer", "office"];

fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name) || Predicate::named(name).is_some()
}

/// What a definition may know of the others beside it.
pub(super) struct Others<'a> {
    /// Whether there is such a procedure.
    pub(super) known: &'a dyn Fn(&DefId) -> bool,
    /// Whether it gives such a fact.
    pub(super) gives: &'a dyn Fn(&DefId, &FactId) -> bool,
}

/// Everything wrong with `def`, among the others.
pub(super) fn check(def: &Definition, others: &Others<'_>) -> Vec<Flaw> {
    let known = others.known;
    let mut flaws = Flaws::default();
    whole(def, known, &mut flaws);
    for field in &def.fields {
        a_field(def, field, &mut flaws);
    }
    for step in &def.steps {
        a_step(def, step, known, &mut flaws);
        check_facts::check(def, step, others.gives, &mut flaws);
    }
    // What follows walks the steps, and would not come to an end in a circle.
    if flaws.0.is_empty() {
        check_laws::check(def, &mut flaws);
    }
    flaws.0
}

fn whole(def: &Definition, known: &dyn Fn(&DefId) -> bool, flaws: &mut Flaws) {
    if !is_name(&def.id.0) {
        flaws.whole(Wrong::BadName);
    }
    if !said(&def.title) {
        flaws.whole(Wrong::NoLabel);
    }
    cited(&def.clauses, &mut |what| flaws.whole(what));
    if let Some(id) = def.otherwise.as_ref().filter(|id| !known(id)) {
        flaws.whole(Wrong::NoProcedure(id.clone()));
    }
    let mut ids = BTreeSet::new();
    for field in &def.fields {
        if !ids.insert(&field.id.0) || is_reserved(&field.id.0) {
            flaws.field(field, Wrong::NameTaken);
        }
    }
    let mut ids = BTreeSet::new();
    for step in &def.steps {
        if !ids.insert(&step.id.0) {
            flaws.step(step, Wrong::NameTaken);
        }
    }
    if !def.steps.iter().any(Step::opens_case) {
        flaws.whole(Wrong::NoBeginning);
    }
    for due in &def.due {
        let from = def.field(&due.from).map(|field| field.kind);
        let clock = match Predicate::named(&due.from.0) {
            Some(predicate) => predicate.has_a_clock() && has_inputs(def, predicate),
            None => matches!(from, Some(Kind::Date | Kind::Moment)),
        };
        if def.step(&due.step).is_none() || !clock {
            flaws.whole(Wrong::Due);
        }
        let days = [Some(due.first), due.aim, Some(due.day)];
        if !days.into_iter().flatten().is_sorted() {
            flaws.whole(Wrong::DueOrder);
        }
        whens(def, &due.when, false, &mut |what| flaws.whole(what));
    }
    check_duty::check(def, known, flaws);
}

fn a_field(def: &Definition, field: &Field, flaws: &mut Flaws) {
    let mut flaw = |what: Wrong| flaws.field(field, what);
    if !is_name(&field.id.0) {
        flaw(Wrong::BadName);
    }
    let labels = std::iter::once(&field.label)
        .chain(&field.hint)
        .chain(
            field
                .recheck
                .iter()
                .flat_map(|r| std::iter::once(&r.label).chain(&r.hint)),
        )
        .chain(
            field
                .choices
                .iter()
                .flat_map(|c| std::iter::once(&c.label).chain(&c.stops)),
        );
    if !labels.into_iter().all(said) {
        flaw(Wrong::NoLabel);
    }
    if field
        .step
        .as_ref()
        .is_some_and(|step| def.step(step).is_none())
    {
        flaw(Wrong::FieldOfNoStep);
    }
    if (field.kind == Kind::Choice) == field.choices.is_empty() {
        flaw(Wrong::Choices);
    }
    let names: BTreeSet<_> = field.choices.iter().map(|c: &Choice| &c.id).collect();
    if names.len() != field.choices.len() {
        flaw(Wrong::ChoiceTwice);
    }
    let count = |id: &Option<FieldId>| {
        id.as_ref()
            .is_none_or(|id| def.field(id).is_some_and(|f| f.kind == Kind::Count))
    };
    if !count(&field.rows_of) || (field.kind == Kind::RowDigits) != field.rows_of.is_some() {
        flaw(Wrong::NoCount("rows_of"));
    }
    if field
        .choices
        .iter()
        .any(|c| c.stops.is_none() && !c.stops_when.is_empty())
    {
        flaw(Wrong::StopsNever);
    }
    if let Some(tally) = &field.tally {
        let lines = def.field(&tally.lines).map(|lines| lines.kind);
        let counts = tally.plus.iter().all(|id| {
            let other = def.field(id);
            other.is_some_and(|f| f.kind == Kind::Count && f.step == field.step)
        });
        if field.kind != Kind::Count || lines != Some(Kind::HoldingLines) || !counts {
            flaw(Wrong::Tally);
        }
    }
    if !count(&field.equals) || (field.equals.is_some() && field.kind != Kind::Count) {
        flaw(Wrong::NoCount("equals"));
    }
    let dated = |id: &FieldId| {
        id.0 == "today" || def.field(id).is_some_and(|other| other.kind == field.kind)
    };
    if !field.not_before.as_ref().is_none_or(dated) {
        flaw(Wrong::NotBefore);
    }
    if field.past && !matches!(field.kind, Kind::Date | Kind::Moment) {
        flaw(Wrong::PastKind);
    }
    if let Some(recheck) = &field.recheck {
        if !field.kind.rechecks() {
            flaw(Wrong::RecheckKind);
        }
        if !field.check {
            flaw(Wrong::RecheckNoCheck);
        }
        if def
            .step(&recheck.step)
            .is_none_or(|step| field.filled_by(step))
        {
            flaw(Wrong::RecheckStep);
        }
    }
    if let Some(agreement) = &field.agrees_with {
        let fits = |id: &FieldId| {
            def.field(id).is_some_and(|other| match agreement.how {
                Agree::Same => other.kind == field.kind,
                Agree::Last4 => other.kind == Kind::Digits && field.kind == Kind::Digits,
                Agree::HowMany => field.kind == Kind::Count,
            })
        };
        if !std::iter::once(&agreement.field)
            .chain(&agreement.and)
            .all(fits)
        {
            flaw(Wrong::AgreesWith);
        }
    }
    if field.within.is_some() && !matches!(field.kind, Kind::HoldingLines | Kind::RetainedLines) {
        flaw(Wrong::Within);
    }
    cited(&field.clauses, &mut |what| flaws.field(field, what));
    whens(def, &field.when, true, &mut |what| flaws.field(field, what));
    for choice in &field.choices {
        whens(def, &choice.stops_when, false, &mut |what| {
            flaws.field(field, what)
        });
        if choice.stops_when.iter().any(|when| when.field == field.id) {
            flaws.field(field, Wrong::StopsItself);
        }
    }
    let differs = Predicate::Differs.name();
    if field.when.iter().any(|when| when.field.0 == differs) {
        flaws.field(field, Wrong::AskedByItself);
    }
    if circle(def, field) {
        flaws.field(field, Wrong::WhenCircle);
    }
}

fn a_step(def: &Definition, step: &Step, known: &dyn Fn(&DefId) -> bool, flaws: &mut Flaws) {
    let mut flaw = |what: Wrong| flaws.step(step, what);
    if !is_name(&step.id.0) {
        flaw(Wrong::BadName);
    }
    let outcomes = step.outcome.values().map(|outcome| &outcome.label);
    let says = step.says.iter().map(|says| &says.sentence);
    if ![&step.title, &step.sentence]
        .into_iter()
        .chain(outcomes)
        .chain(says.clone())
        .all(said)
    {
        flaw(Wrong::NoLabel);
    }
    let sentences = std::iter::once(&step.sentence).chain(says);
    for name in sentences.flat_map(placeholders) {
        if name != "lines" && !is_role(&name) && def.field(&FieldId(name.clone())).is_none() {
            flaw(Wrong::SentenceField(name));
        }
    }
    if step.by.is_empty() {
        flaw(Wrong::NobodySigns);
    }
    for id in step.apart.iter().chain(&step.after).chain(&step.again) {
        if def.step(id).is_none() || (*id == step.id && !step.again.contains(id)) {
            flaw(Wrong::NoOtherStep(id.clone()));
        }
    }
    if ancestors(def, step).contains(&step.id) {
        flaw(Wrong::AfterItself);
    }
    let lines = |id: &FieldId| {
        def.field(id).is_some_and(|f| {
            matches!(f.kind, Kind::HoldingLines | Kind::RetainedLines) && f.required
        })
    };
    if !step.each.as_ref().is_none_or(lines) {
        flaw(Wrong::EachNoLines);
    }
    if step.each.is_some() && step.opens_case() {
        // Nobody has named its lines yet.
        flaw(Wrong::BeginsByLine);
    }
    if !step.outcome.is_empty() && step.each.is_none() {
        flaw(Wrong::OutcomesWithoutLines);
    }
    let tallied = def.fields.iter().any(|field| {
        let tally = field.tally.as_ref();
        field.filled_by(step) && tally.is_some_and(|tally| step.each.as_ref() == Some(&tally.lines))
    });
    if step.outcome.values().any(|o| o.there.is_some() != tallied) {
        flaw(Wrong::OutcomeThere);
    }
    if step.says.iter().any(|says| says.when.is_empty()) {
        flaw(Wrong::SaysAlways);
    }
    if step.on.iter().flatten().any(|id| def.field(id).is_none())
        || (step.on.is_some() && !step.meaning.is_judgement())
    {
        flaw(Wrong::On);
    }
    let pinned = |id: &FieldId| {
        def.field(id)
            .is_some_and(|f| f.required && f.filled_by(step))
    };
    if !step.covers.as_ref().is_none_or(pinned) {
        flaw(Wrong::Covers);
    }
    let opened = step.opens.iter().map(|opens| &opens.procedure);
    for id in opened.chain(step.outcome.values().filter_map(|o| o.opens.as_ref())) {
        if !known(id) {
            flaw(Wrong::NoProcedure(id.clone()));
        }
    }
    handles(def, step, flaws);
    let opens = step.opens.iter().map(|opens| &opens.when);
    let says = step.says.iter().map(|says| &says.when);
    for list in std::iter::once(&step.when).chain(opens).chain(says) {
        whens(def, list, false, &mut |what| flaws.step(step, what));
    }
    cited(&step.clauses, &mut |what| flaws.step(step, what));
    if unreachable(def, step) {
        flaws.step(step, Wrong::NeverReached);
    }
    if step.seal && step.meaning.is_judgement() && step.meaning != Meaning::Reviewed {
        flaws.step(step, Wrong::SealIsAct);
    }
}

/// What a step does with items of the register: an act, with lines that it knows.
fn handles(def: &Definition, step: &Step, flaws: &mut Flaws) {
    let kind = |id: &FieldId| def.field(id).map(|field| field.kind);
    let by_outcome = step.outcome.values().any(|o| o.handles.is_some());
    if step.meaning.is_judgement() && (by_outcome || !step.handles.is_empty()) {
        flaws.step(step, Wrong::RegisterIsAct);
    }
    for handles in &step.handles {
        let lines = kind(&handles.field);
        if !matches!(lines, Some(Kind::HoldingLines | Kind::RetainedLines)) {
            flaws.step(step, Wrong::HandlesNoLines(handles.field.clone()));
        }
        let to = handles.to.as_ref().map(kind);
        if (handles.did == Handling::Moved) != (to == Some(Some(Kind::Place))) {
            flaws.step(step, Wrong::MoveNamesPlace);
        }
        if (handles.did == Handling::Retained) != (lines == Some(Kind::RetainedLines)) {
            flaws.step(step, Wrong::RetainedWithLaw);
        }
    }
    if step
        .outcome
        .values()
        .any(|o| matches!(o.handles, Some(Handling::Moved | Handling::Retained)))
    {
        flaws.step(step, Wrong::OutcomeNoPlace);
    }
}

/// Looks at an answer that is given only after it, or wants two answers at once.
fn unreachable(def: &Definition, step: &Step) -> bool {
    let before = ancestors(def, step);
    let unanswered = step.when.iter().any(|when| {
        let judged = Predicate::named(&when.field.0).and_then(|p| p.judged_at(def));
        let at = judged
            .map(|at| &at.id)
            .or_else(|| def.field(&when.field).and_then(|field| field.step.as_ref()));
        at.is_some_and(|at| *at != step.id && !before.contains(at))
    });
    let torn = step.when.iter().any(|a| {
        step.when
            .iter()
            .any(|b| a.field == b.field && !a.is.iter().any(|id| b.is.contains(id)))
    });
    unanswered || torn
}

pub(super) fn whens(def: &Definition, whens: &[When], late: bool, flaw: &mut dyn FnMut(Wrong)) {
    for when in whens {
        let known = |name: &str| match when.field.0.as_str() {
            "profile" => ProfileId::ALL.iter().any(|p| p.as_str() == name),
            "late" => late && ["yes", "no"].contains(&name),
            field => match Predicate::named(field) {
                Some(asked) => asked.answers().contains(&name) && has_inputs(def, asked),
                None => def.field(&when.field).is_some_and(|field| {
                    field.kind == Kind::Choice && field.choices.iter().any(|c| c.id.0 == name)
                }),
            },
        };
        if when.is.is_empty() || !when.is.iter().all(|id| known(&id.0)) {
            flaw(Wrong::WhenNoChoice(when.field.clone()));
        }
    }
}

/// Whether everything that a predicate looks at is asked, at one step.
fn has_inputs(def: &Definition, predicate: Predicate) -> bool {
    let at = predicate.judged_at(def);
    predicate.inputs().iter().all(|(id, kind)| {
        def.field(&FieldId::from(*id)).is_some_and(|field| {
            let yes = field.choices.iter().any(|c| c.id.0 == "yes");
            let there = field.required && field.when.is_empty() && field.kind == *kind;
            there && at.is_some_and(|at| field.filled_by(at)) && (*kind != Kind::Choice || yes)
        })
    })
}

fn circle(def: &Definition, field: &Field) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&FieldId> = field.when.iter().map(|when| &when.field).collect();
    while let Some(id) = open.pop() {
        if *id == field.id {
            return true;
        }
        if seen.insert(id)
            && let Some(other) = def.field(id)
        {
            open.extend(other.when.iter().map(|when| &when.field));
        }
    }
    false
}

pub(super) fn cited(clauses: &[String], flaw: &mut dyn FnMut(Wrong)) {
    for cited in clauses {
        if clause(cited).is_none() {
            flaw(Wrong::NoClause(cited.clone()));
        }
    }
}

pub(super) fn said(label: &Label) -> bool {
    !label.ja.trim().is_empty() && !label.en.trim().is_empty()
}

pub(super) fn is_name(name: &str) -> bool {
    let fit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    !name.is_empty() && name.len() <= 40 && name.bytes().all(fit)
}

/// Whether a name in a label stands for what the office calls a role.
fn is_role(name: &str) -> bool {
    let mut all = ProfileId::Bureau.profile().placed(Tongue::Ja);
    all.any(|(role, _)| role == name)
}

/// The `{names}` of a sentence in both tongues.
fn placeholders(label: &Label) -> BTreeSet<String> {
    [&label.ja, &label.en]
        .into_iter()
        .flat_map(|text| text.split('{').skip(1))
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
        .collect()
}
