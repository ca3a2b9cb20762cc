//! Which place's sheet: every place that was ever in use, those of today first.

use super::MonthSheet;
use crate::desk::Desk;
use crate::journal::{PersonNo, PlaceId};
use crate::t;
use crate::tui::say::refusal;
use crate::tui::screens::board::head;
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Key, Next, Offer, Row, Screen, Title, Tone, View as Look,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The places whose sheets can be looked at.
pub struct Sheets {
    owner: Option<PersonNo>,
    places: Vec<(PlaceId, String, bool)>,
    list: List,
    today: NaiveDate,
    when: Option<String>,
    broken: Option<String>,
}

impl Sheets {
    /// All of them, this month first.
    #[must_use]
    pub fn open(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            places: Vec::new(),
            list: List::new(0),
            today: NaiveDate::MIN,
            when: None,
            broken: None,
        }
    }

    fn go(&self) -> Next<Desk> {
        let chosen = self.list.selected().and_then(|nth| self.places.get(nth));
        match chosen {
            Some((place, ..)) => Next::push(MonthSheet::open(*place, self.today, self.owner)),
            None => Next::Stay,
        }
    }
}

impl Screen<Desk> for Sheets {
    type Answer = ();

    fn title(&self, view: &Look<'_, Desk>) -> Title {
        let title = Title::new(t!(view.words, month_title));
        match &self.when {
            Some(when) => title.right(when.as_str()),
            None => title,
        }
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
        let words = view.words;
        canvas.text(1, 0, Tone::Heading, t!(words, month_which));
        let rows = canvas.height().saturating_sub(2);
        let places = &self.places;
        self.list.draw(canvas, (1, 2), rows, true, |nth| {
            let Some((_, name, used)) = places.get(nth) else {
                return Row::new();
            };
            let digit = List::digit(nth);
            let row = Row::new()
                .gap(3)
                .cell_toned(Tone::Key, 2, digit)
                .cell(30, name);
            if *used {
                row
            } else {
                row.toned(Tone::Faint, t!(words, month_not_used))
            }
        });
    }

    fn hint(&self, view: &Look<'_, Desk>) -> String {
        let broken = self.broken.clone();
        broken.unwrap_or_else(|| t!(view.words, month_which_hint))
    }

    fn actions(&self, view: &Look<'_, Desk>) -> Vec<Offer> {
        vec![
            Offer::Digits(t!(view.words, explain_digits)),
            Action::Open.called(t!(view.words, explain_digits)),
            Action::Up.into(),
            Action::Down.into(),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn key(&mut self, key: &Key, _: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if let Some(nth) = key.nth() {
            if nth >= self.places.len() {
                return Next::Stay;
            }
            self.list.select(nth);
            return self.go();
        }
        match key.action {
            Some(Action::Open) => self.go(),
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match cx.desk().view() {
            Ok(view) => {
                self.today = view.today().0;
                let used = view.office.places_on(self.today);
                let used: BTreeSet<PlaceId> = used.iter().map(|place| place.id).collect();
                let all: BTreeSet<PlaceId> = view.office.places.iter().map(|p| p.id).collect();
                let name = |id: PlaceId| crate::tui::say::place(&view.office, id, self.today);
                let gone = all.difference(&used);
                self.places = used
                    .iter()
                    .map(|id| (*id, name(*id), true))
                    .chain(gone.map(|id| (*id, name(*id), false)))
                    .collect();
                self.list.set_len(self.places.len());
                self.when = Some(head::when(&view.office, view.now, words));
                self.broken = None;
            }
            Err(why) => self.broken = Some(refusal::desk(&why, words)),
        }
        Next::Stay
    }
}
