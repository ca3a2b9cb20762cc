//! Opening an office and answering the board at 1e3 and 1e5 entries. DESIGN §10: flat in the
//! number of entries.

mod sizes;

use criterion::{Criterion, criterion_group, criterion_main};
use kagiban::desk::{Desk, Filter, Opening, sample};
use std::hint::black_box;
use std::time::Instant;

fn board(c: &mut Criterion) {
    let mut first = Vec::new();
    for entries in sizes::sizes() {
        let folder = tempfile::tempdir().expect("a folder");
        sample::make(folder.path(), Some(entries), &mut |_, _| {}).expect("a sample");
        let open = || Desk::open(folder.path(), Opening::default()).expect("it opens");
        let start = Instant::now();
        black_box(open().view().expect("a view").board().expect("a board"));
        first.push((entries, start.elapsed()));
        let mut group = c.benchmark_group(format!("at {entries}"));
        group.sample_size(20);
        group.bench_function("open and board", |b| {
            b.iter(|| black_box(open().view().expect("a view").board().expect("a board")));
        });
        let desk = open();
        group.bench_function("board", |b| {
            b.iter(|| black_box(desk.view().expect("a view").board().expect("a board")));
        });
        let filter = Filter {
            words: "no-such-word".to_owned(),
            ..Filter::default()
        };
        group.bench_function("search to the end", |b| {
            b.iter(|| {
                let view = desk.view().expect("a view");
                black_box(view.cases(&filter, None, 50, &mut || true).expect("a page"))
            });
        });
        group.finish();
    }
    for (entries, took) in first {
        println!("{entries} entries: opened, and the board answered, in {took:?}");
    }
}

criterion_group!(benches, board);
criterion_main!(benches);
