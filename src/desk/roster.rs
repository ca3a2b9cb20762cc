//! The proof of the roster: for each act, is there somebody who may sign it, today and at each
//! date on which a role or a person changes. Said at set-up, on the board and by `check`, so that
//! nobody learns it on the day.

use crate::journal::{Capacity, PersonNo, PlaceId, Role};
use crate::office::Office;
use crate::procedure::{Catalogue, DefId, Law, StepId};
use chrono::{Days, NaiveDate};

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
            | Self::NobodySigns { .. } => true,
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
    for date in dates(office, today) {
        let then = facts_on(catalogue, office, date);
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
    for definition in catalogue.all() {
        // Sending and manager's steps are told above in words of their own.
        if definition.law == Law::Locking {
            continue;
        }
        for step in &definition.steps {
            if office.who_may(&step.by, &[], day).is_empty() {
                facts.push(RosterFact::NobodySigns {
                    procedure: definition.id.clone(),
                    step: step.id.clone(),
                });
            }
        }
    }
    facts
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
