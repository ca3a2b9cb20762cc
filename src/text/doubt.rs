//! What looks like the persons' own data, where only titles, numbers and counts belong (特記11条10項,
//! 番号法ガイドライン: records of handling hold none of it). A doubt is a question, never a refusal,
//! and never repeats what it saw.

use super::fold::narrow;

/// What a column of days of birth is called.
const BIRTH: &str = include_str!("../../data/text/birth.txt");

/// What a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// Twelve digits whose last one is the check digit of an individual number (個人番号).
    IndividualNumber,
    /// Several names in a row.
    Names,
    /// A day of birth.
    Birth,
}

/// What `text` looks like, if it looks like the persons' own data.
#[must_use]
pub fn doubt(text: &str) -> Option<Doubt> {
    let text = narrow(text);
    if has_individual_number(&text) {
        Some(Doubt::IndividualNumber)
    } else if has_birth(&text) {
        Some(Doubt::Birth)
    } else if has_names(&text) {
        Some(Doubt::Names)
    } else {
        None
    }
}

/// Twelve digits in one run, or in fours with a space or hyphen between, with their check digit
/// (番号利用法の省令5条: 11 − Σ Pn·Qn mod 11, 0 where the rest is 0 or 1).
fn has_individual_number(text: &str) -> bool {
    let mut run: Vec<u32> = Vec::new();
    let mut gap = false;
    for c in text.chars().chain(std::iter::once('\n')) {
        match c.to_digit(10) {
            Some(digit) => {
                run.push(digit);
                gap = false;
            }
            None if matches!(c, ' ' | '-')
                && !run.is_empty()
                && !gap
                && run.len().is_multiple_of(4) =>
            {
                gap = true;
            }
            None => {
                if run.len() == 12 && checks(&run) {
                    return true;
                }
                run.clear();
                gap = false;
            }
        }
    }
    false
}

fn checks(digits: &[u32]) -> bool {
    let Some((check, rest)) = digits.split_last() else {
        return false;
    };
    // From the right: weights 2 to 7, then 2 to 6.
    let weights = (2..=7).chain(2..=6);
    let sum: u32 = rest.iter().rev().zip(weights).map(|(p, q)| p * q).sum();
    let left = sum % 11;
    let expected = if left <= 1 { 0 } else { 11 - left };
    *check == expected
}

/// 「生年月日」, or a whole day that ends in 生 or 生まれ.
fn has_birth(text: &str) -> bool {
    if text.contains(BIRTH.trim()) {
        return text.contains(|c: char| c.is_ascii_digit());
    }
    let bytes: Vec<char> = text.chars().collect();
    bytes.iter().enumerate().any(|(at, c)| {
        let before = bytes.get(..at).unwrap_or_default();
        *c == '生' && day_ends(before)
    })
}

/// Whether the text before ends in a year, a month and a day: 昭和60年4月1日, S60.4.1, 1985-04-01.
fn day_ends(before: &[char]) -> bool {
    let mut numbers = 0;
    let mut in_digits = false;
    for c in before.iter().rev() {
        match c {
            c if c.is_ascii_digit() => {
                if !in_digits {
                    numbers += 1;
                }
                in_digits = true;
            }
            '日' | '月' | '年' | '.' | '-' | '/' | ' ' | '元' => in_digits = false,
            _ => break,
        }
    }
    numbers >= 3
}

/// Two or more people named one after another, each a family name and a given name with a space
/// between, or with 様, 氏 or 殿 behind. Titles of papers have neither.
fn has_names(text: &str) -> bool {
    let between = |c: char| matches!(c, '、' | ',' | '，' | '・' | '/' | ';' | '\n' | '\t');
    let mut names = 0;
    for part in text.split(between).map(str::trim) {
        let bare = part.trim_end_matches(['様', '氏', '殿']);
        let honoured = bare.len() < part.len();
        let mut words = bare.split_whitespace();
        let (family, given, rest) = (words.next(), words.next(), words.next());
        let spaced = match (family, given, rest) {
            (Some(family), Some(given), None) => is_name(family) && is_name(given),
            _ => false,
        };
        let one = matches!((family, given), (Some(name), None) if is_name(name));
        if spaced {
            names += if honoured { 2 } else { 1 };
        } else if one && honoured {
            names += 1;
        }
    }
    names >= 2
}

/// One to four kanji or kana, as a family or a given name is written.
fn is_name(word: &str) -> bool {
    let written = |c: char| {
        matches!(c,
            '\u{3005}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fc}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}')
    };
    let long = word.chars().count();
    (1..=4).contains(&long) && word.chars().all(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_individual_number_is_known_by_its_check_digit() {
        // A made-up number that the formula fits.
        assert_eq!(doubt("1234 5678 9018"), Some(Doubt::IndividualNumber));
        assert_eq!(
            doubt("番号１２３４５６７８９０１８"),
            Some(Doubt::IndividualNumber)
        );
        assert_eq!(doubt("1234-5678-9018 の件"), Some(Doubt::IndividualNumber));
        // Another last digit, eleven digits, thirteen digits.
        assert_eq!(doubt("123456789012"), None);
        assert_eq!(doubt("12345678901"), None);
        assert_eq!(doubt("1123456789018"), None);
    }

    #[test]
    fn a_list_of_names_is_questioned() {
        assert_eq!(doubt("佐藤 健、鈴木 花子"), Some(Doubt::Names));
        assert_eq!(doubt("髙橋　洋・渡邉　亮・伊藤　恵"), Some(Doubt::Names));
        assert_eq!(doubt("田中 実様"), Some(Doubt::Names));
        assert_eq!(doubt("佐藤様、鈴木様"), Some(Doubt::Names));
    }

    #[test]
    fn a_day_of_birth_is_questioned() {
        assert_eq!(doubt("昭和60年4月1日生の者"), Some(Doubt::Birth));
        assert_eq!(doubt("S60.4.1生まれ"), Some(Doubt::Birth));
        assert_eq!(doubt("生年月日 1985-04-01"), Some(Doubt::Birth));
    }

    #[test]
    fn titles_numbers_and_counts_are_not() {
        for title in [
            "補助金申請書",
            "商店街支援事業 交付決定通知 (台帳 R8-014)",
            "現地調査票 12件、面談記録 40件",
            "令和8年4月1日 説明会の出席票",
            "学生名簿 2026年4月1日現在",
            "見本区役所、見本町会館",
            "申請書（令和8年度・第2回・追加分）",
            "FAX 03-1234-5678",
            "",
        ] {
            assert_eq!(doubt(title), None, "{title}");
        }
    }
}
