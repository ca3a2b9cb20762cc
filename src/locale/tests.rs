use super::{Lang, Locale, files};
use crate::t;
use unicode_width::UnicodeWidthChar;

#[test]
fn words_come_in_both_languages_without_isolating_marks() {
    let size = |lang| t!(Locale::new(lang), frame_too_small, columns = 80, rows = 24);
    assert_eq!(size(Lang::Ja), "80x24 以上の大きさにしてください");
    assert_eq!(size(Lang::En), "Please make the window at least 80x24");
}

#[test]
fn the_language_is_read_as_a_host_names_it() {
    assert_eq!(Lang::parse("ja_JP.UTF-8"), Some(Lang::Ja));
    assert_eq!(Lang::parse("en"), Some(Lang::En));
    assert_eq!(Lang::parse("C.UTF-8"), None);
}

/// Consoles disagree on the width of these characters, and everything after them on a row shifts.
#[test]
fn no_word_holds_a_character_of_ambiguous_width() {
    for file in files::JA.iter().chain(files::EN) {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let bad = line.chars().find(|c| c.width() != c.width_cjk());
            assert_eq!(bad, None, "{line}");
        }
    }
}

#[test]
fn a_message_may_be_empty_in_one_language() {
    let en = Locale::new(Lang::En);
    let between = t!(en, keyname_between);
    assert_eq!(between, "/");
    assert_eq!(t!(Locale::new(Lang::Ja), keyname_between), "");
}
