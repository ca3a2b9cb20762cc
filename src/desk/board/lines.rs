//! An open case as a line of the board.

use super::{DueLine, OutLine, OutState, WaitLine};
use crate::desk::rows::OpenRow;
use crate::desk::rows::board::{Section, back_by, out_of};
use crate::desk::view::View;
use chrono::NaiveDate;

impl View {
    /// A take-out of which something is outside.
    pub(super) fn out_line(&self, row: &OpenRow) -> OutLine {
        OutLine {
            case: row.case,
            number: row.number,
            form_no: row.form_no,
            subject: row.subject.clone(),
            by: row.by,
            state: self.out_state(row),
            due: row.due,
            due_time: row.due_time,
        }
    }

    fn out_state(&self, row: &OpenRow) -> OutState {
        match out_of(row) {
            Some(Section::Lost) => OutState::Lost,
            Some(Section::Back) => OutState::Back,
            _ => match back_by(row) {
                Some(end) if end < self.now => OutState::Late {
                    hours: u32::try_from(self.now.seconds_since(end) / 3600).unwrap_or(u32::MAX),
                },
                _ => OutState::Out,
            },
        }
    }
}

/// What a case waits for: the step of that place among them, or the answer to its question.
pub(super) fn wait_line(row: &OpenRow, nth: Option<u16>) -> Option<WaitLine> {
    let wait = match nth {
        Some(nth) => Some(row.waits.get(usize::from(nth))?),
        None => None,
    };
    Some(WaitLine {
        case: row.case,
        procedure: row.procedure.id.clone(),
        number: row.number,
        form_no: row.form_no,
        subject: row.subject.clone(),
        step: wait.map(|wait| wait.step.clone()),
        excluded: wait.map_or_else(Vec::new, |wait| wait.excluded.clone()),
        asked: row.asked,
        since: wait.map_or(row.opened, |wait| wait.since),
    })
}

/// A record; the day is that of the board.
pub(super) fn due_line(row: &OpenRow, day: NaiveDate) -> DueLine {
    DueLine {
        case: row.case,
        procedure: row.procedure.id.clone(),
        number: row.number,
        subject: row.subject.clone(),
        due: row.due,
        clocks: row.clocks.clone(),
        late: row.due.is_some_and(|due| due < day),
        since: row.opened,
    }
}
