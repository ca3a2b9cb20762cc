//! Keys of people: the first manager's acceptance, enrolment with a slip, a new PIN in place of one
//! that is known, a new PIN in place of one that is forgotten.
//!
//! Everybody chooses their PIN here and in person. What the law asks of others (a colleague's
//! countersignature, two role holders who vouch) is signed on the same screen.

use super::people::form::{Entry, Form, Turn};
use super::people::signers::{Gave, Signers};
use crate::calendar::Recorded;
use crate::desk::{Desk, SignError, fingerprint};
use crate::journal::{InviteCode, PersonNo, Pin, Role};
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say;
use crate::tui::say::refusal::{self, Told};
use crate::tui::widgets::Echo;
use crate::tui::{Action, Canvas, Context, Cx, Help, Key, Next, Offer, Screen, Title, Tone, View};
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
    then: Option<Then>,
}

impl std::fmt::Debug for Enrol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Enrol")
            .field("deed", &self.deed)
            .finish_non_exhaustive()
    }
}

/// What the worker brings back.
pub struct Answer(PersonNo, Result<(), SignError>);

const WHO: usize = 0;

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
            then: None,
        }
    }

    fn digits(&self) -> usize {
        let office = self.office.as_ref();
        let long = office.is_some_and(|o| o.persons.iter().any(|p| p.no.0 > 99));
        if long { 3 } else { 2 }
    }

    fn empty(&mut self, words: Locale) {
        let who = Entry::digits(t!(words, enrol_number), self.digits())
            .hint(t!(words, enrol_number_hint));
        let code = Entry::digits(t!(words, enrol_code), 8).hint(t!(words, enrol_code_hint));
        let old = Entry::secret(t!(words, enrol_old_pin)).hint(t!(words, enrol_old_pin_hint));
        let pin = Entry::secret(t!(words, enrol_new_pin)).hint(t!(words, setup_pin_hint));
        let again = Entry::again(t!(words, setup_pin_again)).hint(t!(words, enrol_again_hint));
        let entries = match self.deed {
            Deed::Accept | Deed::Enrol => vec![who, code, pin, again],
            Deed::Change => vec![who, old, pin, again],
            Deed::Renew => vec![who, pin, again],
        };
        let form = Form::new(entries);
        let notes = match self.deed {
            Deed::Accept | Deed::Change => Vec::new(),
            Deed::Enrol => vec![t!(words, enrol_colleague)],
            Deed::Renew => vec![t!(words, enrol_voucher), t!(words, enrol_other_voucher)],
        };
        self.form = if notes.is_empty() {
            form
        } else {
            form.flowing()
        };
        let digits = self.digits();
        self.signers = (!notes.is_empty()).then(|| Signers::new(digits, notes));
    }

    /// The field of the new PIN.
    fn pin_at(&self) -> usize {
        match self.deed {
            Deed::Renew => 1,
            _ => 2,
        }
    }

    fn person(&self) -> Option<PersonNo> {
        let typed = self.form.value(WHO);
        let full = typed.len() == self.digits();
        full.then(|| self.form.number(WHO).map(PersonNo)).flatten()
    }

    /// What is known of the number whose key it is.
    fn subject(&self, words: Locale, now: Recorded) -> Echo {
        let (Some(office), Some(no)) = (&self.office, self.person()) else {
            return Echo::Nobody;
        };
        let day = now.0.date();
        let Some(person) = office.person(no, day) else {
            return Echo::Nobody;
        };
        let name = person.name.to_string();
        let enrolled = office.current_key(no).is_some();
        let may_not = |why| Echo::MayNot(name.clone(), why);
        match self.deed {
            Deed::Accept if no == office.founder => may_not(t!(words, enrol_not_founder)),
            Deed::Accept if office.capacity(no, &[Role::Manager], day).is_none() => {
                may_not(t!(words, enrol_not_manager))
            }
            Deed::Enrol if enrolled => may_not(t!(words, enrol_already)),
            Deed::Change | Deed::Renew if !enrolled => may_not(t!(words, enrol_not_yet)),
            _ => Echo::Person(name),
        }
    }

    /// What is checked before anybody else is asked to sign.
    fn filled(&self, words: Locale, now: Recorded) -> Result<(), (usize, String)> {
        match self.subject(words, now) {
            Echo::Person(_) => {}
            Echo::MayNot(_, why) => return Err((WHO, why)),
            Echo::Nobody if self.person().is_none() => {
                return Err((WHO, t!(words, enrol_number_hint)));
            }
            Echo::Nobody => {
                let number = self.form.value(WHO).to_owned();
                return Err((WHO, t!(words, signature_nobody, number = number)));
            }
        }
        if matches!(self.deed, Deed::Accept | Deed::Enrol)
            && InviteCode::parse(self.form.value(1)).is_err()
        {
            return Err((1, t!(words, enrol_code_hint)));
        }
        if self.deed == Deed::Change && self.form.value(1).is_empty() {
            return Err((1, t!(words, enrol_old_pin_hint)));
        }
        let at = self.pin_at();
        let pin = Pin::typed(self.form.value(at));
        let again = Pin::typed(self.form.value(at + 1));
        if pin.is_empty() {
            return Err((at, t!(words, signature_pin)));
        }
        let confirms = match (&self.office, self.person()) {
            (Some(office), Some(no)) => {
                self.deed == Deed::Accept || office.confirms(no, now.0.date())
            }
            _ => false,
        };
        pin.check(confirms)
            .map_err(|why| (at, refusal::pin(why, words)))?;
        if pin != again {
            return Err((at, t!(words, setup_pins_differ)));
        }
        Ok(())
    }

    /// Who may sign beside the person.
    fn echo(&self, no: PersonNo, words: Locale, now: Recorded) -> Echo {
        let Some(office) = &self.office else {
            return Echo::Nobody;
        };
        let Some(person) = office.person(no, now.0.date()) else {
            return Echo::Nobody;
        };
        let name = person.name.to_string();
        if Some(no) == self.person() {
            return Echo::MayNot(name, t!(words, people_same_person));
        }
        if office.current_key(no).is_none() {
            return Echo::MayNot(name, t!(words, enrol_not_yet));
        }
        if self.deed == Deed::Renew && !office.administers(no, now) {
            return Echo::MayNot(name, t!(words, people_not_holder));
        }
        Echo::Person(name)
    }

    fn spawn(&mut self, others: Vec<crate::tui::widgets::Submit>, cx: &mut Cx<'_, Desk, Answer>) {
        let Some(no) = self.person() else {
            return;
        };
        let deed = self.deed;
        let at = self.pin_at();
        let code = InviteCode::parse(self.form.value(1)).ok();
        let first = match deed {
            Deed::Change => Some(Pin::typed(&self.form.take(1))),
            _ => None,
        };
        let pin = Pin::typed(self.form.value(at));
        cx.spawn(move |desk: &Desk| {
            let signed: Vec<(PersonNo, Pin)> = others
                .iter()
                .map(|s| (s.person, Pin::typed(s.pin.expose())))
                .collect();
            let result = match (deed, code, first, signed.as_slice()) {
                (Deed::Accept, Some(code), _, _) => desk.accept(no, &code, &pin),
                (Deed::Enrol, Some(code), _, [(colleague, their)]) => {
                    desk.enrol(no, &code, &pin, (*colleague, their))
                }
                (Deed::Change, _, Some(old), _) => desk.change_pin(no, &old, &pin),
                (Deed::Renew, _, _, [(one, their), (other, theirs)]) => {
                    desk.renew(no, &pin, [(*one, their), (*other, theirs)])
                }
                _ => Err(SignError::Entry("a form that is not full".to_owned())),
            };
            Answer(no, result)
        });
    }

    fn refused(&mut self, no: PersonNo, why: &SignError, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let view = cx.desk().view().ok();
        let told = view
            .as_ref()
            .map_or_else(|| Told::bare(words), |view| Told::new(view, words));
        cx.refuse(refusal::sign_error(why, no, &[], told));
        match (why, self.deed) {
            // Somebody else's PIN was wrong; the new one stays.
            (
                SignError::WrongPin { .. } | SignError::TooSoon { .. } | SignError::Write(_),
                Deed::Enrol | Deed::Renew,
            ) => {
                if let Some(signers) = &mut self.signers {
                    signers.again();
                }
            }
            (SignError::WrongCode, _) => {
                self.form.go(1);
                if let Some(signers) = &mut self.signers {
                    signers.clear();
                }
            }
            _ => {
                self.form.forget();
                if let Some(signers) = &mut self.signers {
                    signers.clear();
                }
            }
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

    fn draw_done(&self, (no, print): &(PersonNo, String), canvas: &mut Canvas<'_>, words: Locale) {
        let name = self
            .office
            .as_ref()
            .map(|office| say::person_no(office, *no))
            .unwrap_or_default();
        let what = match self.deed {
            Deed::Accept => t!(words, enrol_accepted, name = name),
            Deed::Enrol => t!(words, enrol_enrolled, name = name),
            Deed::Change | Deed::Renew => t!(words, enrol_renewed, name = name),
        };
        let y = canvas.paragraph(2, 2, Tone::Plain, what);
        canvas.text(2, y + 1, Tone::Plain, t!(words, enrol_fingerprint));
        canvas.text(6, y + 3, Tone::Heading, print);
        canvas.cursor(6, y + 3);
        canvas.paragraph(2, y + 5, Tone::Plain, t!(words, enrol_write_down));
    }

    fn sentence(&self, words: Locale, now: Recorded) -> String {
        let name = match self.subject(words, now) {
            Echo::Person(name) => name,
            _ => t!(words, enrol_somebody),
        };
        match self.deed {
            Deed::Accept => {
                let office = self.office.as_ref().map_or("", |o| o.name.as_str());
                t!(words, enrol_sentence_accept, name = name, office = office)
            }
            Deed::Enrol => t!(words, enrol_sentence_enrol, name = name),
            Deed::Change => t!(words, enrol_sentence_change, name = name),
            Deed::Renew => t!(words, enrol_sentence_renew, name = name),
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
        if signing || self.done.is_some() {
            cx.refuse(t!(words, frame_no_paste));
        } else if let Turn::Refused(why) = self.form.paste(text, words) {
            cx.refuse(why);
        }
        Next::Stay
    }

    fn job(&mut self, Answer(no, result): Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match result {
            Ok(()) => {
                self.refresh(cx);
                let key = self.office.as_ref().and_then(|o| o.current_key(no));
                self.done = Some((no, key.map(fingerprint).unwrap_or_default()));
                self.form.forget();
                self.signers = None;
                cx.page_opened();
            }
            Err(why) => self.refused(no, &why, cx),
        }
        Next::Stay
    }

    fn hide(&mut self) {
        self.form.forget();
        if let Some(signers) = &mut self.signers {
            signers.clear();
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
