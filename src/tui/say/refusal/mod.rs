//! Every refusal and failure as full sentences (SCREENS §10): what is refused, by which rule, what was
//! kept, what to do now. Never blames, and never shows a hidden value.
//!
//! Every match here is exhaustive: a new way of refusing does not compile before it has its words.

mod facts;
mod fields;
mod office;
mod open;
mod rules;
mod store;
#[cfg(test)]
mod tests;

pub use facts::missing;
pub use fields::fault;
pub use office::office;
pub use open::{open, pin, set_up};
pub use rules::rules;
pub use store::{append, desk, model, read_only, store};

use super::{case_no, person, procedure, when};
use crate::calendar::Recorded;
use crate::desk::{LeftOut, Proposal, SignError, View, Why};
use crate::journal::PersonNo;
use crate::locale::Locale;
use crate::procedure::{CaseAct, DefRef, Definition};
use crate::t;
use std::time::Duration;

/// What a refusal is told with: names and procedures of the office, where one is open.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The office as it stands; none before there is one.
    pub view: Option<&'a View>,
    /// The language.
    pub words: Locale,
}

impl<'a> Told<'a> {
    /// With the names of an office.
    #[must_use]
    pub fn new(view: &'a View, words: Locale) -> Self {
        Self {
            view: Some(view),
            words,
        }
    }

    /// With the names of an office, where one can be read.
    #[must_use]
    pub fn of(view: Option<&'a View>, words: Locale) -> Self {
        Self { view, words }
    }

    /// Where no office is open.
    #[must_use]
    pub fn bare(words: Locale) -> Self {
        Self { view: None, words }
    }

    pub(in crate::tui::say) fn person(&self, no: PersonNo) -> String {
        match self.view {
            Some(view) => person(&view.office, no),
            None => format!("{:02}", no.0),
        }
    }

    fn at(&self, at: Recorded) -> String {
        match self.view {
            Some(view) => when::moment(at.0, view.now, self.words),
            None => when::title(at.0, self.words),
        }
    }
}

/// Why nothing was signed. `list` is what was to be signed, and `person` who was to sign it.
#[must_use]
pub fn sign_error(
    error: &SignError,
    person: PersonNo,
    list: &[Proposal],
    told: Told<'_>,
) -> String {
    let words = told.words;
    match error {
        SignError::NobodyHas(no) => {
            t!(words, refusal_nobody_has, number = format!("{:02}", no.0))
        }
        SignError::NotEnrolled(no) => t!(words, refusal_not_enrolled, who = told.person(*no)),
        SignError::WrongPin { wait: 0, .. } => t!(words, refusal_wrong_pin),
        SignError::WrongPin { wait, .. } => t!(words, refusal_wrong_pin_wait, wait = *wait),
        SignError::TooSoon { wait } => t!(words, refusal_too_soon, wait = *wait),
        SignError::Counter(why) => t!(words, refusal_counter, why = store(why, words)),
        SignError::Damaged(no) => t!(words, refusal_damaged_key, who = told.person(*no)),
        SignError::Write(why) => store::written(why, words),
        SignError::AllLeftOut(left) => all_left_out(left, person, list, told),
        SignError::Random(why) => t!(words, refusal_random, why = why.as_str()),
        SignError::Entry(why) => t!(words, refusal_entry, why = why.as_str()),
        SignError::Pin(why) => nothing(pin(*why, words), words),
        SignError::WrongCode => t!(words, refusal_wrong_code),
        SignError::Desk(why) => nothing(desk(why, words), words),
    }
}

/// The sentence, and that nothing was recorded.
#[must_use]
pub fn nothing(what: String, words: Locale) -> String {
    t!(
        words,
        refusal_joined,
        what = what,
        nothing = t!(words, refusal_nothing)
    )
}

/// Why one act of a list was left out: the case by name, and the reason.
#[must_use]
pub fn left_out(left: &LeftOut, person: PersonNo, list: &[Proposal], told: Told<'_>) -> String {
    let why = why(left, person, list, told);
    match named(left, list, told) {
        Some(case) => t!(told.words, refusal_of_case, case = case, why = why),
        None => nothing(why, told.words),
    }
}

/// The reason alone.
#[must_use]
pub fn why(left: &LeftOut, person: PersonNo, list: &[Proposal], told: Told<'_>) -> String {
    match &left.why {
        Why::Rules(refusal) => {
            let definition = procedure_of(left, list, told);
            rules(refusal, definition, person, told)
        }
        Why::Office(refusal) => office(refusal, told),
        Why::Definition(faults) => definition(faults, told.words),
        Why::First { by, at, .. } => t!(
            told.words,
            refusal_first,
            when = told.at(*at),
            who = told.person(*by)
        ),
    }
}

/// The first fault of a definition, and how many more there are.
#[must_use]
pub fn definition(faults: &[crate::desk::Fault], words: Locale) -> String {
    let Some((first, rest)) = faults.split_first() else {
        return t!(words, refusal_nothing);
    };
    let first = t!(
        words,
        adopt_fault,
        line = first.line,
        what = super::fault(first, words)
    );
    if rest.is_empty() {
        first
    } else {
        t!(words, refusal_more, first = first, more = rest.len())
    }
}

/// Nothing was left. One reason is told alone: the list then is what the screen shows.
fn all_left_out(left: &[LeftOut], person: PersonNo, list: &[Proposal], told: Told<'_>) -> String {
    let words = told.words;
    match left {
        [] => t!(words, refusal_nothing),
        [one] if list.len() < 2 => nothing(why(one, person, list, told), words),
        [first, rest @ ..] => {
            let first = left_out(first, person, list, told);
            let told = if rest.is_empty() {
                first
            } else {
                t!(words, refusal_more, first = first, more = rest.len())
            };
            t!(words, refusal_all_left_out, why = told)
        }
    }
}

/// How a left-out case is called; none for one that has not begun.
fn named(left: &LeftOut, list: &[Proposal], told: Told<'_>) -> Option<String> {
    let view = told.view?;
    let id = left.case?;
    let words = told.words;
    if let Ok(Some(row)) = view.case_row(id) {
        let title = procedure(view, &row.case.procedure.id, words);
        if let Some((place, day)) = view.case_line(&row).serves {
            let place = super::place(&view.office, place, day.0);
            let day = when::day(day.0, view.now.date(), words);
            return Some(t!(words, say_place_day, place = place, day = day));
        }
        let no = case_no(row.form_no, row.number, words);
        return Some(format!("{title} {no}"));
    }
    let definition = procedure_of(left, list, told)?;
    Some(definition.title.get(super::tongue(words)).to_owned())
}

fn procedure_of<'a>(left: &LeftOut, list: &[Proposal], told: Told<'a>) -> Option<&'a Definition> {
    let view = told.view?;
    let begun = left
        .case
        .and_then(|id| view.case_row(id).ok().flatten())
        .map(|row| row.case.procedure);
    let reference = begun.or_else(|| list.get(left.position).and_then(opened))?;
    view.catalogue().get(&reference)
}

/// What a proposal opens.
fn opened(proposal: &Proposal) -> Option<DefRef> {
    match &proposal.act {
        CaseAct::Sign(sign) => sign.open.as_ref().map(|open| open.procedure.clone()),
        CaseAct::Request { open, .. } => open.as_ref().map(|open| open.procedure.clone()),
        _ => None,
    }
}

/// A blind answer that did not agree: only its number is told.
#[must_use]
pub fn differs(number: usize, words: Locale) -> String {
    t!(words, refusal_differs, number = number)
}

/// It did not agree a second time.
#[must_use]
pub fn differs_twice(words: Locale) -> String {
    t!(words, refusal_differs_twice)
}

/// A change has made judgements void: what has changed, and which steps fell.
#[must_use]
pub fn voided(field: &str, steps: &[String], words: Locale) -> String {
    match steps {
        [one] => t!(words, refusal_voided_one, field = field, step = one),
        _ => t!(words, refusal_voided, field = field, count = steps.len()),
    }
}

/// The clock stands before the last record.
#[must_use]
pub fn clock_behind(last: Recorded, view: &View, words: Locale) -> String {
    let behind = u64::try_from(last.0.seconds_since(view.now)).unwrap_or(0);
    t!(
        words,
        refusal_clock_behind,
        span = when::span(behind, words)
    )
}

fn waited(waited: Duration, words: Locale) -> String {
    when::span(waited.as_secs(), words)
}
