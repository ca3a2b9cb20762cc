//! What stands in a case: questions about marks and answers that every other file here asks.

use super::case::{Case, Mark, Values};
use super::definition::{Definition, FieldId, Law, Meaning, Step, StepId};
use super::field::{Field, When};
use super::predicate::Predicate;
use super::value::Value;
use crate::journal::PersonNo;
use crate::office::ProfileId;
use std::collections::{BTreeMap, BTreeSet};

/// What a `when` can look at beside the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Under {
    /// The office's profile.
    pub profile: ProfileId,
    /// Whether it is recorded after the working day it serves; none where nobody is signing, and
    /// then either holds.
    pub late: Option<bool>,
}

impl From<ProfileId> for Under {
    fn from(profile: ProfileId) -> Self {
        Self {
            profile,
            late: None,
        }
    }
}

/// Whether every one of `whens` holds; a predicate that looks at the definition needs one.
pub(super) fn holds<'a>(
    def: impl Into<Option<&'a Definition>>,
    whens: &[When],
    under: Under,
    values: &Values,
) -> bool {
    let def = def.into();
    whens.iter().all(|when| match when.field.0.as_str() {
        "profile" => when.is.iter().any(|id| id.0 == under.profile.as_str()),
        "late" => under.late.is_none_or(|late| {
            let name = if late { "yes" } else { "no" };
            when.is.iter().any(|id| id.0 == name)
        }),
        name => match (Predicate::named(name), values.get(&when.field)) {
            (Some(predicate), _) => predicate
                .answer(def, under, values)
                .is_some_and(|answer| when.is.iter().any(|id| id.0 == answer)),
            (None, Some(Value::Choice(choice))) => when.is.contains(choice),
            (None, _) => false,
        },
    })
}

/// Whether `field` is asked, the fields that its `when` looks at being asked themselves.
pub(super) fn asked(def: &Definition, field: &Field, under: Under, values: &Values) -> bool {
    holds(def, &field.when, under, values)
        && field.when.iter().all(|when| {
            def.field(&when.field)
                .is_none_or(|other| other.id == field.id || asked(def, other, under, values))
        })
}

/// A case read with its definition.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) def: &'a Definition,
    pub(super) case: &'a Case,
}

impl<'a> View<'a> {
    pub(super) fn under(&self) -> Under {
        self.case.profile.into()
    }

    pub(super) fn applies(&self, step: &Step) -> bool {
        holds(self.def, &step.when, self.under(), &self.case.values)
    }

    /// The lines on which `step` is signed: none where it is signed once for the whole.
    pub(super) fn lines(&self, step: &Step) -> Option<u16> {
        let each = step.each.as_ref()?;
        let lines = self.case.values.get(each).map_or(0, Value::lines);
        Some(u16::try_from(lines).unwrap_or(u16::MAX))
    }

    /// The last signature that stands on `step`: not void, not overtaken by one after which it must
    /// be signed again, and with every answer that it must have now (a correction can ask for more).
    pub(super) fn stands(&self, step: &Step, line: Option<u16>) -> Option<&'a Mark> {
        let mark = self
            .case
            .marks
            .iter()
            .rev()
            .find(|m| m.step == step.id && m.line == line && m.void.is_none())?;
        let overtaken = self.def.steps.iter().any(|other| {
            other.again.contains(&step.id)
                && self.case.marks.iter().enumerate().any(|(k, m)| {
                    m.step == other.id
                        && m.void.is_none()
                        && self.counts_again(step, m)
                        && !self.later(step, line, k, m)
                })
        });
        (!overtaken && self.answered(step) && !self.stopped(step)).then_some(mark)
    }

    /// Whether no answer is missing that `step` must have. It was signed with all of them, so only
    /// a correction can ask for more, and only of a report: a deed or a judgement is not done over
    /// because its record was corrected. What depended on being late was settled at that time.
    fn answered(&self, step: &Step) -> bool {
        let report = matches!(step.meaning, Meaning::Reported | Meaning::Received);
        if self.case.corrections.is_empty() || !report {
            return true;
        }
        let missing = |field: &Field| {
            field.required
                && !field.when.iter().any(|when| when.field.0 == "late")
                && !self.case.values.contains_key(&field.id)
                && asked(self.def, field, self.under(), &self.case.values)
        };
        !self.def.fields_of(step).any(missing)
    }

    /// Whether what was signed on `step` could not be signed now: an act that may be signed again is
    /// open once more when a later judgement takes away what its last answer stood on (the persons
    /// need not be told, and then article 43 applies after all).
    fn stopped(&self, step: &Step) -> bool {
        let stopped = |field: &Field| {
            let Some(Value::Choice(chosen)) = self.case.values.get(&field.id) else {
                return false;
            };
            let mut choices = field.choices.iter().filter(|c| c.id == *chosen);
            choices.any(|choice| {
                choice.stops.is_some()
                    && !choice.stops_when.is_empty()
                    && holds(
                        self.def,
                        &choice.stops_when,
                        self.under(),
                        &self.case.values,
                    )
            })
        };
        let again = step.repeat && !step.meaning.is_judgement();
        again && self.def.fields_of(step).any(stopped)
    }

    /// A lock belongs to its own day. What was found open when that day was over cannot be put
    /// right by a lock on it, and neither can what had been found open before.
    fn counts_again(&self, step: &Step, found: &Mark) -> bool {
        let of_the_day = self.def.law == Law::Locking && step.meaning == Meaning::Did;
        let over = |m: &Mark| {
            let after_it = self.case.day.is_some_and(|day| m.serves != day);
            (m.late || after_it) && m.happened >= found.happened
        };
        let mut marks = self.case.marks.iter();
        !of_the_day || !marks.any(|m| m.step == found.step && m.void.is_none() && over(m))
    }

    /// Whether `step` was signed after the mark `k`. What happened decides; where the clock may
    /// have gone back, an act signed as it happened follows what was written before it.
    fn later(&self, step: &Step, line: Option<u16>, k: usize, found: &Mark) -> bool {
        self.case.marks.iter().enumerate().any(|(n, m)| {
            m.step == step.id
                && m.line == line
                && m.void.is_none()
                && (m.happened > found.happened
                    || (n > k && (m.happened == found.happened || m.happened.0 == m.recorded.0)))
        })
    }

    /// Whether `step` stands for the whole case: on every line, where it is signed by line.
    pub(super) fn stands_whole(&self, step: &Step) -> bool {
        match self.lines(step) {
            None => self.stands(step, None).is_some(),
            Some(lines) => (0..lines).all(|line| self.stands(step, Some(line)).is_some()),
        }
    }

    /// Whether `before` stands as far as a signature on `step` for `line` needs it.
    pub(super) fn precedes(&self, before: &Step, step: &Step, line: Option<u16>) -> bool {
        if !self.applies(before) {
            return true;
        }
        match line {
            Some(line) if before.each.is_some() && before.each == step.each => {
                self.stands(before, Some(line)).is_some()
            }
            _ => self.stands_whole(before),
        }
    }

    /// The steps that must stand before `step` is signed for `line`, and do not.
    pub(super) fn awaited(&self, step: &Step, line: Option<u16>) -> Vec<StepId> {
        step.after
            .iter()
            .filter_map(|id| self.def.step(id))
            .filter(|before| !self.precedes(before, step, line))
            // What this very step calls for again cannot be what it waits for: a place that was
            // found open and not locked since can be found open once more.
            .filter(|before| !(step.again.contains(&before.id) && self.was_signed(before)))
            .map(|before| before.id.clone())
            .collect()
    }

    fn was_signed(&self, step: &Step) -> bool {
        let mut marks = self.case.marks.iter();
        marks.any(|m| m.step == step.id && m.void.is_none())
    }

    pub(super) fn ever_signed(&self, step: &StepId) -> bool {
        self.case.marks.iter().any(|m| m.step == *step)
    }

    /// Whether the case is not complete without `step`. What follows an optional step is asked for
    /// only once that was signed.
    pub(super) fn expected(&self, step: &Step) -> bool {
        self.applies(step)
            && !step.optional
            && step
                .after
                .iter()
                .filter_map(|id| self.def.step(id))
                .all(|before| {
                    !self.applies(before) || self.expected(before) || self.ever_signed(&before.id)
                })
    }

    /// Whether everything that is expected is signed.
    pub(super) fn complete(&self) -> bool {
        let mut expected = self
            .def
            .steps
            .iter()
            .filter(|s| self.expected(s))
            .peekable();
        expected.peek().is_some() && expected.all(|step| self.stands_whole(step))
    }

    /// Everybody whom law 1 or the definition excludes from `step` on these lines, with the step
    /// they signed, or none where they are excluded as authors.
    pub(super) fn excluded(
        &self,
        step: &Step,
        lines: &[Option<u16>],
    ) -> BTreeMap<PersonNo, Option<StepId>> {
        let mut out: BTreeMap<PersonNo, Option<StepId>> = BTreeMap::new();
        let of_another = step.meaning.is_of_another() && !step.opens_case();
        if step.apart_authors || of_another {
            out.extend(self.case.authors.iter().map(|person| (*person, None)));
        }
        let before = if of_another {
            ancestors(self.def, step)
        } else {
            BTreeSet::new()
        };
        for mark in &self.case.marks {
            let Some(signed) = self.def.step(&mark.step) else {
                continue;
            };
            let by_law = before.contains(&signed.id)
                && (signed.opens_case()
                    || matches!(signed.meaning, Meaning::Did | Meaning::Reported));
            if !by_law && !step.apart.contains(&signed.id) {
                continue;
            }
            let same_lines = signed.each.is_none()
                || signed.each != step.each
                || lines.is_empty()
                || lines.contains(&mark.line);
            if same_lines {
                out.insert(mark.by, Some(signed.id.clone()));
            }
        }
        out
    }
}

/// The steps that must stand before `step`, directly or through others.
pub(super) fn ancestors<'a>(def: &'a Definition, step: &'a Step) -> BTreeSet<&'a StepId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&StepId> = step.after.iter().collect();
    while let Some(id) = open.pop() {
        if found.insert(id)
            && let Some(before) = def.step(id)
        {
            open.extend(&before.after);
        }
    }
    found
}

/// Blind values that no screen, search, status or form may show: what a second person must still
/// read off the object for themselves. A case that ended without its second check hides nothing.
#[must_use]
pub fn hidden(def: &Definition, case: &Case) -> BTreeSet<FieldId> {
    let view = View { def, case };
    if matches!(
        case.state,
        super::case::State::Withdrawn | super::case::State::Refused
    ) {
        return BTreeSet::new();
    }
    def.fields
        .iter()
        .filter(|field| {
            field.recheck.as_ref().is_some_and(|recheck| {
                def.step(&recheck.step)
                    .is_none_or(|step| view.stands(step, None).is_none())
            })
        })
        .map(|field| field.id.clone())
        .collect()
}

/// The case without its [`hidden`] values, for everything that shows, indexes or prints it.
#[must_use]
pub fn redact(def: &Definition, case: &Case) -> Case {
    let mut shown = case.clone();
    let hidden = hidden(def, case);
    let strip = |values: &mut Values| values.retain(|field, _| !hidden.contains(field));
    strip(&mut shown.values);
    for mark in &mut shown.marks {
        strip(&mut mark.values);
    }
    for correction in &mut shown.corrections {
        strip(&mut correction.before);
        strip(&mut correction.after);
    }
    shown
}
