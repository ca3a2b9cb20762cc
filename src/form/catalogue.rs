//! The forms at hand: read from `data/forms`, each fault with file and line.

use super::layout::{Layout, Per, Shape, names};
use super::source::{Needs, Source};
use super::wrong::{LayoutFault, LayoutWrong as Wrong};
use crate::text::TomlFault;

macro_rules! layouts {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../data/forms/", $file)))),*]
    };
}

/// The layouts that come with the program, in the order in which they are listed.
pub const FORMS: [(&str, &str); 20] = layouts![
    "lock.toml",
    "take-out.toml",
    "sending.toml",
    "take-out-annex.toml",
    "sending-check.toml",
    "disposal.toml",
    "disposal-certificate.toml",
    "receipt.toml",
    "handovers.toml",
    "list-a.toml",
    "list-b.toml",
    "list-c.toml",
    "register.toml",
    "incident-report.toml",
    "yearly-check.toml",
    "media-check.toml",
    "training.toml",
    "subcontract-notice.toml",
    "case.toml",
    "history.toml",
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
    /// The same for what may become of a line on a step.
    fn outcome(&self, law: &str, only: &[String], step: &str, outcome: &str) -> bool;
}

/// Layouts that have been read and checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forms(Vec<Layout>, Vec<LayoutFault>);

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
            let fault = |line: usize, what: Wrong| LayoutFault {
                file: (*file).to_owned(),
                line,
                what,
            };
            match toml::from_str::<Layout>(text) {
                Err(error) => {
                    let (line, what) = TomlFault::of(&error, text);
                    faults.push(fault(line.unwrap_or(1), Wrong::Toml(what)));
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
            Ok(Self(layouts, Vec::new()))
        } else {
            Err(faults)
        }
    }

    /// Those of the program that fit the procedures of an office, and in their place the office's
    /// own. One that names what the office does not run is left out; of an office's own it is told
    /// why.
    #[must_use]
    pub fn of_office(own: &[(&str, &str)], known: &dyn Known) -> Self {
        let mut all = Self::default();
        for file in &FORMS {
            if let Ok(one) = Self::parse(&[*file], known) {
                all.0.extend(one.0);
            }
        }
        for file in own {
            match Self::parse(&[*file], known) {
                Ok(one) => {
                    for mut layout in one.0 {
                        layout.by_office = true;
                        match all.0.iter_mut().find(|other| other.id == layout.id) {
                            Some(other) => *other = layout,
                            None => all.0.push(layout),
                        }
                    }
                }
                Err(faults) => all.1.extend(faults),
            }
        }
        all
    }

    /// Leaves out those that make no sense for an office.
    pub fn keep(&mut self, wanted: impl FnMut(&Layout) -> bool) {
        self.0.retain(wanted);
    }

    /// What is wrong with layouts of the office's own that were left out.
    #[must_use]
    pub fn faults(&self) -> &[LayoutFault] {
        &self.1
    }

    /// Whether a text is meant as a layout, and not as the definition of a procedure.
    #[must_use]
    pub fn is_layout(text: &str) -> bool {
        let starts = |word: &str| text.lines().any(|line| line.trim_start().starts_with(word));
        (starts("[[columns]]") || starts("shape")) && !starts("[[steps]]")
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
    what: Wrong,
}

fn flaw(at: &str, what: Wrong) -> Flaw {
    Flaw {
        at: at.to_owned(),
        what,
    }
}

fn check(layout: &Layout, known: &dyn Known) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if !known.law(&layout.law) {
        flaws.push(flaw(&layout.law, Wrong::NoLaw(layout.law.clone())));
        return flaws;
    }
    for procedure in &layout.procedures {
        if !known.procedure(&layout.law, procedure) {
            let what = Wrong::NoProcedure {
                procedure: procedure.clone(),
                law: layout.law.clone(),
            };
            flaws.push(flaw(procedure, what));
        }
    }
    if layout.columns.is_empty() {
        flaws.push(flaw("columns", Wrong::NoColumn));
    }
    if layout.rows == 0 || layout.rows > 100 {
        flaws.push(flaw("rows", Wrong::Rows));
    }
    if !(2.0..=200.0).contains(&layout.row_height) {
        flaws.push(flaw("row_height", Wrong::RowHeight));
    }
    if (layout.per == Per::PlaceMonth) != (layout.shape == Shape::Days) {
        flaws.push(flaw("shape", Wrong::DaysOfMonth));
    }
    if (layout.per == Per::Register) != (layout.shape == Shape::Holdings) {
        flaws.push(flaw("shape", Wrong::HoldingsOfRegister));
    }
    if !layout.items.is_empty() && layout.shape != Shape::Values {
        flaws.push(flaw("[[items]]", Wrong::ItemsOfValues));
    }
    flaws.extend(named(layout, known));
    let texts = layout.head.iter().map(|head| &head.text);
    for head in texts.chain([&layout.title]) {
        for name in names(head) {
            if Layout::NAMES.contains(&name) {
                continue;
            }
            let source = Source::read(name).filter(|_| layout.per == Per::Case);
            let what = match source {
                None => Some(Wrong::NothingCalled(name.to_owned())),
                Some(source) => unknown(layout, &source, known).or_else(|| {
                    let fits = fits(&source, Shape::Lines);
                    (!fits).then(|| Wrong::NotAbove(name.to_owned()))
                }),
            };
            flaws.extend(what.map(|what| flaw(head, what)));
        }
    }
    for item in &layout.items {
        if item.from.is_empty() {
            flaws.push(flaw(&item.head, Wrong::FromNothing));
        }
        for source in &item.from {
            if let Some(what) = unknown(layout, source, known) {
                flaws.push(flaw(&item.head, what));
            }
            if !fits(source, Shape::Lines) {
                let what = Wrong::NotOfItem(source.name());
                flaws.push(flaw(&item.head, what));
            }
        }
    }
    for column in &layout.columns {
        if !(2.0..=280.0).contains(&column.width) {
            flaws.push(flaw(&column.head, Wrong::Width));
        }
        if column.from.is_empty() {
            flaws.push(flaw(&column.head, Wrong::FromNothing));
        }
        for source in &column.from {
            if let Some(what) = unknown(layout, source, known) {
                flaws.push(flaw(&column.head, what));
            }
            if !fits(source, layout.shape) {
                let what = Wrong::NotOfShape {
                    source: source.name(),
                    shape: layout.shape.name().to_owned(),
                };
                flaws.push(flaw(&column.head, what));
            }
        }
    }
    flaws
}

/// What the layout chooses its rows by.
fn named(layout: &Layout, known: &dyn Known) -> Vec<Flaw> {
    let (law, only) = (&layout.law, &layout.procedures);
    let mut flaws = Vec::new();
    for when in &layout.when {
        if !known.field(law, only, &when.field) {
            flaws.push(flaw(&when.field, no_field(law, &when.field)));
        }
    }
    for step in layout.steps.iter().chain(&layout.needs) {
        if !known.step(law, only, step) {
            flaws.push(flaw(step, no_step(law, step)));
        }
    }
    if let Some(wanted) = &layout.only
        && !known.outcome(law, only, &wanted.step, &wanted.is)
    {
        let what = Wrong::NoOutcome {
            step: wanted.step.clone(),
            outcome: wanted.is.clone(),
        };
        flaws.push(flaw("only = ", what));
    }
    flaws
}

fn unknown(layout: &Layout, source: &Source, known: &dyn Known) -> Option<Wrong> {
    let (law, only) = (&layout.law, &layout.procedures);
    match source.needs()? {
        Needs::Fields(fields) => fields
            .iter()
            .find(|field| !known.field(law, only, field))
            .map(|field| no_field(law, field)),
        Needs::Step(step) => (!known.step(law, only, step)).then(|| no_step(law, step)),
    }
}

fn no_field(law: &str, field: &str) -> Wrong {
    Wrong::NoField {
        field: field.to_owned(),
        law: law.to_owned(),
    }
}

fn no_step(law: &str, step: &str) -> Wrong {
    Wrong::NoStep {
        step: step.to_owned(),
        law: law.to_owned(),
    }
}

/// Whether a row of that shape can say it.
fn fits(source: &Source, shape: Shape) -> bool {
    use Source as S;
    let of_case = matches!(
        source,
        S::Number
            | S::CaseNumber
            | S::Section
            | S::Person
            | S::State
            | S::Numbered
            | S::Margin
            | S::Nth
            | S::Procedure
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
                    S::Line
                        | S::Fields(_)
                        | S::DateOf(_)
                        | S::Signed(_)
                        | S::Received(_)
                        | S::Title
                        | S::Count
                        | S::Media
                        | S::Special
                        | S::Outcome(_)
                        | S::Kept(_)
                        | S::Log(_)
                )
        }
        Shape::Marks => {
            of_case
                || matches!(
                    source,
                    S::Step
                        | S::By
                        | S::BySection
                        | S::Happened
                        | S::Recorded
                        | S::Took
                        | S::Values
                        | S::Standing
                        | S::Line
                        | S::Fields(_)
                )
        }
        Shape::Holdings => matches!(
            source,
            S::Nth
                | S::Number
                | S::Title
                | S::Count
                | S::Media
                | S::Special
                | S::Place
                | S::Task
                | S::Left
                | S::Out
                | S::Keep
                | S::Margin
        ),
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

/// The line on which those words stand first; the first where they are not found.
fn line_of(text: &str, words: &str) -> usize {
    text.lines()
        .position(|line| !line.trim_start().starts_with('#') && line.contains(words))
        .map_or(1, |before| before + 1)
}
