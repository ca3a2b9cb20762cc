//! The act that comes of the answers, and who may sign it.

use super::*;

impl Run {
    /// Everybody who may sign, those in their own role first.
    pub(in crate::tui::screens::wizard) fn eligible(&self) -> Vec<(PersonNo, Capacity)> {
        let day = self.ground.today;
        let office = &self.ground.office;
        if self.is_own() {
            let roles: &[Role] = match self.task {
                Task::Extend { .. } => &[Role::Manager],
                _ => &[Role::Staff, Role::Manager],
            };
            return office.who_may(roles, &[], day);
        }
        let mut steps = self.steps.iter().map(|id| self.may(id, day));
        let Some(mut who) = steps.next() else {
            return Vec::new();
        };
        for others in steps {
            who.retain(|(no, _)| others.iter().any(|(other, _)| other == no));
        }
        who
    }

    fn may(&self, id: &StepId, day: NaiveDate) -> Vec<(PersonNo, Capacity)> {
        match (&self.case, self.def.step(id)) {
            (Some(case), _) => {
                let lines = self.lines();
                match lines.keys().next() {
                    Some(line) => who_may(&self.world(), case, id, Some(*line), day),
                    None => who_may(&self.world(), case, id, None, day),
                }
            }
            (None, Some(step)) => self.ground.office.who_may(&step.by, &[], day),
            (None, None) => Vec::new(),
        }
    }

    /// Whether a check is made here, whose time is recorded.
    fn checks(&self) -> bool {
        self.recheck
            || self
                .pages
                .iter()
                .flatten()
                .any(|at| self.entries.get(*at).is_some_and(|entry| entry.asked.check))
    }

    /// How the blind answers compare with the first check's; names only.
    pub(in crate::tui::screens::wizard) fn compared(&self) -> Option<Compared> {
        let case = self.case.as_ref().filter(|_| self.recheck)?;
        let step = self.steps.first()?;
        Some(compare(self.def, case, step, &self.asked()))
    }

    /// Evidence of a dispatch that is not what was checked.
    pub(in crate::tui::screens::wizard) fn disagreements(&self) -> BTreeSet<FieldId> {
        match &self.case {
            Some(case) if self.def.law == Law::Sending && !self.recheck => {
                disagreements(self.def, case, &self.asked())
            }
            _ => BTreeSet::new(),
        }
    }

    /// What will be signed by `person`, and whether it says that the second check differed.
    pub(in crate::tui::screens::wizard) fn proposal(
        &self,
        person: PersonNo,
        seconds: i64,
    ) -> (Proposal, BTreeSet<FieldId>) {
        let seconds = u32::try_from(seconds.max(0)).unwrap_or(u32::MAX);
        let compared = self.compared();
        let differs = compared
            .as_ref()
            .map(|c| c.differs.clone())
            .unwrap_or_default();
        let act = match &self.task {
            Task::Extend { .. } => CaseAct::Extend {
                until: self.until().unwrap_or(self.ground.today),
                reason: self.reason(),
            },
            Task::SendBack { step, .. } => CaseAct::SendBack {
                step: step.clone(),
                reason: self.reason(),
            },
            Task::New { .. } | Task::Step { .. } if !differs.is_empty() => CaseAct::Differ {
                step: self
                    .steps
                    .first()
                    .cloned()
                    .unwrap_or_else(|| StepId::from("")),
                fields: differs.clone(),
                took: seconds,
            },
            Task::New { .. } | Task::Step { .. } => CaseAct::Sign(Sign {
                open: self.case.is_none().then(|| Opening {
                    procedure: self.def.reference(),
                    origin: self.origin(),
                    values: Values::new(),
                }),
                steps: self.steps.clone(),
                values: if self.recheck {
                    Values::new()
                } else {
                    self.asked()
                },
                lines: self.lines(),
                same: compared.map(|c| c.same).unwrap_or_default(),
                took: self.checks().then_some(seconds),
            }),
        };
        let unit = match (&self.case, &self.task) {
            (Some(case), _) => Some(case.unit),
            (None, Task::New { unit: Some(of), .. }) => Some(*of),
            (None, _) => self.ground.office.person_ever(person).map(|p| p.unit),
        };
        let unit = unit.or_else(|| self.ground.office.units.first().map(|u| u.id));
        let proposal = Proposal {
            case: self.id,
            unit: unit.unwrap_or(crate::journal::UnitId(1)),
            after: self.head(),
            act,
            happened: None,
            day: None,
        };
        (proposal, differs)
    }

    fn origin(&self) -> Option<Origin> {
        match &self.task {
            Task::New { origin, .. } => origin.clone(),
            _ => None,
        }
    }

    /// The last entry of the case that was seen here.
    pub(in crate::tui::screens::wizard) fn head(&self) -> Option<EntryId> {
        self.case.as_ref().and_then(|case| case.head)
    }

    fn answer(&self, id: &str) -> Option<Value> {
        let entry = self.entries.iter().find(|e| e.id().0 == id)?;
        entry.value(&self.ground).ok().flatten()
    }

    fn until(&self) -> Option<NaiveDate> {
        match self.answer("until") {
            Some(Value::Date(day)) => Some(day),
            _ => None,
        }
    }

    fn reason(&self) -> Paragraph {
        match self.answer("reason") {
            Some(Value::Paragraph(words)) => words,
            _ => Paragraph::default(),
        }
    }
}
