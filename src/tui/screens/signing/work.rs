//! The worker that signs, and what it brings back.

use super::{After, Answer, Did, EVERY, Kept, Secret, Signing, ToSign, Wait};
use crate::desk::{Desk, LeftOut, OpenKey, Prepared, SignError, Signed, View};
use crate::journal::{PersonNo, Pin};
use crate::locale::Locale;
use crate::store::{AppendError, Waiting};
use crate::t;
use crate::tui::say::refusal;
use crate::tui::say::refusal::Told;
use crate::tui::widgets::Submit;
use crate::tui::{Cx, Key, say};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// For so long a command waits for another terminal before it gives up and says so.
const PATIENCE: Duration = Duration::from_secs(30);

/// From so long on the waiting is told.
pub(super) const TELLING: Duration = Duration::from_secs(1);

impl Signing {
    pub(super) fn submit<A: From<Answer> + Send + 'static>(
        &mut self,
        submit: Submit,
        list: ToSign,
        cx: &mut Cx<'_, Desk, A>,
    ) {
        let person = submit.person;
        let pin = Pin::typed(submit.pin.expose());
        drop(submit);
        self.kept = None;
        let other = self.begin(cx);
        cx.spawn(move |desk| {
            tell(desk, other);
            A::from(open(desk, person, pin, list))
        });
    }

    /// F9: the same key, the same list.
    pub(super) fn again<A: From<Answer> + Send + 'static>(
        &mut self,
        key: &Key,
        cx: &mut Cx<'_, Desk, A>,
        list: impl FnOnce(PersonNo) -> ToSign,
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
            A::from(match kept.secret {
                Secret::Key(key) => sign(desk, kept.person, *key, kept.list, None),
                Secret::Pin(pin) => open(desk, kept.person, pin, kept.list),
            })
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
        let told = Told::of(view.as_ref(), words);
        match answer.result {
            Ok(signed) => {
                self.line.clear();
                let mut lines = vec![done(&signed)];
                let left_out = signed.left_out.iter();
                lines.extend(left_out.map(|left| left_of(left, answer.person, &answer.list, told)));
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
                let list = &answer.list.cases;
                cx.refuse(refusal::sign_error(&error, answer.person, list, told));
                let left_out = match error {
                    SignError::AllLeftOut(left_out) => {
                        self.line.clear();
                        left_out
                    }
                    SignError::Write(why) => {
                        let secret = answer.secret.filter(|_| !landed(&why));
                        self.failed(answer.person, secret, answer.list);
                        Vec::new()
                    }
                    SignError::Counter(_) => {
                        self.failed(answer.person, answer.secret, answer.list);
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
    fn failed(&mut self, person: PersonNo, secret: Option<Secret>, list: ToSign) {
        self.line.clear();
        self.kept = secret.map(|secret| Kept {
            person,
            secret,
            list,
        });
    }
}

/// Why something was left out, where the rest is recorded: what waits stands behind the cases, and
/// is called as the screen called it.
fn left_of(left: &LeftOut, person: PersonNo, list: &ToSign, told: Told<'_>) -> String {
    let nth = left.position.checked_sub(list.cases.len());
    let Some(waits) = nth.and_then(|nth| list.waiting.get(nth)) else {
        return refusal::left_out(left, person, &list.cases, told);
    };
    let why = refusal::why(left, person, &list.cases, told);
    let what = waits.name.as_str();
    t!(told.words, refusal_of_case, case = what, why = why)
}

/// Whether something of it may be in the file all the same.
fn landed(why: &AppendError) -> bool {
    matches!(
        why,
        AppendError::Duplicate { .. }
            | AppendError::Full { landed: true }
            | AppendError::Io { landed: true, .. }
    )
}

fn open(desk: &Desk, person: PersonNo, pin: Pin, list: ToSign) -> Answer {
    let prepared = desk.prepare(person, &list.cases, &list.entries());
    match desk.open_person(person, &pin) {
        Ok(key) => sign(desk, person, key, list, prepared),
        Err(error) => Answer {
            person,
            list,
            // No key was opened and the PIN is not known to be wrong: it is tried again as it is.
            secret: matches!(error, SignError::Counter(_)).then_some(Secret::Pin(pin)),
            result: Err(error),
        },
    }
}

fn sign(
    desk: &Desk,
    person: PersonNo,
    key: OpenKey,
    list: ToSign,
    prepared: Option<Prepared>,
) -> Answer {
    let result = desk.sign_all(&key, &list.cases, &list.entries(), prepared);
    // Only a failed write is tried again with the same key; anything else wipes it here.
    let again = matches!(result, Err(SignError::Write(_)));
    Answer {
        person,
        list,
        secret: again.then(|| Secret::Key(Box::new(key))),
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
