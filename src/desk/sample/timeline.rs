//! The story in the order of its recording, grown to the size asked for.

use super::story::Story;
use super::writer::Writer;
use super::{at, sign_failed};
use crate::calendar::{Happened, Moment, WorkDay};
use crate::desk::error::SetUpError;
use crate::desk::random;
use crate::desk::sign::Proposal;
use crate::desk::{LOCK, LOCKING, definitions};
use crate::journal::{CaseId, PersonNo, PlaceId, UnitId};
use crate::procedure::{
    CaseAct, ChoiceId, DefId, DefRef, FieldId, Opening as CaseOpening, Sign, StepId, Value, Values,
    day_case,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that happens, in the order of its recording.
pub(super) fn write_story(
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
            rev: definitions::catalogue_of(&writer.office)
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
    let today = WorkDay::of(super::begins()?, writer.office.settings.cut);
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
    let id = DefId::from(LOCKING);
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
                values: Values::from([(FieldId::from("place"), Value::Place(place))]),
                ..opening(writer, LOCKING)
            }),
            steps: vec![StepId::from(LOCK)],
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
                        &DefId::from(LOCKING),
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
