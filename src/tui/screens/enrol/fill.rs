//! The form: who it is, their slip or old PIN, the new one twice; and what it lacks.

use super::{Deed, Enrol};
use crate::calendar::Recorded;
use crate::journal::{InviteCode, PersonNo, Pin, Role};
use crate::locale::Locale;
use crate::t;
use crate::tui::say::refusal;
use crate::tui::screens::people::form::{Entry, Form};
use crate::tui::screens::people::signers::Signers;
use crate::tui::widgets::Echo;

pub(super) const WHO: usize = 0;

impl Enrol {
    fn digits(&self) -> usize {
        let office = self.office.as_ref();
        let long = office.is_some_and(|o| o.persons.iter().any(|p| p.no.0 > 99));
        if long { 3 } else { 2 }
    }

    pub(super) fn empty(&mut self, words: Locale) {
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
            Deed::Renew => vec![t!(words, enrol_voucher)],
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
    pub(super) fn pin_at(&self) -> usize {
        match self.deed {
            Deed::Renew => 1,
            _ => 2,
        }
    }

    pub(super) fn person(&self) -> Option<PersonNo> {
        let typed = self.form.value(WHO);
        let full = typed.len() == self.digits();
        full.then(|| self.form.number(WHO).map(PersonNo)).flatten()
    }

    /// What is known of the number whose key it is.
    pub(super) fn subject(&self, words: Locale, now: Recorded) -> Echo {
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
    pub(super) fn filled(&self, words: Locale, now: Recorded) -> Result<(), (usize, String)> {
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
}
