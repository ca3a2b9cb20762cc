//! The glyphs of a sheet: which font has which character, how wide it is, and what stands in where
//! no font has it.

use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock};
use unicode_normalization::UnicodeNormalization as _;

/// A font as it lies on the disk.
#[derive(Debug, Clone)]
pub struct FontFile {
    /// What people call it.
    pub name: String,
    /// The file.
    pub data: Arc<Vec<u8>>,
    /// Which of the fonts of a collection.
    pub index: u32,
}

/// Why a font cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// There is none.
    #[error("no font")]
    None,
    /// The file is not a font, or is damaged.
    #[error("{0} is not a font")]
    NotAFont(String),
    /// None of them has the characters of the forms.
    #[error("{0} has no Japanese characters")]
    NotJapanese(String),
}

/// A character that is not printed from the first font, or not as itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Substitution {
    /// The character, with what selects its variant.
    pub what: String,
    /// What is printed.
    pub by: Substitute,
}

/// What is printed for a character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Substitute {
    /// The same character from another font, by its name.
    OtherFont(String),
    /// The character without its variant.
    BaseForm(char),
    /// 〓.
    Geta,
}

/// Fonts in the order in which they are asked.
#[derive(Debug, Clone)]
pub struct Fonts {
    files: Vec<FontFile>,
    faces: Vec<krilla::text::Font>,
    more: Option<Arc<More>>,
}

/// What reads fonts.
type Load = Box<dyn Fn() -> Vec<FontFile> + Send + Sync>;

/// Fonts that are read when the others lack a character: most hosts have several, and they are
/// large.
struct More {
    load: Load,
    loaded: OnceLock<Vec<(FontFile, krilla::text::Font)>>,
}

impl More {
    fn loaded(&self) -> &[(FontFile, krilla::text::Font)] {
        self.loaded.get_or_init(|| {
            let files = (self.load)().into_iter();
            files
                .filter_map(|file| {
                    let data = Arc::clone(&file.data).into();
                    Some((file.clone(), krilla::text::Font::new(data, file.index)?))
                })
                .collect()
        })
    }
}

impl fmt::Debug for More {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("More").finish_non_exhaustive()
    }
}

/// What stands for a character that no font has.
const GETA: char = '\u{3013}';

impl Fonts {
    /// Takes fonts into use; the first prints whatever it can.
    ///
    /// # Errors
    /// [`FontError`]
    pub fn new(files: Vec<FontFile>) -> Result<Self, FontError> {
        let mut faces = Vec::with_capacity(files.len());
        for file in &files {
            let face = krilla::text::Font::new(Arc::clone(&file.data).into(), file.index);
            faces.push(face.ok_or_else(|| FontError::NotAFont(file.name.clone()))?);
        }
        let first = files.first().ok_or(FontError::None)?.name.clone();
        let fonts = Self {
            files,
            faces,
            more: None,
        };
        let set = fonts.set()?;
        // 日 and 錠 stand on every sheet.
        if ['\u{65E5}', '\u{9320}', GETA]
            .iter()
            .any(|c| set.find(*c).is_none())
        {
            return Err(FontError::NotJapanese(first));
        }
        drop(set);
        Ok(fonts)
    }

    /// With fonts that are read only once a character is in none of these.
    #[must_use]
    pub fn or(mut self, load: impl Fn() -> Vec<FontFile> + Send + Sync + 'static) -> Self {
        self.more = Some(Arc::new(More {
            load: Box::new(load),
            loaded: OnceLock::new(),
        }));
        self
    }

    /// Opens them for one document.
    ///
    /// # Errors
    /// [`FontError::NotAFont`]
    pub(super) fn set(&self) -> Result<TypeSet<'_>, FontError> {
        let mut faces = Vec::with_capacity(self.files.len());
        for (file, font) in self.files.iter().zip(&self.faces) {
            faces.push(Face::open(file, font)?);
        }
        Ok(TypeSet {
            faces,
            known: HashMap::new(),
            substituted: BTreeMap::new(),
            compatible: None,
            more: self.more.as_deref(),
        })
    }
}

struct Face<'a> {
    name: &'a str,
    font: &'a krilla::text::Font,
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    em: f32,
}

/// One character as it is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// Which font, from 0.
    pub(super) face: usize,
    pub(super) id: u32,
    /// Its width at size 1.
    pub(super) advance: f32,
}

/// The fonts opened, with what has been looked up in them.
pub(super) struct TypeSet<'a> {
    faces: Vec<Face<'a>>,
    known: HashMap<(char, Option<char>), Glyph>,
    substituted: BTreeMap<String, Substitute>,
    /// Compatibility ideographs by base and selector.
    compatible: Option<HashMap<(char, char), char>>,
    /// Fonts that have not been opened yet.
    more: Option<&'a More>,
}

impl<'a> TypeSet<'a> {
    /// The font of a face.
    pub(super) fn font(&self, face: usize) -> Option<&'a krilla::text::Font> {
        self.faces.get(face).map(|face| face.font)
    }

    /// What was not printed as itself, in the order of code points.
    pub(super) fn substituted(&self) -> Vec<Substitution> {
        self.substituted
            .iter()
            .map(|(what, by)| Substitution {
                what: what.clone(),
                by: by.clone(),
            })
            .collect()
    }

    /// The clusters of a text: each character with its variation selector, and where it stands.
    pub(super) fn clusters(text: &str) -> Vec<(std::ops::Range<usize>, char, Option<char>)> {
        let mut clusters: Vec<(std::ops::Range<usize>, char, Option<char>)> = Vec::new();
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if is_selector(c)
                && let Some((range, _, selector @ None)) = clusters.last_mut()
            {
                range.end = end;
                *selector = Some(c);
                continue;
            }
            clusters.push((at..end, c, None));
        }
        clusters
    }

    /// The width of a text at size 1.
    pub(super) fn width(&mut self, text: &str) -> f32 {
        Self::clusters(text)
            .into_iter()
            .map(|(_, c, selector)| self.glyph(c, selector).advance)
            .sum()
    }

    /// How a character is printed.
    pub(super) fn glyph(&mut self, c: char, selector: Option<char>) -> Glyph {
        if let Some(known) = self.known.get(&(c, selector)) {
            return *known;
        }
        let (glyph, by) = self.choose(c, selector);
        if let Some(by) = by {
            let mut what = c.to_string();
            what.extend(selector);
            self.substituted.insert(what, by);
        }
        self.known.insert((c, selector), glyph);
        glyph
    }

    fn choose(&mut self, c: char, selector: Option<char>) -> (Glyph, Option<Substitute>) {
        let has = |set: &mut Self| match selector {
            Some(selector) => set.variant(c, selector),
            None => set.find(c),
        };
        if let Some(found) = has(self) {
            return (found, self.elsewhere(found));
        }
        if self.open_more()
            && let Some(found) = has(self)
        {
            return (found, self.elsewhere(found));
        }
        if selector.is_some()
            && let Some(found) = self.find(c)
        {
            return (found, Some(Substitute::BaseForm(c)));
        }
        let geta = self.find(GETA).unwrap_or(Glyph {
            face: 0,
            id: 0,
            advance: 1.0,
        });
        (geta, Some(Substitute::Geta))
    }

    /// Opens the fonts that were not read yet, if there are any.
    fn open_more(&mut self) -> bool {
        let Some(more) = self.more.take() else {
            return false;
        };
        let opened = more.loaded().iter();
        self.faces
            .extend(opened.filter_map(|(file, font)| Face::open(file, font).ok()));
        true
    }

    fn elsewhere(&self, found: Glyph) -> Option<Substitute> {
        let face = self.faces.get(found.face).filter(|_| found.face > 0)?;
        Some(Substitute::OtherFont(face.name.to_owned()))
    }

    /// The first font that has the character.
    fn find(&self, c: char) -> Option<Glyph> {
        self.faces.iter().enumerate().find_map(|(nth, face)| {
            let id = face.charmap.map(c).filter(|id| id.to_u32() != 0)?;
            Some(face.glyph(nth, id))
        })
    }

    /// The first font that has the variant.
    fn variant(&mut self, c: char, selector: char) -> Option<Glyph> {
        let by_table = self.faces.iter().enumerate().find_map(|(nth, face)| {
            let id = match face.charmap.map_variant(c, selector)? {
                MapVariant::UseDefault => face.charmap.map(c)?,
                MapVariant::Variant(id) => id,
            };
            Some(face.glyph(nth, id))
        });
        if by_table.is_some() || u32::from(selector) >= 0xE0100 {
            return by_table;
        }
        // A standardised variant is what a compatibility ideograph is normalised to.
        let table = self.compatible.get_or_insert_with(compatible);
        let compatible = table.get(&(c, selector)).copied()?;
        self.find(compatible)
    }
}

impl<'a> Face<'a> {
    fn open(file: &'a FontFile, font: &'a krilla::text::Font) -> Result<Self, FontError> {
        let read = FontRef::from_index(&file.data, file.index)
            .map_err(|_| FontError::NotAFont(file.name.clone()))?;
        Ok(Self {
            name: &file.name,
            font,
            charmap: read.charmap(),
            metrics: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
            em: font.units_per_em(),
        })
    }

    fn glyph(&self, face: usize, id: skrifa::GlyphId) -> Glyph {
        Glyph {
            face,
            id: id.to_u32(),
            advance: self.metrics.advance_width(id).unwrap_or(self.em) / self.em.max(1.0),
        }
    }
}

fn is_selector(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE02 | 0xE0100..=0xE01EF)
}

fn compatible() -> HashMap<(char, char), char> {
    (0xF900..=0xFAFF)
        .chain(0x2F800..=0x2FA1F)
        .filter_map(char::from_u32)
        .filter_map(|c| {
            let mut parts = std::iter::once(c).cjk_compat_variants();
            let (base, selector) = (parts.next()?, parts.next()?);
            Some(((base, selector), c))
        })
        .collect()
}
