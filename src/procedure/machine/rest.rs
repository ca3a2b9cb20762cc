//! The machine's own acts beside signing and changing: refuse, withdraw, ask, answer, request,
//! extend.

use super::Run;
use super::change::given;
use crate::journal::{PersonNo, Role};
use crate::procedure::case::{Extension, NoteKind, State};
use crate::procedure::definition::{Law, Meaning};
use crate::procedure::fact::lacking_until;
use crate::procedure::refusal::Refusal;
use crate::procedure::validate::FieldFault;
use crate::procedure::{due, open_question};
use crate::text::Paragraph;
use chrono::NaiveDate;
use std::collections::BTreeSet;

impl Run<'_> {
    /// A manager refuses what is asked of them now. What another case opened is never refused:
    /// that would be a way round the hole that it explains.
    pub(super) fn refuse(&mut self, reason: &Paragraph) -> Result<(), Refusal> {
        self.unsealed()?;
        given(reason)?;
        if self.case.origin.is_some() {
            return Err(Refusal::OpenedByAnother);
        }
        let view = self.view();
        let asked: Vec<_> = self
            .def
            .steps
            .iter()
            .filter(|step| !step.opens_case() && step.by.contains(&Role::Manager))
            .filter(|step| step.meaning.is_judgement() || step.meaning == Meaning::Confirmed)
            .filter(|step| view.applies(step) && !view.stands_whole(step))
            .filter(|step| view.awaited(step, None).is_empty())
            .collect();
        if asked.is_empty() || self.def.law == Law::Locking {
            return Err(Refusal::NothingToRefuse);
        }
        let free = asked
            .iter()
            .any(|step| !view.excluded(step, &[]).contains_key(&self.at.person));
        if !free {
            let excluded: Vec<_> = asked.iter().map(|step| view.excluded(step, &[])).collect();
            let apart = excluded.iter().flat_map(|e| e.keys().copied()).collect();
            return Err(Refusal::Excluded {
                step: None,
                did: excluded
                    .iter()
                    .find_map(|e| e.get(&self.at.person).cloned().flatten()),
                instead: self.instead(&[Role::Manager], &apart),
            });
        }
        self.case.state = State::Refused;
        self.note(NoteKind::Refused, reason.clone(), None);
        Ok(())
    }

    pub(super) fn withdraw(&mut self, reason: &Paragraph) -> Result<(), Refusal> {
        self.unsealed()?;
        given(reason)?;
        if self.case.origin.is_some() {
            return Err(Refusal::OpenedByAnother);
        }
        if !self.case.authors.contains(&self.at.person) {
            return Err(Refusal::NotAuthor(self.case.authors.clone()));
        }
        self.case.state = State::Withdrawn;
        self.note(NoteKind::Withdrawn, reason.clone(), None);
        Ok(())
    }

    pub(super) fn ask(&mut self, to: PersonNo, question: &Paragraph) -> Result<(), Refusal> {
        given(question)?;
        self.belongs(to)?;
        self.note(NoteKind::Question, question.clone(), Some(to));
        Ok(())
    }

    pub(super) fn answer(&mut self, answer: &Paragraph) -> Result<(), Refusal> {
        given(answer)?;
        let asked = open_question(&self.case);
        if asked != Some(self.at.person) {
            return Err(Refusal::NoQuestion { asked });
        }
        self.note(NoteKind::Answer, answer.clone(), None);
        Ok(())
    }

    /// A request, never the act: it changes nothing but what the board says.
    pub(super) fn request(
        &mut self,
        to: PersonNo,
        open: Option<&crate::procedure::Opening>,
    ) -> Result<(), Refusal> {
        if let Some(opening) = open {
            if self.def.law != Law::Locking {
                return Err(Refusal::Malformed(
                    "only an expected case begins with a request",
                ));
            }
            self.open_values(opening)?;
        }
        self.belongs(to)?;
        self.note(NoteKind::Request, Paragraph::default(), Some(to));
        Ok(())
    }

    fn belongs(&self, person: PersonNo) -> Result<(), Refusal> {
        match self.world.office.person(person, self.today()) {
            Some(_) => Ok(()),
            None => Err(Refusal::NotOfOffice(person)),
        }
    }

    /// A later day for what is due, by a manager who did not ask for it; the first day stays in
    /// the values. A day of the law is never extended.
    pub(super) fn extend(&mut self, until: NaiveDate, reason: &Paragraph) -> Result<(), Refusal> {
        given(reason)?;
        let due = due(self.def, &self.case);
        let mut due = due.iter().filter(|due| !due.fixed);
        let latest = due
            .clone()
            .map(|due| due.by)
            .max()
            .ok_or(Refusal::NothingDue)?;
        if !self
            .def
            .due
            .iter()
            .any(|due| self.case.values.contains_key(&due.from))
        {
            return Err(Refusal::NothingDue);
        }
        if self.case.authors.contains(&self.at.person) {
            let apart: BTreeSet<PersonNo> = self.case.authors.clone();
            return Err(Refusal::Excluded {
                step: None,
                did: None,
                instead: self.instead(&[Role::Manager], &apart),
            });
        }
        if until <= self.today().max(latest) {
            return Err(Refusal::NotLater(self.today().max(latest)));
        }
        let bound = self.def.fields.iter().find(|field| {
            let of_due = |from| field.not_before.as_ref() == Some(from);
            self.def.due.iter().any(|due| of_due(&due.from))
                && matches!(self.case.values.get(&field.id),
                    Some(crate::procedure::Value::Date(day)) if *day < until)
        });
        if let Some(field) = bound {
            return Err(Refusal::Fields(vec![FieldFault::Before {
                field: field.id.clone(),
                other: field.not_before.clone().unwrap_or_else(|| "today".into()),
            }]));
        }
        let missing = lacking_until(&self.world, self.def, &self.case, until, self.at.happened)?;
        if let Some(due) = due.next().filter(|_| !missing.is_empty()) {
            return Err(Refusal::FactsMissing {
                step: due.step.clone(),
                missing,
            });
        }
        self.case.extensions.push(Extension {
            until,
            reason: reason.clone(),
            by: self.at.person,
            recorded: self.at.recorded,
            entry: self.at.entry,
        });
        Ok(())
    }
}
