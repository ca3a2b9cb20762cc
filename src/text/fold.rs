//! Keys for searching and comparing. A key is never stored and never shown: folding loses.

use super::{line::widen_kana, unfit::is_kanji_selector};
use std::{collections::HashMap, sync::OnceLock};
use unicode_normalization::UnicodeNormalization as _;

/// Full-width digits as ASCII ones; everything else stays.
#[must_use]
pub fn digits(s: &str) -> String {
    s.chars()
        .map(|c| {
            if ('０'..='９').contains(&c) {
                narrow_char(c)
            } else {
                c
            }
        })
        .collect()
}

/// Full-width ASCII (digits, letters, signs) and the ideographic space as ASCII, for what is typed
/// with the input method left on: keys, dates, numbers.
#[must_use]
pub fn narrow(s: &str) -> String {
    s.chars().map(narrow_char).collect()
}

fn narrow_char(c: char) -> char {
    match u32::from(c) {
        0x3000 => ' ',
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The key under which a person finds text again: NFKC, lower case, katakana as hiragana, 異体字
/// as one (髙 = 高), without variation selectors, spaces and hyphens.
#[must_use]
pub fn fold_key(s: &str) -> String {
    let lower = |s: &str| -> String { s.nfkc().flat_map(char::to_lowercase).nfkc().collect() };
    let selected: String = s.chars().filter(|&c| !is_kanji_selector(c)).collect();
    let folded: String = without_gaps(&lower(&selected))
        .chars()
        .map(hiragana)
        .map(|c| variants().get(&c).copied().unwrap_or(c))
        .collect();
    folded.nfc().collect()
}

/// The form in which the second checker's blind answer is compared with the first value: width
/// and case folded, spaces and hyphens of all kinds removed, nothing else. In a house number
/// typed with the input method the long-vowel mark stands for a hyphen: 1ー2 is 1-2; within kana
/// it is kept.
#[must_use]
pub fn fold_answer(s: &str) -> String {
    let wide: String = widen_kana(s).chars().map(narrow_char).nfc().collect();
    let lower: String = wide.chars().flat_map(char::to_lowercase).collect();
    without_gaps(&lower).nfc().collect()
}

fn without_gaps(s: &str) -> String {
    let mut kept = String::with_capacity(s.len());
    for c in s.chars() {
        let after_ascii = kept.ends_with(|last: char| last.is_ascii_alphanumeric());
        let gap = c.is_whitespace() || is_hyphen(c) || (c == '\u{30FC}' && after_ascii);
        if !gap {
            kept.push(c);
        }
    }
    kept
}

/// Hyphens, dashes and minus signs, the box line that input methods offer for them included.
fn is_hyphen(c: char) -> bool {
    matches!(
        u32::from(c),
        0x2D | 0x2010..=0x2015 | 0x2043 | 0x2212 | 0x2500 | 0x2501 | 0xFE58 | 0xFE63 | 0xFF0D
    )
}

fn hiragana(c: char) -> char {
    match u32::from(c) {
        code @ (0x30A1..=0x30F6 | 0x30FD | 0x30FE) => char::from_u32(code - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// 異体字 to the character that stands for them all.
fn variants() -> &'static HashMap<char, char> {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("../../data/text/itaiji.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(|line| {
                let mut all = line.chars().filter(|c| !c.is_whitespace());
                let base = all.next();
                all.filter_map(move |variant| Some((variant, base?)))
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::line_tests::difficult;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_typed_with_the_input_method_on_are_digits() {
        assert_eq!(digits("１８４２、ＡB１"), "1842、ＡB1");
        assert_eq!(narrow("Ｒ８．４．１　（ａ）"), "R8.4.1 (a)");
    }

    #[test]
    fn one_name_is_found_however_it_is_written() {
        for (a, b) in [
            ("髙橋 洋", "高橋洋"),
            ("山﨑", "山崎"),
            ("渡邉", "渡辺"),
            ("渡邊\u{E0101}", "渡辺"),
            ("濵田", "浜田"),
            ("𠮷田", "吉田"),
            ("葛\u{E0100}飾", "葛飾"),
            ("\u{FA19}谷", "神谷"),
            ("神\u{FE00}谷", "神谷"),
            ("ﾊﾞﾝｸﾞ", "ばんぐ"),
            ("バング", "ばんぐ"),
            ("㈱見本", "(株)見本"),
            ("㋿８年", "令和8年"),
            ("ＡＢＣ　１", "abc1"),
            ("03-1234-5678", "０３−１２３４－５６７８"),
            ("2ー3", "2-3"),
            ("か゛", "ガ"),
        ] {
            assert_eq!(fold_key(a), fold_key(b), "{a} {b}");
        }
        assert_ne!(fold_key("データ"), fold_key("デタ"));
        assert_ne!(fold_key("斎藤"), fold_key("佐藤"));
    }

    #[test]
    fn the_table_of_variants_leads_to_one_character_in_one_step() {
        let table = variants();
        assert!(table.len() >= 60);
        for (variant, base) in table {
            assert!(!table.contains_key(base), "{base} is itself a variant");
            assert_ne!(variant, base);
        }
        for line in include_str!("../../data/text/itaiji.txt").lines() {
            for c in line
                .chars()
                .filter(|c| !c.is_whitespace() && !line.starts_with('#'))
            {
                assert_eq!(
                    c.nfkc().collect::<String>(),
                    c.to_string(),
                    "NFKC comes first"
                );
            }
        }
        let listed: usize = include_str!("../../data/text/itaiji.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_whitespace().count().saturating_sub(1))
            .sum();
        assert_eq!(listed, table.len(), "a variant is listed twice");
    }

    #[test]
    fn a_blind_answer_is_the_same_or_it_is_not() {
        for (a, b) in [
            ("163-8001", "１６３－８００１"),
            ("163-8001", "1638001"),
            ("2-8-1", "2ー8ー1"),
            ("2-8-1", "２−８‐１"),
            ("1234 5678 9012", "123456789012"),
            ("Taro@Example.lg.jp", "ｔａｒｏ＠example.lg.jp"),
            ("ﾋﾞﾙ2F", "ビル２ｆ"),
        ] {
            assert_eq!(fold_answer(a), fold_answer(b), "{a} {b}");
        }
        for (a, b) in [
            ("163-8001", "163-8007"),
            ("髙橋", "高橋"),
            ("①", "1"),
            ("ビル", "びる"),
            ("データ", "デタ"),
            ("a.b@example.jp", "ab@example.jp"),
            ("葛\u{E0100}", "葛\u{E0101}"),
            ("12", "1/2"),
        ] {
            assert_ne!(fold_answer(a), fold_answer(b), "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(s in difficult()) {
            let text = super::super::Text::new(&s);
            if let Ok(text) = text {
                let (key, answer) = (fold_key(text.as_str()), fold_answer(text.as_str()));
                prop_assert_eq!(fold_key(&key), key);
                prop_assert_eq!(fold_answer(&answer), answer);
            }
        }

        #[test]
        fn equal_answers_have_equal_keys(a in "[0-9０-９Ａ-Ｃa-c －ー-]{0,8}", b in "[0-9０-９Ａ-Ｃa-c －ー-]{0,8}") {
            if fold_answer(&a) == fold_answer(&b) {
                prop_assert_eq!(fold_key(&a), fold_key(&b));
            }
        }
    }
}
