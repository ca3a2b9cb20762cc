//! Signs and writes what many people do, in batches.

use super::sign_failed;
use crate::calendar::{Moment, Recorded};
use crate::desk::error::{SetUpError, SignError};
use crate::desk::keys::NewKey;
use crate::desk::model::Sealed;
use crate::desk::sign::{Hand, Heading, Proposal, new_entry};
use crate::desk::{Desk, LOCKING, definitions, random};
use crate::journal::{CaseId, EntryId, PersonNo, SittingId};
use crate::office::Office;
use crate::procedure::{Case, NoFacts, NothingGone, World};
use crate::store::{Batch, Log};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Writes entries of many people in batches, keeping each case that is open, and each day of a
/// place, as the last act left it: some thousands at most.
pub(super) struct Writer<'a> {
    pub(super) desk: &'a Desk,
    people: &'a BTreeMap<PersonNo, NewKey>,
    pub(super) office: Arc<Office>,
    cases: BTreeMap<CaseId, Case>,
    heads: BTreeMap<CaseId, EntryId>,
    batch: Batch,
    pub(super) written: u64,
}

/// How many entries are written together.
const BATCH: usize = 1000;

impl<'a> Writer<'a> {
    pub(super) fn new(
        desk: &'a Desk,
        people: &'a BTreeMap<PersonNo, NewKey>,
    ) -> Result<Self, SetUpError> {
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

    pub(super) fn act(
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
            heading: Heading {
                person,
                failed: 0,
                sitting: SittingId(random().map_err(sign_failed)?),
                terminal: &self.desk.terminal,
                seen: self.desk.seen(),
                recorded: Recorded(recorded),
            },
        };
        let office = Arc::clone(&self.office);
        let world = World {
            catalogue: definitions::catalogue_of(&office),
            office: &office,
            facts: &NoFacts,
            register: &NothingGone,
        };
        let after = self.heads.get(&proposal.case).copied();
        let (Sealed { entry, .. }, outcome) = hand
            .compose(&world, self.cases.get(&proposal.case), after, proposal)
            .map_err(sign_failed)?
            .map_err(|refusal| SetUpError::Entry(format!("story at {recorded}: {refusal:?}")))?;
        self.batch
            .entries
            .push(new_entry(&entry, proposal.case.0, after));
        self.heads.insert(proposal.case, entry.id());
        if outcome.case.state == crate::procedure::State::Open
            || outcome.case.procedure.id.0 == LOCKING
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

    pub(super) fn flush(&mut self) -> Result<(), SetUpError> {
        if self.batch.entries.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.batch);
        let appended = self
            .desk
            .store
            .append(&batch, self.desk.model.clone(), &mut self.desk.patience())
            .map_err(|e| sign_failed(SignError::Write(e)))?;
        self.desk.witnessed(&appended);
        Ok(())
    }
}
