//! Reading and writing the file, and whether what stands in it fits together.

use super::draft::{Day, Draft, DraftPerson, Minute};
use super::fault::{Part, SetUpFileError, Wrong};
use crate::calendar::Cut;
use crate::journal::PersonNo;
use crate::office::Founding;
use crate::text::TomlFault;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeSet;
use toml::Spanned;

/// Where things stand in the file.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Lines {
    units: Vec<Spanned<IgnoredAny>>,
    people: Vec<Spanned<IgnoredAny>>,
    places: Vec<Spanned<IgnoredAny>>,
    means: Vec<Spanned<IgnoredAny>>,
    holdings: Vec<Spanned<IgnoredAny>>,
    contacts: Vec<Spanned<IgnoredAny>>,
    days: Vec<Spanned<IgnoredAny>>,
}

/// Reads a finished set-up file.
///
/// # Errors
/// [`SetUpFileError`], the first that is found.
pub fn read(text: &str, sample: bool) -> Result<Founding, SetUpFileError> {
    let draft = Draft::parse(text)?;
    let first = draft.from.ok_or(SetUpFileError {
        line: None,
        what: Wrong::Form(TomlFault::Missing("from".to_owned())),
    })?;
    draft
        .founding(sample, first.0)
        .map_err(|lack| SetUpFileError {
            line: None,
            what: Wrong::Lacks(lack),
        })
}

impl Draft {
    /// Reads a set-up file, finished or not.
    ///
    /// # Errors
    /// [`SetUpFileError`], the first that is found.
    pub fn parse(text: &str) -> Result<Self, SetUpFileError> {
        let text = crate::text::normalise(text);
        let form = |e: toml::de::Error| {
            let (line, fault) = TomlFault::of(&e, &text);
            let what = match Minute::refused(e.message()) {
                Some(time) => Wrong::Time(time.to_owned()),
                None => Wrong::Form(fault),
            };
            SetUpFileError { line, what }
        };
        let draft: Self = toml::from_str(&text).map_err(form)?;
        let lines: Lines = toml::from_str(&text).map_err(form)?;
        draft.check().map_err(|(place, what)| {
            let spanned = place.and_then(|(part, nth)| lines.of(part).get(nth));
            SetUpFileError {
                line: spanned.map(|s| line_of(&text, s.span().start)),
                what,
            }
        })?;
        Ok(draft)
    }

    /// The file, as [`Draft::parse`] reads it.
    #[must_use]
    pub fn write(&self) -> String {
        // Every value here has a form in TOML: no map keys but names, no number beyond 64 bits.
        toml::to_string(self).unwrap_or_default()
    }

    /// The first thing that does not fit together, and where.
    fn check(&self) -> Result<(), (Option<(Part, usize)>, Wrong)> {
        unique(Part::Units, self.units.iter().map(|u| u.id))?;
        unique(Part::People, self.people.iter().map(|p| p.no.0))?;
        unique(Part::Places, self.places.iter().map(|p| p.id))?;
        unique(Part::Holdings, self.holdings.iter().map(|h| h.id))?;
        unique(Part::Means, self.means.iter().map(|m| m.id.as_str()))?;
        for (nth, p) in self.people.iter().enumerate() {
            let at = |what| (Some((Part::People, nth)), what);
            if !(1..=999).contains(&p.no.0) {
                return Err(at(Wrong::Number(p.no.0)));
            }
            self.knows_unit(p.unit).map_err(at)?;
            let from = p.from.or(self.from);
            ordered(from, p.until).map_err(at)?;
            for r in &p.roles {
                ordered(r.from.or(from), r.until).map_err(at)?;
            }
        }
        for (nth, p) in self.places.iter().enumerate() {
            let at = |what| (Some((Part::Places, nth)), what);
            self.knows_unit(p.unit).map_err(at)?;
            for no in &p.roster {
                self.knows_person(*no).map_err(at)?;
            }
        }
        for (nth, h) in self.holdings.iter().enumerate() {
            if let Some(place) = h.place
                && !self.places.iter().any(|p| p.id == place)
            {
                let part = Part::Places;
                let number = place;
                return Err((Some((Part::Holdings, nth)), Wrong::Unknown { part, number }));
            }
        }
        for (nth, c) in self.contacts.iter().enumerate() {
            let at = |what| Err((Some((Part::Contacts, nth)), what));
            if c.body.is_blank() || c.phone.is_blank() {
                return at(Wrong::Blank);
            }
            let lines = self.profile.map(|id| &id.profile().lines);
            let known = |name: &String| lines.is_none_or(|all| all.iter().any(|l| l.id == *name));
            if let Some(line) = c.line.as_ref().filter(|line| !known(line)) {
                return at(Wrong::Line(line.clone()));
            }
        }
        for (nth, d) in self.days.iter().enumerate() {
            ordered(Some(d.from), Some(d.until)).map_err(|w| (Some((Part::Days, nth)), w))?;
        }
        if let Some(founder) = self.founder {
            self.knows_person(founder).map_err(|w| (None, w))?;
        }
        match self.cut {
            Some(cut) if Cut::new(cut.0).is_err() => Err((None, Wrong::Cut)),
            _ => Ok(()),
        }
    }

    fn knows_unit(&self, id: Option<u16>) -> Result<(), Wrong> {
        match id {
            Some(number) if !self.units.iter().any(|u| u.id == number) => {
                let part = Part::Units;
                Err(Wrong::Unknown { part, number })
            }
            _ => Ok(()),
        }
    }

    fn knows_person(&self, no: PersonNo) -> Result<(), Wrong> {
        if self.person(no).is_some() {
            Ok(())
        } else {
            let part = Part::People;
            Err(Wrong::Unknown { part, number: no.0 })
        }
    }

    /// The person of a number.
    #[must_use]
    pub fn person(&self, no: PersonNo) -> Option<&DraftPerson> {
        self.people.iter().find(|p| p.no == no)
    }
}

impl Lines {
    fn of(&self, part: Part) -> &[Spanned<IgnoredAny>] {
        match part {
            Part::Units => &self.units,
            Part::People => &self.people,
            Part::Places => &self.places,
            Part::Means => &self.means,
            Part::Holdings => &self.holdings,
            Part::Contacts => &self.contacts,
            Part::Days => &self.days,
        }
    }
}

fn line_of(text: &str, position: usize) -> usize {
    let before = text.as_bytes().iter().take(position);
    before.filter(|byte| **byte == b'\n').count() + 1
}

fn ordered(from: Option<Day>, until: Option<Day>) -> Result<(), Wrong> {
    match (from, until) {
        (Some(Day(from)), Some(Day(until))) if until < from => Err(Wrong::Span { from, until }),
        _ => Ok(()),
    }
}

fn unique<N: Ord + ToString>(
    part: Part,
    numbers: impl Iterator<Item = N>,
) -> Result<(), (Option<(Part, usize)>, Wrong)> {
    let mut seen = BTreeSet::new();
    for (nth, number) in numbers.enumerate() {
        let name = number.to_string();
        if !seen.insert(number) {
            let number = name;
            return Err((Some((part, nth)), Wrong::Twice { part, number }));
        }
    }
    Ok(())
}
