//! A file that is replaced whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file in the making, beside its place. What is there stays as it is until [`Part::put`];
/// dropped, the new one is gone and nothing has happened. A device or a pipe is written to as it
/// is, when it is put.
pub struct Part {
    place: PathBuf,
    what: What,
}

enum What {
    /// Beside its place.
    Beside(BufWriter<tempfile::NamedTempFile>),
    /// For a device or a pipe.
    Straight(Vec<u8>),
}

impl Part {
    /// Begins it.
    ///
    /// # Errors
    /// The operating system: no such folder, no leave to write there.
    pub fn beside(place: &Path) -> io::Result<Self> {
        let what = match fs::metadata(place) {
            Ok(known) if known.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Ok(known) if !known.is_file() => What::Straight(Vec::new()),
            _ => What::Beside(BufWriter::new(beside(place)?)),
        };
        Ok(Self {
            place: place.to_owned(),
            what,
        })
    }

    /// Its place.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// All of it is written: makes sure that it is on disk.
    ///
    /// # Errors
    /// The operating system: no room.
    pub fn whole(&mut self) -> io::Result<()> {
        match &mut self.what {
            What::Straight(_) => Ok(()),
            What::Beside(part) => {
                part.flush()?;
                part.get_ref().as_file().sync_all()
            }
        }
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// The operating system; what was there is untouched then.
    pub fn put(mut self) -> io::Result<()> {
        self.whole()?;
        match self.what {
            What::Straight(bytes) => {
                let mut there = OpenOptions::new().write(true).open(&self.place)?;
                there.write_all(&bytes)?;
                there.flush()
            }
            What::Beside(part) => {
                let part = part.into_inner().map_err(|e| e.into_error())?;
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

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.what {
            What::Beside(part) => part.write(bytes),
            What::Straight(all) => all.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.what {
            What::Beside(part) => part.flush(),
            What::Straight(_) => Ok(()),
        }
    }
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn beside(place: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kagiban-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: what the user's mask leaves.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_stays_until_the_new_one_is_put_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lock-2026-11.pdf");
        fs::write(&file, "old").unwrap();
        let mut part = Part::beside(&file).unwrap();
        part.write_all(b"new").unwrap();
        part.whole().unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"old");
        part.put().unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn a_part_that_is_given_up_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lock-2026-11.pdf");
        let mut part = Part::beside(&file).unwrap();
        part.write_all(b"new").unwrap();
        part.whole().unwrap();
        drop(part);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_folder_is_not_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let refused = Part::beside(folder.path()).err().unwrap();
        assert_eq!(refused.kind(), io::ErrorKind::IsADirectory);
    }
}
