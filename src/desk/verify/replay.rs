//! The replay: checked entries in their order, held against each other and judged by the rules and
//! roles of their day.

use super::Verification;
use super::again::Again;
use super::checked::{Checked, Said};
use super::rows::MemoryRows;
use crate::desk::adopt::{DETOURS, MOST_STATES};
use crate::desk::breach::{Breach, Unlawful};
use crate::desk::deed::Deed;
use crate::desk::error::DeskError;
use crate::desk::model::{Ground, Model};
use crate::desk::paper::{PRINTING, judge as judge_printing};
use crate::journal::merkle::Hash;
use crate::journal::{Finding, OfficeId, Verifier};
use crate::procedure::{CaseAct, DefId, DefRef, prove_watched};
use crate::store::{Aside, Snapshot};

/// A journal as far as it was replayed.
pub(super) struct Replay<'a> {
    verifier: Verifier<Again<'a>>,
    model: Model,
    rows: MemoryRows,
    findings: Vec<Finding>,
    unlawful: Vec<Unlawful>,
    size: u64,
}

impl<'a> Replay<'a> {
    /// Before the first entry of a journal, which `snapshot` shows.
    pub(super) fn new(office: OfficeId, snapshot: &'a Snapshot) -> Self {
        Self {
            verifier: Verifier::over(office, Again(snapshot)),
            model: Model::judging(Box::new(Aside::default())),
            rows: MemoryRows::default(),
            findings: Vec::new(),
            unlawful: Vec::new(),
            size: 0,
        }
    }

    /// How many entries were taken.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next entry.
    pub(super) fn take(&mut self, one: &Checked) -> Result<(), DeskError> {
        let found = self
            .verifier
            .feed_named(one.signed.id, &one.signed.leaf, one.said())?;
        self.findings.extend(found);
        let fault = match self.judge(one)? {
            Some(fault) => Some(fault),
            None => self.printed_another(one)?,
        };
        self.unlawful.extend(fault);
        self.size += 1;
        Ok(())
    }

    /// What was found, where `root` is what the file holds.
    pub(super) fn end(mut self, root: Hash, stopped: bool) -> Verification {
        if !stopped && let Some(ground) = self.model.ground() {
            self.unlawful.extend(unproved(&ground));
        }
        let checkpoint = self.verifier.checkpoint();
        Verification {
            root_differs: !stopped && checkpoint.root != root,
            checkpoint,
            findings: self.findings,
            unlawful: self.unlawful,
            stopped,
        }
    }

    fn judge(&mut self, one: &Checked) -> Result<Option<Unlawful>, DeskError> {
        let fault = |why: Breach| Unlawful {
            index: one.index,
            entry: one.signed.id,
            why,
        };
        let (body, deed) = match &one.said {
            Said::Whole(body, Ok(deed)) => (body, deed),
            Said::Whole(_, Err(unknown)) => return Ok(Some(fault(unknown.clone().into()))),
            // A body that reads is judged also where its signature does not hold: both are told.
            Said::Faulty(_, Ok((body, deed))) => (body, deed),
            Said::Faulty(_, Err(why)) => return Ok(Some(fault(why.clone()))),
        };
        self.model
            .judge(&mut self.rows, one.index, &one.signed, body, deed)
            .map_err(|e| DeskError::Row(e.to_string()))
    }

    /// A record of printing that names another journal than this one.
    fn printed_another(&self, one: &Checked) -> Result<Option<Unlawful>, DeskError> {
        let Said::Whole(_, Ok(Deed::Case(act))) = &one.said else {
            return Ok(None);
        };
        let CaseAct::Sign(sign) = act.as_ref() else {
            return Ok(None);
        };
        let opened = sign.open.as_ref().map(|open| &open.procedure);
        let Some(opened) = opened.filter(|procedure| procedure.id.0 == PRINTING) else {
            return Ok(None);
        };
        let ground = self.model.ground();
        let Some(definition) = ground.and_then(|ground| ground.catalogue.get(opened)) else {
            return Ok(None);
        };
        let judged = judge_printing(definition, &sign.values, |size| {
            if size > one.index {
                return Ok(None);
            }
            self.verifier.root_of(size)
        });
        Ok(judged?.err().map(|_| Unlawful {
            index: one.index,
            entry: one.signed.id,
            why: Breach::PrintedAnother,
        }))
    }
}

/// Adopted definitions that break a law all the same: the proof runs where they are signed, and a
/// program that left it out could have signed anything.
fn unproved(ground: &Ground) -> Vec<Unlawful> {
    let own = ground.office.procedures.iter().filter(|p| p.text.is_some());
    own.filter_map(|used| {
        let reference = DefRef {
            id: DefId::from(used.id.as_str()),
            rev: used.rev,
        };
        let definition = ground.catalogue.get(&reference)?;
        let watch = |states| states <= MOST_STATES;
        let proof = prove_watched(ground.catalogue, definition, DETOURS, &watch);
        let broken = proof.broken.first()?;
        Some(Unlawful {
            index: used.index,
            entry: used.entry,
            why: Breach::Unproved {
                id: reference.id,
                law: broken.law,
                what: broken.what,
            },
        })
    })
    .collect()
}
