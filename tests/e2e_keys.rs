//! The key budget: every act of the table in the design, walked from the board and counted.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod desk_support;
mod pty;

use kagiban::procedure::{HoldingLine, Media, Value, Values};
use kagiban::text::Text;
use pty::office::{pins, signature};
use pty::{Office, Term};

/// The keys of a signature with a PIN of six.
const S: usize = 9;
/// The same with a passphrase of eight.
const S_MANAGER: usize = 11;

const FAX: &str = "<enter>121<enter>32|見本区役所 産業課|<enter>|申請内容の照会|<enter>\
                   0353880000<enter>123<enter>1|産業課 係長|<enter>";
const APPLY: &str = "123<enter>|見本区役所|<enter>|打合せ|<enter>18<enter><enter>111";

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
    Act {
        name: "take-out, one holding known to the register",
        keys: 19 + S,
        walk: |w| {
            w.board();
            w.term.keys("2").keys(APPLY).keys(&signature("07"));
            w.term.sees("管理責任者が横にいれば");
        },
    },
    Act {
        name: "permit and confirm out, manager at the clerk's side",
        keys: S_MANAGER,
        walk: |w| {
            w.board();
            w.term.keys("2").keys(APPLY).keys(&signature("07"));
            w.term.sees("管理責任者が横にいれば").count();
            w.term.keys(&signature("01"));
            w.term.sees("確認（持出）を記録しました");
        },
    },
    Act {
        name: "return, with the number of sheets counted",
        keys: 5 + S,
        walk: |w| {
            w.board();
            w.term.keys("3").keys("113<enter>").keys(&signature("10"));
            w.term.sees("確認（戻り）");
        },
    },
    Act {
        name: "confirm the return",
        keys: 3 + S_MANAGER,
        walk: |w| {
            w.board();
            w.term.keys("3").keys("3").keys("1").keys(&signature("01"));
            w.term.sees("確認（戻り）を記録しました");
        },
    },
    Act {
        name: "report a take-out that nobody confirmed",
        keys: 12 + S,
        walk: |w| {
            w.board();
            w.term.keys("3").keys("4").keys("<f4>");
            w.term.keys("900<enter>118<enter>|急いでいた|<enter>");
            w.term.keys(&signature("09")).sees("報告を受けた");
        },
    },
    Act {
        name: "extend a take-out",
        keys: 8 + S_MANAGER,
        walk: |w| {
            w.board();
            w.term.keys("3").keys("<insert>20<enter>|雨のため|<enter>");
            w.term
                .keys(&signature("01"))
                .sees("戻す日の延長を記録しました");
        },
    },
    Act {
        name: "FAX: draft and first check",
        keys: 27 + S,
        walk: |w| {
            w.board();
            w.draft_fax();
        },
    },
    Act {
        name: "FAX: second check",
        keys: 19 + S,
        walk: |w| {
            w.draft_fax();
            w.home();
            w.second_check();
        },
    },
    Act {
        name: "了解 and 確認",
        keys: 3 + S_MANAGER,
        walk: |w| {
            w.draft_fax();
            w.home();
            w.second_check();
            w.home();
            w.consent();
        },
    },
    Act {
        name: "FAX: dispatch",
        keys: 13 + S,
        walk: |w| {
            w.draft_fax();
            w.home();
            w.second_check();
            w.home();
            w.consent();
            w.home();
            w.term.keys("4").keys("3").keys("00003<enter>1");
            w.term.keys(&signature("07"));
            w.term.sees("差出し・送信を記録しました");
        },
    },
    Act {
        name: "report an incident, first notice",
        keys: 8 + S,
        walk: |w| {
            w.board();
            w.term
                .keys("9")
                .keys("10<enter>|書庫|<enter><enter>|扉が壊れていた|<enter>");
            w.term.keys(&signature("07")).sees("第一報を記録しました");
        },
    },
    Act {
        name: "yesterday's lock, recorded today",
        keys: 9 + S,
        walk: |w| {
            w.board();
            w.term.keys("1").keys("<f5>").keys("1").keys("1");
            w.term.keys("1842").keys("1").keys(&signature("07"));
            w.term.sees("後日記録しました");
        },
    },
    Act {
        name: "explain a hole: locked, not recorded",
        keys: 9 + S,
        walk: |w| {
            w.board();
            w.term.keys("8").keys("1").keys("1").keys("1842").keys("4");
            w.term.keys("|会議が長引き、記録せずに帰った|<enter>");
            w.term.keys(&signature("07")).sees("後日記録しました");
        },
    },
    Act {
        name: "permit and confirm out, from the inbox",
        keys: 3 + S_MANAGER,
        walk: |w| {
            w.board();
            w.term.keys("5").keys("<down><space>").sees("印 1");
            w.term.keys(&signature("01")).sees("1件に署名しました");
        },
    },
    Act {
        name: "115 letters: draft and first check",
        keys: 55 + S,
        walk: |w| {
            w.board();
            w.draft_letters();
        },
    },
    Act {
        name: "115 letters: second check",
        keys: 42 + S,
        walk: |w| {
            w.draft_letters();
            w.home();
            w.term.keys("4").sees("新しい送付");
            w.term.keys("3").sees("115行 [");
            // The contents are read in another order than the envelopes.
            let rows = w.rows();
            w.term.keys(&rows).keys("115<enter>").keys("2");
            w.term.keys("115<enter>").keys("3").sees("署名する文");
            w.term.keys("<pagedown>").keys(&signature("05"));
            w.term.sees("第2確認を記録しました");
        },
    },
    Act {
        name: "115 letters: dispatch",
        keys: 10 + S,
        walk: |w| {
            w.draft_letters();
            w.home();
            w.term.keys("4").keys("3").sees("115行 [");
            let rows = w.rows();
            w.term.keys(&rows).keys("115<enter>").keys("2");
            w.term.keys("115<enter>").keys("3").sees("署名する文");
            w.signs("05", "第2確認を記録しました");
            w.home();
            w.term.keys("4").keys("3").sees("了解しました");
            w.signs("01", "管理責任者の確認を記録しました");
            w.home();
            w.term.keys("4").keys("3").sees("受領証");
            w.term.keys("115<enter>").sees("署名する文");
            w.signs("07", "差出し・送信を記録しました");
        },
    },
    Act {
        name: "e-mail, 1 address, 1 attachment: draft and first check",
        keys: 60 + S,
        walk: |w| {
            w.board();
            w.draft_mail();
        },
    },
    Act {
        name: "e-mail: second check",
        keys: 48 + S,
        walk: |w| {
            w.draft_mail();
            w.home();
            w.term.keys("4").keys("3").sees("第1確認は済みました");
            w.term
                .keys("1<enter>sangyo@example.jp<enter><enter><enter>0<enter>12<enter>");
            w.term.keys(&signature("05"));
            w.term.sees("第2確認を記録しました");
        },
    },
    Act {
        name: "twelve records in the inbox",
        keys: 13 + S_MANAGER,
        walk: |w| {
            w.twelve_wait();
            w.board();
            w.term.keys("5").sees("署名待ち");
            for marks in 1..=12 {
                w.term.keys("<space>").sees(&format!("印 {marks}"));
            }
            w.term.keys(&signature("01")).sees("12件に署名しました");
        },
    },
    Act {
        name: "review and sign a month's sheet",
        keys: 5 + S_MANAGER,
        walk: |w| {
            w.november_is_over();
            w.board();
            w.term.keys("6").keys("6").keys("2").keys("<pageup>");
            w.term.keys("<f9>").sees("施錠確認表を点検しました");
            w.term.keys(&signature("01")).sees("点検 田中 実");
        },
    },
    Act {
        name: "report an incident, first notice",
        keys: 8 + S,
        walk: |w| {
            w.board();
            w.term.keys("9").keys("10<enter>|資料室|<enter><enter>");
            w.term.keys("|袋が1つ足りない|<enter>");
            w.term.keys(&signature("10")).sees("第一報を記録しました");
        },
    },
    Act {
        name: "new PIN after forgetting it (PIN twice, countersigner)",
        keys: 18 + S_MANAGER,
        walk: |w| {
            w.board();
            w.forget();
        },
    },
    Act {
        // The law asks for two who vouch: the second signs like any record, when they come by.
        name: "new PIN after forgetting it: the second who vouches",
        keys: 3 + S_MANAGER,
        walk: |w| {
            w.forget();
            w.term.keys("<esc>").sees("二人目を待っています");
            w.home();
            w.term.keys("5").sees("新しいPIN").keys("<space>");
            w.term.sees("印 1").keys(&signature("02"));
            w.term.sees("1件に署名しました");
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

    /// Back to the board; from here on keys count.
    fn home(&mut self) {
        self.term.keys("<esc>").sees("1施錠");
        self.term.count();
    }

    fn forget(&mut self) {
        self.term.sees("7ほか").keys("7").keys("3").sees("二人");
        self.term.keys("07731925<enter>731925<enter>");
        self.term.keys(&signature("01")).sees("まだ使えません");
    }

    fn draft_fax(&mut self) {
        self.term.sees("4送付").keys("4").sees("新しい送付");
        self.term.keys(FAX).keys(&signature("07"));
        self.term.sees("第1確認を記録しました");
    }

    /// Four digits for each row of the list that the page asks for, in its order: what stands on
    /// the envelope of row 37 is 0037.
    fn rows(&self) -> String {
        let text = self.term.text();
        let asked = text.split("行 [").map(|before| {
            let digits = before.chars().rev().take_while(char::is_ascii_digit);
            digits
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect::<String>()
        });
        let rows: Vec<String> = asked
            .filter(|row| !row.is_empty())
            .map(|row| format!("{row:0>4}"))
            .collect();
        assert_eq!(rows.len(), 5, "{}", self.term.dump());
        rows.concat()
    }

    fn draft_letters(&mut self) {
        self.term.sees("4送付").keys("4").sees("新しい送付");
        self.term
            .keys("<enter>14115<enter>113|申請者 115者|<enter>|交付決定の通知|<enter>");
        self.term.keys("115<enter>115<enter>").sees("115行 [");
        let rows = self.rows();
        self.term
            .keys(&rows)
            .keys("115<enter>")
            .keys("1")
            .keys("2")
            .keys("1");
        self.term.sees("続く 1/2").keys("<pagedown>");
        self.term
            .keys(&signature("07"))
            .sees("第1確認を記録しました");
    }

    /// A signature under a sentence that is longer than the page.
    fn signs(&mut self, person: &str, said: &str) {
        self.term.keys("<pagedown>");
        self.term.keys(&signature(person)).sees(said);
    }

    fn draft_mail(&mut self) {
        self.term.sees("4送付").keys("4").sees("新しい送付");
        self.term
            .keys("<enter>121<enter>42|見本区役所 産業課|<enter>|照会|<enter>");
        self.term
            .keys("sangyo@example.jp<enter><enter><enter>1<enter>12<enter>0<enter>");
        self.term.keys(&signature("07"));
        self.term.sees("第1確認を記録しました");
    }

    /// It is December, and no day of November is without a record in one of the places.
    fn november_is_over(&mut self) {
        let desk = self.office.goes_on_at("2026-12-01T09:00:00+09:00");
        let place = kagiban::journal::PlaceId(2);
        let sheet = desk
            .view()
            .unwrap()
            .sheet(place, "2026-11-01".parse().unwrap());
        for day in sheet.unwrap().holes {
            pty::office::lock(&desk, place.0, kagiban::calendar::WorkDay(day));
        }
        self.term = Term::start(&self.office);
    }

    /// Twelve applications that are needed this evening wait for the manager; what is needed before
    /// has been signed.
    fn twelve_wait(&mut self) {
        self.term.sees("5署名待ち").keys("5").sees("No.4 面談記録");
        self.term.keys("1<space>").sees("印 1");
        self.term.keys(&signature("01")).sees("1件に署名しました");
        self.term.keys("<esc>").sees("1施錠");
        let dir = self.office.dir();
        let begins = kagiban::desk::sample::begins().unwrap();
        let clock = std::sync::Arc::new(kagiban::desk::SetClock::at(begins));
        let desk = desk_support::open_at(&dir, &clock, None);
        let pin = kagiban::journal::Pin::typed(&pins().0);
        for nth in 1..=12 {
            let act = desk_support::begin(&desk, "take_out", "apply", application(nth));
            desk.sign(kagiban::journal::PersonNo(9), &pin, &[act])
                .unwrap();
        }
    }

    fn second_check(&mut self) {
        self.term.keys("4").keys("3").sees("第2確認");
        self.term.keys("0353880000<enter>23<enter>");
        self.term
            .keys(&signature("05"))
            .sees("第2確認を記録しました");
    }

    fn consent(&mut self) {
        self.term.keys("4").keys("3").keys(&signature("01"));
        self.term.sees("管理責任者の確認を記録しました");
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

/// What is asked for a take-out of this evening.
fn application(nth: usize) -> Values {
    let text = |text: &str| Value::Text(Text::new(text).unwrap());
    let choice = |id: &str| Value::Choice(id.into());
    let line = HoldingLine {
        holding: None,
        title: Text::new(&format!("見積書{nth}")).unwrap(),
        count: 1,
        media: Media::Paper,
        special: Vec::new(),
    };
    Values::from([
        ("documents".into(), Value::HoldingLines(vec![line])),
        ("destination".into(), text("見本区役所")),
        ("purpose".into(), text("打合せ")),
        (
            "due_back".into(),
            Value::Date("2026-11-17".parse().unwrap()),
        ),
        ("due_time".into(), Value::Time(22 * 60)),
        ("bag".into(), choice("locked")),
        ("route".into(), choice("direct")),
        ("storage".into(), choice("no")),
    ])
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
        .filter(|(act, keys)| *keys > act.keys)
        .map(|(act, keys)| format!("{}: {keys} keys, more than {}", act.name, act.keys))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(
        counted.len(),
        ACTS.len(),
        "some walks did not come to their end"
    );
}
