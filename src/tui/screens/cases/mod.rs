//! The list of cases: by law, open ones only, by words as they are typed, newest first.
//!
//! The search runs on the worker in short turns, so that the first hits are there at once and a
//! further letter stops it. What it finds through is the desk's folded text, which holds no blind
//! value.
//!
//! `search` is the turns and what is looked for, `row` the filters and a case in words.

mod row;
mod search;
#[cfg(test)]
mod tests;

use super::case::CaseScreen;
use super::month::Sheets;
use super::paper::{Papers, Preview, Wish};
use crate::desk::{Desk, Period, Wanted};
use crate::journal::PersonNo;
use crate::procedure::Law;
use crate::t;
use crate::tui::say::when;
use crate::tui::widgets::{Field, List, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View, mark_width,
};
use crossterm::event::KeyCode;
use row::{DAY, Line, WHO};
use search::{Found, PAGE};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest search.
const WORDS_MAX: usize = 60;

/// The list of cases.
pub struct Cases {
    owner: Option<PersonNo>,
    /// The form whose case is looked for, by name and title.
    form: Option<(String, String)>,
    law: Option<Law>,
    open: bool,
    words: Field,
    in_words: bool,
    lines: Vec<Line>,
    list: List,
    /// Where the next page begins.
    next: Option<Vec<u8>>,
    wanted: usize,
    searching: bool,
    /// Which search is the present one; a running turn of another one stops.
    turn: Arc<AtomicU64>,
    fault: Option<String>,
}

impl Cases {
    /// On an own terminal its owner signs what is opened from here.
    #[must_use]
    pub fn new(owner: Option<PersonNo>) -> Self {
        Self {
            owner,
            form: None,
            law: None,
            open: false,
            words: Field::text(WORDS_MAX),
            in_words: false,
            lines: Vec::new(),
            list: List::new(0),
            next: None,
            wanted: PAGE,
            searching: false,
            turn: Arc::new(AtomicU64::new(0)),
            fault: None,
        }
    }

    /// The cases of a law, to choose the one whose form is wanted.
    #[must_use]
    pub fn for_form(
        form: String,
        title: String,
        law: Option<Law>,
        owner: Option<PersonNo>,
    ) -> Self {
        let mut cases = Self::new(owner);
        cases.form = Some((form, title));
        cases.law = law;
        cases
    }

    fn digit(&mut self, digit: u8, cx: &mut Cx<'_, Desk, Found>) -> bool {
        match digit {
            0 => self.law = None,
            1 => self.law = Some(Law::Locking),
            2 => self.law = Some(Law::TakeOut),
            3 => self.law = Some(Law::Sending),
            4 => self.law = Some(Law::Record),
            5 => self.open = !self.open,
            _ => return false,
        }
        self.search(cx);
        true
    }

    fn opened(&self) -> Next<Desk> {
        let Some(nth) = self.list.selected() else {
            return Next::Stay;
        };
        match (self.lines.get(nth), &self.form) {
            (Some(line), None) => Next::push(CaseScreen::new(line.case, self.owner)),
            (Some(line), Some((form, _))) => Next::push(Preview::of(Wish {
                form: form.clone(),
                wanted: Wanted {
                    period: Period::Case(line.case),
                    place: None,
                },
                owner: self.owner,
            })),
            (None, _) => Next::Stay,
        }
    }

    fn words_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Found>) -> Next<Desk> {
        let words = cx.words();
        if key.code == KeyCode::Enter || matches!(key.action, Some(Action::Back | Action::Down)) {
            self.in_words = false;
            return Next::Stay;
        }
        match self.words.key(key) {
            Typed::Changed => self.search(cx),
            Typed::Refused(why) => cx.refuse(why.words(words)),
            Typed::Moved => {}
            Typed::Pass => return Next::Pass,
        }
        Next::Stay
    }
}

impl Screen<Desk> for Cases {
    type Answer = Found;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let title = match &self.form {
            Some((_, form)) => Title::new(t!(view.words, paper_which_case, form = form.as_str())),
            None => Title::new(t!(view.words, cases_title)),
        };
        title.right(when::title(view.now, view.words))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        canvas.row(0, &self.filters(words));
        let end = canvas.text(2, 1, Tone::Plain, t!(words, cases_words));
        let room = canvas.width().saturating_sub(end + 5);
        self.words.draw(canvas, end + 1, 1, room, self.in_words);
        if let Some(fault) = &self.fault {
            canvas.paragraph(2, 3, Tone::Refusal, fault);
            return;
        }
        let ended = 16;
        let fixed = 2 + mark_width(words) + DAY + WHO + 4 + ended + 1;
        let wide = canvas.width().saturating_sub(fixed);
        let heading = Row::new()
            .gap(3 + mark_width(words))
            .cell_toned(Tone::Faint, DAY, t!(words, cases_col_day))
            .gap(1)
            .cell_toned(Tone::Faint, wide, t!(words, cases_col_what))
            .gap(1)
            .cell_toned(Tone::Faint, WHO, t!(words, cases_col_who))
            .gap(1)
            .toned(Tone::Faint, t!(words, cases_col_state));
        canvas.row(2, &heading);
        let rows = canvas.height().saturating_sub(3);
        let lines = &self.lines;
        self.list.draw(
            &mut canvas.part(3, rows),
            (1, 0),
            rows,
            !self.in_words,
            |nth| {
                lines
                    .get(nth)
                    .map_or_else(Row::new, |line| line.row(wide, words))
            },
        );
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if let Some(fault) = &self.fault {
            return fault.clone();
        }
        let count = self.lines.len();
        match (self.searching, count, &self.next) {
            (true, ..) => t!(words, cases_searching, count = count),
            _ if self.in_words && self.words.is_empty() => t!(words, cases_hint_words),
            (false, 0, _) => t!(words, cases_none),
            (false, _, Some(_)) => t!(words, cases_count_more, count = count),
            (false, _, None) => t!(words, cases_count, count = count),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        if self.in_words {
            return vec![
                Action::Open.called(t!(words, cases_to_list)),
                Action::Back.into(),
                Action::Help.into(),
            ];
        }
        vec![
            Action::Open.into(),
            Action::Up.into(),
            Action::Down.into(),
            Offer::Digits(t!(words, cases_digits)),
            Action::Search.into(),
            Action::PageDown.into(),
            Action::PageUp.into(),
            Action::Print.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn context(&self) -> Context {
        Context::Records
    }

    fn typing(&self) -> bool {
        self.in_words
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, cases_help),
            clauses: Vec::new(),
        }
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Found>) -> Next<Desk> {
        if self.in_words {
            return self.words_key(key, cx);
        }
        if self.list.key(key) {
            self.more(cx);
            return Next::Stay;
        }
        match key.action {
            Some(Action::Search) => {
                self.in_words = true;
                Next::Stay
            }
            Some(Action::Open) => self.opened(),
            Some(Action::Print) if self.form.is_none() => Next::push(Papers::all(self.owner)),
            Some(_) => Next::Pass,
            None => match key.digit() {
                Some(6) if self.form.is_none() => Next::push(Sheets::open(self.owner)),
                Some(digit) if self.digit(digit, cx) => Next::Stay,
                _ => Next::Pass,
            },
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, Found>) -> Next<Desk> {
        let words = cx.words();
        if !self.in_words {
            cx.refuse(t!(words, frame_no_paste));
            return Next::Stay;
        }
        match self.words.paste(text) {
            Typed::Refused(why) => cx.refuse(why.words(words)),
            _ => self.search(cx),
        }
        Next::Stay
    }

    fn job(&mut self, found: Found, cx: &mut Cx<'_, Desk, Found>) -> Next<Desk> {
        if found.turn != self.turn.load(Ordering::Relaxed) {
            return Next::Stay;
        }
        self.searching = false;
        match found.page {
            Ok((lines, next, cut)) => {
                self.lines.extend(lines);
                self.next = next;
                self.list.set_len(self.lines.len());
                if cut && self.lines.len() < self.wanted && self.next.is_some() {
                    let next = self.next.take();
                    self.go_on(next, cx);
                }
            }
            Err(fault) => self.fault = Some(fault),
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Found>) -> Next<Desk> {
        self.fault = None;
        let at = self.list.selected();
        let had = self.lines.len();
        self.search(cx);
        // Coming back from a case, the cursor stands where it stood.
        if let Some(at) = at.filter(|_| had > 0) {
            self.wanted = self.wanted.max(had);
            self.list.set_len(at + 1);
            self.list.select(at);
        }
        Next::Stay
    }
}

impl Drop for Cases {
    /// A search that nobody waits for any more stops.
    fn drop(&mut self) {
        self.turn.fetch_add(1, Ordering::Relaxed);
    }
}
