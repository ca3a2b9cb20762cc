//! What becomes of a signature when the disk fails, and what stays of a PIN.

use super::*;
use crate::desk::SignError;
use crate::procedure::CaseAct;
use crate::store::AppendError;
use crate::tui::screens::case::testing;
use crate::tui::screens::fixture::{Fixture, pin_of, sign};
use crate::tui::{Next, Screen, Title, View as Look};
use std::sync::Arc;

/// A screen with one act to sign. `x` fails to write it, `l` finds it written after all, `c` changes
/// what is on the screen.
struct One {
    signing: Signing,
    list: Vec<Proposal>,
    done: usize,
}

impl One {
    fn fail(&self, error: AppendError, cx: &mut Cx<'_, Desk, Answer>) {
        let list = self.list.clone();
        cx.spawn(move |desk| {
            let person = PersonNo(9);
            Answer {
                person,
                list: list.into(),
                secret: desk
                    .open_person(person, &pin_of(desk, person))
                    .ok()
                    .map(|key| Secret::Key(Box::new(key))),
                result: Err(SignError::Write(error)),
            }
        });
    }
}

impl Answer {
    /// What comes back from a full disk.
    pub(in crate::tui::screens) fn unwritten(
        desk: &Desk,
        person: PersonNo,
        list: Vec<Proposal>,
    ) -> Self {
        Self {
            person,
            list: list.into(),
            secret: desk
                .open_person(person, &pin_of(desk, person))
                .ok()
                .map(|key| Secret::Key(Box::new(key))),
            result: Err(SignError::Write(AppendError::Full { landed: false })),
        }
    }

    /// What the worker brings back where the count of wrong PINs cannot be written.
    pub(in crate::tui::screens) fn uncounted(
        desk: &Desk,
        person: PersonNo,
        list: Vec<Proposal>,
    ) -> Self {
        Self {
            person,
            list: list.into(),
            secret: Some(Secret::Pin(pin_of(desk, person))),
            result: Err(SignError::Counter(crate::store::StoreError::Full)),
        }
    }
}

impl Screen<Desk> for One {
    type Answer = Answer;
    fn title(&self, _: &Look<'_, Desk>) -> Title {
        Title::new(format!("done {}", self.done))
    }
    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        self.signing.draw(canvas, 1, view, ("sign", ""), |no| {
            anybody(&view.desk.view().unwrap().office, view.now.date(), no)
        });
        canvas.cursor(0, 0);
    }
    fn hint(&self, _: &Look<'_, Desk>) -> String {
        String::new()
    }
    fn actions(&self, _: &Look<'_, Desk>) -> Vec<Offer> {
        let mut offers: Vec<Offer> = self.signing.offer().into_iter().collect();
        offers.push(Action::Back.into());
        offers
    }
    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if !self.signing.has_focus() {
            match key.char() {
                Some('x') => self.fail(AppendError::Full { landed: false }, cx),
                Some('l') => self.fail(AppendError::Full { landed: true }, cx),
                Some('c') => self.list.clear(),
                _ => {}
            }
        }
        let list = self.list.clone();
        let view = cx.desk().view().unwrap();
        let (office, day) = (Arc::clone(&view.office), view.today().0);
        drop(view);
        self.signing
            .key(key, cx, |no| anybody(&office, day, no), |_| list);
        Next::Stay
    }
    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if let After::Signed { .. } = self.signing.finish(answer, cx, |_| "recorded".to_owned()) {
            self.done += 1;
        }
        Next::Stay
    }
    fn hide(&mut self) {
        self.signing.hide();
    }
}

fn one(f: &Fixture) -> One {
    let case = testing::apply(&f.desk, 9, 1, "予算書");
    let view = f.desk.view().unwrap();
    let row = view.case_row(case).unwrap().unwrap();
    One {
        signing: Signing::new(&view.office, None),
        list: vec![Proposal {
            case,
            unit: row.case.unit,
            after: row.case.head,
            act: CaseAct::Withdraw {
                reason: testing::words("要らない"),
            },
            happened: None,
            day: None,
        }],
        done: 0,
    }
}

#[test]
fn after_a_full_disk_f9_writes_the_same_list_without_the_pin() {
    let f = Fixture::new();
    let mut h = f.harness(one(&f));
    h.keys("x");
    h.sees("PINは正しいです。ディスクがいっぱいなので記録できませんでした");
    h.sees("F9もう一度");
    h.keys("<f9>").sees("recorded").sees("done 1");
    h.does_not_see("もう一度");
}

#[test]
fn a_list_that_has_changed_is_not_written_by_f9() {
    let f = Fixture::new();
    let mut h = f.harness(one(&f));
    h.keys("xc<f9>")
        .sees("前の署名のやり直しはできません")
        .sees("done 0");
}

#[test]
fn the_key_for_another_try_goes_with_the_idle_screen() {
    let f = Fixture::new();
    let mut h = f.harness(one(&f));
    h.keys("x").sees("F9もう一度");
    h.wait(Duration::from_secs(200));
    h.keys(" <f9>").does_not_see("F9もう一度").sees("done 0");
}

#[test]
fn what_may_be_written_already_is_not_tried_again() {
    let f = Fixture::new();
    let mut h = f.harness(one(&f));
    h.keys("l").sees("画面を開き直して確かめてください");
    h.does_not_see("F9もう一度");
}

#[test]
fn while_it_is_written_the_screen_says_so_and_is_not_left() {
    let f = Fixture::new();
    let mut h = f.harness(one(&f));
    h.hold_jobs().keys(&sign(9)).sees("記録しています");
    h.keys("<esc>").sees("書き終わるまでお待ちください");
    assert!(h.finish_job());
    h.sees("done 1");
}
