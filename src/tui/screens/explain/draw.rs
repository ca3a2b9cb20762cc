//! The body: the days, what may have happened, the fields, and what will be signed.

use super::form::Happening;
use super::{Explain, Hole, Stage};
use crate::desk::Desk;
use crate::locale::Locale;
use crate::t;
use crate::tui::screens::signing;
use crate::tui::widgets::List;
use crate::tui::{Canvas, Mark, Row, Tone, View as Look};

pub(super) fn draw(screen: &mut Explain, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
    let words = view.words;
    match &screen.stage {
        Stage::Days => days(screen, canvas, words),
        Stage::Kind => kinds(screen, canvas, words),
        Stage::Form(_) => form(screen, canvas, view),
    }
}

fn days(screen: &mut Explain, canvas: &mut Canvas<'_>, words: Locale) {
    canvas.text(1, 0, Tone::Heading, t!(words, explain_which));
    let rows = canvas.height().saturating_sub(2);
    let names: Vec<(String, &Hole)> = screen
        .holes
        .iter()
        .map(|hole| (screen.named(hole, words), hole))
        .collect();
    if names.is_empty() {
        canvas.text(3, 2, Tone::Plain, t!(words, board_none));
        canvas.cursor(3, 2);
        return;
    }
    let line = |nth: usize| {
        let Some((name, hole)) = names.get(nth) else {
            return Row::new();
        };
        let digit = List::digit(nth);
        let (mark, text) = if hole.explained {
            (Mark::Waiting, t!(words, board_hole_explained))
        } else if hole.found_open {
            (Mark::Needed, t!(words, board_hole_found_open))
        } else {
            (Mark::Needed, t!(words, explain_no_record))
        };
        Row::new()
            .gap(3)
            .cell(2, digit)
            .mark(mark, words)
            .gap(1)
            .cell(27, name)
            .text(text)
    };
    screen.list.draw(canvas, (1, 2), rows, true, line);
}

fn kinds(screen: &Explain, canvas: &mut Canvas<'_>, words: Locale) {
    let name = screen.hole().map(|hole| screen.named(hole, words));
    canvas.text(1, 0, Tone::Heading, name.unwrap_or_default());
    canvas.text(1, 2, Tone::Plain, t!(words, explain_what));
    let mut y = 3;
    for (happening, digit) in screen.happenings().iter().zip(1..) {
        let text = match happening {
            Happening::Locked => t!(words, explain_kind_locked),
            Happening::NotLocked => t!(words, explain_kind_not_locked),
            Happening::Nobody => t!(words, explain_kind_nobody),
            Happening::FoundOpen if screen.hole().is_some_and(|hole| hole.locked) => {
                t!(words, explain_kind_open_since)
            }
            Happening::FoundOpen => t!(words, explain_kind_found_open),
        };
        y = canvas.paragraph(3, y, Tone::Plain, format!("{digit} {text}"));
    }
    canvas.cursor(3, 3);
}

fn form(screen: &Explain, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
    let words = view.words;
    let (Stage::Form(form), Some(office)) = (&screen.stage, &screen.office) else {
        return;
    };
    let name = screen.hole().map(|hole| screen.named(hole, words));
    canvas.text(1, 0, Tone::Heading, name.unwrap_or_default());
    let end = form.draw(canvas, 2, office);
    let Some((_, text)) = &screen.ready else {
        return;
    };
    let line = canvas.height().saturating_sub(2);
    let lines: Vec<String> = text
        .iter()
        .flat_map(|line| view.ink.wrap(line, canvas.width().saturating_sub(4)))
        .collect();
    // What is signed is shown whole; the fields above it give way, they are in it.
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = line.saturating_sub(rows + 3).min(end + 1).max(1);
    let width = canvas.width();
    let height = canvas.height().saturating_sub(top);
    let mut below = canvas.over(0, top, width, height);
    below.rule(0);
    below.text(1, 1, Tone::Heading, t!(words, lock_signed));
    for (text, y) in lines.iter().zip(2..) {
        below.text(2, y, Tone::Plain, text);
    }
    let y = line.saturating_sub(top);
    below.rule(y.saturating_sub(1));
    if let Some(signing) = &screen.line {
        let echo = |no| signing::staff(Some(office), screen.today.0, no, words);
        let enter = t!(words, lock_enter);
        signing.draw(&mut below, y, view, (&enter, ""), echo);
    }
}
