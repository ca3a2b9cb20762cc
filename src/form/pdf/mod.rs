//! Sheets as paper: A4, PDF/A-2a and PDF/UA-1, fonts embedded as the characters that are used. The
//! same sheets with the same fonts are the same bytes.
//!
//! | file | what |
//! |---|---|
//! | `type_set` | which font has which character, and what stands in for one that none has |
//! | `fit` | words in a cell: smaller, then more lines, then a taller row |
//! | `plan` | what stands on which page |
//! | `draw` | lines, words and their meaning for those who listen to them |
//! | `qr` | the checkpoint as squares |

mod draw;
mod fit;
mod plan;
mod qr;
mod type_set;

pub(super) use fit::whole;
pub use type_set::{FontError, FontFile, Fonts, Substitute, Substitution};

use super::plain::{foot_printed, foot_root};
use super::sheet::Sheet;
use crate::calendar::Moment;
use chrono::{Datelike as _, Timelike as _};
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Tag, TagGroup, TagTree};
use krilla::{Document, SerializeSettings};

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
    let first = sheets
        .first()
        .ok_or_else(|| PdfError::Write("no sheet".to_owned()))?;
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|e| PdfError::Write(format!("{e:?}")))?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    document.set_metadata(
        Metadata::new()
            .title(title(sheets))
            .language("ja-JP".to_owned())
            .creator("kagiban".to_owned())
            .creation_date(date(first.foot.printed)),
    );
    let mut set = fonts.set()?;
    let mut tree = TagTree::new().with_lang(Some("ja-JP".to_owned()));
    let mut outline = Outline::new();
    let mut pages = 0;
    for sheet in sheets {
        let plan = plan::plan(sheet, &mut set);
        let mut part = TagGroup::new(Tag::Part);
        let name = format!("{} {}", sheet.title, sheet.about);
        let at = XyzDestination::new(pages, Point::from_xy(0.0, 0.0));
        outline.push_child(OutlineNode::new(name, at));
        let of = plan.pages.len();
        for (nth, page) in plan.pages.iter().enumerate() {
            let settings = PageSettings::from_wh(plan.width, plan.height)
                .ok_or_else(|| PdfError::Write("paper".to_owned()))?;
            let mut drawn = document.start_page_with(settings);
            let mut surface = drawn.surface();
            let tags = draw::Drawing {
                sheet,
                plan: &plan,
                page,
                nth,
                of,
                on: pages,
                root: foot_root(sheet),
                printed: foot_printed(sheet),
                set: &mut set,
                surface: &mut surface,
                outlined: false,
            }
            .page();
            for tag in tags {
                part.push(tag);
            }
            surface.finish();
            drawn.finish();
            pages += 1;
        }
        tree.push(part);
    }
    document.set_tag_tree(tree);
    document.set_outline(outline);
    let bytes = document
        .finish()
        .map_err(|e| PdfError::Write(e.to_string()))?;
    Ok(Pdf {
        bytes,
        pages,
        substituted: set.substituted(),
    })
}

/// What the document is called: the form, and of what it is where there is one sheet.
fn title(sheets: &[Sheet]) -> String {
    match sheets {
        [only] => format!("{} {}", only.title, only.about),
        [first, ..] => first.title.clone(),
        [] => String::new(),
    }
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
