//! `kagiban demo`: a sample office with a month behind it.

use super::failure::{Failure, path};
use super::open::open;
use super::place::Place;
use super::progress::Progress;
use super::{Exit, print};
use crate::desk::{Desk, sample};
use crate::locale::Locale;
use crate::t;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What was asked for.
pub(super) struct Demo<'a> {
    /// The folder named on the command line.
    pub(super) dir: Option<&'a Path>,
    /// Only make it.
    pub(super) no_ui: bool,
    /// How many entries its history holds.
    pub(super) entries: Option<u64>,
}

/// A sample office's folder; a temporary one is gone with it.
struct Folder {
    dir: PathBuf,
    temporary: Option<TempDir>,
}

/// Makes or finds the sample office, and shows it.
pub(super) fn run(
    demo: &Demo<'_>,
    words: Locale,
    show: impl FnOnce(Desk) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let mut folder = match demo.dir {
        Some(dir) => named(dir, demo.entries, words)?,
        None => temporary(demo.entries, words)?,
    };
    let place = Place {
        dir: folder.dir.clone(),
        memory: None,
    };
    let (desk, words) = open(&place, words)?;
    let view = desk.view().map_err(|e| Failure::desk(&e, words))?;
    if !view.office.sample {
        return Err(Failure::written(t!(
            words,
            cli_demo_not_a_sample,
            dir = path(&folder.dir)
        )));
    }
    drop(view);
    if !demo.no_ui {
        return show(desk);
    }
    // It was asked for, so it stays.
    if let Some(temporary) = folder.temporary.take() {
        folder.dir = temporary.keep();
    }
    let size = desk
        .checkpoint()
        .map_err(|e| Failure::desk(&e, words))?
        .size;
    let (pin, confirming) = sample::published_pins().map_err(|e| Failure::set_up(&e, words))?;
    print(&format!(
        "{}\n",
        t!(
            words,
            cli_demo_made,
            dir = path(&folder.dir),
            size = size,
            pin = pin,
            confirming = confirming
        )
    ));
    Ok(Exit::Fine)
}

/// A folder that was named: made whole beside it and then moved there, or found.
fn named(dir: &Path, entries: Option<u64>, words: Locale) -> Result<Folder, Failure> {
    let found = Folder {
        dir: dir.to_owned(),
        temporary: None,
    };
    if dir.join(crate::store::FILE_NAME).exists() {
        return Ok(found);
    }
    let empty = match std::fs::read_dir(dir) {
        Ok(mut inside) => inside.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if !empty {
        return Err(Failure::written(t!(
            words,
            cli_demo_not_empty,
            dir = path(dir)
        )));
    }
    let failed = |error: std::io::Error| Failure::io(&error, words);
    let whole = std::path::absolute(dir).map_err(failed)?;
    let parent = whole.parent().unwrap_or(&whole);
    std::fs::create_dir_all(parent).map_err(failed)?;
    let new = tempfile::Builder::new()
        .prefix(".kagiban-")
        .tempdir_in(parent)
        .map_err(failed)?;
    make(new.path(), entries, words)?;
    std::fs::rename(new.keep(), &whole).map_err(failed)?;
    Ok(found)
}

fn temporary(entries: Option<u64>, words: Locale) -> Result<Folder, Failure> {
    let new = tempfile::Builder::new()
        .prefix("kagiban-")
        .tempdir()
        .map_err(|error| Failure::io(&error, words))?;
    make(new.path(), entries, words)?;
    Ok(Folder {
        dir: new.path().to_owned(),
        temporary: Some(new),
    })
}

fn make(dir: &Path, entries: Option<u64>, words: Locale) -> Result<(), Failure> {
    let mut line = Progress::new(t!(words, cli_demo_progress));
    sample::make(dir, entries, &mut |done, total| line.tell(done, total))
        .map_err(|error| Failure::set_up(&error, words))
}
