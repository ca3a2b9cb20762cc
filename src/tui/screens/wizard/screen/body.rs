//! The body: what is known already, the fields, what may be chosen, the last page.

use super::hint::ahead;
use crate::desk::Desk;
use crate::t;
use crate::tui::screens::signing::{Answer, Signing};
use crate::tui::screens::wizard::Wizard;
use crate::tui::screens::wizard::entry::Input;
use crate::tui::screens::wizard::holdings::Candidate;
use crate::tui::screens::wizard::paint::Focus;
use crate::tui::screens::wizard::run::Run;
use crate::tui::{Canvas, Cx, Row, Tone, View, say};

/// Columns for what stands before a value in the rows of what is known already.
const KNOWN: u16 = 12;
/// Rows for the reason why something was sent back.
const BACK: usize = 3;

impl Wizard {
    pub(super) fn draw_page(&self, canvas: &mut Canvas<'_>) {
        let Some(run) = &self.run else { return };
        let mut top = 0;
        if let Some(after) = &self.after {
            top = canvas.paragraph(1, 0, Tone::Notice, after);
            canvas.rule(top);
            top += 1;
        }
        if self.page == 0 && !self.lacks.barred.is_empty() {
            top = canvas.paragraph(1, top, Tone::Notice, &self.lacks.barred);
            canvas.rule(top);
            top += 1;
        }
        if let Some(back) = self.run.as_ref().and_then(Run::sent_back) {
            // Why it comes again; a long reason stands whole in the case.
            let lines = canvas.ink().wrap(&back, canvas.width().saturating_sub(2));
            for line in lines.iter().take(BACK) {
                canvas.text(1, top, Tone::Notice, line);
                top += 1;
            }
            canvas.rule(top);
            top += 1;
        }
        let below = canvas.height().saturating_sub(top);
        top += draw_known(run, self.page, &mut canvas.part(top, below));
        let Some(places) = run.pages.get(self.page) else {
            return;
        };
        let height = canvas.height().saturating_sub(top);
        let ahead = ahead(run);
        let mut body = canvas.part(top, height);
        let (ink, width, words) = (body.ink(), body.width(), run.ground.words);
        let mut at = Vec::with_capacity(places.len());
        let mut total = 0;
        for place in places {
            at.push(total);
            total += run
                .entries
                .get(*place)
                .map_or(0, |entry| entry.rows(ink, width, words));
        }
        // What has the cursor is on the screen whole, with as much before it as there is room for.
        let scroll = match places
            .get(self.focus)
            .and_then(|place| run.entries.get(*place))
        {
            Some(entry) if total > height => {
                let first = at.get(self.focus).copied().unwrap_or(0);
                let last = first + entry.rows(ink, width, words);
                let row = first + entry.row_of(self.slot, ink, width, words) + 1;
                last.min(row.max(first + height))
                    .saturating_sub(height)
                    .min(row)
            }
            _ => 0,
        };
        for (nth, (place, y)) in places.iter().zip(&at).enumerate() {
            let Some(entry) = run.entries.get(*place) else {
                continue;
            };
            let focus: Focus = (nth == self.focus).then_some(self.slot);
            let Some(y) = y.checked_sub(scroll) else {
                // Higher than the page: the part with the cursor.
                if focus.is_some() {
                    let rows = entry.rows(ink, width, words);
                    body.tall(rows, scroll - y, |all| {
                        entry.draw(all, 0, nth + 1, focus, &run.ground);
                    });
                }
                continue;
            };
            if y + entry.rows(ink, width, words) <= height || focus.is_some() {
                entry.draw(&mut body, y, nth + 1, focus, &run.ground);
            }
        }
        let candidates = self.candidates();
        if !candidates.is_empty() {
            let y = at
                .get(self.focus)
                .copied()
                .unwrap_or(0)
                .saturating_sub(scroll);
            let row = places
                .get(self.focus)
                .and_then(|place| run.entries.get(*place))
                .map_or(0, |entry| entry.row_of(self.slot, ink, width, words));
            self.draw_candidates(&candidates, y + row + 1, &mut body);
        } else if total + 1 < height && !ahead.is_empty() {
            let text = ink.cut(&ahead, width.saturating_sub(2)).into_owned();
            body.text(1, height - 1, Tone::Faint, text);
        } else if total > height + scroll {
            let text = t!(run.ground.words, wizard_below);
            let x = width.saturating_sub(ink.width(&text) + 2);
            body.text(x, height - 1, Tone::Faint, text);
        }
    }

    /// The items of the register that fit what is typed under the cursor.
    fn candidates(&self) -> Vec<Candidate> {
        let entry = self.run.as_ref().zip(self.place());
        let entry = entry.and_then(|(run, place)| Some((run, run.entries.get(place)?)));
        match entry.map(|(run, entry)| (run, &entry.input)) {
            Some((run, Input::Holdings(lines))) => lines.candidates(self.slot, &run.ground),
            _ => Vec::new(),
        }
    }

    /// A box over what follows, as far as there is room.
    fn draw_candidates(&self, candidates: &[Candidate], y: u16, canvas: &mut Canvas<'_>) {
        let Some((run, place)) = self.run.as_ref().zip(self.place()) else {
            return;
        };
        let words = run.ground.words;
        let pick = match run.entries.get(place).map(|entry| &entry.input) {
            Some(Input::Holdings(lines)) => {
                let (row, _) = lines.place(self.slot);
                lines.rows.get(row).and_then(|row| row.pick)
            }
            _ => None,
        };
        let room = usize::from(canvas.height().saturating_sub(y + 2)).min(6);
        // What is chosen is among those shown.
        let first = pick.map_or(0, |nth| (nth + 1).saturating_sub(room));
        let shown = candidates.iter().enumerate().skip(first).take(room);
        let left = candidates.len().saturating_sub(first + room);
        let rows = u16::try_from(candidates.len().min(room)).unwrap_or(0);
        let width = canvas.width();
        let mut over = canvas.over(0, y, width, rows + 1 + u16::from(left > 0));
        let mut at = 0;
        for (nth, item) in shown {
            let chosen = pick == Some(nth);
            let row = Row::new()
                .gap(4)
                .text(if chosen { ">" } else { " " })
                .gap(1)
                .right(5, item.id.0.to_string())
                .gap(1);
            let row = if chosen {
                row.cell_toned(Tone::Heading, 36, item.title.as_str())
            } else {
                row.cell(36, item.title.as_str())
            };
            over.row(at, &row.gap(1).toned(Tone::Faint, item.note.as_str()));
            at += 1;
        }
        if left > 0 {
            let more = t!(words, register_pick_more, count = left);
            over.text(12, at, Tone::Faint, more);
            at += 1;
        }
        over.rule(at);
    }

    pub(super) fn draw_last(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let height = canvas.height();
        let mut top = 0;
        if let Some(after) = &self.after {
            top = canvas.paragraph(1, 0, Tone::Notice, after);
            canvas.rule(top);
            top += 1;
        }
        canvas.text(1, top, Tone::Heading, t!(words, wizard_sentence));
        let rows = height.saturating_sub(top + 3);
        {
            let mut part = canvas.part(top + 1, rows);
            let focus = self.line.as_ref().is_some_and(Signing::has_focus);
            self.sentence.draw(&mut part, !focus, words);
        }
        let enter = if self.sentence.read_to_the_end() {
            t!(words, wizard_enter)
        } else {
            t!(words, wizard_enter_read)
        };
        let note = self.note();
        let echo = self.echoes(false, None::<&Cx<'_, Desk, Answer>>);
        if let Some(line) = &self.line {
            line.draw(
                canvas,
                height.saturating_sub(1),
                view,
                (&enter, &note),
                echo,
            );
        }
    }

    /// Whose number will be refused here.
    fn note(&self) -> String {
        let Some(run) = self.run.as_ref().filter(|run| run.recheck) else {
            return String::new();
        };
        run.first_checker().map_or_else(String::new, |(first, _)| {
            let who = say::person_no(&run.ground.office, first);
            t!(run.ground.words, wizard_may_not, who = who)
        })
    }
}

/// What was established before: up to three rows and a rule. Returns the row behind them.
fn draw_known(run: &Run, page: usize, canvas: &mut Canvas<'_>) -> u16 {
    let words = run.ground.words;
    if page == 0 && run.case.is_none() {
        return 0;
    }
    let ink = canvas.ink();
    let mut y = 0;
    for (label, value) in run.context(page > 0) {
        let room = canvas.width().saturating_sub(KNOWN + 4);
        let label = ink.cut(&label, KNOWN).into_owned();
        let value = ink.cut(&value, room).into_owned();
        canvas.row(y, &Row::new().gap(1).cell(KNOWN + 1, label).text(value));
        y += 1;
    }
    if run.recheck
        && let Some((who, at)) = run.first_checker()
    {
        let name = say::person(&run.ground.office, who);
        let number = say::person_no(&run.ground.office, who);
        let when = say::when::moment(at.0, run.ground.now, words);
        let said = t!(
            words,
            wizard_recheck,
            who = name,
            when = when,
            number = number
        );
        y = canvas.paragraph(1, y, Tone::Plain, said);
    }
    if y > 0 {
        canvas.rule(y);
        y += 1;
    }
    y
}
