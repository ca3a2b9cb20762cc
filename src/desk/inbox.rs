//! What waits for a manager, or for another holder of a role: each item opened, read to its end, and
//! signed by its own entry.

use super::error::DeskError;
use super::office_acts::office_capacity;
use super::rows::{OpenRow, Subject, Wait};
use super::sign::Proposal;
use super::view::View;
use crate::calendar::Recorded;
use crate::journal::{Capacity, CaseId, EntryId, PersonNo, Role, UnitId};
use crate::office::{OfficeAct, Pending};
use crate::procedure::{CaseAct, ChoiceId, DefId, Law, Sign, StepId, Values, chains};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One record that waits for a signature of a manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxItem {
    /// Its case.
    pub case: CaseId,
    /// Its procedure.
    pub procedure: DefId,
    /// The law of it.
    pub law: Law,
    /// Whose records.
    pub unit: UnitId,
    /// 案件 number.
    pub number: u32,
    /// Official No.
    pub form_no: Option<u32>,
    /// What.
    pub subject: Subject,
    /// Who began it.
    pub by: Option<PersonNo>,
    /// The step that waits, and the lines it waits on.
    pub wait: Wait,
    /// What one signature may sign: runs of steps, the longest first.
    pub chains: Vec<Vec<StepId>>,
    /// The day by which it is needed.
    pub due: Option<NaiveDate>,
    /// The hour of it, in minutes.
    pub due_time: Option<u16>,
    /// A question of it waits for this person.
    pub asked: Option<PersonNo>,
    /// The last entry.
    pub head: Option<EntryId>,
}

/// An act on the office that waits for a countersignature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeWait {
    /// Its entry.
    pub entry: EntryId,
    /// What it is, and who has signed it so far.
    pub pending: Pending,
    /// Who may countersign it today, those in their own role first.
    pub who: Vec<(PersonNo, Capacity)>,
}

impl OfficeWait {
    /// It is about procedures or forms: signed where its whole text is read.
    #[must_use]
    pub fn read_elsewhere(&self) -> bool {
        self.pending.act.is_of_procedures() || self.pending.act.is_of_forms()
    }
}

impl View {
    /// Every act on the office that waits for a countersignature: new keys first, since nobody works
    /// without one, then by age.
    #[must_use]
    pub fn office_waits(&self) -> Vec<OfficeWait> {
        let now = Recorded(self.now);
        let mut waits: Vec<OfficeWait> = self
            .office
            .pending
            .iter()
            .map(|(entry, pending)| {
                let who = self.office.who_may_countersign(entry, now).into_iter();
                let mut who: Vec<(PersonNo, Capacity)> = who
                    .map(|no| (no, office_capacity(&self.office, no, now)))
                    .collect();
                who.sort_by_key(|(no, capacity)| (capacity.stands_in(), *no));
                OfficeWait {
                    entry: *entry,
                    pending: pending.clone(),
                    who,
                }
            })
            .collect();
        waits.sort_by_key(|wait| {
            let key = matches!(wait.pending.act, OfficeAct::Renew { .. });
            (!key, wait.pending.recorded, wait.entry)
        });
        waits
    }

    /// Everything that waits for a manager: incidents, then what is needed first, then by age.
    pub fn inbox(&self) -> Result<Vec<InboxItem>, DeskError> {
        let mut items = Vec::new();
        for row in self.open_rows()? {
            for wait in &row.waits {
                if !wait.roles.contains(&Role::Staff) && !wait.optional {
                    items.push(self.item(&row, wait)?);
                }
            }
        }
        items.sort_by_key(|i| {
            let other = i.procedure.0 != super::INCIDENT;
            (other, i.due.is_none(), i.due, i.due_time, i.wait.since)
        });
        Ok(items)
    }

    fn item(&self, row: &OpenRow, wait: &Wait) -> Result<InboxItem, DeskError> {
        let chains = match (self.catalogue.get(&row.procedure), self.case_row(row.case)?) {
            (Some(definition), Some(case)) => chains(definition, &case.case, &wait.step),
            _ => vec![vec![wait.step.clone()]],
        };
        Ok(InboxItem {
            case: row.case,
            procedure: row.procedure.id.clone(),
            law: row.law,
            unit: row.unit,
            number: row.number,
            form_no: row.form_no,
            subject: row.subject.clone(),
            by: row.by,
            wait: wait.clone(),
            chains,
            due: match row.clocks.iter().find(|clock| clock.step == wait.step) {
                Some(clock) => Some(clock.by),
                None if row.procedure.id.0 == super::INCIDENT => None,
                None => row.due,
            },
            due_time: row.due_time,
            asked: row.asked,
            head: row.head,
        })
    }

    /// Who may sign what waits, today, those in their own role first.
    #[must_use]
    pub fn who_may_sign(&self, wait: &Wait) -> Vec<(PersonNo, Capacity)> {
        self.office
            .who_may(&wait.roles, &wait.excluded, self.now.date())
    }
}

impl InboxItem {
    /// What will be signed: these steps, on these lines, with these answers.
    #[must_use]
    pub fn proposal(
        &self,
        steps: Vec<StepId>,
        lines: BTreeMap<u16, Option<ChoiceId>>,
        values: Values,
    ) -> Proposal {
        Proposal {
            case: self.case,
            unit: self.unit,
            after: self.head,
            act: CaseAct::Sign(Sign {
                open: None,
                steps,
                values,
                lines,
                same: Default::default(),
                took: None,
            }),
            happened: None,
            day: None,
        }
    }

    /// Since when it waits.
    #[must_use]
    pub fn since(&self) -> Recorded {
        self.wait.since
    }
}
