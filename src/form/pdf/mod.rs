//! Sheets as paper: A4, PDF/A-2a and PDF/UA-1, fonts embedded as the characters that are used. The
//! same sheets with the same fonts are the same bytes.
//!
//! | file | what |
//! |---|---|
//! | `type_set` | which font has which character, and what stands in for one that none has |
//! | `fit` | words in a cell: smaller, then more lines, then a taller row |
//! | `plan` | what stands on which page |
//! | `page` | a page as it was planned |
//! | `draw` | lines, words and their meaning for those who listen to them |
//! | `table` | the same for its table |
//! | `qr` | the checkpoint as squares |

mod draw;
mod fit;
mod page;
mod plan;
mod qr;
mod table;
mod type_set;

pub(super) use fit::whole;
pub use type_set::{FontError, FontFile, Fonts, Substitute, Substitution};

use super::plain::{foot_printed, foot_root};
use super::sheet::Sheet;
use crate::calendar::Moment;
use chrono::{Datelike as _, Timelike as _};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};
use std::ops::ControlFlow;
use type_set::TypeSet;

/// A document, and what was not printed as itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages.
    pub pages: usize,
    /// Characters that another font or another character stands in for.
    pub substituted: Vec<Substitution>,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// A font.
    #[error(transparent)]
    Font(#[from] FontError),
    /// No sheet, or one that the standard does not allow.
    #[error("{0}")]
    Write(String),
}

/// Draws sheets.
///
/// # Errors
/// [`PdfError`]
pub fn pdf(sheets: &[Sheet], fonts: &Fonts) -> Result<Pdf, PdfError> {
    let mut book = PdfBook::new(fonts)?;
    for sheet in sheets {
        let _ = book.sheet(sheet, &mut |_, _| ControlFlow::Continue(()))?;
    }
    book.finish()
}

/// A document in the making. Sheets go in one after another; of each only its drawn pages are kept,
/// compressed, and what they mean.
pub struct PdfBook<'f> {
    document: Document,
    set: TypeSet<'f>,
    tree: TagTree,
    outline: Outline,
    pages: usize,
    sheets: usize,
    /// Title and moment of the first sheet, and of what it is.
    first: Option<(String, String, Moment)>,
}

impl<'f> PdfBook<'f> {
    /// A document without pages.
    ///
    /// # Errors
    /// [`PdfError`]
    pub fn new(fonts: &'f Fonts) -> Result<Self, PdfError> {
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A2_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .map_err(|e| PdfError::Write(format!("{e:?}")))?;
        Ok(Self {
            document: Document::new_with(SerializeSettings {
                configuration,
                ..SerializeSettings::default()
            }),
            set: fonts.set()?,
            tree: TagTree::new().with_lang(Some("ja-JP".to_owned())),
            outline: Outline::new(),
            pages: 0,
            sheets: 0,
            first: None,
        })
    }

    /// Draws a sheet. `going` is told before each page which it is, from 0, and of how many, and
    /// may break off; the document is then of no use.
    ///
    /// # Errors
    /// [`PdfError`]
    pub fn sheet(
        &mut self,
        sheet: &Sheet,
        going: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, PdfError> {
        let mut plan = plan::plan(sheet, &mut self.set);
        let mut part = TagGroup::new(Tag::Part);
        let name = format!("{} {}", sheet.title, sheet.about);
        let at = XyzDestination::new(self.pages, Point::from_xy(0.0, 0.0));
        self.outline.push_child(OutlineNode::new(name, at));
        let of = plan.pages.len();
        // Each page's plan is let go once it is drawn.
        for (nth, page) in std::mem::take(&mut plan.pages).into_iter().enumerate() {
            if going(nth, of).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            let settings = PageSettings::from_wh(plan.width, plan.height)
                .ok_or_else(|| PdfError::Write("paper".to_owned()))?;
            let mut drawn = self.document.start_page_with(settings);
            let mut surface = drawn.surface();
            let tags = draw::Drawing {
                sheet,
                plan: &plan,
                page: &page,
                nth,
                of,
                on: self.pages,
                root: foot_root(sheet),
                printed: foot_printed(sheet),
                set: &mut self.set,
                surface: &mut surface,
                outlined: false,
            }
            .page();
            for tag in tags {
                part.push(tag);
            }
            surface.finish();
            drawn.finish();
            self.pages += 1;
        }
        self.tree.push(part);
        self.sheets += 1;
        if self.first.is_none() {
            let named = (sheet.title.clone(), sheet.about.clone());
            self.first = Some((named.0, named.1, sheet.foot.printed));
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The document, judged by both standards.
    ///
    /// # Errors
    /// [`PdfError`]: where it does not keep one of them, or has no page.
    pub fn finish(mut self) -> Result<Pdf, PdfError> {
        let (title, about, printed) = self
            .first
            .ok_or_else(|| PdfError::Write("no sheet".to_owned()))?;
        // Of what it is, where there is one sheet.
        let title = if self.sheets == 1 {
            format!("{title} {about}")
        } else {
            title
        };
        self.document.set_metadata(
            Metadata::new()
                .title(title)
                .language("ja-JP".to_owned())
                .creator("kagiban".to_owned())
                .creation_date(date(printed)),
        );
        self.document.set_tag_tree(self.tree);
        self.document.set_outline(self.outline);
        let bytes = self.document.finish().map_err(refused)?;
        Ok(Pdf {
            bytes,
            pages: self.pages,
            substituted: self.set.substituted(),
        })
    }
}

/// What a standard does not allow, each by name.
fn refused(error: KrillaError) -> PdfError {
    let KrillaError::Validation(broken) = error else {
        return PdfError::Write(error.to_string());
    };
    let mut names: Vec<String> = broken
        .iter()
        .map(|(one, _)| {
            let whole = format!("{one:?}");
            let name = whole.split(['(', ' ', '{']).next();
            name.unwrap_or_default().to_owned()
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    PdfError::Write(names.join(", "))
}

fn date(at: Moment) -> DateTime {
    let clock = at.wall_clock();
    let small = |n: u32| u8::try_from(n).unwrap_or(0);
    DateTime::new(u16::try_from(clock.year()).unwrap_or(0))
        .month(small(clock.month()))
        .day(small(clock.day()))
        .hour(small(clock.hour()))
        .minute(small(clock.minute()))
        .second(small(clock.second()))
        .utc_offset_hour(9)
        .utc_offset_minute(0)
}
