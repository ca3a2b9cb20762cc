//! The month's sheet of one place on screen (SCREENS §5): every day of the month at once, its lock
//! or its hole, the marks that paper prints, the sheet's own notes, and the size and short root of
//! the journal, to compare screen and binder at a glance. F9 leads to the review of the month.
//!
//! | file | what |
//! |---|---|
//! | `places` | which place's sheet |
//! | `sheet` | the days in words, with their marks and notes |
//! | `draw` | sixteen rows left, fifteen right, and what stands below |

mod draw;
mod places;
mod review;
mod sheet;
#[cfg(test)]
mod tests;

use super::board::head;
use super::case::CaseScreen;
use super::explain::Explain;
use super::paper::{Deliver, Preview, Wish};
use crate::calendar::{Month, WorkDay};
use crate::desk::{Desk, DeskError, LOCKING};
use crate::journal::{Checkpoint, PersonNo, PlaceId};
use crate::locale::Lang;
use crate::office::Office;
use crate::t;
use crate::tui::say::{self, refusal};
use crate::tui::{
    Action, Canvas, Context, Cx, Edges, Help, Key, Next, Offer, Screen, Title, View as Look,
};
use chrono::{Datelike as _, NaiveDate};
pub use places::Sheets;
use sheet::Sheet;
use std::sync::Arc;

/// The month's sheet of one place.
pub struct MonthSheet {
    owner: Option<PersonNo>,
    place: PlaceId,
    month: NaiveDate,
    /// The day with the cursor, from 0.
    day: usize,
    sheet: Option<Sheet>,
    office: Option<Arc<Office>>,
    checkpoint: Option<Checkpoint>,
    today: NaiveDate,
    broken: Option<String>,
}

impl MonthSheet {
    /// The sheet of a place; `month` is the day of it on which the cursor begins.
    #[must_use]
    pub fn open(place: PlaceId, month: NaiveDate, owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            place,
            month,
            day: usize::try_from(month.day0()).unwrap_or(0),
            sheet: None,
            office: None,
            checkpoint: None,
            today: month,
            broken: None,
        }
    }

    fn look(&mut self, cx: &Cx<'_, Desk, ()>) {
        let words = cx.words();
        let looked = self.try_look(cx);
        self.broken = looked.err().map(|why| refusal::desk(&why, words));
    }

    fn try_look(&mut self, cx: &Cx<'_, Desk, ()>) -> Result<(), DeskError> {
        let view = cx.desk().view()?;
        let days = view.month(self.place, self.month)?;
        self.today = view.today().0;
        let mut sheet = Sheet::new(&view, self.place, days, cx.words())?;
        let state = view.sheet(self.place, self.month)?;
        sheet.review = review::told(&view, &state, cx.words());
        self.sheet = Some(sheet);
        self.office = Some(Arc::clone(&view.office));
        self.checkpoint = Some(cx.desk().checkpoint()?);
        let last = self
            .sheet
            .as_ref()
            .map_or(0, |s| s.days.len().saturating_sub(1));
        self.day = self.day.min(last);
        Ok(())
    }

    fn turn(&mut self, month: NaiveDate, cx: &Cx<'_, Desk, ()>) {
        self.month = month;
        self.look(cx);
    }

    fn previous(&self) -> NaiveDate {
        Month::of(self.month).previous().first()
    }

    /// None where it has not begun.
    fn next(&self) -> Option<NaiveDate> {
        let next = Month::of(self.month).next().first();
        (next <= self.today).then_some(next)
    }

    /// This very sheet, on paper.
    fn wish(&self) -> Wish {
        Wish::month(self.place, self.month, self.owner)
    }

    fn selected(&self) -> Option<&sheet::Day> {
        self.sheet.as_ref()?.days.get(self.day)
    }

    /// All that was recorded for the day.
    fn open_day(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match self.selected().and_then(|day| day.case) {
            Some(case) => Next::push(CaseScreen::new(case, self.owner)),
            None => {
                cx.refuse(t!(words, month_no_record));
                Next::Stay
            }
        }
    }

    /// The day's explanation, where one is waited for; of a locked day, that it stood open since.
    fn explain(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match self.selected() {
            Some(day) if day.hole || day.locked && day.date < cx.now().date() => {
                Next::push(Explain::of(self.place, WorkDay(day.date), self.owner))
            }
            _ => {
                cx.refuse(t!(words, month_no_hole));
                Next::Stay
            }
        }
    }
}

impl Screen<Desk> for MonthSheet {
    type Answer = ();

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        let words = view.words;
        let title = Title::new(t!(words, month_title));
        let (Some(office), Some(sheet)) = (&self.office, &self.sheet) else {
            return title;
        };
        let place = say::place(office, self.place, self.month);
        let title =
            Title::new(t!(words, month_title_of, place = place)).middle(sheet.unit.as_str());
        let month = sheet::month(self.month, words);
        if office.sample {
            title.right(t!(words, month_sample, month = month))
        } else {
            title.right(month)
        }
    }

    fn edges(&self) -> Edges {
        Edges {
            top: false,
            bottom: false,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        if let Some(sheet) = &self.sheet {
            let below = draw::Below {
                checkpoint: self.checkpoint.as_ref(),
                now: view.now,
            };
            draw::draw(sheet, self.day, &below, canvas, view.words);
        }
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        let words = view.words;
        match (&self.broken, &self.sheet) {
            (Some(why), _) => why.clone(),
            (None, Some(sheet)) => sheet.message(words),
            (None, None) => String::new(),
        }
    }

    fn actions(&self, view: &Look<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        // The bar has no room for all of them at once; what is left out of it works all the same.
        let next = self.next().is_some();
        let english = words.lang() == Lang::En;
        let selected = self.selected();
        let hole = selected.is_some_and(|day| day.hole);
        let was_locked = selected.is_some_and(|day| day.locked && day.date < view.now.date());
        let if_room = |action: Action, room: bool| match action {
            _ if !room => action.quietly(),
            Action::Up | Action::Down => action.called(t!(words, month_key_day)),
            Action::Explain if !hole => action.called(t!(words, month_key_found_open)),
            action => action.into(),
        };
        let days = !next && !(english && (hole || was_locked));
        let mut offers: Vec<Offer> = vec![
            if_room(Action::Up, days),
            if_room(Action::Down, days),
            Action::Left.quietly(),
            Action::Right.quietly(),
            Action::OpenDay.into(),
            if_room(Action::PreviousMonth, !(next && english)),
        ];
        if next {
            offers.push(Action::NextMonth.into());
        }
        offers.push(Action::OfficialShape.into());
        if hole || was_locked {
            offers.push(if_room(Action::Explain, hole || !next));
        }
        offers.push(Action::Print.into());
        offers.push(Action::Review.into());
        offers.push(Action::Back.into());
        offers.push(Action::Help.into());
        offers
    }

    fn context(&self) -> Context {
        Context::Month
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let last = self
            .sheet
            .as_ref()
            .map_or(0, |s| s.days.len().saturating_sub(1));
        match key.action {
            Some(Action::Up) => self.day = self.day.saturating_sub(1),
            Some(Action::Down) => self.day = (self.day + 1).min(last),
            Some(Action::Left) => self.day = self.day.saturating_sub(draw::ROWS),
            Some(Action::Right) => self.day = (self.day + draw::ROWS).min(last),
            Some(Action::PreviousMonth) => self.turn(self.previous(), cx),
            Some(Action::NextMonth) => {
                if let Some(next) = self.next() {
                    self.turn(next, cx);
                }
            }
            Some(Action::OpenDay) => return self.open_day(cx),
            Some(Action::Explain) => return self.explain(cx),
            Some(Action::OfficialShape) => return Next::push(Preview::of(self.wish())),
            Some(Action::Print) => return Next::push(Deliver::of(self.wish())),
            Some(Action::Review) => return review::begin(self.place, self.month, self.owner, cx),
            _ => return Next::Pass,
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn back_again(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn help(&self, view: &Look<'_, Desk>) -> Help {
        head::help(
            t!(view.words, month_help),
            LOCKING,
            self.office.as_deref(),
            view.words,
        )
    }
}
