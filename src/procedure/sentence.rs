//! The words of a signature: what its step says, and every value that is signed with it.

mod confirmed;

use super::case::{Case, Values};
use super::definition::{ChoiceId, Definition, FieldId, Step, StepId};
use super::field::Field;
use super::machine::World;
use super::standing::{Under, View, asked, hidden, holds};
use super::value::{HoldingLine, Media, Value};
use crate::calendar::{Moment, WorkDay, wareki};
use crate::office::Office;
use crate::text::{Label, Tongue};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    line: Label,
    line_hidden: Label,
    special: Label,
    media_note: Label,
    retained: Label,
    outcome: Label,
    counted: Label,
    entry: Label,
    row: Label,
    between: Label,
    outside: Label,
    outside_due: Label,
    none: Label,
    late: Label,
    day: Label,
    media: BTreeMap<Media, Label>,
    kinds: Vec<Label>,
}

/// The embedded file is fixed at build time and read by every test of this room.
#[allow(clippy::expect_used)]
static WORDS: LazyLock<Words> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/procedures/words.toml")).expect("words read")
});

/// What a signature on `step` says, word for word, one statement a line: the step's sentence, then
/// every value that is signed with it and is not in the sentence. A judgement signs all that
/// stands before it, or what it names; an act signs what it fills; what confirms, witnesses or
/// certifies says what. Hidden values are never in it.
///
/// `case` is as it stands before the signature, `values` and `lines` are what it adds.
#[must_use]
pub fn sentence(
    world: &World<'_>,
    def: &Definition,
    case: Option<&Case>,
    step: &StepId,
    signed: &Signed<'_>,
    tongue: Tongue,
) -> Vec<String> {
    let Some(step) = def.step(step) else {
        return Vec::new();
    };
    let mut all = case.map(|c| c.values.clone()).unwrap_or_default();
    all.extend(signed.values.iter().map(|(k, v)| (k.clone(), v.clone())));
    let blind: BTreeSet<FieldId> = case.map(|c| hidden(def, c)).unwrap_or_default();
    // What the signer has just read off the object is theirs to see, and what was never answered is
    // nobody's secret.
    let blind: BTreeSet<FieldId> = blind
        .into_iter()
        .filter(|id| all.contains_key(id) && !signed.values.contains_key(id))
        .collect();
    let late = signed.day.is_some_and(|day| signed.today > day);
    let under = Under {
        profile: world.office.profile,
        late: Some(late),
    };
    let speaker = Speaker {
        office: world.office,
        day: signed.today.0,
        tongue,
        counts: blind.is_empty(),
    };
    let told: Vec<(&Field, String)> = signs(def, case, step, signed, &all, under)
        .into_iter()
        .filter(|field| !blind.contains(&field.id))
        .filter_map(|field| Some((field, speaker.say(Some(field), all.get(&field.id)?))))
        .collect();
    let mut names: BTreeMap<String, String> = def
        .fields
        .iter()
        .filter(|field| !blind.contains(&field.id))
        .filter_map(|field| {
            let value = all.get(&field.id)?;
            Some((field.id.0.clone(), speaker.say(Some(field), value)))
        })
        .collect();
    let mut lines = speaker.lines(step, signed.lines, &all);
    if let Some(case) = case {
        lines = confirmed::counted(def, case, step, signed, &speaker, &blind).unwrap_or(lines);
    }
    names.insert("lines".to_owned(), lines);
    let mut says = step.says.iter();
    let says = says.find(|says| holds(def, &says.when, under, &all));
    let words = says.map_or(&step.sentence, |says| &says.sentence);
    let mut out = vec![words.fill(tongue, &names)];
    if let Some(day) = signed.day {
        let words = if late { &WORDS.late } else { &WORDS.day };
        let named = BTreeMap::from([("day".to_owned(), speaker.date(day.0))]);
        out.push(words.fill(tongue, &named));
    }
    let template = words.get(tongue);
    let in_it = |field: &Field| template.contains(&format!("{{{}}}", field.id));
    let signed_now: BTreeSet<&FieldId> = told.iter().map(|(field, _)| &field.id).collect();
    let said =
        |field: &Field| in_it(field) || blind.contains(&field.id) || signed_now.contains(&field.id);
    if let Some(case) = case {
        out.extend(confirmed::entries(def, case, step, signed, &speaker, &said));
    }
    for (field, value) in told {
        if !in_it(field) {
            out.push(speaker.entry(&field.label, value));
        }
    }
    out
}

/// What a signature adds.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// The values that it fills.
    pub values: &'a Values,
    /// The lines that it is on.
    pub lines: &'a BTreeMap<u16, Option<ChoiceId>>,
    /// The working day that the case serves, where the calendar expects it.
    pub day: Option<WorkDay>,
    /// The working day of signing.
    pub today: WorkDay,
}

/// The fields whose values a signature on `step` covers.
fn signs<'a>(
    def: &'a Definition,
    case: Option<&Case>,
    step: &Step,
    signed: &Signed<'_>,
    all: &Values,
    under: Under,
) -> Vec<&'a Field> {
    let signed_already = |field: &Field| {
        case.is_some_and(|case| {
            let view = View { def, case };
            def.steps
                .iter()
                .any(|s| field.filled_by(s) && view.ever_signed(&s.id))
        })
    };
    def.fields
        .iter()
        .filter(|field| {
            asked(
                def,
                field,
                Under {
                    late: None,
                    ..under
                },
                all,
            )
        })
        .filter(|field| {
            let filled_now = signed.values.contains_key(&field.id)
                || (field.filled_by(step) && !step.is_repeated() && all.contains_key(&field.id));
            match &step.on {
                Some(on) => on.contains(&field.id) || filled_now,
                None if step.meaning.is_judgement() => filled_now || signed_already(field),
                None => filled_now || (step.seal && !step.opens_case() && signed_already(field)),
            }
        })
        .collect()
}

/// A line that is out of the building, as the evening's signed text names it: the official No.,
/// what it is, and when it is to be back.
#[must_use]
pub fn say_outside(
    no: u32,
    title: &str,
    count: u32,
    due: Option<(NaiveDate, Option<u16>)>,
    tongue: Tongue,
) -> String {
    let line = BTreeMap::from([
        ("no".to_owned(), no.to_string()),
        ("title".to_owned(), title.to_owned()),
        ("count".to_owned(), count.to_string()),
    ]);
    let outside = WORDS.outside.fill(tongue, &line);
    let Some((day, minute)) = due else {
        return outside;
    };
    let mut due = match tongue {
        Tongue::Ja => wareki::short(day),
        Tongue::En => day.to_string(),
    };
    if let Some(minute) = minute {
        due.push_str(&format!(" {}:{:02}", minute / 60, minute % 60));
    }
    let named = BTreeMap::from([("outside".to_owned(), outside), ("due".to_owned(), due)]);
    WORDS.outside_due.fill(tongue, &named)
}

/// A value in words, as of `day`: numbers and names, dates in the short form of the era.
#[must_use]
pub fn say_value(
    field: Option<&Field>,
    value: &Value,
    office: &Office,
    day: NaiveDate,
    tongue: Tongue,
) -> String {
    let speaker = Speaker {
        office,
        day,
        tongue,
        counts: true,
    };
    speaker.say(field, value)
}

struct Speaker<'a> {
    office: &'a Office,
    day: NaiveDate,
    tongue: Tongue,
    /// Whether numbers of persons are said: while a second check is awaited they would tell it
    /// what to count.
    counts: bool,
}

impl Speaker<'_> {
    fn say(&self, field: Option<&Field>, value: &Value) -> String {
        match value {
            Value::Text(text) => text.to_string(),
            Value::Paragraph(words) => {
                let lines: Vec<&str> = words.lines().iter().map(|line| line.as_str()).collect();
                lines.join(" ")
            }
            Value::Date(day) => self.date(*day),
            Value::Time(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
            Value::Moment(moment) => self.moment(*moment),
            Value::Month(first) => match self.tongue {
                Tongue::Ja => wareki::month(*first),
                Tongue::En => first.format("%Y-%m").to_string(),
            },
            Value::Count(count) => count.to_string(),
            Value::Choice(choice) => field
                .and_then(|field| field.choices.iter().find(|c| c.id == *choice))
                .map_or_else(|| choice.0.clone(), |c| c.label.get(self.tongue).to_owned()),
            Value::Digits(text) | Value::Postcode(text) | Value::Tracking(text) => text.clone(),
            Value::Method(text) => text.clone(),
            Value::Emails(addresses) if addresses.is_empty() => self.word(&WORDS.none),
            Value::Emails(addresses) => self.join(addresses.iter().cloned()),
            Value::Person(no) => self
                .office
                .person(*no, self.day)
                .or_else(|| self.office.person_ever(*no))
                .map_or_else(|| no.to_string(), |p| p.name.to_string()),
            Value::Place(id) => self
                .office
                .place(*id, self.day)
                .or_else(|| self.office.place_ever(*id))
                .map_or_else(|| id.0.to_string(), |p| p.name.to_string()),
            Value::HoldingLines(lines) if lines.is_empty() => self.word(&WORDS.none),
            Value::HoldingLines(lines) => self.join(lines.iter().map(|line| self.line(line))),
            Value::RetainedLines(lines) if lines.is_empty() => self.word(&WORDS.none),
            Value::RetainedLines(lines) => self.join(lines.iter().map(|kept| {
                let named = BTreeMap::from([
                    ("line".to_owned(), self.line(&kept.line)),
                    ("basis".to_owned(), kept.basis.to_string()),
                    ("planned".to_owned(), self.date(kept.planned)),
                ]);
                WORDS.retained.fill(self.tongue, &named)
            })),
            Value::RowDigits(read) => self.join(read.iter().map(|(row, digits)| {
                let named = BTreeMap::from([
                    ("row".to_owned(), row.to_string()),
                    ("digits".to_owned(), digits.clone()),
                ]);
                WORDS.row.fill(self.tongue, &named)
            })),
        }
    }

    fn entry(&self, label: &Label, value: String) -> String {
        let named = BTreeMap::from([
            ("label".to_owned(), label.get(self.tongue).to_owned()),
            ("value".to_owned(), value),
        ]);
        WORDS.entry.fill(self.tongue, &named)
    }

    fn word(&self, label: &Label) -> String {
        label.get(self.tongue).to_owned()
    }

    fn join(&self, parts: impl Iterator<Item = String>) -> String {
        let parts: Vec<String> = parts.collect();
        parts.join(WORDS.between.get(self.tongue))
    }

    fn date(&self, day: NaiveDate) -> String {
        match self.tongue {
            Tongue::Ja => wareki::short(day),
            Tongue::En => day.to_string(),
        }
    }

    fn moment(&self, moment: Moment) -> String {
        format!("{} {}", self.date(moment.date()), moment.clock())
    }

    fn line(&self, line: &HoldingLine) -> String {
        let named = BTreeMap::from([
            ("title".to_owned(), line.title.to_string()),
            ("count".to_owned(), line.count.to_string()),
        ]);
        let words = if self.counts {
            &WORDS.line
        } else {
            &WORDS.line_hidden
        };
        let mut said = words.fill(self.tongue, &named);
        if let Some(media) = WORDS.media.get(&line.media) {
            let named = BTreeMap::from([("media".to_owned(), self.word(media))]);
            said.push_str(&WORDS.media_note.fill(self.tongue, &named));
        }
        if !line.special.is_empty() {
            let kinds = line.special.iter().map(|kind| {
                usize::from(*kind)
                    .checked_sub(1)
                    .and_then(|at| WORDS.kinds.get(at))
                    .map_or_else(|| kind.to_string(), |label| self.word(label))
            });
            let named = BTreeMap::from([("kinds".to_owned(), self.join(kinds))]);
            said.push_str(&WORDS.special.fill(self.tongue, &named));
        }
        said
    }

    /// The lines of a signature, each with what became of it.
    fn lines(&self, step: &Step, lines: &BTreeMap<u16, Option<ChoiceId>>, all: &Values) -> String {
        let said = |line: u16| match step.each.as_ref().and_then(|each| all.get(each)) {
            Some(Value::HoldingLines(lines)) => lines.get(usize::from(line)).map(|l| self.line(l)),
            Some(Value::RetainedLines(lines)) => {
                lines.get(usize::from(line)).map(|l| self.line(&l.line))
            }
            _ => None,
        };
        self.join(lines.iter().filter_map(|(line, outcome)| {
            let line = said(*line)?;
            let outcome = outcome.as_ref().and_then(|id| step.outcome.get(id));
            Some(match outcome {
                None => line,
                Some(outcome) => {
                    let named = BTreeMap::from([
                        ("line".to_owned(), line),
                        ("outcome".to_owned(), self.word(&outcome.label)),
                    ]);
                    WORDS.outcome.fill(self.tongue, &named)
                }
            })
        }))
    }
}
/// What a kind of special-care-required personal information is called, by its number from 1 to 11
/// (法2条3項, 令2条); empty for another number.
#[must_use]
pub fn kind_word(kind: u8, tongue: Tongue) -> &'static str {
    usize::from(kind)
        .checked_sub(1)
        .and_then(|at| WORDS.kinds.get(at))
        .map_or("", |label| label.get(tongue))
}

/// What a 媒体 is called.
#[must_use]
pub fn media_word(media: Media, tongue: Tongue) -> &'static str {
    let known = WORDS.media.get(&media);
    known.map_or("", |label| label.get(tongue))
}
