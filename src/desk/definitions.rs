//! The procedures that an office runs: those of the program that it has taken into use, and its
//! own. Told from the office alone, for screens, commands and the fold alike.
//!
//! A composition and its definitions are kept as long as the program runs, like those of the
//! program itself: cases name every revision that ever was, and adoptions are few.

use super::fault::{self, Fault, FaultKind};
use crate::journal::TextDigest;
use crate::office::{Office, OfficeAct, Pin};
use crate::procedure::{CaseAct, Catalogue, DefId, DefRef, Definition, Refusal};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The definitions of the program by digest.
static SHIPPED: LazyLock<Vec<(Pin, Arc<Definition>)>> = LazyLock::new(|| {
    Catalogue::embedded_texts()
        .map(|(def, text)| (Pin::of(&def.id.0, def.rev, text), Arc::clone(def)))
        .collect()
});

/// Every composition that an office has needed so far, by what it consists of.
static COMPOSED: LazyLock<Mutex<HashMap<[u8; 32], &'static Catalogue>>> =
    LazyLock::new(Mutex::default);

/// Every adopted text that was read so far.
static READ: LazyLock<Mutex<HashMap<TextDigest, Arc<Definition>>>> = LazyLock::new(Mutex::default);

/// What the program brings, as a founding entry names it: the latest of each.
pub(super) fn shipped() -> Vec<Pin> {
    let latest = |def: &Definition| {
        let last = Catalogue::embedded().latest(&def.id);
        last.is_some_and(|last| last.rev == def.rev)
    };
    SHIPPED
        .iter()
        .filter(|(_, def)| latest(def))
        .map(|(pin, _)| pin.clone())
        .collect()
}

/// The procedures of the office as it stands.
pub(super) fn catalogue_of(office: &Office) -> &'static Catalogue {
    let whole = office.procedures.len() == SHIPPED.len();
    let plain = |(used, (pin, _)): (&crate::office::InUse, &(Pin, _))| {
        used.digest == pin.digest && used.id == pin.id && used.rev == pin.rev
    };
    if office.procedures.is_empty()
        || (whole && office.procedures.iter().zip(SHIPPED.iter()).all(plain))
    {
        return Catalogue::of_program(office.profile);
    }
    let mut key = Sha256::new();
    key.update(office.profile.as_str());
    key.update([0, u8::from(office.runs_the_programs())]);
    for used in &office.procedures {
        key.update(used.digest.0);
        key.update([u8::from(used.text.is_some()), u8::from(used.end.is_some())]);
    }
    let key: [u8; 32] = key.finalize().into();
    let mut composed = COMPOSED.lock().unwrap_or_else(PoisonError::into_inner);
    composed
        .entry(key)
        .or_insert_with(|| Box::leak(Box::new(compose(office))))
}

fn compose(office: &Office) -> Catalogue {
    let mut definitions: Vec<Arc<Definition>> = Vec::new();
    if office.runs_the_programs() {
        definitions.extend(SHIPPED.iter().map(|(_, def)| Arc::clone(def)));
    }
    let mut retired = BTreeSet::new();
    for used in &office.procedures {
        let definition = match &used.text {
            Some(text) => read(used.digest, text),
            None => program(&used.id, used.rev, used.digest),
        };
        // What this program does not have, or has otherwise, is not run: `missing` tells of it.
        let Some(definition) = definition else {
            continue;
        };
        if used.end.is_some() {
            retired.insert(definition.reference());
        }
        if !definitions
            .iter()
            .any(|d| d.reference() == definition.reference())
        {
            definitions.push(definition);
        }
    }
    Catalogue::of(definitions, retired).under(office.profile)
}

fn program(id: &str, rev: u32, digest: TextDigest) -> Option<Arc<Definition>> {
    SHIPPED
        .iter()
        .find(|(pin, _)| pin.id == id && pin.rev == rev && pin.digest == digest)
        .map(|(_, def)| Arc::clone(def))
}

fn read(digest: TextDigest, text: &str) -> Option<Arc<Definition>> {
    let mut known = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(definition) = known.get(&digest) {
        return Some(Arc::clone(definition));
    }
    let definition = Arc::new(Definition::read("", text).ok()?);
    known.insert(digest, Arc::clone(&definition));
    Some(definition)
}

/// The definitions that the office runs and this program does not have, or has with another text.
#[must_use]
pub fn missing(office: &Office) -> Vec<DefRef> {
    office
        .procedures
        .iter()
        .filter(|used| used.text.is_none())
        .filter(|used| program(&used.id, used.rev, used.digest).is_none())
        .map(|used| DefRef {
            id: DefId::from(used.id.as_str()),
            rev: used.rev,
        })
        .collect()
}

/// The definitions of the program that the office has not taken into use.
#[must_use]
pub fn not_taken_up(office: &Office) -> Vec<(Pin, &'static Definition)> {
    if office.runs_the_programs() {
        return Vec::new();
    }
    let newer = |pin: &Pin| {
        let mut known = office.procedures.iter();
        !known.any(|used| used.id == pin.id && used.rev >= pin.rev)
    };
    let all: &'static [(Pin, Arc<Definition>)] = &SHIPPED;
    all.iter()
        .filter(|(pin, _)| newer(pin))
        .filter_map(|(pin, def)| {
            let said = Catalogue::of_program(office.profile).get(&def.reference())?;
            Some((pin.clone(), said))
        })
        .collect()
}

/// The text of a definition that the office runs.
#[must_use]
pub fn text_of(office: &Office, reference: &DefRef) -> Option<String> {
    let mut own = office.procedures.iter();
    own.find(|used| used.id == reference.id.0 && used.rev == reference.rev)
        .and_then(|used| used.text.clone())
        .or_else(|| {
            Catalogue::embedded_texts()
                .find(|(def, _)| def.reference() == *reference)
                .map(|(_, text)| text.to_owned())
        })
}

/// Judges an act on the office's procedures by what it says, or the act that it countersigns; every
/// other act passes. Not the proof: that takes seconds, and is run before anybody signs.
///
/// # Errors
/// Every fault, with its line.
pub(super) fn judge(office: &Office, act: &OfficeAct) -> Result<(), Vec<Fault>> {
    let one = |what: FaultKind| vec![Fault::whole(what)];
    match act {
        OfficeAct::Countersign { entry } => match office.pending.get(entry) {
            Some(waiting) if waiting.act.is_of_procedures() || waiting.act.is_of_forms() => {
                judge(office, &waiting.act)
            }
            _ => Ok(()),
        },
        OfficeAct::Adopt { id, rev, text } => {
            let definition = catalogue_of(office).judge(id, text).map_err(fault::all)?;
            if definition.id.0 == *id && definition.rev == *rev {
                Ok(())
            } else {
                let is = definition.reference();
                Err(one(FaultKind::NotThat(format!("{} {}", is.id, is.rev))))
            }
        }
        OfficeAct::TakeUp { id, rev, digest } => {
            if program(id, *rev, *digest).is_none() {
                return Err(one(FaultKind::NotOfProgram));
            }
            let text = text_of(
                office,
                &DefRef {
                    id: DefId::from(id.as_str()),
                    rev: *rev,
                },
            );
            catalogue_of(office)
                .judge(id, &text.unwrap_or_default())
                .map(drop)
                .map_err(fault::all)
        }
        OfficeAct::AdoptForm { id, text, .. } => {
            let layout = super::forms::judge_layout(office, id, text)?;
            if layout.id == *id {
                Ok(())
            } else {
                Err(one(FaultKind::NotThat(layout.id)))
            }
        }
        OfficeAct::Retire { id, rev } => {
            let catalogue = catalogue_of(office);
            let def_id = DefId::from(id.as_str());
            let other = catalogue
                .all()
                .iter()
                .any(|d| d.id == def_id && d.rev != *rev && !catalogue.is_retired(d));
            match catalogue.dependents(&def_id).first() {
                Some(other_procedure) if !other => {
                    Err(one(FaultKind::StillOpened(other_procedure.clone())))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// Why a case cannot begin as `act` would begin it: with a revision that is no longer in use, as
/// its signer had seen (the first `seen` entries of the journal).
pub(super) fn superseded(
    office: &Office,
    catalogue: &Catalogue,
    act: &CaseAct,
    seen: u64,
) -> Option<Refusal> {
    let opening = match act {
        CaseAct::Sign(sign) => sign.open.as_ref(),
        CaseAct::Request { open, .. } => open.as_ref(),
        _ => None,
    }?;
    let was = &opening.procedure;
    catalogue.get(was)?;
    let now = catalogue.latest(&was.id);
    if now.is_some_and(|now| now.rev == was.rev) {
        return None;
    }
    let replaced = office.procedures.iter().filter(|used| used.id == was.id.0);
    let since = replaced
        .filter_map(|used| match &used.end {
            Some(end) if used.rev == was.rev => Some(end.index),
            _ if now.is_some_and(|now| now.rev == used.rev) => Some(used.index),
            _ => None,
        })
        .min();
    (seen == u64::MAX || since.is_some_and(|since| since < seen)).then(|| Refusal::Superseded {
        was: was.clone(),
        now: now.map(Definition::reference),
    })
}

/// Faults in one line, for an auditor's log.
pub(super) fn told(faults: &[Fault]) -> String {
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Moment, Recorded};
    use crate::desk::set_up_file::Draft;
    use crate::journal::{EntryId, PersonNo};
    use crate::office::InUse;

    /// An office that began with these definitions of the program.
    fn begun_with(pins: Vec<Pin>) -> Office {
        let now = Moment::parse("2026-11-17T18:42:00+09:00").unwrap();
        let mut office = Draft::default().office(now.date());
        let used = pins.into_iter().map(|pin| InUse {
            id: pin.id,
            rev: pin.rev,
            digest: pin.digest,
            text: None,
            entry: EntryId([1; 32]),
            by: PersonNo(90),
            second: None,
            since: Recorded(now),
            index: 0,
            end: None,
        });
        office.procedures = used.collect();
        office
    }

    #[test]
    fn an_office_with_all_that_the_program_brings_shares_it() {
        let office = begun_with(shipped());
        assert!(std::ptr::eq(catalogue_of(&office), Catalogue::embedded()));
        assert!(not_taken_up(&office).is_empty() && missing(&office).is_empty());
    }

    #[test]
    fn what_a_newer_program_brings_is_not_in_use_before_it_is_taken_up() {
        let mut pins = shipped();
        pins.retain(|pin| pin.id != "corrective");
        let office = begun_with(pins);
        let id = DefId::from("corrective");
        assert!(catalogue_of(&office).latest(&id).is_none());
        let new = not_taken_up(&office);
        let [(pin, _)] = &new[..] else {
            panic!("{new:?}");
        };
        assert_eq!(pin.id, "corrective");
        let take_up = |digest| OfficeAct::TakeUp {
            id: pin.id.clone(),
            rev: pin.rev,
            digest,
        };
        assert_eq!(judge(&office, &take_up(pin.digest)), Ok(()));
        assert!(judge(&office, &take_up(TextDigest([0; 32]))).is_err());
    }

    #[test]
    fn another_text_under_the_same_revision_is_not_run_and_is_named() {
        let mut pins = shipped();
        for pin in pins.iter_mut().filter(|pin| pin.id == "corrective") {
            pin.digest = TextDigest([7; 32]);
        }
        let office = begun_with(pins);
        let id = DefId::from("corrective");
        assert!(catalogue_of(&office).latest(&id).is_none());
        assert_eq!(missing(&office), [DefRef { id, rev: 1 }]);
    }
}
