//! `kagiban form`: official forms, filled from the journal.

use super::args::{Encoding, FormArgs, Format};
use super::failure::{Failure, path};
use super::open::open;
use super::place::Place;
use super::{Exit, ask, print};
use crate::calendar::FiscalYear;
use crate::desk::paper::{self, Made, MakeError, Part, Printing};
use crate::desk::{Desk, FormError, Period, View, Wanted, WriteError};
use crate::form::{Forms, Layout, Per};
use crate::journal::{CaseId, PersonNo, PlaceId};
use crate::locale::{Lang, Locale};
use crate::t;
use crate::text::{pad, shown, width};
use crate::tui::say::{self, refusal};
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::Path;

/// Lists the forms, or writes the sheets that were asked for.
pub(super) fn run(place: &Place, asked: &FormArgs, words: Locale) -> Result<Exit, Failure> {
    let (desk, words) = open(place, words)?;
    let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
    let forms = view.forms().map_err(|e| failed(&e, words))?;
    if asked.form == "list" {
        print(&list(&forms, &view, words));
        for fault in forms.faults() {
            let what = say::fault::layout(fault, words);
            let told = t!(words, form_layout, what = shown(&what).as_str());
            let _ = writeln!(std::io::stderr(), "kagiban: {told}");
        }
        let fine = forms.faults().is_empty();
        return Ok(if fine { Exit::Fine } else { Exit::Found });
    }
    let Some(layout) = forms.get(&asked.form) else {
        let name = shown(&asked.form);
        return Err(usage(t!(words, form_unknown, name = name.as_str())));
    };
    let wanted = wanted(asked, (layout, &forms), &view, words)?;
    write(asked, layout, &wanted, (&desk, &view), words)
}

fn write(
    asked: &FormArgs,
    layout: &Layout,
    wanted: &Wanted,
    (desk, view): (&Desk, &View),
    words: Locale,
) -> Result<Exit, Failure> {
    let file = asked.output.as_deref().filter(|f| *f != Path::new("-"));
    let format = match asked.format {
        Format::Xlsx => paper::Format::Xlsx,
        Format::Pdf => paper::Format::Pdf,
        Format::Text => paper::Format::Text,
        Format::Csv => paper::Format::Csv(match asked.encoding {
            Encoding::Utf8 => paper::Encoding::Utf8,
            Encoding::Cp932 => paper::Encoding::Cp932,
        }),
    };
    if matches!(format, paper::Format::Xlsx | paper::Format::Pdf) && asked.output.is_none() {
        let format = format.ending();
        return Err(usage(t!(words, form_needs_output, format = format)));
    }
    let order = paper::Order {
        layout,
        wanted,
        format,
        font: asked.font.as_deref(),
    };
    let made = match file {
        Some(file) => {
            let refused = |error: std::io::Error| not_written(file, &error, words);
            let mut part = Part::beside(file).map_err(refused)?;
            let made = make(view, order, &mut part, Some(file), words)?;
            tell(&made, words);
            part.whole().map_err(refused)?;
            record(asked, order, (desk, view), &made, words)?;
            part.put().map_err(refused)?;
            let name = path(file);
            let said = written(name, &made, format, words);
            let _ = writeln!(std::io::stderr(), "{said}");
            let said = match asked.by {
                Some(_) => t!(words, paper_recorded),
                None => t!(words, form_unrecorded),
            };
            let _ = writeln!(std::io::stderr(), "{said}");
            made
        }
        None => {
            let mut bytes = Vec::new();
            let made = make(view, order, &mut bytes, None, words)?;
            tell(&made, words);
            record(asked, order, (desk, view), &made, words)?;
            let mut out = std::io::stdout().lock();
            let _ = out.write_all(&bytes);
            let _ = out.flush();
            made
        }
    };
    Ok(if made.lost.iter().any(paper::Lost::is_loss) {
        Exit::Found
    } else {
        Exit::Fine
    })
}

/// That it is written: on paper so many pages, otherwise so many sheets.
fn written(file: String, made: &Made, format: paper::Format, words: Locale) -> String {
    if matches!(format, paper::Format::Pdf) {
        t!(words, form_written_pages, file = file, pages = made.pages)
    } else {
        t!(words, form_written, file = file, sheets = made.sheets)
    }
}

fn make(
    view: &View,
    order: paper::Order<'_>,
    out: &mut dyn std::io::Write,
    file: Option<&Path>,
    words: Locale,
) -> Result<Made, Failure> {
    let go_on = &mut |_| ControlFlow::Continue(());
    match paper::make(view, order, out, go_on) {
        Ok(Some(made)) => Ok(made),
        // Nobody breaks it off here.
        Ok(None) => Err(usage(String::new())),
        Err(error) => Err(not_made(&error, file, words)),
    }
}

/// Where somebody says that it is they who put it out: asks for their PIN and records it, before
/// anything goes.
fn record(
    asked: &FormArgs,
    order: paper::Order<'_>,
    (desk, view): (&Desk, &View),
    made: &Made,
    words: Locale,
) -> Result<(), Failure> {
    let Some(by) = asked.by.map(PersonNo) else {
        return Ok(());
    };
    if !view.records_printing() {
        return Err(Failure::written(t!(words, form_no_record)));
    }
    if !ask::somebody() {
        return Err(Failure::written(t!(words, form_nobody)));
    }
    // The journal speaks one language, whatever the terminal does.
    let kept = Locale::new(Lang::Ja);
    let (form, of) = say::paper::name(order.layout, order.wanted, view, kept);
    let printing = Printing {
        form: &form,
        of: &of,
        wanted: order.wanted,
        format: order.format,
        printer: false,
        checkpoint: view.checkpoint().map_err(|e| Failure::desk(&e, words))?,
        made,
    };
    let proposal = view.propose_printing(&printing);
    let list = [proposal.map_err(|e| Failure::desk(&e, words))?];
    let name = say::person_no(&view.office, by);
    let pin = ask::pin(&t!(words, form_pin, name = name));
    let pin = pin.map_err(|error| Failure::io(&error, words))?;
    let pin = pin.ok_or_else(|| Failure::written(t!(words, form_not_signed)))?;
    desk.sign(by, &pin, &list).map_err(|error| {
        let told = refusal::Told::new(view, words);
        Failure::written(refusal::sign_error(&error, by, &list, told))
    })?;
    Ok(())
}

/// What is not written as it is, before it goes out.
fn tell(made: &Made, words: Locale) {
    for lost in &made.lost {
        let said = say::paper::lost(lost, words);
        let _ = writeln!(std::io::stderr(), "kagiban: {said}");
    }
}

pub(super) fn not_written(file: &Path, error: &std::io::Error, words: Locale) -> Failure {
    Failure::written(say::paper::not_written(file, error, words))
}

fn not_made(error: &MakeError, to: Option<&Path>, words: Locale) -> Failure {
    let said = |what: String| shown(&what).to_string();
    match error {
        MakeError::NoFont => Failure::read(t!(words, form_no_font)),
        MakeError::Font { file, why } => {
            let what = say::paper::font(why, words);
            Failure::read(t!(words, form_bad_font, file = path(file), what = what))
        }
        MakeError::Write(WriteError::Form(error)) => failed(error, words),
        MakeError::Write(WriteError::Pdf(error)) => {
            let what = said(error.to_string());
            Failure::written(t!(words, form_pdf_failed, what = what))
        }
        MakeError::Write(WriteError::Workbook(error)) => {
            let what = said(error.to_string());
            Failure::written(t!(words, form_xlsx_failed, what = what))
        }
        MakeError::Write(WriteError::Io(error)) => {
            not_written(to.unwrap_or(Path::new("-")), error, words)
        }
    }
}

fn list(forms: &Forms, view: &View, words: Locale) -> String {
    let rows: Vec<[String; 4]> = forms
        .all()
        .iter()
        .map(|layout| {
            let number = say::paper::number(layout, view, words);
            let per = match layout.per {
                Per::PlaceMonth => t!(words, form_per_month),
                Per::FiscalYear => t!(words, form_per_year),
                Per::Case => t!(words, form_per_case),
                Per::Register => t!(words, form_per_register),
            };
            let title = say::paper::title(layout, words);
            [layout.id.clone(), number, title, per]
        })
        .collect();
    let mut widest = [0; 4];
    for (nth, cell) in rows.iter().flat_map(|row| row.iter().enumerate()) {
        if let Some(widest) = widest.get_mut(nth) {
            *widest = width(cell).max(*widest);
        }
    }
    let mut text = String::new();
    for [name, number, title, per] in &rows {
        let [a, b, c, _] = widest;
        let line = t!(
            words,
            form_list_line,
            name = pad(name, a),
            number = pad(number, b),
            title = pad(title, c),
            per = per.as_str()
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn wanted(
    asked: &FormArgs,
    (layout, forms): (&Layout, &Forms),
    view: &View,
    words: Locale,
) -> Result<Wanted, Failure> {
    let period = match layout.per {
        Per::PlaceMonth => match (asked.month, asked.fiscal_year) {
            (Some(month), _) => Period::Month(month),
            (None, Some(year)) => Period::Year(year),
            (None, None) => return Err(usage(t!(words, form_needs_month))),
        },
        Per::FiscalYear => match asked.fiscal_year {
            Some(year) if asked.month.is_none() => Period::Year(year),
            _ => return Err(usage(t!(words, form_needs_year))),
        },
        Per::Case => match &asked.case {
            Some(case) => Period::Case(case_of(case, asked, (layout, forms), view, words)?),
            None => return Err(usage(t!(words, form_needs_case))),
        },
        Per::Register => Period::Now,
    };
    let place = match &asked.place {
        Some(named) => Some(place_of(named, period, view, words)?),
        None => None,
    };
    Ok(Wanted { period, place })
}

/// The place of that number or name, under which it was known in that time.
fn place_of(named: &str, period: Period, view: &View, words: Locale) -> Result<PlaceId, Failure> {
    paper::place_named(view, named, period).map_err(|known| {
        let names: Vec<String> = known
            .iter()
            .map(|(id, name)| format!("{} {name}", id.0))
            .collect();
        let named = shown(named);
        let places = names.join(", ");
        usage(t!(
            words,
            form_no_place,
            place = named.as_str(),
            places = places
        ))
    })
}

/// The case of that id, or of that No. on the form in the fiscal year that was named, or this one.
fn case_of(
    named: &str,
    asked: &FormArgs,
    (layout, forms): (&Layout, &Forms),
    view: &View,
    words: Locale,
) -> Result<CaseId, Failure> {
    if let Ok(id) = CaseId::parse(named) {
        return Ok(id);
    }
    let year = asked
        .fiscal_year
        .unwrap_or_else(|| FiscalYear::of(view.now.date()));
    // A form that accepts every case is told whose number it is: `take-out:31`.
    let (of, written) = match named.split_once(':') {
        Some((form, no)) => (forms.get(form), no),
        None => (Some(layout), named),
    };
    let found = match (of, written.parse().ok()) {
        (Some(of), Some(no)) => view
            .case_numbered(of, year, no)
            .map_err(|e| Failure::desk(&e, words))?,
        _ => None,
    };
    found.ok_or_else(|| no_case(named, words))
}

fn no_case(named: &str, words: Locale) -> Failure {
    usage(t!(words, form_no_case, case = shown(named).as_str()))
}

fn usage(text: String) -> Failure {
    Failure {
        exit: Exit::Usage,
        text,
    }
}

fn failed(error: &FormError, words: Locale) -> Failure {
    match error {
        FormError::Desk(crate::desk::DeskError::NoCase(id)) => no_case(&id.to_string(), words),
        FormError::Desk(error) => Failure::desk(error, words),
        FormError::Future => usage(t!(words, form_future)),
        FormError::NoPlace => usage(t!(words, form_no_places)),
        FormError::OtherLaw => usage(t!(words, paper_other_case)),
        FormError::Per(Per::PlaceMonth) => usage(t!(words, form_needs_month)),
        FormError::Per(Per::FiscalYear) => usage(t!(words, form_needs_year)),
        FormError::Per(Per::Case) => usage(t!(words, form_needs_case)),
        FormError::Per(Per::Register) => usage(t!(words, form_per_register)),
    }
}
