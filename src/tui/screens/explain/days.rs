//! The days that wait for an explanation, looked up at the desk.

use super::{Explain, Stage};
use crate::calendar::WorkDay;
use crate::desk::{DaySaid, Desk, DeskError, View};
use crate::journal::{EntryId, PlaceId};
use crate::tui::Cx;
use crate::tui::say::refusal;
use crate::tui::screens::signing::Signing;
use std::sync::Arc;

/// A past day without a settled lock.
#[derive(Debug, Clone)]
pub(super) struct Hole {
    pub(super) place: PlaceId,
    pub(super) name: String,
    pub(super) day: WorkDay,
    pub(super) explained: bool,
    pub(super) found_open: bool,
    /// It is recorded as locked: only that it stood open can still be said of it.
    pub(super) locked: bool,
    /// What the screen saw last of its case.
    pub(super) head: Option<EntryId>,
}

impl Explain {
    pub(super) fn look<A>(&mut self, cx: &Cx<'_, Desk, A>) {
        let words = cx.words();
        if let Err(why) = cx.desk().view().and_then(|view| self.take(&view)) {
            self.broken = Some(refusal::desk(&why, words));
        }
    }

    /// After a refusal: what was typed stays while the day still waits for it. Where somebody has
    /// acted on the day meanwhile, the sentence is read anew; where it is explained, there is none.
    pub(super) fn look_again<A>(&mut self, cx: &mut Cx<'_, Desk, A>) {
        let Some(was) = self.hole() else { return };
        let (place, day, locked, head) = (was.place, was.day, was.locked, was.head);
        self.look(cx);
        if locked && let Ok(view) = cx.desk().view() {
            let _ = self.add_locked(&view, place, day);
        }
        cx.page_opened();
        let waits = |hole: &Hole| hole.place == place && hole.day == day && !hole.explained;
        let now = self.holes.iter().position(waits);
        let same = now
            .and_then(|nth| self.holes.get(nth))
            .map(|h| h.head == head);
        if let Some(nth) = now {
            self.list.select(nth);
        }
        if same == Some(true) {
            return;
        }
        self.ready = None;
        match (&mut self.stage, now) {
            (Stage::Form(form), Some(_)) => form.back(),
            _ => self.stage = Stage::Days,
        }
    }

    fn take(&mut self, view: &View) -> Result<(), DeskError> {
        let mut holes = Vec::new();
        for hole in view.holes()? {
            let row = view.day_row(hole.place, hole.day)?;
            holes.push(Hole {
                place: hole.place,
                name: hole.name.to_string(),
                day: hole.day,
                explained: hole.explained,
                found_open: hole.found_open,
                locked: false,
                head: row.and_then(|row| row.head),
            });
        }
        // The latest first: most often it is yesterday's. What is explained waits for somebody else.
        holes.sort_by_key(|hole| (hole.explained, std::cmp::Reverse(hole.day), hole.place));
        self.holes = holes;
        self.list.set_len(self.holes.len());
        self.today = view.today();
        if self.line.is_none() {
            self.line = Some(Signing::new(&view.office, self.owner));
        }
        self.office = Some(Arc::clone(&view.office));
        self.broken = None;
        if let Some((place, day)) = self.wanted.take() {
            self.add_locked(view, place, day)?;
            let of = |hole: &Hole| hole.place == place && hole.day == day && !hole.explained;
            if let Some(nth) = self.holes.iter().position(of) {
                self.list.select(nth);
                self.stage = Stage::Kind;
            }
        }
        Ok(())
    }

    /// A past day that is recorded as locked, so that its place can be reported as found open since
    /// (law 12).
    fn add_locked(&mut self, view: &View, place: PlaceId, day: WorkDay) -> Result<(), DeskError> {
        let Some(row) = view.day_row(place, day)? else {
            return Ok(());
        };
        let known = self.holes.iter().any(|h| h.place == place && h.day == day);
        if known || day >= self.today || row.said != DaySaid::Locked {
            return Ok(());
        }
        let name = view.office.place_ever(place).map(|p| p.name.to_string());
        self.holes.push(Hole {
            place,
            name: name.unwrap_or_default(),
            day,
            explained: false,
            found_open: false,
            locked: true,
            head: row.head,
        });
        self.list.set_len(self.holes.len());
        Ok(())
    }
}
