//! How questions are set: number, label, box, clause; long ones on rows of their own.

use super::entry::{Entry, Ground, Input, Outcomes};
use super::holdings::{Holdings, MEDIA, Part};
use crate::locale::Locale;
use crate::procedure::{Kind, Media};
use crate::t;
use crate::tui::widgets::{Choice, Field};
use crate::tui::{Canvas, Ink, Row, Tone};

/// Where labels begin, behind their number.
const LABEL: u16 = 4;
/// Where answers of their own row begin.
const INNER: u16 = 6;
/// Where the box of a short answer begins, as in the drawings.
const BOX: u16 = 52;
/// Where the clause begins.
const CLAUSE: u16 = 62;
/// Where a box of medium length begins.
const MIDDLE: u16 = 28;

/// The cursor's slot in a question, when it stands in it.
pub(super) type Focus = Option<usize>;

impl Entry {
    /// How many rows it takes in a window of that width.
    pub(super) fn rows(&self, ink: Ink, width: u16, words: Locale) -> u16 {
        match &self.input {
            Input::Line(_) => 1 + u16::from(self.line_at(ink, width).is_none()),
            Input::Area(area) => 1 + area.rows(ink, inner(width)),
            Input::Choice(choice, _) => 1 + choice_rows(choice, ink, width),
            Input::Emails(list) => 1 + count(list.len()),
            Input::Holdings(lines) => 1 + holding_rows(lines),
            Input::Rows(rows) => {
                1 + cells(rows, ink, width, words)
                    .last()
                    .map_or(1, |(y, _)| y + 1)
            }
            Input::Outcomes(outcomes) => {
                1 + option_rows(outcomes, ink, width, words) + count(outcomes.lines.len())
            }
        }
    }

    /// Paints it from row `y`. `number` counts the questions of the page.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        y: u16,
        number: usize,
        focus: Focus,
        ground: &Ground,
    ) {
        let ink = canvas.ink();
        let width = canvas.width();
        let tone = if focus.is_some() {
            Tone::Heading
        } else {
            Tone::Plain
        };
        canvas.row(y, &Row::new().right(3, number.to_string()));
        let line = self.line_at(ink, width);
        let clause_at = match (&self.input, line) {
            (Input::Line(_), Some((x, columns))) => CLAUSE.max(x + columns + 3),
            _ => CLAUSE,
        };
        let below = self.clause_below(ink, width);
        let room = match line {
            Some((x, _)) if matches!(self.input, Input::Line(_)) => x.saturating_sub(LABEL + 1),
            _ if self.clause.is_empty() || below => width.saturating_sub(LABEL + 2),
            _ => CLAUSE.saturating_sub(LABEL + 1),
        };
        canvas.text(LABEL, y, tone, &*ink.cut(&self.label, room));
        let clause_fits = clause_at + ink.width(&self.clause) < width;
        match &self.input {
            Input::Line(field) => {
                let echo = self.echo(0, ground);
                let clause = ink.width(&self.clause);
                let (x, at, columns) = match line {
                    Some((x, columns)) => (x, y, columns),
                    None if below => (INNER, y + 1, inner(width).saturating_sub(clause + 2)),
                    None => (INNER, y + 1, inner(width)),
                };
                let end = field.draw(canvas, x, at, columns, focus.is_some());
                if !echo.is_empty() {
                    let room = width.saturating_sub(end + 2);
                    canvas.text(end + 1, at, Tone::Plain, &*ink.cut(&echo, room));
                } else if below {
                    canvas.text(end + 2, at, Tone::Faint, &self.clause);
                } else if clause_fits {
                    canvas.text(clause_at, y, Tone::Faint, &self.clause);
                }
                return;
            }
            Input::Area(area) => area.draw(canvas, INNER, y + 1, inner(width), focus.is_some()),
            Input::Choice(choice, _) => draw_choice(choice, canvas, y, focus.is_some()),
            Input::Emails(list) => {
                for (nth, field) in list.iter().enumerate() {
                    let columns = inner(width);
                    field.draw(
                        canvas,
                        INNER,
                        y + 1 + count(nth),
                        columns,
                        focus == Some(nth),
                    );
                }
            }
            Input::Holdings(lines) => draw_holdings(lines, canvas, y + 1, focus, ground),
            Input::Rows(rows) => draw_rows(rows, canvas, y + 1, focus, ground.words),
            Input::Outcomes(outcomes) => {
                draw_outcomes(outcomes, canvas, y + 1, focus, ground.words)
            }
        }
        if clause_fits {
            canvas.text(clause_at, y, Tone::Faint, &self.clause);
        }
    }

    /// A long question keeps its row for itself: its clause stands behind the answer.
    fn clause_below(&self, ink: Ink, width: u16) -> bool {
        matches!(self.input, Input::Line(_))
            && self.line_at(ink, width).is_none()
            && !self.clause.is_empty()
            && LABEL + ink.width(&self.label) >= CLAUSE
    }

    /// The row of a slot, counted from the question's first one.
    pub(super) fn row_of(&self, slot: usize, ink: Ink, width: u16, words: Locale) -> u16 {
        match &self.input {
            Input::Emails(_) => 1 + count(slot),
            Input::Rows(rows) => {
                1 + cells(rows, ink, width, words)
                    .get(slot)
                    .map_or(0, |(y, _)| *y)
            }
            Input::Outcomes(outcomes) => 1 + option_rows(outcomes, ink, width, words) + count(slot),
            Input::Holdings(lines) => {
                let (line, part) = lines.place(slot);
                let above: u16 = lines.rows.iter().take(line).map(|r| height(lines, r)).sum();
                1 + above + u16::from(!matches!(part, Part::What | Part::Count))
            }
            Input::Area(area) => 1 + area.cursor_row(ink, inner(width)),
            _ => self.rows(ink, width, words) - 1,
        }
    }

    /// Where the box of a one-line answer stands beside its label, and how wide it is; none where
    /// it needs a row of its own.
    fn line_at(&self, ink: Ink, width: u16) -> Option<(u16, u16)> {
        let longest = self.asked.length.map(|length| length.max);
        let (x, columns) = match self.asked.kind {
            Kind::Count | Kind::Time | Kind::Place => (BOX, 7),
            Kind::Person => (BOX, 3),
            Kind::Digits => right_of(longest.unwrap_or(20)),
            Kind::Postcode | Kind::Tracking => right_of(20),
            Kind::Date | Kind::Month => (MIDDLE, 14),
            Kind::Moment => (MIDDLE, 18),
            _ => {
                let used = if self.clause.is_empty() {
                    MIDDLE + 3
                } else {
                    MIDDLE + 5 + ink.width(&self.clause)
                };
                (MIDDLE, width.saturating_sub(used))
            }
        };
        (LABEL + ink.width(&self.label) < x).then_some((x, columns))
    }
}

/// A box that ends where the short ones end.
fn right_of(columns: u16) -> (u16, u16) {
    if columns <= 7 {
        (BOX, columns)
    } else {
        (60_u16.saturating_sub(columns + 1), columns)
    }
}

fn inner(width: u16) -> u16 {
    width.saturating_sub(INNER + 4)
}

fn count(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Options of one row, of two columns, or one a row.
enum Setting {
    Row,
    Columns,
    Rows,
}

fn setting(choice: &Choice, ink: Ink, width: u16) -> Setting {
    let options = choice.options();
    let wide = |text: &String| ink.width(text) + 2;
    let total: u16 = options.iter().map(wide).sum::<u16>() + 3 * count(options.len());
    let most = options.iter().map(wide).max().unwrap_or(0);
    if INNER + total < BOX + 4 {
        Setting::Row
    } else if options.len() > 2 && most + 2 <= (width - INNER) / 2 {
        Setting::Columns
    } else {
        Setting::Rows
    }
}

fn choice_rows(choice: &Choice, ink: Ink, width: u16) -> u16 {
    match setting(choice, ink, width) {
        Setting::Row => 1,
        Setting::Columns => count(choice.options().len().div_ceil(2)),
        Setting::Rows => count(choice.options().len()),
    }
}

fn draw_choice(choice: &Choice, canvas: &mut Canvas<'_>, y: u16, focus: bool) {
    let width = canvas.width();
    match setting(choice, canvas.ink(), width) {
        Setting::Row => {
            choice.draw(canvas, INNER, y + 1, BOX + 2, focus);
        }
        Setting::Columns => {
            let half = (width - INNER) / 2;
            for (nth, option) in choice.options().iter().enumerate() {
                let x = INNER + half * u16::from(nth % 2 == 1);
                let text = format!("{} {option}", nth + 1);
                canvas.text(x, y + 1 + count(nth / 2), Tone::Plain, text);
            }
            draw_digit(choice.chosen(), canvas, y, focus);
        }
        Setting::Rows => {
            for (nth, option) in choice.options().iter().enumerate() {
                let text = format!("{} {option}", nth + 1);
                canvas.text(INNER, y + 1 + count(nth), Tone::Plain, text);
            }
            draw_digit(choice.chosen(), canvas, y, focus);
        }
    }
}

/// `[2]` at the column of boxes.
fn draw_digit(chosen: Option<usize>, canvas: &mut Canvas<'_>, y: u16, focus: bool) {
    let at = canvas.text(BOX + 2, y, Tone::Rule, "[");
    let digit = chosen.map_or(" ".to_owned(), |nth| (nth + 1).to_string());
    let tone = if focus { Tone::Focus } else { Tone::Plain };
    canvas.text(at, y, tone, digit);
    if focus {
        canvas.cursor(at, y);
    }
    canvas.text(at + 1, y, Tone::Rule, "]");
}

fn height(lines: &Holdings, row: &super::holdings::HoldingRow) -> u16 {
    let own = !row.what.is_empty() && !row.is_number();
    1 + u16::from(own) + u16::from(lines.retained)
}

fn holding_rows(lines: &Holdings) -> u16 {
    lines.rows.iter().map(|row| height(lines, row)).sum()
}

fn draw_holdings(lines: &Holdings, canvas: &mut Canvas<'_>, y: u16, focus: Focus, ground: &Ground) {
    let words = ground.words;
    let ink = canvas.ink();
    let width = canvas.width();
    let count_at = width.saturating_sub(14);
    let mut y = y;
    for (nth, row) in lines.rows.iter().enumerate() {
        let first = lines.slot_of(nth);
        let in_part = |part: Part| {
            focus.is_some_and(|slot| lines.place(slot) == (nth, part) && slot >= first)
        };
        let known = row.known(&ground.office, ground.today);
        let columns = if row.is_number() {
            6
        } else {
            count_at - INNER - 4
        };
        let end = row
            .what
            .draw(canvas, INNER, y, columns, in_part(Part::What));
        if let Some(known) = known {
            let room = count_at.saturating_sub(end + 2);
            let end = canvas.text(
                end + 1,
                y,
                Tone::Plain,
                &*ink.cut(known.title.as_str(), room),
            );
            let room = count_at.saturating_sub(end + 3);
            let note = super::holdings::note(known, ground);
            canvas.text(end + 2, y, Tone::Faint, &*ink.cut(&note, room));
        }
        let end = row.count.draw(canvas, count_at, y, 6, in_part(Part::Count));
        canvas.text(end + 1, y, Tone::Plain, t!(words, wizard_lines_unit));
        y += 1;
        if !row.what.is_empty() && !row.is_number() {
            let end = canvas.text(INNER, y, Tone::Plain, t!(words, wizard_lines_media_label));
            let mut options = Row::new().at(end + 1);
            for (nth, media) in MEDIA.iter().enumerate() {
                let text = format!("{} {}", nth + 1, media_word(*media, words));
                options = options.text(text).gap(2);
            }
            let end = canvas.row(y, &options);
            let chosen = row
                .media
                .and_then(|m| MEDIA.iter().position(|known| *known == m));
            let digit = chosen.map_or(" ".to_owned(), |nth| (nth + 1).to_string());
            let focused = in_part(Part::Media);
            let at = canvas.text(end, y, Tone::Rule, "[");
            let tone = if focused { Tone::Focus } else { Tone::Plain };
            canvas.text(at, y, tone, digit);
            if focused {
                canvas.cursor(at, y);
            }
            let end = canvas.text(at + 1, y, Tone::Rule, "]");
            let end = canvas.text(
                end + 2,
                y,
                Tone::Plain,
                t!(words, wizard_lines_special_label),
            );
            row.special
                .draw(canvas, end + 1, y, 10, in_part(Part::Special));
            y += 1;
        }
        if lines.retained {
            let end = canvas.text(INNER, y, Tone::Plain, t!(words, wizard_lines_basis_label));
            let end = row.basis.draw(canvas, end + 1, y, 30, in_part(Part::Basis));
            let end = canvas.text(
                end + 2,
                y,
                Tone::Plain,
                t!(words, wizard_lines_planned_label),
            );
            row.planned
                .draw(canvas, end + 1, y, 12, in_part(Part::Planned));
            y += 1;
        }
    }
}

fn media_word(media: Media, words: Locale) -> String {
    match media {
        Media::Paper => t!(words, wizard_media_paper),
        Media::Data => t!(words, wizard_media_data),
        Media::Medium => t!(words, wizard_media_medium),
    }
}

/// Row and column of each cell `115行 [    ]`.
fn cells(rows: &[(u32, Field)], ink: Ink, width: u16, words: Locale) -> Vec<(u16, u16)> {
    let mut out = Vec::new();
    let (mut x, mut y) = (INNER, 0);
    for (row, _) in rows {
        let label = t!(words, wizard_row, row = row.to_string());
        let wide = ink.width(&label) + 7;
        if x + wide + 2 > width && x > INNER {
            (x, y) = (INNER, y + 1);
        }
        out.push((y, x));
        x += wide + 2;
    }
    out
}

fn draw_rows(rows: &[(u32, Field)], canvas: &mut Canvas<'_>, y: u16, focus: Focus, words: Locale) {
    if rows.is_empty() {
        canvas.text(INNER, y, Tone::Faint, t!(words, wizard_rows_first));
        if focus.is_some() {
            canvas.cursor(INNER, y);
        }
        return;
    }
    let places = cells(rows, canvas.ink(), canvas.width(), words);
    for (nth, ((row, field), (down, x))) in rows.iter().zip(places).enumerate() {
        let end = canvas.text(
            x,
            y + down,
            Tone::Plain,
            t!(words, wizard_row, row = row.to_string()),
        );
        field.draw(canvas, end + 1, y + down, 4, focus == Some(nth));
    }
}

/// Row and column of each `1 全部あった`, as many to a row as there is room for.
fn options(outcomes: &Outcomes, ink: Ink, width: u16, words: Locale) -> Vec<(u16, u16, String)> {
    let seen = outcomes.options.is_empty();
    let seen = seen.then(|| t!(words, wizard_outcome_seen));
    let labels = outcomes.options.iter().enumerate();
    let labels = labels.map(|(nth, (_, label))| format!("{} {label}", nth + 1));
    let not_yet = t!(words, wizard_outcome_not_yet);
    let mut out = Vec::new();
    let (mut x, mut y) = (INNER, 0);
    for option in seen.into_iter().chain(labels).chain([not_yet]) {
        let wide = ink.width(&option);
        if x + wide > width && x > INNER {
            (x, y) = (INNER, y + 1);
        }
        out.push((y, x, option));
        x += wide + 3;
    }
    out
}

/// How many rows they take.
fn option_rows(outcomes: &Outcomes, ink: Ink, width: u16, words: Locale) -> u16 {
    options(outcomes, ink, width, words)
        .last()
        .map_or(1, |(y, ..)| y + 1)
}

fn draw_outcomes(
    outcomes: &Outcomes,
    canvas: &mut Canvas<'_>,
    y: u16,
    focus: Focus,
    words: Locale,
) {
    let (ink, width) = (canvas.ink(), canvas.width());
    for (down, x, option) in options(outcomes, ink, width, words) {
        canvas.text(x, y + down, Tone::Plain, option);
    }
    let y = y + option_rows(outcomes, ink, width, words);
    for (nth, ((_, title), chosen)) in outcomes.lines.iter().zip(&outcomes.chosen).enumerate() {
        let at = y + count(nth);
        let room = BOX - INNER;
        let cut = canvas.ink().cut(title, room).into_owned();
        canvas.text(INNER + 2, at, Tone::Plain, cut);
        draw_digit(*chosen, canvas, at, focus == Some(nth));
    }
}
