//! One case: its whole state and history, and what can be done to it beside its steps.
//!
//! Reachable from every list. Decides no rule: what is offered follows from the state, and what the
//! machine refuses is told as it says.

mod act;
mod deed;
mod edit;
mod record;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use act::{Act, ActScreen};
pub use record::{Piece, Reading, rows};

use crate::desk::{Desk, INCIDENT, View as Look};
use crate::journal::{CaseId, PersonNo};
use crate::locale::Locale;
use crate::procedure::{Law, State, StepId, chains, later_steps, next_steps, open_question};
use crate::t;
use crate::tui::say::{self, refusal, when};
use crate::tui::screens::calls;
use crate::tui::screens::paper::Papers;
use crate::tui::screens::start::{Incident, Known};
use crate::tui::screens::wizard::Wizard;
use crate::tui::widgets::{Choice, Scroll};
use crate::tui::{Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View};

/// The screen of one case.
pub struct CaseScreen {
    case: CaseId,
    owner: Option<PersonNo>,
    shown: Option<Shown>,
    scroll: Scroll,
    columns: u16,
    /// Which step is meant, where several wait.
    which: Option<Choice>,
    fault: Option<String>,
}

/// What the screen knows of its case.
struct Shown {
    name: String,
    title: String,
    state: State,
    sealed: bool,
    /// Whether something waits that a manager may say no to.
    refusable: bool,
    pieces: Vec<Piece>,
    /// What one signature may sign next, by name.
    next: Vec<(Vec<StepId>, String)>,
    back: Vec<StepId>,
    due: bool,
    /// An incident may be found in what has happened; it is none itself.
    leads_to_incident: bool,
    asked: bool,
    by: Option<PersonNo>,
}

impl CaseScreen {
    /// A case; on an own terminal its owner signs.
    #[must_use]
    pub fn new(case: CaseId, owner: Option<PersonNo>) -> Self {
        Self {
            case,
            owner,
            shown: None,
            scroll: Scroll::default(),
            columns: 0,
            which: None,
            fault: None,
        }
    }

    fn load(&mut self, view: &Look, words: Locale) -> Result<(), String> {
        let told = |error| refusal::desk(&error, words);
        let row = view
            .case_row(self.case)
            .map_err(told)?
            .ok_or_else(|| t!(words, refusal_no_such_case))?;
        let reading = Reading::of(view, &row, words).ok_or_else(|| {
            t!(
                words,
                refusal_unknown_procedure,
                id = row.case.procedure.id.0.as_str()
            )
        })?;
        let lines = view.history(self.case).map_err(told)?;
        let mut pieces = Vec::new();
        if row.case.procedure.id.0 == INCIDENT && row.case.state == State::Open {
            pieces.push(Piece::Heading(t!(words, calls_heading)));
            pieces.extend(calls::pieces(view, words));
        }
        pieces.extend(reading.values());
        pieces.extend(reading.waits());
        pieces.extend(reading.history(&lines));
        let mut next: Vec<(Vec<StepId>, String)> = Vec::new();
        for step in next_steps(&view.world(), &row.case) {
            for steps in chains(reading.definition, &row.case, &step.step) {
                if !next.iter().any(|(known, _)| *known == steps) {
                    let names: Vec<String> = steps
                        .iter()
                        .map(|id| say::step(reading.definition, id, words))
                        .collect();
                    next.push((steps, names.join(&t!(words, case_between))));
                }
            }
        }
        // Locks of a day that has one already are the evening's own.
        if reading.definition.law != Law::Locking {
            for step in later_steps(&view.world(), &row.case) {
                let name = say::step(reading.definition, &step, words);
                next.push((vec![step], name));
            }
        }
        self.shown = Some(Shown {
            name: say::headline(view, &view.case_line(&row), words),
            title: say::procedure(view, &row.case.procedure.id, words),
            state: row.case.state,
            sealed: row.case.sealed,
            refusable: reading.may_be_refused(),
            next,
            back: reading.can_be_sent_back(),
            due: reading.due().is_some(),
            leads_to_incident: row.case.procedure.id.0 != INCIDENT && row.case.sealed,
            asked: open_question(&row.case).is_some(),
            by: row.case.marks.first().map(|mark| mark.by),
            pieces,
        });
        self.columns = 0;
        Ok(())
    }

    /// On to the step that waits; asks which, where there are several.
    fn go_on(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let Some(shown) = &self.shown else {
            return Next::Stay;
        };
        match shown.next.as_slice() {
            [] => cx.refuse(t!(words, case_no_next)),
            [(steps, _)] => return self.steps(steps.clone()),
            many => {
                let names = many.iter().map(|(_, name)| name.clone()).collect();
                self.which = Some(Choice::new(names));
                cx.page_opened();
            }
        }
        Next::Stay
    }

    fn steps(&self, steps: Vec<StepId>) -> Next<Desk> {
        Next::push(Wizard::step(self.case, steps).owned(self.owner))
    }

    /// The first notice, filled in with what this case knows; it then holds this one open.
    fn incident(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match cx.desk().view() {
            Ok(view) => {
                let known = Known::of_case(&view, self.case, None, words);
                Next::push(Incident::open(known).owned(self.owner))
            }
            Err(error) => {
                cx.refuse(refusal::desk(&error, words));
                Next::Stay
            }
        }
    }

    fn act(&self, act: Act) -> Next<Desk> {
        Next::push(ActScreen::new(self.case, act, self.owner))
    }

    fn open(&self) -> bool {
        self.shown.as_ref().is_some_and(|s| s.state == State::Open)
    }
}

impl Screen<Desk> for CaseScreen {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let name = self.shown.as_ref().map_or("", |shown| shown.name.as_str());
        let title = self.shown.as_ref().map_or("", |shown| shown.title.as_str());
        Title::new(name)
            .middle(title)
            .right(when::title(view.now, view.words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        if let Some(fault) = &self.fault {
            canvas.paragraph(2, 1, Tone::Refusal, fault);
            canvas.cursor(2, 1);
            return;
        }
        let Some(shown) = &self.shown else { return };
        if self.columns != canvas.width() {
            let made = rows(
                &shown.pieces,
                canvas.ink(),
                canvas.width().saturating_sub(1),
            );
            self.scroll.set_rows(made);
            self.columns = canvas.width();
        }
        self.scroll.draw(canvas, true, words);
        if let Some(which) = &self.which {
            let count = u16::try_from(which.options().len()).unwrap_or(9);
            let (width, top) = (canvas.width(), canvas.height().saturating_sub(count + 2));
            let mut over = canvas.over(0, top, width, count + 2);
            over.rule(0);
            which.draw_rows(&mut over, 2, 1);
            over.cursor(3, 1);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if self.which.is_some() {
            return t!(words, case_next_which);
        }
        match &self.shown {
            Some(shown) if shown.state == State::Open => t!(words, case_hint),
            Some(shown) => {
                let state = say::state(shown.state, words);
                match shown.next.as_slice() {
                    [] => t!(words, case_hint_ended, state = state),
                    _ => t!(words, case_hint_later, state = state),
                }
            }
            None => String::new(),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers = Vec::new();
        let Some(shown) = &self.shown else {
            return vec![Action::Back.into(), Action::Help.into()];
        };
        if self.which.is_some() {
            let digits = Offer::Digits(t!(words, explain_digits));
            return vec![digits, Action::Back.into(), Action::Help.into()];
        }
        let open = shown.state == State::Open;
        if open && !shown.next.is_empty() {
            offers.push(Action::Open.called(t!(words, case_enter_next)));
        } else if let [(_, name)] = shown.next.as_slice() {
            offers.push(Action::Open.called(name.clone()));
        } else if !shown.next.is_empty() {
            offers.push(Action::Open.called(t!(words, case_enter_later)));
        }
        if open && !shown.sealed {
            offers.push(Action::Correct.called(t!(words, case_amend)));
            offers.push(Action::Withdraw.called(t!(words, case_withdraw)));
            if shown.refusable {
                offers.push(Action::Refuse.called(t!(words, case_refuse)));
            }
        } else if shown.sealed {
            offers.push(Action::Correct.into());
        }
        if open && !shown.back.is_empty() {
            offers.push(Action::SendBack.called(t!(words, case_send_back)));
        }
        if open {
            offers.push(if shown.asked {
                Action::Question.called(t!(words, case_answer))
            } else {
                Action::Question.into()
            });
        }
        if open && shown.due {
            offers.push(Action::Extend.called(t!(words, case_extend)));
        }
        if open {
            offers.push(Action::PageDown.quietly());
        } else {
            offers.push(Action::PageDown.into());
        }
        if shown.leads_to_incident {
            offers.push(Offer::Digits(t!(words, case_key_incident)));
        }
        offers.push(if open {
            Action::Print.quietly()
        } else {
            Action::Print.into()
        });
        offers.push(Action::PageUp.quietly());
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Case
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, case_help),
            clauses: Vec::new(),
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if let Some(mut which) = self.which.take() {
            if key.action == Some(Action::Back) {
                return Next::Stay;
            }
            if cx.armed(key) && which.key(key) {
                let steps = self
                    .shown
                    .as_ref()
                    .zip(which.chosen())
                    .and_then(|(shown, nth)| shown.next.get(nth))
                    .map(|(steps, _)| steps.clone());
                if let Some(steps) = steps {
                    return self.steps(steps);
                }
            }
            self.which = Some(which);
            return Next::Stay;
        }
        if self.scroll.key_rows(key) {
            return Next::Stay;
        }
        let Some(shown) = &self.shown else {
            return Next::Pass;
        };
        if shown.leads_to_incident && key.digit() == Some(9) && cx.armed(key) {
            return self.incident(cx);
        }
        match key.action {
            Some(Action::Open) if cx.armed(key) => self.go_on(cx),
            Some(Action::Open) => Next::Stay,
            Some(Action::SendBack) => self.act(Act::SendBack(shown.back.clone())),
            Some(Action::Question) if shown.asked => self.act(Act::Answer),
            Some(Action::Question) => self.act(Act::Ask(shown.by)),
            Some(Action::Withdraw) => self.act(Act::Withdraw),
            Some(Action::Refuse) => self.act(Act::Refuse),
            Some(Action::Extend) => self.act(Act::Extend),
            Some(Action::Print) => Next::push(Papers::of_case(self.case, self.owner)),
            Some(Action::Correct) if self.open() && !shown.sealed => self.act(Act::Amend),
            Some(Action::Correct) => self.act(Act::Correct),
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        self.fault = match cx.desk().view() {
            Ok(view) => self.load(&view, words).err(),
            Err(error) => Some(refusal::desk(&error, words)),
        };
        Next::Stay
    }
}
