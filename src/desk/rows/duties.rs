//! Rows of what the calendar expects: one a subject, whatever lies behind it.

use crate::calendar::Recorded;
use crate::journal::{CaseId, EntryId, PersonNo};
use crate::procedure::{Amounts, DefId, Origin, Periods, StepId, Value, Values};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What of a procedure's duty is behind one subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyRow {
    /// Periods that are settled: done, or explained and received.
    pub settled: Periods,
    /// Periods that somebody has explained, and that no manager has received yet.
    pub told: Periods,
}

/// A period that was not done, and is explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissedRow {
    /// The record that says so.
    pub case: CaseId,
    /// Of which procedure.
    pub procedure: DefId,
    /// On what, as [`crate::procedure::DutySubject`] is written.
    pub subject: String,
    /// The number of the period.
    pub period: i32,
    /// A manager has received it.
    pub received: bool,
}

/// A case that a step of another case expects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedRow {
    /// Of which procedure.
    pub procedure: DefId,
    /// What expects it.
    pub origin: Origin,
    /// The other case, in few words.
    pub what: Text,
    /// By when.
    pub due: NaiveDate,
    /// How early it is said, in days, where the office says nothing else.
    pub lead: u16,
    /// What it begins with.
    pub values: Values,
    /// What has been brought to an end of the items that it is for.
    #[serde(default, skip_serializing_if = "Amounts::is_empty")]
    pub dealt: Amounts,
}

impl ExpectedRow {
    /// What a record of what still lacks begins with: lines without what is dealt with already.
    #[must_use]
    pub fn lacking(&self) -> Values {
        let (mut values, mut all) = (self.values.clone(), self.dealt.clone());
        for value in values.values_mut() {
            let Value::HoldingLines(lines) = value else {
                continue;
            };
            for line in lines.iter_mut() {
                let Some(dealt) = line.holding.and_then(|id| all.get_mut(&id)) else {
                    continue;
                };
                let done = line.count.min(*dealt);
                line.count -= done;
                *dealt -= done;
            }
            lines.retain(|line| line.count > 0);
        }
        values
    }
}

/// What a closed case brought to an end of what is expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DealtRow {
    /// Of the items that it is for.
    pub amounts: Amounts,
}

/// The reviews of one month's sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetRow {
    /// In the order of the journal.
    pub reviews: Vec<Reviewed>,
}

/// One review of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewed {
    /// Its case.
    pub case: CaseId,
    /// The entry.
    pub entry: EntryId,
    /// Who.
    pub by: PersonNo,
    /// When.
    pub recorded: Recorded,
    /// Size and digest of the sheet they saw.
    pub pin: String,
}

/// Something signed in a manager's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagedRow {
    /// When.
    pub recorded: Recorded,
    /// On which case.
    pub case: CaseId,
    /// Of which procedure.
    pub procedure: DefId,
    /// 案件 number.
    pub number: u32,
    /// The steps signed; none for a correction, an extension and the like.
    pub steps: Vec<StepId>,
    /// PIN tries that failed before it.
    pub failed: u32,
}

/// Tables and keys.
pub mod key {
    use super::{CaseId, DefId, PersonNo};
    use crate::journal::PlaceId;
    use crate::procedure::{DutySubject, Every, Period};
    use crate::store::Table;
    use chrono::NaiveDate;

    /// By procedure and subject: what is settled.
    pub const DUTIES: Table = Table("duty");
    /// By procedure, subject and period: what was missed and is explained.
    pub const MISSED: Table = Table("missed");
    /// Open expectations, by the case that has them.
    pub const EXPECTED: Table = Table("expected");
    /// Those that are met, under the same names.
    pub const MET: Table = Table("met");
    /// By the case that meets them, and by name: how much of each it deals with.
    pub const DEALT: Table = Table("dealt");
    /// By place and month: the reviews of its sheet.
    pub const SHEETS: Table = Table("sheet");
    /// By person and month: what was signed in a manager's name.
    pub const MANAGED: Table = Table("managed");

    /// Every table of this part.
    pub const TABLES: [Table; 7] = [DUTIES, MISSED, EXPECTED, MET, DEALT, SHEETS, MANAGED];

    /// In [`DUTIES`].
    #[must_use]
    pub fn duty(procedure: &DefId, subject: DutySubject) -> Vec<u8> {
        format!("{procedure}\0{subject}").into_bytes()
    }

    /// In [`DUTIES`]: a key read back.
    #[must_use]
    pub fn read_duty(key: &[u8]) -> Option<(DefId, DutySubject)> {
        let (procedure, subject) = std::str::from_utf8(key).ok()?.split_once('\0')?;
        Some((DefId::from(procedure), subject.parse().ok()?))
    }

    /// In [`MISSED`].
    #[must_use]
    pub fn missed(procedure: &DefId, subject: DutySubject, period: i32) -> Vec<u8> {
        [
            duty(procedure, subject).as_slice(),
            b"\0",
            &period.to_be_bytes(),
        ]
        .concat()
    }

    /// In [`EXPECTED`] and [`MET`]: all of a case.
    #[must_use]
    pub fn expected_of(case: CaseId) -> Vec<u8> {
        case.0.to_vec()
    }

    /// In [`EXPECTED`] and [`MET`]: one for each case, line and procedure.
    #[must_use]
    pub fn expected(case: CaseId, line: Option<u16>, procedure: &DefId) -> Vec<u8> {
        let line = line.map_or([0, 0, 0], |line| {
            let [high, low] = line.to_be_bytes();
            [1, high, low]
        });
        [case.0.as_slice(), &line, procedure.0.as_bytes()].concat()
    }

    /// In [`EXPECTED`] and [`MET`]: all of one line of a case.
    #[must_use]
    pub fn expected_line(case: CaseId, line: u16) -> Vec<u8> {
        expected(case, Some(line), &DefId::from(""))
    }

    /// In [`DEALT`]: all of a case.
    #[must_use]
    pub fn dealt_by(case: CaseId) -> Vec<u8> {
        case.0.to_vec()
    }

    /// In [`DEALT`]: one of what it meets, by its name in [`EXPECTED`].
    #[must_use]
    pub fn dealt(case: CaseId, expected: &[u8]) -> Vec<u8> {
        [case.0.as_slice(), expected].concat()
    }

    fn month(day: NaiveDate) -> [u8; 4] {
        u32::try_from(Period::of(Every::Month, day).index())
            .unwrap_or(0)
            .to_be_bytes()
    }

    /// In [`SHEETS`]; any day of the month.
    #[must_use]
    pub fn sheet(place: PlaceId, day: NaiveDate) -> Vec<u8> {
        [place.0.to_be_bytes().as_slice(), &month(day)].concat()
    }

    /// In [`MANAGED`]: all of a person in a month.
    #[must_use]
    pub fn managed_in(person: PersonNo, day: NaiveDate) -> Vec<u8> {
        [person.0.to_be_bytes().as_slice(), &month(day)].concat()
    }

    /// In [`MANAGED`]: one, by its place in the journal.
    #[must_use]
    pub fn managed(person: PersonNo, day: NaiveDate, index: u64) -> Vec<u8> {
        [
            managed_in(person, day).as_slice(),
            index.to_be_bytes().as_slice(),
        ]
        .concat()
    }
}
