//! The sample office (見本): made-up people and a month of made-up records, made by the same code
//! that signs real ones. Its PINs are published, and it says so everywhere.

use super::error::{DeskError, SetUpError, SignError};
use super::keys::{NewKey, invite_key, make_key};
use super::set_up::{Secrets, create};
use super::sign::{Hand, Proposal, new_entry};
use super::{Desk, Opening, SetClock, random, set_up_file};
use crate::calendar::{Happened, Moment, Recorded, WorkDay};
use crate::journal::{
    CaseId, EntryId, InviteCode, KdfParams, PersonNo, Pin, PlaceId, SittingId, UnitId,
};
use crate::office::{Office, OfficeAct};
use crate::procedure::{
    Case, CaseAct, ChoiceId, DefId, DefRef, FieldId, NoFacts, NothingGone, Opening as CaseOpening,
    Sign, StepId, Value, Values, World, day_case,
};
use crate::store::{Batch, Log};
use chrono::{Days, NaiveDate};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

const OFFICE: &str = include_str!("../../data/demo/office.toml");
const STORY: &str = include_str!("../../data/demo/story.toml");

/// What happens in the sample office.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    /// The sample's clock begins here.
    now: Moment,
    /// The first evening that is locked.
    first_day: NaiveDate,
    /// The PIN of those who do not confirm.
    pin: String,
    /// The PIN of those who confirm in some role.
    confirming_pin: String,
    /// Evenings that are not locked in the usual way.
    evenings: Vec<Evening>,
    /// What happens besides.
    acts: Vec<StoryAct>,
    /// The text that a grown history writes again and again.
    grown: Grown,
}

/// A place on a day that is not locked in the usual way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evening {
    day: NaiveDate,
    place: u16,
    /// Who locks it; nobody leaves a hole.
    #[serde(default)]
    by: Option<u16>,
    /// When, as minutes after midnight of the day.
    #[serde(default)]
    minute: Option<u32>,
    /// Recorded on a later moment.
    #[serde(default)]
    recorded: Option<Moment>,
    #[serde(default)]
    why: Option<crate::text::Paragraph>,
}

/// One act of the story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryAct {
    /// The story's own name for the case.
    case: String,
    at: Moment,
    by: u16,
    /// The procedure, on the first act of a case.
    #[serde(default)]
    procedure: Option<String>,
    /// For a locking: the place and the day it serves.
    #[serde(default)]
    serves: Option<Serves>,
    /// Steps to sign.
    steps: Vec<StepId>,
    #[serde(default)]
    values: Values,
    #[serde(default)]
    lines: BTreeMap<u16, Option<ChoiceId>>,
    #[serde(default)]
    same: BTreeSet<FieldId>,
    #[serde(default)]
    took: Option<u32>,
}

/// The place and day that a locking serves.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct Serves {
    place: u16,
    day: NaiveDate,
}

/// A sending of a grown history: the values of its first act.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grown {
    procedure: String,
    steps: Vec<GrownStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GrownStep {
    by: u16,
    steps: Vec<StepId>,
    #[serde(default)]
    values: Values,
    #[serde(default)]
    lines: BTreeMap<u16, Option<ChoiceId>>,
    #[serde(default)]
    same: BTreeSet<FieldId>,
}

/// The published PINs: of those who do not confirm, and of those who do.
///
/// # Errors
/// Never with the shipped story, which a test reads.
pub fn published_pins() -> Result<(String, String), SetUpError> {
    let story = story()?;
    Ok((story.pin, story.confirming_pin))
}

fn story() -> Result<Story, SetUpError> {
    toml::from_str(STORY).map_err(|e| SetUpError::Entry(format!("story: {e}")))
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
    let story = story()?;
    let mut founding = set_up_file::read(OFFICE, true)
        .map_err(|e| SetUpError::Entry(format!("sample office: {e}")))?;
    let first_day = match entries {
        Some(entries) => grown_first_day(&story, &founding, entries),
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
    let founder_pin = Pin::typed(&story.pin);
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
    let people = enrol_all(&desk, &story, new.slips)?;
    let mut writer = Writer::new(&desk, &people)?;
    write_story(&mut writer, &story, first_day, entries, progress)?;
    writer.flush()
}

/// How far back a history of so many entries goes: at most three years.
fn grown_first_day(story: &Story, founding: &crate::office::Founding, entries: u64) -> NaiveDate {
    let per_day = founding.places.len().max(1) as u64;
    let open_days = (entries / per_day).clamp(1, 720);
    let back = open_days * 7 / 5 + 1;
    story
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
    story: &Story,
    slips: Vec<super::Slip>,
) -> Result<BTreeMap<PersonNo, NewKey>, SetUpError> {
    let view = desk.view().map_err(|e| sign_failed(e.into()))?;
    let day = view.today().0;
    let confirming = Pin::typed(&story.confirming_pin);
    let plain = Pin::typed(&story.pin);
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
            &desk.key.pepper,
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

/// Writes entries of many people in batches, keeping each case that is open, and each day of a
/// place, as the last act left it: some thousands at most.
struct Writer<'a> {
    desk: &'a Desk,
    people: &'a BTreeMap<PersonNo, NewKey>,
    office: Arc<Office>,
    cases: BTreeMap<CaseId, Case>,
    heads: BTreeMap<CaseId, EntryId>,
    batch: Batch,
    written: u64,
}

/// How many entries are written together.
const BATCH: usize = 1000;

impl<'a> Writer<'a> {
    fn new(desk: &'a Desk, people: &'a BTreeMap<PersonNo, NewKey>) -> Result<Self, SetUpError> {
        let view = desk.view().map_err(|e| sign_failed(e.into()))?;
        Ok(Self {
            desk,
            people,
            office: Arc::clone(&view.office),
            cases: BTreeMap::new(),
            heads: BTreeMap::new(),
            batch: Batch::default(),
            written: view.snapshot.size(),
        })
    }

    fn act(
        &mut self,
        person: PersonNo,
        recorded: Moment,
        proposal: &Proposal,
    ) -> Result<(), SetUpError> {
        let key = self
            .people
            .get(&person)
            .ok_or_else(|| SetUpError::Entry(format!("story: nobody is {person}")))?;
        let hand = Hand {
            office: self.desk.store.office(),
            signer: &key.signer,
            person,
            failed: 0,
            sitting: SittingId(random().map_err(sign_failed)?),
            terminal: &self.desk.terminal,
            seen: self.desk.seen(),
            recorded: Recorded(recorded),
        };
        let office = Arc::clone(&self.office);
        let world = World {
            catalogue: super::definitions::catalogue_of(&office),
            office: &office,
            facts: &NoFacts,
            register: &NothingGone,
        };
        let after = self.heads.get(&proposal.case).copied();
        let (entry, outcome) = hand
            .compose(&world, self.cases.get(&proposal.case), after, proposal)
            .map_err(sign_failed)?
            .map_err(|refusal| SetUpError::Entry(format!("story at {recorded}: {refusal:?}")))?;
        self.batch
            .entries
            .push(new_entry(&entry, proposal.case.0, after));
        self.heads.insert(proposal.case, entry.id());
        if outcome.case.state == crate::procedure::State::Open
            || outcome.case.procedure.id.0 == super::LOCKING
        {
            self.cases.insert(proposal.case, outcome.case);
        } else {
            self.cases.remove(&proposal.case);
        }
        self.written += 1;
        if self.batch.entries.len() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), SetUpError> {
        if self.batch.entries.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        let appended = self
            .desk
            .store
            .append(&batch, &self.desk.model, &mut self.desk.patience())
            .map_err(|e| sign_failed(SignError::Write(e)))?;
        self.desk.witnessed(&appended);
        Ok(())
    }
}

/// Everything that happens, in the order of its recording.
fn write_story(
    writer: &mut Writer<'_>,
    story: &Story,
    first_day: NaiveDate,
    entries: Option<u64>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), SetUpError> {
    let mut timeline: Vec<(Moment, PersonNo, Proposal)> = Vec::new();
    evenings(writer, story, first_day, &mut timeline)?;
    acts(writer, story, &mut timeline)?;
    timeline.sort_by_key(|(moment, _, _)| *moment);
    let goal = entries.unwrap_or(0);
    let plain = timeline.len() as u64 + writer.written;
    let extra = goal.saturating_sub(plain);
    let per_sending = story.grown.steps.len().max(1) as u64;
    let sendings = extra / per_sending;
    let days = timeline.len().max(1) as u64;
    let total = plain.max(goal);
    let mut made = 0;
    for (n, (moment, person, proposal)) in timeline.into_iter().enumerate() {
        // The grown sendings are spread evenly over the history, before the act of the story.
        while made < sendings && made * days < (n as u64 + 1) * sendings {
            grown(writer, story, moment)?;
            made += 1;
        }
        writer.act(person, moment, &proposal)?;
        if n % 64 == 0 {
            progress(writer.written, total);
        }
    }
    progress(writer.written, total);
    Ok(())
}

/// One sending of the grown history, from draft to arrival, all recorded at `moment`.
fn grown(writer: &mut Writer<'_>, story: &Story, moment: Moment) -> Result<(), SetUpError> {
    let case = CaseId(random().map_err(sign_failed)?);
    for (n, step) in story.grown.steps.iter().enumerate() {
        let open = (n == 0).then(|| opening(writer, &story.grown.procedure));
        let proposal = Proposal {
            case,
            unit: UnitId(1),
            after: None,
            act: CaseAct::Sign(Sign {
                open,
                steps: step.steps.clone(),
                values: step.values.clone(),
                lines: step.lines.clone(),
                same: step.same.clone(),
                took: Some(60),
            }),
            happened: None,
            day: None,
        };
        writer.act(PersonNo(step.by), moment, &proposal)?;
    }
    Ok(())
}

fn opening(writer: &Writer<'_>, procedure: &str) -> CaseOpening {
    let id = DefId::from(procedure);
    CaseOpening {
        procedure: DefRef {
            rev: super::definitions::catalogue_of(&writer.office)
                .latest(&id)
                .map_or(1, |d| d.rev),
            id,
        },
        origin: None,
        values: Values::new(),
    }
}

/// Locks of every open evening before the story's now.
fn evenings(
    writer: &Writer<'_>,
    story: &Story,
    first_day: NaiveDate,
    timeline: &mut Vec<(Moment, PersonNo, Proposal)>,
) -> Result<(), SetUpError> {
    let today = WorkDay::of(story.now, writer.office.settings.cut);
    let mut day = first_day;
    let mut turn = 0_usize;
    while day <= today.0 {
        if writer.office.days.is_open(day) {
            for place in writer.office.places_on(day) {
                turn += 1;
                let special = story
                    .evenings
                    .iter()
                    .find(|e| e.day == day && e.place == place.id.0);
                if special.is_none() && day == today.0 {
                    continue;
                }
                let usual = place
                    .roster
                    .get(turn % place.roster.len().max(1))
                    .copied()
                    .unwrap_or(PersonNo(5));
                // Between 17:30 and 19:29, never twice the same minute in a row.
                let minute = 17 * 60 + 30 + u32::try_from(turn * 37 % 120).unwrap_or(0);
                let (by, minute, recorded, why) = match special {
                    None => (usual, minute, None, None),
                    Some(e) => match e.by {
                        None => continue,
                        Some(by) => (
                            PersonNo(by),
                            e.minute.unwrap_or(minute),
                            e.recorded,
                            e.why.clone(),
                        ),
                    },
                };
                let happened = at(day, minute)?;
                let proposal = lock(writer, place.id, WorkDay(day), happened, why);
                timeline.push((recorded.unwrap_or(happened), by, proposal));
            }
        }
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    Ok(())
}

fn lock(
    writer: &Writer<'_>,
    place: PlaceId,
    day: WorkDay,
    happened: Moment,
    why: Option<crate::text::Paragraph>,
) -> Proposal {
    let id = DefId::from(super::LOCKING);
    let mut values = Values::from([(
        FieldId::from("kind"),
        Value::Choice(ChoiceId::from("locked")),
    )]);
    if let Some(why) = why {
        values.insert(FieldId::from("why"), Value::Paragraph(why));
    }
    Proposal {
        case: day_case(writer.desk.store.office(), &id, place, day),
        unit: UnitId(1),
        after: None,
        act: CaseAct::Sign(Sign {
            open: Some(CaseOpening {
                procedure: DefRef {
                    rev: super::definitions::catalogue_of(&writer.office)
                        .latest(&id)
                        .map_or(1, |d| d.rev),
                    id,
                },
                origin: None,
                values: Values::from([(FieldId::from("place"), Value::Place(place))]),
            }),
            steps: vec![StepId::from(super::LOCK)],
            values,
            lines: BTreeMap::new(),
            same: BTreeSet::new(),
            took: None,
        }),
        happened: Some(Happened(happened)),
        day: Some(day),
    }
}

/// The story's own cases.
fn acts(
    writer: &Writer<'_>,
    story: &Story,
    timeline: &mut Vec<(Moment, PersonNo, Proposal)>,
) -> Result<(), SetUpError> {
    let mut cases: BTreeMap<&str, CaseId> = BTreeMap::new();
    for act in &story.acts {
        let begun = cases.get(act.case.as_str()).copied();
        let case = match begun {
            Some(case) => case,
            None => {
                let case = match act.serves {
                    Some(serves) => day_case(
                        writer.desk.store.office(),
                        &DefId::from(super::LOCKING),
                        PlaceId(serves.place),
                        WorkDay(serves.day),
                    ),
                    None => CaseId(random().map_err(sign_failed)?),
                };
                cases.insert(&act.case, case);
                case
            }
        };
        let open = match (begun, &act.procedure) {
            (None, Some(procedure)) => {
                let mut open = opening(writer, procedure);
                if let Some(serves) = act.serves {
                    let place = Value::Place(PlaceId(serves.place));
                    open.values.insert(FieldId::from("place"), place);
                }
                Some(open)
            }
            (None, None) => {
                return Err(SetUpError::Entry(format!(
                    "story: case {:?} begins without a procedure",
                    act.case
                )));
            }
            (Some(_), _) => None,
        };
        timeline.push((
            act.at,
            PersonNo(act.by),
            Proposal {
                case,
                unit: UnitId(1),
                after: None,
                act: CaseAct::Sign(Sign {
                    open,
                    steps: act.steps.clone(),
                    values: act.values.clone(),
                    lines: act.lines.clone(),
                    same: act.same.clone(),
                    took: act.took,
                }),
                happened: None,
                day: act.serves.map(|s| WorkDay(s.day)),
            },
        ));
    }
    Ok(())
}

/// The moment at which the sample office's clock begins.
///
/// # Errors
/// As [`published_pins`].
pub fn begins() -> Result<Moment, SetUpError> {
    story().map(|s| s.now)
}

impl From<DeskError> for SetUpError {
    fn from(e: DeskError) -> Self {
        sign_failed(e.into())
    }
}
