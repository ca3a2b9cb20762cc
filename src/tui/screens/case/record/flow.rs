//! Pieces of a record, laid out as rows.

use crate::tui::{Ink, Row, Tone};

/// A piece of a record, before it is broken into rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// A question and its answer, with the clause that asks for it.
    Entry {
        /// The question.
        label: String,
        /// The answer.
        value: String,
        /// The clause; empty where the rule is this product's own.
        clause: String,
    },
    /// Text so many columns in.
    Line(u16, String),
    /// Short texts one behind the other, as many to a row as fit.
    Flow(Vec<String>),
}

/// The column of answers.
const VALUE_AT: u16 = 18;

/// Breaks pieces into rows of so many columns.
#[must_use]
pub fn rows(pieces: &[Piece], ink: Ink, columns: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Heading(text) => {
                for line in ink.wrap(text, columns.saturating_sub(2)) {
                    rows.push(Row::new().gap(1).toned(Tone::Heading, line));
                }
            }
            Piece::Line(indent, text) => {
                for line in ink.wrap(text, columns.saturating_sub(indent + 1)) {
                    rows.push(Row::new().gap(*indent).text(line));
                }
            }
            Piece::Entry {
                label,
                value,
                clause,
            } => entry(label, value, clause, ink, columns, &mut rows),
            Piece::Flow(items) => flow(items, ink, columns, &mut rows),
        }
    }
    rows
}

/// Between the texts of a flow.
const BETWEEN: u16 = 3;

fn flow(items: &[String], ink: Ink, columns: u16, rows: &mut Vec<Row>) {
    let room = columns.saturating_sub(3);
    let mut row = Row::new().gap(2);
    let mut taken = 0;
    for item in items {
        let wide = ink.width(item);
        if taken > 0 && taken + BETWEEN + wide > room {
            rows.push(std::mem::replace(&mut row, Row::new().gap(2)));
            taken = 0;
        }
        if wide > room {
            let mut lines = ink.wrap(item, room);
            let last = lines.pop().unwrap_or_default();
            rows.extend(lines.into_iter().map(|line| Row::new().gap(2).text(line)));
            taken = ink.width(&last);
            row = row.text(last);
            continue;
        }
        if taken > 0 {
            row = row.gap(BETWEEN);
            taken += BETWEEN;
        }
        row = row.text(item);
        taken += wide;
    }
    if taken > 0 {
        rows.push(row);
    }
}

fn entry(label: &str, value: &str, clause: &str, ink: Ink, columns: u16, rows: &mut Vec<Row>) {
    let beside = ink.width(label) + 3 <= VALUE_AT;
    let right = ink.width(clause);
    let clause_at = columns.saturating_sub(right + 1);
    if !beside {
        let row = Row::new().gap(2).text(label);
        let fits = ink.width(label) + right + 6 < columns;
        rows.push(if fits {
            row.at(clause_at).toned(Tone::Faint, clause)
        } else {
            row
        });
    }
    let room = if beside && right > 0 {
        clause_at.saturating_sub(VALUE_AT + 2)
    } else {
        columns.saturating_sub(VALUE_AT + 1)
    };
    for (nth, line) in ink.wrap(value, room).iter().enumerate() {
        let mut row = Row::new();
        if nth == 0 && beside {
            row = row.gap(2).text(label);
        }
        row = row.at(VALUE_AT).text(line);
        if nth == 0 && beside && right > 0 {
            row = row.at(clause_at).toned(Tone::Faint, clause);
        }
        rows.push(row);
    }
}
