//! The table of a page drawn: its head, its cells, its lines, and that it is a table.

use super::draw::{Drawing, rectangle};
use super::fit::{Fitted, LEADING, PAD};
use super::page::{CellPlan, HeadCell, HeadPlan, TablePlan};
use super::plan::span;
use super::type_set::TypeSet;
use crate::form::layout::Align;
use crate::form::sheet::RowTone;
use krilla::geom::Rect;
use krilla::tagging::{ArtifactType, Node, TableHeaderScope, Tag, TagGroup};
use std::num::NonZeroU32;
use std::ops::Range;

impl Drawing<'_, '_, '_, '_> {
    pub(super) fn table(&mut self, table: &TablePlan) -> TagGroup {
        let mut group = TagGroup::new(Tag::Table.with_summary(Some(self.sheet.title.clone())));
        let mut y = self.page.top;
        let mut head = TagGroup::new(Tag::THead);
        for row in self.table_head(table, y) {
            head.push(row);
        }
        group.push(head);
        y += table.head.group_height + table.head.height;
        let rows = Vec::with_capacity(table.rows.len());
        let mut body = TagGroup::with_children(Tag::TBody, rows);
        for row in &table.rows {
            if row.tone == RowTone::Closed {
                let ruled = ruled(table);
                self.shade(&ruled, y, row.height);
            }
            // What a page means is kept until the document is finished, and is most of what it
            // takes; so each group is as large as what it holds.
            let mut cells = Vec::with_capacity(row.cells.len());
            for cell in &row.cells {
                let across = NonZeroU32::new(u32::try_from(cell.columns.len()).unwrap_or(1))
                    .filter(|span| span.get() > 1);
                let mut words = Vec::new();
                if !cell.text.lines.is_empty() {
                    words = vec![self.tagged(|d| d.cell(table, cell, y, row.height))];
                }
                let td = TagGroup::with_children(Tag::TD.with_col_span(across), words);
                cells.push(td.into());
            }
            body.push(TagGroup::with_children(Tag::TR, cells));
            y += row.height;
        }
        group.push(body);
        self.rules(table);
        group
    }

    /// The head of the table: where there is a group, other heads stand over both lines.
    fn table_head(&mut self, table: &TablePlan, y: f32) -> Vec<TagGroup> {
        let head = &table.head;
        let both = NonZeroU32::new(2).filter(|_| head.group.is_some());
        let mut first = TagGroup::new(Tag::TR);
        let mut second = TagGroup::new(Tag::TR);
        let grouped = head
            .group
            .as_ref()
            .map_or(0..0, |(_, columns)| columns.clone());
        for (nth, cell) in head.cells.iter().enumerate() {
            if nth == grouped.start
                && let Some((words, columns)) = &head.group
            {
                let across = NonZeroU32::new(u32::try_from(columns.len()).unwrap_or(1));
                let mut th = TagGroup::new(Tag::TH(TableHeaderScope::Column).with_col_span(across));
                let plan = CellPlan {
                    columns: columns.clone(),
                    text: words.clone(),
                    align: Align::Centre,
                };
                th.push(self.tagged(|d| d.cell(table, &plan, y, head.group_height)));
                first.push(th);
            }
            let own = grouped.contains(&nth);
            let rows = if own { None } else { both };
            let mut th = TagGroup::new(Tag::TH(TableHeaderScope::Column).with_row_span(rows));
            let (top, height) = if own {
                (y + head.group_height, head.height)
            } else {
                (y, head.group_height + head.height)
            };
            if let Some(drawn) = self.head_cell(table, cell, nth, top, height) {
                th.push(drawn);
            }
            if own {
                second.push(th);
            } else {
                first.push(th);
            }
        }
        if head.group.is_some() {
            vec![first, second]
        } else {
            vec![first]
        }
    }

    fn head_cell(
        &mut self,
        table: &TablePlan,
        cell: &HeadCell,
        nth: usize,
        y: f32,
        height: f32,
    ) -> Option<Node> {
        match cell {
            HeadCell::Across(words) if words.lines.is_empty() => None,
            HeadCell::Across(words) => {
                let plan = CellPlan {
                    columns: nth..nth + 1,
                    text: words.clone(),
                    align: Align::Centre,
                };
                Some(self.tagged(|d| d.cell(table, &plan, y, height)))
            }
            HeadCell::Down(name, size) => {
                let middle = table.edges.get(nth)? + span(&table.edges, nth..nth + 1) / 2.0;
                Some(self.tagged(|d| {
                    let mut at = y + PAD + size * 0.55;
                    for (range, c, selector) in TypeSet::clusters(name) {
                        let wide = d.set.glyph(c, selector).advance * size;
                        d.text(
                            middle - wide / 2.0,
                            at,
                            *size,
                            name.get(range).unwrap_or(""),
                        );
                        at += size * 1.1;
                    }
                }))
            }
        }
    }

    fn cell(&mut self, table: &TablePlan, cell: &CellPlan, y: f32, height: f32) {
        let Some(left) = table.edges.get(cell.columns.start).copied() else {
            return;
        };
        let width = span(&table.edges, cell.columns.clone());
        self.lines(&cell.text, (left, width), y, height, cell.align);
    }

    fn lines(
        &mut self,
        words: &Fitted,
        (left, width): (f32, f32),
        y: f32,
        height: f32,
        align: Align,
    ) {
        let leading = words.size * LEADING;
        let tall = super::fit::count(words.lines.len()) * leading;
        let mut middle = y + (height - tall) / 2.0 + leading / 2.0;
        for (line, struck) in &words.lines {
            let wide = self.set.width(line) * words.size;
            let x = match align {
                Align::Left => left + PAD,
                Align::Centre => left + (width - wide) / 2.0,
                Align::Right => left + width - PAD - wide,
            };
            self.text(x, middle, words.size, line);
            if *struck {
                // 二重線.
                for apart in [-0.7, 0.7] {
                    self.line((x, middle + apart), (x + wide, middle + apart), 0.4);
                }
            }
            middle += leading;
        }
    }

    /// The lines of the table; what stands beside it has none.
    fn rules(&mut self, table: &TablePlan) {
        let head = &table.head;
        let top = self.page.top;
        let below_group = top + head.group_height;
        let below_head = below_group + head.height;
        let ruled = ruled(table);
        let (Some(left), Some(right)) = (
            table.edges.get(ruled.start).copied(),
            table.edges.get(ruled.end).copied(),
        ) else {
            return;
        };
        self.artifact(ArtifactType::Layout, |d| {
            let mut y = below_head;
            d.line((left, top), (right, top), 1.0);
            d.line((left, y), (right, y), 0.8);
            for row in &table.rows {
                y += row.height;
                d.line((left, y), (right, y), 0.5);
            }
            d.line((left, y), (right, y), 1.0);
            d.line((left, top), (left, y), 1.0);
            d.line((right, top), (right, y), 1.0);
            d.inner_rules(table, head, (top, below_group, below_head));
        });
    }

    /// The lines between columns, left out where a cell goes over several.
    fn inner_rules(
        &mut self,
        table: &TablePlan,
        head: &HeadPlan,
        (top, group, below): (f32, f32, f32),
    ) {
        let ruled = ruled(table);
        let grouped = head
            .group
            .as_ref()
            .map_or(0..0, |(_, columns)| columns.clone());
        if let (Some(left), Some(right)) = (
            table
                .edges
                .get(grouped.start)
                .filter(|_| !grouped.is_empty())
                .copied(),
            table.edges.get(grouped.end).copied(),
        ) {
            self.line((left, group), (right, group), 0.5);
        }
        for edge in ruled.start + 1..ruled.end {
            let Some(x) = table.edges.get(edge).copied() else {
                continue;
            };
            let inside = grouped.contains(&edge) && edge > grouped.start;
            self.line((x, if inside { group } else { top }), (x, below), 0.5);
            let mut y = below;
            for row in &table.rows {
                let across = row
                    .cells
                    .iter()
                    .any(|cell| cell.columns.start < edge && edge < cell.columns.end);
                if !across {
                    self.line((x, y), (x, y + row.height), 0.5);
                }
                y += row.height;
            }
        }
    }

    fn shade(&mut self, columns: &Range<usize>, y: f32, height: f32) {
        let (Some(sheet_left), Some(sheet_right)) = (
            self.page
                .table
                .as_ref()
                .and_then(|t| t.edges.get(columns.start)),
            self.page
                .table
                .as_ref()
                .and_then(|t| t.edges.get(columns.end)),
        ) else {
            return;
        };
        let rect = Rect::from_ltrb(*sheet_left, y, *sheet_right, y + height);
        self.artifact(ArtifactType::Layout, |d| {
            if let Some(path) = rect.and_then(rectangle) {
                d.fill(236);
                d.surface.draw_path(&path);
            }
        });
    }
}

/// The columns of the ruled table: from the first to the last that does not stand beside it.
fn ruled(table: &TablePlan) -> Range<usize> {
    let first = table.margins.iter().position(|margin| !margin).unwrap_or(0);
    let last = table
        .margins
        .iter()
        .rposition(|margin| !margin)
        .unwrap_or(0);
    first..last + 1
}
