//! What of a signature needs no key, done before the key is opened: the look at the office, the
//! judgement, the body. Once the PIN has opened it, only the signature itself and the disk are
//! waited for.
//!
//! Nothing depends on it: where anything is not as it was foreseen, the list is signed from the
//! beginning, and that says why not.

use super::Desk;
use super::error::SignError;
use super::keys::signed_now;
use super::model::{Fresh, Sealed};
use super::random;
use super::sign::{Heading, OpenKey, Proposal, Signed, new_entry};
use crate::calendar::Recorded;
use crate::journal::{CaseId, Draft, EntryId, PersonNo, PublicKey, SittingId};
use crate::store::{AppendError, Batch, Log as _};
use std::sync::Arc;

/// How old it may be, in seconds, for its time to be that of the signature.
const FRESH: i64 = 5;

/// One act that a person may sign as the journal stands; see [`Desk::prepare`].
pub struct Prepared {
    case: CaseId,
    draft: Draft,
    salt: [u8; 32],
    author: PublicKey,
    /// How many entries the journal had.
    size: u64,
}

impl Desk {
    /// Does all for a list of one act that needs no key. `None` where there is nothing to prepare:
    /// also where the act would be refused, which signing then tells.
    #[must_use]
    pub fn prepare(
        &self,
        person: PersonNo,
        list: &[Proposal],
        waiting: &[EntryId],
    ) -> Option<Prepared> {
        match (list, waiting) {
            ([proposal], []) => self.foreseen(person, proposal).ok().flatten(),
            _ => None,
        }
    }

    fn foreseen(
        &self,
        person: PersonNo,
        proposal: &Proposal,
    ) -> Result<Option<Prepared>, SignError> {
        let (view, seen) = (self.view()?, self.seen());
        let size = view.size();
        let Some(author) = view.office.current_key(person) else {
            return Ok(None);
        };
        let row = view.case_row(proposal.case)?.map(Arc::new);
        let case = row.as_ref().map(|r| &r.case);
        let after = case.and_then(|c| c.head);
        // By the facts that the signature is a witness of: those are all that there are.
        if seen.size != size || after != proposal.after {
            return Ok(None);
        }
        let recorded = Recorded(view.now);
        let heading = Heading {
            person,
            failed: 0,
            sitting: SittingId(random()?),
            terminal: &self.terminal,
            seen,
            recorded,
        };
        let Ok(body) = heading.body(&view.world(), case, after, proposal)? else {
            return Ok(None);
        };
        let rows = view.rows()?;
        let judged = self
            .model
            .foresee(&rows, (size, author), &body, &proposal.act, row);
        let Some(judged) = judged else {
            return Ok(None);
        };
        let Ok(draft) = Draft::of(body) else {
            return Ok(None);
        };
        let sheet = view.judges_sheet(&judged, (person, recorded))?;
        Ok(sheet.is_ok().then_some(Prepared {
            case: proposal.case,
            draft,
            salt: random()?,
            author,
            size,
        }))
    }

    /// Signs what was prepared. `None` where it must be signed from the beginning.
    pub(super) fn sign_prepared(
        &self,
        key: &OpenKey,
        prepared: Prepared,
    ) -> Result<Option<Signed>, SignError> {
        let Prepared {
            case,
            draft,
            salt,
            author,
            size,
        } = prepared;
        let (person, opened) = (key.person, &key.opened);
        let recorded = draft.body().recorded;
        let age = self.now().unix() - recorded.0.unix();
        // It tells no wrong tries.
        if opened.failed > 0
            || draft.body().person != person
            || author != opened.signer.public()
            || !(0..=FRESH).contains(&age)
        {
            return Ok(None);
        }
        let (entry, body) = draft.seal(&opened.signer, self.store.office(), salt);
        let new = new_entry(&entry, case.0, body.after);
        let id = new.id;
        let batch = Batch {
            entries: vec![new],
            side: vec![signed_now(person, recorded)],
        };
        let fold = Fresh::foreseen(&self.model, Sealed { entry, body }, size);
        match self.store.append(&batch, fold, &mut self.patience()) {
            Ok(appended) => {
                self.witnessed(&appended);
                Ok(Some(Signed {
                    entries: vec![(0, case, id)],
                    countersigned: Vec::new(),
                    left_out: Vec::new(),
                    recorded,
                    failed_before: opened.failed,
                    previous: opened.previous,
                }))
            }
            Err(AppendError::Stale { .. } | AppendError::Fold { .. }) => Ok(None),
            Err(e) => Err(SignError::Write(e)),
        }
    }
}
