//! The sheets as text, in the official shape, sheet by sheet. What is wider than the screen is
//! scrolled to; F5 leads to where they go, as they are shown here.

use super::deliver::Deliver;
use super::{Name, Wish, layout};
use crate::desk::{Desk, FormError};
use crate::form;
use crate::locale::Locale;
use crate::t;
use crate::tui::say;
use crate::tui::{
    Action, Canvas, Context, Cx, Edges, Help, Ink, Key, Next, Offer, Screen, Task, Title, Tone,
    View,
};
use std::ops::ControlFlow;
use unicode_segmentation::UnicodeSegmentation as _;

/// Columns by which a key goes sideways.
const STEP: usize = 16;

/// Sheets as text, with what names them.
pub struct Shown {
    name: Name,
    texts: Vec<String>,
}

/// What filling brings back: none where it was stopped; why not, in words.
type Answer = Result<Option<Shown>, String>;

/// Fills the sheets of a wish, telling how far it is.
fn fill(desk: &Desk, wish: &Wish, task: &Task, words: Locale) -> Answer {
    let told = |error: FormError| say::paper::not_filled(&error, words);
    let view = desk.view().map_err(|e| told(e.into()))?;
    let forms = view.forms().map_err(told)?;
    let layout = layout(&forms, wish, words)?;
    let mut texts = Vec::new();
    let ended = view.sheets_each(layout, &wish.wanted, &mut |nth, all, sheet| {
        task.progress(nth as u64, all as u64);
        texts.push(form::plain(&sheet));
        if task.stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if ended.map_err(told)?.is_break() {
        return Ok(None);
    }
    Ok(Some(Shown {
        name: Name::of(wish, layout, &view, words),
        texts,
    }))
}

/// The preview.
pub struct Preview {
    wish: Wish,
    sheets: Option<Shown>,
    fault: Option<String>,
    /// The sheet that is shown, from 0, and its lines.
    nth: usize,
    lines: Vec<String>,
    top: usize,
    left: usize,
    /// Rows of the body, and columns of the widest line beyond it, as drawn last.
    rows: usize,
    beyond: usize,
}

impl Preview {
    /// Of a wish; filled as it comes up.
    #[must_use]
    pub fn of(wish: Wish) -> Self {
        Self {
            wish,
            sheets: None,
            fault: None,
            nth: 0,
            lines: Vec::new(),
            top: 0,
            left: 0,
            rows: 1,
            beyond: 0,
        }
    }

    fn count(&self) -> usize {
        self.sheets.as_ref().map_or(0, |shown| shown.texts.len())
    }

    fn turn(&mut self, nth: usize) {
        self.nth = nth;
        self.top = 0;
        let text = self.sheets.as_ref().and_then(|s| s.texts.get(nth));
        let lines = text.map_or("", String::as_str).lines();
        self.lines = lines.map(str::to_owned).collect();
    }

    fn last(&self) -> usize {
        self.lines.len().saturating_sub(self.rows)
    }

    /// On by so many rows; from the end of a sheet to the next.
    fn on(&mut self, rows: usize) {
        if self.top < self.last() {
            self.top = (self.top + rows).min(self.last());
        } else if self.nth + 1 < self.count() {
            self.turn(self.nth + 1);
        }
    }

    /// Back by so many rows; from the beginning of a sheet to the end of the one before.
    fn back(&mut self, rows: usize) {
        if self.top > 0 {
            self.top = self.top.saturating_sub(rows);
        } else if let Some(before) = self.nth.checked_sub(1) {
            self.turn(before);
            self.top = self.last();
        }
    }

    fn start(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let (wish, words) = (self.wish.clone(), cx.words());
        let label = t!(words, paper_filling);
        cx.spawn_long(label, move |desk, task| fill(desk, &wish, task, words));
    }
}

/// So many columns of a line from a column on. A wide character that stands across the left edge is
/// a space; one across the right edge is left for the next step.
fn window(line: &str, left: usize, columns: usize, ink: Ink) -> String {
    let mut at = 0;
    let mut shown = String::new();
    for cluster in line.graphemes(true) {
        let end = at + usize::from(ink.width(cluster));
        if end > left + columns {
            break;
        }
        if at >= left {
            shown.push_str(cluster);
        } else if end > left {
            shown.push(' ');
        }
        at = end;
    }
    shown
}

impl Screen<Desk> for Preview {
    type Answer = Answer;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        let words = view.words;
        let Some(sheets) = &self.sheets else {
            return Title::new(t!(words, paper_preview));
        };
        let (nth, all) = (self.nth + 1, sheets.texts.len());
        Title::new(sheets.name.form.as_str())
            .middle(sheets.name.of.as_str())
            .right(t!(words, paper_of, nth = nth, all = all))
    }

    fn edges(&self) -> Edges {
        Edges {
            top: true,
            bottom: false,
        }
    }

    fn context(&self) -> Context {
        Context::Reading
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        if let Some(fault) = &self.fault {
            canvas.paragraph(2, 1, Tone::Refusal, fault);
            canvas.cursor(2, 1);
            return;
        }
        let ink = view.ink;
        self.rows = usize::from(canvas.height()).max(1);
        self.top = self.top.min(self.last());
        let columns = usize::from(canvas.width().saturating_sub(1));
        let widest = self.lines.iter().map(|line| usize::from(ink.width(line)));
        self.beyond = widest.max().unwrap_or(0).saturating_sub(columns);
        self.left = self.left.min(self.beyond);
        for (line, y) in self.lines.iter().skip(self.top).take(self.rows).zip(0..) {
            // What is cut off at the right is reached by a key; no dots stand in for it.
            let line = window(line, self.left, columns, ink);
            canvas.text(0, y, Tone::Plain, line);
        }
        canvas.cursor(0, 0);
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if self.fault.is_some() || self.sheets.is_none() {
            return t!(words, paper_preview);
        }
        let rest = self.lines.len().saturating_sub(self.top + self.rows);
        match (rest, self.beyond) {
            (0, 0) => t!(words, paper_whole),
            (0, _) => t!(words, paper_sideways),
            (rest, 0) => t!(words, paper_more_below, rows = rest),
            (rest, _) => t!(words, paper_more_both, rows = rest),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        let words = view.words;
        let mut offers = Vec::new();
        if self.sheets.is_some() {
            offers.push(Action::Print.called(t!(words, paper_key_deliver)));
            offers.extend([Action::Up, Action::Down].map(Offer::from));
            offers.extend([Action::PageUp, Action::PageDown].map(Offer::from));
            if self.beyond > 0 {
                let sideways = t!(words, paper_key_sideways);
                offers.push(Action::Left.called(sideways.clone()));
                offers.push(Action::Right.called(sideways));
            }
        }
        offers.extend([Action::Back, Action::Help].map(Offer::from));
        offers
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.sheets.is_none() || cx.busy() {
            return Next::Pass;
        }
        match key.action {
            Some(Action::Down) => self.on(1),
            Some(Action::Up) => self.back(1),
            Some(Action::PageDown) => self.on(self.rows.saturating_sub(1).max(1)),
            Some(Action::PageUp) => self.back(self.rows.saturating_sub(1).max(1)),
            Some(Action::Right) => self.left = (self.left + STEP).min(self.beyond),
            Some(Action::Left) => self.left = self.left.saturating_sub(STEP),
            Some(Action::Print) => return Next::push(Deliver::of(self.wish.clone())),
            _ => return Next::Pass,
        }
        Next::Stay
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        if self.sheets.is_none() && self.fault.is_none() {
            self.start(cx);
        }
        Next::Stay
    }

    fn job(&mut self, answer: Answer, cx: &mut Cx<'_, Desk, Answer>) -> Next<Desk> {
        match answer {
            Ok(Some(sheets)) => {
                self.sheets = Some(sheets);
                self.turn(0);
                cx.page_opened();
                Next::Stay
            }
            Ok(None) => {
                let words = cx.words();
                cx.say(t!(words, paper_stopped));
                Next::Pop
            }
            Err(why) => {
                self.fault = Some(why);
                Next::Stay
            }
        }
    }

    fn help(&self, view: &View<'_, Desk>) -> Help {
        Help {
            text: t!(view.words, paper_preview_help),
            clauses: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_across_the_edge_leaves_its_place_empty() {
        let ink = Ink::default();
        assert_eq!(window("施錠確認表", 4, 20, ink), "確認表");
        assert_eq!(window("施錠確認表", 3, 20, ink), " 確認表");
        assert_eq!(window("施錠確認表", 2, 5, ink), "錠確");
        assert_eq!(window("abc", 5, 5, ink), "");
    }
}
