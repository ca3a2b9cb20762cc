//! The filters, and a case in words.

use super::Cases;
use crate::desk::{CaseLine, View as Look};
use crate::journal::CaseId;
use crate::locale::Locale;
use crate::procedure::{Law, State};
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, Row, Tone, say};

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
    pub(super) fn of(view: &Look, line: &CaseLine, words: Locale) -> Self {
        let today = view.now.date();
        Self {
            case: line.case,
            day: when::day(line.opened.0.date(), today, words),
            what: say::headline(view, line, words),
            who: line
                .by
                .map_or_else(String::new, |no| say::person(&view.office, no)),
            state: line.state,
        }
    }

    pub(super) fn row(&self, wide: u16, words: Locale) -> Row {
        let row = Row::new().gap(2);
        let row = match self.state {
            State::Open => row.mark(Mark::Open, words),
            State::Closed => row.mark(Mark::Done, words),
            State::Refused | State::Withdrawn => row.no_mark(words),
        };
        let row = row
            .gap(1)
            .cell(DAY, &self.day)
            .gap(1)
            .cell(wide, &self.what)
            .gap(1)
            .cell(WHO, &self.who)
            .gap(1);
        match self.state {
            State::Open | State::Closed => row,
            ended => row.text(say::state(ended, words)),
        }
    }
}
