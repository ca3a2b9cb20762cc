//! What the rules on the office refuse.

use super::Told;
use crate::office::OfficeRefusal;
use crate::t;

/// Why an act on the office has no effect.
#[must_use]
pub fn office(refusal: &OfficeRefusal, told: Told<'_>) -> String {
    let words = told.words;
    match refusal {
        OfficeRefusal::Founding => t!(words, refusal_office_founding),
        OfficeRefusal::FoundingLacks => t!(words, refusal_office_lacks),
        OfficeRefusal::NotAccepted => t!(words, refusal_office_not_accepted),
        OfficeRefusal::CannotAccept => t!(words, refusal_office_cannot_accept),
        OfficeRefusal::Unknown(no) => t!(words, refusal_office_unknown, who = told.person(*no)),
        OfficeRefusal::NotTheirKey(no) => {
            t!(words, refusal_office_not_their_key, who = told.person(*no))
        }
        OfficeRefusal::NotTheirs(no) => {
            t!(words, refusal_office_not_theirs, who = told.person(*no))
        }
        OfficeRefusal::Enrolled(no) => t!(words, refusal_office_enrolled, who = told.person(*no)),
        OfficeRefusal::NotEnrolled(no) => {
            t!(words, refusal_office_not_enrolled, who = told.person(*no))
        }
        OfficeRefusal::KeyInUse => t!(words, refusal_office_key_in_use),
        OfficeRefusal::NothingWaits => t!(words, refusal_office_nothing_waits),
        OfficeRefusal::CannotCountersign(no) => t!(
            words,
            refusal_office_cannot_countersign,
            who = told.person(*no)
        ),
        OfficeRefusal::DoesNotFit => t!(words, refusal_office_does_not_fit),
        OfficeRefusal::Stale => t!(words, refusal_office_stale),
    }
}
