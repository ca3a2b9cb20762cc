//! A month's sheet as paper from a journal of 1e3 and 1e5 entries. DESIGN §10: at most 100 ms, and
//! flat in the number of entries. With the host's own Japanese font; without one nothing is measured
//! but the filling.

use criterion::{Criterion, criterion_group, criterion_main};
use kagiban::calendar::Month;
use kagiban::desk::{Desk, Opening, Period, Wanted, fonts, sample};
use kagiban::form::{Sheet, pdf, plain, xlsx};
use kagiban::journal::PlaceId;
use std::hint::black_box;
use std::time::Instant;

fn month(desk: &Desk) -> Vec<Sheet> {
    let view = desk.view().expect("a view");
    let forms = view.forms().expect("the forms read");
    let wanted = Wanted {
        period: Period::Month(Month::new(2026, 10).expect("a month")),
        place: Some(PlaceId(1)),
    };
    let lock = forms.get("lock").expect("the form");
    view.sheets(lock, &wanted).expect("a sheet")
}

fn form(c: &mut Criterion) {
    let known = fonts::japanese();
    for entries in [1_000, 100_000] {
        let folder = tempfile::tempdir().expect("a folder");
        sample::make(folder.path(), Some(entries), &mut |_, _| {}).expect("a sample");
        let desk = Desk::open(folder.path(), Opening::default()).expect("it opens");
        let paper = || {
            let sheets = month(&desk);
            fonts::draw(&known, |fonts| pdf(&sheets, fonts)).map(|made| made.expect("a PDF").bytes)
        };
        let mut group = c.benchmark_group(format!("a month at {entries}"));
        group.sample_size(20);
        group.bench_function("filled", |b| b.iter(|| black_box(month(&desk))));
        let sheets = month(&desk);
        group.bench_function("text", |b| b.iter(|| black_box(plain(&sheets[0]))));
        group.bench_function("workbook", |b| b.iter(|| black_box(xlsx(&sheets))));
        if known.is_empty() {
            group.finish();
            continue;
        }
        // Font files are found and read anew each time, as the command does.
        group.bench_function("paper", |b| b.iter(|| black_box(paper())));
        group.finish();
        let start = Instant::now();
        let fonts = fonts::japanese();
        let found = start.elapsed();
        let bytes = paper().map_or(0, |bytes| bytes.len());
        let all = start.elapsed();
        println!(
            "{entries} entries: {} fonts found in {found:?}, {bytes} bytes in {all:?}",
            fonts.len()
        );
    }
}

criterion_group!(benches, form);
criterion_main!(benches);
