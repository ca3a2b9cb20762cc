//! Records that are too many for memory and are asked for seldom: a file of the operating system
//! without a name, gone with the program, of which nobody else can make anything. Each block is
//! sealed under a key that lives in this value alone, so what comes back is what was put, or an
//! error.
//!
//! Where no such file can be had, or no more of it, records stay in memory.

use super::error::{Corrupt, StoreError};
use chacha20poly1305::aead::{Aead as _, KeyInit as _};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroize as _;

/// Records are sealed and written together once they are so many bytes; tests come to it sooner.
const BLOCK: usize = if cfg!(test) { 1 << 10 } else { 32 << 10 };
/// So many blocks are kept at hand, those that were written or read last.
const AT_HAND: usize = if cfg!(test) { 2 } else { 32 };

/// Puts records aside and finds them again by number.
pub trait Shelf: Send {
    /// Puts a record aside, and gives its number: one more than that of the record before.
    ///
    /// # Errors
    /// Where there are more than can be numbered.
    fn put(&mut self, record: &[u8]) -> Result<u32, StoreError>;

    /// The record of that number.
    ///
    /// # Errors
    /// Where there is none, or where it is not what was put.
    fn get(&mut self, number: u32) -> Result<Vec<u8>, StoreError>;
}

/// Records aside in a file.
pub struct Aside {
    cipher: ChaCha20Poly1305,
    /// None where there is none to be had.
    file: Option<File>,
    /// Whether a further block may go there.
    writable: bool,
    end: u64,
    blocks: Vec<Block>,
    /// The block that is being filled.
    filling: Vec<u8>,
    /// How many records were put, and how many of them before the block that is being filled.
    count: u32,
    before: u32,
    at_hand: VecDeque<(usize, Arc<[u8]>)>,
}

/// Records that were sealed together.
struct Block {
    /// The number of its first record.
    first: u32,
    lies: Lies,
}

enum Lies {
    File { at: u64, len: u32 },
    Memory(Box<[u8]>),
}

impl Default for Aside {
    fn default() -> Self {
        Self::with(file())
    }
}

/// A file that has no name: where large temporary files belong, so not where a system keeps them
/// in memory.
fn file() -> Option<File> {
    let named = std::env::var_os("TMPDIR").map(PathBuf::from);
    let large = cfg!(unix).then(|| PathBuf::from("/var/tmp"));
    let folders = named.into_iter().chain(large).chain([std::env::temp_dir()]);
    let mut files = folders.filter_map(|folder| tempfile::tempfile_in(folder).ok());
    files.next()
}

fn wrong(detail: impl Into<String>) -> StoreError {
    Corrupt::new("records aside", detail).into()
}

impl Aside {
    /// Without a file, everything stays in memory.
    fn with(file: Option<File>) -> Self {
        let mut key = [0; 32];
        // Without a secret nothing may leave the memory.
        let secret = getrandom::fill(&mut key).is_ok();
        let cipher = ChaCha20Poly1305::new((&key).into());
        key.zeroize();
        Self {
            cipher,
            writable: secret && file.is_some(),
            file,
            end: 0,
            blocks: Vec::new(),
            filling: Vec::with_capacity(BLOCK),
            count: 0,
            before: 0,
            at_hand: VecDeque::new(),
        }
    }

    /// Each block has a number of its own, and no two are sealed under it.
    fn nonce(block: usize) -> Nonce {
        let mut nonce = [0; 12];
        let (_, number) = nonce.split_at_mut(4);
        number.copy_from_slice(&(block as u64).to_be_bytes());
        nonce.into()
    }

    /// Seals what was filled.
    fn close(&mut self) {
        let filled: Arc<[u8]> = self.filling.as_slice().into();
        self.filling.clear();
        let number = self.blocks.len();
        let lies = self
            .write(number, &filled)
            .unwrap_or_else(|| Lies::Memory(filled.as_ref().into()));
        if matches!(lies, Lies::File { .. }) {
            self.keep(number, filled);
        }
        self.blocks.push(Block {
            first: self.before,
            lies,
        });
        self.before = self.count;
    }

    /// None where nothing more can be written, from then on.
    fn write(&mut self, number: usize, filled: &[u8]) -> Option<Lies> {
        let mut file = self.file.as_ref().filter(|_| self.writable)?;
        let at = self.end;
        let written = self
            .cipher
            .encrypt(&Self::nonce(number), filled)
            .ok()
            .and_then(|sealed| {
                file.seek(SeekFrom::Start(at)).ok()?;
                file.write_all(&sealed).ok()?;
                u32::try_from(sealed.len()).ok()
            });
        let Some(len) = written else {
            self.writable = false;
            return None;
        };
        self.end = at + u64::from(len);
        Some(Lies::File { at, len })
    }

    fn keep(&mut self, number: usize, block: Arc<[u8]>) {
        if self.at_hand.len() >= AT_HAND {
            self.at_hand.pop_front();
        }
        self.at_hand.push_back((number, block));
    }

    /// A sealed block as it was filled.
    fn block(&mut self, number: usize) -> Result<Arc<[u8]>, StoreError> {
        if let Some(place) = self.at_hand.iter().rposition(|(n, _)| *n == number)
            && let Some(found) = self.at_hand.remove(place)
        {
            let block = Arc::clone(&found.1);
            self.at_hand.push_back(found);
            return Ok(block);
        }
        let lies = self.blocks.get(number).map(|block| &block.lies);
        let (at, len) = match lies {
            Some(Lies::Memory(block)) => return Ok(block.as_ref().into()),
            Some(Lies::File { at, len }) => (*at, *len),
            None => return Err(wrong("there is no such block")),
        };
        let mut file = self
            .file
            .as_ref()
            .ok_or_else(|| wrong("its file is gone"))?;
        let mut sealed = vec![0; len as usize];
        file.seek(SeekFrom::Start(at)).map_err(StoreError::Io)?;
        file.read_exact(&mut sealed).map_err(StoreError::Io)?;
        let opened = self.cipher.decrypt(&Self::nonce(number), &*sealed);
        let opened =
            opened.map_err(|_| wrong(format!("block {number} is not what was written")))?;
        let opened: Arc<[u8]> = opened.into();
        self.keep(number, Arc::clone(&opened));
        Ok(opened)
    }
}

impl Shelf for Aside {
    fn put(&mut self, record: &[u8]) -> Result<u32, StoreError> {
        let full = || wrong("there are too many");
        let length = u32::try_from(record.len()).map_err(|_| full())?;
        let number = self.count;
        self.count = number.checked_add(1).ok_or_else(full)?;
        self.filling.extend_from_slice(&length.to_le_bytes());
        self.filling.extend_from_slice(record);
        if self.filling.len() >= BLOCK {
            self.close();
        }
        Ok(number)
    }

    fn get(&mut self, number: u32) -> Result<Vec<u8>, StoreError> {
        if number >= self.before {
            return nth(&self.filling, number - self.before);
        }
        let after = self.blocks.partition_point(|block| block.first <= number);
        let place = after.checked_sub(1);
        let first = place.and_then(|place| Some(self.blocks.get(place)?.first));
        match place.zip(first) {
            Some((place, first)) => nth(&self.block(place)?, number - first),
            None => Err(wrong("there is no such record")),
        }
    }
}

/// The record at that place of a block.
fn nth(block: &[u8], place: u32) -> Result<Vec<u8>, StoreError> {
    let next = |rest: &[u8]| -> Option<(usize, usize)> {
        let length = u32::from_le_bytes(*rest.first_chunk::<4>()?);
        let end = usize::try_from(length).ok()?.checked_add(4)?;
        (end <= rest.len()).then_some((4, end))
    };
    let mut rest = block;
    for _ in 0..place {
        let end = next(rest).map(|(_, end)| end);
        rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
    }
    let record = next(rest).and_then(|(start, end)| rest.get(start..end));
    Ok(record
        .ok_or_else(|| wrong("there is no such record"))?
        .to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(n: u32) -> Vec<u8> {
        let length = (n * 37 % 900) as usize;
        n.to_be_bytes()
            .iter()
            .copied()
            .cycle()
            .take(length)
            .collect()
    }

    fn filled(mut aside: Aside) -> Aside {
        for n in 0..2000 {
            assert_eq!(aside.put(&record(n)).unwrap(), n);
            assert_eq!(aside.get(n / 2).unwrap(), record(n / 2));
        }
        // One longer than a block.
        assert_eq!(aside.put(&[7; 3 * BLOCK]).unwrap(), 2000);
        aside
    }

    #[test]
    fn what_is_put_aside_is_found_again() {
        for file in [tempfile::tempfile().ok(), None] {
            let mut aside = filled(Aside::with(file));
            for n in (0..2000).rev() {
                assert_eq!(aside.get(n).unwrap(), record(n), "{n}");
            }
            assert_eq!(aside.get(2000).unwrap(), [7; 3 * BLOCK]);
            assert!(aside.get(2001).is_err());
            assert!(aside.at_hand.len() <= AT_HAND);
        }
    }

    #[test]
    fn a_file_that_takes_no_more_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, b"").unwrap();
        let mut aside = filled(Aside::with(File::open(&path).ok()));
        for n in 0..2000 {
            assert_eq!(aside.get(n).unwrap(), record(n), "{n}");
        }
    }

    #[test]
    fn nothing_can_be_read_of_the_file_or_changed_in_it() {
        let mut aside = filled(Aside::with(tempfile::tempfile().ok()));
        let mut file = aside.file.as_ref().unwrap();
        let mut written = Vec::new();
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut written).unwrap();
        assert_eq!(written.len() as u64, aside.end);
        let told = record(24);
        assert!(!written.windows(64).any(|part| part == &told[..64]));
        // One byte of the first block.
        written[9] ^= 1;
        file.seek(SeekFrom::Start(0)).unwrap();
        file.write_all(&written).unwrap();
        aside.at_hand.clear();
        assert!(matches!(aside.get(1), Err(StoreError::Corrupt(_))));
        // Blocks exchanged.
        let (one, two) = (aside.blocks[3].first, aside.blocks[4].first);
        aside.blocks.swap(3, 4);
        aside.blocks[3].first = one;
        aside.blocks[4].first = two;
        assert!(matches!(aside.get(one), Err(StoreError::Corrupt(_))));
    }
}
