//! The form and the table of places.

use super::{Over, Places};
use crate::desk::import;
use crate::desk::set_up_file::{Draft, DraftPlace};
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::screens::set_up::page::{Look, Page, Turn, number};
use crate::tui::screens::set_up::table;
use crate::tui::screens::set_up::table::TableTurn;
use crate::tui::{Action, Key};

impl Places {
    pub(super) fn form(draft: &Draft, place: Option<&DraftPlace>, look: Look) -> Form {
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
    pub(super) fn take(
        form: &Form,
        old: Option<u16>,
        draft: &mut Draft,
        look: Look,
    ) -> Result<(), String> {
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
            first.map_or(String::new(), |m| table::cell_misfit(m, look.words))
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

    pub(super) fn table(&mut self, text: &str, draft: &mut Draft, look: Look) -> Turn {
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

    pub(super) fn table_turn(&mut self, turn: TableTurn, draft: &mut Draft, look: Look) -> Turn {
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

    pub(super) fn place_key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
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
}
