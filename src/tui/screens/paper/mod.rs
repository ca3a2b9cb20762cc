//! Paper: which form of what, how it looks, and where it goes.
//!
//! | file | what |
//! |---|---|
//! | `choose` | the forms at hand; those of one case |
//! | `ask` | month or 年度, and place |
//! | `preview` | the sheets as text, in the official shape |
//! | `deliver` | file or printer; what the format cannot carry is said first |
//! | `ready` | the bytes on their way, and what is signed for them |

mod ask;
mod choose;
mod deliver;
mod preview;
mod ready;
#[cfg(test)]
mod tests;

pub use choose::Papers;
pub use deliver::Deliver;
pub use preview::Preview;

use crate::calendar::FiscalYear;
use crate::desk::{Period, View, Wanted};
use crate::form::{Forms, Layout};
use crate::journal::{PersonNo, PlaceId};
use crate::locale::Locale;
use crate::tui::say;
use chrono::NaiveDate;

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
            Period::Month(month) => month.first().format("-%Y-%m").to_string(),
            Period::Year(year) => format!("-{}", year.year()),
            Period::Case(case) => format!("-{case}"),
            Period::Now => String::new(),
        };
        let place = self.wanted.place;
        let place = place.map_or_else(String::new, |id| format!("-place{}", id.0));
        format!("{}{of}{place}.{ending}", self.form)
    }
}

/// What names the sheets of a wish.
#[derive(Debug, Clone)]
struct Name {
    /// 「第1号様式 施錠確認表」.
    form: String,
    /// 「令和8年11月 書庫A」.
    of: String,
}

impl Name {
    fn of(wish: &Wish, layout: &Layout, view: &View, words: Locale) -> Self {
        let (form, of) = say::paper::name(layout, &wish.wanted, view, words);
        Self { form, of }
    }
}

/// The layout of a wish, as the forms at hand have it.
fn layout<'a>(forms: &'a Forms, wish: &Wish, words: Locale) -> Result<&'a Layout, String> {
    let layout = forms.get(&wish.form);
    layout.ok_or_else(|| crate::t!(words, form_unknown, name = wish.form.as_str()))
}

/// The fiscal year of a day.
fn year_of(day: NaiveDate) -> Period {
    Period::Year(FiscalYear::of(day))
}
