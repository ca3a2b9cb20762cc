//! The key budget: every act of the table in the design, walked from the board and counted.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod pty;

use pty::office::signature;
use pty::{Office, Term};

/// The keys of a signature with a PIN of six, and with a passphrase of eight.
const S: usize = 9;

/// An act: its name and keys in the table, and the walk.
struct Act {
    name: &'static str,
    keys: usize,
    walk: fn(&mut Walk),
}

struct Walk {
    office: Office,
    term: Term,
}

const ACTS: &[Act] = &[
    Act {
        name: "lock one place",
        keys: 2 + S,
        walk: |w| {
            w.board();
            w.term.keys("1").sees("印はまだありません");
            w.term.keys("<space>").keys(&signature("07"));
            w.term.sees("施錠を1か所 記録しました");
        },
    },
    Act {
        name: "lock three, one of them already done by a colleague",
        keys: 3 + S,
        walk: |w| {
            w.colleague("1<space>", "05");
            w.board();
            w.term.keys("1").sees("印はまだありません");
            w.term.keys("<space><space>").keys(&signature("07"));
            w.term.sees("施錠を2か所 記録しました");
        },
    },
    Act {
        name: "ask a colleague to lock the rest",
        keys: 2 + 3 + S,
        walk: |w| {
            w.board();
            w.term.keys("1").sees("印はまだありません");
            w.term.keys("<space>").keys("<f4>05").keys(&signature("07"));
            w.term.sees("残りの4か所を 佐藤 健 に頼みました");
        },
    },
    Act {
        name: "found open, locked again",
        keys: 1 + 3 + S,
        walk: |w| {
            w.colleague("1<space><space><space><space><space>", "05");
            w.board();
            w.term.keys("1").sees("どこも施錠の記録があります");
            w.term
                .keys("<f3>")
                .keys("1")
                .keys("<space>")
                .keys(&signature("07"));
            w.term.sees("開いていたことを1件 報告しました");
        },
    },
];

impl Walk {
    fn new() -> Self {
        let office = Office::sample();
        let term = Term::start(&office);
        Self { office, term }
    }

    /// At the board; from here on keys count.
    fn board(&mut self) {
        self.term.sees("F10終了");
        self.term.count();
    }

    /// Somebody else acts before, at another terminal.
    fn colleague(&mut self, keys: &str, person: &str) {
        let mut term = Term::start(&self.office);
        term.sees("F10終了");
        term.keys(keys)
            .keys(&signature(person))
            .sees("記録しました");
    }
}

#[test]
fn no_act_takes_more_keys_than_its_budget() {
    let counted: Vec<(&Act, usize)> = std::thread::scope(|scope| {
        let walks: Vec<_> = ACTS
            .iter()
            .map(|act| {
                scope.spawn(move || {
                    let mut walk = Walk::new();
                    (act.walk)(&mut walk);
                    (act, walk.term.count())
                })
            })
            .collect();
        // A walk that failed has already shown its screen.
        walks
            .into_iter()
            .filter_map(|walk| walk.join().ok())
            .collect()
    });
    let wrong: Vec<String> = counted
        .iter()
        .filter(|(act, keys)| *keys != act.keys)
        .map(|(act, keys)| format!("{}: {keys} keys, not {}", act.name, act.keys))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        counted.len(),
        ACTS.len(),
        "some walks did not come to their end"
    );
}
