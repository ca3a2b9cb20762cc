//! What is missing in the past (key 8, and F5 of the evening): which day, what happened, and then
//! what that kind of explanation asks (SCREENS §2, law 9). A day that was not locked is never a
//! remark: it goes to the manager with a count of what was inside.
//!
//! | file | what |
//! |---|---|
//! | `days` | the days that wait, as the desk says them |
//! | `form` | the fields of each kind, and the answers they give |
//! | `keys` | from the day to the signature line |
//! | `sign` | what is signed, and what follows on it |
//! | `draw` | the body |

mod days;
mod draw;
mod form;
mod keys;
mod sign;
#[cfg(test)]
mod tests;

use super::board::head;
use super::signing::{After, Answer, Signing};
use crate::calendar::WorkDay;
use crate::desk::{Desk, LOCK, LOCKING, Proposal};
use crate::journal::{PersonNo, PlaceId};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::CaseAct;
use crate::t;
use crate::tui::say::when;
use crate::tui::widgets::{List, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, View as Look,
};
use days::Hole;
use form::{Form, Happening};
use std::sync::Arc;
use std::time::Instant;

/// Which part of the way one is on.
enum Stage {
    /// Which day.
    Days,
    /// What happened.
    Kind,
    /// What is asked about it.
    Form(Box<Form>),
}

/// The screen that explains missed days.
pub struct Explain {
    owner: Option<PersonNo>,
    wanted: Option<(PlaceId, WorkDay)>,
    office: Option<Arc<Office>>,
    today: WorkDay,
    holes: Vec<Hole>,
    list: List,
    stage: Stage,
    line: Option<Signing>,
    /// What will be signed, and its words; none while answers are missing.
    ready: Option<(Proposal, Vec<String>)>,
    broken: Option<String>,
}

impl Explain {
    /// All days that wait for an explanation. An own terminal has an `owner`.
    #[must_use]
    pub fn open(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            wanted: None,
            office: None,
            today: WorkDay(chrono::NaiveDate::MIN),
            holes: Vec::new(),
            list: List::new(0),
            stage: Stage::Days,
            line: None,
            ready: None,
            broken: None,
        }
    }

    /// One day of one place, from the month's sheet.
    #[must_use]
    pub fn of(place: PlaceId, day: WorkDay, owner: Option<PersonNo>) -> Self {
        Self {
            wanted: Some((place, day)),
            ..Self::open(owner)
        }
    }

    fn hole(&self) -> Option<&Hole> {
        self.holes.get(self.list.selected()?)
    }

    /// What may have happened, in the order of the digits.
    fn happenings(&self) -> &'static [Happening] {
        match self.hole() {
            Some(hole) if hole.locked => &[Happening::FoundOpen],
            Some(hole) if hole.found_open => &[Happening::Locked, Happening::FoundOpen],
            _ => &[Happening::Locked, Happening::NotLocked, Happening::Nobody],
        }
    }

    fn named(&self, hole: &Hole, words: Locale) -> String {
        let day = when::day(hole.day.0, self.today.0, words);
        t!(words, say_place_day, place = hole.name.as_str(), day = day)
    }
}

impl Screen<Desk> for Explain {
    type Answer = Answer;

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        let words = view.words;
        let title = Title::new(t!(words, explain_title));
        match &self.office {
            Some(office) => title.right(head::when(office, view.now, words)),
            None => title,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        draw::draw(self, canvas, view);
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        let words = view.words;
        if let Some(why) = &self.broken {
            return why.clone();
        }
        match &self.stage {
            Stage::Days if self.holes.is_empty() => t!(words, explain_none),
            Stage::Days => t!(words, explain_hint_day),
            Stage::Kind => t!(words, explain_hint_kind),
            Stage::Form(form) => form
                .hint()
                .map_or_else(|| t!(words, explain_hint_sign), str::to_owned),
        }
    }

    fn actions(&self, view: &Look<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers: Vec<Offer> = Vec::new();
        if let Some(retry) = self.line.as_ref().and_then(Signing::offer) {
            offers.push(retry);
        }
        match &self.stage {
            Stage::Days => offers.extend([
                Offer::Digits(t!(words, explain_digits)),
                Action::Next.called(t!(words, explain_digits)),
                Action::Up.into(),
                Action::Down.into(),
                Action::PageUp.quietly(),
                Action::PageDown.quietly(),
            ]),
            Stage::Kind => offers.push(Offer::Digits(t!(words, explain_digits))),
            Stage::Form(_) => {
                offers.extend([Action::Next.into(), Action::Up.into(), Action::Down.into()])
            }
        }
        if self.owner.is_some() {
            offers.push(Action::ChangePerson.quietly());
        }
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Wizard
    }

    fn typing(&self) -> bool {
        match &self.stage {
            Stage::Form(form) => {
                form.typing() || self.line.as_ref().is_some_and(Signing::has_focus)
            }
            Stage::Days | Stage::Kind => false,
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match self.stage {
            Stage::Days => self.days_key(key, cx),
            Stage::Kind => self.kind_key(key, cx),
            Stage::Form(_) => self.form_key(key, cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let pasted = match &mut self.stage {
            Stage::Form(form) => form.paste(text),
            Stage::Days | Stage::Kind => None,
        };
        match pasted {
            Some(Typed::Refused(why)) => cx.refuse(why.words(words)),
            Some(_) => {}
            None => cx.refuse(t!(words, frame_no_paste)),
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let Some(mut line) = self.line.take() else {
            return Next::Stay;
        };
        let name = self.hole().map(|hole| self.named(hole, words));
        let later = matches!(
            self.ready.as_ref().map(|(p, _)| &p.act),
            Some(CaseAct::Sign(sign)) if sign.steps.iter().any(|s| s.0 == LOCK)
        );
        let after = line.finish(answer, cx, |_| {
            let name = name.unwrap_or_default();
            if later {
                t!(words, explain_done_later, what = name)
            } else {
                t!(words, explain_done, what = name)
            }
        });
        self.line = Some(line);
        match after {
            After::Signed { .. } => self.look_for(cx).unwrap_or(Next::Pop),
            After::Refused { left_out } => {
                if !left_out.is_empty() {
                    self.look_again(cx);
                }
                Next::Stay
            }
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if matches!(self.stage, Stage::Days) {
            self.look(cx);
        }
        Next::Stay
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
        if let Stage::Form(form) = &mut self.stage
            && form.is_through()
        {
            form.back();
            self.ready = None;
        }
    }

    fn help(&self, view: &Look<'_, Desk>) -> Help {
        head::help(
            t!(view.words, explain_help),
            LOCKING,
            self.office.as_deref(),
            view.words,
        )
    }
}
