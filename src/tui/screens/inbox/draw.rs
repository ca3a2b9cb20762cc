//! How the inbox is painted, and what row 23 says.

use super::entry::Entry;
use super::{BODY_ROWS, Inbox, LIST_ROWS, Signing, echo};
use crate::desk::Desk;
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::t;
use crate::tui::say;
use crate::tui::screens::case::rows;
use crate::tui::{Canvas, Mark, Row, Tone, View, mark_width};

/// Columns of the list.
const KIND: u16 = 12;
const WHO: u16 = 11;
const SINCE: u16 = 12;
const URGENT: u16 = 8;

impl Inbox {
    pub(super) fn heading(&self, words: Locale, wide: u16) -> Row {
        Row::new()
            .gap(2)
            .cell_toned(Tone::Faint, mark_width(words), t!(words, inbox_col_mark))
            .gap(1)
            .cell_toned(Tone::Faint, KIND, t!(words, inbox_col_kind))
            .gap(1)
            .cell_toned(Tone::Faint, wide, t!(words, inbox_col_what))
            .gap(1)
            .cell_toned(Tone::Faint, WHO, t!(words, inbox_col_who))
            .gap(1)
            .cell_toned(Tone::Faint, SINCE, t!(words, inbox_col_since))
            .gap(1)
            .cell_toned(Tone::Faint, URGENT, t!(words, inbox_col_urgent))
    }

    /// The list, the record under the cursor with its questions, the signature line.
    pub(super) fn paint(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let words = view.words;
        let (width, height) = (canvas.width(), canvas.height());
        if self.entries.is_empty() {
            let text = self.fault.clone().unwrap_or_else(|| t!(words, inbox_empty));
            canvas.paragraph(2, 1, Tone::Plain, text);
            canvas.cursor(2, 1);
            return;
        }
        let fixed = 2 + mark_width(words) + 5 + KIND + WHO + SINCE + URGENT + 1;
        let wide = width.saturating_sub(fixed);
        canvas.row(0, &self.heading(words, wide));
        let spare = height.saturating_sub(BODY_ROWS) / 2;
        let wanted = u16::try_from(self.entries.len()).unwrap_or(u16::MAX);
        let list_rows = (LIST_ROWS + spare).min(wanted.max(LIST_ROWS));
        let asking = self
            .opened
            .as_ref()
            .is_some_and(|o| o.asks.open().is_some());
        let focus = !self.line_has_focus();
        let person = self.signing.as_ref().and_then(Signing::person);
        let entries = &self.entries;
        let mut part = canvas.part(1, list_rows);
        self.list.draw(
            &mut part,
            (1, 0),
            list_rows,
            focus && !asking,
            |nth| match entries.get(nth) {
                Some(entry) => entry_row(entry, wide, person, words),
                None => Row::new(),
            },
        );
        canvas.rule(1 + list_rows);
        let top = 2 + list_rows;
        let bottom = height.saturating_sub(2);
        self.room = (width, bottom.saturating_sub(top));
        if let Some(opened) = &mut self.opened {
            let ask_rows = opened.asks.rows(width, canvas.ink());
            let room = bottom.saturating_sub(top + ask_rows);
            if opened.columns != width {
                let made = rows(&opened.pieces, canvas.ink(), width.saturating_sub(1));
                opened.scroll.set_rows(made);
                opened.columns = width;
            }
            opened
                .scroll
                .draw(&mut canvas.part(top, room), false, words);
            opened
                .asks
                .draw(canvas, bottom.saturating_sub(ask_rows), focus);
        } else if let Some(fault) = &self.fault {
            canvas.paragraph(2, top, Tone::Refusal, fault);
        }
        canvas.rule(bottom);
        let marks = self.marks();
        let note = if marks > 0 {
            t!(words, inbox_note, count = marks)
        } else {
            String::new()
        };
        let enter = t!(words, inbox_enter, count = marks);
        if let (Some(signing), Some(office)) = (&self.signing, &self.office) {
            let (entries, today) = (&self.entries, self.today);
            signing.draw(
                canvas,
                height.saturating_sub(1),
                view,
                (&enter, &note),
                |no| echo(entries, office, today, no, words),
            );
        }
    }

    /// Row 23: what keeps this record from being marked, or what comes next.
    pub(super) fn says(&self, view: &View<'_, Desk>) -> String {
        let words = view.words;
        if let Some(fault) = &self.fault {
            return fault.clone();
        }
        let Some(entry) = self.current() else {
            return t!(words, inbox_empty);
        };
        if self.line_has_focus() {
            let own = self
                .signing
                .as_ref()
                .and_then(Signing::person)
                .and_then(|no| {
                    let mine = |e: &&Entry| e.marked.is_some() && e.excluded.contains(&no);
                    self.entries.iter().find(mine)
                });
            return match (own, &self.office) {
                (Some(own), Some(office)) if !own.who.is_empty() => t!(
                    words,
                    inbox_own_instead,
                    instead = say::either(office, &own.who, words)
                ),
                _ => t!(words, inbox_hint_sign),
            };
        }
        if entry.marked.is_some() {
            return t!(words, inbox_hint_marked);
        }
        let read = self.will_be_read(view.ink, words);
        self.cannot_mark(read, words).unwrap_or_else(|| {
            if self.marks() > 0 {
                t!(words, inbox_hint_more)
            } else {
                t!(words, inbox_hint_mark)
            }
        })
    }
}

fn entry_row(entry: &Entry, wide: u16, person: Option<PersonNo>, words: Locale) -> Row {
    let own = person.is_some_and(|no| entry.excluded.contains(&no));
    let row = Row::new().gap(2);
    let row = if entry.marked.is_some() {
        row.mark(Mark::Done, words)
    } else {
        row.no_mark(words)
    };
    let row = row
        .gap(1)
        .cell(KIND, &entry.kind)
        .gap(1)
        .cell(wide, &entry.what)
        .gap(1)
        .cell(WHO, &entry.by)
        .gap(1)
        .cell(SINCE, &entry.since)
        .gap(1);
    if own {
        row.cell_toned(Tone::Refusal, URGENT, t!(words, inbox_own))
    } else {
        row.cell(URGENT, &entry.urgent)
    }
}
