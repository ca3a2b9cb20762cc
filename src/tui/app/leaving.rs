//! The question before the program ends although something unsigned would be lost.

use super::{App, Kept};
use crate::locale::Locale;
use crate::t;
use crate::tui::screen::{Loss, Next, Screen, View};
use crate::tui::widgets::{Dialog, Verdict};
use crate::tui::{Canvas, Cx, Key, Offer, Title};
use std::time::Instant;

impl<D: Send + Sync + 'static> App<D> {
    /// What would be lost, as a question; nothing where nothing is.
    pub(super) fn loss(&self, at: Instant) -> Option<String> {
        let words = self.floor.words;
        let mut lost = Vec::new();
        if !self.kiosk {
            let alive = |kept: &&Kept| kept.until.is_none_or(|until| at < until);
            lost.extend(self.floor.kept.iter().filter(alive).map(|kept| kept.loss));
        }
        lost.extend(
            self.layers
                .iter()
                .filter_map(|layer| layer.screen.0.screen().loses()),
        );
        let drafts = lost.iter().filter(|loss| **loss == Loss::Draft).count();
        let marks = lost.contains(&Loss::Marks);
        match (drafts, marks) {
            (0, false) => None,
            (0, true) => Some(t!(words, quit_marks)),
            (count, false) => Some(t!(words, quit_drafts, count = count)),
            (count, true) => Some(t!(words, quit_both, count = count)),
        }
    }
}

/// The question, as a screen of its own: it covers what was being done.
pub(super) struct Leaving(Dialog);

impl Leaving {
    pub(super) fn new(question: String, words: Locale) -> Self {
        Self(Dialog::between(question, t!(words, quit_answers)))
    }
}

impl<D: Send + Sync + 'static> Screen<D> for Leaving {
    type Answer = ();

    fn title(&self, view: &View<'_, D>) -> Title {
        Title::new(t!(view.words, quit_title))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, D>) {
        self.0.draw(canvas, view.words);
    }

    fn hint(&self, view: &View<'_, D>) -> String {
        t!(view.words, quit_hint)
    }

    fn actions(&self, view: &View<'_, D>) -> Vec<Offer> {
        self.0.offers(view.words)
    }

    fn key(&mut self, key: &Key, cx: &mut Cx<'_, D, ()>) -> Next<D> {
        match self.0.key(key, cx.armed(key)) {
            // F10 once more is no answer to it.
            Verdict::Asking => Next::Stay,
            Verdict::Yes => Next::Quit,
            Verdict::No | Verdict::Left => Next::Pop,
        }
    }
}
