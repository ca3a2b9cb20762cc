//! The search: what is looked for, and its turns on the worker.

use super::Cases;
use super::row::{Line, standing};
use crate::desk::{CASE_SIGN, Desk, Filter};
use crate::locale::Locale;
use crate::t;
use crate::tui::Cx;
use crate::tui::input::fold;
use crate::tui::say::refusal;
use crate::tui::widgets::List;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How many cases are looked for at a time.
pub(super) const PAGE: usize = 60;

/// The longest turn of a search on the worker: a signature waits no longer than this.
const TURN: Duration = Duration::from_millis(40);

/// What a turn of a search found.
pub struct Found {
    pub(super) turn: u64,
    pub(super) page: Result<Page, String>,
}

/// Lines, where the next ones begin, and whether the turn ended before the page was full.
type Page = (Vec<Line>, Option<Vec<u8>>, bool);

impl Cases {
    pub(super) fn search(&mut self, cx: &mut Cx<'_, Desk, Found>) {
        self.lines.clear();
        self.next = None;
        self.wanted = PAGE;
        self.turn.fetch_add(1, Ordering::Relaxed);
        self.list = List::new(0);
        self.go_on(None, cx);
    }

    /// One turn more, from where the last one ended.
    pub(super) fn go_on(&mut self, from: Option<Vec<u8>>, cx: &mut Cx<'_, Desk, Found>) {
        self.searching = true;
        let filter = Filter {
            law: self.law,
            open: self.open,
            words: by_number(self.words.value(), cx.words()),
        };
        let (turns, words) = (Arc::clone(&self.turn), cx.words());
        let turn = turns.load(Ordering::Relaxed);
        cx.spawn_quiet(move |desk| {
            let end = Instant::now() + TURN;
            let mut go_on = || turns.load(Ordering::Relaxed) == turn && Instant::now() < end;
            let page = desk.view().and_then(|view| {
                let page = view.cases(&filter, from.as_deref(), PAGE, &mut go_on)?;
                let standing = standing(&view)?;
                let lines = page.lines.iter();
                let lines = lines.map(|line| Line::of(&view, line, &standing, words));
                Ok((lines.collect(), page.next, page.cut))
            });
            Found {
                turn,
                page: page.map_err(|error| refusal::desk(&error, words)),
            }
        });
    }

    /// Further cases, when the cursor comes near the end.
    pub(super) fn more(&mut self, cx: &mut Cx<'_, Desk, Found>) {
        let near = self
            .list
            .selected()
            .is_some_and(|at| at + 20 >= self.list.len());
        if near && !self.searching && self.next.is_some() {
            self.wanted = self.lines.len() + PAGE;
            let next = self.next.take();
            self.go_on(next, cx);
        }
    }
}

/// 「案件4」 as the desk's text has it, wherever it stands among the words; the rest as it was typed.
fn by_number(typed: &str, words: Locale) -> String {
    let name = t!(words, say_case_no, number = "");
    let name = name.trim();
    let typed: String = typed.chars().map(fold).collect();
    let (mut out, mut rest) = (String::new(), typed.as_str());
    while let Some((before, behind)) = rest.split_once(name).filter(|_| !name.is_empty()) {
        out.push_str(before);
        let begins = out.chars().next_back().is_none_or(char::is_whitespace);
        let number = behind.trim_start();
        if begins && number.starts_with(|c: char| c.is_ascii_digit()) {
            out.push(CASE_SIGN);
            rest = number;
        } else {
            out.push_str(name);
            rest = behind;
        }
    }
    out + rest
}
