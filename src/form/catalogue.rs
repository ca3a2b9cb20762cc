//! The forms at hand: read from `data/forms`, each fault with file and line.

use super::layout::{Layout, Per, Shape};
use super::source::{Needs, Source};
use std::fmt;

/// The layouts that come with the program, in the order in which they are listed.
pub const FORMS: [(&str, &str); 8] = [
    ("lock.toml", include_str!("../../data/forms/lock.toml")),
    (
        "take-out.toml",
        include_str!("../../data/forms/take-out.toml"),
    ),
    (
        "sending.toml",
        include_str!("../../data/forms/sending.toml"),
    ),
    (
        "take-out-annex.toml",
        include_str!("../../data/forms/take-out-annex.toml"),
    ),
    (
        "sending-check.toml",
        include_str!("../../data/forms/sending-check.toml"),
    ),
    (
        "disposal.toml",
        include_str!("../../data/forms/disposal.toml"),
    ),
    ("case.toml", include_str!("../../data/forms/case.toml")),
    (
        "history.toml",
        include_str!("../../data/forms/history.toml"),
    ),
];

/// What a layout may name: the procedures, as whoever reads the layout knows them.
pub trait Known {
    /// Whether there is such a law.
    fn law(&self, law: &str) -> bool;
    /// Whether there is a procedure of that name under that law.
    fn procedure(&self, law: &str, procedure: &str) -> bool;
    /// Whether a procedure of that law, one of `only` where that names any, has the field.
    fn field(&self, law: &str, only: &[String], field: &str) -> bool;
    /// The same for a step.
    fn step(&self, law: &str, only: &[String], step: &str) -> bool;
}

/// What is wrong with a layout, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct LayoutFault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What, for those who write layouts.
    pub what: String,
}

/// Layouts that have been read and checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forms(Vec<Layout>);

impl Forms {
    /// Reads and checks layouts. A later one of the same id takes the place of an earlier one: an
    /// office may have its own.
    ///
    /// # Errors
    /// Every fault found, with file and line.
    pub fn parse(files: &[(&str, &str)], known: &dyn Known) -> Result<Self, Vec<LayoutFault>> {
        let mut faults = Vec::new();
        let mut layouts: Vec<Layout> = Vec::new();
        for (file, text) in files {
            let fault = |line: usize, what: String| LayoutFault {
                file: (*file).to_owned(),
                line,
                what,
            };
            match toml::from_str::<Layout>(text) {
                Err(error) => {
                    let line = error.span().map_or(1, |span| line_at(text, span.start));
                    faults.push(fault(line, error.message().to_owned()));
                }
                Ok(layout) => {
                    faults.extend(
                        check(&layout, known)
                            .into_iter()
                            .map(|flaw| fault(line_of(text, &flaw.at), flaw.what)),
                    );
                    layouts.retain(|other| other.id != layout.id);
                    layouts.push(layout);
                }
            }
        }
        if faults.is_empty() {
            Ok(Self(layouts))
        } else {
            Err(faults)
        }
    }

    /// The form of that name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Layout> {
        self.0.iter().find(|layout| layout.id == id)
    }

    /// All of them, in the order of reading.
    #[must_use]
    pub fn all(&self) -> &[Layout] {
        &self.0
    }
}

/// Something wrong, and the words near which it stands.
struct Flaw {
    at: String,
    what: String,
}

fn flaw(at: &str, what: impl fmt::Display) -> Flaw {
    Flaw {
        at: at.to_owned(),
        what: what.to_string(),
    }
}

fn check(layout: &Layout, known: &dyn Known) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if !known.law(&layout.law) {
        flaws.push(flaw(&layout.law, format!("no law `{}`", layout.law)));
        return flaws;
    }
    for procedure in &layout.procedures {
        if !known.procedure(&layout.law, procedure) {
            let law = &layout.law;
            let what = format!("no procedure `{procedure}` obeys the law `{law}`");
            flaws.push(flaw(procedure, what));
        }
    }
    if layout.columns.is_empty() {
        flaws.push(flaw("columns", "no column"));
    }
    if layout.rows == 0 || layout.rows > 100 {
        flaws.push(flaw("rows", "rows a page: 1 to 100"));
    }
    if !(2.0..=200.0).contains(&layout.row_height) {
        flaws.push(flaw("row_height", "the height of a row: 2 to 200 mm"));
    }
    if (layout.per == Per::PlaceMonth) != (layout.shape == Shape::Days) {
        flaws.push(flaw("shape", "`days` and `place-month` belong together"));
    }
    for head in layout
        .head
        .iter()
        .map(|head| &head.text)
        .chain([&layout.title])
    {
        for name in names(head) {
            if !Layout::NAMES.contains(&name) {
                flaws.push(flaw(head, format!("nothing is called `{{{name}}}`")));
            }
        }
    }
    for column in &layout.columns {
        if !(2.0..=280.0).contains(&column.width) {
            flaws.push(flaw(&column.head, "the width of a column: 2 to 280 mm"));
        }
        if column.from.is_empty() {
            flaws.push(flaw(&column.head, "the column is filled from nothing"));
        }
        for source in &column.from {
            if let Some(what) = unknown(layout, source, known) {
                flaws.push(flaw(&column.head, what));
            }
            if !fits(source, layout.shape) {
                let what = format!("{source:?} is not in a sheet of {:?}", layout.shape);
                flaws.push(flaw(&column.head, what));
            }
        }
    }
    flaws
}

fn unknown(layout: &Layout, source: &Source, known: &dyn Known) -> Option<String> {
    let (law, only) = (&layout.law, &layout.procedures);
    match source.needs()? {
        Needs::Fields(fields) => fields
            .iter()
            .find(|field| !known.field(law, only, field))
            .map(|field| format!("no field `{field}` in a procedure of the law `{law}`")),
        Needs::Step(step) => (!known.step(law, only, step))
            .then(|| format!("no step `{step}` in a procedure of the law `{law}`")),
    }
}

/// Whether a row of that shape can say it.
fn fits(source: &Source, shape: Shape) -> bool {
    use Source as S;
    let of_case = matches!(
        source,
        S::Number | S::CaseNumber | S::Section | S::Person | S::State | S::Numbered | S::Margin
    );
    match shape {
        Shape::Days => matches!(
            source,
            S::Day | S::Weekday | S::Roster | S::Time | S::Margin
        ),
        Shape::Lines => {
            of_case
                || matches!(
                    source,
                    S::Line | S::Fields(_) | S::DateOf(_) | S::Signed(_) | S::Received(_)
                )
        }
        Shape::Marks => {
            of_case
                || matches!(
                    source,
                    S::Step
                        | S::By
                        | S::Happened
                        | S::Recorded
                        | S::Took
                        | S::Values
                        | S::Standing
                        | S::Line
                )
        }
        Shape::History => {
            of_case
                || matches!(
                    source,
                    S::Index | S::Step | S::By | S::Happened | S::Recorded | S::Values
                )
        }
        Shape::Values => of_case || matches!(source, S::Label | S::Value),
    }
}

/// The names in braces.
pub(super) fn names(text: &str) -> Vec<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|after| after.split_once('}').map(|(name, _)| name))
        .collect()
}

fn line_at(text: &str, byte: usize) -> usize {
    text.get(..byte)
        .map_or(1, |before| before.matches('\n').count() + 1)
}

/// The line on which those words stand first; the first where they are not found.
fn line_of(text: &str, words: &str) -> usize {
    text.lines()
        .position(|line| !line.trim_start().starts_with('#') && line.contains(words))
        .map_or(1, |before| before + 1)
}
