//! What is wrong with a definition, a layout or a file of settings, in words; for `cli` and screens
//! alike.
//!
//! | file | what |
//! |---|---|
//! | `definition` | what a definition says that it cannot say |
//! | `layout` | the same of a layout |
//! | `toml` | what the reader of TOML does not take |

mod definition;
mod layout;
#[cfg(test)]
mod tests;
mod toml;

pub use toml::fault as toml;

use super::{io, law_gist};
use crate::desk::{Fault, FaultKind};
use crate::form::LayoutFault;
use crate::locale::Locale;
use crate::procedure::{FaultPlace, Law, Wrong};
use crate::t;

/// What is wrong, without its line.
#[must_use]
pub fn fault(fault: &Fault, words: Locale) -> String {
    match &fault.what {
        FaultKind::Unread(kind) => t!(words, fault_unread, why = io::kind(*kind, words)),
        FaultKind::Definition(at, what) => of_definition(at, what, words),
        FaultKind::Layout(what) => layout::wrong(what, words),
        // No way at all leads into it.
        FaultKind::Unlawful { law, path } if path.is_empty() => {
            let (gist, what) = (law_gist(*law, words), t!(words, fault_never_begun));
            t!(words, fault_breaks, law = *law, gist = gist, what = what)
        }
        FaultKind::Unlawful { law, path } => t!(
            words,
            fault_proof,
            law = *law,
            gist = law_gist(*law, words),
            path = path.join(", ")
        ),
        FaultKind::States => t!(words, fault_states),
        FaultKind::NotThat(is) => t!(words, fault_not_that, is = is.as_str()),
        FaultKind::NotOfProgram => t!(words, fault_not_of_program),
        FaultKind::StillOpened(id) => t!(words, fault_still_opened, id = id.0.as_str()),
    }
}

/// What is wrong with a layout, with its file and line.
#[must_use]
pub fn layout(fault: &LayoutFault, words: Locale) -> String {
    let what = layout::wrong(&fault.what, words);
    t!(
        words,
        fault_file,
        file = fault.file.as_str(),
        line = fault.line,
        what = what
    )
}

/// What is wrong, in what, and with which law.
fn of_definition(at: &FaultPlace, what: &Wrong, words: Locale) -> String {
    let told = definition::wrong(what, words);
    let told = match what.law() {
        Some(law) => {
            let gist = law_gist(law, words);
            t!(words, fault_breaks, law = law, gist = gist, what = told)
        }
        None => told,
    };
    match at {
        FaultPlace::Whole => told,
        FaultPlace::Field(id) => t!(words, fault_in_field, id = id.0.as_str(), what = told),
        FaultPlace::Step(id) => t!(words, fault_in_step, id = id.0.as_str(), what = told),
        FaultPlace::Duty(nth) => t!(words, fault_in_duty, nth = *nth + 1, what = told),
    }
}

/// A law as data files write it.
fn law_name(law: Law) -> &'static str {
    match law {
        Law::Locking => "locking",
        Law::TakeOut => "take-out",
        Law::Sending => "sending",
        Law::Record => "record",
    }
}
