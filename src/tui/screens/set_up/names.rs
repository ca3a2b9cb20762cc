//! Step 2: what the office is called, which units it has, its hours, its first day.

use super::page::{Look, Page, Turn};
use crate::calendar::{parse_date, parse_time};
use crate::desk::set_up_file::{Day, Draft, DraftUnit, Minute};
use crate::office::{ProfileId, Settings};
use crate::t;
use crate::tui::say::when;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn, typed_date};
use crate::tui::{Action, Canvas, Key, Offer, Tone};

const NAME: usize = 0;
const CLOSING: usize = 1;
const FROM: usize = 2;
/// The fields from here on are units.
const UNITS: usize = 3;
const MOST_UNITS: usize = 9;

pub(super) struct Names {
    form: Form,
}

impl Names {
    pub(super) fn new(draft: &Draft, look: Look) -> Self {
        let words = look.words;
        let closing = draft.closing.map_or(Settings::default().closing, |m| m.0);
        let from = draft.from.map_or(look.today, |day| day.0);
        let mut form = Form::new(vec![
            Entry::line(t!(words, setup_name), 60, 46)
                .with(draft.name.as_str())
                .hint(t!(words, setup_name_hint)),
            Entry::ascii(t!(words, setup_closing), 6)
                .with(&when::minutes(closing))
                .hint(t!(words, setup_closing_hint)),
            Entry::ascii(t!(words, setup_from), 12)
                .with(&typed_date(from, words))
                .hint(t!(words, setup_from_hint)),
        ]);
        for unit in &draft.units {
            form.push(unit_field(draft, look).with(unit.name.as_str()));
        }
        if draft.units.is_empty() {
            form.push(unit_field(draft, look));
        }
        form.go(NAME);
        Self { form }
    }

    /// Puts into the draft what can be put.
    fn store(&self, draft: &mut Draft, look: Look) -> Result<(), (usize, String)> {
        let words = look.words;
        draft.name = self.form.text(NAME);
        let old = std::mem::take(&mut draft.units);
        let mut next = old.iter().map(|u| u.id).max().unwrap_or(0);
        for nth in UNITS..self.form.len() {
            let name = self.form.text(nth);
            let id = old.get(nth - UNITS).map(|u| u.id);
            if !name.is_blank() {
                let id = id.unwrap_or_else(|| {
                    next += 1;
                    next
                });
                draft.units.push(DraftUnit { id, name });
            } else if let Some(id) = id {
                let used = |unit: Option<u16>| unit == Some(id);
                if draft.people.iter().any(|p| used(p.unit))
                    || draft.places.iter().any(|p| used(p.unit))
                {
                    draft.units = old;
                    return Err((nth, t!(words, setup_unit_used)));
                }
            }
        }
        let closing = parse_time(self.form.value(CLOSING)).ok();
        let closing = closing.and_then(|m| u16::try_from(m).ok());
        let closing = closing.filter(|m| *m < 24 * 60);
        draft.closing = closing.map(Minute);
        let from = parse_date(self.form.value(FROM), look.today).ok();
        draft.from = from.filter(|day| *day <= look.today).map(Day);
        if draft.name.is_blank() {
            return Err((NAME, t!(words, setup_name_missing)));
        }
        if draft.closing.is_none() {
            return Err((CLOSING, t!(words, setup_closing_hint)));
        }
        if draft.from.is_none() {
            return Err((FROM, t!(words, setup_from_wrong)));
        }
        if draft.units.is_empty() {
            return Err((UNITS, t!(words, setup_unit_missing)));
        }
        Ok(())
    }
}

fn unit_field(draft: &Draft, look: Look) -> Entry {
    let words = look.words;
    let label = match draft.profile {
        Some(ProfileId::Contractor) => t!(words, setup_contract),
        _ => t!(words, setup_unit),
    };
    Entry::line(label, 60, 46).hint(t!(words, setup_unit_hint))
}

impl Page for Names {
    fn draw(&mut self, _: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        canvas.text(2, 0, Tone::Heading, t!(look.words, setup_names_heading));
        let end = self.form.draw(canvas, (2, 2), 20, true);
        canvas.paragraph(2, end + 1, Tone::Plain, t!(look.words, setup_names_note));
    }

    fn hint(&self, _: &Draft, _: Look) -> String {
        self.form.hint().to_owned()
    }

    fn actions(&self, _: &Draft, look: Look) -> Vec<Offer> {
        vec![
            Action::Next.into(),
            Action::Up.quietly(),
            Action::Down.quietly(),
            Action::NextField.quietly(),
            Action::PreviousField.quietly(),
            Action::Add.called(t!(look.words, setup_key_add_unit)),
        ]
    }

    fn key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        if key.action == Some(Action::Add) {
            if self.form.len() - UNITS >= MOST_UNITS {
                return Turn::Refused(t!(look.words, setup_units_most, most = MOST_UNITS));
            }
            self.form.push(unit_field(draft, look));
            return Turn::Taken;
        }
        match self.form.key(key, look.words) {
            FormTurn::Pass | FormTurn::Left => Turn::Pass,
            FormTurn::Taken => Turn::Taken,
            FormTurn::Refused(why) => Turn::Refused(why),
            FormTurn::Done => Turn::Next,
        }
    }

    fn paste(&mut self, text: &str, _: &mut Draft, look: Look) -> Turn {
        match self.form.paste(text, look.words) {
            FormTurn::Refused(why) => Turn::Refused(why),
            _ => Turn::Taken,
        }
    }

    fn typing(&self) -> bool {
        true
    }

    fn leave(&mut self, draft: &mut Draft, look: Look) -> Result<(), String> {
        self.store(draft, look).map_err(|(at, why)| {
            self.form.go(at);
            why
        })
    }
}
