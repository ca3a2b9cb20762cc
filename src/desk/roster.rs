//! The proof of the roster: for each act, is there somebody who may sign it, today and at each
//! date on which a role or a person changes. Said at set-up, on the board and by `check`, so that
//! nobody learns it on the day.

use super::view::View;
use crate::journal::{Capacity, PersonNo, PlaceId, Role};
use crate::office::Office;
use crate::procedure::{Catalogue, DefId, Law, StepId};
use chrono::{Days, Months, NaiveDate};

/// One statement about who can sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterLine {
    /// From which day it holds: today, or a date on which something changes.
    pub from: NaiveDate,
    /// What.
    pub what: RosterFact,
}

/// What is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterFact {
    /// Every place can be locked by two people or more of its roster.
    LocksCovered {
        /// How many places.
        places: usize,
    },
    /// A place that only so many can lock.
    LockThin {
        /// The place.
        place: PlaceId,
        /// Who can, of its roster.
        who: Vec<PersonNo>,
    },
    /// A sending finds two checkers and a manager's consent.
    SendingCovered {
        /// How many can check.
        checkers: usize,
        /// How many can consent.
        consenters: usize,
    },
    /// A sending finds too few.
    SendingThin {
        /// How many can check.
        checkers: usize,
        /// How many can consent.
        consenters: usize,
    },
    /// Who confirms what a manager takes out or sends.
    ManagersOwn {
        /// The manager.
        manager: PersonNo,
        /// Who confirms; empty is a finding.
        instead: Vec<(PersonNo, Capacity)>,
    },
    /// Who signs when no manager is there.
    ManagerAway {
        /// Who signs; empty is a finding.
        instead: Vec<(PersonNo, Capacity)>,
    },
    /// There is no manager.
    NoManager,
    /// The deputy's time has ended and nobody follows.
    NoDeputy,
    /// A step that nobody can sign, whoever did what comes before it.
    NobodySigns {
        /// The procedure.
        procedure: DefId,
        /// The step.
        step: StepId,
    },
}

impl RosterFact {
    /// Whether this is a finding (要).
    #[must_use]
    pub fn is_finding(&self) -> bool {
        match self {
            Self::LocksCovered { .. } | Self::SendingCovered { .. } => false,
            Self::ManagersOwn { instead, .. } | Self::ManagerAway { instead } => instead.is_empty(),
            Self::LockThin { .. }
            | Self::SendingThin { .. }
            | Self::NoManager
            | Self::NoDeputy
            | Self::NobodySigns { .. } => true,
        }
    }
}

impl RosterLine {
    /// From which day the board tells it: at once what holds today, two months ahead what comes,
    /// on the first of that month.
    #[must_use]
    pub fn told_from(&self) -> NaiveDate {
        use chrono::Datelike as _;
        self.from
            .checked_sub_months(Months::new(2))
            .and_then(|day| day.with_day(1))
            .unwrap_or(self.from)
    }
}

/// The roster of an office as the board tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// Everything, findings of dates to come as well.
    pub lines: Vec<RosterLine>,
    /// How many findings are told today.
    pub findings: usize,
}

impl View {
    /// Whether there is somebody for every act, today and at each date to come.
    #[must_use]
    pub fn roster(&self) -> Roster {
        let today = self.today().date();
        let lines = roster_proof(self.catalogue(), &self.office, today);
        let told = |line: &&RosterLine| {
            line.what.is_finding() && (line.from <= today || line.told_from() <= today)
        };
        Roster {
            findings: lines.iter().filter(told).count(),
            lines,
        }
    }
}

/// How many days ahead dates are looked at.
const AHEAD: u64 = 400;

/// The proof: first how it stands on `today`, then the findings that are new at each date to come.
#[must_use]
pub fn roster_proof(catalogue: &Catalogue, office: &Office, today: NaiveDate) -> Vec<RosterLine> {
    let now = facts_on(catalogue, office, today);
    let mut lines: Vec<RosterLine> = now
        .iter()
        .map(|what| RosterLine {
            from: today,
            what: what.clone(),
        })
        .collect();
    let mut before = now;
    let mut eve = today;
    for date in dates(office, today) {
        let mut then = facts_on(catalogue, office, date);
        if has_deputy(office, eve) && !has_deputy(office, date) {
            then.push(RosterFact::NoDeputy);
        }
        eve = date;
        for what in &then {
            if what.is_finding() && !before.contains(what) {
                lines.push(RosterLine {
                    from: date,
                    what: what.clone(),
                });
            }
        }
        before = then;
    }
    lines
}

/// The dates to come on which a person, a role or a place begins or ends.
fn dates(office: &Office, today: NaiveDate) -> Vec<NaiveDate> {
    let spans = office
        .persons
        .iter()
        .map(|p| p.span)
        .chain(office.grants.iter().map(|g| g.span))
        .chain(office.places.iter().map(|p| p.span));
    let last = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let mut dates: Vec<NaiveDate> = spans
        .flat_map(|span| [Some(span.from), span.until.and_then(|u| u.succ_opt())])
        .flatten()
        .filter(|date| *date > today && *date <= last)
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

fn facts_on(catalogue: &Catalogue, office: &Office, day: NaiveDate) -> Vec<RosterFact> {
    let mut facts = Vec::new();
    locks(office, day, &mut facts);
    sending(office, day, &mut facts);
    managers(office, day, &mut facts);
    let managed = !office.who_may(&[Role::Manager], &[], day).is_empty();
    for definition in catalogue.in_use() {
        // Locking and the lack of any manager are told above in words of their own.
        if definition.law == Law::Locking {
            continue;
        }
        for step in &definition.steps {
            let told = step.by.contains(&Role::Manager) && !managed;
            let mut who = office.who_may(&step.by, &[], day).into_iter();
            if !told && !who.any(|(_, capacity)| step.is_signed_as(capacity)) {
                facts.push(RosterFact::NobodySigns {
                    procedure: definition.id.clone(),
                    step: step.id.clone(),
                });
            }
        }
    }
    facts
}

fn has_deputy(office: &Office, day: NaiveDate) -> bool {
    let mut grants = office.grants.iter();
    grants.any(|g| g.role == Role::Deputy && office.holds(g.person, Role::Deputy, day))
}

fn locks(office: &Office, day: NaiveDate, facts: &mut Vec<RosterFact>) {
    let mut covered = 0;
    for place in office.places_on(day) {
        let who: Vec<PersonNo> = place
            .roster
            .iter()
            .copied()
            .filter(|no| office.holds(*no, Role::Staff, day))
            .collect();
        if who.len() >= 2 {
            covered += 1;
        } else {
            facts.push(RosterFact::LockThin {
                place: place.id,
                who,
            });
        }
    }
    if covered > 0 {
        facts.insert(0, RosterFact::LocksCovered { places: covered });
    }
}

fn sending(office: &Office, day: NaiveDate, facts: &mut Vec<RosterFact>) {
    let checkers = office.who_may(&[Role::Staff], &[], day).len();
    let consenters = office.who_may(&[Role::Manager], &[], day).len();
    facts.push(if checkers >= 2 && consenters >= 1 {
        RosterFact::SendingCovered {
            checkers,
            consenters,
        }
    } else {
        RosterFact::SendingThin {
            checkers,
            consenters,
        }
    });
}

fn managers(office: &Office, day: NaiveDate, facts: &mut Vec<RosterFact>) {
    let own: Vec<PersonNo> = office
        .persons_on(day)
        .into_iter()
        .map(|p| p.no)
        .filter(|no| office.holds(*no, Role::Manager, day))
        .collect();
    if own.is_empty() {
        facts.push(RosterFact::NoManager);
    }
    for manager in &own {
        facts.push(RosterFact::ManagersOwn {
            manager: *manager,
            instead: office.who_may(&[Role::Manager], &[*manager], day),
        });
    }
    facts.push(RosterFact::ManagerAway {
        instead: office.who_may(&[Role::Manager], &own, day),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::set_up_file::{Draft, DraftRole};

    fn day(written: &str) -> NaiveDate {
        crate::calendar::serde_day::read(written).unwrap()
    }

    fn sample() -> Draft {
        Draft::parse(include_str!("../../data/demo/office.toml")).unwrap()
    }

    fn proof(draft: &Draft) -> Vec<RosterLine> {
        let today = day("2026-11-17");
        roster_proof(Catalogue::embedded(), &draft.office(today), today)
    }

    fn findings(draft: &Draft) -> Vec<RosterLine> {
        let lines = proof(draft).into_iter();
        lines.filter(|line| line.what.is_finding()).collect()
    }

    #[test]
    fn the_sample_has_one_thin_place_and_a_deputy_whose_time_ends() {
        let found = findings(&sample());
        assert_eq!(found.len(), 2);
        let RosterFact::LockThin { place, who } = &found[0].what else {
            panic!("{found:?}");
        };
        assert_eq!((place.0, who.as_slice()), (7, &[PersonNo(9)][..]));
        assert_eq!(found[1].what, RosterFact::NoDeputy);
        assert_eq!(found[1].from, day("2027-04-01"));
        assert_eq!(found[1].told_from(), day("2027-02-01"));
    }

    #[test]
    fn without_a_stand_in_the_managers_own_take_out_has_no_signer() {
        let mut draft = sample();
        for person in &mut draft.people {
            let stands_in = [Role::Deputy, Role::ProtectionOfficer];
            person.roles.retain(|r| !stands_in.contains(&r.role));
        }
        let what: Vec<RosterFact> = findings(&draft).into_iter().map(|l| l.what).collect();
        assert!(what.contains(&RosterFact::ManagersOwn {
            manager: PersonNo(1),
            instead: vec![]
        }));
        assert!(what.contains(&RosterFact::ManagerAway { instead: vec![] }));
    }

    #[test]
    fn what_nobody_signs_for_another_waits_for_the_role_itself() {
        let mut draft = sample();
        draft.people[0].roles.clear();
        let what: Vec<RosterFact> = findings(&draft).into_iter().map(|l| l.what).collect();
        // The deputy signs everything else.
        let mut nobody: Vec<(&str, &str)> = Vec::new();
        for fact in &what {
            if let RosterFact::NobodySigns { procedure, step } = fact {
                nobody.push((&procedure.0, &step.0));
            }
        }
        assert_eq!(
            nobody,
            [("handover", "hand_over"), ("handover", "take_over")]
        );
    }

    #[test]
    fn an_office_of_one_is_told_that_nobody_checks_a_sending() {
        let mut draft = sample();
        draft.people.retain(|p| p.no == PersonNo(1));
        draft.places.clear();
        let what: Vec<RosterFact> = findings(&draft).into_iter().map(|l| l.what).collect();
        assert!(what.contains(&RosterFact::SendingThin {
            checkers: 1,
            consenters: 1
        }));
    }

    #[test]
    fn an_office_whose_manager_leaves_is_told_once_and_from_that_day() {
        let mut draft = sample();
        draft.people[0].roles = vec![DraftRole {
            role: Role::Manager,
            from: None,
            until: Some(crate::desk::set_up_file::Day(day("2026-12-31"))),
        }];
        let found = findings(&draft);
        let none: Vec<_> = found
            .iter()
            .filter(|l| l.what == RosterFact::NoManager)
            .collect();
        assert_eq!(none.len(), 1);
        assert_eq!(none[0].from, day("2027-01-01"));
    }
}
