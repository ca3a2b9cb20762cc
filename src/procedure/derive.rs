//! Names of cases that two terminals must arrive at without asking each other.

use super::definition::DefId;
use crate::calendar::WorkDay;
use crate::journal::{CaseId, EntryId, OfficeId, PlaceId};
use sha2::{Digest, Sha256};

/// The case that the `n`-th consequence of `entry` opens. `n` counts from 0 in the order of the
/// outcome's effects.
#[must_use]
pub fn derived_case(entry: EntryId, n: u16, procedure: &DefId) -> CaseId {
    name(
        b"kagiban/1 derived case\0",
        &[&entry.0, &n.to_be_bytes(), procedure.0.as_bytes()],
    )
}

/// The case of one place on one working day.
#[must_use]
pub fn day_case(office: OfficeId, procedure: &DefId, place: PlaceId, day: WorkDay) -> CaseId {
    name(
        b"kagiban/1 day case\0",
        &[
            &office.0,
            &place.0.to_be_bytes(),
            day.to_string().as_bytes(),
            procedure.0.as_bytes(),
        ],
    )
}

/// The first 16 bytes of SHA-256 over the domain and the parts; only the last part varies in
/// length, so that no two lists of parts read the same.
fn name(domain: &[u8], parts: &[&[u8]]) -> CaseId {
    let mut hash = Sha256::new();
    hash.update(domain);
    for part in parts {
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    CaseId(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_terminals_meet_on_the_same_case_and_on_no_other() {
        let day: WorkDay = "2026-11-17".parse().unwrap();
        let other: WorkDay = "2026-11-18".parse().unwrap();
        let office = OfficeId([7; 16]);
        let locking = DefId::from("locking");
        let case = day_case(office, &locking, PlaceId(3), day);
        assert_eq!(case, day_case(office, &locking, PlaceId(3), day));
        assert_eq!(case.to_string(), "c69778f5fa16054c72bc11292b82ff33");
        assert_ne!(case, day_case(office, &locking, PlaceId(4), day));
        assert_ne!(case, day_case(office, &locking, PlaceId(3), other));
        assert_ne!(case, day_case(OfficeId([8; 16]), &locking, PlaceId(3), day));
        let entry = EntryId([1; 32]);
        assert_ne!(
            derived_case(entry, 0, &locking),
            derived_case(entry, 1, &locking)
        );
    }
}
