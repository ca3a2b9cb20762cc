//! Why an entry changes nothing, in words: what a verification tells of it.

use super::refusal::{self, Told};
use crate::desk::Breach;
use crate::locale::Locale;
use crate::t;

/// Why the rules of its day would have refused an entry.
#[must_use]
pub fn breach(why: &Breach, told: Told<'_>) -> String {
    let words = told.words;
    match why {
        // What exactly cannot be read is told among the findings on its bytes.
        Breach::Unread(_) => t!(words, breach_unread),
        Breach::Unknown(_) => t!(words, breach_unknown),
        Breach::NoOffice => t!(words, breach_no_office),
        Breach::NotAccepted => t!(words, breach_not_accepted),
        Breach::NotTheirKey(no) => t!(words, breach_not_their_key, who = told.person(*no)),
        Breach::NoCase => t!(words, breach_no_case),
        Breach::FollowsOnNothing => t!(words, breach_follows_on_nothing),
        Breach::NoProcedure(def) => {
            t!(
                words,
                breach_no_procedure,
                id = def.id.0.as_str(),
                rev = def.rev
            )
        }
        Breach::Office(refusal) => refusal::office(refusal, told),
        Breach::Definition(faults) => refusal::definition(faults, words),
        Breach::Rules {
            refusal,
            procedure,
            by,
        } => {
            let catalogue = told.view.map(|view| view.catalogue());
            let definition = catalogue.zip(procedure.as_ref());
            let definition = definition.and_then(|(catalogue, id)| catalogue.get(id));
            refusal::rules(refusal, definition, *by, told)
        }
        Breach::PrintedAnother => t!(words, breach_printed_another),
        Breach::Unproved { id, law, .. } => t!(
            words,
            breach_unproved,
            id = id.0.as_str(),
            law = *law,
            gist = law_gist(*law, words)
        ),
    }
}

/// The gist of one of the laws that no definition can relax.
#[must_use]
pub fn law_gist(law: u8, words: Locale) -> String {
    match law {
        1 => t!(words, law_gist_1),
        2 => t!(words, law_gist_2),
        3 => t!(words, law_gist_3),
        4 => t!(words, law_gist_4),
        5 => t!(words, law_gist_5),
        6 => t!(words, law_gist_6),
        7 => t!(words, law_gist_7),
        8 => t!(words, law_gist_8),
        9 => t!(words, law_gist_9),
        10 => t!(words, law_gist_10),
        11 => t!(words, law_gist_11),
        _ => t!(words, law_gist_12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;

    #[test]
    fn why_an_entry_changes_nothing_is_told_without_english() {
        let words = Locale::new(Lang::Ja);
        let told = Told::bare(words);
        for why in [
            Breach::Unread("x".to_owned()),
            Breach::NoOffice,
            Breach::NotAccepted,
            Breach::NotTheirKey(crate::journal::PersonNo(7)),
            Breach::NoCase,
            Breach::FollowsOnNothing,
            Breach::Office(crate::office::OfficeRefusal::Stale),
            Breach::PrintedAnother,
        ] {
            let said = breach(&why, told);
            assert!(!said.contains(|c: char| c.is_ascii_alphabetic()), "{said}");
        }
    }
}
