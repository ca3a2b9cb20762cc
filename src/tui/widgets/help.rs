//! F1: what the screen is for, its keys, the gist of its clauses. Made from the action table.

use super::scroll::Scroll;
use crate::locale::Locale;
use crate::t;
use crate::tui::action::{Action, Context, Offer};
use crate::tui::frame::Title;
use crate::tui::ink::Ink;
use crate::tui::input::Key;
use crate::tui::keymap::Keymap;
use crate::tui::paint::{Canvas, Row};
use crate::tui::screen::{Cx, Help, Next, Screen, View};
use crate::tui::theme::Tone;
use std::collections::BTreeSet;

/// Columns for the names of an action's keys.
const KEYS: u16 = 18;

/// The help of one screen.
#[derive(Debug)]
pub(in crate::tui) struct HelpScreen {
    help: Help,
    keys: Vec<(String, String)>,
    made: Option<(u16, Scroll)>,
}

impl HelpScreen {
    pub(in crate::tui) fn new(
        help: Help,
        offers: &[Offer],
        keymap: &Keymap,
        words: Locale,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let mut keys = Vec::new();
        let everywhere = Action::ALL
            .iter()
            .filter(|action| action.contexts() == [Context::Everywhere]);
        let offered = offers.iter().filter_map(|offer| match offer {
            Offer::Action { action, .. } => Some(action),
            Offer::Digits(_) => None,
        });
        for action in offered.chain(everywhere) {
            if seen.insert(*action) {
                let names = keymap.names(*action, words).join(" ");
                keys.push((names, action.help(words)));
            }
        }
        Self {
            help,
            keys,
            made: None,
        }
    }

    /// The rows for a window of that width.
    fn rows(&self, ink: Ink, width: u16, words: Locale) -> Vec<Row> {
        let columns = width.saturating_sub(6);
        let heading = |text: String| Row::new().gap(1).toned(Tone::Heading, text);
        let mut rows = Vec::new();
        if !self.help.text.is_empty() {
            for line in ink.wrap(&self.help.text, columns) {
                rows.push(Row::new().gap(1).text(line));
            }
            rows.push(Row::new());
        }
        rows.push(heading(t!(words, help_keys_heading)));
        for (names, help) in &self.keys {
            let row = Row::new().gap(3).cell_toned(Tone::Key, KEYS, names);
            rows.push(row.text(help));
        }
        if !self.help.clauses.is_empty() {
            rows.push(Row::new());
            rows.push(heading(t!(words, help_clauses_heading)));
            for (clause, gist) in &self.help.clauses {
                rows.push(Row::new().gap(3).toned(Tone::Key, clause));
                for line in ink.wrap(gist, columns.saturating_sub(4)) {
                    rows.push(Row::new().gap(5).text(line));
                }
            }
        }
        rows
    }
}

impl<D: Send + Sync + 'static> Screen<D> for HelpScreen {
    type Answer = ();

    fn title(&self, view: &View<'_, D>) -> Title {
        Title::new(t!(view.words, help_title))
    }

    fn draw(&mut self, canvas: &mut Canvas<'_>, view: &View<'_, D>) {
        let width = canvas.width();
        if self.made.as_ref().is_none_or(|(made, _)| *made != width) {
            let rows = self.rows(view.ink, width, view.words);
            self.made = Some((width, Scroll::new(rows)));
        }
        if let Some((_, scroll)) = &mut self.made {
            scroll.draw(canvas, true, view.words);
        }
    }

    fn hint(&self, view: &View<'_, D>) -> String {
        t!(view.words, help_hint)
    }

    fn actions(&self, _: &View<'_, D>) -> Vec<Offer> {
        let offers = [
            Action::Up,
            Action::Down,
            Action::PageUp,
            Action::PageDown,
            Action::Back,
        ];
        offers.map(Offer::from).to_vec()
    }

    fn context(&self) -> Context {
        Context::Reading
    }

    fn key(&mut self, key: &Key, _: &mut Cx<'_, D, ()>) -> Next<D> {
        let taken = self
            .made
            .as_mut()
            .is_some_and(|(_, scroll)| scroll.key_rows(key));
        if taken { Next::Stay } else { Next::Pass }
    }
}
