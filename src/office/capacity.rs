//! Who may sign as what on a day, through the profile's stand-ins.

use super::register::Office;
use crate::journal::{Capacity, PersonNo, Role};
use chrono::NaiveDate;

impl Office {
    /// Whether `person` holds `role` itself on `day`. Everybody who belongs to the office and is
    /// neither auditor nor administrator only is staff.
    #[must_use]
    pub fn holds(&self, person: PersonNo, role: Role, day: NaiveDate) -> bool {
        if self.person(person, day).is_none() {
            return false;
        }
        let granted = |wanted: Role| {
            self.grants
                .iter()
                .any(|g| g.person == person && g.role == wanted && g.span.holds(day))
        };
        match role {
            Role::Staff => {
                granted(Role::Staff)
                    || granted(Role::Manager)
                    || granted(Role::Deputy)
                    || granted(Role::ProtectionOfficer)
                    || !(granted(Role::Auditor) || granted(Role::Administrator))
            }
            other => granted(other),
        }
    }

    /// In what capacity `person` may sign on `day` what one of `roles` is asked for: their own
    /// role first, then as a stand-in.
    #[must_use]
    pub fn capacity(&self, person: PersonNo, roles: &[Role], day: NaiveDate) -> Option<Capacity> {
        if let Some(role) = roles.iter().find(|role| self.holds(person, **role, day)) {
            return Some(Capacity::own(*role));
        }
        let stand_ins = &self.profile.profile().stand_ins;
        roles.iter().find_map(|role| {
            let through = stand_ins
                .get(role)?
                .iter()
                .find(|through| self.holds(person, **through, day))?;
            Some(Capacity {
                role: *role,
                through: Some(*through),
            })
        })
    }

    /// Everybody who may sign on `day` what one of `roles` is asked for, those in their own role
    /// first, then by number; without those in `apart`.
    #[must_use]
    pub fn who_may(
        &self,
        roles: &[Role],
        apart: &[PersonNo],
        day: NaiveDate,
    ) -> Vec<(PersonNo, Capacity)> {
        let mut who: Vec<(PersonNo, Capacity)> = self
            .persons_on(day)
            .into_iter()
            .filter(|p| !apart.contains(&p.no))
            .filter_map(|p| Some((p.no, self.capacity(p.no, roles, day)?)))
            .collect();
        who.sort_by_key(|(no, capacity)| (capacity.stands_in(), *no));
        who
    }

    /// Whether the person confirms in some role on `day`, so that their PIN must be longer.
    #[must_use]
    pub fn confirms(&self, person: PersonNo, day: NaiveDate) -> bool {
        [Role::Manager, Role::Deputy, Role::ProtectionOfficer]
            .into_iter()
            .any(|role| self.holds(person, role, day))
    }
}
