//! Which folder is the office: `--dir`, then `KAGIBAN_DIR`, then `dir` of a `kagiban.toml` beside the
//! executable, then the user's own data folder. And where this user's terminal keeps its memory.

use super::failure::Failure;
use crate::journal::PersonNo;
use crate::locale::{Lang, Locale};
use crate::text::TomlFault;
use crate::tui::say;
use etcetera::BaseStrategy as _;
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The variable that names the folder.
pub const VARIABLE: &str = "KAGIBAN_DIR";
/// The file beside the executable.
pub const CONFIG: &str = "kagiban.toml";

/// What `kagiban.toml` may say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder of the office; a relative one is looked for beside the file.
    pub dir: Option<PathBuf>,
    /// `ja` or `en`.
    #[serde(default, deserialize_with = "language")]
    pub lang: Option<Lang>,
    /// Nobody may leave the program for a shell.
    #[serde(default)]
    pub kiosk: bool,
    /// The number of the person whose own terminal this is.
    #[serde(default)]
    pub owner: Option<PersonNo>,
}

fn language<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Lang>, D::Error> {
    let written = String::deserialize(from)?;
    match written.as_str() {
        "ja" => Ok(Some(Lang::Ja)),
        "en" => Ok(Some(Lang::En)),
        _ => Err(serde::de::Error::custom("ja, en")),
    }
}

/// Where things are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The folder of the office.
    pub dir: PathBuf,
    /// Where this user's terminal remembers what it has seen; none where the host has no such place.
    pub memory: Option<PathBuf>,
}

impl Config {
    /// Reads the file beside the executable; without one, nothing is configured.
    ///
    /// # Errors
    /// When it is there and cannot be read: its path, its line and what is wrong.
    pub fn beside(executable: &Path, words: Locale) -> Result<Self, Failure> {
        let Some(folder) = executable.parent() else {
            return Ok(Self::default());
        };
        let file = folder.join(CONFIG);
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(Failure::config(
                    &file,
                    0,
                    &say::io::error(&error, words),
                    words,
                ));
            }
        };
        let mut config: Self = toml::from_str(&text).map_err(|error| {
            let (line, fault) = TomlFault::of(&error, &text);
            let what = say::fault::toml(&fault, words);
            Failure::config(&file, line.unwrap_or(1), &what, words)
        })?;
        config.dir = config.dir.map(|dir| folder.join(dir));
        Ok(config)
    }
}

impl Place {
    /// Where the office is, by what was typed, the environment and the configuration, in this order.
    ///
    /// # Errors
    /// When nothing names a folder and this user has no home.
    pub fn find(
        typed: Option<&Path>,
        variable: Option<OsString>,
        config: &Config,
        words: Locale,
    ) -> Result<Self, Failure> {
        let base = etcetera::choose_base_strategy().ok();
        let named = typed
            .map(Path::to_owned)
            .or_else(|| variable.filter(|v| !v.is_empty()).map(PathBuf::from))
            .or_else(|| config.dir.clone());
        let dir = match (named, &base) {
            (Some(dir), _) => dir,
            (None, Some(base)) => base.data_dir().join("kagiban"),
            (None, None) => return Err(Failure::no_folder(words)),
        };
        Ok(Self {
            dir,
            memory: base.map(|base| {
                base.state_dir()
                    .unwrap_or_else(|| base.data_dir())
                    .join("kagiban")
            }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Exit;

    fn words() -> Locale {
        Locale::new(Lang::Ja)
    }

    fn find(typed: Option<&str>, variable: Option<&str>, config: &Config) -> PathBuf {
        let typed = typed.map(Path::new);
        Place::find(typed, variable.map(OsString::from), config, words())
            .unwrap()
            .dir
    }

    #[test]
    fn what_is_typed_goes_before_the_variable_and_the_variable_before_the_file() {
        let config = Config {
            dir: Some(PathBuf::from("file")),
            ..Config::default()
        };
        assert_eq!(
            find(Some("typed"), Some("var"), &config),
            Path::new("typed")
        );
        assert_eq!(find(None, Some("var"), &config), Path::new("var"));
        assert_eq!(find(None, Some(""), &config), Path::new("file"));
        let own = find(None, None, &Config::default());
        assert!(own.ends_with("kagiban"), "{}", own.display());
    }

    #[test]
    fn the_file_beside_the_program_names_a_folder_beside_itself() {
        let folder = tempfile::tempdir().unwrap();
        let executable = folder.path().join("kagiban");
        assert_eq!(
            Config::beside(&executable, words()).unwrap(),
            Config::default()
        );
        std::fs::write(
            folder.path().join(CONFIG),
            "dir = \"office\"\nlang = \"en\"\n",
        )
        .unwrap();
        let config = Config::beside(&executable, words()).unwrap();
        assert_eq!(config.dir, Some(folder.path().join("office")));
        assert_eq!(config.lang, Some(Lang::En));
    }

    #[test]
    fn a_broken_file_is_refused_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let executable = folder.path().join("kagiban");
        for broken in [
            "dir = \"a\"\ndir =\n",
            "dir = \"a\"\ncolour = 1\n",
            "\nlang = \"fr\"\n",
        ] {
            std::fs::write(folder.path().join(CONFIG), broken).unwrap();
            let failure = Config::beside(&executable, words()).unwrap_err();
            assert_eq!(failure.exit, Exit::NotRead);
            assert!(failure.text.contains("kagiban.toml:2"), "{}", failure.text);
        }
    }
}
