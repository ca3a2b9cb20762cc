//! How a person begins: 2持出, 4送付, 9事故, and what is put right.

use super::sending::SendingList;
use super::wizard::Wizard;
use crate::desk::{INCIDENT, RegisterLine, TAKE_OUT, UNCONFIRMED, View};
use crate::journal::{CaseId, PlaceId};
use crate::locale::Locale;
use crate::procedure::{
    Case, ChoiceId, Definition, FieldId, HoldingLine, Law, MAX_HOLDING_LINES, Origin, Value,
    Values, redact,
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
        let lost = lost(def, &shown);
        let no = say::case_no(row.form_no, row.number, words);
        let at = |name: String| Text::new(name.trim()).ok().filter(|text| !text.is_blank());
        let mut known = Self {
            kind: (!lost.is_empty()).then_some("lost").map(ChoiceId::from),
            documents: lines_of(&shown, line.map_or(lost, |line| vec![line])),
            place: None,
            origin: row.case.head.map(|entry| Origin { case, entry, line }),
        };
        match def.law {
            Law::Sending => {
                known.kind = Some("missent".into());
                known.place = at(t!(words, flow_of_sending, case = no));
            }
            // Where it went missing is for the person to say.
            Law::TakeOut => {}
            Law::Record if def.id.0 == UNCONFIRMED => {
                known.kind = known.kind.or_else(|| Some("taken".into()));
            }
            Law::Locking => {
                let place = place_of(&shown);
                known.place = at(name_of(view, place));
                // What should have lain there, at the most.
                let inside = place.and_then(|place| view.lies_in(place).ok());
                let inside = inside.into_iter().flatten().map(|line| line.expected());
                known.documents = inside
                    .filter(|line| line.count > 0)
                    .take(MAX_HOLDING_LINES)
                    .collect();
                if MISSING.iter().any(|id| counts(&shown, id)) {
                    known.kind = Some("lost".into());
                }
            }
            Law::Record => {
                let place = place_of(&shown).or_else(|| lies(view, &known.documents));
                known.place = at(name_of(view, place));
            }
        }
        known
    }

    /// What the register knows of an item. How many it is about is always asked (SCREENS §9).
    #[must_use]
    pub fn of_item(view: &View, line: &RegisterLine) -> Self {
        let inside = line.inside() > 0 || line.out == 0;
        let place = line.place.filter(|_| inside);
        Self {
            kind: (line.missing > 0).then(|| "lost".into()),
            documents: vec![HoldingLine {
                count: 0,
                ..line.expected()
            }],
            place: Text::new(&name_of(view, place))
                .ok()
                .filter(|text| !text.is_blank()),
            origin: None,
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

/// In a record of an evening: how many were missing.
const MISSING: [&str; 2] = ["missing", "found_missing"];

/// Whether the case counts any at that field.
fn counts(case: &Case, field: &str) -> bool {
    let value = case.values.get(&FieldId::from(field));
    matches!(value, Some(Value::Count(count)) if *count > 0)
}

/// The first place that the case names.
fn place_of(case: &Case) -> Option<PlaceId> {
    case.values.values().find_map(|value| match value {
        Value::Place(id) => Some(*id),
        _ => None,
    })
}

/// The one place where the register says these lie.
fn lies(view: &View, lines: &[HoldingLine]) -> Option<PlaceId> {
    let place = |line: &HoldingLine| view.register_line(line.holding?).ok()??.place;
    let mut places = lines.iter().map(place);
    let first = places.next()??;
    places.all(|place| place == Some(first)).then_some(first)
}

fn name_of(view: &View, place: Option<PlaceId>) -> String {
    let place = place.and_then(|id| view.office.place_ever(id));
    place
        .map(|place| place.name.to_string())
        .unwrap_or_default()
}

/// The lines that are not there, or not all of them.
fn lost(def: &Definition, case: &Case) -> Vec<u16> {
    let standing = case.marks.iter().filter(|mark| mark.void.is_none());
    let mut lines: Vec<u16> = standing
        .filter_map(|mark| {
            let outcome = def.step(&mark.step)?.outcome.get(mark.outcome.as_ref()?)?;
            let opens = outcome.opens.as_ref().is_some_and(|id| id.0 == INCIDENT);
            mark.line.filter(|_| opens)
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// The first documents that the case names: these lines of them, or all where none is meant.
fn lines_of(case: &Case, meant: Vec<u16>) -> Vec<HoldingLine> {
    let lines = case.values.values().find_map(|value| match value {
        Value::HoldingLines(lines) => Some(lines.clone()),
        _ => None,
    });
    let lines = lines.unwrap_or_default();
    let of = |line: &u16| lines.get(usize::from(*line)).cloned();
    let found: Vec<HoldingLine> = meant.iter().filter_map(of).collect();
    if found.is_empty() { lines } else { found }
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

#[cfg(test)]
#[path = "start_tests.rs"]
mod tests;
