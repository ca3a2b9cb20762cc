//! A question across the whole width, answered by a digit or by typing what it asks for. Never by
//! the key that led to it.

use super::field::Field;
use crate::locale::Locale;
use crate::t;
use crate::text::fold_answer;
use crate::tui::action::{Action, Offer};
use crate::tui::input::Key;
use crate::tui::paint::{Canvas, Row};
use crate::tui::theme::Tone;
use crossterm::event::KeyCode;

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Still asked.
    Asking,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Esc: left without an answer, and everything stays as it was.
    Left,
}

#[derive(Debug, Clone)]
enum Answer {
    /// The answers in words; the usual ones where there are none.
    Digit(Option<String>),
    Token {
        token: String,
        field: Field,
    },
}

/// A question that stands over the screen and takes all keys.
#[derive(Debug, Clone)]
pub struct Dialog {
    question: String,
    answer: Answer,
}

impl Dialog {
    /// Answered by 1 (yes) or 2 (no).
    #[must_use]
    pub fn yes_no(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            answer: Answer::Digit(None),
        }
    }

    /// The same with the answers in other words: 「1 終える   2 戻る」.
    #[must_use]
    pub fn between(question: impl Into<String>, answers: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            answer: Answer::Digit(Some(answers.into())),
        }
    }

    /// The keys that work while it is asked: nothing else stands in row 24 then.
    #[must_use]
    pub fn offers(&self, words: Locale) -> Vec<Offer> {
        match self.answer {
            Answer::Digit(_) => vec![
                Offer::Digits(t!(words, dialog_key_answer)),
                Action::Back.into(),
            ],
            Answer::Token { .. } => vec![Action::Next.into(), Action::Back.into()],
        }
    }

    /// Answered by typing `token`, compared without regard to width and case, and Enter.
    #[must_use]
    pub fn token(question: impl Into<String>, token: impl Into<String>) -> Self {
        let token = token.into();
        let max = token.chars().count() + 8;
        Self {
            question: question.into(),
            answer: Answer::Token {
                token,
                field: Field::text(max),
            },
        }
    }

    /// A key; `armed` as [`Cx::armed`](crate::tui::Cx::armed) says of it. Call
    /// [`Cx::page_opened`](crate::tui::Cx::page_opened) when the question comes up.
    pub fn key(&mut self, key: &Key, armed: bool) -> Verdict {
        if key.action == Some(Action::Back) {
            return Verdict::Left;
        }
        match &mut self.answer {
            Answer::Digit(_) => match key.digit() {
                Some(1) if armed => Verdict::Yes,
                Some(2) => Verdict::No,
                _ => Verdict::Asking,
            },
            Answer::Token { token, field } => {
                let same = fold_answer(field.value()) == fold_answer(token);
                if key.code == KeyCode::Enter && armed && same {
                    return Verdict::Yes;
                }
                field.key(key);
                Verdict::Asking
            }
        }
    }

    /// Whether it is answered by typing: the screen then says so in
    /// [`Screen::typing`](crate::tui::Screen::typing).
    #[must_use]
    pub fn typing(&self) -> bool {
        matches!(self.answer, Answer::Token { .. })
    }

    /// Paints it over the end of the canvas, across the whole width.
    pub fn draw(&self, canvas: &mut Canvas<'_>, words: Locale) {
        let columns = canvas.width().saturating_sub(4);
        let lines = canvas.ink().wrap(&self.question, columns);
        let rows = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(4);
        let top = canvas.height().saturating_sub(rows);
        let width = canvas.width();
        let mut over = canvas.over(0, top, width, rows);
        over.rule(0);
        let mut y = 1;
        for line in &lines {
            over.text(2, y, Tone::Heading, line);
            y += 1;
        }
        y += 1;
        match &self.answer {
            Answer::Digit(answers) => {
                let answers = answers.clone().unwrap_or_else(|| t!(words, dialog_yes_no));
                let end = over.row(y, &Row::new().gap(2).text(answers));
                over.cursor(end + 1, y);
            }
            Answer::Token { token, field } => {
                let text = t!(words, dialog_token, token = token.as_str());
                let end = over.text(2, y, Tone::Plain, text);
                let columns = over.ink().width(token) + 8;
                field.draw(&mut over, end + 1, y, columns, true);
            }
        }
    }
}
