//! What is said about sheets on their way out: what they cannot carry, and why there are none.

use super::refusal;
use crate::calendar::wareki;
use crate::desk::paper::{FontFault, Lost, MakeError};
use crate::desk::{FormError, Period, View, Wanted, WriteError};
use crate::form::{self, Layout, Substitute, Substitution};
use crate::locale::{Lang, Locale};
use crate::t;
use crate::text::shown;
use std::io;
use std::path::Path;

/// What of the text is not written as it is, a line each.
#[must_use]
pub fn lost(lost: &Lost, words: Locale) -> String {
    match lost {
        Lost::Substituted(substitution) => substituted(substitution, words),
        Lost::Cp932(lost) => {
            let lost: Vec<String> = lost.iter().map(ToString::to_string).collect();
            t!(words, form_lost, lost = lost.join(", "))
        }
    }
}

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

/// Why there are no sheets, on a screen.
#[must_use]
pub fn not_filled(error: &FormError, words: Locale) -> String {
    match error {
        FormError::Desk(error) => refusal::desk(error, words),
        FormError::Future => t!(words, form_future),
        FormError::NoPlace => t!(words, form_no_places),
        FormError::OtherLaw => t!(words, paper_other_case),
        FormError::Per(_) => t!(words, paper_other_period),
    }
}

/// Why sheets could not be written as a format into `file`, on a screen.
#[must_use]
pub fn not_made(error: &MakeError, file: &Path, words: Locale) -> String {
    let said = |what: String| shown(&what).to_string();
    match error {
        MakeError::NoFont => t!(words, paper_no_font),
        MakeError::Font { file, why } => {
            let file = file.to_string_lossy();
            let what = font(why, words);
            t!(
                words,
                form_bad_font,
                file = shown(&file).as_str(),
                what = what
            )
        }
        MakeError::Write(WriteError::Form(error)) => not_filled(error, words),
        MakeError::Write(WriteError::Pdf(error)) => {
            t!(words, form_pdf_failed, what = said(error.to_string()))
        }
        MakeError::Write(WriteError::Workbook(error)) => {
            t!(words, form_xlsx_failed, what = said(error.to_string()))
        }
        MakeError::Write(WriteError::Io(error)) => not_written(file, error, words),
    }
}

/// Why a file was not written, on a screen.
#[must_use]
pub fn not_written(file: &Path, error: &io::Error, words: Locale) -> String {
    let file = file.to_string_lossy();
    t!(
        words,
        form_not_written,
        file = shown(&file).as_str(),
        what = super::io::error(error, words)
    )
}

/// Why a font file is not used.
#[must_use]
pub fn font(why: &FontFault, words: Locale) -> String {
    match why {
        FontFault::NotJapanese => t!(words, form_font_not_japanese),
        FontFault::NotAFont => t!(words, form_font_not_font),
        FontFault::Unread(error) => super::io::error(error, words),
    }
}

/// The title of a form, before anything is filled into it.
#[must_use]
pub fn title(layout: &Layout, words: Locale) -> String {
    if words.lang() == Lang::En && !layout.english.is_empty() {
        return layout.english.clone();
    }
    let names: Vec<(&str, &str)> = Layout::NAMES.iter().map(|name| (*name, "")).collect();
    let title = form::fill(&layout.title, &names);
    title.replace("\u{FF08}\u{FF09}", "").trim().to_owned()
}

/// 第1号様式, or that it is the product's own.
#[must_use]
pub fn number(layout: &Layout, view: &View, words: Locale) -> String {
    match (layout.official(view.office.profile), layout.elsewhere()) {
        (Some(number), _) => number.to_owned(),
        (None, Some((_, number))) if !layout.by_office => number.to_owned(),
        (None, _) => t!(words, form_own),
    }
}

/// What names sheets: 「第1号様式 施錠確認表」 and 「令和8年11月 書庫A」.
#[must_use]
pub fn name(layout: &Layout, wanted: &Wanted, view: &View, words: Locale) -> (String, String) {
    let form = format!("{} {}", number(layout, view, words), title(layout, words));
    let mut of = period(wanted.period, view, words);
    if let Some(place) = wanted.place {
        of.push(' ');
        of.push_str(&super::place(&view.office, place, view.today().0));
    }
    (form, of)
}

/// The time that sheets cover: 「令和8年11月」, 「令和8年度」, 「案件4」.
#[must_use]
pub fn period(period: Period, view: &View, words: Locale) -> String {
    match (period, words.lang()) {
        (Period::Month(month), Lang::Ja) => wareki::month(month.first()),
        (Period::Month(month), Lang::En) => month.first().format("%B %Y").to_string(),
        (Period::Year(year), Lang::Ja) => year.label(),
        (Period::Year(year), Lang::En) => {
            t!(words, paper_fiscal_year, year = year.year().to_string())
        }
        (Period::Now, Lang::Ja) => wareki::date(view.now.date()),
        (Period::Now, Lang::En) => view.now.date().format("%-d %B %Y").to_string(),
        (Period::Case(case), _) => match view.case_row(case) {
            Ok(Some(row)) => super::headline(view, &view.case_line(&row), words),
            _ => String::new(),
        },
    }
}
