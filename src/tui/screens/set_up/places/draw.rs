//! The two lists, painted.

use super::{Over, Places};
use crate::desk::set_up_file::Draft;
use crate::office::ProfileId;
use crate::t;
use crate::tui::screens::set_up::page::Look;
use crate::tui::{Canvas, Mark, Row, Tone};

impl Places {
    pub(super) fn draw_places(
        &mut self,
        draft: &Draft,
        canvas: &mut Canvas<'_>,
        look: Look,
        rows: u16,
    ) {
        let words = look.words;
        self.places.set_len(draft.places.len());
        let header = Row::new()
            .gap(2)
            .cell(4, t!(words, setup_column_number))
            .cell(21, t!(words, setup_column_place))
            .cell(21, t!(words, setup_column_key))
            .text(t!(words, setup_column_roster));
        canvas.row(0, &header);
        let focus = !self.on_means && matches!(self.over, Over::Nothing);
        let width = canvas.width();
        self.places.draw(canvas, (1, 1), rows, focus, |nth| {
            let Some(p) = draft.places.get(nth) else {
                return Row::new();
            };
            let names: Vec<String> = p
                .roster
                .iter()
                .filter_map(|no| draft.person(*no))
                .map(|p| {
                    let name = p.name.as_str();
                    name.split_whitespace().next().unwrap_or(name).to_owned()
                })
                .collect();
            let names = names.join(&t!(words, say_and));
            Row::new()
                .gap(2)
                .cell(4, p.id.to_string())
                .cell(20, p.name.as_str())
                .gap(1)
                .cell(20, p.key_place.as_str())
                .gap(1)
                .cell(width.saturating_sub(49), names)
        });
        if draft.places.is_empty() {
            canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_places_none));
            if focus {
                canvas.cursor(2, 2);
            }
        }
    }

    pub(super) fn draw_means(
        &mut self,
        draft: &Draft,
        canvas: &mut Canvas<'_>,
        look: Look,
        at: u16,
    ) {
        let words = look.words;
        let heading = match draft.profile {
            Some(ProfileId::Contractor) => t!(words, setup_means_heading_notice),
            _ => t!(words, setup_means_heading),
        };
        canvas.text(1, at, Tone::Plain, heading);
        let rows = canvas.height().saturating_sub(at + 1);
        let focus = self.on_means;
        let choices = &self.choices;
        let row = |nth: usize| {
            let Some(choice) = choices.get(nth) else {
                return Row::new();
            };
            let used = draft.means.iter().find(|m| m.id == choice.id);
            let row = Row::new().gap(2);
            let row = match used {
                Some(_) => row.mark(Mark::Done, words),
                None => row.no_mark(words),
            };
            let notice = used.and_then(|m| m.notice.as_ref());
            row.gap(1)
                .cell(26, &choice.label)
                .text(notice.map(ToString::to_string).unwrap_or_default())
        };
        if focus {
            self.means.draw(canvas, (1, at + 1), rows, true, row);
        } else {
            for (nth, y) in (0..choices.len()).zip(at + 1..canvas.height()) {
                canvas.row(y, &row(nth));
            }
        }
    }
}
