//! Reading a generated predictions log of a million rows and answering the first questions about it, beside what the bytes alone
//! cost. Read the ratios, not the times: they move less from machine to machine.
//!
//! `cargo bench --no-default-features --bench import`

#![allow(clippy::unwrap_used)] // a benchmark that cannot read its own file has nothing to measure

mod common;

use common::{predictions, read};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use outturn_core::stats::quantiles;
use outturn_import::{apply, recognise};
use std::hint::black_box;
use std::time::{Duration, Instant};

const NAME: &str = "predictions.csv";

/// Error rate, accuracy, cost per prediction and latency quantiles.
fn read_and_aggregate(bytes: &[u8]) -> [f64; 6] {
    let file = read(NAME, bytes);
    let mapping = recognise(&file).mapping.unwrap();
    let table = apply(&file, &mapping).unwrap().table;
    let column = |name| table.column(name).unwrap();
    let (latency, cost) = (column("latency_ms"), column("cost"));
    let status = column("status").as_text().unwrap();
    let (predicted, actual) = (column("predicted"), column("actual"));
    let error = status.entries().position(|e| e == "error");
    let error = error.map(|code| code as u32);
    let (mut errors, mut right, mut spent) = (0, 0, 0.0);
    let mut latencies = Vec::with_capacity(table.rows());
    for row in 0..table.rows() {
        errors += usize::from(status.code(row) == error);
        right += usize::from(predicted.text(row) == actual.text(row));
        spent += cost.number(row).unwrap_or(0.0);
        latencies.extend(latency.number(row));
    }
    let found = quantiles(&mut latencies, &[0.5, 0.95, 0.99]).unwrap();
    let rows = table.rows() as f64;
    [
        errors as f64 / rows,
        right as f64 / rows,
        spent / rows,
        found[0],
        found[1],
        found[2],
    ]
}

/// The least that any reader does: find the lines.
fn count_lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// What a simple script does: cut lines and cells, with no types, no quotes and nothing kept.
fn split(bytes: &[u8]) -> usize {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines()
        .map(|line| line.split(',').map(str::len).sum::<usize>())
        .sum()
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<Duration> = (0..7)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn benches(c: &mut Criterion) {
    let bytes = predictions();
    let mut group = c.benchmark_group("predictions_1m");
    group
        .sample_size(10)
        .throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("count_lines", |b| b.iter(|| count_lines(black_box(&bytes))));
    group.bench_function("split", |b| b.iter(|| split(black_box(&bytes))));
    group.bench_function("read", |b| b.iter(|| read(NAME, black_box(&bytes))));
    group.bench_function("read_and_aggregate", |b| {
        b.iter(|| read_and_aggregate(black_box(&bytes)));
    });
    group.finish();

    let whole = median(|| {
        black_box(read_and_aggregate(black_box(&bytes)));
    });
    let lines = median(|| {
        black_box(count_lines(black_box(&bytes)));
    });
    let cells = median(|| {
        black_box(split(black_box(&bytes)));
    });
    println!(
        "read and aggregate takes {:.1} times a split into cells, {:.0} times a count of lines",
        whole / cells,
        whole / lines
    );
}

criterion_group!(import, benches);
criterion_main!(import);
