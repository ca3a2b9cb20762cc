//! Whom to call when something has happened, and in which order: a list that the office keeps, as of
//! a day, so that it is there without any network.

use super::profile::Line;
use super::register::{Office, Span};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Somebody to call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Its number, for its versions.
    pub id: u16,
    /// When it is their turn: the lowest first.
    pub order: u16,
    /// The line of the profile that it fills (基準6(6), 特記13条1項), where it fills one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// 組織.
    pub body: Text,
    /// 職・氏名.
    pub name: Text,
    /// 電話, as it is dialled.
    pub phone: Text,
    /// When they can be reached there.
    pub hours: Text,
    /// When it holds.
    pub span: Span,
}

impl Office {
    /// Whom to call on `day`, in order.
    #[must_use]
    pub fn contacts_on(&self, day: NaiveDate) -> Vec<&Contact> {
        let mut by_id: BTreeMap<u16, &Contact> = BTreeMap::new();
        for contact in self.contacts.iter().filter(|c| c.span.holds(day)) {
            by_id.insert(contact.id, contact);
        }
        let mut found: Vec<&Contact> = by_id.into_values().collect();
        found.sort_by_key(|contact| (contact.order, contact.id));
        found
    }

    /// A contact as of `day`, or as last known.
    #[must_use]
    pub fn contact(&self, id: u16, day: NaiveDate) -> Option<&Contact> {
        let mut versions = self.contacts.iter().rev().filter(|c| c.id == id);
        let held = versions.clone().find(|c| c.span.holds(day));
        held.or_else(|| versions.next())
    }

    /// The lines that the rules ask for, and that nobody fills on `day`.
    #[must_use]
    pub fn lines_missing(&self, day: NaiveDate) -> Vec<&'static Line> {
        let there = self.contacts_on(day);
        let filled = |line: &Line| there.iter().any(|c| c.line.as_ref() == Some(&line.id));
        let lines = self.profile.profile().lines.iter();
        lines.filter(|line| !filled(line)).collect()
    }

    /// Whether a contact can stand in the list.
    pub(super) fn fits_contact(&self, contact: &Contact) -> bool {
        let lines = &self.profile.profile().lines;
        let known = |id: &String| lines.iter().any(|line| line.id == *id);
        !contact.body.is_blank()
            && !contact.phone.is_blank()
            && contact.line.as_ref().is_none_or(known)
    }
}

#[cfg(test)]
mod tests {
    use crate::office::ProfileId;

    #[test]
    fn every_profile_names_whom_its_rules_make_the_manager_tell() {
        let lines = |id: ProfileId| -> Vec<&str> {
            let lines = id.profile().lines.iter();
            lines.map(|line| line.label.ja.as_str()).collect()
        };
        assert_eq!(
            lines(ProfileId::Bureau),
            [
                "部の個人情報保護責任者",
                "局の個人情報保護責任者",
                "総務局総務部情報公開課長"
            ]
        );
        assert!(lines(ProfileId::Board).contains(&"教育庁総務部総務課"));
        assert_eq!(lines(ProfileId::Contractor)[0], "東京都の担当課");
    }
}
