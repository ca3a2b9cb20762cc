//! The keys of the list, the menu, the form and the signature lines.

use super::{Answer, Done, Register, Stage};
use crate::calendar::Recorded;
use crate::desk::Desk;
use crate::journal::PersonNo;
use crate::t;
use crate::tui::say::refusal;
use crate::tui::screens::people::deed::Edit;
use crate::tui::screens::people::form::Turn;
use crate::tui::screens::people::leaving::Leaving;
use crate::tui::screens::people::second::countersign;
use crate::tui::screens::people::signers::{Gave, Signers};
use crate::tui::{Action, Cx, Key, Next};

impl Register {
    pub(super) fn form_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let now = Recorded(cx.now());
        let words = cx.words();
        let Stage::Form(edit, form) = &mut self.stage else {
            return Next::Pass;
        };
        match form.key(key, words) {
            Turn::Pass | Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Left => {
                self.stage = Stage::List;
                cx.page_opened();
            }
            Turn::Done => {
                let (edit, form) = (edit.clone(), form.clone());
                self.plan(&edit, &form, now, cx);
            }
        }
        Next::Stay
    }

    pub(super) fn second_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Stage::Second(second) = &mut self.stage else {
            return Next::Pass;
        };
        match second.key(key, cx) {
            Gave::Pass => return Next::Pass,
            Gave::Taken => {}
            Gave::Missing(why) => cx.refuse(why),
            Gave::Left => {
                self.stage = Stage::List;
                cx.page_opened();
                cx.say(t!(words, people_waits_left));
            }
            Gave::Done(signed) => {
                let entry = second.entry();
                cx.spawn(move |desk: &Desk| {
                    let (by, result) = countersign(desk, entry, &signed);
                    Answer(by, result.map(|()| Done::Effect))
                });
            }
        }
        Next::Stay
    }

    pub(super) fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let now = Recorded(cx.now());
        let words = cx.words();
        let stage = std::mem::replace(&mut self.stage, Stage::List);
        let Stage::Sign(planned, mut signers) = stage else {
            self.stage = stage;
            return Next::Pass;
        };
        // The lines ask the screen who a number is, and the screen looks at what is planned.
        let shown = Stage::Sign(planned.clone(), Signers::new(2, Vec::new()));
        self.stage = shown;
        let echo = |_: usize, no: PersonNo| self.echo(no, words, now);
        let gave = signers.key(key, cx.armed(key), words, echo);
        match gave {
            Gave::Pass => {
                self.stage = Stage::Sign(planned, signers);
                return Next::Pass;
            }
            Gave::Left => {
                self.stage = Stage::List;
                cx.page_opened();
                cx.say(refusal::nothing(t!(words, people_left), words));
                return Next::Stay;
            }
            Gave::Taken => {}
            Gave::Missing(why) => cx.refuse(why),
            Gave::Done(signed) => Self::spawn(&planned, signed, cx),
        }
        self.stage = Stage::Sign(planned, signers);
        Next::Stay
    }

    pub(super) fn list_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let now = Recorded(cx.now());
        let words = cx.words();
        let selected = self.selected(now, words);
        match (key.action, selected) {
            (Some(Action::Add), _) => {
                if let Some(edit) = self.area.add() {
                    self.edit(edit, now, cx);
                }
                Next::Stay
            }
            (Some(Action::Open), Some(at)) => {
                let edits = self.edits(&at, now);
                match edits.as_slice() {
                    [] => {}
                    [only] => {
                        let only = only.clone();
                        self.edit(only, now, cx);
                    }
                    _ => {
                        self.stage = Stage::Menu;
                        cx.page_opened();
                    }
                }
                Next::Stay
            }
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }

    pub(super) fn menu_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let now = Recorded(cx.now());
        if key.action == Some(Action::Back) {
            self.stage = Stage::List;
            return Next::Stay;
        }
        let at = self.selected(now, cx.words());
        let edits = at.map_or(Vec::new(), |at| self.edits(&at, now));
        match key.nth().and_then(|nth| edits.get(nth)) {
            Some(Edit::PassOn(no)) => {
                self.stage = Stage::List;
                Next::push(Leaving::of(*no))
            }
            Some(edit) => {
                let edit = edit.clone();
                self.edit(edit, now, cx);
                Next::Stay
            }
            None => Next::Pass,
        }
    }
}
