//! Acts on the office: enrolment, new keys, people, roles, places, and their countersignatures.

use super::error::{LeftOut, SignError, Why};
use super::keys::{Opened, SideRow, invite_key, signed_now};
use super::model::Fresh;
use super::set_up::Slip;
use super::sign::{Hand, Heading, new_entry};
use super::{Desk, random};
use crate::calendar::Recorded;
use crate::journal::{
    Capacity, EntryId, InviteCode, KdfParams, PersonNo, Pin, Role, Signer, SittingId,
};
use crate::office::{Office, OfficeAct, OfficeRefusal, Person};
use crate::store::{AppendError, Batch, Log};

/// Who gets a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetIn {
    /// A new person.
    New(Box<Person>),
    /// A person who has no slip, or has lost it.
    Again(PersonNo),
}

/// One act on the office in a list that is written together.
struct Part<'a> {
    person: PersonNo,
    signer: &'a Signer,
    failed: u32,
    act: Deal,
}

/// An act, or a countersignature of the last act before it in the list.
enum Deal {
    Act(OfficeAct),
    Countersign,
}

impl Desk {
    /// The first manager's acceptance: the second entry of every office.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn accept(&self, person: PersonNo, code: &InviteCode, pin: &Pin) -> Result<(), SignError> {
        let view = self.view()?;
        pin.check(true)?;
        self.check_code(person, code, view.now)?;
        let new = self.new_key(person, pin, self.kdf(view.office.sample))?;
        let act = OfficeAct::Accept {
            key: new.signer.public(),
        };
        let side = vec![new.side, (invite_key(person), None)];
        self.write(&[one(person, &new.signer, act)], side).map(drop)
    }

    /// A person's enrolment, in person: their number, the code of their slip, a PIN of their
    /// choice, and a colleague's countersignature. Both entries are written together.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn enrol(
        &self,
        person: PersonNo,
        code: &InviteCode,
        pin: &Pin,
        colleague: (PersonNo, &Pin),
    ) -> Result<(), SignError> {
        let view = self.view()?;
        pin.check(view.office.confirms(person, view.today().0))?;
        self.check_code(person, code, view.now)?;
        let witness = self.open_key(&view, colleague.0, colleague.1)?;
        let new = self.new_key(person, pin, self.kdf(view.office.sample))?;
        let act = OfficeAct::Enrol {
            key: new.signer.public(),
        };
        let side = vec![
            new.side,
            (invite_key(person), None),
            signed_now(colleague.0, Recorded(view.now)),
        ];
        self.write(
            &[
                one(person, &new.signer, act),
                countersign(colleague.0, &witness),
            ],
            side,
        )
        .map(drop)
    }

    /// A new PIN in place of one that is known: a new key, signed by the old one.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn change_pin(&self, person: PersonNo, old: &Pin, new_pin: &Pin) -> Result<(), SignError> {
        let view = self.view()?;
        new_pin.check(view.office.confirms(person, view.today().0))?;
        let opened = self.open_key(&view, person, old)?;
        let new = self.new_key(person, new_pin, self.kdf(view.office.sample))?;
        let act = OfficeAct::ChangeKey {
            key: new.signer.public(),
        };
        let part = Part {
            person,
            signer: &opened.signer,
            failed: opened.failed,
            act: Deal::Act(act),
        };
        self.write(
            &[part],
            vec![new.side, signed_now(person, Recorded(view.now))],
        )
        .map(drop)
    }

    /// A new PIN in place of one that is forgotten: a new key, and the first of the two role holders
    /// who vouch for the person. Both entries and the sealed key are written together; the new key
    /// has no effect until somebody else has countersigned the entry that is given back, and the
    /// forgotten one stays the person's.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn renew(
        &self,
        person: PersonNo,
        new_pin: &Pin,
        voucher: (PersonNo, &Pin),
    ) -> Result<EntryId, SignError> {
        let view = self.view()?;
        new_pin.check(view.office.confirms(person, view.today().0))?;
        let opened = self.open_key(&view, voucher.0, voucher.1)?;
        let new = self.new_key(person, new_pin, self.kdf(view.office.sample))?;
        let act = OfficeAct::Renew {
            key: new.signer.public(),
        };
        let side = vec![new.side, signed_now(voucher.0, Recorded(view.now))];
        self.write(
            &[
                one(person, &new.signer, act),
                countersign(voucher.0, &opened),
            ],
            side,
        )
    }

    /// Countersigns an act that waits.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn countersign(
        &self,
        person: PersonNo,
        pin: &Pin,
        entry: EntryId,
    ) -> Result<(), SignError> {
        let act = OfficeAct::Countersign { entry };
        self.sign_office(person, pin, act, None)
    }

    /// An act on the office that waits for somebody else's signature: the entry that they name.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn sign_first(
        &self,
        person: PersonNo,
        pin: &Pin,
        act: OfficeAct,
    ) -> Result<EntryId, SignError> {
        self.sign_act(person, pin, act, None)
    }

    /// Any other act on the office; with a countersignature where it is given at once.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn sign_office(
        &self,
        person: PersonNo,
        pin: &Pin,
        act: OfficeAct,
        second: Option<(PersonNo, &Pin)>,
    ) -> Result<(), SignError> {
        self.sign_act(person, pin, act, second).map(drop)
    }

    fn sign_act(
        &self,
        person: PersonNo,
        pin: &Pin,
        act: OfficeAct,
        second: Option<(PersonNo, &Pin)>,
    ) -> Result<EntryId, SignError> {
        let view = self.view()?;
        self.prove_act(&view, &act)?;
        let opened = self.open_key(&view, person, pin)?;
        let witness = match second {
            Some((no, pin)) => Some((no, self.open_key(&view, no, pin)?)),
            None => None,
        };
        let mut side = vec![signed_now(person, Recorded(view.now))];
        let mut parts = vec![Part {
            person,
            signer: &opened.signer,
            failed: opened.failed,
            act: Deal::Act(act),
        }];
        if let Some((no, witness)) = &witness {
            parts.push(countersign(*no, witness));
            side.push(signed_now(*no, Recorded(view.now)));
        }
        self.write(&parts, side)
    }

    /// Several acts on the office, written together or not at all, each its own entry; those that
    /// need it countersigned by `second`. The people of `invite` get a slip each.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub(super) fn sign_office_list(
        &self,
        (person, pin): (PersonNo, &Pin),
        acts: &[OfficeAct],
        second: Option<(PersonNo, &Pin)>,
        invite: &[PersonNo],
    ) -> Result<Vec<Slip>, SignError> {
        let view = self.view()?;
        let opened = self.open_key(&view, person, pin)?;
        let witness = match second {
            Some((no, pin)) => Some((no, self.open_key(&view, no, pin)?)),
            None => None,
        };
        let mut side = vec![signed_now(person, Recorded(view.now))];
        let mut parts = Vec::with_capacity(acts.len());
        for act in acts {
            parts.push(Part {
                person,
                signer: &opened.signer,
                failed: opened.failed,
                act: Deal::Act(act.clone()),
            });
            if let Some((no, witness)) = &witness
                && act.waits_for_countersignature()
            {
                parts.push(countersign(*no, witness));
            }
        }
        side.extend(
            witness
                .iter()
                .map(|(no, _)| signed_now(*no, Recorded(view.now))),
        );
        let mut slips = Vec::with_capacity(invite.len());
        for person in invite {
            let (code, row) = self.new_invite(*person)?;
            side.push(row);
            slips.push(Slip {
                person: *person,
                code,
            });
        }
        self.write(&parts, side)?;
        Ok(slips)
    }

    /// Lets a person in: the record and what is kept of the slip's code are written together.
    ///
    /// # Errors
    /// [`SignError`]; nothing was recorded then.
    pub fn invite(
        &self,
        by: PersonNo,
        pin: &Pin,
        whom: LetIn,
    ) -> Result<(PersonNo, InviteCode), SignError> {
        let view = self.view()?;
        let opened = self.open_key(&view, by, pin)?;
        let (person, act) = match whom {
            LetIn::New(person) => (person.no, OfficeAct::Person(*person)),
            LetIn::Again(person) => (person, OfficeAct::Invite { person }),
        };
        let (code, side) = self.new_invite(person)?;
        let part = Part {
            person: by,
            signer: &opened.signer,
            failed: opened.failed,
            act: Deal::Act(act),
        };
        self.write(&[part], vec![side, signed_now(by, Recorded(view.now))])?;
        Ok((person, code))
    }

    /// An enrolment with keys that are open already: how the sample office lets its people in.
    pub(super) fn write_enrolment(
        &self,
        person: PersonNo,
        signer: &Signer,
        act: OfficeAct,
        witness: Option<(PersonNo, &Signer)>,
        side: Vec<SideRow>,
    ) -> Result<(), SignError> {
        let mut parts = vec![one(person, signer, act)];
        if let Some((no, signer)) = witness {
            parts.push(Part {
                person: no,
                signer,
                failed: 0,
                act: Deal::Countersign,
            });
        }
        self.write(&parts, side).map(drop)
    }

    pub(super) fn kdf(&self, sample: bool) -> KdfParams {
        if sample {
            KdfParams::SAMPLE
        } else {
            KdfParams::STANDARD
        }
    }

    /// Writes a list of acts on the office together, checking each against the office as the ones
    /// before leave it. Gives the entry of the last act back that is no countersignature of another
    /// in the list.
    fn write(&self, parts: &[Part<'_>], mut side: Vec<SideRow>) -> Result<EntryId, SignError> {
        let view = self.view()?;
        let mut office = Office::clone(&view.office);
        let sitting = SittingId(random()?);
        let recorded = Recorded(view.now);
        let mut own = Vec::new();
        let mut entries = Vec::new();
        let mut last_act: Option<EntryId> = None;
        for (position, part) in parts.iter().enumerate() {
            let act = match (&part.act, last_act) {
                (Deal::Act(act), _) => act.clone(),
                (Deal::Countersign, Some(entry)) => OfficeAct::Countersign { entry },
                (Deal::Countersign, None) => {
                    return Err(SignError::Entry("nothing to countersign".to_owned()));
                }
            };
            let hand = Hand {
                office: self.store.office(),
                signer: part.signer,
                heading: Heading {
                    person: part.person,
                    failed: part.failed,
                    sitting,
                    terminal: &self.terminal,
                    seen: self.seen(),
                    recorded,
                },
            };
            let index = view.snapshot.size() + position as u64;
            let sealed = hand
                .compose_office(&mut office, index, &act)?
                .map_err(|why| {
                    SignError::AllLeftOut(vec![LeftOut {
                        position,
                        case: None,
                        why,
                    }])
                })?;
            side.extend(self.beside(&view.office, &office, &act)?);
            if matches!(part.act, Deal::Act(_)) {
                last_act = Some(sealed.entry.id());
            }
            let chain = self.store.office().0;
            entries.push(new_entry(&sealed.entry, chain, sealed.body.after));
            own.push(sealed);
        }
        let batch = Batch { entries, side };
        let fold = Fresh::of(&self.model, own);
        match self.store.append(&batch, fold, &mut self.patience()) {
            Ok(appended) => {
                self.witnessed(&appended);
                last_act.ok_or_else(|| SignError::Entry("nothing to sign".to_owned()))
            }
            Err(AppendError::Stale { .. }) => Err(SignError::AllLeftOut(vec![LeftOut {
                position: 0,
                case: None,
                why: Why::Office(OfficeRefusal::Stale),
            }])),
            Err(e) => Err(SignError::Write(e)),
        }
    }
}

fn one(person: PersonNo, signer: &Signer, act: OfficeAct) -> Part<'_> {
    Part {
        person,
        signer,
        failed: 0,
        act: Deal::Act(act),
    }
}

fn countersign<'a>(person: PersonNo, opened: &'a Opened) -> Part<'a> {
    Part {
        person,
        signer: &opened.signer,
        failed: opened.failed,
        act: Deal::Countersign,
    }
}

/// In what capacity a person acts on the office: administrator or manager where they are one.
pub(super) fn office_capacity(office: &Office, person: PersonNo, recorded: Recorded) -> Capacity {
    office
        .capacity(
            person,
            &[Role::Administrator, Role::Manager, Role::Staff],
            recorded.0.date(),
        )
        .unwrap_or(Capacity::own(Role::Staff))
}
