//! What stands on which page, before anything is drawn: widths, heights, page breaks.

use super::fit::{
    Fitted, GROWING, GROWING_FREELY, LEADING, PAD, PLAIN, Room, break_line, count, fit,
};
use super::page::{CellPlan, HeadCell, HeadPlan, PagePlan, Plan, RowPlan, TablePlan};
use super::type_set::TypeSet;
use crate::form::layout::{Align, Paper};
use crate::form::sheet::{Cell, Column, RowTone, Sheet};
use crate::form::words::{WORDS, fill};
use std::ops::Range;

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;
/// The edges of the paper that stay empty.
pub(super) const SIDE: f32 = 15.0 * MM;
const TOP: f32 = 12.0 * MM;
const BOTTOM: f32 = 9.0 * MM;
/// The height of the lines above the title, of the title, and of the lines below it.
pub(super) const HEAD_LINE: f32 = 6.0 * MM;
pub(super) const TITLE_LINE: f32 = 9.5 * MM;
/// The foot with and without a QR code.
const FOOT: f32 = 8.0 * MM;
const FOOT_QR: f32 = 25.0 * MM;
/// The size of notes and remarks.
pub(super) const NOTE: f32 = 8.0;
/// The narrowest column for a name, written downwards.
const NAME: f32 = 5.6 * MM;

/// Some of the columns: all, or where a roster is long some of its names with all the others.
struct Part {
    columns: Vec<usize>,
    label: Option<String>,
}

/// Breaks a sheet into pages.
pub(super) fn plan(sheet: &Sheet, set: &mut TypeSet<'_>) -> Plan {
    let (width, height) = match sheet.paper {
        Paper::Portrait => (595.28, 841.89),
        Paper::Landscape => (841.89, 595.28),
    };
    let planner = Planner {
        sheet,
        usable: width - 2.0 * SIDE,
        top: TOP + head_height(sheet),
        foot: height - BOTTOM - if sheet.foot.qr { FOOT_QR } else { FOOT },
    };
    let mut pages = Vec::new();
    let parts = planner.parts();
    let many = parts.len();
    for (nth, part) in parts.into_iter().enumerate() {
        planner.part(&part, nth + 1 == many, set, &mut pages);
    }
    Plan {
        width,
        height,
        pages,
    }
}

/// What the lines above the table take.
pub(super) fn head_height(sheet: &Sheet) -> f32 {
    // The title stands on line 1.
    let below = sheet.last_line() - 1;
    HEAD_LINE + TITLE_LINE + f32::from(below) * HEAD_LINE + 0.8 * MM
}

/// Where the paper begins to be written on.
pub(super) fn top() -> f32 {
    TOP
}

struct Planner<'a> {
    sheet: &'a Sheet,
    usable: f32,
    top: f32,
    foot: f32,
}

impl Planner<'_> {
    /// What columns other than the roster's take.
    fn fixed(&self) -> f32 {
        let columns = self.sheet.columns.iter();
        columns
            .filter(|column| column.group.is_none())
            .map(|column| column.width * MM)
            .sum()
    }

    fn parts(&self) -> Vec<Part> {
        let all = self.sheet.columns.len();
        let whole = vec![Part {
            columns: (0..all).collect(),
            label: None,
        }];
        let Some((first, last)) = self.sheet.roster() else {
            return whole;
        };
        let names = last - first + 1;
        let room = super::fit::whole(((self.usable - self.fixed()) / NAME).max(2.0));
        let parts = names.div_ceil(room);
        if parts <= 1 {
            return whole;
        }
        let each = names.div_ceil(parts);
        (0..parts)
            .map(|nth| {
                let from = first + nth * each;
                let until = (from + each).min(last + 1);
                let label = [
                    ("part", (nth + 1).to_string()),
                    ("parts", parts.to_string()),
                ];
                let label = label.each_ref().map(|(k, v)| (*k, v.as_str()));
                Part {
                    columns: (0..first).chain(from..until).chain(last + 1..all).collect(),
                    label: Some(fill(&WORDS.names_part, &label)),
                }
            })
            .collect()
    }

    fn columns(&self, part: &Part) -> Vec<&Column> {
        let columns = part.columns.iter();
        columns
            .filter_map(|nth| self.sheet.columns.get(*nth))
            .collect()
    }

    /// Where each column begins, and where the last ends.
    fn edges(&self, columns: &[&Column]) -> Vec<f32> {
        let own: f32 = columns.iter().map(|c| c.width * MM).sum();
        let grow = columns.iter().filter(|c| c.grow).count();
        let names = columns.iter().filter(|c| c.group.is_some()).count();
        let named = (self.usable - self.fixed()) / count(names.max(1));
        let more = if names > 0 {
            0.0
        } else {
            (self.usable - own) / count(grow.max(1))
        };
        // Columns that together are wider than the paper all become narrower.
        let narrower = if names == 0 && (own > self.usable || grow == 0 && more < 0.0) {
            self.usable / own
        } else {
            1.0
        };
        let mut at = SIDE;
        let mut edges = vec![at];
        for column in columns {
            at += if column.group.is_some() {
                named
            } else if column.grow && narrower >= 1.0 {
                column.width * MM + more
            } else {
                column.width * MM * narrower
            };
            edges.push(at);
        }
        edges
    }

    fn head(&self, columns: &[&Column], edges: &[f32], set: &mut TypeSet<'_>) -> HeadPlan {
        let room = |width: f32| Room {
            width,
            height: 11.0 * MM,
            most: 40.0 * MM,
            wrap: false,
            size: PLAIN,
            growing: GROWING,
        };
        let mut cells = Vec::new();
        let mut height: f32 = 7.0 * MM;
        for (nth, column) in columns.iter().enumerate() {
            let width = span(edges, nth..nth + 1);
            let words = if column.group.is_some() {
                column.head.replace([' ', '\u{3000}'], "\n")
            } else {
                column.head.clone()
            };
            let lines: Vec<(String, bool)> =
                words.split('\n').map(|l| (l.to_owned(), false)).collect();
            let wide = lines.iter().any(|(l, _)| set.width(l) * 6.5 > width - PAD);
            if column.group.is_some() && wide {
                let (size, tall) = downwards(&column.head);
                height = height.max(tall);
                cells.push(HeadCell::Down(column.head.clone(), size));
                continue;
            }
            let fitted = if column.margin {
                Fitted::default()
            } else {
                fit(set, &lines, room(width))
            };
            height = height.max(fitted.height());
            cells.push(HeadCell::Across(fitted));
        }
        let first = columns.iter().position(|c| c.group.is_some());
        let last = columns.iter().rposition(|c| c.group.is_some());
        let group = first.zip(last).and_then(|(first, last)| {
            let words = columns.get(first)?.group.clone()?;
            let columns = first..last + 1;
            let width = span(edges, columns.clone());
            Some((fit(set, &[(words, false)], room(width)), columns))
        });
        let group_height = group
            .as_ref()
            .map_or(0.0, |(fitted, _)| fitted.height().max(6.0 * MM));
        HeadPlan {
            group,
            group_height,
            cells,
            height,
        }
    }

    fn part(&self, part: &Part, last_part: bool, set: &mut TypeSet<'_>, pages: &mut Vec<PagePlan>) {
        let columns = self.columns(part);
        let edges = self.edges(&columns);
        let margins: Vec<bool> = columns.iter().map(|c| c.margin).collect();
        let notes = count(self.notes(set).len()) * NOTE * LEADING + 3.0 * PAD;
        let mut next = 0;
        loop {
            let head = self.head(&columns, &edges, set);
            let begins = self.top + head.group_height + head.height;
            let room = (self.foot - begins - notes).max(MM);
            let mut rows = Vec::new();
            let mut taken = 0.0;
            let first = next;
            while next < self.sheet.rows.len() && rows.len() < self.sheet.rows_per_page {
                let row = self.row(part, &columns, &edges, next, room, set);
                if !rows.is_empty() && taken + row.height > room {
                    break;
                }
                taken += row.height;
                rows.push(row);
                next += 1;
            }
            let done = next >= self.sheet.rows.len();
            while self.sheet.fill && rows.len() < self.sheet.rows_per_page {
                let empty = self.empty_row(columns.len());
                if taken + empty.height > room {
                    break;
                }
                taken += empty.height;
                rows.push(empty);
            }
            let mut remarks = self.notes(set);
            if last_part {
                remarks.extend(self.remarks(first..next, set));
            }
            let left = self.foot - begins - taken - 2.0 * PAD;
            let fits = super::fit::whole((left / (NOTE * LEADING)).max(2.0));
            let rest = if remarks.len() > fits {
                remarks.split_off(fits)
            } else {
                Vec::new()
            };
            pages.push(PagePlan {
                table: Some(TablePlan {
                    edges: edges.clone(),
                    margins: margins.clone(),
                    head,
                    rows,
                }),
                part: part.label.clone(),
                remarks,
                top: self.top,
                foot: self.foot,
            });
            self.remark_pages(rest, part, pages);
            if done {
                return;
            }
        }
    }

    /// Pages for the remarks that had no room below their table.
    fn remark_pages(&self, mut rest: Vec<String>, part: &Part, pages: &mut Vec<PagePlan>) {
        let fits = super::fit::whole((self.foot - self.top) / (NOTE * LEADING));
        while !rest.is_empty() {
            let more = if rest.len() > fits {
                rest.split_off(fits)
            } else {
                Vec::new()
            };
            pages.push(PagePlan {
                table: None,
                part: part.label.clone(),
                remarks: rest,
                top: self.top,
                foot: self.foot,
            });
            rest = more;
        }
    }

    fn notes(&self, set: &mut TypeSet<'_>) -> Vec<String> {
        let notes = self.sheet.notes.iter();
        notes
            .flat_map(|note| break_line(set, note, self.usable, NOTE))
            .collect()
    }

    fn remarks(&self, rows: Range<usize>, set: &mut TypeSet<'_>) -> Vec<String> {
        self.sheet
            .remarks_of(rows)
            .flat_map(|remark| {
                let said = format!("{}　{}", remark.of, remark.text);
                said.split('\n')
                    .flat_map(|line| break_line(set, line, self.usable, NOTE))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn row(
        &self,
        part: &Part,
        columns: &[&Column],
        edges: &[f32],
        nth: usize,
        most: f32,
        set: &mut TypeSet<'_>,
    ) -> RowPlan {
        let least = self.sheet.row_height * MM;
        let Some(row) = self.sheet.rows.get(nth) else {
            return self.empty_row(columns.len());
        };
        let mut height = least;
        let mut cells = Vec::new();
        let elsewhere = self.circled_elsewhere(part, &row.cells);
        let mut at = 0;
        for cell in &row.cells {
            let own: Vec<usize> = (at..at + cell.span.max(1))
                .filter_map(|column| part.columns.iter().position(|c| *c == column))
                .collect();
            at += cell.span.max(1);
            let (Some(first), Some(last)) = (own.first(), own.last()) else {
                continue;
            };
            let of = *first..last + 1;
            let Some(column) = columns.get(*first) else {
                continue;
            };
            let mut lines = lines(cell);
            if column.margin
                && let Some(note) = &elsewhere
            {
                match lines.first_mut().filter(|(first, _)| !first.is_empty()) {
                    Some((first, _)) => *first = format!("{note}{}{first}", WORDS.between),
                    None => lines.insert(0, (note.clone(), false)),
                }
            }
            let text = fit(
                set,
                &lines,
                Room {
                    width: span(edges, of.clone()),
                    // What stands beside the table may use the room between the lines as well: a
                    // mark must not push the last days of the month off the page.
                    height: if column.margin {
                        least + 2.0 * PAD
                    } else {
                        least
                    },
                    most,
                    wrap: column.wrap,
                    size: if column.margin { NOTE } else { PLAIN },
                    growing: if self.sheet.number.is_some() {
                        GROWING
                    } else {
                        GROWING_FREELY
                    },
                },
            );
            let needs = if column.margin { 2.0 * PAD } else { 0.0 };
            height = height.max(text.height() - needs);
            cells.push(CellPlan {
                align: if of.len() > 1 {
                    Align::Centre
                } else {
                    column.align
                },
                columns: of,
                text,
            });
        }
        RowPlan {
            height: height.min(most),
            tone: row.tone,
            cells,
        }
    }

    /// Where a part of the roster does not have the name that is circled: which part has it.
    fn circled_elsewhere(&self, part: &Part, cells: &[Cell]) -> Option<String> {
        part.label.as_ref()?;
        let mut at = 0;
        let circled = cells.iter().find_map(|cell| {
            let here = at;
            at += cell.span.max(1);
            (cell.text == WORDS.circle).then_some(here)
        })?;
        if part.columns.contains(&circled) {
            return None;
        }
        let parts = self.parts();
        let nth = parts
            .iter()
            .position(|part| part.columns.contains(&circled))?;
        let nth = (nth + 1).to_string();
        Some(fill(&WORDS.other_names, &[("part", &nth)]))
    }

    fn empty_row(&self, columns: usize) -> RowPlan {
        RowPlan {
            height: self.sheet.row_height * MM,
            tone: RowTone::Plain,
            cells: (0..columns)
                .map(|nth| CellPlan {
                    columns: nth..nth + 1,
                    text: Fitted::default(),
                    align: Align::Left,
                })
                .collect(),
        }
    }
}

/// The words of a cell, what was corrected first.
fn lines(cell: &Cell) -> Vec<(String, bool)> {
    let mut lines: Vec<(String, bool)> = Vec::new();
    if let Some(before) = &cell.struck {
        lines.extend(before.split('\n').map(|l| (l.to_owned(), true)));
    }
    lines.extend(cell.text.split('\n').map(|l| (l.to_owned(), false)));
    if cell.struck.is_some() {
        lines.push((WORDS.corrected.clone(), false));
    }
    lines
}

/// The width of some columns.
pub(super) fn span(edges: &[f32], columns: Range<usize>) -> f32 {
    match (edges.get(columns.start), edges.get(columns.end)) {
        (Some(from), Some(to)) => to - from,
        _ => 0.0,
    }
}

/// The size of a name written downwards, and the height it takes.
fn downwards(name: &str) -> (f32, f32) {
    let characters = count(name.chars().count().max(1));
    let size = (30.0 * MM / (characters * 1.1)).clamp(4.0, PLAIN);
    (size, characters * size * 1.1 + 2.0 * PAD)
}
