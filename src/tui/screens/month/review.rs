//! F9: the review of a month. What stands in the way is said at once; else the sentence comes up with
//! what was signed in a manager's name that month above it (DESIGN §6).

use crate::calendar::Month;
use crate::desk::{Desk, DeskError, MONTHLY_REVIEW, SheetState, View};
use crate::journal::{PersonNo, PlaceId};
use crate::locale::Locale;
use crate::procedure::{DefId, FieldId, Refusal, Value, Values};
use crate::t;
use crate::text::Text;
use crate::tui::say::refusal::{self, Told};
use crate::tui::say::{self, when};
use crate::tui::screens::wizard::Wizard;
use crate::tui::{Cx, Next};
use chrono::{Datelike as _, NaiveDate};
use std::collections::BTreeMap;

/// Who reviewed the sheet; that it has changed since; which days are left to somebody else.
pub(super) fn told(view: &View, state: &SheetState, words: Locale) -> Option<String> {
    let last = state.reviews.last()?;
    let name = say::person(&view.office, last.by);
    let at = when::moment(last.recorded.0, view.now, words);
    if state.changed_since().is_some() {
        return Some(t!(words, review_changed, when = at, name = name));
    }
    let left = state.left();
    if left.is_empty() {
        return Some(t!(words, review_done, when = at, name = name));
    }
    let days: Vec<String> = left
        .iter()
        .map(|day| t!(words, when_day, day = day.day()))
        .collect();
    let days = days.join(&t!(words, say_and));
    Some(t!(words, review_left, when = at, name = name, days = days))
}

/// Goes to the signature, or says what stands in the way.
pub(super) fn begin<A>(
    place: PlaceId,
    month: NaiveDate,
    owner: Option<PersonNo>,
    cx: &mut Cx<'_, Desk, A>,
) -> Next<Desk> {
    let words = cx.words();
    match prepared(place, month, cx.desk(), words) {
        Ok(Ok((values, said))) => Next::push(
            Wizard::begin(MONTHLY_REVIEW, values)
                .settled()
                .following(said)
                .owned(owner),
        ),
        Ok(Err(why)) => {
            cx.refuse(why);
            Next::Stay
        }
        Err(why) => {
            cx.refuse(refusal::desk(&why, words));
            Next::Stay
        }
    }
}

fn prepared(
    place: PlaceId,
    month: NaiveDate,
    desk: &Desk,
    words: Locale,
) -> Result<Result<(Values, String), String>, DeskError> {
    let view = desk.view()?;
    let state = view.sheet(place, month)?;
    let id = DefId::from(MONTHLY_REVIEW);
    let catalogue = view.catalogue();
    if Month::of(month).last() < view.office.since {
        return Ok(Err(t!(words, review_before)));
    }
    if let Some(fault) = state.hindered(view.today().0) {
        let why = refusal::rules(
            &Refusal::Sheet(fault),
            catalogue.latest(&id),
            PersonNo(0),
            Told::new(&view, words),
        );
        return Ok(Err(why));
    }
    if state.reviewed() {
        return Ok(Err(told(&view, &state, words).unwrap_or_default()));
    }
    let pin = Text::new(&state.pin).map_err(|e| DeskError::Row(e.to_string()))?;
    let values = Values::from([
        (FieldId::from("place"), Value::Place(place)),
        (FieldId::from("month"), Value::Month(state.month)),
        (FieldId::from("sheet"), Value::Text(pin)),
    ]);
    Ok(Ok((values, managed(&view, state.month, words)?)))
}

/// What was signed in a manager's name that month, by whom, and how often of which kind.
fn managed(view: &View, month: NaiveDate, words: Locale) -> Result<String, DeskError> {
    let mut people: Vec<PersonNo> = view.office.persons.iter().map(|p| p.no).collect();
    people.sort_unstable();
    people.dedup();
    let mut said = Vec::new();
    for no in people {
        let signed = view.managed(no, month)?;
        if signed.is_empty() {
            continue;
        }
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for row in &signed {
            let def = view.catalogue().latest(&row.procedure);
            let steps: Vec<String> = row
                .steps
                .iter()
                .map(|step| def.map_or_else(String::new, |d| say::step(d, step, words)))
                .collect();
            let kind = if steps.is_empty() {
                t!(words, review_other)
            } else {
                steps.join(&t!(words, say_and))
            };
            *kinds.entry(kind).or_default() += 1;
        }
        let failed: u32 = signed.iter().map(|row| row.failed).sum();
        let kinds: Vec<String> = kinds
            .into_iter()
            .map(|(kind, count)| t!(words, review_kind, kind = kind, count = count))
            .collect();
        said.push(t!(
            words,
            review_by,
            name = say::person(&view.office, no),
            count = signed.len(),
            kinds = kinds.join(&t!(words, say_and)),
            failed = failed
        ));
    }
    let all = said.join(" ");
    if said.is_empty() {
        return Ok(t!(words, review_managed_none));
    }
    Ok(t!(words, review_managed, all = all))
}
