//! The sample office (見本): made-up people and a month of made-up records, made by the same code
//! that signs real ones. Its PINs are published, and it says so everywhere.
//!
//! `story` is what happens, as data/demo tells it; `timeline` puts it in the order of its recording
//! and grows it to a size asked for; `writer` signs and writes it. Called by `cli`, tests and
//! benches; no rule of the office stands here.

mod story;
mod timeline;
mod writer;

use super::error::{DeskError, SetUpError, SignError};
use super::keys::{NewKey, invite_key, make_key};
use super::set_up::{Secrets, create};
use super::{Desk, Opening, SetClock, set_up_file};
use crate::calendar::Moment;
use crate::journal::{InviteCode, KdfParams, PersonNo, Pin};
use crate::office::OfficeAct;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use story::{Published, Story, published, story};
use timeline::write_story;
use writer::Writer;

const OFFICE: &str = include_str!("../../../data/demo/office.toml");

/// The published PINs: of those who do not confirm, and of those who do.
///
/// # Errors
/// Never with the shipped story, which a test reads.
pub fn published_pins() -> Result<(String, String), SetUpError> {
    let published = published()?;
    Ok((published.pin, published.confirming_pin))
}

/// Makes the sample office in `folder` and gives it back open, its clock at the story's evening.
/// With `entries`, its history is grown back until it holds that many. `progress` is told how many
/// of how many.
///
/// # Errors
/// [`SetUpError`]
pub fn make(
    folder: &Path,
    entries: Option<u64>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), SetUpError> {
    let (story, published) = (story()?, published()?);
    let mut founding = set_up_file::read(OFFICE, true)
        .map_err(|e| SetUpError::Entry(format!("sample office: {e}")))?;
    let first_day = match entries {
        Some(entries) => grown_first_day(&story, &published, &founding, entries),
        None => story.first_day,
    };
    for span in founding
        .persons
        .iter_mut()
        .map(|p| &mut p.span)
        .chain(founding.grants.iter_mut().map(|g| &mut g.span))
        .chain(founding.places.iter_mut().map(|p| &mut p.span))
        .chain(founding.means.iter_mut().map(|m| &mut m.span))
        .chain(founding.holdings.iter_mut().map(|h| &mut h.span))
    {
        span.from = span.from.min(first_day);
    }
    // Places are locked from the first evening on; a place in use longer would be full of holes.
    for place in &mut founding.places {
        place.span.from = first_day;
    }
    let opened = at(first_day, 8 * 60 + 30)?;
    let clock = Arc::new(SetClock::at(opened));
    let founder_pin = Pin::typed(&published.pin);
    let secrets = Secrets::new()?;
    let new = create(folder, &founding, &founder_pin, &secrets, opened)?;
    let desk = Desk::open(
        folder,
        Opening {
            clock: Some(Arc::clone(&clock) as Arc<dyn super::Clock>),
            ..Opening::default()
        },
    )
    .map_err(|e| SetUpError::Open(Box::new(e)))?;
    let people = enrol_all(&desk, &published, new.slips)?;
    let mut writer = Writer::new(&desk, &people)?;
    write_story(&mut writer, &story, first_day, entries, progress)?;
    writer.flush()
}

/// How far back a history of so many entries goes: at most five years.
fn grown_first_day(
    story: &Story,
    published: &Published,
    founding: &crate::office::Founding,
    entries: u64,
) -> NaiveDate {
    let per_day = founding.places.len().max(1) as u64;
    let open_days = (entries / per_day).clamp(1, 1_300);
    let back = open_days * 7 / 5 + 1;
    published
        .now
        .date()
        .checked_sub_days(Days::new(back))
        .unwrap_or(story.first_day)
        .min(story.first_day)
}

fn at(day: NaiveDate, minute: u32) -> Result<Moment, SetUpError> {
    Moment::at(day, minute).map_err(|e| SetUpError::Entry(e.to_string()))
}

fn sign_failed(e: SignError) -> SetUpError {
    SetUpError::Sign(Box::new(e))
}

/// Everybody enrols: the first manager by accepting, the others before him.
fn enrol_all(
    desk: &Desk,
    published: &Published,
    slips: Vec<super::Slip>,
) -> Result<BTreeMap<PersonNo, NewKey>, SetUpError> {
    let view = desk.view().map_err(|e| sign_failed(e.into()))?;
    let day = view.today().0;
    let confirming = Pin::typed(&published.confirming_pin);
    let plain = Pin::typed(&published.pin);
    let mut keys = BTreeMap::new();
    let mut others = Vec::new();
    let mut first: Option<(PersonNo, InviteCode)> = None;
    for slip in slips {
        let manager = view
            .office
            .holds(slip.person, crate::journal::Role::Manager, day);
        if manager && first.is_none() {
            first = Some((slip.person, slip.code));
        } else {
            others.push(slip);
        }
    }
    let Some((manager, code)) = first else {
        return Err(SetUpError::Office(
            crate::office::OfficeRefusal::FoundingLacks,
        ));
    };
    drop(code);
    // The keys are kept for the story; the boxes are those that the published PINs open.
    let mut enrol = |person: PersonNo, witness: Option<PersonNo>| -> Result<(), SetUpError> {
        let pin = if view.office.confirms(person, day) {
            &confirming
        } else {
            &plain
        };
        let new = make_key(
            desk.pepper().map_err(|e| sign_failed(SignError::from(e)))?,
            desk.store.office(),
            person,
            pin,
            KdfParams::SAMPLE,
        )
        .map_err(sign_failed)?;
        let side = vec![new.side.clone(), (invite_key(person), None)];
        let act = match witness {
            None => OfficeAct::Accept {
                key: new.signer.public(),
            },
            Some(_) => OfficeAct::Enrol {
                key: new.signer.public(),
            },
        };
        let witness = match witness {
            Some(no) => Some((
                no,
                keys.get(&no)
                    .ok_or_else(|| SetUpError::Entry("no witness".to_owned()))?,
            )),
            None => None,
        };
        desk.write_enrolment(
            person,
            &new.signer,
            act,
            witness.map(|(no, k): (_, &NewKey)| (no, &k.signer)),
            side,
        )
        .map_err(sign_failed)?;
        keys.insert(person, new);
        Ok(())
    };
    enrol(manager, None)?;
    for slip in others {
        enrol(slip.person, Some(manager))?;
    }
    Ok(keys)
}

/// The moment at which the sample office's clock begins.
///
/// # Errors
/// As [`published_pins`].
pub fn begins() -> Result<Moment, SetUpError> {
    published().map(|p| p.now)
}

impl From<DeskError> for SetUpError {
    fn from(e: DeskError) -> Self {
        sign_failed(e.into())
    }
}
