//! `kagiban verify`: every hash and signature recomputed, every act replayed through the rules.

use super::failure::Failure;
use super::open::open_for;
use super::place::Place;
use super::progress::Progress;
use super::{Exit, print};
use crate::desk::Verification;
use crate::journal::ShortRoot;
use crate::locale::Locale;
use crate::store::Reading;
use crate::t;
use crate::tui::say::{self, refusal::Told};

/// Recomputes the journal and prints what was found.
pub(super) fn run(place: &Place, words: Locale) -> Result<Exit, Failure> {
    let (desk, words) = open_for(place, Reading::Through, words)?;
    let mut line = Progress::new(t!(words, cli_verify_progress));
    let verified = desk.verify(&mut |done, total| {
        line.tell(done, total);
        true
    });
    drop(line);
    let verified = verified.map_err(|e| Failure::desk(&e, words))?;
    let view = desk.view().ok();
    print(&report(&verified, Told::of(view.as_ref(), words)));
    Ok(if verified.is_clean() {
        Exit::Fine
    } else {
        Exit::Found
    })
}

fn report(verified: &Verification, told: Told<'_>) -> String {
    let words = told.words;
    let checkpoint = &verified.checkpoint;
    let mut lines = vec![
        t!(words, cli_verify_size, size = checkpoint.size),
        t!(words, cli_verify_root, root = root(checkpoint)),
        t!(
            words,
            cli_verify_short,
            root = ShortRoot::of(&checkpoint.root).to_string()
        ),
    ];
    let mut findings: Vec<(u64, String)> = verified
        .findings
        .iter()
        .map(|finding| (finding.index, say::finding(&finding.kind, words)))
        .collect();
    findings.extend(verified.unlawful.iter().map(|fault| {
        let why = say::breach(&fault.why, told);
        let why = t!(words, cli_verify_unlawful, why = why.as_str());
        (fault.index, why)
    }));
    findings.sort();
    if verified.root_differs {
        lines.push(t!(words, cli_verify_root_differs));
    }
    for (index, why) in &findings {
        lines.push(t!(words, cli_verify_finding, index = *index, why = why));
    }
    lines.push(if verified.is_clean() {
        t!(words, cli_verify_clean)
    } else {
        let count = findings.len() + usize::from(verified.root_differs);
        t!(words, cli_verify_found, count = count)
    });
    lines.join("\n") + "\n"
}

/// The root as a checkpoint writes it.
fn root(checkpoint: &crate::journal::Checkpoint) -> String {
    let text = checkpoint.to_string();
    text.lines().nth(2).unwrap_or_default().to_owned()
}
