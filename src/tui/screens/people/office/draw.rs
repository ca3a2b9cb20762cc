//! The list, painted, and what is said below it.

use super::{Register, Stage};
use crate::desk::Desk;
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::screens::people::rows;
use crate::tui::{Canvas, Row, Tone, View, say};

impl Register {
    pub(super) fn draw_list(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>, rows: u16) {
        let words = view.words;
        let Some(office) = self.office.clone() else {
            return;
        };
        let day = view.now.date();
        canvas.row(0, &rows::header(self.area, words));
        let keys = rows::keys(self.area, &office, day, words);
        self.list.set_len(keys.len());
        let focus = matches!(self.stage, Stage::List);
        self.list.draw(canvas, (1, 1), rows, focus, |nth| {
            keys.get(nth)
                .map_or_else(Row::new, |at| rows::row(at, &office, day, words))
        });
        if keys.is_empty() {
            canvas.text(3, 1, Tone::Faint, t!(words, setup_none));
            canvas.cursor(3, 1);
        }
        self.list.draw_below(canvas, (3, rows + 1), words);
    }
}

/// Row 23 of the contacts: whom the rules name, and nobody stands for.
pub(super) fn contacts_hint(
    office: Option<&Office>,
    day: chrono::NaiveDate,
    words: Locale,
) -> String {
    let missing = office
        .map(|office| office.lines_missing(day))
        .unwrap_or_default();
    if missing.is_empty() {
        return t!(words, contacts_hint);
    }
    let names = missing
        .iter()
        .map(|line| line.label.get(say::tongue(words)));
    let names: Vec<&str> = names.collect();
    t!(
        words,
        contacts_missing,
        lines = names.join(&t!(words, say_and))
    )
}
