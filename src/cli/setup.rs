//! `kagiban setup`: prepares an office on the screens; with `--from`, a file fills them first. Also
//! what the command without a name does where there is no office yet.

use super::Exit;
use super::failure::{Failure, path};
use super::open::open;
use super::place::Place;
use super::ui::{self, First, Look};
use crate::calendar::Moment;
use crate::desk::set_up_file::{Draft, Lack, Part, SetUpFileError, Wrong};
use crate::desk::{Clock as _, HostClock};
use crate::locale::Locale;
use crate::t;
use crate::text::shown;
use crate::tui::say;
use crate::tui::screens::set_up::{SetUp, Site, table_file};
use crate::tui::{Clock, Keymap, Leave, Opened, Setup, TerminalGuard, run as show};
use std::path::Path;
use std::sync::Arc;

/// Whether an office is where `place` says.
pub(super) fn is_there(place: &Place) -> bool {
    place.dir.join(crate::store::FILE_NAME).exists()
}

/// Prepares an office until somebody leaves; once it is made, goes on with its own screens.
///
/// # Errors
/// When an office is there already, the file is not taken, or the terminal cannot show it.
pub(super) fn run(place: &Place, from: Option<&Path>, look: Look) -> Result<Exit, Failure> {
    let words = look.words;
    let site = Site::new(&place.dir, place.memory.as_deref());
    if site.is_taken() {
        let dir = path(&place.dir);
        return Err(Failure::written(t!(words, cli_setup_taken, dir = dir)));
    }
    let draft = match from {
        Some(file) => read(file, &site, words)?,
        None => kept(&site, words)?,
    };
    let keymap = Keymap::built_in().map_err(|error| Failure::keymap(&error, words))?;
    let failed = |error| Failure::terminal(&error, words);
    let guard = TerminalGuard::enter(look.ambiguous).map_err(failed)?;
    let site = Arc::new(site);
    let screen = SetUp::new(&site, draft, HostClock.now(), words);
    let setup = Setup {
        desk: Arc::clone(&site),
        words,
        keymap,
        ink: guard.ink(),
        clock: Box::new(Host),
        kiosk: false,
        warning: None,
    };
    let left = show(guard, setup, Opened::new(screen)).map_err(failed)?;
    match left {
        Leave::Broken => Err(Failure::written(t!(words, frame_worker_broken))),
        _ if site.made() => ui::show(open(place, words)?.0, First::Board, look),
        _ => {
            let draft = path(&site.draft_path());
            super::print(&t!(words, cli_setup_kept, draft = draft));
            super::print("\n");
            Ok(Exit::Fine)
        }
    }
}

/// The draft that was left, if there is one.
fn kept(site: &Site, words: Locale) -> Result<Draft, Failure> {
    let file = site.draft_path();
    let draft = site.draft();
    draft
        .map(Option::unwrap_or_default)
        .map_err(|error| Failure::read(wrong(&file, &error, words)))
}

/// The file, in place of any draft; a draft that is there is not thrown away unasked.
fn read(file: &Path, site: &Site, words: Locale) -> Result<Draft, Failure> {
    let kept = site.draft_path();
    if kept.exists() {
        let draft = path(&kept);
        return Err(Failure::written(t!(words, cli_setup_draft, draft = draft)));
    }
    let (text, _) = crate::desk::import::read_file(file).map_err(|error| {
        let file = path(file);
        let what = table_file(&error, words);
        Failure::read(t!(words, cli_setup_file, file = file, what = what))
    })?;
    Draft::parse(&text).map_err(|error| Failure::read(wrong(file, &error, words)))
}

/// What is wrong with a set-up file, and in which line.
fn wrong(file: &Path, error: &SetUpFileError, words: Locale) -> String {
    let what = match &error.what {
        Wrong::Form(fault) => say::fault::toml(fault, words),
        Wrong::Time(time) => t!(words, cli_setup_time, time = shown(time).as_str()),
        Wrong::Twice { part, number } => {
            let part = self::part(*part, words);
            t!(words, cli_setup_twice, part = part, number = number)
        }
        Wrong::Unknown { part, number } => {
            let part = self::part(*part, words);
            t!(words, cli_setup_unknown, part = part, number = *number)
        }
        Wrong::Number(number) => t!(words, setup_why_number, text = number.to_string()),
        Wrong::Span { .. } => t!(words, setup_dates_order),
        Wrong::Blank => t!(words, cli_setup_contact_blank),
        Wrong::Line(line) => t!(words, cli_setup_contact_line, line = line.as_str()),
        Wrong::Cut => t!(words, cli_setup_cut),
        Wrong::Lacks(lack) => lacking(*lack, words),
    };
    let file = path(file);
    match error.line {
        Some(line) => t!(words, cli_setup_line, file = file, line = line, what = what),
        None => t!(words, cli_setup_file, file = file, what = what),
    }
}

fn part(part: Part, words: Locale) -> String {
    match part {
        Part::Units => t!(words, setup_unit),
        Part::People => t!(words, setup_step_people),
        Part::Places => t!(words, setup_column_place),
        Part::Means => t!(words, setup_last_means),
        Part::Holdings => t!(words, cli_setup_holdings),
        Part::Contacts => t!(words, more_contacts),
        Part::Days => t!(words, more_days),
    }
}

fn lacking(lack: Lack, words: Locale) -> String {
    crate::tui::screens::set_up::lacking(lack, words)
}

/// The host's clock, as screens look at it.
#[derive(Debug)]
struct Host;

impl Clock for Host {
    fn now(&self) -> Moment {
        HostClock.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    fn words() -> Locale {
        Locale::new(Lang::Ja)
    }

    #[test]
    fn a_set_up_file_fills_the_draft_and_says_its_line_where_it_does_not_fit() {
        let folder = tempfile::tempdir().unwrap();
        let site = Site::new(&folder.path().join("office"), None);
        let file = folder.path().join("office.toml");
        let sample = include_str!("../../data/demo/office.toml");
        std::fs::write(&file, sample).unwrap();
        assert_eq!(read(&file, &site, words()).unwrap().people.len(), 9);
        std::fs::write(&file, "name = \"見本\"\npin = \"123456\"\n").unwrap();
        let failure = read(&file, &site, words()).unwrap_err();
        assert!(failure.text.contains("2行"), "{}", failure.text);
    }

    #[test]
    fn a_draft_that_is_there_is_not_thrown_away_by_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let site = Site::new(folder.path(), None);
        std::fs::write(site.draft_path(), Draft::default().write()).unwrap();
        let file = folder.path().join("office.toml");
        std::fs::write(&file, "").unwrap();
        let failure = read(&file, &site, words()).unwrap_err();
        assert!(
            failure.text.contains("setup-draft.toml"),
            "{}",
            failure.text
        );
    }

    #[test]
    fn an_office_that_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            dir: folder.path().to_owned(),
            memory: None,
        };
        assert!(!is_there(&place));
        crate::desk::sample::make(folder.path(), None, &mut |_, _| {}).unwrap();
        assert!(is_there(&place));
        let look = Look {
            words: words(),
            ambiguous: None,
            kiosk: false,
            owner: None,
        };
        let failure = run(&place, None, look).unwrap_err();
        assert!(failure.text.contains("もう"), "{}", failure.text);
    }
}
