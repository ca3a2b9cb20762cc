//! The places of today, the past days that wait for an explanation, and what is out.

use super::{Half, Line, With};
use crate::desk::{DaySaid, HoleLine, OutLine, OutState, PlaceLine, PlaceState};
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, say};

impl With<'_> {
    pub(super) fn place(&self, place: &PlaceLine) -> Half {
        let words = self.words;
        let office = &self.view.office;
        let out = (place.out > 0).then(|| t!(words, board_place_out, count = place.out));
        let (mark, detail) = match &place.state {
            PlaceState::Locked { by, at } => {
                let cut = office.settings.cut;
                let clock = when::clock(*at, self.board.day, cut, words);
                let name = say::person(office, *by);
                (Some(Mark::Done), format!("{clock} {name}"))
            }
            PlaceState::Open { late, asked } => {
                // What is out is never hidden by whom somebody has asked.
                let asked = asked.map(|to| match &out {
                    None => t!(words, board_place_asked, name = say::person(office, to)),
                    Some(_) => t!(words, lock_asked, name = say::family(office, to)),
                });
                let parts: Vec<String> = out.into_iter().chain(asked).collect();
                let mark = match (self.board.open_day, late) {
                    (false, _) => None,
                    (true, true) => Some(Mark::Late),
                    (true, false) => Some(Mark::Open),
                };
                (mark, parts.join(" "))
            }
            PlaceState::FoundOpen => (Some(Mark::Needed), t!(words, board_place_found_open)),
            PlaceState::Said(DaySaid::Nobody) => (Some(Mark::Waiting), t!(words, lock_nobody)),
            PlaceState::Said(_) => (Some(Mark::Waiting), t!(words, lock_not_locked)),
        };
        Half {
            mark,
            name: place.name.to_string(),
            detail,
        }
    }

    /// Whether a place lacks a lock today.
    pub(super) fn is_left(&self, place: &PlaceLine) -> bool {
        match place.state {
            PlaceState::Open { .. } => self.board.open_day,
            PlaceState::FoundOpen => true,
            PlaceState::Locked { .. } | PlaceState::Said(_) => false,
        }
    }

    /// What waits for an explanation before what has one.
    pub(super) fn holes(&self, most: usize) -> Vec<Line> {
        let all = &self.board.holes;
        let left = all.iter().filter(|hole| !hole.explained);
        let told = all.iter().filter(|hole| hole.explained);
        let first = left.chain(told).take(most);
        first.map(|hole| self.hole(hole)).collect()
    }

    fn hole(&self, hole: &HoleLine) -> Line {
        let words = self.words;
        let (mark, text) = if hole.explained {
            (Mark::Waiting, t!(words, board_hole_explained))
        } else if hole.found_open {
            (Mark::Needed, t!(words, board_hole_found_open))
        } else {
            (Mark::Needed, t!(words, board_hole))
        };
        let place = t!(
            words,
            say_place_day,
            place = hole.name.as_str(),
            day = self.day(hole.day)
        );
        Line {
            mark: Some(mark),
            columns: vec![place, text],
            behind: Vec::new(),
        }
    }

    pub(super) fn out(&self, out: &OutLine) -> Line {
        let words = self.words;
        let now = self.board.now;
        let no = say::case_no(out.form_no, out.number, words);
        let subject = say::titled(&out.subject, words);
        let by = out.by.map(|by| say::person(&self.view.office, by));
        let (mark, due) = match out.state {
            OutState::Back => (Mark::Waiting, Some(t!(words, board_back))),
            OutState::Lost => (Mark::Needed, Some(t!(words, board_lost))),
            OutState::Out | OutState::Late { .. } => {
                let mark = match out.state {
                    OutState::Late { .. } => Mark::Late,
                    _ => Mark::Out,
                };
                let due = out.due.map(|due| when::due(due, out.due_time, now, words));
                (mark, due)
            }
        };
        Line {
            mark: Some(mark),
            columns: vec![
                format!("{no} {subject}"),
                by.unwrap_or_default(),
                due.unwrap_or_default(),
            ],
            behind: Vec::new(),
        }
    }
}
