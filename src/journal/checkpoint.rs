//! A checkpoint: what pins the whole history before it, on a sheet, on another machine, in memory.

use super::base32;
use super::merkle::Hash;
use super::{IdError, OfficeId};
use data_encoding::BASE64;
use std::fmt;
use std::str::FromStr;

const ORIGIN: &str = "kagiban/";

/// Size and root of one office's tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose tree.
    pub office: OfficeId,
    /// How many entries.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Why a text is not a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not exactly three lines, each ended by a line feed.
    #[error("not three lines, each ended by a line feed")]
    Lines,
    /// The first line is not `kagiban/` and an office id.
    #[error("the first line does not name an office of kagiban")]
    Origin,
    /// The second line is not a decimal number without leading zeros.
    #[error("the second line is not a size")]
    Size,
    /// The third line is not 32 bytes in base 64 with padding.
    #[error("the third line is not a root hash in base 64")]
    Root,
}

impl Checkpoint {
    /// The 26 characters that a form prints beside the size.
    #[must_use]
    pub fn short_root(&self) -> ShortRoot {
        ShortRoot::of(&self.root)
    }
}

impl fmt::Display for Checkpoint {
    /// Three lines, each ended by a line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = BASE64.encode(&self.root);
        write!(f, "{ORIGIN}{}\n{}\n{root}\n", self.office, self.size)
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointError;

    /// Reads exactly what [`fmt::Display`] writes.
    fn from_str(text: &str) -> Result<Self, CheckpointError> {
        let lines: Vec<_> = text.split('\n').collect();
        let [origin, size, root, ""] = lines[..] else {
            return Err(CheckpointError::Lines);
        };
        let office = origin
            .strip_prefix(ORIGIN)
            .ok_or(CheckpointError::Origin)
            .and_then(|id| OfficeId::parse(id).map_err(|_: IdError| CheckpointError::Origin))?;
        let number: u64 = size.parse().map_err(|_| CheckpointError::Size)?;
        if number.to_string() != size {
            return Err(CheckpointError::Size);
        }
        let root = BASE64
            .decode(root.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(CheckpointError::Root)?;
        Ok(Self {
            office,
            size: number,
            root,
        })
    }
}

/// How many characters a short root has: 130 bits.
pub const SHORT_ROOT_LEN: usize = 26;

/// The first 130 bits of a root, for paper: `Q7KD-2MXA-9TFE-5H3C-WB8R-K2NV-7A`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ShortRoot([u8; SHORT_ROOT_LEN]);

/// Why typed text is not a short root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShortRootError {
    /// A character that is not printed in short roots.
    #[error("{0:?} does not occur in a short root")]
    Letter(char),
    /// Not 26 characters; how many there are.
    #[error("a short root has 26 characters, not {0}")]
    Length(usize),
}

impl ShortRoot {
    /// The short form of a root.
    #[must_use]
    pub fn of(root: &Hash) -> Self {
        let values = base32::split(root);
        Self(std::array::from_fn(|i| values.get(i).copied().unwrap_or(0)))
    }
}

impl fmt::Display for ShortRoot {
    /// In fours, with hyphens between.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, value) in self.0.iter().enumerate() {
            if i > 0 && i % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", base32::letter(*value))?;
        }
        Ok(())
    }
}

impl FromStr for ShortRoot {
    type Err = ShortRootError;

    /// Reads what somebody types from paper: case, width, spaces and hyphens do not matter, O is
    /// read as 0, I and L as 1.
    fn from_str(typed: &str) -> Result<Self, ShortRootError> {
        let values = base32::read(typed).map_err(ShortRootError::Letter)?;
        let exact = <[u8; SHORT_ROOT_LEN]>::try_from(values.as_slice());
        exact
            .map(Self)
            .map_err(|_| ShortRootError::Length(values.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::merkle::empty_root;

    const TEXT: &str = "kagiban/11111111111111111111111111111111\n1248\n\
                        47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    #[test]
    fn a_checkpoint_is_three_lines() {
        let checkpoint = Checkpoint {
            office: OfficeId([0x11; 16]),
            size: 1248,
            root: empty_root(),
        };
        assert_eq!(checkpoint.to_string(), TEXT);
        assert_eq!(TEXT.parse(), Ok(checkpoint));
    }

    #[test]
    fn any_other_spelling_is_refused_with_its_line() {
        let with = |from: &str, to: &str| {
            assert!(TEXT.contains(from));
            TEXT.replacen(from, to, 1)
                .parse::<Checkpoint>()
                .unwrap_err()
        };
        assert_eq!(with("\n12", "\r\n12"), CheckpointError::Origin);
        assert_eq!(with("kagiban", "Kagiban"), CheckpointError::Origin);
        assert_eq!(with("/11", "/"), CheckpointError::Origin);
        assert_eq!(with("1248", "01248"), CheckpointError::Size);
        assert_eq!(with("1248", "+1248"), CheckpointError::Size);
        assert_eq!(with("1248", ""), CheckpointError::Size);
        assert_eq!(with("FU=", "FU"), CheckpointError::Root);
        assert_eq!(with("FU=", "FV="), CheckpointError::Root);
        assert_eq!(with("47DE", ""), CheckpointError::Root);
        assert_eq!(with("=\n", "="), CheckpointError::Lines);
        assert_eq!(with("=\n", "=\n\n"), CheckpointError::Lines);
        assert_eq!("".parse::<Checkpoint>(), Err(CheckpointError::Lines));
    }

    #[test]
    fn a_short_root_is_typed_back_from_paper_in_any_manner() {
        let short = ShortRoot::of(&empty_root());
        assert_eq!(short.to_string(), "WERC-8GMR-ZGE1-96QV-YK49-JVXS-4G");
        for typed in [
            "werc8gmrzge196qvyk49jvxs4g",
            " WERC 8GMR ZGEl 96QV YK49 JVXS 4G ",
            "ＷＥＲＣ－８ＧＭＲ－ＺＧＥ１－９６ＱＶ－ＹＫ４９－ＪＶＸＳ－４Ｇ",
        ] {
            assert_eq!(typed.parse(), Ok(short), "{typed}");
        }
        assert_eq!("WERC".parse::<ShortRoot>(), Err(ShortRootError::Length(4)));
        assert_eq!(
            "WERU-8".parse::<ShortRoot>(),
            Err(ShortRootError::Letter('U'))
        );
    }

    #[test]
    fn a_short_root_depends_on_each_of_its_130_bits() {
        let root = empty_root();
        for bit in 0..256usize {
            let mut other = root;
            other[bit / 8] ^= 0x80 >> (bit % 8);
            let same = ShortRoot::of(&other) == ShortRoot::of(&root);
            assert_eq!(same, bit >= 130, "bit {bit}");
        }
    }
}
