//! The list of procedures, and a definition as text, as rows.

use super::diff::{Piece, diff};
use crate::desk::adopt::{Examined, ExaminedForm};
use crate::desk::definitions::{missing, not_taken_up};
use crate::desk::judge_form;
use crate::form::Forms;
use crate::journal::EntryId;
use crate::locale::Locale;
use crate::office::{InUse, Office, OfficeAct, Pin};
use crate::procedure::{Catalogue, DefId, DefRef, Definition, Law};
use crate::t;
use crate::text::wrap;
use crate::tui::say::{self, paper, when};
use crate::tui::{Row, Tone};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// Signed by one, waits for another.
    Waits(EntryId),
    /// Of the program, and not in use here.
    NotTakenUp(Pin),
    /// Cases begin with it.
    InUse(DefRef),
    /// No case begins with it any more.
    Retired(DefRef),
    /// In use, and this program does not have its text.
    Missing(DefRef),
    /// A form, by its name.
    Form(String),
}

/// Every line, what is to be done first.
pub(super) fn lines(office: &Office, catalogue: &Catalogue, forms: &Forms) -> Vec<Line> {
    let waiting = office.pending.iter();
    let mut lines: Vec<Line> = waiting
        .filter(|(_, pending)| pending.act.is_of_procedures() || pending.act.is_of_forms())
        .map(|(entry, _)| Line::Waits(*entry))
        .collect();
    lines.extend(missing(office).into_iter().map(Line::Missing));
    let new = not_taken_up(office).into_iter();
    lines.extend(new.map(|(pin, _)| Line::NotTakenUp(pin)));
    lines.extend(catalogue.in_use().map(|d| Line::InUse(d.reference())));
    let retired = catalogue.all().iter().filter(|d| catalogue.is_retired(d));
    lines.extend(retired.map(|d| Line::Retired(d.reference())));
    // The office's own first; then those that no longer fit, so that they are not forgotten.
    let own = |id: &str| office.own_form(id).is_some();
    let ids = || forms.all().iter().map(|layout| layout.id.clone());
    let lost = office.own_forms().map(|form| form.id.clone());
    lines.extend(ids().filter(|id| own(id)).map(Line::Form));
    lines.extend(
        lost.filter(|id| forms.get(id).is_none_or(|f| !f.by_office))
            .map(Line::Form),
    );
    lines.extend(ids().filter(|id| !own(id)).map(Line::Form));
    lines
}

/// How the office runs that definition, where it was pinned or adopted.
pub(super) fn used<'a>(office: &'a Office, reference: &DefRef) -> Option<&'a InUse> {
    let mut used = office.procedures.iter();
    used.find(|u| u.id == reference.id.0 && u.rev == reference.rev)
}

/// A law by its name.
pub(super) fn law(law: Law, words: Locale) -> String {
    match law {
        Law::Locking => t!(words, adopt_law_locking),
        Law::TakeOut => t!(words, adopt_law_take_out),
        Law::Sending => t!(words, adopt_law_sending),
        Law::Record => t!(words, adopt_law_record),
    }
}

/// What an act on procedures is about: its title and revision.
pub(super) fn about(act: &OfficeAct, catalogue: &Catalogue, words: Locale) -> (String, u32) {
    let named = |id: &str, rev: u32| {
        let known = catalogue.get(&DefRef {
            id: DefId::from(id),
            rev,
        });
        let known = known.or_else(|| catalogue.latest(&DefId::from(id)));
        known.map_or_else(
            || id.to_owned(),
            |d| d.title.get(say::tongue(words)).to_owned(),
        )
    };
    match act {
        OfficeAct::Adopt { id, rev, text } => {
            let read = Definition::read(id, text);
            let title = read.map_or_else(
                |_| id.clone(),
                |d| {
                    let said = d.under(catalogue.profile());
                    said.title.get(say::tongue(words)).to_owned()
                },
            );
            (title, *rev)
        }
        OfficeAct::TakeUp { id, rev, .. } | OfficeAct::Retire { id, rev } => {
            (named(id, *rev), *rev)
        }
        OfficeAct::AdoptForm { id, rev, text } => {
            let read = judge_form(catalogue, id, text);
            (
                read.map_or_else(|_| id.clone(), |l| paper::title(&l, words)),
                *rev,
            )
        }
        OfficeAct::RetireForm { id, rev } => (id.clone(), *rev),
        _ => (String::new(), 0),
    }
}

/// The same in one text.
pub(in crate::tui::screens) fn named(
    act: &OfficeAct,
    catalogue: &Catalogue,
    words: Locale,
) -> String {
    let (title, rev) = about(act, catalogue, words);
    t!(words, pending_rules, title = title, rev = rev)
}

/// One line of the list.
pub(super) fn row(
    line: &Line,
    office: &Office,
    (catalogue, forms): (&Catalogue, &Forms),
    words: Locale,
) -> Row {
    let parts = |title: &str, rev: u32| {
        Row::new()
            .gap(2)
            .cell(34, title)
            .gap(1)
            .cell(9, t!(words, adopt_rev, rev = rev))
    };
    let title = |d: &Definition| d.title.get(say::tongue(words)).to_owned();
    match line {
        Line::Waits(entry) => {
            let Some(pending) = office.pending.get(entry) else {
                return Row::new();
            };
            let (name, rev) = about(&pending.act, catalogue, words);
            let by = say::family(office, pending.by);
            let what = match pending.act {
                OfficeAct::Retire { .. } | OfficeAct::RetireForm { .. } => {
                    t!(words, adopt_waits_retire, who = by)
                }
                _ => t!(words, adopt_waits, who = by),
            };
            parts(&name, rev).toned(Tone::Key, what)
        }
        Line::NotTakenUp(pin) => {
            let known = not_taken_up(office);
            let known = known.iter().find(|(p, _)| p == pin);
            let name = known.map_or_else(|| pin.id.clone(), |(_, d)| title(d));
            parts(&name, pin.rev).toned(Tone::Key, t!(words, adopt_not_taken_up))
        }
        Line::Missing(reference) => {
            parts(&reference.id.0, reference.rev).toned(Tone::Refusal, t!(words, adopt_missing))
        }
        Line::Form(id) => form_row(id, office, forms, words),
        Line::InUse(reference) | Line::Retired(reference) => {
            let Some(d) = catalogue.get(reference) else {
                return Row::new();
            };
            let used = used(office, reference);
            let whose = if used.is_some_and(|u| u.text.is_some()) {
                t!(words, adopt_own)
            } else {
                t!(words, adopt_program)
            };
            let end = used.and_then(|u| u.end.as_ref());
            let since = match (end, used) {
                (Some(end), _) => {
                    let day = when::short_date(end.recorded.0.date(), words);
                    t!(words, adopt_retired_on, day = day)
                }
                (None, Some(u)) => {
                    let day = when::short_date(u.since.0.date(), words);
                    t!(words, adopt_since, day = day)
                }
                (None, None) => String::new(),
            };
            parts(&title(d), reference.rev)
                .cell(8, law(d.law, words))
                .gap(1)
                .cell(8, whose)
                .gap(1)
                .toned(Tone::Faint, since)
        }
    }
}

/// A form: whose it is, and since when where it is the office's own.
fn form_row(id: &str, office: &Office, forms: &Forms, words: Locale) -> Row {
    let own = office.own_form(id);
    let layout = forms.get(id);
    let title = layout.map_or_else(|| id.to_owned(), |l| paper::title(l, words));
    let rev = own.map_or_else(String::new, |form| t!(words, adopt_rev, rev = form.rev));
    let whose = match own {
        Some(_) => t!(words, adopt_own),
        None => t!(words, adopt_program),
    };
    let row = Row::new()
        .gap(2)
        .cell(34, title)
        .gap(1)
        .cell(9, rev)
        .cell(8, t!(words, adopt_form_kind))
        .gap(1)
        .cell(8, whose)
        .gap(1);
    match own {
        Some(_) if layout.is_none_or(|layout| !layout.by_office) => {
            row.toned(Tone::Refusal, t!(words, adopt_form_left_out))
        }
        Some(form) => {
            let day = when::short_date(form.since.0.date(), words);
            row.toned(Tone::Faint, t!(words, adopt_since, day = day))
        }
        None => row,
    }
}

/// What is wrong, each with its line.
pub(super) fn faults(faults: &[crate::desk::Fault], columns: u16, words: Locale) -> Vec<Row> {
    let mut rows = Vec::new();
    for fault in faults {
        let what = say::fault(fault, words);
        let told = if fault.line == 0 {
            what
        } else {
            t!(words, adopt_fault, line = fault.line, what = what)
        };
        for line in wrap(&told, usize::from(columns.saturating_sub(4))) {
            rows.push(Row::new().gap(2).text(line));
        }
    }
    rows
}

fn text_rows(rows: &mut Vec<Row>, tone: Tone, mark: &str, n: usize, line: &str, columns: u16) {
    let room = usize::from(columns.saturating_sub(9)).max(20);
    for (nth, part) in wrap(line, room).into_iter().enumerate() {
        let number = if nth == 0 {
            format!("{n:>4}")
        } else {
            "    ".to_owned()
        };
        rows.push(
            Row::new()
                .gap(1)
                .toned(Tone::Faint, number)
                .toned(tone, format!(" {mark} {part}")),
        );
    }
}

/// A definition that is looked at before it is signed: what it is, what is other in it than in the
/// one it replaces, or all of it.
pub(super) fn examined(found: &Examined, columns: u16, words: Locale) -> Vec<Row> {
    let d = &found.definition;
    let mut rows = vec![
        Row::new().gap(2).text(t!(
            words,
            adopt_is,
            title = d.title.get(say::tongue(words)),
            id = d.id.0.as_str(),
            rev = d.rev,
            law = law(d.law, words)
        )),
        Row::new().gap(2).toned(
            Tone::Faint,
            t!(
                words,
                adopt_proved,
                states = found.proof.states,
                acts = found.proof.transitions
            ),
        ),
    ];
    match &found.replaces {
        None => {
            rows.push(Row::new().gap(2).text(t!(words, adopt_is_new)));
            rows.push(Row::new());
            rows.extend(whole(&found.text, columns));
        }
        Some((old, text)) => {
            rows.push(
                Row::new()
                    .gap(2)
                    .text(t!(words, adopt_replaces, rev = old.rev)),
            );
            rows.push(Row::new());
            changed(&mut rows, text, &found.text, columns, words);
        }
    }
    rows
}

/// A layout that is looked at before it is signed.
pub(super) fn examined_form(found: &ExaminedForm, columns: u16, words: Locale) -> Vec<Row> {
    let is = t!(
        words,
        adopt_form_is,
        title = paper::title(&found.layout, words),
        id = found.layout.id.as_str(),
        rev = found.rev
    );
    let how = match &found.replaces {
        None => t!(words, adopt_form_new),
        Some(_) => t!(words, adopt_form_replaces),
    };
    let mut rows = vec![
        Row::new().gap(2).text(is),
        Row::new().gap(2).text(how),
        Row::new(),
    ];
    match &found.replaces {
        None => rows.extend(whole(&found.text, columns)),
        Some(text) => changed(&mut rows, text, &found.text, columns, words),
    }
    rows
}

/// What is other in a text.
fn changed(rows: &mut Vec<Row>, before: &str, after: &str, columns: u16, words: Locale) {
    for piece in diff(before, after) {
        match piece {
            Piece::Same(n, line) => text_rows(rows, Tone::Faint, " ", n, line, columns),
            Piece::Gone(n, line) => text_rows(rows, Tone::Plain, "-", n, line, columns),
            Piece::New(n, line) => text_rows(rows, Tone::Key, "+", n, line, columns),
            Piece::Skipped(count) => rows.push(
                Row::new()
                    .gap(6)
                    .toned(Tone::Faint, t!(words, adopt_skipped, count = count)),
            ),
        }
    }
}

/// A text with the numbers of its lines.
pub(super) fn whole(text: &str, columns: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for (line, n) in text.lines().zip(1..) {
        text_rows(&mut rows, Tone::Plain, " ", n, line, columns);
    }
    rows
}
