//! An act on the office as a record of the inbox: its row, and its text.

use super::entry::{Entry, Waits, since};
use crate::calendar::Recorded;
use crate::desk::{OfficeWait, View, fingerprint};
use crate::locale::Locale;
use crate::office::OfficeAct;
use crate::t;
use crate::tui::say::{self, pending};
use crate::tui::screens::case::Piece;
use crate::tui::screens::procedures::rules_named;

impl Entry {
    /// The row of the list.
    pub(super) fn of_office(view: &View, waits: OfficeWait, words: Locale) -> Self {
        let (office, act) = (&view.office, &waits.pending.act);
        let mut what = pending::subject(office, &waits.pending, words);
        if waits.read_elsewhere() {
            what = rules_named(act, view.catalogue(), words);
        }
        Self {
            kind: pending::kind(act, words),
            what,
            by: say::person(office, waits.pending.by),
            since: since(view, waits.pending.recorded, words),
            urgent: String::new(),
            who: waits.who.clone(),
            excluded: waits.pending.signers(),
            back: Vec::new(),
            marked: None,
            waits: Waits::Office(Box::new(waits)),
        }
    }
}

/// The whole text of an act on the office: who has signed it and when, and what is signed.
pub(super) fn pieces(view: &View, entry: &Entry, words: Locale) -> Vec<Piece> {
    let Some(waits) = entry.office() else {
        return Vec::new();
    };
    let now = Recorded(view.now);
    let mut signed = pending::signed(&view.office, &waits.pending, now, words);
    if let OfficeAct::Renew { key } = waits.pending.act {
        let print = fingerprint(key);
        signed.push(t!(words, pending_fingerprint, print = print));
    }
    let mut pieces = vec![
        Piece::Heading(format!("{}  {}", entry.kind, entry.what)),
        Piece::Flow(signed),
    ];
    let sentence = pending::sentence(&view.office, &waits.pending, words);
    if !sentence.is_empty() {
        let after = match waits.pending.act {
            OfficeAct::Renew { .. } => t!(words, pending_after_key),
            _ => t!(words, pending_after),
        };
        pieces.push(Piece::Line(2, after));
        pieces.push(Piece::Heading(t!(words, case_heading_sentence)));
        pieces.push(Piece::Flow(vec![sentence]));
    }
    pieces
}
