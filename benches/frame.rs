//! The first frame of the board against a bare ratatui + redb prototype in the same run, and from
//! a key to the frame that answers it. DESIGN §10: at most 2.5 times the prototype and flat from
//! 1e3 entries on, also with 2,000 open cases, 500 duties and five years behind it; p99 of a key at
//! most 8 ms. Keys go through the test
//! harness, which also looks through every cell of each frame: the program itself is faster.

mod sizes;

use criterion::{Criterion, criterion_group, criterion_main};
use kagiban::calendar::Moment;
use kagiban::desk::{Desk, Lines, Opening, Proposal, sample};
use kagiban::journal::{CaseId, PersonNo, Pin, UnitId};
use kagiban::locale::{Lang, Locale};
use kagiban::tui::screens::board::Board;
use kagiban::tui::screens::evening::Evening;
use kagiban::tui::testing::{Harness, Stage, TestClock};
use kagiban::tui::{App, Ink, Keymap, Opened, Setup};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;
use redb::{ConcurrencyMode, Database, ReadableDatabase as _, TableDefinition};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const EVENING: &str = "2026-11-17T18:40:00+09:00";
const ROWS: TableDefinition<u64, &[u8]> = TableDefinition::new("rows");

fn database(path: &Path) -> Database {
    Database::builder()
        .set_concurrency_mode(ConcurrencyMode::MultiWriter)
        .set_cache_size(16 << 20)
        .create(path)
        .expect("a database")
}

/// As many rows of 400 bytes as there are entries.
fn prefill(path: &Path, rows: u64) {
    let db = database(path);
    let txn = db.begin_write().expect("a transaction");
    {
        let mut table = txn.open_table(ROWS).expect("a table");
        for n in 0..rows {
            table.insert(n, [b'x'; 400].as_slice()).expect("a row");
        }
    }
    txn.commit().expect("committed");
}

/// The prototype: opens the file, reads its last 60 rows, draws them.
fn prototype(path: &Path) {
    let db = database(path);
    let txn = db.begin_read().expect("a transaction");
    let table = txn.open_table(ROWS).expect("a table");
    let text: Vec<String> = table
        .range::<u64>(..)
        .expect("a range")
        .rev()
        .take(60)
        .map(|row| {
            let row = row.expect("a row").1;
            String::from_utf8_lossy(&row.value()[..70]).into_owned()
        })
        .collect();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal");
    let draw = |frame: &mut ratatui::Frame<'_>| {
        frame.render_widget(Paragraph::new(text.join("\n")), frame.area());
    };
    terminal.draw(draw).expect("drawn");
    black_box(terminal.backend().buffer());
}

/// The program up to its first frame: the office opened, the keymap and the words read, the board
/// asked and drawn. What the worker then does behind it (verifying) is not waited for.
fn board(folder: &Path) {
    let desk = Desk::open(folder, Opening::default()).expect("it opens");
    let setup = Setup {
        desk: Arc::new(desk),
        words: Locale::new(Lang::Ja),
        keymap: Keymap::built_in().expect("a keymap"),
        ink: Ink::default(),
        clock: Box::new(TestClock::at(Moment::parse(EVENING).expect("an evening"))),
        kiosk: false,
        warning: None,
    };
    let start = Instant::now();
    let mut app = App::new(setup, Opened::new(Board::new(None)), start);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
    app.draw(&mut buffer, start);
    black_box(buffer);
}

fn frames(c: &mut Criterion) {
    for entries in sizes::sizes() {
        let folder = tempfile::tempdir().expect("a folder");
        sample::make(folder.path(), Some(entries), &mut |_, _| {}).expect("a sample");
        let bare = folder.path().join("bare.redb");
        prefill(&bare, entries);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..30 {
            let start = Instant::now();
            board(folder.path());
            ours.push(start.elapsed());
            let start = Instant::now();
            prototype(&bare);
            theirs.push(start.elapsed());
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!(
            "{entries} entries: first frame {ours:?} / prototype {theirs:?} = {:.2}",
            ours.as_secs_f64() / theirs.as_secs_f64()
        );
        let mut group = c.benchmark_group(format!("frame at {entries}"));
        group.sample_size(20);
        group.bench_function("prototype", |b| b.iter(|| prototype(&bare)));
        group.bench_function("first frame of the board", |b| {
            b.iter(|| board(folder.path()));
        });
        let desk = Desk::open(folder.path(), Opening::default()).expect("it opens");
        let stage = Stage::at(EVENING);
        let mut evening = Harness::new(Arc::new(desk), Evening::alone(None), stage);
        let mut keys = Vec::new();
        for turn in 0..500 {
            let start = Instant::now();
            evening.keys(if turn % 2 == 0 { "<down>" } else { "<up>" });
            keys.push(start.elapsed());
        }
        keys.sort_unstable();
        println!(
            "{entries} entries: key to frame p50 {:?}, p99 {:?}",
            keys[keys.len() / 2],
            keys[keys.len() * 99 / 100]
        );
        group.finish();
    }
}

/// Entries that reach five years back in the sample.
const FIVE_YEARS: u64 = 12_000;
const OPEN_CASES: usize = 2_000;
const DUTIES: usize = 500;

/// Signs acts on new cases as their number gives them, 200 at a time.
fn begin(desk: &Desk, who: u16, cases: &[usize], act: impl Fn(usize) -> serde_json::Value) {
    sign(desk, who, cases, &|nth| Proposal {
        case: case(nth),
        unit: UnitId(1),
        after: None,
        act: serde_json::from_value(act(nth)).expect("an act"),
        happened: None,
        day: None,
    });
}

fn sign(desk: &Desk, who: u16, cases: &[usize], proposal: &dyn Fn(usize) -> Proposal) {
    let (pin, confirming) = sample::published_pins().expect("published");
    let pin = if who <= 3 { confirming } else { pin };
    let key = desk
        .open_person(PersonNo(who), &Pin::typed(&pin))
        .expect("the PIN opens");
    for part in cases.chunks(200) {
        let list: Vec<Proposal> = part.iter().map(|nth| proposal(*nth)).collect();
        let signed = desk.sign_with(&key, &list).expect("signed");
        assert!(signed.left_out.is_empty(), "{:?}", signed.left_out);
    }
}

fn case(nth: usize) -> CaseId {
    CaseId((nth as u128 + 1).to_be_bytes())
}

/// Half of the cases are sendings that wait for their second check, the other half take-outs that
/// are out, every second of them past its time. No kind of open case is the slow one.
fn crowd(desk: &Desk) {
    let all: Vec<usize> = (0..OPEN_CASES).collect();
    let (sendings, outs) = all.split_at(OPEN_CASES / 2);
    begin(desk, 10, sendings, |nth| {
        serde_json::json!({ "sign": {
            "open": { "procedure": { "id": "sending", "rev": 1 } },
            "steps": ["draft"],
            "values": {
                "documents": { "holding-lines": [
                    { "holding": 15, "title": format!("名簿その{nth}"), "count": 12, "media": "data" }
                ] },
                "means": { "choice": "email" },
                "recipient_kind": { "choice": "company" },
                "recipient": { "text": "見本研修センター" },
                "purpose": { "text": "研修の受付" },
                "mail_to": { "emails": ["uketsuke@example.jp"] },
                "mail_cc": { "emails": [] },
                "mail_bcc": { "emails": [] },
                "mail_files": { "count": 1 },
                "mail_last": { "count": 13 },
                "mail_hidden": { "count": 0 },
            },
        } })
    });
    begin(desk, 10, outs, |nth| {
        serde_json::json!({ "sign": {
            "open": { "procedure": { "id": "take_out", "rev": 1 } },
            "steps": ["apply"],
            "values": {
                "documents": { "holding-lines": [
                    { "title": format!("調査票その{nth}"), "count": 1, "media": "paper" }
                ] },
                "destination": { "text": "見本町会館" },
                "purpose": { "text": "現地調査" },
                "due_back": { "date": format!("2026-11-{}", 17 + nth % 2) },
                "due_time": { "time": 480 },
                "bag": { "choice": "locked" },
                "route": { "choice": "direct" },
                "storage": { "choice": "no" },
            },
        } })
    });
    let view = desk.view().expect("a view");
    let permit = serde_json::json!({ "sign": { "steps": ["permit", "out"] } });
    sign(desk, 1, outs, &|nth| Proposal {
        case: case(nth),
        unit: UnitId(1),
        after: view
            .case_row(case(nth))
            .expect("read")
            .expect("a row")
            .case
            .head,
        act: serde_json::from_value(permit.clone()).expect("an act"),
        happened: None,
        day: None,
    });
}

/// A section that has let everything lie: the same bounds hold.
fn crowded(c: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    sample::make(folder.path(), Some(FIVE_YEARS), &mut |_, _| {}).expect("a sample");
    let desk = Desk::open(folder.path(), Opening::default()).expect("it opens");
    crowd(&desk);
    let view = desk.view().expect("a view");
    let (open, duties) = (
        view.open_rows().expect("rows").len(),
        view.duties().expect("duties").len(),
    );
    assert!(open >= OPEN_CASES && duties >= DUTIES, "{open} {duties}");
    let counts = view.board_top(&|_| Lines::NONE).expect("the counts").counts;
    let half = OPEN_CASES / 2;
    assert!(
        counts.second_checks >= half && counts.out + counts.late >= half,
        "{counts:?}"
    );
    drop(view);
    drop(desk);
    let bare = folder.path().join("bare.redb");
    prefill(&bare, FIVE_YEARS);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..30 {
        let start = Instant::now();
        board(folder.path());
        ours.push(start.elapsed());
        let start = Instant::now();
        prototype(&bare);
        theirs.push(start.elapsed());
    }
    let (ours, theirs) = (median(ours), median(theirs));
    println!(
        "{open} open cases, {duties} duties, five years: first frame {ours:?} / prototype \
         {theirs:?} = {:.2} (at most 2.5, 40 ms)",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
    let mut group = c.benchmark_group("frame of a crowded board");
    group.sample_size(20);
    group.bench_function("first frame of the board", |b| {
        b.iter(|| board(folder.path()));
    });
    group.finish();
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

criterion_group!(benches, frames, crowded);
criterion_main!(benches);
