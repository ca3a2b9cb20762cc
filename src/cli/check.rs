//! `kagiban check`: the definitions of procedures, and the roster of an office where there is one.

use super::failure::Failure;
use super::open::open;
use super::place::Place;
use super::{Exit, print};
use crate::desk::roster::roster_proof;
use crate::locale::Locale;
use crate::procedure::Catalogue;
use crate::t;
use crate::text::pad;
use crate::tui::say::tongue;
use crate::tui::screens::set_up::proof;

/// Checks and prints.
pub(super) fn run(place: &Place, words: Locale) -> Result<Exit, Failure> {
    let catalogue = Catalogue::embedded();
    let mut text = String::new();
    for definition in catalogue.all() {
        text.push_str(&format!(
            "{} {}\n",
            pad(&definition.id.0, 14),
            definition.title.get(tongue(words))
        ));
    }
    text.push_str(&t!(
        words,
        cli_check_definitions,
        count = catalogue.all().len()
    ));
    text.push('\n');
    let mut found = 0;
    if place.dir.join(crate::store::FILE_NAME).exists() {
        let desk = open(place, words)?;
        let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
        let lines = roster_proof(catalogue, &view.office, view.today().0);
        text.push_str(&format!("\n{}\n", view.office.name));
        for line in &lines {
            let finding = line.what.is_finding();
            found += usize::from(finding);
            let mark = if finding {
                t!(words, mark_needed)
            } else {
                t!(words, mark_done)
            };
            let (what, how) = proof::told(&view.office, line, view.today().0, words);
            text.push_str(&format!("  {mark} {}  {how}\n", pad(&what, 28)));
        }
        text.push_str(&match found {
            0 => t!(words, cli_check_roster_fine),
            count => t!(words, cli_check_roster_found, count = count),
        });
        text.push('\n');
    }
    print(&text);
    Ok(if found == 0 { Exit::Fine } else { Exit::Found })
}
