//! What follows a signature: what was recorded is said, and the next act is offered where the next
//! person stands beside the clerk.

use super::Wizard;
use super::draft::{self, Draft};
use super::entry::Entry;
use super::run::{NotNow, Run, Task};
use crate::desk::{CaseRow, Desk, INCIDENT, LeftOut, STOCKTAKE, Signed, View, Why};
use crate::journal::CaseId;
use crate::journal::Role;
use crate::locale::Locale;
use crate::procedure::{
    CaseAct, Definition, FieldId, Law, Mark, NextStep, Refusal, State, StepId, chains, next_steps,
};
use crate::t;
use crate::tui::say;
use crate::tui::screens::calls::Calls;
use crate::tui::screens::sending::Missent;
use crate::tui::screens::signing::{After, Answer, Signing};
use crate::tui::widgets::Dialog;
use crate::tui::{Cx, Loss, Next};
use std::collections::BTreeSet;

impl Wizard {
    /// Looks at the office, and comes up on the first page that asks something.
    pub(super) fn load<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let words = cx.words();
        let run = match Run::begin(&self.task, cx.desk(), words) {
            Ok(run) => run,
            Err(why) => {
                cx.refuse(not_now(&why, words));
                return Next::Pop;
            }
        };
        self.opened = cx.now().unix();
        self.run = Some(run);
        self.page = 0;
        self.focus = 0;
        self.slot = 0;
        if let Some(draft) = self
            .draft_key()
            .and_then(|key| draft::find(cx.desk().folder(), &key))
        {
            match self.task {
                Task::New { .. } => {
                    let left = say::when::moment(draft.left, cx.now(), words);
                    let question = t!(words, wizard_draft_found, when = left);
                    self.dialog = Some((Dialog::yes_no(question), draft));
                    cx.page_opened();
                    return Next::Stay;
                }
                _ => {
                    self.resume(draft, cx);
                    cx.say(t!(words, wizard_draft_resumed));
                }
            }
        }
        self.first_page(cx)
    }

    /// Where there is nothing that must be answered, the sentence comes up at once.
    pub(super) fn first_page<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let Some(run) = &self.run else {
            return Next::Stay;
        };
        // What is known already, or need not be said, is passed over; PgUp leads to it.
        match run.first_fault() {
            None => {
                self.page = run.pages.len();
                self.open_last(cx);
            }
            Some((page, at, _)) => {
                (self.page, self.focus) = (page, at);
                self.slot = self.begins_at();
                self.say_what_lacks(cx);
            }
        }
        Next::Stay
    }

    pub(super) fn resume<A>(&mut self, draft: Draft, cx: &mut Cx<'_, Desk, A>) {
        if let Some(key) = self.draft_key() {
            cx.drop_kept(&key.name());
        }
        if let Some(run) = &mut self.run {
            run.take_over(draft.entries);
            self.page = draft.page.min(run.pages.len().saturating_sub(1));
            self.opened -= draft.took;
        }
    }

    pub(super) fn keep_draft<A>(&self, cx: &mut Cx<'_, Desk, A>) {
        let (Some(run), Some(key)) = (&self.run, self.draft_key()) else {
            return;
        };
        let draft = Draft {
            entries: run.entries.clone(),
            page: self.page,
            left: cx.now(),
            took: cx.now().unix() - self.opened,
        };
        cx.keep(key.name(), Loss::Draft, None);
        draft::keep(cx.desk().folder(), key, draft);
    }

    pub(super) fn forget_draft<A>(&self, cx: &mut Cx<'_, Desk, A>) {
        if let Some(key) = self.draft_key() {
            cx.drop_kept(&key.name());
            draft::forget(cx.desk().folder(), &key);
        }
    }

    pub(super) fn answered(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let view = cx.desk().view().ok();
        let (Some(line), Some(run)) = (&mut self.line, &self.run) else {
            return Next::Pop;
        };
        let row = view
            .as_ref()
            .and_then(|v| v.case_row(run.id).ok().flatten());
        let after = line.finish(answer, cx, |signed| said(run, row.as_ref(), signed));
        match after {
            After::Signed { signed, .. } => match run.compared() {
                Some(compared) if !compared.differs.is_empty() => {
                    self.differed(&compared.differs, cx)
                }
                _ => self.recorded(&signed, row.as_ref(), cx),
            },
            After::Refused { left_out } if is_stale(&left_out) => self.stale(&left_out, cx),
            After::Refused { left_out } => {
                // Only what is tried again as it was keeps its time.
                if self.line.as_ref().and_then(Signing::offer).is_none() {
                    self.took = None;
                }
                let lacks = left_out.iter().any(|left| {
                    matches!(&left.why, Why::Rules(refusal)
                        if matches!(**refusal, Refusal::FactsMissing { .. }))
                });
                if lacks {
                    self.say_what_lacks(cx);
                    return Next::Stay;
                }
                if let Some((page, at, _)) = run.first_fault().filter(|_| !left_out.is_empty()) {
                    (self.page, self.focus, self.slot) = (page, at, 0);
                    cx.page_opened();
                }
                Next::Stay
            }
        }
    }

    fn recorded(
        &mut self,
        signed: &Signed,
        row: Option<&CaseRow>,
        cx: &mut Cx<'_, Desk, Answer>,
    ) -> Next<Desk> {
        let words = cx.words();
        self.forget_draft(cx);
        let Some(run) = self.run.take() else {
            return Next::Pop;
        };
        let mut said = said(&run, row, signed);
        if !run.disagreements().is_empty() {
            return Next::replace(Missent::new(run.id, said));
        }
        let Some(row) = row else {
            return Next::Pop;
        };
        let notice = |id: &StepId| run.def.step(id).is_some_and(|step| step.opens_case());
        if run.def.id.0 == INCIDENT && run.steps.iter().any(notice) {
            return Next::replace(Calls::new(run.id, self.owner, said));
        }
        if let Some(next) = follows(&run, row, &said, cx) {
            return next;
        }
        if let Some(goal) = &self.goal {
            return self.toward(goal, &said, cx).unwrap_or(Next::Pop);
        }
        // What row 23 says of wrong tries stays; else it also says what comes next.
        if signed.failed_before == 0
            && let Some(next) = waits_for(&run, row)
        {
            said = t!(words, wizard_two, one = said, two = next);
            cx.say(said);
        }
        Next::Pop
    }

    /// The second check did not agree: the first time it may look again, the second time both are
    /// void. Which questions, never what was answered.
    fn differed(
        &mut self,
        differs: &BTreeSet<FieldId>,
        cx: &mut Cx<'_, Desk, Answer>,
    ) -> Next<Desk> {
        let words = cx.words();
        let old = self.run.take();
        let Ok(mut run) = Run::begin(&self.task, cx.desk(), words) else {
            cx.refuse(say::refusal::differs_twice(words));
            return Next::Pop;
        };
        let mut numbers: Vec<usize> = differs.iter().filter_map(|id| run.number_of(id)).collect();
        numbers.sort_unstable();
        let typed: Vec<Entry> = old.map(|run| run.entries).unwrap_or_default();
        let agreed = typed
            .into_iter()
            .filter(|entry| !differs.contains(entry.id()));
        run.take_over(agreed.collect());
        self.run = Some(run);
        self.line = None;
        self.page = 0;
        self.slot = 0;
        self.focus = numbers.first().map_or(0, |number| number - 1);
        cx.page_opened();
        let listed: Vec<String> = numbers.iter().map(usize::to_string).collect();
        let listed = listed.join(&t!(words, wizard_number_between));
        cx.refuse(t!(words, refusal_differs, number = listed));
        Next::Stay
    }

    /// Somebody acted on the case meanwhile: from the new state, with what was typed where it
    /// still answers something.
    fn stale(&mut self, left: &[LeftOut], cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let why = match cx.desk().view() {
            Ok(view) => left
                .first()
                .map(|left| who_came_first(&left.why, &view, words))
                .unwrap_or_default(),
            Err(_) => String::new(),
        };
        let Some(run) = self.run.take() else {
            return Next::Pop;
        };
        let (id, steps, typed) = (run.id, run.steps, run.entries);
        self.line = None;
        match Run::begin(&self.task, cx.desk(), words) {
            Ok(mut run) => {
                run.take_over(typed);
                self.run = Some(run);
                let _ = self.turn_to(usize::MAX, cx);
                cx.refuse(t!(words, wizard_stale, why = why));
                Next::Stay
            }
            Err(_) => {
                // The step was undone rather than done: by which act, and what it changed.
                let undone = cx.desk().view().ok();
                let undone = undone.and_then(|view| undone_by(&view, id, &steps, words));
                cx.refuse(undone.unwrap_or_else(|| t!(words, wizard_stale_over, why = why)));
                Next::Pop
            }
        }
    }
}

/// What made void what these steps rest on, in words; nothing where they are simply signed.
fn undone_by(view: &View, case: CaseId, steps: &[StepId], words: Locale) -> Option<String> {
    let row = view.case_row(case).ok()??;
    let def = view.catalogue().get(&row.case.procedure)?;
    let standing = |id: &StepId| {
        let mut marks = row.case.marks.iter();
        marks.any(|mark| mark.step == *id && mark.void.is_none())
    };
    if steps.iter().any(standing) {
        return None;
    }
    let rests = |mark: &&Mark| {
        let own = steps.iter().filter_map(|id| def.step(id));
        own.into_iter().any(|step| step.after.contains(&mark.step))
    };
    let by = row.case.marks.iter().rev().find(rests)?.void?;
    let history = view.history(case).ok()?;
    let line = history.iter().find(|line| line.entry == by)?;
    match &line.act {
        CaseAct::Amend { values, .. } => {
            let fields: Vec<String> = values.keys().map(|f| say::field(def, f, words)).collect();
            let mut fell: Vec<String> = Vec::new();
            for mark in row.case.marks.iter().filter(|mark| mark.void == Some(by)) {
                let name = say::step(def, &mark.step, words);
                if !fell.contains(&name) {
                    fell.push(name);
                }
            }
            let fields = fields.join(&t!(words, say_and));
            let said = say::refusal::voided(&fields, &fell, words);
            Some(say::refusal::nothing(said, words))
        }
        CaseAct::SendBack { reason, .. } => Some(t!(
            words,
            wizard_stale_sent_back,
            when = say::when::moment(line.recorded.0, view.now, words),
            who = say::person(&view.office, line.by),
            reason = reason.to_string()
        )),
        _ => None,
    }
}

fn who_came_first(why: &Why, view: &View, words: Locale) -> String {
    let (by, at) = match why {
        Why::First { by, at, .. } => (*by, *at),
        Why::Rules(refusal) => match **refusal {
            Refusal::AlreadySigned { by, recorded, .. } => (by, recorded),
            _ => return String::new(),
        },
        Why::Office(_) | Why::Definition(_) => return String::new(),
    };
    let when = say::when::moment(at.0, view.now, words);
    t!(
        words,
        refusal_first,
        when = when,
        who = say::person(&view.office, by)
    )
}

fn is_stale(left: &[LeftOut]) -> bool {
    left.iter().any(|left| match &left.why {
        Why::First { .. } => true,
        Why::Rules(refusal) => matches!(**refusal, Refusal::AlreadySigned { .. }),
        Why::Office(_) | Why::Definition(_) => false,
    })
}

/// 「案件112 第1確認を記録しました」.
fn said(run: &Run, row: Option<&CaseRow>, signed: &Signed) -> String {
    let words = run.ground.words;
    let steps: Vec<&str> = run
        .steps
        .iter()
        .filter_map(|id| run.def.step(id))
        .map(|step| step.title.get(run.ground.tongue()))
        .collect();
    let what = match &run.task {
        Task::Extend { .. } => t!(words, wizard_extend_title),
        Task::SendBack { .. } => t!(words, wizard_send_back_title),
        _ => steps.join(&t!(words, wizard_between)),
    };
    let case = row.map_or_else(
        || run.def.title.get(run.ground.tongue()).to_owned(),
        |row| say::case_no(row.form_no, row.number, words),
    );
    t!(
        words,
        wizard_recorded,
        case = case,
        what = what,
        at = signed.recorded.0.clock()
    )
}

/// What is offered at once: the first notice of a loss, and for take-outs what the manager signs.
fn follows(
    run: &Run,
    row: &CaseRow,
    said: &str,
    cx: &mut Cx<'_, Desk, Answer>,
) -> Option<Next<Desk>> {
    let words = run.ground.words;
    let known = run.case.as_ref().map(|case| &case.children);
    let mut fresh = row
        .case
        .children
        .iter()
        .filter(|(id, child)| !child.closed && known.is_none_or(|known| !known.contains_key(id)))
        .peekable();
    if fresh.peek().is_some() {
        let view = cx.desk().view().ok()?;
        let mut opened = Vec::new();
        for (child, _) in fresh {
            opened.push(view.case_row(*child).ok()??);
        }
        // Of several an incident comes first: its clocks run.
        opened.sort_by_key(|child| (child.case.procedure.id.0 != INCIDENT, child.case.id));
        let opened = opened.into_iter().next()?;
        let def = view.catalogue().get(&opened.case.procedure)?;
        let step = next_steps(&view.world(), &opened.case).into_iter().next()?;
        let title = def.title.get(run.ground.tongue());
        let said = t!(words, wizard_opened, said = said, title = title);
        return Some(Next::replace(
            Wizard::step(opened.case.id, vec![step.step]).following(said),
        ));
    }
    // What is looked for is counted at once, by whoever stands before it.
    if run.def.id.0 == STOCKTAKE && run.case.is_none() {
        let next = next_steps(&run.world(), &row.case).into_iter().next()?;
        let wizard = Wizard::step(row.case.id, vec![next.step]).following(said.to_owned());
        return Some(Next::replace(wizard));
    }
    if run.def.law != Law::TakeOut || row.case.state != State::Open {
        return None;
    }
    let next = next_steps(&run.world(), &row.case);
    let next = next.iter().find(|next| is_managers(next))?;
    let steps = steps_of(run.def, row, &next.step);
    let titles: Vec<String> = steps
        .iter()
        .map(|id| say::step(run.def, id, words))
        .collect();
    let title = titles.join(&t!(words, wizard_between));
    let said = t!(words, wizard_at_side, said = said, title = title);
    Some(Next::replace(Wizard::step(run.id, steps).following(said)))
}

/// What one signature signs together: a manager's longest run (許可 with 確認). What a clerk does is
/// done one by one: a thing that was sent has not arrived yet.
pub(in crate::tui::screens) fn steps_of(
    def: &Definition,
    row: &CaseRow,
    step: &StepId,
) -> Vec<StepId> {
    let one_by_one = def.step(step).is_some_and(|s| s.by.contains(&Role::Staff));
    if one_by_one {
        return vec![step.clone()];
    }
    chains(def, &row.case, step)
        .into_iter()
        .next()
        .unwrap_or_else(|| vec![step.clone()])
}

fn is_managers(next: &NextStep) -> bool {
    !next.optional && next.roles.contains(&Role::Manager) && !next.roles.contains(&Role::Staff)
}

/// 「次は 第2確認」: what the case waits for now.
fn waits_for(run: &Run, row: &CaseRow) -> Option<String> {
    let words = run.ground.words;
    let next = next_steps(&run.world(), &row.case);
    let titles: Vec<&str> = next
        .iter()
        .filter(|next| !next.optional)
        .filter_map(|next| run.def.step(&next.step))
        .map(|step| step.title.get(run.ground.tongue()))
        .collect();
    let first = titles.first()?;
    Some(t!(words, wizard_next, step = *first))
}

fn not_now(why: &NotNow, words: crate::locale::Locale) -> String {
    match why {
        NotNow::Desk(error) => say::refusal::desk(error, words),
        NotNow::Unknown => t!(words, refusal_no_such_case),
        NotNow::NotWaiting => t!(words, wizard_not_waiting),
    }
}
