use super::{Lang, Locale, files};
use crate::office::ProfileId;
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

/// What a role is called follows from the office's rules: no message knows it by itself.
#[test]
fn no_word_calls_a_role_as_only_some_offices_do() {
    let lines = |files: &[&'static str]| -> Vec<&'static str> {
        let lines = files.iter().flat_map(|file| file.lines());
        lines.filter(|line| !line.starts_with('#')).collect()
    };
    for line in lines(files::JA) {
        for name in ["管理責任者", "保護責任者", "監査者"] {
            assert!(!line.contains(name), "{line}");
        }
    }
    for line in lines(files::EN) {
        // The id of a message, and the words of a definition's file, are no names of people.
        let said = line.split_once(" = ").map_or(line, |(_, said)| said);
        let said = said.replace("role-manager", "").replace("\"manager\"", "");
        let said = said.to_lowercase();
        for name in ["manager", "protection officer", "auditor"] {
            let named = said.contains(name);
            assert!(!named || said.contains(&format!("{name} }}")), "{line}");
        }
    }
}

#[test]
fn an_office_is_told_of_its_roles_by_the_names_that_its_rules_give_them() {
    let said = |profile, lang| t!(Locale::new(lang).under(profile), board_back);
    assert_eq!(
        said(ProfileId::Bureau, Lang::Ja),
        "戻った。管理責任者の確認待ち"
    );
    assert_eq!(
        said(ProfileId::Board, Lang::Ja),
        "戻った。管理責任者の確認待ち"
    );
    assert_eq!(
        said(ProfileId::Contractor, Lang::Ja),
        "戻った。責任者の確認待ち"
    );
    assert_eq!(
        said(ProfileId::Bureau, Lang::En),
        "back; the manager has to confirm"
    );
    assert_eq!(
        said(ProfileId::Contractor, Lang::En),
        "back; the person responsible has to confirm"
    );
    let pins = |profile| {
        let words = Locale::new(Lang::Ja).under(profile);
        t!(words, board_note_faults, count = 1)
    };
    assert!(pins(ProfileId::Contractor).contains("監査者に"));
}
