//! What one file of `data/forms` says: how a form looks, and where its words come from.

use super::source::Source;
use crate::office::{Mokuroku, ProfileId};
use crate::text::Text;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The layout of one form.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its name on the command line: `lock`.
    pub id: String,
    /// The law of the procedures that it accepts: `locking`, `take-out`, `sending`, `record`,
    /// or `any`.
    pub law: String,
    /// Only these procedures; without it, all of that law.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// Only for offices under these rules; without it, for all.
    #[serde(default)]
    pub profiles: Vec<ProfileId>,
    /// What one sheet covers.
    pub per: Per,
    /// What one row is.
    pub shape: Shape,
    /// Only cases in which each of these fields, where they have it, was answered so.
    #[serde(default)]
    pub when: Vec<WhenDef>,
    /// Only documents of which this became.
    #[serde(default)]
    pub only: Option<OnlyDef>,
    /// Of signatures, only those on these steps.
    #[serde(default)]
    pub steps: Vec<String>,
    /// Of the register, only what stands on this 目録.
    #[serde(default)]
    pub list: Option<Mokuroku>,
    /// The step without which the sheet is a draft, and says so.
    #[serde(default)]
    pub needs: Option<String>,
    /// Rows stand in the order of their days, not of their numbers.
    #[serde(default)]
    pub by_date: bool,
    /// The rows of a sheet of values, where they are not simply all of them.
    #[serde(default)]
    pub items: Vec<ItemDef>,
    /// Its official name under each profile (第1号様式). A form without any is the product's own,
    /// and says so.
    #[serde(default, deserialize_with = "words_by_profile")]
    pub number: BTreeMap<ProfileId, String>,
    /// What stands as its title; `{year}` and the other names of [`Layout::NAMES`] are filled in.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// What it is, for who does not read its title; never printed.
    #[serde(default, deserialize_with = "words")]
    pub english: String,
    /// How the sheet lies.
    pub paper: Paper,
    /// Rows a page. Fewer where text needs the room.
    pub rows: usize,
    /// Whether a page is filled up with empty rows, as the printed form is.
    #[serde(default)]
    pub fill: bool,
    /// The height of a row in millimetres, before its text asks for more.
    pub row_height: f32,
    /// A QR code with the checkpoint stands in the foot.
    #[serde(default)]
    pub qr: bool,
    /// What stands above the table.
    #[serde(default)]
    pub head: Vec<HeadDef>,
    /// The columns, from the left.
    pub columns: Vec<ColumnDef>,
    /// What stands below the table on each page, word for word.
    #[serde(default, deserialize_with = "many_words")]
    pub notes: Vec<String>,
    /// The office has adopted it; no file says so.
    #[serde(skip)]
    pub by_office: bool,
}

/// What one sheet covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A place and a month.
    PlaceMonth,
    /// A fiscal year of a unit.
    FiscalYear,
    /// One case.
    Case,
    /// The register as it stands today.
    Register,
}

/// What one row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// A day of the month.
    Days,
    /// A document of a case; a case without documents is one row.
    Lines,
    /// A signature of the case, the void ones and the differences too.
    Marks,
    /// An act on the case, as the journal holds them.
    History,
    /// A value of the case, or one of the layout's own items.
    Values,
    /// An item of the register.
    Holdings,
}

impl Shape {
    /// As layouts write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Lines => "lines",
            Self::Marks => "marks",
            Self::History => "history",
            Self::Values => "values",
            Self::Holdings => "holdings",
        }
    }
}

/// A field, and the choices of it that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhenDef {
    /// The field.
    pub field: String,
    /// The choices.
    pub is: Vec<String>,
}

/// What must have become of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnlyDef {
    /// The step that says it.
    pub step: String,
    /// The outcome.
    pub is: String,
}

/// One row of a sheet of values.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemDef {
    /// What it is called, word for word.
    #[serde(deserialize_with = "words")]
    pub head: String,
    /// What it says: all of these sources that have something to say.
    pub from: Vec<Source>,
}

/// How a sheet of A4 lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 縦.
    Portrait,
    /// 横.
    Landscape,
}

/// Something above the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadDef {
    /// Where.
    pub side: Side,
    /// On which line, from the top; the title stands in the middle of line 1.
    pub line: u8,
    /// What; `{place}` and the other names of [`Layout::NAMES`] are filled in, and on the sheet of
    /// a case sources (`{field:giver}`). A line whose sources all have nothing to say is left out.
    #[serde(deserialize_with = "words")]
    pub text: String,
}

/// On which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// On the left.
    Left,
    /// On the right.
    Right,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDef {
    /// What stands above it, word for word; `|` breaks the line.
    #[serde(deserialize_with = "words")]
    pub head: String,
    /// Where its words come from; the first source that has something to say.
    pub from: Vec<Source>,
    /// Its width in millimetres. What the paper has beyond the sum goes to columns with `grow`.
    pub width: f32,
    /// Takes what is left of the paper.
    #[serde(default)]
    pub grow: bool,
    /// How its words stand.
    #[serde(default)]
    pub align: Align,
    /// Long text takes more lines before it becomes small.
    #[serde(default)]
    pub wrap: bool,
}

/// How words stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// From the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

impl Layout {
    /// What may stand in braces in titles and heads.
    pub const NAMES: [&str; 9] = [
        "office",
        "unit",
        "place",
        "month",
        "year",
        "case",
        "procedure",
        "number",
        "numbers",
    ];

    /// The sources that its title and head name in braces, as they are written there.
    #[must_use]
    pub fn named_sources(&self) -> Vec<(String, Source)> {
        let texts = self.head.iter().map(|head| &head.text);
        texts
            .chain([&self.title])
            .flat_map(|text| names(text))
            .filter_map(|name| Some((name.to_owned(), Source::read(name)?)))
            .collect()
    }

    /// The rules to which it is attached, where it is one of those of one profile only.
    #[must_use]
    pub fn elsewhere(&self) -> Option<(ProfileId, &str)> {
        let mut named = self.number.iter();
        match (named.next(), named.next()) {
            (Some((profile, number)), None) => Some((*profile, number)),
            _ => None,
        }
    }

    /// Whether it is one of the forms that the rules attach, under `profile`.
    #[must_use]
    pub fn official(&self, profile: ProfileId) -> Option<&str> {
        self.number.get(&profile).map(String::as_str)
    }
}

/// The names in braces.
pub(crate) fn names(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|after| after.split_once('}').map(|(name, _)| name))
        .collect()
}

/// Words of a layout are judged as any text is: offices write them too (law 10).
fn words<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Text::deserialize(from).map(String::from)
}

fn many_words<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Vec::<Text>::deserialize(from).map(|all| all.into_iter().map(String::from).collect())
}

fn words_by_profile<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<ProfileId, String>, D::Error> {
    let all = BTreeMap::<ProfileId, Text>::deserialize(from)?;
    Ok(all
        .into_iter()
        .map(|(profile, text)| (profile, String::from(text)))
        .collect())
}
