//! The evening lock: the places of a working day, and the acts that one signature makes of them.

use super::board::PlaceLine;
use super::error::DeskError;
use super::rows::{DayRow, OutsideSaid, key};
use super::sign::Proposal;
use super::view::View;
use crate::calendar::{Happened, WorkDay};
use crate::journal::{PersonNo, PlaceId, UnitId};
use crate::procedure::{
    CaseAct, ChoiceId, DefId, DefRef, FieldId, Opening, Sign, StepId, Value, Values, say_outside,
};
use crate::text::{Paragraph, Tongue};

/// What a person marked on the evening screen for one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EveningMark {
    /// Locked, or locked again, at this moment.
    Locked {
        /// When the key was turned.
        at: Happened,
        /// Why it is recorded on a later day, where it is.
        why: Option<Paragraph>,
    },
    /// It was recorded as locked, and found open at this moment.
    FoundOpen {
        /// When.
        at: Happened,
        /// What was seen: `lock`, `door` or `both`.
        seen: ChoiceId,
    },
    /// 頼む: this person is asked to lock it.
    Asked {
        /// Whom.
        to: PersonNo,
    },
    /// A missed day is explained: with these answers of the procedure's explaining step.
    Explained {
        /// `not-locked` or `nobody`, and what the step asks.
        values: Values,
    },
}

impl View {
    /// The places of the evening screen for `day`: as on the board, by their numbers.
    pub fn evening(&self, day: WorkDay) -> Result<Vec<PlaceLine>, DeskError> {
        let mut places = self.places_of(day)?;
        places.sort_by_key(|p| p.place);
        Ok(places)
    }

    /// The row of a place on a day, if anything was recorded of it.
    pub fn day_row(&self, place: PlaceId, day: WorkDay) -> Result<Option<DayRow>, DeskError> {
        self.row(key::DAYS, &key::day(place, day))
    }

    /// What will be signed for a mark on a place of a day.
    pub fn propose_evening(
        &self,
        place: PlaceId,
        day: WorkDay,
        mark: &EveningMark,
    ) -> Result<Proposal, DeskError> {
        let row = self.day_row(place, day)?;
        let known = row.as_ref().is_some_and(|r| r.head.is_some());
        let case = self.day_case(place, day);
        let opening = (!known).then(|| self.locking_opening(place));
        let sign = |step: &str, values: Values| {
            CaseAct::Sign(Sign {
                open: opening.clone(),
                steps: vec![StepId::from(step)],
                values,
                lines: Default::default(),
                same: Default::default(),
                took: None,
            })
        };
        let kind = |kind: &str| (FieldId::from("kind"), Value::Choice(ChoiceId::from(kind)));
        let said = row
            .as_ref()
            .is_some_and(|r| r.said != super::rows::DaySaid::Nothing);
        let (act, happened) = match mark {
            EveningMark::Locked { at, why } => {
                let mut values = Values::new();
                if !said {
                    values.extend([kind("locked")]);
                }
                if let Some(words) = self.outside_words(place)? {
                    values.insert(FieldId::from("out"), Value::Paragraph(words));
                }
                if let Some(why) = why {
                    values.insert(FieldId::from("why"), Value::Paragraph(why.clone()));
                }
                (sign(super::LOCK, values), Some(*at))
            }
            EveningMark::FoundOpen { at, seen } => {
                let values = Values::from([(FieldId::from("found"), Value::Choice(seen.clone()))]);
                (sign(super::FOUND_OPEN, values), Some(*at))
            }
            EveningMark::Asked { to } => (
                CaseAct::Request {
                    to: *to,
                    open: opening.clone(),
                },
                None,
            ),
            EveningMark::Explained { values } => (sign(super::EXPLAIN, values.clone()), None),
        };
        Ok(Proposal {
            case,
            unit: self.unit_of_place(place, day),
            after: row.and_then(|r| r.head),
            act,
            happened,
            day: Some(day),
        })
    }

    fn locking_opening(&self, place: PlaceId) -> Opening {
        let id = DefId::from(super::LOCKING);
        Opening {
            procedure: DefRef {
                rev: self.catalogue.latest(&id).map_or(1, |d| d.rev),
                id,
            },
            origin: None,
            values: Values::from([(FieldId::from("place"), Value::Place(place))]),
        }
    }

    fn unit_of_place(&self, place: PlaceId, day: WorkDay) -> UnitId {
        self.office
            .place(place, day.0)
            .or_else(|| self.office.place_ever(place))
            .map_or(UnitId(1), |p| p.unit)
    }

    /// What belongs in a place and is outside now, one line each, as the signed text names it:
    /// what is signed is the binding text, whatever language it is read in.
    fn outside_words(&self, place: PlaceId) -> Result<Option<Paragraph>, DeskError> {
        let lines = self.outside_said(place, Tongue::Ja)?;
        if lines.is_empty() {
            return Ok(None);
        }
        Ok(Paragraph::new(&lines.join("\n")).ok())
    }

    /// The same for whoever reads it in `tongue`.
    pub fn outside_said(&self, place: PlaceId, tongue: Tongue) -> Result<Vec<String>, DeskError> {
        let rows = self.outside_of(place)?;
        let said = rows.iter().flat_map(|o| {
            let no = o.form_no.unwrap_or(o.number);
            let due = o.due.map(|day| (day, o.due_time));
            o.outside
                .iter()
                .filter(|l| l.place == Some(place) && l.said != OutsideSaid::Brought)
                .map(move |l| say_outside(no, l.title.as_str(), l.count, due, tongue))
        });
        Ok(said.collect())
    }
}
