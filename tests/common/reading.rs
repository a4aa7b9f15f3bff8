//! Files of a few cells, read and mapped: before anything is answered, and after everything has its likeliest answer.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_import::{
    Answer, Mapped, MappingQuestion, Question, RawFile, ReadOptions, Recognition, Topic, apply,
    read_all, recognise,
};
use std::collections::BTreeMap;

/// A name and bytes.
pub type File = (String, Vec<u8>);

/// A file of `tests/data/cases`.
pub fn case(path: &str) -> (String, Vec<u8>) {
    let full = format!("{}/tests/data/cases/{path}", env!("CARGO_MANIFEST_DIR"));
    let name = path.rsplit('/').next().unwrap_or(path);
    (name.to_owned(), std::fs::read(full).unwrap())
}

pub fn text(text: &str) -> (String, Vec<u8>) {
    ("upload.csv".to_owned(), text.into())
}

/// A file of costs, one a cell.
pub fn costs(cells: &[&str]) -> (String, Vec<u8>) {
    let rows = cells.iter().zip(1..);
    let rows = rows.map(|(cell, day)| format!("2026-01-{day:02},\"{cell}\"\n"));
    let text = format!("date,cost\n{}", rows.collect::<String>());
    ("costs.csv".to_owned(), text.into_bytes())
}

/// A metric series of one value a date.
pub fn series(dates: &[&str]) -> (String, Vec<u8>) {
    let rows = dates.iter().zip(1..);
    let rows = rows.map(|(date, value)| format!("\"{date}\",signups,{value}\n"));
    text(&format!("date,metric,value\n{}", rows.collect::<String>()))
}

pub fn read((name, bytes): &File) -> RawFile {
    read_all(name, bytes, &ReadOptions::default()).unwrap()
}

pub fn read_as((name, bytes): &File, options: &ReadOptions) -> RawFile {
    read_all(name, bytes, options).unwrap()
}

/// What is computed from before anything is answered.
pub fn unanswered(file: &File) -> (RawFile, Mapped) {
    let raw = read(file);
    let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
    (raw, mapped)
}

/// The same, with what it was recognised as.
pub fn proposed(file: &File) -> (Recognition, Mapped) {
    let raw = read(file);
    let found = recognise(&raw);
    let mapped = apply(&raw, found.mapping.as_ref().unwrap()).unwrap();
    (found, mapped)
}

/// The file after its questions about its writing have the answers that `choose` finds.
pub fn answered_with(file: &File, choose: impl Fn(&Question) -> Answer) -> RawFile {
    let mut options = ReadOptions::default();
    let mut raw = read(file);
    // An answer may show another question.
    for _ in 0..3 {
        for question in &raw.questions {
            options.answer(question, &choose(question));
        }
        raw = read_as(file, &options);
    }
    raw
}

/// What it becomes once every question has its likeliest answer.
pub fn answered(file: &File) -> Mapped {
    let raw = answered_with(file, |question| question.guess.clone());
    assert_eq!(raw.questions, []);
    apply(&raw, &recognise(&raw).guessed().unwrap()).unwrap()
}

/// The question about this.
pub fn asked(found: &Recognition, topic: Topic) -> &MappingQuestion {
    let question = found.questions.iter().find(|q| q.topic == topic);
    question.unwrap_or_else(|| panic!("{:?}", found.questions))
}

pub fn numbers(mapped: &Mapped, column: &str) -> Vec<f64> {
    let column = mapped.table.column(column).unwrap();
    (0..column.len())
        .filter_map(|row| column.number(row))
        .collect()
}

/// Moments as they are shown, days without their midnight.
pub fn moments(mapped: &Mapped, column: &str) -> Vec<String> {
    let column = mapped.table.column(column).unwrap();
    let shown = (0..column.len()).filter_map(|row| column.display(row));
    shown
        .map(|at| at.trim_end_matches("T00:00:00Z").to_owned())
        .collect()
}

/// How long each incident took, in seconds, of those that ended.
pub fn durations(mapped: &Mapped) -> Vec<f64> {
    let (from, to) = (
        mapped.table.column("detected_at").unwrap(),
        mapped.table.column("resolved_at"),
    );
    let Some(to) = to else { return Vec::new() };
    (0..from.len())
        .filter_map(|row| Some(to.timestamp(row)?.seconds_since(from.timestamp(row)?)))
        .collect()
}

/// By reason, what was found in the cells of rows that were left out.
pub fn left_out(mapped: &Mapped) -> BTreeMap<&str, Vec<&str>> {
    let mut all: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for out in &mapped.left_out {
        let found = out.found.as_deref().unwrap_or_default();
        all.entry(out.reason.code()).or_default().push(found);
    }
    all
}
