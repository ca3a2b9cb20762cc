//! What people copy from paper: Crockford's base 32, without I L O U, read as it is typed.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The character of a five-bit value; higher bits are ignored.
pub(super) fn letter(value: u8) -> char {
    char::from(ALPHABET[usize::from(value & 31)])
}

/// The value of a character in upper case: O is read as 0, I and L as 1.
fn value(letter: char) -> Option<u8> {
    let letter = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0..32).find(|v| self::letter(*v) == letter)
}

/// Five-bit values, most significant bit first; a last value is filled up with zero bits.
pub(super) fn split(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut values = Zeroizing::new(Vec::with_capacity(bytes.len() * 8 / 5 + 1));
    let (mut held, mut bits) = (0u32, 0);
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0xfff;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            values.push((held >> bits) as u8 & 31);
        }
    }
    if bits > 0 {
        values.push((held << (5 - bits)) as u8 & 31);
    }
    values
}

/// The whole bytes in five-bit values; bits left over are dropped.
pub(super) fn join(values: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(values.len() * 5 / 8 + 1));
    let (mut held, mut bits) = (0u32, 0);
    for value in values {
        held = (held << 5 | u32::from(value & 31)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    bytes
}

/// Reads typed text: case and full width do not matter; spaces and everything that a keyboard
/// gives for a hyphen are passed over. The first character that is none of these is the error.
pub(super) fn read(typed: &str) -> Result<Zeroizing<Vec<u8>>, char> {
    // Reserved whole: a growing buffer would leave copies of a secret behind.
    let mut values = Zeroizing::new(Vec::with_capacity(typed.len() * 12));
    for c in typed.nfkc() {
        match c {
            c if c.is_whitespace() => {}
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => {}
            c => values.push(value(c.to_ascii_uppercase()).ok_or(c)?),
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_looks_alike_is_read_alike() {
        let as_printed = read("0123-456789-ABCD").unwrap();
        for typed in ["o1lI 23456789abcd", "０１２３ー４５６７８９ａｂｃｄ"] {
            let first = read(typed).unwrap();
            assert_eq!(first[0], 0);
            assert!(first.ends_with(&as_printed[4..]), "{typed}");
        }
        assert_eq!(read("12U4").unwrap_err(), 'U');
        assert_eq!(read("12鍵4").unwrap_err(), '鍵');
    }

    #[test]
    fn bits_run_from_the_most_significant_on() {
        assert_eq!(*split(&[0xff, 0x00]), [31, 28, 0, 0]);
        assert_eq!(*join(&[31, 28, 0, 0]), [0xff, 0x00]);
    }

    proptest! {
        #[test]
        fn bytes_survive_the_paper(bytes in prop::collection::vec(any::<u8>(), 0..70)) {
            let values = split(&bytes);
            let text: String = values.iter().map(|v| letter(*v)).collect();
            prop_assert_eq!(read(&text.to_lowercase()).unwrap(), values.clone());
            prop_assert_eq!(&*join(&values), &bytes);
        }
    }
}
