//! The whole month on one screen: sixteen days left, the rest right, so that no hole hides.

use super::sheet::{Day, Sheet, Sign};
use crate::calendar::Moment;
use crate::journal::Checkpoint;
use crate::locale::Locale;
use crate::t;
use crate::tui::say::when;
use crate::tui::{Canvas, Mark, Row, Tone};
use chrono::Datelike as _;

/// Days in the left half.
pub(super) const ROWS: usize = 16;
/// The column of the line between the halves, at 80 columns.
const MIDDLE: u16 = 38;
/// Columns of the person, of the time.
const WHO: u16 = 15;
const TIME: u16 = 7;

/// What stands below the days beside their own notes.
pub(super) struct Below<'a> {
    pub(super) checkpoint: Option<&'a Checkpoint>,
    pub(super) now: Moment,
}

pub(super) fn draw(
    sheet: &Sheet,
    selected: usize,
    below: &Below<'_>,
    canvas: &mut Canvas<'_>,
    words: Locale,
) {
    let middle = MIDDLE + canvas.width().saturating_sub(80) / 2;
    canvas.row(0, &heads(middle, words));
    for (nth, y) in (0..ROWS).zip(1..) {
        let left = half(sheet.days.get(nth), nth == selected, words);
        let right = half(sheet.days.get(nth + ROWS), nth + ROWS == selected, words);
        let row = Row::new().then(left).at(middle).toned(Tone::Rule, "|");
        canvas.row(y, &row.at(middle + 1).then(right));
        for (column, is) in [(0, nth), (middle + 1, nth + ROWS)] {
            if is == selected && is < sheet.days.len() {
                canvas.text(column, y, Tone::Key, ">");
                canvas.cursor(column, y);
            }
        }
    }
    let rule = u16::try_from(ROWS).unwrap_or(16) + 1;
    canvas.rule(rule);
    let (left, right) = sheet.sums(words);
    let end = canvas.text(1, rule + 1, Tone::Plain, left);
    let ink = canvas.ink();
    let x = canvas
        .width()
        .saturating_sub(ink.width(&right) + 2)
        .max(end + 2);
    canvas.text(x, rule + 1, Tone::Plain, right);
    notes(sheet, selected, rule + 2, below, canvas, words);
}

/// The notes between the sums and the root, which is always the last row.
fn notes(
    sheet: &Sheet,
    selected: usize,
    y: u16,
    below: &Below<'_>,
    canvas: &mut Canvas<'_>,
    words: Locale,
) {
    let last = canvas.height().saturating_sub(1);
    let columns = canvas.width().saturating_sub(2);
    let mut at = y;
    let all = sheet.notes(selected);
    let mut shown = 0;
    for note in &all {
        let lines = canvas.ink().wrap(note, columns);
        let own = shown == 0;
        let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        if !own && at + rows > last {
            break;
        }
        for line in lines {
            if at < last {
                canvas.text(1, at, Tone::Plain, line);
                at += 1;
            }
        }
        shown += 1;
    }
    let Some(checkpoint) = below.checkpoint else {
        return;
    };
    let root = checkpoint.short_root().to_string();
    let size = checkpoint.size;
    let end = canvas.text(
        1,
        last,
        Tone::Plain,
        t!(words, month_root, size = size, root = root),
    );
    let more = all.len().saturating_sub(shown);
    let right = if more > 0 {
        t!(words, month_more_notes, count = more)
    } else {
        when::title(below.now, words)
    };
    let width = canvas.ink().width(&right);
    let x = canvas.width().saturating_sub(width + 2).max(end + 1);
    canvas.text(x, last, Tone::Plain, right);
}

fn heads(middle: u16, words: Locale) -> Row {
    let one = |x: u16| {
        Row::new()
            .at(x)
            .toned(Tone::Faint, t!(words, month_head_day))
            .at(x + 8)
            .cell_toned(Tone::Faint, WHO, t!(words, month_head_who))
            .cell_toned(Tone::Faint, TIME, t!(words, month_head_time))
            .toned(Tone::Faint, t!(words, month_head_marks))
    };
    one(1)
        .at(middle)
        .toned(Tone::Rule, "|")
        .then(one(middle + 2))
}

/// A day; columns are counted from where the row stands.
fn half(day: Option<&Day>, selected: bool, words: Locale) -> Row {
    let Some(day) = day else {
        return Row::new();
    };
    let tone = if selected { Tone::Heading } else { Tone::Plain };
    let mut row = Row::new()
        .gap(1)
        .right(2, day.date.day().to_string())
        .gap(2)
        .cell(4, when::weekday(day.date, words))
        .cell_toned(tone, WHO, &day.who)
        .cell(TIME, &day.time);
    for sign in &day.signs {
        let tone = match sign {
            Sign::Needed => Tone::Mark(Mark::Needed),
            _ => Tone::Plain,
        };
        row = row.toned(tone, sign.word(words));
    }
    row
}
