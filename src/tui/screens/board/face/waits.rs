//! Who is waited for: the second check, the manager, anybody else.

use super::{Line, With};
use crate::calendar::Recorded;
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
                behind: Vec::new(),
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
        // A record is called by the number that it has among what falls due, too.
        let form_no = wait.form_no.filter(|_| law != Law::Record);
        let no = say::case_no(form_no, wait.number, words);
        // What an incident is about stands on no screen that anybody may see.
        let subject = if wait.procedure.0 == INCIDENT {
            String::new()
        } else {
            say::subject(&wait.subject, law, self.view, words)
        };
        let back = self.sent_back(wait);
        let since = back.as_ref().map_or(wait.since, |(_, since)| *since);
        let who = match (&wait.step, wait.asked) {
            _ if back.is_some() => {
                let author = back.map(|(author, _)| author).unwrap_or_default();
                t!(words, board_wait_sent_back, name = author)
            }
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
                when::since(since, self.board.now, words),
            ],
            behind: Vec::new(),
        }
    }

    /// Who had signed what was sent back, and when that was. Only a step that begins a case can
    /// wait in one for this.
    fn sent_back(&self, wait: &WaitLine) -> Option<(String, Recorded)> {
        let definition = self.view.catalogue().latest(&wait.procedure)?;
        let step = wait.step.as_ref()?;
        definition.step(step).filter(|step| step.opens_case())?;
        let row = self.view.case_row(wait.case).ok()??;
        let (note, author) = say::sent_back(&row.case, step)?;
        Some((say::person(&self.view.office, author), note.recorded))
    }
}
