//! Which key does what: read from a keymap, checked against the action table, shown in the bar.

use super::action::{Action, Context, Offer};
use super::input::Key;
use crate::locale::Locale;
use crate::t;
use crossterm::event::{KeyCode, KeyModifiers};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The built-in keymap.
pub const DEFAULT: &str = include_str!("../../keymaps/default.toml");

/// A key with what is held with it.
type Chord = (KeyCode, KeyModifiers);

/// What is wrong with a keymap.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It cannot be read at all.
    #[error("{0}")]
    Syntax(String),
    /// No such table.
    #[error("there is no place called [{0}]")]
    Place(String),
    /// No such action there.
    #[error("there is no action `{action}` in [{place}]")]
    Action {
        /// The table.
        place: String,
        /// What it names.
        action: String,
    },
    /// Not a list of keys.
    #[error("`{0}` wants a list of keys, as in [\"f3\"]")]
    List(String),
    /// Not a key.
    #[error("`{0}` is not a key")]
    Key(String),
    /// A key of digits outside the board: digits choose and name who signs.
    #[error("`{0}` cannot be bound here: digits choose and name who signs")]
    Digit(String),
    /// One key, two meanings.
    #[error("`{key}` already means `{other}` in [{place}]")]
    Twice {
        /// The key.
        key: String,
        /// The other action.
        other: &'static str,
        /// Where they meet.
        place: &'static str,
    },
    /// An action without a key.
    #[error("`{0}` has no key")]
    Missing(&'static str),
}

/// An error in a keymap, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {wrong}")]
pub struct KeymapError {
    /// The file, as the caller named it.
    pub file: String,
    /// The line, from 1; 0 for what is missing.
    pub line: usize,
    /// What is wrong.
    pub wrong: Wrong,
}

/// Which key does what.
#[derive(Debug, Clone)]
pub struct Keymap {
    keys: BTreeMap<Action, Vec<Chord>>,
}

impl Keymap {
    /// Reads and checks a keymap; `file` is named in errors.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, KeymapError> {
        let fault = |at: usize, wrong| KeymapError {
            file: file.to_owned(),
            line: line_at(text, at),
            wrong,
        };
        let start = |span: Range<usize>| span.start;
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, start);
            fault(at, Wrong::Syntax(error.message().to_owned()))
        })?;
        let mut keys: BTreeMap<Action, Vec<Chord>> = BTreeMap::new();
        let mut taken: HashMap<(Context, Chord), Action> = HashMap::new();
        for (place, actions) in in_order(table.get_ref()) {
            let at = place.span().start;
            let name = place.get_ref().to_string();
            let context = Context::ALL.iter().find(|context| context.id() == name);
            let (Some(context), Some(actions)) = (context, actions.get_ref().as_table()) else {
                return Err(fault(at, Wrong::Place(name)));
            };
            for (id, list) in in_order(actions) {
                let at = id.span().start;
                let id = id.get_ref().to_string();
                let action = Action::ALL
                    .iter()
                    .find(|action| action.contexts().first() == Some(context) && action.id() == id);
                let Some(action) = action else {
                    let wrong = Wrong::Action {
                        place: name.clone(),
                        action: id,
                    };
                    return Err(fault(at, wrong));
                };
                let Some(list) = list.get_ref().as_array() else {
                    return Err(fault(at, Wrong::List(id)));
                };
                for key in list {
                    let at = key.span().start;
                    let Some(written) = key.get_ref().as_str() else {
                        return Err(fault(at, Wrong::List(id)));
                    };
                    let Some(chord) = chord(written) else {
                        return Err(fault(at, Wrong::Key(written.to_owned())));
                    };
                    if is_digit(chord) && *context != Context::Board {
                        return Err(fault(at, Wrong::Digit(written.to_owned())));
                    }
                    take(&mut taken, *action, chord, written).map_err(|wrong| fault(at, wrong))?;
                    keys.entry(*action).or_default().push(chord);
                }
            }
        }
        for action in Action::ALL {
            if !keys.contains_key(action) {
                return Err(KeymapError {
                    file: file.to_owned(),
                    line: 0,
                    wrong: Wrong::Missing(action.id()),
                });
            }
        }
        Ok(Self { keys })
    }

    /// The built-in keymap.
    ///
    /// # Errors
    /// None in a build that passed its tests.
    pub fn built_in() -> Result<Self, KeymapError> {
        Self::read("keymaps/default.toml", DEFAULT)
    }

    /// What a key does among what is offered now. While a field has the focus, a key that types a
    /// character is text and does nothing else.
    #[must_use]
    pub fn find(&self, key: &Key, offers: &[Offer], typing: bool) -> Option<Action> {
        if typing && key.char().is_some() {
            return None;
        }
        let chord = key.folded();
        let bound = |action: &Action| self.chords(*action).contains(&chord);
        let offered = offers.iter().filter_map(|offer| match offer {
            Offer::Action { action, .. } => Some(*action),
            Offer::Digits(_) => None,
        });
        let always = Action::ALL
            .iter()
            .copied()
            .filter(|action| action.contexts() == [Context::Everywhere]);
        offered.chain(always).find(bound)
    }

    /// The keys of an action, the one that is shown first.
    fn chords(&self, action: Action) -> &[Chord] {
        self.keys.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The name of the key that is shown for an action.
    #[must_use]
    pub fn name(&self, action: Action, words: Locale) -> String {
        self.chords(action)
            .first()
            .map_or_else(String::new, |chord| key_name(*chord, words))
    }

    /// The names of all keys of an action, for help and the manual.
    #[must_use]
    pub fn names(&self, action: Action, words: Locale) -> Vec<String> {
        let chords = self.chords(action).iter();
        chords.map(|chord| key_name(*chord, words)).collect()
    }
}

/// The lines of a table as they stand in the file.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> Vec<(&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>)> {
    let mut lines: Vec<_> = table.iter().collect();
    lines.sort_by_key(|(name, _)| name.span().start);
    lines
}

/// Books a key for an action in every context where both could be meant.
fn take(
    taken: &mut HashMap<(Context, Chord), Action>,
    action: Action,
    chord: Chord,
    written: &str,
) -> Result<(), Wrong> {
    let everywhere = action.contexts().contains(&Context::Everywhere);
    for context in Context::ALL {
        if !everywhere && !action.contexts().contains(context) {
            continue;
        }
        if let Some(other) = taken.insert((*context, chord), action) {
            return Err(Wrong::Twice {
                key: written.to_owned(),
                other: other.id(),
                place: context.id(),
            });
        }
    }
    Ok(())
}

fn line_at(text: &str, position: usize) -> usize {
    let before = text.as_bytes().iter().take(position);
    before.filter(|byte| **byte == b'\n').count() + 1
}

fn is_digit((code, mods): Chord) -> bool {
    mods.is_empty() && matches!(code, KeyCode::Char(c) if c.is_ascii_digit())
}

/// A key as a keymap writes it, `f3` or `ctrl-s`; none when it is no single key.
fn chord(written: &str) -> Option<Chord> {
    let parsed = crokey::parse(written).ok()?;
    match parsed.codes {
        crokey::OneToThree::One(code) => {
            let mods = match code {
                KeyCode::Char(_) | KeyCode::BackTab => parsed.modifiers - KeyModifiers::SHIFT,
                _ => parsed.modifiers,
            };
            Some((code, mods))
        }
        _ => None,
    }
}

/// A key by the name that stands on it.
fn key_name((code, mods): Chord, words: Locale) -> String {
    let name = match code {
        KeyCode::Char(' ') => t!(words, keyname_space),
        KeyCode::Char(c) => c.to_string(),
        KeyCode::F(n) => format!("F{n}"),
        KeyCode::Enter => t!(words, keyname_enter),
        KeyCode::Esc => t!(words, keyname_esc),
        KeyCode::Tab => t!(words, keyname_tab),
        KeyCode::BackTab => t!(words, keyname_backtab),
        KeyCode::Up => t!(words, keyname_up),
        KeyCode::Down => t!(words, keyname_down),
        KeyCode::Left => t!(words, keyname_left),
        KeyCode::Right => t!(words, keyname_right),
        KeyCode::PageUp => t!(words, keyname_pageup),
        KeyCode::PageDown => t!(words, keyname_pagedown),
        KeyCode::Home => t!(words, keyname_home),
        KeyCode::End => t!(words, keyname_end),
        KeyCode::Backspace => t!(words, keyname_backspace),
        KeyCode::Delete => t!(words, keyname_delete),
        KeyCode::Insert => t!(words, keyname_insert),
        _ => String::new(),
    };
    let mut full = String::new();
    for (held, prefix) in [
        (KeyModifiers::CONTROL, "Ctrl-"),
        (KeyModifiers::ALT, "Alt-"),
        (KeyModifiers::SHIFT, "Shift-"),
    ] {
        if mods.contains(held) {
            full.push_str(prefix);
        }
    }
    full + &name
}

/// The entries of the key bar, each a name of keys and a word: (`上下`, `移る`). Neighbours of one
/// word are one entry.
#[must_use]
pub fn bar(keymap: &Keymap, offers: &[Offer], words: Locale) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for offer in offers {
        let (name, word) = match offer {
            Offer::Action { shown: false, .. } => continue,
            Offer::Action { action, label, .. } => {
                let word = label.clone().unwrap_or_else(|| action.label(words));
                (keymap.name(*action, words), word)
            }
            Offer::Digits(word) => (t!(words, keyname_digits), word.clone()),
        };
        match entries.last_mut() {
            Some((names, before)) if *before == word => {
                names.push_str(&t!(words, keyname_between));
                names.push_str(&name);
            }
            _ => entries.push((name, word)),
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use std::time::Instant;

    fn wrong(text: &str) -> String {
        Keymap::read("my.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn the_built_in_keymap_gives_every_action_a_key() {
        Keymap::built_in().unwrap();
    }

    #[test]
    fn a_key_with_two_meanings_is_refused_with_its_line() {
        assert_eq!(
            wrong("[lock]\nstamp = [\"space\"]\nfound-open = [\"f3\"]\nask-colleague = [\"F3\"]\n"),
            "my.toml:4: `F3` already means `found-open` in [lock]"
        );
        assert_eq!(
            wrong("[everywhere]\nhelp = [\"f1\"]\n[month]\nreview = [\"f1\"]\n"),
            "my.toml:4: `f1` already means `help` in [month]"
        );
    }

    #[test]
    fn unknown_actions_places_and_keys_are_refused_with_their_line() {
        assert_eq!(
            wrong("[lock]\nsign-all = [\"f3\"]\n"),
            "my.toml:2: there is no action `sign-all` in [lock]"
        );
        assert_eq!(
            wrong("[lok]\n"),
            "my.toml:1: there is no place called [lok]"
        );
        assert_eq!(
            wrong("[lock]\nstamp = [\n\"henkan\"]\n"),
            "my.toml:3: `henkan` is not a key"
        );
        assert_eq!(
            wrong("[lock]\nstamp = [\"7\"]\n"),
            "my.toml:2: `7` cannot be bound here: digits choose and name who signs"
        );
    }

    #[test]
    fn a_letter_typed_into_a_field_is_text_and_a_function_key_is_not() {
        let map = Keymap::built_in().unwrap();
        let offers = [Offer::from(Action::Stamp), Offer::from(Action::FoundOpen)];
        let find = |code, typing| map.find(&Key::pressed(code, Instant::now()), &offers, typing);
        assert_eq!(find(KeyCode::Char(' '), false), Some(Action::Stamp));
        assert_eq!(find(KeyCode::Char('\u{3000}'), false), Some(Action::Stamp));
        assert_eq!(find(KeyCode::Char(' '), true), None);
        assert_eq!(find(KeyCode::F(3), true), Some(Action::FoundOpen));
        assert_eq!(find(KeyCode::Char('?'), true), None);
        assert_eq!(find(KeyCode::Char('?'), false), Some(Action::Help));
        assert_eq!(find(KeyCode::F(4), false), None);
    }

    #[test]
    fn neighbours_of_one_word_share_an_entry_of_the_bar() {
        let map = Keymap::built_in().unwrap();
        let offers = [Action::Stamp.into(), Action::Up.into(), Action::Down.into()];
        let ja = bar(&map, &offers, Locale::new(Lang::Ja));
        let ja: Vec<String> = ja.iter().map(|(k, w)| format!("{k} {w}")).collect();
        assert_eq!(ja, ["空白 印", "上下 移る"]);
        let en = bar(&map, &offers, Locale::new(Lang::En));
        assert_eq!(en[1], ("Up/Dn".to_owned(), "Move".to_owned()));
    }
}
