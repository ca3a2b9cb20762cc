//! The counts in the sections' headings, and what is left today in one sentence.

use super::With;
use crate::desk::PlaceState;
use crate::t;
use crate::tui::Mark;
use crate::tui::say::when;

impl With<'_> {
    fn count(&self, is: impl Fn(&PlaceState) -> bool) -> usize {
        self.board.places.iter().filter(|p| is(&p.state)).count()
    }

    fn late_places(&self) -> usize {
        let late = self.count(|s| matches!(s, PlaceState::Open { late: true, .. }));
        if self.board.open_day { late } else { 0 }
    }

    fn open_places(&self) -> usize {
        let open = self.count(|s| matches!(s, PlaceState::Open { late: false, .. }));
        if self.board.open_day { open } else { 0 }
    }

    pub(super) fn lock_head(&self) -> Vec<(Option<Mark>, String)> {
        let words = self.words;
        let board = self.board;
        let done = self.count(|s| matches!(s, PlaceState::Locked { .. }));
        let needed = self.count(|s| matches!(s, PlaceState::FoundOpen)) + self.unexplained();
        let mut counts = vec![
            (Some(Mark::Done), done.to_string()),
            (Some(Mark::Open), self.open_places().to_string()),
        ];
        for (mark, count) in [(Mark::Late, self.late_places()), (Mark::Needed, needed)] {
            if count > 0 {
                counts.push((Some(mark), count.to_string()));
            }
        }
        let cut = when::minutes(self.view.office.settings.cut.minutes());
        let until = if !board.open_day {
            t!(words, board_closed_day)
        } else if board.now.date() == board.day.0 {
            t!(words, board_until, cut = cut)
        } else {
            t!(
                words,
                board_until_today,
                cut = cut,
                day = self.day(board.day)
            )
        };
        counts.push((None, until));
        counts
    }

    pub(super) fn out_head(&self) -> Vec<(Option<Mark>, String)> {
        let counts = self.board.counts;
        if counts.taken_out() == 0 {
            return vec![(None, t!(self.words, board_none))];
        }
        [
            (Mark::Out, counts.out),
            (Mark::Late, counts.late),
            (Mark::Needed, counts.lost),
            (Mark::Waiting, counts.back),
        ]
        .into_iter()
        .filter(|(mark, count)| *mark == Mark::Out || *count > 0)
        .map(|(mark, count)| (Some(mark), count.to_string()))
        .collect()
    }

    fn unexplained(&self) -> usize {
        self.board.holes.iter().filter(|h| !h.explained).count()
    }

    pub(super) fn sum(&self) -> String {
        let words = self.words;
        let counts = self.board.counts;
        let incidents = self.board.incidents.as_ref().map_or(0, |all| all.late);
        let late =
            counts.late + self.late_places() + counts.due_late + incidents + counts.duties_late;
        let open = self.open_places() + self.count(|s| matches!(s, PlaceState::FoundOpen));
        let parts: Vec<String> = [
            (open, t!(words, board_sum_open, count = open)),
            (late, t!(words, board_sum_late, count = late)),
            (
                self.unexplained(),
                t!(words, board_sum_explain, count = self.unexplained()),
            ),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, text)| text)
        .collect();
        if parts.is_empty() {
            return t!(words, board_sum_nothing);
        }
        let parts = parts.join(&t!(words, say_and));
        t!(words, board_sum, parts = parts)
    }
}
