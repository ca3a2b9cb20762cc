//! The last page: what is signed in full, who signs, and the signing itself.

use super::Wizard;
use crate::desk::{Desk, View};
use crate::journal::PersonNo;
use crate::office::Office;
use crate::procedure::Refusal;
use crate::t;
use crate::tui::say::{self, refusal::Told};
use crate::tui::screens::signing::{Answer, Did, Signing};
use crate::tui::widgets::{Echo, Scroll};
use crate::tui::{Action, Cx, Key, Next, Row, Tone};
use std::sync::Arc;

/// Columns of the sentence at the design size; a wider window keeps the lines.
const COLUMNS: u16 = 74;

impl Wizard {
    /// The sentence comes up, to be read to its end.
    pub(super) fn open_last<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        cx.page_opened();
        let Some(run) = &self.run else { return };
        self.line = Some(Signing::new(&run.ground.office, self.owner));
        self.took = None;
        let mut rows = Vec::new();
        for (nth, line) in run.sentence().iter().enumerate() {
            for (at, piece) in crate::text::wrap(line, usize::from(COLUMNS - 2))
                .iter()
                .enumerate()
            {
                let says = nth < run.steps.len().max(1);
                let indent = 2 + 2 * u16::from(at > 0 || !says);
                let tone = if says { Tone::Heading } else { Tone::Plain };
                rows.push(Row::new().gap(indent).toned(tone, piece));
            }
        }
        self.sentence = Scroll::new(rows);
        if run.first_fault().is_some() {
            return;
        }
        self.look_for_facts(cx);
        let Some(run) = &self.run else { return };
        if !self.lacks.missing.is_empty() {
            cx.refuse(self.lacks.said.clone());
        } else if let Some(why) = self.refused_already(cx) {
            cx.refuse(why);
        } else if !run.disagreements().is_empty() {
            let words = cx.words();
            cx.refuse(t!(
                words,
                wizard_missent_before,
                fields = self.disagreeing()
            ));
        }
    }

    /// The questions whose evidence is not what was checked, by their labels.
    fn disagreeing(&self) -> String {
        let Some(run) = &self.run else {
            return String::new();
        };
        let labels: Vec<String> = run
            .disagreements()
            .iter()
            .map(|id| say::field(run.def, id, run.ground.words))
            .collect();
        labels.join(&t!(run.ground.words, wizard_between))
    }

    /// A refusal that does not depend on who signs: a means without its 届出, for one.
    fn refused_already<A>(&self, cx: &Cx<'_, Desk, A>) -> Option<String> {
        let run = self.run.as_ref()?;
        let Some((person, _)) = run.eligible().first().copied() else {
            return Some(t!(cx.words(), wizard_nobody));
        };
        let view = cx.desk().view().ok()?;
        let refusal = run.tried(person, &view)?;
        let told = Told::new(&view, cx.words());
        Some(say::refusal::rules(&refusal, Some(run.def), person, told))
    }

    pub(super) fn last_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let echo = self.echoes(true, Some(&*cx));
        let seconds = self.took.unwrap_or(cx.now().unix() - self.opened);
        let (Some(line), Some(run)) = (&mut self.line, &self.run) else {
            return Next::Pass;
        };
        let enters = key.action == Some(Action::Next) && line.has_focus();
        if enters && !self.sentence.read_to_the_end() && !line.waits() {
            let words = cx.words();
            cx.refuse(t!(words, wizard_read_first));
            return Next::Stay;
        }
        let eligible = line
            .person()
            .is_some_and(|no| matches!(echo(no), Echo::Person(_)));
        if enters
            && eligible
            && !line.waits()
            && let Some((page, at, why)) = run.first_fault()
        {
            (self.page, self.focus, self.slot) = (page, at, 0);
            self.line = None;
            cx.page_opened();
            cx.refuse(why);
            return Next::Stay;
        }
        let list = |person| vec![run.proposal(person, seconds).0];
        let known = line.person();
        match line.key(key, cx, &echo, list) {
            Did::Pass => self.last_move(key, cx),
            Did::Taken | Did::Left => {
                let typed = self.line.as_ref().and_then(Signing::person);
                if typed != known {
                    self.knows_who(cx);
                }
                Next::Stay
            }
            Did::Enrol => Signing::enrol(),
            Did::Submitted => {
                self.took = Some(seconds);
                Next::Stay
            }
        }
    }

    /// A number is complete, or not any more: what that person lacks is said before the PIN.
    fn knows_who<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        let may = self.echoes(false, None::<&Cx<'_, Desk, A>>);
        let typed = self.line.as_ref().and_then(Signing::person);
        let eligible = typed.is_none_or(|no| matches!(may(no), Echo::Person(_)));
        self.look_for_facts(cx);
        if eligible && typed.is_some() && !self.lacks.missing.is_empty() {
            cx.refuse(self.lacks.said.clone());
        }
    }

    fn last_move(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let mut paging = *key;
        match key.action {
            Some(Action::Next) => {
                if let Some(line) = &mut self.line {
                    line.focus();
                }
            }
            Some(Action::NextPage) => {
                paging.action = Some(Action::PageDown);
                self.sentence.key(&paging);
            }
            Some(Action::Down | Action::Up) => {
                self.sentence.key_rows(&paging);
            }
            Some(Action::ChangePerson) => {
                if let Some(line) = &mut self.line {
                    line.change_person();
                }
            }
            // What was offered right behind another signature is declined with one key.
            Some(Action::Back) if self.after.is_some() => return self.leave(cx),
            Some(Action::Back | Action::PreviousPage) if self.goes_back() => {
                let pages = self.run.as_ref().map_or(0, |run| run.pages.len());
                return self.turn_to(pages.saturating_sub(1), cx);
            }
            Some(Action::Back | Action::Interrupt) => return self.leave(cx),
            _ => return Next::Pass,
        }
        Next::Stay
    }

    /// Whether there is a page before the last. What follows on another signature is left by Esc.
    pub(super) fn goes_back(&self) -> bool {
        self.run.as_ref().is_some_and(|run| !run.pages.is_empty())
    }

    /// What is known of a number. `full` gives the whole refusal, else a few words that fit behind
    /// the PIN.
    pub(super) fn echoes<A>(
        &self,
        full: bool,
        cx: Option<&Cx<'_, Desk, A>>,
    ) -> impl Fn(PersonNo) -> Echo + use<A> {
        let run = self.run.as_ref();
        let eligible = run.map(super::run::Run::eligible).unwrap_or_default();
        let office: Option<Arc<Office>> = run.map(|run| Arc::clone(&run.ground.office));
        let today = run.map(|run| run.ground.today);
        let words = run.map(|run| run.ground.words);
        let typed = self.line.as_ref().and_then(Signing::person);
        let barred = typed.filter(|no| self.bars(*no));
        let lacks = self.lacks.said.clone();
        let refusal = typed.filter(|_| full).and_then(|no| {
            let may = eligible.iter().any(|(other, _)| *other == no);
            (!may).then(|| self.refusal_for(no, cx)).flatten()
        });
        move |no| {
            let (Some(office), Some(today), Some(words)) = (&office, today, words) else {
                return Echo::Nobody;
            };
            let Some(person) = office.person(no, today) else {
                return Echo::Nobody;
            };
            let name = person.name.to_string();
            if eligible.iter().any(|(other, _)| *other == no) {
                return match barred {
                    Some(barred) if barred == no && full => Echo::MayNot(name, lacks.clone()),
                    Some(barred) if barred == no => {
                        Echo::MayNot(name, t!(words, wizard_lacks_short))
                    }
                    _ => Echo::Person(name),
                };
            }
            let short = t!(words, wizard_may_not, who = say::person_no(office, no));
            let why = refusal
                .clone()
                .filter(|_| typed == Some(no))
                .unwrap_or(short);
            Echo::MayNot(name, why)
        }
    }

    /// Why this person may not sign, as the machine says it.
    fn refusal_for<A>(&self, person: PersonNo, cx: Option<&Cx<'_, Desk, A>>) -> Option<String> {
        let run = self.run.as_ref()?;
        let words = run.ground.words;
        if let Some((first, _)) = run.first_checker()
            && run.recheck
            && first == person
        {
            let who = say::person(&run.ground.office, first);
            return Some(t!(words, wizard_same_checker, who = who));
        }
        let view = cx?.desk().view().ok()?;
        let told = Told::new(&view, words);
        let refusal = run.refusal(person, &view)?;
        let said = say::refusal::rules(&refusal, Some(run.def), person, told);
        Some(say::refusal::nothing(said, words))
    }
}

impl super::run::Run {
    /// What the machine would say to `person`, for this act as it stands.
    pub(super) fn refusal(&self, person: PersonNo, view: &View) -> Option<Refusal> {
        use crate::calendar::{Happened, Recorded};
        use crate::journal::{Capacity, EntryId, Role};
        use crate::procedure::{At, act, capacity_for};
        let (proposal, _) = self.proposal(person, 0);
        let now = self.ground.now;
        let (happened, recorded) = (Happened(now), Recorded(now));
        let world = self.judged_by(view);
        let case = self.case.as_ref();
        let capacity = capacity_for(&world, case, &proposal.act, person, happened, recorded);
        let at = At {
            case: proposal.case,
            unit: proposal.unit,
            entry: EntryId([0; 32]),
            person,
            capacity: capacity.unwrap_or(Capacity::own(Role::Staff)),
            happened,
            recorded,
            day: None,
        };
        act(&world, case, &at, &proposal.act).err()
    }

    /// The same for somebody who may sign: what stands in the way of anybody.
    fn tried(&self, person: PersonNo, view: &View) -> Option<Refusal> {
        self.refusal(person, view).filter(|refusal| {
            !matches!(
                refusal,
                Refusal::NotTheirRole { .. }
                    | Refusal::Excluded { .. }
                    | Refusal::FactsMissing { .. }
            )
        })
    }
}
