//! An item of the register and what was done with it, in words.

use crate::desk::{RegisterLine, TraceLine};
use crate::locale::Locale;
use crate::office::{Holding, Office};
use crate::procedure::{Handling, kind_word};
use crate::t;
use crate::text::Doubt;
use crate::tui::say::{tongue, when};

/// 紙, 電子データ, 外部記録媒体.
pub(super) fn media(media: &str, words: Locale) -> String {
    match media {
        "data" => t!(words, register_media_data),
        "medium" => t!(words, register_media_medium),
        _ => t!(words, register_media_paper),
    }
}

/// The kinds of special-care-required information, or that there is none.
pub(super) fn kinds(special: &[u8], words: Locale) -> String {
    if special.is_empty() {
        return t!(words, register_none_said);
    }
    let names: Vec<&str> = special
        .iter()
        .map(|kind| kind_word(*kind, tongue(words)))
        .collect();
    names.join(&t!(words, say_and))
}

/// Where an item lies, or nothing.
pub(super) fn place(line: &RegisterLine, office: &Office) -> String {
    line.place
        .and_then(|id| office.place_ever(id))
        .map_or_else(String::new, |place| place.name.to_string())
}

/// What was done.
pub(super) fn did(trace: &TraceLine, office: &Office, words: Locale) -> String {
    let to = trace.did.to.and_then(|id| office.place_ever(id));
    match (trace.did.did, to) {
        (Handling::Moved, Some(place)) => {
            t!(words, register_did_moved_to, place = place.name.as_str())
        }
        (Handling::Moved, None) => t!(words, register_did_moved),
        (Handling::Received, _) => t!(words, register_did_received),
        (Handling::Used, _) => t!(words, register_did_used),
        (Handling::Copied, _) => t!(words, register_did_copied),
        (Handling::Collected, _) => t!(words, register_did_collected),
        (Handling::TakenOut, _) => t!(words, register_did_taken_out),
        (Handling::Back, _) => t!(words, register_did_back),
        (Handling::Short, _) => t!(words, register_did_short),
        (Handling::Missing, _) => t!(words, register_did_missing),
        (Handling::Sent, _) => t!(words, register_did_sent),
        (Handling::Found, _) => t!(words, register_did_found),
        (Handling::Returned, _) => t!(words, register_did_returned),
        (Handling::Disposed, _) => t!(words, register_did_disposed),
        (Handling::Retained, _) => t!(words, register_did_retained),
    }
}

/// What an item is, as it is signed.
pub(super) fn what(item: &Holding, office: &Office, words: Locale) -> String {
    let mut said = t!(
        words,
        register_what_title,
        title = item.title.as_str(),
        count = item.count,
        media = media(&item.media, words)
    );
    if !item.special.is_empty() {
        said += &t!(
            words,
            register_what_special,
            kinds = kinds(&item.special, words)
        );
    }
    if let Some(place) = item.place.and_then(|id| office.place_ever(id)) {
        said += &t!(words, register_what_place, place = place.name.as_str());
    }
    if let Some(task) = &item.task {
        said += &t!(words, register_what_task, task = task.as_str());
    }
    if let Some(list) = item.list {
        said += &t!(words, register_what_list, list = list.letter());
    }
    if let Some(keep) = &item.keep {
        said += &t!(
            words,
            register_what_keep,
            basis = keep.basis.as_str(),
            until = when::date(keep.until, words)
        );
    }
    said
}

/// The question that a doubt asks; it never repeats what was typed.
pub(crate) fn doubt(doubt: Doubt, words: Locale) -> String {
    match doubt {
        Doubt::IndividualNumber => t!(words, register_doubt_number),
        Doubt::Names => t!(words, register_doubt_names),
        Doubt::Birth => t!(words, register_doubt_birth),
    }
}
