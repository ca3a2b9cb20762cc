//! `kagiban keys`: every action and its keys, from the one table of actions.

use super::failure::Failure;
use super::{Exit, print};
use crate::locale::Locale;
use crate::t;
use crate::text::{pad, width};
use crate::tui::{Action, Context, Keymap};

/// Prints the table.
pub(super) fn run(words: Locale) -> Result<Exit, Failure> {
    let keymap = Keymap::built_in().map_err(|error| Failure::keymap(&error, words))?;
    print(&table(&keymap, words));
    Ok(Exit::Fine)
}

/// The keys of one place: its name, and for each action its keys and what it does.
#[must_use]
pub(super) fn rows(keymap: &Keymap, words: Locale) -> Vec<(String, Vec<(String, String)>)> {
    let mut places = Vec::new();
    for context in Context::ALL {
        let actions: Vec<(String, String)> = Action::ALL
            .iter()
            .filter(|action| action.contexts().contains(context))
            .map(|action| (keymap.names(*action, words).join(" "), action.help(words)))
            .collect();
        if !actions.is_empty() {
            places.push((place(*context, words), actions));
        }
    }
    places
}

/// The table as text.
#[must_use]
pub(super) fn table(keymap: &Keymap, words: Locale) -> String {
    let places = rows(keymap, words);
    let column = places
        .iter()
        .flat_map(|(_, actions)| actions)
        .map(|(keys, _)| width(keys))
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for (place, actions) in places {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&place);
        text.push('\n');
        for (keys, help) in actions {
            text.push_str(&format!("  {}  {help}\n", pad(&keys, column)));
        }
    }
    text.push('\n');
    text.push_str(&t!(words, cli_keys_digits));
    text.push('\n');
    text
}

fn place(context: Context, words: Locale) -> String {
    match context {
        Context::Everywhere => t!(words, cli_keys_everywhere),
        Context::Board => t!(words, cli_keys_board),
        Context::Lock => t!(words, cli_keys_lock),
        Context::Wizard => t!(words, cli_keys_wizard),
        Context::Inbox => t!(words, cli_keys_inbox),
        Context::Month => t!(words, cli_keys_month),
        Context::Case => t!(words, cli_keys_case),
        Context::Records => t!(words, cli_keys_records),
        Context::Setup => t!(words, cli_keys_setup),
        Context::Reading => t!(words, cli_keys_reading),
    }
}
