//! A small office with enough persons to break a definition, and answers to every question.

use crate::calendar::{Cut, Moment, OfficeDays};
use crate::journal::{HoldingId, OfficeId, PersonNo, PlaceId, PublicKey, Role, UnitId};
use crate::office::{
    Grant, Holding, Means, Office, Person, Place, ProfileId, Settings, Span, Standing, Unit,
};
use crate::procedure::case::Values;
use crate::procedure::definition::{ChoiceId, Definition, FieldId};
use crate::procedure::field::{Choice, Field, Kind};
use crate::procedure::value::{HoldingLine, Media, RetainedLine, Value};
use crate::text::{Paragraph, Text};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Two of the staff, two managers, and a protection officer who stands in for a manager. Within a
/// class they differ in nothing but their number.
pub(super) const CLASSES: [&[PersonNo]; 3] = [
    &[PersonNo(1), PersonNo(2)],
    &[PersonNo(3), PersonNo(4)],
    &[PersonNo(5)],
];

/// The lines of documents in every case of the proof.
pub(super) const LINES: u16 = 2;

/// The one moment at which everything in the proof happens: an open weekday, in the evening.
pub(super) fn moment() -> Moment {
    Moment::from_unix(1_794_908_400).unwrap_or_else(|_| unreachable_moment())
}

/// 1970 lies within the range of moments.
fn unreachable_moment() -> Moment {
    Moment::at(NaiveDate::MIN, 0)
        .or_else(|_| Moment::from_unix(0))
        .unwrap_or_else(|_| unreachable_moment())
}

pub(super) fn office(profile: ProfileId, def: &Definition) -> Office {
    let from = moment()
        .date()
        .checked_sub_days(Days::new(400))
        .unwrap_or_default();
    let span = Span::since(from);
    let unit = UnitId(1);
    let role = |no: u16| match no {
        3 | 4 => Some(Role::Manager),
        5 => Some(Role::ProtectionOfficer),
        _ => None,
    };
    let people = CLASSES.iter().flat_map(|class| class.iter().copied());
    let persons: Vec<Person> = people
        .map(|no| Person {
            no,
            name: Text::default(),
            kana: Text::default(),
            section: Text::default(),
            unit,
            span,
        })
        .collect();
    let grants = persons
        .iter()
        .filter_map(|p| {
            Some(Grant {
                person: p.no,
                role: role(p.no.0)?,
                span,
            })
        })
        .collect();
    let means = def
        .field(&FieldId::from("means"))
        .map_or(&[] as &[Choice], |field| &field.choices)
        .iter()
        .map(|choice| Means {
            id: choice.id.0.clone(),
            notice: Some(Text::default()),
            span,
        })
        .collect();
    Office {
        id: OfficeId([1; 16]),
        sample: true,
        since: span.from,
        profile,
        name: Text::default(),
        founder: PersonNo(1),
        recovery: PublicKey([0; 32]),
        standing: Standing::Accepted,
        units: vec![Unit {
            id: unit,
            name: Text::default(),
        }],
        grants,
        places: vec![Place {
            id: PlaceId(1),
            name: Text::default(),
            key_place: Text::default(),
            unit,
            roster: Vec::new(),
            span,
        }],
        means,
        holdings: vec![Holding {
            id: HoldingId(1),
            title: Text::default(),
            count: 1,
            media: "paper".to_owned(),
            special: Vec::new(),
            place: None,
            task: None,
            list: None,
            keep: None,
            span,
        }],
        persons,
        days: OfficeDays::default(),
        settings: Settings {
            cut: Cut::default(),
            ..Settings::default()
        },
        keys: Vec::new(),
        procedures: Vec::new(),
        forms: Vec::new(),
        contacts: Vec::new(),
        pending: BTreeMap::new(),
        head: None,
    }
}

/// An answer that stands for `field`: the `turn`-th of two that differ, where there are two. A
/// choice takes the one that `chosen` says, or the first with which a step can be signed.
pub(super) fn answer(field: &Field, turn: u8, chosen: &BTreeMap<FieldId, ChoiceId>) -> Value {
    let more = u32::from(turn);
    let title = |s: &str| Text::new(s).unwrap_or_default();
    let word = if turn == 0 { "a" } else { "b" };
    let line = |count: u32| HoldingLine {
        holding: None,
        title: title(word),
        count,
        media: Media::Paper,
        special: Vec::new(),
    };
    let day = moment().date();
    let least = field.length.map_or(4, |length| length.min.max(1));
    let digits: String =
        std::iter::repeat_n(if turn == 0 { '4' } else { '5' }, least.into()).collect();
    match field.kind {
        Kind::Text => Value::Text(title(
            &word.repeat(field.length.map_or(1, |l| l.min.max(1)).into()),
        )),
        Kind::Paragraph => Value::Paragraph(Paragraph::from(title(word))),
        Kind::Date if field.past => Value::Date(
            day.checked_sub_days(Days::new(u64::from(turn)))
                .unwrap_or(day),
        ),
        // Later dates bound the earlier ones of the same case.
        Kind::Date => Value::Date(
            day.checked_add_days(Days::new(u64::from(turn)))
                .unwrap_or(day),
        ),
        Kind::Time => Value::Time(600 + u16::from(turn)),
        Kind::Moment => Value::Moment(moment().plus_minutes(-60)),
        Kind::Month => Value::Month(
            day.checked_sub_days(Days::new(u64::from(chrono::Datelike::day0(&day))))
                .unwrap_or(day),
        ),
        Kind::Count => Value::Count(field.min.max(2) + more),
        Kind::Choice => Value::Choice(
            chosen
                .get(&field.id)
                .cloned()
                .or_else(|| free_choices(field).next().cloned())
                .unwrap_or_else(|| "none".into()),
        ),
        Kind::Digits => Value::Digits(digits),
        Kind::Emails => Value::Emails(if field.min == 0 {
            Vec::new()
        } else {
            vec![format!("{word}@example.jp")]
        }),
        Kind::Postcode => Value::Postcode(if turn == 0 { "1638001" } else { "1638002" }.to_owned()),
        Kind::Tracking => Value::Tracking(format!("12345678{turn}")),
        Kind::Person => Value::Person(PersonNo(1 + u16::from(turn))),
        Kind::Place => Value::Place(PlaceId(1)),
        Kind::Method => Value::Method("post".to_owned()),
        Kind::HoldingLines => Value::HoldingLines(vec![line(1 + more); LINES.into()]),
        Kind::RetainedLines => Value::RetainedLines(vec![
            RetainedLine {
                line: line(1 + more),
                basis: title(word),
                planned: day,
            };
            LINES.into()
        ]),
        Kind::RowDigits => Value::RowDigits((1..=2).map(|row| (row, "0418".to_owned())).collect()),
    }
}

/// The choices with which a step can be signed.
pub(super) fn free_choices(field: &Field) -> impl Iterator<Item = &ChoiceId> {
    field
        .choices
        .iter()
        .filter(|choice| choice.stops.is_none() || !choice.stops_when.is_empty())
        .map(|choice| &choice.id)
}

/// Answers to `fields` as they are asked one after another, each combination of the choices that
/// `choices` gives once; a field for which it gives none has one answer.
pub(super) fn answers<'a>(
    fields: &[&'a Field],
    choices: &dyn Fn(&Field) -> Vec<ChoiceId>,
    asked: &dyn Fn(&'a Field, &Values) -> bool,
    standing: &Values,
) -> Vec<Values> {
    let mut all = vec![Values::new()];
    for field in fields {
        let choices = choices(field);
        let mut next = Vec::new();
        for values in all {
            let mut merged = standing.clone();
            merged.extend(values.clone());
            if !asked(field, &merged) || !field.required && choices.is_empty() {
                next.push(values);
                continue;
            }
            if choices.is_empty() {
                let mut with = values;
                with.insert(field.id.clone(), answer(field, 0, &BTreeMap::new()));
                next.push(with);
                continue;
            }
            for choice in &choices {
                let mut with = values.clone();
                with.insert(field.id.clone(), Value::Choice(choice.clone()));
                next.push(with);
            }
        }
        all = next;
    }
    all
}
