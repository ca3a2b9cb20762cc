//! `kagiban check`: the definitions of procedures, and the roster of an office where there is one.

use super::failure::Failure;
use super::open::open;
use super::place::Place;
use super::{Exit, print};
use crate::desk::roster::{RosterFact, RosterLine, roster_proof};
use crate::journal::{Capacity, PersonNo};
use crate::locale::Locale;
use crate::office::Office;
use crate::procedure::Catalogue;
use crate::t;
use crate::text::pad;
use crate::tui::say::tongue;

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
            text.push_str(&format!(
                "  {mark} {}\n",
                say(line, &view.office, catalogue, words)
            ));
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

fn say(line: &RosterLine, office: &Office, catalogue: &Catalogue, words: Locale) -> String {
    let name = |no: &PersonNo| {
        let person = office.person_ever(*no);
        person.map_or_else(|| format!("{:02}", no.0), |p| p.name.to_string())
    };
    let names = |all: &[PersonNo]| {
        let all: Vec<String> = all.iter().map(name).collect();
        all.join(", ")
    };
    let stand_ins = |all: &[(PersonNo, Capacity)]| {
        let all: Vec<PersonNo> = all.iter().map(|(no, _)| *no).collect();
        names(&all)
    };
    let what = match &line.what {
        RosterFact::LocksCovered { places } => t!(words, cli_roster_locks, places = *places),
        RosterFact::LockThin { place, who } => {
            let place = office.place_ever(*place);
            let place = place.map_or_else(String::new, |p| p.name.to_string());
            match who.as_slice() {
                [] => t!(words, cli_roster_lock_nobody, place = place),
                who => t!(words, cli_roster_lock_thin, place = place, who = names(who)),
            }
        }
        RosterFact::SendingCovered {
            checkers,
            consenters,
        }
        | RosterFact::SendingThin {
            checkers,
            consenters,
        } => t!(
            words,
            cli_roster_sending,
            checkers = *checkers,
            consenters = *consenters
        ),
        RosterFact::ManagersOwn { manager, instead } if instead.is_empty() => {
            t!(words, cli_roster_own_nobody, manager = name(manager))
        }
        RosterFact::ManagersOwn { manager, instead } => t!(
            words,
            cli_roster_own,
            manager = name(manager),
            who = stand_ins(instead)
        ),
        RosterFact::ManagerAway { instead } if instead.is_empty() => {
            t!(words, cli_roster_away_nobody)
        }
        RosterFact::ManagerAway { instead } => {
            t!(words, cli_roster_away, who = stand_ins(instead))
        }
        RosterFact::NoDeputy => t!(words, cli_roster_no_deputy),
        RosterFact::NoManager => t!(words, cli_roster_no_manager),
        RosterFact::NobodySigns { procedure, step } => {
            let definition = catalogue.latest(procedure);
            let title = definition.map_or(procedure.0.as_str(), |d| d.title.get(tongue(words)));
            let step = definition
                .and_then(|d| d.steps.iter().find(|s| s.id == *step))
                .map_or(step.0.as_str(), |s| s.title.get(tongue(words)));
            t!(
                words,
                cli_roster_nobody_signs,
                procedure = title,
                step = step
            )
        }
    };
    t!(
        words,
        cli_roster_line,
        from = line.from.to_string(),
        what = what
    )
}
