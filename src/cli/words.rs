//! The help in the user's language: clap's own words stay English, so every one of them is replaced.

use super::args::Args;
use super::place::Config;
use crate::locale::{Lang, Locale};
use crate::t;
use clap::{Arg, CommandFactory as _};
use std::ffi::OsString;

/// The language that the arguments ask for, or else the configuration; found before anything else
/// is looked at: whatever is wrong with them is said in it.
#[must_use]
pub(super) fn wished(arguments: &[OsString], config: Option<&Config>) -> Locale {
    let mut wished = None;
    let mut rest = arguments.iter().skip(1).map(|a| a.to_string_lossy());
    while let Some(argument) = rest.next() {
        if argument == "--lang" {
            wished = rest.next().and_then(|name| Lang::parse(&name));
        } else if let Some(name) = argument.strip_prefix("--lang=") {
            wished = Lang::parse(name);
        }
    }
    let configured = config.and_then(|config| config.lang);
    Locale::new(wished.or(configured).unwrap_or_default())
}

/// The command line with its help in `words`.
#[must_use]
pub fn command(words: Locale) -> clap::Command {
    let top = Args::command()
        .about(t!(words, cli_about))
        .after_help(t!(words, cli_after_help))
        .mut_subcommands(|sub| {
            let about = about(sub.get_name(), words);
            arguments(sub.about(about), words)
        });
    arguments(top, words)
        .subcommand_help_heading(t!(words, cli_commands))
        .help_template(format!(
            "{{about}}\n\n{}\n  kagiban {}\n\n{{all-args}}{{after-help}}",
            t!(words, cli_usage),
            t!(words, cli_usage_line),
        ))
        .mut_subcommands(|sub| {
            let template = format!(
                "{{about}}\n\n{}\n  kagiban {} {}\n\n{{all-args}}",
                t!(words, cli_usage),
                sub.get_name(),
                t!(words, cli_usage_line_sub),
            );
            sub.help_template(template)
        })
}

fn arguments(command: clap::Command, words: Locale) -> clap::Command {
    let heading = t!(words, cli_options);
    let exports = command.get_name() == "export";
    command.mut_args(|arg| {
        let help = match arg.get_id().as_str() {
            "output" if exports => t!(words, cli_arg_export_output),
            _ => help(&arg, words),
        };
        arg.help(help).help_heading(heading.clone())
    })
}

fn about(subcommand: &str, words: Locale) -> String {
    match subcommand {
        "demo" => t!(words, cli_about_demo),
        "setup" => t!(words, cli_about_setup),
        "lock" => t!(words, cli_about_lock),
        "import" => t!(words, cli_about_import),
        "status" => t!(words, cli_about_status),
        "form" => t!(words, form_about),
        "verify" => t!(words, cli_about_verify),
        "export" => t!(words, cli_about_export),
        "rebuild" => t!(words, cli_about_rebuild),
        "check" => t!(words, cli_about_check),
        "keys" => t!(words, cli_about_keys),
        _ => String::new(),
    }
}

fn help(arg: &Arg, words: Locale) -> String {
    match arg.get_id().as_str() {
        "dir" => t!(words, cli_arg_dir),
        "lang" => t!(words, cli_arg_lang),
        "ambiguous_width" => t!(words, cli_arg_ambiguous_width),
        "help" => t!(words, cli_arg_help),
        "version" => t!(words, cli_arg_version),
        "no_ui" => t!(words, cli_arg_no_ui),
        "entries" => t!(words, cli_arg_entries),
        "from" => t!(words, cli_arg_from),
        "what" => t!(words, cli_arg_import_what),
        "file" => t!(words, cli_arg_import_file),
        "write" => t!(words, cli_arg_write),
        "slips" => t!(words, cli_arg_slips),
        "json" => t!(words, cli_arg_json),
        "definitions" => t!(words, adopt_arg_definitions),
        "form" => t!(words, form_arg_form),
        "month" => t!(words, form_arg_month),
        "fiscal_year" => t!(words, form_arg_year),
        "place" => t!(words, form_arg_place),
        "case" => t!(words, form_arg_case),
        "format" => t!(words, form_arg_format),
        "encoding" => t!(words, form_arg_encoding),
        "font" => t!(words, form_arg_font),
        "output" => t!(words, form_arg_output),
        "by" => t!(words, form_arg_by),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every subcommand and argument, by name.
    fn every(command: &clap::Command) -> Vec<(String, Option<String>)> {
        let text = |styled: Option<&clap::builder::StyledStr>| styled.map(ToString::to_string);
        let mut all: Vec<_> = command
            .get_arguments()
            .map(|arg| (arg.get_id().to_string(), text(arg.get_help())))
            .collect();
        for sub in command.get_subcommands() {
            all.push((sub.get_name().to_owned(), text(sub.get_about())));
            all.extend(every(sub));
        }
        all
    }

    #[test]
    fn everything_that_may_be_typed_is_explained_in_both_languages() {
        for lang in [Lang::Ja, Lang::En] {
            for (name, help) in every(&command(Locale::new(lang))) {
                let help = help.unwrap_or_default();
                assert!(!help.is_empty(), "{name} has no words in {}", lang.code());
            }
        }
    }

    #[test]
    fn no_english_word_of_the_parser_is_left_in_the_japanese_help() {
        let mut japanese = command(Locale::new(Lang::Ja));
        let help = japanese.render_long_help().to_string();
        for word in ["Usage", "Commands", "Options", "Print", "COMMAND", "help"] {
            let left = help
                .lines()
                .find(|line| line.replace("--help", "").replace("-h", "").contains(word));
            assert_eq!(left, None, "{word}");
        }
    }

    #[test]
    fn the_help_fits_a_terminal_of_80_columns() {
        for lang in [Lang::Ja, Lang::En] {
            let mut top = command(Locale::new(lang));
            let mut texts = vec![top.render_long_help().to_string()];
            for sub in top.get_subcommands_mut() {
                texts.push(sub.render_long_help().to_string());
            }
            for line in texts.iter().flat_map(|text| text.lines()) {
                assert!(crate::text::width(line) < 80, "{line}");
            }
        }
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are() {
        let wish = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            wished(&arguments, None).lang()
        };
        assert_eq!(wish("kagiban status"), Lang::Ja);
        assert_eq!(wish("kagiban --lang en nonsense"), Lang::En);
        assert_eq!(wish("kagiban nonsense --lang=en"), Lang::En);
    }
}
