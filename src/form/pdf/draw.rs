//! One page drawn: lines and words, and for those who listen to a document what each of them is.

use super::fit::{LEADING, PAD};
use super::page::{PagePlan, Plan};
use super::plan::{HEAD_LINE, MM, NOTE, SIDE, TITLE_LINE, top};
use super::qr;
use super::type_set::TypeSet;
use crate::form::layout::Side;
use crate::form::sheet::Sheet;
use crate::form::words::{WORDS, fill};
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, BBox, ContentTag, Node, Tag, TagGroup};
use krilla::text::{GlyphId, KrillaGlyph};
use std::num::NonZeroU16;

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

    pub(super) fn paragraph(&mut self, x: f32, middle: f32, size: f32, words: &str) -> TagGroup {
        let drawn = self.tagged(|d| d.text(x, middle, size, words));
        TagGroup::with_children(Tag::P, vec![drawn])
    }

    /// Something that is read.
    pub(super) fn tagged(&mut self, draw: impl FnOnce(&mut Self)) -> Node {
        let identifier = self.surface.start_tagged(ContentTag::Other);
        draw(self);
        self.surface.end_tagged();
        identifier.into()
    }

    /// Something that is only looked at.
    pub(super) fn artifact(&mut self, kind: ArtifactType, draw: impl FnOnce(&mut Self)) {
        let artifact = Artifact::with_kind(kind);
        self.surface.start_tagged(ContentTag::Artifact(artifact));
        draw(self);
        self.surface.end_tagged();
    }

    /// Words whose line has its middle at `middle`.
    pub(super) fn text(&mut self, x: f32, middle: f32, size: f32, words: &str) {
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

    pub(super) fn fill(&mut self, lightness: u8) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: luma::Color::new(lightness).into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
    }

    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32) {
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

pub(super) fn rectangle(rect: Rect) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    path.finish()
}
