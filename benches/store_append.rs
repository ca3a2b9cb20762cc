//! One entry appended and taken into a small read model, against writing the same bytes to a bare
//! file with two flushes, in turns in one run, so that the disk's mood touches both alike. The
//! ratio of the medians is printed; the bound is 1.2 (the design's table of speed), where a flush
//! takes a millisecond or more. On a faster disk the engine's own work shows: the same record in
//! one bare table of the engine is timed beside it, so that our part of it can be told.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/store_support/mod.rs"]
mod store_support;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use kagiban::store::{Batch, Log as _, Store};
use std::fs::File;
use std::hint::black_box;
use std::os::unix::fs::FileExt as _;
use std::time::{Duration, Instant};
use store_support::{entry, go, office, toy};

const RECORDS: redb::TableDefinition<u64, &[u8]> = redb::TableDefinition::new("records");

/// A case for each entry, so that no chain grows long.
fn batch(numbers: std::ops::Range<u64>) -> Batch {
    let entries = numbers.map(|number| {
        let mut chain = [0; 16];
        chain[..8].copy_from_slice(&number.to_be_bytes());
        entry(chain, None, &body(number))
    });
    entries.collect::<Vec<_>>().into()
}

/// As long as a usual body, and never the same.
fn body(number: u64) -> String {
    format!("{number:>400}")
}

struct Office {
    _dir: tempfile::TempDir,
    store: Store,
    bare: File,
    bare_len: u64,
    engine: redb::Database,
    next: u64,
}

impl Office {
    fn holding(prefill: u64) -> Self {
        let dir = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
        Store::create(dir.path(), &office()).unwrap();
        let store = Store::open(dir.path(), &mut go()).unwrap();
        for start in (0..prefill).step_by(500) {
            let batch = batch(start..start + 500);
            store.append(&batch, toy(), &mut go()).unwrap();
        }
        let bare = File::create(dir.path().join("bare")).unwrap();
        let engine = redb::Builder::new()
            .set_concurrency_mode(redb::ConcurrencyMode::MultiWriter)
            .set_cache_size(16 << 20)
            .create(dir.path().join("engine"))
            .unwrap();
        Self {
            _dir: dir,
            store,
            bare,
            bare_len: 4096,
            engine,
            next: prefill,
        }
    }

    fn append(&mut self) -> Duration {
        let batch = batch(self.next..self.next + 1);
        self.next += 1;
        let start = Instant::now();
        black_box(self.store.append(&batch, toy(), &mut go()).unwrap());
        start.elapsed()
    }

    /// The same in one table of the engine, without anything of ours.
    fn engine(&mut self) -> Duration {
        let bytes = [body(self.next).into_bytes(), vec![7; 178]].concat();
        let start = Instant::now();
        let txn = self.engine.begin_write().unwrap();
        {
            let mut table = txn.open_table(RECORDS).unwrap();
            table.insert(self.next, bytes.as_slice()).unwrap();
        }
        txn.commit().unwrap();
        start.elapsed()
    }

    /// The same leaf, salt and body appended and flushed, then a mark that it is there, in front,
    /// flushed too: the least that tells a whole record from a torn one.
    fn bare(&mut self) -> Duration {
        let batch = batch(self.next..self.next + 1);
        let Some(new) = batch.entries.first() else {
            return Duration::ZERO;
        };
        let bytes = [new.entry.leaf.as_slice(), &new.entry.salt, &new.entry.body].concat();
        let start = Instant::now();
        self.bare.write_all_at(&bytes, self.bare_len).unwrap();
        self.bare.sync_data().unwrap();
        self.bare_len += bytes.len() as u64;
        self.bare
            .write_all_at(&self.bare_len.to_be_bytes(), 0)
            .unwrap();
        self.bare.sync_data().unwrap();
        start.elapsed()
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn append(c: &mut Criterion) {
    let mut group = c.benchmark_group("store_append");
    group.sample_size(20);
    group.measurement_time(Duration::from_secs(4));
    for prefill in [1_000, 100_000] {
        let mut office = Office::holding(prefill);
        let (mut whole, mut bare, mut engine) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..300 {
            whole.push(office.append());
            bare.push(office.bare());
            engine.push(office.engine());
        }
        let (whole, bare, engine) = (median(whole), median(bare), median(engine));
        let over = |other: Duration| whole.as_secs_f64() / other.as_secs_f64();
        println!(
            "store_append/{prefill}: median {whole:?}; ratio {:.2} to a bare append with two \
             flushes ({bare:?}), {:.2} to one table of the engine ({engine:?})",
            over(bare),
            over(engine)
        );
        group.bench_function(BenchmarkId::new("append", prefill), |b| {
            b.iter_custom(|rounds| (0..rounds).map(|_| office.append()).sum())
        });
        group.bench_function(BenchmarkId::new("bare", prefill), |b| {
            b.iter_custom(|rounds| (0..rounds).map(|_| office.bare()).sum())
        });
    }
    group.finish();
}

criterion_group!(benches, append);
criterion_main!(benches);
