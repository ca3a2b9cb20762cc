//! What is signed and by whom else, the worker that signs it, and the end.

use super::{Answer, Deed, Enrol};
use crate::calendar::Recorded;
use crate::desk::{Desk, SignError};
use crate::journal::{InviteCode, PersonNo, Pin};
use crate::locale::Locale;
use crate::t;
use crate::tui::say::refusal;
use crate::tui::say::refusal::Told;
use crate::tui::widgets::Echo;
use crate::tui::{Canvas, Cx, Tone, say};

impl Enrol {
    /// Who may sign beside the person.
    pub(super) fn echo(&self, no: PersonNo, words: Locale, now: Recorded) -> Echo {
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

    pub(super) fn spawn(
        &mut self,
        others: Vec<crate::tui::widgets::Submit>,
        cx: &mut Cx<'_, Desk, Answer>,
    ) {
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
                (Deed::Accept, Some(code), _, _) => desk.accept(no, &code, &pin).map(|()| None),
                (Deed::Enrol, Some(code), _, [(colleague, their)]) => desk
                    .enrol(no, &code, &pin, (*colleague, their))
                    .map(|()| None),
                (Deed::Change, _, Some(old), _) => desk.change_pin(no, &old, &pin).map(|()| None),
                (Deed::Renew, _, _, [(voucher, their)]) => {
                    desk.renew(no, &pin, (*voucher, their)).map(Some)
                }
                _ => Err(SignError::Entry("a form that is not full".to_owned())),
            };
            Answer::Key(no, result)
        });
    }

    pub(super) fn refused(&mut self, no: PersonNo, why: &SignError, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let view = cx.desk().view().ok();
        let told = Told::of(view.as_ref(), words);
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

    pub(super) fn draw_done(
        &self,
        (no, print): &(PersonNo, String),
        canvas: &mut Canvas<'_>,
        words: Locale,
    ) {
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

    pub(super) fn sentence(&self, words: Locale, now: Recorded) -> String {
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
