//! What keys do in the evening: mark, found open, ask a colleague, sign; and what was recorded.

use super::marks::{Stamp, Toggled, What};
use super::{Answer, Evening, Mode, Signing};
use crate::desk::{Desk, Proposal};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::t;
use crate::tui::say::{self, refusal};
use crate::tui::screens::board::head;
use crate::tui::screens::signing;
use crate::tui::screens::signing::Did;
use crate::tui::widgets::{Echo, Field, Typed};
use crate::tui::{Action, Cx, Key, Next};
use crossterm::event::KeyCode;

impl Evening {
    pub(super) fn stamp(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        if !cx.armed(key) {
            return;
        }
        let Some(nth) = self.list.selected() else {
            return;
        };
        let stamp = Stamp {
            at: cx.now(),
            pressed: key.at,
        };
        match self.marks.toggle(nth, stamp) {
            Some(Toggled::Stamped) => {
                if let Some(next) = self.marks.next_left(nth) {
                    self.list.select(next);
                }
                self.changed();
            }
            Some(Toggled::TakenOff) => self.changed(),
            Some(Toggled::Said) => {
                let place = self.place_name(nth);
                cx.refuse(t!(words, lock_said, place = place));
            }
            None => {}
        }
    }

    /// F3: recorded as locked, and found open.
    pub(super) fn begin_found(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Some(place) = self
            .list
            .selected()
            .and_then(|nth| self.marks.places.get_mut(nth))
        else {
            return;
        };
        let name = place.line.name.to_string();
        if place.found.take().is_some() {
            cx.say(t!(words, lock_found_off));
            self.changed();
        } else if place.is_locked() {
            self.mode = Mode::Found;
            cx.page_opened();
        } else if place.line.state == crate::desk::PlaceState::FoundOpen {
            cx.refuse(t!(words, lock_found_known, place = name));
        } else {
            cx.refuse(t!(words, lock_found_unlocked, place = name));
        }
    }

    pub(super) fn found_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if key.action == Some(Action::Back) {
            self.mode = Mode::Rows;
            return Next::Stay;
        }
        let choice = key.nth().and_then(|nth| self.seen.get(nth));
        let (Some(choice), true) = (choice, cx.armed(key)) else {
            return if key.char().is_some() {
                Next::Stay
            } else {
                Next::Pass
            };
        };
        let stamp = Stamp {
            at: cx.now(),
            pressed: key.at,
        };
        let seen = choice.id.clone();
        let place = self
            .list
            .selected()
            .and_then(|nth| self.marks.places.get_mut(nth));
        if let Some(place) = place {
            place.found = Some(super::marks::Found { stamp, seen });
            // A stamp made before it was found open says nothing about the lock after it.
            place.stamp = None;
        }
        self.mode = Mode::Rows;
        self.changed();
        Next::Stay
    }

    /// F4: asks a colleague to lock what is left.
    pub(super) fn begin_ask(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        if self.marks.asked.take().is_some() {
            cx.say(t!(words, lock_ask_gone));
            self.changed();
        } else if self.marks.left().next().is_none() {
            cx.refuse(t!(words, lock_nothing_left));
        } else {
            let digits = self.office.as_deref().map_or(2, head::digits);
            self.mode = Mode::Ask(Field::digits(digits));
        }
    }

    pub(super) fn ask_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Mode::Ask(field) = &mut self.mode else {
            return Next::Pass;
        };
        if key.action == Some(Action::Back) {
            self.mode = Mode::Rows;
            return Next::Stay;
        }
        match field.key(key) {
            Typed::Refused(why) => cx.refuse(why.words(words)),
            Typed::Changed if field.is_full() => {
                let number = field.value().to_owned();
                let no = number.parse().ok().map(PersonNo);
                field.clear();
                match no.map(|no| {
                    (
                        no,
                        signing::staff(self.office.as_deref(), self.day.0, no, words),
                    )
                }) {
                    Some((no, Echo::Person(_))) => {
                        self.marks.asked = Some(no);
                        self.mode = Mode::Rows;
                        self.changed();
                    }
                    Some((_, Echo::MayNot(_, why))) => cx.refuse(why),
                    _ => cx.refuse(t!(words, lock_nobody_has, number = number)),
                }
            }
            Typed::Pass => return Next::Pass,
            _ => {}
        }
        Next::Stay
    }

    /// Why nothing can be signed now.
    pub(super) fn not_yet(&mut self, cx: &Cx<'_, Desk, Answer>) -> Option<String> {
        let words = cx.words();
        let gone = self.marks.expire(cx.now(), cx.at());
        if gone > 0 {
            Some(t!(words, lock_expired, count = gone))
        } else if !self.marks.any() {
            Some(t!(words, lock_nothing))
        } else if !self.text_read {
            Some(t!(words, lock_text_unread))
        } else {
            None
        }
    }

    /// Makes what will be signed; whether it is what the screen shows.
    pub(super) fn prepare(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> bool {
        let words = cx.words();
        if let Some(why) = self.not_yet(cx) {
            self.clear_line();
            cx.page_opened();
            cx.refuse(why);
            return false;
        }
        let view = cx.desk().view();
        let made = view.and_then(|view| self.marks.items(&view, self.day));
        match made {
            Ok(items) if self.marks.is_as_shown(&items) => {
                self.sent = items;
                return true;
            }
            Ok(_) => {
                self.look_and_say(cx);
                self.changed();
                cx.page_opened();
                cx.refuse(t!(words, lock_changed));
            }
            Err(why) => {
                let why = refusal::nothing(refusal::desk(&why, words), words);
                cx.refuse(t!(words, lock_kept, why = why));
            }
        }
        self.clear_line();
        false
    }

    pub(super) fn proposals(&self) -> Vec<Proposal> {
        self.sent.iter().map(|item| item.proposal.clone()).collect()
    }

    /// A key for the signature line. None: not for it.
    pub(super) fn line_key(
        &mut self,
        key: &Key,
        cx: &mut Cx<'_, Desk, Answer>,
    ) -> Option<Next<Desk>> {
        let words = cx.words();
        let enters = key.code == KeyCode::Enter && self.signs();
        let retries = key.action == Some(Action::Retry);
        if (enters || retries) && !self.waits() && !self.prepare(cx) {
            return Some(Next::Stay);
        }
        if key.action == Some(Action::ChangePerson) && !self.waits() {
            if let Some(line) = &mut self.line {
                line.change_person();
            }
            return Some(Next::Stay);
        }
        let list = self.proposals();
        let (office, day) = (self.office.clone(), self.day);
        let asked = self
            .marks
            .asked
            .filter(|_| self.marks.left().next().is_some());
        let echo = |no| match signing::staff(office.as_deref(), day.0, no, words) {
            Echo::Person(name) if asked == Some(no) => Echo::MayNot(name, t!(words, lock_ask_self)),
            echo => echo,
        };
        let line = self.line.as_mut()?;
        match line.key(key, cx, echo, |_| list) {
            Did::Pass => None,
            Did::Enrol => Some(Signing::enrol()),
            Did::Taken | Did::Left | Did::Submitted => Some(Next::Stay),
        }
    }

    /// What was recorded, in words.
    pub(super) fn done(&self, signed: &crate::desk::Signed, words: Locale) -> String {
        let count = |what: What| {
            let entries = signed.entries.iter();
            entries
                .filter(|(position, ..)| self.sent.get(*position).is_some_and(|i| i.what == what))
                .count()
        };
        let mut said = Vec::new();
        let (locked, found, asked) = (count(What::Lock), count(What::Found), count(What::Ask));
        if locked > 0 {
            said.push(t!(words, lock_done, count = locked));
        }
        if found > 0 {
            said.push(t!(words, lock_done_found, count = found));
        }
        if let (true, Some(to), Some(office)) = (asked > 0, self.marks.asked, &self.office) {
            let name = say::person(office, to);
            said.push(t!(words, lock_done_ask, count = asked, name = name));
        }
        said.join(&t!(words, lock_between))
    }
}
