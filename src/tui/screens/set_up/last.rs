//! Step 7: what will be written, and who signs it.

use super::page::{Look, Page, Turn, number};
use super::proof::told;
use crate::desk::roster::roster_proof;
use crate::desk::set_up_file::{Draft, Lack};
use crate::journal::{PersonNo, Pin, Role};
use crate::locale::Locale;
use crate::procedure::Catalogue;
use crate::t;
use crate::tui::say::refusal::pin as pin_refusal;
use crate::tui::say::{tongue, when};
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::screens::people::means::choices;
use crate::tui::{Action, Canvas, Key, Offer, Row, Tone};
use std::path::PathBuf;

const WHO: usize = 0;
const PIN: usize = 1;
const AGAIN: usize = 2;

pub(super) struct Last {
    folder: PathBuf,
    form: Form,
}

impl Last {
    pub(super) fn new(folder: PathBuf, draft: &Draft, look: Look) -> Self {
        let words = look.words;
        let digits = if draft.people.iter().any(|p| p.no.0 > 99) {
            3
        } else {
            2
        };
        let form = Form::new(vec![
            Entry::digits(t!(words, signature_label_who), digits)
                .hint(t!(words, setup_founder_hint)),
            Entry::secret(t!(words, signature_label_pin)).hint(t!(words, setup_pin_hint)),
            Entry::again(t!(words, setup_pin_again)).hint(t!(words, setup_pin_again_hint)),
        ]);
        Self { folder, form }
    }

    fn founder(&self) -> Option<PersonNo> {
        self.form.number(WHO).map(PersonNo)
    }

    /// Who is typed, and why they may not where they may not.
    fn echo(&self, draft: &Draft, look: Look) -> Option<Result<String, String>> {
        let no = self.founder()?;
        let words = look.words;
        let Some(person) = draft.person(no) else {
            let number = number(no);
            return Some(Err(t!(words, signature_nobody, number = number)));
        };
        let founding = Draft {
            founder: Some(no),
            ..draft.clone()
        };
        Some(match founding.lacks(look.today) {
            Some(Lack::Administrator) => {
                let role = look.role(Role::Administrator);
                Err(t!(words, setup_founder_role, role = role))
            }
            Some(lack) => Err(self::lack(lack, words)),
            None => Ok(person.name.to_string()),
        })
    }

    fn sign(&mut self, draft: &Draft, look: Look) -> Turn {
        let words = look.words;
        match self.echo(draft, look) {
            None => {
                self.form.forget();
                self.form.go(WHO);
                return Turn::Refused(t!(words, setup_founder_hint));
            }
            Some(Err(why)) => {
                self.form.forget();
                self.form.go(WHO);
                return Turn::Refused(why);
            }
            Some(Ok(_)) => {}
        }
        let Some(no) = self.founder() else {
            return Turn::Taken;
        };
        let pin = Pin::typed(&self.form.take(PIN));
        let again = Pin::typed(&self.form.take(AGAIN));
        self.form.forget();
        let confirms = draft.office(look.today).confirms(no, look.today);
        if pin.is_empty() {
            return Turn::Refused(t!(words, signature_pin));
        }
        if let Err(why) = pin.check(confirms) {
            return Turn::Refused(pin_refusal(why, words));
        }
        if pin != again {
            return Turn::Refused(t!(words, setup_pins_differ));
        }
        Turn::Make(no, pin)
    }

    fn summary(&self, draft: &Draft, look: Look) -> Vec<(String, String)> {
        let words = look.words;
        let profile = draft.profile.map(crate::office::ProfileId::profile);
        let units: Vec<&str> = draft.units.iter().map(|u| u.name.as_str()).collect();
        let mut roles: Vec<String> = Vec::new();
        for p in &draft.people {
            for r in p.roles.iter().filter(|r| r.role != Role::Staff) {
                roles.push(format!("{} {}", look.role(r.role), p.name));
            }
        }
        let between = t!(words, say_and);
        let means: Vec<String> = choices(words)
            .into_iter()
            .filter(|c| draft.means.iter().any(|m| m.id == c.id))
            .map(|c| c.label)
            .collect();
        let means = if means.is_empty() {
            t!(words, setup_none)
        } else {
            means.join(&between)
        };
        let proof = roster_proof(Catalogue::embedded(), &draft.office(look.today), look.today);
        let office = draft.office(look.today);
        let findings: Vec<String> = proof
            .iter()
            .filter(|line| line.what.is_finding())
            .map(|line| {
                let (what, how) = told(&office, line, look.today, words);
                format!("{what} {how}")
            })
            .collect();
        let findings = match findings.len() {
            0 => t!(words, setup_proof_none),
            count => t!(
                words,
                setup_last_findings,
                count = count,
                which = findings.join(&between)
            ),
        };
        let closing = draft.closing.map(|m| when::minutes(m.0));
        let people = t!(
            words,
            setup_last_people,
            count = draft.people.len(),
            roles = roles.join(&between)
        );
        let places: Vec<&str> = draft.places.iter().map(|p| p.name.as_str()).collect();
        let places = t!(
            words,
            setup_last_places,
            count = places.len(),
            names = places.join(&between)
        );
        let rules = profile.map_or("", |p| p.rules.get(tongue(words)));
        vec![
            (t!(words, setup_last_rules), rules.to_owned()),
            (t!(words, setup_name), draft.name.to_string()),
            (t!(words, setup_unit), units.join(&between)),
            (t!(words, setup_last_people_label), people),
            (t!(words, setup_last_places_label), places),
            (t!(words, setup_last_means), means),
            (t!(words, setup_closing), closing.unwrap_or_default()),
            (
                t!(words, setup_last_folder),
                self.folder.display().to_string(),
            ),
            (t!(words, setup_last_proof), findings),
            (t!(words, setup_last_copy), t!(words, setup_last_no_copy)),
        ]
    }
}

/// What is missing, and in which step.
pub(crate) fn lack(lack: Lack, words: Locale) -> String {
    match lack {
        Lack::Profile => t!(words, setup_lack_profile),
        Lack::Name => t!(words, setup_lack_name),
        Lack::Unit => t!(words, setup_lack_unit),
        Lack::People => t!(words, setup_lack_people),
        Lack::Administrator => t!(words, setup_lack_administrator),
        Lack::Manager => t!(words, setup_lack_manager),
        Lack::Places => t!(words, setup_lack_places),
        Lack::Notice => t!(words, setup_lack_notice),
    }
}

impl Page for Last {
    fn draw(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        let words = look.words;
        for ((label, value), y) in self.summary(draft, look).into_iter().zip(0..) {
            let columns = canvas.width().saturating_sub(20);
            let value = canvas.ink().cut(&value, columns).into_owned();
            canvas.row(y, &Row::new().gap(2).cell(16, label).text(value));
        }
        let at = canvas.height().saturating_sub(8);
        canvas.rule(at);
        canvas.text(1, at + 1, Tone::Plain, t!(words, setup_sentence_heading));
        let end = canvas.paragraph(3, at + 2, Tone::Plain, t!(words, setup_sentence));
        let note = match self.echo(draft, look) {
            None => String::new(),
            Some(Ok(name)) => name,
            Some(Err(_)) => t!(words, signature_unknown),
        };
        self.form.note(WHO, note);
        self.form.draw(canvas, (2, end + 1), 12, true);
    }

    fn hint(&self, draft: &Draft, look: Look) -> String {
        match self.echo(draft, look) {
            Some(Err(why)) => why,
            _ => self.form.hint().to_owned(),
        }
    }

    fn actions(&self, _: &Draft, look: Look) -> Vec<Offer> {
        vec![
            Action::Next.called(t!(look.words, setup_key_make)),
            Action::Up.into(),
            Action::Down.into(),
            Action::NextField.quietly(),
            Action::PreviousField.quietly(),
        ]
    }

    fn key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        match self.form.key(key, look.words) {
            FormTurn::Pass | FormTurn::Left => Turn::Pass,
            FormTurn::Taken => Turn::Taken,
            FormTurn::Refused(why) => Turn::Refused(why),
            FormTurn::Done if look.armed => self.sign(draft, look),
            FormTurn::Done => Turn::Taken,
        }
    }

    fn typing(&self) -> bool {
        true
    }

    fn hide(&mut self) {
        self.form.forget();
    }
}
