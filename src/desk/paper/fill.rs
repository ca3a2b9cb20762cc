//! The sheets of a wish, part by part: a whole 年度 of a monthly form is filled month by month and
//! place by place, so that somebody who waits sees how far it is and can stop.

use crate::calendar::Month;
use crate::desk::rows::CaseRow;
use crate::desk::{FormError, Period, View, Wanted};
use crate::form::{Layout, Per, Sheet};
use crate::journal::PlaceId;
use crate::procedure::Law;
use crate::text::fold_key;

/// What filling came to.
#[derive(Debug)]
pub enum Filled {
    /// The sheets, at least one.
    Sheets(Vec<Sheet>),
    /// Somebody stopped it.
    Stopped,
}

impl Filled {
    /// Fills the sheets; `go_on` is told how many parts of how many are done, and may stop.
    ///
    /// # Errors
    /// [`FormError`], as [`View::sheets`].
    pub fn of(
        view: &View,
        layout: &Layout,
        wanted: &Wanted,
        go_on: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<Self, FormError> {
        let parts = parts(view, layout, wanted);
        let all = parts.len() as u64;
        let mut sheets = Vec::new();
        for (part, done) in parts.iter().zip(0..) {
            if !go_on(done, all) {
                return Ok(Self::Stopped);
            }
            match view.sheets(layout, part) {
                Ok(some) => sheets.extend(some),
                // In a year, a month in which no place was in use is no sheet.
                Err(FormError::NoPlace) if all > 1 => {}
                Err(why) => return Err(why),
            }
        }
        if sheets.is_empty() {
            return Err(FormError::NoPlace);
        }
        go_on(all, all);
        Ok(Self::Sheets(sheets))
    }
}

/// The wish in parts that are filled one after the other. Together they are the same sheets.
fn parts(view: &View, layout: &Layout, wanted: &Wanted) -> Vec<Wanted> {
    let today = view.today().0;
    let months: Vec<Month> = match (layout.per, wanted.period) {
        (Per::PlaceMonth, Period::Year(year)) if year.start() <= today => {
            year.months().filter(|m| m.first() <= today).collect()
        }
        (Per::PlaceMonth, Period::Month(month)) if month.first() <= today => vec![month],
        _ => return vec![*wanted],
    };
    let mut parts = Vec::new();
    for month in months {
        let used = used(view, month).into_iter();
        let used = used.filter(|id| wanted.place.is_none_or(|only| only == *id));
        parts.extend(used.map(|place| Wanted {
            period: Period::Month(month),
            place: Some(place),
        }));
    }
    if parts.is_empty() {
        parts.push(*wanted);
    }
    parts
}

/// The places that were in use in a month.
fn used(view: &View, month: Month) -> Vec<PlaceId> {
    let places = view.office.places.iter();
    let mut used: Vec<PlaceId> = places
        .filter(|p| p.span.from <= month.last())
        .filter(|p| p.span.until.is_none_or(|until| until >= month.first()))
        .map(|p| p.id)
        .collect();
    used.sort_unstable();
    used.dedup();
    used
}

/// The place of that number or name, under which it was known in that time.
///
/// # Errors
/// There is none: all places of that time, by number.
pub fn place_named(
    view: &View,
    named: &str,
    period: Period,
) -> Result<PlaceId, Vec<(PlaceId, String)>> {
    let (from, until) = match period {
        Period::Month(month) => (month.first(), month.last()),
        Period::Year(year) => (year.start(), year.end()),
        Period::Case(_) => (view.now.date(), view.now.date()),
    };
    let places = view.office.places.iter();
    let mut found: Vec<_> = places
        .filter(|p| p.span.from <= until && p.span.until.is_none_or(|last| last >= from))
        .collect();
    let key = fold_key(named);
    let matched = found
        .iter()
        .rev()
        .find(|p| p.id.0.to_string() == key || fold_key(p.name.as_str()) == key);
    if let Some(place) = matched {
        return Ok(place.id);
    }
    found.sort_by_key(|p| p.id);
    Err(found.iter().map(|p| (p.id, p.name.to_string())).collect())
}

/// Whether the form tells of that case: alone, or as one of the lines of its year.
#[must_use]
pub fn takes(view: &View, layout: &Layout, row: &CaseRow) -> bool {
    let Some(definition) = view.catalogue().get(&row.case.procedure) else {
        return false;
    };
    let law = match definition.law {
        Law::Locking => "locking",
        Law::TakeOut => "take-out",
        Law::Sending => "sending",
        Law::Record => "record",
    };
    let only = &layout.procedures;
    (layout.law == "any" || layout.law == law)
        && (only.is_empty() || only.contains(&definition.id.0))
}
