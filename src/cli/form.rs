//! `kagiban form`: official forms, filled from the journal.

use super::args::{Encoding, FormArgs, Format};
use super::failure::{Failure, path};
use super::open::open;
use super::paper;
use super::place::Place;
use super::{Exit, print};
use crate::calendar::FiscalYear;
use crate::desk::{FormError, Period, View, Wanted, fonts};
use crate::form::{
    self, FontError, FontFile, Fonts, Forms, Layout, Per, Sheet, Substitute, Substitution,
};
use crate::journal::{CaseId, PlaceId};
use crate::locale::Locale;
use crate::t;
use crate::text::{fold_key, pad, shown, width};
use std::io::Write as _;
use std::path::Path;

/// Lists the forms, or writes the sheets that were asked for.
pub(super) fn run(place: &Place, asked: &FormArgs, words: Locale) -> Result<Exit, Failure> {
    let desk = open(place, words)?;
    let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
    let forms = view.forms().map_err(|e| failed(&e, words))?;
    if asked.form == "list" {
        print(&list(&forms, &view, words));
        return Ok(Exit::Fine);
    }
    let Some(layout) = forms.get(&asked.form) else {
        let name = shown(&asked.form);
        return Err(usage(t!(words, form_unknown, name = name.as_str())));
    };
    let wanted = wanted(asked, (layout, &forms), &view, words)?;
    let sheets = view
        .sheets(layout, &wanted)
        .map_err(|e| failed(&e, words))?;
    write(asked, &sheets, words)
}

/// What the sheets are as bytes, and whether something of them was lost on the way.
struct Written {
    bytes: Vec<u8>,
    warnings: Vec<String>,
    /// Something is not written as it is in the journal.
    lost: bool,
}

fn write(asked: &FormArgs, sheets: &[Sheet], words: Locale) -> Result<Exit, Failure> {
    let file = asked.output.as_deref().filter(|f| *f != Path::new("-"));
    let binary = match asked.format {
        Format::Xlsx => Some("xlsx"),
        Format::Pdf => Some("pdf"),
        Format::Text | Format::Csv => None,
    };
    if let Some(format) = binary
        && asked.output.is_none()
    {
        return Err(usage(t!(words, form_needs_output, format = format)));
    }
    let written = match asked.format {
        Format::Text => Written {
            bytes: sheets
                .iter()
                .map(form::plain)
                .collect::<Vec<_>>()
                .join("\n")
                .into_bytes(),
            warnings: Vec::new(),
            lost: false,
        },
        Format::Csv => table(&form::csv(sheets), asked.encoding, words),
        Format::Pdf => paper(asked, sheets, words)?,
        Format::Xlsx => Written {
            bytes: form::xlsx(sheets).map_err(|error| {
                let what = error.to_string();
                let what = shown(&what);
                Failure::written(t!(words, form_xlsx_failed, what = what.as_str()))
            })?,
            warnings: Vec::new(),
            lost: false,
        },
    };
    for warning in &written.warnings {
        let _ = writeln!(std::io::stderr(), "kagiban: {warning}");
    }
    match file {
        Some(file) => {
            paper::write(file, &written.bytes, words)?;
            let name = path(file);
            let said = t!(words, form_written, file = name, sheets = sheets.len());
            let _ = writeln!(std::io::stderr(), "{said}");
        }
        None => {
            let mut out = std::io::stdout().lock();
            let _ = out.write_all(&written.bytes);
            let _ = out.flush();
        }
    }
    Ok(if written.lost {
        Exit::Found
    } else {
        Exit::Fine
    })
}

fn paper(asked: &FormArgs, sheets: &[Sheet], words: Locale) -> Result<Written, Failure> {
    let made = match &asked.font {
        Some(file) => {
            let font = fonts::named(file).map_err(|error| {
                let what = error.to_string();
                bad_font(file, shown(&what).as_str(), words)
            })?;
            form::pdf(sheets, &fonts_of(vec![font], file, words)?)
        }
        None => {
            let known = fonts::japanese();
            let Some(first) = known.first() else {
                return Err(Failure::read(t!(words, form_no_font)));
            };
            fonts::draw(&known, |fonts| form::pdf(sheets, fonts)).map_err(|error| {
                let what = error.to_string();
                bad_font(&first.file, shown(&what).as_str(), words)
            })?
        }
    };
    let made = made.map_err(|error| {
        let what = error.to_string();
        Failure::written(t!(words, form_pdf_failed, what = shown(&what).as_str()))
    })?;
    for substitution in &made.substituted {
        let _ = writeln!(
            std::io::stderr(),
            "kagiban: {}",
            substituted(substitution, words)
        );
    }
    let lost = made
        .substituted
        .iter()
        .any(|s| !matches!(s.by, Substitute::OtherFont(_)));
    Ok(Written {
        bytes: made.bytes,
        warnings: Vec::new(),
        lost,
    })
}

fn fonts_of(files: Vec<FontFile>, named: &Path, words: Locale) -> Result<Fonts, Failure> {
    Fonts::new(files).map_err(|error| {
        let what = match error {
            FontError::NotJapanese(_) => t!(words, form_font_not_japanese),
            FontError::NotAFont(_) | FontError::None => t!(words, form_font_not_font),
        };
        bad_font(named, &what, words)
    })
}

fn bad_font(file: &Path, what: &str, words: Locale) -> Failure {
    Failure::read(t!(words, form_bad_font, file = path(file), what = what))
}

/// What is printed for a character, for the person who prints.
fn substituted(substitution: &Substitution, words: Locale) -> String {
    let what = substitution.what.as_str();
    match &substitution.by {
        Substitute::OtherFont(font) => {
            let font = shown(font);
            t!(words, form_other_font, what = what, font = font.as_str())
        }
        Substitute::BaseForm(base) => {
            t!(words, form_base_form, what = what, base = base.to_string())
        }
        Substitute::Geta => {
            let codes: Vec<String> = what
                .chars()
                .map(|c| format!("U+{:04X}", u32::from(c)))
                .collect();
            t!(words, form_geta, what = what, code = codes.join(" "))
        }
    }
}

fn table(text: &str, encoding: Encoding, words: Locale) -> Written {
    match encoding {
        Encoding::Utf8 => Written {
            bytes: [form::BOM, text.as_bytes()].concat(),
            warnings: Vec::new(),
            lost: false,
        },
        Encoding::Cp932 => {
            let made = form::to_cp932(text);
            let lost: Vec<String> = made.lost.iter().map(ToString::to_string).collect();
            let warnings = if lost.is_empty() {
                Vec::new()
            } else {
                vec![t!(words, form_lost, lost = lost.join(", "))]
            };
            Written {
                bytes: made.bytes,
                lost: !warnings.is_empty(),
                warnings,
            }
        }
    }
}

fn list(forms: &Forms, view: &View, words: Locale) -> String {
    let profile = view.office.profile;
    let rows: Vec<[String; 4]> = forms
        .all()
        .iter()
        .map(|layout| {
            let number = match layout.official(profile) {
                Some(number) => number.to_owned(),
                None => t!(words, form_own),
            };
            let per = match layout.per {
                Per::PlaceMonth => t!(words, form_per_month),
                Per::FiscalYear => t!(words, form_per_year),
                Per::Case => t!(words, form_per_case),
            };
            let title = form::fill(&layout.title, &[("year", ""), ("procedure", "")]);
            let title = title.replace("（）", "").trim().to_owned();
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
    };
    let place = match &asked.place {
        Some(named) => Some(place_of(named, period, view, words)?),
        None => None,
    };
    Ok(Wanted { period, place })
}

/// The place of that number or name, under which it was known in that time.
fn place_of(named: &str, period: Period, view: &View, words: Locale) -> Result<PlaceId, Failure> {
    let (from, until) = match period {
        Period::Month(month) => (month.first(), month.last()),
        Period::Year(year) => (year.start(), year.end()),
        Period::Case(_) => (view.now.date(), view.now.date()),
    };
    let used = view
        .office
        .places
        .iter()
        .filter(|p| p.span.from <= until && p.span.until.is_none_or(|last| last >= from));
    let key = fold_key(named);
    let mut found: Vec<_> = used.collect();
    let matched = found
        .iter()
        .rev()
        .find(|p| p.id.0.to_string() == key || fold_key(p.name.as_str()) == key)
        .map(|p| p.id);
    matched.ok_or_else(|| {
        found.sort_by_key(|p| p.id);
        let names: Vec<String> = found
            .iter()
            .map(|p| format!("{} {}", p.id.0, p.name))
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
        FormError::Layout(faults) => {
            let what: Vec<String> = faults.iter().map(ToString::to_string).collect();
            let what = what.join("; ");
            Failure::read(t!(words, form_layout, what = shown(&what).as_str()))
        }
        FormError::Future => usage(t!(words, form_future)),
        FormError::NoPlace => usage(t!(words, form_no_places)),
        FormError::OtherLaw => usage(t!(words, form_no_case, case = "")),
        FormError::Per(Per::PlaceMonth) => usage(t!(words, form_needs_month)),
        FormError::Per(Per::FiscalYear) => usage(t!(words, form_needs_year)),
        FormError::Per(Per::Case) => usage(t!(words, form_needs_case)),
    }
}
