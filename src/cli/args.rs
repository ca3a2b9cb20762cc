//! What may be typed after `kagiban`. The words of the help are in `cli.ftl`; see `words`.

use crate::locale::Lang;
use crate::tui::Ambiguous;
use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "kagiban",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Args {
    /// The folder of the office.
    #[arg(long, global = true, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    /// Language of screens and messages; none means the configured one, or Japanese.
    #[arg(long, global = true, value_name = "ja|en", value_parser = language)]
    pub lang: Option<Lang>,
    /// Columns of characters such as … on this terminal; found out without it.
    #[arg(long, global = true, value_name = "1|2", value_parser = columns)]
    pub ambiguous_width: Option<Ambiguous>,
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
    /// What to do; the screens, if nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A subcommand.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// A sample office.
    Demo {
        /// Only make it.
        #[arg(long)]
        no_ui: bool,
        /// How many entries its history holds.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=5_000_000))]
        entries: Option<u64>,
    },
    /// Prepare an office.
    Setup {
        /// The file that describes it.
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// Straight to the evening lock.
    Lock,
    /// People or places from a table.
    Import {
        /// Of what.
        #[arg(value_enum, value_name = "people|places", hide_possible_values = true)]
        what: Imported,
        /// The table: CSV, TSV or a workbook.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Record it, signed.
        #[arg(long)]
        write: bool,
        /// Where the enrolment slips of new people go.
        #[arg(long, value_name = "FILE")]
        slips: Option<PathBuf>,
    },
    /// What is outstanding.
    Status {
        /// For programs.
        #[arg(long)]
        json: bool,
    },
    /// Recompute the journal.
    Verify,
    /// Prove the definitions, and the roster of the office.
    Check,
    /// The table of keys.
    Keys,
}

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Imported {
    /// 職員.
    People,
    /// 施錠場所.
    Places,
}

fn language(written: &str) -> Result<Lang, &'static str> {
    match written {
        "ja" => Ok(Lang::Ja),
        "en" => Ok(Lang::En),
        _ => Err("ja, en"),
    }
}

fn columns(written: &str) -> Result<Ambiguous, &'static str> {
    written.parse()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_agree_with_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_folder_and_the_language_may_stand_on_either_side_of_the_subcommand() {
        let before = Args::parse_from(["kagiban", "--dir", "a", "--lang", "en", "status"]);
        let after = Args::parse_from(["kagiban", "status", "--lang", "en", "--dir", "a"]);
        assert_eq!((&before.dir, before.lang), (&after.dir, after.lang));
        assert_eq!(after.lang, Some(Lang::En));
    }
}
