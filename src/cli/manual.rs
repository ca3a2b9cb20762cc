//! The manual pages against the program: the table of keys is written from the table of actions,
//! and every command and option stands in both languages.
//!
//! `KAGIBAN_UPDATE_MANUAL=1 cargo test manual` writes the tables anew.

use super::keys::rows;
use super::words::command;
use crate::desk::judge_form;
use crate::form::{FORMS, Per};
use crate::locale::{Lang, Locale};
use crate::procedure::Catalogue;
use crate::t;
use crate::tui::Keymap;
use crate::tui::say;
use std::fs;
use std::path::{Path, PathBuf};

const BEGIN: &str = ".\\\" keys: begin\n";
const END: &str = ".\\\" keys: end\n";

const FORMS_BEGIN: &str = ".\\\" forms: begin\n";
const FORMS_END: &str = ".\\\" forms: end\n";

fn pages() -> [(PathBuf, Lang); 2] {
    let man = Path::new(env!("CARGO_MANIFEST_DIR")).join("man");
    [
        (man.join("kagiban.1"), Lang::En),
        (man.join("ja/kagiban.1"), Lang::Ja),
    ]
}

/// The tables as the manual writes them.
fn tables(lang: Lang) -> String {
    let keymap = Keymap::built_in().unwrap();
    let mut text = String::new();
    for (place, actions) in rows(&keymap, Locale::new(lang)) {
        text.push_str(&format!(
            ".Ss {place}\n.Bl -tag -width \"Shift-Tab\" -compact\n"
        ));
        for (keys, help) in actions {
            // A `?` alone would be taken for the end of a sentence.
            let keys: Vec<String> = keys
                .split(' ')
                .map(|key| format!("\\&{}", key.replace('-', "\\-")))
                .collect();
            text.push_str(&format!(".It {}\n{help}\n", keys.join(" ")));
        }
        text.push_str(".El\n");
    }
    text
}

#[test]
fn the_keys_of_the_manual_are_those_of_the_program() {
    let update = std::env::var_os("KAGIBAN_UPDATE_MANUAL").is_some();
    for (path, lang) in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once(BEGIN).unwrap();
        let (table, after) = rest.split_once(END).unwrap();
        let wanted = tables(lang);
        if update {
            fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
        } else {
            let page = path.display();
            let other = table.lines().zip(wanted.lines()).find(|(a, b)| a != b);
            assert!(
                table == wanted,
                "{page}: {other:?}; KAGIBAN_UPDATE_MANUAL=1 cargo test manual"
            );
        }
    }
}

/// The forms as the manual lists them.
fn forms(lang: Lang) -> String {
    let catalogue = Catalogue::embedded();
    let words = Locale::new(lang);
    let mut text = String::from(".Bl -tag -width \"subcontract-notice\" -compact\n");
    for (file, layout) in FORMS {
        let layout = judge_form(catalogue, file, layout).unwrap();
        let per = match layout.per {
            Per::PlaceMonth => t!(words, form_per_month),
            Per::FiscalYear => t!(words, form_per_year),
            Per::Case => t!(words, form_per_case),
            Per::Register => t!(words, form_per_register),
        };
        let what = match lang {
            Lang::Ja => say::paper::title(&layout, words),
            Lang::En => layout.english.clone(),
        };
        assert!(!what.is_empty(), "{file} is called nothing");
        let per = per.replace("--", "\\-\\-");
        let id = layout.id.replace('-', "\\-");
        text.push_str(&format!(".It Cm {id}\n{what} ({per})\n"));
    }
    text.push_str(".El\n");
    text
}

#[test]
fn the_forms_of_the_manual_are_those_of_the_program() {
    let update = std::env::var_os("KAGIBAN_UPDATE_MANUAL").is_some();
    for (path, lang) in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let (before, rest) = page.split_once(FORMS_BEGIN).unwrap();
        let (table, after) = rest.split_once(FORMS_END).unwrap();
        let wanted = forms(lang);
        if update {
            let page = format!("{before}{FORMS_BEGIN}{wanted}{FORMS_END}{after}");
            fs::write(&path, page).unwrap();
        } else {
            let page = path.display();
            assert!(
                table == wanted,
                "{page}: KAGIBAN_UPDATE_MANUAL=1 cargo test manual"
            );
        }
    }
}

#[test]
fn every_command_and_option_stands_in_the_manual() {
    for (path, lang) in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let program = command(Locale::new(lang));
        let commands = program.get_subcommands().chain([&program]);
        for command in commands {
            let name = command.get_name();
            let named = name == "kagiban" || page.contains(&format!(".It Cm {name}"));
            assert!(named, "{name} is not in {}", path.display());
            for option in command.get_arguments().filter_map(|arg| arg.get_long()) {
                let written = format!("Fl Fl {option}");
                assert!(
                    page.contains(&written),
                    "--{option} is not in {}",
                    path.display()
                );
            }
        }
    }
}

/// Where somebody is sent to a command, there is one.
#[test]
fn no_text_sends_anybody_to_a_command_that_is_not_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = command(Locale::new(Lang::Ja));
    let known: Vec<&str> = program.get_subcommands().map(|c| c.get_name()).collect();
    let mut texts = vec![root.join("README.md"), root.join("man/kagiban-journal.5")];
    texts.extend(pages().map(|(page, _)| page));
    for lang in ["ja", "en"] {
        let files = fs::read_dir(root.join("data/locales").join(lang)).unwrap();
        texts.extend(files.map(|file| file.unwrap().path()));
    }
    // Commands of other programs' kind, and of the plan, that nobody may be sent to.
    let planned = ["doctor", "backup", "restore", "clauses", "completions"];
    let mut named = 0;
    for file in texts {
        let text = fs::read_to_string(&file).unwrap();
        for after in text.split("kagiban ").skip(1) {
            let end = after.find(|c: char| !c.is_ascii_lowercase());
            let word = after.get(..end.unwrap_or(after.len())).unwrap();
            named += usize::from(known.contains(&word));
            assert!(!planned.contains(&word), "{word} in {}", file.display());
            // In Japanese a word of Latin letters is a command, and nothing else.
            let japanese = file.to_string_lossy().contains("locales/ja");
            let command = word.is_empty() || known.contains(&word);
            assert!(!japanese || command, "{word} in {}", file.display());
        }
    }
    assert!(named > 5, "{named}");
}

#[test]
fn the_manual_tells_every_exit_code() {
    for (path, _) in pages() {
        let page = fs::read_to_string(&path).unwrap();
        for code in 0..=4 {
            assert!(
                page.contains(&format!(".It {code}\n")),
                "{}",
                path.display()
            );
        }
    }
}
