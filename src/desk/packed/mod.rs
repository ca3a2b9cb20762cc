//! Values packed into few bytes: a verification puts every case that ended aside. Never read by
//! another run of the program: what it means is said by the types of this very program alone.
//!
//! Numbers take as many bytes as they need, a field of a struct has its place in it for a name, one
//! that is left out takes nothing, and ids and times stand as what they are, not as text.

mod read;
mod write;

pub(super) use read::unpack;
pub(super) use write::pack;

use std::fmt;

/// Why a value could not be packed or unpacked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a packed value: {0}")]
pub(super) struct PackError(String);

impl serde::ser::Error for PackError {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

impl serde::de::Error for PackError {
    fn custom<T: fmt::Display>(why: T) -> Self {
        Self(why.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{pack, unpack};
    use crate::calendar::{Moment, WorkDay};
    use crate::journal::{CaseId, EntryId};
    use proptest::prelude::*;
    use serde::{Deserialize, Serialize};
    use std::collections::BTreeMap;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Whole {
        number: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left_out: Option<u16>,
        kinds: Vec<Kind>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        flag: bool,
        named: BTreeMap<CaseId, Option<String>>,
        numbered: BTreeMap<u16, (char, u64)>,
        when: Moment,
        day: Option<WorkDay>,
        entry: Option<EntryId>,
        unit: (),
    }

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Nothing,
        One(u32),
        Two(i8, String),
        Named { a: bool, b: Option<Box<Kind>> },
    }

    fn kind() -> impl Strategy<Value = Kind> {
        prop_oneof![
            Just(Kind::Nothing),
            any::<u32>().prop_map(Kind::One),
            (any::<i8>(), ".{0,9}").prop_map(|(a, b)| Kind::Two(a, b)),
            (any::<bool>(), any::<Option<u32>>()).prop_map(|(a, b)| Kind::Named {
                a,
                b: b.map(|b| Box::new(Kind::One(b)))
            }),
        ]
    }

    prop_compose! {
        fn whole()(
            number: i64, left_out: Option<u16>, flag: bool,
            kinds in prop::collection::vec(kind(), 0..5),
            named: BTreeMap<[u8; 16], Option<String>>,
            numbered: BTreeMap<u16, (char, u64)>,
            when in -3_218_864_400i64..=253_402_268_399,
            entry: Option<[u8; 32]>,
        ) -> Whole {
            Whole {
                number,
                left_out,
                kinds,
                flag,
                named: named.into_iter().map(|(id, name)| (CaseId(id), name)).collect(),
                numbered,
                when: Moment::clamped(when),
                day: left_out.map(|_| WorkDay(Moment::clamped(when).date())),
                entry: entry.map(EntryId),
                unit: (),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_is_packed_is_unpacked(whole in whole()) {
            let bytes = pack(&whole).unwrap();
            prop_assert_eq!(unpack::<Whole>(&bytes).unwrap(), whole);
            prop_assert!(unpack::<Whole>(&bytes[..bytes.len() - 1]).is_err());
            prop_assert!(unpack::<Whole>(&[bytes, vec![0]].concat()).is_err());
        }

        #[test]
        fn any_bytes_end_in_a_value_or_an_error(bytes: Vec<u8>) {
            let _ = unpack::<Whole>(&bytes);
        }
    }
}
