//! What an act is about, as it is painted: the step, the person, the day, the value.

use super::{Act, ActScreen, FIELD_AT, Stage};
use crate::locale::Locale;
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::{Canvas, Row, Tone};

impl ActScreen {
    pub(super) fn draw_about(&mut self, canvas: &mut Canvas<'_>, mut y: u16, words: Locale) -> u16 {
        let focus = self.stage == Stage::About;
        let Some(ready) = &self.ready else { return y };
        match &self.act {
            Act::SendBack(_) => {
                canvas.text(2, y, Tone::Plain, t!(words, act_label_step));
                if focus {
                    canvas.cursor(FIELD_AT, y + 1);
                }
                self.steps.draw_rows(canvas, FIELD_AT, y) + 1
            }
            Act::Ask(_) => {
                canvas.text(2, y, Tone::Plain, t!(words, act_label_to));
                let end = self.about.draw(canvas, FIELD_AT, y, 3, focus);
                let name = self.to().map(|no| say::person(&ready.office, no));
                canvas.text(end + 1, y, Tone::Plain, name.unwrap_or_default());
                y + 2
            }
            Act::Extend => {
                canvas.text(2, y, Tone::Plain, t!(words, act_label_until));
                let end = self.about.draw(canvas, FIELD_AT, y, 14, focus);
                let until = self.until().map(|day| when::date(day, words));
                canvas.text(end + 1, y, Tone::Plain, until.unwrap_or_default());
                y + 2
            }
            Act::Answer => {
                if let Some((who, question)) = &ready.question {
                    canvas.text(2, y, Tone::Plain, t!(words, act_label_question));
                    let who = say::person(&ready.office, *who);
                    y = canvas.paragraph(FIELD_AT, y, Tone::Plain, format!("{who}  {question}"));
                    y += 1;
                }
                y
            }
            Act::Refuse | Act::Withdraw => y,
            Act::Amend | Act::Correct => self.draw_changes(canvas, y, words),
        }
    }

    pub(super) fn draw_changes(&mut self, canvas: &mut Canvas<'_>, y: u16, words: Locale) -> u16 {
        let Some(ready) = &self.ready else { return y };
        if self.stage == Stage::About {
            let rows = canvas.height().saturating_sub(y + 9).max(3);
            let rows = rows.min(u16::try_from(ready.changes.len()).unwrap_or(rows));
            let changes = &ready.changes;
            let wide = canvas.width() / 2 - 4;
            self.list.draw(
                &mut canvas.part(y, rows),
                (1, 0),
                rows,
                true,
                |nth| match changes.get(nth) {
                    Some(change) => Row::new()
                        .gap(3)
                        .cell(wide, &change.label)
                        .gap(1)
                        .cell(wide, &change.old),
                    None => Row::new(),
                },
            );
            return y + rows + 1;
        }
        let Some(change) = self.change() else {
            return y;
        };
        let y = canvas.paragraph(2, y, Tone::Heading, &change.label);
        canvas.text(2, y, Tone::Plain, t!(words, act_label_old));
        let y = canvas.paragraph(FIELD_AT, y, Tone::Plain, &change.old);
        canvas.text(2, y, Tone::Plain, t!(words, act_label_new));
        change.draw(canvas, FIELD_AT, y, self.stage == Stage::Value) + 1
    }
}
