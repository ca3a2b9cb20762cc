//! The names by which entries speak of things: stored values are ids, never labels.
//!
//! Byte ids are written as lowercase hexadecimal in JSON; numbered ids as integers.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Why a written id could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an id of {expected} lowercase hexadecimal digits")]
pub struct IdError {
    /// How many hexadecimal digits this kind of id has.
    pub expected: usize,
}

macro_rules! byte_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Reads lowercase hexadecimal, exactly as [`fmt::Display`] writes it.
            pub fn parse(hex: &str) -> Result<Self, IdError> {
                let wrong = IdError { expected: 2 * $len };
                let bytes = data_encoding::HEXLOWER
                    .decode(hex.as_bytes())
                    .map_err(|_| wrong.clone())?;
                bytes.try_into().map(Self).map_err(|_| wrong)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                // Kept in memory, and not written down, they stand as bytes.
                if !to.is_human_readable() {
                    return to.serialize_bytes(&self.0);
                }
                to.serialize_str(&self.to_string())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                if !from.is_human_readable() {
                    let bytes = <&[u8]>::deserialize(from)?;
                    return bytes.try_into().map(Self).map_err(D::Error::custom);
                }
                let hex = std::borrow::Cow::<str>::deserialize(from)?;
                Self::parse(&hex).map_err(D::Error::custom)
            }
        }
    };
}

byte_id!(
    /// One office directory: one journal, one tree.
    OfficeId,
    16
);
byte_id!(
    /// One run of a procedure. Random, or derived where two terminals must meet on the same case
    /// (a place on a day; a case opened by another).
    CaseId,
    16
);
byte_id!(
    /// The hash of an entry's leaf: `SHA-256(0x00 || leaf)`. Unique in a journal.
    EntryId,
    32
);
byte_id!(
    /// An Ed25519 public key as enrolled.
    PublicKey,
    32
);
byte_id!(
    /// SHA-256 of a text that an office runs under: a definition, byte for byte.
    TextDigest,
    32
);
byte_id!(
    /// One time somebody sat down: entries signed with one PIN share it.
    SittingId,
    8
);

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u16);
    };
}

number_id!(
    /// A person's fixed number, 1 to 999, two digits up to 99. Never given to anybody else.
    PersonNo
);
number_id!(
    /// 部課・担当, or a contract: who keeps its own records and forms.
    UnitId
);
number_id!(
    /// A place that is locked in the evening (施錠場所).
    PlaceId
);
number_id!(
    /// An item of the register (台帳).
    HoldingId
);

impl fmt::Display for PersonNo {
    /// Two digits, three above 99, as on the enrolment slip.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}
