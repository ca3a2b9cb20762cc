//! What waits in a case, what is signed next, and what follows on it.

use super::Reading;
use super::flow::Piece;
use crate::procedure::{
    ChoiceId, NoteKind, Signed, State, StepId, Values, When, due, next_steps, open_question,
    sentence, who_may,
};
use crate::t;
use crate::tui::say;
use crate::tui::say::when;
use std::collections::BTreeMap;

impl<'a> Reading<'a> {
    /// What waits, for whom, and by when.
    #[must_use]
    pub fn waits(&self) -> Vec<Piece> {
        let words = self.words;
        let case = &self.row.case;
        let mut pieces = vec![Piece::Heading(t!(words, case_heading_waits))];
        if case.state != State::Open {
            pieces.push(Piece::Line(2, say::state(case.state, words)));
            return pieces;
        }
        let world = self.view.world();
        let mut told: Vec<StepId> = Vec::new();
        for next in next_steps(&world, case) {
            if told.contains(&next.step) {
                continue;
            }
            told.push(next.step.clone());
            let step = say::step(self.definition, &next.step, words);
            if next.optional {
                pieces.push(Piece::Line(2, t!(words, case_wait_optional, step = step)));
                continue;
            }
            let since = when::since(next.since, self.view.now, words);
            let mut text = t!(words, case_wait, step = step, since = since);
            if let Some(due) = next.due {
                let until = when::until(due, None, self.view.now, words);
                text = format!("{text}  {until}");
            }
            pieces.push(Piece::Line(2, text));
            let day = self.view.today().0;
            let who = who_may(&world, case, &next.step, next.line, day);
            pieces.push(Piece::Line(4, self.who(&who)));
        }
        if let Some(asked) = open_question(case) {
            let who = say::person(&self.view.office, asked);
            pieces.push(Piece::Line(2, t!(words, case_wait_asked, who = who)));
        }
        if pieces.len() == 1 {
            pieces.push(Piece::Line(2, t!(words, case_waits_nothing)));
        }
        pieces
    }

    /// Who may sign; in an office of many, the first few.
    fn who(&self, who: &[(crate::journal::PersonNo, crate::journal::Capacity)]) -> String {
        const FEW: usize = 4;
        let words = self.words;
        if who.is_empty() {
            return t!(words, case_wait_nobody);
        }
        let few = who.get(..FEW.min(who.len())).unwrap_or(who);
        let mut names = say::either(&self.view.office, few, words);
        if who.len() > FEW {
            names = t!(words, case_wait_more, first = names, more = who.len() - FEW);
        }
        t!(words, case_wait_who, who = names)
    }

    /// Word for word what a signature on these steps says: the statements, then every value that is
    /// signed with them, each once.
    #[must_use]
    pub fn sentences(
        &self,
        steps: &[StepId],
        values: &Values,
        lines: &BTreeMap<u16, Option<ChoiceId>>,
    ) -> (Vec<String>, Vec<String>) {
        let signed = Signed {
            values,
            lines,
            day: self.row.case.day,
            today: self.view.today(),
        };
        let world = self.view.world();
        let (mut statements, mut told) = (Vec::new(), Vec::new());
        for step in steps {
            let said = sentence(
                &world,
                self.definition,
                Some(&self.row.case),
                step,
                &signed,
                say::tongue(self.words),
            );
            let mut said = said.into_iter();
            statements.extend(said.next());
            for entry in said {
                if !told.contains(&entry) {
                    told.push(entry);
                }
            }
        }
        (statements, told)
    }

    /// What signing these steps opens, as far as the answers so far leave it possible.
    #[must_use]
    pub fn follows(
        &self,
        steps: &[StepId],
        values: &Values,
        lines: &BTreeMap<u16, Option<ChoiceId>>,
    ) -> Vec<Piece> {
        let words = self.words;
        let mut opens: Vec<(String, Vec<String>)> = Vec::new();
        let mut add = |procedure: String, when: Option<String>| match opens
            .iter_mut()
            .find(|(known, _)| *known == procedure)
        {
            Some((_, whens)) => whens.extend(when),
            None => opens.push((procedure, when.into_iter().collect())),
        };
        for step in steps.iter().filter_map(|id| self.definition.step(id)) {
            for opens in &step.opens {
                let decided_otherwise = opens.when.iter().any(|when| {
                    matches!(values.get(&when.field), Some(crate::procedure::Value::Choice(chosen))
                        if !when.is.contains(chosen))
                });
                if !decided_otherwise {
                    let procedure = say::procedure(self.view, &opens.procedure, words);
                    add(procedure, self.condition(&opens.when));
                }
            }
            let all = lines.len() >= self.waiting_lines(step);
            for (id, outcome) in &step.outcome {
                let Some(opens) = &outcome.opens else {
                    continue;
                };
                if !all || lines.values().any(|chosen| chosen.as_ref() == Some(id)) {
                    let procedure = say::procedure(self.view, opens, words);
                    add(
                        procedure,
                        Some(outcome.label.get(say::tongue(words)).to_owned()),
                    );
                }
            }
        }
        opens
            .into_iter()
            .map(|(procedure, whens)| {
                let text = if whens.is_empty() {
                    t!(words, case_opens, procedure = procedure)
                } else {
                    let when = whens.join(&t!(words, say_or));
                    t!(words, case_opens_if, when = when, procedure = procedure)
                };
                Piece::Line(2, text)
            })
            .collect()
    }

    /// On how many lines a step waits.
    fn waiting_lines(&self, step: &crate::procedure::Step) -> usize {
        next_steps(&self.view.world(), &self.row.case)
            .iter()
            .filter(|next| next.step == step.id)
            .count()
    }

    /// The answers on which something depends, in words.
    fn condition(&self, whens: &[When]) -> Option<String> {
        let words: Vec<String> = whens
            .iter()
            .filter_map(|when| {
                let field = self.definition.field(&when.field)?;
                let labels: Vec<&str> = field
                    .choices
                    .iter()
                    .filter(|choice| when.is.contains(&choice.id))
                    .map(|choice| choice.label.get(say::tongue(self.words)))
                    .collect();
                Some(labels.join(&t!(self.words, say_or)))
            })
            .collect();
        (!words.is_empty()).then(|| words.join(&t!(self.words, say_and)))
    }

    /// The steps whose judgements can be sent back, the latest first.
    #[must_use]
    pub fn can_be_sent_back(&self) -> Vec<StepId> {
        let case = &self.row.case;
        if case.sealed || case.state != State::Open {
            return Vec::new();
        }
        let mut steps: Vec<StepId> = Vec::new();
        for mark in case.marks.iter().rev().filter(|mark| mark.void.is_none()) {
            let judgement = self
                .definition
                .step(&mark.step)
                .is_some_and(|step| step.meaning.is_judgement());
            if judgement && !steps.contains(&mark.step) {
                steps.push(mark.step.clone());
            }
        }
        steps
    }

    /// The last day by which something is due that a manager may move.
    #[must_use]
    pub fn due(&self) -> Option<chrono::NaiveDate> {
        due(self.definition, &self.row.case)
            .iter()
            .filter(|due| !due.fixed)
            .map(|due| due.by)
            .max()
    }

    /// The last question that is not answered yet, with who asked.
    #[must_use]
    pub fn question(&self) -> Option<(crate::journal::PersonNo, String)> {
        open_question(&self.row.case)?;
        let note = self
            .row
            .case
            .notes
            .iter()
            .rev()
            .find(|note| note.kind == NoteKind::Question)?;
        let lines: Vec<&str> = note.words.lines().iter().map(|l| l.as_str()).collect();
        Some((note.by, lines.join(" ")))
    }
}
