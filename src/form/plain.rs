//! A sheet as lines of text, for a terminal or a file.

use super::layout::{Align, Side};
use super::sheet::{Column, Row, Sheet};
use super::words::{WORDS, fill};
use crate::calendar::wareki;
use crate::text::{pad, pad_start, width, wrap};

/// The widest that a column with long text becomes.
const WIDEST: usize = 24;

/// The sheet as text, each line ended by LF. Columns are those of a terminal.
#[must_use]
pub fn plain(sheet: &Sheet) -> String {
    let widths = widths(sheet);
    let table = table(sheet, &widths);
    let wide = table.iter().map(|line| width(line)).max().unwrap_or(0);
    let mut out = head(sheet, wide.max(60));
    out.extend(table);
    out.extend(sheet.notes.iter().cloned());
    for remark in &sheet.remarks {
        let said = format!("{} {}", remark.of, remark.text);
        out.extend(wrap(&said, wide.max(76)));
    }
    out.push(foot_root(sheet));
    out.push(foot_printed(sheet));
    let mut text = String::new();
    for line in out {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// 「日誌 4812件　根 Q7KD-…」.
pub(super) fn foot_root(sheet: &Sheet) -> String {
    let checkpoint = &sheet.foot.checkpoint;
    fill(
        &WORDS.root,
        &[
            ("size", &checkpoint.size.to_string()),
            ("root", &checkpoint.short_root().to_string()),
        ],
    )
}

/// 「令和8年12月1日 9:05 印刷」.
pub(super) fn foot_printed(sheet: &Sheet) -> String {
    let printed = sheet.foot.printed;
    fill(
        &WORDS.printed,
        &[
            ("date", &wareki::date(printed.date())),
            ("clock", &printed.clock()),
        ],
    )
}

fn head(sheet: &Sheet, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let at = |side: Side, line: u8| {
        let texts: Vec<&str> = sheet
            .head
            .iter()
            .filter(|head| head.side == side && head.line == line)
            .map(|head| head.text.as_str())
            .collect();
        texts.join("  ")
    };
    let between = |left: &str, right: &str| {
        let gap = columns.saturating_sub(width(left) + width(right)).max(2);
        format!("{left}{}{right}", " ".repeat(gap))
    };
    let mut first = sheet.number.clone().unwrap_or_default();
    if sheet.foot.sample {
        first = format!("【{}】 {first}", WORDS.sample);
    }
    lines.push(between(&first, &at(Side::Right, 0)));
    let (left, right) = (at(Side::Left, 1), at(Side::Right, 1));
    let gap = columns.saturating_sub(width(&sheet.title)) / 2;
    let before = gap.saturating_sub(width(&left)).max(2);
    let before = if left.is_empty() { gap } else { before };
    let titled = format!("{left}{}{}", " ".repeat(before), sheet.title);
    lines.push(if right.is_empty() {
        titled
    } else {
        between(&titled, &right)
    });
    for line in 2..=sheet.last_line() {
        lines.push(between(&at(Side::Left, line), &at(Side::Right, line)));
    }
    lines
}

fn widths(sheet: &Sheet) -> Vec<usize> {
    let mut widths: Vec<usize> = sheet
        .columns
        .iter()
        .map(|column| widest(&column.head))
        .collect();
    for row in &sheet.rows {
        let mut at = 0;
        for cell in &row.cells {
            if cell.span == 1
                && let (Some(widest_so_far), Some(column)) =
                    (widths.get_mut(at), sheet.columns.get(at))
            {
                let own = widest(&shown(cell));
                let own = if column.wrap || column.margin {
                    own.min(WIDEST)
                } else {
                    own
                };
                *widest_so_far = own.max(*widest_so_far);
            }
            at += cell.span.max(1);
        }
    }
    widths
}

fn widest(text: &str) -> usize {
    text.split('\n').map(width).max().unwrap_or(0)
}

/// What stands in a cell, with what was corrected.
pub(super) fn shown(cell: &super::Cell) -> String {
    match &cell.struck {
        Some(before) => format!(
            "{}\n{} {}: {before}",
            cell.text, WORDS.corrected, WORDS.csv.struck
        ),
        None => cell.text.clone(),
    }
}

fn table(sheet: &Sheet, widths: &[usize]) -> Vec<String> {
    let heads: Vec<super::Cell> = sheet
        .columns
        .iter()
        .map(|column| super::Cell::new(column.head.clone()))
        .collect();
    let mut lines = Vec::new();
    if let Some((first, last)) = sheet.roster()
        && let Some(group) = sheet.columns.get(first).and_then(|c| c.group.clone())
    {
        let mut cells: Vec<super::Cell> = (0..first).map(|_| super::Cell::new("")).collect();
        cells.push(super::Cell::across(group, last - first + 1));
        cells.extend((last + 1..heads.len()).map(|_| super::Cell::new("")));
        lines.extend(row_lines(&sheet.columns, &cells, widths));
    }
    lines.extend(row_lines(&sheet.columns, &heads, widths));
    let rule = "-".repeat(lines.iter().map(|l| width(l)).max().unwrap_or(0));
    lines.insert(0, rule.clone());
    lines.push(rule.clone());
    let rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|Row { cells, .. }| row_lines(&sheet.columns, cells, widths))
        .collect();
    let apart = rows.iter().any(|row| row.len() > 1);
    for row in rows {
        lines.extend(row);
        if apart {
            lines.push(rule.clone());
        }
    }
    if !apart {
        lines.push(rule);
    }
    lines
}

fn row_lines(columns: &[Column], cells: &[super::Cell], widths: &[usize]) -> Vec<String> {
    let mut pieces: Vec<(Align, usize, Vec<String>)> = Vec::new();
    let mut at = 0;
    for cell in cells {
        let span = cell.span.max(1);
        let own: usize = widths.iter().skip(at).take(span).sum();
        let room = (own + 3 * (span - 1)).max(2);
        let align = if span > 1 {
            Align::Centre
        } else {
            columns.get(at).map_or(Align::Left, |column| column.align)
        };
        pieces.push((align, room, wrap(&shown(cell), room)));
        at += span;
    }
    let tall = pieces.iter().map(|(_, _, lines)| lines.len()).max();
    (0..tall.unwrap_or(1))
        .map(|nth| {
            let cells: Vec<String> = pieces
                .iter()
                .map(|(align, room, lines)| {
                    place(lines.get(nth).map_or("", String::as_str), *align, *room)
                })
                .collect();
            cells.join(" | ")
        })
        .collect()
}

fn place(text: &str, align: Align, room: usize) -> String {
    match align {
        Align::Left => pad(text, room),
        Align::Right => pad_start(text, room),
        Align::Centre => {
            let before = room.saturating_sub(width(text)) / 2;
            pad(&format!("{}{text}", " ".repeat(before)), room)
        }
    }
}
