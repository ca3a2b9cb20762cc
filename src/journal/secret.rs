//! The secrets of an office, all from one sheet of paper.
//!
//! ```text
//! PRK       = HKDF-Extract(SHA-256, no salt, master)
//! store key = HKDF-Expand(PRK, "kagiban/1 store key", 32)        in the key file
//! pepper    = HKDF-Expand(PRK, "kagiban/1 pepper", 32)           in the key file
//! recovery  = HKDF-Expand(PRK, "kagiban/1 recovery signer", 32)  Ed25519 seed, on paper only
//! ```

use super::{OfficeId, Signer};
use data_encoding::HEXLOWER;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

macro_rules! secret {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Zeroize, ZeroizeOnDrop)]
        pub struct $name([u8; 32]);

        impl $name {
            /// Takes the bytes in; the caller wipes its own copy.
            #[must_use]
            pub fn new(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The bytes, for a cipher.
            #[must_use]
            pub fn expose(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret!(
    /// The root of an office's secrets: random, printed once for the safe, stored nowhere.
    Master
);
secret!(
    /// The key under which the store's pages are encrypted at rest.
    StoreKey
);
secret!(
    /// The secret without which no PIN can be tried.
    Pepper
);

impl Master {
    /// The store's key.
    #[must_use]
    pub fn store_key(&self) -> StoreKey {
        let mut key = StoreKey([0; 32]);
        self.derive(b"kagiban/1 store key", &mut key.0);
        key
    }

    /// The pepper.
    #[must_use]
    pub fn pepper(&self) -> Pepper {
        let mut pepper = Pepper([0; 32]);
        self.derive(b"kagiban/1 pepper", &mut pepper.0);
        pepper
    }

    /// The recovery key, which genesis names: it vouches for a new key where a second role holder
    /// is missing.
    #[must_use]
    pub fn recovery_signer(&self) -> Signer {
        let mut seed = Zeroizing::new([0; 32]);
        self.derive(b"kagiban/1 recovery signer", &mut seed);
        Signer::from_seed(&seed)
    }

    /// The key file of the office whose master this is.
    #[must_use]
    pub fn key_file(&self, office: OfficeId) -> KeyFile {
        KeyFile {
            office,
            store: self.store_key(),
            pepper: self.pepper(),
        }
    }

    fn derive(&self, info: &[u8], to: &mut [u8; 32]) {
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(info, to)
            .expect("HKDF-SHA256 gives up to 8160 bytes");
    }
}

/// Why a text is not a key file. Never names what stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// Not the key file of this version of kagiban.
    #[error("not a key file of kagiban, version 1")]
    Version,
    /// This line is missing, of another name, or not hexadecimal of the right length; from 1.
    #[error("line {0} of the key file cannot be read")]
    Line(usize),
    /// There is more than the five lines.
    #[error("the key file has too many lines")]
    TooLong,
    /// The lines are well-formed but not those that were written.
    #[error("the key file has been changed: its check line does not fit")]
    Check,
}

/// What lies beside the journal, readable to its users only: the store's key and the pepper.
#[derive(Debug)]
pub struct KeyFile {
    /// Whose.
    pub office: OfficeId,
    /// The store's key.
    pub store: StoreKey,
    /// The pepper.
    pub pepper: Pepper,
}

const KEY_FILE_VERSION: &str = "kagiban key file 1";

impl KeyFile {
    /// Five lines: version, office, store key, pepper, and eight digits that tell a damaged file
    /// from a wrong PIN.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let store = Zeroizing::new(HEXLOWER.encode(&self.store.0));
        let pepper = Zeroizing::new(HEXLOWER.encode(&self.pepper.0));
        // Reserved whole: a growing buffer would leave copies of the secrets behind.
        let mut text = Zeroizing::new(String::with_capacity(512));
        for part in [
            KEY_FILE_VERSION,
            "\noffice ",
            &self.office.to_string(),
            "\nstore ",
            &store,
            "\npepper ",
            &pepper,
            "\n",
        ] {
            text.push_str(part);
        }
        let check = HEXLOWER.encode(&Sha256::digest(text.as_bytes())[..4]);
        for part in ["check ", &check, "\n"] {
            text.push_str(part);
        }
        text
    }

    /// Reads a key file. Line ends of Windows are allowed; everything else is as written.
    ///
    /// # Errors
    /// [`KeyFileError`]
    pub fn parse(text: &str) -> Result<Self, KeyFileError> {
        let mut lines = text.lines();
        if lines.next() != Some(KEY_FILE_VERSION) {
            return Err(KeyFileError::Version);
        }
        let office = OfficeId(hex_line(&mut lines, 2, "office ")?);
        let store = StoreKey(hex_line(&mut lines, 3, "store ")?);
        let pepper = Pepper(hex_line(&mut lines, 4, "pepper ")?);
        let check: [u8; 4] = hex_line(&mut lines, 5, "check ")?;
        if lines.next().is_some() {
            return Err(KeyFileError::TooLong);
        }
        let file = Self {
            office,
            store,
            pepper,
        };
        let check = Zeroizing::new(format!("check {}\n", HEXLOWER.encode(&check)));
        if file.to_text().ends_with(check.as_str()) {
            Ok(file)
        } else {
            Err(KeyFileError::Check)
        }
    }
}

fn hex_line<'a, const N: usize>(
    lines: &mut impl Iterator<Item = &'a str>,
    number: usize,
    name: &str,
) -> Result<[u8; N], KeyFileError> {
    let bytes = lines
        .next()
        .and_then(|line| line.strip_prefix(name))
        .and_then(|hex| HEXLOWER.decode(hex.as_bytes()).ok())
        .map(Zeroizing::new);
    bytes
        .and_then(|bytes| bytes.as_slice().try_into().ok())
        .ok_or(KeyFileError::Line(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> KeyFile {
        Master::new([0x77; 32]).key_file(OfficeId([0x11; 16]))
    }

    #[test]
    fn a_key_file_is_read_back_with_either_line_end() {
        let text = file().to_text();
        for text in [text.to_string(), text.replace('\n', "\r\n")] {
            let read = KeyFile::parse(&text).unwrap();
            assert_eq!(read.office, OfficeId([0x11; 16]));
            assert_eq!(read.store.expose(), file().store.expose());
            assert_eq!(read.pepper.expose(), file().pepper.expose());
        }
    }

    #[test]
    fn a_changed_key_file_is_refused_with_its_line() {
        let text = file().to_text();
        let with = |from: &str, to: &str| {
            assert!(text.contains(from), "{from}");
            KeyFile::parse(&text.replacen(from, to, 1)).unwrap_err()
        };
        assert_eq!(with("file 1", "file 2"), KeyFileError::Version);
        assert_eq!(with("office 1", "office "), KeyFileError::Line(2));
        assert_eq!(with("store", "Store"), KeyFileError::Line(3));
        assert_eq!(with("pepper ", "pepper  "), KeyFileError::Line(4));
        assert_eq!(with("check", "check x"), KeyFileError::Line(5));
        assert_eq!(with("office 1", "office 2"), KeyFileError::Check);
        let longer = format!("{}more\n", *text);
        assert_eq!(KeyFile::parse(&longer).unwrap_err(), KeyFileError::TooLong);
        assert_eq!(KeyFile::parse("").unwrap_err(), KeyFileError::Version);
        let cut = text.split_inclusive('\n').take(3).collect::<String>();
        assert_eq!(KeyFile::parse(&cut).unwrap_err(), KeyFileError::Line(4));
    }

    #[test]
    fn the_secrets_of_one_sheet_have_nothing_in_common() {
        let master = Master::new([0x77; 32]);
        let pepper = master.pepper();
        assert_ne!(master.store_key().expose(), pepper.expose());
        assert_ne!(
            master.recovery_signer().public(),
            Signer::from_seed(pepper.expose()).public()
        );
    }

    #[test]
    fn no_secret_is_shown_in_a_log() {
        assert_eq!(
            format!("{:?} {:?}", Master::new([7; 32]), file().pepper),
            "Master(…) Pepper(…)"
        );
        assert!(!format!("{:?}", file()).contains("77"));
    }
}
