//! Step 6: the recovery sheet, shown once and typed back in four places. Nothing of it is stored.

use super::page::{Look, Page, Turn};
use crate::desk::set_up::Secrets;
use crate::desk::set_up_file::Draft;
use crate::journal::SHEET_GROUPS;
use crate::t;
use crate::tui::screens::people::form::{Entry, Form, Turn as FormTurn};
use crate::tui::{Action, Canvas, Key, Offer, Tone};
use std::sync::Arc;

/// How many groups are typed back.
const ASKED: usize = 4;

enum Stage {
    /// Not yet shown: somebody must be ready to write.
    Before,
    /// On the screen.
    Shown,
    /// Being typed back: which groups, and how many are done.
    Back(Vec<usize>, usize, Form),
    /// On paper.
    Done,
}

pub(super) struct Sheet {
    stage: Stage,
    secrets: Option<Arc<Secrets>>,
}

impl Sheet {
    pub(super) fn new() -> Self {
        Self {
            stage: Stage::Before,
            secrets: None,
        }
    }

    /// The secrets, once they are on paper.
    pub(super) fn secrets(&self) -> Option<Arc<Secrets>> {
        match self.stage {
            Stage::Done => self.secrets.clone(),
            _ => None,
        }
    }

    /// A new sheet on the screen; what was copied from another is worth nothing then.
    fn show(&mut self, look: Look) -> Turn {
        match Secrets::new() {
            Ok(secrets) => {
                self.secrets = Some(Arc::new(secrets));
                self.stage = Stage::Shown;
                Turn::Opened
            }
            Err(why) => Turn::Refused(crate::tui::say::refusal::set_up(&why, look.words)),
        }
    }

    fn ask(&mut self, look: Look) -> Turn {
        match groups() {
            Some(asked) => {
                let form = field(&asked, 0, look);
                self.stage = Stage::Back(asked, 0, form);
                Turn::Opened
            }
            None => Turn::Refused(t!(look.words, setup_sheet_random)),
        }
    }

    fn typed(&mut self, look: Look) -> Turn {
        let Stage::Back(asked, done, form) = &mut self.stage else {
            return Turn::Taken;
        };
        let group = asked.get(*done).copied().unwrap_or_default();
        let sheet = self.secrets.as_ref().map(|s| s.sheet());
        let right = sheet.is_some_and(|sheet| sheet.is_group(group, form.value(0)));
        if !right {
            *form = field(asked, *done, look);
            return Turn::Refused(t!(look.words, setup_sheet_wrong, line = group / 2 + 1));
        }
        *done += 1;
        if *done < asked.len() {
            *form = field(asked, *done, look);
            return Turn::Opened;
        }
        self.stage = Stage::Done;
        Turn::Did(t!(look.words, setup_sheet_right))
    }
}

/// Four groups of different lines, drawn at random.
fn groups() -> Option<Vec<usize>> {
    let mut random = [0_u8; SHEET_GROUPS];
    getrandom::fill(&mut random).ok()?;
    let mut drawn: Vec<(u8, usize)> = random.into_iter().zip(0..).collect();
    drawn.sort_unstable();
    let mut asked: Vec<usize> = Vec::new();
    for (_, group) in drawn {
        if asked.len() < ASKED && asked.iter().all(|other| other / 2 != group / 2) {
            asked.push(group);
        }
    }
    asked.sort_unstable();
    Some(asked)
}

fn field(asked: &[usize], nth: usize, look: Look) -> Form {
    let words = look.words;
    let group = asked.get(nth).copied().unwrap_or_default();
    let line = group / 2 + 1;
    let label = if group % 2 == 0 {
        t!(words, setup_sheet_left, line = line)
    } else {
        t!(words, setup_sheet_right_half, line = line)
    };
    let hint = t!(
        words,
        setup_sheet_back_hint,
        nth = nth + 1,
        count = asked.len()
    );
    Form::new(vec![Entry::line(label, 8, 8).hint(hint)])
}

impl Page for Sheet {
    fn draw(&mut self, _: &Draft, canvas: &mut Canvas<'_>, look: Look) {
        let words = look.words;
        canvas.text(2, 0, Tone::Heading, t!(words, setup_sheet_heading));
        match &self.stage {
            Stage::Before => {
                let y = canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_sheet_what));
                let y = canvas.paragraph(2, y + 1, Tone::Plain, t!(words, setup_sheet_how));
                let y = canvas.paragraph(2, y + 1, Tone::Plain, t!(words, setup_sheet_copy));
                canvas.cursor(2, y + 1);
            }
            Stage::Shown => {
                let y = canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_sheet_write));
                let sheet = self.secrets.as_ref().map(|s| s.sheet());
                if let Some(sheet) = sheet {
                    let text = sheet.print();
                    for (line, at) in text.lines().zip(y + 1..) {
                        canvas.text(8, at, Tone::Heading, line);
                    }
                }
                canvas.cursor(8, y + 1);
                canvas.paragraph(2, y + 10, Tone::Plain, t!(words, setup_sheet_letters));
            }
            Stage::Back(_, _, form) => {
                let y = canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_sheet_back));
                form.draw(canvas, (2, y + 1), 26, true);
            }
            Stage::Done => {
                let y = canvas.paragraph(2, 2, Tone::Plain, t!(words, setup_sheet_done));
                canvas.paragraph(2, y + 1, Tone::Plain, t!(words, setup_sheet_again));
                canvas.cursor(2, y + 1);
            }
        }
    }

    fn hint(&self, _: &Draft, look: Look) -> String {
        let words = look.words;
        match &self.stage {
            Stage::Before => t!(words, setup_sheet_hint_before),
            Stage::Shown => t!(words, setup_sheet_hint_shown),
            Stage::Back(_, _, form) => form.hint().to_owned(),
            Stage::Done => t!(words, setup_sheet_hint_done),
        }
    }

    fn actions(&self, _: &Draft, look: Look) -> Vec<Offer> {
        let words = look.words;
        match &self.stage {
            Stage::Before => vec![Action::Open.called(t!(words, setup_key_show))],
            Stage::Shown => vec![Action::Open.called(t!(words, setup_key_written))],
            Stage::Back(..) => vec![
                Action::Next.into(),
                Action::Back.called(t!(words, setup_key_anew)),
                Action::Help.into(),
            ],
            Stage::Done => vec![
                Action::Open.called(t!(words, setup_key_on)),
                Action::RemoveLine.called(t!(words, setup_key_anew)),
            ],
        }
    }

    fn key(&mut self, key: &Key, _: &mut Draft, look: Look) -> Turn {
        if let Stage::Back(_, _, form) = &mut self.stage {
            return match form.key(key, look.words) {
                FormTurn::Left => {
                    self.secrets = None;
                    self.stage = Stage::Before;
                    Turn::Did(t!(look.words, setup_sheet_dropped))
                }
                FormTurn::Done => self.typed(look),
                FormTurn::Refused(why) => Turn::Refused(why),
                FormTurn::Pass | FormTurn::Taken => Turn::Taken,
            };
        }
        match (key.action, &self.stage) {
            (Some(Action::Open), _) if !look.armed => Turn::Taken,
            (Some(Action::Open), Stage::Before) => self.show(look),
            (Some(Action::Open), Stage::Done) => Turn::Next,
            (Some(Action::RemoveLine), Stage::Done) => self.show(look),
            (Some(Action::Open | Action::NextStep), Stage::Shown) => self.ask(look),
            _ => Turn::Pass,
        }
    }

    fn typing(&self) -> bool {
        matches!(self.stage, Stage::Back(..))
    }

    fn inside(&self) -> bool {
        matches!(self.stage, Stage::Back(..))
    }

    fn leave(&mut self, _: &mut Draft, look: Look) -> Result<(), String> {
        match self.stage {
            Stage::Done => Ok(()),
            _ => {
                // What was on the screen is not shown again; what is written of it is worth nothing.
                self.hide();
                Err(t!(look.words, setup_sheet_first))
            }
        }
    }

    /// The sheet is being copied: the help over it is no reason to begin anew.
    fn covered(&mut self) {}

    fn hide(&mut self) {
        // What is on paper by now can be typed back; what is not must be begun anew.
        if matches!(self.stage, Stage::Shown) {
            self.secrets = None;
            self.stage = Stage::Before;
        }
    }
}
