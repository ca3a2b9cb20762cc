//! Leavers: what is open in a person's name, and passing it on.
//!
//! A case is in the name of whom it was last passed to (頼む), else of who began it; a question that
//! waits for an answer is in the name of whom it was asked.

use super::error::DeskError;
use super::rows::{CaseRow, OpenRow};
use super::sign::Proposal;
use super::view::View;
use crate::journal::PersonNo;
use crate::procedure::{Case, CaseAct, NoteKind};

impl View {
    /// The open cases in a person's name, oldest first.
    pub fn in_the_name_of(&self, person: PersonNo) -> Result<Vec<CaseRow>, DeskError> {
        let mut rows: Vec<OpenRow> = self.open_rows()?;
        rows.sort_by_key(|row| (row.opened, row.case));
        let mut found = Vec::new();
        for row in rows {
            if let Some(case) = self.case_row(row.case)?
                && (row.asked == Some(person) || holder(&case.case) == Some(person))
            {
                found.push(case);
            }
        }
        Ok(found)
    }

    /// Passes open cases on to another person.
    #[must_use]
    pub fn pass_on(&self, rows: &[CaseRow], to: PersonNo) -> Vec<Proposal> {
        rows.iter()
            .map(|row| Proposal {
                case: row.case.id,
                unit: row.case.unit,
                after: row.case.head,
                act: CaseAct::Request { to, open: None },
                happened: None,
                day: None,
            })
            .collect()
    }
}

/// In whose name a case is.
fn holder(case: &Case) -> Option<PersonNo> {
    let mut notes = case.notes.iter().rev();
    let asked = notes.find(|note| note.kind == NoteKind::Request);
    asked
        .and_then(|note| note.to)
        .or_else(|| case.marks.first().map(|mark| mark.by))
}
