//! Step 5: what is locked in the evening, where its keys go, who locks it; and the means of
//! sending that the office uses.
//!
//! `fill` is the form and the table of places, `means` the means and their 届出, `draw` the two lists.

mod draw;
mod fill;
mod means;

use super::page::{Look, Page, Turn, number};
use super::people::{form_actions, list_actions, remove_action};
use super::table::Table;
use crate::desk::set_up_file::Draft;
use crate::office::ProfileId;
use crate::t;
use crate::tui::screens::people::form::{Form, Turn as FormTurn};
use crate::tui::screens::people::means::{Choice, choices};
use crate::tui::widgets::List;
use crate::tui::{Action, Canvas, Key, Offer, Tone};

enum Over {
    Nothing,
    Place(Form, Option<u16>),
    Table(Table),
    /// The 届出 of a means.
    Notice(Form, String),
}

pub(super) struct Places {
    places: List,
    means: List,
    on_means: bool,
    choices: Vec<Choice>,
    over: Over,
}

impl Places {
    pub(super) fn new(draft: &Draft, look: Look) -> Self {
        let choices = choices(look.words);
        Self {
            places: List::new(draft.places.len()),
            means: List::new(choices.len()),
            on_means: false,
            choices,
            over: Over::Nothing,
        }
    }
}

impl Page for Places {
    fn draw(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        if let Over::Table(table) = &mut self.over {
            table.draw(canvas, look);
            return;
        }
        let lower = 8;
        let rows = canvas.height().saturating_sub(lower + 2);
        self.draw_places(draft, canvas, look, rows);
        canvas.rule(rows + 1);
        let at = rows + 2;
        match &self.over {
            Over::Place(form, old) => {
                let heading = match old {
                    None => t!(look.words, setup_place_new),
                    Some(_) => t!(look.words, setup_place_change),
                };
                canvas.text(2, at, Tone::Heading, heading);
                let end = form.draw(canvas, (2, at + 1), 16, true);
                let people: Vec<String> = draft
                    .people
                    .iter()
                    .map(|p| format!("{} {}", number(p.no), p.name))
                    .collect();
                canvas.paragraph(2, end, Tone::Faint, people.join("  "));
            }
            Over::Notice(form, id) => {
                let label = self.choices.iter().find(|c| c.id == *id);
                let label = label.map_or(id.as_str(), |c| c.label.as_str());
                canvas.text(2, at, Tone::Heading, label);
                let end = form.draw(canvas, (2, at + 1), 16, true);
                canvas.paragraph(2, end + 1, Tone::Plain, t!(look.words, setup_notice_note));
            }
            Over::Nothing | Over::Table(_) => self.draw_means(draft, canvas, look, at),
        }
    }

    fn hint(&self, draft: &Draft, look: Look) -> String {
        match &self.over {
            Over::Place(form, _) | Over::Notice(form, _) => form.hint().to_owned(),
            Over::Table(table) => table.hint(look.words),
            Over::Nothing if self.on_means => t!(look.words, setup_means_hint),
            Over::Nothing if draft.places.is_empty() => t!(look.words, setup_places_hint_none),
            Over::Nothing => t!(look.words, setup_places_hint),
        }
    }

    fn actions(&self, draft: &Draft, look: Look) -> Vec<Offer> {
        let words = look.words;
        match &self.over {
            Over::Table(table) => return table.actions(words),
            Over::Place(..) | Over::Notice(..) => return form_actions(),
            Over::Nothing => {}
        }
        let mut offers = list_actions(words);
        if self.on_means {
            offers.push(Action::ChangeRole.called(t!(words, setup_key_use)));
            if draft.profile == Some(ProfileId::Contractor) {
                offers.push(Action::Open.called(t!(words, setup_key_notice)));
            }
            offers.push(Action::NextField.called(t!(words, setup_key_places)));
            return offers;
        }
        if !draft.places.is_empty() {
            offers.push(Action::Open.called(t!(words, setup_key_change)));
            offers.push(remove_action(words));
        }
        offers.push(Action::Add.into());
        offers.push(Action::FromTable.called(t!(words, setup_key_table)));
        offers.push(Action::NextField.called(t!(words, setup_key_means)));
        offers
    }

    fn key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        match &mut self.over {
            Over::Table(table) => {
                let turn = table.key(key, look.words);
                return self.table_turn(turn, draft, look);
            }
            Over::Place(..) => return self.place_key(key, draft, look),
            Over::Notice(..) => return self.notice_key(key, draft, look),
            Over::Nothing => {}
        }
        if key.action == Some(Action::NextField) {
            self.on_means = !self.on_means;
            return Turn::Opened;
        }
        if self.on_means {
            return self.means_key(key, draft, look);
        }
        let selected = self.places.selected();
        match key.action {
            Some(Action::Add) => {
                self.over = Over::Place(Self::form(draft, None, look), None);
                Turn::Opened
            }
            Some(Action::FromTable) => {
                let columns = t!(look.words, setup_table_places);
                self.over = Over::Table(Table::new(columns, look.words));
                Turn::Opened
            }
            Some(Action::Open) => {
                if let Some(place) = selected.and_then(|nth| draft.places.get(nth)) {
                    let form = Self::form(draft, Some(place), look);
                    self.over = Over::Place(form, Some(place.id));
                }
                Turn::Opened
            }
            Some(Action::RemoveLine) => match selected {
                Some(nth) if nth < draft.places.len() => {
                    let gone = draft.places.remove(nth);
                    let name = gone.name.as_str();
                    Turn::Did(t!(look.words, setup_person_removed, name = name))
                }
                _ => Turn::Taken,
            },
            _ if self.places.key(key) => Turn::Taken,
            _ => Turn::Pass,
        }
    }

    fn paste(&mut self, text: &str, draft: &mut Draft, look: Look) -> Turn {
        match &mut self.over {
            Over::Table(table) => {
                let turn = table.paste(text, look.words);
                self.table_turn(turn, draft, look)
            }
            Over::Place(form, _) | Over::Notice(form, _) => match form.paste(text, look.words) {
                FormTurn::Refused(why) => Turn::Refused(why),
                _ => Turn::Taken,
            },
            Over::Nothing => Turn::Refused(t!(look.words, setup_paste_first)),
        }
    }

    fn read(&mut self, text: Result<String, String>, draft: &mut Draft, look: Look) -> Turn {
        match text {
            Ok(text) => self.table(&text, draft, look),
            Err(why) => Turn::Refused(why),
        }
    }

    fn typing(&self) -> bool {
        self.inside()
    }

    fn takes_lines(&self) -> bool {
        matches!(self.over, Over::Table(_))
    }

    fn inside(&self) -> bool {
        !matches!(self.over, Over::Nothing)
    }

    fn leave(&mut self, draft: &mut Draft, look: Look) -> Result<(), String> {
        if draft.places.is_empty() {
            return Err(t!(look.words, setup_places_hint_none));
        }
        Ok(())
    }
}
