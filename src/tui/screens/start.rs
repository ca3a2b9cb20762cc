//! How a person begins: 2持出, 4送付, 9事故, and what is put right.

use super::sending::SendingList;
use super::wizard::Wizard;
use crate::desk::{INCIDENT, TAKE_OUT, View};
use crate::journal::CaseId;
use crate::locale::Locale;
use crate::office::Holding;
use crate::procedure::{
    Case, ChoiceId, FieldId, HoldingLine, Kind, Law, Media, Origin, Value, Values, redact,
};
use crate::t;
use crate::text::Text;
use crate::tui::say;

/// 2持出.
#[derive(Debug, Clone, Copy)]
pub struct TakeOut;

impl TakeOut {
    /// Asks for permission to take documents out.
    #[must_use]
    pub fn open() -> Wizard {
        Wizard::begin(TAKE_OUT, Values::new())
    }
}

/// 4送付.
#[derive(Debug, Clone, Copy)]
pub struct Sending;

impl Sending {
    /// The sendings in progress, and a new one.
    #[must_use]
    pub fn list() -> SendingList {
        SendingList::new()
    }
}

/// 9事故: the first notice.
#[derive(Debug, Clone, Copy)]
pub struct Incident;

/// What another record knows of an incident already. Never a time, a count of one's own or the
/// words of an explanation (SCREENS §9).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What happened, as a choice of the definition: `lost`, `missent` …
    pub kind: Option<ChoiceId>,
    /// The documents of the other case.
    pub documents: Vec<HoldingLine>,
    /// Where, in a line: the other case by its number.
    pub place: Option<Text>,
    /// The case that it follows on, which then does not close before the incident.
    pub origin: Option<Origin>,
}

impl Known {
    /// What a case knows, or one line of it: an open take-out, a dispatch, a hole, a count that
    /// did not agree.
    #[must_use]
    pub fn of_case(view: &View, case: CaseId, line: Option<u16>, words: Locale) -> Self {
        let Ok(Some(row)) = view.case_row(case) else {
            return Self::default();
        };
        let Some(def) = view.catalogue().get(&row.case.procedure) else {
            return Self::default();
        };
        let shown = redact(def, &row.case);
        let no = say::case_no(row.form_no, row.number, words);
        let lost = line.filter(|_| def.law == Law::TakeOut).map(|_| "lost");
        let (kind, place) = match def.law {
            Law::Sending => (Some("missent"), t!(words, flow_of_sending, case = no)),
            // Where it went missing is for the person to say.
            Law::TakeOut => (lost, String::new()),
            Law::Locking | Law::Record => (None, place_of(view, &shown)),
        };
        Self {
            kind: kind.map(ChoiceId::from),
            documents: lines_of(&shown, line),
            place: Text::new(place.trim()).ok().filter(|text| !text.is_blank()),
            origin: row.case.head.map(|entry| Origin { case, entry, line }),
        }
    }

    /// What the register knows of an item.
    #[must_use]
    pub fn of_holding(view: &View, holding: &Holding) -> Self {
        let place = holding.place.and_then(|id| view.office.place_ever(id));
        Self {
            documents: vec![HoldingLine {
                holding: Some(holding.id),
                title: holding.title.clone(),
                count: holding.count,
                media: match holding.media.as_str() {
                    "data" => Media::Data,
                    "medium" => Media::Medium,
                    _ => Media::Paper,
                },
                special: holding.special.clone(),
            }],
            place: place.map(|place| place.name.clone()),
            ..Self::default()
        }
    }

    /// The answers that stand already.
    pub(super) fn values(&self) -> Values {
        let mut values = Values::new();
        let mut put = |id: &str, value| values.insert(FieldId::from(id), value);
        if let Some(kind) = &self.kind {
            put("kind", Value::Choice(kind.clone()));
        }
        if !self.documents.is_empty() {
            put("documents", Value::HoldingLines(self.documents.clone()));
        }
        if let Some(place) = &self.place {
            put("where", Value::Text(place.clone()));
        }
        values
    }
}

/// The name of the first place that the case names.
fn place_of(view: &View, case: &Case) -> String {
    let places = case.values.values().filter(|v| v.kind() == Kind::Place);
    let name = places.filter_map(|value| match value {
        Value::Place(id) => view.office.place_ever(*id).map(|p| p.name.to_string()),
        _ => None,
    });
    name.into_iter().next().unwrap_or_default()
}

/// The first documents that the case names, or the line of them.
fn lines_of(case: &Case, line: Option<u16>) -> Vec<HoldingLine> {
    let lines = case.values.values().find_map(|value| match value {
        Value::HoldingLines(lines) => Some(lines.clone()),
        _ => None,
    });
    let lines = lines.unwrap_or_default();
    match line.and_then(|line| lines.get(usize::from(line))) {
        Some(line) => vec![line.clone()],
        None => lines,
    }
}

impl Incident {
    /// The first notice, with what another record knows already.
    #[must_use]
    pub fn open(known: Known) -> Wizard {
        Wizard::begin(INCIDENT, known.values()).opened_by(known.origin)
    }
}

/// 是正措置.
#[derive(Debug, Clone, Copy)]
pub struct Corrective;

impl Corrective {
    /// What was wrong and what was done about it.
    #[must_use]
    pub fn open() -> Wizard {
        Wizard::begin("corrective", Values::new())
    }
}
