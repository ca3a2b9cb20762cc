//! Who is waited for: the second check, the manager, anybody else.

use super::{Line, With};
use crate::desk::{INCIDENT, WaitLine};
use crate::procedure::Law;
use crate::t;
use crate::tui::say::when;
use crate::tui::{Mark, say};

impl With<'_> {
    pub(super) fn waits(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let board = self.board;
        lines.extend(
            board
                .second_checks
                .iter()
                .map(|w| self.wait(w, Law::Sending)),
        );
        if let Some((count, oldest)) = board.manager {
            let words = self.words;
            let since = when::since(oldest, board.now, words);
            let role = say::role(&self.view.office, crate::journal::Role::Manager, words);
            lines.push(Line {
                mark: Some(Mark::Waiting),
                columns: vec![
                    role,
                    t!(words, board_wait_count, count = count),
                    t!(words, board_wait_oldest, since = since),
                ],
            });
        }
        lines.extend(board.others.iter().map(|w| self.wait(w, self.law(w))));
        lines
    }

    fn law(&self, wait: &WaitLine) -> Law {
        let definition = self.view.catalogue().latest(&wait.procedure);
        definition.map_or(Law::Record, |d| d.law)
    }

    fn wait(&self, wait: &WaitLine, law: Law) -> Line {
        let words = self.words;
        let office = &self.view.office;
        let definition = self.view.catalogue().latest(&wait.procedure);
        let step = match (&wait.step, definition) {
            (Some(step), Some(definition)) => say::step(definition, step, words),
            _ => t!(words, board_wait_question),
        };
        let title = match law {
            Law::Sending => t!(words, board_sending),
            Law::TakeOut => t!(words, board_take_out),
            Law::Locking | Law::Record => say::procedure(self.view, &wait.procedure, words),
        };
        let no = say::case_no(wait.form_no, wait.number, words);
        // What an incident is about stands on no screen that anybody may see.
        let subject = if wait.procedure.0 == INCIDENT {
            String::new()
        } else {
            say::subject(&wait.subject, law, self.view, words)
        };
        let who = match (&wait.step, wait.asked) {
            (None, Some(asked)) => t!(words, board_wait_asked, name = say::person(office, asked)),
            _ if wait.excluded.is_empty() => t!(words, board_wait_anybody),
            _ => {
                let names: Vec<String> = wait
                    .excluded
                    .iter()
                    .map(|no| say::person(office, *no))
                    .collect();
                let names = names.join(&t!(words, say_and));
                t!(words, board_wait_not, names = names)
            }
        };
        Line {
            mark: Some(Mark::Waiting),
            columns: vec![
                step,
                format!("{title} {no} {subject}"),
                who,
                when::since(wait.since, self.board.now, words),
            ],
        }
    }
}
