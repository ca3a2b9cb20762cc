//! One page drawn: lines and words, and for those who listen to a document what each of them is.

use super::fit::{Fitted, LEADING, PAD};
use super::plan::{
    CellPlan, HEAD_LINE, HeadCell, HeadPlan, MM, NOTE, PagePlan, Plan, SIDE, TITLE_LINE, TablePlan,
    span, top,
};
use super::qr;
use super::type_set::TypeSet;
use crate::form::layout::{Align, Side};
use crate::form::sheet::{RowTone, Sheet};
use crate::form::words::{WORDS, fill};
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Node, TableHeaderScope, Tag, TagGroup,
};
use krilla::text::{GlyphId, KrillaGlyph};
use std::num::{NonZeroU16, NonZeroU32};
use std::ops::Range;

/// How far below the middle of a line its letters stand, as a part of their size.
const BASELINE: f32 = 0.38;
const TITLE: f32 = 15.0;
const HEAD: f32 = 10.5;
const QR: f32 = 22.0 * MM;

/// A page being drawn.
pub(super) struct Drawing<'a, 'b, 'c, 's> {
    pub(super) sheet: &'a Sheet,
    pub(super) plan: &'a Plan,
    pub(super) page: &'a PagePlan,
    /// Which page of the sheet, from 0, and of how many.
    pub(super) nth: usize,
    pub(super) of: usize,
    /// Which page of the document, from 0.
    pub(super) on: usize,
    pub(super) root: String,
    pub(super) printed: String,
    pub(super) set: &'b mut TypeSet<'c>,
    pub(super) surface: &'b mut Surface<'s>,
    /// Letters are drawn as shapes, which nobody can search for or copy.
    pub(super) outlined: bool,
}

impl Drawing<'_, '_, '_, '_> {
    /// Draws the page and gives back what it means, in the order of reading.
    pub(super) fn page(mut self) -> Vec<Node> {
        if self.sheet.foot.sample {
            self.watermark();
        }
        let mut tags = self.head();
        let mut y = self.page.top;
        if let Some(table) = &self.page.table {
            tags.push(self.table(table).into());
            y += table.head.group_height + table.head.height;
            y += table.rows.iter().map(|row| row.height).sum::<f32>();
        }
        y += 2.0 * PAD;
        for line in &self.page.remarks {
            let at = y + NOTE * LEADING / 2.0;
            tags.push(self.paragraph(SIDE, at, NOTE, line).into());
            y += NOTE * LEADING;
        }
        tags.extend(self.foot());
        tags
    }

    fn head(&mut self) -> Vec<Node> {
        let sheet = self.sheet;
        let mut tags = Vec::new();
        let right = self.plan.width - SIDE;
        let middle = |line: f32| top() + line;
        let mut number = sheet.number.clone().unwrap_or_default();
        if sheet.foot.sample {
            number = format!("【{}】{number}", WORDS.sample);
        }
        if let Some(part) = &self.page.part {
            number = format!("{number}　{part}").trim().to_owned();
        }
        if !number.is_empty() {
            tags.push(
                self.paragraph(SIDE, middle(HEAD_LINE / 2.0), NOTE + 1.0, &number)
                    .into(),
            );
        }
        let mut title = sheet.title.clone();
        if self.page.table.is_none() {
            title.push_str(&WORDS.continued);
        }
        let wide = self.set.width(&title) * TITLE;
        let size = (TITLE * ((right - SIDE) / wide.max(1.0)).min(1.0)).min(TITLE);
        let x = (self.plan.width - self.set.width(&title) * size) / 2.0;
        let y = middle(HEAD_LINE + TITLE_LINE / 2.0);
        let heading = self.nth == 0;
        let drawn = self.tagged(|d| d.text(x, y, size, &title));
        tags.push(if heading {
            let mut group = TagGroup::new(Tag::Hn(NonZeroU16::MIN, Some(title)));
            group.push(drawn);
            group.into()
        } else {
            let mut group = TagGroup::new(Tag::P);
            group.push(drawn);
            group.into()
        });
        let beside = (right - SIDE - self.set.width(&sheet.title) * size) / 2.0 - 4.0 * MM;
        for head in &sheet.head {
            let (y, room) = match head.line {
                0 => (middle(HEAD_LINE / 2.0), (right - SIDE) * 0.62),
                1 => (y, beside.max(20.0 * MM)),
                line => (
                    middle(TITLE_LINE + HEAD_LINE * (f32::from(line) - 0.5)),
                    (right - SIDE) * 0.62,
                ),
            };
            let own = self.set.width(&head.text);
            let size = HEAD.min(room / own.max(0.1));
            let x = match head.side {
                Side::Left => SIDE,
                Side::Right => right - own * size,
            };
            tags.push(self.paragraph(x, y, size, &head.text).into());
        }
        tags
    }

    fn table(&mut self, table: &TablePlan) -> TagGroup {
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

    fn foot(&mut self) -> Vec<Node> {
        let mut tags = Vec::new();
        let right = self.plan.width - SIDE;
        let y = self.page.foot;
        let page = fill(
            &WORDS.page,
            &[
                ("page", &(self.nth + 1).to_string()),
                ("pages", &self.of.to_string()),
            ],
        );
        let root = self.root.clone();
        let printed = format!("{}　{page}", self.printed);
        let code =
            qr::squares(&self.sheet.foot.checkpoint.to_string()).filter(|_| self.sheet.foot.qr);
        let lines = if code.is_some() {
            let low = y + 25.0 * MM;
            vec![
                (SIDE, low - 2.4 * NOTE * LEADING, root),
                (SIDE, low - 1.2 * NOTE * LEADING, printed),
            ]
        } else {
            let low = y + 5.5 * MM;
            let x = right - self.set.width(&printed) * NOTE;
            vec![(SIDE, low, root), (x, low, printed)]
        };
        for (x, y, words) in lines {
            tags.push(self.paragraph(x, y, NOTE, &words).into());
        }
        if let Some(code) = code {
            tags.extend(self.code(&code, (right - QR, y + 2.0 * MM)));
        }
        tags
    }

    fn code(&mut self, code: &qr::Squares, (x, y): (f32, f32)) -> Option<Node> {
        let module = QR / f32::from(code.across.max(1));
        let mut path = PathBuilder::new();
        for (column, row) in &code.dark {
            let left = x + f32::from(*column) * module;
            let above = y + f32::from(*row) * module;
            if let Some(rect) = Rect::from_xywh(left, above, module, module) {
                path.push_rect(rect);
            }
        }
        let path = path.finish()?;
        let bounds = Rect::from_xywh(x, y, QR, QR)?;
        let drawn = self.tagged(|d| {
            d.fill(0);
            d.surface.draw_path(&path);
        });
        let alt = format!("{} {}", WORDS.qr, self.root);
        let figure = Tag::Figure(Some(alt)).with_bbox(Some(BBox::new(self.on, bounds)));
        let mut group = TagGroup::new(figure);
        group.push(drawn);
        Some(group.into())
    }

    /// 見本, across everything and behind it.
    fn watermark(&mut self) {
        let words = WORDS.sample.clone();
        let (width, height) = (self.plan.width, self.plan.height);
        let size = width.min(height) * 0.42;
        let wide = self.set.width(&words) * size;
        self.artifact(ArtifactType::Watermark, |d| {
            let turn = Transform::from_rotate_at(-35.0, width / 2.0, height / 2.0);
            d.surface.push_transform(&turn);
            d.fill(232);
            let x = (width - wide) / 2.0;
            d.outlined = true;
            d.glyphs(x, height / 2.0 + size * BASELINE, size, &words);
            d.outlined = false;
            d.surface.pop();
        });
    }

    fn paragraph(&mut self, x: f32, middle: f32, size: f32, words: &str) -> TagGroup {
        let drawn = self.tagged(|d| d.text(x, middle, size, words));
        TagGroup::with_children(Tag::P, vec![drawn])
    }

    /// Something that is read.
    fn tagged(&mut self, draw: impl FnOnce(&mut Self)) -> Node {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        draw(self);
        self.surface.end_tagged();
        identifier.into()
    }

    /// Something that is only looked at.
    fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        let artifact = Artifact::with_kind(kind);
        self.surface.start_tagged(ContentTag::Artifact(artifact));
        draw(self);
        self.surface.end_tagged();
    }

    /// Words whose line has its middle at `middle`.
    fn text(&mut self, x: f32, middle: f32, size: f32, words: &str) {
        self.fill(0);
        self.glyphs(x, middle + size * BASELINE, size, words);
    }

    fn glyphs(&mut self, mut x: f32, baseline: f32, size: f32, words: &str) {
        let clusters = TypeSet::clusters(words);
        let mut run: Vec<KrillaGlyph> = Vec::new();
        let mut from = 0;
        let mut face = 0;
        let mut wide = 0.0;
        for (range, c, selector) in clusters {
            let glyph = self.set.glyph(c, selector);
            if glyph.face != face && !run.is_empty() {
                self.run(
                    &run,
                    face,
                    words.get(from..range.start),
                    (x, baseline),
                    size,
                );
                x += wide * size;
                wide = 0.0;
                run.clear();
            }
            if run.is_empty() {
                from = range.start;
                face = glyph.face;
            }
            run.push(KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance,
                0.0,
                0.0,
                0.0,
                range.start - from..range.end - from,
                None,
            ));
            wide += glyph.advance;
        }
        self.run(&run, face, words.get(from..), (x, baseline), size);
    }

    fn run(
        &mut self,
        glyphs: &[KrillaGlyph],
        face: usize,
        words: Option<&str>,
        (x, y): (f32, f32),
        size: f32,
    ) {
        let (Some(font), Some(words)) = (self.set.font(face), words) else {
            return;
        };
        if glyphs.is_empty() {
            return;
        }
        let start = Point::from_xy(x, y);
        self.surface
            .draw_glyphs(start, glyphs, font.clone(), words, size, self.outlined);
    }

    fn fill(&mut self, lightness: u8) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: luma::Color::new(lightness).into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        if let Some(path) = path.finish() {
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(Stroke {
                width,
                ..Stroke::default()
            }));
            self.surface.draw_path(&path);
            self.surface.set_stroke(None);
        }
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

fn rectangle(rect: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}
