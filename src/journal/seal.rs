//! A sealed key: a person's signing seed under their PIN and the office's pepper.
//!
//! It lies in a table beside the journal and may be replaced; never in the journal, an export or a
//! copy. Version 1, 129 bytes, integers big-endian:
//!
//! ```text
//! 0x01 || memory, KiB 4 || passes 4 || salt 16 || nonce 24 || sealed seed 48 || mac 32
//! bound  = "kagiban/1 seal\0" || office 16 || person 2 || public key 32 || the first 9 bytes
//! key    = Argon2id v1.3 (PIN as NFKC UTF-8, salt, secret = pepper, memory, passes, 1 lane, 32 bytes)
//! sealed = XChaCha20-Poly1305(key, nonce, seed, associated data = bound)
//! mac    = HMAC-SHA256(pepper, bound || salt || nonce || sealed)
//! ```
//!
//! The mac tells a damaged or moved box from a wrong PIN without a PIN being tried.

use super::entry::take;
use super::pin::keyed;
use super::{OfficeId, Pepper, PersonNo, Pin, PublicKey, Signer};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::Mac as _;
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a sealed key.
pub const SEALED_LEN: usize = 9 + 16 + 24 + 48 + 32;
const VERSION: u8 = 0x01;
const CONTEXT: &[u8] = b"kagiban/1 seal\0";

/// How much work one try of a PIN is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    mem_kib: u32,
    passes: u32,
}

/// Parameters weaker than the sample office's, or beyond what a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{mem_kib} KiB in {passes} passes is not a key derivation that this program allows")]
pub struct KdfParamsError {
    /// Asked-for memory in KiB.
    pub mem_kib: u32,
    /// Asked-for passes.
    pub passes: u32,
}

impl KdfParams {
    /// For offices: 64 MiB, 3 passes.
    pub const STANDARD: Self = Self {
        mem_kib: 64 * 1024,
        passes: 3,
    };
    /// For the sample office, whose PINs are published: 8 MiB, 1 pass.
    pub const SAMPLE: Self = Self {
        mem_kib: 8 * 1024,
        passes: 1,
    };

    /// Parameters from [`KdfParams::SAMPLE`] up to 1 GiB and 16 passes.
    ///
    /// # Errors
    /// [`KdfParamsError`] outside.
    pub fn new(mem_kib: u32, passes: u32) -> Result<Self, KdfParamsError> {
        let fits = (Self::SAMPLE.mem_kib..=1024 * 1024).contains(&mem_kib)
            && (Self::SAMPLE.passes..=16).contains(&passes);
        if fits {
            Ok(Self { mem_kib, passes })
        } else {
            Err(KdfParamsError { mem_kib, passes })
        }
    }

    /// Memory in KiB.
    #[must_use]
    pub fn mem_kib(self) -> u32 {
        self.mem_kib
    }

    /// Passes over it.
    #[must_use]
    pub fn passes(self) -> u32 {
        self.passes
    }

    fn head(self) -> [u8; 9] {
        let mut head = [VERSION; 9];
        head[1..5].copy_from_slice(&self.mem_kib.to_be_bytes());
        head[5..].copy_from_slice(&self.passes.to_be_bytes());
        head
    }
}

/// Why bytes are not a sealed key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedKeyError {
    /// Not [`SEALED_LEN`] bytes; how many there are.
    #[error("a sealed key has 129 bytes, not {0}")]
    Length(usize),
    /// A version that this program does not know.
    #[error("a sealed key of version {0} is unknown here")]
    Version(u8),
    /// Parameters that this program does not allow.
    #[error(transparent)]
    Params(#[from] KdfParamsError),
}

/// The host has not the memory for the key derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not enough memory to open or seal a key")]
pub struct NoMemory;

/// Why a sealed key does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The box is whole and this person's: the PIN is wrong. To be counted.
    #[error("the PIN is wrong")]
    WrongPin,
    /// The box is damaged, another person's or another office's, or the key file is not the one it
    /// was sealed under. No PIN was tried.
    #[error("the sealed key is damaged, or does not belong to this person and key file")]
    Damaged,
    /// See [`NoMemory`].
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
}

/// A signing seed under a PIN and the pepper, bound to office, person and public key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedKey {
    params: KdfParams,
    salt: [u8; 16],
    nonce: [u8; 24],
    sealed: [u8; 48],
    mac: [u8; 32],
}

impl fmt::Debug for SealedKey {
    /// Without the box: a log is no place for something that a PIN opens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedKey({:?})", self.params)
    }
}

impl SealedKey {
    /// Seals the seed of a person's key. `salt` and `nonce` are fresh random bytes. Takes as long
    /// as a PIN try takes; whether the PIN may be chosen is [`Pin::check`].
    ///
    /// # Errors
    /// [`NoMemory`]
    #[expect(clippy::too_many_arguments, reason = "each is bound into the box")]
    pub fn seal(
        seed: &[u8; 32],
        pin: &Pin,
        pepper: &Pepper,
        office: OfficeId,
        person: PersonNo,
        salt: [u8; 16],
        nonce: [u8; 24],
        params: KdfParams,
    ) -> Result<Self, NoMemory> {
        let bound = bound(office, person, Signer::from_seed(seed).public(), params);
        let payload = Payload {
            msg: seed,
            aad: &bound,
        };
        let sealed = cipher(pin, pepper, &salt, params)?
            .encrypt(&XNonce::from(nonce), payload)
            .ok()
            .and_then(|sealed| sealed.try_into().ok())
            .expect("XChaCha20-Poly1305 makes 48 bytes of 32");
        let mut key = Self {
            params,
            salt,
            nonce,
            sealed,
            mac: [0; 32],
        };
        key.mac = key.mac(pepper, &bound).finalize().into_bytes().into();
        Ok(key)
    }

    /// Opens the key of this person, whose enrolled public key is `public`. Slow by design.
    ///
    /// # Errors
    /// [`OpenError`]; only [`OpenError::WrongPin`] means that a PIN was tried.
    pub fn open(
        &self,
        pin: &Pin,
        pepper: &Pepper,
        office: OfficeId,
        person: PersonNo,
        public: PublicKey,
    ) -> Result<Signer, OpenError> {
        let bound = bound(office, person, public, self.params);
        self.mac(pepper, &bound)
            .verify_slice(&self.mac)
            .map_err(|_| OpenError::Damaged)?;
        let payload = Payload {
            msg: &self.sealed,
            aad: &bound,
        };
        let opened = cipher(pin, pepper, &self.salt, self.params)?
            .decrypt(&XNonce::from(self.nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| OpenError::WrongPin)?;
        let seed = opened.as_slice().try_into();
        let signer = Signer::from_seed(seed.map_err(|_| OpenError::Damaged)?);
        if signer.public() == public {
            Ok(signer)
        } else {
            Err(OpenError::Damaged)
        }
    }

    /// With what work it was sealed.
    #[must_use]
    pub fn params(&self) -> KdfParams {
        self.params
    }

    /// The 129 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [
            self.params.head().as_slice(),
            &self.salt,
            &self.nonce,
            &self.sealed,
            &self.mac,
        ]
        .concat()
    }

    /// Reads the 129 bytes.
    ///
    /// # Errors
    /// [`SealedKeyError`]
    pub fn parse(bytes: &[u8]) -> Result<Self, SealedKeyError> {
        let mut rest = bytes;
        if bytes.len() != SEALED_LEN {
            return Err(SealedKeyError::Length(bytes.len()));
        }
        let [version] = take(&mut rest);
        if version != VERSION {
            return Err(SealedKeyError::Version(version));
        }
        let mem_kib = u32::from_be_bytes(take(&mut rest));
        let passes = u32::from_be_bytes(take(&mut rest));
        Ok(Self {
            params: KdfParams::new(mem_kib, passes)?,
            salt: take(&mut rest),
            nonce: take(&mut rest),
            sealed: take(&mut rest),
            mac: take(&mut rest),
        })
    }

    fn mac(&self, pepper: &Pepper, bound: &[u8]) -> hmac::Hmac<sha2::Sha256> {
        let mut mac = keyed(pepper, bound);
        mac.update(&self.salt);
        mac.update(&self.nonce);
        mac.update(&self.sealed);
        mac
    }
}

fn bound(office: OfficeId, person: PersonNo, public: PublicKey, params: KdfParams) -> Vec<u8> {
    [
        CONTEXT,
        &office.0,
        &person.0.to_be_bytes(),
        &public.0,
        &params.head(),
    ]
    .concat()
}

fn cipher(
    pin: &Pin,
    pepper: &Pepper,
    salt: &[u8; 16],
    params: KdfParams,
) -> Result<XChaCha20Poly1305, NoMemory> {
    let mut key = Zeroizing::new([0; 32]);
    // Lengths and parameters are within Argon2's limits, so memory is all that can be lacking.
    let params = Params::new(params.mem_kib, params.passes, 1, Some(key.len()));
    params
        .and_then(|params| {
            Argon2::new_with_secret(pepper.expose(), Algorithm::Argon2id, Version::V0x13, params)
        })
        .and_then(|argon2| argon2.hash_password_into(pin.bytes(), salt, key.as_mut_slice()))
        .map_err(|_| NoMemory)?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: OfficeId = OfficeId([0x11; 16]);
    const PERSON: PersonNo = PersonNo(2);
    const SEED: [u8; 32] = [0x33; 32];

    fn pepper() -> Pepper {
        Pepper::new([0x66; 32])
    }

    fn public() -> PublicKey {
        Signer::from_seed(&SEED).public()
    }

    fn sealed() -> SealedKey {
        SealedKey::seal(
            &SEED,
            &Pin::typed("271828"),
            &pepper(),
            OFFICE,
            PERSON,
            [0x77; 16],
            [0x88; 24],
            KdfParams::SAMPLE,
        )
        .unwrap()
    }

    fn open(key: &SealedKey, pin: &str) -> Result<PublicKey, OpenError> {
        key.open(&Pin::typed(pin), &pepper(), OFFICE, PERSON, public())
            .map(|signer| signer.public())
    }

    #[test]
    fn the_right_pin_opens_and_a_wrong_one_is_called_wrong() {
        let key = SealedKey::parse(&sealed().to_bytes()).unwrap();
        assert_eq!(open(&key, "271828"), Ok(public()));
        assert_eq!(open(&key, "２７１８２８"), Ok(public()));
        assert_eq!(open(&key, "271829"), Err(OpenError::WrongPin));
        assert_eq!(open(&key, ""), Err(OpenError::WrongPin));
        assert!(!format!("{key:?}").contains("119"), "the salt in {key:?}");
    }

    #[test]
    fn a_box_moved_elsewhere_does_not_open_and_no_pin_is_tried() {
        let key = sealed();
        let pin = Pin::typed("271828");
        let other = Signer::from_seed(&[0x34; 32]).public();
        for result in [
            key.open(&pin, &Pepper::new([0; 32]), OFFICE, PERSON, public()),
            key.open(&pin, &pepper(), OfficeId([0; 16]), PERSON, public()),
            key.open(&pin, &pepper(), OFFICE, PersonNo(3), public()),
            key.open(&pin, &pepper(), OFFICE, PERSON, other),
        ] {
            assert_eq!(result.unwrap_err(), OpenError::Damaged);
        }
    }

    #[test]
    fn any_damage_is_told_from_a_wrong_pin() {
        let bytes = sealed().to_bytes();
        for at in 0..SEALED_LEN {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            if let Ok(key) = SealedKey::parse(&damaged) {
                assert_eq!(open(&key, "271828"), Err(OpenError::Damaged), "byte {at}");
            }
        }
    }

    #[test]
    fn weak_and_absurd_parameters_are_not_even_read() {
        let with = |mem: u32, passes: u32| {
            let mut bytes = sealed().to_bytes();
            bytes[1..5].copy_from_slice(&mem.to_be_bytes());
            bytes[5..9].copy_from_slice(&passes.to_be_bytes());
            SealedKey::parse(&bytes).map(|key| key.params())
        };
        assert_eq!(with(64 * 1024, 3), Ok(KdfParams::STANDARD));
        for (mem_kib, passes) in [
            (0, 1),
            (8 * 1024 - 1, 1),
            (8 * 1024, 0),
            (1024 * 1024 + 1, 1),
            (8 * 1024, 17),
            (u32::MAX, u32::MAX),
        ] {
            let refused = KdfParamsError { mem_kib, passes };
            assert_eq!(with(mem_kib, passes), Err(refused.into()));
        }
        assert_eq!(
            SealedKey::parse(&[1; 128]),
            Err(SealedKeyError::Length(128))
        );
        assert_eq!(
            SealedKey::parse(&[2; SEALED_LEN]),
            Err(SealedKeyError::Version(2))
        );
    }
}
