//! The board in words: its sections, made when the desk was looked at, laid out when it is drawn.

use crate::calendar::WorkDay;
use crate::desk::{
    Board, DaySaid, DueLine, DutyLine, HoleLine, INCIDENT, OutLine, OutState, OutsideSaid,
    PlaceLine, PlaceState, Term, View, WaitLine,
};
use crate::locale::{Lang, Locale};
use crate::procedure::{DefId, Law, StepId};
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::{Mark, Row, Tone};
use chrono::NaiveDate;

/// One line of a section: a state, then columns.
#[derive(Debug, Clone)]
pub(super) struct Line {
    mark: Option<Mark>,
    columns: Vec<String>,
}

/// A place: half a row.
#[derive(Debug, Clone)]
pub(super) struct Half {
    mark: Option<Mark>,
    name: String,
    detail: String,
    left: bool,
}

/// Everything that the board shows, in words.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub(super) places: Vec<Half>,
    pub(super) holes: Vec<Line>,
    pub(super) out: Vec<Line>,
    pub(super) waits: Vec<Line>,
    pub(super) due: Vec<Line>,
    pub(super) notes: Vec<Line>,
    lock_head: Vec<(Option<Mark>, String)>,
    out_head: Vec<(Option<Mark>, String)>,
    /// Row 23.
    pub(super) sum: String,
}

/// What the board itself does not know.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// Entries that do not hold.
    pub(super) faults: usize,
    /// The verification itself failed.
    pub(super) unverified: Option<String>,
    /// Acts that nobody may sign.
    pub(super) roster: usize,
    /// The verification goes on.
    pub(super) verifying: bool,
}

impl Face {
    pub(super) fn new(view: &View, board: &Board, found: &Found, words: Locale) -> Self {
        let with = With { view, board, words };
        Self {
            places: board.places.iter().map(|p| with.place(p)).collect(),
            holes: with.holes(),
            out: board.out.iter().map(|o| with.out(o)).collect(),
            waits: with.waits(),
            due: with.dues(),
            notes: with.notes(found),
            lock_head: with.lock_head(),
            out_head: with.out_head(),
            sum: with.sum(),
        }
    }

    /// The heading of the places.
    pub(super) fn lock_row(&self, words: Locale) -> Row {
        head(&t!(words, board_locks), &self.lock_head, words)
    }

    /// The heading of what is out.
    pub(super) fn out_row(&self, words: Locale) -> Row {
        head(&t!(words, board_out), &self.out_head, words)
    }

    /// How many of these places still lack a lock.
    pub(super) fn left(&self, from: usize) -> usize {
        self.places.iter().skip(from).filter(|p| p.left).count()
    }
}

fn head(title: &str, counts: &[(Option<Mark>, String)], words: Locale) -> Row {
    let mut row = Row::new().gap(1).toned(Tone::Heading, title).gap(3);
    for (mark, count) in counts {
        if let Some(mark) = mark {
            row = row.toned(Tone::Mark(*mark), mark.word(words)).gap(1);
        }
        row = row.text(count).gap(2);
    }
    row
}

struct With<'a> {
    view: &'a View,
    board: &'a Board,
    words: Locale,
}

impl With<'_> {
    fn day(&self, day: WorkDay) -> String {
        when::day(day.0, self.board.now.date(), self.words)
    }

    fn place(&self, place: &PlaceLine) -> Half {
        let words = self.words;
        let office = &self.view.office;
        let out = place
            .outside
            .iter()
            .filter(|(_, o)| o.said != OutsideSaid::Brought)
            .count();
        let out = (out > 0).then(|| t!(words, board_place_out, count = out));
        let mut left = false;
        let (mark, detail) = match &place.state {
            PlaceState::Locked { by, at } => {
                let cut = office.settings.cut;
                let clock = when::clock(*at, self.board.day, cut, words);
                let name = say::person(office, *by);
                (Some(Mark::Done), format!("{clock} {name}"))
            }
            PlaceState::Open { late, asked } => {
                left = self.board.open_day;
                let asked = asked.map(|to| {
                    let name = say::person(office, to);
                    t!(words, board_place_asked, name = name)
                });
                let parts: Vec<String> = asked.into_iter().chain(out).collect();
                let mark = match (self.board.open_day, late) {
                    (false, _) => None,
                    (true, true) => Some(Mark::Late),
                    (true, false) => Some(Mark::Open),
                };
                (mark, parts.join(" "))
            }
            PlaceState::FoundOpen => {
                left = true;
                (Some(Mark::Needed), t!(words, board_place_found_open))
            }
            PlaceState::Said(DaySaid::Nobody) => (Some(Mark::Waiting), t!(words, lock_nobody)),
            PlaceState::Said(_) => (Some(Mark::Waiting), t!(words, lock_not_locked)),
        };
        Half {
            mark,
            name: place.name.to_string(),
            detail,
            left,
        }
    }

    /// What waits for an explanation before what has one.
    fn holes(&self) -> Vec<Line> {
        let mut holes: Vec<&HoleLine> = self.board.holes.iter().collect();
        holes.sort_by_key(|hole| hole.explained);
        holes.into_iter().map(|hole| self.hole(hole)).collect()
    }

    fn hole(&self, hole: &HoleLine) -> Line {
        let words = self.words;
        let (mark, text) = if hole.explained {
            (Mark::Waiting, t!(words, board_hole_explained))
        } else if hole.found_open {
            (Mark::Needed, t!(words, board_hole_found_open))
        } else {
            (Mark::Needed, t!(words, board_hole))
        };
        let place = t!(
            words,
            say_place_day,
            place = hole.name.as_str(),
            day = self.day(hole.day)
        );
        Line {
            mark: Some(mark),
            columns: vec![place, text],
        }
    }

    fn out(&self, out: &OutLine) -> Line {
        let words = self.words;
        let now = self.board.now;
        let no = say::case_no(out.form_no, out.number, words);
        let subject = say::titled(&out.subject, words);
        let by = out.by.map(|by| say::person(&self.view.office, by));
        let (mark, due) = match out.state {
            OutState::Back => (Mark::Waiting, Some(t!(words, board_back))),
            OutState::Lost => (Mark::Needed, Some(t!(words, board_lost))),
            OutState::Out | OutState::Late { .. } => {
                let mark = match out.state {
                    OutState::Late { .. } => Mark::Late,
                    _ => Mark::Out,
                };
                let due = out.due.map(|due| when::due(due, out.due_time, now, words));
                (mark, due)
            }
        };
        Line {
            mark: Some(mark),
            columns: vec![
                format!("{no} {subject}"),
                by.unwrap_or_default(),
                due.unwrap_or_default(),
            ],
        }
    }

    fn waits(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let board = self.board;
        lines.extend(
            board
                .second_checks
                .iter()
                .map(|w| self.wait(w, Law::Sending)),
        );
        if let Some((count, oldest)) = board.manager {
            let words = self.words;
            let since = when::since(oldest, board.now, words);
            let role = say::role(&self.view.office, crate::journal::Role::Manager, words);
            lines.push(Line {
                mark: Some(Mark::Waiting),
                columns: vec![
                    role,
                    t!(words, board_wait_count, count = count),
                    t!(words, board_wait_oldest, since = since),
                ],
            });
        }
        lines.extend(board.others.iter().map(|w| self.wait(w, self.law(w))));
        lines
    }

    fn law(&self, wait: &WaitLine) -> Law {
        let definition = self.view.catalogue().latest(&wait.procedure);
        definition.map_or(Law::Record, |d| d.law)
    }

    fn wait(&self, wait: &WaitLine, law: Law) -> Line {
        let words = self.words;
        let office = &self.view.office;
        let definition = self.view.catalogue().latest(&wait.procedure);
        let step = match (&wait.step, definition) {
            (Some(step), Some(definition)) => say::step(definition, step, words),
            _ => t!(words, board_wait_question),
        };
        let title = match law {
            Law::Sending => t!(words, board_sending),
            Law::TakeOut => t!(words, board_take_out),
            Law::Locking | Law::Record => say::procedure(self.view, &wait.procedure, words),
        };
        let no = say::case_no(wait.form_no, wait.number, words);
        // What an incident is about stands on no screen that anybody may see.
        let subject = if wait.procedure.0 == INCIDENT {
            String::new()
        } else {
            say::subject(&wait.subject, law, self.view, words)
        };
        let who = match (&wait.step, wait.asked) {
            (None, Some(asked)) => t!(words, board_wait_asked, name = say::person(office, asked)),
            _ if wait.excluded.is_empty() => t!(words, board_wait_anybody),
            _ => {
                let names: Vec<String> = wait
                    .excluded
                    .iter()
                    .map(|no| say::person(office, *no))
                    .collect();
                let names = names.join(&t!(words, say_and));
                t!(words, board_wait_not, names = names)
            }
        };
        Line {
            mark: Some(Mark::Waiting),
            columns: vec![
                step,
                format!("{title} {no} {subject}"),
                who,
                when::since(wait.since, self.board.now, words),
            ],
        }
    }

    fn dues(&self) -> Vec<Line> {
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

    fn notes(&self, found: &Found) -> Vec<Line> {
        let words = self.words;
        let mut notes = Vec::new();
        if let Some(last) = self.board.clock_behind {
            notes.push(say::refusal::clock_behind(last, self.view, words));
        }
        if found.faults > 0 {
            notes.push(t!(words, board_note_faults, count = found.faults));
        }
        if let Some(why) = &found.unverified {
            notes.push(t!(words, board_note_unverified, why = why));
        }
        if found.roster > 0 {
            notes.push(t!(words, board_note_roster, count = found.roster));
        }
        if self.board.not_enrolled > 0 {
            notes.push(t!(
                words,
                board_note_not_enrolled,
                count = self.board.not_enrolled
            ));
        }
        let needed = notes.into_iter().map(|note| Line {
            mark: Some(Mark::Needed),
            columns: vec![note],
        });
        let verifying = found.verifying.then(|| Line {
            mark: None,
            columns: vec![t!(words, board_note_verifying)],
        });
        needed.chain(verifying).collect()
    }

    fn count(&self, is: impl Fn(&PlaceState) -> bool) -> usize {
        self.board.places.iter().filter(|p| is(&p.state)).count()
    }

    fn late_places(&self) -> usize {
        let late = self.count(|s| matches!(s, PlaceState::Open { late: true, .. }));
        if self.board.open_day { late } else { 0 }
    }

    fn open_places(&self) -> usize {
        let open = self.count(|s| matches!(s, PlaceState::Open { late: false, .. }));
        if self.board.open_day { open } else { 0 }
    }

    fn lock_head(&self) -> Vec<(Option<Mark>, String)> {
        let words = self.words;
        let board = self.board;
        let done = self.count(|s| matches!(s, PlaceState::Locked { .. }));
        let needed = self.count(|s| matches!(s, PlaceState::FoundOpen)) + self.unexplained();
        let mut counts = vec![
            (Some(Mark::Done), done.to_string()),
            (Some(Mark::Open), self.open_places().to_string()),
        ];
        for (mark, count) in [(Mark::Late, self.late_places()), (Mark::Needed, needed)] {
            if count > 0 {
                counts.push((Some(mark), count.to_string()));
            }
        }
        let cut = when::minutes(self.view.office.settings.cut.minutes());
        let until = if !board.open_day {
            t!(words, board_closed_day)
        } else if board.now.date() == board.day.0 {
            t!(words, board_until, cut = cut)
        } else {
            t!(
                words,
                board_until_today,
                cut = cut,
                day = self.day(board.day)
            )
        };
        counts.push((None, until));
        counts
    }

    fn out_head(&self) -> Vec<(Option<Mark>, String)> {
        let count = |mark: Mark| {
            let lines = self.board.out.iter();
            let of = |o: &&OutLine| match o.state {
                OutState::Out => mark == Mark::Out,
                OutState::Late { .. } => mark == Mark::Late,
                OutState::Back => mark == Mark::Waiting,
                OutState::Lost => mark == Mark::Needed,
            };
            lines.filter(of).count()
        };
        if self.board.out.is_empty() {
            return vec![(None, t!(self.words, board_none))];
        }
        [Mark::Out, Mark::Late, Mark::Needed, Mark::Waiting]
            .into_iter()
            .map(|mark| (mark, count(mark)))
            .filter(|(mark, count)| *mark == Mark::Out || *count > 0)
            .map(|(mark, count)| (Some(mark), count.to_string()))
            .collect()
    }

    fn unexplained(&self) -> usize {
        self.board.holes.iter().filter(|h| !h.explained).count()
    }

    fn sum(&self) -> String {
        let words = self.words;
        let late_out = self.board.out.iter();
        let late_out = late_out.filter(|o| matches!(o.state, OutState::Late { .. }));
        let late = late_out.count()
            + self.late_places()
            + self.board.due.iter().filter(|d| d.late).count()
            + self
                .board
                .duties
                .iter()
                .filter(|d| d.late && !d.told)
                .count();
        let open = self.open_places() + self.count(|s| matches!(s, PlaceState::FoundOpen));
        let parts: Vec<String> = [
            (open, t!(words, board_sum_open, count = open)),
            (late, t!(words, board_sum_late, count = late)),
            (
                self.unexplained(),
                t!(words, board_sum_explain, count = self.unexplained()),
            ),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, text)| text)
        .collect();
        if parts.is_empty() {
            return t!(words, board_sum_nothing);
        }
        let parts = parts.join(&t!(words, say_and));
        t!(words, board_sum, parts = parts)
    }
}

/// Columns of the sections at 80 columns, from the one behind the state; the first grows on a larger
/// window.
pub(super) const HOLE: &[u16] = &[23];
pub(super) const OUT: &[u16] = &[27, 12];
/// Of who is waited for; in English the steps have longer names.
pub(super) fn wait_columns(words: Locale) -> &'static [u16] {
    match words.lang() {
        Lang::Ja => &[11, 24, 21],
        Lang::En => &[13, 21, 18],
    }
}
pub(super) const DUE: &[u16] = &[46];
pub(super) const NOTE: &[u16] = &[];

impl Line {
    /// The row, its state at column `x`.
    pub(super) fn row(&self, x: u16, columns: &[u16], width: u16, words: Locale) -> Row {
        let room = width.saturating_sub(1);
        let row = Row::new().at(x);
        let row = match self.mark {
            Some(mark) => row.mark(mark, words),
            None => row.no_mark(words),
        };
        let mut row = row.gap(1);
        let mut at = x + crate::tui::mark_width(words) + 1;
        let spare = width.saturating_sub(80) / 2;
        let last = self.columns.len().saturating_sub(1);
        for (nth, text) in self.columns.iter().enumerate() {
            let left = room.saturating_sub(at);
            let grown = if nth + 1 == columns.len().min(last) {
                spare
            } else {
                0
            };
            match columns.get(nth).filter(|_| nth < last) {
                // Never so close that two columns read as one.
                Some(wide) => {
                    let wide = (wide + grown).min(left);
                    row = row.cell(wide.saturating_sub(1), text).gap(1);
                    at += wide;
                }
                None => row = row.cell(left, text),
            }
        }
        row
    }
}

/// Two places in a row.
pub(super) fn place_row(pair: &[Half], width: u16, words: Locale) -> Row {
    let half = width / 2;
    let mark = crate::tui::mark_width(words);
    let mut row = Row::new();
    for (place, x) in pair.iter().zip([2, half]) {
        row = row.at(x);
        row = match place.mark {
            Some(mark) => row.mark(mark, words),
            None => row.no_mark(words),
        };
        let name = 14 + width.saturating_sub(80) / 4;
        let detail = half.saturating_sub(2 + mark + 1 + name + 1);
        row = row
            .gap(1)
            .cell(name.saturating_sub(1), &place.name)
            .gap(1)
            .cell(detail, &place.detail);
    }
    row
}
