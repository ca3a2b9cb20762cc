//! The wizard as a screen: title, body, message row, keys.
//!
//! `body` paints the page that is open, `hint` says what it wants.

mod body;
mod hint;

use super::Wizard;
use super::entry::{Entry, Input};
use super::run::Task;
use crate::desk::Desk;
use crate::procedure::{Law, clause_under};
use crate::t;
use crate::tui::screens::signing::{Answer, Signing};
use crate::tui::widgets::Verdict;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Loss, Next, Offer, Screen, Title, View, say,
};
use hint::default_hint;
use std::time::Instant;

impl Screen<Desk> for Wizard {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let when = say::when::title(view.now, view.words);
        let Some(run) = &self.run else {
            return Title::new("").right(when);
        };
        let pages = run.pages.len() + 1;
        let page = (self.page + 1).min(pages);
        // The short names: the title of the longest step stands beside them whole.
        let mut what = match run.def.law {
            Law::Sending => t!(view.words, board_sending),
            Law::TakeOut => t!(view.words, board_take_out),
            Law::Locking | Law::Record => run.def.title.get(run.ground.tongue()).to_owned(),
        };
        if let Some((number, form_no)) = run.number {
            let case = say::case_no(form_no, number, view.words);
            what = format!("{what} {case}");
        }
        let step = match &self.task {
            Task::Extend { .. } => t!(view.words, wizard_extend_title),
            Task::SendBack { .. } => t!(view.words, wizard_send_back_title),
            _ => run
                .steps
                .iter()
                .map(|id| say::step(run.def, id, view.words))
                .collect::<Vec<_>>()
                .join(&t!(view.words, wizard_between)),
        };
        let what = if step == what {
            what
        } else {
            format!("{what}  {step}")
        };
        Title::new(what).right(format!("{when}  {page}/{pages}"))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        if self.run.is_none() {
            return;
        }
        if self.is_last() {
            self.draw_last(canvas, view);
        } else {
            self.draw_page(canvas);
        }
        if let Some((dialog, _)) = &self.dialog {
            dialog.draw(canvas, view.words);
        }
        if let Some((dialog, _)) = &self.doubt {
            dialog.draw(canvas, view.words);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if self.dialog.is_some() {
            return t!(words, wizard_draft_hint);
        }
        if self.doubt.is_some() {
            return t!(words, dialog_hint);
        }
        if self.is_last() {
            return t!(words, wizard_last_hint);
        }
        let Some(run) = &self.run else {
            return String::new();
        };
        let entry = self.place().and_then(|place| run.entries.get(place));
        let Some(entry) = entry else {
            return String::new();
        };
        let number = (self.focus + 1).to_string();
        let hint = if entry.hint.is_empty() {
            default_hint(entry, self.slot, words)
        } else {
            entry.hint.clone()
        };
        t!(words, wizard_hint, number = number, hint = hint)
    }

    fn actions(&self, _: &View<'_, Desk>) -> Vec<Offer> {
        let Some(run) = &self.run else {
            return vec![Action::Back.into(), Action::Help.into()];
        };
        let words = run.ground.words;
        let asking = self.dialog.as_ref().map(|(dialog, _)| dialog);
        if let Some(dialog) = asking.or(self.doubt.as_ref().map(|(dialog, _)| dialog)) {
            return dialog.offers(words);
        }
        let leave = if run.recheck {
            t!(words, wizard_key_forgets)
        } else {
            t!(words, wizard_key_keeps)
        };
        let mut offers: Vec<Offer> = vec![Action::Next.into()];
        if !self.lacks.missing.is_empty() {
            offers.push(Action::OpenMissing.into());
        }
        if self.is_last() {
            if let Some(retry) = self.line.as_ref().and_then(Signing::offer) {
                offers.insert(0, retry);
            }
            offers.extend([
                Action::Up.into(),
                Action::Down.into(),
                Action::NextPage.quietly(),
            ]);
            if self.goes_back() {
                offers.push(Action::PreviousPage.into());
            }
            if self.owner.is_some() {
                offers.push(Action::ChangePerson.into());
            }
            offers.push(Action::Interrupt.called(leave));
            offers.extend([Action::Back.into(), Action::Help.into()]);
            return offers;
        }
        offers.extend([Action::Up.into(), Action::Down.into()]);
        offers.extend([Action::NextField.quietly(), Action::PreviousField.quietly()]);
        let lines = self
            .place()
            .and_then(|place| run.entries.get(place))
            .is_some_and(Entry::has_lines);
        if lines {
            offers.push(Action::AddLine.into());
            offers.push(Action::RemoveLine.into());
        }
        if self.page > 0 {
            offers.push(Action::PreviousPage.into());
        }
        if lines || self.page > 0 || run.recheck {
            offers.push(Action::NextPage.quietly());
        } else {
            offers.push(Action::NextPage.into());
        }
        if run.recheck {
            offers.push(Action::Fail.into());
        }
        offers.push(if lines {
            Action::Interrupt.quietly()
        } else {
            Action::Interrupt.called(leave)
        });
        offers.extend([Action::Back.into(), Action::Help.into()]);
        offers
    }

    fn context(&self) -> Context {
        Context::Wizard
    }

    fn typing(&self) -> bool {
        if let Some((dialog, _)) = &self.dialog {
            return dialog.typing();
        }
        if self.doubt.is_some() {
            return false;
        }
        if self.is_last() {
            return self.line.as_ref().is_some_and(Signing::has_focus);
        }
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| run.entries.get(place));
        entry.is_some_and(|entry| entry.is_text(self.slot))
    }

    fn takes_lines(&self) -> bool {
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| run.entries.get(place));
        let area = entry.is_some_and(|entry| matches!(entry.input, Input::Area(_)));
        area && self.dialog.is_none() && !self.is_last()
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some((dialog, _)) = &mut self.dialog {
            let verdict = dialog.key(key, cx.armed(key));
            return self.decide(verdict, cx);
        }
        if let Some((dialog, _)) = &mut self.doubt {
            let verdict = dialog.key(key, cx.armed(key));
            if verdict == Verdict::Asking {
                return Next::Stay;
            }
            let typed = self.doubt.take().map(|(_, typed)| typed);
            if verdict == Verdict::Yes {
                self.vouched.extend(typed);
                return self.advance(cx);
            }
            return Next::Stay;
        }
        if let Some(run) = &mut self.run {
            run.ground.now = cx.now();
        }
        if key.action == Some(Action::OpenMissing) {
            return self.open_missing(cx);
        }
        let stood = (self.page, self.focus, self.slot);
        let next = if self.is_last() {
            self.last_key(key, cx)
        } else {
            self.page_key(key, cx)
        };
        // A number that cannot stand is typed anew, and so is one that was gone back to.
        let moved = stood != (self.page, self.focus, self.slot);
        let own = !key.burst && !key.repeat;
        if moved || (own && key.action == Some(Action::Next)) {
            self.come_back();
        }
        next
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.dialog.is_some() || self.doubt.is_some() || self.is_last() {
            let words = cx.words();
            cx.refuse(t!(words, frame_no_paste));
            return Next::Stay;
        }
        self.page_paste(text, cx)
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.answered(answer, cx)
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.run.is_some() {
            self.came_back(cx);
            return Next::Stay;
        }
        self.load(cx)
    }

    fn wake_at(&self) -> Option<Instant> {
        self.line.as_ref().and_then(Signing::wake_at)
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(line) = &mut self.line {
            line.wake(cx);
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Some(line) = &mut self.line {
            line.hide();
        }
    }

    fn loses(&self) -> Option<Loss> {
        let run = self.run.as_ref().filter(|run| run.is_touched())?;
        (self.dialog.is_none() && !run.recheck).then_some(Loss::Draft)
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        let Some(run) = &self.run else {
            return Help::default();
        };
        let profile = run.ground.office.profile;
        let mut cited: Vec<(String, String)> = Vec::new();
        let fields = run.entries.iter().map(|entry| &entry.asked.clauses);
        for clauses in fields.chain([&run.def.clauses]) {
            if let Some(clause) = clause_under(clauses, profile)
                && let Some(number) = say::clause(clauses, profile, view.words)
                && !cited.iter().any(|(known, _)| *known == number)
            {
                cited.push((number, clause.gist.get(run.ground.tongue()).to_owned()));
            }
        }
        let mut text = t!(view.words, wizard_help);
        if run.recheck {
            text = format!("{text}\n{}", t!(view.words, wizard_help_recheck));
        }
        Help {
            text,
            clauses: cited,
        }
    }
}

impl Wizard {
    /// The answer to whether an older draft is gone on with.
    fn decide(&mut self, verdict: Verdict, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if verdict == Verdict::Asking {
            return Next::Stay;
        }
        let Some((_, draft)) = self.dialog.take() else {
            return Next::Stay;
        };
        if verdict == Verdict::Left {
            // It was not asked for: it stays where it is kept.
            return Next::Pop;
        }
        cx.page_opened();
        if verdict == Verdict::Yes {
            self.resume(draft, cx);
            return Next::Stay;
        }
        self.forget_draft(cx);
        self.first_page(cx)
    }
}
