//! A month's sheet as paper from a journal of 1e3 and 1e5 entries. DESIGN §10: at most 100 ms, and
//! flat in the number of entries. With the host's own Japanese font; without one nothing is measured
//! but the filling. Where LibreOffice is installed, it converts the workbook of the same sheet, as a
//! peer.

use criterion::{Criterion, criterion_group, criterion_main};
use kagiban::calendar::Month;
use kagiban::desk::{Desk, Opening, Period, Wanted, fonts, sample};
use kagiban::form::{Sheet, pdf, plain, xlsx};
use kagiban::journal::PlaceId;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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

/// How long LibreOffice takes from the same workbook to a PDF, from its start; none where it is not
/// installed or does not do it.
fn peer(book: &Path) -> Option<Duration> {
    let folder = book.parent()?;
    let start = Instant::now();
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.display()
        ))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .arg(book)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    let took = start.elapsed();
    (done.success() && book.with_extension("pdf").exists()).then_some(took)
}

/// A month's sheet to paper by this program and by the peer, in one run.
fn against_the_peer(_: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let office = folder.path().join("office");
    std::fs::create_dir(&office).expect("a folder");
    sample::make(&office, Some(1_000), &mut |_, _| {}).expect("a sample");
    let desk = Desk::open(&office, Opening::default()).expect("it opens");
    let book = folder.path().join("month.xlsx");
    let sheets = month(&desk);
    std::fs::write(&book, xlsx(&sheets).expect("a workbook")).expect("written");
    // The first start of a profile takes longest; it does not count.
    if peer(&book).is_none() {
        println!("LibreOffice is not installed: no peer to compare with");
        return;
    }
    let (mut ours, mut theirs) = (Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        let start = Instant::now();
        let known = fonts::japanese();
        let sheets = month(&desk);
        let paper = fonts::draw(&known, |fonts| pdf(&sheets, fonts));
        black_box(paper.expect("fonts").expect("a PDF"));
        ours = ours.min(start.elapsed());
        theirs = theirs.min(peer(&book).unwrap_or(Duration::MAX));
    }
    println!(
        "a month's sheet on paper: {ours:?} / LibreOffice {theirs:?} = {:.4}",
        ours.as_secs_f64() / theirs.as_secs_f64()
    );
}

criterion_group!(benches, form, against_the_peer);
criterion_main!(benches);
