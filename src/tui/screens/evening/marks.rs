//! The places of the evening with what was marked on them. Nothing here is stored.

use crate::calendar::{Happened, Moment, WorkDay};
use crate::desk::{
    DeskError, EveningMark, FOUND_OPEN, LOCKING, OutState, OutsideSaid, PlaceLine, PlaceState,
    Proposal, View,
};
use crate::journal::{PersonNo, PlaceId};
use crate::procedure::{CaseAct, Choice, ChoiceId, DefId, FieldId, Kind, StepId, Value};
use crate::text::Tongue;
use std::time::{Duration, Instant};

/// After so long a stamp must be made again.
const LIFE: Duration = Duration::from_secs(600);

/// The moment of a key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) at: Moment,
    pub(super) pressed: Instant,
}

impl Stamp {
    /// Either clock decides: the office's may stand still or go back, the machine's sleeps.
    fn is_old(self, now: Moment, at: Instant) -> bool {
        let told = u64::try_from(now.seconds_since(self.at)).unwrap_or(0);
        told >= LIFE.as_secs() || at.saturating_duration_since(self.pressed) >= LIFE
    }
}

/// It was found open, and what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) stamp: Stamp,
    pub(super) seen: ChoiceId,
}

/// A place with its marks.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) line: PlaceLine,
    /// The printed names of its form.
    pub(super) roster: Vec<PersonNo>,
    /// What belongs in it and is outside, word for word as it will be signed.
    pub(super) out: Vec<String>,
    /// The same as it is read on the screen: in another language where that is another.
    pub(super) read: Vec<String>,
    /// Something of it is past its time.
    pub(super) late: bool,
    pub(super) stamp: Option<Stamp>,
    pub(super) found: Option<Found>,
}

impl Place {
    fn is_marked(&self) -> bool {
        self.stamp.is_some() || self.found.is_some()
    }

    /// Whether it still lacks a lock and has no stamp.
    pub(super) fn is_left(&self) -> bool {
        self.stamp.is_none()
            && matches!(
                self.line.state,
                PlaceState::Open { .. } | PlaceState::FoundOpen
            )
    }

    /// Whether a lock of it stands today.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self.line.state, PlaceState::Locked { .. })
    }
}

/// What 空白 did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Toggled {
    Stamped,
    TakenOff,
    /// Somebody has said that it was not locked, or that nobody worked.
    Said,
}

/// What one proposal of the signature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Lock,
    Found,
    Ask,
}

/// One proposal, and the place that it is about.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) place: PlaceId,
    pub(super) what: What,
    pub(super) proposal: Proposal,
}

/// All places of the evening.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub(super) places: Vec<Place>,
    /// Who is asked to lock what is left.
    pub(super) asked: Option<PersonNo>,
}

impl Marks {
    /// Looks at the office again. Gives the places on which somebody else has acted meanwhile, so
    /// that what was marked on them no longer stands.
    pub(super) fn look(
        &mut self,
        view: &View,
        day: WorkDay,
        tongue: Tongue,
    ) -> Result<Vec<PlaceId>, DeskError> {
        let mut turned = Vec::new();
        let mut places = Vec::new();
        let late = late(view)?;
        for line in view.evening(day)? {
            let before = self.places.iter().find(|p| p.line.place == line.place);
            let same = before.filter(|p| p.line.head == line.head);
            if same.is_none() && before.is_some_and(Place::is_marked) {
                turned.push(line.place);
            }
            let roster = view.office.place(line.place, day.0);
            let out = outside(view, line.place, day)?;
            let read = match tongue {
                Tongue::Ja => out.clone(),
                Tongue::En => view.outside_said(line.place, tongue)?,
            };
            places.push(Place {
                roster: roster.map(|p| p.roster.clone()).unwrap_or_default(),
                out,
                read,
                late: line
                    .outside
                    .iter()
                    .any(|(no, line)| line.said != OutsideSaid::Brought && late.contains(no)),
                stamp: same.and_then(|p| p.stamp),
                found: same.and_then(|p| p.found.clone()),
                line,
            });
        }
        self.places = places;
        Ok(turned)
    }

    /// The first place that is left, at or behind `from`, then from the top.
    pub(super) fn next_left(&self, from: usize) -> Option<usize> {
        let left = |(nth, place): (usize, &Place)| place.is_left().then_some(nth);
        let places = || self.places.iter().enumerate();
        places()
            .skip(from)
            .find_map(left)
            .or_else(|| places().find_map(left))
    }

    /// 空白: puts the stamp on, or takes it off.
    pub(super) fn toggle(&mut self, nth: usize, stamp: Stamp) -> Option<Toggled> {
        let place = self.places.get_mut(nth)?;
        Some(if place.stamp.take().is_some() {
            Toggled::TakenOff
        } else if matches!(place.line.state, PlaceState::Said(_)) {
            Toggled::Said
        } else {
            place.stamp = Some(stamp);
            Toggled::Stamped
        })
    }

    /// Takes off the stamps that are too old. Gives how many.
    pub(super) fn expire(&mut self, now: Moment, at: Instant) -> usize {
        let mut gone = 0;
        for place in &mut self.places {
            if place.stamp.is_some_and(|stamp| stamp.is_old(now, at)) {
                place.stamp = None;
                gone += 1;
            }
            if place
                .found
                .as_ref()
                .is_some_and(|f| f.stamp.is_old(now, at))
            {
                place.found = None;
                gone += 1;
            }
        }
        gone
    }

    /// Takes everything off, after it was signed.
    pub(super) fn clear(&mut self) {
        for place in &mut self.places {
            place.stamp = None;
            place.found = None;
        }
        self.asked = None;
    }

    fn stamps(&self) -> impl Iterator<Item = Stamp> {
        self.places.iter().flat_map(|place| {
            let found = place.found.as_ref().map(|found| found.stamp);
            place.stamp.into_iter().chain(found)
        })
    }

    /// The oldest stamp.
    pub(super) fn oldest(&self) -> Option<Stamp> {
        self.stamps().min_by_key(|stamp| stamp.pressed)
    }

    /// Until when they live, left at `at`.
    pub(super) fn live_until(&self, at: Instant) -> Instant {
        let last = self.stamps().map(|stamp| stamp.pressed).max();
        last.unwrap_or(at) + LIFE
    }

    /// When the next stamp becomes too old.
    pub(super) fn ends(&self) -> Option<Instant> {
        self.oldest().map(|stamp| stamp.pressed + LIFE)
    }

    /// How many places have a stamp.
    pub(super) fn stamped(&self) -> usize {
        self.places.iter().filter(|p| p.stamp.is_some()).count()
    }

    /// The places that are left, by number.
    pub(super) fn left(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.is_left())
    }

    /// Whether anything would be signed.
    pub(super) fn any(&self) -> bool {
        self.places.iter().any(Place::is_marked)
            || (self.asked.is_some() && self.left().next().is_some())
    }

    /// What will be signed, in the order of the rows. Each names the last entry that the screen
    /// showed, whatever has come since: the desk then says who was first.
    pub(super) fn items(&self, view: &View, day: WorkDay) -> Result<Vec<Item>, DeskError> {
        let mut items = Vec::new();
        for place in &self.places {
            let mut marks = Vec::new();
            if let Some(found) = &place.found {
                let at = Happened(found.stamp.at);
                let seen = found.seen.clone();
                marks.push((What::Found, EveningMark::FoundOpen { at, seen }));
            }
            if let Some(stamp) = place.stamp {
                let at = Happened(stamp.at);
                marks.push((What::Lock, EveningMark::Locked { at, why: None }));
            }
            if let Some(to) = self.asked
                && place.is_left()
            {
                marks.push((What::Ask, EveningMark::Asked { to }));
            }
            for (what, mark) in marks {
                let mut proposal = view.propose_evening(place.line.place, day, &mark)?;
                proposal.after = place.line.head;
                items.push(Item {
                    place: place.line.place,
                    what,
                    proposal,
                });
            }
        }
        Ok(items)
    }

    /// Whether what is outside is still what was shown.
    pub(super) fn is_as_shown(&self, items: &[Item]) -> bool {
        items.iter().filter(|i| i.what == What::Lock).all(|item| {
            let shown = self.places.iter().find(|p| p.line.place == item.place);
            shown.is_some_and(|place| place.out == out_of(&item.proposal))
        })
    }
}

/// The numbers of what is past its time.
fn late(view: &View) -> Result<Vec<u32>, DeskError> {
    let outs = view.outs()?.into_iter();
    Ok(outs
        .filter(|out| matches!(out.state, OutState::Late { .. }))
        .map(|out| out.form_no.unwrap_or(out.number))
        .collect())
}

fn outside(view: &View, place: PlaceId, day: WorkDay) -> Result<Vec<String>, DeskError> {
    let at = Happened(view.now);
    let mark = EveningMark::Locked { at, why: None };
    Ok(out_of(&view.propose_evening(place, day, &mark)?))
}

/// What a lock says of what is outside.
fn out_of(proposal: &Proposal) -> Vec<String> {
    let CaseAct::Sign(sign) = &proposal.act else {
        return Vec::new();
    };
    match sign.values.get(&FieldId::from("out")) {
        Some(Value::Paragraph(words)) => words.lines().iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// What may have been seen of a place that was found open, in the order of the digits.
pub(super) fn seen(view: &View) -> Vec<Choice> {
    let definition = view.catalogue().latest(&DefId::from(LOCKING));
    let step = Some(StepId::from(FOUND_OPEN));
    definition
        .and_then(|d| {
            let mut fields = d.fields.iter();
            fields.find(|f| f.step == step && f.kind == Kind::Choice)
        })
        .map(|field| field.choices.clone())
        .unwrap_or_default()
}
