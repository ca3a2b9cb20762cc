//! What is ready to go out: the bytes, what they cannot carry, and what is signed for them. Made and
//! sent on the worker; nothing of it asks the screen.

use super::{Name, Wish, layout};
use crate::desk::paper::{
    Format, Made, Order, PRINTING, Part, PrintError, Printer, Printing, make,
};
use crate::desk::{Desk, FormError, Going, Proposal, View as Look};
use crate::journal::{Capacity, Checkpoint, PersonNo};
use crate::locale::{Lang, Locale};
use crate::office::Office;
use crate::procedure::{CaseAct, DefId, Signed};
use crate::store::Mode;
use crate::t;
use crate::text::shown;
use crate::tui::say;
use crate::tui::say::paper::{not_filled, not_made, not_written};
use crate::tui::{Row, Task};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where it goes.
#[derive(Debug, Clone)]
pub(super) enum Target {
    File(PathBuf),
    Printer(Printer),
}

/// The bytes, not yet out.
pub(super) enum Waiting {
    /// A file that is whole beside its place.
    File(Part),
    /// A document for the printer.
    Printer(Printer, Vec<u8>),
}

/// What is ready to go.
pub struct Ready {
    name: Name,
    pub(super) made: Made,
    checkpoint: Checkpoint,
    pub(super) waiting: Waiting,
    /// A file of that name is there.
    replaces: bool,
    /// What is signed before it goes; none where nothing can be recorded here.
    pub(super) record: Option<Record>,
    pub(super) office: Arc<Office>,
}

/// What is signed before it goes.
pub(super) struct Record {
    pub(super) proposal: Proposal,
    sentence: Vec<String>,
    pub(super) who: Vec<(PersonNo, Capacity)>,
}

/// Makes the bytes; none where it was stopped.
pub(super) fn ready(
    desk: &Desk,
    wish: &Wish,
    format: Format,
    target: Target,
    task: &Task,
    words: Locale,
) -> Result<Option<Box<Ready>>, String> {
    let told = |error: FormError| not_filled(&error, words);
    let view = desk.view().map_err(|e| told(e.into()))?;
    let forms = view.forms().map_err(told)?;
    let layout = layout(&forms, wish, words)?;
    let order = Order {
        layout,
        wanted: &wish.wanted,
        format,
        font: None,
    };
    let mut going = |at: Going| {
        task.progress(at.sheet as u64, at.sheets as u64);
        if task.stopped() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let mut into = |file: &Path, out: &mut dyn Write| {
        let made = make(&view, order, out, &mut going);
        made.map_err(|error| not_made(&error, file, words))
    };
    let (made, waiting, replaces) = match target {
        Target::File(file) => {
            let refused = |error: std::io::Error| not_written(&file, &error, words);
            let replaces = file.exists();
            let mut part = Part::beside(&file).map_err(refused)?;
            let made = into(&file, &mut part)?;
            part.whole().map_err(refused)?;
            (made, Waiting::File(part), replaces)
        }
        Target::Printer(printer) => {
            let mut bytes = Vec::new();
            let made = into(Path::new(""), &mut bytes)?;
            (made, Waiting::Printer(printer, bytes), false)
        }
    };
    let checkpoint = view.checkpoint().map_err(|e| told(e.into()))?;
    let name = Name::of(wish, layout, &view, words);
    let Some(made) = made else {
        return Ok(None);
    };
    let can = matches!(desk.mode(), Mode::ReadWrite) && view.records_printing();
    let record = if can {
        // The journal speaks one language, whatever the screens do.
        let kept = Name::of(wish, layout, &view, Locale::new(Lang::Ja));
        let printing = Printing {
            form: &kept.form,
            of: &kept.of,
            wanted: &wish.wanted,
            format,
            printer: matches!(waiting, Waiting::Printer(..)),
            checkpoint,
            made: &made,
        };
        let proposal = view.propose_printing(&printing);
        Some(Record::of(
            &view,
            proposal.map_err(|e| told(e.into()))?,
            words,
        ))
    } else {
        None
    };
    Ok(Some(Box::new(Ready {
        name,
        made,
        checkpoint,
        waiting,
        replaces,
        record,
        office: Arc::clone(&view.office),
    })))
}

impl Record {
    fn of(view: &Look, proposal: Proposal, words: Locale) -> Self {
        let definition = view.catalogue().latest(&DefId::from(PRINTING));
        let step = definition.and_then(|def| Some((def, def.steps.first()?)));
        let today = view.today();
        let (mut sentence, mut who) = (Vec::new(), Vec::new());
        if let (Some((def, step)), CaseAct::Sign(sign)) = (step, &proposal.act) {
            let signed = Signed {
                values: &sign.values,
                lines: &sign.lines,
                day: None,
                today,
            };
            let tongue = say::tongue(words);
            sentence =
                crate::procedure::sentence(&view.world(), def, None, &step.id, &signed, tongue);
            who = view.office.who_may(&step.by, &[], today.0);
        }
        Self {
            proposal,
            sentence,
            who,
        }
    }
}

impl Ready {
    /// Out it goes. What then fails is told together with what was recorded (law 11).
    pub(super) fn go(self, words: Locale) -> Result<String, String> {
        let recorded = self.record.is_some();
        match (self.out(words), recorded) {
            (Ok(said), true) => Ok(format!("{} {said}", t!(words, paper_recorded))),
            (Ok(said), false) => Ok(format!("{said} {}", t!(words, paper_unrecorded))),
            (Err(why), true) => Err(format!("{why}\n{}", t!(words, paper_recorded_not_out))),
            (Err(why), false) => Err(why),
        }
    }

    fn out(self, words: Locale) -> Result<String, String> {
        let pages = self.made.pages;
        match self.waiting {
            Waiting::File(part) => {
                let file = part.place().to_owned();
                part.put().map_err(|e| not_written(&file, &e, words))?;
                let file = file.to_string_lossy();
                let file = shown(&file).to_string();
                Ok(t!(words, paper_written, file = file, pages = pages))
            }
            Waiting::Printer(printer, bytes) => {
                let name = format!("{} {}", self.name.form, self.name.of);
                let said = printer.print(&name, &bytes);
                let said = said.map_err(|error| {
                    let what = match error {
                        PrintError::System(error) => say::io::error(&error, words),
                        PrintError::Refused(what) => what,
                    };
                    t!(words, paper_not_printed, what = shown(&what).as_str())
                })?;
                let said = shown(&said).to_string();
                Ok(t!(words, paper_printed, pages = pages, said = said))
            }
        }
    }

    pub(super) fn rows(&self, columns: u16, ink: crate::tui::Ink, words: Locale) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut line = |name: String, what: String| {
            let what = ink.wrap(&what, columns.saturating_sub(16));
            for (nth, part) in what.into_iter().enumerate() {
                let name = if nth == 0 { name.as_str() } else { "" };
                rows.push(Row::new().gap(2).cell(12, name).text(part));
            }
        };
        let what = format!("{}  {}", self.name.form, self.name.of);
        line(t!(words, paper_row_what), what);
        let pages = self.made.pages;
        line(
            t!(words, paper_row_pages),
            t!(words, paper_pages, pages = pages),
        );
        let to = match &self.waiting {
            Waiting::File(part) => part.place().to_string_lossy().into_owned(),
            Waiting::Printer(..) => t!(words, paper_to_printer),
        };
        line(t!(words, paper_row_to), to);
        if self.replaces {
            line(String::new(), t!(words, paper_replaces));
        }
        let root = self.checkpoint.short_root().to_string();
        let size = self.checkpoint.size;
        line(
            t!(words, paper_row_journal),
            t!(words, month_root, size = size, root = root),
        );
        if !self.made.lost.is_empty() {
            line(String::new(), String::new());
            line(t!(words, paper_row_lost), String::new());
            for lost in &self.made.lost {
                line(String::new(), say::paper::lost(lost, words));
            }
        }
        line(String::new(), String::new());
        match &self.record {
            Some(record) => {
                line(t!(words, paper_row_sentence), String::new());
                for said in &record.sentence {
                    line(String::new(), said.clone());
                }
            }
            None => line(t!(words, paper_row_record), t!(words, paper_not_recordable)),
        }
        rows
    }
}
