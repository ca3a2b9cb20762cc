//! How things look. A state is always a word; colour only repeats what the word says.

use crate::locale::Locale;
use crate::t;
use ratatui::style::{Color, Modifier, Style};

/// The state of a place, a case, a duty: a word of one character, and a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// 済: done and signed.
    Done,
    /// 未: not yet, still in time.
    Open,
    /// 外: out of the building, in time.
    Out,
    /// 遅: past its time.
    Late,
    /// 要: a person must explain or decide.
    Needed,
    /// 待: done by one, waits for another.
    Waiting,
}

impl Mark {
    /// Its word: one character in Japanese, four letters in English.
    #[must_use]
    pub fn word(self, words: Locale) -> String {
        match self {
            Self::Done => t!(words, mark_done),
            Self::Open => t!(words, mark_open),
            Self::Out => t!(words, mark_out),
            Self::Late => t!(words, mark_late),
            Self::Needed => t!(words, mark_needed),
            Self::Waiting => t!(words, mark_waiting),
        }
    }
}

/// What a piece of text is; [`Theme`] says how that looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// The title row.
    Title,
    /// Rules, and the brackets round fields.
    Rule,
    /// A heading within the body.
    Heading,
    /// The row with the cursor.
    Selected,
    /// What is typed into a field.
    Field,
    /// The field with the focus.
    Focus,
    /// What has happened, in the message row.
    Notice,
    /// What was refused, in the message row.
    Refusal,
    /// Of less weight; never the only carrier of anything.
    Faint,
    /// The name of a key.
    Key,
    /// The word of a state.
    Mark(Mark),
}

/// Whether there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Sixteen colours of the terminal's own, and modifiers.
    #[default]
    Colour,
    /// No colour at all (`NO_COLOR`): modifiers and words.
    Monochrome,
}

impl Theme {
    /// The style of a tone.
    #[must_use]
    pub fn style(self, tone: Tone) -> Style {
        let plain = Style::new();
        let (style, colour) = match tone {
            Tone::Plain => (plain, None),
            Tone::Title | Tone::Heading | Tone::Key => (plain.add_modifier(Modifier::BOLD), None),
            Tone::Rule | Tone::Faint => (plain, Some(Color::DarkGray)),
            Tone::Selected => (plain.add_modifier(Modifier::REVERSED), None),
            Tone::Field => (plain.add_modifier(Modifier::UNDERLINED), None),
            Tone::Focus => (
                plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
                None,
            ),
            Tone::Notice => (plain, Some(Color::Green)),
            Tone::Refusal => (plain.add_modifier(Modifier::BOLD), Some(Color::Red)),
            Tone::Mark(Mark::Done) => (plain, Some(Color::Green)),
            Tone::Mark(Mark::Open) => (plain.add_modifier(Modifier::BOLD), None),
            Tone::Mark(Mark::Out) => (plain, Some(Color::Cyan)),
            Tone::Mark(Mark::Late) => (
                plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
                Some(Color::Red),
            ),
            Tone::Mark(Mark::Needed) => (
                plain.add_modifier(Modifier::BOLD | Modifier::REVERSED),
                Some(Color::Yellow),
            ),
            Tone::Mark(Mark::Waiting) => (plain, Some(Color::Yellow)),
        };
        match (self, colour) {
            (Self::Colour, Some(colour)) => style.fg(colour),
            _ => style,
        }
    }
}
