//! The empty widget for each kind of question, and what stands beside it.

use super::area::Area;
use super::entry::{Did, Entry, Ground, Input};
use super::holdings::Holdings;
use crate::locale::{Lang, Locale};
use crate::office::{Office, ProfileId};
use crate::procedure::{ChoiceId, Field as Asked, FieldId, Kind, Values, clause_under};
use crate::tui::widgets::{Choice, Field, Typed};

/// The most of any single line of text.
const TEXT_MAX: usize = 200;

pub(super) fn address_field() -> Field {
    Field::ascii(254)
}

/// Addresses pasted in one piece, one a line or between commas: all of them or none.
pub(super) fn paste_addresses(
    list: &mut Vec<Field>,
    slot: usize,
    text: &str,
    words: Locale,
) -> Did {
    let folded = crate::text::narrow(text);
    let parts = folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let mut fresh = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        let mut field = address_field();
        if let Typed::Refused(why) = field.paste(part) {
            return Did::Refused(why.words(words));
        }
        fresh.push(field);
    }
    let Some(last) = fresh.pop() else {
        return Did::Taken;
    };
    let at = slot.min(list.len());
    let replaces = list.get(at).is_some_and(Field::is_empty);
    let tail = list.split_off(at);
    list.extend(fresh);
    list.push(last);
    list.extend(tail.into_iter().skip(usize::from(replaces)));
    Did::Taken
}

pub(super) fn input(asked: &Asked, ground: &Ground) -> Input {
    let longest = asked.length.map(|length| usize::from(length.max));
    match asked.kind {
        Kind::Text => Input::Line(Field::text(longest.unwrap_or(TEXT_MAX))),
        Kind::Paragraph => Input::Area(Area::new()),
        // Digits as the input method gives them are read too, so these take any text.
        Kind::Date | Kind::Month => Input::Line(Field::text(24)),
        Kind::Time => Input::Line(Field::text(8)),
        Kind::Moment => Input::Line(Field::text(32)),
        Kind::Count => Input::Line(Field::digits(7)),
        Kind::Digits => Input::Line(Field::digits(longest.unwrap_or(20))),
        Kind::Postcode => Input::Line(Field::ascii(30)),
        Kind::Tracking => Input::Line(Field::ascii(20)),
        Kind::Person => Input::Line(Field::digits(person_digits(&ground.office))),
        Kind::Place => Input::Line(Field::digits(4)),
        Kind::Choice => choice(asked, ground),
        Kind::Method => method(ground),
        Kind::Emails => Input::Emails(vec![address_field()]),
        Kind::HoldingLines => Input::Holdings(Holdings::new(false)),
        Kind::RetainedLines => Input::Holdings(Holdings::new(true)),
        Kind::RowDigits => Input::Rows(Vec::new()),
    }
}

/// Two digits, or three in an office with numbers above 99.
pub(super) fn person_digits(office: &Office) -> usize {
    if office.persons.iter().any(|p| p.no.0 > 99) {
        3
    } else {
        2
    }
}

/// The choices; of the means only those in use that day.
fn choice(asked: &Asked, ground: &Ground) -> Input {
    let means = ground.sending && asked.id.0 == crate::desk::MEANS;
    let open: Vec<_> = asked
        .offered(ground.office.profile, None)
        .filter(|c| !means || ground.office.means_on(&c.id.0, ground.today).is_some())
        .collect();
    let labels = open.iter().map(|c| c.label.get(ground.tongue()).to_owned());
    let choice = Choice::new(labels.collect());
    Input::Choice(choice, open.iter().map(|c| c.id.clone()).collect())
}

fn method(ground: &Ground) -> Input {
    let mut ids: Vec<String> = Vec::new();
    for means in &ground.office.means {
        if means.span.holds(ground.today) && !ids.contains(&means.id) {
            ids.push(means.id.clone());
        }
    }
    let choice = Choice::new(ids.clone());
    Input::Choice(choice, ids.into_iter().map(ChoiceId).collect())
}

/// The clause in force here, as people say it: 基準7(8)ア; empty where the rule is this product's
/// own.
pub(super) fn clause(asked: &Asked, ground: &Ground) -> String {
    let profile: ProfileId = ground.office.profile;
    if ground.words.lang() == Lang::En {
        return crate::tui::say::clause(&asked.clauses, profile, ground.words).unwrap_or_default();
    }
    clause_under(&asked.clauses, profile).map_or_else(String::new, |clause| {
        format!(
            "{}{}",
            profile.profile().short.get(ground.tongue()),
            clause.id
        )
    })
}

/// A question that the wizard asks of itself: the reason of an act, a new day.
pub(super) fn own_field(id: &str, kind: Kind, label: &crate::text::Label) -> Asked {
    Asked {
        id: FieldId::from(id),
        kind,
        label: label.clone(),
        hint: None,
        step: None,
        page: 1,
        required: true,
        when: Vec::new(),
        choices: Vec::new(),
        rows_of: None,
        check: false,
        min: 0,
        length: None,
        equals: None,
        tally: None,
        within: None,
        not_before: None,
        past: false,
        clauses: Vec::new(),
        recheck: None,
        agrees_with: None,
    }
}

/// The answers of `entries` that can be read, as values.
pub(super) fn values<'e>(entries: impl Iterator<Item = &'e Entry>, ground: &Ground) -> Values {
    entries
        .filter(|entry| !matches!(entry.input, Input::Outcomes(_)))
        .filter_map(|entry| Some((entry.id().clone(), entry.value(ground).ok()??)))
        .collect()
}
