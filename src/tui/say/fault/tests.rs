//! No fault of a definition or a layout is told in another language than the reader's.

use super::*;
use crate::desk::adopt::read_definition;
use crate::desk::judge_form;
use crate::form::FORMS;
use crate::locale::Lang;
use crate::procedure::Catalogue;

/// Words that stand in a Japanese sentence as they are: what files of definitions are written with.
fn identifiers(told: &str) -> Vec<&str> {
    let word = |c: char| c.is_ascii_alphanumeric() || "-_/().:#$".contains(c);
    told.split(|c: char| !word(c))
        .filter(|part| part.contains(|c: char| c.is_ascii_alphabetic()))
        .collect()
}

/// Messages of `fault.ftl` in Japanese: besides arguments they hold words of the files only.
#[test]
fn the_japanese_sentences_hold_no_english_but_words_of_the_files() {
    let text = include_str!("../../../../data/locales/ja/fault.ftl");
    const KEYS: &str = "id ja en due step from first aim day choices choice count recheck check \
        true agrees_with within holding-lines retained-lines when is sentence by after each \
        outcome on covers seal handles to per every change manager subject period over expects \
        carry text needs of lasts safe gives until ends apart repeat place otherwise optional rev \
        law locking take-out sending record any columns rows row_height shape days place-month \
        holdings register items values width not_before profile means UTF-8 TOML a-z false \
        required numbers stops stops_when tally lines plus past leaver there says duty binds clauses";
    let keys: Vec<&str> = KEYS.split(' ').collect();
    for line in text.lines().filter(|line| line.contains(" = ")) {
        let (_, said) = line.split_once(" = ").unwrap();
        // What stands in braces is an argument.
        let mut bare = String::new();
        for (n, part) in said.split(['{', '}']).enumerate() {
            bare.push_str(if n % 2 == 0 { part } else { " " });
        }
        for word in identifiers(&bare) {
            let word = word.trim_matches(['.', '(', ')', ':']);
            assert!(word.is_empty() || keys.contains(&word), "{word} in {line}");
        }
    }
}

/// Every definition and layout of the program, broken in every line, is told in Japanese: nothing
/// of what the reader of TOML says comes through.
#[test]
fn files_broken_in_any_line_are_told_in_the_language_of_the_reader() {
    let (ja, en) = (Locale::new(Lang::Ja), Locale::new(Lang::En));
    let english = [
        " the ",
        " of ",
        "expected",
        "unknown",
        "invalid",
        "missing field",
        "names",
    ];
    let catalogue = Catalogue::embedded();
    let mut told = 0;
    let mut look = |faults: Vec<Fault>, text: &str| {
        for one in faults {
            let said = fault(&one, ja);
            let left = english.iter().find(|word| said.contains(**word));
            assert_eq!(left, None, "{said}");
            assert!(!said.is_ascii(), "{said}");
            let said = fault(&one, en);
            assert!(
                !said.is_empty() && one.line <= text.lines().count() + 1,
                "{said}"
            );
            told += 1;
        }
    };
    let definition = include_str!("../../../../data/procedures/take_out.toml");
    for (from, to) in broken(definition) {
        let text = definition
            .replacen(&from, &to, 1)
            .replacen("rev = 1", "rev = 2", 1);
        if let Err(faults) = catalogue.judge("own.toml", &text) {
            look(faults.into_iter().map(Into::into).collect(), &text);
        }
    }
    for (file, layout) in FORMS.iter().take(3) {
        for (from, to) in broken(layout) {
            let text = layout.replacen(&from, &to, 1);
            if let Err(faults) = judge_form(catalogue, file, &text) {
                look(faults, &text);
            }
        }
    }
    assert!(told > 200, "{told}");
}

/// Each line, spoilt in its key and in its value.
fn broken(text: &str) -> Vec<(String, String)> {
    let mut ways = Vec::new();
    for line in text.lines() {
        if let Some((key, value)) = line.split_once(" = ") {
            ways.push((line.to_owned(), format!("x{key} = {value}")));
            ways.push((line.to_owned(), format!("{key} = 1979-05-27")));
            ways.push((line.to_owned(), format!("{key} = \"stuff\"")));
            ways.push((line.to_owned(), format!("{key} = [\"stuff\"]")));
            ways.push((line.to_owned(), format!("{key} =")));
        }
    }
    ways
}

#[test]
fn a_file_that_is_not_there_is_told_without_a_line() {
    let faults = read_definition(std::path::Path::new("/nowhere/own.toml")).unwrap_err();
    assert_eq!(faults[0].line, 0);
    let said = fault(&faults[0], Locale::new(Lang::Ja));
    assert_eq!(said, "読めません。ファイルかフォルダーがありません");
}

#[test]
fn a_broken_law_is_told_with_its_gist_and_the_step() {
    let text = include_str!("../../../../data/procedures/take_out.toml");
    let text = text.replacen("rev = 1", "rev = 2", 1);
    let text = text.replace("apart = [\"apply\", \"brought\"]", "apart = [\"apply\"]");
    let faults = Catalogue::embedded().judge("own.toml", &text).unwrap_err();
    let said: Vec<String> = faults
        .into_iter()
        .map(|f| fault(&f.into(), Locale::new(Lang::Ja)))
        .collect();
    let wanted = "段階「back」: 鍵番の決まり1「自分の行いを自分で確認しない」を破ります。\
                  段階「brought」に署名した人を外して (apart) ください";
    assert!(said.iter().any(|line| line == wanted), "{said:#?}");
}
