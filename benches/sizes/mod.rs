//! How large a journal the benches make.

/// The size that `KAGIBAN_BENCH_ENTRIES` asks for, or a small and a large one. A million entries,
/// at which DESIGN §10 holds, take some minutes to make.
pub fn sizes() -> Vec<u64> {
    let asked = std::env::var("KAGIBAN_BENCH_ENTRIES").ok();
    match asked.and_then(|entries| entries.parse().ok()) {
        Some(entries) => vec![entries],
        None => vec![1_000, 100_000],
    }
}
