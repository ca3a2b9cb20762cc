//! Values that are changed one at a time, before the point of no return or as a 訂正 after it.

use super::record::Reading;
use crate::calendar::{Moment, parse_date, parse_time};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::office::{Office, ProfileId};
use crate::procedure::{
    ChoiceId, Field as Asked, HoldingLine, Kind, Value, Values, hidden, say_value,
};
use crate::t;
use crate::text::{Paragraph, Text};
use crate::tui::say;
use crate::tui::widgets::{Choice, Field, Typed};
use crate::tui::{Canvas, Key};
use chrono::{Datelike as _, NaiveDate};

/// The longest value of one line.
const MOST: usize = 400;

/// What may be changed in a case.
#[derive(Default)]
pub(super) struct Changes(Vec<Change>);

/// One value that may be changed.
pub(super) struct Change {
    pub(super) label: String,
    /// The value now, in words.
    pub(super) old: String,
    field: Asked,
    part: Part,
    input: Input,
}

/// What of a value is changed.
enum Part {
    Whole,
    /// The title of a line of documents.
    Title(Vec<HoldingLine>, usize),
    /// The count of a line of documents.
    Count(Vec<HoldingLine>, usize),
}

enum Input {
    Line(Field),
    Choice(Choice, Vec<ChoiceId>),
}

impl Changes {
    /// The values that stand and may be changed: all but answers of a check before the point of no
    /// return, all that can be typed again after it. Never one that is hidden.
    pub(super) fn of(reading: &Reading<'_>, sealed: bool) -> Self {
        let (case, words) = (&reading.row.case, reading.words);
        let blind = hidden(reading.definition, case);
        let mut changes = Vec::new();
        for field in &reading.definition.fields {
            let Some(value) = case.values.get(&field.id) else {
                continue;
            };
            if blind.contains(&field.id) || (!sealed && field.check) {
                continue;
            }
            let label = field.label.get(say::tongue(words)).to_owned();
            if let Value::HoldingLines(lines) = value {
                for (nth, line) in lines.iter().enumerate() {
                    changes.push(Change {
                        label: t!(
                            words,
                            act_line_title,
                            field = label.as_str(),
                            line = nth + 1
                        ),
                        old: line.title.to_string(),
                        field: field.clone(),
                        part: Part::Title(lines.clone(), nth),
                        input: Input::Line(Field::text(MOST)),
                    });
                    changes.push(Change {
                        label: t!(
                            words,
                            act_line_count,
                            field = label.as_str(),
                            line = nth + 1
                        ),
                        old: line.count.to_string(),
                        field: field.clone(),
                        part: Part::Count(lines.clone(), nth),
                        input: Input::Line(Field::digits(9)),
                    });
                }
                continue;
            }
            let Some(input) = input(field, value, reading.view.office.profile, words) else {
                continue;
            };
            let old = say::value(
                reading.view,
                reading.definition,
                case,
                &field.id,
                value,
                words,
            );
            changes.push(Change {
                label,
                old,
                field: field.clone(),
                part: Part::Whole,
                input,
            });
        }
        Self(changes)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn get(&self, nth: usize) -> Option<&Change> {
        self.0.get(nth)
    }

    pub(super) fn get_mut(&mut self, nth: usize) -> Option<&mut Change> {
        self.0.get_mut(nth)
    }
}

/// How a kind is typed, in place of the value that stands; none for what only a new check can
/// change.
fn input(field: &Asked, stands: &Value, profile: ProfileId, words: Locale) -> Option<Input> {
    match field.kind {
        Kind::Choice => {
            let tongue = say::tongue(words);
            let stands = match stands {
                Value::Choice(id) => Some(id),
                _ => None,
            };
            let (labels, ids) = field
                .offered(profile, stands)
                .map(|c| (c.label.get(tongue).to_owned(), c.id.clone()))
                .unzip();
            Some(Input::Choice(Choice::new(labels), ids))
        }
        Kind::Count | Kind::Digits => Some(Input::Line(Field::digits(20))),
        Kind::Person => Some(Input::Line(Field::digits(3))),
        Kind::Text
        | Kind::Paragraph
        | Kind::Date
        | Kind::Time
        | Kind::Moment
        | Kind::Month
        | Kind::Emails
        | Kind::Postcode
        | Kind::Tracking
        | Kind::Method => Some(Input::Line(Field::text(MOST))),
        Kind::Place | Kind::HoldingLines | Kind::RetainedLines | Kind::RowDigits => None,
    }
}

impl Change {
    pub(super) fn key(&mut self, key: &Key) -> Typed {
        match &mut self.input {
            Input::Line(field) => field.key(key),
            Input::Choice(choice, _) => {
                if choice.key(key) {
                    Typed::Changed
                } else {
                    Typed::Pass
                }
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Typed {
        match &mut self.input {
            Input::Line(field) => field.paste(text),
            Input::Choice(..) => Typed::Pass,
        }
    }

    /// The new value as the act takes it; none while it does not read.
    pub(super) fn values(&self, today: NaiveDate) -> Option<Values> {
        let value = self.value(today)?;
        Some(Values::from([(self.field.id.clone(), value)]))
    }

    fn value(&self, today: NaiveDate) -> Option<Value> {
        match (&self.part, &self.input) {
            (_, Input::Choice(choice, ids)) => {
                Some(Value::Choice(ids.get(choice.chosen()?)?.clone()))
            }
            (Part::Whole, Input::Line(field)) => parse(self.field.kind, field.value(), today),
            (Part::Title(lines, nth), Input::Line(field)) => {
                let mut lines = lines.clone();
                lines.get_mut(*nth)?.title = text(field.value())?;
                Some(Value::HoldingLines(lines))
            }
            (Part::Count(lines, nth), Input::Line(field)) => {
                let mut lines = lines.clone();
                lines.get_mut(*nth)?.count = field.value().parse().ok()?;
                Some(Value::HoldingLines(lines))
            }
        }
    }

    /// The new value in words.
    pub(super) fn said(&self, office: &Office, today: NaiveDate, words: Locale) -> String {
        match (&self.part, self.value(today)) {
            (Part::Title(_, nth), Some(Value::HoldingLines(lines))) => lines
                .get(*nth)
                .map_or_else(String::new, |line| line.title.to_string()),
            (Part::Count(_, nth), Some(Value::HoldingLines(lines))) => lines
                .get(*nth)
                .map_or_else(String::new, |line| line.count.to_string()),
            (_, Some(value)) => {
                say_value(Some(&self.field), &value, office, today, say::tongue(words))
            }
            (_, None) => String::new(),
        }
    }

    /// How it is typed.
    pub(super) fn how(&self, words: Locale) -> String {
        if matches!(self.part, Part::Count(..)) {
            return t!(words, act_how_count);
        }
        match self.field.kind {
            Kind::Date | Kind::Month => t!(words, act_how_date),
            Kind::Time => t!(words, act_how_time),
            Kind::Moment => t!(words, act_how_moment),
            Kind::Count | Kind::Digits => t!(words, act_how_count),
            Kind::Choice => t!(words, act_how_choice),
            Kind::Person => t!(words, act_how_person),
            Kind::Emails => t!(words, act_how_emails),
            _ => t!(words, act_how_text),
        }
    }

    /// Paints the input. Returns the row behind it.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, x: u16, y: u16, focus: bool) -> u16 {
        match &self.input {
            Input::Line(field) => {
                let room = canvas.width().saturating_sub(x + 4);
                field.draw(canvas, x, y, room, focus);
                y + 1
            }
            Input::Choice(choice, _) => {
                if focus {
                    canvas.cursor(x, y);
                }
                choice.draw_rows(canvas, x, y)
            }
        }
    }
}

fn text(typed: &str) -> Option<Text> {
    let text = Text::new(typed).ok()?.trimmed();
    (!text.is_empty()).then_some(text)
}

fn parse(kind: Kind, typed: &str, today: NaiveDate) -> Option<Value> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let day = |typed: &str| parse_date(typed, today).ok();
    let minutes = |typed: &str| parse_time(typed).ok();
    match kind {
        Kind::Text => Some(Value::Text(text(typed)?)),
        Kind::Paragraph => Some(Value::Paragraph(Paragraph::new(typed).ok()?)),
        Kind::Date => Some(Value::Date(day(typed)?)),
        Kind::Time => Some(Value::Time(u16::try_from(minutes(typed)?).ok()?)),
        Kind::Moment => {
            let (date, clock) = typed.rsplit_once([' ', '\u{3000}'])?;
            Some(Value::Moment(Moment::at(day(date)?, minutes(clock)?).ok()?))
        }
        Kind::Month => Some(Value::Month(day(typed)?.with_day(1)?)),
        Kind::Count => Some(Value::Count(typed.parse().ok()?)),
        Kind::Digits => Some(Value::Digits(typed.to_owned())),
        Kind::Emails => Some(Value::Emails(
            typed.split_whitespace().map(str::to_owned).collect(),
        )),
        Kind::Postcode => Some(Value::Postcode(typed.to_owned())),
        Kind::Tracking => Some(Value::Tracking(typed.to_owned())),
        Kind::Person => Some(Value::Person(PersonNo(typed.parse().ok()?))),
        Kind::Method => Some(Value::Method(typed.to_owned())),
        Kind::Place | Kind::Choice | Kind::HoldingLines | Kind::RetainedLines | Kind::RowDigits => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use crate::procedure::{Catalogue, DefId};

    /// The answers that a correction of who was told offers.
    fn offered(profile: ProfileId, stands: &str) -> Vec<String> {
        let incident = Catalogue::embedded().latest(&DefId::from("incident"));
        let mut fields = incident.unwrap().fields.iter();
        let field = fields.find(|f| f.choices.iter().any(|c| c.id.0 == "tokyo"));
        let stands = Value::Choice(ChoiceId::from(stands));
        match input(field.unwrap(), &stands, profile, Locale::new(Lang::Ja)) {
            Some(Input::Choice(_, ids)) => ids.into_iter().map(|id| id.0).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn a_correction_offers_what_the_office_s_rules_know_and_what_stands() {
        let tokyo = "tokyo".to_owned();
        assert!(offered(ProfileId::Contractor, "told").contains(&tokyo));
        let bureau = offered(ProfileId::Bureau, "told");
        assert!(!bureau.contains(&tokyo) && bureau.len() > 2, "{bureau:?}");
        assert!(offered(ProfileId::Bureau, "tokyo").contains(&tokyo));
    }
}
