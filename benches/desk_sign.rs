//! From the key opened (Argon2id excluded) to the acknowledged record, against bare append and
//! two flushes of the same bytes in the same run. DESIGN §10: at most 1.2 times.

mod sizes;

use chrono::Days;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use kagiban::calendar::{Happened, Moment, WorkDay};
use kagiban::desk::{
    Clock, Desk, EveningMark, OpenKey, Opening, Prepared, Proposal, SetClock, sample,
};
use kagiban::journal::{PersonNo, Pin};
use kagiban::text::Paragraph;
use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often each is timed.
const ROUNDS: usize = 200;

fn open(entries: u64) -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().expect("a folder");
    sample::make(folder.path(), Some(entries), &mut |_, _| {}).expect("a sample");
    let clock = Arc::new(SetClock::at(sample::begins().expect("a story")));
    let opening = Opening {
        clock: Some(clock as Arc<dyn Clock>),
        memory: Some(folder.path().join("state")),
        ..Opening::default()
    };
    let desk = Desk::open(folder.path(), opening).expect("it opens");
    // As a terminal does behind its board: what it has seen, it has verified.
    desk.verify_new(&mut || true).expect("it verifies");
    (folder, desk)
}

/// One place of one past evening that is to be locked once more, another one each time.
fn proposed(desk: &Desk, turn: &mut u64) -> Proposal {
    *turn += 1;
    let view = desk.view().expect("a view");
    let today = view.today();
    let places = view.office.places_on(today.0);
    // The first place has a day that was explained as not locked.
    let place = places[1 + (*turn % (places.len() as u64 - 1)) as usize].id;
    // As far back as this person has been there.
    let since = view
        .office
        .person_ever(PersonNo(5))
        .expect("a clerk")
        .span
        .from;
    let days = (today.0 - since).num_days().clamp(1, 300) as u64;
    let back = Days::new(2 + *turn / places.len() as u64 % (days - 2));
    let day = WorkDay(today.0.checked_sub_days(back).expect("a day"));
    let at = Happened(Moment::at(day.0, 18 * 60 + 40).expect("an evening"));
    let mark = EveningMark::Locked {
        at,
        why: Some(Paragraph::new("forgotten").expect("words")),
    };
    view.propose_evening(place, day, &mark).expect("a proposal")
}

/// What Enter after the PIN does before the key is opened.
fn prepare(desk: &Desk, proposal: Proposal) -> (Proposal, Option<Prepared>) {
    let prepared = desk.prepare(PersonNo(5), std::slice::from_ref(&proposal), &[]);
    assert!(prepared.is_some(), "nothing was prepared");
    (proposal, prepared)
}

/// What it does once the key is open: one signature, one entry, one commit.
fn sign_one(desk: &Desk, key: &OpenKey, (proposal, prepared): (Proposal, Option<Prepared>)) {
    black_box(
        desk.sign_all(key, &[proposal], &[], prepared)
            .expect("signed"),
    );
}

fn bare(file: &mut File, bytes: &[u8]) {
    file.write_all(bytes).expect("written");
    file.sync_data().expect("flushed");
    file.sync_data().expect("flushed");
}

fn sign(c: &mut Criterion) {
    for entries in sizes::sizes() {
        let (folder, desk) = open(entries);
        let (pin, _) = sample::published_pins().expect("a story");
        let key = desk
            .open_person(PersonNo(5), &Pin::typed(&pin))
            .expect("the PIN opens");
        let mut file = File::create(folder.path().join("bare")).expect("a file");
        let bytes = [0_u8; 1400];
        let mut turn = 0;
        // In turns, so that the disk's mood falls on both alike. What is committed behind the
        // acknowledgement is waited for in between, so that neither disturbs the other.
        let (mut signed, mut settled, mut plain) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let ready = prepare(&desk, proposed(&desk, &mut turn));
            let start = Instant::now();
            sign_one(&desk, &key, ready);
            signed.push(start.elapsed());
            drop(desk.view().expect("a view"));
            settled.push(start.elapsed());
            let start = Instant::now();
            bare(&mut file, &bytes);
            plain.push(start.elapsed());
        }
        let [signed, settled, plain] = [signed, settled, plain].map(median);
        let over = |time: Duration| time.as_secs_f64() / plain.as_secs_f64();
        println!(
            "{entries} entries: acknowledged after {signed:?} / bare append + 2 fdatasync {plain:?} \
             = {:.2} (at most 1.2); committed and shown after {settled:?} = {:.2}",
            over(signed),
            over(settled)
        );
        let mut group = c.benchmark_group(format!("sign at {entries}"));
        group.sample_size(20);
        group.bench_function("bare append + 2 fdatasync", |b| {
            b.iter(|| bare(&mut file, &bytes));
        });
        group.bench_function("one lock signed", |b| {
            b.iter_batched(
                || prepare(&desk, proposed(&desk, &mut turn)),
                |ready| sign_one(&desk, &key, ready),
                BatchSize::PerIteration,
            );
        });
        group.finish();
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

criterion_group!(benches, sign);
criterion_main!(benches);
