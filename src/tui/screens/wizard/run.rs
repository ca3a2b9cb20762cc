//! What a wizard walks through: the pages of a step with what was typed, and the act that comes of
//! it. Asks `procedure` for every rule.

use super::entry::{Entry, Ground, Input, own_field, tongue, values};
use super::lot;
use crate::calendar::WorkDay;
use crate::desk::{Desk, DeskError, Proposal, View};
use crate::journal::{Capacity, CaseId, EntryId, PersonNo, Role};
use crate::locale::{Lang, Locale};
use crate::procedure::{
    Case, CaseAct, Catalogue, Checking, Compared, DefId, Definition, FieldFault, FieldId, Kind,
    Law, NoFacts, Opening, Sign, Signed, Step, StepId, Under, Value, Values, World, compare,
    disagreements, due, hidden, next_steps, pages, recheck_questions, sentence, who_may,
};
use crate::t;
use crate::text::{Label, Paragraph};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a wizard is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Task {
    /// Begin a case, with values that are known already.
    New { procedure: DefId, prefill: Values },
    /// Sign steps of a case, together.
    Step { case: CaseId, steps: Vec<StepId> },
    /// 戻す日を延ばす.
    Extend { case: CaseId },
    /// だめ: send a step back.
    SendBack { case: CaseId, step: StepId },
}

/// Why a task cannot be begun.
#[derive(Debug)]
pub(super) enum NotNow {
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
pub(super) struct Run {
    pub(super) ground: Ground,
    catalogue: &'static Catalogue,
    pub(super) def: &'static Definition,
    /// With its blind values: shown only through [`Run::blind`].
    pub(super) case: Option<Case>,
    /// 案件 number and official No.
    pub(super) number: Option<(u32, Option<u32>)>,
    pub(super) id: CaseId,
    pub(super) task: Task,
    pub(super) steps: Vec<StepId>,
    pub(super) entries: Vec<Entry>,
    /// By page: places in `entries`.
    pub(super) pages: Vec<Vec<usize>>,
    pub(super) recheck: bool,
}

impl Run {
    /// Looks at the office and begins the task, or says why not.
    pub(super) fn begin(task: &Task, desk: &Desk, words: Locale) -> Result<Self, NotNow> {
        let view = desk.view()?;
        let catalogue = view.catalogue();
        let (def, row, steps) = match task {
            Task::New { procedure, .. } => {
                let def = catalogue.latest(procedure).ok_or(NotNow::Unknown)?;
                let first = def.steps.iter().find(|s| s.opens_case());
                let first = first.ok_or(NotNow::Unknown)?;
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
            ground: ground(&view, words, def),
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
        };
        if let Some(case) = &run.case
            && let Some(first) = run.steps.first()
            && !next_steps(&run.world(), case)
                .iter()
                .any(|next| next.step == *first)
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
        let known = match (&self.case, &self.task) {
            (Some(case), _) => case.values.clone(),
            (None, Task::New { prefill, .. }) => prefill.clone(),
            (None, _) => Values::new(),
        };
        let mut entries = Vec::new();
        for step in self.steps.iter().filter_map(|id| def.step(id)) {
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
                let mut entry = Entry::new(field, ground);
                // An answer of a check is read anew; what else stands already is not asked again.
                if !field.check
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
    pub(super) fn sync(&mut self) {
        let given = self.given();
        let mut all = self
            .case
            .as_ref()
            .map(|c| c.values.clone())
            .unwrap_or_default();
        all.extend(given);
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

    pub(super) fn world(&self) -> World<'_> {
        World {
            catalogue: self.catalogue,
            office: &self.ground.office,
            facts: &NoFacts,
        }
    }

    fn under(&self) -> Under {
        let profile = self.case.as_ref().map(|case| case.profile);
        profile.unwrap_or(self.ground.office.profile).into()
    }

    fn today(&self) -> WorkDay {
        WorkDay(self.ground.today)
    }

    /// Every answer that can be read, on whatever page.
    fn given(&self) -> Values {
        if self.recheck {
            return Values::new();
        }
        values(self.entries.iter(), &self.ground)
    }

    /// The answers of the pages there are.
    fn asked(&self) -> Values {
        let places = self.pages.iter().flatten();
        values(places.filter_map(|at| self.entries.get(*at)), &self.ground)
    }

    /// What becomes of the lines.
    pub(super) fn lines(&self) -> BTreeMap<u16, Option<crate::procedure::ChoiceId>> {
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

    /// What is wrong with the answer at `place`, in words: the first thing that a person can put
    /// right.
    pub(super) fn fault_of(&self, place: usize) -> Option<String> {
        let entry = self.entries.get(place)?;
        let words = self.ground.words;
        if let Input::Outcomes(outcomes) = &entry.input {
            return outcomes
                .chosen
                .iter()
                .all(Option::is_none)
                .then(|| t!(words, wizard_outcomes_missing));
        }
        match entry.value(&self.ground) {
            Err(why) => Some(why),
            Ok(None) if entry.asked.required => Some(t!(words, wizard_missing)),
            Ok(None) if !entry.is_empty() => Some(t!(words, wizard_missing)),
            Ok(None) => None,
            Ok(Some(value)) if self.recheck || self.is_own() => own_fault(entry, &value, words),
            Ok(Some(value)) => {
                let given = BTreeMap::from([(entry.id().clone(), value)]);
                let fault = self.checking().faults(&given).into_iter().next();
                fault.map(|fault| self.say_fault(&fault))
            }
        }
    }

    fn is_own(&self) -> bool {
        matches!(self.task, Task::Extend { .. } | Task::SendBack { .. })
    }

    fn checking(&self) -> Checking<'_> {
        let mut all = self
            .case
            .as_ref()
            .map(|c| c.values.clone())
            .unwrap_or_default();
        all.extend(self.given());
        Checking {
            office: &self.ground.office,
            def: self.def,
            today: self.today(),
            under: self.under(),
            values: all,
            stops: true,
        }
    }

    /// The page and the place on it of the first answer that cannot stand, and why.
    pub(super) fn first_fault(&self) -> Option<(usize, usize, String)> {
        for (page, places) in self.pages.iter().enumerate() {
            for (at, place) in places.iter().enumerate() {
                if let Some(why) = self.fault_of(*place) {
                    return Some((page, at, why));
                }
            }
        }
        None
    }

    fn say_fault(&self, fault: &FieldFault) -> String {
        if let FieldFault::Stops { field, choice } = fault
            && let Some(field) = self.def.field(field)
            && let Some(choice) = field.choices.iter().find(|c| c.id == *choice)
            && let Some(stops) = &choice.stops
        {
            return stops.get(self.ground.tongue()).to_owned();
        }
        if let FieldFault::NotEqual { field, other } = fault {
            let numbers = (self.number_of(field), self.number_of(other));
            if let (Some(one), Some(two)) = numbers {
                return t!(self.ground.words, wizard_not_equal, one = one, other = two);
            }
        }
        crate::tui::say::refusal::fault(fault, Some(self.def), self.ground.words)
    }

    /// The number before a question on its page, from 1.
    pub(super) fn number_of(&self, id: &FieldId) -> Option<usize> {
        self.pages.iter().find_map(|page| {
            let at = page
                .iter()
                .position(|at| self.entries.get(*at).is_some_and(|e| e.id() == id))?;
            Some(at + 1)
        })
    }

    /// What the signature says, word for word.
    pub(super) fn sentence(&self) -> Vec<String> {
        let given = if self.recheck {
            Values::new()
        } else {
            self.asked()
        };
        let lines = self.lines();
        let signed = Signed {
            values: &given,
            lines: &lines,
            day: None,
            today: self.today(),
        };
        let words = self.ground.words;
        match &self.task {
            Task::Extend { .. } => return self.own_sentence(|w| t!(w, wizard_extend_sentence)),
            Task::SendBack { step, .. } => {
                let title = self
                    .def
                    .step(step)
                    .map(|s| s.title.get(self.ground.tongue()));
                let title = title.unwrap_or_default().to_owned();
                return self
                    .own_sentence(|w| t!(w, wizard_send_back_sentence, step = title.as_str()));
            }
            Task::New { .. } | Task::Step { .. } => {}
        }
        // What each of the steps says comes first, then every value once.
        let (mut said, mut values): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for step in &self.steps {
            let tongue = tongue(words);
            let case = self.case.as_ref();
            let lines = sentence(&self.world(), self.def, case, step, &signed, tongue);
            for (nth, line) in lines.into_iter().enumerate() {
                if nth == 0 {
                    said.push(line);
                } else if !values.contains(&line) {
                    values.push(line);
                }
            }
        }
        said.extend(values);
        said
    }

    /// The sentence of an act of the machine's own, with what the case is about and the answers.
    fn own_sentence(&self, first: impl Fn(Locale) -> String) -> Vec<String> {
        let words = self.ground.words;
        let mut said = vec![first(words)];
        said.extend(
            self.context()
                .into_iter()
                .map(|(label, value)| t!(words, wizard_line, label = label, value = value)),
        );
        for entry in &self.entries {
            if let Ok(Some(value)) = entry.value(&self.ground) {
                let value = self.say(None, &value);
                said.push(t!(
                    words,
                    wizard_line,
                    label = entry.label.as_str(),
                    value = value
                ));
            }
        }
        said
    }

    fn say(&self, field: Option<&crate::procedure::Field>, value: &Value) -> String {
        let Ground { office, today, .. } = &self.ground;
        crate::procedure::say_value(field, value, office, *today, self.ground.tongue())
    }

    /// What was established before this page: label and value, none of it blind.
    pub(super) fn context(&self) -> Vec<(String, String)> {
        let mut all = self
            .case
            .as_ref()
            .map(|c| c.values.clone())
            .unwrap_or_default();
        all.extend(self.given());
        let blind = self.blind();
        let mut rows = Vec::new();
        for kind in [Kind::HoldingLines, Kind::Choice, Kind::Text] {
            let found = self.def.fields.iter().find(|field| {
                field.kind == kind
                    && (kind != Kind::Choice || field.id.0 == crate::desk::MEANS)
                    && all.contains_key(&field.id)
                    && !blind.contains(&field.id)
            });
            let Some((field, value)) = found.and_then(|f| Some((f, all.get(&f.id)?))) else {
                continue;
            };
            let label = field.label.get(self.ground.tongue());
            let label = label.split(['（', '(']).next().unwrap_or(label);
            let said = match value {
                // While a second check is awaited, how many there are is for it to count.
                Value::HoldingLines(lines) if !blind.is_empty() => {
                    let titles: Vec<&str> = lines.iter().map(|l| l.title.as_str()).collect();
                    titles.join(&t!(self.ground.words, wizard_between))
                }
                value => self.say(Some(field), value),
            };
            let label = match kind {
                Kind::HoldingLines => t!(self.ground.words, wizard_documents),
                _ => label.to_owned(),
            };
            rows.push((label, said));
        }
        if let (Task::Extend { .. }, Some(case)) = (&self.task, &self.case)
            && let Some(due) = due(self.def, case).first()
        {
            let label = t!(self.ground.words, wizard_due_now);
            rows.push((label, self.say(None, &Value::Date(due.by))));
        }
        rows
    }

    /// What nobody may see yet.
    pub(super) fn blind(&self) -> BTreeSet<FieldId> {
        self.case
            .as_ref()
            .map(|case| hidden(self.def, case))
            .unwrap_or_default()
    }

    /// Who made the check that this one repeats.
    pub(super) fn first_checker(&self) -> Option<(PersonNo, crate::calendar::Recorded)> {
        let case = self.case.as_ref()?;
        let first = self.steps.first().and_then(|id| self.def.step(id))?;
        let mark = case
            .marks
            .iter()
            .rev()
            .find(|mark| mark.void.is_none() && first.after.contains(&mark.step))?;
        Some((mark.by, mark.recorded))
    }

    /// Everybody who may sign, those in their own role first.
    pub(super) fn eligible(&self) -> Vec<(PersonNo, Capacity)> {
        let day = self.ground.today;
        let office = &self.ground.office;
        if self.is_own() {
            let roles: &[Role] = match self.task {
                Task::Extend { .. } => &[Role::Manager],
                _ => &[Role::Staff, Role::Manager],
            };
            return office.who_may(roles, &[], day);
        }
        let mut steps = self.steps.iter().map(|id| self.may(id, day));
        let Some(mut who) = steps.next() else {
            return Vec::new();
        };
        for others in steps {
            who.retain(|(no, _)| others.iter().any(|(other, _)| other == no));
        }
        who
    }

    fn may(&self, id: &StepId, day: NaiveDate) -> Vec<(PersonNo, Capacity)> {
        match (&self.case, self.def.step(id)) {
            (Some(case), _) => {
                let lines = self.lines();
                match lines.keys().next() {
                    Some(line) => who_may(&self.world(), case, id, Some(*line), day),
                    None => who_may(&self.world(), case, id, None, day),
                }
            }
            (None, Some(step)) => self.ground.office.who_may(&step.by, &[], day),
            (None, None) => Vec::new(),
        }
    }

    /// Whether a check is made here, whose time is recorded.
    fn checks(&self) -> bool {
        self.recheck
            || self
                .pages
                .iter()
                .flatten()
                .any(|at| self.entries.get(*at).is_some_and(|entry| entry.asked.check))
    }

    /// How the blind answers compare with the first check's; names only.
    pub(super) fn compared(&self) -> Option<Compared> {
        let case = self.case.as_ref().filter(|_| self.recheck)?;
        let step = self.steps.first()?;
        Some(compare(self.def, case, step, &self.asked()))
    }

    /// Evidence of a dispatch that is not what was checked.
    pub(super) fn disagreements(&self) -> BTreeSet<FieldId> {
        match &self.case {
            Some(case) if self.def.law == Law::Sending && !self.recheck => {
                disagreements(self.def, case, &self.asked())
            }
            _ => BTreeSet::new(),
        }
    }

    /// What will be signed by `person`, and whether it says that the second check differed.
    pub(super) fn proposal(&self, person: PersonNo, seconds: i64) -> (Proposal, BTreeSet<FieldId>) {
        let seconds = u32::try_from(seconds.max(0)).unwrap_or(u32::MAX);
        let compared = self.compared();
        let differs = compared
            .as_ref()
            .map(|c| c.differs.clone())
            .unwrap_or_default();
        let act = match &self.task {
            Task::Extend { .. } => CaseAct::Extend {
                until: self.until().unwrap_or(self.ground.today),
                reason: self.reason(),
            },
            Task::SendBack { step, .. } => CaseAct::SendBack {
                step: step.clone(),
                reason: self.reason(),
            },
            Task::New { .. } | Task::Step { .. } if !differs.is_empty() => CaseAct::Differ {
                step: self
                    .steps
                    .first()
                    .cloned()
                    .unwrap_or_else(|| StepId::from("")),
                fields: differs.clone(),
                took: seconds,
            },
            Task::New { .. } | Task::Step { .. } => CaseAct::Sign(Sign {
                open: self.case.is_none().then(|| Opening {
                    procedure: self.def.reference(),
                    origin: None,
                    values: Values::new(),
                }),
                steps: self.steps.clone(),
                values: if self.recheck {
                    Values::new()
                } else {
                    self.asked()
                },
                lines: self.lines(),
                same: compared.map(|c| c.same).unwrap_or_default(),
                took: self.checks().then_some(seconds),
            }),
        };
        let unit = match &self.case {
            Some(case) => Some(case.unit),
            None => self.ground.office.person_ever(person).map(|p| p.unit),
        };
        let unit = unit.or_else(|| self.ground.office.units.first().map(|u| u.id));
        let proposal = Proposal {
            case: self.id,
            unit: unit.unwrap_or(crate::journal::UnitId(1)),
            after: self.head(),
            act,
            happened: None,
            day: None,
        };
        (proposal, differs)
    }

    /// The last entry of the case that was seen here.
    pub(super) fn head(&self) -> Option<EntryId> {
        self.case.as_ref().and_then(|case| case.head)
    }

    fn answer(&self, id: &str) -> Option<Value> {
        let entry = self.entries.iter().find(|e| e.id().0 == id)?;
        entry.value(&self.ground).ok().flatten()
    }

    fn until(&self) -> Option<NaiveDate> {
        match self.answer("until") {
            Some(Value::Date(day)) => Some(day),
            _ => None,
        }
    }

    fn reason(&self) -> Paragraph {
        match self.answer("reason") {
            Some(Value::Paragraph(words)) => words,
            _ => Paragraph::default(),
        }
    }

    /// Takes over what was typed into another run of the same questions.
    pub(super) fn take_over(&mut self, typed: Vec<Entry>) {
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
    pub(super) fn is_touched(&self) -> bool {
        if self.recheck {
            return self.entries.iter().any(|entry| !entry.is_untouched());
        }
        let prefilled: Values = match &self.task {
            Task::New { prefill, .. } => prefill.clone(),
            _ => self
                .case
                .as_ref()
                .map(|c| c.values.clone())
                .unwrap_or_default(),
        };
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

/// What a blind answer or a reason must be by itself: the comparison decides the rest.
fn own_fault(entry: &Entry, value: &Value, words: Locale) -> Option<String> {
    match value {
        Value::Digits(digits) => {
            let length = entry.asked.length?;
            let long = digits.len();
            let fits = (usize::from(length.min)..=usize::from(length.max)).contains(&long);
            (!fits).then(|| {
                t!(
                    words,
                    wizard_digits_length,
                    min = length.min,
                    max = length.max
                )
            })
        }
        Value::RowDigits(read) => {
            let short = read.values().any(|digits| digits.len() != 4);
            short.then(|| t!(words, wizard_digits_length, min = 4, max = 4))
        }
        _ => None,
    }
}

fn ground(view: &View, words: Locale, def: &Definition) -> Ground {
    Ground {
        office: Arc::clone(&view.office),
        today: view.today().0,
        now: view.now,
        words,
        sending: def.law == Law::Sending,
    }
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
