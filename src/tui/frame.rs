//! The frame that all screens share: title, rules, one message, the keys that work now.

use super::message::Progress;
use super::paint::{Canvas, Row};
use super::theme::Tone;
use crate::locale::Locale;
use crate::t;

/// Columns and rows below which nothing but a request for more room is shown.
pub const LEAST: (u16, u16) = (80, 24);

/// At most so many rows of a long message; the body gives them up.
const MESSAGE_ROWS: usize = 8;

/// So many keys at the end of the bar are always shown: back, and the help.
const LAST_KEYS: usize = 2;

/// The last column of the right part of the title, from the right edge.
const RIGHT_MARGIN: u16 = 5;

/// Row 1: what this is, where, when, which step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    what: String,
    middle: String,
    right: String,
}

impl Title {
    /// What this is.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            ..Self::default()
        }
    }

    /// What stands in the middle.
    #[must_use]
    pub fn middle(mut self, middle: impl Into<String>) -> Self {
        self.middle = middle.into();
        self
    }

    /// What stands to the right: date, time, kind of day, step of steps.
    #[must_use]
    pub fn right(mut self, right: impl Into<String>) -> Self {
        self.right = right.into();
        self
    }
}

/// Which rules the frame draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edges {
    /// Row 2.
    pub top: bool,
    /// Row 22.
    pub bottom: bool,
}

impl Default for Edges {
    fn default() -> Self {
        Self {
            top: true,
            bottom: true,
        }
    }
}

/// What has just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Notice {
    Done(String),
    Refused(String),
}

/// Everything of a frame but the body.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) title: Title,
    pub(super) edges: Edges,
    pub(super) message: (Tone, String),
    pub(super) keys: Vec<(String, String)>,
}

impl Frame {
    /// Paints title, rules, message and keys, and the body through `body` in what they leave: a long
    /// message covers nothing of it.
    pub(super) fn paint(&self, canvas: &mut Canvas<'_>, body: impl FnOnce(&mut Canvas<'_>)) {
        let height = canvas.height();
        self.title(canvas);
        let rows = self.message(canvas);
        let top = if self.edges.top { 2 } else { 1 };
        let foot = rows + if self.edges.bottom { 2 } else { 1 };
        if self.edges.top {
            canvas.rule(1);
        }
        if self.edges.bottom {
            canvas.rule(height.saturating_sub(foot));
        }
        body(&mut canvas.part(top, height.saturating_sub(top + foot)));
        self.keys(canvas);
    }

    /// What this is on the left, when it is on the right, the middle between them.
    fn title(&self, canvas: &mut Canvas<'_>) {
        let ink = canvas.ink();
        let width = canvas.width();
        let right = ink.width(&self.title.right);
        let what = ink.cut(&self.title.what, width.saturating_sub(right + 4));
        let end = canvas.text(1, 0, Tone::Title, &what) + 2;
        let last = width.saturating_sub(right + 1);
        let mut right_at = last.saturating_sub(RIGHT_MARGIN - 1).max(end).min(last);
        let middle = ink.width(&self.title.middle);
        if middle + 2 > right_at.saturating_sub(end) {
            right_at = last;
        }
        let middle = ink.cut(&self.title.middle, right_at.saturating_sub(end + 2));
        let columns = ink.width(&middle);
        if columns > 0 {
            let at = (width / 2).saturating_sub(columns / 2);
            let at = at.min(right_at.saturating_sub(columns + 2)).max(end);
            canvas.text(at, 0, Tone::Plain, &middle);
        }
        canvas.text(right_at, 0, Tone::Plain, &self.title.right);
    }

    /// Row 23; longer messages grow upwards. Returns how many rows it takes.
    fn message(&self, canvas: &mut Canvas<'_>) -> u16 {
        let (tone, text) = &self.message;
        let columns = canvas.width().saturating_sub(2);
        let mut lines = canvas.ink().wrap(text, columns);
        lines.truncate(MESSAGE_ROWS);
        let rows = u16::try_from(lines.len()).unwrap_or(1).max(1);
        let last = canvas.height().saturating_sub(2);
        let first = (last + 1).saturating_sub(rows);
        for (line, y) in lines.iter().zip(first..) {
            canvas.text(1, y, *tone, line);
        }
        rows
    }

    fn keys(&self, canvas: &mut Canvas<'_>) {
        let y = canvas.height().saturating_sub(1);
        let room = canvas.width().saturating_sub(1);
        let mut keys = self.keys.clone();
        loop {
            for spacing in Spacing::ALL {
                let width = canvas.ink().width(&plain(&keys, spacing)) + 1;
                if width <= room || (spacing == Spacing::Tight && keys.len() <= LAST_KEYS) {
                    canvas.row(y, &bar(&keys, spacing));
                    return;
                }
            }
            // A key that does not fit goes whole, before those that lead away and to the help,
            // which names it: half a word says nothing.
            keys.remove(keys.len() - LAST_KEYS - 1);
        }
    }
}

fn bar(keys: &[(String, String)], spacing: Spacing) -> Row {
    let mut row = Row::new().gap(1);
    for (nth, (name, word)) in keys.iter().enumerate() {
        let gap = if nth == 0 { 0 } else { spacing.between() };
        row = row.gap(gap).toned(Tone::Key, name);
        row = row.gap(spacing.within(name, word)).text(word);
    }
    row
}

/// How loosely the key bar is set: as loosely as it fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Loose,
    Close,
    Tight,
}

impl Spacing {
    const ALL: [Self; 3] = [Self::Loose, Self::Close, Self::Tight];

    fn between(self) -> u16 {
        match self {
            Self::Loose => 2,
            Self::Close | Self::Tight => 1,
        }
    }

    /// Between the name of a key and its word: only where the two would run together.
    fn within(self, name: &str, word: &str) -> u16 {
        let latin = word.starts_with(|c: char| c.is_ascii_alphanumeric());
        let japanese = !name.is_ascii() && self != Self::Tight;
        u16::from(latin || japanese)
    }
}

fn plain(keys: &[(String, String)], spacing: Spacing) -> String {
    let mut line = String::new();
    for (nth, (name, word)) in keys.iter().enumerate() {
        let gap = if nth == 0 { 0 } else { spacing.between() };
        line.push_str(&" ".repeat(usize::from(gap)));
        line.push_str(name);
        line.push_str(&" ".repeat(usize::from(spacing.within(name, word))));
        line.push_str(word);
    }
    line
}

/// The progress of a long job, for row 23.
pub(super) fn progress(label: &str, progress: Option<Progress>, words: Locale) -> String {
    match progress {
        Some(Progress { done, total }) => t!(
            words,
            frame_progress,
            label = label,
            done = done,
            total = total
        ),
        None => label.to_owned(),
    }
}

/// The one message of a window that is too small; nothing else is drawn or obeyed then.
pub(super) fn too_small(canvas: &mut Canvas<'_>, words: Locale) {
    let (columns, rows) = LEAST;
    let text = t!(words, frame_too_small, columns = columns, rows = rows);
    for (line, y) in canvas
        .ink()
        .wrap(&text, canvas.width().max(2))
        .iter()
        .zip(0..)
    {
        canvas.text(0, y, Tone::Plain, line);
    }
    canvas.cursor(0, 0);
}

/// What is shown when the screen was left alone.
pub(super) fn hidden(canvas: &mut Canvas<'_>, words: Locale) {
    let middle = canvas.height() / 2;
    let text = t!(words, frame_hidden);
    let x = canvas.width().saturating_sub(canvas.ink().width(&text)) / 2;
    canvas.text(x, middle, Tone::Plain, &text);
    canvas.cursor(x, middle);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::ink::Ink;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn painted(columns: u16, bottom: bool, message: &str) -> (Vec<String>, u16) {
        let frame = Frame {
            title: Title::new("x"),
            edges: Edges { top: true, bottom },
            message: (Tone::Refusal, message.to_owned()),
            keys: Vec::new(),
        };
        let area = Rect::new(0, 0, columns, 24);
        let mut buffer = Buffer::empty(area);
        let mut cursor = None;
        let mut canvas = Canvas::new(&mut buffer, area, Ink::default(), &mut cursor);
        let mut body_rows = 0;
        frame.paint(&mut canvas, |body| {
            body_rows = body.height();
            for y in 0..body_rows {
                body.text(0, y, Tone::Plain, format!("body {y}"));
            }
        });
        let rows = (0..24).map(|y| {
            let row = (0..columns).map(|x| buffer[(x, y)].symbol());
            row.collect::<String>()
        });
        (rows.collect(), body_rows)
    }

    #[test]
    fn a_long_message_covers_nothing_of_the_body() {
        let long = "refused because of something ".repeat(14);
        for columns in [80, 132] {
            for bottom in [true, false] {
                let (rows, body) = painted(columns, bottom, &long);
                for y in 0..body {
                    assert!(rows[usize::from(y) + 2].starts_with(&format!("body {y}")));
                }
                let said = rows.iter().filter(|r| r.contains("refused because"));
                assert!(said.count() + usize::from(body) <= 21);
                assert!(body >= 12);
            }
        }
        assert_eq!(painted(80, true, "short").1, 19);
        assert_eq!(painted(80, false, "").1, 20);
    }

    #[test]
    fn a_key_that_does_not_fit_goes_whole_and_the_help_stays() {
        let key = |name: &str, word: &str| (name.to_owned(), word.to_owned());
        let mut keys: Vec<_> = (0..12)
            .map(|n| key("F2", &format!("Something {n}")))
            .collect();
        keys.extend([key("Esc", "Back"), key("F1", "Help")]);
        let frame = Frame {
            title: Title::new("x"),
            edges: Edges::default(),
            message: (Tone::Plain, String::new()),
            keys,
        };
        let area = Rect::new(0, 0, 80, 24);
        let mut buffer = Buffer::empty(area);
        let mut cursor = None;
        let mut canvas = Canvas::new(&mut buffer, area, Ink::default(), &mut cursor);
        frame.paint(&mut canvas, |_| {});
        let row: String = (0..80).map(|x| buffer[(x, 23)].symbol()).collect();
        assert!(row.trim_end().ends_with("Esc Back F1 Help"), "{row}");
        assert!(
            row.contains("Something 0") && !row.contains("Something 11"),
            "{row}"
        );
    }
}
