//! What must hold for any file: chunks do not matter, nor encoding and packing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use flate2::Compression;
use flate2::bufread::GzEncoder;
use outturn_import::{FileFacts, HEAD, Importer, Pass, Prefetch, RawFile, ReadOptions};
use proptest::prelude::*;
use std::io::Read;

/// Reads a file in chunks of these sizes, over and over; says how it ended either way.
fn read_in(name: &str, bytes: &[u8], sizes: &[usize]) -> Result<RawFile, String> {
    let facts = FileFacts {
        name: name.into(),
        bytes: bytes.len() as u64,
    };
    let mut importer = Importer::new(facts, ReadOptions::default());
    loop {
        let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
        while !rest.is_empty() {
            let size = sizes.next().copied().unwrap_or(1).clamp(1, rest.len());
            importer.push(&rest[..size]).map_err(|e| e.to_string())?;
            rest = &rest[size..];
        }
        match importer.finish().map_err(|e| e.to_string())? {
            Pass::Done(file) => return Ok(*file),
            Pass::Again(again) => importer = *again,
        }
    }
}

/// Reads a file as two threads do: one from its beginning, and the other from `share` of it on, without the last `tail` bytes.
fn read_by_two(bytes: &[u8], share: f64, tail: usize, piece: usize) -> Result<RawFile, String> {
    let facts = FileFacts {
        name: "f".into(),
        bytes: bytes.len() as u64,
    };
    let from = (bytes.len() as f64 * share) as usize;
    let upto = bytes.len().saturating_sub(tail);
    let head = &bytes[..HEAD.min(bytes.len())];
    let mut prefetch = Prefetch::new(facts.clone(), ReadOptions::default(), head, from as u64);
    let pieces = bytes.get(from..upto).unwrap_or_default().chunks(piece);
    let chunks = pieces.filter_map(|piece| prefetch.as_mut()?.push(piece));
    let mut importer = Importer::new(facts, ReadOptions::default());
    let push = |importer: &mut Importer, upto: usize| {
        let bytes = bytes.get(importer.read() as usize..upto);
        importer
            .push(bytes.unwrap_or_default())
            .map_err(|e| e.to_string())
    };
    for chunk in chunks {
        push(&mut importer, chunk.from as usize)?;
        // What it does not take, it reads itself before the next one.
        let _ = importer.append(chunk);
    }
    push(&mut importer, bytes.len())?;
    match importer.finish().map_err(|e| e.to_string())? {
        Pass::Done(file) => Ok(*file),
        Pass::Again(mut again) => {
            again.push(bytes).map_err(|e| e.to_string())?;
            match again.finish().map_err(|e| e.to_string())? {
                Pass::Done(file) => Ok(*file),
                Pass::Again(_) => Err("a third reading".into()),
            }
        }
    }
}

fn same(left: &Result<RawFile, String>, right: &Result<RawFile, String>) {
    match (left, right) {
        (Ok(left), Ok(right)) => {
            assert_eq!(left.table, right.table);
            assert_eq!(left.left_out, right.left_out);
            assert_eq!(left.repairs, right.repairs);
            assert_eq!(
                (left.rows_read, &left.sha256, left.bytes),
                (right.rows_read, &right.sha256, right.bytes)
            );
            assert_eq!(
                (&left.format, &left.warnings, &left.questions),
                (&right.format, &right.warnings, &right.questions)
            );
        }
        (Err(left), Err(right)) => assert_eq!(left, right),
        _ => panic!("{left:?} and {right:?}"),
    }
}

/// A gzip archive of one member.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzEncoder::new(bytes, Compression::default())
        .read_to_end(&mut out)
        .unwrap();
    out
}

/// Text of the bytes that steer a parser.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(","),
        Just(";"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\""),
        Just("\"\""),
        Just(" "),
        Just("a"),
        Just("é"),
        Just("1"),
        Just("2.50"),
        Just("007"),
        Just("NULL"),
        Just("true"),
        Just("2024-01-02"),
        Just("03/04/2024"),
        Just("日本"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just("\\"),
        Just("\u{FEFF}"),
        Just("sep="),
        Just("total"),
        Just("1,5"),
        Just("$2"),
        Just("NaN"),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// Longer than what is looked at before the delimiter is chosen: a few kinds of lines, over and over.
fn long() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-z0-9,\"\n]{40,80}",
        "[a-z0-9]{1,9},[a-z0-9]{1,9}",
        "\"[a-z, ]{0,9}\",[0-9]{1,4}",
        "[0-9]{1,4},\"([a-z,\r\n]|\"\"){0,9}\"",
        "[a-z0-9,é日\r ]{0,80}",
    ];
    (
        prop::collection::vec((line, 1..30usize), 1..6),
        prop::bool::ANY,
    )
        .prop_map(|(lines, windows)| {
            let end = if windows { "\r\n" } else { "\n" };
            let block: String = lines
                .iter()
                .map(|(line, times)| format!("{line}{end}").repeat(*times))
                .collect();
            format!("x,y{end}{}", block.repeat(400_000 / block.len() + 1))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_chunks_gives_the_same(text in awkward(), sizes in prop::collection::vec(1..20usize, 1..8)) {
        for name in ["file.csv", "file.json"] {
            let whole = read_in(name, text.as_bytes(), &[text.len().max(1)]);
            same(&whole, &read_in(name, text.as_bytes(), &sizes));
            same(&whole, &read_in(name, text.as_bytes(), &[1]));
        }
    }

    /// The same text is the same table however it is written and packed.
    #[test]
    fn encoding_and_packing_do_not_matter(text in awkward(), sizes in prop::collection::vec(1..20usize, 1..8)) {
        // Without its own mark a text of few letters need not be known as UTF-16.
        let plain = text.replace('\u{FEFF}', "");
        let whole = read_in("file.csv", plain.as_bytes(), &[plain.len().max(1)]);
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let units = std::iter::once(0xFEFF).chain(plain.encode_utf16());
            let wide: Vec<u8> = units.flat_map(order).collect();
            let read = read_in("file.csv", &wide, &sizes);
            prop_assert_eq!(whole.is_ok(), read.is_ok());
            if let (Ok(whole), Ok(read)) = (&whole, &read) {
                prop_assert_eq!(&whole.table, &read.table);
                prop_assert_eq!(&whole.left_out, &read.left_out);
            }
        }
        let packed = gzip(plain.as_bytes());
        let read = read_in("file.csv", &packed, &sizes);
        if let (Ok(whole), Ok(read)) = (&whole, &read) {
            prop_assert_eq!(&whole.table, &read.table);
            prop_assert_eq!(&whole.repairs, &read.repairs);
        } else {
            prop_assert_eq!(whole.err(), read.err());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        same(&read_in("f", &bytes, &[1]), &read_in("f", &bytes, &[200]));
    }
}

/// A piece of the file may end anywhere, inside a quoted first cell as well.
#[test]
fn quoted_first_cells_are_whole_wherever_a_piece_ends() {
    let text = format!("name,value\n{}", "\"a b, c\",1\n".repeat(30_000));
    for piece in [7, 11, 1009] {
        let file = read_in("f.csv", text.as_bytes(), &[piece]).unwrap();
        assert_eq!(file.left_out, []);
        let names = file.table.column("name").unwrap();
        for row in 0..30_000 {
            assert_eq!(
                names.text(row),
                Some("a b, c"),
                "row {row}, pieces of {piece}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn long_files_in_any_chunks_give_the_same(text in long(), sizes in prop::collection::vec(1..200_000usize, 1..4)) {
        same(&read_in("f", text.as_bytes(), &[text.len()]), &read_in("f", text.as_bytes(), &sizes));
    }
}

/// A column a line of the given kinds, in one file after the other: what a later part may do to a type that an earlier one showed.
fn changing() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just("7"),
        Just("-300"),
        Just("5000000000"),
        Just("1.50"),
        Just("007"),
        Just(""),
        Just(" 8"),
        Just("NULL"),
        Just("\"NULL\""),
        Just("true"),
        Just("no"),
        Just("word"),
        Just("\"two, words\""),
        Just("\"a \"\"b\"\"\""),
        Just("é"),
        Just("2024-01-02"),
        Just("2024-01-02T03:04:05Z"),
        Just("2024-01-02 03:04"),
        Just("03/04/2024"),
        Just("25/04/2024"),
        Just("$2"),
        Just("\"two\nlines\""),
    ];
    let part = (prop::collection::vec(cell, 3), 1..4000usize);
    prop::collection::vec(part, 1..5).prop_map(|parts| {
        let mut text = String::from("n,a,b,c\n");
        // The beginning, from which types are guessed, is longer than what decides how the file is read.
        for (cells, times) in parts {
            let least = 300_000 / (cells.concat().len() + 6);
            for n in 0..times + least {
                text += &format!("{},{}\n", n % 300, cells.join(","));
            }
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// It does not matter how many threads read a file, nor what each of them reads.
    #[test]
    fn two_threads_read_what_one_does(
        text in prop_oneof![long(), changing()],
        share in 0.2..0.9_f64,
        tail in 1..100_000usize,
        piece in 1000..300_000usize,
    ) {
        let one = read_in("f", text.as_bytes(), &[text.len()]);
        same(&one, &read_by_two(text.as_bytes(), share, tail, piece));
    }
}
