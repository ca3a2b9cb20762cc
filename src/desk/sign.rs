//! Signing: one person's secret, entered for exactly the list on the screen; each item its own
//! entry; all of them checked once more at the moment of writing.

use super::ahead::Prepared;
use super::deed::MACHINE;
use super::definitions::{judge, superseded};
use super::error::{LeftOut, SignError, Why};
use super::keys::{Opened, signed_now};
use super::model::{Fresh, Sealed, at_of, origin_of};
use super::office_acts::office_capacity;
use super::view::View;
use super::{Desk, DeskError, random};
use crate::calendar::{Happened, Recorded, WorkDay};
use crate::journal::{
    Body, Capacity, CaseId, Entry, EntryId, OfficeId, PersonNo, Pin, Role, Seen, Signer, SittingId,
    TerminalId, UnitId, seal_entry,
};
use crate::office::{Office, OfficeAct, OfficeAt};
use crate::procedure::{Acted, Case, CaseAct, Refusal, World};
use crate::store::{AppendError, Batch, Log, NewEntry, ReadLog, Stored};
use serde::Deserialize as _;
use std::collections::BTreeMap;

/// An act on a case that a person is about to sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The case.
    pub case: CaseId,
    /// Whose records.
    pub unit: UnitId,
    /// The last entry of the case that the signer saw; none for a case that begins.
    pub after: Option<EntryId>,
    /// The act.
    pub act: CaseAct,
    /// When it happened; now, where it is not said.
    pub happened: Option<Happened>,
    /// The working day it serves, where it serves one.
    pub day: Option<WorkDay>,
}

/// What was signed, and what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Places in the list and their entries.
    pub entries: Vec<(usize, CaseId, EntryId)>,
    /// What waited and was countersigned: its place behind those of the list, and the entry that
    /// waited.
    pub countersigned: Vec<(usize, EntryId)>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// When it was recorded.
    pub recorded: Recorded,
    /// Wrong tries before this signature; shown to the signer.
    pub failed_before: u32,
    /// When this person signed before; shown with them.
    pub previous: Option<Recorded>,
}

/// A person's key, opened by their PIN for one list.
pub struct OpenKey {
    pub(super) person: PersonNo,
    pub(super) opened: Opened,
}

/// A case as a list has left it so far.
struct Touched {
    /// The last entry that the signer saw.
    seen: Option<EntryId>,
    /// The last entry of the list.
    head: EntryId,
    case: Case,
}

/// How often a list is taken up again when others come first.
const ROUNDS: usize = 4;

impl Desk {
    /// Signs a list with one PIN. What the rules refuse, or what others did first, is left out and
    /// named; the rest is written together. Blocks for the key derivation and the disk: call it on
    /// a worker.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn sign(
        &self,
        person: PersonNo,
        pin: &Pin,
        list: &[Proposal],
    ) -> Result<Signed, SignError> {
        let prepared = self.prepare(person, list, &[]);
        self.sign_all(&self.open_person(person, pin)?, list, &[], prepared)
    }

    /// Opens a person's key for the list that is signed next; it is wiped when dropped.
    ///
    /// # Errors
    /// [`SignError`]; a wrong PIN is counted.
    pub fn open_person(&self, person: PersonNo, pin: &Pin) -> Result<OpenKey, SignError> {
        let view = self.view()?;
        let opened = self.open_key(&view, person, pin)?;
        Ok(OpenKey { person, opened })
    }

    /// Signs a list with a key that was opened for it.
    ///
    /// # Errors
    /// As [`Desk::sign`].
    pub fn sign_with(&self, key: &OpenKey, list: &[Proposal]) -> Result<Signed, SignError> {
        self.sign_all(key, list, &[], None)
    }

    /// Signs a list, and countersigns acts on the office that wait, with a key that was opened for
    /// both. The acts on the office follow those on cases. `prepared` is what [`Desk::prepare`]
    /// made of the same before the key was opened.
    ///
    /// # Errors
    /// As [`Desk::sign`].
    pub fn sign_all(
        &self,
        key: &OpenKey,
        list: &[Proposal],
        waiting: &[EntryId],
        prepared: Option<Prepared>,
    ) -> Result<Signed, SignError> {
        if let Some(prepared) = prepared
            && let Some(signed) = self.sign_prepared(key, prepared)?
        {
            return Ok(signed);
        }
        let (person, opened) = (key.person, &key.opened);
        if !waiting.is_empty() {
            let look = self.view()?;
            for entry in waiting {
                self.prove_act(&look, &OfficeAct::Countersign { entry: *entry })?;
            }
        }
        let whole = list.len() + waiting.len();
        let mut countersigned: Vec<(usize, EntryId)> = Vec::new();
        let sitting = SittingId(random()?);
        let mut left_out: Vec<LeftOut> = Vec::new();
        let mut signed = Vec::new();
        // Where what comes before in the list makes the next unlawful: up to there first.
        let mut up_to = whole;
        let mut last = None;
        for _ in 0..ROUNDS {
            let view = self.view()?;
            let recorded = Recorded(view.now);
            let hand = Hand {
                office: self.store.office(),
                signer: &opened.signer,
                heading: Heading {
                    person,
                    failed: opened.failed,
                    sitting,
                    terminal: &self.terminal,
                    seen: self.seen(),
                    recorded,
                },
            };
            let mut batch = Batch::default();
            let mut own = Vec::new();
            let mut entries = Vec::new();
            // Cases as this list has left them so far: found open, and locked again.
            let mut touched: BTreeMap<CaseId, Touched> = BTreeMap::new();
            for (position, proposal) in list.iter().enumerate() {
                let done = |(at, _, _): &(usize, CaseId, EntryId)| *at == position;
                if position >= up_to
                    || signed.iter().any(done)
                    || left_out.iter().any(|l| l.position == position)
                {
                    continue;
                }
                let touched_now = touched.get(&proposal.case);
                match self.entry_for(&view, &hand, touched_now, proposal)? {
                    Ok((new, sealed, case)) => {
                        entries.push((position, proposal.case, new.id));
                        let now = Touched {
                            seen: proposal.after,
                            head: new.id,
                            case,
                        };
                        touched.insert(proposal.case, now);
                        batch.entries.push(new);
                        own.push(sealed);
                    }
                    Err(why) => left_out.push(LeftOut {
                        position,
                        case: Some(proposal.case),
                        why,
                    }),
                }
            }
            // Made where a countersignature asks for it: an office is large.
            let mut office = None;
            let mut given = Vec::new();
            for (position, entry) in (list.len()..).zip(waiting) {
                let done = |(at, _): &(usize, EntryId)| *at == position;
                if position >= up_to
                    || countersigned.iter().any(done)
                    || left_out.iter().any(|l| l.position == position)
                {
                    continue;
                }
                let index = view.snapshot.size() + own.len() as u64;
                let act = OfficeAct::Countersign { entry: *entry };
                let office = office.get_or_insert_with(|| Office::clone(&view.office));
                match hand.compose_office(office, index, &act)? {
                    Ok(sealed) => {
                        let chain = self.store.office().0;
                        let new = new_entry(&sealed.entry, chain, sealed.body.after);
                        batch.entries.push(new);
                        batch.side.extend(self.beside(&view.office, office, &act)?);
                        own.push(sealed);
                        given.push((position, *entry));
                    }
                    Err(why) => left_out.push(LeftOut {
                        position,
                        case: None,
                        why,
                    }),
                }
            }
            if !own.is_empty() {
                batch.side.push(signed_now(person, recorded));
                let fold = Fresh::of(&self.model, own);
                match self.store.append(&batch, fold, &mut self.patience()) {
                    Ok(appended) => {
                        self.witnessed(&appended);
                        signed.append(&mut entries);
                        countersigned.append(&mut given);
                        last = Some(recorded);
                    }
                    // Somebody came between the look and the write: look again, name them, go on.
                    Err(AppendError::Stale { .. }) => continue,
                    Err(AppendError::Fold { index, .. })
                        if index > view.snapshot.size() && !self.store_grew(&view)? =>
                    {
                        let nth = usize::try_from(index - view.snapshot.size()).unwrap_or(0);
                        up_to = entries.get(nth).map_or(up_to, |(at, _, _)| *at);
                        continue;
                    }
                    Err(AppendError::Fold { .. }) if self.store_grew(&view)? => continue,
                    Err(e) => return Err(SignError::Write(e)),
                }
            }
            if up_to < whole {
                up_to = whole;
                continue;
            }
            break;
        }
        match last {
            Some(recorded) => Ok(Signed {
                entries: signed,
                countersigned,
                left_out,
                recorded,
                failed_before: opened.failed,
                previous: opened.previous,
            }),
            None => Err(SignError::AllLeftOut(left_out)),
        }
    }

    /// Whether others have written since that look.
    fn store_grew(&self, view: &View) -> Result<bool, SignError> {
        let now = self.store.size_and_root().map_err(DeskError::from)?.0;
        Ok(now > view.snapshot.size())
    }

    /// Makes the entry for one proposal, or says why not. A further act on a case that this very
    /// list has touched, seen in the same state, follows on what the list has done.
    fn entry_for(
        &self,
        view: &View,
        hand: &Hand<'_>,
        touched: Option<&Touched>,
        proposal: &Proposal,
    ) -> Result<Result<(NewEntry, Sealed, Case), Why>, SignError> {
        let row = view.case_row(proposal.case)?;
        if let Some(origin) = origin_of(&proposal.act)
            && view.case_row(origin.case)?.is_none()
        {
            return Ok(Err(Why::Rules(Box::new(Refusal::NoCase))));
        }
        let (case, after) = match touched.filter(|t| t.seen == proposal.after) {
            Some(touched) => (Some(&touched.case), Some(touched.head)),
            None => {
                let case = row.as_ref().map(|r| &r.case);
                let head = case.and_then(|c| c.head);
                if head != proposal.after {
                    return Ok(Err(self.first(view, proposal.case)?));
                }
                (case, head)
            }
        };
        let refused = |refusal| Ok(Err(Why::Rules(Box::new(refusal))));
        let (sealed, acted) = match hand.compose(&view.world(), case, after, proposal)? {
            Ok(composed) => composed,
            Err(refusal) => return refused(refusal),
        };
        match view.judges_sheet(&acted.case, (hand.heading.person, hand.heading.recorded))? {
            Ok(()) => {
                let new = new_entry(&sealed.entry, proposal.case.0, after);
                Ok(Ok((new, sealed, acted.case)))
            }
            Err(refusal) => refused(refusal),
        }
    }

    /// Who came first: the author of the case's last entry.
    fn first(&self, view: &View, case: CaseId) -> Result<Why, SignError> {
        let (_, stored) = view
            .snapshot
            .last_of(&case.0)
            .map_err(DeskError::from)?
            .ok_or_else(|| SignError::Entry("the case has no entry".to_owned()))?;
        let body = super::read_body(&stored)?;
        Ok(Why::First {
            by: body.person,
            at: body.recorded,
            entry: stored.id(),
        })
    }
}

/// What the bodies of a list have in common: one person at one terminal.
pub(super) struct Heading<'a> {
    pub(super) person: PersonNo,
    pub(super) failed: u32,
    pub(super) sitting: SittingId,
    pub(super) terminal: &'a TerminalId,
    pub(super) seen: Seen,
    pub(super) recorded: Recorded,
}

impl Heading<'_> {
    /// What a proposal says, by a procedure that is in use. Whether the rules allow the act is not
    /// asked yet.
    pub(super) fn body(
        &self,
        world: &World<'_>,
        case: Option<&Case>,
        after: Option<EntryId>,
        proposal: &Proposal,
    ) -> Result<Result<Body, Refusal>, SignError> {
        if let Some(refusal) = superseded(world.office, world.catalogue, &proposal.act, u64::MAX) {
            return Ok(Err(refusal));
        }
        let happened = proposal.happened.unwrap_or(Happened(self.recorded.0));
        let capacity = crate::procedure::capacity_for(
            world,
            case,
            &proposal.act,
            self.person,
            happened,
            self.recorded,
        )
        .unwrap_or(Capacity::own(Role::Staff));
        let act =
            serde_json::to_value(&proposal.act).map_err(|e| SignError::Entry(e.to_string()))?;
        // What is judged is what will be read.
        debug_assert_eq!(
            CaseAct::deserialize(&act).ok().as_ref(),
            Some(&proposal.act)
        );
        Ok(Ok(Body {
            machine: MACHINE,
            unit: Some(proposal.unit),
            person: self.person,
            capacity,
            recorded: self.recorded,
            happened,
            day: proposal.day,
            sitting: self.sitting,
            terminal: self.terminal.clone(),
            seen: self.seen,
            case: Some(proposal.case),
            after,
            failed: self.failed,
            act,
        }))
    }
}

/// The same with an opened key.
pub(super) struct Hand<'a> {
    pub(super) office: OfficeId,
    pub(super) signer: &'a Signer,
    pub(super) heading: Heading<'a>,
}

impl Hand<'_> {
    /// Makes the entry of a proposal on a case as it stands, where the rules allow it.
    pub(super) fn compose(
        &self,
        world: &World<'_>,
        case: Option<&Case>,
        after: Option<EntryId>,
        proposal: &Proposal,
    ) -> Result<Result<(Sealed, Acted), Refusal>, SignError> {
        let body = match self.heading.body(world, case, after, proposal)? {
            Ok(body) => body,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let sealed = seal(self.signer, self.office, body)?;
        let Some(at) = at_of(sealed.entry.id(), &sealed.body) else {
            return Err(SignError::Entry(
                "an act on a case without a case".to_owned(),
            ));
        };
        Ok(crate::procedure::act(world, case, &at, &proposal.act).map(|acted| (sealed, acted)))
    }
}

/// Signs a body.
pub(super) fn seal(signer: &Signer, office: OfficeId, body: Body) -> Result<Sealed, SignError> {
    let entry = seal_entry(signer, office, random()?, &body)
        .map_err(|e| SignError::Entry(e.to_string()))?;
    Ok(Sealed { entry, body })
}

impl Hand<'_> {
    /// Makes the entry of an act on the office as it stands and as the act leaves it, where the
    /// rules allow it. `index` is where it will stand in the journal.
    pub(super) fn compose_office(
        &self,
        office: &mut Office,
        index: u64,
        act: &OfficeAct,
    ) -> Result<Result<Sealed, Why>, SignError> {
        let heading = &self.heading;
        let body = Body {
            machine: MACHINE,
            unit: None,
            person: heading.person,
            capacity: office_capacity(office, heading.person, heading.recorded),
            recorded: heading.recorded,
            happened: Happened(heading.recorded.0),
            day: None,
            sitting: heading.sitting,
            terminal: heading.terminal.clone(),
            seen: heading.seen,
            case: None,
            after: office.head,
            failed: heading.failed,
            act: serde_json::to_value(act).map_err(|e| SignError::Entry(e.to_string()))?,
        };
        let sealed = seal(self.signer, self.office, body)?;
        let at = OfficeAt {
            entry: sealed.entry.id(),
            index,
            person: heading.person,
            key: self.signer.public(),
            recorded: heading.recorded,
        };
        if let Err(faults) = judge(office, act) {
            return Ok(Err(Why::Definition(faults)));
        }
        Ok(match office.apply(&at, act) {
            Ok(()) => Ok(sealed),
            Err(refusal) => Err(Why::Office(refusal)),
        })
    }
}

/// An entry as the store takes it.
pub(super) fn new_entry(entry: &Entry, chain: [u8; 16], after: Option<EntryId>) -> NewEntry {
    NewEntry {
        entry: Stored::from(entry),
        id: entry.id(),
        chain,
        after,
    }
}
