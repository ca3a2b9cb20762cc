//! The recovery sheet: the master on paper, typed back years later by somebody in a hurry.
//!
//! Eight lines of eight characters, `1: ABCD-EFGH`. The seven first characters of the lines carry
//! 280 bits: the master, then the first three bytes of `SHA-256("kagiban/1 sheet\0" || master)`.
//! The eighth is a check over its line *and its number*: in GF(32) modulo x⁵ + x² + 1, with α = x,
//!
//! ```text
//! a₀ + a₁α + … + a₇α⁷ + n·α⁸ = 0      n the number of the line, 1 to 8
//! ```
//!
//! All weights differ and none is zero, so one wrong character, two exchanged characters, and any
//! line in another line's place are always noticed, and the line is named.

use super::{Master, base32};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Lines of a sheet.
pub const SHEET_LINES: usize = 8;
/// Groups of four characters, two a line.
pub const SHEET_GROUPS: usize = 2 * SHEET_LINES;
const LINE: usize = 8;
const GROUP: usize = LINE / 2;

/// Why a typed sheet is not one. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// A character that is not printed on sheets.
    #[error("line {line}: {letter:?} does not occur on a recovery sheet")]
    Letter {
        /// Which line.
        line: usize,
        /// What stands there.
        letter: char,
    },
    /// Not eight characters.
    #[error("line {line}: eight characters are needed, there are {found}")]
    Length {
        /// Which line.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// A character of this line is wrong, two are exchanged, or it is another line.
    #[error("line {0}: a character is wrong, or it is another line")]
    Check(usize),
    /// Not eight lines.
    #[error("a recovery sheet has 8 lines, not {0}")]
    Lines(usize),
    /// Every line is well-formed, but the whole is not what was printed.
    #[error("the lines do not belong together")]
    Whole,
}

/// The master as it is printed. Wiped when dropped.
pub struct RecoverySheet(Zeroizing<Vec<u8>>);

impl fmt::Debug for RecoverySheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoverySheet(…)")
    }
}

impl RecoverySheet {
    /// The sheet of a master.
    #[must_use]
    pub fn of(master: &Master) -> Self {
        let mut bytes = Zeroizing::new(Vec::with_capacity(35));
        bytes.extend_from_slice(master.expose());
        bytes.extend_from_slice(&check_bytes(master.expose()));
        let mut values = Zeroizing::new(Vec::with_capacity(SHEET_LINES * LINE));
        for (n, line) in base32::split(&bytes).chunks(LINE - 1).enumerate() {
            values.extend_from_slice(line);
            values.push(check_value(n, line));
        }
        Self(values)
    }

    /// The eight lines as printed, each ended by a line feed.
    #[must_use]
    pub fn print(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128));
        for n in 0..SHEET_LINES {
            for part in [
                n.wrapping_add(1).to_string().as_str(),
                ": ",
                &self.group(2 * n),
                "-",
                &self.group(2 * n + 1),
                "\n",
            ] {
                text.push_str(part);
            }
        }
        text
    }

    /// Group `n` of four characters, from 0 to 15 (line `n / 2 + 1`): set-up asks for some of them
    /// to be typed back. Empty beyond.
    #[must_use]
    pub fn group(&self, n: usize) -> Zeroizing<String> {
        let values = self.0.chunks(GROUP).nth(n).unwrap_or_default();
        Zeroizing::new(values.iter().map(|v| base32::letter(*v)).collect())
    }

    /// Whether `typed` is group `n`, read as tolerantly as [`RecoverySheet::parse`] reads.
    #[must_use]
    pub fn is_group(&self, n: usize, typed: &str) -> bool {
        let asked = self.0.chunks(GROUP).nth(n);
        base32::read(typed).is_ok_and(|values| Some(values.as_slice()) == asked)
    }

    /// Reads one typed line; `number` from 1 to 8. The number may stand before it: `3: ABCD-EFGH`.
    ///
    /// # Errors
    /// [`SheetError`] naming this line.
    pub fn parse_line(number: usize, typed: &str) -> Result<Zeroizing<[u8; 7]>, SheetError> {
        let line = match typed.split_once([':', '：']) {
            Some((before, after)) if before.trim().chars().count() == 1 => after,
            _ => typed,
        };
        let wrong = |letter| SheetError::Letter {
            line: number,
            letter,
        };
        let values = base32::read(line).map_err(wrong)?;
        let Some((check, data)) = values.split_last().filter(|_| values.len() == LINE) else {
            return Err(SheetError::Length {
                line: number,
                found: values.len(),
            });
        };
        if *check != check_value(number.wrapping_sub(1), data) {
            return Err(SheetError::Check(number));
        }
        Ok(Zeroizing::new(std::array::from_fn(|i| {
            data.get(i).copied().unwrap_or(0)
        })))
    }

    /// Reads a whole sheet as typed; empty lines are passed over.
    ///
    /// # Errors
    /// [`SheetError`], naming the first wrong line.
    pub fn parse(typed: &str) -> Result<Master, SheetError> {
        let mut values = Zeroizing::new(Vec::with_capacity(SHEET_LINES * LINE));
        let mut count = 0;
        for line in typed.lines().filter(|line| !line.trim().is_empty()) {
            count += 1;
            if count <= SHEET_LINES {
                values.extend_from_slice(&*Self::parse_line(count, line)?);
            }
        }
        if count != SHEET_LINES {
            return Err(SheetError::Lines(count));
        }
        let bytes = base32::join(&values);
        let (master, check) = bytes.split_first_chunk::<32>().ok_or(SheetError::Whole)?;
        if check != check_bytes(master) {
            return Err(SheetError::Whole);
        }
        Ok(Master::new(*master))
    }
}

fn check_bytes(master: &[u8; 32]) -> [u8; 3] {
    let mut h = Sha256::new();
    h.update(b"kagiban/1 sheet\0");
    h.update(master);
    let [a, b, c, ..] = <[u8; 32]>::from(h.finalize());
    [a, b, c]
}

/// The eighth value of a line; `n` from 0.
fn check_value(n: usize, data: &[u8]) -> u8 {
    let mut sum = times_alpha((n as u8).wrapping_add(1) & 31, 8);
    for (i, value) in data.iter().enumerate() {
        sum ^= times_alpha(*value, i);
    }
    // The value x with x·α⁷ = sum; α has order 31.
    times_alpha(sum, 31 - (LINE - 1))
}

/// `value · αᵉ` in GF(32) modulo x⁵ + x² + 1.
fn times_alpha(value: u8, exponent: usize) -> u8 {
    (0..exponent).fold(value, |v, _| {
        let doubled = v << 1;
        if doubled & 32 == 0 {
            doubled
        } else {
            (doubled ^ 0b10_0101) & 31
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet() -> Zeroizing<String> {
        RecoverySheet::of(&Master::new(std::array::from_fn(|i| (i * 37) as u8))).print()
    }

    fn lines() -> Vec<String> {
        sheet().lines().map(|l| l[3..].replace('-', "")).collect()
    }

    #[test]
    fn one_wrong_character_is_always_noticed_and_its_line_named() {
        for (n, line) in lines().iter().enumerate() {
            for at in 0..LINE {
                for value in 0..32 {
                    let mut typed: Vec<char> = line.chars().collect();
                    if typed[at] == base32::letter(value) {
                        continue;
                    }
                    typed[at] = base32::letter(value);
                    let typed: String = typed.iter().collect();
                    let mut all = lines();
                    all[n] = typed;
                    assert_eq!(
                        RecoverySheet::parse(&all.join("\n")).unwrap_err(),
                        SheetError::Check(n + 1)
                    );
                }
            }
        }
    }

    #[test]
    fn two_exchanged_characters_are_always_noticed() {
        for (n, line) in lines().iter().enumerate() {
            for a in 0..LINE {
                for b in 0..a {
                    let mut typed: Vec<char> = line.chars().collect();
                    typed.swap(a, b);
                    let typed: String = typed.iter().collect();
                    let read = RecoverySheet::parse_line(n + 1, &typed);
                    assert_eq!(read.is_ok(), typed == *line, "{typed}");
                }
            }
        }
    }

    #[test]
    fn two_exchanged_lines_are_always_noticed() {
        for a in 0..SHEET_LINES {
            for b in 0..a {
                let mut all = lines();
                all.swap(a, b);
                let read = RecoverySheet::parse(&all.join("\n"));
                assert_eq!(read.unwrap_err(), SheetError::Check(b + 1));
            }
        }
    }

    #[test]
    fn other_mistakes_are_named_too() {
        let text = sheet();
        let refused = |text: &str| RecoverySheet::parse(text).unwrap_err();
        assert_eq!(refused(""), SheetError::Lines(0));
        let seven = text.lines().take(7).collect::<Vec<_>>().join("\n");
        assert_eq!(refused(&seven), SheetError::Lines(7));
        assert_eq!(refused(&format!("{}x\n", *text)), SheetError::Lines(9));
        let (line, found) = (2, 7);
        let mut all = lines();
        all[1].pop();
        assert_eq!(refused(&all.join("\n")), SheetError::Length { line, found });
        all[1].push('U');
        let letter = 'U';
        assert_eq!(
            refused(&all.join("\n")),
            SheetError::Letter { line, letter }
        );
    }

    #[test]
    fn a_forged_sheet_of_well_formed_lines_is_not_taken() {
        let other = RecoverySheet::of(&Master::new([9; 32])).print();
        let mut mixed: Vec<_> = sheet().lines().map(str::to_owned).collect();
        mixed[3] = other.lines().nth(3).unwrap().to_owned();
        assert_eq!(
            RecoverySheet::parse(&mixed.join("\n")).unwrap_err(),
            SheetError::Whole
        );
    }

    #[test]
    fn groups_are_typed_back_one_by_one() {
        let sheet = RecoverySheet::of(&Master::new([5; 32]));
        for n in 0..SHEET_GROUPS {
            let group = sheet.group(n);
            assert_eq!(group.len(), 4);
            assert!(sheet.print().contains(group.as_str()));
            assert!(sheet.is_group(n, &group.to_lowercase()));
            assert!(!sheet.is_group(n, &group[1..]));
            assert!(!sheet.is_group(n, ""));
        }
        assert!(sheet.group(SHEET_GROUPS).is_empty());
        assert!(!sheet.is_group(SHEET_GROUPS, ""));
    }

    proptest! {
        #[test]
        fn a_sheet_gives_the_master_back(bytes: [u8; 32]) {
            let text = RecoverySheet::of(&Master::new(bytes)).print();
            let master = RecoverySheet::parse(&text).unwrap();
            prop_assert_eq!(master.expose(), &bytes);
            let typed = text.to_lowercase().replace('-', " ").replace('0', "o");
            let master = RecoverySheet::parse(&typed).unwrap();
            prop_assert_eq!(master.expose(), &bytes);
        }
    }
}
