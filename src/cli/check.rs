//! `kagiban check`: the definitions of procedures, and the roster of an office where there is one;
//! or definitions in files, as they would be judged if the office adopted them.

use super::failure::{Failure, path};
use super::open::open;
use super::place::Place;
use super::progress::Progress;
use super::{Exit, print};
use crate::desk::adopt::{DETOURS, MOST_STATES, Unfit, examine, read_definition};
use crate::desk::definitions::missing;
use crate::desk::roster::roster_proof;
use crate::desk::{Fault, FaultKind, View, judge_form};
use crate::form::Forms;
use crate::locale::Locale;
use crate::procedure::{Catalogue, Definition, Proof, prove};
use crate::t;
use crate::text::pad;
use crate::tui::say::{self, tongue};
use crate::tui::screens::set_up::proof;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

/// Proves every definition, each on a thread of its own.
fn proofs(catalogue: &Catalogue, words: Locale) -> Vec<(&Definition, Proof)> {
    let mut line = Progress::new(t!(words, cli_check_progress));
    let total = catalogue.all().len() as u64;
    thread::scope(|scope| {
        let walks: Vec<_> = catalogue
            .all()
            .iter()
            .map(|def| {
                (
                    def.as_ref(),
                    scope.spawn(move || prove(catalogue, def, DETOURS)),
                )
            })
            .collect();
        let mut proved = Vec::new();
        line.tell(0, total);
        for (done, (def, walk)) in (1..).zip(walks) {
            // A walk that panics has found a fault in the machine itself: it is told by the panic.
            match walk.join() {
                Ok(proof) => proved.push((def, proof)),
                Err(fault) => std::panic::resume_unwind(fault),
            }
            line.tell(done, total);
        }
        proved
    })
}

/// Checks and prints.
pub(super) fn run(place: &Place, files: &[PathBuf], words: Locale) -> Result<Exit, Failure> {
    let (desk, words) = if place.dir.join(crate::store::FILE_NAME).exists() {
        let (desk, words) = open(place, words)?;
        (Some(desk), words)
    } else {
        (None, words)
    };
    let view = match &desk {
        Some(desk) => Some(desk.view().map_err(|e| Failure::desk(&e, words))?),
        None => None,
    };
    let catalogue = view.as_ref().map_or(Catalogue::embedded(), View::catalogue);
    let (mut text, mut found) = if files.is_empty() {
        in_use(catalogue, words)
    } else {
        read(catalogue, files, words)?
    };
    if let Some(view) = view.filter(|_| files.is_empty()) {
        for lacking in missing(&view.office) {
            let id = lacking.id.0.as_str();
            text.push_str(&t!(words, adopt_check_missing, id = id, rev = lacking.rev));
            text.push('\n');
            found += 1;
        }
        let (told, thin) = roster(&view, words);
        text.push_str(&told);
        found += thin;
    }
    print(&text);
    Ok(if found == 0 { Exit::Fine } else { Exit::Found })
}

fn proved(definition: &Definition, proof: &Proof, words: Locale) -> String {
    format!(
        "{} {}  {}\n",
        pad(&definition.id.0, 14),
        pad(definition.title.get(tongue(words)), 26),
        t!(
            words,
            cli_check_proof,
            states = proof.states,
            transitions = proof.transitions
        )
    )
}

/// The definitions in use; what is told of them, and how much is wrong.
fn in_use(catalogue: &Catalogue, words: Locale) -> (String, usize) {
    let mut text = String::new();
    let mut found = 0;
    for (definition, proof) in proofs(catalogue, words) {
        text.push_str(&proved(definition, &proof, words));
        if !proof.complete {
            found += 1;
            text.push_str(&format!("  {}\n", t!(words, cli_check_incomplete)));
        }
        for broken in &proof.broken {
            found += 1;
            let line = t!(
                words,
                fault_proof,
                law = broken.law,
                gist = say::law_gist(broken.law, words),
                path = broken.path.join(", ")
            );
            text.push_str(&format!("  {line}\n"));
        }
    }
    text.push_str(&match found {
        0 => t!(words, cli_check_definitions, count = catalogue.all().len()),
        count => t!(words, cli_check_unlawful, count = count),
    });
    text.push('\n');
    (text, found)
}

/// What is wrong with a file, each with its line.
fn told(text: &mut String, named: &str, faults: &[Fault], words: Locale) {
    for fault in faults {
        let what = say::fault(fault, words);
        let line = t!(
            words,
            fault_file,
            file = named,
            line = fault.line,
            what = what
        );
        text.push_str(&line);
        text.push('\n');
    }
}

/// What came of files.
#[derive(Default)]
struct Checked {
    text: String,
    /// How much is wrong.
    found: usize,
    /// Definitions that were proved.
    proved: usize,
    /// Layouts that fit the procedures.
    layouts: usize,
}

/// Files that the office could adopt one after another: each is judged beside those before it.
fn read(
    catalogue: &Catalogue,
    files: &[PathBuf],
    words: Locale,
) -> Result<(String, usize), Failure> {
    let mut line = Progress::new(t!(words, cli_check_progress));
    let line_at = Mutex::new(&mut line);
    let watch = |states: usize| {
        if let Ok(mut line) = line_at.lock() {
            line.tell(states as u64, MOST_STATES as u64);
        }
        true
    };
    let mut with = catalogue.clone();
    let mut all = Checked::default();
    for file in files {
        let named = path(file);
        match read_definition(file) {
            Ok(source) if Forms::is_layout(&source) => {
                layout(&with, &named, &source, &mut all, words);
            }
            Ok(source) => {
                let judged = examine(&with, &named, &source, &watch);
                if let Some(definition) = definition(judged, &named, &mut all, words)? {
                    with = with.with(definition);
                }
            }
            Err(faults) => {
                if let [
                    Fault {
                        what: FaultKind::Unread(kind),
                        ..
                    },
                ] = faults.as_slice()
                {
                    let why = say::io::kind(*kind, words);
                    let text = t!(words, cli_check_unread, file = named, why = why);
                    return Err(Failure::read(text));
                }
                all.found += faults.len();
                told(&mut all.text, &named, &faults, words);
            }
        }
    }
    let mut sum = Vec::new();
    match all.found {
        0 => {
            if all.proved > 0 {
                sum.push(t!(words, cli_check_definitions, count = all.proved));
            }
            if all.layouts > 0 {
                sum.push(t!(words, cli_check_layouts, count = all.layouts));
            }
        }
        count => sum.push(t!(words, cli_check_unlawful, count = count)),
    }
    for line in sum {
        all.text.push_str(&line);
        all.text.push('\n');
    }
    Ok((all.text, all.found))
}

/// A definition as it was judged; where it is lawful, it stands beside those that follow.
fn definition(
    judged: Result<(Arc<Definition>, Proof), Unfit>,
    named: &str,
    all: &mut Checked,
    words: Locale,
) -> Result<Option<Arc<Definition>>, Failure> {
    match judged {
        Ok((definition, proof)) => {
            all.proved += 1;
            all.text.push_str(&proved(&definition, &proof, words));
            return Ok(Some(definition));
        }
        Err(Unfit::Faults(faults)) => {
            all.found += faults.len();
            told(&mut all.text, named, &faults, words);
        }
        // Nobody stops it here.
        Err(Unfit::Stopped) => all.found += 1,
        Err(Unfit::Desk(error)) => return Err(Failure::desk(&error, words)),
    }
    Ok(None)
}

fn layout(with: &Catalogue, named: &str, source: &str, all: &mut Checked, words: Locale) {
    match judge_form(with, named, source) {
        Ok(layout) => {
            all.layouts += 1;
            let id = layout.id.as_str();
            let title = say::paper::title(&layout, words);
            let line = t!(words, adopt_check_form, id = id, title = title);
            all.text.push_str(&line);
            all.text.push('\n');
        }
        Err(faults) => {
            all.found += faults.len();
            told(&mut all.text, named, &faults, words);
        }
    }
}

/// Whether there is somebody to sign, today and at each date to come.
fn roster(view: &View, words: Locale) -> (String, usize) {
    let mut thin = 0;
    let lines = roster_proof(view.catalogue(), &view.office, view.today().0);
    let mut text = format!("\n{}\n", view.office.name);
    for line in &lines {
        let finding = line.what.is_finding();
        thin += usize::from(finding);
        let mark = if finding {
            t!(words, mark_needed)
        } else {
            t!(words, mark_done)
        };
        let (what, how) = proof::told(&view.office, line, view.today().0, words);
        text.push_str(&format!("  {mark} {}  {how}\n", pad(&what, 28)));
    }
    text.push_str(&match thin {
        0 => t!(words, cli_check_roster_fine),
        count => t!(words, cli_check_roster_found, count = count),
    });
    text.push('\n');
    (text, thin)
}
