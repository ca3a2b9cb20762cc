//! What may be typed after `kagiban`. The words of the help are in `cli.ftl`; see `words`.

use crate::calendar::{FiscalYear, Month};
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
        #[arg(
            value_enum,
            value_name = "people|places|holdings",
            hide_possible_values = true
        )]
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
    /// Fill in official forms.
    Form(FormArgs),
    /// Recompute the journal.
    Verify,
    /// The journal for strangers.
    Export {
        /// The file to write; `-` and nothing mean stdout.
        #[arg(long, short = 'o', value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// The lists made anew from the journal.
    Rebuild,
    /// Prove the definitions, and the roster of the office.
    Check {
        /// Definitions that an office could adopt; without one those in use are proved.
        #[arg(value_name = "FILE")]
        definitions: Vec<PathBuf>,
    },
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
    /// 台帳の件.
    Holdings,
}

/// Which sheets, and how they are written down.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct FormArgs {
    /// The form, or `list`.
    #[arg(value_name = "FORM")]
    pub form: String,
    /// The month, as 2026-11.
    #[arg(long, value_name = "YYYY-MM", value_parser = month, conflicts_with = "fiscal_year")]
    pub month: Option<Month>,
    /// The fiscal year by the year in which it begins.
    #[arg(long, value_name = "YYYY", value_parser = fiscal_year)]
    pub fiscal_year: Option<FiscalYear>,
    /// Only this place, by its name or number.
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// The case, by its No. on the form or its id.
    #[arg(long, value_name = "NO")]
    pub case: Option<String>,
    /// How it is written down.
    #[arg(
        long,
        value_enum,
        value_name = "text|csv|xlsx|pdf",
        default_value = "text",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: Format,
    /// The characters of a CSV.
    #[arg(
        long,
        value_enum,
        value_name = "utf-8|cp932",
        default_value = "utf-8",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub encoding: Encoding,
    /// The font file of a PDF; the host's own Japanese font without it.
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
    /// Who puts it out; their PIN is asked, and that it goes out is recorded.
    #[arg(long, value_name = "NN")]
    pub by: Option<u16>,
    /// The file to write; `-` and nothing mean stdout.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// How sheets are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines of a terminal.
    Text,
    /// A table for other programs.
    Csv,
    /// A workbook.
    Xlsx,
    /// Paper.
    Pdf,
}

/// The characters of a CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    /// UTF-8 with a byte order mark.
    #[value(name = "utf-8")]
    Utf8,
    /// Windows-31J.
    Cp932,
}

fn month(written: &str) -> Result<Month, &'static str> {
    written.parse().map_err(|_| "2026-11")
}

fn fiscal_year(written: &str) -> Result<FiscalYear, &'static str> {
    let year: i32 = written.parse().map_err(|_| "2026")?;
    FiscalYear::new(year).map_err(|_| "2026")
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
