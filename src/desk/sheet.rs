//! The month's sheet of a place as a review sees it: what it pins, whether every day is explained,
//! and which days the reviewer may not look over because they signed in them.

use super::error::DeskError;
use super::rows::duties::{Reviewed, SheetRow, key as duty_key};
use super::rows::{DayRow, DaySaid, key, month_days};
use super::view::read_row;
use crate::calendar::{Month, Recorded, WorkDay};
use crate::journal::{PersonNo, PlaceId, Role, ShortRoot};
use crate::office::Office;
use crate::procedure::{Case, Definition, FieldId, Refusal, SheetFault, StepId, Value};
use crate::store::Rows;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A month's sheet at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetState {
    /// Which place.
    pub place: PlaceId,
    /// Its first day.
    pub month: NaiveDate,
    /// Size and digest: `22 Q7KD-…`. Whatever is recorded of a day of it changes it.
    pub pin: String,
    /// Days that wait for an explanation, or for a manager to receive it.
    pub holes: Vec<NaiveDate>,
    /// Days with a record, and who locked, reported or corrected in them.
    pub signers: Vec<(NaiveDate, Vec<PersonNo>)>,
    /// Every review so far.
    pub reviews: Vec<Reviewed>,
}

impl SheetState {
    /// Reads it.
    pub(super) fn read(
        rows: &dyn Rows,
        office: &Office,
        place: PlaceId,
        month: NaiveDate,
    ) -> Result<Self, DeskError> {
        let month = Month::of(month).first();
        let mut hash = Sha256::new();
        hash.update(b"kagiban/1 sheet\0");
        hash.update(place.0.to_be_bytes());
        let (mut size, mut holes, mut signers) = (0, Vec::new(), Vec::new());
        for day in month_days(month) {
            let row: Option<DayRow> = read_row(rows, key::DAYS, &key::day(place, WorkDay(day)))?;
            let open = office.days.is_open(day) && office.place(place, day).is_some();
            let hole = match &row {
                None => open && day >= office.since,
                Some(row) => !row.settled() && (open || row.said != DaySaid::Nothing),
            };
            if hole {
                holes.push(day);
            }
            if let Some((row, head)) = row.as_ref().and_then(|row| Some((row, row.head?))) {
                size += 1;
                hash.update(day.to_string());
                hash.update(head.0);
                signers.push((day, row.signers.clone()));
            }
        }
        let row: Option<SheetRow> =
            read_row(rows, duty_key::SHEETS, &duty_key::sheet(place, month))?;
        let digest = ShortRoot::of(&hash.finalize().into());
        Ok(Self {
            place,
            month,
            pin: format!("{size} {digest}"),
            holes,
            signers,
            reviews: row.unwrap_or_default().reviews,
        })
    }

    /// Those who have reviewed it as it stands now.
    fn reviewers(&self) -> BTreeSet<PersonNo> {
        let fresh = self.reviews.iter().filter(|r| r.pin == self.pin);
        fresh.map(|r| r.by).collect()
    }

    /// Days that nobody else than their own signers has looked over; all of them without a review.
    fn open_to(&self, reviewers: &BTreeSet<PersonNo>) -> Vec<NaiveDate> {
        let days = self.signers.iter();
        days.filter(|(_, signers)| reviewers.iter().all(|r| signers.contains(r)))
            .map(|(day, _)| *day)
            .collect()
    }

    /// Whether every day of it was looked over by somebody who did not sign in it.
    #[must_use]
    pub fn reviewed(&self) -> bool {
        let reviewers = self.reviewers();
        !reviewers.is_empty() && self.holes.is_empty() && self.open_to(&reviewers).is_empty()
    }

    /// Days that a further reviewer must look over, where somebody has reviewed the rest.
    #[must_use]
    pub fn left(&self) -> Vec<NaiveDate> {
        let reviewers = self.reviewers();
        if reviewers.is_empty() {
            return Vec::new();
        }
        self.open_to(&reviewers)
    }

    /// Whether it was reviewed, and something was recorded in it afterwards.
    #[must_use]
    pub fn changed_since(&self) -> Option<&Reviewed> {
        let last = self.reviews.last()?;
        (last.pin != self.pin).then_some(last)
    }

    /// What keeps anybody from reviewing it on `today`, whoever signs.
    #[must_use]
    pub fn hindered(&self, today: NaiveDate) -> Option<SheetFault> {
        let last = Month::of(self.month).last();
        if today <= last {
            Some(SheetFault::NotOver(last))
        } else if self.holes.is_empty() {
            None
        } else {
            Some(SheetFault::Unexplained(self.holes.clone()))
        }
    }

    /// Whether `person` may sign its review now.
    ///
    /// # Errors
    /// Why not.
    pub(super) fn judge(
        &self,
        office: &Office,
        person: PersonNo,
        pin: &str,
        today: NaiveDate,
    ) -> Result<(), SheetFault> {
        let last = Month::of(self.month).last();
        if today <= last {
            return Err(SheetFault::NotOver(last));
        }
        if pin != self.pin {
            return Err(SheetFault::Changed);
        }
        if !self.holes.is_empty() {
            return Err(SheetFault::Unexplained(self.holes.clone()));
        }
        let mut reviewers = self.reviewers();
        let before = self.open_to(&reviewers);
        let begun = !reviewers.is_empty();
        reviewers.insert(person);
        let after = self.open_to(&reviewers);
        if after.len() == before.len() && (begun || !before.is_empty()) {
            let mut instead = office.who_may(&[Role::Manager], &[person], today);
            instead.retain(|(no, _)| {
                let mut with = self.reviewers();
                with.insert(*no);
                self.open_to(&with).len() < before.len()
            });
            return Err(SheetFault::Own {
                days: before,
                instead,
            });
        }
        Ok(())
    }
}

/// The place and month of a sheet that a case reviews, and what its signature pins.
pub(super) struct Covered {
    pub(super) place: PlaceId,
    pub(super) month: NaiveDate,
    pub(super) pin: String,
    pub(super) step: StepId,
}

/// What sheet `case` covers, where its definition looks over one.
pub(super) fn covered(def: &Definition, case: &Case) -> Option<Covered> {
    let duty = def.duty.iter().find(|duty| duty.over.is_some())?;
    let step = def.step(duty.step.as_ref()?)?;
    let value = |id: &Option<FieldId>| case.values.get(id.as_ref()?);
    let place = match value(&duty.subject)? {
        Value::Place(place) => *place,
        _ => return None,
    };
    let month = match value(&duty.period)? {
        Value::Month(day) | Value::Date(day) => *day,
        _ => return None,
    };
    let pin = match value(&step.covers)? {
        Value::Text(pin) => pin.as_str().to_owned(),
        _ => return None,
    };
    Some(Covered {
        place,
        month,
        pin,
        step: step.id.clone(),
    })
}

/// Judges a review that `person` signs with this entry: nobody reviews a sheet with an unexplained
/// day, or only their own days.
pub(super) fn judge(
    rows: &dyn Rows,
    office: &Office,
    def: &Definition,
    case: &Case,
    (person, recorded): (PersonNo, Recorded),
) -> Result<Result<(), Refusal>, DeskError> {
    let Some(covers) = covered(def, case) else {
        return Ok(Ok(()));
    };
    let signed_now = case.marks.iter().any(|m| {
        m.step == covers.step && m.by == person && m.recorded == recorded && m.void.is_none()
    });
    if !signed_now {
        return Ok(Ok(()));
    }
    let sheet = SheetState::read(rows, office, covers.place, covers.month)?;
    let today = WorkDay::of(recorded.0, office.settings.cut).0;
    Ok(sheet
        .judge(office, person, &covers.pin, today)
        .map_err(Refusal::Sheet))
}
