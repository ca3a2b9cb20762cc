//! The keys of a page of questions: type, go on, go back, lines, pages.

use super::Wizard;
use super::entry::{Did, Input};
use crate::desk::Desk;
use crate::t;
use crate::tui::widgets::Dialog;
use crate::tui::{Action, Cx, Key, Next};

impl Wizard {
    /// The place in `entries` of the question under the cursor.
    pub(super) fn place(&self) -> Option<usize> {
        let run = self.run.as_ref()?;
        run.pages.get(self.page)?.get(self.focus).copied()
    }

    /// The slot in which the cursor comes up in its question.
    pub(super) fn begins_at(&self) -> usize {
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| run.entries.get(place));
        entry.map_or(0, super::entry::Entry::begins_at)
    }

    /// The cursor stands in a slot again.
    pub(super) fn come_back(&mut self) {
        let (slot, place) = (self.slot, self.place());
        if let Some(run) = &mut self.run
            && let Some(entry) = place.and_then(|place| run.entries.get_mut(place))
        {
            entry.come_back(slot);
        }
    }

    pub(super) fn page_key<A>(&mut self, key: &Key, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        match key.action {
            // A held key, or a line break in a paste, does not run through the questions.
            Some(Action::Next) if key.burst || key.repeat => self.pasted_break(),
            Some(Action::Next) => self.advance(cx),
            Some(Action::Up) => self.back_one(),
            Some(Action::Down) => self.on_one(),
            Some(Action::NextField) => self.on_one(),
            Some(Action::PreviousField) => self.back_one(),
            Some(Action::NextPage) => self.look_ahead(cx),
            Some(Action::PreviousPage) => self.turn_to(self.page.saturating_sub(1), cx),
            Some(Action::AddLine) => self.line_added(true),
            Some(Action::RemoveLine) => self.line_added(false),
            Some(Action::Back) if self.page > 0 => self.turn_to(self.page - 1, cx),
            Some(Action::Back | Action::Interrupt) => self.leave(cx),
            Some(Action::Fail) => self.fail(),
            _ => self.type_key(key, cx),
        }
    }

    fn type_key<A>(&mut self, key: &Key, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let slot = self.slot;
        let own = !key.burst && !key.repeat;
        let Some(place) = self.place() else {
            return Next::Pass;
        };
        let Some(run) = &mut self.run else {
            return Next::Pass;
        };
        let ground = run.ground.clone();
        let Some(entry) = run.entries.get_mut(place) else {
            return Next::Pass;
        };
        match entry.key(slot, key, own, &ground) {
            Did::Pass => return Next::Pass,
            Did::Taken => {}
            Did::Full => return self.advance(cx),
            Did::Refused(why) => cx.refuse(why),
        }
        Next::Stay
    }

    pub(super) fn page_paste<A>(&mut self, text: &str, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let slot = self.slot;
        let place = self.place();
        if let Some(run) = &mut self.run
            && let Some(entry) = place.and_then(|place| run.entries.get_mut(place))
        {
            let before = entry.slots();
            if let Did::Refused(why) = entry.paste(slot, text, run.ground.words) {
                cx.refuse(why);
            }
            // Behind what was pasted, where it became several addresses.
            if matches!(entry.input, Input::Emails(_)) {
                self.slot = slot + entry.slots().saturating_sub(before);
            }
        }
        Next::Stay
    }

    /// A line break that came in a burst: a new line where there are lines, else nothing.
    fn pasted_break(&mut self) -> Next<Desk> {
        let place = self.place();
        if let Some(run) = &mut self.run
            && let Some(entry) = place.and_then(|place| run.entries.get_mut(place))
            && let Input::Area(area) = &mut entry.input
        {
            area.break_line();
        }
        Next::Stay
    }

    /// The answer is given: on to the next slot, question or page, or why not.
    pub(super) fn advance<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let Some(place) = self.place() else {
            return self.turn_to(self.page + 1, cx);
        };
        let slot = self.slot;
        let Some(run) = &mut self.run else {
            return Next::Stay;
        };
        run.ground.now = cx.now();
        let ground = run.ground.clone();
        if let Some(entry) = run.entries.get_mut(place) {
            entry.visited = true;
            entry.settle(slot, &ground);
        }
        if self.doubts(place, cx) {
            return Next::Stay;
        }
        let Some(run) = &mut self.run else {
            return Next::Stay;
        };
        if run.entries.get(place).is_some_and(|e| e.goes_on(slot)) {
            self.slot = slot + 1;
            return Next::Stay;
        }
        run.sync();
        if let Some(why) = run.fault_of(place) {
            cx.refuse(why);
            return Next::Stay;
        }
        let on_page = run.pages.get(self.page).map_or(0, Vec::len);
        if self.focus + 1 < on_page {
            self.focus += 1;
            self.slot = self.begins_at();
            return Next::Stay;
        }
        self.turn_to(self.page + 1, cx)
    }

    fn on_one(&mut self) -> Next<Desk> {
        if self.choose(true) {
            return Next::Stay;
        }
        if let Some(area) = self.area()
            && area.step(true)
        {
            return Next::Stay;
        }
        let Some(place) = self.place() else {
            return Next::Stay;
        };
        if let Some(run) = &mut self.run {
            run.sync();
            let slots = run.entries.get(place).map_or(1, super::entry::Entry::slots);
            let on_page = run.pages.get(self.page).map_or(0, Vec::len);
            if self.slot + 1 < slots {
                self.slot += 1;
            } else if self.focus + 1 < on_page {
                self.focus += 1;
                self.slot = self.begins_at();
            }
        }
        Next::Stay
    }

    fn back_one(&mut self) -> Next<Desk> {
        if self.choose(false) {
            return Next::Stay;
        }
        if let Some(area) = self.area()
            && area.step(false)
        {
            return Next::Stay;
        }
        if self.slot > 0 {
            self.slot -= 1;
        } else if self.focus > 0 {
            self.focus -= 1;
            let place = self.place();
            let entry = self.run.as_ref().zip(place);
            let entry = entry.and_then(|(run, place)| run.entries.get(place));
            self.slot = entry.map_or(0, |entry| entry.slots() - 1);
        }
        if let Some(run) = &mut self.run {
            run.sync();
        }
        Next::Stay
    }

    /// Up and down among the items of the register that fit what is typed.
    fn choose(&mut self, down: bool) -> bool {
        let slot = self.slot;
        let Some(place) = self.place() else {
            return false;
        };
        let Some(run) = &mut self.run else {
            return false;
        };
        let ground = run.ground.clone();
        match run.entries.get_mut(place).map(|entry| &mut entry.input) {
            Some(Input::Holdings(lines)) => lines.choose(slot, down, &ground),
            _ => false,
        }
    }

    /// Asks about what looks like the persons' own data, once for each text; whether it asked.
    fn doubts<A>(&mut self, place: usize, cx: &mut Cx<'_, Desk, A>) -> bool {
        let entry = self.run.as_ref().and_then(|run| run.entries.get(place));
        let Some((typed, doubt)) = entry.and_then(|entry| entry.doubt(self.slot)) else {
            return false;
        };
        if self.vouched.contains(&typed) {
            return false;
        }
        let question = crate::tui::screens::register::say::doubt(doubt, cx.words());
        self.doubt = Some((Dialog::yes_no(question), typed));
        cx.page_opened();
        true
    }

    fn area(&mut self) -> Option<&mut super::area::Area> {
        let place = self.place()?;
        match &mut self.run.as_mut()?.entries.get_mut(place)?.input {
            Input::Area(area) => Some(area),
            _ => None,
        }
    }

    fn line_added(&mut self, more: bool) -> Next<Desk> {
        let slot = self.slot;
        let place = self.place();
        if let Some(run) = &mut self.run
            && let Some(entry) = place.and_then(|place| run.entries.get_mut(place))
        {
            let at = if more {
                entry.add_line(slot)
            } else {
                entry.remove_line(slot)
            };
            if let Some(at) = at {
                self.slot = at;
            }
        }
        Next::Stay
    }

    /// The page after. In a second check the last page can be looked at before the answers are
    /// there: who may not sign is told at once. Nothing is signed then.
    fn look_ahead<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        match &mut self.run {
            Some(run) if run.recheck && self.page + 1 >= run.pages.len() => {
                run.sync();
                self.page = run.pages.len();
                self.open_last(cx);
                Next::Stay
            }
            _ => self.turn_to(self.page + 1, cx),
        }
    }

    /// Another page. The last one comes up only when every answer can stand; else the first that
    /// cannot is shown.
    pub(super) fn turn_to<A>(&mut self, page: usize, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let Some(run) = &mut self.run else {
            return Next::Stay;
        };
        run.sync();
        if page < run.pages.len() {
            if page != self.page {
                cx.page_opened();
            }
            self.page = page;
            self.focus = 0;
            self.slot = 0;
            self.line = None;
            self.say_what_lacks(cx);
            return Next::Stay;
        }
        if let Some((page, at, why)) = run.first_fault() {
            if page != self.page {
                cx.page_opened();
            }
            self.page = page;
            self.focus = at;
            self.slot = 0;
            cx.refuse(why);
            return Next::Stay;
        }
        if let Some((page, at, slot)) = self.unasked() {
            let place = self
                .run
                .as_ref()
                .and_then(|run| run.pages.get(page)?.get(at).copied());
            (self.page, self.focus, self.slot) = (page, at, slot);
            if place.is_some_and(|place| self.doubts(place, cx)) {
                return Next::Stay;
            }
        }
        let Some(run) = &self.run else {
            return Next::Stay;
        };
        self.page = run.pages.len();
        self.open_last(cx);
        Next::Stay
    }

    /// Page, question and slot of a text that looks like the persons' own data and that nobody has
    /// been asked about.
    fn unasked(&self) -> Option<(usize, usize, usize)> {
        let run = self.run.as_ref()?;
        for (page, places) in run.pages.iter().enumerate() {
            for (at, place) in places.iter().enumerate() {
                let Some(entry) = run.entries.get(*place) else {
                    continue;
                };
                let found = (0..entry.slots()).find(|slot| {
                    entry
                        .doubt(*slot)
                        .is_some_and(|(typed, _)| !self.vouched.contains(&typed))
                });
                if let Some(slot) = found {
                    return Some((page, at, slot));
                }
            }
        }
        None
    }

    /// Away: what was typed is kept, or forgotten where it is blind.
    pub(super) fn leave<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Next<Desk> {
        let words = cx.words();
        let Some(run) = &self.run else {
            return Next::Pop;
        };
        let touched = run.is_touched();
        match self.draft_key() {
            Some(_) if touched => {
                self.keep_draft(cx);
                cx.say(t!(words, wizard_draft_kept));
            }
            None if touched && run.recheck => cx.say(t!(words, wizard_forgotten)),
            _ => {}
        }
        Next::Pop
    }

    /// だめ: what was checked goes back to the first checker, with a reason.
    fn fail(&mut self) -> Next<Desk> {
        let Some(run) = self.run.as_ref().filter(|run| run.recheck) else {
            return Next::Stay;
        };
        let first = run.steps.first().and_then(|id| run.def.step(id));
        match first.and_then(|step| step.after.first()) {
            Some(before) => {
                Next::replace(Self::send_back(run.id, before.clone()).owned(self.owner))
            }
            None => Next::Stay,
        }
    }
}
