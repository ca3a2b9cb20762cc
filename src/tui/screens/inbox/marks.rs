//! Marks: which record may be added to the signature, and the signature itself.

use super::entry::{Entry, Marked};
use super::{Answer, Did, Inbox, ToSign, echo};
use crate::desk::{Desk, OfficeWait};
use crate::locale::Locale;
use crate::t;
use crate::tui::screens::case::{Reading, rows};
use crate::tui::widgets::Scroll;
use crate::tui::{Cx, Key};

impl Inbox {
    /// The text of a record follows the answers given: what is signed is on the screen.
    pub(super) fn answered(&mut self, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        let Ok(view) = cx.desk().view() else { return };
        let Some(entry) = self.list.selected().and_then(|nth| self.entries.get(nth)) else {
            return;
        };
        let Some(item) = entry.case() else { return };
        let Ok(Some(row)) = view.case_row(item.case) else {
            return;
        };
        let Some(reading) = Reading::of(&view, &row, words) else {
            return;
        };
        if let Some(opened) = &mut self.opened
            && let Ok(pieces) = super::entry::pieces(&reading, entry, &opened.asks)
        {
            opened.pieces = pieces;
            opened.columns = 0;
        }
    }

    pub(super) fn mark(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) {
        let words = cx.words();
        if !cx.armed(key) {
            return;
        }
        let Some(nth) = self.list.selected() else {
            return;
        };
        if let Some(entry) = self.entries.get_mut(nth)
            && entry.marked.take().is_some()
        {
            self.forget_try();
            return;
        }
        let read = self
            .opened
            .as_ref()
            .is_some_and(|o| o.scroll.read_to_the_end());
        if let Some(why) = self.cannot_mark(read, words) {
            cx.refuse(why);
            return;
        }
        if self.opened.as_ref().is_none_or(|o| o.columns == 0) {
            // It has not been on the screen yet.
            return;
        }
        let Some(opened) = &self.opened else { return };
        let marked = Marked {
            steps: opened.asks.steps(),
            lines: opened.asks.lines(),
            values: opened.asks.values(),
            asks: opened.asks.clone(),
        };
        if let Some(entry) = self.entries.get_mut(nth) {
            entry.marked = Some(marked);
        }
        self.forget_try();
        let next = (nth + 1..self.entries.len())
            .chain(0..nth)
            .find(|n| self.entries.get(*n).is_some_and(|e| e.marked.is_none()));
        if let Some(next) = next {
            self.list.select(next);
            self.open(cx);
        }
    }

    /// Another list than the one that failed to be written.
    pub(super) fn forget_try(&mut self) {
        if let Some(signing) = &mut self.signing {
            signing.clear();
        }
    }

    /// Why the opened record cannot be marked now.
    pub(super) fn cannot_mark(&self, read: bool, words: Locale) -> Option<String> {
        let (entry, opened) = (self.current()?, self.opened.as_ref()?);
        if entry.who.is_empty() {
            return Some(t!(words, inbox_hint_nobody));
        }
        if entry.office().is_some_and(OfficeWait::read_elsewhere) {
            return Some(t!(words, pending_hint_rules));
        }
        if opened.asks.form {
            return Some(t!(words, inbox_hint_form));
        }
        if !read {
            return Some(t!(words, inbox_hint_read));
        }
        opened.asks.open().map(|_| {
            let digits = opened.asks.digits(words);
            if self.marks() > 0 {
                t!(words, inbox_hint_choose_tab, digits = digits)
            } else {
                t!(words, inbox_hint_choose, digits = digits)
            }
        })
    }

    /// Whether the record will have been shown to its end with the frame that comes now: row 23 is
    /// made before the body is painted.
    pub(super) fn will_be_read(&self, ink: crate::tui::Ink, words: Locale) -> bool {
        let Some(opened) = &self.opened else {
            return true;
        };
        if opened.columns != 0 {
            return opened.scroll.read_to_the_end() || opened.scroll.stands_at_the_end();
        }
        // Another answer: whoever stood at the end stands there still.
        if opened.scroll.stays_at_the_end() {
            return true;
        }
        let (columns, room) = self.room;
        let made = rows(&opened.pieces, ink, columns.saturating_sub(1));
        let room = room.saturating_sub(opened.asks.rows(columns, ink));
        columns == 0 || Scroll::fits(&made, (columns, room), ink, words)
    }

    /// Whether a digit answers the opened record rather than saying who signs: a question waits in it,
    /// or nothing is marked that could be signed.
    pub(super) fn digits_answer(&self) -> bool {
        let unmarked = self.current().is_some_and(|e| e.marked.is_none());
        let opened = self.opened.as_ref();
        unmarked
            && opened.is_some_and(|o| {
                !o.asks.is_empty() && (o.asks.open().is_some() || self.marks() == 0)
            })
    }

    pub(super) fn sign_key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Answer>) -> Did {
        let words = cx.words();
        let (Some(signing), Some(office)) = (&mut self.signing, &self.office) else {
            return Did::Pass;
        };
        let (entries, today) = (&self.entries, self.today);
        signing.key(
            key,
            cx,
            |no| echo(entries, office, today, no, words),
            |_| {
                let cases = entries.iter().filter_map(Entry::proposal).collect();
                let waiting = entries.iter().filter_map(Entry::countersigns).collect();
                ToSign { cases, waiting }
            },
        )
    }
}
