//! Where sheets go: stdout, or a file that is replaced whole or not at all.

use super::failure::{Failure, path};
use crate::locale::Locale;
use crate::t;
use crate::text::shown;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file. What is there stays as it is until the new one is whole and on disk; a device or
/// a pipe is written to as it is.
pub(super) fn write(file: &Path, bytes: &[u8], words: Locale) -> Result<(), Failure> {
    try_write(file, bytes).map_err(|error| {
        let what = error.to_string();
        let what = shown(&what);
        Failure::written(t!(
            words,
            form_not_written,
            file = path(file),
            what = what.as_str()
        ))
    })
}

fn try_write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Ok(known) = fs::metadata(file)
        && !known.is_file()
    {
        let mut there = OpenOptions::new().write(true).open(file)?;
        there.write_all(bytes)?;
        return there.flush();
    }
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kagiban-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file: what the user's mask leaves.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut part = builder.tempfile_in(folder)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    part.persist(file).map_err(|e| e.error)?;
    // The name is on disk once its folder is; where a folder cannot be opened so, it is as safe as
    // the system makes it.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}
