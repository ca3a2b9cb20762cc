//! An act on the office that waits for a countersignature is refused, or taken back by who signed it:
//! with a reason, and signed.

use super::form::{Entry, Form, Turn};
use super::signers::{Gave, Signers};
use crate::calendar::Recorded;
use crate::desk::{Desk, SignError};
use crate::journal::{EntryId, PersonNo, Pin};
use crate::locale::Locale;
use crate::office::{Office, OfficeAct};
use crate::t;
use crate::tui::say::refusal::{self, Told};
use crate::tui::say::when;
use crate::tui::widgets::Echo;
use crate::tui::{Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View};
use std::sync::Arc;

/// The screen.
pub struct Decline {
    entry: EntryId,
    what: String,
    office: Option<Arc<Office>>,
    form: Form,
    signers: Signers,
}

/// What the worker brings back.
pub struct Answer(PersonNo, Result<(), SignError>);

impl std::fmt::Debug for Decline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decline")
            .field("entry", &self.entry)
            .finish_non_exhaustive()
    }
}

impl Decline {
    /// Of what waits under this entry, called `what`.
    #[must_use]
    pub fn of(entry: EntryId, what: String) -> Self {
        Self {
            entry,
            what,
            office: None,
            form: Form::default(),
            signers: Signers::new(2, Vec::new()),
        }
    }

    /// Who may: a holder of a role, or who signed it.
    fn echo(&self, no: PersonNo, now: Recorded, words: Locale) -> Echo {
        let Some(office) = &self.office else {
            return Echo::Nobody;
        };
        let Some(person) = office.person(no, now.0.date()) else {
            return Echo::Nobody;
        };
        let name = person.name.to_string();
        let own = office.pending.get(&self.entry).is_some_and(|p| p.by == no);
        if office.current_key(no).is_none() {
            Echo::MayNot(name, t!(words, enrol_not_yet))
        } else if own || office.administers(no, now) {
            Echo::Person(name)
        } else {
            Echo::MayNot(name, t!(words, people_not_holder))
        }
    }

    fn sentence(&self, words: Locale) -> String {
        let (what, reason) = (self.what.as_str(), self.form.text(0));
        t!(
            words,
            pending_decline_sentence,
            what = what,
            reason = reason.as_str()
        )
    }
}

impl Screen<Desk> for Decline {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, pending_decline_title))
            .middle(&self.what)
            .right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let y = canvas.paragraph(2, 0, Tone::Plain, t!(words, pending_decline_intro));
        let end = self
            .form
            .draw(canvas, (2, y + 1), 12, !self.signers.has_focus());
        canvas.rule(end + 1);
        canvas.text(1, end + 2, Tone::Plain, t!(words, setup_sentence_heading));
        let end = canvas.paragraph(3, end + 3, Tone::Plain, self.sentence(words));
        let enter = t!(words, people_enter_sign);
        let now = Recorded(view.now);
        let echo = |_: usize, no: PersonNo| self.echo(no, now, words);
        self.signers.draw(canvas, end + 1, view, &enter, echo);
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        if self.signers.has_focus() {
            t!(view.words, people_sign_one)
        } else {
            self.form.hint().to_owned()
        }
    }

    fn actions(&self, _: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Action::Next.into(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn typing(&self) -> bool {
        true
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if let Ok(view) = cx.desk().view() {
            let long = view.office.persons.iter().any(|p| p.no.0 > 99);
            let note = t!(words, pending_decliner);
            self.signers = Signers::new(if long { 3 } else { 2 }, vec![note]);
            self.office = Some(view.office);
        }
        if self.form.len() == 0 {
            let reason = Entry::line(t!(words, pending_reason), 80, 50);
            self.form = Form::new(vec![reason.hint(t!(words, pending_reason_hint))]);
        }
        Next::Stay
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let (words, now) = (cx.words(), Recorded(cx.now()));
        if cx.busy() {
            return Next::Pass;
        }
        if self.signers.has_focus() {
            let mut signers = std::mem::replace(&mut self.signers, Signers::new(2, Vec::new()));
            let echo = |_: usize, no: PersonNo| self.echo(no, now, words);
            let gave = signers.key(key, cx.armed(key), words, echo);
            self.signers = signers;
            match gave {
                Gave::Pass => return Next::Pass,
                Gave::Taken | Gave::Left => {}
                Gave::Missing(why) => cx.refuse(why),
                Gave::Done(signed) => {
                    let act = OfficeAct::Decline {
                        entry: self.entry,
                        reason: self.form.text(0),
                    };
                    cx.spawn(move |desk: &Desk| {
                        let Some(by) = signed.first() else {
                            let why = SignError::Entry("a line that is not full".to_owned());
                            return Answer(PersonNo(0), Err(why));
                        };
                        let pin = Pin::typed(by.pin.expose());
                        let result = desk.sign_office(by.person, &pin, act, None);
                        Answer(by.person, result)
                    });
                }
            }
            return Next::Stay;
        }
        match self.form.key(key, words) {
            Turn::Pass => return Next::Pass,
            Turn::Left => return Next::Pop,
            Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Done if self.form.text(0).is_blank() => {
                cx.refuse(t!(words, people_field_missing));
            }
            Turn::Done => self.signers.focus(),
        }
        Next::Stay
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        if self.signers.has_focus() {
            cx.refuse(t!(words, frame_no_paste));
        } else if let Turn::Refused(why) = self.form.paste(text, words) {
            cx.refuse(why);
        }
        Next::Stay
    }

    fn job(&mut self, Answer(by, result): Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let words = cx.words();
        match result {
            Ok(()) => {
                let what = self.what.as_str();
                cx.say(t!(words, pending_declined, what = what));
                return Next::Pop;
            }
            Err(why) => {
                let view = cx.desk().view().ok();
                let told = Told::of(view.as_ref(), words);
                cx.refuse(refusal::sign_error(&why, by, &[], told));
                self.signers.again();
            }
        }
        Next::Stay
    }

    fn hide(&mut self) {
        self.signers.clear();
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, pending_decline_help),
            clauses: Vec::new(),
        }
    }
}
