//! Step 3: who belongs to the office.

use super::page::{Look, Page, Turn, number};
use super::table::{Table, TableTurn};
use crate::desk::import;
use crate::desk::set_up_file::{Draft, DraftPerson};
use crate::journal::PersonNo;
use crate::locale::{Lang, Locale};
use crate::office::ProfileId;
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::widgets::List;
use crate::tui::{Action, Canvas, Key, Offer, Row, Tone};

/// What is open over the list.
enum Over {
    Nothing,
    /// Somebody is being added, or changed.
    Person(Form, Option<PersonNo>),
    Table(Table),
}

pub(super) struct People {
    list: List,
    over: Over,
}

impl People {
    pub(super) fn new(draft: &Draft) -> Self {
        Self {
            list: List::new(draft.people.len()),
            over: Over::Nothing,
        }
    }

    fn form(person: Option<&DraftPerson>, look: Look) -> Form {
        let words = look.words;
        let value = |of: fn(&DraftPerson) -> &str| person.map_or("", of).to_owned();
        let no = person.map(|p| number(p.no)).unwrap_or_default();
        Form::new(vec![
            Entry::line(t!(words, setup_column_number), 3, 4)
                .with(&no)
                .hint(t!(words, setup_number_hint)),
            Entry::line(t!(words, setup_column_name), 40, 30)
                .with(&value(|p| p.name.as_str()))
                .hint(t!(words, setup_person_name_hint)),
            Entry::line(t!(words, setup_column_kana), 40, 30)
                .with(&value(|p| p.kana.as_str()))
                .hint(t!(words, setup_kana_hint)),
            Entry::line(t!(words, setup_column_section), 30, 30)
                .with(&value(|p| p.section.as_str()))
                .hint(t!(words, setup_section_hint)),
        ])
    }

    /// Takes the fields as one row of a table, so that both obey the same rules.
    fn take(
        form: &Form,
        old: Option<PersonNo>,
        draft: &mut Draft,
        look: Look,
    ) -> Result<(), String> {
        let cells: Vec<String> = (0..4)
            .map(|nth| form.value(nth).replace('\t', " "))
            .collect();
        let known: Vec<import::Known> = draft
            .known(look.today)
            .into_iter()
            .filter(|k| Some(k.no) != old)
            .collect();
        let profile = draft.profile.unwrap_or(ProfileId::Bureau);
        let rows = import::people(&cells.join("\t"), profile, &known).map_err(|misfits| {
            let first = misfits.first();
            first.map_or(String::new(), |m| super::table::cell_misfit(m, look.words))
        })?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        if old.is_none_or(|old| old != row.no)
            && let Some(other) = draft.person(row.no)
        {
            let name = other.name.as_str();
            return Err(t!(look.words, setup_why_taken, name = name));
        }
        if let Some(old) = old
            && let Some(person) = draft.people.iter_mut().find(|p| p.no == old)
        {
            person.no = row.no;
            person.name = row.name.clone();
            for place in &mut draft.places {
                for no in place.roster.iter_mut().filter(|no| **no == old) {
                    *no = row.no;
                }
            }
        }
        draft.take_people(rows);
        Ok(())
    }

    fn table(&mut self, text: &str, draft: &mut Draft, look: Look) -> Turn {
        let profile = draft.profile.unwrap_or(ProfileId::Bureau);
        match import::people(text, profile, &draft.known(look.today)) {
            Ok(rows) => {
                let count = rows.len();
                draft.take_people(rows);
                self.over = Over::Nothing;
                self.list = List::new(draft.people.len());
                Turn::Did(t!(look.words, setup_table_taken, count = count))
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

    fn selected(&self, draft: &Draft) -> Option<PersonNo> {
        let nth = self.list.selected()?;
        draft.people.get(nth).map(|p| p.no)
    }
}

impl Page for People {
    fn draw(&mut self, draft: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        let words = look.words;
        if let Over::Table(table) = &mut self.over {
            table.draw(canvas, look);
            return;
        }
        self.list.set_len(draft.people.len());
        let header = Row::new()
            .gap(2)
            .cell(4, t!(words, setup_column_number))
            .cell(21, t!(words, setup_column_name))
            .cell(25, t!(words, setup_column_kana))
            .cell(24, t!(words, setup_column_section));
        canvas.row(0, &header);
        let open = matches!(self.over, Over::Person(..));
        let under = if open { 7 } else { 2 };
        let rows = canvas.height().saturating_sub(1 + under);
        self.list.draw(canvas, (1, 1), rows, !open, |nth| {
            let Some(p) = draft.people.get(nth) else {
                return Row::new();
            };
            Row::new()
                .gap(2)
                .cell(4, number(p.no))
                .cell(20, p.name.as_str())
                .gap(1)
                .cell(24, p.kana.as_str())
                .gap(1)
                .cell(24, p.section.as_str())
        });
        if draft.people.is_empty() {
            canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_people_none));
            if !open {
                canvas.cursor(2, 2);
            }
        }
        let below = self.list.below();
        let foot = canvas.height().saturating_sub(under);
        let text = if below > 0 {
            t!(
                words,
                setup_people_more,
                count = draft.people.len(),
                below = below
            )
        } else {
            t!(words, setup_people_count, count = draft.people.len())
        };
        canvas.text(3, foot, Tone::Faint, text);
        if let Over::Person(form, old) = &self.over {
            canvas.rule(foot + 1);
            let heading = match old {
                None => t!(words, setup_person_new),
                Some(_) => t!(words, setup_person_change),
            };
            canvas.text(2, foot + 2, Tone::Heading, heading);
            form.draw(canvas, (2, foot + 3), 12, true);
        }
    }

    fn hint(&self, draft: &Draft, look: Look) -> String {
        match &self.over {
            Over::Person(form, _) => form.hint().to_owned(),
            Over::Table(table) => table.hint(look.words),
            Over::Nothing if draft.people.is_empty() => t!(look.words, setup_people_hint_none),
            Over::Nothing => t!(look.words, setup_people_hint),
        }
    }

    fn actions(&self, draft: &Draft, look: Look) -> Vec<Offer> {
        let words = look.words;
        match &self.over {
            Over::Table(table) => table.actions(words),
            Over::Person(..) => form_actions(),
            Over::Nothing => {
                let mut offers = list_actions(words);
                if !draft.people.is_empty() {
                    offers.push(Action::Open.called(t!(words, setup_key_change)));
                    offers.push(remove_action(words));
                }
                offers.push(Action::Add.into());
                offers.push(table_action(words));
                offers
            }
        }
    }

    fn key(&mut self, key: &Key, draft: &mut Draft, look: Look) -> Turn {
        match &mut self.over {
            Over::Table(table) => {
                let turn = table.key(key, look.words);
                return self.table_turn(turn, draft, look);
            }
            Over::Person(form, old) => {
                let done = matches!(key.action, Some(Action::NextStep));
                let turn = if done {
                    FormTurn::Done
                } else {
                    form.key(key, look.words)
                };
                return match turn {
                    FormTurn::Pass | FormTurn::Taken => Turn::Taken,
                    FormTurn::Refused(why) => Turn::Refused(why),
                    FormTurn::Left => {
                        self.over = Over::Nothing;
                        Turn::Opened
                    }
                    FormTurn::Done => match Self::take(form, *old, draft, look) {
                        Err(why) => Turn::Refused(why),
                        Ok(()) => {
                            let no = form.number(0).map(PersonNo);
                            let again = old.is_none();
                            self.over = if again {
                                Over::Person(Self::form(None, look), None)
                            } else {
                                Over::Nothing
                            };
                            self.list.set_len(draft.people.len());
                            let at = draft.people.iter().position(|p| Some(p.no) == no);
                            self.list.select(at.unwrap_or(0));
                            Turn::Changed
                        }
                    },
                };
            }
            Over::Nothing => {}
        }
        match key.action {
            Some(Action::Add) => {
                self.over = Over::Person(Self::form(None, look), None);
                Turn::Opened
            }
            Some(Action::FromTable) => {
                let columns = t!(look.words, setup_table_people);
                self.over = Over::Table(Table::new(columns, look.words));
                Turn::Opened
            }
            Some(Action::Open) => {
                let person = self.selected(draft).and_then(|no| draft.person(no));
                if let Some(person) = person {
                    self.over = Over::Person(Self::form(Some(person), look), Some(person.no));
                }
                Turn::Opened
            }
            Some(Action::RemoveLine) => match self.selected(draft) {
                Some(no) => {
                    let name = draft.person(no).map(|p| p.name.to_string());
                    draft.remove_person(no);
                    let name = name.unwrap_or_default();
                    Turn::Did(t!(look.words, setup_person_removed, name = name))
                }
                None => Turn::Taken,
            },
            _ if self.list.key(key) => Turn::Taken,
            _ => Turn::Pass,
        }
    }

    fn paste(&mut self, text: &str, draft: &mut Draft, look: Look) -> Turn {
        match &mut self.over {
            Over::Table(table) => {
                let turn = table.paste(text, look.words);
                self.table_turn(turn, draft, look)
            }
            Over::Person(form, _) => match form.paste(text, look.words) {
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
        if draft.people.is_empty() {
            return Err(t!(look.words, setup_people_hint_none));
        }
        Ok(())
    }
}

/// What works in a form that is open over a list.
pub(super) fn form_actions() -> Vec<Offer> {
    vec![
        Action::Next.into(),
        Action::Up.quietly(),
        Action::Down.quietly(),
        Action::NextField.quietly(),
        Action::PreviousField.quietly(),
        Action::NextStep.quietly(),
        Action::Back.into(),
        Action::Help.into(),
    ]
}

/// What works in a list. English words are longer: what the hand finds by itself stands in F1 then.
pub(super) fn list_actions(words: Locale) -> Vec<Offer> {
    let mut offers = match words.lang() {
        Lang::Ja => vec![Action::Up.into(), Action::Down.into()],
        Lang::En => vec![Action::Up.quietly(), Action::Down.quietly()],
    };
    offers.push(Action::PageDown.quietly());
    offers
}

/// Without this row.
pub(super) fn remove_action(words: Locale) -> Offer {
    match words.lang() {
        Lang::Ja => Action::RemoveLine.into(),
        Lang::En => Action::RemoveLine.quietly(),
    }
}

/// A table from a file or a paste.
pub(super) fn table_action(words: Locale) -> Offer {
    match words.lang() {
        Lang::Ja => Action::FromTable.into(),
        Lang::En => Action::FromTable.called(t!(words, setup_key_table)),
    }
}
