//! `kagiban export`: the journal for strangers, and the checkpoint that pins it.

use super::failure::{Failure, path};
use super::open::open;
use super::place::Place;
use super::progress::Progress;
use super::stop::Stop;
use super::{Exit, form};
use crate::desk::paper::Part;
use crate::desk::{Desk, ExportError};
use crate::journal::Checkpoint;
use crate::locale::Locale;
use crate::t;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes it to a file and its checkpoint beside it, or to stdout and the checkpoint to stderr.
pub(super) fn run(place: &Place, file: Option<&Path>, words: Locale) -> Result<Exit, Failure> {
    let (desk, words) = open(place, words)?;
    let stop = Stop::on_interrupt();
    match file {
        Some(file) => to_file(&desk, file, &stop, words),
        None => {
            let out = Path::new("-");
            let mut to = BufWriter::new(io::stdout().lock());
            let checkpoint = write(&desk, &mut to, out, &stop, words)?;
            let _ = write!(io::stderr(), "{checkpoint}");
            Ok(Exit::Fine)
        }
    }
}

fn to_file(desk: &Desk, file: &Path, stop: &Stop, words: Locale) -> Result<Exit, Failure> {
    let beside = checkpoint_of(file);
    let refused = |of: &Path, error: &io::Error| form::not_written(of, error, words);
    let mut lines = Part::beside(file).map_err(|e| refused(file, &e))?;
    let mut pinned = Part::beside(&beside).map_err(|e| refused(&beside, &e))?;
    let checkpoint = write(desk, &mut lines, file, stop, words)?;
    write!(pinned, "{checkpoint}").map_err(|e| refused(&beside, &e))?;
    lines.whole().map_err(|e| refused(file, &e))?;
    pinned.whole().map_err(|e| refused(&beside, &e))?;
    // The journal first: if the second cannot be put, an older checkpoint still pins its beginning.
    lines.put().map_err(|e| refused(file, &e))?;
    pinned.put().map_err(|e| refused(&beside, &e))?;
    let said = t!(
        words,
        cli_export_written,
        file = path(file),
        size = checkpoint.size,
        checkpoint = path(&beside)
    );
    let _ = writeln!(io::stderr(), "{said}");
    Ok(Exit::Fine)
}

fn write(
    desk: &Desk,
    out: &mut dyn Write,
    named: &Path,
    stop: &Stop,
    words: Locale,
) -> Result<Checkpoint, Failure> {
    let mut line = Progress::new(t!(words, cli_export_progress));
    let made = desk.export(out, &mut |done, total| {
        line.tell(done, total);
        stop.go_on()
    });
    drop(line);
    match made {
        Ok(Some(checkpoint)) => Ok(checkpoint),
        Ok(None) => Err(Failure::written(t!(words, cli_export_stopped))),
        Err(ExportError::Desk(error)) => Err(Failure::desk(&error, words)),
        Err(ExportError::Io(error)) => Err(form::not_written(named, &error, words)),
    }
}

/// `journal.jsonl.checkpoint` of `journal.jsonl`.
fn checkpoint_of(file: &Path) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".checkpoint");
    PathBuf::from(name)
}
