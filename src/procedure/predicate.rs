//! What a `when` or a `due` may ask beside the answers: a closed list of predicates, each with its
//! clause and its test. A definition names them as it names a field; it can never write one.

use super::case::{Case, Values};
use super::compare::differing;
use super::definition::{Definition, FieldId, Step};
use super::field::Kind;
use super::standing::Under;
use super::value::{HoldingLine, Media, Value};
use crate::office::ProfileId;
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A question that no single choice answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Predicate {
    /// `article-43`: whether a leak, or what may be one, is to be reported to the Commission (法68条
    /// 1項, 規則43条各号; where a private body reports itself 法26条1項, 規則7条各号). `none`,
    /// `applies`, `malice` (3号, which has 60 days also where other items apply), or `exempt`: it
    /// would apply, and the contractor has notified the body that entrusted it (法26条1項ただし書).
    ///
    /// 43条5号 is empty in Tokyo: 令和4年東京都条例130号 names no information of that kind.
    Article43,
    /// `lines-have-data` (`yes`, `no`): whether a line of the documents is electronic data or lies
    /// on a storage medium (特記11条8項, 10項(2)).
    LinesHaveData,
    /// `lines-special-care` (`yes`, `no`): whether a line of the documents has special-care-required
    /// personal information (特記12条2項なお書).
    LinesSpecialCare,
    /// `differs` (`yes`, `no`): whether evidence of a dispatch is not what was checked.
    Differs,
}

/// 規則43条4号: more persons than this, where a public body reports.
const PERSONS_PUBLIC: u32 = 100;
/// 規則7条4号: more persons than this, where a private body reports itself.
const PERSONS_PRIVATE: u32 = 1000;

/// When the facts of a judgement became known, where that was later than the incident itself.
const LEARNED: &str = "learned";
/// The lines that the predicates of lines look at.
const DOCUMENTS: &str = "documents";
/// When the incident became known: the day of knowing is day 1.
const KNOWN: &str = "known";

impl Predicate {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Article43,
        Self::LinesHaveData,
        Self::LinesSpecialCare,
        Self::Differs,
    ];

    /// Its name in definitions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Article43 => "article-43",
            Self::LinesHaveData => "lines-have-data",
            Self::LinesSpecialCare => "lines-special-care",
            Self::Differs => "differs",
        }
    }

    /// The predicate of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }

    /// What it can answer.
    #[must_use]
    pub fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Article43 => &["none", "exempt", "applies", "malice"],
            Self::LinesHaveData | Self::LinesSpecialCare | Self::Differs => &["no", "yes"],
        }
    }

    /// Whether a `due` can count from the day on which it began to hold.
    #[must_use]
    pub fn has_a_clock(self) -> bool {
        self == Self::Article43
    }

    /// The fields that a definition must have for it, with their kinds. All of them belong to one
    /// step: the judgement.
    #[must_use]
    pub fn inputs(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Article43 => &[
                ("encrypted", Kind::Choice),
                ("special_care", Kind::Choice),
                ("damage", Kind::Choice),
                ("malice", Kind::Choice),
                ("persons", Kind::Count),
            ],
            Self::LinesHaveData | Self::LinesSpecialCare => &[(DOCUMENTS, Kind::HoldingLines)],
            Self::Differs => &[],
        }
    }

    /// The step at which its inputs are filled.
    pub(super) fn judged_at(self, def: &Definition) -> Option<&Step> {
        let (first, _) = self.inputs().first()?;
        let field = def.field(&FieldId::from(*first))?;
        def.steps.iter().find(|step| field.filled_by(step))
    }

    /// Its answer to these values; none while what it looks at is not answered.
    #[must_use]
    pub fn answer<'a>(
        self,
        def: impl Into<Option<&'a Definition>>,
        under: Under,
        values: &Values,
    ) -> Option<&'static str> {
        match self {
            Self::Article43 => article_43(under.profile, values),
            Self::LinesHaveData => any_line(values, |line| line.media != Media::Paper),
            Self::LinesSpecialCare => any_line(values, |line| !line.special.is_empty()),
            Self::Differs if differing(def.into()?, under, values).is_empty() => Some("no"),
            Self::Differs => Some("yes"),
        }
    }

    /// The day on which it began to hold, and has held since: a clock that starts later than the
    /// case. Where a judgement falls and holds again, it starts anew.
    pub(super) fn began(self, def: &Definition, case: &Case) -> Option<NaiveDate> {
        let step = self.judged_at(def)?;
        let own: BTreeSet<&FieldId> = def.fields_of(step).map(|field| &field.id).collect();
        let marks: Vec<_> = case
            .marks
            .iter()
            .filter(|mark| mark.step == step.id && mark.void.is_none())
            .collect();
        let mut began = None;
        for (nth, mark) in marks.iter().enumerate() {
            // What was corrected is the last judgement; the earlier ones stand as they were made.
            let last = nth + 1 == marks.len();
            let mut values = case.values.clone();
            if !last && step.is_repeated() {
                values.retain(|id, _| !own.contains(id));
                values.extend(mark.values.iter().map(|(k, v)| (k.clone(), v.clone())));
            }
            let answer = self.answer(def, case.profile.into(), &values);
            began = match answer {
                Some("applies" | "malice" | "yes") => began
                    .or_else(|| day_of(&values, LEARNED))
                    .or_else(|| day_of(&values, KNOWN))
                    .or_else(|| Some(mark.happened.0.date())),
                _ => None,
            };
        }
        began
    }

    /// For each of its answers, inputs that lead to it: what the proof walks.
    pub(super) fn witnesses(self) -> Vec<Values> {
        let judged = |special: &str, malice: &str| {
            let choice = |id: &str| Value::Choice(id.into());
            Values::from([
                ("encrypted".into(), choice("no")),
                ("special_care".into(), choice(special)),
                ("damage".into(), choice("no")),
                ("malice".into(), choice(malice)),
                ("persons".into(), Value::Count(1)),
            ])
        };
        // As many lines as the proof has everywhere: one of them is enough.
        let lines = |media: Media, special: &[u8]| {
            let line = |media: Media, special: &[u8]| HoldingLine {
                holding: None,
                title: Text::new("a").unwrap_or_default(),
                count: 1,
                media,
                special: special.to_vec(),
            };
            let lines = vec![line(Media::Paper, &[]), line(media, special)];
            Values::from([(DOCUMENTS.into(), Value::HoldingLines(lines))])
        };
        match self {
            Self::Article43 => vec![judged("no", "no"), judged("yes", "no"), judged("no", "yes")],
            Self::LinesHaveData => vec![lines(Media::Paper, &[]), lines(Media::Data, &[])],
            Self::LinesSpecialCare => vec![lines(Media::Paper, &[]), lines(Media::Paper, &[4])],
            Self::Differs => Vec::new(),
        }
    }
}

fn article_43(profile: ProfileId, values: &Values) -> Option<&'static str> {
    let says = |id: &str, what: &str| match values.get(&FieldId::from(id)) {
        Some(Value::Choice(choice)) => Some(choice.0 == what),
        _ => None,
    };
    let Some(Value::Count(persons)) = values.get(&FieldId::from("persons")) else {
        return None;
    };
    let most = match profile {
        ProfileId::Bureau | ProfileId::Board => PERSONS_PUBLIC,
        ProfileId::Contractor => PERSONS_PRIVATE,
    };
    let (special, damage) = (says("special_care", "yes")?, says("damage", "yes")?);
    let malice = says("malice", "yes")?;
    let reported = special || damage || malice || *persons > most;
    Some(if says("encrypted", "yes")? || !reported {
        "none"
    } else if profile == ProfileId::Contractor && says("own_report", "exempt") == Some(true) {
        "exempt"
    } else if malice {
        "malice"
    } else {
        "applies"
    })
}

fn any_line(values: &Values, is: impl Fn(&HoldingLine) -> bool) -> Option<&'static str> {
    match values.get(&FieldId::from(DOCUMENTS)) {
        Some(Value::HoldingLines(lines)) => Some(if lines.iter().any(is) { "yes" } else { "no" }),
        _ => None,
    }
}

fn day_of(values: &Values, id: &str) -> Option<NaiveDate> {
    match values.get(&FieldId::from(id)) {
        Some(Value::Moment(moment)) => Some(moment.date()),
        _ => None,
    }
}
