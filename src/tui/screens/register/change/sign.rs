//! Who may sign it, and the worker that has it written.

use super::{Answer, Change, Plan, Stage};
use crate::calendar::Recorded;
use crate::desk::{Desk, TakeIn};
use crate::journal::{PersonNo, Pin};
use crate::locale::Locale;
use crate::office::{Holding, Office, OfficeAct};
use crate::t;
use crate::tui::say::refusal;
use crate::tui::screens::people::signers::{Gave, Signers};
use crate::tui::widgets::{Echo, Submit};
use crate::tui::{Cx, Key, Next};

impl Change {
    pub(super) fn sign(&mut self, plan: Plan, sentence: String, cx: &mut Cx<'_, Desk, Answer>) {
        let long = self
            .office
            .as_ref()
            .is_some_and(|office| office.persons.iter().any(|p| p.no.0 > 99));
        let notes = vec![t!(cx.words(), people_signer)];
        let mut signers = Signers::new(if long { 3 } else { 2 }, notes);
        signers.focus();
        self.stage = Stage::Sign(Box::new(plan), sentence, signers);
        cx.page_opened();
    }

    pub(super) fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        let (words, now) = (cx.words(), Recorded(cx.now()));
        let office = self.office.clone();
        let echo = |_: usize, no: PersonNo| echo(office.as_deref(), no, words, now);
        let Stage::Sign(plan, _, signers) = &mut self.stage else {
            return Next::Pass;
        };
        match signers.key(key, cx.armed(key), words, echo) {
            Gave::Pass => return Next::Pass,
            Gave::Left => {
                cx.say(refusal::nothing(t!(words, people_left), words));
                return Next::Pop;
            }
            Gave::Taken => {}
            Gave::Missing(why) => cx.refuse(why),
            Gave::Done(signed) => spawn(plan, signed, cx),
        }
        Next::Stay
    }
}

/// Who may change the register: who may change the office.
pub(super) fn echo(office: Option<&Office>, no: PersonNo, words: Locale, now: Recorded) -> Echo {
    let Some(person) = office.and_then(|office| office.person(no, now.0.date())) else {
        return Echo::Nobody;
    };
    let name = person.name.to_string();
    let Some(office) = office else {
        return Echo::Nobody;
    };
    if office.current_key(no).is_none() {
        Echo::MayNot(name, t!(words, enrol_not_yet))
    } else if !office.administers(no, now) {
        Echo::MayNot(name, t!(words, people_not_holder))
    } else {
        Echo::Person(name)
    }
}

pub(super) fn spawn(plan: &Plan, signed: Vec<Submit>, cx: &mut Cx<'_, Desk, Answer>) {
    let Some(submit) = signed.into_iter().next() else {
        return;
    };
    enum Ready {
        Items(TakeIn),
        One(OfficeAct),
    }
    let ready = match plan {
        Plan::Items(plan) => Ready::Items(plan.clone()),
        Plan::End(item) => Ready::One(OfficeAct::Holding(Holding::clone(item))),
    };
    cx.spawn(move |desk: &Desk| {
        let pin = Pin::typed(submit.pin.expose());
        let signer = (submit.person, &pin);
        let result = match ready {
            Ready::Items(plan) => desk.take_in(&plan, signer, None).map(|_| ()),
            Ready::One(act) => desk.sign_office(submit.person, &pin, act, None),
        };
        Answer::Signed(submit.person, result)
    });
}
