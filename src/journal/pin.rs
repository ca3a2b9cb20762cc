//! What a person keeps in their head, and the code with which they are first let in.

use super::{OfficeId, Pepper, PersonNo};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The fewest characters of any PIN.
pub const PIN_LEAST: usize = 6;
/// The fewest characters of the PIN of somebody whose roles confirm.
pub const PIN_LEAST_CONFIRMING: usize = 8;
/// The most characters of a PIN.
pub const PIN_MOST: usize = 64;

/// A typed PIN (or longer pass phrase), full width folded. Wiped when dropped, never shown. Two of
/// them are compared only where a new one is typed twice.
#[derive(PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Pin(String);

/// Why a PIN may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PinError {
    /// Too short for this person's roles.
    #[error("fewer than {least} characters")]
    TooShort {
        /// How many are needed.
        least: usize,
    },
    /// Longer than [`PIN_MOST`].
    #[error("more than {PIN_MOST} characters")]
    TooLong,
    /// A control character: it could not be typed again everywhere.
    #[error("a character that cannot be typed everywhere")]
    Untypable,
    /// One character, or two or three in turn, again and again: 000000, 121212.
    #[error("the same characters again and again")]
    Repeated,
    /// Each digit follows the one before, up or down: 123456, 987654, 789012.
    #[error("digits in their order")]
    Run,
}

impl Pin {
    /// Takes what was typed: NFKC, so that full-width and half-width digits are one PIN.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        // Reserved whole (NFKC grows a text at most elevenfold): no copies are left behind.
        let mut folded = String::with_capacity(text.len() * 12);
        folded.extend(text.nfkc());
        Self(folded)
    }

    /// Whether this may be chosen; `confirming` where one of the person's roles confirms.
    ///
    /// # Errors
    /// [`PinError`], the first that applies.
    pub fn check(&self, confirming: bool) -> Result<(), PinError> {
        let chars = Zeroizing::new(self.0.chars().collect::<Vec<_>>());
        let least = if confirming {
            PIN_LEAST_CONFIRMING
        } else {
            PIN_LEAST
        };
        if chars.iter().any(|c| c.is_control()) {
            return Err(PinError::Untypable);
        }
        if chars.len() < least {
            return Err(PinError::TooShort { least });
        }
        if chars.len() > PIN_MOST {
            return Err(PinError::TooLong);
        }
        let again = |period: usize| {
            chars
                .iter()
                .zip(chars.iter().skip(period))
                .all(|(a, b)| a == b)
        };
        if (1..=3).any(again) {
            return Err(PinError::Repeated);
        }
        let step = |by: u32| {
            chars.iter().zip(chars.iter().skip(1)).all(|(a, b)| {
                match (a.to_digit(10), b.to_digit(10)) {
                    (Some(a), Some(b)) => (a + by) % 10 == b,
                    _ => false,
                }
            })
        };
        if step(1) || step(9) {
            return Err(PinError::Run);
        }
        Ok(())
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes, for the key derivation.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(…)")
    }
}

/// The eight digits on an invitation slip, good once. Wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct InviteCode([u8; 8]);

/// Why typed text is not an invitation code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the eight digits of an invitation")]
pub struct InviteCodeError;

impl InviteCode {
    /// A code from random bytes.
    #[must_use]
    pub fn from_random(random: [u8; 8]) -> Self {
        let mut rest = u64::from_be_bytes(random);
        Self(std::array::from_fn(|_| {
            let digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            digit
        }))
    }

    /// Reads typed digits, of either width, spaces and hyphens passed over.
    ///
    /// # Errors
    /// [`InviteCodeError`] where they are not eight digits.
    pub fn parse(typed: &str) -> Result<Self, InviteCodeError> {
        let mut code = Self([0; 8]);
        let mut count = 0;
        for c in typed
            .nfkc()
            .filter(|c| !matches!(c, ' ' | '-' | '\u{30fc}'))
        {
            let digit = c.to_digit(10).ok_or(InviteCodeError)?;
            *code.0.get_mut(count).ok_or(InviteCodeError)? = b'0' + digit as u8;
            count += 1;
        }
        if count == code.0.len() {
            Ok(code)
        } else {
            Err(InviteCodeError)
        }
    }

    /// As printed on the slip: `1234-5678`.
    #[must_use]
    pub fn print(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(9));
        for (n, digit) in self.0.iter().enumerate() {
            if n == 4 {
                text.push('-');
            }
            text.push(char::from(*digit));
        }
        text
    }
}

impl fmt::Debug for InviteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InviteCode(…)")
    }
}

fn invite(pepper: &Pepper, office: OfficeId, person: PersonNo, code: &InviteCode) -> Hmac<Sha256> {
    let mut mac = keyed(pepper, b"kagiban/1 invite\0");
    mac.update(&office.0);
    mac.update(&person.0.to_be_bytes());
    mac.update(&code.0);
    mac
}

/// HMAC-SHA256 under the pepper, begun with what it is for.
pub(super) fn keyed(pepper: &Pepper, purpose: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(pepper.expose()).expect("HMAC takes keys of any length");
    mac.update(purpose);
    mac
}

/// What is kept of an invitation: `HMAC-SHA256(pepper, "kagiban/1 invite\0" || office || person,
/// two bytes, big-endian || the eight ASCII digits)`. Without the pepper the code cannot be tried.
#[must_use]
pub fn invite_mac(
    pepper: &Pepper,
    office: OfficeId,
    person: PersonNo,
    code: &InviteCode,
) -> [u8; 32] {
    invite(pepper, office, person, code)
        .finalize()
        .into_bytes()
        .into()
}

/// Whether a typed code is the one kept, compared in constant time.
#[must_use]
pub fn invite_matches(
    kept: &[u8; 32],
    pepper: &Pepper,
    office: OfficeId,
    person: PersonNo,
    code: &InviteCode,
) -> bool {
    invite(pepper, office, person, code)
        .verify_slice(kept)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_digits_are_the_same_pin() {
        assert_eq!(Pin::typed("２７１８２８"), Pin::typed("271828"));
        assert_ne!(Pin::typed("271828"), Pin::typed("271829"));
    }

    #[test]
    fn short_and_trivial_pins_are_refused() {
        let check = |pin: &str, confirming| Pin::typed(pin).check(confirming);
        assert_eq!(check("271828", false), Ok(()));
        assert_eq!(check("27182", false), Err(PinError::TooShort { least: 6 }));
        assert_eq!(check("2718281", true), Err(PinError::TooShort { least: 8 }));
        assert_eq!(check("27182818", true), Ok(()));
        assert_eq!(check("鍵番鍵番の歌", false), Ok(()));
        assert_eq!(check(&"2718".repeat(17), false), Err(PinError::TooLong));
        assert_eq!(check("2718\t28", false), Err(PinError::Untypable));
        for pin in [
            "000000",
            "ああああああ",
            "121212",
            "1231231",
            "７７７７７７",
        ] {
            assert_eq!(check(pin, false), Err(PinError::Repeated), "{pin}");
        }
        for pin in ["123456", "987654", "789012", "210987", "１２３４５６７８"] {
            assert_eq!(check(pin, false), Err(PinError::Run), "{pin}");
        }
    }

    #[test]
    fn an_invitation_is_for_one_person_of_one_office() {
        let pepper = Pepper::new([1; 32]);
        let (office, person) = (OfficeId([2; 16]), PersonNo(7));
        let code = InviteCode::from_random([0xab; 8]);
        let kept = invite_mac(&pepper, office, person, &code);
        let typed = InviteCode::parse(&code.print()).unwrap();
        assert!(invite_matches(&kept, &pepper, office, person, &typed));
        for (pepper, office, person, code) in [
            (Pepper::new([0; 32]), office, person, &code),
            (Pepper::new([1; 32]), OfficeId([3; 16]), person, &code),
            (Pepper::new([1; 32]), office, PersonNo(8), &code),
            (
                Pepper::new([1; 32]),
                office,
                person,
                &InviteCode::from_random([0xac; 8]),
            ),
        ] {
            assert!(!invite_matches(&kept, &pepper, office, person, code));
        }
    }

    #[test]
    fn a_code_is_typed_in_either_width() {
        let code = InviteCode::parse("1234-5678").unwrap();
        assert_eq!(
            *InviteCode::parse("１２３４ ５６７８").unwrap().print(),
            *code.print()
        );
        for typed in ["1234567", "123456789", "1234567a", ""] {
            assert_eq!(InviteCode::parse(typed).unwrap_err(), InviteCodeError);
        }
    }

    #[test]
    fn nothing_typed_is_shown_in_a_log() {
        let shown = format!(
            "{:?} {:?}",
            Pin::typed("271828"),
            InviteCode::from_random([1; 8])
        );
        assert_eq!(shown, "Pin(…) InviteCode(…)");
    }
}
