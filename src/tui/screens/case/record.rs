//! A case as rows of text: every value, everything that was done, what waits, what is signed.
//!
//! Shared by the inbox, whose records are read to the end before they can be signed, and the screen
//! of one case. Blind values are masked until the second check; the desk leaves them out of the
//! history as well.

use crate::desk::{CaseRow, HistoryLine, View};
use crate::locale::Locale;
use crate::procedure::{
    ChoiceId, Definition, NoteKind, Signed, State, StepId, Values, When, due, next_steps,
    open_question, sentence, who_may,
};
use crate::t;
use crate::tui::say::{self, when};
use crate::tui::{Ink, Row, Tone};
use std::collections::BTreeMap;

/// A piece of a record, before it is broken into rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// A question and its answer, with the clause that asks for it.
    Entry {
        /// The question.
        label: String,
        /// The answer.
        value: String,
        /// The clause; empty where the rule is this product's own.
        clause: String,
    },
    /// Text so many columns in.
    Line(u16, String),
    /// Short texts one behind the other, as many to a row as fit.
    Flow(Vec<String>),
}

/// The column of answers.
const VALUE_AT: u16 = 18;

/// Breaks pieces into rows of so many columns.
#[must_use]
pub fn rows(pieces: &[Piece], ink: Ink, columns: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Heading(text) => {
                for line in ink.wrap(text, columns.saturating_sub(2)) {
                    rows.push(Row::new().gap(1).toned(Tone::Heading, line));
                }
            }
            Piece::Line(indent, text) => {
                for line in ink.wrap(text, columns.saturating_sub(indent + 1)) {
                    rows.push(Row::new().gap(*indent).text(line));
                }
            }
            Piece::Entry {
                label,
                value,
                clause,
            } => entry(label, value, clause, ink, columns, &mut rows),
            Piece::Flow(items) => flow(items, ink, columns, &mut rows),
        }
    }
    rows
}

/// Between the texts of a flow.
const BETWEEN: u16 = 3;

fn flow(items: &[String], ink: Ink, columns: u16, rows: &mut Vec<Row>) {
    let room = columns.saturating_sub(3);
    let mut row = Row::new().gap(2);
    let mut taken = 0;
    for item in items {
        let wide = ink.width(item);
        if taken > 0 && taken + BETWEEN + wide > room {
            rows.push(std::mem::replace(&mut row, Row::new().gap(2)));
            taken = 0;
        }
        if wide > room {
            let mut lines = ink.wrap(item, room);
            let last = lines.pop().unwrap_or_default();
            rows.extend(lines.into_iter().map(|line| Row::new().gap(2).text(line)));
            taken = ink.width(&last);
            row = row.text(last);
            continue;
        }
        if taken > 0 {
            row = row.gap(BETWEEN);
            taken += BETWEEN;
        }
        row = row.text(item);
        taken += wide;
    }
    if taken > 0 {
        rows.push(row);
    }
}

fn entry(label: &str, value: &str, clause: &str, ink: Ink, columns: u16, rows: &mut Vec<Row>) {
    let beside = ink.width(label) + 3 <= VALUE_AT;
    let right = ink.width(clause);
    let clause_at = columns.saturating_sub(right + 1);
    if !beside {
        let row = Row::new().gap(2).text(label);
        let fits = ink.width(label) + right + 6 < columns;
        rows.push(if fits {
            row.at(clause_at).toned(Tone::Faint, clause)
        } else {
            row
        });
    }
    let room = if beside && right > 0 {
        clause_at.saturating_sub(VALUE_AT + 2)
    } else {
        columns.saturating_sub(VALUE_AT + 1)
    };
    for (nth, line) in ink.wrap(value, room).iter().enumerate() {
        let mut row = Row::new();
        if nth == 0 && beside {
            row = row.gap(2).text(label);
        }
        row = row.at(VALUE_AT).text(line);
        if nth == 0 && beside && right > 0 {
            row = row.at(clause_at).toned(Tone::Faint, clause);
        }
        rows.push(row);
    }
}

/// What a record is read from.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The office.
    pub view: &'a View,
    /// The case.
    pub row: &'a CaseRow,
    /// What it runs.
    pub definition: &'a Definition,
    /// The language.
    pub words: Locale,
}

impl<'a> Reading<'a> {
    /// A case with its definition; none where this program does not know its procedure.
    #[must_use]
    pub fn of(view: &'a View, row: &'a CaseRow, words: Locale) -> Option<Self> {
        Some(Self {
            view,
            row,
            definition: view.catalogue().get(&row.case.procedure)?,
            words,
        })
    }

    fn value(&self, id: &crate::procedure::FieldId, value: &crate::procedure::Value) -> String {
        say::value(
            self.view,
            self.definition,
            &self.row.case,
            id,
            value,
            self.words,
        )
    }

    /// Every value as it stands, in the order of the questions.
    #[must_use]
    pub fn values(&self) -> Vec<Piece> {
        let case = &self.row.case;
        let mut pieces = Vec::new();
        for field in &self.definition.fields {
            let Some(value) = case.values.get(&field.id) else {
                continue;
            };
            pieces.push(Piece::Entry {
                label: field.label.get(say::tongue(self.words)).to_owned(),
                value: self.value(&field.id, value),
                clause: say::clause(&field.clauses, case.profile, self.words).unwrap_or_default(),
            });
        }
        if let Some(last) = case.extensions.last() {
            let today = self.view.now.date();
            let first = self
                .definition
                .due
                .iter()
                .find_map(|due| case.values.get(&due.from).map(|v| (&due.from, v)))
                .map(|(id, value)| self.value(id, value))
                .unwrap_or_default();
            let until = when::day(last.until, today, self.words);
            pieces.push(Piece::Line(
                2,
                t!(self.words, case_first_due, day = first, until = until),
            ));
        }
        pieces.extend(self.relations());
        pieces
    }

    /// The case that opened this one, and those that it opened.
    fn relations(&self) -> Vec<Piece> {
        let words = self.words;
        let mut pieces = Vec::new();
        let named = |id| {
            let row = self.view.case_row(id).ok().flatten()?;
            let title = say::procedure(self.view, &row.case.procedure.id, words);
            let no = say::case_no(row.form_no, row.number, words);
            Some((title, no, row.case.state))
        };
        let origin = self.row.case.origin.as_ref();
        if let Some((procedure, no, _)) = origin.and_then(|origin| named(origin.case)) {
            let text = t!(words, case_origin, procedure = procedure, no = no);
            pieces.push(Piece::Line(2, text));
        }
        for child in self.row.case.children.keys() {
            if let Some((procedure, no, state)) = named(*child) {
                pieces.push(Piece::Line(
                    2,
                    t!(
                        words,
                        case_opened,
                        procedure = procedure,
                        no = no,
                        state = say::state(state, words)
                    ),
                ));
            }
        }
        pieces
    }

    /// Everything that was done, oldest first, with terminals, failed tries and every value that an
    /// act filled.
    #[must_use]
    pub fn history(&self, lines: &[HistoryLine]) -> Vec<Piece> {
        let mut pieces = vec![Piece::Heading(t!(self.words, case_heading_history))];
        for line in lines {
            super::deed::full(self, line, lines, &mut pieces);
        }
        pieces
    }

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

    /// The history in as few rows as it takes.
    #[must_use]
    pub fn brief(&self, lines: &[HistoryLine]) -> Piece {
        Piece::Flow(
            lines
                .iter()
                .map(|line| super::deed::brief(self, line, lines))
                .collect(),
        )
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
