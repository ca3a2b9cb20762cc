//! What is promised: a batch that was acknowledged before the engine has committed it.
//!
//! A commit of the engine writes a dozen pages and flushes twice; nobody need wait for that who is
//! already sure to find the record again. So the batch itself is first written as one short note
//! into the unused end of page 0 and flushed, once; it is then acknowledged, and committed behind
//! the acknowledgement. If the program dies in between, whoever comes next finds a note that
//! follows on the journal as it stands, and carries it out before anything else.
//!
//! ```text
//! note = "kgbredo\x01" || size of the journal before it 8 || length of the batch 4 || batch
//!        || checksum of all that 8                                     (integers big endian)
//! ```
//! A note whose size is not that of the journal was carried out long ago; one that was torn does
//! not agree with its checksum and was never acknowledged. A batch that does not fit is committed
//! before it is acknowledged.

use super::checksum;
use super::log::{Batch, NewEntry};
use super::pages::{BEHIND_HEADER, STORED};
use super::record::Stored;
use crate::journal::EntryId;
use redb::StorageBackend;
use std::io;

/// Where the note lies: from the second sector on, so that it never shares one with the header.
const AT: u64 = 512;
const ROOM: usize = STORED - 512;
const MAGIC: [u8; 8] = *b"kgbredo\x01";
const FRONT: usize = MAGIC.len() + 8 + 4;
/// Binds the checksum to what it is of.
const SEED: u64 = u64::from_be_bytes(MAGIC);

const _: () = assert!(BEHIND_HEADER as u64 <= AT);

/// The note for a batch behind `size` entries; `None` where it is too long for one.
pub(super) fn note(size: u64, batch: &Batch) -> Option<Vec<u8>> {
    let mut note = Vec::with_capacity(ROOM);
    note.extend_from_slice(&MAGIC);
    note.extend_from_slice(&size.to_be_bytes());
    note.extend_from_slice(&[0; 4]);
    put_batch(&mut note, batch)?;
    let length = u32::try_from(note.len() - FRONT).ok()?.to_be_bytes();
    note.get_mut(FRONT - 4..FRONT)?.copy_from_slice(&length);
    let sum = checksum::sum(SEED, &note).to_le_bytes();
    note.extend_from_slice(&sum);
    (note.len() <= ROOM).then_some(note)
}

/// Writes a note and flushes it: from here on its batch is on disk.
pub(super) fn write(file: &dyn StorageBackend, note: &[u8]) -> io::Result<()> {
    file.write(AT, note)?;
    file.sync_data()
}

/// Takes back a note that could not be flushed and whose batch is not acknowledged.
pub(super) fn take_back(file: &dyn StorageBackend) -> io::Result<()> {
    file.write(AT, &[0; FRONT])
}

/// Whether a note follows on a journal of `size` entries. One short read.
pub(super) fn is_owed(file: &dyn StorageBackend, size: u64) -> io::Result<bool> {
    let mut front = [0; MAGIC.len() + 8];
    file.read(AT, &mut front)?;
    let (magic, before) = front.split_at(MAGIC.len());
    Ok(magic == MAGIC && before == size.to_be_bytes())
}

/// The batch of the note that follows on a journal of `size` entries, if there is a whole one.
pub(super) fn owed(file: &dyn StorageBackend, size: u64) -> io::Result<Option<Batch>> {
    if !is_owed(file, size)? {
        return Ok(None);
    }
    let mut room = vec![0; ROOM];
    file.read(AT, &mut room)?;
    Ok(read(&room))
}

fn read(room: &[u8]) -> Option<Batch> {
    let length = room.get(FRONT - 4..)?.first_chunk::<4>()?;
    let end = FRONT.checked_add(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    let note = room.get(..end)?;
    let sum = room.get(end..)?.first_chunk::<{ checksum::LEN }>()?;
    if checksum::sum(SEED, note).to_le_bytes() != *sum {
        return None;
    }
    let mut rest = note.get(FRONT..)?;
    let batch = take_batch(&mut rest)?;
    rest.is_empty().then_some(batch)
}

fn put_batch(to: &mut Vec<u8>, batch: &Batch) -> Option<()> {
    put_count(to, batch.entries.len())?;
    for new in &batch.entries {
        to.extend_from_slice(&new.chain);
        match &new.after {
            Some(after) => {
                to.push(1);
                to.extend_from_slice(&after.0);
            }
            None => to.push(0),
        }
        put_bytes(to, &new.entry.to_record())?;
    }
    put_count(to, batch.side.len())?;
    for (key, value) in &batch.side {
        put_bytes(to, key)?;
        match value {
            Some(value) => {
                to.push(1);
                put_bytes(to, value)?;
            }
            None => to.push(0),
        }
    }
    Some(())
}

fn take_batch(from: &mut &[u8]) -> Option<Batch> {
    let mut batch = Batch::default();
    for _ in 0..take_count(from)? {
        let chain = take(from)?;
        let after = match take::<1>(from)? {
            [0] => None,
            _ => Some(EntryId(take(from)?)),
        };
        let entry = Stored::from_record(0, take_bytes(from)?).ok()?;
        batch.entries.push(NewEntry {
            id: entry.id(),
            entry,
            chain,
            after,
        });
    }
    for _ in 0..take_count(from)? {
        let key = take_bytes(from)?.to_vec();
        let value = match take::<1>(from)? {
            [0] => None,
            _ => Some(take_bytes(from)?.to_vec()),
        };
        batch.side.push((key, value));
    }
    Some(batch)
}

fn put_count(to: &mut Vec<u8>, count: usize) -> Option<()> {
    to.extend_from_slice(&u16::try_from(count).ok()?.to_be_bytes());
    Some(())
}

fn put_bytes(to: &mut Vec<u8>, bytes: &[u8]) -> Option<()> {
    put_count(to, bytes.len())?;
    to.extend_from_slice(bytes);
    Some(())
}

fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = from.split_first_chunk::<N>()?;
    *from = rest;
    Some(*taken)
}

fn take_count(from: &mut &[u8]) -> Option<usize> {
    take(from).map(|bytes| usize::from(u16::from_be_bytes(bytes)))
}

fn take_bytes<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let count = take_count(from)?;
    let (taken, rest) = from.split_at_checked(count)?;
    *from = rest;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::{Batch, NewEntry, ROOM, note, owed, read, write};
    use crate::journal::{EntryId, LEAF_LEN, commitment};
    use crate::store::Stored;
    use redb::StorageBackend as _;
    use redb::backends::InMemoryBackend;

    fn batch(body: &str) -> Batch {
        let (salt, body) = ([9; 32], body.as_bytes().to_vec());
        let mut leaf = [0; LEAF_LEN];
        leaf[0] = 1;
        leaf[50..82].copy_from_slice(&commitment(&salt, &body));
        let entry = Stored { leaf, salt, body };
        let new = |after| NewEntry {
            id: entry.id(),
            entry: entry.clone(),
            chain: [3; 16],
            after,
        };
        Batch {
            entries: vec![new(None), new(Some(EntryId([5; 32])))],
            side: vec![(vec![1], Some(vec![2, 3])), (vec![4], None)],
        }
    }

    fn file() -> InMemoryBackend {
        let file = InMemoryBackend::new();
        file.set_len(8208).unwrap();
        file
    }

    #[test]
    fn a_note_is_read_back_as_it_was_written_and_only_behind_its_own_size() {
        let (file, batch) = (file(), batch("施錠しました"));
        assert_eq!(owed(&file, 0).unwrap(), None);
        write(&file, &note(7, &batch).unwrap()).unwrap();
        assert_eq!(owed(&file, 7).unwrap(), Some(batch));
        assert_eq!(owed(&file, 8).unwrap(), None);
        super::take_back(&file).unwrap();
        assert_eq!(owed(&file, 7).unwrap(), None);
    }

    #[test]
    fn what_does_not_fit_has_no_note() {
        assert!(note(0, &batch(&"a".repeat(ROOM / 2))).is_none());
        assert!(note(0, &batch(&"a".repeat(70_000))).is_none());
        assert!(note(0, &batch(&"a".repeat(1000))).is_some_and(|note| note.len() <= ROOM));
    }

    #[test]
    fn a_torn_note_is_none() {
        let note = note(1, &batch("施錠しました")).unwrap();
        let mut room = vec![0; ROOM];
        for cut in 0..note.len() {
            room.fill(0);
            room[..cut].copy_from_slice(&note[..cut]);
            assert!(read(&room).is_none(), "{cut} bytes of {}", note.len());
        }
    }
}
