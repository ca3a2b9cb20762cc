//! What a wizard walks through: the pages of a step with what was typed, and the act that comes of
//! it. Asks `procedure` for every rule.

mod acts;
mod faults;
mod says;

use super::entry::{Entry, Ground, Input, tongue};
use super::lot;
use super::make::{own_field, values};
use crate::calendar::WorkDay;
use crate::desk::{Desk, DeskError, INCIDENT, Proposal, View};
use crate::journal::{Capacity, CaseId, EntryId, PersonNo, Role, UnitId};
use crate::locale::{Lang, Locale};
use crate::procedure::{
    Case, CaseAct, Catalogue, Checking, Compared, DefId, Definition, FieldFault, FieldId, Kind,
    Law, NoFacts, Opening, Origin, Sign, Signed, Step, StepId, Under, Value, Values, World,
    compare, disagreements, due, hidden, later_steps, next_steps, opening_step, pages,
    recheck_questions, sentence, who_may,
};
use crate::t;
use crate::text::{Label, Paragraph};
use crate::tui::screens::start::Known;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a wizard is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui::screens::wizard) enum Task {
    /// Begin a case, with values that are known already, following on another where there is one.
    New {
        procedure: DefId,
        prefill: Values,
        /// Whether those values stand as they are, and are not asked.
        fixed: bool,
        origin: Option<Origin>,
        /// Whose record it is; the signer's unit without one.
        unit: Option<UnitId>,
    },
    /// Sign steps of a case, together.
    Step { case: CaseId, steps: Vec<StepId> },
    /// 戻す日を延ばす.
    Extend { case: CaseId },
    /// だめ: send a step back.
    SendBack { case: CaseId, step: StepId },
}

/// Why a task cannot be begun.
#[derive(Debug)]
pub(in crate::tui::screens::wizard) enum NotNow {
    /// The desk could not be asked.
    Desk(DeskError),
    /// There is no such procedure or case.
    Unknown,
    /// The steps do not wait (any more).
    NotWaiting,
}

impl From<DeskError> for NotNow {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

/// A task under way.
pub(in crate::tui::screens::wizard) struct Run {
    pub(in crate::tui::screens::wizard) ground: Ground,
    catalogue: &'static Catalogue,
    pub(in crate::tui::screens::wizard) def: &'static Definition,
    /// With its blind values: shown only through [`Run::blind`].
    pub(in crate::tui::screens::wizard) case: Option<Case>,
    /// 案件 number and official No.
    pub(in crate::tui::screens::wizard) number: Option<(u32, Option<u32>)>,
    pub(in crate::tui::screens::wizard) id: CaseId,
    pub(in crate::tui::screens::wizard) task: Task,
    pub(in crate::tui::screens::wizard) steps: Vec<StepId>,
    pub(in crate::tui::screens::wizard) entries: Vec<Entry>,
    /// By page: places in `entries`.
    pub(in crate::tui::screens::wizard) pages: Vec<Vec<usize>>,
    pub(in crate::tui::screens::wizard) recheck: bool,
    /// What another record knows already.
    prefill: Values,
}

impl Run {
    /// Looks at the office and begins the task, or says why not.
    pub(in crate::tui::screens::wizard) fn begin(
        task: &Task,
        desk: &Desk,
        words: Locale,
    ) -> Result<Self, NotNow> {
        let view = desk.view()?;
        let catalogue = view.catalogue();
        let (def, row, steps) = match task {
            Task::New {
                procedure, prefill, ..
            } => {
                let def = catalogue.latest(procedure).ok_or(NotNow::Unknown)?;
                let profile = view.office.profile;
                let first = opening_step(def, profile, prefill).ok_or(NotNow::Unknown)?;
                (def, None, vec![first.id.clone()])
            }
            Task::Step { case, .. } | Task::Extend { case } | Task::SendBack { case, .. } => {
                let row = view.case_row(*case)?.ok_or(NotNow::Unknown)?;
                let def = catalogue.get(&row.case.procedure).ok_or(NotNow::Unknown)?;
                let steps = match task {
                    Task::Step { steps, .. } => steps.clone(),
                    _ => Vec::new(),
                };
                (def, Some(row), steps)
            }
        };
        let id = match &row {
            Some(row) => row.case.id,
            None => lot::case().ok_or(NotNow::Unknown)?,
        };
        let mut run = Self {
            ground: ground(&view, words, def)?,
            catalogue,
            def,
            number: row.as_ref().map(|row| (row.number, row.form_no)),
            case: row.map(|row| row.case),
            id,
            task: task.clone(),
            steps,
            entries: Vec::new(),
            pages: Vec::new(),
            recheck: false,
            prefill: Values::new(),
        };
        run.prefill = match (task, &run.case) {
            (Task::New { prefill, .. }, _) => prefill.clone(),
            (_, Some(case)) => told_by_origin(&view, case, words),
            (_, None) => Values::new(),
        };
        if let Some(case) = &run.case
            && let Some(first) = run.steps.first()
            && !next_steps(&run.world(), case)
                .iter()
                .any(|next| next.step == *first)
            && !later_steps(&run.world(), case).contains(first)
        {
            return Err(NotNow::NotWaiting);
        }
        run.ask();
        run.sync();
        Ok(run)
    }

    /// Makes the questions.
    fn ask(&mut self) {
        let ground = self.ground.clone();
        match &self.task {
            Task::Extend { .. } => {
                let until = own_field("until", Kind::Date, &label(words_until));
                let reason = own_field("reason", Kind::Paragraph, &label(words_reason));
                self.entries = vec![Entry::new(&until, &ground), Entry::new(&reason, &ground)];
            }
            Task::SendBack { .. } => {
                let reason = own_field("reason", Kind::Paragraph, &label(words_reason));
                self.entries = vec![Entry::new(&reason, &ground)];
            }
            Task::New { .. } | Task::Step { .. } => self.ask_steps(&ground),
        }
    }

    fn ask_steps(&mut self, ground: &Ground) {
        let def = self.def;
        let known = self.known();
        let mut entries: Vec<Entry> = Vec::new();
        // Which step begins a case may depend on what is answered: all of them ask.
        let steps: Vec<&Step> = match &self.task {
            Task::New { .. } => def.steps.iter().filter(|s| s.opens_case()).collect(),
            _ => self.steps.iter().filter_map(|id| def.step(id)).collect(),
        };
        for step in steps {
            let blind = def.rechecked_at(&step.id);
            if !blind.is_empty()
                && let Some(case) = &self.case
            {
                self.recheck = true;
                let questions = recheck_questions(def, case.profile, &step.id, &case.values);
                entries.extend(questions.iter().map(|q| Entry::blind(q, ground)));
            }
            if step.each.is_some() {
                entries.push(Entry::outcomes(step, self.waiting_lines(step), ground));
            }
            for field in def.fields_of(step) {
                if entries.iter().any(|entry| entry.id() == &field.id) {
                    continue;
                }
                let mut entry = Entry::new(field, ground);
                // An answer of a check is read anew; what else stands already is not asked again.
                if (!field.check || self.is_fixed(&field.id))
                    && !step.is_repeated()
                    && let Some(value) = known.get(&field.id)
                {
                    entry.set(value, ground);
                }
                entries.push(entry);
            }
        }
        self.entries = entries;
    }

    /// Whether an answer stands as it is, and is not asked.
    fn is_fixed(&self, id: &FieldId) -> bool {
        matches!(&self.task, Task::New { fixed: true, prefill, .. } if prefill.contains_key(id))
    }

    /// What stands already, or is known from another record.
    fn known(&self) -> Values {
        let mut known = self.prefill.clone();
        known.extend(self.case.iter().flat_map(|case| case.values.clone()));
        known
    }

    /// The lines of `step` that wait for its signature, in words.
    fn waiting_lines(&self, step: &Step) -> Vec<(u16, String)> {
        let Some(case) = &self.case else {
            return Vec::new();
        };
        let lines = step.each.as_ref().and_then(|each| case.values.get(each));
        next_steps(&self.world(), case)
            .into_iter()
            .filter(|next| next.step == step.id)
            .filter_map(|next| {
                let line = next.line?;
                let said = match lines {
                    Some(Value::HoldingLines(lines)) => lines.get(usize::from(line)),
                    _ => None,
                };
                Some((
                    line,
                    said.map_or_else(String::new, |l| self.titled(&l.title, l.count)),
                ))
            })
            .collect()
    }

    fn titled(&self, title: &crate::text::Text, count: u32) -> String {
        t!(
            self.ground.words,
            say_titled,
            title = title.as_str(),
            count = count
        )
    }

    /// Which questions stand on which page, with the answers as they are.
    pub(in crate::tui::screens::wizard) fn sync(&mut self) {
        let given = self.given();
        let mut all = self
            .case
            .as_ref()
            .map(|c| c.values.clone())
            .unwrap_or_default();
        all.extend(given);
        if let Task::New { .. } = self.task
            && let Some(first) = opening_step(self.def, self.under(), &all)
        {
            self.steps = vec![first.id.clone()];
        }
        self.follow_rows();
        let place = |entries: &[Entry], id: &FieldId| entries.iter().position(|e| e.id() == id);
        let mut by_page: BTreeMap<(usize, u8), Vec<usize>> = BTreeMap::new();
        match &self.task {
            Task::Extend { .. } | Task::SendBack { .. } => {
                by_page.insert((0, 1), (0..self.entries.len()).collect());
            }
            Task::New { .. } | Task::Step { .. } => {
                for (nth, step) in self
                    .steps
                    .iter()
                    .filter_map(|id| self.def.step(id))
                    .enumerate()
                {
                    let own = step.each.is_some().then(|| FieldId::from("lines"));
                    for id in own.iter().chain(self.blind_ids(step).iter()) {
                        if let Some(at) = place(&self.entries, id) {
                            by_page.entry((nth, 1)).or_default().push(at);
                        }
                    }
                    for page in pages(self.def, self.under(), &step.id, &all) {
                        let places = page.fields.iter();
                        let places = places.filter(|field| !self.is_fixed(&field.id));
                        let places = places.filter_map(|field| place(&self.entries, &field.id));
                        by_page
                            .entry((nth, page.number))
                            .or_default()
                            .extend(places);
                    }
                }
            }
        }
        self.pages = by_page
            .into_values()
            .filter(|page| !page.is_empty())
            .collect();
    }

    fn blind_ids(&self, step: &Step) -> Vec<FieldId> {
        match &self.case {
            Some(case) if self.recheck => {
                recheck_questions(self.def, case.profile, &step.id, &case.values)
                    .iter()
                    .map(|q| q.field.id.clone())
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Rows are drawn as soon as it is known how many there are.
    fn follow_rows(&mut self) {
        if self.recheck {
            return;
        }
        let wanted: Vec<(usize, Option<u32>)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(at, entry)| {
                let of = entry.asked.rows_of.as_ref()?;
                let count = self.entries.iter().find(|e| e.id() == of)?.count();
                Some((at, count))
            })
            .collect();
        for (at, count) in wanted {
            if let Some(entry) = self.entries.get_mut(at) {
                entry.follow_rows(count);
            }
        }
    }

    /// The world with the facts of a look at the office.
    pub(in crate::tui::screens::wizard) fn judged_by<'a>(&'a self, view: &'a View) -> World<'a> {
        World {
            facts: view,
            ..self.world()
        }
    }

    pub(in crate::tui::screens::wizard) fn world(&self) -> World<'_> {
        World {
            catalogue: self.catalogue,
            office: &self.ground.office,
            facts: &NoFacts,
            register: &*self.ground.register,
        }
    }

    pub(in crate::tui::screens::wizard) fn under(&self) -> Under {
        let profile = self.case.as_ref().map(|case| case.profile);
        profile.unwrap_or(self.ground.office.profile).into()
    }

    fn today(&self) -> WorkDay {
        WorkDay(self.ground.today)
    }

    /// Every answer that can be read, on whatever page.
    pub(in crate::tui::screens::wizard) fn given(&self) -> Values {
        if self.recheck {
            return Values::new();
        }
        values(self.entries.iter(), &self.ground)
    }

    /// The answers of the pages there are.
    fn asked(&self) -> Values {
        let places = self.pages.iter().flatten();
        let mut asked = values(places.filter_map(|at| self.entries.get(*at)), &self.ground);
        if let Task::New {
            fixed: true,
            prefill,
            ..
        } = &self.task
        {
            asked.extend(prefill.clone());
        }
        asked
    }

    /// What becomes of the lines.
    pub(in crate::tui::screens::wizard) fn lines(
        &self,
    ) -> BTreeMap<u16, Option<crate::procedure::ChoiceId>> {
        let mut out = BTreeMap::new();
        for entry in &self.entries {
            if let Input::Outcomes(outcomes) = &entry.input {
                for ((line, _), chosen) in outcomes.lines.iter().zip(&outcomes.chosen) {
                    if let Some(chosen) = chosen {
                        let what = outcomes.options.get(*chosen).map(|(id, _)| id.clone());
                        out.insert(*line, what);
                    }
                }
            }
        }
        out
    }

    fn is_own(&self) -> bool {
        matches!(self.task, Task::Extend { .. } | Task::SendBack { .. })
    }

    /// Takes over what was typed into another run of the same questions.
    pub(in crate::tui::screens::wizard) fn take_over(&mut self, typed: Vec<Entry>) {
        for old in typed {
            if old.is_empty() {
                continue;
            }
            if let Some(entry) = self.entries.iter_mut().find(|e| e.id() == old.id())
                && entry.accepts(&old)
            {
                entry.input = old.input;
                entry.visited = old.visited;
            }
        }
        self.sync();
    }

    /// Whether anything was typed. In a second check that never depends on what the first one
    /// says.
    pub(in crate::tui::screens::wizard) fn is_touched(&self) -> bool {
        if self.recheck {
            return self.entries.iter().any(|entry| !entry.is_untouched());
        }
        let prefilled = self.known();
        self.entries.iter().any(|entry| {
            let stands = prefilled.get(entry.id());
            !entry.is_untouched() && entry.value(&self.ground).ok().flatten().as_ref() != stands
        })
    }
}

impl Entry {
    /// Whether what was typed into `old` answers this question too: the same kind, the same rows,
    /// lines and choices.
    fn accepts(&self, old: &Self) -> bool {
        match (&self.input, &old.input) {
            (Input::Choice(_, new), Input::Choice(_, old)) => new == old,
            (Input::Outcomes(new), Input::Outcomes(old)) => new.lines == old.lines,
            (Input::Rows(new), Input::Rows(old)) => {
                new.is_empty() || new.iter().map(|r| r.0).eq(old.iter().map(|r| r.0))
            }
            (new, old) => std::mem::discriminant(new) == std::mem::discriminant(old),
        }
    }
}

/// What the case that opened an incident knows of it, before anybody has written the first notice.
fn told_by_origin(view: &View, case: &Case, words: Locale) -> Values {
    match &case.origin {
        Some(origin) if case.procedure.id.0 == INCIDENT && case.marks.is_empty() => {
            Known::of_case(view, origin.case, origin.line, words).values()
        }
        _ => Values::new(),
    }
}

fn ground(view: &View, words: Locale, def: &Definition) -> Result<Ground, DeskError> {
    Ok(Ground {
        register: Arc::new(view.register_known()?),
        office: Arc::clone(&view.office),
        today: view.today().0,
        now: view.now,
        words,
        sending: def.law == Law::Sending,
    })
}

fn label(words: impl Fn(Locale) -> String) -> Label {
    Label {
        ja: words(Locale::new(Lang::Ja)),
        en: words(Locale::new(Lang::En)),
    }
}

fn words_until(words: Locale) -> String {
    t!(words, wizard_until)
}

fn words_reason(words: Locale) -> String {
    t!(words, wizard_reason)
}
