//! Step 1: under which rules the office runs.

use super::page::{Look, Page, Turn};
use crate::desk::set_up_file::Draft;
use crate::office::ProfileId;
use crate::t;
use crate::tui::say::tongue;
use crate::tui::{Canvas, Key, Offer, Row, Tone};

pub(super) struct Rules;

impl Page for Rules {
    fn draw(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        canvas.text(2, 0, Tone::Heading, t!(look.words, setup_rules_question));
        let mut y = 2;
        for (nth, id) in ProfileId::ALL.into_iter().enumerate() {
            let chosen = draft.profile == Some(id);
            let profile = id.profile();
            let row = Row::new()
                .gap(4)
                .toned(Tone::Key, (nth + 1).to_string())
                .gap(1)
                .text(profile.name.get(tongue(look.words)));
            canvas.row(y, &row);
            let rules = profile.rules.get(tongue(look.words));
            let below = canvas.paragraph(6, y + 1, Tone::Faint, rules);
            if chosen || (draft.profile.is_none() && nth == 0) {
                if chosen {
                    canvas.text(2, y, Tone::Key, ">");
                }
                canvas.cursor(2, y);
            }
            y = below + 1;
        }
        let end = canvas.paragraph(2, y, Tone::Plain, t!(look.words, setup_rules_note));
        canvas.paragraph(
            2,
            end + 1,
            Tone::Plain,
            t!(look.words, setup_rules_one_office),
        );
    }

    fn hint(&self, draft: &Draft, look: Look) -> String {
        match draft.profile {
            None => t!(look.words, setup_rules_hint),
            Some(_) => t!(look.words, setup_rules_hint_next),
        }
    }

    fn actions(&self, _: &Draft, look: Look) -> Vec<Offer> {
        vec![Offer::Digits(t!(look.words, setup_key_choose))]
    }

    fn key(&mut self, key: &Key, draft: &mut Draft, _: Look) -> Turn {
        match key.nth().and_then(|nth| ProfileId::ALL.get(nth)) {
            Some(id) => {
                draft.profile = Some(*id);
                Turn::Changed
            }
            None => Turn::Pass,
        }
    }

    fn leave(&mut self, draft: &mut Draft, look: Look) -> Result<(), String> {
        match draft.profile {
            Some(_) => Ok(()),
            None => Err(t!(look.words, setup_rules_hint)),
        }
    }
}
