//! What was typed wrongly, said in the user's language; and help and version, which are asked for.

use super::args::Args;
use super::exit::Exit;
use super::words::command;
use crate::locale::Locale;
use crate::t;
use crate::text::shown;
use clap::FromArgMatches as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::io::Write as _;

/// The program ends before it has begun: with its help, or with what was wrong.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) exit: Exit,
    plain: String,
    coloured: String,
}

impl Stop {
    /// Prints it: help where answers go, faults where faults go.
    pub(super) fn show(self, colour: bool) -> Exit {
        if self.exit == Exit::Fine {
            let text = if colour { self.coloured } else { self.plain };
            super::print(&format!("{}\n", text.trim_end()));
        } else {
            let _ = writeln!(std::io::stderr(), "kagiban: {}", self.plain);
        }
        self.exit
    }
}

/// Reads the arguments.
pub(super) fn parse(arguments: &[OsString], words: Locale) -> Result<Args, Stop> {
    let mut command = command(words);
    let read = command
        .try_get_matches_from_mut(arguments)
        .and_then(|matches| Args::from_arg_matches(&matches));
    read.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            Stop {
                exit: Exit::Fine,
                plain: text.to_string(),
                coloured: text.ansi().to_string(),
            }
        }
        _ => {
            let plain = say(&error, words);
            Stop {
                exit: Exit::Usage,
                coloured: plain.clone(),
                plain,
            }
        }
    })
}

fn say(error: &clap::Error, words: Locale) -> String {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => shown(text).as_str().to_owned(),
        Some(ContextValue::Strings(texts)) => {
            let texts: Vec<_> = texts.iter().map(|t| shown(t).as_str().to_owned()).collect();
            texts.join(" ")
        }
        _ => String::new(),
    };
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            t!(
                words,
                cli_usage_command,
                name = of(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => t!(words, cli_usage_argument, argument = argument),
        ErrorKind::InvalidValue if value.is_empty() => {
            t!(words, cli_usage_no_value, argument = argument)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            t!(words, cli_usage_value, argument = argument, value = value)
        }
        ErrorKind::ArgumentConflict => t!(words, cli_usage_twice, argument = argument),
        _ => t!(words, cli_usage_other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    fn wrong(line: &str, lang: Lang) -> String {
        let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let stop = parse(&arguments, Locale::new(lang)).unwrap_err();
        assert_eq!(stop.exit, Exit::Usage);
        stop.plain
    }

    #[test]
    fn what_was_wrong_is_named_in_the_users_language() {
        for (line, named) in [
            ("kagiban nonsense", "nonsense"),
            ("kagiban --nonsense", "--nonsense"),
            ("kagiban --lang fr", "fr"),
            ("kagiban --dir", "--dir"),
            ("kagiban demo --entries 0", "--entries"),
            ("kagiban --ambiguous-width 3", "3"),
            ("kagiban --dir a --dir b", "--dir"),
        ] {
            for lang in [Lang::Ja, Lang::En] {
                let said = wrong(line, lang);
                assert!(said.contains(named), "{line}: {said}");
                assert!(said.contains("kagiban --help"), "{line}: {said}");
                let ascii = said.is_ascii();
                assert_eq!(ascii, lang == Lang::En, "{line}: {said}");
            }
        }
    }

    #[test]
    fn what_was_typed_cannot_steer_the_terminal() {
        let said = wrong("kagiban \u{1b}[31mred", Lang::Ja);
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}
