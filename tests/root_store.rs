//! What only root can arrange: small, full and read-only file systems, and another account.
//! Built and run with `--features root-tests` alone; without root it fails.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

mod store_support;

use kagiban::store::{
    AppendError, Batch, CreateError, FILE_NAME, Log as _, Mode, OpenError, ReadLog as _, ReadOnly,
    Store,
};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use store_support::*;
use tempfile::TempDir;

/// A file system in memory, gone at the end.
struct Mounted(TempDir);

impl Mounted {
    fn of_size(size: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let options = format!("size={size},mode=755");
        run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(dir.path()));
        Self(dir)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, options: &str) {
        run(Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(self.path()));
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

fn run(command: &mut Command) {
    let status = command.status().unwrap();
    assert!(status.success(), "{command:?}: these tests need root");
}

fn open(dir: &Path) -> Result<Store, OpenError> {
    Store::open(dir, &mut go())
}

fn long(number: usize) -> String {
    format!("{number} {}", "持出し".repeat(2000))
}

fn try_append(store: &Store, number: usize) -> Result<(), AppendError> {
    let after = store.head(&chain(1))?;
    let batch: Batch = entry(chain(1), after, &long(number)).into();
    store.append(&batch, toy(), &mut go()).map(drop)
}

fn check(store: &Store) -> usize {
    let now = store.snapshot().unwrap();
    let texts = check_journal(&now);
    for (number, text) in texts.iter().enumerate() {
        assert_eq!(*text, long(number));
    }
    assert_eq!(now.applied(1).unwrap(), texts.len() as u64);
    texts.len()
}

#[test]
fn a_full_disk_is_said_to_be_full_and_nothing_is_lost() {
    let disk = Mounted::of_size("4m");
    let dir = disk.path();
    Store::create(dir, &office()).unwrap();
    let store = open(dir).unwrap();
    let mut number = 0;
    let error = loop {
        match try_append(&store, number) {
            Ok(()) => number += 1,
            Err(error) => break error,
        }
        assert!(number < 2000, "it is never full");
    };
    let AppendError::Full { landed } = error else {
        panic!("{error}");
    };
    let kept = number + usize::from(landed);
    // Still full: all can be read, by this one and by one who comes now; writing is refused again.
    assert_eq!(check(&store), kept);
    assert_eq!(check(&open(dir).unwrap()), kept);
    let again = try_append(&store, kept);
    assert!(matches!(again, Err(AppendError::Full { .. })), "{again:?}");

    disk.remount("size=32m");
    let kept = check(&store);
    for number in kept..kept + 20 {
        try_append(&store, number).unwrap();
    }
    assert_eq!(check(&store), kept + 20);
    drop(store);
    assert_eq!(check(&open(dir).unwrap()), kept + 20);
}

#[test]
fn no_office_is_left_where_there_is_no_room_for_one() {
    let disk = Mounted::of_size("16k");
    let made = Store::create(disk.path(), &office());
    assert!(matches!(made, Err(CreateError::Full)), "{made:?}");
    assert_eq!(std::fs::read_dir(disk.path()).unwrap().count(), 0);
}

#[test]
fn a_read_only_folder_is_read() {
    let disk = Mounted::of_size("32m");
    let dir = disk.path();
    Store::create(dir, &office()).unwrap();
    let store = open(dir).unwrap();
    try_append(&store, 0).unwrap();
    // A copy of the file as a writer who was cut off leaves it.
    let unfinished = dir.join("unfinished");
    std::fs::create_dir(&unfinished).unwrap();
    std::fs::copy(dir.join(FILE_NAME), unfinished.join(FILE_NAME)).unwrap();
    drop(store);
    disk.remount("ro");

    let store = open(dir).unwrap();
    assert_eq!(store.mode(), Mode::ReadOnly(ReadOnly::Folder));
    assert_eq!(check(&store), 1);
    let refused = try_append(&store, 1);
    assert!(
        matches!(refused, Err(AppendError::ReadOnly(ReadOnly::Folder))),
        "{refused:?}"
    );
    let refused = open(&unfinished);
    assert!(
        matches!(refused, Err(OpenError::NeedsWriter)),
        "{refused:?}"
    );
    let made = Store::create(&unfinished.join(".."), &office());
    assert!(matches!(made, Err(CreateError::Exists { .. })), "{made:?}");
    std::fs::read(unfinished.join(FILE_NAME)).unwrap();

    disk.remount("rw");
    assert_eq!(check(&open(&unfinished).unwrap()), 1);
}

#[test]
fn nothing_is_made_in_a_read_only_folder() {
    let disk = Mounted::of_size("1m");
    disk.remount("ro");
    let made = Store::create(disk.path(), &office());
    assert!(
        matches!(made, Err(CreateError::Permission { .. })),
        "{made:?}"
    );
}

const OFFICE_DIR: &str = "KAGIBAN_TEST_OFFICE";
const NOBODY: u32 = 65534;

#[test]
fn another_account_sees_what_it_may() {
    if let Some(dir) = std::env::var_os(OFFICE_DIR) {
        let opened = open(&PathBuf::from(dir));
        let code = match opened {
            Err(OpenError::Permission { .. }) => 41,
            Ok(store) if store.mode() == Mode::ReadOnly(ReadOnly::Folder) => 42,
            Ok(_) => 43,
            Err(_) => 44,
        };
        std::process::exit(code);
    }
    // Room for the program itself, which lies there with the office.
    let disk = Mounted::of_size("256m");
    Store::create(disk.path(), &office()).unwrap();
    // The program itself may lie where nobody may go.
    let program = disk.path().join("program");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let as_nobody = || {
        let status = Command::new(&program)
            .args(["--exact", "another_account_sees_what_it_may"])
            .env(OFFICE_DIR, disk.path())
            .current_dir("/")
            .uid(NOBODY)
            .gid(NOBODY)
            .status();
        status.unwrap().code()
    };
    let set = |mode| {
        let file = disk.path().join(FILE_NAME);
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    assert_eq!(as_nobody(), Some(41));
    set(0o664);
    assert_eq!(as_nobody(), Some(42));
    set(0o666);
    assert_eq!(as_nobody(), Some(43));
}
