//! The printer of this host: `lp`, where somebody has set one up.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The command that prints.
const LP: &str = "lp";

/// A way to the printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer(PathBuf);

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// It could not be started, or went away.
    #[error(transparent)]
    System(#[from] io::Error),
    /// It refused, and what it said.
    #[error("{0}")]
    Refused(String),
}

impl Printer {
    /// `lp` on the search path of this process; none where there is none.
    #[must_use]
    pub fn of_host() -> Option<Self> {
        let path = std::env::var_os("PATH")?;
        Self::on(std::env::split_paths(&path))
    }

    /// The same in these folders.
    pub fn on(folders: impl IntoIterator<Item = PathBuf>) -> Option<Self> {
        let mut folders = folders.into_iter();
        folders.find_map(|folder| {
            let file = folder.join(LP);
            runs(&file).then_some(Self(file))
        })
    }

    /// Hands a document over, under this name. Gives what the printer says to it: the number of the
    /// job. Handed over is not printed: of paper and ink the program knows nothing.
    ///
    /// # Errors
    /// [`PrintError`]; nothing was taken then.
    pub fn print(&self, name: &str, document: &[u8]) -> Result<String, PrintError> {
        let mut lp = Command::new(&self.0)
            .args(["-t", name, "--", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let written = match lp.stdin.take() {
            Some(mut pipe) => pipe.write_all(document),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        let said = lp.wait_with_output()?;
        if !said.status.success() {
            return Err(PrintError::Refused(first_line(&said.stderr)));
        }
        written?;
        Ok(first_line(&said.stdout))
    }
}

fn first_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    said.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(unix)]
fn runs(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn runs(_: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn lp(folder: &Path, script: &str) -> Printer {
        let file = folder.join(LP);
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        Printer::on([folder.to_owned()]).unwrap()
    }

    #[test]
    fn a_document_goes_whole_to_lp_and_its_answer_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let got = folder.path().join("got");
        let script = format!("cat > {}\necho request id is desk-7", got.display());
        let printer = lp(folder.path(), &script);
        let document = vec![7; 300_000];
        assert_eq!(
            printer.print("lock", &document).unwrap(),
            "request id is desk-7"
        );
        assert_eq!(std::fs::read(got).unwrap(), document);
    }

    #[test]
    fn a_printer_that_refuses_is_told_in_its_own_words() {
        let folder = tempfile::tempdir().unwrap();
        let printer = lp(folder.path(), "echo 'lp: no destination' >&2\nexit 1");
        let refused = printer.print("lock", b"paper").unwrap_err();
        assert_eq!(refused.to_string(), "lp: no destination");
    }

    #[test]
    fn a_folder_without_lp_has_no_printer() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Printer::on([folder.path().to_owned()]), None);
    }
}
