//! The board counted anew from every open case and every duty, without its index, and compared with
//! what it says.

use kagiban::calendar::Moment;
use kagiban::desk::{
    Board, Desk, DutyLine, Incidents, Lines, OpenRow, OutState, OutsideSaid, View,
};
use kagiban::journal::{CaseId, Role};
use kagiban::procedure::{Law, StepId};
use std::collections::BTreeMap;

type Waiting = (CaseId, Option<StepId>);

/// What an open case says of itself.
#[derive(Default, Debug, PartialEq)]
struct Counted {
    out: Vec<(CaseId, u8)>,
    seconds: Vec<Waiting>,
    others: Vec<Waiting>,
    manager: usize,
    due: Vec<CaseId>,
    due_late: usize,
    incidents: usize,
    incidents_late: usize,
}

fn out_state(row: &OpenRow, now: Moment) -> u8 {
    let end = row.due.and_then(|day| {
        let minutes = row.due_time.map_or(24 * 60, u32::from);
        Moment::at(day, minutes).ok()
    });
    let mut said = row.outside.iter().map(|line| line.said);
    if said.clone().any(|said| said == OutsideSaid::Lost) {
        0
    } else if said.all(|said| said == OutsideSaid::Brought) {
        3
    } else if end.is_some_and(|end| end < now) {
        1
    } else {
        2
    }
}

/// Whether a record is named among what is waited for, or counted there.
fn waited_for(row: &OpenRow) -> bool {
    row.asked.is_some() || row.waits.iter().any(|wait| !wait.optional)
}

fn counted(view: &View, rows: &[OpenRow]) -> Counted {
    let mut all = Counted {
        manager: view.office.pending.len(),
        ..Counted::default()
    };
    let today = view.today().0;
    let (mut out, mut seconds, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let mut due = Vec::new();
    for row in rows {
        if row.law == Law::TakeOut && !row.outside.is_empty() {
            out.push(((out_state(row, view.now), row.due), row));
        }
        for wait in row.waits.iter().filter(|wait| !wait.optional) {
            let waiting = (wait.since, (row.case, Some(wait.step.clone())));
            match row.law {
                _ if !wait.roles.contains(&Role::Staff) => all.manager += 1,
                Law::Sending if !wait.excluded.is_empty() => seconds.push(waiting),
                Law::TakeOut if row.sealed => {}
                Law::Locking => {}
                Law::Record if row.due.is_some() => {}
                _ => others.push(waiting),
            }
        }
        if row.asked.is_some() {
            others.push((row.opened, (row.case, None)));
        }
        let late = row.due.is_some_and(|day| day < today);
        if row.law == Law::Record && row.procedure.id.0 == "incident" {
            all.incidents += 1;
            all.incidents_late += usize::from(late);
        } else if row.law == Law::Record && (row.due.is_some() || !waited_for(row)) {
            due.push(((row.due.is_none(), row.due, row.opened), row.case));
            all.due_late += usize::from(late);
        }
    }
    seconds.sort_by_key(|(since, _)| *since);
    others.sort_by_key(|(since, _)| *since);
    due.sort_by_key(|(order, _)| *order);
    // Of the same day the hour decides where both have one.
    out.sort_by_key(|(order, row)| (*order, row.due_time.unwrap_or(24 * 60)));
    all.out = out.into_iter().map(|(o, row)| (row.case, o.0)).collect();
    all.seconds = seconds.into_iter().map(|(_, waiting)| waiting).collect();
    all.others = others.into_iter().map(|(_, waiting)| waiting).collect();
    all.due = due.into_iter().map(|(_, case)| case).collect();
    all
}

fn said(board: &Board) -> Counted {
    let waiting = |lines: &[kagiban::desk::WaitLine]| {
        let lines = lines.iter();
        lines.map(|line| (line.case, line.step.clone())).collect()
    };
    let incidents = board.incidents.as_ref();
    Counted {
        out: board
            .out
            .iter()
            .map(|line| {
                let state = match line.state {
                    OutState::Lost => 0,
                    OutState::Late { .. } => 1,
                    OutState::Out => 2,
                    OutState::Back => 3,
                };
                (line.case, state)
            })
            .collect(),
        seconds: waiting(&board.second_checks),
        others: waiting(&board.others),
        manager: board.manager.map_or(0, |(count, _)| count),
        due: board.due.iter().map(|line| line.case).collect(),
        due_late: board.counts.due_late,
        incidents: incidents.map_or(0, |all| all.count),
        incidents_late: incidents.map_or(0, |all| all.late),
    }
}

/// Every duty grouped as people read them: what is the same of the same period is one.
fn grouped(lines: &[DutyLine]) -> Vec<(DutyLine, usize)> {
    let mut groups: Vec<(DutyLine, usize)> = Vec::new();
    for line in lines {
        let same = |(first, _): &&mut (DutyLine, usize)| {
            let period = |line: &DutyLine| line.falls.map(|(_, period)| period);
            line.falls.is_some()
                && (&first.procedure, period(first), first.told)
                    == (&line.procedure, period(line), line.told)
        };
        match groups.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => groups.push((line.clone(), 1)),
        }
    }
    groups.sort_by_key(|(first, _)| first.due);
    groups
}

/// The board says what all open cases and all duties come to, whole and by its counts alone.
pub fn recounted(desk: &Desk) {
    let view = desk.view().unwrap();
    let rows = view.open_rows().unwrap();
    let board = view.board().unwrap();
    let anew = counted(&view, &rows);
    assert_eq!(said(&board), anew);
    let counts = board.counts;
    let of = |state: u8| anew.out.iter().filter(|(_, is)| *is == state).count();
    assert_eq!(
        [counts.lost, counts.late, counts.out, counts.back],
        [of(0), of(1), of(2), of(3)]
    );
    assert_eq!(counts.second_checks, anew.seconds.len());
    assert_eq!(counts.others, anew.others.len());
    assert_eq!(counts.due, anew.due.len());

    let managers = rows.iter().flat_map(|row| &row.waits);
    let managers = managers.filter(|w| !w.optional && !w.roles.contains(&Role::Staff));
    let pending = view.office.pending.values().map(|waits| waits.recorded);
    let oldest = managers.map(|wait| wait.since).chain(pending).min();
    assert_eq!(board.manager.map(|(_, since)| since), oldest);

    let mut clocks: BTreeMap<StepId, kagiban::desk::Term> = BTreeMap::new();
    for clock in rows
        .iter()
        .filter(|row| row.procedure.id.0 == "incident")
        .flat_map(|row| &row.clocks)
    {
        let first = clocks
            .entry(clock.step.clone())
            .or_insert_with(|| clock.clone());
        *first = first.clone().min(clock.clone());
    }
    let mut clocks: Vec<_> = clocks.into_values().collect();
    clocks.sort();
    let told = board.incidents.as_ref();
    assert_eq!(told.map_or(&[][..], |all: &Incidents| &all.clocks), clocks);

    for place in &board.places {
        let lines = rows.iter().flat_map(|row| &row.outside);
        let out = lines
            .filter(|l| l.place == Some(place.place) && l.said != OutsideSaid::Brought)
            .count();
        assert_eq!(place.out, out, "{:?}", place.place);
    }

    let duties = view.duties().unwrap();
    let groups: Vec<(DutyLine, usize)> = board
        .duties
        .iter()
        .map(|group| (group.first.clone(), group.count))
        .collect();
    assert_eq!(groups, grouped(&duties));
    assert_eq!(counts.duties, groups.len());
    let late = duties.iter().filter(|line| line.late && !line.told);
    assert_eq!(counts.duties_late, late.count());

    // Counts alone are the same, and a few lines are the first of all.
    let none = view.board_top(&|_| Lines::NONE).unwrap();
    assert_eq!((none.counts, none.out.len()), (counts, 0));
    let few = Lines {
        out: 2,
        second_checks: 1,
        others: 1,
        due: 3,
    };
    let top = view.board_top(&|_| few).unwrap();
    assert!(board.out.starts_with(&top.out) && top.out.len() == anew.out.len().min(2));
    assert!(board.second_checks.starts_with(&top.second_checks));
    assert!(board.others.starts_with(&top.others));
    assert!(board.due.starts_with(&top.due) && board.duties.starts_with(&top.duties));
    assert_eq!(
        top.due.len() + top.duties.len(),
        (board.due.len() + board.duties.len()).min(3)
    );
}
