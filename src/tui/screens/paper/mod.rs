//! Paper: which form of what, how it looks, and where it goes.
//!
//! | file | what |
//! |---|---|
//! | `choose` | the forms at hand; those of one case |
//! | `ask` | month or 年度, and place |
//! | `preview` | the sheets as text, in the official shape |
//! | `deliver` | file or printer; what the format cannot carry is said first |

mod ask;
mod choose;
mod deliver;
mod preview;
#[cfg(test)]
mod tests;

pub use choose::Papers;
pub use deliver::Deliver;
pub use preview::Preview;

use crate::calendar::FiscalYear;
use crate::desk::paper::Filled;
use crate::desk::{Desk, Period, Wanted};
use crate::form::Sheet;
use crate::journal::{PersonNo, PlaceId};
use crate::locale::Locale;
use crate::tui::Task;
use crate::tui::say;
use chrono::NaiveDate;
use std::sync::Arc;

/// The form of the month's sheet, in `data/forms`.
const LOCK: &str = "lock";

/// Which sheets of which form somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The form, by its name in `data/forms`.
    pub form: String,
    /// Which of its sheets.
    pub wanted: Wanted,
    /// Who signs on an own terminal.
    pub owner: Option<PersonNo>,
}

impl Wish {
    /// The month's sheet of a place.
    #[must_use]
    pub fn month(place: PlaceId, month: NaiveDate, owner: Option<PersonNo>) -> Self {
        Self {
            form: LOCK.to_owned(),
            wanted: Wanted {
                period: Period::Month(crate::calendar::Month::of(month)),
                place: Some(place),
            },
            owner,
        }
    }

    /// The name of a file for it: `lock-2026-11-place1.pdf`.
    fn file_name(&self, ending: &str) -> String {
        let of = match self.wanted.period {
            Period::Month(month) => month.first().format("%Y-%m").to_string(),
            Period::Year(year) => year.year().to_string(),
            Period::Case(case) => case.to_string(),
        };
        let place = self.wanted.place;
        let place = place.map_or_else(String::new, |id| format!("-place{}", id.0));
        format!("{}-{of}{place}.{ending}", self.form)
    }
}

/// Sheets that were filled, with what names them.
#[derive(Debug, Clone)]
pub struct Sheets {
    /// 「第1号様式 施錠確認表」.
    name: String,
    /// 「令和8年11月」.
    period: String,
    all: Arc<Vec<Sheet>>,
}

/// What filling brings back: none where it was stopped; why not, in words.
type Answer = Result<Option<Sheets>, String>;

/// Fills the sheets of a wish, telling how far it is.
fn fill(desk: &Desk, wish: &Wish, task: &Task, words: Locale) -> Answer {
    let told = |error| say::paper::not_filled(&error, words);
    let view = desk.view().map_err(|e| told(e.into()))?;
    let forms = view.forms().map_err(told)?;
    let Some(layout) = forms.get(&wish.form) else {
        return Err(crate::t!(words, form_unknown, name = wish.form.as_str()));
    };
    let mut go_on = |done, all| {
        task.progress(done, all);
        !task.stopped()
    };
    let filled = Filled::of(&view, layout, &wish.wanted, &mut go_on).map_err(told)?;
    let number = say::paper::number(layout, &view, words);
    Ok(match filled {
        Filled::Stopped => None,
        Filled::Sheets(sheets) => Some(Sheets {
            name: format!("{number} {}", say::paper::title(layout)),
            period: say::paper::period(wish.wanted.period, &view, words),
            all: Arc::new(sheets),
        }),
    })
}

/// The fiscal year of a day.
fn year_of(day: NaiveDate) -> Period {
    Period::Year(FiscalYear::of(day))
}
