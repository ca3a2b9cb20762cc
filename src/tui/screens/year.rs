//! 年度の締め: the lines of 第2号様式 and 第3号様式 that are still open. Each is carried over or
//! explained, one by one; F9 leads to the manager's signature.

use super::case::CaseScreen;
use super::people::form::{Entry, Form, Turn};
use super::wizard::Wizard;
use crate::calendar::FiscalYear;
use crate::desk::{
    Book, Closing, Desk, Fate, LineName, View as Look, YEAR_CLOSE, YearLine, closing_values,
};
use crate::journal::{PersonNo, UnitId};
use crate::locale::{Lang, Locale};
use crate::t;
use crate::text::Text;
use crate::tui::say::{self, refusal, when};
use crate::tui::widgets::List;
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Mark, Next, Offer, Row, Screen, Title, Tone, View,
};
use std::collections::BTreeMap;

#[cfg(test)]
#[path = "year_tests.rs"]
mod tests;

/// The longest explanation, in characters: one line of the record.
const WHY_MAX: usize = 120;
/// Columns of a line's name, and of what it is about.
const NAME: u16 = 22;
const TITLE: u16 = 26;

/// The closing of a unit's year.
pub struct YearClose {
    unit: UnitId,
    year: FiscalYear,
    owner: Option<PersonNo>,
    unit_name: String,
    lines: Vec<YearLine>,
    fates: BTreeMap<LineName, Fate>,
    closed: Option<String>,
    list: List,
    /// The explanation that is being typed.
    why: Option<Form>,
    fault: Option<String>,
}

impl YearClose {
    /// Of a unit and year; on an own terminal its owner signs.
    #[must_use]
    pub fn open(unit: UnitId, year: FiscalYear, owner: Option<PersonNo>) -> Self {
        Self {
            unit,
            year,
            owner,
            unit_name: String::new(),
            lines: Vec::new(),
            fates: BTreeMap::new(),
            closed: None,
            list: List::default(),
            why: None,
            fault: None,
        }
    }

    fn load(&mut self, view: &Look, words: Locale) -> Result<(), crate::desk::DeskError> {
        self.unit_name = view.office.unit_name(self.unit).to_owned();
        self.lines = view.year_lines(self.unit, self.year)?;
        // What was settled or came back meanwhile needs no word any more.
        let open = |name: &LineName| self.lines.iter().any(|line| line.name == *name);
        self.fates.retain(|name, _| open(name));
        self.list.set_len(self.lines.len());
        let closings = view.closings(self.unit, self.year)?;
        self.closed = closings.last().map(|last| told(view, last, words));
        Ok(())
    }

    fn selected(&self) -> Option<&YearLine> {
        self.lines.get(self.list.selected()?)
    }

    fn left(&self) -> usize {
        let open = self.lines.iter();
        open.filter(|line| !self.fates.contains_key(&line.name))
            .count()
    }

    fn decide(&mut self, digit: u8, words: Locale) -> bool {
        let Some(name) = self.selected().map(|line| line.name) else {
            return false;
        };
        match digit {
            1 => {
                self.fates.insert(name, Fate::Carried);
                self.on();
            }
            2 => {
                let before = match self.fates.get(&name) {
                    Some(Fate::Explained(why)) => why.to_string(),
                    _ => String::new(),
                };
                let entry = Entry::line(t!(words, year_why), WHY_MAX, 60)
                    .with(&before)
                    .hint(t!(words, year_why_hint));
                self.why = Some(Form::new(vec![entry]));
            }
            0 => {
                self.fates.remove(&name);
            }
            _ => return false,
        }
        true
    }

    /// To the line below.
    fn on(&mut self) {
        if let Some(at) = self.list.selected() {
            self.list.select(at + 1);
        }
    }

    fn why_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let Some(form) = &mut self.why else {
            return Next::Pass;
        };
        match form.key(key, words) {
            Turn::Pass => return Next::Pass,
            Turn::Taken => {}
            Turn::Refused(why) => cx.refuse(why),
            Turn::Left => self.why = None,
            Turn::Done => {
                let why: Text = form.text(0);
                let name = self.selected().map(|line| line.name);
                if why.is_blank() {
                    cx.refuse(t!(words, year_why_missing));
                } else if let Some(name) = name {
                    self.fates.insert(name, Fate::Explained(why));
                    self.why = None;
                    self.on();
                }
            }
        }
        Next::Stay
    }

    /// On to the signature, once every line has its word.
    fn sign(&self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let left = self.left();
        if left > 0 {
            cx.refuse(t!(words, year_lines_left, count = left));
            return Next::Stay;
        }
        let fates: Vec<(LineName, Fate)> = self.fates.clone().into_iter().collect();
        match closing_values(self.year, &fates) {
            Ok(values) => Next::push(
                Wizard::begin(YEAR_CLOSE, values)
                    .settled()
                    .following(String::new())
                    .of_unit(self.unit)
                    .owned(self.owner),
            ),
            Err(_) => {
                cx.refuse(t!(words, year_too_many));
                Next::Stay
            }
        }
    }

    fn row(&self, line: &YearLine, words: Locale) -> Row {
        let form = match line.name.book {
            Book::TakeOut => t!(words, year_take_out),
            Book::Sending => t!(words, year_sending),
        };
        let no = line.name.no;
        let name = if line.name.year == self.year {
            t!(words, year_line, form = form, no = no)
        } else {
            let year = label(line.name.year, words);
            t!(words, year_line_of, form = form, no = no, year = year)
        };
        let row = Row::new().gap(3);
        let (row, said) = match self.fates.get(&line.name) {
            None => (row.mark(Mark::Open, words), t!(words, year_undecided)),
            Some(Fate::Carried) => (row.mark(Mark::Done, words), t!(words, year_carried)),
            Some(Fate::Explained(why)) => {
                let said = t!(words, year_explained, why = why.as_str());
                (row.mark(Mark::Done, words), said)
            }
        };
        row.gap(1)
            .cell(NAME, name)
            .gap(1)
            .cell(TITLE, line.title.as_str())
            .gap(1)
            .text(said)
    }
}

/// Who closed it last, and when.
fn told(view: &Look, closing: &Closing, words: Locale) -> String {
    let name = say::person(&view.office, closing.by);
    let at = when::moment(closing.recorded.0, view.now, words);
    t!(words, year_closed, when = at, name = name)
}

/// 「令和8年度」.
fn label(year: FiscalYear, words: Locale) -> String {
    match words.lang() {
        Lang::Ja => year.label(),
        Lang::En => t!(words, paper_fiscal_year, year = year.year().to_string()),
    }
}

impl Screen<Desk> for YearClose {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let words = view.words;
        let year = label(self.year, words);
        Title::new(t!(words, year_title, year = year))
            .middle(self.unit_name.as_str())
            .right(when::title(view.now, words))
    }

    fn context(&self) -> Context {
        Context::Month
    }

    fn typing(&self) -> bool {
        self.why.is_some()
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        if let Some(fault) = &self.fault {
            canvas.paragraph(2, 1, Tone::Refusal, fault);
            canvas.cursor(2, 1);
            return;
        }
        let top = match &self.closed {
            Some(closed) => canvas.paragraph(1, 0, Tone::Plain, closed) + 1,
            None => canvas.paragraph(1, 0, Tone::Plain, t!(words, year_what)) + 1,
        };
        if self.lines.is_empty() {
            canvas.text(1, top, Tone::Plain, t!(words, year_none));
            canvas.cursor(1, top);
            return;
        }
        let below = if self.why.is_some() { 2 } else { 0 };
        let height = canvas.height().saturating_sub(top + below);
        let rows: Vec<Row> = self.lines.iter().map(|l| self.row(l, words)).collect();
        let focus = self.why.is_none();
        self.list.draw(canvas, (1, top), height, focus, |nth| {
            rows.get(nth).cloned().unwrap_or_default()
        });
        if let Some(why) = &self.why {
            let y = canvas.height().saturating_sub(1);
            why.draw(canvas, (2, y), 8, true);
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        match (&self.why, self.left(), &self.closed) {
            (Some(form), ..) => form.hint().to_owned(),
            (None, 0, Some(_)) => t!(words, year_hint_closed),
            (None, 0, None) => t!(words, year_hint_sign),
            (None, left, _) => t!(words, year_hint, count = left),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        if self.why.is_some() {
            return vec![
                Action::Next.into(),
                Action::Back.into(),
                Action::Help.into(),
            ];
        }
        let mut offers = Vec::new();
        if !self.lines.is_empty() {
            offers.push(Offer::Digits(t!(words, year_key_digits)));
            offers.push(Action::Open.called(t!(words, year_key_case)));
            offers.extend([Action::Up, Action::Down].map(Offer::from));
        }
        offers.push(Action::Review.into());
        offers.extend([Action::Back, Action::Help].map(Offer::from));
        offers
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if self.why.is_some() {
            return self.why_key(key, cx);
        }
        let words = cx.words();
        if let Some(digit) = key.digit()
            && self.decide(digit, words)
        {
            return Next::Stay;
        }
        match key.action {
            Some(Action::Review) => self.sign(cx),
            Some(Action::Open) => match self.selected() {
                Some(line) => Next::push(CaseScreen::new(line.case, self.owner)),
                None => Next::Stay,
            },
            _ if self.list.key(key) => Next::Stay,
            _ => Next::Pass,
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        match &mut self.why {
            Some(form) => {
                if let Turn::Refused(why) = form.paste(text, words) {
                    cx.refuse(why);
                }
            }
            None => cx.refuse(t!(words, frame_no_paste)),
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        let looked = cx.desk().view();
        let looked = looked.and_then(|view| self.load(&view, words));
        self.fault = looked.err().map(|why| refusal::desk(&why, words));
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, year_help),
            clauses: Vec::new(),
        }
    }
}
