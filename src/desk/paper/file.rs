//! A file that is replaced whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// A file that is whole and on disk under another name, and not yet in its place. Dropped, it is
/// gone, and what was there is untouched.
#[derive(Debug)]
pub struct Part {
    place: PathBuf,
    what: What,
}

#[derive(Debug)]
enum What {
    /// Beside its place.
    Beside(tempfile::NamedTempFile),
    /// For a device or a pipe, which is written to as it is.
    Straight(Vec<u8>),
}

impl Part {
    /// Writes it beside its place. A device or a pipe is only opened.
    ///
    /// # Errors
    /// The operating system: no such folder, no leave to write there, no room.
    pub fn beside(place: &Path, bytes: &[u8]) -> io::Result<Self> {
        let what = match fs::metadata(place) {
            Ok(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(known) if !known.is_file() => What::Straight(bytes.to_vec()),
            _ => What::Beside(beside(place, bytes)?),
        };
        Ok(Self {
            place: place.to_owned(),
            what,
        })
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// The operating system; what was there is untouched then.
    pub fn put(self) -> io::Result<()> {
        match self.what {
            What::Straight(bytes) => {
                let mut there = OpenOptions::new().write(true).open(&self.place)?;
                there.write_all(&bytes)?;
                there.flush()
            }
            What::Beside(part) => {
                part.persist(&self.place).map_err(|e| e.error)?;
                // The name is on disk once its folder is; where a folder cannot be opened so, it is
                // as safe as the system makes it.
                if let Ok(folder) = File::open(folder(&self.place)) {
                    let _ = folder.sync_all();
                }
                Ok(())
            }
        }
    }
}

/// Writes a file. What is there stays as it is until the new one is whole and on disk; a device or
/// a pipe is written to as it is.
///
/// # Errors
/// The operating system.
pub fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    Part::beside(file, bytes)?.put()
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn beside(place: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kagiban-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: what the user's mask leaves.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut part = builder.tempfile_in(folder(place))?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    Ok(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_stays_until_the_new_one_is_put_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lock-2026-11.pdf");
        fs::write(&file, "old").unwrap();
        let part = Part::beside(&file, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"old");
        part.put().unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn a_part_that_is_given_up_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lock-2026-11.pdf");
        drop(Part::beside(&file, b"new").unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_is_not_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Part::beside(folder.path(), b"new").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::IsADirectory);
    }
}
