//! What is due: records, duties of the calendar, the clocks of incidents.

use super::{Line, With};
use crate::desk::{DueLine, DutyGroup, INCIDENT, Incidents, Term};
use crate::procedure::{DefId, DutySubject};
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, say};
use chrono::NaiveDate;

impl With<'_> {
    pub(super) fn dues(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.extend(self.board.incidents.as_ref().map(|all| self.incidents(all)));
        let records = self.board.due.iter();
        let mut dated: Vec<(Option<NaiveDate>, Line)> =
            records.map(|line| (line.due, self.due(line))).collect();
        let duties = self.board.duties.iter();
        dated.extend(duties.map(|group| (Some(group.first.due), self.duty(group))));
        // What has no day comes last.
        dated.sort_by_key(|(due, _)| (due.is_none(), *due));
        lines.extend(dated.into_iter().map(|(_, line)| line));
        lines
    }

    /// One line for what is the same duty of the same period on several places or persons.
    fn duty(&self, group: &DutyGroup) -> Line {
        let words = self.words;
        let first = &group.first;
        let title = say::duty::short(self.view, first, words);
        let (office, persons) = match first.falls {
            Some((DutySubject::Office, _)) => (true, false),
            Some((DutySubject::Person(_), _)) => (false, true),
            _ => (false, false),
        };
        let what = match group.count {
            // Of the office alone nobody needs to be told that it is of the office.
            1 if office => String::new(),
            1 => say::duty::subject(first, words),
            count => t!(words, duty_many, count = count),
        };
        // Several persons are counted, and what is explained waits for whom the other column names.
        let who = if first.told || (persons && group.count > 1) {
            String::new()
        } else {
            say::duty::who(self.view, first, words)
        };
        let by = if first.told {
            t!(words, duty_told)
        } else {
            when::until(first.due, None, self.board.now, words)
        };
        let who = if who == what { String::new() } else { who };
        let mark = match (first.told, first.late) {
            (true, _) => Mark::Waiting,
            (false, true) => Mark::Late,
            (false, false) => Mark::Needed,
        };
        Line {
            mark: Some(mark),
            columns: vec![title, by],
            behind: [what, who].into_iter().filter(|s| !s.is_empty()).collect(),
        }
    }

    /// `事故対応中 1件  速報 目安あと2日 限度21日(土)  確報 12月16日(水)まで`: never what about. Of
    /// several incidents each clock that ends first.
    fn incidents(&self, all: &Incidents) -> Line {
        let words = self.words;
        let definition = self.view.catalogue().latest(&DefId::from(INCIDENT));
        let mut parts = vec![t!(words, board_incidents, count = all.count)];
        parts.extend(all.clocks.iter().map(|clock| {
            let step = definition.map_or_else(String::new, |d| say::step(d, &clock.step, words));
            format!("{step} {}", self.left(clock))
        }));
        Line {
            mark: Some(if all.late > 0 {
                Mark::Late
            } else {
                Mark::Needed
            }),
            columns: vec![parts.join("  ")],
            behind: Vec::new(),
        }
    }

    /// How long a clock still runs: to its aim, then to its limit; or how long it is past.
    fn left(&self, clock: &Term) -> String {
        let words = self.words;
        let today = self.board.day.0;
        let days = |day: chrono::NaiveDate| day.signed_duration_since(today).num_days();
        let limit = when::day(clock.by, self.board.now.date(), words);
        if let Ok(aim @ 1..) = clock.aim.map_or(Ok(0), |aim| u64::try_from(days(aim))) {
            return t!(words, board_clock_aim, days = aim, limit = limit);
        }
        if clock.aim == Some(today) {
            return t!(words, board_clock_aim_today, limit = limit);
        }
        match days(clock.by) {
            0 => t!(words, board_clock_today),
            left @ 1..=9 => t!(words, board_clock_left, days = left.unsigned_abs()),
            past @ ..0 => t!(words, board_clock_past, days = past.unsigned_abs()),
            _ => t!(words, board_clock_until, limit = limit),
        }
    }

    fn due(&self, line: &DueLine) -> Line {
        let words = self.words;
        let now = self.board.now;
        let title = say::procedure(self.view, &line.procedure, words);
        let no = say::case_no(None, line.number, words);
        let subject = say::titled(&line.subject, words);
        let by = match line.due {
            Some(due) => when::until(due, None, now, words),
            None => when::since(line.since, now, words),
        };
        Line {
            mark: Some(if line.late { Mark::Late } else { Mark::Needed }),
            columns: vec![format!("{title} {no} {subject}"), by],
            behind: Vec::new(),
        }
    }
}
