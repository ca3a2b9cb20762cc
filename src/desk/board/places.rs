//! The places of a day as they stand, and the days past that wait for a lock or its explanation.

use super::{HoleLine, PlaceLine, PlaceState};
use crate::calendar::WorkDay;
use crate::desk::error::DeskError;
use crate::desk::rows::board::Tally;
use crate::desk::rows::{DayRow, DaySaid, Outside, OutsideSaid, key};
use crate::desk::view::{View, each_row, read_row};
use crate::office::Place;
use crate::procedure::{Every, Law, Period, Periods};
use crate::store::{Direction, KeyRange, Rows};
use std::collections::BTreeMap;

/// How many days back the board looks for holes at the most.
const LOOK_BACK: i32 = 366 * 2;

impl View {
    /// Every place in use on a day, as it stands, with what is outside of it.
    pub(in crate::desk) fn places_of(&self, day: WorkDay) -> Result<Vec<PlaceLine>, DeskError> {
        let opens = self.open_rows_of(Law::TakeOut)?;
        let rows = self.rows()?;
        let places = self.office.places_on(day.0).into_iter();
        let line = |place: &Place| {
            let mut line = self.place_line(&rows, place, day)?;
            line.outside = opens
                .iter()
                .flat_map(|o| {
                    let of = o.outside.iter().filter(|line| line.place == Some(place.id));
                    of.map(|line| (o.form_no.unwrap_or(o.number), line.clone()))
                })
                .collect();
            let said = |(_, line): &&(u32, Outside)| line.said != OutsideSaid::Brought;
            line.out = line.outside.iter().filter(said).count();
            Ok(line)
        };
        places.map(line).collect()
    }

    /// Every place in use on a day, unlocked ones before explained ones; of what is outside the
    /// counts.
    pub(super) fn places_counted(
        &self,
        rows: &dyn Rows,
        day: WorkDay,
        tally: &Tally,
    ) -> Result<Vec<PlaceLine>, DeskError> {
        let mut lines = Vec::new();
        for place in self.office.places_on(day.0) {
            let mut line = self.place_line(rows, place, day)?;
            let out = tally.places.get(&place.id).copied().unwrap_or(0);
            line.out = usize::try_from(out).unwrap_or(usize::MAX);
            lines.push(line);
        }
        lines.sort_by_key(|p| (rank(&p.state), p.place));
        Ok(lines)
    }

    fn place_line(
        &self,
        rows: &dyn Rows,
        place: &Place,
        day: WorkDay,
    ) -> Result<PlaceLine, DeskError> {
        let row: Option<DayRow> = read_row(rows, key::DAYS, &key::day(place.id, day))?;
        let late = self.past_closing(day);
        let state = match &row {
            None => PlaceState::Open { late, asked: None },
            Some(row) if row.open_again => PlaceState::FoundOpen,
            Some(row) => match (row.said, row.locks.last()) {
                (DaySaid::Locked, Some(lock)) => PlaceState::Locked {
                    by: lock.by,
                    at: lock.happened,
                },
                (DaySaid::NotLocked | DaySaid::Nobody, _) => PlaceState::Said(row.said),
                _ => PlaceState::Open {
                    late,
                    asked: row.asked.map(|(to, _)| to),
                },
            },
        };
        Ok(PlaceLine {
            place: place.id,
            name: place.name.clone(),
            key_place: place.key_place.clone(),
            state,
            out: 0,
            outside: Vec::new(),
            case: self.day_case(place.id, day),
            head: row.and_then(|r| r.head),
        })
    }

    /// The days past without a settled lock, the oldest first.
    pub fn holes(&self) -> Result<Vec<HoleLine>, DeskError> {
        self.holes_before(&self.rows()?, self.today())
    }

    pub(super) fn holes_before(
        &self,
        rows: &dyn Rows,
        day: WorkDay,
    ) -> Result<Vec<HoleLine>, DeskError> {
        let mut holes = Vec::new();
        for place in &self.office.places {
            // Only the version of a place that was in use can have a hole on a day.
            self.holes_of(rows, place, day, &mut holes)?;
        }
        holes.sort_by_key(|h| (h.day, h.place));
        holes.dedup_by_key(|h| (h.day, h.place));
        Ok(holes)
    }

    /// Days of `place` before `today` that are not settled. Flat in the years behind, and in those
    /// since a day that stays open: only the days between settled stretches are looked at.
    fn holes_of(
        &self,
        rows: &dyn Rows,
        place: &Place,
        today: WorkDay,
        holes: &mut Vec<HoleLine>,
    ) -> Result<(), DeskError> {
        let of = |day| Period::of(Every::OpenDay, day).index();
        let yesterday = of(today.0) - 1;
        let last = place.span.until.map_or(yesterday, |u| of(u).min(yesterday));
        let first = of(place.span.from).max(yesterday - LOOK_BACK);
        if first > last {
            return Ok(());
        }
        let settled: Option<Periods> = read_row(rows, key::SETTLED, &key::settled(place.id))?;
        let left = settled.unwrap_or_default().not_among(&[(first, last)]);
        for (from, to) in left {
            self.holes_in(rows, place, (from, to), holes)?;
        }
        Ok(())
    }

    /// Of days that are not settled those that have to be explained.
    fn holes_in(
        &self,
        rows: &dyn Rows,
        place: &Place,
        (from, to): (i32, i32),
        holes: &mut Vec<HoleLine>,
    ) -> Result<(), DeskError> {
        let day_of = |number| Period::at(Every::OpenDay, number).first();
        let key_of = |number| key::day(place.id, WorkDay(day_of(number)));
        let range = KeyRange::between(key::DAYS, &key_of(from), &key_of(to + 1));
        let mut known: BTreeMap<Vec<u8>, DayRow> = BTreeMap::new();
        each_row(rows, &range, Direction::Forward, usize::MAX, |key, row| {
            known.insert(key.to_vec(), row);
            Ok(())
        })?;
        for number in from..=to {
            let day = day_of(number);
            let row = known.get(&key_of(number));
            let hole = match row {
                None => self.office.days.is_open(day),
                Some(row) => {
                    !row.settled()
                        && (self.office.days.is_open(day) || row.said != DaySaid::Nothing)
                }
            };
            if hole {
                holes.push(HoleLine {
                    place: place.id,
                    name: place.name.clone(),
                    day: WorkDay(day),
                    explained: row.is_some_and(|r| match r.said {
                        DaySaid::NotLocked | DaySaid::Nobody => true,
                        DaySaid::Locked => r.open_again && r.open_explained,
                        DaySaid::Nothing => false,
                    }),
                    found_open: row.is_some_and(|r| r.open_again),
                });
            }
        }
        Ok(())
    }
}

fn rank(state: &PlaceState) -> u8 {
    match state {
        PlaceState::FoundOpen => 0,
        PlaceState::Open { .. } => 1,
        PlaceState::Said(_) => 2,
        PlaceState::Locked { .. } => 3,
    }
}
