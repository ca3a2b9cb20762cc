//! One question of a page with what has been typed into it.

use super::area::Area;
use super::holdings::{Holdings, Part};
use super::lot;
use super::make::{address_field, clause, input, own_field, paste_addresses};
use crate::calendar::Moment;
use crate::locale::{Lang, Locale};
use crate::office::Office;
use crate::procedure::{
    ChoiceId, Field as Asked, FieldId, Kind, Question, Step, Value, sample_rows,
};
use crate::text::Tongue;
use crate::tui::Key;
use crate::tui::widgets::{Choice, Field, Typed};
use chrono::NaiveDate;
use std::sync::Arc;

/// What all questions of a wizard stand on.
#[derive(Debug, Clone)]
pub(super) struct Ground {
    pub(super) office: Arc<Office>,
    pub(super) register: Arc<crate::desk::Known>,
    pub(super) today: NaiveDate,
    pub(super) now: Moment,
    pub(super) words: Locale,
    /// Whether the means in use that day are asked for here.
    pub(super) sending: bool,
}

impl Ground {
    pub(super) fn tongue(&self) -> Tongue {
        tongue(self.words)
    }
}

/// The labels' language that goes with the screens'.
pub(super) fn tongue(words: Locale) -> Tongue {
    match words.lang() {
        Lang::Ja => Tongue::Ja,
        Lang::En => Tongue::En,
    }
}

/// One question.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) asked: Asked,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) clause: String,
    pub(super) input: Input,
    /// Enter was pressed in it: an empty list then is an answer.
    pub(super) visited: bool,
}

/// What is typed.
#[derive(Debug, Clone)]
pub(super) enum Input {
    /// One line.
    Line(Field),
    /// Several lines.
    Area(Area),
    /// One of a few, by digit.
    Choice(Choice, Vec<ChoiceId>),
    /// E-mail addresses, one a slot.
    Emails(Vec<Field>),
    /// Lines of documents.
    Holdings(Holdings),
    /// Four digits for each row that was drawn.
    Rows(Vec<(u32, Field)>),
    /// What became of each line.
    Outcomes(Outcomes),
}

/// What became of the lines of a step that is signed line by line.
#[derive(Debug, Clone)]
pub(super) struct Outcomes {
    /// The line and what it is.
    pub(super) lines: Vec<(u16, String)>,
    /// What may have become of it; empty where the step only says that it was seen.
    pub(super) options: Vec<(ChoiceId, String)>,
    /// By line: the option chosen.
    pub(super) chosen: Vec<Option<usize>>,
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Did {
    /// Not for a field.
    Pass,
    /// Taken.
    Taken,
    /// Taken, and the slot is complete: the next one may come by itself.
    Full,
    /// Not taken, and why.
    Refused(String),
}

impl Entry {
    /// A question of the first person.
    pub(super) fn new(asked: &Asked, ground: &Ground) -> Self {
        let input = input(asked, ground);
        let hint = asked.hint.as_ref().map(|hint| hint.get(ground.tongue()));
        Self {
            label: asked.label.get(ground.tongue()).to_owned(),
            hint: hint.unwrap_or_default().to_owned(),
            clause: clause(asked, ground),
            asked: asked.clone(),
            input,
            visited: false,
        }
    }

    /// A blind question of the second person.
    pub(super) fn blind(question: &Question<'_>, ground: &Ground) -> Self {
        let mut entry = Self::new(question.field, ground);
        entry.label = question.recheck.label.get(ground.tongue()).to_owned();
        let hint = question.recheck.hint.as_ref();
        entry.hint = hint.map_or_else(String::new, |hint| hint.get(ground.tongue()).to_owned());
        match &mut entry.input {
            Input::Choice(choice, ids) => {
                let choices = &question.choices;
                *ids = choices.iter().map(|c| c.id.clone()).collect();
                let labels = choices
                    .iter()
                    .map(|c| c.label.get(ground.tongue()).to_owned());
                *choice = Choice::new(labels.collect());
            }
            Input::Rows(rows) => {
                *rows = question
                    .rows
                    .iter()
                    .map(|row| (*row, Field::digits(4)))
                    .collect();
            }
            _ => {}
        }
        entry
    }

    /// The question what became of each line of `step`.
    pub(super) fn outcomes(step: &Step, lines: Vec<(u16, String)>, ground: &Ground) -> Self {
        let options: Vec<(ChoiceId, String)> = crate::tui::say::outcomes(step)
            .into_iter()
            .map(|(id, outcome)| (id.clone(), outcome.label.get(ground.tongue()).to_owned()))
            .collect();
        let chosen = vec![None; lines.len()];
        let mut entry = Self::new(&own_field("lines", Kind::Choice, &step.title), ground);
        entry.input = Input::Outcomes(Outcomes {
            lines,
            options,
            chosen,
        });
        entry
    }

    pub(super) fn id(&self) -> &FieldId {
        &self.asked.id
    }

    /// How many places a cursor can stand in.
    pub(super) fn slots(&self) -> usize {
        match &self.input {
            Input::Line(_) | Input::Area(_) | Input::Choice(..) => 1,
            Input::Emails(list) => list.len(),
            Input::Holdings(lines) => lines.slots(),
            Input::Rows(rows) => rows.len(),
            Input::Outcomes(outcomes) => outcomes.lines.len(),
        }
        .max(1)
    }

    /// Whether characters are text there.
    pub(super) fn is_text(&self, slot: usize) -> bool {
        match &self.input {
            Input::Choice(..) | Input::Outcomes(_) => false,
            Input::Holdings(lines) => lines.place(slot).1 != Part::Media,
            Input::Rows(rows) => !rows.is_empty(),
            _ => true,
        }
    }

    /// Whether nothing was answered at all.
    pub(super) fn is_empty(&self) -> bool {
        match &self.input {
            Input::Line(field) => field.is_empty(),
            Input::Area(area) => area.paragraph().is_none(),
            Input::Choice(choice, _) => choice.chosen().is_none(),
            Input::Emails(list) => list.iter().all(Field::is_empty) && !self.visited,
            Input::Holdings(lines) => lines.rows.iter().all(|row| row.is_empty()),
            Input::Rows(rows) => rows.iter().all(|(_, field)| field.is_empty()),
            Input::Outcomes(outcomes) => outcomes.chosen.iter().all(Option::is_none),
        }
    }

    /// Whether anything at all was typed, an explicit "none" apart.
    pub(super) fn is_untouched(&self) -> bool {
        match &self.input {
            Input::Emails(list) => list.iter().all(Field::is_empty),
            _ => self.is_empty(),
        }
    }

    /// The slot in which the cursor comes up.
    pub(super) fn begins_at(&self) -> usize {
        match &self.input {
            Input::Holdings(lines) => lines.begins_at(),
            _ => 0,
        }
    }

    /// The cursor has come (back) into a slot.
    pub(super) fn come_back(&mut self, slot: usize) {
        let field = match &mut self.input {
            Input::Line(field) => Some(field),
            Input::Rows(rows) => rows.get_mut(slot).map(|(_, field)| field),
            Input::Holdings(lines) => lines.field_mut(slot),
            _ => None,
        };
        if let Some(field) = field {
            field.come_back();
        }
    }

    /// A key into a slot. `own` says that a person pressed it by itself: only then a digit chooses,
    /// or a full field lets go.
    pub(super) fn key(&mut self, slot: usize, key: &Key, own: bool, ground: &Ground) -> Did {
        let words = ground.words;
        let full = |field: &Field| field.is_full();
        let (typed, complete) = match &mut self.input {
            Input::Choice(choice, _) => {
                return match own && choice.key(key) {
                    true => Did::Full,
                    false if key.digit().is_some() => Did::Taken,
                    false => Did::Pass,
                };
            }
            Input::Outcomes(outcomes) => return outcomes.key(slot, key, own),
            Input::Line(field) => {
                let typed = field.key(key);
                let fixed = self.asked.length.is_some_and(|l| l.min == l.max)
                    || self.asked.kind == Kind::Person;
                (typed, fixed && full(field))
            }
            Input::Area(area) => (area.key(key), false),
            Input::Emails(list) => match list.get_mut(slot) {
                Some(field) => (field.key(key), false),
                None => (Typed::Pass, false),
            },
            Input::Rows(rows) => match rows.get_mut(slot) {
                Some((_, field)) => {
                    let typed = field.key(key);
                    (typed, full(field))
                }
                None => (Typed::Pass, false),
            },
            Input::Holdings(lines) => lines.key(slot, key, &ground.office, ground.today),
        };
        match typed {
            Typed::Pass => Did::Pass,
            Typed::Refused(why) => Did::Refused(why.words(words)),
            Typed::Changed if complete && own => Did::Full,
            _ => Did::Taken,
        }
    }

    /// Whether Enter leads to a further slot of the same question.
    pub(super) fn goes_on(&self, slot: usize) -> bool {
        if slot + 1 >= self.slots() {
            return false;
        }
        match &self.input {
            // Enter in an empty last line ends the list.
            Input::Emails(list) => list.get(slot).is_some_and(|field| !field.is_empty()),
            Input::Holdings(lines) => {
                let (row, part) = lines.place(slot);
                let empty = lines.rows.get(row).is_none_or(|row| row.is_empty());
                !(part == Part::What && empty)
            }
            _ => true,
        }
    }

    /// A paste into a slot. Line breaks stay only where a field has lines.
    pub(super) fn paste(&mut self, slot: usize, text: &str, words: Locale) -> Did {
        let typed = match &mut self.input {
            Input::Area(area) => area.paste(text),
            Input::Emails(list) => return paste_addresses(list, slot, text, words),
            Input::Line(field) => field.paste(text),
            Input::Rows(rows) => match rows.get_mut(slot) {
                Some((_, field)) => field.paste(text),
                None => Typed::Pass,
            },
            Input::Holdings(lines) => match lines.field_mut(slot) {
                Some(field) => field.paste(text),
                None => Typed::Pass,
            },
            Input::Choice(..) | Input::Outcomes(_) => Typed::Pass,
        };
        match typed {
            Typed::Pass => Did::Refused(crate::t!(words, frame_no_paste)),
            Typed::Refused(why) => Did::Refused(why.words(words)),
            _ => Did::Taken,
        }
    }

    /// One more line; the slot in which the cursor then stands.
    pub(super) fn add_line(&mut self, slot: usize) -> Option<usize> {
        match &mut self.input {
            Input::Area(area) => {
                area.break_line();
                Some(slot)
            }
            Input::Emails(list) => {
                list.push(address_field());
                Some(list.len() - 1)
            }
            Input::Holdings(lines) => {
                lines.add();
                Some(lines.slot_of(lines.rows.len() - 1))
            }
            _ => None,
        }
    }

    /// Without the line of the slot.
    pub(super) fn remove_line(&mut self, slot: usize) -> Option<usize> {
        match &mut self.input {
            Input::Emails(list) if list.len() > 1 => {
                list.remove(slot.min(list.len() - 1));
                Some(slot.min(list.len() - 1))
            }
            Input::Holdings(lines) => {
                let (row, _) = lines.place(slot);
                lines.remove(row);
                Some(lines.slot_of(row.min(lines.rows.len() - 1)))
            }
            _ => None,
        }
    }

    /// Whether lines can be added.
    pub(super) fn has_lines(&self) -> bool {
        matches!(
            self.input,
            Input::Area(_) | Input::Emails(_) | Input::Holdings(_)
        )
    }

    /// Row digits follow the number of rows: another number draws other rows.
    pub(super) fn follow_rows(&mut self, count: Option<u32>) {
        let Input::Rows(rows) = &mut self.input else {
            return;
        };
        let Some(count) = count.filter(|count| *count > 0) else {
            rows.clear();
            return;
        };
        let fits = rows.last().is_some_and(|(last, _)| *last == count) && !rows.is_empty();
        if !fits && let Some(random) = lot::rows() {
            let drawn = sample_rows(count, random);
            *rows = drawn
                .into_iter()
                .map(|row| (row, Field::digits(4)))
                .collect();
        }
    }

    /// Puts a value in that stands already, or that another case gives.
    pub(super) fn set(&mut self, value: &Value, ground: &Ground) {
        let said = match value {
            Value::Text(text) => text.to_string(),
            Value::Paragraph(words) => words.to_string(),
            Value::Date(day) => day.to_string(),
            Value::Time(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
            Value::Moment(moment) => format!("{} {}", moment.date(), moment.clock()),
            Value::Month(first) => first.format("%Y-%m").to_string(),
            Value::Count(count) => count.to_string(),
            Value::Digits(text) | Value::Postcode(text) | Value::Tracking(text) => text.clone(),
            Value::Person(no) => no.to_string(),
            Value::Place(place) => place.0.to_string(),
            Value::Choice(ChoiceId(id)) | Value::Method(id) => id.clone(),
            Value::Emails(list) => list.join("\n"),
            Value::HoldingLines(_) | Value::RetainedLines(_) | Value::RowDigits(_) => String::new(),
        };
        match &mut self.input {
            Input::Line(field) => field.set(&said),
            Input::Area(area) => area.set(&said),
            Input::Choice(choice, ids) => choice.set(ids.iter().position(|id| id.0 == said)),
            Input::Emails(list) => {
                *list = said
                    .lines()
                    .map(|line| address_field().with(line))
                    .collect();
                if list.is_empty() {
                    list.push(address_field());
                }
                self.visited = true;
            }
            Input::Holdings(lines) => lines.set(value, ground.today, &ground.office),
            Input::Rows(_) | Input::Outcomes(_) => {}
        }
    }

    /// The number that was typed, for a count.
    pub(super) fn count(&self) -> Option<u32> {
        match &self.input {
            Input::Line(field) if self.asked.kind == Kind::Count => {
                field.number().and_then(|n| u32::try_from(n).ok())
            }
            _ => None,
        }
    }
}

impl Outcomes {
    fn key(&mut self, slot: usize, key: &Key, own: bool) -> Did {
        let Some(chosen) = self.chosen.get_mut(slot) else {
            return Did::Pass;
        };
        match key.digit().map(usize::from) {
            None => Did::Pass,
            Some(_) if !own => Did::Taken,
            Some(0) => {
                *chosen = None;
                Did::Full
            }
            Some(nth) if nth <= self.options.len().max(1) => {
                *chosen = Some(nth - 1);
                Did::Full
            }
            Some(_) => Did::Taken,
        }
    }
}
