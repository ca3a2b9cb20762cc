//! What an office entry says was done.

use super::contact::Contact;
use super::founding::{Founding, Settings};
use super::register::{Grant, Holding, Means, Person, Place, Unit};
use crate::calendar::OfficeDays;
use crate::journal::{EntryId, PersonNo, PublicKey, Role, TextDigest};
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One act on the office: the `act` of a body of class `office`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum OfficeAct {
    /// The first entry, signed by the founder's own key.
    Found(Box<Founding>),
    /// The second: the first manager's acceptance, signed by the key it brings.
    Accept {
        /// The acceptor's key.
        key: PublicKey,
    },
    /// Adds a person, or a new version of one. Adding one is also the invitation to enrol.
    Person(PersonChange),
    /// Adds a place, or a new version of one.
    Place(PlaceChange),
    /// Takes a means into use or out of it.
    Means(MeansChange),
    /// Adds a unit, or renames one.
    Unit(Unit),
    /// Adds an item to the register, or a new version of one.
    Holding(Holding),
    /// Adds somebody to call, or a new version of one.
    Contact(Contact),
    /// The office's own closed and open days, all of them as they now stand.
    Days {
        /// The days.
        days: OfficeDays,
    },
    /// New hours.
    Settings(Settings),
    /// A role with dates. No effect until countersigned.
    Grant(Grant),
    /// Ends a role. No effect until countersigned.
    EndGrant {
        /// Whose.
        person: PersonNo,
        /// Which.
        role: Role,
        /// The last day on which it is held.
        until: NaiveDate,
    },
    /// A new enrolment slip was made for a person.
    Invite {
        /// For whom.
        person: PersonNo,
    },
    /// A person's first key, signed by itself. No effect until countersigned.
    Enrol {
        /// The key.
        key: PublicKey,
    },
    /// A changed PIN: a new key, signed by the old one.
    ChangeKey {
        /// The new key.
        key: PublicKey,
    },
    /// A lost PIN: a new key, signed by itself. No effect until two role holders, or one and the
    /// recovery key, have countersigned.
    Renew {
        /// The new key.
        key: PublicKey,
    },
    /// 様式と手続を定める: a definition of the office's own, or a revision of one that it runs. No
    /// effect until countersigned.
    Adopt {
        /// Its name, as the text says.
        id: String,
        /// Its revision, as the text says: above all those that the office has run.
        rev: u32,
        /// The definition, byte for byte.
        text: String,
    },
    /// Takes a definition into use that came with a newer program. No effect until countersigned.
    TakeUp {
        /// Its name.
        id: String,
        /// Its revision.
        rev: u32,
        /// Of its text in the program.
        digest: TextDigest,
    },
    /// Ends the use of a definition: no case begins with it any more, and those that began with it
    /// go on. No effect until countersigned.
    Retire {
        /// Its name.
        id: String,
        /// Its revision.
        rev: u32,
    },
    /// 別途様式を定める: a layout of the office's own for one of its forms. No effect until
    /// countersigned.
    AdoptForm {
        /// The form, as the text says.
        id: String,
        /// One more than the last that the office adopted for it.
        rev: u32,
        /// The layout, byte for byte.
        text: String,
    },
    /// Ends the use of a layout of the office's own: the form is printed as the program brings it,
    /// or no more. No effect until countersigned.
    RetireForm {
        /// The form.
        id: String,
        /// The revision in force.
        rev: u32,
    },
    /// Gives effect to an act that waits for it.
    Countersign {
        /// The entry that waits.
        entry: EntryId,
    },
    /// Refuses an act that waits for a countersignature, or takes back one's own: it never has
    /// effect.
    Decline {
        /// The entry that waits.
        entry: EntryId,
        /// Why.
        reason: Text,
    },
}

impl OfficeAct {
    /// Whether it has no effect before somebody else has countersigned it.
    #[must_use]
    pub fn waits_for_countersignature(&self) -> bool {
        matches!(
            self,
            Self::Grant(_)
                | Self::EndGrant { .. }
                | Self::Enrol { .. }
                | Self::Renew { .. }
                | Self::Adopt { .. }
                | Self::TakeUp { .. }
                | Self::Retire { .. }
                | Self::AdoptForm { .. }
                | Self::RetireForm { .. }
        )
    }
}

/// A person as from now on.
pub type PersonChange = Person;
/// A place as from now on.
pub type PlaceChange = Place;
/// A means as from now on.
pub type MeansChange = Means;
