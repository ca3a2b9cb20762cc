//! Several processes on one office: killed, stopped, racing. Each test starts itself again as the
//! other process, told by an environment variable what to do.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod store_support;

use kagiban::store::{
    AppendError, Fold, FoldError, Log as _, OpenError, ReadLog as _, Rows, RowsMut, Store, Stored,
    Verdict, Waiting,
};
use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use store_support::disk::Dice;
use store_support::*;

const OFFICE_DIR: &str = "KAGIBAN_TEST_OFFICE";
const NAME: &str = "KAGIBAN_TEST_NAME";

/// In a process started by [`start`]: the office and this process's name.
fn told() -> Option<(PathBuf, String)> {
    let dir = std::env::var_os(OFFICE_DIR)?;
    Some((dir.into(), std::env::var(NAME).unwrap()))
}

/// Starts this test program again, for one test only.
fn start(test: &str, dir: &Path, name: &str) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(OFFICE_DIR, dir)
        .env(NAME, name)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    (child, out)
}

/// Tells the other side, past the test harness, at once.
fn tell(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\nTELL {what}").unwrap();
    out.flush().unwrap();
}

fn told_in(line: &str) -> Option<&str> {
    line.strip_prefix("TELL ")
}

fn new_office() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    Store::create(dir.path(), &office()).unwrap();
    dir
}

/// Appends to a chain shared with others and tells each acknowledged text, until it is killed.
fn append_for_ever(dir: &Path, name: &str) -> ! {
    let store = Store::open(dir, &mut go()).unwrap();
    for number in 0.. {
        let text = format!("{name}-{number}");
        loop {
            let after = store.head(&chain(1)).unwrap();
            let batch = entry(chain(1), after, &text).into();
            match store.append(&batch, toy(), &mut go()) {
                Ok(_) => break tell(&text),
                Err(AppendError::Stale { .. }) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
    unreachable!("it is killed before")
}

#[test]
fn killed_writers_lose_nothing_acknowledged() {
    if let Some((dir, name)) = told() {
        append_for_ever(&dir, &name);
    }
    const WRITERS: usize = 3;
    const KILLS: usize = 25;
    let office = new_office();
    let dir = office.path();
    let acknowledged: Vec<String> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn(move || {
                    let mut dice = Dice(writer as u64);
                    let mut seen = Vec::new();
                    for life in 0..KILLS {
                        let name = format!("{writer}.{life}");
                        let (mut child, out) =
                            start("killed_writers_lose_nothing_acknowledged", dir, &name);
                        let enough = 1 + dice.below(6) as usize;
                        let mut here = 0;
                        for line in out.lines() {
                            if let Some(text) = told_in(&line.unwrap()) {
                                seen.push(text.to_owned());
                                here += 1;
                                if here == enough {
                                    // Somewhere within the next append.
                                    (0..dice.below(200_000)).for_each(|_| std::hint::spin_loop());
                                    child.kill().unwrap();
                                }
                            }
                        }
                        child.wait().unwrap();
                    }
                    seen
                })
            })
            .collect();
        let done = writers.into_iter().flat_map(|w| w.join().unwrap());
        done.collect()
    });
    assert!(acknowledged.len() >= WRITERS * KILLS);

    let store = Store::open(dir, &mut go()).unwrap();
    let now = store.snapshot().unwrap();
    let texts = check_journal(&now);
    let found: BTreeSet<&String> = texts.iter().collect();
    for text in &acknowledged {
        assert!(found.contains(text), "{text} was acknowledged and is lost");
    }
    // At most what was under way at each kill is there besides.
    assert!(texts.len() <= acknowledged.len() + WRITERS * KILLS);
    // The last ones may have been carried out by who only looked: their rows are made by whoever
    // wants to see them.
    store
        .catch_up(&Toy(1), 64, &mut go(), &mut |_| Waiting::Go)
        .unwrap();
    let stepwise = rows(&store.snapshot().unwrap(), 1);
    store
        .rebuild(&Toy(1), 64, &mut go(), &mut |_| Waiting::Go)
        .unwrap();
    assert_eq!(rows(&store.snapshot().unwrap(), 1), stepwise);
}

/// Stops its own process in the middle of the transaction.
struct Stops;

impl Fold for Stops {
    fn schema(&self) -> u32 {
        1
    }

    fn apply(&self, rows: &mut dyn RowsMut, index: u64, entry: &Stored) -> Result<(), FoldError> {
        kill_process(getpid(), Signal::STOP).unwrap();
        Toy(1).apply(rows, index, entry)
    }

    fn verdict(&self, _: &dyn Rows, _: u64, _: &Stored) -> Result<Verdict, FoldError> {
        Ok(Verdict::Unknown)
    }
}

/// Dies in the middle of the work behind an acknowledgement.
struct Dies;

impl Fold for Dies {
    fn schema(&self) -> u32 {
        Toy(1).schema()
    }

    fn apply(&self, _: &mut dyn RowsMut, _: u64, _: &Stored) -> Result<(), FoldError> {
        kill_process(getpid(), Signal::KILL).unwrap();
        Ok(())
    }

    fn verdict(&self, _: &dyn Rows, _: u64, _: &Stored) -> Result<Verdict, FoldError> {
        Ok(Verdict::Lawful)
    }
}

#[test]
fn what_was_acknowledged_before_its_rows_were_made_is_found_by_who_comes_next() {
    const THIS: &str = "what_was_acknowledged_before_its_rows_were_made_is_found_by_who_comes_next";
    if let Some((dir, _)) = told() {
        let store = Store::open(&dir, &mut go()).unwrap();
        let batch = entry(chain(1), None, "acknowledged").into();
        store.append(&batch, Arc::new(Dies), &mut go()).unwrap();
        // Waits for what kills it.
        let _ = store.snapshot();
        tell("alive");
        std::process::exit(0);
    }
    let office = new_office();
    let (mut child, out) = start(THIS, office.path(), "dies");
    assert!(
        out.lines()
            .map_while(Result::ok)
            .all(|line| told_in(&line) != Some("alive"))
    );
    assert!(!child.wait().unwrap().success());
    let store = Store::open(office.path(), &mut go()).unwrap();
    assert_eq!(check_journal(&store.snapshot().unwrap()), ["acknowledged"]);
    store
        .catch_up(&Toy(1), 10, &mut go(), &mut |_| Waiting::Go)
        .unwrap();
    assert_eq!(append(&store, 2, "the next").applied, 2);
    assert_eq!(rows(&store.snapshot().unwrap(), 1).len(), 4);
}

#[test]
fn a_stopped_writer_is_reported_and_giving_up_leaves_nothing_behind() {
    const THIS: &str = "a_stopped_writer_is_reported_and_giving_up_leaves_nothing_behind";
    if let Some((dir, _)) = told() {
        let store = Store::open(&dir, &mut go()).unwrap();
        let batch = entry(chain(1), None, "by the one that stopped").into();
        store.append(&batch, Arc::new(Stops), &mut go()).unwrap();
        tell("done");
        std::process::exit(0);
    }
    let office = new_office();
    let store = Store::open(office.path(), &mut go()).unwrap();
    let (mut child, out) = start(THIS, office.path(), "stopped");
    let pid = Pid::from_child(&child);
    let (_, status) = waitpid(Some(pid), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped());

    // One who has the office open: asked again and again, and let go when it says so.
    let mine = entry(chain(2), None, "mine").into();
    let mut asked = Vec::new();
    let refused = store.append(&mine, toy(), &mut |waited| {
        asked.push(waited);
        if asked.len() < 5 {
            Waiting::Go
        } else {
            Waiting::GiveUp
        }
    });
    match refused {
        Err(AppendError::Busy { waited }) => assert_eq!(Some(&waited), asked.last()),
        other => panic!("{other:?}"),
    }
    assert!(asked.is_sorted() && asked.len() == 5);
    assert_eq!(check_journal(&store.snapshot().unwrap()), [] as [&str; 0]);
    let refused = store.side_put(b"k", b"v", &mut at_most(Duration::ZERO));
    assert!(refused.is_err());

    // One who comes now.
    let mut asked = 0;
    let refused = Store::open(office.path(), &mut |_| {
        asked += 1;
        if asked < 3 {
            Waiting::Go
        } else {
            Waiting::GiveUp
        }
    });
    assert!(
        matches!(refused, Err(OpenError::Busy { .. })),
        "{refused:?}"
    );
    assert_eq!(asked, 3);

    // One who is patient gets through as soon as the other goes on.
    let mut woken = false;
    let appended = store.append(&mine, toy(), &mut |_| {
        if !woken {
            kill_process(pid, Signal::CONT).unwrap();
            woken = true;
        }
        Waiting::Go
    });
    assert_eq!(appended.unwrap().first_index, 1);
    let told: Vec<String> = out.lines().map(Result::unwrap).collect();
    assert!(told.iter().any(|line| told_in(line) == Some("done")));
    assert!(child.wait().unwrap().success());
    assert_eq!(
        check_journal(&store.snapshot().unwrap()),
        ["by the one that stopped", "mine"]
    );
    assert_eq!(store.side_get(b"k").unwrap(), None);
    let fresh = Store::open(office.path(), &mut go()).unwrap();
    assert_eq!(fresh.snapshot().unwrap().size(), 2);
}

#[test]
fn two_who_race_for_one_step_are_told_apart() {
    const THIS: &str = "two_who_race_for_one_step_are_told_apart";
    if let Some((dir, name)) = told() {
        let store = Store::open(&dir, &mut go()).unwrap();
        for number in 0..20u8 {
            let batch = entry(chain(number), None, &format!("{name} signs {number}")).into();
            match store.append(&batch, toy(), &mut go()) {
                Ok(_) => tell(&format!("won {number}")),
                Err(AppendError::Stale { head, .. }) => {
                    let (_, winner) = store.last_of(&chain(number)).unwrap().unwrap();
                    assert_eq!(head, Some(winner.id()));
                    assert!(!winner.body.starts_with(name.as_bytes()));
                    tell(&format!("lost {number}"));
                }
                Err(other) => panic!("{other}"),
            }
        }
        std::process::exit(0);
    }
    let office = new_office();
    let both = ["Aoki", "Baba"].map(|name| start(THIS, office.path(), name));
    let told: Vec<Vec<String>> = both
        .into_iter()
        .map(|(mut child, out)| {
            let lines: Vec<String> = out.lines().map(Result::unwrap).collect();
            assert!(child.wait().unwrap().success());
            let told = lines.iter().filter_map(|line| told_in(line));
            told.map(str::to_owned).collect()
        })
        .collect();
    for number in 0..20 {
        let won = format!("won {number}");
        let winners = told.iter().filter(|told| told.contains(&won)).count();
        assert_eq!(winners, 1, "step {number}");
    }
    let store = Store::open(office.path(), &mut go()).unwrap();
    assert_eq!(check_journal(&store.snapshot().unwrap()).len(), 20);
}
