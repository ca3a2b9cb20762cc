//! The one way in which screens sign: the line, the worker, the answer in row 23.
//!
//! A screen holds a [`Signing`], gives it keys and the list that stands on the screen, and hands the
//! worker's [`Answer`] back to it. Marks belong to the screen and stay until [`After::Signed`]. After a
//! failed write the key that was opened for this very list is kept, so that F9 can try again; it is
//! wiped as soon as the list is another, the line is left, or the screen is hidden.

use crate::desk::{Desk, LeftOut, OpenKey, Proposal, SignError, Signed, View};
use crate::journal::{Capacity, PersonNo, Pin};
use crate::locale::Locale;
use crate::office::Office;
use crate::store::{AppendError, Waiting};
use crate::t;
use crate::tui::say;
use crate::tui::say::refusal::{self, Told};
use crate::tui::screens::enrol::Enrol;
use crate::tui::widgets::{Echo, Signature, Signed as Typed, Submit};
use crate::tui::{Action, Canvas, Cx, Key, Next, Offer};
use chrono::NaiveDate;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

#[cfg(test)]
#[path = "signing_tests.rs"]
mod tests;

/// For so long a command waits for another terminal before it gives up and says so.
const PATIENCE: Duration = Duration::from_secs(30);
/// From so long on the waiting is told.
const TELLING: Duration = Duration::from_secs(1);
/// How often the waiting is told anew.
const EVERY: Duration = Duration::from_millis(500);

/// The signature line of a screen, and what became of it.
pub struct Signing {
    line: Signature,
    waiting: Option<Wait>,
    kept: Option<Kept>,
    /// Who signed is not enrolled: F9 leads there, and this is what it says.
    stranger: Option<String>,
}

/// A signature on its way.
struct Wait {
    /// Milliseconds for which another terminal has been writing.
    other: Arc<AtomicU64>,
    wake: Instant,
}

/// What F9 tries again: the very list that was signed.
struct Kept {
    person: PersonNo,
    key: OpenKey,
    list: Vec<Proposal>,
}

/// What the worker brings back.
pub struct Answer {
    person: PersonNo,
    list: Vec<Proposal>,
    key: Option<OpenKey>,
    result: Result<Signed, SignError>,
}

/// What a signature line did with a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Not for it.
    Pass,
    /// Taken, or said in row 23.
    Taken,
    /// It was left; the focus goes back to what stands above it.
    Left,
    /// On to the enrolment of who signed: open [`Enrol::with_slip`].
    Enrol,
    /// Somebody signs: the answer comes to the screen's `job`.
    Submitted,
}

/// What became of a signature.
#[derive(Debug)]
pub enum After {
    /// It is recorded; what was left out is named in row 23. Positions are those of `list`.
    Signed {
        /// Who signed.
        person: PersonNo,
        /// What was asked.
        list: Vec<Proposal>,
        /// What was recorded, and what was left out.
        signed: Signed,
    },
    /// Nothing was recorded; row 23 says why. Marks stay.
    Refused {
        /// What the rules or others did first; empty where it was the PIN, the key or the disk.
        left_out: Vec<LeftOut>,
    },
}

impl Signing {
    /// The line for this office: three digits where a number above 99 was given. An own terminal
    /// has an owner.
    #[must_use]
    pub fn new(office: &Office, owner: Option<PersonNo>) -> Self {
        let long = office.persons.iter().any(|person| person.no.0 > 99);
        Self {
            line: Signature::new(if long { 3 } else { 2 }, owner),
            waiting: None,
            kept: None,
            stranger: None,
        }
    }

    /// Whether it has the focus; the screen then is typing.
    #[must_use]
    pub fn has_focus(&self) -> bool {
        self.line.has_focus()
    }

    /// Whether somebody is signing just now.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    /// The number typed, when it is complete.
    #[must_use]
    pub fn person(&self) -> Option<PersonNo> {
        self.line.person()
    }

    /// Puts the focus on the line.
    pub fn focus(&mut self) {
        self.line.focus();
    }

    /// Another person for one act, on an own terminal (F2).
    pub fn change_person(&mut self) {
        self.kept = None;
        self.line.change_person();
    }

    /// Drops a half-typed PIN, and the key kept for another try.
    pub fn hide(&mut self) {
        self.kept = None;
        self.stranger = None;
        self.line.hide();
    }

    /// Empties it. Call it when the list on the screen is another.
    pub fn clear(&mut self) {
        self.kept = None;
        self.stranger = None;
        if self.waiting.is_none() {
            self.line.clear();
        }
    }

    /// F9, while there is something to try again, or somebody to enrol first.
    #[must_use]
    pub fn offer(&self) -> Option<Offer> {
        let enrol = self.stranger.as_ref();
        let enrol = enrol.map(|label| Action::Retry.called(label.clone()));
        enrol.or_else(|| self.kept.as_ref().map(|_| Action::Retry.into()))
    }

    /// Where [`Did::Enrol`] leads.
    #[must_use]
    pub fn enrol() -> Next<Desk> {
        Next::push(Enrol::with_slip())
    }

    /// When the screen's `wake` is to be called.
    #[must_use]
    pub fn wake_at(&self) -> Option<Instant> {
        self.waiting.as_ref().map(|wait| wait.wake)
    }

    /// Tells of another terminal that is writing. For the screen's `wake`.
    pub fn wake<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        let words = cx.words();
        let next = cx.later(EVERY);
        if let Some(wait) = &mut self.waiting {
            wait.wake = next;
            let so_long = Duration::from_millis(wait.other.load(Ordering::Relaxed));
            if so_long >= TELLING {
                let span = say::when::span(so_long.as_secs(), words);
                cx.say(t!(words, signing_other_terminal, span = span));
            } else {
                cx.say(t!(words, signing_recording));
            }
        }
    }

    /// A key. `echo` says what the screen knows about a number; `list` is what stands on the screen,
    /// asked for only when somebody signs.
    pub fn key<A: From<Answer> + Send + 'static>(
        &mut self,
        key: &Key,
        cx: &mut Cx<'_, Desk, A>,
        echo: impl Fn(PersonNo) -> Echo,
        list: impl FnOnce(PersonNo) -> Vec<Proposal>,
    ) -> Did {
        if key.action == Some(Action::Retry) && !self.waits() {
            if self.stranger.is_some() && cx.armed(key) {
                self.stranger = None;
                self.line.clear();
                return Did::Enrol;
            }
            return self.again(key, cx, list);
        }
        let words = cx.words();
        match self.line.key(key, cx.armed(key), words, echo) {
            Typed::Pass => Did::Pass,
            Typed::Taken => {
                if !self.line.has_focus() || key.char().is_some() {
                    // A number or a PIN is being typed: the kept key is not meant any more.
                    self.kept = None;
                    self.stranger = None;
                }
                Did::Taken
            }
            Typed::Left => {
                self.kept = None;
                Did::Left
            }
            Typed::Missing(why) => {
                cx.refuse(why);
                Did::Taken
            }
            Typed::Submit(submit) => {
                let list = list(submit.person);
                self.submit(submit, list, cx);
                Did::Submitted
            }
        }
    }

    fn submit<A: From<Answer> + Send + 'static>(
        &mut self,
        submit: Submit,
        list: Vec<Proposal>,
        cx: &mut Cx<'_, Desk, A>,
    ) {
        let person = submit.person;
        let pin = Pin::typed(submit.pin.expose());
        drop(submit);
        self.kept = None;
        let other = self.begin(cx);
        cx.spawn(move |desk| {
            tell(desk, other);
            match desk.open_person(person, &pin) {
                Ok(key) => A::from(sign(desk, person, key, list)),
                Err(error) => A::from(Answer {
                    person,
                    list,
                    key: None,
                    result: Err(error),
                }),
            }
        });
    }

    /// F9: the same key, the same list.
    fn again<A: From<Answer> + Send + 'static>(
        &mut self,
        key: &Key,
        cx: &mut Cx<'_, Desk, A>,
        list: impl FnOnce(PersonNo) -> Vec<Proposal>,
    ) -> Did {
        let Some(kept) = self.kept.take() else {
            return Did::Pass;
        };
        if !cx.armed(key) {
            self.kept = Some(kept);
            return Did::Taken;
        }
        if list(kept.person) != kept.list {
            let words = cx.words();
            cx.refuse(t!(words, signing_gone));
            return Did::Taken;
        }
        let other = self.begin(cx);
        cx.spawn(move |desk| {
            tell(desk, other);
            A::from(sign(desk, kept.person, kept.key, kept.list))
        });
        Did::Submitted
    }

    fn begin<A>(&mut self, cx: &mut Cx<'_, Desk, A>) -> Arc<AtomicU64> {
        let other = Arc::new(AtomicU64::new(0));
        let words = cx.words();
        cx.say(t!(words, signing_recording));
        self.waiting = Some(Wait {
            other: Arc::clone(&other),
            wake: cx.later(EVERY),
        });
        other
    }

    /// The worker's answer: says in row 23 what happened, with `done` for what was recorded. The
    /// screen takes its marks off what was signed, and looks anew.
    pub fn finish<A>(
        &mut self,
        answer: Answer,
        cx: &mut Cx<'_, Desk, A>,
        done: impl FnOnce(&Signed) -> String,
    ) -> After {
        self.waiting = None;
        let words = cx.words();
        let view = cx.desk().view().ok();
        let told = view
            .as_ref()
            .map_or_else(|| Told::bare(words), |view| Told::new(view, words));
        match answer.result {
            Ok(signed) => {
                self.line.clear();
                let mut lines = vec![done(&signed)];
                lines.extend(
                    signed
                        .left_out
                        .iter()
                        .map(|left| refusal::left_out(left, answer.person, &answer.list, told)),
                );
                if let Some(view) = &view {
                    lines.extend(failed_before(view, answer.person, &signed, words));
                }
                let calm = signed.left_out.is_empty() && signed.failed_before == 0;
                let text = lines.join("\n");
                if calm {
                    cx.say(text);
                } else {
                    cx.refuse(text);
                }
                After::Signed {
                    person: answer.person,
                    list: answer.list,
                    signed,
                }
            }
            Err(error) => {
                cx.refuse(refusal::sign_error(
                    &error,
                    answer.person,
                    &answer.list,
                    told,
                ));
                let left_out = match error {
                    SignError::AllLeftOut(left_out) => {
                        self.line.clear();
                        left_out
                    }
                    SignError::Write(why) => {
                        self.failed(answer.person, answer.key, answer.list, &why);
                        Vec::new()
                    }
                    SignError::NotEnrolled(_) => {
                        self.stranger = Some(t!(words, more_enrol));
                        self.line.again();
                        Vec::new()
                    }
                    _ => {
                        self.line.again();
                        Vec::new()
                    }
                };
                After::Refused { left_out }
            }
        }
    }

    /// A write failed. Where nothing may be in the file, the same may be tried again.
    fn failed(
        &mut self,
        person: PersonNo,
        key: Option<OpenKey>,
        list: Vec<Proposal>,
        why: &AppendError,
    ) {
        self.line.clear();
        let landed = matches!(
            why,
            AppendError::Duplicate { .. }
                | AppendError::Full { landed: true }
                | AppendError::Io { landed: true, .. }
        );
        if let Some(key) = key.filter(|_| !landed) {
            self.kept = Some(Kept { person, key, list });
        }
    }

    /// Paints the line. `enter` is what Enter does here, `note` stands in its place before.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        y: u16,
        view: &crate::tui::View<'_, Desk>,
        (enter, note): (&str, &str),
        echo: impl Fn(PersonNo) -> Echo,
    ) {
        self.line.draw(canvas, y, view, enter, note, echo);
    }
}

impl std::fmt::Debug for Signing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signing")
            .field("line", &self.line)
            .field("waits", &self.waits())
            .field("kept", &self.kept.is_some())
            .finish()
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("person", &self.person)
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

fn sign(desk: &Desk, person: PersonNo, key: OpenKey, list: Vec<Proposal>) -> Answer {
    let result = desk.sign_with(&key, &list);
    // Only a failed write is tried again with the same key; anything else wipes it here.
    let key = matches!(result, Err(SignError::Write(_))).then_some(key);
    Answer {
        person,
        list,
        key,
        result,
    }
}

/// Lets the screen see how long another terminal keeps it waiting.
fn tell(desk: &Desk, other: Arc<AtomicU64>) {
    desk.set_on_wait(Arc::new(move |waited: Duration| {
        let millis = u64::try_from(waited.as_millis()).unwrap_or(u64::MAX);
        other.store(millis, Ordering::Relaxed);
        if waited < PATIENCE {
            Waiting::Go
        } else {
            Waiting::GiveUp
        }
    }));
}

/// 「前回 11/21 18:42・失敗 3回」 before this signature: for the signer, who knows whether they were theirs.
fn failed_before(view: &View, person: PersonNo, signed: &Signed, words: Locale) -> Option<String> {
    if signed.failed_before == 0 {
        return None;
    }
    let name = say::person(&view.office, person);
    let count = signed.failed_before;
    Some(match signed.previous {
        None => t!(words, signing_failed_before, name = name, count = count),
        Some(previous) => {
            let when = say::when::moment(previous.0, view.now, words);
            t!(
                words,
                signing_failed_before_at,
                name = name,
                when = when,
                count = count
            )
        }
    })
}

/// What a screen knows about a number where anybody of the office may sign.
#[must_use]
pub fn anybody(office: &Office, day: NaiveDate, no: PersonNo) -> Echo {
    match office.person(no, day) {
        Some(person) => Echo::Person(person.name.to_string()),
        None => Echo::Nobody,
    }
}

/// What a screen knows about a number where only some may sign: 「佐藤 健(05) は署名できません」 for the
/// rest, and （代） behind the name of a stand-in.
#[must_use]
pub fn among(
    office: &Office,
    who: &[(PersonNo, Capacity)],
    day: NaiveDate,
    no: PersonNo,
    words: Locale,
) -> Echo {
    let Some(person) = office.person(no, day) else {
        return Echo::Nobody;
    };
    match who.iter().find(|(may, _)| *may == no) {
        Some((_, capacity)) => Echo::Person(say::signed_by(office, no, *capacity, words)),
        None => Echo::MayNot(
            person.name.to_string(),
            t!(words, refusal_may_not, who = say::person_no(office, no)),
        ),
    }
}
