//! The keys of each part of the way: which day, what happened, its fields, the signature line.

use super::form::{Did, Form, Happening};
use super::sign::proposal;
use super::{Explain, Stage};
use crate::desk::{Desk, Proposal};
use crate::t;
use crate::tui::say::refusal;
use crate::tui::screens::signing;
use crate::tui::screens::signing::{Answer, Signing};
use crate::tui::{Action, Cx, Key, Next};
use crossterm::event::KeyCode;

impl Explain {
    fn choose_day(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        match self.hole() {
            Some(hole) if hole.explained => cx.refuse(t!(words, explain_waits)),
            Some(_) => {
                self.stage = Stage::Kind;
                cx.page_opened();
            }
            None => {}
        }
    }

    fn choose_kind(&mut self, happening: Happening, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Some((place, day)) = self.hole().map(|hole| (hole.place, hole.day)) else {
            return;
        };
        match cx.desk().view() {
            Ok(view) => {
                let form = Form::new(&view, happening, place, day, words);
                self.stage = Stage::Form(Box::new(form));
                cx.page_opened();
            }
            Err(why) => cx.refuse(refusal::desk(&why, words)),
        }
    }

    pub(super) fn days_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(nth) = key.nth() {
            if nth < self.holes.len() {
                self.list.select(nth);
                self.choose_day(cx);
            }
            return Next::Stay;
        }
        match key.action {
            Some(Action::Next) => self.choose_day(cx),
            _ if self.list.key(key) => {}
            _ => return Next::Pass,
        }
        Next::Stay
    }

    pub(super) fn kind_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if key.action == Some(Action::Back) {
            self.stage = Stage::Days;
            return Next::Stay;
        }
        match key
            .nth()
            .and_then(|nth| self.happenings().get(nth).copied())
        {
            Some(happening) => {
                self.choose_kind(happening, cx);
                Next::Stay
            }
            None => Next::Pass,
        }
    }

    pub(super) fn form_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Form(form) = &mut self.stage else {
            return Next::Pass;
        };
        if form.is_through() {
            return self.line_key(key, cx);
        }
        if key.action == Some(Action::Back) {
            self.stage = Stage::Kind;
            self.ready = None;
            return Next::Stay;
        }
        match form.key(key) {
            Did::Full => {
                form.next();
                self.arrived(cx);
            }
            Did::Taken => {}
            Did::Refused(why) => cx.refuse(why.words(words)),
            Did::Pass => match key.action {
                Some(Action::Next | Action::Down | Action::NextField) => {
                    form.next();
                    self.arrived(cx);
                }
                Some(Action::Up | Action::PreviousField) => form.back(),
                _ => return Next::Pass,
            },
        }
        Next::Stay
    }

    /// Behind the last field: what will be signed is shown, or the focus goes to what is missing.
    fn arrived(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        self.ready = None;
        let (Stage::Form(form), Some(office)) = (&mut self.stage, &self.office) else {
            return;
        };
        if !form.is_through() {
            return;
        }
        let answers = match form.answers(cx.now(), office, words) {
            Ok(answers) => answers,
            Err(why) => return cx.refuse(why),
        };
        let made = cx.desk().view().and_then(|view| {
            let Some(hole) = self.hole() else {
                return Ok(None);
            };
            proposal(&view, hole, answers, self.today, words).map(Some)
        });
        match made {
            Ok(ready) => {
                self.ready = ready;
                if let Some(line) = &mut self.line {
                    line.clear();
                    line.focus();
                }
                cx.page_opened();
            }
            Err(why) => cx.refuse(refusal::desk(&why, words)),
        }
    }

    fn line_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if key.action == Some(Action::ChangePerson) {
            if let Some(line) = &mut self.line
                && !line.waits()
            {
                line.change_person();
            }
            return Next::Stay;
        }
        let list: Vec<Proposal> = self.ready.iter().map(|(p, _)| p.clone()).collect();
        let nothing = list.is_empty() && key.code == KeyCode::Enter;
        let (office, day) = (self.office.clone(), self.today);
        let echo = |no| signing::staff(office.as_deref(), day.0, no, words);
        let Some(line) = self.line.as_mut().filter(|_| !nothing) else {
            return Next::Stay;
        };
        let empty = line.is_empty();
        let did = line.key(key, cx, echo, |_| list);
        if did == signing::Did::Left && !empty {
            line.focus();
            return Next::Stay;
        }
        if did == signing::Did::Enrol {
            return Signing::enrol();
        }
        if did != signing::Did::Pass && did != signing::Did::Left {
            return Next::Stay;
        }
        let back = did == signing::Did::Left
            || matches!(
                key.action,
                Some(Action::Back | Action::Up | Action::PreviousField)
            );
        if !back {
            return Next::Pass;
        }
        if let Stage::Form(form) = &mut self.stage {
            form.back();
        }
        self.ready = None;
        if let Some(line) = &mut self.line {
            line.clear();
        }
        Next::Stay
    }
}
