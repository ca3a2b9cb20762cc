//! What an entry says: the signed statement of one act, as one JSON object.

use super::merkle::Hash;
use super::{Capacity, CaseId, EntryId, PersonNo, SittingId, UnitId};
use super::{canonical, strict};
use crate::calendar::{Happened, Recorded, WorkDay};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Map, Value};
use std::fmt;

/// The version of the envelope that this program reads and writes.
pub const BODY_VERSION: u64 = 1;

/// Why bytes are not a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// More than [`strict::MAX_BYTES`]; how many there are.
    #[error("{0} bytes are too many for one entry")]
    TooLarge(usize),
    /// Not UTF-8 from this byte on.
    #[error("not UTF-8 from byte {0} on")]
    Utf8(usize),
    /// Not JSON.
    #[error("not JSON at line {line}, column {column}")]
    Json {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
    /// Something follows the object.
    #[error("something follows the object")]
    Trailing,
    /// Deeper than [`strict::MAX_DEPTH`].
    #[error("nested too deep")]
    TooDeep,
    /// A number with a fraction, an exponent or a negative zero.
    #[error("a number that is not an integer")]
    Float,
    /// An integer beyond ±2^53.
    #[error("an integer beyond 2^53")]
    Integer,
    /// A key that stands twice in one object.
    #[error("the key {0:?} stands twice")]
    Duplicate(String),
    /// A text that is not composed (NFC).
    #[error("a text that is not in normalisation form C: {0:?}")]
    NotNfc(String),
    /// A control character other than the line feed.
    #[error("the control character U+{:04X} in a text", u32::from(*.0))]
    Control(char),
    /// The whole is not an object.
    #[error("not an object")]
    NotAnObject,
    /// Written by another version of the envelope.
    #[error("version {0} of the envelope is unknown here")]
    Version(u64),
    /// A key of the envelope is missing.
    #[error("the key {0:?} is missing")]
    Missing(&'static str),
    /// A key that the envelope does not know.
    #[error("the envelope does not know the key {0:?}")]
    Unknown(String),
    /// The value under this key is not what the envelope asks for, or not written the one way.
    #[error("the value of {0:?} is not what it must be")]
    Value(&'static str),
}

/// The tree that the signer's terminal had verified: each signature is a witness of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// How many entries.
    pub size: u64,
    /// The root over them.
    #[serde(with = "hex_hash")]
    pub root: Hash,
}

/// A terminal's name: 1 to 32 of `A-Z a-z 0-9 . _ -`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TerminalId(String);

/// Why a terminal's name could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a terminal name: 1 to 32 of A-Z a-z 0-9 . _ -")]
pub struct TerminalIdError;

impl TerminalId {
    /// Reads a name as it is written.
    pub fn parse(name: &str) -> Result<Self, TerminalIdError> {
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        if (1..=32).contains(&name.len()) && name.bytes().all(fits) {
            Ok(Self(name.to_owned()))
        } else {
            Err(TerminalIdError)
        }
    }

    /// What a terminal is called whose host has no usable name.
    #[must_use]
    pub fn unnamed() -> Self {
        Self("terminal".to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TerminalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for TerminalId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for TerminalId {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// The statement that is signed. Values are ids, never labels. Its version is [`BODY_VERSION`].
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// The version of the rules (the step machine) under which the act was accepted.
    pub machine: u32,
    /// 部課・担当, where the act belongs to one.
    pub unit: Option<UnitId>,
    /// Who signs; 1 to 999.
    pub person: PersonNo,
    /// In what capacity.
    pub capacity: Capacity,
    /// When it was written down.
    pub recorded: Recorded,
    /// When it happened.
    pub happened: Happened,
    /// Which working day it serves, where it serves one.
    pub day: Option<WorkDay>,
    /// The sitting: entries signed with one PIN share it.
    pub sitting: SittingId,
    /// At which terminal.
    pub terminal: TerminalId,
    /// What this terminal had verified.
    pub seen: Seen,
    /// The case; without one the entry belongs to the office.
    pub case: Option<CaseId>,
    /// The last entry of the same case (or of the office) that the signer saw.
    pub after: Option<EntryId>,
    /// Wrong PIN tries of this person since their last signed entry.
    pub failed: u32,
    /// The act: an object, whose meaning `procedure` and `desk` know.
    pub act: Value,
}

impl Body {
    /// One compact JSON object, keys in the order of the fields above after `v`.
    ///
    /// These bytes are stored and never made again. They are sure to be read back only when `act`
    /// obeys the limits of the journal; [`seal_entry`](super::seal_entry) checks that.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        // Serialising these types into memory cannot fail; were it to, the empty text that is
        // left would be refused by `parse`.
        serde_json::to_vec(&Written {
            v: BODY_VERSION,
            machine: self.machine,
            unit: self.unit,
            person: self.person,
            capacity: self.capacity,
            recorded: &self.recorded,
            happened: &self.happened,
            day: self.day.as_ref(),
            sitting: self.sitting,
            terminal: &self.terminal,
            seen: self.seen,
            case: self.case,
            after: self.after,
            failed: self.failed,
            act: &self.act,
        })
        .unwrap_or_default()
    }

    /// Reads a body, leaving nothing open: see [`BodyError`] for what is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, BodyError> {
        let as_written = (bytes.len() <= strict::MAX_BYTES)
            .then(|| std::str::from_utf8(bytes).ok())
            .flatten()
            .and_then(canonical::read);
        match as_written {
            Some(body) => Ok(body),
            None => Self::parse_any(bytes),
        }
    }

    /// The general reading, whatever the order of the keys and the spelling of the texts.
    fn parse_any(bytes: &[u8]) -> Result<Self, BodyError> {
        let Value::Object(map) = strict::parse(bytes)? else {
            return Err(BodyError::NotAnObject);
        };
        let mut keys = Keys(map);
        let version: u64 = keys.need("v")?;
        if version != BODY_VERSION {
            return Err(BodyError::Version(version));
        }
        let body = Self {
            machine: keys.need("machine")?,
            unit: keys.may("unit")?,
            person: keys.need("person")?,
            capacity: keys.need("capacity")?,
            recorded: keys.need("recorded")?,
            happened: keys.need("happened")?,
            day: keys.may("day")?,
            sitting: keys.need("sitting")?,
            terminal: keys.need("terminal")?,
            seen: keys.need("seen")?,
            case: keys.may("case")?,
            after: keys.may("after")?,
            failed: keys.need("failed")?,
            act: keys.need("act")?,
        };
        if let Some(key) = keys.0.keys().next() {
            return Err(BodyError::Unknown(key.clone()));
        }
        body.within()?;
        Ok(body)
    }

    /// What the types leave open.
    fn within(&self) -> Result<(), BodyError> {
        if !(1..=999).contains(&self.person.0) {
            return Err(BodyError::Value("person"));
        }
        if !self.act.is_object() {
            return Err(BodyError::Value("act"));
        }
        Ok(())
    }

    pub(super) fn is_within(&self) -> bool {
        self.within().is_ok()
    }
}

/// The envelope as it is written: this order of keys, absent ones left out.
#[derive(Serialize)]
struct Written<'a> {
    v: u64,
    machine: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<UnitId>,
    person: PersonNo,
    capacity: Capacity,
    recorded: &'a Recorded,
    happened: &'a Happened,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<&'a WorkDay>,
    sitting: SittingId,
    terminal: &'a TerminalId,
    seen: Seen,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<CaseId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<EntryId>,
    failed: u32,
    act: &'a Value,
}

/// The keys of an envelope not yet read.
struct Keys(Map<String, Value>);

impl Keys {
    fn may<T: DeserializeOwned + Serialize>(
        &mut self,
        key: &'static str,
    ) -> Result<Option<T>, BodyError> {
        let wrong = |_| BodyError::Value(key);
        let Some(value) = self.0.remove(key) else {
            return Ok(None);
        };
        let read: T = T::deserialize(&value).map_err(wrong)?;
        // One meaning has one spelling: what would be written otherwise is not read.
        if serde_json::to_value(&read).map_err(wrong)? != value {
            return Err(BodyError::Value(key));
        }
        Ok(Some(read))
    }

    fn need<T: DeserializeOwned + Serialize>(&mut self, key: &'static str) -> Result<T, BodyError> {
        self.may(key)?.ok_or(BodyError::Missing(key))
    }
}

/// A hash as lowercase hexadecimal.
mod hex_hash {
    use super::{Deserializer, EntryId, Hash, Serializer};
    use serde::{Deserialize as _, Serialize as _};

    pub fn serialize<S: Serializer>(hash: &Hash, to: S) -> Result<S::Ok, S::Error> {
        EntryId(*hash).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Hash, D::Error> {
        EntryId::deserialize(from).map(|id| id.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LOCKING: &str = concat!(
        r#"{"v":1,"machine":1,"unit":3,"person":2,"capacity":{"role":"manager","through":"deputy"},"#,
        r#""recorded":"2026-11-17T18:42:10+09:00","happened":"2026-11-17T18:40:00+09:00","#,
        r#""day":"2026-11-17","sitting":"4444444444444444","terminal":"t1","seen":{"size":20,"#,
        r#""root":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"#,
        r#""case":"55555555555555555555555555555555","#,
        r#""after":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","#,
        r#""failed":3,"act":{"note":"鍵は髙橋へ\n以上","place":2,"sign":["lock"]}}"#
    );

    /// Whatever the quick reading takes, the general one takes too and makes the same of it.
    fn agree(text: &str) -> bool {
        let quick = canonical::read(text);
        if let Some(body) = &quick {
            assert_eq!(
                Body::parse_any(text.as_bytes()).as_ref(),
                Ok(body),
                "{text}"
            );
        }
        quick.is_some()
    }

    #[test]
    fn what_this_program_writes_is_read_quickly() {
        assert!(agree(LOCKING));
        let whole = Body::parse_any(LOCKING.as_bytes()).unwrap();
        let office = Body {
            unit: None,
            day: None,
            case: None,
            after: None,
            capacity: Capacity::own(crate::journal::Role::Staff),
            ..whole.clone()
        };
        for body in [whole, office] {
            assert!(agree(std::str::from_utf8(&body.to_bytes()).unwrap()));
        }
    }

    #[test]
    fn another_spelling_is_left_to_the_general_reading() {
        for (from, to) in [
            (r#""v":1"#, r#""v": 1"#),
            (r#""v":1"#, r#""v":01"#),
            (r#""v":1"#, r#""v":1.0"#),
            (r#""v":1"#, r#""v":2"#),
            (r#""unit":3"#, r#""unit":70000"#),
            (r#""person":2"#, r#""person":0"#),
            (r#""person":2"#, r#""person":1000"#),
            (r#""size":20"#, r#""size":9007199254740993"#),
            (r#""failed":3"#, r#""failed":-3"#),
            (r#""failed":3"#, r#""failed":3,"failed":3"#),
            (r#""t1""#, r#""t\u0031""#),
            (r#""deputy""#, "null"),
            ("\"act\":{", "\"act\":{\"place\":1,"),
            ("\"act\":{", "\"act\":{\"x\":1.5,"),
            ("以上", "か\u{3099}"),
            ("以上", "\\t"),
            ("]}}", "]},\"act\":{}}"),
            ("]}}", "]}}}"),
            ("]}}", "]}"),
            ("{\"note", "[{\"note"),
        ] {
            assert!(LOCKING.contains(from), "{from}");
            let other = LOCKING.replacen(from, to, 1);
            assert!(!agree(&other), "{other}");
        }
        let deep = "[".repeat(strict::MAX_DEPTH - 2) + &"]".repeat(strict::MAX_DEPTH - 2);
        assert!(agree(&LOCKING.replace(r#"["lock"]"#, &deep)));
        assert!(!agree(
            &LOCKING.replace(r#"["lock"]"#, &format!("[{deep}]"))
        ));
    }

    proptest! {
        #[test]
        fn the_two_readings_agree_whatever_is_changed(
            at in 0..LOCKING.len(), to in r#"["\\{}\[\]:,0-9a-fT+. -]{0,3}"#, cut in 0..4_usize
        ) {
            let mut bytes = LOCKING.as_bytes().to_vec();
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, to.bytes());
            if let Ok(text) = std::str::from_utf8(&bytes) {
                agree(text);
            }
        }
    }
}
