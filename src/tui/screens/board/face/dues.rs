//! What is due: records, duties of the calendar, the clocks of incidents.

use super::{Line, With};
use crate::desk::{DueLine, DutyLine, INCIDENT, Term};
use crate::procedure::{DefId, StepId};
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, say};
use chrono::NaiveDate;

impl With<'_> {
    pub(super) fn dues(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let incident = |line: &&DueLine| line.procedure.0 == INCIDENT;
        let incidents: Vec<&DueLine> = self.board.due.iter().filter(incident).collect();
        if !incidents.is_empty() {
            lines.push(self.incidents(&incidents));
        }
        let records = self.board.due.iter().filter(|line| !incident(line));
        let mut dated: Vec<(Option<NaiveDate>, Line)> =
            records.map(|line| (line.due, self.due(line))).collect();
        dated.extend(self.duties());
        // What has no day comes last.
        dated.sort_by_key(|(due, _)| (due.is_none(), *due));
        lines.extend(dated.into_iter().map(|(_, line)| line));
        lines
    }

    /// One line for what is the same duty of the same period on several places or persons.
    fn duties(&self) -> Vec<(Option<NaiveDate>, Line)> {
        let words = self.words;
        let mut groups: Vec<Vec<&DutyLine>> = Vec::new();
        for line in &self.board.duties {
            let same = |group: &&mut Vec<&DutyLine>| {
                group.first().is_some_and(|first| {
                    let period = |line: &DutyLine| line.falls.map(|(_, period)| period);
                    line.falls.is_some()
                        && (&first.procedure, period(first), first.told)
                            == (&line.procedure, period(line), line.told)
                })
            };
            match groups.iter_mut().find(same) {
                Some(group) => group.push(line),
                None => groups.push(vec![line]),
            }
        }
        let group = |group: &Vec<&DutyLine>| {
            let first = group.first()?;
            let title = say::duty::title(self.view, first, words);
            let (what, who) = match group.len() {
                1 => (
                    say::duty::subject(first, words),
                    say::duty::who(self.view, first, words),
                ),
                count => (t!(words, duty_many, count = count), String::new()),
            };
            let by = if first.told {
                let manager = say::role(&self.view.office, crate::journal::Role::Manager, words);
                t!(words, duty_told, role = manager)
            } else {
                when::until(first.due, None, self.board.now, words)
            };
            let who = if who == what { String::new() } else { who };
            let mark = match (first.told, first.late) {
                (true, _) => Mark::Waiting,
                (false, true) => Mark::Late,
                (false, false) => Mark::Needed,
            };
            let line = Line {
                mark: Some(mark),
                columns: vec![format!("{title}  {what}  {who}").trim_end().to_owned(), by],
            };
            Some((Some(first.due), line))
        };
        groups.iter().filter_map(group).collect()
    }

    /// `事故対応中 1件  速報 目安あと2日 限度21日(土)  確報 12月16日(水)まで`: never what about. Of
    /// several incidents each clock that ends first.
    fn incidents(&self, lines: &[&DueLine]) -> Line {
        let words = self.words;
        let mut clocks: Vec<&Term> = lines.iter().flat_map(|line| &line.clocks).collect();
        clocks.sort();
        let mut told: Vec<&StepId> = Vec::new();
        clocks.retain(|clock| {
            let first = !told.contains(&&clock.step);
            told.push(&clock.step);
            first
        });
        let definition = self.view.catalogue().latest(&DefId::from(INCIDENT));
        let mut parts = vec![t!(words, board_incidents, count = lines.len())];
        parts.extend(clocks.into_iter().map(|clock| {
            let step = definition.map_or_else(String::new, |d| say::step(d, &clock.step, words));
            format!("{step} {}", self.left(clock))
        }));
        Line {
            mark: Some(if lines.iter().any(|line| line.late) {
                Mark::Late
            } else {
                Mark::Needed
            }),
            columns: vec![parts.join("  ")],
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
        }
    }
}
