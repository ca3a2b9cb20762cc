//! An act on a case, judged by the rows of all entries before it; no row is written here.

use super::office::Ground;
use super::register;
use super::{Model, RowFacts, Stop, facts};
use crate::desk::breach::Breach;
use crate::desk::definitions::superseded;
use crate::desk::rows::CaseRow;
use crate::desk::{sheet, year};
use crate::journal::{Body, EntryId, PersonNo, PublicKey};
use crate::procedure::{
    Acted, At, Case, CaseAct, Catalogue, DefRef, Definition, NoFacts, Opening, Origin, Refusal,
    SheetFault, World,
};
use crate::store::Rows;
use std::sync::Arc;

/// An act on a case that the rules of its day allow, before any row is made of it.
pub(super) struct Lawful {
    pub(super) ground: Ground,
    pub(super) definition: &'static Definition,
    pub(super) register: register::Looked,
    pub(super) known: Option<Arc<CaseRow>>,
    pub(super) follows: bool,
    pub(super) outcome: Acted,
}

/// Whose signature an act has, and where in the journal.
#[derive(Clone, Copy)]
pub(super) struct By {
    pub(super) index: u64,
    pub(super) author: PublicKey,
    pub(super) entry: EntryId,
}

impl Ground {
    /// Rows are made of what was judged; no question that asks for facts comes any more.
    pub(super) fn world<'a>(&'a self, register: &'a register::Looked) -> World<'a> {
        World {
            catalogue: self.catalogue,
            office: &self.office,
            facts: &NoFacts,
            register,
        }
    }
}

impl Model {
    /// Judges an act on a case, `known` or not yet begun, by the rows of all entries before it,
    /// but for what [`Model::judge_sheet`] says of it.
    pub(super) fn judge_case(
        &self,
        rows: &dyn Rows,
        by: By,
        body: &Body,
        act: &CaseAct,
        known: Option<Arc<CaseRow>>,
    ) -> Result<Lawful, Stop> {
        let ground = self.office(rows)?.ok_or(Stop::Fault(Breach::NoOffice))?;
        let Ground { office, catalogue } = &ground;
        if office.key_of(body.person, by.index) != Some(by.author) {
            return Err(Stop::Fault(Breach::NotTheirKey(body.person)));
        }
        if office.standing != crate::office::Standing::Accepted {
            return Err(Stop::Fault(Breach::NotAccepted));
        }
        let at = at_of(by.entry, body).ok_or(Stop::Fault(Breach::NoCase))?;
        let case = known.as_ref().map(|row| &row.case);
        let follows = origin_of(act);
        if let Some(origin) = follows
            && !self.has_case(rows, &origin.case)?
        {
            return Err(Stop::Fault(Breach::FollowsOnNothing));
        }
        let register = register::Looked::at(rows, case, act)?;
        let refused = |refusal: Refusal| {
            let runs = case.map(|case| &case.procedure);
            let runs = runs.or_else(|| opening_of(act).map(|open| &open.procedure));
            refused(refusal, runs, body.person)
        };
        if let Some(why) = superseded(office, catalogue, act, body.seen.size) {
            return Err(refused(why));
        }
        let outcome = {
            let world = World {
                catalogue,
                office,
                facts: &RowFacts {
                    rows,
                    seen: Some(body.seen.size),
                },
                register: &register,
            };
            crate::procedure::act(&world, case, &at, act).map_err(|refusal| match refusal {
                Refusal::FactsUnread(e) => facts::unread(e),
                refusal => refused(refusal),
            })?
        };
        Ok(Lawful {
            definition: definition_of(catalogue, &outcome.case)?,
            follows: follows.is_some(),
            ground,
            register,
            known,
            outcome,
        })
    }

    /// The case that an entry is of, where it has begun.
    pub(super) fn known_to(
        &self,
        rows: &dyn Rows,
        body: &Body,
    ) -> Result<Option<Arc<CaseRow>>, Stop> {
        let case = body.case.ok_or(Stop::Fault(Breach::NoCase))?;
        self.shared_case(rows, &case)
    }

    /// The case as an act leaves it that is about to be signed with that key behind `size` entries,
    /// of which these are the rows. The fold will judge just so, as long as nothing else is written
    /// before. `None` where it would not be lawful, or cannot be told.
    pub(in crate::desk) fn foresee(
        &self,
        rows: &dyn Rows,
        (size, author): (u64, PublicKey),
        body: &Body,
        act: &CaseAct,
        known: Option<Arc<CaseRow>>,
    ) -> Option<Case> {
        let by = By {
            index: size,
            author,
            // It has no name before it is signed, and is judged by none.
            entry: EntryId([0; 32]),
        };
        let lawful = self.judge_case(rows, by, body, act, known).ok()?;
        self.judge_sheet(rows, &lawful, body).ok()?;
        Some(lawful.outcome.case)
    }

    /// Judges what an act says of a whole month's sheet, or of a whole year's.
    pub(super) fn judge_sheet(
        &self,
        rows: &dyn Rows,
        lawful: &Lawful,
        body: &Body,
    ) -> Result<(), Stop> {
        let Ground { office, catalogue } = &lawful.ground;
        let (definition, case) = (lawful.definition, &lawful.outcome.case);
        let signer = (body.person, body.recorded);
        let refused = |refusal| refused(refusal, Some(&case.procedure), body.person);
        match sheet::judge(rows, office, definition, case, signer)? {
            // What came between the look and the writing is nobody's fault: the review then covers
            // the sheet that it pinned, and settles nothing.
            Ok(()) | Err(Refusal::Sheet(SheetFault::Changed)) => {}
            Err(refusal) => return Err(refused(refusal)),
        }
        if definition.id.0 == year::YEAR_CLOSE {
            let open = self.open_cases(rows, year::Book::ALL.map(year::Book::law))?;
            let judged = year::judge(office, catalogue, (definition, case), signer, &open);
            judged.map_err(refused)?;
        }
        Ok(())
    }
}

/// What the rules of its day would have refused.
fn refused(refusal: Refusal, runs: Option<&DefRef>, by: PersonNo) -> Stop {
    Stop::Fault(Breach::Rules {
        refusal: Box::new(refusal),
        procedure: runs.cloned(),
        by,
    })
}

pub(super) fn definition_of<'a>(
    catalogue: &'a Catalogue,
    case: &Case,
) -> Result<&'a Definition, Stop> {
    catalogue
        .get(&case.procedure)
        .ok_or_else(|| Stop::Fault(Breach::NoProcedure(case.procedure.clone())))
}

/// How a new case begins, where the act begins one.
fn opening_of(act: &CaseAct) -> Option<&Opening> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref(),
        CaseAct::Request { open, .. } => open.as_ref(),
        _ => None,
    }
}

/// The case on which a new one follows.
pub(in crate::desk) fn origin_of(act: &CaseAct) -> Option<&Origin> {
    match act {
        CaseAct::Sign(sign) => sign.open.as_ref()?.origin.as_ref(),
        _ => None,
    }
}

/// What the machine needs of an entry beside the act.
pub(in crate::desk) fn at_of(entry: EntryId, body: &Body) -> Option<At> {
    Some(At {
        case: body.case?,
        unit: body.unit?,
        entry,
        person: body.person,
        capacity: body.capacity,
        happened: body.happened,
        recorded: body.recorded,
        day: body.day,
    })
}
