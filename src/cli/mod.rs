//! The command line: one file a subcommand.
//!
//! Asks the desk, shows its answers, starts the screens. Decides no rule and knows nothing of how
//! anything is stored. Called by `main` only. Words come from `data/locales` (`cli.ftl`); what a
//! record, a file name or the system says goes through [`crate::text`] before it is printed.
//!
//! | file | what |
//! |---|---|
//! | `args` | what may be typed |
//! | `words` | the help, in the user's language |
//! | `usage` | what was typed wrongly |
//! | `place` | which folder is the office: `--dir`, `KAGIBAN_DIR`, `kagiban.toml` |
//! | `failure` | what could not be done: what happened, what was kept, what to do |
//! | `exit` | exit codes |
//! | `ask` | a number and a PIN, asked on the terminal |
//! | `progress` | a line on stderr while something takes long |
//! | `stop` | the interrupt key, for what takes long and cleans up after itself |
//! | others | a subcommand each; `ui` is the one without a name |

mod args;
mod ask;
mod check;
mod demo;
mod exit;
mod export;
mod failure;
mod form;
mod import;
mod keys;
#[cfg(test)]
mod manual;
mod open;
mod place;
mod progress;
mod rebuild;
mod setup;
mod status;
mod stop;
mod ui;
mod usage;
mod verify;
mod words;

pub use args::{Args, Command, Encoding, FormArgs, Format};
pub use exit::Exit;
pub use failure::Failure;
pub use place::{Config, Place};
pub use progress::Progress;
pub use ui::{First, Look};
pub use words::command;

use crate::locale::Locale;
use demo::Demo;
use open::open;
use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

/// Runs the program with these arguments, the first of which is its name.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let config = configured(&arguments);
    let words = words::wished(&arguments, config.as_ref().ok());
    let args = match usage::parse(&arguments, words) {
        Ok(args) => args,
        Err(stop) => return stop.show(std::io::stdout().is_terminal()),
    };
    let done = config.and_then(|config| run(&args, &config, words));
    done.unwrap_or_else(|failure| {
        let _ = writeln!(std::io::stderr(), "kagiban: {}", failure.text);
        failure.exit
    })
}

/// What the file beside the executable says. What is wrong with it is said in the language asked
/// for on the command line, since the file cannot be asked.
fn configured(arguments: &[OsString]) -> Result<Config, Failure> {
    let words = words::wished(arguments, None);
    match std::env::current_exe() {
        Ok(executable) => Config::beside(&executable, words),
        Err(_) => Ok(Config::default()),
    }
}

fn run(args: &Args, config: &Config, words: Locale) -> Result<Exit, Failure> {
    let place = || {
        let variable = std::env::var_os(place::VARIABLE);
        Place::find(args.dir.as_deref(), variable, config, words)
    };
    let look = Look {
        words,
        ambiguous: args.ambiguous_width,
        kiosk: config.kiosk,
        owner: config.owner,
    };
    match &args.command {
        None => {
            let place = place()?;
            if setup::is_there(&place) {
                ui::show(open(&place, words)?.0, First::Board, look)
            } else {
                setup::run(&place, None, look)
            }
        }
        Some(Command::Lock) => ui::show(open(&place()?, words)?.0, First::Evening, look),
        Some(Command::Demo { no_ui, entries }) => {
            let demo = Demo {
                dir: args.dir.as_deref(),
                no_ui: *no_ui,
                entries: *entries,
            };
            demo::run(&demo, words, |desk| ui::show(desk, First::Board, look))
        }
        Some(Command::Setup { from }) => setup::run(&place()?, from.as_deref(), look),
        Some(Command::Import {
            what,
            file,
            write,
            slips,
        }) => {
            let wish = import::Wish {
                what: *what,
                file,
                write: *write,
                slips: slips.as_deref(),
            };
            import::run(&place()?, &wish, words)
        }
        Some(Command::Status { json }) => status::run(&place()?, *json, words),
        Some(Command::Form(asked)) => form::run(&place()?, asked, words),
        Some(Command::Export { output }) => {
            let file = output.as_deref().filter(|file| *file != Path::new("-"));
            export::run(&place()?, file, words)
        }
        Some(Command::Rebuild) => rebuild::run(&place()?, words),
        Some(Command::Verify) => verify::run(&place()?, words),
        Some(Command::Check { definitions }) => check::run(&place()?, definitions, words),
        Some(Command::Keys) => keys::run(words),
    }
}

/// Prints to stdout; a closed pipe is no failure of ours.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}
