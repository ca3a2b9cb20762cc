//! The list of cases with its filter, and the whole history of one.

use super::deed::Deed;
use super::error::DeskError;
use super::read_body;
use super::rows::{CaseRow, ListRow, Subject, key};
use super::subject::subject;
use super::view::View;
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{Capacity, CaseId, EntryId, PersonNo};
use crate::procedure::{CaseAct, DefId, Law, State, redact_act};
use crate::store::{Direction, KeyRange, ReadLog, Rows};
use crate::text::fold_key;
use memchr::memmem::Finder;
use std::ops::ControlFlow;

/// Which cases are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this law.
    pub law: Option<Law>,
    /// Only open ones.
    pub open: bool,
    /// Words that must all stand in it, as typed.
    pub words: String,
}

/// A case in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub case: CaseId,
    /// What it runs.
    pub procedure: DefId,
    /// 案件 number.
    pub number: u32,
    /// Official No.
    pub form_no: Option<u32>,
    /// What it is about.
    pub subject: Subject,
    /// Where it stands.
    pub state: State,
    /// When it was opened.
    pub opened: Recorded,
    /// Who began it.
    pub by: Option<PersonNo>,
    /// The place and day, for a locking.
    pub serves: Option<(crate::journal::PlaceId, WorkDay)>,
}

/// A page of the list, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// The cases, newest first.
    pub lines: Vec<CaseLine>,
    /// Where the next page begins; none at the end.
    pub next: Option<Vec<u8>>,
    /// The reading was cut off before this page was full; `next` says where to go on.
    pub cut: bool,
}

/// One act in a case's history.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryLine {
    /// Where it stands in the journal.
    pub index: u64,
    /// The entry.
    pub entry: EntryId,
    /// Who.
    pub by: PersonNo,
    /// As what.
    pub capacity: Capacity,
    /// When it happened.
    pub happened: Happened,
    /// When it was recorded.
    pub recorded: Recorded,
    /// At which terminal.
    pub terminal: String,
    /// Wrong tries before it.
    pub failed: u32,
    /// What; values that are still blind are left out.
    pub act: CaseAct,
}

impl View {
    /// Cases, newest first, from where the last page ended. `go_on` is asked now and then while a
    /// long journal is looked through; what was found so far is kept.
    pub fn cases(
        &self,
        filter: &Filter,
        from: Option<&[u8]>,
        limit: usize,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<CasePage, DeskError> {
        let words: Vec<Finder<'static>> = filter
            .words
            .split_whitespace()
            .map(fold_key)
            .filter(|w| !w.is_empty())
            .map(|w| Finder::new(w.as_bytes()).into_owned())
            .collect();
        let mut found: Vec<CaseId> = Vec::new();
        let mut last = None;
        let mut cut = false;
        let mut looked = 0_u32;
        let mut range = KeyRange::all(key::LIST);
        if let Some(from) = from {
            range = range.beyond(from, Direction::Forward);
        }
        self.snapshot.rows(super::rows::SCHEMA)?.scan(
            &range,
            Direction::Forward,
            usize::MAX,
            &mut |key, value| {
                looked += 1;
                last = Some(key.to_vec());
                if let Some((law, state, text)) = ListRow::split(value)
                    && filter.law.is_none_or(|wanted| wanted == law)
                    && (!filter.open || state == State::Open)
                    && words.iter().all(|w| w.find(text).is_some())
                    && let Some(id) = key.get(8..).and_then(|b| <[u8; 16]>::try_from(b).ok())
                {
                    found.push(CaseId(id));
                }
                if looked.is_multiple_of(4096) && !go_on() {
                    cut = true;
                    return ControlFlow::Break(());
                }
                if found.len() == limit {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        )?;
        let full = found.len() == limit || cut;
        let mut lines = Vec::with_capacity(found.len());
        for id in found {
            if let Some(row) = self.case_row(id)? {
                lines.push(self.case_line(&row));
            }
        }
        Ok(CasePage {
            lines,
            next: if full { last } else { None },
            cut,
        })
    }

    /// A case as the list shows it.
    #[must_use]
    pub fn case_line(&self, row: &CaseRow) -> CaseLine {
        CaseLine {
            case: row.case.id,
            procedure: row.case.procedure.id.clone(),
            number: row.number,
            form_no: row.form_no,
            subject: self
                .catalogue
                .get(&row.case.procedure)
                .map(|d| subject(d, &row.case))
                .unwrap_or_default(),
            state: row.case.state,
            opened: row.case.opened,
            by: row.case.marks.first().map(|m| m.by),
            serves: super::model::serves(&row.case),
        }
    }

    /// The whole history of a case, oldest first. Blind values that are still hidden are left out.
    pub fn history(&self, id: CaseId) -> Result<Vec<HistoryLine>, DeskError> {
        let row = self.case_row(id)?.ok_or(DeskError::NoCase(id))?;
        let definition = self.catalogue.get(&row.case.procedure);
        let mut lines = Vec::with_capacity(row.log.len());
        for index in &row.log {
            for (index, stored) in self.snapshot.read(*index, 1)? {
                let body = read_body(&stored)?;
                let Ok(Deed::Case(act)) = Deed::of(&body) else {
                    continue;
                };
                let act = match definition {
                    Some(definition) => redact_act(definition, &row.case, &act),
                    None => *act,
                };
                lines.push(HistoryLine {
                    index,
                    entry: stored.id(),
                    by: body.person,
                    capacity: body.capacity,
                    happened: body.happened,
                    recorded: body.recorded,
                    terminal: body.terminal.to_string(),
                    failed: body.failed,
                    act,
                });
            }
        }
        Ok(lines)
    }
}
