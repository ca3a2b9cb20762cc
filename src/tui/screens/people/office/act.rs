//! A change: its form, what it would do, and who signs it.

use super::{Answer, Done, Register, Stage};
use crate::calendar::Recorded;
use crate::desk::set_up::Slip;
use crate::desk::{Desk, LetIn};
use crate::journal::{EntryId, PersonNo, Pin};
use crate::locale::Locale;
use crate::office::OfficeAct;
use crate::t;
use crate::tui::Cx;
use crate::tui::screens::people::deed::{Edit, Planned};
use crate::tui::screens::people::form::Form;
use crate::tui::screens::people::second::Second;
use crate::tui::screens::people::signers::Signers;
use crate::tui::widgets::{Echo, Submit};

impl Register {
    pub(super) fn edit(&mut self, edit: Edit, now: Recorded, cx: &mut Cx<'_, Desk, Answer>) {
        let Some(office) = self.office.clone() else {
            return;
        };
        let words = cx.words();
        match edit.form(&office, now.0.date(), words) {
            Some(form) => self.stage = Stage::Form(edit, form),
            None => self.plan(&edit, &Form::default(), now, cx),
        }
        cx.page_opened();
    }

    /// What is to be signed, from what was entered.
    pub(super) fn plan(
        &mut self,
        edit: &Edit,
        form: &Form,
        now: Recorded,
        cx: &mut Cx<'_, Desk, Answer>,
    ) {
        let Some(office) = self.office.clone() else {
            return;
        };
        let words = cx.words();
        match edit.plan(&office, form, now.0.date(), words) {
            Err(why) => cx.refuse(why),
            Ok(planned) => {
                let notes = vec![t!(words, people_signer)];
                let long = office.persons.iter().any(|p| p.no.0 > 99);
                let mut signers = Signers::new(if long { 3 } else { 2 }, notes);
                signers.focus();
                self.stage = Stage::Sign(Box::new(planned), signers);
                cx.page_opened();
            }
        }
    }

    /// Who may sign first.
    pub(super) fn echo(&self, no: PersonNo, words: Locale, now: Recorded) -> Echo {
        let Some(office) = &self.office else {
            return Echo::Nobody;
        };
        let Some(person) = office.person(no, now.0.date()) else {
            return Echo::Nobody;
        };
        let name = person.name.to_string();
        if office.current_key(no).is_none() {
            return Echo::MayNot(name, t!(words, enrol_not_yet));
        }
        if !office.administers(no, now) {
            return Echo::MayNot(name, t!(words, people_not_holder));
        }
        Echo::Person(name)
    }

    pub(super) fn spawn(planned: &Planned, signed: Vec<Submit>, cx: &mut Cx<'_, Desk, Answer>) {
        let act = planned.act.clone();
        let invite = planned.invite;
        let slip = |(person, code)| Done::Slip(Slip { person, code });
        cx.spawn(move |desk: &Desk| {
            let pins: Vec<(PersonNo, Pin)> = signed
                .iter()
                .map(|s| (s.person, Pin::typed(s.pin.expose())))
                .collect();
            let Some((by, pin)) = pins.first() else {
                return Answer(PersonNo(0), Ok(Done::Effect));
            };
            let result = match act {
                OfficeAct::Invite { person } => {
                    desk.invite(*by, pin, LetIn::Again(person)).map(slip)
                }
                OfficeAct::Person(person) if invite.is_some() => desk
                    .invite(*by, pin, LetIn::New(Box::new(person)))
                    .map(slip),
                act if act.waits_for_countersignature() => {
                    desk.sign_first(*by, pin, act).map(Done::Waits)
                }
                act => desk.sign_office(*by, pin, act, None).map(|()| Done::Effect),
            };
            Answer(*by, result)
        });
    }

    /// The line for who countersigns what has just been recorded.
    pub(super) fn second(&mut self, entry: EntryId, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Some(office) = self.office.clone() else {
            return;
        };
        let note = t!(words, people_countersigner);
        self.stage = Stage::Second(Second::new(office, entry, note));
        cx.page_opened();
    }

    /// Whose last day has just been signed.
    pub(super) fn leaver(&self) -> Option<PersonNo> {
        match &self.stage {
            Stage::Sign(planned, _) => match &planned.act {
                OfficeAct::Person(person) if person.span.until.is_some() => Some(person.no),
                _ => None,
            },
            _ => None,
        }
    }
}
