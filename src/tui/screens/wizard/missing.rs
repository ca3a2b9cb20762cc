//! What a step lacks (training, 届出, 承諾): said as early as it can be known, and the way there and
//! back in one key.
//!
//! What depends on the answers is said while they are given; what depends on who signs, as soon as
//! the number is typed, and on the first page already for everybody whom it bars.

use super::Wizard;
use super::done::steps_of;
use super::run::Run;
use crate::calendar::Happened;
use crate::desk::{CaseRow, Desk, View};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::procedure::{
    Definition, FactSubject, Facts, Give, Missing, Of, State, StepId, answers_giving,
    missing_facts, next_steps,
};
use crate::t;
use crate::tui::say::{self, refusal::Told};
use crate::tui::screens::signing::Signing;
use crate::tui::{Cx, Next};

/// So many of those whom it bars are named.
const NAMED: usize = 3;

/// What is missing, as last looked.
#[derive(Default)]
pub(super) struct Lacks {
    /// For whom it was looked.
    pub(super) signer: Option<PersonNo>,
    /// What.
    pub(super) missing: Vec<Missing>,
    /// In words, with the key that leads there.
    pub(super) said: String,
    /// Who cannot sign yet, on the first page.
    pub(super) barred: String,
}

impl Wizard {
    /// Looks what is missing, for whoever signs as far as that is known.
    pub(super) fn look_for_facts<A>(&mut self, cx: &Cx<'_, Desk, A>) {
        let typed = self.line.as_ref().and_then(Signing::person);
        let signer = typed.or(self.owner.filter(|_| self.after.is_none()));
        self.lacks = Lacks::default();
        let (Some(run), Ok(view)) = (&self.run, cx.desk().view()) else {
            return;
        };
        let words = cx.words();
        let told = Told::new(&view, words);
        let missing = run.lacks(&view, signer);
        if let Some(first) = missing.first() {
            self.lacks.said = t!(
                words,
                wizard_lacks,
                why = say::refusal::missing(&missing, told),
                procedure = say::procedure(&view, &first.by, words)
            );
        }
        if signer.is_none() && self.page == 0 {
            self.lacks.barred = barred(run, &view, told);
        }
        self.lacks.signer = signer;
        self.lacks.missing = missing;
    }

    /// The same, and says it in row 23 where something is missing.
    pub(super) fn say_what_lacks<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        self.look_for_facts(cx);
        if !self.lacks.missing.is_empty() {
            cx.refuse(self.lacks.said.clone());
        }
    }

    /// Whether this person lacks something, as last looked.
    pub(super) fn bars(&self, person: PersonNo) -> bool {
        self.lacks.signer == Some(person) && !self.lacks.missing.is_empty()
    }

    /// F3: to what gives the first of it. This wizard waits under it with everything typed.
    pub(super) fn open_missing<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let Some(missing) = self.lacks.missing.first().cloned() else {
            return Next::Stay;
        };
        if let Some(line) = &mut self.line {
            line.hide();
        }
        let Ok(view) = cx.desk().view() else {
            return Next::Stay;
        };
        match Self::giving(&view, missing, cx.words()) {
            Some(wizard) => Next::push(wizard.owned(self.owner)),
            None => Next::Stay,
        }
    }

    /// What gives something that is missing, one step after another until it is given.
    pub(in crate::tui::screens) fn giving(
        view: &View,
        missing: Missing,
        words: Locale,
    ) -> Option<Self> {
        let mut wizard = giver(view, &missing, words)?;
        wizard.goal = Some(missing);
        Some(wizard)
    }

    /// Back from there.
    pub(super) fn came_back<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        if self.lacks.missing.is_empty() {
            return;
        }
        if let Some(run) = &mut self.run {
            run.ground.now = cx.now();
        }
        let words = cx.words();
        self.look_for_facts(cx);
        if self.lacks.missing.is_empty() {
            cx.page_opened();
            cx.say(t!(words, wizard_lacks_no_more));
        } else {
            cx.refuse(self.lacks.said.clone());
        }
    }

    /// What still stands between this signature and the fact for which it was opened.
    pub(super) fn toward<A>(
        &self,
        goal: &Missing,
        said: &str,
        cx: &Cx<'_, Desk, A>,
    ) -> Option<Next<Desk>> {
        let view = cx.desk().view().ok()?;
        let known = view.known(&goal.fact, &goal.subject).ok()?;
        let cut = view.office.settings.cut;
        if known.at(Happened(cx.now()), cut, None).is_ok() {
            return None;
        }
        let (wizard, title) = waiting(&view, goal, cx.words())?;
        let said = t!(cx.words(), wizard_lacks_next, said = said, title = title);
        let mut wizard = wizard.following(said);
        wizard.goal = Some(goal.clone());
        Some(Next::replace(wizard))
    }
}

impl Run {
    /// What the steps lack, with the answers as they are; of a signer only where one is named.
    fn lacks(&self, view: &View, signer: Option<PersonNo>) -> Vec<Missing> {
        let mut values = self
            .case
            .as_ref()
            .map_or_else(Default::default, |case| case.values.clone());
        values.extend(self.given());
        let world = self.judged_by(view);
        let mut out: Vec<Missing> = Vec::new();
        for step in &self.steps {
            let at = Happened(self.ground.now);
            let profile = self.under().profile;
            let missing = missing_facts(&world, self.def, step, profile, &values, signer, at);
            for missing in missing.unwrap_or_default() {
                if !out.contains(&missing) {
                    out.push(missing);
                }
            }
        }
        out
    }
}

/// Who may sign by role, and cannot yet for what they lack: 「佐藤 健(05)、鈴木 花子(07) ほか2人」.
fn barred(run: &Run, view: &View, told: Told<'_>) -> String {
    let words = told.words;
    let all = run.lacks(view, None);
    let barred: Vec<String> = run
        .eligible()
        .into_iter()
        .filter(|(no, _)| run.lacks(view, Some(*no)).len() > all.len())
        .map(|(no, _)| say::person_no(&view.office, no))
        .collect();
    if barred.is_empty() {
        return String::new();
    }
    let named = barred.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let named = named.join(&t!(words, wizard_between));
    let more = barred.len().saturating_sub(NAMED);
    if more == 0 {
        t!(words, wizard_barred, who = named)
    } else {
        t!(words, wizard_barred_more, who = named, more = more)
    }
}

/// What gives it: the step of an open case that waits for it, or a new case with what is known.
fn giver(view: &View, missing: &Missing, words: Locale) -> Option<Wizard> {
    if let Some((wizard, _)) = waiting(view, missing, words) {
        return Some(wizard);
    }
    let def = view.catalogue().latest(&missing.by)?;
    let answers = answers_giving(def, &missing.fact, &missing.subject).unwrap_or_default();
    Some(Wizard::begin(&missing.by.0, answers))
}

/// An open case that will give it, at the step that comes next, with the step's title.
fn waiting(view: &View, missing: &Missing, words: Locale) -> Option<(Wizard, String)> {
    let rows = view.open_rows().ok()?;
    let of_it = rows.iter().filter(|row| row.procedure.id == missing.by);
    of_it
        .filter_map(|row| {
            let row = view.case_row(row.case).ok()??;
            let def = view.catalogue().get(&row.case.procedure)?;
            let step = next_toward(view, def, &row, missing)?;
            let steps = steps_of(def, &row, &step);
            let title = say::step(def, &step, words);
            Some((Wizard::step(row.case.id, steps), title))
        })
        .next()
}

/// The step of this case that leads to the fact.
fn next_toward(view: &View, def: &Definition, row: &CaseRow, missing: &Missing) -> Option<StepId> {
    let case = &row.case;
    if case.state != State::Open {
        return None;
    }
    let gives: Vec<&Give> = def
        .steps
        .iter()
        .flat_map(|step| &step.gives)
        .filter(|give| give.fact == missing.fact)
        .collect();
    let next = next_steps(&view.world(), case);
    let must = || next.iter().find(|next| !next.optional);
    gives
        .into_iter()
        .find_map(|give| match (&give.of, &missing.subject) {
            (Of::Signers(step), FactSubject::Person(no)) => {
                let mut marks = case.marks.iter();
                let signed = marks.any(|m| m.step == *step && m.by == *no && m.void.is_none());
                let own = next.iter().find(|next| next.step == *step);
                match own {
                    Some(own) if !signed => Some(own.step.clone()),
                    _ if signed => must().map(|next| next.step.clone()),
                    _ => None,
                }
            }
            (Of::Field(id), subject) => {
                let value = case.values.get(id)?;
                let mut named = FactSubject::of_value(value).into_iter();
                let it = named.any(|named| named.key() == subject.key());
                it.then(|| must().map(|next| next.step.clone())).flatten()
            }
            _ => None,
        })
}
