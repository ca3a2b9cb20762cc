//! The verification of the records.

use crate::desk::{Desk, DeskError, Verification};
use crate::t;
use crate::tui::say::{self, refusal::Told};
use crate::tui::widgets::Scroll;
use crate::tui::{Action, Canvas, Context, Cx, Key, Next, Offer, Row, Screen, Title, Tone, View};

/// Every hash and signature recomputed, every act replayed.
#[derive(Debug, Default)]
pub struct Verify {
    found: Option<Scroll>,
    clean: bool,
}

impl Verify {
    fn rows(found: &Verification, told: Told<'_>) -> Vec<Row> {
        let words = told.words;
        let size = found.checkpoint.size.to_string();
        let root = found.checkpoint.short_root().to_string();
        let mut rows = vec![
            Row::new().gap(2).text(t!(words, verify_size, size = size)),
            Row::new().gap(2).text(t!(words, verify_root, root = root)),
            Row::new(),
        ];
        let mut line = |text: String| rows.push(Row::new().gap(2).text(text));
        if found.stopped {
            line(t!(words, verify_stopped));
        }
        if found.root_differs {
            line(t!(words, verify_root_differs));
        }
        for finding in &found.findings {
            let what = say::finding(&finding.kind, words);
            let index = (finding.index + 1).to_string();
            line(t!(words, verify_finding, index = index, what = what));
        }
        for fault in &found.unlawful {
            let index = (fault.index + 1).to_string();
            let what = say::breach(&fault.why, told);
            line(t!(words, verify_unlawful, index = index, what = what));
        }
        if found.is_clean() {
            line(t!(words, verify_clean));
        }
        rows
    }
}

impl Screen<Desk> for Verify {
    type Answer = Result<Verification, DeskError>;

    fn title(&self, view: &View<'_, Desk>) -> Title {
        Title::new(t!(view.words, more_verify)).right(say::when::title(view.now, view.words))
    }

    fn context(&self) -> Context {
        Context::Reading
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, Desk>) {
        let height = canvas.height();
        match &mut self.found {
            None => {
                canvas.paragraph(2, 1, Tone::Plain, t!(view.words, verify_what));
                canvas.cursor(2, 1);
            }
            Some(scroll) => scroll.draw(&mut canvas.part(1, height - 1), true, view.words),
        }
    }

    fn hint(&self, view: &View<'_, Desk>) -> String {
        match (&self.found, self.clean) {
            (None, _) => t!(view.words, verify_begin),
            (Some(_), true) => t!(view.words, verify_clean),
            (Some(_), false) => t!(view.words, verify_not_clean),
        }
    }

    fn actions(&self, view: &View<'_, Desk>) -> Vec<Offer> {
        vec![
            Action::Up.into(),
            Action::Down.into(),
            Action::PageUp.quietly(),
            Action::PageDown.quietly(),
            Action::Open.called(t!(view.words, verify_key_again)),
            Action::Back.into(),
        ]
    }

    fn shown(&mut self, cx: &mut Cx<'_, Desk, Self::Answer>) -> Next<Desk> {
        if self.found.is_none() {
            start(cx);
        }
        Next::Stay
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, Desk, Self::Answer>) -> Next<Desk> {
        if key.action == Some(Action::Open) && !cx.busy() {
            start(cx);
            return Next::Stay;
        }
        let mut found = self.found.iter_mut();
        if found.any(|scroll| scroll.key_rows(key)) {
            Next::Stay
        } else {
            Next::Pass
        }
    }

    fn job(&mut self, answer: Self::Answer, cx: &mut Cx<'_, Desk, Self::Answer>) -> Next<Desk> {
        let words = cx.words();
        match answer {
            Ok(found) => {
                self.clean = found.is_clean();
                let view = cx.desk().view().ok();
                let told = Told::of(view.as_ref(), words);
                self.found = Some(Scroll::new(Self::rows(&found, told)));
                cx.page_opened();
            }
            Err(why) => cx.refuse(say::refusal::desk(&why, words)),
        }
        Next::Stay
    }
}

fn start(cx: &mut Cx<'_, Desk, Result<Verification, DeskError>>) {
    let label = t!(cx.words(), verify_label);
    cx.spawn_long(label, |desk: &Desk, task| {
        desk.verify(&mut |done, total| {
            task.progress(done, total);
            !task.stopped()
        })
    });
}
