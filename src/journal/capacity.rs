//! In what capacity a person acted, as it stands in an entry and as paper prints it (（代）).

use serde::{Deserialize, Serialize};

/// A role that the texts know. Held with dates; see `office`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 職員 / 従事者: everybody enrolled in the office.
    Staff,
    /// 個人情報管理責任者 / 責任者.
    Manager,
    /// 代理: stands in for the manager, with dates, by an explicit decision of the office.
    Deputy,
    /// 個人情報保護責任者.
    ProtectionOfficer,
    /// 監査者: reads, and signs audits only.
    Auditor,
    /// Sets the office up; signs no record of handling.
    Administrator,
    /// 立会人 at disposal.
    Witness,
}

impl Role {
    /// Its name in entries and data files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Manager => "manager",
            Self::Deputy => "deputy",
            Self::ProtectionOfficer => "protection-officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Witness => "witness",
        }
    }
}

/// The role in which an act was signed, and through whom it was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// The role that the step asks for.
    pub role: Role,
    /// The role really held, where it stands in for `role`; paper then prints （代）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Role>,
}

impl Capacity {
    /// Acting in one's own role.
    #[must_use]
    pub fn own(role: Role) -> Self {
        Self {
            role,
            through: None,
        }
    }

    /// Whether another role stood in: （代）.
    #[must_use]
    pub fn stands_in(&self) -> bool {
        self.through.is_some()
    }
}
