//! Step 5: what is locked in the evening, where its keys go, who locks it; and the means of
//! sending that the office uses.

use super::page::{Look, Page, Turn, number};
use super::people::{form_actions, list_actions, remove_action};
use super::table::{Table, TableTurn};
use crate::desk::import;
use crate::desk::set_up_file::{Draft, DraftMeans, DraftPlace};
use crate::office::ProfileId;
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::screens::people::means::{Choice, choices};
use crate::tui::widgets::List;
use crate::tui::{Action, Canvas, Key, Mark, Offer, Row, Tone};

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

    fn form(draft: &Draft, place: Option<&DraftPlace>, look: Look) -> Form {
        let words = look.words;
        let numbers = |p: &DraftPlace| {
            let numbers: Vec<String> = p.roster.iter().map(|no| number(*no)).collect();
            numbers.join(" ")
        };
        let value = |of: &dyn Fn(&DraftPlace) -> String| place.map(of).unwrap_or_default();
        let mut entries = vec![
            Entry::line(t!(words, setup_column_place), 40, 40)
                .with(&value(&|p| p.name.to_string()))
                .hint(t!(words, setup_place_hint)),
            Entry::line(t!(words, setup_column_key), 40, 40)
                .with(&value(&|p| p.key_place.to_string()))
                .hint(t!(words, setup_key_place_hint)),
            Entry::line(t!(words, setup_column_roster), 200, 40)
                .with(&value(&numbers))
                .hint(t!(words, setup_roster_hint)),
        ];
        if draft.units.len() > 1 {
            let unit = place.and_then(|p| p.unit).map(|unit| unit.to_string());
            let list: Vec<String> = draft
                .units
                .iter()
                .map(|u| format!("{} {}", u.id, u.name))
                .collect();
            let list = list.join("  ");
            entries.push(
                Entry::line(t!(words, setup_unit), 2, 3)
                    .with(&unit.unwrap_or_else(|| "1".to_owned()))
                    .hint(t!(words, setup_place_unit_hint, units = list)),
            );
        }
        Form::new(entries)
    }

    /// Takes the fields by the rules of a table's row.
    fn take(form: &Form, old: Option<u16>, draft: &mut Draft, look: Look) -> Result<(), String> {
        let cells: Vec<String> = (0..3)
            .map(|nth| form.value(nth).replace('\t', " "))
            .collect();
        let there: Vec<_> = draft
            .places
            .iter()
            .filter(|p| Some(p.id) != old)
            .map(|p| p.name.clone())
            .collect();
        let people = draft.known(look.today);
        let rows = import::places(&cells.join("\t"), &people, &there).map_err(|misfits| {
            let first = misfits.first();
            first.map_or(String::new(), |m| super::table::cell_misfit(m, look.words))
        })?;
        let unit = if form.len() > 3 {
            let unit = form.number(3);
            let unit = unit.filter(|id| draft.units.iter().any(|u| u.id == *id));
            Some(unit.ok_or_else(|| t!(look.words, setup_place_unit_wrong))?)
        } else {
            None
        };
        let id = match old {
            None => {
                draft.take_places(rows);
                draft.places.last().map(|p| p.id)
            }
            Some(id) => {
                let place = draft.places.iter_mut().find(|p| p.id == id);
                if let (Some(place), Some(row)) = (place, rows.into_iter().next()) {
                    place.name = row.name;
                    place.key_place = row.key_place;
                    place.roster = row.roster;
                }
                Some(id)
            }
        };
        if let Some(place) = draft.places.iter_mut().find(|p| Some(p.id) == id) {
            place.unit = unit;
        }
        Ok(())
    }

    fn table(&mut self, text: &str, draft: &mut Draft, look: Look) -> Turn {
        let there: Vec<_> = draft.places.iter().map(|p| p.name.clone()).collect();
        match import::places(text, &draft.known(look.today), &there) {
            Ok(rows) => {
                let count = rows.len();
                draft.take_places(rows);
                self.over = Over::Nothing;
                Turn::Did(t!(look.words, setup_places_taken, count = count))
            }
            Err(misfits) => match &mut self.over {
                Over::Table(table) => table.misfits(misfits, look.words),
                _ => Turn::Taken,
            },
        }
    }

    fn table_turn(&mut self, turn: TableTurn, draft: &mut Draft, look: Look) -> Turn {
        match turn {
            TableTurn::Taken => Turn::Taken,
            TableTurn::Refused(why) => Turn::Refused(why),
            TableTurn::Read(path) => Turn::Read(path),
            TableTurn::Text(text) => self.table(&text, draft, look),
            TableTurn::Left => {
                self.over = Over::Nothing;
                Turn::Opened
            }
        }
    }

    fn means_key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        let chosen = self.means.selected().and_then(|nth| self.choices.get(nth));
        let Some(choice) = chosen else {
            return Turn::Pass;
        };
        let contractor = draft.profile == Some(ProfileId::Contractor);
        let used = draft.means.iter().position(|m| m.id == choice.id);
        match (key.action, used) {
            (Some(Action::ChangeRole), Some(at)) => {
                draft.means.remove(at);
                Turn::Changed
            }
            (Some(Action::ChangeRole), None) if !contractor => {
                draft.means.push(DraftMeans {
                    id: choice.id.clone(),
                    notice: None,
                });
                Turn::Changed
            }
            // A contractor's means is in use with its 届出, or not at all.
            (Some(Action::ChangeRole | Action::Open), _) if contractor => {
                let old = used.and_then(|at| draft.means.get(at));
                let old = old.and_then(|m| m.notice.as_ref()).map(ToString::to_string);
                let field = Entry::line(t!(look.words, setup_notice), 60, 40)
                    .with(&old.unwrap_or_default())
                    .hint(t!(look.words, setup_notice_hint));
                self.over = Over::Notice(Form::new(vec![field]), choice.id.clone());
                Turn::Opened
            }
            _ if self.means.key(key) => Turn::Taken,
            _ => Turn::Pass,
        }
    }

    fn notice_key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        let Over::Notice(form, id) = &mut self.over else {
            return Turn::Pass;
        };
        match form.key(key, look.words) {
            FormTurn::Pass | FormTurn::Taken => Turn::Taken,
            FormTurn::Refused(why) => Turn::Refused(why),
            FormTurn::Left => {
                self.over = Over::Nothing;
                Turn::Opened
            }
            FormTurn::Done if form.text(0).is_blank() => {
                Turn::Refused(t!(look.words, setup_notice_hint))
            }
            FormTurn::Done => {
                let notice = Some(form.text(0));
                let id = std::mem::take(id);
                match draft.means.iter_mut().find(|m| m.id == id) {
                    Some(means) => means.notice = notice,
                    None => draft.means.push(DraftMeans { id, notice }),
                }
                self.over = Over::Nothing;
                Turn::Changed
            }
        }
    }

    fn place_key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        let Over::Place(form, old) = &mut self.over else {
            return Turn::Pass;
        };
        let turn = match key.action {
            Some(Action::NextStep) => FormTurn::Done,
            _ => form.key(key, look.words),
        };
        match turn {
            FormTurn::Pass | FormTurn::Taken => Turn::Taken,
            FormTurn::Refused(why) => Turn::Refused(why),
            FormTurn::Left => {
                self.over = Over::Nothing;
                Turn::Opened
            }
            FormTurn::Done => match Self::take(form, *old, draft, look) {
                Err(why) => Turn::Refused(why),
                Ok(()) => {
                    self.over = match old {
                        None => Over::Place(Self::form(draft, None, look), None),
                        Some(_) => Over::Nothing,
                    };
                    self.places.set_len(draft.places.len());
                    if !self.inside() {
                        return Turn::Changed;
                    }
                    self.places.select(draft.places.len());
                    Turn::Changed
                }
            },
        }
    }

    fn draw_places(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look, rows: u16) {
        let words = look.words;
        self.places.set_len(draft.places.len());
        let header = Row::new()
            .gap(2)
            .cell(4, t!(words, setup_column_number))
            .cell(21, t!(words, setup_column_place))
            .cell(21, t!(words, setup_column_key))
            .text(t!(words, setup_column_roster));
        canvas.row(0, &header);
        let focus = !self.on_means && matches!(self.over, Over::Nothing);
        let width = canvas.width();
        self.places.draw(canvas, (1, 1), rows, focus, |nth| {
            let Some(p) = draft.places.get(nth) else {
                return Row::new();
            };
            let names: Vec<String> = p
                .roster
                .iter()
                .filter_map(|no| draft.person(*no))
                .map(|p| {
                    let name = p.name.as_str();
                    name.split_whitespace().next().unwrap_or(name).to_owned()
                })
                .collect();
            let names = names.join(&t!(words, say_and));
            Row::new()
                .gap(2)
                .cell(4, p.id.to_string())
                .cell(20, p.name.as_str())
                .gap(1)
                .cell(20, p.key_place.as_str())
                .gap(1)
                .cell(width.saturating_sub(49), names)
        });
        if draft.places.is_empty() {
            canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_places_none));
            if focus {
                canvas.cursor(2, 2);
            }
        }
    }

    fn draw_means(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look, at: u16) {
        let words = look.words;
        let heading = match draft.profile {
            Some(ProfileId::Contractor) => t!(words, setup_means_heading_notice),
            _ => t!(words, setup_means_heading),
        };
        canvas.text(1, at, Tone::Plain, heading);
        let rows = canvas.height().saturating_sub(at + 1);
        let focus = self.on_means;
        let choices = &self.choices;
        let row = |nth: usize| {
            let Some(choice) = choices.get(nth) else {
                return Row::new();
            };
            let used = draft.means.iter().find(|m| m.id == choice.id);
            let row = Row::new().gap(2);
            let row = match used {
                Some(_) => row.mark(Mark::Done, words),
                None => row.no_mark(words),
            };
            let notice = used.and_then(|m| m.notice.as_ref());
            row.gap(1)
                .cell(26, &choice.label)
                .text(notice.map(ToString::to_string).unwrap_or_default())
        };
        if focus {
            self.means.draw(canvas, (1, at + 1), rows, true, row);
        } else {
            for (nth, y) in (0..choices.len()).zip(at + 1..canvas.height()) {
                canvas.row(y, &row(nth));
            }
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
