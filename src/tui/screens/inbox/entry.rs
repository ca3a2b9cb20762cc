//! One record of the inbox: its row of the list, its text, and the mark it bears.

use super::ask::Asks;
use crate::calendar::Recorded;
use crate::desk::{CaseRow, DeskError, InboxItem, LOCKING, OfficeWait, Proposal, View};
use crate::journal::{Capacity, CaseId, EntryId, PersonNo};
use crate::locale::Locale;
use crate::procedure::{ChoiceId, Kind, Mark, StepId, Values};
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::screens::case::{Piece, Reading};
use crate::tui::screens::signing::Waiting;
use std::collections::BTreeMap;

/// What waits.
pub(super) enum Waits {
    /// A step of a case.
    Case(Box<InboxItem>),
    /// An act on the office that lacks a countersignature.
    Office(Box<OfficeWait>),
}

/// What makes it the same record: a case and the step that waits, or the entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Id {
    Case(CaseId, StepId),
    Office(EntryId),
}

/// A record that waits, as the list shows it.
pub(super) struct Entry {
    pub(super) waits: Waits,
    pub(super) kind: String,
    pub(super) what: String,
    pub(super) by: String,
    pub(super) since: String,
    pub(super) urgent: String,
    /// Who may sign it today.
    pub(super) who: Vec<(PersonNo, Capacity)>,
    /// Whose own it is.
    pub(super) excluded: Vec<PersonNo>,
    /// The steps that can be sent back, the latest first.
    pub(super) back: Vec<StepId>,
    pub(super) marked: Option<Marked>,
}

/// What will be signed for a marked record.
pub(super) struct Marked {
    pub(super) steps: Vec<StepId>,
    pub(super) lines: BTreeMap<u16, Option<ChoiceId>>,
    pub(super) values: Values,
    pub(super) asks: Asks,
}

impl Entry {
    /// The step of a case that waits.
    pub(super) fn case(&self) -> Option<&InboxItem> {
        match &self.waits {
            Waits::Case(item) => Some(item),
            Waits::Office(_) => None,
        }
    }

    /// The act on the office that waits.
    pub(super) fn office(&self) -> Option<&OfficeWait> {
        match &self.waits {
            Waits::Case(_) => None,
            Waits::Office(waits) => Some(waits),
        }
    }

    /// What changes with every entry on it: the last one, or who has signed.
    pub(super) fn stands_as(&self, other: &Self) -> bool {
        match (&self.waits, &other.waits) {
            (Waits::Case(one), Waits::Case(other)) => one.head == other.head,
            (Waits::Office(one), Waits::Office(other)) => one.pending == other.pending,
            _ => false,
        }
    }

    pub(super) fn new(view: &View, item: InboxItem, words: Locale) -> Result<Self, DeskError> {
        let row = view.case_row(item.case)?;
        let what = row.as_ref().map_or_else(String::new, |row| {
            say::headline(view, &view.case_line(row), words)
        });
        let reading = row.as_ref().and_then(|row| Reading::of(view, row, words));
        let kind = reading.as_ref().map_or_else(String::new, |reading| {
            kind(
                &item,
                &say::step(reading.definition, &item.wait.step, words),
                words,
            )
        });
        let back = reading.map_or_else(Vec::new, |reading| reading.can_be_sent_back());
        let since = since(view, item.wait.since, words);
        let urgent = match (item.due, item.due_time) {
            (Some(due), Some(time)) if due == view.now.date() => when::minutes(time),
            (Some(due), _) => when::bare_day(due, view.now.date(), words),
            (None, _) => String::new(),
        };
        let mut item = item;
        item.by = row
            .as_ref()
            .and_then(|row| reported(view, row, &item))
            .or(item.by);
        Ok(Self {
            kind,
            what,
            by: item
                .by
                .map_or_else(String::new, |no| say::person(&view.office, no)),
            since,
            urgent,
            who: view.who_may_sign(&item.wait),
            excluded: item.wait.excluded.clone(),
            back,
            marked: None,
            waits: Waits::Case(Box::new(item)),
        })
    }

    /// What makes it the same record.
    pub(super) fn id(&self) -> Id {
        match &self.waits {
            Waits::Case(item) => Id::Case(item.case, item.wait.step.clone()),
            Waits::Office(waits) => Id::Office(waits.entry),
        }
    }

    /// What is countersigned for it, when it is marked.
    pub(super) fn countersigns(&self) -> Option<Waiting> {
        self.marked.as_ref()?;
        let entry = self.office()?.entry;
        let name = format!("{} {}", self.kind, self.what);
        Some(Waiting { entry, name })
    }

    /// What is signed for it, when it is marked.
    pub(super) fn proposal(&self) -> Option<Proposal> {
        let marked = self.marked.as_ref()?;
        Some(self.case()?.proposal(
            marked.steps.clone(),
            marked.lines.clone(),
            marked.values.clone(),
        ))
    }
}

/// Since when something waits: the hour, and the day before it where it is not today's.
pub(super) fn since(view: &View, since: Recorded, words: Locale) -> String {
    if since.0.date() == view.now.date() {
        return when::moment(since.0, view.now, words);
    }
    let day = when::bare_day(since.0.date(), view.now.date(), words);
    t!(words, when_day_clock, day = day, clock = since.0.clock())
}

/// Who signed what a manager receives of a place, rather than who began its day.
fn reported(view: &View, row: &CaseRow, item: &InboxItem) -> Option<PersonNo> {
    if row.case.procedure.id.0 != LOCKING {
        return None;
    }
    let definition = view.catalogue().get(&row.case.procedure)?;
    let step = definition.step(&item.wait.step)?;
    let told = |mark: &&Mark| mark.void.is_none() && step.after.contains(&mark.step);
    row.case.marks.iter().rev().find(told).map(|mark| mark.by)
}

/// The whole text of a record: what, every value, who did what, what follows, what is signed. A value
/// that the signed words hold stands there and nowhere else, so that most records fit without
/// turning a page.
pub(super) fn pieces(
    reading: &Reading<'_>,
    entry: &Entry,
    asks: &Asks,
) -> Result<Vec<Piece>, DeskError> {
    let words = reading.words;
    let (steps, values, outcomes) = (asks.steps(), asks.values(), asks.lines());
    let (statements, signed) = reading.sentences(&steps, &values, &outcomes);
    let mut clauses: Vec<String> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    let mut hidden: Vec<String> = Vec::new();
    let mut relations = Vec::new();
    let masked = t!(words, say_hidden);
    let tongue = say::tongue(words);
    for piece in reading.values() {
        match piece {
            Piece::Entry {
                label,
                value,
                clause,
            } => {
                if !clause.is_empty() && !clauses.contains(&clause) {
                    clauses.push(clause);
                }
                if value == masked {
                    hidden.push(label);
                    continue;
                }
                // Lines are what the signed words speak of: they stand there without their label.
                let spoken_of = reading.definition.fields.iter().any(|field| {
                    field.kind == Kind::HoldingLines && field.label.get(tongue) == label
                });
                let holds =
                    |text: &String| text.contains(&value) && (spoken_of || text.contains(&label));
                if !statements.iter().chain(&signed).any(holds) {
                    others.push(t!(words, case_set, field = label, value = value));
                }
            }
            other => relations.push(other),
        }
    }
    if !hidden.is_empty() {
        let fields = hidden.join(&t!(words, say_and));
        relations.push(Piece::Line(2, format!("{masked} {fields}")));
    }
    let clauses = joined(&clauses, reading);
    let heading = format!("{}  {}  {clauses}", entry.kind, entry.what);
    let mut pieces = vec![
        Piece::Heading(heading.trim_end().to_owned()),
        Piece::Flow(others),
    ];
    pieces.extend(relations);
    let lines = reading.view.history(reading.row.case.id)?;
    pieces.push(reading.brief(&lines));
    pieces.extend(reading.follows(&steps, &values, &outcomes));
    pieces.push(Piece::Heading(t!(words, case_heading_sentence)));
    pieces.push(Piece::Flow(statements));
    pieces.push(Piece::Flow(signed));
    Ok(pieces)
}

/// Clauses behind one short title: 「基準7(1)・6(3)」.
fn joined(clauses: &[String], reading: &Reading<'_>) -> String {
    let words = reading.words;
    let profile = reading.row.case.profile.profile();
    let short = profile.short.get(say::tongue(words));
    let Some((first, rest)) = clauses.split_first() else {
        return String::new();
    };
    let mut out = first.clone();
    for clause in rest {
        out.push_str(&t!(words, inbox_clauses_between));
        out.push_str(clause.strip_prefix(short).unwrap_or(clause).trim());
    }
    out
}

/// What kind of signature is wanted, in few words.
fn kind(item: &InboxItem, step: &str, words: Locale) -> String {
    match (item.procedure.0.as_str(), item.wait.step.0.as_str()) {
        ("take_out", "permit") => t!(words, inbox_kind_permit),
        ("take_out", "out") => t!(words, inbox_kind_out),
        ("take_out" | "unconfirmed", "back") => t!(words, inbox_kind_back),
        ("unconfirmed", _) => t!(words, inbox_kind_unconfirmed),
        ("locking", "received") => t!(words, inbox_kind_hole),
        ("locking", "received_open") => t!(words, inbox_kind_open),
        ("sending", _) => t!(words, inbox_kind_sending),
        ("corrective", _) => t!(words, inbox_kind_corrective),
        ("incident", "received") => t!(words, inbox_kind_incident),
        _ => step.to_owned(),
    }
}
