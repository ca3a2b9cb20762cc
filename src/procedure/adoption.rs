//! Whether an office may take a definition of its own into use: as text, by itself, and against
//! what the office runs already. The laws themselves are in `check_laws` and in the proof.

use super::catalogue::{Catalogue, located, read_one, structure};
use super::check::{Flaw, Flaws, Others};
use super::definition::{DefId, Definition, Law, Step};
use super::duty::{Duty, Every, Expects};
use super::fact::FactId;
use super::field::{Choice, Field, When};
use super::wrong::{Fault, Place, Wrong};
use crate::text::{Label, Text, TextError, decode_file};

/// How large a definition may be, in bytes.
const MOST: usize = crate::office::MAX_DEFINITION;

/// Bytes of a file as the text that would be signed: of whatever encoding, composed (NFC), lines
/// ended by LF. Every line is judged at the door (law 10).
///
/// # Errors
/// Every line that is refused.
pub fn definition_text(file: &str, bytes: &[u8]) -> Result<String, Vec<Fault>> {
    let fault = |line: usize, what: Wrong| Fault {
        file: file.to_owned(),
        line,
        at: Place::Whole,
        what,
    };
    if bytes.len() > MOST {
        let (bytes, most) = (bytes.len(), MOST);
        return Err(vec![fault(1, Wrong::TooLarge { bytes, most })]);
    }
    let (text, _) = decode_file(bytes).map_err(|e| {
        let before = bytes.get(..e.offset()).unwrap_or_default();
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        vec![fault(line, Wrong::Encoding)]
    })?;
    let mut faults = Vec::new();
    let mut clean = String::with_capacity(text.len());
    for (n, line) in text.replace("\r\n", "\n").lines().enumerate() {
        // What stands before a line is room, not text: tabs there are as good as blanks.
        let told = line.trim_start_matches('\t');
        clean.extend(std::iter::repeat_n(' ', 2 * (line.len() - told.len())));
        match judged(told) {
            Ok(line) => clean.push_str(&line),
            Err(why) => faults.push(fault(n + 1, Wrong::Text(why))),
        }
        clean.push('\n');
    }
    if faults.is_empty() {
        Ok(clean)
    } else {
        Err(faults)
    }
}

/// One line as [`Text`] would have it, but of any length.
fn judged(line: &str) -> Result<String, TextError> {
    let mut whole = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let cut = rest
            .char_indices()
            .nth(200)
            .map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(cut);
        let text = Text::new(piece)?;
        whole.push_str(text.as_str());
        rest = after;
    }
    Ok(whole)
}

impl Catalogue {
    /// Judges a definition that is to be taken into use beside or above these.
    ///
    /// # Errors
    /// Every fault found, with its line.
    pub fn judge(&self, file: &str, text: &str) -> Result<Definition, Vec<Fault>> {
        let definition = read_one(file, text).map_err(|fault| vec![fault])?;
        let known = |id: &DefId| *id == definition.id || self.latest(id).is_some();
        let gives = |id: &DefId, fact: &FactId| {
            if *id == definition.id {
                definition.gives(fact)
            } else {
                self.latest(id).is_some_and(|other| other.gives(fact))
            }
        };
        let others = Others {
            known: &known,
            gives: &gives,
        };
        let mut faults = structure(file, text, &definition, &others);
        let mut flaws = Flaws::default();
        let definition = definition.under(self.profile());
        self.fits(&definition, &mut flaws);
        let all = flaws.0.into_iter();
        faults.extend(all.map(|flaw: Flaw| located(file, text, flaw)));
        if faults.is_empty() {
            Ok(definition)
        } else {
            Err(faults)
        }
    }

    fn fits(&self, new: &Definition, flaws: &mut Flaws) {
        if new.rev == 0 {
            flaws.whole(Wrong::RevisionZero);
        }
        for other in self.all().iter().filter(|other| other.id != new.id) {
            let last = self.latest(&other.id).is_some_and(|d| d.rev == other.rev);
            for need in other.steps.iter().flat_map(|step| &step.needs) {
                if last && need.by == new.id && !new.gives(&need.fact) {
                    let (by, fact) = (other.id.clone(), need.fact.clone());
                    flaws.whole(Wrong::NeededBy { by, fact });
                }
            }
        }
        let older = || self.all().iter().filter(|d| d.id == new.id);
        if let Some(last) = older().map(|d| d.rev).max()
            && new.rev <= last
        {
            let rev = new.rev;
            flaws.whole(Wrong::NotAbove { rev, last });
        }
        if let Some(law) = older().map(|d| d.law).find(|law| *law != new.law) {
            flaws.whole(Wrong::KeepsLaw(law));
        }
        match older().next() {
            None if new.law == Law::Locking => {
                flaws.whole(Wrong::OneLocking);
            }
            None if new.law == Law::TakeOut => {
                for name in ["brought", "back"] {
                    if !new.steps.iter().any(|step| step.id.0 == name) {
                        flaws.whole(Wrong::BoardStep(name));
                    }
                }
            }
            _ => {}
        }
        // What comes with the program, its screens and forms know by name: a revision adds to it.
        let shipped = Self::of_program(self.profile())
            .all()
            .iter()
            .filter(|d| d.id == new.id);
        if let Some(shipped) = shipped.max_by_key(|d| d.rev) {
            keeps(shipped, new, flaws);
        }
    }

    /// What names that procedure, and could not go on without it.
    #[must_use]
    pub fn dependents(&self, id: &DefId) -> Vec<DefId> {
        self.in_use()
            .filter(|d| d.id != *id)
            .filter(|d| {
                let opened = d.steps.iter().flat_map(|step| {
                    let outcomes = step.outcome.values().filter_map(|o| o.opens.as_ref());
                    step.opens.iter().map(|o| &o.procedure).chain(outcomes)
                });
                opened.chain(&d.otherwise).any(|named| named == id)
            })
            .map(|d| d.id.clone())
            .collect()
    }
}

/// A revision of a definition of the program adds, and never relaxes: every question and every step
/// is still there, asked and signed as before.
fn keeps(old: &Definition, new: &Definition, flaws: &mut Flaws) {
    for was in &old.fields {
        match new.field(&was.id) {
            None => flaws.whole(Wrong::FieldMissing(was.id.clone())),
            Some(is) => keeps_field(was, is, flaws),
        }
    }
    for was in &old.steps {
        match new.step(&was.id) {
            None => flaws.whole(Wrong::StepMissing(was.id.clone())),
            Some(is) => keeps_step(was, is, flaws),
        }
    }
    for field in &new.fields {
        let added = old.field(&field.id).is_none();
        if added && field.required && new.law == Law::Locking {
            flaws.field(field, Wrong::EveningField);
        }
    }
    for step in &new.steps {
        let added = old.step(&step.id).is_none();
        if added && step.opens_case() {
            flaws.step(step, Wrong::BeginsOtherwise);
        }
        if added && new.law == Law::Locking && !step.optional {
            flaws.step(step, Wrong::EveningStep);
        }
    }
    for due in &old.due {
        if !new.due.contains(due) {
            flaws.whole(Wrong::DueMissing(due.step.clone()));
        }
    }
    for was in &old.duty {
        if !new.duty.iter().any(|is| keeps_duty(was, is)) {
            flaws.whole(Wrong::DutyLess);
        }
    }
    if old.otherwise != new.otherwise {
        flaws.whole(Wrong::OtherOtherwise);
    }
    if old.binds && !new.binds {
        flaws.whole(Wrong::BindsLess);
    }
    // What cites no rule of a profile is not its office's at all.
    if !all_of(&old.clauses, &new.clauses) {
        flaws.whole(Wrong::ClauseMissing);
    }
}

fn all_of<T: PartialEq>(was: &[T], is: &[T]) -> bool {
    was.iter().all(|one| is.contains(one))
}

/// Whether what held under `was` holds under `is`: no condition is new, and none is narrower.
fn as_wide(was: &[When], is: &[When]) -> bool {
    is.iter().all(|now| {
        let mut before = was.iter().filter(|before| before.field == now.field);
        before.any(|before| all_of(&before.is, &now.is))
    })
}

/// The same duty: as often at least, no later, of nobody fewer. How early it is said is an office's
/// own.
fn keeps_duty(was: &Duty, is: &Duty) -> bool {
    let often = was.every == is.every || is.every < was.every && was.every != Every::Change;
    often
        && was.per == is.per
        && was.step == is.step
        && was.subject == is.subject
        && was.period == is.period
        && was.over == is.over
        && is.day <= was.day
        && as_wide(&was.when, &is.when)
}

/// The same of what a step expects later.
fn keeps_expected(was: &Expects, is: &Expects) -> bool {
    was.procedure == is.procedure
        && was.from == is.from
        && was.carry == is.carry
        && is.day <= was.day
        && as_wide(&was.when, &is.when)
}

/// Whether `is` says all that `was` says, in both tongues, and perhaps more.
fn keeps_words(was: &Label, is: &Label) -> bool {
    is.ja.contains(was.ja.as_str()) && is.en.contains(was.en.as_str())
}

fn keeps_field(was: &Field, is: &Field, flaws: &mut Flaws) {
    let choices = |field: &Field| -> Vec<_> {
        let stops = |c: &Choice| (c.id.clone(), c.stops.is_some(), c.stops_when.clone());
        field.choices.iter().map(stops).collect()
    };
    let kept = choices(was).iter().all(|c| choices(is).contains(c));
    let same = was.kind == is.kind
        && was.step == is.step
        && was.when == is.when
        && was.check == is.check
        && was.rows_of == is.rows_of
        && was.equals == is.equals
        && was.not_before == is.not_before
        && was.within == is.within
        && was.tally == is.tally
        && was.length == is.length
        && (!was.past || is.past)
        && was.recheck.as_ref().map(|r| (&r.step, r.order))
            == is.recheck.as_ref().map(|r| (&r.step, r.order))
        && was.agrees_with == is.agrees_with
        && was.min <= is.min
        && (!was.required || is.required)
        && kept;
    if !same {
        flaws.field(is, Wrong::AskedOtherwise);
    }
}

fn keeps_step(was: &Step, is: &Step, flaws: &mut Flaws) {
    let same = was.meaning == is.meaning
        && was.when == is.when
        && was.each == is.each
        && was.repeat == is.repeat
        && was.again == is.again
        && was.on == is.on
        && was.safe == is.safe
        && (!was.themselves || is.themselves)
        && was.covers == is.covers
        && was.seal == is.seal
        && was.numbers == is.numbers
        && was.after.is_empty() == is.after.is_empty();
    let stricter = is.by.iter().all(|role| was.by.contains(role))
        && was.apart.iter().all(|id| is.apart.contains(id))
        && was.after.iter().all(|id| is.after.contains(id))
        && (!was.apart_authors || is.apart_authors)
        && (!is.optional || was.optional)
        && was.needs.iter().all(|need| is.needs.contains(need))
        && was.gives.iter().all(|fact| is.gives.contains(fact))
        && all_of(&was.opens, &is.opens)
        && all_of(&was.ends, &is.ends)
        && all_of(&was.handles, &is.handles)
        && was
            .expects
            .iter()
            .all(|old| is.expects.iter().any(|new| keeps_expected(old, new)))
        && was.outcome.iter().all(|(id, o)| {
            let now = is.outcome.get(id);
            now.is_some_and(|n| n.opens == o.opens && n.handles == o.handles && n.there == o.there)
        });
    if !same || !stricter {
        flaws.step(is, Wrong::SignedOtherwise);
    }
    let outcomes = was.outcome.iter();
    let said = outcomes.filter_map(|(id, o)| Some((&o.label, &is.outcome.get(id)?.label)));
    let mut said = said.chain([(&was.sentence, &is.sentence)]);
    // What is said otherwise comes as it came, and what is added says the step's own sentence too.
    let otherwise = is.says.iter().enumerate().all(|(nth, now)| {
        let before = was.says.get(nth);
        let same = before.is_none_or(|before| before.when == now.when);
        same && keeps_words(before.map_or(&was.sentence, |b| &b.sentence), &now.sentence)
    });
    if !otherwise || is.says.len() < was.says.len() || !said.all(|(was, is)| keeps_words(was, is)) {
        flaws.step(is, Wrong::SaysLess);
    }
}
