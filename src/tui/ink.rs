//! How text is measured, cut and broken on this terminal.

use super::theme::Theme;
use crate::text;
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr as _;

/// How many columns this terminal gives a character of ambiguous width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ambiguous {
    /// One: most terminals.
    #[default]
    Narrow,
    /// Two: the Japanese Windows console, and others on demand.
    Wide,
}

/// How to paint: theme and terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Ink {
    /// Colours or not.
    pub theme: Theme,
    /// The width of ambiguous characters.
    pub ambiguous: Ambiguous,
}

impl Ink {
    /// Whether a cluster takes more columns here than ratatui knows of.
    pub(super) fn is_stretched(self, cluster: &str) -> bool {
        self.ambiguous == Ambiguous::Wide && cluster.width_cjk() > cluster.width()
    }

    /// Columns that one cluster takes.
    pub(super) fn cells(self, cluster: &str) -> u16 {
        let plain = u16::try_from(text::width(cluster)).unwrap_or(u16::MAX);
        if self.is_stretched(cluster) {
            plain.max(2)
        } else {
            plain
        }
    }

    /// Columns that a line takes on this terminal.
    #[must_use]
    pub fn width(self, line: &str) -> u16 {
        match self.ambiguous {
            Ambiguous::Narrow => u16::try_from(text::width(line)).unwrap_or(u16::MAX),
            Ambiguous::Wide => text::clusters(line).fold(0, |sum: u16, (_, cluster)| {
                sum.saturating_add(self.cells(cluster))
            }),
        }
    }

    /// The line, or its beginning and `..` where it is wider than `columns`.
    #[must_use]
    pub fn cut(self, line: &str, columns: u16) -> Cow<'_, str> {
        if self.width(line) <= columns {
            return Cow::Borrowed(line);
        }
        let dots = columns.min(2);
        let mut kept = String::new();
        let mut taken = 0;
        for (_, cluster) in text::clusters(line) {
            taken += self.cells(cluster);
            if taken > columns - dots {
                break;
            }
            kept.push_str(cluster);
        }
        kept.extend(std::iter::repeat_n('.', usize::from(dots)));
        Cow::Owned(kept)
    }

    /// Lines of at most `columns`, broken as Japanese is; see [`text::wrap`].
    #[must_use]
    pub fn wrap(self, long: &str, columns: u16) -> Vec<String> {
        let shown: Vec<String> = long
            .split('\n')
            .map(|line| text::shown(line).to_string())
            .collect();
        let shown = shown.join("\n");
        // Where ambiguous characters are wide, a shorter measure is tried until every line fits.
        for measure in (columns / 2..=columns).rev() {
            let lines = text::wrap(&shown, usize::from(measure));
            if lines.iter().all(|line| self.width(line) <= columns) {
                return lines;
            }
        }
        text::wrap(&shown, usize::from(columns / 2))
    }
}
