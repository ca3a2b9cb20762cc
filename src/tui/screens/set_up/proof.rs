//! The proof of the roster in words: 「この顔ぶれで、署名する人がいるか」.

use crate::desk::roster::{RosterFact, RosterLine};
use crate::journal::{Capacity, PersonNo};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::Catalogue;
use crate::t;
use crate::tui::say::{self, tongue, when};
use crate::tui::{Mark, Row, mark_width};
use chrono::NaiveDate;

/// How many columns the first part has.
const WHAT: u16 = 26;
/// The column behind the last that is written to, at 80.
const END: u16 = 79;

/// The lines as rows, 済 before 要; at most `most`, the findings last to go, and how many are left
/// out is said.
pub(crate) fn rows(
    office: &Office,
    lines: &[RosterLine],
    today: NaiveDate,
    most: usize,
    words: Locale,
) -> Vec<Row> {
    let mut sorted: Vec<&RosterLine> = lines.iter().collect();
    let full = sorted.len() > most;
    sorted.sort_by_key(|line| (line.what.is_finding() != full, line.from));
    let room = if full { most.saturating_sub(1) } else { most };
    let mut rows: Vec<Row> = sorted
        .iter()
        .take(room)
        .map(|line| row(office, line, today, words))
        .collect();
    if full {
        let left = sorted.len().saturating_sub(room);
        rows.push(Row::new().gap(5).text(t!(words, proof_more, count = left)));
    }
    rows
}

/// One line: a mark, what, and how it stands.
pub(crate) fn row(office: &Office, line: &RosterLine, today: NaiveDate, words: Locale) -> Row {
    let mark = if line.what.is_finding() {
        Mark::Needed
    } else {
        Mark::Done
    };
    let (what, how) = told(office, line, today, words);
    let row = Row::new().gap(2).mark(mark, words).gap(1);
    let rest = END.saturating_sub(3 + mark_width(words));
    if crate::text::width(&what) > usize::from(WHAT) {
        // What is long has the whole row.
        return row.cell(rest, format!("{what}  {how}"));
    }
    row.cell(WHAT, what)
        .gap(2)
        .cell(rest.saturating_sub(WHAT + 2), how)
}

/// A statement in two parts: what, and how it stands.
pub(crate) fn told(
    office: &Office,
    line: &RosterLine,
    today: NaiveDate,
    words: Locale,
) -> (String, String) {
    let (what, how) = parts(office, line, words);
    if line.from <= today {
        return (what, how);
    }
    let date = match words.lang() {
        crate::locale::Lang::Ja => crate::calendar::wareki::date(line.from),
        crate::locale::Lang::En => when::short_date(line.from, words),
    };
    let from = t!(words, proof_from, date = date);
    if line.what == RosterFact::NoDeputy {
        use chrono::Datelike as _;
        let month = line.told_from().month();
        return (from, t!(words, proof_no_deputy, month = month));
    }
    (from, format!("{what} {how}"))
}

fn parts(office: &Office, line: &RosterLine, words: Locale) -> (String, String) {
    let names = |who: &[PersonNo]| {
        let names: Vec<String> = who.iter().map(|no| say::person(office, *no)).collect();
        names.join(&t!(words, say_and))
    };
    match &line.what {
        RosterFact::LocksCovered { places } => (
            t!(words, proof_locks, count = *places),
            t!(words, proof_locks_how),
        ),
        RosterFact::LockThin { place, who } => {
            let place = say::place(office, *place, line.from);
            let what = t!(words, proof_lock, place = place);
            let how = match who.as_slice() {
                [] => t!(words, proof_lock_nobody),
                who => t!(words, proof_lock_only, who = names(who)),
            };
            (what, how)
        }
        RosterFact::SendingCovered {
            checkers,
            consenters,
        }
        | RosterFact::SendingThin {
            checkers,
            consenters,
        } => (
            t!(words, proof_sending),
            t!(
                words,
                proof_sending_how,
                checkers = *checkers,
                consenters = *consenters
            ),
        ),
        RosterFact::ManagersOwn { manager, instead } => {
            let several = office
                .grants
                .iter()
                .filter(|g| g.role == crate::journal::Role::Manager && g.span.holds(line.from))
                .count()
                > 1;
            let what = if several {
                t!(words, proof_own_of, name = say::person(office, *manager))
            } else {
                t!(words, proof_own)
            };
            (what, instead_of(office, instead, words))
        }
        RosterFact::ManagerAway { instead } => {
            let how = match instead.as_slice() {
                [] => t!(words, proof_nobody),
                [(no, capacity), ..] => {
                    let name = say::either(office, &[(*no, *capacity)], words);
                    match until(office, *no, *capacity, line.from) {
                        None => name,
                        Some(until) => {
                            let until = when::short_date(until, words);
                            t!(words, proof_until, name = name, until = until)
                        }
                    }
                }
            };
            (t!(words, proof_away), how)
        }
        RosterFact::NoManager => (t!(words, proof_manager), t!(words, proof_no_manager)),
        RosterFact::NoDeputy => (t!(words, proof_away), t!(words, proof_nobody)),
        RosterFact::NobodySigns { procedure, step } => {
            let definition = Catalogue::of_program(office.profile).latest(procedure);
            let title = definition.map_or(procedure.0.as_str(), |d| d.title.get(tongue(words)));
            let step = definition.map_or(step.0.clone(), |d| say::step(d, step, words));
            let what = t!(words, proof_step, procedure = title, step = step);
            (what, t!(words, proof_nobody))
        }
    }
}

/// At most two of those who sign instead: the row has no room for more.
fn instead_of(office: &Office, instead: &[(PersonNo, Capacity)], words: Locale) -> String {
    match instead {
        [] => t!(words, proof_nobody),
        [_] | [_, _] => say::either(office, instead, words),
        [first, second, rest @ ..] => {
            let names = say::either(office, &[*first, *second], words);
            t!(words, proof_and_more, names = names, count = rest.len())
        }
    }
}

/// The last day of the role through which somebody stands in.
fn until(office: &Office, no: PersonNo, capacity: Capacity, day: NaiveDate) -> Option<NaiveDate> {
    let role = capacity.through.unwrap_or(capacity.role);
    let mut grants = office.grants.iter();
    grants
        .find(|g| g.person == no && g.role == role && g.span.holds(day))
        .and_then(|g| g.span.until)
}
