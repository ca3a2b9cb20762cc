//! What the step machine refuses.

use super::facts::facts_missing;
use super::{Told, fields};
use crate::calendar::Happened;
use crate::desk::View;
use crate::journal::{PersonNo, Role};
use crate::procedure::{
    Awaited, Definition, FieldId, Instead, Law, Meaning, Refusal, SheetFault, State, StepId,
};
use crate::t;
use crate::tui::say;
use crate::tui::say::when;
use std::collections::BTreeSet;

/// Why the rules refuse an act of `person`. `procedure` is what the case runs, where it is known.
#[must_use]
pub fn rules(
    refusal: &Refusal,
    procedure: Option<&Definition>,
    person: PersonNo,
    told: Told<'_>,
) -> String {
    let speech = Speech {
        told,
        procedure,
        person,
    };
    speech.say(refusal)
}

struct Speech<'a> {
    told: Told<'a>,
    procedure: Option<&'a Definition>,
    person: PersonNo,
}

impl Speech<'_> {
    fn step(&self, id: &StepId) -> String {
        match self.procedure {
            Some(definition) => say::step(definition, id, self.told.words),
            None => id.0.clone(),
        }
    }

    fn fields(&self, ids: &BTreeSet<FieldId>) -> String {
        let names: Vec<String> = ids
            .iter()
            .map(|id| match self.procedure {
                Some(definition) => say::field(definition, id, self.told.words),
                None => id.0.clone(),
            })
            .collect();
        names.join(&t!(self.told.words, say_and))
    }

    fn roles(&self, roles: &[Role]) -> String {
        let Some(view) = self.told.view else {
            return String::new();
        };
        let names: Vec<String> = roles
            .iter()
            .map(|role| say::role(&view.office, *role, self.told.words))
            .collect();
        names.join(&t!(self.told.words, say_or))
    }

    fn instead(&self, instead: &Instead) -> String {
        self.told.view.map_or_else(String::new, |view| {
            say::either(&view.office, instead, self.told.words)
        })
    }

    fn moment(&self, at: Happened) -> String {
        self.told.at(crate::calendar::Recorded(at.0))
    }

    fn day(&self, day: chrono::NaiveDate) -> String {
        match self.told.view {
            Some(view) => when::day(day, view.now.date(), self.told.words),
            None => when::short_date(day, self.told.words),
        }
    }

    /// Nobody is left who may: said as itself, never as somebody's fault.
    fn nobody(&self, step: Option<&StepId>) -> String {
        let words = self.told.words;
        let meaning = self
            .procedure
            .zip(step)
            .and_then(|(definition, id)| definition.step(id))
            .map(|step| step.meaning);
        match (step, meaning) {
            (_, Some(Meaning::Confirmed)) => t!(words, refusal_nobody_confirms),
            (Some(step), _) => t!(words, refusal_nobody_signs, step = self.step(step)),
            (None, _) => t!(words, refusal_nobody_acts),
        }
    }

    /// Why a month's sheet cannot be reviewed.
    fn sheet(&self, fault: &SheetFault) -> String {
        let words = self.told.words;
        let days = |days: &[chrono::NaiveDate]| {
            let days: Vec<String> = days
                .iter()
                .map(|day| t!(words, when_day, day = chrono::Datelike::day(day)))
                .collect();
            days.join(&t!(words, say_and))
        };
        match fault {
            SheetFault::NotOver(last) => t!(
                words,
                duty_sheet_not_over,
                day = self.day(last.succ_opt().unwrap_or(*last))
            ),
            SheetFault::Unexplained(holes) => {
                let clauses = self.procedure.map_or(&[][..], |p| p.clauses.as_slice());
                let profile = self.told.view.map(|view| view.office.profile);
                let clause = profile.and_then(|p| say::clause(clauses, p, words));
                let clause = clause.map(|clause| t!(words, duty_clause, clause = clause));
                t!(
                    words,
                    duty_sheet_unexplained,
                    days = days(holes),
                    clause = clause.unwrap_or_default()
                )
            }
            SheetFault::Changed => t!(words, duty_sheet_changed),
            SheetFault::Lines(count) => t!(words, year_lines_left, count = *count),
            SheetFault::Own { days: own, instead } => {
                let who = self.told.person(self.person);
                if instead.is_empty() {
                    return t!(words, duty_sheet_own_nobody, days = days(own), who = who);
                }
                t!(
                    words,
                    duty_sheet_own,
                    days = days(own),
                    who = who,
                    instead = self.instead(instead)
                )
            }
        }
    }

    /// One arm a variant: a new one does not compile before it has its words.
    fn say(&self, refusal: &Refusal) -> String {
        let words = self.told.words;
        let who = self.told.person(self.person);
        match refusal {
            Refusal::NotTheirRole { step, instead, .. } if instead.is_empty() => {
                self.nobody(step.as_ref())
            }
            Refusal::NotTheirRole {
                step: Some(step),
                roles,
                instead,
            } => t!(
                words,
                refusal_role_step,
                who = who,
                step = self.step(step),
                roles = self.roles(roles),
                instead = self.instead(instead)
            ),
            Refusal::NotTheirRole {
                step: None,
                roles,
                instead,
            } => t!(
                words,
                refusal_role_act,
                who = who,
                roles = self.roles(roles),
                instead = self.instead(instead)
            ),
            Refusal::Excluded { step, did, instead } => {
                self.excluded(step.as_ref(), did.as_ref(), instead)
            }
            Refusal::NotOfOffice(no) => {
                t!(words, refusal_not_of_office, who = self.told.person(*no))
            }
            Refusal::WrongCapacity { claimed, .. } => t!(
                words,
                refusal_wrong_capacity,
                claimed = self.roles(&[claimed.role])
            ),
            Refusal::NotAuthor(authors) => {
                let names: Vec<String> = authors.iter().map(|no| self.told.person(*no)).collect();
                let authors = names.join(&t!(words, say_and));
                t!(words, refusal_not_author, authors = authors)
            }
            Refusal::NoQuestion { asked: Some(asked) } => t!(
                words,
                refusal_no_question_other,
                asked = self.told.person(*asked)
            ),
            Refusal::NoQuestion { asked: None } => t!(words, refusal_no_question),
            Refusal::WrongDay { day, serves } => {
                let cut = self
                    .told
                    .view
                    .map_or(0, |view: &View| view.office.settings.cut.minutes());
                t!(
                    words,
                    refusal_wrong_day,
                    serves = self.day(serves.0),
                    day = self.day(day.0),
                    cut = when::minutes(cut)
                )
            }
            Refusal::DayToCome(day) => t!(words, refusal_day_to_come, day = self.day(day.0)),
            Refusal::NotYetHappened { happened, recorded } => t!(
                words,
                refusal_not_yet_happened,
                happened = self.moment(*happened),
                recorded = self.told.at(*recorded)
            ),
            Refusal::BeforeStep { step, happened } => t!(
                words,
                refusal_before_step,
                step = self.step(step),
                happened = self.moment(*happened)
            ),
            Refusal::NotLater(day) => t!(words, refusal_not_later, day = self.day(*day)),
            Refusal::Fields(faults) => {
                let first = faults.first().map_or_else(
                    || t!(words, refusal_nothing),
                    |fault| {
                        let profile = self.told.view.map(|view| view.office.profile);
                        fields::fault(fault, self.procedure, profile, words)
                    },
                );
                match faults.len() {
                    0 | 1 => first,
                    more => t!(words, refusal_more, first = first, more = more - 1),
                }
            }
            Refusal::FilledAlready(ids) => {
                t!(words, refusal_filled_already, fields = self.fields(ids))
            }
            Refusal::CheckAnswers(ids) => {
                t!(words, refusal_check_answers, fields = self.fields(ids))
            }
            Refusal::RecheckIncomplete { fields, .. } => t!(
                words,
                refusal_recheck_incomplete,
                fields = self.fields(fields)
            ),
            Refusal::Awaits {
                step,
                missing,
                otherwise,
            } => self.awaits(step, missing, otherwise.as_ref()),
            Refusal::AlreadySigned {
                step,
                line,
                by,
                recorded,
                ..
            } => {
                let (step, who) = (self.step(step), self.told.person(*by));
                let at = self.told.at(*recorded);
                match line {
                    Some(line) => t!(
                        words,
                        refusal_already_signed_line,
                        line = *line + 1,
                        step = step,
                        who = who,
                        when = at
                    ),
                    None => t!(
                        words,
                        refusal_already_signed,
                        step = step,
                        who = who,
                        when = at
                    ),
                }
            }
            Refusal::Sealed { step, by, happened } => t!(
                words,
                refusal_sealed,
                step = self.step(step),
                who = self.told.person(*by),
                when = self.moment(*happened)
            ),
            Refusal::UnknownProcedure(reference) => {
                t!(
                    words,
                    refusal_unknown_procedure,
                    id = reference.id.0.as_str()
                )
            }
            Refusal::Superseded { now, .. } => match now {
                Some(now) => t!(words, adopt_superseded, rev = now.rev),
                None => t!(words, adopt_retired),
            },
            Refusal::UnknownStep(step) => t!(words, refusal_unknown_step, id = step.0.as_str()),
            Refusal::Malformed(what) => t!(words, refusal_malformed, what = *what),
            Refusal::AlreadyOpen { by, recorded } => match by {
                Some(by) => t!(
                    words,
                    refusal_already_open,
                    when = self.told.at(*recorded),
                    who = self.told.person(*by)
                ),
                None => t!(
                    words,
                    refusal_already_open_nobody,
                    when = self.told.at(*recorded)
                ),
            },
            Refusal::NoCase => t!(words, refusal_no_case),
            Refusal::WrongCase => t!(words, refusal_wrong_case),
            Refusal::NotApplicable(step) => {
                t!(words, refusal_not_applicable, step = self.step(step))
            }
            Refusal::NoRecheck(step) => t!(words, refusal_no_recheck, step = self.step(step)),
            Refusal::Sheet(fault) => self.sheet(fault),
            Refusal::FactsMissing { missing, .. } => facts_missing(missing, self.told),
            Refusal::FactsUnread(_) => t!(words, refusal_facts_unread),
            Refusal::NotSealed => t!(words, refusal_not_sealed),
            Refusal::Ended(state) => match state {
                State::Open => t!(words, refusal_ended_open),
                State::Closed => t!(words, refusal_ended_closed),
                State::Refused => t!(words, refusal_ended_refused),
                State::Withdrawn => t!(words, refusal_ended_withdrawn),
            },
            Refusal::OpenedByAnother => t!(words, refusal_opened_by_another),
            Refusal::NothingToRefuse => t!(words, refusal_nothing_to_refuse),
            Refusal::NothingToSendBack(step) => {
                t!(words, refusal_nothing_to_send_back, step = self.step(step))
            }
            Refusal::NothingDue => t!(words, refusal_nothing_due),
            Refusal::NothingChanges => t!(words, refusal_nothing_changes),
            Refusal::NoReason => t!(words, refusal_no_reason),
        }
    }

    /// Law 1.
    fn excluded(&self, step: Option<&StepId>, did: Option<&StepId>, instead: &Instead) -> String {
        let words = self.told.words;
        let who = self.told.person(self.person);
        let known = self.procedure.zip(step);
        if let (Some((definition, id)), Some(did)) = (known, did)
            && !definition.rechecked_at(id).is_empty()
        {
            return t!(
                words,
                refusal_second_check,
                did = self.step(did),
                who = who,
                step = self.step(id)
            );
        }
        if instead.is_empty() {
            return self.nobody(step);
        }
        let instead = self.instead(instead);
        let meaning = known
            .filter(|(definition, _)| definition.law == Law::TakeOut)
            .and_then(|(definition, id)| definition.step(id))
            .map(|step| step.meaning);
        match (meaning, did) {
            (Some(Meaning::Confirmed), _) => t!(words, refusal_own_confirm, instead = instead),
            (Some(Meaning::Permit), _) => t!(words, refusal_own_permit, instead = instead),
            (_, Some(did)) => t!(
                words,
                refusal_own_did,
                did = self.step(did),
                who = who,
                instead = instead
            ),
            (_, None) => t!(words, refusal_own_author, who = who, instead = instead),
        }
    }

    fn awaits(
        &self,
        step: &StepId,
        missing: &[Awaited],
        otherwise: Option<&crate::procedure::DefId>,
    ) -> String {
        let words = self.told.words;
        let names: Vec<String> = missing
            .iter()
            .map(|awaited| {
                let step = self.step(&awaited.step);
                let roles = self.roles(&awaited.roles);
                match awaited.line {
                    Some(line) => t!(
                        words,
                        refusal_awaited_line,
                        line = line + 1,
                        step = step,
                        roles = roles
                    ),
                    None => t!(words, refusal_awaited, step = step, roles = roles),
                }
            })
            .collect();
        let missing = names.join(&t!(words, say_and));
        let other = otherwise
            .zip(self.told.view)
            .and_then(|(id, view)| Some((view.catalogue().latest(id)?, view)));
        match (other, otherwise) {
            (Some((other, view)), _) if other.law == Law::TakeOut => {
                match say::clause(&other.clauses, view.office.profile, words) {
                    Some(clause) => t!(words, refusal_never_left_clause, clause = clause),
                    None => t!(words, refusal_never_left),
                }
            }
            (Some((other, _)), _) => t!(
                words,
                refusal_otherwise,
                step = self.step(step),
                missing = missing,
                procedure = other.title.get(say::tongue(words))
            ),
            _ => t!(
                words,
                refusal_awaits,
                step = self.step(step),
                missing = missing
            ),
        }
    }
}
