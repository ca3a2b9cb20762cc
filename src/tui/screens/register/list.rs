//! The list of the register, narrowed by digits and words.

use super::change::Change;
use super::item::ItemScreen;
use super::say;
use crate::desk::{Desk, RegisterFilter, RegisterLine};
use crate::office::Office;
use crate::t;
use crate::tui::say::{refusal, when};
use crate::tui::widgets::{Field, List, Typed};
use crate::tui::{
    Action, Canvas, Context, Cx, Help, Key, Next, Offer, Row, Screen, Title, Tone, View,
};
use crossterm::event::KeyCode;
use std::sync::Arc;

/// Columns of the list.
const NUMBER: u16 = 5;
const LEFT: u16 = 7;
const OUT: u16 = 6;
const PLACE: u16 = 18;

/// The items of the register.
pub struct Items {
    filter: RegisterFilter,
    words: Field,
    in_words: bool,
    office: Option<Arc<Office>>,
    lines: Vec<RegisterLine>,
    list: List,
    fault: Option<String>,
}

impl Default for Items {
    fn default() -> Self {
        Self {
            filter: RegisterFilter::default(),
            words: Field::text(60),
            in_words: false,
            office: None,
            lines: Vec::new(),
            list: List::default(),
            fault: None,
        }
    }
}

impl Items {
    fn look<A>(&mut self, cx: &Cx<'_, Desk, A>) {
        self.filter.words = self.words.value().to_owned();
        let found = cx.desk().view().and_then(|view| {
            self.office = Some(Arc::clone(&view.office));
            view.register(&self.filter, 0, usize::MAX)
        });
        match found {
            Ok(page) => {
                self.lines = page.lines;
                self.fault = None;
            }
            Err(why) => self.fault = Some(refusal::desk(&why, cx.words())),
        }
        self.list.set_len(self.lines.len());
    }

    fn digit(&mut self, digit: u8) -> bool {
        match digit {
            1 => {
                self.filter.out = false;
                self.filter.ended = false;
            }
            2 => self.filter.out = !self.filter.out,
            3 => self.filter.ended = !self.filter.ended,
            9 => self.in_words = true,
            _ => return false,
        }
        true
    }

    fn words_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if key.code == KeyCode::Enter || matches!(key.action, Some(Action::Back | Action::Down)) {
            self.in_words = false;
            return Next::Stay;
        }
        let words = cx.words();
        match self.words.key(key) {
            Typed::Changed => self.look(cx),
            Typed::Refused(why) => cx.refuse(why.words(words)),
            Typed::Moved => {}
            Typed::Pass => return Next::Pass,
        }
        Next::Stay
    }

    fn filters(&self, words: crate::locale::Locale) -> Row {
        let all = !self.filter.out && !self.filter.ended;
        let laws = [
            (all, "1", t!(words, register_filter_all)),
            (self.filter.out, "2", t!(words, register_filter_out)),
            (self.filter.ended, "3", t!(words, register_filter_ended)),
        ];
        let mut row = Row::new().gap(1);
        for (chosen, digit, name) in laws {
            row = row
                .text(if chosen { ">" } else { " " })
                .toned(Tone::Key, digit)
                .gap(1);
            row = if chosen {
                row.toned(Tone::Heading, name)
            } else {
                row.text(name)
            };
            row = row.gap(2);
        }
        row.toned(Tone::Key, "9")
            .gap(1)
            .text(t!(words, register_words))
    }
}

impl Screen<Desk> for Items {
    type Answer = ();

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, register_title)).right(when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Setup
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let row = self.filters(words);
        let end = canvas.row(0, &row);
        let room = canvas.width().saturating_sub(end + 4);
        if self.in_words || !self.words.is_empty() {
            self.words.draw(canvas, end + 1, 0, room, self.in_words);
        }
        let wide = canvas
            .width()
            .saturating_sub(3 + NUMBER + LEFT + OUT + PLACE + 4);
        let heading = Row::new()
            .gap(3)
            .cell_toned(Tone::Faint, NUMBER, t!(words, register_column_number))
            .cell_toned(Tone::Faint, wide, t!(words, register_title_column))
            .gap(1)
            .cell_toned(Tone::Faint, LEFT, t!(words, register_column_left))
            .cell_toned(Tone::Faint, OUT, t!(words, register_column_out))
            .gap(1)
            .toned(Tone::Faint, t!(words, register_column_place));
        canvas.row(1, &heading);
        let Some(office) = self.office.clone() else {
            return;
        };
        let rows = canvas.height().saturating_sub(3);
        let lines = &self.lines;
        self.list.draw(canvas, (1, 2), rows, !self.in_words, |nth| {
            let Some(line) = lines.get(nth) else {
                return Row::new();
            };
            let out = if line.out > 0 {
                line.out.to_string()
            } else {
                String::new()
            };
            Row::new()
                .gap(2)
                .cell(NUMBER, line.item.id.0.to_string())
                .cell(wide, line.item.title.as_str())
                .gap(1)
                .cell(LEFT, line.left.to_string())
                .cell(OUT, out)
                .gap(1)
                .cell(PLACE, say::place(line, &office))
        });
        if lines.is_empty() {
            canvas.text(3, 2, Tone::Faint, t!(words, register_none));
        }
        self.list.draw_below(canvas, (3, rows + 2), words);
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        match &self.fault {
            Some(fault) => fault.clone(),
            None if self.in_words => t!(view.words, register_hint_words),
            None => t!(view.words, register_hint),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        vec![
            Action::Open.into(),
            Offer::Digits(t!(words, register_digits)),
            Action::Add.into(),
            Action::FromTable.into(),
            Action::Up.into(),
            Action::Down.into(),
            Action::PageDown.quietly(),
            Action::PageUp.quietly(),
            Action::Back.into(),
            Action::Help.into(),
        ]
    }

    fn typing(&self) -> bool {
        self.in_words
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        if self.in_words {
            return self.words_key(key, cx);
        }
        match key.action {
            Some(Action::Add) => return Next::push(Change::add()),
            Some(Action::FromTable) => return Next::push(Change::table(cx.words())),
            Some(Action::Open) => {
                let at = self.list.selected().and_then(|nth| self.lines.get(nth));
                return match at {
                    Some(line) => Next::push(ItemScreen::of(line.item.id)),
                    None => Next::Stay,
                };
            }
            _ => {}
        }
        if self.list.key(key) {
            return Next::Stay;
        }
        match key.digit() {
            Some(digit) if self.digit(digit) => {
                self.look(cx);
                Next::Stay
            }
            _ => Next::Pass,
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        let words = cx.words();
        if !self.in_words {
            cx.refuse(t!(words, frame_no_paste));
            return Next::Stay;
        }
        match self.words.paste(text) {
            Typed::Refused(why) => cx.refuse(why.words(words)),
            _ => self.look(cx),
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, ()>) -> Next<Desk> {
        self.look(cx);
        Next::Stay
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        let office = self.office.as_deref();
        let cited = [
            "contractor/11-10(4)".to_owned(),
            "bureau/7(13)".to_owned(),
            "board/7(13)".to_owned(),
        ];
        let clauses = office
            .and_then(|office| {
                let number = crate::tui::say::clause(&cited, office.profile, view.words)?;
                let clause = crate::procedure::clause_under(&cited, office.profile)?;
                let tongue = crate::tui::say::tongue(view.words);
                Some((number, clause.gist.get(tongue).to_owned()))
            })
            .into_iter()
            .collect();
        Help {
            text: t!(view.words, register_help),
            clauses,
        }
    }
}
