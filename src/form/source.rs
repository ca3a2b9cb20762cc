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
    /// `row`: which row of the sheet, from 1.
    Nth,
    /// `procedure`: what the case runs.
    Procedure,
    /// `title`: 件名 of this row's document or item.
    Title,
    /// `count`: its 件数.
    Count,
    /// `media`: its 媒体.
    Media,
    /// `special`: its 要配慮 kinds, as 目録 ask for them (100件、病歴).
    Special,
    /// `outcome:STEP`: what became of this row's document.
    Outcome(String),
    /// `kept:PART`: of a document that a law says to keep: `title`, `count`, `media`, `special`,
    /// `basis`, `planned`, `word`, or a field of the case. Other sources say nothing of it.
    Kept(String),
    /// `log:STEP`: every signature of a step that is signed again and again.
    Log(String),
    /// `by-section`: 担当 of who signed this row.
    BySection,
    /// `place`: where an item of the register lies.
    Place,
    /// `task`: 登録簿の事務 of an item.
    Task,
    /// `left`: how much of an item is left.
    Left,
    /// `out`: how much of it is out now.
    Out,
    /// `keep`: which law says to keep it, and until when.
    Keep,
}

/// What a source needs to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs<'a> {
    /// These fields.
    Fields(&'a [String]),
    /// This step.
    Step(&'a str),
}

/// Sources that name nothing else.
const BARE: [(&str, Source); 34] = [
    ("day", Source::Day),
    ("weekday", Source::Weekday),
    ("roster", Source::Roster),
    ("time", Source::Time),
    ("margin", Source::Margin),
    ("number", Source::Number),
    ("case", Source::CaseNumber),
    ("section", Source::Section),
    ("person", Source::Person),
    ("line", Source::Line),
    ("numbered", Source::Numbered),
    ("state", Source::State),
    ("step", Source::Step),
    ("by", Source::By),
    ("happened", Source::Happened),
    ("recorded", Source::Recorded),
    ("took", Source::Took),
    ("values", Source::Values),
    ("standing", Source::Standing),
    ("index", Source::Index),
    ("label", Source::Label),
    ("value", Source::Value),
    ("row", Source::Nth),
    ("procedure", Source::Procedure),
    ("title", Source::Title),
    ("count", Source::Count),
    ("media", Source::Media),
    ("special", Source::Special),
    ("by-section", Source::BySection),
    ("place", Source::Place),
    ("task", Source::Task),
    ("left", Source::Left),
    ("out", Source::Out),
    ("keep", Source::Keep),
];

impl Source {
    /// The fields or the step that it names.
    #[must_use]
    pub fn needs(&self) -> Option<Needs<'_>> {
        match self {
            Self::Fields(fields) => Some(Needs::Fields(fields)),
            Self::DateOf(step)
            | Self::Signed(step)
            | Self::Received(step)
            | Self::Outcome(step)
            | Self::Log(step) => Some(Needs::Step(step)),
            Self::Kept(part) if !Self::KEPT.contains(&part.as_str()) => {
                Some(Needs::Fields(std::slice::from_ref(part)))
            }
            _ => None,
        }
    }

    /// What may be asked of a document that is kept, besides the fields of its case.
    pub const KEPT: [&str; 7] = [
        "title", "count", "media", "special", "basis", "planned", "word",
    ];

    /// Reads one as layouts write it.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        if let Some((kind, name)) = written.split_once(':') {
            if name.is_empty() {
                return None;
            }
            return Some(match kind {
                "field" => Self::Fields(name.split('+').map(str::to_owned).collect()),
                "date" => Self::DateOf(name.to_owned()),
                "signed" => Self::Signed(name.to_owned()),
                "received" => Self::Received(name.to_owned()),
                "outcome" => Self::Outcome(name.to_owned()),
                "kept" => Self::Kept(name.to_owned()),
                "log" => Self::Log(name.to_owned()),
                _ => return None,
            });
        }
        let bare = BARE.iter().find(|(name, _)| *name == written);
        bare.map(|(_, source)| source.clone())
    }

    /// As layouts write it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Fields(fields) => format!("field:{}", fields.join("+")),
            Self::DateOf(step) => format!("date:{step}"),
            Self::Signed(step) => format!("signed:{step}"),
            Self::Received(step) => format!("received:{step}"),
            Self::Outcome(step) => format!("outcome:{step}"),
            Self::Kept(part) => format!("kept:{part}"),
            Self::Log(step) => format!("log:{step}"),
            bare => {
                let known = BARE.iter().find(|(_, source)| source == bare);
                known.map_or("", |(name, _)| *name).to_owned()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let written = String::deserialize(from)?;
        Self::read(&written)
            .ok_or_else(|| D::Error::custom(format!("no column can be filled from `{written}`")))
    }
}
