//! The evening lock (SCREENS §2): look, stamp, sign, on one screen. Opened from the board, and by
//! `kagiban lock` without a board beneath it.
//!
//! | file | what |
//! |---|---|
//! | `marks` | the places with their stamps; nothing of it is stored |
//! | `text` | 署名する文, word for word |
//! | `keys` | what keys do |
//! | `kept` | the marks while it is left, for as long as they live |
//! | `draw` | the body |

mod draw;
mod kept;
mod keys;
mod marks;
#[cfg(test)]
mod tests;
mod text;

use super::board::head;
use super::signing::{After, Answer, Signing};
use crate::calendar::WorkDay;
use crate::desk::Desk;
use crate::journal::PersonNo;
use crate::office::Office;
use crate::procedure::Choice;
use crate::t;
use crate::tui::say::{self, refusal, tongue, when};
use crate::tui::widgets::{Field, List};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Loss, Next, Offer, Screen, Title, View as Look,
};
use marks::{Item, Marks};
use std::sync::Arc;
use std::time::{Duration, Instant};
use text::Sentences;

/// How often it is looked whether another terminal has recorded something.
const LOOK: Duration = Duration::from_secs(2);

/// The evening lock.
pub struct Evening {
    alone: bool,
    owner: Option<PersonNo>,
    day: WorkDay,
    office: Option<Arc<Office>>,
    sentences: Sentences,
    seen: Vec<Choice>,
    marks: Marks,
    list: List,
    line: Option<Signing>,
    mode: Mode,
    text_top: usize,
    text_read: bool,
    size: u64,
    look_at: Option<Instant>,
    sent: Vec<Item>,
    broken: Option<String>,
}

/// What a digit means.
enum Mode {
    /// It begins the signature.
    Rows,
    /// What was seen of the place that was found open.
    Found,
    /// The number of who is asked.
    Ask(Field),
}

impl Evening {
    /// Over the board. An own terminal has an `owner`.
    #[must_use]
    pub fn open(owner: Option<PersonNo>) -> Self {
        Self {
            alone: false,
            owner,
            day: WorkDay(chrono::NaiveDate::MIN),
            office: None,
            sentences: Sentences::default(),
            seen: Vec::new(),
            marks: Marks::default(),
            list: List::new(0),
            line: None,
            mode: Mode::Rows,
            text_top: 0,
            text_read: true,
            size: 0,
            look_at: None,
            sent: Vec::new(),
            broken: None,
        }
    }

    /// As the first screen: leaving it leaves the program.
    #[must_use]
    pub fn alone(owner: Option<PersonNo>) -> Self {
        Self {
            alone: true,
            ..Self::open(owner)
        }
    }

    /// Looks at the office again. Gives the names of the places on which somebody else has acted
    /// meanwhile.
    fn look<A>(&mut self, cx: &Cx<'_, Desk, A>) -> Vec<String> {
        self.look_at = Some(cx.later(LOOK));
        let looked = cx.desk().view().and_then(|view| {
            let first = self.office.is_none();
            // Marks serve the day on which they were made, also when the night ends meanwhile.
            if !self.marks.any() {
                self.day = view.today();
            }
            let turned = self.marks.look(&view, self.day, cx.words().tongue())?;
            self.sentences = Sentences::of(view.catalogue());
            self.seen = marks::seen(&view);
            self.office = Some(Arc::clone(&view.office));
            self.list.set_len(self.marks.places.len());
            if first {
                self.line = Some(Signing::new(&view.office, self.owner));
                self.list.select(self.marks.next_left(0).unwrap_or(0));
            }
            self.size = cx.desk().checkpoint()?.size;
            let names = turned.iter();
            Ok(names
                .map(|id| say::place(&view.office, *id, self.day.0))
                .collect())
        });
        match looked {
            Ok(turned) => {
                self.broken = None;
                turned
            }
            Err(why) => {
                self.broken = Some(refusal::desk(&why, cx.words()));
                Vec::new()
            }
        }
    }

    /// The same, and says which marks fell.
    fn look_and_say<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        let turned = self.look(cx);
        if !turned.is_empty() {
            cx.page_opened();
            let words = cx.words();
            let places = turned.join(&t!(words, say_and));
            cx.refuse(t!(words, lock_turned, places = places));
        }
    }

    /// The marks that were left here before, where they still live.
    fn come_back(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        cx.drop_kept(kept::NAME);
        if let Some(before) = kept::take(cx.desk().folder(), cx.at()) {
            self.marks = before.marks;
            self.day = before.day;
            self.marks.expire(cx.now(), cx.at());
        }
    }

    /// Whose marks these are is said where they were made before this.
    fn say_when_made(&self, stamp: Option<marks::Stamp>, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        if let (Some(stamp), Some(office)) = (stamp, &self.office)
            && self.marks.any()
        {
            let clock = text::clock(stamp, self.day, office.settings.cut, words);
            cx.say(t!(words, lock_woken, clock = clock));
        }
    }

    /// Away, for as long as the marks live: they wait for whoever made them.
    fn leave(&self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.marks.any() {
            let until = self.marks.live_until(cx.at());
            let kept = kept::Kept {
                day: self.day,
                marks: self.marks.clone(),
                until,
            };
            kept::keep(cx.desk().folder(), kept);
            cx.keep(kept::NAME, Loss::Marks, Some(until));
            let words = cx.words();
            cx.say(t!(words, lock_left_marks));
        }
        Next::Pop
    }

    fn place_name(&self, nth: usize) -> String {
        let place = self.marks.places.get(nth);
        place.map_or_else(String::new, |p| p.line.name.to_string())
    }

    /// The text has changed: it is to be read from its beginning.
    fn changed(&mut self) {
        self.text_top = 0;
        self.text_read = false;
        self.clear_line();
    }

    fn clear_line(&mut self) {
        if let Some(line) = &mut self.line {
            line.clear();
        }
    }

    fn signs(&self) -> bool {
        self.line.as_ref().is_some_and(Signing::has_focus)
    }

    fn waits(&self) -> bool {
        self.line.as_ref().is_some_and(Signing::waits)
    }
}

impl Screen<Desk> for Evening {
    type Answer = Answer;

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        let words = view.words;
        let title = Title::new(t!(words, lock_title));
        let Some(office) = &self.office else {
            return title;
        };
        let title = title.right(head::when(office, view.now, words));
        if self.day.0 == view.now.date() {
            return title;
        }
        let day = when::day(self.day.0, view.now.date(), words);
        title.middle(t!(words, lock_serves, day = day))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        draw::draw(self, canvas, view);
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        let words = view.words;
        if let Some(why) = &self.broken {
            return why.clone();
        }
        match &self.mode {
            Mode::Found => {
                let choices: Vec<String> = self
                    .seen
                    .iter()
                    .zip(1..)
                    .map(|(choice, digit)| format!("{digit} {}", choice.label.get(tongue(words))))
                    .collect();
                let place = self
                    .list
                    .selected()
                    .map_or_else(String::new, |nth| self.place_name(nth));
                let choices = choices.join("   ");
                t!(words, lock_hint_found, place = place, choices = choices)
            }
            Mode::Ask(_) => t!(words, lock_hint_asking),
            Mode::Rows if self.marks.stamped() > 0 => {
                t!(words, lock_hint_marks, count = self.marks.stamped())
            }
            Mode::Rows => match (self.marks.asked, &self.office) {
                (Some(to), Some(office)) => {
                    t!(words, lock_hint_ask, name = say::person(office, to))
                }
                _ if self.marks.left().next().is_none() => t!(words, lock_hint_all),
                _ => t!(words, lock_hint_none),
            },
        }
    }

    fn actions(&self, view: &Look<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers: Vec<Offer> = Vec::new();
        let retry = self.line.as_ref().and_then(Signing::offer);
        let crowded = retry.is_some();
        offers.extend(retry);
        if matches!(self.mode, Mode::Rows) {
            offers.extend([
                Action::Stamp.into(),
                Action::Up.into(),
                Action::Down.into(),
                Offer::Digits(t!(words, lock_digits)),
            ]);
            let rare = [
                (Action::FoundOpen, t!(words, lock_key_found)),
                (Action::AskColleague, Action::AskColleague.label(words)),
                (Action::PreviousDay, t!(words, lock_key_missed)),
            ];
            // With F9 there is no room for them in the bar; they work all the same.
            offers.extend(rare.into_iter().map(|(action, label)| {
                if crowded {
                    action.quietly()
                } else {
                    action.called(label)
                }
            }));
        }
        if self.owner.is_some() {
            offers.push(Action::ChangePerson.quietly());
        }
        offers.push(Action::PageUp.quietly());
        offers.push(Action::PageDown.quietly());
        offers.push(if self.alone && self.line_is_free() {
            Action::Quit.into()
        } else {
            Action::Back.into()
        });
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Lock
    }

    fn typing(&self) -> bool {
        self.signs() || matches!(self.mode, Mode::Ask(_))
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match self.mode {
            Mode::Found => return self.found_key(key, cx),
            Mode::Ask(_) => return self.ask_key(key, cx),
            Mode::Rows => {}
        }
        if let Some(next) = self.line_key(key, cx) {
            return next;
        }
        match key.action {
            Some(Action::Stamp) => self.stamp(key, cx),
            Some(Action::FoundOpen) => self.begin_found(cx),
            Some(Action::AskColleague) => self.begin_ask(cx),
            Some(Action::PreviousDay) => {
                return Next::push(super::explain::Explain::open(self.owner));
            }
            Some(Action::PageDown) => self.text_top = self.text_top.saturating_add(1),
            Some(Action::PageUp) => self.text_top = self.text_top.saturating_sub(1),
            Some(Action::Back) if self.alone => return Next::Quit,
            Some(Action::Back) => return self.leave(cx),
            _ if self.list.key(key) => {}
            _ => return Next::Pass,
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(mut line) = self.line.take() else {
            return Next::Stay;
        };
        let after = line.finish(answer, cx, |signed| self.done(signed, words));
        self.line = Some(line);
        match after {
            After::Signed { .. } => {
                self.marks.clear();
                self.look(cx);
                cx.page_opened();
                if self.alone { Next::Stay } else { Next::Pop }
            }
            After::Refused { left_out } => {
                if !left_out.is_empty() {
                    self.look(cx);
                    self.changed();
                    cx.page_opened();
                }
                Next::Stay
            }
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let first = self.office.is_none();
        if first {
            self.come_back(cx);
        }
        let made = self.marks.oldest().filter(|_| first);
        self.look_and_say(cx);
        if made.is_some() && self.marks.any() {
            self.changed();
            self.say_when_made(self.marks.oldest(), cx);
        }
        Next::Stay
    }

    fn wake_at(&self) -> Option<Instant> {
        let line = self.line.as_ref().and_then(Signing::wake_at);
        let times = [self.look_at, self.marks.ends(), line];
        times.into_iter().flatten().min()
    }

    fn wake(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        self.look_at = Some(cx.later(LOOK));
        if let Some(line) = &mut self.line {
            line.wake(cx);
        }
        if cx.busy() {
            return Next::Stay;
        }
        let gone = self.marks.expire(cx.now(), cx.at());
        if gone > 0 {
            self.clear_line();
            self.changed();
            cx.refuse(t!(words, lock_expired, count = gone));
        }
        let grown = cx.desk().checkpoint().is_ok_and(|c| c.size != self.size);
        // While somebody types their number and PIN nothing moves; the desk says who was first.
        if (grown || gone > 0 || !self.marks.any()) && !self.signs() {
            self.look_and_say(cx);
        }
        Next::Stay
    }

    fn hide(&mut self) {
        if let Some(line) = &mut self.line {
            line.hide();
        }
        self.mode = Mode::Rows;
    }

    fn back_again(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let before = self.marks.oldest();
        let gone = self.marks.expire(cx.now(), cx.at());
        self.look_and_say(cx);
        if gone > 0 {
            self.changed();
            cx.refuse(t!(words, lock_woken_expired));
        } else {
            self.say_when_made(before, cx);
        }
        Next::Stay
    }

    fn loses(&self) -> Option<Loss> {
        self.marks.any().then_some(Loss::Marks)
    }

    fn help(&self, view: &Look<'_, Desk>) -> Help {
        head::help(
            t!(view.words, lock_help),
            crate::desk::LOCKING,
            self.office.as_deref(),
            view.words,
        )
    }
}

impl Evening {
    fn line_is_free(&self) -> bool {
        !self.signs() && matches!(self.mode, Mode::Rows)
    }
}
