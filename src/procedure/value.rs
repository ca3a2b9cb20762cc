//! Answers: what a field holds. Self-describing in entries, so that they read in ten years.

use super::definition::ChoiceId;
use super::field::Kind;
use crate::calendar::Moment;
use crate::journal::{HoldingId, PersonNo, PlaceId};
use crate::text::{Paragraph, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One answer, tagged by its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// [`Kind::Text`].
    Text(Text),
    /// [`Kind::Paragraph`].
    Paragraph(Paragraph),
    /// [`Kind::Date`].
    Date(NaiveDate),
    /// [`Kind::Time`]: minutes after midnight, up to 29:59 for the night that belongs to the day.
    Time(u16),
    /// [`Kind::Moment`].
    Moment(Moment),
    /// [`Kind::Month`]: its first day.
    Month(NaiveDate),
    /// [`Kind::Count`].
    Count(u32),
    /// [`Kind::Choice`].
    Choice(ChoiceId),
    /// [`Kind::Digits`]: ASCII digits.
    Digits(String),
    /// [`Kind::Emails`]: ASCII, in the order entered.
    Emails(Vec<String>),
    /// [`Kind::Postcode`]: ASCII digits and hyphens.
    Postcode(String),
    /// [`Kind::Tracking`]: ASCII digits and letters.
    Tracking(String),
    /// [`Kind::Person`].
    Person(PersonNo),
    /// [`Kind::Place`].
    Place(PlaceId),
    /// [`Kind::Method`]: its id in the office.
    Method(String),
    /// [`Kind::HoldingLines`].
    HoldingLines(Vec<HoldingLine>),
    /// [`Kind::RetainedLines`].
    RetainedLines(Vec<RetainedLine>),
    /// [`Kind::RowDigits`]: row number (from 1) to the four digits read there.
    RowDigits(BTreeMap<u32, String>),
}

/// Documents of one title: never the persons' own data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoldingLine {
    /// The item of the register, where it is known there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holding: Option<HoldingId>,
    /// 件名・番号等.
    pub title: Text,
    /// 件数 (本人の数).
    pub count: u32,
    /// 媒体.
    pub media: Media,
    /// 要配慮の区分, the numbers 1 to 11 of 法2条3項 and 令2条 (DOMAIN §3.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<u8>,
}

/// What personal information lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Media {
    /// 紙.
    Paper,
    /// 電子データ on a computer.
    Data,
    /// 外部記録媒体.
    Medium,
}

/// What cannot be disposed of yet (特記12条5項ただし書).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetainedLine {
    /// What.
    pub line: HoldingLine,
    /// 根拠法令.
    pub basis: Text,
    /// 予定年月日.
    pub planned: NaiveDate,
}

impl Value {
    /// The kind of field it answers.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Paragraph(_) => Kind::Paragraph,
            Self::Date(_) => Kind::Date,
            Self::Time(_) => Kind::Time,
            Self::Moment(_) => Kind::Moment,
            Self::Month(_) => Kind::Month,
            Self::Count(_) => Kind::Count,
            Self::Choice(_) => Kind::Choice,
            Self::Digits(_) => Kind::Digits,
            Self::Emails(_) => Kind::Emails,
            Self::Postcode(_) => Kind::Postcode,
            Self::Tracking(_) => Kind::Tracking,
            Self::Person(_) => Kind::Person,
            Self::Place(_) => Kind::Place,
            Self::Method(_) => Kind::Method,
            Self::HoldingLines(_) => Kind::HoldingLines,
            Self::RetainedLines(_) => Kind::RetainedLines,
            Self::RowDigits(_) => Kind::RowDigits,
        }
    }

    /// How many lines it holds, for steps signed line by line.
    #[must_use]
    pub fn lines(&self) -> usize {
        match self {
            Self::HoldingLines(lines) => lines.len(),
            Self::RetainedLines(lines) => lines.len(),
            _ => 0,
        }
    }
}
