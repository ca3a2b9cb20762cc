//! Keys of people: the first manager's acceptance, enrolment with a slip, a new PIN in place of one
//! that is known, a new PIN in place of one that is forgotten.
//!
//! Everybody chooses their PIN here and in person. A colleague's countersignature is signed on the
//! same screen. Of the two role holders who vouch for somebody who has forgotten theirs, the first
//! signs here; the second signs here as well, or later in the inbox, and nothing changes before.
//!
//! `fill` is the form and what it lacks, `sign` what is signed and by whom else, `second` the wait for
//! the second who vouches, `mod` the screen.

mod fill;
mod second;
mod sign;

use super::people::form::{Form, Turn};
use super::people::second::Second;
use super::people::signers::{Gave, Signers};
use crate::calendar::Recorded;
use crate::desk::{Desk, SignError};
use crate::journal::{EntryId, PersonNo};
use crate::office::Office;
use crate::t;
use crate::tui::widgets::Echo;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View, say,
};
use fill::WHO;
use std::sync::Arc;

/// What is done with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// The first manager accepts the office.
    Accept,
    /// Somebody enrols with their slip.
    Enrol,
    /// Somebody changes a PIN that they know.
    Change,
    /// Somebody has forgotten theirs.
    Renew,
}

/// Where the program goes after the acceptance.
pub type Then = Box<dyn FnOnce() -> Next<Desk> + Send>;

/// A person's key is made, or made anew.
pub struct Enrol {
    deed: Deed,
    office: Option<Arc<Office>>,
    form: Form,
    signers: Option<Signers>,
    /// The key is made: whose, and its fingerprint.
    done: Option<(PersonNo, String)>,
    /// The key is made and waits for the second who vouches.
    waits: Option<Waits>,
    then: Option<Then>,
}

impl std::fmt::Debug for Enrol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrol")
            .field("deed", &self.deed)
            .finish_non_exhaustive()
    }
}

/// A new key of somebody who has forgotten their PIN, for whom one has vouched.
struct Waits {
    no: PersonNo,
    print: String,
    second: Second,
}

/// What the worker brings back.
pub enum Answer {
    /// Whose key, and the entry that waits where it has no effect yet.
    Key(PersonNo, Result<Option<EntryId>, SignError>),
    /// Who vouched as the second.
    Second(PersonNo, Result<(), SignError>),
}

impl Enrol {
    /// The first manager's acceptance: the only screen of an office that nobody has accepted yet.
    /// `then` is where the program goes on.
    #[must_use]
    pub fn accept(then: Then) -> Self {
        Self {
            then: Some(then),
            ..Self::begin(Deed::Accept)
        }
    }

    /// Enrolment with a slip.
    #[must_use]
    pub fn with_slip() -> Self {
        Self::begin(Deed::Enrol)
    }

    /// Another PIN in place of one that is known.
    #[must_use]
    pub fn change() -> Self {
        Self::begin(Deed::Change)
    }

    /// Another PIN in place of one that is forgotten.
    #[must_use]
    pub fn renew() -> Self {
        Self::begin(Deed::Renew)
    }

    fn begin(deed: Deed) -> Self {
        Self {
            deed,
            office: None,
            form: Form::default(),
            signers: None,
            done: None,
            waits: None,
            then: None,
        }
    }

    fn refresh(&mut self, cx: &Cx<'_, Desk, Answer>) {
        if let Ok(view) = cx.desk().view() {
            self.office = Some(Arc::clone(&view.office));
        }
    }

    fn leave(&mut self) -> Next<Desk> {
        match (self.done.is_some(), self.then.take()) {
            (true, Some(then)) => then(),
            _ => Next::Pop,
        }
    }
}

impl Screen<Desk> for Enrol {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let words = view.words;
        let what = match self.deed {
            Deed::Accept => t!(words, enrol_title_accept),
            Deed::Enrol => t!(words, enrol_title_enrol),
            Deed::Change => t!(words, enrol_title_change),
            Deed::Renew => t!(words, enrol_title_renew),
        };
        let office = self.office.as_ref().map_or("", |o| o.name.as_str());
        Title::new(what)
            .middle(office)
            .right(say::when::title(view.now, words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        if let Some(done) = &self.done {
            self.draw_done(done, canvas, words);
            return;
        }
        if let Some(waits) = &self.waits {
            self.draw_waits(waits, canvas, view);
            return;
        }
        let now = Recorded(view.now);
        let intro = match self.deed {
            Deed::Accept => t!(words, enrol_intro_accept),
            Deed::Enrol => t!(words, enrol_intro_enrol),
            Deed::Change => t!(words, enrol_intro_change),
            Deed::Renew => t!(words, enrol_intro_renew),
        };
        let y = canvas.paragraph(2, 0, Tone::Plain, intro);
        let note = match self.subject(words, now) {
            Echo::Nobody if self.person().is_some() => t!(words, signature_unknown),
            Echo::Nobody => String::new(),
            Echo::Person(name) | Echo::MayNot(name, _) => name,
        };
        self.form.note(WHO, note);
        let signing = self.signers.as_ref().is_some_and(Signers::has_focus);
        let end = self.form.draw(canvas, (2, y + 1), 16, !signing);
        canvas.rule(end + 1);
        canvas.text(1, end + 2, Tone::Plain, t!(words, setup_sentence_heading));
        let end = canvas.paragraph(3, end + 3, Tone::Plain, self.sentence(words, now));
        if let Some(signers) = &self.signers {
            let enter = t!(words, people_enter_sign);
            let echo = |_: usize, no: PersonNo| self.echo(no, words, now);
            signers.draw(canvas, end + 1, view, &enter, echo);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if self.done.is_some() {
            return t!(words, enrol_done_hint);
        }
        if self.waits.is_some() {
            return t!(words, enrol_waits_hint);
        }
        if self.signers.as_ref().is_some_and(Signers::has_focus) {
            return match self.deed {
                Deed::Renew => t!(words, enrol_vouchers_hint),
                _ => t!(words, enrol_colleague_hint),
            };
        }
        match self.subject(words, Recorded(view.now)) {
            Echo::MayNot(_, why) => why,
            _ => self.form.hint().to_owned(),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        if self.done.is_some() {
            return vec![
                Action::Open.called(t!(words, enrol_key_on)),
                Action::Help.into(),
            ];
        }
        if self.waits.is_some() {
            return Second::offers(words);
        }
        let mut offers = vec![
            Action::Next.into(),
            Action::Up.into(),
            Action::Down.into(),
            Action::NextField.quietly(),
            Action::PreviousField.quietly(),
        ];
        if self.deed == Deed::Accept {
            offers.push(Action::Quit.into());
        } else {
            offers.push(Action::Back.into());
        }
        offers.push(Action::Help.into());
        offers
    }

    fn typing(&self) -> bool {
        self.done.is_none()
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        self.refresh(cx);
        if self.form.len() == 0 {
            self.empty(cx.words());
        }
        Next::Stay
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let now = Recorded(cx.now());
        if cx.busy() {
            return Next::Pass;
        }
        if self.done.is_some() {
            return match key.action {
                Some(Action::Open | Action::Back) if cx.armed(key) => self.leave(),
                Some(Action::Back) => Next::Stay,
                _ => Next::Pass,
            };
        }
        if self.waits.is_some() {
            return self.second_key(key, cx);
        }
        if let Some(mut signers) = self.signers.take() {
            if signers.has_focus() {
                let echo = |_: usize, no: PersonNo| self.echo(no, words, now);
                let gave = signers.key(key, cx.armed(key), words, echo);
                self.signers = Some(signers);
                match gave {
                    Gave::Pass => return Next::Pass,
                    Gave::Taken | Gave::Left => {}
                    Gave::Missing(why) => cx.refuse(why),
                    Gave::Done(others) => self.spawn(others, cx),
                }
                return Next::Stay;
            }
            self.signers = Some(signers);
        }
        match self.form.key(key, words) {
            Turn::Pass | Turn::Left => return Next::Pass,
            Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Done => match (self.filled(words, now), &mut self.signers) {
                (Err((at, why)), _) => {
                    if at >= self.pin_at() {
                        self.form.forget();
                    }
                    self.form.go(at);
                    cx.refuse(why);
                }
                (Ok(()), Some(signers)) => signers.focus(),
                (Ok(()), None) if cx.armed(key) => self.spawn(Vec::new(), cx),
                (Ok(()), None) => {}
            },
        }
        Next::Stay
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        let signing = self.signers.as_ref().is_some_and(Signers::has_focus);
        if signing || self.done.is_some() || self.waits.is_some() {
            cx.refuse(t!(words, frame_no_paste));
        } else if let Turn::Refused(why) = self.form.paste(text, words) {
            cx.refuse(why);
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match answer {
            Answer::Key(no, Ok(waits)) => {
                self.refresh(cx);
                self.form.forget();
                self.signers = None;
                match waits {
                    None => self.is_done(no, cx),
                    Some(entry) => self.waits_for_second(no, entry, cx),
                }
            }
            Answer::Key(no, Err(why)) => self.refused(no, &why, cx),
            Answer::Second(by, result) => {
                let whose = self.waits.as_ref().map(|waits| waits.no);
                match (result, whose) {
                    (Ok(()), Some(no)) => {
                        self.refresh(cx);
                        self.is_done(no, cx);
                    }
                    (Ok(()), None) => {}
                    (Err(why), _) => self.second_refused(by, &why, cx),
                }
            }
        }
        Next::Stay
    }

    fn back_again(&mut self, _: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let Some(waits) = &mut self.waits {
            waits.second.again();
        }
        Next::Stay
    }

    fn hide(&mut self) {
        self.form.forget();
        if let Some(signers) = &mut self.signers {
            signers.clear();
        }
        if let Some(waits) = &mut self.waits {
            waits.second.clear();
        }
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        let words = view.words;
        let text = match self.deed {
            Deed::Accept => t!(words, enrol_help_accept),
            Deed::Enrol => t!(words, enrol_help_enrol),
            Deed::Change => t!(words, enrol_help_change),
            Deed::Renew => t!(words, enrol_help_renew),
        };
        Help {
            text,
            clauses: Vec::new(),
        }
    }
}
