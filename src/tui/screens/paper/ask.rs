//! Of which month or 年度, and of which place.

use super::Wish;
use super::preview::Preview;
use crate::calendar::{FiscalYear, TypedPeriod, parse_period};
use crate::desk::paper::place_named;
use crate::desk::{Desk, Period, View as Look, Wanted};
use crate::form::Per;
use crate::journal::PersonNo;
use crate::locale::{Lang, Locale};
use crate::t;
use crate::tui::say::{self, refusal, when};
use crate::tui::screens::people::form::{Entry, Form, Turn};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use chrono::{Datelike as _, NaiveDate};

/// The question before the preview.
pub struct Ask {
    form: String,
    title: String,
    per: Per,
    owner: Option<PersonNo>,
    entries: Form,
    places: Vec<(u16, String)>,
    today: NaiveDate,
}

impl Ask {
    /// For a form of months or of years.
    #[must_use]
    pub fn of(form: &str, title: &str, per: Per, owner: Option<PersonNo>) -> Self {
        Self {
            form: form.to_owned(),
            title: title.to_owned(),
            per,
            owner,
            entries: Form::default(),
            places: Vec::new(),
            today: NaiveDate::MIN,
        }
    }

    fn begin(&mut self, view: &Look, words: Locale) {
        self.today = view.today().0;
        let mut entries = Vec::new();
        if self.per == Per::PlaceMonth {
            entries.push(
                Entry::ascii(t!(words, paper_month), 14)
                    .with(&typed_month(self.today, words))
                    .hint(t!(words, paper_month_hint)),
            );
            entries.push(
                Entry::line(t!(words, paper_place), 40, 24).hint(t!(words, paper_place_hint)),
            );
            let mut places: Vec<(u16, String)> = view
                .office
                .places
                .iter()
                .map(|p| (p.id.0, say::place(&view.office, p.id, self.today)))
                .collect();
            places.sort();
            places.dedup_by_key(|(id, _)| *id);
            self.places = places;
        } else {
            entries.push(
                Entry::ascii(t!(words, paper_year), 14)
                    .with(&typed_year(self.today, words))
                    .hint(t!(words, paper_year_hint)),
            );
        }
        self.entries = Form::new(entries);
        self.entries.go(0);
    }

    /// What was typed, or why it cannot be.
    fn wish(&self, view: &Look, words: Locale) -> Result<Wish, String> {
        let period = match (parse_period(self.entries.value(0), self.today), self.per) {
            (Some(TypedPeriod::Month(_)) | None, Per::FiscalYear) => {
                return Err(t!(words, paper_bad_year));
            }
            (None, _) => return Err(t!(words, paper_bad_month)),
            (Some(TypedPeriod::Month(month)), _) => Period::Month(month),
            (Some(TypedPeriod::Year(year)), _) => Period::Year(year),
        };
        let named = self.entries.value(1).trim();
        let place = if named.is_empty() {
            None
        } else {
            Some(place_named(view, named, period).map_err(|_| t!(words, paper_bad_place))?)
        };
        Ok(Wish {
            form: self.form.clone(),
            wanted: Wanted { period, place },
            owner: self.owner,
        })
    }

    fn done(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let view = cx.desk().view();
        let wish = view
            .map_err(|e| refusal::desk(&e, words))
            .and_then(|view| self.wish(&view, words));
        match wish {
            Ok(wish) => Next::push(Preview::of(wish)),
            Err(why) => {
                cx.refuse(why);
                Next::Stay
            }
        }
    }
}

/// A month as it may be typed: `R8.11`, `2026-11`.
fn typed_month(day: NaiveDate, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => {
            let short = when::short_date(day, words);
            short
                .rsplit_once('.')
                .map_or(short.clone(), |(month, _)| month.to_owned())
        }
        Lang::En => day.format("%Y-%m").to_string(),
    }
}

/// A fiscal year as it may be typed: `R8`, `2026`.
fn typed_year(day: NaiveDate, words: Locale) -> String {
    let start = FiscalYear::of(day).start();
    match words.lang() {
        Lang::Ja => {
            let short = when::short_date(start, words);
            let year = short.split('.').next().unwrap_or_default();
            year.to_owned()
        }
        Lang::En => start.year().to_string(),
    }
}

impl Screen<Desk> for Ask {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(self.title.as_str()).right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Wizard
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let below = self.entries.draw(canvas, (2, 1), 12, true);
        if self.places.is_empty() {
            return;
        }
        canvas.text(2, below + 1, Tone::Faint, t!(words, paper_places));
        let rows = usize::from(canvas.height().saturating_sub(below + 3)).max(1);
        let wide = canvas.width() / 3;
        for (nth, (id, name)) in self.places.iter().enumerate().take(rows * 3) {
            let column = u16::try_from(nth / rows).unwrap_or(0) * wide;
            let y = below + 2 + u16::try_from(nth % rows).unwrap_or(0);
            let row = Row::new()
                .at(3 + column)
                .toned(Tone::Key, format!("{id:>3}"))
                .gap(1)
                .cell(wide.saturating_sub(8), name);
            canvas.row(y, &row);
        }
    }

    fn hint(&self, _: &View<'_, Desk>) -> String {
        self.entries.hint().to_owned()
    }

    fn typing(&self) -> bool {
        true
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Action::Next.called(t!(view.words, paper_key_show)),
            Action::Up.into(),
            Action::Down.into(),
            Action::NextField.quietly(),
            Action::PreviousField.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match self.entries.key(key, words) {
            Turn::Pass | Turn::Left => Next::Pass,
            Turn::Taken => Next::Stay,
            Turn::Refused(why) => {
                cx.refuse(why);
                Next::Stay
            }
            Turn::Done => self.done(cx),
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        if let Turn::Refused(why) = self.entries.paste(text, words) {
            cx.refuse(why);
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        if self.entries.len() > 0 {
            return Next::Stay;
        }
        match cx.desk().view() {
            Ok(view) => self.begin(&view, words),
            Err(why) => cx.refuse(refusal::desk(&why, words)),
        }
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, paper_ask_help),
            clauses: Vec::new(),
        }
    }
}
