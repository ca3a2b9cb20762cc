//! What a verification finds, in words.

use crate::journal::{EntryFault, FindingKind};
use crate::locale::Locale;
use crate::t;
use crate::text::shown;

/// What a verification found in an entry.
#[must_use]
pub fn finding(kind: &FindingKind, words: Locale) -> String {
    match kind {
        FindingKind::Fault(fault) => match fault {
            EntryFault::Commit => t!(words, cli_finding_commit),
            EntryFault::Author => t!(words, cli_finding_author),
            EntryFault::Signature => t!(words, cli_finding_signature),
            EntryFault::Body(why) => {
                let why = why.to_string();
                t!(words, cli_finding_body, why = shown(&why).as_str())
            }
            EntryFault::Class => t!(words, cli_finding_class),
        },
        FindingKind::Office(office) => t!(words, cli_finding_office, office = office.to_string()),
        FindingKind::Repeated => t!(words, cli_finding_repeated),
        FindingKind::Erased => t!(words, cli_finding_erased),
        FindingKind::SeenAhead(size) => t!(words, cli_finding_seen_ahead, size = *size),
        FindingKind::SeenOther(size) => t!(words, cli_finding_seen_other, size = *size),
        FindingKind::AfterUnknown(_) => t!(words, cli_finding_after_unknown),
        FindingKind::AfterElsewhere(_) => t!(words, cli_finding_after_elsewhere),
        FindingKind::AfterPassed(_) => t!(words, cli_finding_after_passed),
        FindingKind::BegunTwice => t!(words, cli_finding_begun_twice),
    }
}
