//! The means of sending that the procedures know.

use crate::desk::{MEANS, SENDING};
use crate::locale::Locale;
use crate::procedure::{Catalogue, FieldId};
use crate::tui::say::tongue;

/// A means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its id.
    pub(crate) id: String,
    /// Its name.
    pub(crate) label: String,
}

/// Every means of the procedure of a sending, in its order.
pub(crate) fn choices(words: Locale) -> Vec<Choice> {
    let field = Catalogue::embedded()
        .latest(&SENDING.into())
        .and_then(|d| d.field(&FieldId::from(MEANS)));
    field.map_or(Vec::new(), |field| {
        field
            .choices
            .iter()
            .map(|c| Choice {
                id: c.id.0.clone(),
                label: c.label.get(tongue(words)).to_owned(),
            })
            .collect()
    })
}
