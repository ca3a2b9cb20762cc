//! What is wrong with the layout of a form, in words.

use super::toml;
use crate::form::LayoutWrong as W;
use crate::locale::Locale;
use crate::t;

/// What is wrong.
pub(super) fn wrong(what: &W, words: Locale) -> String {
    match what {
        W::Toml(fault) => toml::fault(fault, words),
        W::NoLaw(what) => t!(words, layout_no_law, what = what.as_str()),
        W::NoProcedure { procedure, law } => t!(
            words,
            layout_no_procedure,
            procedure = procedure.as_str(),
            law = law.as_str()
        ),
        W::NoColumn => t!(words, layout_no_column),
        W::Rows => t!(words, layout_rows),
        W::RowHeight => t!(words, layout_row_height),
        W::DaysOfMonth => t!(words, layout_days_of_month),
        W::HoldingsOfRegister => t!(words, layout_holdings_of_register),
        W::ItemsOfValues => t!(words, layout_items_of_values),
        W::NothingCalled(what) => t!(words, layout_nothing_called, what = what.as_str()),
        W::NotAbove(what) => t!(words, layout_not_above, what = what.as_str()),
        W::FromNothing => t!(words, layout_from_nothing),
        W::NotOfItem(what) => t!(words, layout_not_of_item, what = what.as_str()),
        W::NotOfShape { source, shape } => t!(
            words,
            layout_not_of_shape,
            source = source.as_str(),
            shape = shape.as_str()
        ),
        W::Width => t!(words, layout_width),
        W::NoField { field, law } => t!(
            words,
            layout_no_field,
            field = field.as_str(),
            law = law.as_str()
        ),
        W::NoStep { step, law } => t!(
            words,
            layout_no_step,
            step = step.as_str(),
            law = law.as_str()
        ),
        W::NoOutcome { step, outcome } => t!(
            words,
            layout_no_outcome,
            step = step.as_str(),
            outcome = outcome.as_str()
        ),
    }
}
