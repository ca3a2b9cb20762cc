//! The fields of an explanation, painted.

use super::{Ask, Form, Input, Slot};
use crate::journal::PersonNo;
use crate::office::Office;
use crate::tui::{Canvas, Tone};

impl Form {
    /// Paints the fields from row `y`. Returns the row behind them.
    pub(in crate::tui::screens::explain) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        y: u16,
        office: &Office,
    ) -> u16 {
        let widest = canvas.width().saturating_sub(4);
        let mut at = y;
        for (nth, slot) in self.shown().into_iter().enumerate() {
            let Some(slot) = self.slots.get(slot) else {
                continue;
            };
            let focus = nth == self.focus;
            let end = canvas.text(3, at, Tone::Plain, format!("{} {}", nth + 1, slot.label));
            match &slot.input {
                Input::Choice(choice) => {
                    if choice.options().len() > 3 {
                        at = choice.draw_rows(canvas, 4, at + 1);
                        if focus {
                            canvas.cursor(4, at.saturating_sub(1));
                        }
                        continue;
                    }
                    choice.draw(canvas, end + 2, at, 0, focus);
                }
                Input::Field(field, columns) => {
                    let columns = (*columns).min(widest.saturating_sub(6));
                    let x = if end + columns + 4 > widest {
                        5
                    } else {
                        end + 2
                    };
                    if x == 5 {
                        at += 1;
                    }
                    let end = field.draw(canvas, x, at, columns, focus);
                    canvas.text(end + 1, at, Tone::Faint, self.note(slot, office));
                }
            }
            at += 1;
        }
        at
    }

    /// Whose number it is.
    fn note(&self, slot: &Slot, office: &Office) -> String {
        match (&slot.ask, &slot.input) {
            (Ask::SeenBy, Input::Field(field, _)) if field.is_full() => field
                .value()
                .parse()
                .ok()
                .and_then(|no| office.person(PersonNo(no), self.day.0))
                .map(|person| person.name.to_string())
                .unwrap_or_default(),
            _ => String::new(),
        }
    }
}
