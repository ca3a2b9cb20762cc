//! Where the words of a column come from.

use serde::{Deserialize, Deserializer, de::Error as _};

/// One source; a column names several where the first may have nothing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// `day`: the day of the month.
    Day,
    /// `weekday`: 曜日.
    Weekday,
    /// `roster`: one column a name, and 〇 at who locked.
    Roster,
    /// `time`: 施錠時刻.
    Time,
    /// `margin`: what stands beside the ruled table.
    Margin,
    /// `number`: the official No.
    Number,
    /// `case`: 案件 number.
    CaseNumber,
    /// `section`: 担当 of who began it.
    Section,
    /// `person`: the name of who began it.
    Person,
    /// `line`: the document of this row.
    Line,
    /// `numbered`: the day on which the No. was given.
    Numbered,
    /// `state`: where the case stands.
    State,
    /// `field:a+b`: values of the case, or of this row's signature, joined.
    Fields(Vec<String>),
    /// `date:STEP`: the day of a signature.
    DateOf(String),
    /// `signed:STEP`: who signed, in what capacity, when, and what became of the line.
    Signed(String),
    /// `received:STEP`: the same, where the signature says that it was only told of.
    Received(String),
    /// `step`: the title of this row's signature.
    Step,
    /// `by`: who signed this row, in what capacity.
    By,
    /// `happened`: when this row's act happened.
    Happened,
    /// `recorded`: when it was recorded.
    Recorded,
    /// `took`: how long it took from opening to signature.
    Took,
    /// `values`: what this row's signature filled.
    Values,
    /// `standing`: whether it stands, and what voided it.
    Standing,
    /// `index`: where it stands in the journal.
    Index,
    /// `label`: the name of this row's field.
    Label,
    /// `value`: its value.
    Value,
}

/// What a source needs to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs<'a> {
    /// These fields.
    Fields(&'a [String]),
    /// This step.
    Step(&'a str),
}

impl Source {
    /// The fields or the step that it names.
    #[must_use]
    pub fn needs(&self) -> Option<Needs<'_>> {
        match self {
            Self::Fields(fields) => Some(Needs::Fields(fields)),
            Self::DateOf(step) | Self::Signed(step) | Self::Received(step) => {
                Some(Needs::Step(step))
            }
            _ => None,
        }
    }

    fn read(written: &str) -> Option<Self> {
        if let Some((kind, name)) = written.split_once(':') {
            if name.is_empty() {
                return None;
            }
            return Some(match kind {
                "field" => Self::Fields(name.split('+').map(str::to_owned).collect()),
                "date" => Self::DateOf(name.to_owned()),
                "signed" => Self::Signed(name.to_owned()),
                "received" => Self::Received(name.to_owned()),
                _ => return None,
            });
        }
        Some(match written {
            "day" => Self::Day,
            "weekday" => Self::Weekday,
            "roster" => Self::Roster,
            "time" => Self::Time,
            "margin" => Self::Margin,
            "number" => Self::Number,
            "case" => Self::CaseNumber,
            "section" => Self::Section,
            "person" => Self::Person,
            "line" => Self::Line,
            "numbered" => Self::Numbered,
            "state" => Self::State,
            "step" => Self::Step,
            "by" => Self::By,
            "happened" => Self::Happened,
            "recorded" => Self::Recorded,
            "took" => Self::Took,
            "values" => Self::Values,
            "standing" => Self::Standing,
            "index" => Self::Index,
            "label" => Self::Label,
            "value" => Self::Value,
            _ => return None,
        })
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        Self::read(&written)
            .ok_or_else(|| D::Error::custom(format!("no column can be filled from `{written}`")))
    }
}
