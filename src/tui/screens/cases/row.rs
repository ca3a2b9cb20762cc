//! The filters, and a case in words.

use super::Cases;
use crate::desk::{CaseLine, DeskError, OutState, View as Look};
use crate::journal::{CaseId, Role};
use crate::locale::Locale;
use crate::procedure::{Law, State};
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, Row, Tone, say};
use std::collections::BTreeMap;

/// Columns of the list.
pub(super) const DAY: u16 = 12;

pub(super) const WHO: u16 = 12;

/// One case, ready to be painted.
pub(super) struct Line {
    pub(super) case: CaseId,
    day: String,
    what: String,
    who: String,
    state: State,
    mark: Option<Mark>,
}

impl Cases {
    pub(super) fn filters(&self, words: Locale) -> Row {
        let laws = [
            (None, "0", t!(words, cases_filter_all)),
            (Some(Law::Locking), "1", t!(words, cases_filter_locking)),
            (Some(Law::TakeOut), "2", t!(words, cases_filter_take_out)),
            (Some(Law::Sending), "3", t!(words, cases_filter_sending)),
            (Some(Law::Record), "4", t!(words, cases_filter_record)),
        ];
        let mut row = Row::new().gap(1);
        for (law, digit, name) in laws {
            let chosen = law == self.law;
            row = row
                .text(if chosen { ">" } else { " " })
                .toned(Tone::Key, digit)
                .gap(1);
            row = if chosen {
                row.toned(Tone::Heading, name)
            } else {
                row.text(name)
            };
            row = row.gap(1);
        }
        let open = if self.open { ">" } else { " " };
        let row = row
            .gap(1)
            .text(open)
            .toned(Tone::Key, "5")
            .gap(1)
            .text(t!(words, cases_filter_open));
        if self.form.is_some() {
            return row;
        }
        row.gap(3)
            .toned(Tone::Key, "6")
            .gap(1)
            .text(t!(words, month_title))
    }
}

impl Line {
    /// `standing` says of the open ones how they stand.
    pub(super) fn of(
        view: &Look,
        line: &CaseLine,
        standing: &BTreeMap<CaseId, Mark>,
        words: Locale,
    ) -> Self {
        let today = view.now.date();
        Self {
            case: line.case,
            day: when::day(line.opened.0.date(), today, words),
            what: say::headline(view, line, words),
            who: line
                .by
                .map_or_else(String::new, |no| say::person(&view.office, no)),
            state: line.state,
            mark: match line.state {
                State::Open => Some(standing.get(&line.case).copied().unwrap_or(Mark::Open)),
                State::Closed => Some(Mark::Done),
                State::Refused | State::Withdrawn => None,
            },
        }
    }

    pub(super) fn row(&self, wide: u16, words: Locale) -> Row {
        let row = Row::new().gap(2);
        let row = match self.mark {
            Some(mark) => row.mark(mark, words),
            None => row.no_mark(words),
        };
        let row = row
            .gap(1)
            .cell(DAY, &self.day)
            .gap(1)
            .cell(wide, &self.what)
            .gap(1)
            .cell(WHO, &self.who)
            .gap(1);
        row.text(match self.mark {
            Some(Mark::Out) => t!(words, cases_state_out),
            Some(Mark::Late) => t!(words, cases_state_late),
            Some(Mark::Waiting) => t!(words, cases_state_waiting),
            _ => say::state(self.state, words),
        })
    }
}

/// How what is open stands: out in time, past its time, or done by one and waiting for another.
pub(super) fn standing(view: &Look) -> Result<BTreeMap<CaseId, Mark>, DeskError> {
    let today = view.today().0;
    let mut marks = BTreeMap::new();
    for row in view.open_rows()? {
        let next = || row.waits.iter().filter(|wait| !wait.optional);
        let another = next().next().is_some()
            && next().all(|wait| !wait.roles.contains(&Role::Staff) || !wait.excluded.is_empty());
        if row.due.is_some_and(|due| due < today) {
            marks.insert(row.case, Mark::Late);
        } else if another {
            marks.insert(row.case, Mark::Waiting);
        }
    }
    for out in view.board()?.out {
        let mark = match out.state {
            OutState::Out => Mark::Out,
            OutState::Late { .. } => Mark::Late,
            OutState::Back => Mark::Waiting,
            OutState::Lost => Mark::Needed,
        };
        marks.insert(out.case, mark);
    }
    Ok(marks)
}
