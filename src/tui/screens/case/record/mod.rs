//! A case as rows of text: every value, everything that was done, what waits, what is signed.
//!
//! Shared by the inbox, whose records are read to the end before they can be signed, and the screen
//! of one case. Blind values are masked until the second check; the desk leaves them out of the
//! history as well.
//!
//! `flow` lays pieces out as rows; `ahead` is what waits, what is signed next and what follows.

mod ahead;
mod flow;

pub use flow::{Piece, rows};

use crate::calendar::{Happened, Recorded};
use crate::desk::{CaseRow, HistoryLine, View};
use crate::journal::{EntryId, Role};
use crate::locale::Locale;
use crate::procedure::{self, At, CaseAct, Definition, Refusal};
use crate::t;
use crate::text::Paragraph;
use crate::tui::say;
use crate::tui::say::when;

/// What a record is read from.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The office.
    pub view: &'a View,
    /// The case.
    pub row: &'a CaseRow,
    /// What it runs.
    pub definition: &'a Definition,
    /// The language.
    pub words: Locale,
}

impl<'a> Reading<'a> {
    /// A case with its definition; none where this program does not know its procedure.
    #[must_use]
    pub fn of(view: &'a View, row: &'a CaseRow, words: Locale) -> Option<Self> {
        Some(Self {
            view,
            row,
            definition: view.catalogue().get(&row.case.procedure)?,
            words,
        })
    }

    fn value(&self, id: &crate::procedure::FieldId, value: &crate::procedure::Value) -> String {
        say::value(
            self.view,
            self.definition,
            &self.row.case,
            id,
            value,
            self.words,
        )
    }

    /// Every value as it stands, in the order of the questions.
    #[must_use]
    pub fn values(&self) -> Vec<Piece> {
        let case = &self.row.case;
        let mut pieces = Vec::new();
        for field in &self.definition.fields {
            let Some(value) = case.values.get(&field.id) else {
                continue;
            };
            pieces.push(Piece::Entry {
                label: field.label.get(say::tongue(self.words)).to_owned(),
                value: self.value(&field.id, value),
                clause: say::clause(&field.clauses, case.profile, self.words).unwrap_or_default(),
            });
        }
        if let Some(last) = case.extensions.last() {
            let today = self.view.now.date();
            let first = self
                .definition
                .due
                .iter()
                .find_map(|due| case.values.get(&due.from).map(|v| (&due.from, v)))
                .map(|(id, value)| self.value(id, value))
                .unwrap_or_default();
            let until = when::day(last.until, today, self.words);
            pieces.push(Piece::Line(
                2,
                t!(self.words, case_first_due, day = first, until = until),
            ));
        }
        pieces.extend(self.relations());
        pieces
    }

    /// The case that opened this one, and those that it opened.
    fn relations(&self) -> Vec<Piece> {
        let words = self.words;
        let mut pieces = Vec::new();
        let named = |id| {
            let row = self.view.case_row(id).ok().flatten()?;
            let title = say::procedure(self.view, &row.case.procedure.id, words);
            let no = say::case_no(row.form_no, row.number, words);
            Some((title, no, row.case.state))
        };
        let origin = self.row.case.origin.as_ref();
        if let Some((procedure, no, _)) = origin.and_then(|origin| named(origin.case)) {
            let text = t!(words, case_origin, procedure = procedure, no = no);
            pieces.push(Piece::Line(2, text));
        }
        for child in self.row.case.children.keys() {
            if let Some((procedure, no, state)) = named(*child) {
                pieces.push(Piece::Line(
                    2,
                    t!(
                        words,
                        case_opened,
                        procedure = procedure,
                        no = no,
                        state = say::state(state, words)
                    ),
                ));
            }
        }
        pieces
    }

    /// Whether a manager may say no to it now: the machine is asked.
    #[must_use]
    pub fn may_be_refused(&self) -> bool {
        let (case, now) = (&self.row.case, self.view.now);
        let office = &self.view.office;
        let managers = office.who_may(&[Role::Manager], &[], now.date());
        let act = CaseAct::Refuse {
            reason: Paragraph::new("-").unwrap_or_default(),
        };
        managers.iter().any(|(person, capacity)| {
            let at = At {
                case: case.id,
                unit: case.unit,
                entry: EntryId([0; 32]),
                person: *person,
                capacity: *capacity,
                happened: Happened(now),
                recorded: Recorded(now),
                day: None,
            };
            let tried = procedure::act(&self.view.world(), Some(case), &at, &act);
            matches!(tried, Ok(_) | Err(Refusal::Excluded { .. }))
        })
    }

    /// Everything that was done, oldest first, with terminals, failed tries and every value that an
    /// act filled.
    #[must_use]
    pub fn history(&self, lines: &[HistoryLine]) -> Vec<Piece> {
        let mut pieces = vec![Piece::Heading(t!(self.words, case_heading_history))];
        for line in lines {
            super::deed::full(self, line, lines, &mut pieces);
        }
        pieces
    }

    /// The history in as few rows as it takes.
    #[must_use]
    pub fn brief(&self, lines: &[HistoryLine]) -> Piece {
        Piece::Flow(
            lines
                .iter()
                .map(|line| super::deed::brief(self, line, lines))
                .collect(),
        )
    }
}
