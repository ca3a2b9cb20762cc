//! Offices for tests: each in a home of its own, the sample one made once a build and copied.

use kagiban::calendar::{Happened, Moment, WorkDay};
use kagiban::desk::{Clock, Desk, EveningMark, Opening, SetClock};
use kagiban::journal::{PersonNo, Pin, PlaceId};
use kagiban::text::Paragraph;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::UNIX_EPOCH;

/// The program.
pub const BINARY: &str = env!("CARGO_BIN_EXE_kagiban");

/// The published PIN of the sample's people who do not confirm, and of those who do.
pub fn pins() -> (String, String) {
    kagiban::desk::sample::published_pins().unwrap()
}

/// The keys of a signature: person, PIN, Enter. Managers, deputies and protection officers of the
/// sample are 01 to 03.
pub fn signature(person: &str) -> String {
    let (pin, confirming) = pins();
    let confirms = matches!(person, "01" | "02" | "03");
    format!("{person}{}<enter>", if confirms { confirming } else { pin })
}

/// A home with an office in it, or the place for one. Gone when dropped.
pub struct Office {
    home: tempfile::TempDir,
}

impl Office {
    /// A copy of the sample office.
    pub fn sample() -> Self {
        let office = Self::empty();
        copy(sample(), &office.dir());
        office
    }

    /// No office yet.
    pub fn empty() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
        }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The folder of the office.
    pub fn dir(&self) -> PathBuf {
        self.home.path().join("office")
    }

    /// The whole environment of the program.
    pub fn env(&self) -> Vec<(&'static str, PathBuf)> {
        vec![
            ("HOME", self.home().to_owned()),
            ("XDG_DATA_HOME", self.home().join("data")),
            ("XDG_STATE_HOME", self.home().join("state")),
            ("XDG_CONFIG_HOME", self.home().join("config")),
            ("TMPDIR", self.home().to_owned()),
            ("LANG", PathBuf::from("C.UTF-8")),
            ("KAGIBAN_DIR", self.dir()),
        ]
    }

    /// How many records the journal holds; fails where something in it does not agree.
    #[track_caller]
    pub fn records(&self) -> u64 {
        let output = self.command(&["verify", "--lang", "en"]).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        said.split(' ').next().unwrap().parse().unwrap()
    }

    /// What `kagiban status` says.
    pub fn status(&self) -> String {
        let output = self.command(&["status"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    /// The office by its library, at that moment.
    pub fn desk(&self, now: &str) -> Desk {
        let clock: Arc<dyn Clock> = Arc::new(SetClock::at(Moment::parse(now).unwrap()));
        let opening = Opening {
            clock: Some(clock),
            ..Opening::default()
        };
        Desk::open(&self.dir(), opening).unwrap()
    }

    /// The sample goes on at that moment: its clock follows the last record, a lock of a cabinet.
    pub fn goes_on_at(&self, now: &str) -> Desk {
        let desk = self.desk(now);
        let today = desk.view().unwrap().today();
        lock(&desk, 4, today);
        desk
    }

    /// The program without a terminal.
    pub fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(BINARY);
        command.env_clear();
        for (name, value) in self.env() {
            command.env(name, value);
        }
        command.current_dir(self.home()).args(args);
        command
    }
}

/// A lock of a place on a day, recorded now by a clerk.
pub fn lock(desk: &Desk, place: u16, day: WorkDay) {
    let view = desk.view().unwrap();
    let today = day == view.today();
    let at = if today {
        view.now
    } else {
        Moment::at(day.0, 18 * 60).unwrap()
    };
    let mark = EveningMark::Locked {
        at: Happened(at),
        why: (!today).then(|| Paragraph::new("記録が遅れた").unwrap()),
    };
    let lock = view.propose_evening(PlaceId(place), day, &mark).unwrap();
    let pin = Pin::typed(&pins().0);
    desk.sign(PersonNo(7), &pin, &[lock]).unwrap();
}

/// The sample office as `kagiban demo` makes it, made once for this build of the program.
fn sample() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR"));
        fs::create_dir_all(root).unwrap();
        let lock = File::create(root.join("sample.lock")).unwrap();
        lock.lock().unwrap();
        let binary = fs::metadata(BINARY).unwrap();
        let built = binary.modified().unwrap().duration_since(UNIX_EPOCH);
        let build = format!("sample-{}-{}", binary.len(), built.unwrap().as_nanos());
        let made = root.join(&build);
        if !made.exists() {
            for old in fs::read_dir(root).unwrap().flatten() {
                if old.file_name().to_string_lossy().starts_with("sample-") {
                    let _ = fs::remove_dir_all(old.path());
                }
            }
            let new = root.join(format!("new-{build}"));
            let _ = fs::remove_dir_all(&new);
            let home = Office::empty();
            let status = Command::new(BINARY)
                .env_clear()
                .envs(home.env())
                .args(["demo", "--no-ui", "--dir"])
                .arg(&new)
                .stdout(std::process::Stdio::null())
                .status()
                .unwrap();
            assert!(status.success(), "kagiban demo: {status}");
            fs::rename(&new, &made).unwrap();
        }
        made
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}
