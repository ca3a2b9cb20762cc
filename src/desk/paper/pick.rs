//! Which place somebody means, and which forms tell of a case.

use crate::desk::rows::CaseRow;
use crate::desk::{DeskError, Period, View};
use crate::form::Layout;
use crate::journal::{Checkpoint, PlaceId};
use crate::store::ReadLog as _;
use crate::text::fold_key;

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
        Period::Case(_) | Period::Now => (view.now.date(), view.now.date()),
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
    view.accepts(layout, row)
}

impl View {
    /// Size and root of the journal at this look: what sheets filled from it print at their foot.
    ///
    /// # Errors
    /// Damage, or the operating system.
    pub fn checkpoint(&self) -> Result<Checkpoint, DeskError> {
        let (size, root) = self.snapshot.size_and_root()?;
        Ok(Checkpoint {
            office: self.office.id,
            size,
            root,
        })
    }
}
