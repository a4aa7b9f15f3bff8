//! Files of `tests/data/vendors`, read, recognised and mapped.
#![allow(dead_code)] // not every test needs all of it

use outturn_import::{Mapped, RawFile, ReadOptions, Recognition, Topic, apply, recognise};
use outturn_workbook::read_all;

pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub fn load(name: &str) -> RawFile {
    let content = bytes(&format!("vendors/{name}"));
    read_all(name, &content, &ReadOptions::default()).unwrap()
}

/// A text as a file of this name.
pub fn file(name: &str, text: &str) -> RawFile {
    read_all(name, text.as_bytes(), &ReadOptions::default()).unwrap()
}

/// A file mapped as it was recognised, every question that something waits for answered by its guess.
pub fn mapped(name: &str) -> (Recognition, Mapped) {
    mapped_of(&load(name))
}

/// The same of a file that is read.
pub fn mapped_of(file: &RawFile) -> (Recognition, Mapped) {
    let recognition = recognise(file);
    let mut mapping = recognition.guessed().unwrap_or_else(|| {
        panic!(
            "{} is {}: {:?}",
            file.name, recognition.vendor, recognition.notes
        );
    });
    for question in recognition
        .questions
        .iter()
        .filter(|q| q.topic == Topic::Column)
    {
        if let Some(guess) = question.guess {
            mapping = question.answer(Some(&mapping), guess).unwrap();
        }
    }
    let table = apply(file, &mapping).unwrap();
    (recognition, table)
}

pub fn cells(mapped: &Mapped, column: &str) -> Vec<String> {
    let column = mapped
        .table
        .column(column)
        .unwrap_or_else(|| panic!("no {column}"));
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_else(|| "–".to_owned()))
        .collect()
}
