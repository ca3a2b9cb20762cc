//! The body of the evening lock: the places above, 署名する文 below them, the signature line last.

use super::marks::Place;
use super::text::{Said, clock};
use super::{Evening, Mode};
use crate::desk::{DaySaid, Desk, PlaceState};
use crate::locale::Locale;
use crate::office::Office;
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::screens::signing;
use crate::tui::{Canvas, Mark, Row, Tone, View as Look, mark_width};

/// Rows beside those of the list and of the text: how, heads, rule, heading, rule, line, below.
const FIXED: u16 = 7;
/// The list never has fewer.
const LEAST_LIST: u16 = 3;
/// Columns of the time, of where the key goes.
const TIME: u16 = 14;
const KEY_PLACE: u16 = 16;

pub(super) fn draw(screen: &mut Evening, canvas: &mut Canvas<'_>, view: &Look<'_, Desk>) {
    let Some(office) = screen.office.clone() else {
        return;
    };
    let words = view.words;
    let said = Said {
        marks: &screen.marks,
        sentences: &screen.sentences,
        seen: &screen.seen,
        office: &office,
        day: screen.day,
        signer: screen.line.as_ref().and_then(super::Signing::person),
        words,
        ink: view.ink,
    };
    let lines = said.lines(canvas.width().saturating_sub(4));
    let (list, text) = rooms(canvas.height(), screen.marks.places.len(), lines.len());
    canvas.text(1, 0, Tone::Plain, t!(words, lock_how));
    canvas.row(1, &heads(screen, list, words, canvas.width()));
    draw_list(screen, canvas, list, &office, words);
    let rule = 2 + list;
    canvas.rule(rule);
    canvas.text(1, rule + 1, Tone::Heading, t!(words, lock_signed));
    draw_text(screen, canvas, rule + 2, text, &lines, words);
    let line = rule + 2 + text + 1;
    canvas.rule(line.saturating_sub(1));
    let enter = t!(words, lock_enter);
    if let Some(signing) = &screen.line {
        let echo = |no| signing::staff(Some(&office), screen.day.0, no, words);
        signing.draw(canvas, line, view, (&enter, ""), echo);
    }
    if let Mode::Ask(field) = &screen.mode {
        let end = canvas.text(2, line + 1, Tone::Plain, t!(words, lock_ask_label));
        let columns = u16::try_from(crate::tui::screens::board::head::digits(&office)).unwrap_or(2);
        field.draw(canvas, end + 1, line + 1, columns, true);
    }
}

/// Rows for the list and for the text: the text whole, as long as three places can be seen.
fn rooms(height: u16, places: usize, lines: usize) -> (u16, u16) {
    let room = height.saturating_sub(FIXED);
    let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let text = rows(lines).max(4).min(room.saturating_sub(LEAST_LIST));
    let list = rows(places).max(LEAST_LIST).min(room.saturating_sub(text));
    (list, room.saturating_sub(list))
}

/// Where names begin: a word of four letters wants a space behind it.
fn name_column(words: Locale) -> u16 {
    2 + mark_width(words) + u16::from(mark_width(words) > 2)
}

/// Columns of a place's name: more on a larger window.
fn name_width(width: u16, words: Locale) -> u16 {
    let spare = width.saturating_sub(80) / 3;
    22_u16.saturating_sub(name_column(words)) + spare.min(20)
}

fn heads(screen: &Evening, list: u16, words: Locale, width: u16) -> Row {
    let total = screen.marks.places.len();
    let row = Row::new()
        .gap(name_column(words))
        .cell_toned(Tone::Faint, name_width(width, words), t!(words, lock_place))
        .cell_toned(Tone::Faint, TIME, t!(words, lock_time))
        .cell_toned(Tone::Faint, KEY_PLACE, t!(words, lock_key_place));
    if usize::from(list) < total {
        let shown = screen.list.selected().map_or(0, |nth| nth + 1);
        row.text(t!(words, lock_more, shown = shown, total = total))
    } else {
        row.toned(Tone::Faint, t!(words, lock_outside))
    }
}

fn draw_list(
    screen: &mut Evening,
    canvas: &mut Canvas<'_>,
    rows: u16,
    office: &Office,
    words: Locale,
) {
    let focus = screen.line_is_free() || matches!(screen.mode, Mode::Found);
    let width = canvas.width();
    let name = name_width(width, words);
    let outside = width.saturating_sub(name_column(words) + name + TIME + KEY_PLACE + 1);
    let (marks, day) = (&screen.marks, screen.day);
    let asked = marks.asked;
    screen.list.draw(canvas, (1, 2), rows, focus, |nth| {
        let Some(place) = marks.places.get(nth) else {
            return Row::new();
        };
        let row = Row::new().gap(2);
        let row = match mark(place) {
            Some(mark) => row.mark(mark, words),
            None => row.no_mark(words),
        };
        let time = time(place, asked, office, day, words);
        row.at(name_column(words))
            .cell(name, format!("{} ", place.line.name))
            .cell(TIME, time)
            .cell(KEY_PLACE, place.line.key_place.as_str())
            .then(what_is_out(place, outside, words))
    });
}

/// 済 stands where this signature will make it so, and 未 where nothing has; what colleagues have
/// locked has no mark.
fn mark(place: &Place) -> Option<Mark> {
    if place.stamp.is_some() {
        return Some(Mark::Done);
    }
    if place.found.is_some() {
        return Some(Mark::Needed);
    }
    match place.line.state {
        PlaceState::Locked { .. } => None,
        PlaceState::Open { late: true, .. } => Some(Mark::Late),
        PlaceState::Open { late: false, .. } => Some(Mark::Open),
        PlaceState::FoundOpen => Some(Mark::Needed),
        PlaceState::Said(_) => Some(Mark::Waiting),
    }
}

fn time(
    place: &Place,
    asking: Option<crate::journal::PersonNo>,
    office: &Office,
    day: crate::calendar::WorkDay,
    words: Locale,
) -> String {
    let cut = office.settings.cut;
    if let Some(stamp) = place.stamp {
        let clock = clock(stamp, day, cut, words);
        return if place.is_locked() || place.found.is_some() {
            t!(words, lock_again, clock = clock)
        } else {
            clock
        };
    }
    if place.found.is_some() {
        return t!(words, lock_found);
    }
    match &place.line.state {
        PlaceState::Locked { by, at } => {
            let clock = when::clock(*at, day, cut, words);
            format!("{clock} {}", say::family(office, *by))
        }
        PlaceState::Open { asked, .. } => match (asking, asked) {
            (Some(to), _) => t!(words, lock_asking, name = say::family(office, to)),
            (None, Some(to)) => t!(words, lock_asked, name = say::family(office, *to)),
            (None, None) => String::new(),
        },
        PlaceState::FoundOpen => t!(words, lock_found),
        PlaceState::Said(DaySaid::Nobody) => t!(words, lock_nobody),
        PlaceState::Said(_) => t!(words, lock_not_locked),
    }
}

/// What is outside, with its word where something of it is late; the text below says it in full.
fn what_is_out(place: &Place, columns: u16, words: Locale) -> Row {
    if place.read.is_empty() {
        return Row::new().cell(columns, t!(words, lock_none));
    }
    let brief = |line: &String| {
        let brief = line.split(['（', '(']).next();
        brief.unwrap_or(line).trim_end().to_owned()
    };
    let out: Vec<String> = place.read.iter().map(brief).collect();
    let out = out.join(&t!(words, say_and));
    if !place.late {
        return Row::new().cell(columns, out);
    }
    let mark = mark_width(words);
    Row::new()
        .mark(Mark::Late, words)
        .gap(1)
        .cell(columns.saturating_sub(mark + 1), out)
}

fn draw_text(
    screen: &mut Evening,
    canvas: &mut Canvas<'_>,
    y: u16,
    rows: u16,
    lines: &[String],
    words: Locale,
) {
    let height = usize::from(rows);
    let fits = lines.len() <= height;
    // One row tells that there is more.
    let page = if fits {
        height
    } else {
        height.saturating_sub(1)
    };
    screen.text_top = screen.text_top.min(lines.len().saturating_sub(page));
    if screen.text_top + page >= lines.len() {
        screen.text_read = true;
    }
    let shown = lines.iter().skip(screen.text_top).take(page);
    for (line, at) in shown.zip(y..) {
        canvas.text(2, at, Tone::Plain, line);
    }
    if !fits {
        let at = y + rows.saturating_sub(1);
        let text = if screen.text_top + page >= lines.len() {
            t!(words, scroll_end)
        } else {
            t!(words, lock_text_more)
        };
        canvas.text(2, at, Tone::Faint, text);
    }
}
